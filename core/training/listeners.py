"""Listeners of a run's events: its records, which must succeed, and observers, which are dropped when they fail."""

import contextlib
import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from core.base.errors import ClasswiseError, OutputError
from core.base.events import (
    BatchEnded,
    CheckpointSaved,
    Emit,
    EpochEnded,
    EpochStarted,
    Event,
    RunEnded,
    RunStarted,
    ValidationProgress,
    ValidationSample,
)
from core.base.files import (
    atomic_open,
    explained_os_errors,
    finite,
    is_held,
    open_appending,
    remove_tree,
    unused_path,
    write_csv,
)
from core.training import run_folder
from core.training.texts import epoch_line, log_line
from core.training.train_state import ROW

logger = logging.getLogger(__name__)

FLUSH_INTERVAL_S = 1.0
MIN_REDRAW_INTERVAL_S = 10.0
AFTER_LAST_BATCH = 1 << 60


class Record(Protocol):
    """A listener that keeps a file of the run folder."""

    def __call__(self, event: Event) -> None:
        """Take one event."""

    def close(self) -> None:
        """Finish the file."""


class EventStream:
    """Hands each event to the run's records, then to observers.

    A record's failure ends the run: it is raised. An observer that fails is logged and hears nothing more.
    """

    def __init__(self, records: Iterable[Record], observers: Iterable[Emit]) -> None:
        self._records = list(records)
        self._observers = list(observers)

    def __call__(self, event: Event) -> None:
        """Hand on one event."""
        for record in self._records:
            record(event)
        for observer in list(self._observers):
            try:
                observer(event)
            except ClasswiseError as error:  # such as a full disk: no fault of ours
                self._observers.remove(observer)
                logger.warning("%s", error)
            except Exception:  # whatever a listener does, the training goes on
                self._observers.remove(observer)
                logger.exception("a listener failed and was dropped: %r", observer)

    def close(self) -> None:
        """Close the records, and those observers that can be closed; a failure of one keeps no other open.

        Raises:
            OutputError: A record could not be finished.
        """
        with contextlib.ExitStack() as stack:
            for record in self._records:
                stack.callback(record.close)
            for observer in self._observers:
                _close_observer(observer)


def _close_observer(observer: Emit) -> None:
    close: Callable[[], None] | None = getattr(observer, "close", None)
    if close is not None:
        try:
            close()
        except ClasswiseError as error:
            logger.warning("%s", error)
        except Exception:  # the training is over, and its records are kept
            logger.exception("a listener could not be closed: %r", observer)


class EventsFile:
    """events.jsonl: the stream, one JSON object a line, flushed at least once a second."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with explained_os_errors(path):
            self._file = open_appending(path)
        self._flushed_at = time.monotonic()

    def __call__(self, event: Event) -> None:
        """Append one event; the validation's progress is not kept."""
        if isinstance(event, ValidationProgress):
            return
        line = json.dumps({"time": round(time.time(), 3), **finite(event.to_json())}, ensure_ascii=False)
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


class TensorBoard:
    """tensorboard/: loss and learning rate every `logging_steps`, all figures after each epoch.

    Where the package is missing, one sentence says so, and the training goes on.
    """

    def __init__(self, folder: Path, logging_steps: int) -> None:
        self._folder = folder
        self._logging_steps = logging_steps
        self._accumulate = 1
        self._writer: Any = None

    def __call__(self, event: Event) -> None:
        """Take one event."""
        if isinstance(event, RunStarted):
            try:
                from torch.utils.tensorboard import SummaryWriter  # late: it imports much
            except ImportError as error:
                logger.warning("%s is not written: the package tensorboard cannot be imported (%s). Run: "
                               "python -m pip install -r requirements.txt", self._folder, error)  # fmt: skip
                return
            self._accumulate = int(event.config.get("accumulate", 1))
            steps = -(-event.batches // self._accumulate)
            purge_step = (event.start_epoch - 1) * steps + event.start_batch // self._accumulate + 1
            self._writer = SummaryWriter(str(self._folder), purge_step=purge_step if purge_step > 1 else None)
        elif self._writer is None:
            return
        elif isinstance(event, BatchEnded):
            ends_group = event.batch % self._accumulate == 0 or event.batch == event.batches
            if not ends_group or event.step % self._logging_steps or not self._folder.is_dir():
                return
            self._writer.add_scalar("batch/loss", event.loss, event.step)
            self._writer.add_scalar("batch/lr", event.lr, event.step)
        elif isinstance(event, EpochEnded):
            for name, value in history_row(event).items():
                if name != "epoch":
                    self._writer.add_scalar(f"epoch/{name}", value, event.epoch)
            self._writer.flush()

    def close(self) -> None:
        """End the writer and its thread, which write once more; where the run was moved or deleted, for nobody."""
        if self._writer is None:
            return
        made = [folder for folder in (self._folder, *self._folder.parents) if not folder.exists()]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._writer.close()
        except OSError:
            if not made:
                raise  # else the records have told that the run is gone, maybe with its drive
        finally:
            self._writer = None
            if made:
                remove_tree(self._folder)
            for folder in made[1:]:
                with contextlib.suppress(OSError):
                    folder.rmdir()


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
