"""Writing results row by row, so that memory stays flat and a broken run goes on.

Rows stream into a part file beside the output (results.csv.part). Closing the writer moves it over the output; a
program that dies leaves it, and `resume` reads it back, cuts off what is half written and goes on behind it. An output
that was closed early, by Ctrl-C, is taken up again in the same way.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from core.base.errors import OutputError
from core.base.files import explained_os_errors, move_over
from core.base.types import Prediction
from core.inference.read_back import Rows, check_classes

UNKNOWN = "unknown"
FLUSH_SECONDS = 1.0


def class_name(prediction: Prediction, classes: Sequence[str], unknown_below: float = 0.0) -> str | None:
    """Return the predicted class's name, "unknown" where its score is below the limit, None where there is none."""
    if prediction.predicted is None or prediction.score is None:
        return None
    return UNKNOWN if prediction.score < unknown_below else classes[prediction.predicted]


def encoded(text: str) -> bytes:
    """Return a row as it stands in a file."""
    # A file name that is not UTF-8 reaches Python with lone surrogates; written as \udc.. they stay legible, and are
    # what JSON itself would write.
    return text.encode("utf-8", errors="backslashreplace")


class ResultWriter:
    """Writes one row a prediction; use it as a context manager or call `close`.

    Leaving the `with` block by an error keeps the part file, so that `resume` can go on from it.

    Attributes:
        path: The output.
        part_path: The part file, which becomes the output when the writer is closed.
        num_resumed: Rows of an earlier run that were kept.
        num_resumed_errors: How many of those are pictures that could not be read.
    """

    def __init__(
        self, path: Path, classes: Sequence[str], *, top: int, unknown_below: float, overwrite: bool, resume: bool
    ) -> None:
        self.path = path
        self.part_path = path.with_name(path.name + ".part")
        self.num_resumed = self.num_resumed_errors = 0
        self._classes = tuple(classes)
        self._top = max(1, top)
        self._unknown_below = unknown_below
        self._done: set[bytes] = set()
        self._flushed_at = time.monotonic()
        with explained_os_errors(path):
            self._check_target(overwrite=overwrite, resume=resume)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._take_up() if resume else self._begin(overwrite=overwrite)

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
        with explained_os_errors(self.part_path):
            self._file.write(encoded(self._row(prediction)))
            self._has_rows = True
            if time.monotonic() - self._flushed_at > FLUSH_SECONDS:
                self._file.flush()
                self._flushed_at = time.monotonic()

    def is_done(self, path: str) -> bool:
        """Return whether an earlier run that is gone on with has this picture's row."""
        return bool(self._done) and Rows.key(encoded(self._path_text(path))) in self._done

    def close(self) -> None:
        """Finish the file and move it over the output. Further calls do nothing.

        Raises:
            OutputError: The disk is full or the output cannot be replaced; the part file then stays.
        """
        if self._file.closed:
            return
        with explained_os_errors(self.path):
            try:
                self._file.write(encoded(self._end()))
                self._file.flush()
                os.fsync(self._file.fileno())
            finally:
                self._file.close()
            move_over(self.part_path, self.path)

    def leave(self) -> None:
        """Close without finishing: the part file stays and `resume` goes on from it."""
        with explained_os_errors(self.part_path):
            self._file.close()

    def _check_target(self, *, overwrite: bool, resume: bool) -> None:
        if overwrite or resume:
            return
        for there, what in ((self.path, "exists already"), (self.part_path, "is there from an unfinished run")):
            if there.exists():
                raise OutputError(
                    f"{there} {what}. Give another name, --overwrite to replace it or --resume to go on from it."
                )

    def _begin(self, *, overwrite: bool) -> BinaryIO:
        file = open(self.part_path, "wb" if overwrite else "xb")  # noqa: SIM115 - open until close or leave
        file.write(encoded(self._start()))
        self._has_rows = False
        return file

    def _take_up(self) -> BinaryIO:
        """Open what an earlier run left, cut off its half-written end, and know its pictures as done."""
        if not self.part_path.exists():
            if not self.path.exists():
                return self._begin(overwrite=False)
            with open(self.path, "rb") as file:
                self._checked_rows(file, self.path)
            move_over(self.path, self.part_path)
        file_again = open(self.part_path, "rb+")  # noqa: SIM115
        try:
            rows = self._checked_rows(file_again, self.part_path)
            if rows.end == 0:
                file_again.truncate(0)
                file_again.seek(0)
                file_again.write(encoded(self._start()))
            else:
                file_again.seek(rows.end)
                file_again.truncate()
        except BaseException:
            file_again.close()
            raise
        self._done, self._has_rows = rows.keys, bool(rows.keys)
        self.num_resumed, self.num_resumed_errors = rows.num_rows, rows.num_errors
        return file_again

    def _checked_rows(self, file: BinaryIO, path: Path) -> Rows:
        rows = self._read_rows(file)
        check_classes(rows, (*self._classes, UNKNOWN), path)
        return rows

    def _start(self) -> str:
        return ""

    def _end(self) -> str:
        return ""

    def _path_text(self, path: str) -> str:
        return path

    def _row(self, prediction: Prediction) -> str:
        raise NotImplementedError

    def _read_rows(self, file: BinaryIO) -> Rows:
        raise NotImplementedError

    def _name(self, prediction: Prediction) -> str | None:
        return class_name(prediction, self._classes, self._unknown_below)
