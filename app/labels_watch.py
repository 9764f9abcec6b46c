"""Files that other programs write, too: reading, merging and writing them as if it were one act."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

MOST_ATTEMPTS = 5
"""So often an act is done anew; on some network drives a file never looks the same."""
Answer = TypeVar("Answer")


class WrittenMeanwhileError(Exception):
    """Another program has written one of the files since they were looked at."""


class Watch:
    """Notices that files were written between `look`, before they are read, and `check`, before they are replaced."""

    def __init__(self, *paths: Path) -> None:
        self._paths = paths
        self._seen = self._state()
        self._is_strict = True

    def look(self) -> None:
        """Note how the files are now."""
        self._seen = self._state()

    def check(self) -> None:
        """Check that the files are as they were.

        Raises:
            WrittenMeanwhileError: They are not; caught by `repeated`.
        """
        if self._is_strict and self.is_disturbed:
            raise WrittenMeanwhileError

    @property
    def is_disturbed(self) -> bool:
        """Whether one of the files is not as it was when they were looked at."""
        return self._state() != self._seen

    def repeated(self, act: Callable[[], Answer]) -> Answer:
        """Do something that looks, reads, checks and writes; anew where another program wrote in between."""
        for _attempt in range(MOST_ATTEMPTS):
            try:
                return act()
            except WrittenMeanwhileError:
                continue
        self._is_strict = False
        try:
            return act()
        finally:
            self._is_strict = True

    def _state(self) -> list[tuple[int, int, int] | None]:
        states: list[tuple[int, int, int] | None] = []
        for path in self._paths:
            try:
                facts = path.stat()
            except OSError:
                states.append(None)
            else:
                states.append((facts.st_ino, facts.st_size, facts.st_mtime_ns))
        return states
