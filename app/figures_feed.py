"""Keeps the running figures up to date: in a thread of its own, at most once a second."""

import logging
import threading
import time
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from ui.results import ResultStore
from ui.widgets.figures_panel import FIGURES

INTERVAL_MS = 1000
# The figures may take this share of one core's time; with very many pictures they come less often.
SHARE = 4
# Of so many scores (100,000 pictures of 200 classes) at most the figures are made while results pour in.
MAX_SCORES = 20_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Figures:
    """Figures and what they are over.

    Attributes:
        values: By the names of core.evaluation, fractions; None where they cannot be given.
        num_labelled: Pictures they are over.
        num_done: Pictures that had a result then.
        num_foreign: Pictures left out as the model does not know their true class.
        num_trained_on: Pictures left out as the model was trained with them.
        only_trained_on: Whether the model was trained with all of them, so that none were left out.
        is_partial: Whether only the first of very many were taken.
    """

    values: Mapping[str, float | None]
    num_labelled: int
    num_done: int = 0
    num_foreign: int = 0
    num_trained_on: int = 0
    only_trained_on: bool = False
    is_partial: bool = False


class FiguresFeed(QObject):
    """Computes figures when asked, never more often than is sensible, and only ever once at a time.

    Signals:
        ready(Figures): New figures.
    """

    ready = pyqtSignal(object)
    _done = pyqtSignal(object, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: tuple[ResultStore, int | None, float | None, Collection[str]] | None = None
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        self._done.connect(self._on_done)

    @property
    def is_working(self) -> bool:
        """Whether new figures are on their way."""
        return self._thread is not None or self._timer.isActive()

    def update(self, store: ResultStore, positive: int | None, threshold: float | None,
               trained_on: Collection[str]) -> None:  # fmt: skip
        """Ask for figures of what the store holds.

        Args:
            store: Results and true classes.
            positive: Index of the positive class of two; None for none.
            threshold: The model's threshold for it.
            trained_on: Pictures that the model was trained with.
        """
        is_first = self._job is None and not self.is_working
        self._job = (store, positive, threshold, trained_on)
        if not self.is_working:
            self._timer.start(0 if is_first else INTERVAL_MS)

    def close(self) -> None:
        """Wait for the thread and stop."""
        self._timer.stop()
        self._job = None
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _begin(self) -> None:
        if self._job is None or self._thread is not None:
            return
        job, self._job = self._job, None
        self._thread = threading.Thread(target=self._work, args=job, name="figures", daemon=True)
        self._thread.start()

    def _work(self, store: ResultStore, positive: int | None, threshold: float | None,
              trained_on: Collection[str]) -> None:  # fmt: skip
        begun = time.monotonic()
        try:
            load_metrics()
            begun = time.monotonic()
            figures = figures_of(store, positive, threshold, trained_on)
        except Exception:
            # Figures are a side show: a fault in them must not disturb the browsing.
            log.exception("The running figures could not be made")
            figures = Figures({}, 0)
        self._done.emit(figures, time.monotonic() - begun)

    def _on_done(self, figures: Figures, seconds: float) -> None:
        if self._thread is None:
            return
        self._thread.join()
        self._thread = None
        self.ready.emit(figures)
        # The next one waits, whether or not it is asked for yet.
        self._timer.start(max(INTERVAL_MS, round(seconds * 1000 * SHARE)))


def load_metrics() -> None:
    """Import what the figures need: at first that takes seconds, which is no measure of how long figures take."""
    import torchmetrics  # noqa: F401


def figures_of(store: ResultStore, positive: int | None, threshold: float | None,
               trained_on: Collection[str] = ()) -> Figures:  # fmt: skip
    """Return the figures over all pictures that have a result and a true class that the model knows.

    Pictures that the model was trained with are left out, unless there are no others: they would flatter.
    """
    num_done = store.num_done
    fresh, seen, num_foreign = _judged_paths(store, trained_on)
    paths = fresh or seen
    most = max(1, MAX_SCORES // max(1, len(store.classes)))
    if not paths:
        return Figures({}, 0, num_done, num_foreign)
    return Figures(
        _figures(store, paths[:most], positive, threshold), min(most, len(paths)), num_done, num_foreign,
        len(seen) if fresh else 0, only_trained_on=not fresh, is_partial=len(paths) > most,
    )  # fmt: skip


def _judged_paths(store: ResultStore, trained_on: Collection[str]) -> tuple[list[str], list[str], int]:
    """Return what can be judged: pictures new to the model, those it was trained with, and how many are foreign."""
    known = frozenset(store.classes)
    fresh: list[str] = []
    seen: list[str] = []
    num_foreign = 0
    for path in store.paths:
        label, result = store.true_class(path), store.result(path)
        if label is None or result is None or result.predicted is None or len(result.scores) != len(known):
            continue
        if label not in known:
            num_foreign += 1
        else:
            (seen if path in trained_on else fresh).append(path)
    return fresh, seen, num_foreign


def _figures(store: ResultStore, paths: list[str], positive: int | None,
             threshold: float | None) -> dict[str, float | None]:  # fmt: skip
    import numpy as np

    from core.evaluation.metrics import classification_metrics

    index_of = {name: index for index, name in enumerate(store.classes)}
    rows: list[array[float]] = []
    truth: list[int] = []
    for path in paths:
        result, label = store.result(path), store.true_class(path)
        # Another model may have been chosen meanwhile.
        if result is not None and len(result.scores) == len(index_of) and label in index_of:
            rows.append(result.scores)
            truth.append(index_of[label])
    if not rows:
        return {}
    if all(row.typecode == "f" for row in rows):
        scores = np.frombuffer(b"".join(rows), np.float32).reshape(len(rows), len(index_of))
    else:
        scores = np.array(rows, np.float64)
    every = classification_metrics(scores, np.array(truth, np.int64), tuple(index_of), positive, threshold)
    return {name: _number(every.get(name)) for name, _, _ in FIGURES}


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and value == value else None
