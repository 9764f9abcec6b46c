"""Options of train.py that were given but change nothing beside the other settings."""

from collections.abc import Collection, Iterator
from typing import Any

from core.config import TrainConfig

# Name of a setting: the one that decides, and the values of that one with which it changes nothing. "auto" is never
# among them where it may become one of the others.
WITHOUT_EFFECT: dict[str, tuple[str, Collection[str]]] = {
    "flip": ("augmentation", ("none",)),
    "randaugment_ops": ("augmentation", ("none", "light", "standard", "strong")),
    "randaugment_magnitude": ("augmentation", ("none", "light", "standard", "strong")),
    "unfreeze_percent": ("scenario", ("auto", "full_training", "head_only")),
    "momentum": ("optimizer_type", ("adam", "adamw")),
    "beta_1": ("optimizer_type", ("sgd",)),
    "lr_step_size": ("lr_schedule_type", ("cos", "multistep", "warmup", "plateau")),
    "lr_milestones": ("lr_schedule_type", ("cos", "step", "warmup", "plateau")),
    "lr_gamma": ("lr_schedule_type", ("cos", "warmup")),
    "plateau_patience": ("lr_schedule_type", ("cos", "step", "multistep", "warmup")),
    "label_smoothing": ("loss", ("focal", "dice")),
    "cache_gb": ("cache", ("off",)),
}
# With a head that learns first, these matter whatever comes after it, and before it.
WITHOUT_HEAD_EPOCHS: dict[str, tuple[str, Collection[str]]] = {
    "backbone_lr_factor": ("scenario", ("head_only",)),
    "feature_draws": ("scenario", ("full_training", "partial_unfreeze")),
}


def options_without_effect(given: dict[str, Any], config: TrainConfig) -> Iterator[str]:
    """Yield a sentence for each setting of the command line that the others leave without effect.

    Args:
        given: The settings that were given, by name.
        config: All settings.
    """
    rules = WITHOUT_EFFECT | (WITHOUT_HEAD_EPOCHS if not config.head_epochs else {})
    for name in given:
        decides, idle = rules.get(name, ("", ()))
        value = str(getattr(config, decides)) if decides else ""
        if value in idle:
            yield f"Warning: --{name} has no effect with --{decides} {value}."
