"""From samples to batches: decoding ahead in threads, always in the same order.

Threads, not processes: OpenCV lets other threads run while it decodes and resizes, threads start at once, share
memory and do no harm in a program with a window. What a batch holds depends on (seed, epoch) alone, never on the
number of threads.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import torch

from core.base.errors import ImageError
from core.base.types import Sample
from core.data.images import UInt8Array, read_image
from core.data.preprocess import Preprocess
from core.data.transforms import Augmentation, epoch_order, generator

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_THREADS = 16
# Pictures that one task decodes: enough to make its own cost vanish, few enough to share a batch among threads.
TASK_SIZE = 4
UNLABELLED = -1


def default_threads() -> int:
    """Return how many threads should decode: half of the cores, the others being busy with the network.

    One of two (a second one would fight the arithmetic for its core), at most `MAX_THREADS`.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MAX_THREADS, max(1, cores // 2))


def map_in_order(
    function: Callable[[Item], Result], items: Iterable[Item], *, num_threads: int, ahead: int
) -> Generator[Result, None, None]:
    """Apply a function to items in threads and yield the results in the items' order.

    The threads end when the iterator is used up, closed or dropped; what the function raises comes out at its place.

    Args:
        function: Called in a thread, once an item.
        items: Taken one by one, at most `ahead` before their results are asked for.
        num_threads: How many threads.
        ahead: Largest number of results that are being made or wait to be taken.

    Yields:
        One result an item.
    """
    executor = ThreadPoolExecutor(num_threads, thread_name_prefix="decode")
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(executor.submit(function, item))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class Batch:
    """Pictures that go through the network together.

    Attributes:
        images: uint8 [B, H, W, C], contiguous.
        labels: int64 [B]; -1 where a sample has none.
        indexes: Each picture's place in the samples.
        paths: Each picture's path.
    """

    images: torch.Tensor
    labels: torch.Tensor
    indexes: tuple[int, ...]
    paths: tuple[str, ...]


class Loader:
    """Yields the batches of an epoch, beginning wherever a broken-off run has to go on."""

    def __init__(
        self,
        samples: Sequence[Sample],
        preprocess: Preprocess,
        *,
        batch_size: int,
        augmentation: Augmentation | None = None,
        shuffle: bool = False,
        seed: int = 0,
        num_threads: int = 0,
    ) -> None:
        """Choose what is loaded and how.

        Args:
            samples: Pictures and labels.
            preprocess: How pictures are fitted where there is no augmentation.
            batch_size: Pictures a batch.
            augmentation: How pictures are varied; None for validation.
            shuffle: Take the samples in a new order each epoch. A last batch of one picture then joins the one before,
                as batch norm cannot train on it.
            seed: What order and variations derive from.
            num_threads: Threads that decode; 0 for `default_threads`.
        """
        self.samples = samples
        self.preprocess = preprocess
        self.batch_size = batch_size
        self.augmentation = augmentation
        self.shuffle = shuffle
        self.seed = seed
        self.num_threads = num_threads or default_threads()

    def __len__(self) -> int:
        """Return the number of batches."""
        whole, rest = divmod(len(self.samples), self.batch_size)
        return whole + (rest > 0 and not self._joins_last(rest))

    def epoch(self, epoch: int, start_batch: int = 0) -> Generator[Batch, None, None]:
        """Yield the batches of an epoch.

        Args:
            epoch: Number of the epoch; order and variations derive from it.
            start_batch: Number of batches to leave out at the beginning; they are not decoded.

        Yields:
            One Batch after the other; the threads end when the iterator is used up, closed or dropped.

        Raises:
            ImageError: A picture cannot be read; the text names it.
        """
        order = epoch_order(self.seed, epoch, len(self.samples)) if self.shuffle else np.arange(len(self.samples))
        batches = [self._indexes(order, number) for number in range(start_batch, len(self))]
        tasks = ((epoch, part) for indexes in batches for part in _parts(indexes))
        # Two batches ahead, and enough to keep every thread busy.
        ahead = max(2 * -(-self.batch_size // TASK_SIZE), 2 * self.num_threads)
        parts = map_in_order(self._load_part, tasks, num_threads=self.num_threads, ahead=ahead)
        try:
            for indexes in batches:
                images = torch.empty((len(indexes), *self.preprocess.input_shape, self.preprocess.in_channels),
                                     dtype=torch.uint8)  # fmt: skip
                pixels = images.numpy()
                for begin in range(0, len(indexes), TASK_SIZE):
                    for place, image in enumerate(next(parts), begin):
                        pixels[place] = image
                yield self._batch(images, indexes)
        finally:
            parts.close()

    def _joins_last(self, rest: int) -> bool:
        return self.shuffle and rest == 1 and self.batch_size > 1 and len(self.samples) > 1

    def _indexes(self, order: npt.NDArray[np.int64], number: int) -> tuple[int, ...]:
        """Return the samples' indexes of batch `number`."""
        end = len(order) if number == len(self) - 1 else (number + 1) * self.batch_size
        return tuple(order[number * self.batch_size : end].tolist())

    def _load_part(self, task: tuple[int, tuple[int, ...]]) -> list[UInt8Array]:
        epoch, indexes = task
        return [self._load(epoch, index) for index in indexes]

    def _load(self, epoch: int, index: int) -> UInt8Array:
        """Return one picture, uint8 [H, W, C], ready for the network."""
        path = self.samples[index].path
        try:
            if self.augmentation is None:
                return self.preprocess.load(path)
            image = read_image(path, self.preprocess.in_channels, self.augmentation.decode_size())
        except ImageError as error:
            raise ImageError(f"Cannot read {path}: {error}") from error
        return self.augmentation.apply(image, generator(self.seed, epoch, index))

    def _batch(self, images: torch.Tensor, indexes: tuple[int, ...]) -> Batch:
        samples = [self.samples[index] for index in indexes]
        labels = [UNLABELLED if sample.label is None else sample.label for sample in samples]
        return Batch(images, torch.tensor(labels, dtype=torch.int64), indexes, tuple(sample.path for sample in samples))


def _parts(indexes: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Cut a batch into what one task decodes."""
    for begin in range(0, len(indexes), TASK_SIZE):
        yield indexes[begin : begin + TASK_SIZE]
