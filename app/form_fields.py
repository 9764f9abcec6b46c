"""Between TrainConfig and the window's form: what each field is called, and texts to values and back."""

import re
from collections.abc import Mapping
from typing import Any

from core.base.errors import ConfigError
from core.base.messages import Message, message
from core.config import AUTO, TrainConfig, options
from core.option import Option, problem_with_value
from ui.field_spec import FieldKind, FieldSpec
from ui.language import Written, shown

# The data card chooses the data; several GPUs mean several processes, which the command line alone starts.
NOT_IN_FORM = ("dataset_path", "gpu")
LABELS = {
    "dataset_path": "Data", "val_path": "Validation folder", "test_path": "Test folder",
    "dataset_format": "Form of the data",
    "metadata_path": "Table", "images_dir": "Picture folder", "image_column": "Picture column",
    "label_column": "Class column", "group_column": "Patient column", "split_column": "Split column",
    "classes_path": "Class list", "group_pattern": "Group pattern", "group_by_parent": "Group by folder",
    "num_classes": "Expected classes", "split": "Train, val, test", "model": "Network", "pretrained": "Start from",
    "input_shape": "Picture size", "train_scale": "Training size", "train_scale_start": "Size at first",
    "in_channels": "Colour", "dropout_rate": "Dropout", "batch_size": "Batch",
    "early_stopping_patience": "Stop early after", "best_by": "Best by", "optimizer_type": "Optimizer",
    "lr": "Learning rate", "beta_1": "Beta 1", "lr_schedule_type": "Schedule", "warmup_ratio": "Warm-up",
    "min_lr": "Lowest rate", "lr_step_size": "Step every", "lr_milestones": "Drops after", "lr_gamma": "Drop factor",
    "plateau_patience": "Plateau after", "loss": "Loss", "use_class_weights": "Weigh rare classes more",
    "precision": "Numeric precision", "num_threads": "Reading threads", "log_dir": "Runs folder", "freq": "Keep every",
    "logging_steps": "Log every",
    "mixup": "Mixup", "cutmix": "CutMix", "clip_grad": "Longest gradient", "accumulate": "Batches a step",
    "ema_decay": "Weight average", "scenario": "Train", "unfreeze_percent": "Upper share",
    "backbone_lr_factor": "Rate of the others", "head_epochs": "Last layer first", "feature_draws": "Variations",
    "weights_mirror": "Weights from",
    "flip": "Mirrored", "randaugment_ops": "Operations", "randaugment_magnitude": "Strength",
    "decay_all": "Pull on all weights", "sampler": "Pictures an epoch",
}  # fmt: skip
"""Names that the window uses where the setting's own, with spaces, would not be understood."""
UNITS = {
    "unfreeze_percent": "%", "head_epochs": "epochs", "feature_draws": "a picture",
    "batch_size": "pictures", "input_shape": "px", "early_stopping_patience": "epochs", "plateau_patience": "epochs",
    "lr_step_size": "epochs", "lr_milestones": "epochs", "freq": "epochs", "logging_steps": "steps",
}  # fmt: skip
WORDS = {
    "auto": "Automatic", "none": "None", "light": "Slight", "standard": "Standard", "strong": "Strong", "cos": "Cosine",
    "crop": "Cut to the middle", "letterbox": "Whole, with a border", "stretch": "Stretched", "1": "Gray", "3":
    "Colour", "ce": "Cross entropy", "focal": "Focal", "dice": "Dice", "ce+focal": "Cross entropy + focal",
    "ce+dice": "Cross entropy + dice", "adam": "Adam", "adamw": "AdamW", "sgd": "SGD", "muon": "Muon", "step": "Step",
    "multistep": "Multistep", "warmup": "Warm-up only", "plateau": "Plateau", "val_loss": "Val loss", "val_accuracy":
    "Val accuracy", "balanced_accuracy": "Balanced accuracy", "f1_macro": "Macro F1", "auroc": "AUROC", "mcc": "MCC",
    "folders": "Class folders", "split_folders": "Train, val, test folders", "table": "Table", "onehot":
    "Table, a column a class", "list": "List", "json": "JSON", "together": "Kept together", "ignore": "Not looked for",
    "full_training": "All layers", "head_only": "The last layer alone (fast)",
    "partial_unfreeze": "The upper layers", "fp32": "32 bit", "bf16": "bfloat16", "fp16": "16 bit",
    "randaugment": "RandAugment",
    "ram": "In memory", "disk": "On disk", "off": "Not kept",
    "horizontal": "Left-right", "vertical": "Upside down", "both": "Both ways",
    "shuffle": "Each once", "balanced": "Classes equally often",
}  # fmt: skip
FROM_SCRATCH = ("none", "From scratch")
"""The setting "pretrained" without weights, and the words for it."""
FOLDERS = ("val_path", "test_path", "images_dir", "log_dir")
FILES = ("metadata_path", "classes_path", "pretrained")
ACTIONS = {"lr": (message("Find..."), message("Try learning rates on these pictures and suggest one"))}
"""What a button beside a field says, and its tooltip."""
SEPARATORS = str.maketrans(",;x×", "    ")
CHECKED = "yes"


def field_specs(networks: tuple[tuple[str, str], ...], weights: tuple[tuple[str, str], ...]) -> list[FieldSpec]:
    """Return the form's fields, in TrainConfig's order.

    Args:
        networks: (name, words) of the recommended networks.
        weights: (value, words) of what a training can start from.
    """
    specs = []
    for name, (item, details) in options().items():
        if name not in NOT_IN_FORM:
            specs.append(_spec(name, item.default, details, networks, weights))
    return specs


def to_text(name: str, value: Any) -> str:
    """Return a setting's value as the form shows it."""
    if isinstance(value, bool):
        return CHECKED if value else ""
    if isinstance(value, tuple):
        return " ".join(f"{item:.12g}" for item in value)
    details = options()[name][1]
    if details.auto and value == details.auto_value:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def in_own_words(name: str, value: Any) -> str:
    """Return a setting's value as one reads it in the form, such as "From scratch"; empty where there is none."""
    text, details = to_text(name, value), options()[name][1]
    if name == "pretrained" and text == FROM_SCRATCH[0]:
        return FROM_SCRATCH[1]
    if text == AUTO or (not text and (details.auto or name == "input_shape")):
        return WORDS[AUTO]
    if name == "input_shape":
        sides = text.split()
        return " x ".join(sides if len(sides) > 1 else 2 * sides)
    return WORDS.get(text, text) if details.choices else text


def to_value(name: str, text: str) -> Any:
    """Return the value that a text of the form means.

    Raises:
        ConfigError: The text is no such value, or it is out of range; without the command line's name of it.
    """
    item, details = options()[name]
    if details.auto and text.strip() in ("", AUTO):
        return details.kind(details.auto_value)
    try:
        value = _parsed(text.strip(), item.default, details)
    except ValueError as error:
        wanted = "Must be a whole number." if details.kind is int else "Must be a number."
        many = "Must be numbers with spaces between." if isinstance(item.default, tuple) else wanted
        raise ConfigError(many) from error
    problem = problem_with_value(name, value, details)
    if problem:
        raise ConfigError(without_option(problem, name))
    return value


def label_of(name: str) -> str:
    """Return what the form calls a setting."""
    return LABELS.get(name, name.replace("_", " ").capitalize())


def without_option(problem: str, name: str) -> str:
    """Return a sentence about a setting without its name at the head, other settings called as the form calls them."""

    def write() -> str:
        text = shown(problem)
        for head in (f"--{name}'s ", f"--{name} ", f"--{name}"):
            text = text.removeprefix(head)
        return text[:1].upper() + _with_labels(text[1:])

    return Written(write)


def in_words(sentence: str) -> str:
    """Return an error's text with the command line's names (--lr) replaced by the form's ("Learning rate")."""
    return Written(lambda: _with_labels(shown(sentence)))


def values_of(texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values of a form's texts by name, and what is wrong with the others."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, text in texts.items():
        try:
            values[name] = to_value(name, text)
        except ConfigError as error:
            problems[name] = error.args[0]
    return values, problems


def texts_of(config: TrainConfig) -> dict[str, str]:
    """Return a config as the form's texts."""
    return {name: to_text(name, getattr(config, name)) for name in options() if name not in NOT_IN_FORM}


def _parsed(text: str, default: Any, details: Option) -> Any:
    if isinstance(default, bool):
        return text == CHECKED
    if isinstance(default, tuple):
        return tuple(details.kind(part) for part in text.translate(SEPARATORS).split())
    if isinstance(default, (int, float)):
        return type(default)(text.replace(",", "."))
    return text


def _spec(name: str, default: Any, details: Option, networks: tuple[tuple[str, str], ...],
          weights: tuple[tuple[str, str], ...]) -> FieldSpec:  # fmt: skip
    kind, choices = FieldKind.TEXT, tuple((choice, WORDS.get(choice, choice)) for choice in details.choices or ())
    if name == "model":
        kind, choices = FieldKind.NETWORK, networks
    elif isinstance(default, bool):
        kind = FieldKind.CHECK
    elif choices:
        kind = FieldKind.CHOICE
    elif name in FOLDERS:
        kind = FieldKind.FOLDER
    elif name in FILES:
        kind, choices = FieldKind.FILE, weights if name == "pretrained" else ()
    placeholder = message("automatic") if name == "input_shape" or details.auto else ""
    tip = message("{help}\n(train.py: --{option})", help=Message(details.help), option=name)
    action, action_tip = ACTIONS.get(name, ("", ""))
    return FieldSpec(name, label_of(name), details.group, tip, kind, to_text(name, default), choices,
                     UNITS.get(name, ""), placeholder, details.advanced, action, action_tip)  # fmt: skip


def _with_labels(text: str) -> str:
    known = options()
    return re.sub(r"--([a-z_0-9]+)", lambda found: f'"{shown(label_of(found[1]))}"' if found[1] in known else found[0],
                  text)  # fmt: skip
