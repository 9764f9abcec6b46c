"""How a model was trained, in words for the report."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.training.run_folder import CURVES, read_facts

SETTINGS = {
    "dataset_path": "Data",
    "pretrained": "Starting weights",
    "epochs": "Epochs",
    "batch_size": "Batch size",
    "optimizer_type": "Optimizer",
    "lr": "Learning rate",
    "lr_schedule_type": "Schedule",
    "weight_decay": "Weight decay",
    "loss": "Loss",
    "label_smoothing": "Label smoothing",
    "use_class_weights": "Class weights",
    "augmentation": "Augmentation",
    "best_by": "Best epoch chosen by",
    "seed": "Seed",
}


def training_facts(model: Any, run_dir: Path | None = None) -> dict[str, str]:
    """Return the network, its input, and the settings it was trained with, by their names for people.

    Args:
        model: A model file, or an ONNX file's model, which says less.
        run_dir: Its run folder, where it has one.
    """
    preprocess = model.preprocess
    height, width = preprocess.input_shape
    channels = "gray" if preprocess.in_channels == 1 else "colour"
    facts = {"Network": str(model.model), "Classes": str(len(model.classes)),
             "Input": f"{height} x {width} pixels, {channels}, {preprocess.resize}"}  # fmt: skip
    if epoch := getattr(model, "epoch", 0):
        facts["Epoch of these weights"] = str(epoch)
    metrics: Mapping[str, Any] = getattr(model, "metrics", {})
    numbers = {name: value for name, value in metrics.items() if isinstance(value, float) and value == value}
    if numbers:
        facts["Figures at that epoch"] = ", ".join(f"{name} {value:.4f}" for name, value in numbers.items())
    config: Mapping[str, Any] = getattr(model, "config", {})
    facts |= {label: _text(config[name]) for name, label in SETTINGS.items() if name in config}
    if counts := (read_facts(run_dir) if run_dir else {}).get("num_pictures"):
        facts["Pictures"] = ", ".join(f"{count:,} {split}" for split, count in counts.items())
    if versions := getattr(model, "versions", {}):
        facts["Versions"] = ", ".join(f"{name} {version}" for name, version in versions.items())
    return facts


def curves_picture(run_dir: Path | None) -> Path | None:
    """Return the picture of a run's curves, where there is one."""
    path = run_dir / CURVES if run_dir else None
    return path if path is not None and path.is_file() else None


def evaluation_folder_name(source: str) -> str:
    """Return TIME_SOURCE, the name of an evaluation's folder below RUN/evaluations."""
    return f"{time.strftime('%Y%m%d_%H%M%S')}_{source}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
