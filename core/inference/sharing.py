"""Predicting with several processes: one walks the pictures and has all results, in order; all of them predict.

The main process deals out whole batches in rounds, the first to itself, and gathers each round's results. So a batch
holds the same pictures as in a single process, its scores are the same to float tolerance, and memory holds one round.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from core.base.control import Control
from core.base.types import Prediction
from core.devices import resolve_device
from core.distributed.alike import check_alike
from core.distributed.control import agreed
from core.distributed.processes import Processes
from core.inference.onnx_model import OnnxModel
from core.inference.predictor import Classifier, LabelOf, Predictor, Result
from core.model_file import model_path

Deal = list[list[str]]


def shared_results(
    predictor: Predictor, paths: Iterable[str], label_of: LabelOf | None, control: Control | None, processes: Processes
) -> Iterator[Result]:
    """Yield one result a path, in the order given, in the main process; the others take part and yield nothing.

    Args:
        predictor: With the same model and batch size in all processes.
        paths: Pictures; looked at in the main process only.
        label_of: Gives the true class of a path, or None; asked in the main process only.
        control: Carries pause and stop; as soon as one process is asked, all hold to it.
        processes: All processes.

    Raises:
        OutOfMemoryError: Not even one picture fits into a device's memory.
        OtherProcessError: Another process failed.
    """
    control = control or Control()
    if processes.is_alone:
        yield from predictor.results(paths, label_of, control)
        return
    both = agreed(control, processes)
    deals: list[Deal] = []
    chunks = _own_chunks(_dealt(paths, predictor.batch_size, processes), deals, processes)
    with closing(predictor.results_by_chunk(chunks, label_of)) as results:  # type: ignore[type-var]
        is_first = not processes.is_main
        for iterator in results:
            own = list(iterator)
            if is_first:  # the first batch of all, by which each process chooses the same form of the network
                is_first = False
                continue
            yield from _gathered(own, deals.pop(0), label_of, len(predictor.classes), processes)
            both.wait_while_paused()
            if both.stop_requested:
                return


def take_part(predictor: Predictor, control: Control, processes: Processes) -> None:
    """Predict what the main process deals out, until it has no more."""
    for _ in shared_results(predictor, (), None, control, processes):
        raise AssertionError("only the main process has results")


def check_same_model(processes: Processes, model: str | Path, options: Mapping[str, Any]) -> None:
    """Check that all processes were started with the same model and options.

    Args:
        processes: All of them; each calls this.
        model: The model as given.
        options: Plain values by their names on the command line.

    Raises:
        ConfigError: Two differ.
        ModelFileError: There is no such model here.
        OtherProcessError: Another process found something wrong.
    """
    if processes.is_alone:
        return
    path = model_path(model)
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "blake2b").hexdigest()
    check_alike(processes, {**options, "model": f"{path.name} of the content {digest[:12]}"})


def device_for(model: Classifier, name: str, processes: Processes) -> str:
    """Return the device that this process predicts on: with several processes, each takes a GPU of its own.

    Raises:
        ConfigError: There is no such device.
    """
    if processes.is_alone or isinstance(model, OnnxModel):
        return name
    return str(processes.device(resolve_device(name)))


def _dealt(paths: Iterable[str], size: int, processes: Processes) -> Iterator[Deal]:
    """Yield, in all processes, a batch of paths for each of them; later ones may be empty."""
    iterator = iter(paths)
    while True:
        deal = [list(islice(iterator, size)) for _ in range(processes.size)] if processes.is_main else []
        deal = processes.from_main(deal)
        if not any(deal):
            return
        yield deal


def _own_chunks(dealt: Iterator[Deal], deals: list[Deal], processes: Processes) -> Iterator[list[str]]:
    """Yield this process's batches, before them the first of all; what was dealt is noted in `deals`."""
    for number, deal in enumerate(dealt):
        if number == 0 and not processes.is_main:
            yield deal[0] if deal[processes.rank] else []
        deals.append(deal)
        yield deal[processes.rank]


def _gathered(
    own: Sequence[Result], deal: Deal, label_of: LabelOf | None, num_classes: int, processes: Processes
) -> Iterator[Result]:
    """Yield a round's results in the main process, its own and the others', in order."""
    plain = [[item.prediction.error, item.prediction.predicted, item.was_trained_on] for item in own]
    scores = torch.tensor([item.prediction.scores for item in own if item.prediction.scores], dtype=torch.float32)
    all_plain = processes.gather_plain([] if processes.is_main else plain)
    all_scores = processes.gather_rows(scores.reshape(-1, num_classes)[: 0 if processes.is_main else None])
    if all_plain is None or all_scores is None:
        return
    yield from own
    for chunk, rows, numbers in zip(deal[1:], all_plain[1:], all_scores[1:], strict=True):
        yield from _rebuilt(chunk, rows, numbers.tolist(), label_of)


def _rebuilt(
    paths: Sequence[str], rows: Sequence[Any], scores: Sequence[list[float]], label_of: LabelOf | None
) -> Iterator[Result]:
    """Yield the results that another process sent."""
    left = iter(scores)
    for path, (error, predicted, was_trained_on) in zip(paths, rows, strict=True):
        label = label_of(path) if label_of else None
        own_scores = () if error is not None else tuple(next(left))
        yield Result(Prediction(path, own_scores, label, error, predicted), was_trained_on)
