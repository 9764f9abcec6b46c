"""Sorting very long lists without keeping the window waiting.

`list.sort` holds the interpreter from its first comparison to its last: half a second for 100,000 paths, in whatever
thread it runs. Sorting short pieces and merging them pair by pair costs about the same and can be left in between.
"""

from collections.abc import Callable, Generator, Iterable
from typing import Any, TypeVar

Item = TypeVar("Item")

PIECE = 2_000


def sort_in_steps(items: Iterable[Item], key: Callable[[Item], Any]) -> Generator[None, None, list[Item]]:
    """Yield after each piece of the work; the return value is the sorted list. Equal items keep their order."""
    runs: list[list[tuple[Any, int, Item]]] = []
    piece: list[tuple[Any, int, Item]] = []
    for number, item in enumerate(items):
        # The number decides between equal keys, so that items themselves are never compared.
        piece.append((key(item), number, item))
        if len(piece) == PIECE:
            piece.sort()
            runs.append(piece)
            piece = []
            yield
    piece.sort()
    runs.append(piece)
    while len(runs) > 1:
        merged = []
        for index in range(0, len(runs) - 1, 2):
            # Timsort finds the two sorted runs and merges them in one pass.
            merged.append(sorted(runs[index] + runs[index + 1]))
            yield
        runs = merged + runs[len(merged) * 2:]
    return [item for _, _, item in runs[0]]


def sorted_in_steps(items: Iterable[Item], key: Callable[[Item], Any]) -> list[Item]:
    """Return the sorted list; other threads get their turn between the steps."""
    steps = sort_in_steps(items, key)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return list(end.value)
