"""The order in which autoplay goes through the pictures. No Qt."""

import random
from collections.abc import Mapping, Sequence


class Playlist:
    """Forward through a list that may change while it plays, straight or shuffled, once or in a loop.

    Args:
        seed: Of the shuffling; None for another order each time.
    """

    def __init__(self, seed: int | None = None) -> None:
        self.loop = False
        self._random = random.Random(seed)
        self._paths: Sequence[str] = ()
        self._index_of: Mapping[str, int] = {}
        self._shuffle = False
        self._order: list[str] = []

    @property
    def shuffle(self) -> bool:
        """Whether the order is random."""
        return self._shuffle

    @shuffle.setter
    def shuffle(self, on: bool) -> None:
        self._shuffle = on
        self._order = []

    def set_paths(self, paths: Sequence[str], row_of: Mapping[str, int]) -> None:
        """Take another list; a shuffled order keeps what it has still to show of the new list.

        Args:
            paths: The pictures in the order shown.
            row_of: The row of each.
        """
        known = self._index_of
        self._paths, self._index_of = paths, row_of
        if self._order:
            self._order = [path for path in self._order if path in self._index_of]
            new = [path for path in paths if path not in known]
            for path in new:
                self._order.insert(self._random.randint(0, len(self._order)), path)

    def restart(self, current: str | None) -> None:
        """Begin a new round at `current`."""
        self._order = self._shuffled(current) if self._shuffle else []

    def go_on(self, current: str | None) -> None:
        """Go on with the round that was paused; where none is left, begin one at `current`."""
        if not self._order:
            self.restart(current)
        elif current in self._order:
            self._order.remove(current)

    def upcoming(self, current: str | None, count: int) -> list[str]:
        """Return the next pictures, as far as they are fixed."""
        if self._shuffle:
            if not self._order and self.loop:
                self._order = self._shuffled(current)
            return self._order[-count:][::-1]
        start = self._index_of.get(current, -1) + 1 if current is not None else 0
        ahead = list(self._paths[start:start + count])
        if self.loop and len(ahead) < count:
            ahead += self._paths[:min(count - len(ahead), len(self._paths))]
        return ahead

    def advance(self, current: str | None) -> str | None:
        """Return the next picture and move on; None at the end."""
        ahead = self.upcoming(current, 1)
        if self._shuffle and ahead:
            self._order.pop()
        return ahead[0] if ahead else None

    def _shuffled(self, current: str | None) -> list[str]:
        order = [path for path in self._paths if path != current] or list(self._paths)
        self._random.shuffle(order)
        return order
