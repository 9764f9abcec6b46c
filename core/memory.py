"""How much memory and disk there is to use; the standard library has no word for it."""

import contextlib
import ctypes
import os
import shutil
import sys
from pathlib import Path

from core.control_groups import memory_left

MEMINFO = Path("/proc/meminfo")


def available_memory() -> int:
    """Return the bytes that a program may take without others having to give theirs up; 0 where nobody knows."""
    if sys.platform == "win32":
        return _windows_memory()
    if MEMINFO.exists():
        lines = dict(line.split(":", 1) for line in MEMINFO.read_text(encoding="ascii").splitlines())
        available = int(lines.get("MemAvailable", lines.get("MemFree", "0 kB")).split()[0]) * 1024
        left = memory_left()
        return available if left is None else min(available, left)
    with contextlib.suppress(ValueError, OSError, AttributeError):  # macOS tells only how much there is in all
        return int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")) // 2
    return 0


def free_disk(folder: Path) -> int:
    """Return the free bytes on the disk of a folder, which need not be there yet; 0 where nobody knows."""
    existing = next((path for path in (folder, *folder.parents) if path.exists()), None)
    with contextlib.suppress(OSError):
        return shutil.disk_usage(existing).free if existing else 0
    return 0


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of Windows."""

    _fields_ = (
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        *((name, ctypes.c_ulonglong) for name in (
            "total", "available", "total_page_file", "available_page_file", "total_virtual", "available_virtual",
            "available_extended")),
    )  # fmt: skip


def _windows_memory() -> int:
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    library = getattr(ctypes, "windll", None)
    return status.available if library and library.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else 0
