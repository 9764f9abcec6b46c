"""Several batches through the network at once, on a CPU: each core reads, decodes and computes a batch of its own.

Nothing waits for anything then: no core for the slowest one at the end of an operation, and none for a single one that
does what cannot be shared. A core that has other work as well takes fewer of the batches.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from core.data.filling import compute_on

MAX_STREAMS = 8  # each holds a batch and what the network makes of it in memory

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


def cores_of_streams(num_cores: int, most: int = MAX_STREAMS) -> list[int]:
    """Return how many cores each stream gets: one each, as long as there are no more than `most` streams."""
    streams = max(1, min(MAX_STREAMS, num_cores, most))
    return [num_cores // streams + (number < num_cores % streams) for number in range(streams)]


def in_streams(
    items: Iterable[Item], work: Callable[[Item], Outcome], cores: Sequence[int]
) -> Generator[Outcome, None, None]:
    """Yield what `work` makes of each item, in their order; several are in work at once.

    The threads end when the iterator is used up, closed or dropped; what `work` raises comes out at its item.

    Args:
        items: Taken one by one in the caller's thread, one more than there are streams before the first is asked for.
        work: Called in a thread, once an item.
        cores: How many cores torch's operations use in each stream.
    """
    free = iter(cores)
    with ThreadPoolExecutor(len(cores), "stream", initializer=lambda: compute_on(next(free))) as executor:
        waiting: deque[Future[Outcome]] = deque()
        for item in items:
            waiting.append(executor.submit(work, item))
            if len(waiting) > len(cores):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
