"""labels.csv: labels that were given by hand, one row a picture, in the form that every command takes as a source.

It lies in the folder of the pictures, or in the user's data folder where that one is read-only, a cache, or holds a
labels.csv of another form; of two, the newer one counts. With the next change, what lies there goes back beside the
pictures where it can be written by then. What a spreadsheet or a second window has changed in it is taken over before
it is written again (`app.labels_merge`); its form is `app.labels_table`'s.
"""

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from app.label_rows import LabelRow
from app.labels_merge import NOTHING, as_known, merged
from app.labels_table import read_rows, write_rows
from app.labels_watch import Watch
from app.paths import folder_for
from core.base.errors import OutputError
from core.base.files import explained_os_errors, is_held, remove_file
from core.base.folders import check_writable
from core.base.messages import message
from core.places import cache_folder

NAME = "labels.csv"


class LabelsFile:
    """The rows that a labels.csv had when it was opened, and where it is written.

    Attributes:
        root: Folder of the pictures.
        path: The file, which may not exist yet. Saving may lead to another: into the folder of the pictures where that
            can be written by now, out of it where it no longer can.
        rows: Its rows by the absolute path of the picture.
        written: The rows that it holds, as far as is known: those read, or those written last.
        others: What the last saving found to have been changed by another program.
        left: What the last saving left alone, as another program had made a table of another form of it.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self._own = Path(root) / NAME
        self._watch = Watch(self._own, fallback_path(root))
        self.rows = self._look() or {}
        self.written: Mapping[str, LabelRow] = self.rows
        self.others = NOTHING
        self.left: Path | None = None
        self._taken_over: dict[str, LabelRow] = {}
        self._pictures: Collection[str] = ()

    def know(self, paths: Collection[str]) -> None:
        """Hear of the pictures that there are: rows that spell their paths otherwise are of them, too.

        What was read may have waited since, and be written by now; then it is read again.
        """
        if self._watch.is_disturbed:
            self._watch.look()
            found = self._look()
            self.rows = self.written = self.rows if found is None else found
        self._pictures = paths
        rows = as_known(self.rows, paths)
        if rows is not self.rows:
            self.rows = self.written = dict(rows)

    def _look(self) -> dict[str, LabelRow] | None:
        """Find out which file counts now, and return its rows; None where what it says cannot be told."""
        rows = read_rows(self._own)
        # The cache folder, where archives are unpacked, may be emptied at any time.
        in_cache = Path(self.root).is_relative_to(cache_folder())
        stand_in = fallback_path(self.root)
        is_closed = not self._own.exists() and not os.access(self.root, os.W_OK)
        self._may_go_home = not in_cache and rows is not None
        if not self._may_go_home or is_closed or _counts_before(stand_in, self._own):
            self.path = stand_in
            rows = read_rows(stand_in)
        else:
            self.path = self._own
        return None if rows is None else {_absolute(name, self.root): row for name, row in rows.items()}

    @classmethod
    def beside(cls, root: str) -> Self | None:
        """Return the labels.csv of a folder where there is one with rows, else None."""
        file = cls(root)
        return file if file.rows else None

    @property
    def labels(self) -> dict[str, str]:
        """The classes it holds, by absolute path."""
        return {path: row.label for path, row in self.rows.items() if row.label}

    def save(self, rows: Mapping[str, LabelRow], said: Collection[str] | None = None,
             read: Mapping[str, LabelRow] | None = None) -> Path | None:  # fmt: skip
        """Write the rows it had and others over them; an empty row goes, and without any row the file goes.

        What another program has written into it since it was read or written last is kept, and is in `others` then;
        only of pictures of which something else was said by hand since does that count.

        Where two files are there, one in the other's place, the one that counts stays as an empty table: without it,
        the other's old rows would count again. The order is the file's, or that of `rows` where they hold all of it:
        what was corrected alone before does not stand before the rest then.

        Args:
            rows: By the absolute path of the picture.
            said: Those of them that were said by hand; all where it is not given.
            read: What was read of the pictures of a data set, by path.

        Returns:
            The file written; None where there is nothing to keep.

        Raises:
            OutputError: The pictures' folder is gone, another program holds the file, or neither that folder nor the
                user's data folder can be written.
        """
        known = {**self.rows, **self._taken_over}
        wanted = rows if known.keys() <= rows.keys() else {**known, **rows}

        was, said = self.path, rows.keys() if said is None else said

        def merge() -> Path | None:
            whole, others = merged(wanted, self.written, self._found(), said, read or {})
            kept = {path: row for path, row in whole.items() if not row.is_empty}
            target = self._put(kept)
            self.written, self.others = kept, others
            self.left = was if was == self._own and self.path != was and read_rows(was) is None else None
            self._taken_over.update(others.rows)
            return target

        return self._watch.repeated(merge)

    def _found(self) -> Mapping[str, LabelRow]:
        """Return the rows that the file holds now; those that are known where it says nothing else."""
        self._watch.look()
        if not os.path.isdir(self.root):
            return self.written
        was = self.path
        found = self._look()
        is_ours = self.path == was or (self._may_go_home and self._own.is_file())
        if found is None or not is_ours or not self.path.is_file():
            return self.written
        return as_known(found, self.written.keys(), self._pictures)

    def _put(self, kept: Mapping[str, LabelRow]) -> Path | None:
        """Write rows where they can be written."""
        if self.path != self._own and self._goes_home(kept):
            return self.path if kept else None
        other = fallback_path(self.root) if self.path == self._own else self._own
        if kept and self.path == self._own and not os.path.isdir(self.root):
            # Made anew it would be an empty folder in the place of a drive that comes back.
            raise OutputError(message("The folder {folder} is gone, so its labels are not saved. Bring it back; you "
                                      "are asked about them when the window closes.", folder=self.root))  # fmt: skip
        try:
            if kept or other.is_file():
                self._write(kept)
            else:
                self._watch.check()
                _remove(self.path)
        except OutputError as error:
            fallback = fallback_path(self.root)
            if self.path == fallback or (is_held(error) and self._may_be_given_back()):
                raise
            self.path = fallback
            self._write(kept)
        return self.path if kept else None

    def rename(self, moved: Mapping[str, str]) -> None:
        """Follow pictures that were moved, where the file exists.

        Args:
            moved: New absolute path by the old one.

        Raises:
            OutputError: It cannot be written.
        """
        def follow() -> None:
            found = self._found()
            if any(path in found for path in moved):
                rows = {moved.get(path, path): row for path, row in found.items()}
                self._write(rows)
                self.rows = self.written = rows
                self._taken_over = {}

        self._watch.repeated(follow)

    def _may_be_given_back(self) -> bool:
        """Whether the file is there and its folder takes others: a spreadsheet has it open, then, and gives it back."""
        try:
            check_writable(self.path.parent)
        except OutputError:
            return False
        return self.path.is_file()

    def _goes_home(self, kept: Mapping[str, LabelRow]) -> bool:
        """Write what stood in for a file beside the pictures into that file; False where it cannot be done now."""
        if not self._may_go_home or not os.path.isdir(self.root) or read_rows(self._own) is None:
            return False
        try:
            if kept:
                self._write(kept, self._own)
            else:
                self._watch.check()
                for file in (self.path, self._own):
                    _remove(file)
        except OutputError:
            return False
        stand_in, self.path = self.path, self._own
        with suppress(OSError):  # it is the older of the two from now on, and does not count
            stand_in.unlink(missing_ok=True)
        return True

    def _write(self, rows: Mapping[str, LabelRow], path: Path | None = None) -> None:
        write_rows(path or self.path, self.root, rows, self._watch.check)


def fallback_path(root: str) -> Path:
    """Return the file in the user's data folder that stands in for a folder's labels.csv."""
    return folder_for("labels", root) / NAME


def _counts_before(stand_in: Path, own: Path) -> bool:
    """Whether a file is there and was written after another one, or that one is not there."""
    try:
        written_ns = stand_in.stat().st_mtime_ns
        return not own.exists() or written_ns > own.stat().st_mtime_ns
    except OSError:
        return False


def _remove(path: Path) -> None:
    with explained_os_errors(path):
        remove_file(path)


def _absolute(name: str, root: str) -> str:
    return os.path.normpath(os.path.join(root, name))
