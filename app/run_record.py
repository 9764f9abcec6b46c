"""A run's figures as they come, read from its records; for a job, imports no torch."""

from pathlib import Path
from typing import Any

from app.run_catalog import best_row, figure, figures_of, history_rows
from core.training.events_reader import EventsReader
from core.training.run_folder import EVENTS, read_facts
from ui.curves import Series, Smoother
from ui.run_curves import METRICS, RATE, TRAIN_LOSS, Points, RunCurves

Confusion = tuple[tuple[int, ...], ...]


class RunRecord:
    """Reads one run's history.csv and what is new in its events.jsonl; used by one job at a time."""

    def __init__(self, run_dir: Path) -> None:
        self._run_dir = run_dir
        self._reader = EventsReader(run_dir / EVENTS)
        self._forget()

    def update(self, name: str) -> RunCurves:
        """Read what is new, and return all that is known.

        Args:
            name: What the run is called.
        """
        if self._reader.began_anew():
            self._forget()
        for event in self._reader.read_new():
            try:
                self._take(event)
            except (KeyError, TypeError, ValueError):  # a damaged line, or one of another version
                continue
        return self._curves(name)

    def _forget(self) -> None:
        self._classes: tuple[str, ...] = ()
        self._confusions: dict[int, Confusion] = {}
        self._best: int | None = None
        self._end_message = ""
        self._loss, self._rate, self._smoother = Series(), Series(), Smoother()

    def _take(self, event: dict[str, Any]) -> None:
        kind = event["event"]
        if kind == "BatchEnded":
            x = int(event["epoch"]) - 1 + int(event["batch"]) / max(1, int(event["batches"]))
            if event["loss"] is not None:
                self._loss.add(x, self._smoother.add(float(event["loss"])))
            self._rate.add(x, float(event["lr"]))
        elif kind == "RunStarted":
            self._classes = tuple(map(str, event["classes"]))
            self._end_message = ""
        elif kind == "RunEnded":
            self._end_message = str(event["message"])
        elif kind == "EpochEnded":
            epoch = int(event["epoch"])
            best = epoch if event["is_best"] else self._best
            matrix = tuple(tuple(int(number) for number in row) for row in event["confusion"])
            # Of many classes a matrix is large: only those that may be shown are kept.
            self._confusions = {number: kept for number, kept in self._confusions.items() if number == best}
            self._confusions[epoch], self._best = matrix, best

    def _curves(self, name: str) -> RunCurves:
        rows = history_rows(self._run_dir)
        best = figure(best_row(rows), "epoch")
        best_epoch = int(best) if best is not None else None
        points: dict[str, Points] = {}
        for metric in METRICS:
            pairs = [(figure(row, "epoch") or 0.0, value) for row in rows
                     if (value := figures_of(row).get(metric)) is not None]  # fmt: skip
            if pairs:
                points[metric] = tuple(x for x, _y in pairs), tuple(y for _x, y in pairs)
        for metric, series in ((TRAIN_LOSS, self._loss), (RATE, self._rate)):
            if series.x:
                points[metric] = tuple(series.x), tuple(series.y)
        known = read_facts(self._run_dir).get("classes")
        classes = self._classes or tuple(map(str, known if isinstance(known, list) else ()))
        confusion = self._confusions.get(best_epoch or 0, ())
        return RunCurves(str(self._run_dir), name, points, best_epoch, classes,
                         confusion if _is_square(confusion, len(classes)) else (), self._end_message)  # fmt: skip


def _is_square(confusion: Confusion, size: int) -> bool:
    return len(confusion) == size and all(len(row) == size for row in confusion)
