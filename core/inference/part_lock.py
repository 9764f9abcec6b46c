"""The lock on a file that is being written: the system frees it when the process dies, and nothing of it is left."""

from typing import BinaryIO


def lock(file: BinaryIO) -> bool | None:
    """Lock an open file until it is closed, or its process dies.

    Returns:
        True; False where another has locked it; None where the system, or the file's, knows no such locks.
    """
    try:
        import fcntl  # late: Windows has none
    except ImportError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
