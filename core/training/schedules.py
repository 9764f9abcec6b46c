"""Learning rates as pure functions of the step; plateau alone keeps a factor, in the checkpoint.

Everything counts optimizer steps, from 0: `lr_at(step)` is the rate that step `step` is made with.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass

from core.config import TrainConfig

PLATEAU_THRESHOLD = 1e-4


@dataclass(frozen=True)
class Schedule:
    """The learning rate's course over the steps of a run.

    The warm-up rises linearly and reaches the full rate at its end; then the schedule's own factor applies. cos follows
    half a cosine from the full rate at the end of the warm-up to `min_lr` after the last step (Loshchilov and Hutter,
    https://arxiv.org/abs/1608.03983, without restarts), so that none is made at a rate of zero; step and multistep
    multiply by `gamma` after whole epochs; warmup and plateau stay at the full rate (plateau times its factor).

    Attributes:
        kind: cos, step, multistep, warmup or plateau.
        lr, min_lr: Highest and lowest rate.
        total_steps: Steps from `first_step` to the end of the run.
        steps_per_epoch: Optimizer steps an epoch.
        warmup_ratio: Share of total_steps in which the rate rises.
        step_size, milestones: In epochs, counted from the run's begin.
        gamma: Factor of a drop.
        first_step: Step at which the course was laid out anew (a run that goes on over more epochs); else 0.
    """

    kind: str
    lr: float
    min_lr: float
    total_steps: int
    steps_per_epoch: int
    warmup_ratio: float = 0.0
    step_size: int = 10
    milestones: tuple[int, ...] = ()
    gamma: float = 0.1
    first_step: int = 0

    @property
    def warmup_steps(self) -> int:
        """Number of steps before the one that first has the full rate."""
        return min(round(self.warmup_ratio * self.total_steps), self.total_steps - 1)

    def lr_at(self, step: int, plateau_factor: float = 1.0) -> float:
        """Return the learning rate of a step.

        Args:
            step: Optimizer step of the run, from 0.
            plateau_factor: Product of plateau's drops so far.
        """
        local = step - self.first_step
        if local < self.warmup_steps:
            rising = (local + 1) / (self.warmup_steps + 1)
            return max(self.min_lr, self.lr * rising * plateau_factor)
        if self.kind == "cos":
            done = min(1.0, (local - self.warmup_steps) / (self.total_steps - self.warmup_steps))
            return self.min_lr + (self.lr - self.min_lr) * 0.5 * (1 + math.cos(math.pi * done))
        return max(self.min_lr, self.lr * self._drops(step // self.steps_per_epoch) * plateau_factor)

    def _drops(self, epoch: int) -> float:
        if self.kind == "step":
            return self.gamma ** (epoch // self.step_size)
        if self.kind == "multistep":
            return self.gamma ** bisect_right(self.milestones, epoch)
        return 1.0


def make_schedule(config: TrainConfig, steps_per_epoch: int, first_step: int = 0) -> Schedule:
    """Return the schedule of a run's settings, laid out from `first_step` to the last epoch's end."""
    total = max(1, config.epochs * steps_per_epoch - first_step)
    return Schedule(config.lr_schedule_type, config.lr, config.min_lr, total, steps_per_epoch, config.warmup_ratio,
                    config.lr_step_size, config.lr_milestones, config.lr_gamma, first_step)


@dataclass
class Plateau:
    """Drops the rate when val loss has not become better for some epochs.

    Follows torch's ReduceLROnPlateau (mode min, relative threshold 1e-4), but keeps plain numbers for the checkpoint.

    Attributes:
        patience: Epochs without a better loss that are borne.
        gamma: Factor of a drop.
        factor: Product of the drops so far.
        best: Best loss so far.
        waited: Epochs since it.
    """

    patience: int
    gamma: float
    factor: float = 1.0
    best: float = math.inf
    waited: int = 0

    def epoch_ended(self, val_loss: float) -> None:
        """Take an epoch's val loss into account."""
        if val_loss < self.best * (1 - PLATEAU_THRESHOLD):
            self.best, self.waited = val_loss, 0
            return
        self.waited += 1
        if self.waited > self.patience:
            self.factor, self.waited = self.factor * self.gamma, 0
