"""What is drawn of a run beside others: its figures by epoch and its confusion matrix. Knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.base.messages import Message, message

Points = tuple[tuple[float, ...], tuple[float, ...]]

TRAIN_LOSS, RATE = "train_loss_batches", "lr"
METRICS: dict[str, Message] = {
    "balanced_accuracy": message("Balanced accuracy"),
    "val_accuracy": message("Accuracy"),
    "val_loss": message("Val loss"),
    "train_loss": message("Train loss"),
    TRAIN_LOSS: message("Train loss by batch, smoothed"),
    "train_accuracy": message("Train accuracy"),
    "f1_macro": message("Macro F1"),
    "auroc": message("AUROC"),
    "mcc": message("MCC"),
    RATE: message("Learning rate"),
}
"""What can be drawn, in the order it is offered; the names are those of history.csv."""
FRACTIONS = frozenset({"balanced_accuracy", "val_accuracy", "train_accuracy", "f1_macro", "auroc"})
BY_BATCH = frozenset({TRAIN_LOSS, RATE})
"""Figures with points within epochs."""


@dataclass(frozen=True)
class RunCurves:
    """One run's figures.

    Attributes:
        key: Its folder.
        name: What the legend calls it.
        points: (x, y) of each figure by name; x counts epochs.
        best_epoch: Epoch of its model file; None where there is none yet.
        classes: Class names in index order; empty where unknown.
        end_message: Why it ended, in a sentence; empty where unknown.
        confusion: Counts at the best epoch, row true class, column predicted; empty where unknown.
        judged_on: The pictures that were counted; empty for the run's val pictures.
    """

    key: str
    name: str
    points: Mapping[str, Points] = field(default_factory=dict)
    best_epoch: int | None = None
    classes: tuple[str, ...] = ()
    confusion: tuple[tuple[int, ...], ...] = ()
    end_message: str = ""
    judged_on: str = ""
