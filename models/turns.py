"""Letting processes that would spoil a file for one another take turns."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

POLL_S = 0.2


@contextlib.contextmanager
def turn(lock_file: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold a lock while the block runs; the operating system frees it when the process dies.

    The block must look first whether another process has done its work meanwhile, and do nothing then. Where that is
    so, nobody needs the lock after a block that succeeded, and its file can go even under those who wait for it. After
    one that failed it stays: who opened it before it went and who makes it anew would both hold a lock.

    Args:
        lock_file: In an existing folder. Where its file system knows no locks, the block runs without one.
        wait: Called again and again while another process holds it; what it raises ends the waiting.
    """
    lock = FileLock(lock_file)
    while True:
        try:
            lock.acquire(timeout=POLL_S)
            break
        except Timeout:
            wait()
        except (OSError, NotImplementedError):
            break  # a folder that cannot be written is told by who writes the file itself
    try:
        yield
    finally:
        lock.release()
    with contextlib.suppress(OSError):  # Windows: another process has it open, and removes it then
        lock_file.unlink(missing_ok=True)
