"""The records of a run that are written from its events: events.jsonl, history.csv, curves, training.log."""

import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.base.errors import OutputError
from core.base.events import (
    BatchEnded,
    CheckpointSaved,
    EpochEnded,
    EpochStarted,
    Event,
    RunEnded,
    ValidationProgress,
    ValidationSample,
)
from core.base.files import atomic_open, explained_os_errors, is_held, json_text, open_appending, unused_path, write_csv
from core.training import run_folder
from core.training.texts import epoch_line, log_line
from core.training.train_state import ROW

logger = logging.getLogger(__name__)

FLUSH_INTERVAL_S = 1.0
MIN_REDRAW_INTERVAL_S = 10.0
AFTER_LAST_BATCH = 1 << 60
MANY_CLASSES = 200
"""Whose confusion matrix, of more than 100 KB, is not kept of each epoch."""


class EventsFile:
    """events.jsonl: the stream, one JSON object a line, flushed at least once a second.

    Of more than MANY_CLASSES only the epochs that were the best yet keep their confusion matrix.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with explained_os_errors(path):
            self._file = open_appending(path)
        self._flushed_at = time.monotonic()

    def __call__(self, event: Event) -> None:
        """Append one event; the validation's progress is not kept."""
        if isinstance(event, ValidationProgress):
            return
        if isinstance(event, EpochEnded) and len(event.confusion) > MANY_CLASSES and not event.is_best:
            event = replace(event, confusion=())
        line = json_text({"time": round(time.time(), 3), **event.to_json()})
        with explained_os_errors(self._path):
            self._file.write(line + "\n")
            now = time.monotonic()
            if not isinstance(event, BatchEnded) or now - self._flushed_at > FLUSH_INTERVAL_S:
                self._file.flush()
                self._flushed_at = now

    def close(self) -> None:
        """Finish the file.

        Raises:
            OutputError: What was still to be written could not be.
        """
        with explained_os_errors(self._path):
            self._file.close()


class HistoryFiles:
    """history.csv and epoch_loss.txt, written whole after each epoch.

    Windows lets nobody replace a file that another program has open, as a spreadsheet has a table: then the epochs wait
    for the next try, and the training goes on.
    """

    def __init__(self, run_dir: Path, history: Iterable[Mapping[str, Any]] = ()) -> None:
        self._run_dir = run_dir
        self._rows: list[dict[str, Any]] = [dict(row) for row in history]
        self._files: dict[Path, Callable[[Path], None]] = {
            run_dir / run_folder.HISTORY: self._write_table, run_dir / run_folder.EPOCH_LOSS: self._write_lines,
        }  # fmt: skip
        self._behind: list[Path] = []
        if self._rows or (run_dir / run_folder.HISTORY).exists():
            self._write()

    def __call__(self, event: Event) -> None:
        """Take an epoch's figures."""
        if isinstance(event, EpochEnded):
            self._rows.append(history_row(event))
            run_folder.require_there(self._run_dir)
            self._write()

    def close(self) -> None:
        """Write the epochs that still wait; where the file is open to the end, under another name beside it."""
        waiting = self._behind
        self._write(waiting)
        for path in self._behind:
            beside = unused_path(path)
            self._files[path](beside)
            logger.warning("Another program had %s open, so that the last epochs are not in it. All are in %s.", path,
                           beside.name)

    def _write(self, paths: Iterable[Path] | None = None) -> None:
        self._behind = [path for path in (self._files if paths is None else paths) if not self._is_written(path)]

    def _is_written(self, path: Path) -> bool:
        try:
            self._files[path](path)
        except OutputError as error:
            if not is_held(error):
                raise
            return False
        return True

    def _write_table(self, path: Path) -> None:
        header = list(self._rows[0]) if self._rows else ["epoch"]
        write_csv(path, header, [list(row.values()) for row in self._rows])

    def _write_lines(self, path: Path) -> None:
        with atomic_open(path) as file:
            file.writelines(epoch_line(event_of_row(row)) + "\n" for row in self._rows)


class CurvesPicture:
    """epoch_loss.png, redrawn after each epoch (where epochs are short, every ten seconds) and at the end.

    While a viewer has it open, Windows lets nobody replace it: then it stays as it is until the next try, and
    where the last one fails that is told.
    """

    def __init__(self, run_dir: Path, history: Iterable[Mapping[str, Any]] = ()) -> None:
        self._path = run_dir / run_folder.CURVES
        self._rows: list[dict[str, Any]] = [dict(row) for row in history]
        self._drawn_at = -MIN_REDRAW_INTERVAL_S
        self._is_stale = False

    def __call__(self, event: Event) -> None:
        """Take an epoch's figures."""
        if isinstance(event, EpochEnded):
            self._rows.append(history_row(event))
            self._is_stale = True
            if time.monotonic() - self._drawn_at >= MIN_REDRAW_INTERVAL_S:
                self._draw()
        elif isinstance(event, RunEnded) and self._is_stale:
            self._draw()
            if self._is_stale and self._path.is_file():
                logger.warning("Another program had %s open, so that the last epochs are not in it.", self._path)

    def close(self) -> None:
        """Do nothing: each picture is whole."""

    def _draw(self) -> None:
        from core.evaluation.plots import save_curves  # late: matplotlib takes half a second

        if not self._path.parent.is_dir():
            return  # moved or deleted; the records tell that
        self._drawn_at = time.monotonic()
        try:
            save_curves(self._rows, self._path)
            self._is_stale = False
        except OutputError as error:
            if not is_held(error):
                raise  # else the next try draws it, with what came meanwhile


class LogFile:
    """training.log: what was printed, with the time, without colours."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with explained_os_errors(path):
            self._file = open_appending(path)

    def __call__(self, event: Event) -> None:
        """Write an event's line, if it has one."""
        line = log_line(event)
        if line is not None:
            with explained_os_errors(self._path):
                self._file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}\n")
                self._file.flush()

    def close(self) -> None:
        """Finish the file.

        Raises:
            OutputError: What was still to be written could not be.
        """
        with explained_os_errors(self._path):
            self._file.close()


def history_row(event: EpochEnded) -> dict[str, Any]:
    """Return an epoch's row of history.csv."""
    return {"epoch": event.epoch, "lr": event.lr, "train_loss": event.train_loss, "val_loss": event.val_loss,
            "train_accuracy": event.train_accuracy, "val_accuracy": event.val_accuracy, **event.metrics,
            "is_best": int(event.is_best), "seconds": round(event.seconds, 3)}


def event_of_row(row: Mapping[str, Any]) -> EpochEnded:
    """Return the event that a row of history.csv came from, without its confusion matrix."""
    metrics = {name: float(value) for name, value in row.items() if name not in ROW}
    return EpochEnded(int(row["epoch"]), row["lr"], row["train_loss"], row["val_loss"], row["train_accuracy"],
                      row["val_accuracy"], metrics, (), bool(row["is_best"]), row["seconds"], 0.0)


def cut_events(path: Path, epoch: int, batch: int) -> None:
    """Cut events.jsonl back to what a checkpoint knows: `epoch` whole epochs and `batch` batches of the next."""
    if not path.is_file():
        return
    kept = []
    with open(path, "rb") as file:
        for raw in file:
            try:
                line = raw.decode("utf-8")
                position = _position(json.loads(line))
            except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
                continue  # a kill left half a line, a power cut anything
            if position > (epoch + 1, batch):
                break
            kept.append(line)
    with atomic_open(path) as file:
        file.writelines(kept)


def _position(event: Mapping[str, Any]) -> tuple[int, int]:
    """Return (epoch, batch) after which an event came; what belongs to no epoch is at the begin."""
    name = event.get("event")
    if name == BatchEnded.__name__:
        return int(event["epoch"]), int(event["batch"])
    if name in (EpochEnded.__name__, ValidationSample.__name__):
        return int(event["epoch"]), AFTER_LAST_BATCH
    if name == EpochStarted.__name__:
        return int(event["epoch"]), 1
    if name == CheckpointSaved.__name__:
        return int(event["epoch"]), 0
    return 0, 0
