"""What is set once, at the start of a process, before torch is imported, so that arithmetic runs at full speed."""

import ctypes
import os
import platform

KEEP_ALLOCATOR = "CLASSWISE_KEEP_ALLOCATOR"
# From malloc.h of glibc.
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4
TOP_PAD_BYTES = 256 * 2**20


def num_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def tune_allocator() -> bool:
    """Let glibc keep large blocks instead of giving them back to the kernel after each step.

    A training step allocates the same large blocks again and again; as glibc comes, each is mapped anew and its pages
    are faulted in one by one. `python -m tests.benchmarks.training --allocator` measures it. Other C libraries are left
    alone, and so is glibc where the environment variable CLASSWISE_KEEP_ALLOCATOR is set.

    Returns:
        Whether it was tuned.
    """
    if os.environ.get(KEEP_ALLOCATOR) or platform.libc_ver()[0] != "glibc":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    return all(mallopt(*setting) == 1 for setting in
               ((M_MMAP_MAX, 0), (M_TRIM_THRESHOLD, -1), (M_TOP_PAD, TOP_PAD_BYTES)))
