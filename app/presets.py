"""Presets of the training form, the recommended networks, and how long a training will take."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.form_fields import FROM_SCRATCH
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit
from core.base.messages import message
from core.config import AUTO, DEFAULT_MODEL, TrainConfig, pair
from models.elsewhere.names import is_elsewhere
from ui.field_spec import NetworkRow, PresetSpec

if TYPE_CHECKING:
    from torch import nn

    from app.data_opener import OpenedData

PRESETS = (
    PresetSpec("quick", "Quick look", "A few epochs: does it learn anything at all?"),
    PresetSpec("balanced", "Balanced", "A good result in reasonable time; begin here"),
    PresetSpec("thorough", "Thorough", "Longer and with more variation, ending early where nothing improves any more"),
)
CHANGES: dict[str, dict[str, Any]] = {
    "quick": {"epochs": 5, "augmentation": "light", "early_stopping_patience": 0},
    "balanced": {"epochs": 20, "augmentation": "standard", "early_stopping_patience": 0},
    "thorough": {"epochs": 60, "augmentation": "strong", "early_stopping_patience": 15},
}
RECOMMENDED = (
    (AUTO, "Automatic"),
    ("mobilenet_v3_small", "mobilenet_v3_small (fastest)"),
    ("mobilenet_v2", "mobilenet_v2 (fast, good)"),
    ("resnet18", "resnet18 (robust)"),
    ("efficientnet_b0", "efficientnet_b0 (accurate, slower)"),
    ("convnext_tiny", "convnext_tiny (for a GPU)"),
    ("vit_b_16", "vit_b_16 (for a GPU, many pictures)"),
)
REFERENCE = "mobilenet_v2"
TRIAL_PICTURES = 8
VALIDATION_SHARE = 0.4
"""Time of a picture without its backward pass, of one with it."""
HEAD_SECONDS = 1e-4
"""Time of a picture where its features are known and the head alone learns."""


@dataclass(frozen=True)
class Estimate:
    """How long things take on this data and machine.

    Attributes:
        seconds_an_epoch: Training and validation of one epoch.
        seconds_once: What comes before the first, such as computing features.
        from_scratch: Why pretrained weights are not used on this data by themselves; "" where they are.
    """

    seconds_an_epoch: float
    seconds_once: float = 0.0
    from_scratch: str = ""

    def seconds(self, epochs: int) -> float:
        """Return the time of a whole training."""
        return self.seconds_once + self.seconds_an_epoch * epochs


def preset_of(values: Mapping[str, Any]) -> str:
    """Return the preset that these settings are those of; empty for none."""
    for name, changes in CHANGES.items():
        if all(values.get(setting) == value for setting, value in changes.items()):
            return name
    return ""


def estimate(config: TrainConfig, opened: "OpenedData", emit: Emit, control: Control) -> Estimate | None:
    """Time a training step and the reading of a few pictures; runs in a thread.

    Args:
        config: The form's settings.
        opened: The data they are for.
        emit: Not used.
        control: Asked before each step whether to stop.

    Returns:
        None where the settings cannot be tried; training would say why.
    """
    from core.training.batch_size import wanted_batch_size
    from core.training.resolving import resolve
    from core.training.scenarios import HEAD, with_scenario
    from core.training.train_scale import mean_cost, with_growth
    from core.training.trial import fresh_network, timed_step, with_precision
    from core.training.weights_source import why_from_scratch

    num_train, num_val, num_classes = len(opened.splits.train), len(opened.splits.val), len(opened.splits.classes)
    try:
        final, _reasons = resolve(config, opened.splits, opened.facts)
        reason = why_from_scratch(final.model, final.in_channels, final.input_shape)
        from_weights = final.pretrained != "none" and not reason
        final, _reasons = with_scenario(final, from_weights=from_weights, num_train=num_train)
        network = fresh_network(final, num_classes)
        final, _reasons = with_growth(final, network, from_weights=from_weights)
        if final.precision == AUTO:
            final, _why = with_precision(final, num_classes, network, control)
        batch_size = final.batch_size or wanted_batch_size(final, num_train)
        tried = TRIAL_PICTURES if final.device == "cpu" else batch_size  # a few do not keep a GPU busy
        step = timed_step(final, num_classes, batch_size=tried, control=control) / tried
        turning = _turning_seconds(final, batch_size, network, control)
    except (ClasswiseError, RuntimeError, ValueError):
        return None
    control.check()
    reading = _reading_seconds(final, opened)
    is_head = final.scenario == HEAD  # whose step has no backward pass worth the name
    predicting = max(step * (1 if is_head else VALIDATION_SHARE) / final.train_scale**2, reading)
    if is_head and final.feature_draws:
        draws = 1 if final.augmentation == "none" else final.feature_draws
        return Estimate(HEAD_SECONDS * num_train, (draws * num_train + num_val) * predicting, reason)
    learning = step * mean_cost(final) + turning
    return Estimate(num_train * max(learning, reading) + num_val * predicting, 0.0, reason)


def _turning_seconds(config: TrainConfig, batch_size: int, network: "nn.Module", control: Control) -> float:
    """Return the time that a picture costs muon beside its training step; none with other optimizers."""
    from core.training.trial import muon_seconds

    if config.optimizer_type != "muon":
        return 0.0
    return muon_seconds(config, network, control) / (batch_size * config.accumulate)


def network_rows() -> list[NetworkRow]:
    """Return all networks for the table."""
    from models.pretrained import installed_networks
    from models.registry import MODEL_CLASSES

    reference = MODEL_CLASSES[REFERENCE].gflops
    installed = installed_networks()
    rows = []
    for name, spec in MODEL_CLASSES.items():
        weights = "installed" if name in installed else "to download" if spec.weights else "none"
        if spec.fixed_size:
            takes: str = message("{height} x {width} px only", height=spec.fixed_size[0], width=spec.fixed_size[1])
        else:
            takes = message("from {n} px", n=spec.min_size) if spec.min_size > 1 else "any size"
        rows.append(NetworkRow(name, spec.num_params_m, spec.gflops / reference if reference else 0.0, weights,
                               spec.weights_mb, takes))  # fmt: skip
    return rows


def weights_choices(model: str, from_scratch: str = "") -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """Return what a network can start from, its pretrained weights (the setting "auto") or nothing, and its tips.

    Args:
        model: Registry name, or "auto".
        from_scratch: Why the current data is learnt from scratch all the same; "" where it is not, or not known yet.

    Returns:
        The (value, words) of each, and by value what is to be said of some of them.
    """
    from models.pretrained import installed_networks
    from models.registry import MODEL_CLASSES

    name = DEFAULT_MODEL if model == AUTO else model
    if is_elsewhere(name):
        return ((AUTO, "Its own pretrained weights"), FROM_SCRATCH), {}
    spec = MODEL_CLASSES.get(name)
    has_weights = spec is not None and bool(spec.weights)
    reason = from_scratch or ("" if has_weights else message("it has no pretrained weights"))
    if reason:
        tips: dict[str, str] = {AUTO: message("Why from scratch: {reason}.", reason=reason)}
        return ((AUTO, message("Automatic: from scratch")), FROM_SCRATCH), tips
    if name in installed_networks(only_whole=True):
        return ((AUTO, message("Pretrained on ImageNet")), FROM_SCRATCH), {}
    size = max(1.0, MODEL_CLASSES[name].weights_mb)
    return ((AUTO, message("Pretrained ({size:.0f} MB download)", size=size)), FROM_SCRATCH), {}


def _reading_seconds(config: TrainConfig, opened: "OpenedData") -> float:
    """Return the seconds a picture takes to be read and decoded, shared over the machine's cores."""
    from core.base.types import Resize
    from core.data.preprocess import Preprocess

    channels = int(config.in_channels)
    shape = pair(config.input_shape)
    preprocess = Preprocess(shape, Resize(config.resize), channels, (0.0,) * channels, (1.0,) * channels)
    samples = opened.splits.train[:: max(1, len(opened.splits.train) // TRIAL_PICTURES)][:TRIAL_PICTURES]
    began = time.perf_counter()
    for sample in samples:
        try:
            preprocess.load(sample.path)
        except ClasswiseError:
            continue
    return (time.perf_counter() - began) / max(1, len(samples)) / max(1, os.cpu_count() or 1)
