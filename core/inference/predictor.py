"""From paths to predictions: reading and decoding in threads, one network, results in the order given.

Memory stays flat however many pictures there are: paths are taken from an iterator a few batches ahead, and results are
handed out as they come. On a CPU the first batch is worked on by all cores, and by it the network's form is chosen;
then each core has a batch of its own (`core.inference.streams`).
"""

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch

from core.base.control import Control
from core.base.errors import ConfigError, ImageError
from core.base.types import Prediction
from core.data.filling import batches_ahead, default_threads, filled
from core.data.images import UInt8Array, content_hash, read_file
from core.data.preprocess import Preprocess
from core.inference.onnx_model import ENDING as ONNX_ENDING
from core.inference.onnx_model import OnnxModel, OnnxScorer, load_onnx_model
from core.inference.scorer import Scorer, TorchScorer
from core.inference.streams import cores_of_streams, in_streams
from core.model_file import ModelFile, check_given, load_model_file

Item = TypeVar("Item")
LabelOf = Callable[[str], str | None]
Classifier = ModelFile | OnnxModel

CPU_BATCH = 16
GPU_BATCH = 256
REFERENCE_PIXELS = 224 * 224


@dataclass(frozen=True, slots=True)
class Result:
    """A prediction and whether its picture, byte by byte, was among those that the model was trained with."""

    prediction: Prediction
    was_trained_on: bool = False


class _Batch:
    """Pictures on their way to the network, filled by several threads at once.

    Attributes:
        paths: Of the pictures.
        images, pixels: uint8 [B, H, W, C], as torch and as numpy see them.
        errors: Why a picture cannot be read; None for the others.
        was_trained_on: See `Result`.
        scores: Of each picture that could be read, in order, once they are known.
    """

    def __init__(self, paths: Sequence[str], preprocess: Preprocess, *, is_pinned: bool = False) -> None:
        self.paths = paths
        self.images = torch.empty((len(paths), *preprocess.input_shape, preprocess.in_channels), dtype=torch.uint8,
                                  pin_memory=is_pinned)  # fmt: skip
        self.pixels = self.images.numpy()
        self.errors: list[str | None] = [None] * len(paths)
        self.was_trained_on = [False] * len(paths)
        self.scores: list[list[float]] = []

    def __len__(self) -> int:
        return len(self.paths)


class Predictor:
    """Predicts pictures with a network that is loaded once.

    Attributes:
        classes: Class names in index order.
        batch_size: Pictures that go through the network together.
    """

    def __init__(
        self,
        model: Classifier,
        *,
        device: str = "auto",
        precision: str = "auto",
        batch_size: int = 0,
        num_threads: int = 0,
        fast: bool = True,
    ) -> None:
        """Load the network.

        Args:
            model: A `ModelFile`, or an `OnnxModel`.
            device: auto, cpu, cuda, cuda:N or mps.
            precision: auto, fp32, bf16 or fp16.
            batch_size: Pictures a batch; 0: by the device and the size of the input.
            num_threads: Threads that read and decode; 0: by the number of cores.
            fast: Allow faster forms of the network, whose scores differ by at most 0.02 from those of the network as
                it was trained; False gives exactly these, in fp32 unless `precision` says otherwise (as torch computes
                in fp32: on NVIDIA GPUs its convolutions multiply in TF32).

        Raises:
            ConfigError: The device is not there, the precision is none that it has, or a number is below 0.
            ModelFileError: The weights do not fit the network.
        """
        if min(batch_size, num_threads) < 0:
            raise ConfigError(f"batch_size and num_threads must be at least 1, or 0 for what suits the machine; got "
                              f"{batch_size} and {num_threads}.")
        self.model = model
        self.classes = model.classes
        self.scorer: Scorer = _scorer(model, device=device, precision=precision, fast=fast)
        kind = self.scorer.device.type if isinstance(self.scorer, TorchScorer) else "cpu"
        is_gpu = kind != "cpu"
        self._is_pinned = kind == "cuda"
        self.batch_size = batch_size or auto_batch_size(model.preprocess.input_shape, is_gpu=is_gpu)
        self._batches_ahead = batches_ahead(is_gpu=is_gpu)
        self._num_threads = num_threads or default_threads(is_gpu=is_gpu)
        num_cores = torch.get_num_threads() if isinstance(self.scorer, TorchScorer) and not is_gpu else 1
        self._stream_cores = cores_of_streams(num_cores, num_threads or num_cores)
        self._trained_on = frozenset(model.picture_hashes)

    def predict(
        self, paths: Iterable[str | Path], labels: Mapping[str, str] | None = None, control: Control | None = None
    ) -> Iterator[Prediction]:
        """Yield one prediction a path, in the order given.

        Args:
            paths: See `results`.
            labels: True class names by path (as text), where they are known.
            control: See `results`.
        """
        for result in self.results(paths, labels.get if labels else None, control):
            yield result.prediction

    def results(
        self, paths: Iterable[str | Path], label_of: LabelOf | None = None, control: Control | None = None
    ) -> Iterator[Result]:
        """Yield one result a path, in the order given; a path given twice is predicted twice.

        A picture that cannot be read gives a prediction with an error; its neighbours are not touched by it. When
        `control` is stopped, the batch in work is finished and no more follow.

        Args:
            paths: Pictures; taken one by one, a few batches ahead.
            label_of: Gives the true class of a path, or None.
            control: Carries pause and stop.

        Raises:
            OutOfMemoryError: Not even one picture fits into the device's memory.
            TypeError: A single path was given, whose letters would be taken for paths, or something that is no path.
        """
        if isinstance(paths, str | Path):
            raise TypeError(f"paths must be several, such as a list. Got {str(paths)!r}; give [{str(paths)!r}].")
        control = control or Control()
        chunks = _chunks(map(_path_text, paths), self.batch_size)
        by_chunk = self._by_streams if len(self._stream_cores) > 1 else self.results_by_chunk
        with closing(by_chunk(chunks, label_of)) as all_results:  # type: ignore[type-var]
            for results in all_results:
                yield from results
                control.wait_while_paused()
                if control.stop_requested:
                    return

    def results_by_chunk(
        self, chunks: Iterable[Sequence[str]], label_of: LabelOf | None = None
    ) -> Iterator[Iterator[Result]]:
        """Yield the results of each chunk of paths, which go through the network together; see `results`."""
        batches = (_Batch(chunk, self.model.preprocess, is_pinned=self._is_pinned) for chunk in chunks)
        with closing(filled(batches, self._fill, num_threads=self._num_threads, ahead=self._batches_ahead)) as loading:
            for number, batch in enumerate(loading):
                self._score(batch, is_all=number == 0 and len(batch) < self.batch_size)
                yield self._batch_results(batch, label_of)

    def predict_images(self, images: Iterable[UInt8Array]) -> list[Prediction]:
        """Return predictions of pictures that are already decoded; their paths are empty.

        Args:
            images: uint8 [h, w, C] of any size: RGB, or gray with C = 1, as `model.in_channels` says; taken a batch at
                a time.

        Raises:
            ValueError: A picture is no array, or of another shape or type.
        """
        predictions: list[Prediction] = []
        for chunk in _chunks(self._fitted(images), self.batch_size):
            batch = _Batch([""] * len(chunk), self.model.preprocess)
            for place, image in enumerate(chunk):
                batch.pixels[place] = image
            self._score(batch, is_all=not predictions and len(batch) < self.batch_size)
            predictions += [result.prediction for result in self._batch_results(batch, None)]
        return predictions

    def _fitted(self, images: Iterable[UInt8Array]) -> Iterator[UInt8Array]:
        channels = self.model.preprocess.in_channels
        for place, image in enumerate(images):
            is_array = isinstance(image, np.ndarray)
            if not (is_array and image.dtype == np.uint8 and image.shape[2:] == (channels,) and image.size):
                found = f"{image.dtype} {list(image.shape)}" if is_array else f"a {type(image).__name__}"
                raise ValueError(f"Picture {place} must be an array, uint8 [h, w, {channels}]. Got {found} instead.")
            # torch takes no view that goes backwards, such as the RGB of a camera's BGR.
            yield self.model.preprocess.fit(np.ascontiguousarray(image))

    def _by_streams(self, chunks: Iterator[Sequence[str]], label_of: LabelOf | None) -> Iterator[Iterator[Result]]:
        """Yield the results of each chunk, the first by all cores and each later one by one of them."""
        yield from self.results_by_chunk(itertools.islice(chunks, 1), label_of)
        with closing(in_streams(chunks, self._predicted, self._stream_cores)) as batches:
            for batch in batches:
                yield self._batch_results(batch, label_of)

    def _predicted(self, paths: Sequence[str]) -> _Batch:
        """Load and score a batch; runs in several threads at once."""
        batch = _Batch(paths, self.model.preprocess)
        for place in range(len(batch)):
            self._fill(batch, place)
        self._score(batch)
        return batch

    def _fill(self, batch: _Batch, place: int) -> None:
        """Load one picture of a batch; runs in several threads at once."""
        try:
            data = read_file(batch.paths[place])
            batch.pixels[place] = self.model.preprocess.load_bytes(data)
            batch.was_trained_on[place] = bool(self._trained_on) and content_hash(data) in self._trained_on
        except ImageError as error:
            batch.errors[place] = str(error)

    def _score(self, batch: _Batch, *, is_all: bool = False) -> None:
        """Have the network score the pictures that could be read."""
        good = [place for place, error in enumerate(batch.errors) if error is None]
        if good:
            images = batch.images if len(good) == len(batch) else batch.images[good]
            batch.scores = self.scorer.scores(images, is_all=is_all).tolist()

    def _batch_results(self, batch: _Batch, label_of: LabelOf | None) -> Iterator[Result]:
        rows = iter(batch.scores)
        for path, error, was_trained_on in zip(batch.paths, batch.errors, batch.was_trained_on, strict=True):
            label = label_of(path) if label_of else None
            if error is not None:
                yield Result(Prediction(path, (), label, error), was_trained_on)
            else:
                yield Result(self._prediction(path, next(rows), label), was_trained_on)

    def _prediction(self, path: str, scores: list[float], label: str | None) -> Prediction:
        if any(score != score for score in scores):
            return Prediction(path, (), label, "The network's result is not a number: its weights may be damaged.")
        return Prediction(path, tuple(scores), label, None, decided(scores, self.model))


def open_classifier(
    path: str | Path, *, architecture: str | None = None, classes: Sequence[str] | None = None
) -> Classifier:
    """Open an ONNX file, or what `load_model_file` opens: a model file, a checkpoint, a run folder, plain weights.

    Raises:
        ModelFileError: Missing, damaged, foreign, or would run code when loaded.
        DependencyError: An ONNX file needs onnxruntime.
    """
    if Path(path).suffix.lower() == ONNX_ENDING:
        model = load_onnx_model(path)
        check_given(model.model, model.classes, path, architecture, classes)
        return model
    return load_model_file(path, architecture=architecture, classes=classes)


def decided(scores: Sequence[float], model: Classifier) -> int:
    """Return the index of the class that the scores (0..1, one a class) stand for.

    The best one; with two classes and a threshold, the positive one from the threshold on.
    """
    positive = model.positive_index
    if len(scores) == 2 and positive is not None and model.threshold is not None:
        return positive if scores[positive] >= model.threshold else 1 - positive
    return max(range(len(scores)), key=scores.__getitem__)


def auto_batch_size(input_shape: tuple[int, int], *, is_gpu: bool) -> int:
    """Return a batch size that keeps the device busy: fewer pictures where they are large."""
    most = GPU_BATCH if is_gpu else CPU_BATCH
    return max(1, min(most, round(most * REFERENCE_PIXELS / (input_shape[0] * input_shape[1]))))


def _scorer(model: Classifier, *, device: str, precision: str, fast: bool) -> Scorer:
    if isinstance(model, OnnxModel):
        if device not in ("auto", "cpu") or precision not in ("auto", "fp32"):
            raise ConfigError("An ONNX file runs on the CPU in fp32. Leave --device and --precision away.")
        return OnnxScorer(model)
    return TorchScorer(model, device=device, precision=precision, fast=fast)


def _path_text(path: str | os.PathLike[str]) -> str:
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"paths must hold texts or Path objects. Got {type(path).__name__}; pictures that are decoded "
                        "already go to predict_images.")  # fmt: skip
    return os.fspath(path)


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk
