"""Writing results row by row, so that memory stays flat and a broken run goes on.

Rows stream into a part file beside the output (results.csv.part), which is made with the first row. Closing the writer
moves it over the output; a program that dies leaves it, and `resume` reads it back, cuts off what is half written and
goes on behind it. An output that was closed early, by Ctrl-C, is taken up again in the same way. Until the first row
nothing on disk is touched, so that a command that fails before leaves everything as it was; from then on a lock beside
the part file keeps a second run from writing it too.
"""

import contextlib
import math
import os
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from core.base.errors import OutputError
from core.base.files import UNREADABLE_NAMES, explained_os_errors, move_over, move_to_free, path_key
from core.base.folders import check_writable
from core.base.types import Prediction
from core.hold import Hold
from core.inference.read_back import KeptRow, Rows, check_classes, check_limit, check_top

UNKNOWN = "unknown"
FLUSH_SECONDS = 1.0


def class_name(prediction: Prediction, classes: Sequence[str], unknown_below: float = 0.0) -> str | None:
    """Return the predicted class's name, "unknown" where its score is below the limit, None where there is none."""
    if prediction.predicted is None or prediction.score is None:
        return None
    return UNKNOWN if is_unknown(prediction, unknown_below) else classes[prediction.predicted]


def is_unknown(prediction: Prediction, unknown_below: float) -> bool:
    """Whether the limit takes the class away, also where a class of the model is called "unknown" itself."""
    return prediction.score is not None and prediction.score < unknown_below


def encoded(text: str) -> bytes:
    """Return a row as it stands in a file."""
    return text.encode("utf-8", UNREADABLE_NAMES)


def in_one_line(name: str) -> str:
    """Return a name of a file or a class as it stands in a line; there are systems where it may hold line breaks."""
    return name.replace("\r", "\\r").replace("\n", "\\n")


class ResultWriter:
    """Writes one row a prediction; use it as a context manager or call `close`.

    Leaving the `with` block by an error keeps the part file if it holds a row, so that `resume` can go on from it.

    Attributes:
        path: The output.
        part_path: The part file, which becomes the output when the writer is closed.
        num_written: Rows written by this writer.
        num_resumed: Rows of an earlier run that were kept.
        num_resumed_errors: How many of those are pictures that could not be read.
        unsure: Of those rows, some of the lowest scores.
        lowest: Of those rows, the lowest score of each class.
    """

    def __init__(
        self, path: Path, classes: Sequence[str], *, top: int, unknown_below: float, overwrite: bool, resume: bool
    ) -> None:
        self.path = path
        self.part_path = path.with_name(path.name + ".part")
        self.num_written = self.num_resumed = self.num_resumed_errors = 0
        self.unsure: list[KeptRow] = []
        self.lowest: dict[str, float] = {}
        self._classes = tuple(classes)
        self._top = max(1, top)
        self._unknown_below = unknown_below
        self._may_replace = overwrite or resume
        self._done: set[bytes] = set()
        self._kept_in: Path | None = None  # the file of an earlier run that is gone on with, and where its rows end
        self._kept_end = 0
        self._has_rows = False
        self._file: BinaryIO | None = None
        self._hold = Hold(self.part_path.with_name(self.part_path.name + ".lock"))
        self._is_over = False
        self._flushed_at = -math.inf  # the first row goes to the disk at once: a part file without one is nobody's
        with explained_os_errors(path):
            if resume:
                self._read_back()
            elif not overwrite:
                self._check_target()
        check_writable(path.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self.leave()

    def write(self, prediction: Prediction) -> None:
        """Add one row.

        Raises:
            OutputError: The disk is full or the folder is gone.
        """
        row = encoded(self._row(prediction))
        with explained_os_errors(self.part_path):
            file = self._file or self._open()
            file.write(row)
            if time.monotonic() - self._flushed_at > FLUSH_SECONDS:
                file.flush()
                self._flushed_at = time.monotonic()
        self._has_rows = True
        self.num_written += 1

    def is_done(self, path: str) -> bool:
        """Return whether an earlier run that is gone on with has this picture's row."""
        return bool(self._done) and path_key(self._path_text(path)) in self._done

    def close(self) -> None:
        """Finish the file and move it over the output. Further calls do nothing.

        Raises:
            OutputError: The disk is full or the output cannot be replaced; the part file then stays.
        """
        if self._is_over:
            return
        self._is_over = True
        try:
            with explained_os_errors(self.path):
                file = self._file or self._open()
                try:
                    file.write(encoded(self._end()))
                    file.flush()
                    os.fsync(file.fileno())
                finally:
                    file.close()
                self._move_there()
        finally:
            self._hold.let_go()

    def leave(self) -> None:
        """Close without finishing: the part file stays and `resume` goes on from it; without a row nothing stays."""
        if self._is_over:
            return
        self._is_over = True
        with contextlib.ExitStack() as stack:
            stack.callback(self._hold.let_go)
            stack.enter_context(explained_os_errors(self.part_path))
            if self._file is not None:
                if not self._has_rows:
                    stack.callback(self.part_path.unlink, missing_ok=True)
                self._file.close()

    def _check_target(self) -> None:
        if self.path.exists():
            raise _there_already(self.path, "exists already")
        if self.part_path.exists() and not self._is_bare(self.part_path):
            raise _there_already(self.part_path, "is there from an unfinished run")

    def _is_bare(self, path: Path) -> bool:
        """Whether a file holds nothing but what stands around the rows, or less."""
        start = encoded(self._start())
        whole = start + encoded(self._end())
        with open(path, "rb") as file:
            content = file.read(len(whole) + 1)
        return start.startswith(content) or content == whole

    def _open(self) -> BinaryIO:
        """Open the part file behind the rows that are kept, or begin it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._hold.take(f"{self.part_path} is being written by another run. Wait for it or stop it, or give another "
                        "name.")  # fmt: skip
        if not self._may_replace and self.path.exists():
            raise _there_already(self.path, "exists by now")
        self._file = self._begin() if self._kept_in is None else self._take_up(self._kept_in)
        return self._file

    def _move_there(self) -> None:
        if self._may_replace:
            move_over(self.part_path, self.path)
            return
        try:
            move_to_free(self.part_path, self.path)
        except FileExistsError as error:  # made by another program since we looked
            raise OutputError(f"{self.path} was made by another program meanwhile and stays. The results are in "
                              f"{self.part_path}: give it another name.") from error  # fmt: skip

    def _begin(self) -> BinaryIO:
        if not self._may_replace and self.part_path.exists() and self._is_bare(self.part_path):
            self.part_path.unlink()  # a kill left it before its first row
        try:
            file = open(self.part_path, "wb" if self._may_replace else "xb")  # noqa: SIM115 - open until close or leave
        except FileExistsError:  # made by another program since we looked
            raise _there_already(self.part_path, "is being written by another run") from None
        file.write(encoded(self._start()))
        return file

    def _take_up(self, kept_in: Path) -> BinaryIO:
        """Open what an earlier run left, and cut off its half-written end."""
        if kept_in == self.path:
            move_over(self.path, self.part_path)
        file = open(self.part_path, "rb+")  # noqa: SIM115 - open until close or leave
        try:
            file.seek(self._kept_end)
            file.truncate()
        except BaseException:
            file.close()
            raise
        return file

    def _read_back(self) -> None:
        """Know the pictures of an earlier run as done: those of the output or of its part file, which holds more.

        A part file can be the lesser one: of a run that was to overwrite the output, and was killed.
        """
        best, refusal = Rows(), None
        for path in (self.path, self.part_path):
            if not path.exists():
                continue
            try:
                rows = self._checked_rows(path)
            except OutputError as error:
                refusal = error
                continue
            if rows.num_rows > best.num_rows:
                best, self._kept_in = rows, path
        if self._kept_in is None:
            if refusal is not None:
                raise refusal
            return
        self._done, self._kept_end, self._has_rows = best.keys, best.end, True
        self.num_resumed, self.num_resumed_errors = best.num_rows, best.num_errors
        self.unsure, self.lowest = best.unsure(UNKNOWN), best.lowest

    def _checked_rows(self, path: Path) -> Rows:
        with open(path, "rb") as file:
            rows = self._read_rows(file)
        if path == self.path and not rows.num_rows and not self._is_bare(path):
            raise OutputError(f"Cannot go on from {path}: it holds no results of this form. Give another name, or "
                              "--overwrite to replace it.")
        check_classes(rows, (*self._classes, UNKNOWN), path)
        if UNKNOWN not in self._classes:
            check_limit(rows, UNKNOWN, self._unknown_below, path)
        check_top(rows, min(self._top, len(self._classes)), path)
        return rows

    def _start(self) -> str:
        return ""

    def _end(self) -> str:
        return ""

    def _path_text(self, path: str) -> str:
        """Return a path as it is read back."""
        return path

    def _row(self, prediction: Prediction) -> str:
        raise NotImplementedError

    def _read_rows(self, file: BinaryIO) -> Rows:
        raise NotImplementedError

    def _name(self, prediction: Prediction) -> str | None:
        return class_name(prediction, self._classes, self._unknown_below)


def _there_already(there: Path, what: str) -> OutputError:
    return OutputError(f"{there} {what}. Give another name, --overwrite to replace it or --resume to go on from it.")
