"""The points of the live curves: bounded in number, whatever the length of the run. Knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_POINTS = 3000
SMOOTHING = 0.95
"""Weight of the past in the smoothed loss, a batch."""


@dataclass
class Series:
    """Points of one curve. When there are too many, four neighbours give way to their lowest and highest.

    Attributes:
        x, y: The points, x rising.
    """

    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)

    def add(self, x: float, y: float) -> None:
        """Add one point; one that is no number is left out."""
        if y != y or y in (float("inf"), float("-inf")):
            return
        self.x.append(x)
        self.y.append(y)
        if len(self.x) > MAX_POINTS:
            self._thin()

    def _thin(self) -> None:
        xs: list[float] = []
        ys: list[float] = []
        for start in range(0, len(self.x), 4):
            places = range(start, min(start + 4, len(self.x)))
            chosen = {min(places, key=self.y.__getitem__), max(places, key=self.y.__getitem__)}
            for place in sorted(chosen):
                xs.append(self.x[place])
                ys.append(self.y[place])
        self.x, self.y = xs, ys

    def nearest(self, x: float) -> tuple[float, float] | None:
        """Return the point nearest to x, or None where there is none."""
        if not self.x:
            return None
        place = min(range(len(self.x)), key=lambda index: abs(self.x[index] - x))
        return self.x[place], self.y[place]


class Smoother:
    """Exponential moving average, corrected for its start (as in Adam).

    Args:
        weight: Weight of the past.
        past: The average so far, where the values that made it are not known; None for a start without a past.
    """

    def __init__(self, weight: float = SMOOTHING, past: float | None = None) -> None:
        self._weight = weight
        self._sum = past or 0.0
        self._share = 0.0 if past is None else 1.0

    def add(self, value: float) -> float:
        """Take in one value and return the average."""
        if value - value == 0:
            self._sum = self._weight * self._sum + (1 - self._weight) * value
            self._share = self._weight * self._share + (1 - self._weight)
        return self._sum / self._share if self._share else value


class Curves:
    """All that the live plot shows of one run; x counts epochs, so that batch and epoch figures share it.

    Attributes:
        train_loss, train_smooth: Loss by batch, and smoothed.
        val_loss, train_accuracy, val_accuracy, balanced: By epoch.
        rate: Learning rate by batch.
        best: Epoch of the best result; None before there is one.
        epochs: Last epoch of the run.
    """

    def __init__(self, epochs: int = 1) -> None:
        self.epochs = epochs
        self.train_loss = Series()
        self.train_smooth = Series()
        self.train_epoch_loss = Series()
        self.val_loss = Series()
        self.train_accuracy = Series()
        self.val_accuracy = Series()
        self.balanced = Series()
        self.rate = Series()
        self.best: int | None = None
        self._smoother = Smoother()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        return not (self.train_loss.x or self.train_epoch_loss.x or self.val_loss.x)

    def add_batch(self, epoch: int, batch: int, batches: int, loss: float, rate: float) -> None:
        """Add a training batch."""
        x = epoch - 1 + batch / max(1, batches)
        self.train_loss.add(x, loss)
        self.train_smooth.add(x, self._smoother.add(loss))
        self.rate.add(x, rate)

    def add_epoch(self, epoch: int, figures: Mapping[str, float | None], *, is_best: bool) -> None:
        """Add an epoch.

        Args:
            epoch: From 1.
            figures: train_loss, val_loss, train_accuracy, val_accuracy, balanced_accuracy; None where unknown.
            is_best: Whether it is the best so far.
        """
        series = {"train_loss": self.train_epoch_loss, "val_loss": self.val_loss,
                  "train_accuracy": self.train_accuracy, "val_accuracy": self.val_accuracy,
                  "balanced_accuracy": self.balanced}  # fmt: skip
        for name, values in series.items():
            value = figures.get(name)
            if value is not None:
                values.add(epoch, value)
        before = figures.get("train_loss")
        if before is not None and before - before == 0 and not self.train_loss.x:
            # Its batches were not heard, as the run went on later: the smoothed curve goes on from their mean, as a
            # step to a single batch's loss would look like a change of the training.
            self._smoother = Smoother(past=before)
        if is_best:
            self.best = epoch
