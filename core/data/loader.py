"""From samples to batches: decoding in threads, always in the same order.

Threads, not processes: OpenCV lets other threads run while it decodes and resizes, threads start at once, share
memory and do no harm in a program with a window. What a batch holds depends on (seed, epoch) alone, never on the
number of threads.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch

from core.base.errors import ImageError
from core.base.types import Sample
from core.data.copying import copied_ahead
from core.data.draws import balanced_order, epoch_order, generator
from core.data.filling import batches_ahead, default_threads, filled
from core.data.images import UInt8Array
from core.data.picture_cache import NoCache, PictureCache
from core.data.preprocess import Preprocess
from core.data.transforms import Augmentation
from core.distributed.shares import WHOLE, Share, padding

UNLABELLED = -1


@dataclass(frozen=True)
class Batch:
    """Pictures that go through the network together.

    Attributes:
        images: uint8 [B, H, W, C], contiguous; a process whose part of a batch is empty has borrowed ones here. Of a
            `BatchSource` of features, those: [B, F].
        labels: int64 [B]; -1 where a sample has none.
        indexes: Each picture's place in the samples.
        paths: Each picture's path.
        num_whole: Pictures of the whole batch, where this is the part of one of several processes.
    """

    images: torch.Tensor
    labels: torch.Tensor
    indexes: tuple[int, ...]
    paths: tuple[str, ...]
    num_whole: int

    def __len__(self) -> int:
        """Return the number of pictures."""
        return len(self.paths)


class BatchSource(Protocol):
    """Whatever yields an epoch's batches: a `Loader`, or one of features in the place of pixels."""

    def __len__(self) -> int:
        """Return the number of batches."""

    def epoch(self, epoch: int, start_batch: int = 0) -> Generator[Batch, None, None]:
        """Yield the batches of an epoch from `start_batch` on."""


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
        balanced: bool = False,
        seed: int = 0,
        num_threads: int = 0,
        device: torch.device | None = None,
        share: Share = WHOLE,
        borrows: bool = True,
        cache: PictureCache | None = None,
    ) -> None:
        """Choose what is loaded and how.

        Args:
            samples: Pictures and labels.
            preprocess: How pictures are fitted where there is no augmentation.
            batch_size: Pictures a batch.
            augmentation: How pictures are varied; None for validation.
            shuffle: Take the samples in a new order each epoch. A last batch of one picture then joins the one before,
                as batch norm cannot train on it.
            balanced: With `shuffle`: draw the samples anew each epoch, every class equally often, some samples more
                than once and some not at all.
            seed: What order and variations derive from.
            num_threads: Threads that decode; 0 for `default_threads`.
            device: Where batches are going: for a GPU they are read ahead, and on CUDA also copied there ahead.
            share: This process's part of each batch, where several processes share them.
            borrows: Where that part is empty, load a few pictures of the others nevertheless, without their labels.
            cache: Keeps pictures for the next epoch; None to read them each time.
        """
        self.samples = samples
        self.preprocess = preprocess
        self.batch_size = batch_size
        self.augmentation = augmentation
        self.shuffle = shuffle
        self.balanced = balanced
        self.seed = seed
        self._share = share
        self._borrows = borrows
        self.cache = cache or NoCache()
        self._form = augmentation.form if augmentation else preprocess.form
        self._device = device
        self._is_gpu = device is not None and device.type != "cpu"
        self.is_pinned = device is not None and device.type == "cuda"
        self.num_threads = num_threads or default_threads(is_gpu=self._is_gpu)

    @property
    def shown(self) -> Preprocess:
        """How large the pictures of a batch are at most; training pictures may be smaller than those of validation."""
        return self.augmentation.preprocess if self.augmentation else self.preprocess

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
        self.cache.begin_epoch()
        varying = self.augmentation.at(epoch) if self.augmentation else None
        batches = (self._empty(epoch, varying, indexes) for indexes in self.draws_of(epoch, start_batch))
        ahead = batches_ahead(is_gpu=self._is_gpu)
        with closing(filled(batches, self._fill, num_threads=self.num_threads, ahead=ahead)) as loading:
            yield from copied_ahead((filling.batch for filling in loading), self._device)

    def _order(self, epoch: int) -> npt.NDArray[np.int64]:
        """Return the epoch's draws: each sample's index, plus N where it comes a second time, and so on."""
        if not self.shuffle:
            return np.arange(len(self.samples))
        if self.balanced:
            labels = [UNLABELLED if sample.label is None else sample.label for sample in self.samples]
            return balanced_order(self.seed, epoch, labels)
        return epoch_order(self.seed, epoch, len(self.samples))

    def draws_of(self, epoch: int, start_batch: int = 0) -> Iterator[tuple[int, ...]]:
        """Yield the draws of each batch of an epoch, in order: samples' indexes, modulo their number."""
        order = self._order(epoch)
        for number in range(start_batch, len(self)):
            yield self._indexes(order, number)

    def parted(self, draws: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return this process's own part of a batch's draws, and those that it loads: borrowed where it has none."""
        own = tuple(self._share.of(draws))
        return own, own or tuple(padding(draws) if self._borrows else ())

    def _joins_last(self, rest: int) -> bool:
        return self.shuffle and rest == 1 and self.batch_size > 1 and len(self.samples) > 1

    def _indexes(self, order: npt.NDArray[np.int64], number: int) -> tuple[int, ...]:
        """Return the draws of batch `number`."""
        end = len(order) if number == len(self) - 1 else (number + 1) * self.batch_size
        return tuple(order[number * self.batch_size : end].tolist())

    def _empty(self, epoch: int, varying: Augmentation | None, whole: tuple[int, ...]) -> "_Filling":
        """Return this process's part of a batch of draws, whose pixels are still to be filled in."""
        own, draws = self.parted(whole)
        indexes = tuple(draw % len(self.samples) for draw in own)
        samples = [self.samples[index] for index in indexes]
        labels = [UNLABELLED if sample.label is None else sample.label for sample in samples]
        shape = (varying.preprocess if varying else self.preprocess).input_shape
        images = torch.empty((len(draws), *shape, self.preprocess.in_channels), dtype=torch.uint8,
                             pin_memory=self.is_pinned)  # fmt: skip
        paths = tuple(sample.path for sample in samples)
        truth = torch.tensor(labels, dtype=torch.int64, pin_memory=self.is_pinned)
        batch = Batch(images, truth, indexes, paths, len(whole))
        # Not in the threads: what is Python's work they would do one after the other, and wait for each other's turn.
        sources = tuple(generator(self.seed, epoch, draw) for draw in draws) if varying else ()
        return _Filling(batch, varying, draws, sources, images.numpy())

    def _fill(self, filling: "_Filling", place: int) -> None:
        filling.pixels[place] = self._load(filling, place)

    def _load(self, filling: "_Filling", place: int) -> UInt8Array:
        """Return one picture, uint8 [H, W, C], ready for the network."""
        path = self.samples[filling.draws[place] % len(self.samples)].path
        varying = filling.varying
        whole = self.augmentation
        try:
            if whole is None or varying is None:
                return self.cache.load(self._form, path, lambda: self.preprocess.load(path))
            image = self.cache.load(self._form, path, lambda: whole.read(path))
        except ImageError as error:
            raise ImageError(f"Cannot read {path}: {error}") from error
        return varying.apply(image, filling.sources[place])


@dataclass(frozen=True)
class _Filling:
    """A batch that threads are filling.

    Attributes:
        batch: With pixels to be filled in.
        varying: How the epoch's pictures are varied; None for validation.
        draws: Which pictures; see `balanced_order`.
        sources: What each one's variation is drawn from; none for validation.
        pixels: uint8 [B, H, W, C], the batch's as numpy sees them.
    """

    batch: Batch
    varying: Augmentation | None
    draws: tuple[int, ...]
    sources: tuple[np.random.Generator, ...]
    pixels: UInt8Array

    def __len__(self) -> int:
        return len(self.draws)
