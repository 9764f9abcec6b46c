"""The one stream of events: what a job tells whoever watches it.

Events are frozen, hold plain values only (no tensors) and can be written as JSON. Listeners observe; they return
nothing and change nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from core.base.types import Prediction, RunEndReason


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events."""

    def to_json(self) -> dict[str, Any]:
        """Return the event as plain values, with its class name under "event"."""
        return {"event": type(self).__name__, **asdict(self)}


@dataclass(frozen=True, slots=True)
class Progress(Event):
    """A job other than training moved on (scanning, splitting, exporting, downloading).

    Attributes:
        stage: What is being done, for people: "Reading pictures".
        done: How many units are done.
        total: How many there are; None while unknown.
        unit: What is counted: "pictures", "bytes".
    """

    stage: str
    done: int
    total: int | None = None
    unit: str = "pictures"

    @property
    def fraction(self) -> float | None:
        """How much is done, 0..1; None while unknown."""
        return self.done / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Notice(Event):
    """One sentence worth showing and logging; level is "info" or "warning"."""

    message: str
    level: str = "info"


@dataclass(frozen=True, slots=True)
class RunStarted(Event):
    """A training begins or goes on.

    Attributes:
        run_dir: The run folder, absolute.
        model: Registry name of the network.
        classes: Class names in index order.
        epochs: Last epoch of the run.
        batches: Training batches an epoch.
        num_train, num_val, num_test: Pictures a split.
        start_epoch, start_batch: Where it goes on from: (1, 0) for a new run.
        device, precision: Resolved, such as "cpu" and "bf16".
        config: Every setting of the run, resolved.
    """

    run_dir: str
    model: str
    classes: tuple[str, ...]
    epochs: int
    batches: int
    num_train: int
    num_val: int
    num_test: int
    start_epoch: int
    start_batch: int
    device: str
    precision: str
    config: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EpochStarted(Event):
    """An epoch's training begins (epochs count from 1)."""

    epoch: int
    epochs: int


@dataclass(frozen=True, slots=True)
class BatchEnded(Event):
    """A training batch is done.

    Attributes:
        epoch: From 1.
        batch: From 1 within the epoch.
        batches: Batches in this epoch.
        step: Optimizer steps since the run began, the one that this batch is part of counted.
        loss: Loss of this batch.
        lr: Learning rate this step was made with.
        images_per_s: Training speed, smoothed over the last batches; 0 before it is known.
        accuracy: Share of right pictures in the epoch so far (0..1).
    """

    epoch: int
    batch: int
    batches: int
    step: int
    loss: float
    lr: float
    images_per_s: float
    accuracy: float = 0.0


@dataclass(frozen=True, slots=True)
class ValidationProgress(Event):
    """Validation moved on by one batch."""

    epoch: int
    batch: int
    batches: int


@dataclass(frozen=True, slots=True)
class EpochEnded(Event):
    """An epoch's training and validation are done.

    Attributes:
        epoch: From 1.
        lr: Learning rate of the epoch's last step.
        train_loss: Mean loss over the training pictures.
        val_loss: Mean loss over the val pictures.
        train_accuracy, val_accuracy: Fractions 0..1.
        metrics: Further figures on val by name, such as balanced_accuracy, f1_macro, auroc (fractions).
        confusion: Confusion matrix on val, counts; row true class, column predicted.
        is_best: Whether this is the best epoch so far by the run's best_by.
        seconds: Time of training and validation, without pauses.
        images_per_s: Training pictures a second over the epoch.
    """

    epoch: int
    lr: float
    train_loss: float
    val_loss: float
    train_accuracy: float
    val_accuracy: float
    metrics: Mapping[str, float]
    confusion: tuple[tuple[int, ...], ...]
    is_best: bool
    seconds: float
    images_per_s: float

    def to_json(self) -> dict[str, Any]:
        """See `Event.to_json`; not by a copy of each number, of which a thousand classes have a million."""
        return {"event": type(self).__name__, **{each.name: getattr(self, each.name) for each in fields(self)}}


@dataclass(frozen=True, slots=True)
class ValidationSample(Event):
    """What the network now says of a few fixed val pictures (sent after an epoch, before EpochEnded)."""

    epoch: int
    predictions: tuple[Prediction, ...]


@dataclass(frozen=True, slots=True)
class CheckpointSaved(Event):
    """A file of weights was written. kind is "best", "last" or "epoch"."""

    path: str
    kind: str
    epoch: int


@dataclass(frozen=True, slots=True)
class RunEnded(Event):
    """A training ended.

    Attributes:
        reason: Why.
        message: One sentence for people.
        run_dir: The run folder, absolute.
        epoch: Last epoch with figures; 0 if none.
        best_epoch: Epoch of best_model.pth; None while there is none.
        seconds: Time of this session of the run, without pauses.
    """

    reason: RunEndReason
    message: str
    run_dir: str
    epoch: int
    best_epoch: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Predicted(Event):
    """Some pictures were predicted, in the order given."""

    predictions: tuple[Prediction, ...]
    done: int
    total: int


Emit = Callable[[Event], None]


def ignore(event: Event) -> None:
    """Be an `emit` that nobody listens to."""
