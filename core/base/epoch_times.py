"""How training pictures grow over the epochs, how long these take against each other, and how long the rest will."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COST_POWER = 1.5
"""Of a picture's sides: small pictures cost more than their share of the area. resnet18's epochs at 64, 96 and 128 px
took 0.43, 0.67 and 1 of the last one's time, with the validation that they share; 0.35, 0.65 and 1 are expected."""
MUON_POWER = 1.0
"""muon's own arithmetic is the same at every size: there 0.55, 0.70 and 1; 0.5, 0.75 and 1 are expected."""
NUM_RECENT = 3


def grown(first: float, last: float, epoch: int, epochs: int) -> float:
    """Return a value that grows evenly from the first of several epochs to the last, and no further.

    Args:
        first: Its value in the first.
        last: In the last.
        epoch: From 1.
        epochs: How many there are.
    """
    return first + (last - first) * min(1.0, (epoch - 1) / max(1, epochs - 1))


@dataclass(frozen=True)
class Growth:
    """How training pictures grow, and how much longer later epochs take for it.

    Attributes:
        first: Sides of the first epoch's pictures as a share of the last one's; 1 where they do not grow.
        power: Of the sides, which an epoch's time goes by.
    """

    first: float = 1.0
    power: float = COST_POWER

    def cost(self, epoch: int, epochs: int) -> float:
        """Return what an epoch, from 1, of so many costs as a share of the last one."""
        return float(grown(self.first, 1.0, epoch, epochs) ** self.power)


def growth_of(config: Mapping[str, Any]) -> Growth:
    """Return how a run's pictures grow.

    Args:
        config: Resolved settings as plain values; those of older runs lack some.
    """
    start, scale = float(config.get("train_scale_start") or 0), float(config.get("train_scale") or 1)
    power = MUON_POWER if config.get("optimizer_type") == "muon" else COST_POWER
    return Growth(start / scale if 0 < start < scale else 1.0, power)


class EpochTimes:
    """Tells from the epochs that are done how long the others will take."""

    def __init__(self, epochs: int, growth: Growth | None = None) -> None:
        """Begin with none done."""
        self._epochs = epochs
        self._growth = growth or Growth()
        self._seconds: dict[int, float] = {}

    def add(self, epoch: int, seconds: float) -> None:
        """Note an epoch that was done."""
        self._seconds[epoch] = seconds

    def left(self, epoch: int, share_done: float) -> float | None:
        """Return the seconds until the end of the last epoch; None before the first was done.

        Args:
            epoch: The one in work.
            share_done: Of it, 0..1.
        """
        recent = list(self._seconds)[-NUM_RECENT:]
        if not recent:
            return None
        unit = sum(self._seconds[one] for one in recent) / sum(map(self._cost, recent))
        return unit * self._cost(epoch) * self.left_in_epochs(epoch, share_done)

    def left_in_epochs(self, epoch: int, share_done: float) -> float:
        """Return how many epochs like the one in work would take as long as the rest; see `left`."""
        later = sum(map(self._cost, range(epoch + 1, self._epochs + 1)))
        return later / self._cost(epoch) + 1 - share_done

    def _cost(self, epoch: int) -> float:
        return self._growth.cost(epoch, self._epochs)
