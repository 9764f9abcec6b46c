"""The Predict page's prediction, as plain functions for app.jobs: in which order, with which predictor, told how."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.machine import Machine
from app.opening_job import OpenedModel
from app.settings import Settings
from core.base.control import Control
from core.base.events import Emit, Event, Notice, Progress
from core.base.messages import message
from ui.results import Result


@dataclass(frozen=True, slots=True)
class ResultsCame(Event):
    """Some pictures were predicted.

    Attributes:
        results: Their results, packed.
        done: Pictures predicted in this job so far.
        trained_on: Those of `results` that the model was trained with.
    """

    results: tuple[Result, ...]
    done: int
    trained_on: frozenset[str] = frozenset()


class PredictionOrder:
    """The order in which pictures are predicted: what is in sight first, else as listed. Each picture once.

    `want` may be called from another thread while a predictor takes paths from the iterator.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = tuple(dict.fromkeys(paths))
        self._known = frozenset(self._paths)
        self._next = 0
        self._taken: set[str] = set()
        self._urgent: list[str] = []
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._paths)

    def want(self, paths: Sequence[str]) -> None:
        """Say what is in sight, most wanted first."""
        with self._lock:
            self._urgent = [path for path in paths if path in self._known and path not in self._taken][::-1]

    def __iter__(self) -> Iterator[str]:
        while (path := self._take()) is not None:
            yield path

    def _take(self) -> str | None:
        with self._lock:
            while self._urgent:
                path = self._urgent.pop()
                if path not in self._taken:
                    self._taken.add(path)
                    return path
            while self._next < len(self._paths):
                path = self._paths[self._next]
                self._next += 1
                if path not in self._taken:
                    self._taken.add(path)
                    return path
        return None


class PredictorHolder:
    """Keeps the predictor of the model in use, so that Run does not load the network again."""

    def __init__(self, settings: Settings) -> None:
        """Make an empty one; device and threads are the preferences' at the moment of use."""
        self._settings = settings
        self._key: object = None
        self._machine = Machine()
        self._predictor: Any = None

    def of(self, model: OpenedModel) -> Any:
        """Return a Predictor of the model; called in a job's thread."""
        machine = Machine.of(self._settings)
        if self._key is not model.classifier or self._machine != machine:
            self._predictor = None  # The old network's memory goes before the new one needs some.
            self._predictor = machine.predictor(model.classifier)
            self._key, self._machine = model.classifier, machine
        return self._predictor


def predict(holder: PredictorHolder, model: OpenedModel, order: PredictionOrder, emit: Emit,
            control: Control) -> int:  # fmt: skip
    """Predict what `order` gives; returns how many were done."""
    total = len(order)
    emit(Progress(message("Loading the network"), 0, total))
    if model.is_written_anew:
        emit(Notice(message("{path} was written anew after it was opened, and what is used is how it was then. Choose "
                            "the model again to use it as it is now.", path=model.file), "warning"))  # fmt: skip
    predictor = holder.of(model)
    chunk: list[Result] = []
    trained_on: set[str] = set()
    done = 0
    for result in predictor.results(order, None, control):
        chunk.append(Result.of(result.prediction))
        if result.was_trained_on:
            trained_on.add(result.prediction.path)
        done += 1
        # Told at the end of each batch, whose results come all at once: the next one may take a while.
        if done % predictor.batch_size == 0:
            emit(ResultsCame(tuple(chunk), done, frozenset(trained_on)))
            chunk.clear()
            trained_on.clear()
    emit(ResultsCame(tuple(chunk), done, frozenset(trained_on)))
    return done
