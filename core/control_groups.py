"""What Linux's control groups leave a process of its machine: the share of a container, or of a cluster's job.

Version 2 has one tree of groups, version 1 one for each kind of thing that is shared out. A group gets no more than
those above it, so all of them are asked. A container may see the tree from its own group on, under the name that it has
outside: folders that are not there are passed over.
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

TREE = Path("/sys/fs/cgroup")
OWN_GROUPS = Path("/proc/self/cgroup")
MEMORY_FILES = (("memory.max", "memory.current", ("inactive_file", "active_file")),
                ("memory.limit_in_bytes", "memory.usage_in_bytes", ("total_inactive_file", "total_active_file")))
"""The limit, what is used, and what of that is copies of files, which make room when needed; of version 2 and 1."""


def cores_allowed() -> float | None:
    """Return how many cores' time the process may use; None where nothing limits it."""
    return _least("cpu", _cores_of)


def memory_left() -> int | None:
    """Return the bytes that the process may still take; None where nothing limits it."""
    left = _least("memory", _memory_left_in)
    return None if left is None else int(left)


def _least(kind: str, value_of: Callable[[Path], float | None]) -> float | None:
    values = (value_of(folder) for folder in _own_folders(kind))
    return min((value for value in values if value is not None), default=None)


def _own_folders(kind: str) -> Iterator[Path]:
    """Yield the folders of the groups that the process belongs to, from its own one up to the root."""
    for line in _text(OWN_GROUPS).splitlines():
        _, kinds, path = line.split(":", 2)
        if kinds and kind not in kinds.split(","):
            continue
        tree = TREE / kinds if kinds else TREE
        own = Path(path.lstrip("/"))
        yield from (tree / group for group in (own, *own.parents))


def _cores_of(folder: Path) -> float | None:
    words = _text(folder / "cpu.max").split()
    words = words or [_text(folder / "cpu.cfs_quota_us"), _text(folder / "cpu.cfs_period_us")]
    with contextlib.suppress(ValueError):  # "max", or not there
        quota, period = (int(word) for word in words)
        return quota / period if quota > 0 and period > 0 else None
    return None


def _memory_left_in(folder: Path) -> int | None:
    for limit, used, copies in MEMORY_FILES:
        with contextlib.suppress(ValueError):  # "max", or not there
            left = int(_text(folder / limit)) - int(_text(folder / used))
            facts = dict(line.split() for line in _text(folder / "memory.stat").splitlines())
            return max(0, left + sum(int(facts.get(name, 0)) for name in copies))
    return None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
