"""Where a training stands, in plain numbers: what a checkpoint keeps of it beside tensors."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from core.base.kinds import is_count
from core.training.schedules import Plateau

ROW = ("epoch", "lr", "train_loss", "val_loss", "train_accuracy", "val_accuracy", "is_best", "seconds")
"""What each row of the history has, beside the metrics that were chosen."""


@dataclass
class TrainState:
    """Where a training stands, in plain numbers.

    Attributes:
        epoch: Whole epochs done (training and validation).
        batch: Training batches done of the epoch after those, whole groups of an optimizer step each.
        step: Optimizer steps done in the run.
        sums: Running sums over the begun epoch's batches: loss times weight, weight, right pictures, pictures.
        best_value: The best epoch's figure that `best_by` names; None before the first.
        best_epoch: That epoch; 0 before the first.
        epochs_without_better: For early stopping.
        plateau: Plateau's numbers.
        history: One row an epoch done, as in history.csv.
        schedule_first_step: Step at which the schedule was laid out.
        epochs: Last epoch the schedule was laid out for.
        seconds: Time of the begun epoch so far, without pauses.
    """

    epoch: int = 0
    batch: int = 0
    step: int = 0
    sums: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    best_value: float | None = None
    best_epoch: int = 0
    epochs_without_better: int = 0
    plateau: dict[str, float] = field(default_factory=dict)
    history: list[dict[str, Any]] = field(default_factory=list)
    schedule_first_step: int = 0
    epochs: int = 0
    seconds: float = 0.0

    def plateau_for(self, patience: int, gamma: float) -> Plateau:
        """Return the plateau rule as it stood."""
        numbers = self.plateau or {"factor": 1.0, "best": math.inf, "waited": 0}
        return Plateau(patience, gamma, float(numbers["factor"]), float(numbers["best"]), int(numbers["waited"]))


def state_of(values: Mapping[str, Any]) -> TrainState:
    """Return the state that a checkpoint's values are; what a later version added is left out.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, OverflowError: They are of another kind.
    """
    known = {item.name for item in fields(TrainState)}
    state = TrainState(**{name: value for name, value in values.items() if name in known})
    counts = (state.epoch, state.batch, state.step, state.best_epoch, state.epochs_without_better,
              state.schedule_first_step, state.epochs, *(row.get("epoch") for row in state.history))  # fmt: skip
    if not all(map(is_count, counts)):
        raise ValueError("its counts are no whole numbers")
    loss, weight, right, seen = state.sums
    state.sums = (loss, weight, right, seen)
    numbers = [*state.sums, state.seconds, 0.0 if state.best_value is None else state.best_value]
    for row in state.history:
        if missing := [name for name in ROW if name not in row]:
            raise ValueError(f"an epoch's row lacks {', '.join(missing)}")
        numbers += row.values()
    if not all(isinstance(number, (int, float)) for number in numbers) or not isinstance(state.plateau, dict):
        raise ValueError("what should be numbers are none")
    state.plateau_for(0, 1.0)
    return state
