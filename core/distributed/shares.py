"""Which pictures of a batch are whose, where several processes share each batch.

A batch is parted into pairs of neighbours, and each process takes a run of whole pairs; a picture left over joins the
last pair. So what is done with two pictures of a batch, such as mixing neighbours, needs none of another process, and
batch norm never meets a lone picture in a batch that has more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
CELL = 2


@dataclass(frozen=True)
class Share:
    """The part of each batch that is one process's own.

    Attributes:
        rank: Number of the process, from 0.
        size: Number of processes.
    """

    rank: int = 0
    size: int = 1

    def bounds(self, num: int) -> tuple[int, int]:
        """Return begin and end of the part, of a batch of `num` pictures; both are equal where it is empty."""
        cells = max(1, num // CELL)
        begin, end = self.rank * cells // self.size, (self.rank + 1) * cells // self.size
        return begin * CELL, num if end == cells else end * CELL

    def of(self, batch: Sequence[Item]) -> Sequence[Item]:
        """Return the part of a batch; the batch itself where there is one process."""
        if self.size == 1:
            return batch
        begin, end = self.bounds(len(batch))
        return batch[begin:end]


WHOLE = Share()


def padding(batch: Sequence[Item]) -> Sequence[Item]:
    """Return pictures to borrow by a process whose part of a batch is empty, so that its network runs as others do."""
    return batch[:CELL]
