"""Filling batches in threads, in order: what training, predicting and head_only have in common.

On the CPU decoding and the network take turns here, each on all cores: OpenMP's threads wait for one another, and
beside a busy core an operation takes as long as its slowest thread. Beside a GPU the cores are free, and batches are
read ahead.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

import torch
from threadpoolctl import ThreadpoolController

from core.process import num_cores

MAX_THREADS = 32
GPU_BATCHES_AHEAD = 3


class Target(Protocol):
    """A batch that is filled place by place."""

    def __len__(self) -> int:
        """Return the number of places."""


Filled = TypeVar("Filled", bound=Target)


def default_threads(*, is_gpu: bool) -> int:
    """Return how many threads should decode: all cores, one of them left to a GPU's driver; at most `MAX_THREADS`."""
    return min(MAX_THREADS, max(1, num_cores() - is_gpu))


def batches_ahead(*, is_gpu: bool) -> int:
    """Return how many batches should be read while the network works on another."""
    return GPU_BATCHES_AHEAD if is_gpu else 0


def compute_on(num_cores: int) -> None:
    """Have torch's operations in the calling thread use so many cores.

    Otherwise every thread that shrinks a picture brings a team of OpenMP's threads of its own, as many as there are
    cores. They take the cores from each other, and from then on the network's team waits for its slowest thread by the
    kernel's means instead of its own: GNU's OpenMP does so where its threads are more than the cores.
    """
    torch.get_num_threads()  # a thread's number is set when torch is first used in it, and would be set over ours
    _openmp().limit(limits=num_cores)  # for this thread only, as omp_set_num_threads is


@lru_cache(maxsize=1)
def _openmp() -> ThreadpoolController:
    return ThreadpoolController().select(user_api="openmp")


def filled(
    batches: Iterable[Filled], fill: Callable[[Filled, int], None], *, num_threads: int, ahead: int
) -> Generator[Filled, None, None]:
    """Fill the places of batches in threads and yield each batch when it is full, in order.

    The threads end when the iterator is used up, closed or dropped; what `fill` raises comes out at its batch.

    Args:
        batches: Taken one by one, at most `ahead` + 1 before they are asked for.
        fill: Called in a thread, once a place, with the batch and the place's number.
        num_threads: How many threads; each takes the next free place.
        ahead: Batches that are filled while the caller works on another; 0 to fill only while it waits.

    Yields:
        The batches.
    """
    executor = ThreadPoolExecutor(num_threads, thread_name_prefix="decode", initializer=compute_on,
                                  initargs=(1,))  # fmt: skip
    waiting: deque[_Work[Filled]] = deque()
    try:
        for batch in batches:
            waiting.append(_Work(batch, fill, executor, num_threads))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for work in waiting:
            work.abandon()
        executor.shutdown(wait=True, cancel_futures=True)


class _Work(Generic[Filled]):
    """A batch and the threads that fill it."""

    def __init__(self, batch: Filled, fill: Callable[[Filled, int], None], executor: ThreadPoolExecutor,
                 num_threads: int) -> None:  # fmt: skip
        self._batch = batch
        self._fill = fill
        self._places: Iterator[int] = iter(range(len(batch)))  # each thread takes the next place; `next` is atomic
        self._threads: list[Future[None]] = [
            executor.submit(self._run) for _ in range(min(num_threads, len(batch)))
        ]

    def result(self) -> Filled:
        """Return the batch when it is full; raises what a thread raised."""
        for thread in self._threads:
            thread.result()
        return self._batch

    def abandon(self) -> None:
        """Let the threads end after the pictures that they have in hand."""
        deque(self._places, maxlen=0)

    def _run(self) -> None:
        try:
            for place in self._places:
                self._fill(self._batch, place)
        except BaseException:
            self.abandon()
            raise
