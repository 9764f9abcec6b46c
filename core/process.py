"""What is known or set at the start of a process, before torch is imported: cores, other processes, the allocator.

Every program that computes calls `tune_process` first thing: training, predicting, evaluating, the window.
"""

import contextlib
import ctypes
import gc
import math
import os
import platform
import sys
import threading
from collections.abc import Iterator

from core.control_groups import cores_allowed

KEEP_ALLOCATOR = "CLASSWISE_KEEP_ALLOCATOR"
TUNED = "CLASSWISE_ALLOCATOR_TUNED"  # holds the number of the process in which it was tuned
# From malloc.h of glibc.
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX, M_ARENA_MAX = -1, -2, -4, -8
TOP_PAD_BYTES = 256 * 2**20
# How long a thread of GNU's OpenMP looks for work before it sleeps (libgomp's manual, GOMP_SPINCOUNT). As it comes, it
# keeps its core for milliseconds after the network's last operation, when pictures should be decoded; a thirtieth of
# that still spans the gaps between operations.
SPIN_COUNT = "GOMP_SPINCOUNT"
SPINS = "10000"
NUM_THREADS = "OMP_NUM_THREADS"
# Lets torch compute on the CPU what it has not for Apple's GPUs, as the error advises with which it would end.
MPS_FALLBACK = "PYTORCH_ENABLE_MPS_FALLBACK"
# New objects before the collector of circles looks at them, and how many such looks before it looks at older ones. As
# Python comes (700, 10, 10), a third of the time before the first batch of 100,000 pictures goes into looking.
COLLECTOR = (50_000, 20, 100)
_RESTING = threading.Lock()
_RESTS: list[bool] = []
"""Of each that wants the collector to rest: whether it worked when it came; only of the first it may have."""


def num_cores() -> int:
    """Return how many cores this process may use; processes that torchrun started on one machine share its cores."""
    allowed = cores_allowed()
    cores = _num_seen_cores() if allowed is None else min(_num_seen_cores(), math.ceil(allowed))
    return max(1, cores // num_local_processes())


def num_processes() -> int:
    """Return how many processes torchrun started; 1 where it did not start this one."""
    size = os.environ.get("WORLD_SIZE", "")
    return int(size) if size.isdigit() and "RANK" in os.environ else 1


def num_local_processes() -> int:
    """Return how many of them run on this machine."""
    size = os.environ.get("LOCAL_WORLD_SIZE", "")
    return max(1, int(size)) if size.isdigit() and num_processes() > 1 else 1


def is_main_process() -> bool:
    """Tell whether this process writes the files and speaks to people."""
    return num_processes() == 1 or os.environ["RANK"] == "0"


@contextlib.contextmanager
def collector_rests() -> Iterator[None]:
    """Keep the collector of circles from looking at very many new objects that last and form none.

    It works again when all threads that asked for it are done. Not for where pictures are read: what some readers of
    formats leave behind are circles, with the picture in them.
    """
    with _RESTING:
        _RESTS.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _RESTING:
            worked = _RESTS[0]
            _RESTS.pop()
            if worked and not _RESTS:
                gc.enable()


def tune_process() -> None:
    """Tune what a process has one of: memory allocator, OpenMP's threads, Apple's GPU, circular garbage."""
    tune_allocator()
    tune_waiting()
    tune_threads()
    if sys.platform == "darwin":
        os.environ.setdefault(MPS_FALLBACK, "1")
    gc.set_threshold(*COLLECTOR)


def tune_waiting() -> None:
    """Let OpenMP's idle threads give their cores free sooner, unless the environment says how they should wait."""
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault(SPIN_COUNT, SPINS)


def tune_threads() -> None:
    """Let OpenMP use no more cores than a container or a job may, unless the environment says how many.

    It asks for the cores that it sees. Where these are more, the system halts all threads for the rest of each tenth of
    a second whose share the waiting ones have used up.
    """
    cores = num_cores()
    if num_processes() == 1 and cores < _num_seen_cores():
        os.environ.setdefault(NUM_THREADS, str(cores))


def is_allocator_tuned() -> bool:
    """Tell whether this process works with the tuned allocator."""
    return bool(os.environ.get(TUNED) == str(os.getpid()))


def tune_allocator() -> bool:
    """Let glibc keep large blocks instead of giving them back to the kernel after each step.

    A training step allocates the same large blocks again and again; as glibc comes, each is mapped anew and its pages
    are faulted in one by one. The window trains in a thread, and predicting computes in several: of its own arena a
    thread gets no block above 64 MB, and such blocks would still be mapped anew, hence one arena for all. `python -m
    tests.benchmarks allocator` measures both. Other C libraries are left alone, and so is glibc where the environment
    variable CLASSWISE_KEEP_ALLOCATOR is set.

    Returns:
        Whether it was tuned.
    """
    # Elsewhere than on Linux, libc_ver reads the interpreter's file, and that of the Microsoft Store cannot be opened.
    if sys.platform != "linux" or os.environ.get(KEEP_ALLOCATOR) or platform.libc_ver()[0] != "glibc":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    settings = ((M_MMAP_MAX, 0), (M_TRIM_THRESHOLD, -1), (M_TOP_PAD, TOP_PAD_BYTES), (M_ARENA_MAX, 1))
    if not all(mallopt(*setting) == 1 for setting in settings):
        return False
    os.environ[TUNED] = str(os.getpid())
    return True


def _num_seen_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
