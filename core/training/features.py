"""Training the head alone: what the frozen layers say of each picture is computed once and kept.

An epoch then costs next to nothing. With augmentation a bounded number of variations of each picture is kept
(`feature_draws`): epoch e sees those that epoch ((e - 1) mod draws) + 1 of an ordinary training would see.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.base.control import Control
from core.base.errors import ModelError
from core.base.events import Emit, Notice, Progress
from core.base.messages import plural
from core.config import TrainConfig
from core.data.loader import UNLABELLED, Batch, Loader
from core.data.train_shape import grows
from core.devices import DTYPES, MEMORY_LAYOUT, explained, moved
from core.inference.fast import Run
from core.inference.forms import Form, autocast_of, first_that_works, forms_of
from core.training.step import TrainingStep
from models.parting import Parted, Tail, part

MAX_BYTES = 2**30
"""Of memory that features may take; fewer variations are kept where they would take more."""
TOLERANCE = 0.1
"""Largest distance of a picture's features in a faster form from the plain network's, relative to their length; bf16,
as ordinary training has it, moves them by 0.02 to 0.06."""
NUM_COMPARED = 8


class FeatureLoader:
    """Yields the batches of an epoch as a `Loader` does, with features in the place of pixels."""

    def __init__(self, loader: Loader, draws: Sequence[Tensor]) -> None:
        """Take over a loader's order and size of batches.

        Args:
            loader: Of the same pictures.
            draws: Of each variation the features [N, ...] of all pictures, in the samples' order.
        """
        self._loader = loader
        self._draws = draws
        labels = [UNLABELLED if sample.label is None else sample.label for sample in loader.samples]
        self._labels = torch.tensor(labels, dtype=torch.int64)

    def __len__(self) -> int:
        """Return the number of batches."""
        return len(self._loader)

    def epoch(self, epoch: int, start_batch: int = 0) -> Generator[Batch, None, None]:
        """Yield the batches of an epoch; see `Loader.epoch`."""
        features = self._draws[(epoch - 1) % len(self._draws)]
        for draws in self._loader.draws_of(epoch, start_batch):
            own, taken = self._loader.parted(draws)
            indexes = tuple(draw % len(features) for draw in own)
            paths = tuple(self._loader.samples[index].path for index in indexes)
            yield Batch(self._ready(features[_places(taken) % len(features)]),
                        self._ready(self._labels[_places(indexes)]), indexes, paths, len(draws))

    def _ready(self, values: Tensor) -> Tensor:
        """Return values in memory that a GPU copies from without waiting, where they go to one."""
        return values.pin_memory() if self._loader.is_pinned else values


@dataclass(frozen=True)
class Features:
    """All that a head needs to be trained.

    Attributes:
        tail: What turns features into logits.
        train, val: The batches.
    """

    tail: Tail
    train: FeatureLoader
    val: FeatureLoader


def compute_features(step: TrainingStep, config: TrainConfig, train: Loader, val: Loader, emit: Emit,
                     control: Control) -> Features | None:
    """Compute the features of all pictures, or say why the head is trained without.

    Args:
        step: Its network, all but the head frozen.
        config: The resolved settings.
        train: The loader of an ordinary training's pictures.
        val: Of its val pictures.
        emit: Hears the progress.
        control: Carries a stop.

    Returns:
        None where it cannot be done or is not wanted; the head then learns from the pictures of every epoch.

    Raises:
        Cancelled: A stop was asked for.
        OutOfMemoryError: With the batch size to try.
        ImageError: A picture cannot be read.
    """
    reason = _why_not(config)
    parted: Parted | None = None
    if not reason:
        try:
            parted = part(step.network, _example(step, val))
        except ModelError as error:
            reason = str(error)
    draws, dtype = 0, DTYPES.get(config.precision, torch.float32)
    if parted is not None:
        draws = _affordable_draws(config, parted.num_features, dtype, len(train.samples), len(val.samples))
        reason = "" if draws else f"the features would take more than {MAX_BYTES >> 20} MB of memory"
    if parted is None or not draws:
        emit(Notice(f"The last layer learns from the pictures anew in every epoch: {reason}."))
        return None
    in_order = _in_order(train, config, step)
    passes = [(val, 0), *((in_order, draw) for draw in range(1, draws + 1))]
    total = sum(len(loader.samples) for loader, _ in passes)
    computing = _Computing(step, parted, config.precision, total, emit, control)
    of_val, *of_train = [computing.features(loader, epoch) for loader, epoch in passes]
    emit(Notice(f"The frozen layers' features of {len(train.samples) + len(val.samples)} pictures were computed once "
                f"({_draws_text(config, draws)}; {computing.form}); the last layer is trained on them."))
    return Features(parted.tail, FeatureLoader(train, of_train), FeatureLoader(val, [of_val]))


class _Computing:
    """Passes over pictures through the fastest form of the frozen layers that gives their features.

    Attributes:
        form: What runs, for people; known after the first batch.
    """

    def __init__(self, step: TrainingStep, parted: Parted, precision: str, total: int, emit: Emit,
                 control: Control) -> None:
        self.form = "fp32"
        self._step, self._parted, self._precision = step, parted, precision
        self._run: Run | None = None
        self._done, self._total = 0, total
        self._emit, self._control = emit, control

    @torch.no_grad()
    def features(self, loader: Loader, epoch: int) -> Tensor:
        """Return the features [N, ...] of all pictures of an unshuffled loader, on the CPU.

        Several processes compute those of their parts of each batch, and get the others'.
        """
        found: Tensor | None = None
        batches = loader.epoch(epoch)
        try:
            for batch in batches:
                self._control.check()
                features = self._of(batch)
                if found is None:
                    found = torch.zeros((len(loader.samples), *features.shape[1:]), dtype=self._kept(features.dtype))
                own = features[: len(batch)]  # behind them are borrowed pictures' where a process has none
                found[_places(batch.indexes)] = own.to("cpu", found.dtype)
                self._done += batch.num_whole
                self._emit(Progress("Computing features", self._done, self._total))
        finally:
            batches.close()
        assert found is not None  # no split of a training is empty
        return self._step.processes.sum(found)

    def _kept(self, dtype: torch.dtype) -> torch.dtype:
        """Return the number format that all processes keep features in, which one of them has in another."""
        (needs_fp32,) = self._step.processes.any(dtype not in DTYPES.values())
        return torch.float32 if needs_fp32 else dtype

    def _of(self, batch: Batch) -> Tensor:
        try:
            inputs = self._step.preprocess.normalise(moved(batch.images, self._step.device))
            if self._run is None:
                self._run = self._chosen(inputs[:NUM_COMPARED])
            return self._run(inputs)
        except (RuntimeError, MemoryError) as error:
            raise explained(error, self._step.device, batch.num_whole) from error

    def _chosen(self, inputs: Tensor) -> Run:
        """Return the fastest form whose features are the plain network's within the tolerance."""
        expected = self._parted.backbone(inputs).flatten(1)

        def refused(found: Tensor) -> str:
            distance = (found.float().flatten(1) - expected).norm(dim=1) / expected.norm(dim=1)
            worst = float(distance.max())
            is_near = worst <= TOLERANCE  # false for nan
            return "" if is_near else f"moves features by {worst:.2g} of their length (allowed: {TOLERANCE:g})"

        for precision in dict.fromkeys((self._precision, "fp32")):
            forms = feature_forms(self._parted.backbone, self._step.device, precision)
            chosen = first_that_works(forms, inputs, refused)
            if chosen is not None:
                self.form = chosen.form.name
                return chosen.run
        return self._parted.backbone


def feature_forms(backbone: nn.Module, device: torch.device, precision: str) -> Iterator[Form]:
    """Yield the forms of a backbone that could give its features in a number format, fastest first."""
    yield from forms_of(backbone, device, precision, has_exact_head=False)
    yield from autocast_of(backbone, device, precision)


def wants_features(config: TrainConfig) -> bool:
    """Tell whether nothing in the settings forbids to compute features once, where the head alone is trained."""
    return not _why_not(config)


def _why_not(config: TrainConfig) -> str:
    """Return what in the settings forbids to compute features once; "" for nothing."""
    if not config.feature_draws:
        return "--feature_draws is 0"
    if config.mixup or config.cutmix:
        return "mixup and CutMix blend the pictures of each batch"
    if grows(config):
        return "training pictures grow from epoch to epoch"
    return ""


def _affordable_draws(config: TrainConfig, num_features: int, dtype: torch.dtype, num_train: int, num_val: int) -> int:
    """Return how many variations of the training pictures are kept; 0 where not even one fits into memory."""
    num_epochs = config.head_epochs or config.epochs  # no more variations than epochs that would see them
    wanted = 1 if config.augmentation == "none" else min(config.feature_draws, num_epochs)
    bytes_a_picture = num_features * dtype.itemsize
    return max(0, min(wanted, (MAX_BYTES // bytes_a_picture - num_val) // max(1, num_train)))


def _draws_text(config: TrainConfig, draws: int) -> str:
    if config.augmentation == "none":
        return "as they are"
    return plural(draws, "of {n} variation of each training picture", "of {n} variations of each training picture")


def _places(numbers: tuple[int, ...]) -> Tensor:
    return torch.tensor(numbers, dtype=torch.int64)  # also where there are none


def _in_order(loader: Loader, config: TrainConfig, step: TrainingStep) -> Loader:
    """Return a loader of the same variations in the samples' order, for where the features come from."""
    return Loader(loader.samples, loader.preprocess, batch_size=config.batch_size, augmentation=loader.augmentation,
                  seed=config.seed, num_threads=config.num_threads, device=step.device, share=step.processes.share,
                  cache=loader.cache)


def _example(step: TrainingStep, loader: Loader) -> Tensor:
    """Return two noise pictures to try the parted network with."""
    shape = (2, loader.preprocess.in_channels, *loader.shown.input_shape)
    noise = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    return noise.to(step.device).contiguous(memory_format=MEMORY_LAYOUT)
