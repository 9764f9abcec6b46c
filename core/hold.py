"""A lock on a file or folder that one process makes: others that would make the same are refused, not kept waiting."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from core.base.errors import OutputError


class Hold:
    """The lock; the operating system frees it when the process dies, and its file is of no matter then."""

    def __init__(self, lock_file: Path) -> None:
        self._lock = FileLock(lock_file)

    def take(self, refusal: str) -> None:
        """Keep others away; where the file system knows no locks, trust that there are none.

        Args:
            refusal: What is told where another process holds it.

        Raises:
            OutputError: Another process holds it.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise OutputError(refusal) from None
        except (OSError, NotImplementedError):
            return

    def let_go(self) -> None:
        """Let others come; the lock's own file goes first, while nobody else can hold it."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):  # Windows: it is open, and removed when it is released
                os.unlink(self._lock.lock_file)
            self._lock.release()


@contextlib.contextmanager
def held(lock_file: Path, refusal: str) -> Iterator[None]:
    """Hold a lock while the block runs; see `Hold`.

    Raises:
        OutputError: Another process holds it.
    """
    hold = Hold(lock_file)
    hold.take(refusal)
    try:
        yield
    finally:
        hold.let_go()
