"""labels.csv: labels that were given by hand, one row a picture, in the form that every command takes as a source.

It lies in the folder of the pictures, or in the user's data folder where that one is read-only, a cache, or holds a
labels.csv of another form; of two, the newer one counts. With the next change, what lies there goes back beside the
pictures where it can be written by then.

Columns: path (forward slashes; relative to the file's folder, or absolute) and label; where a data set is kept with its
splits, also split (train, val, test or "left out"), group, and duplicates ("ignore": this picture is like no other,
whatever it looks like).
"""

import csv
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self

from core.base.errors import OutputError
from core.base.files import check_writable, explained_os_errors, is_held, safe_name, write_csv
from core.base.messages import message
from core.base.types import DUPLICATES_IGNORED, LEFT_OUT_WORD, Splits
from core.places import cache_folder, data_folder

NAME = "labels.csv"
HEADER = ("path", "label", "split", "group", "duplicates")
TABLE_COLUMNS = {"image_column": "path", "label_column": "label", "group_column": "group", "split_column": "split"}
"""Settings that read such a table with its splits."""


class LabelRow(NamedTuple):
    """What labels.csv says of a picture; all empty: nothing. A tuple, as 100,000 are compared at once.

    Attributes:
        label: Name of its class.
        split: train, val, test, "left out", or empty.
        group: What it must not be parted from by a split.
        duplicates: "ignore" where it is like no other picture, whatever it looks like.
    """

    label: str = ""
    split: str = ""
    group: str = ""
    duplicates: str = ""

    @property
    def is_left_out(self) -> bool:
        """Whether no command uses the picture."""
        return self.split == LEFT_OUT_WORD

    def says_other(self, now: "LabelRow") -> bool:
        """Tell whether it says another class of a picture than `now`, or of whether it is used."""
        if self.is_left_out or now.is_left_out:
            return self.is_left_out != now.is_left_out
        return bool(self.label) and self.label != now.label

    def over(self, read: "LabelRow") -> "LabelRow":
        """Return what was read of a picture with this row's class over it, or left out as here; no other split."""
        return read._replace(label=self.label or read.label, split=self.split if self.is_left_out else read.split)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return self == EMPTY


EMPTY = LabelRow()


class LabelsFile:
    """The rows that a labels.csv had when it was opened, and where it is written.

    Attributes:
        root: Folder of the pictures.
        path: The file, which may not exist yet. Saving may lead to another: into the folder of the pictures where that
            can be written by now, out of it where it no longer can.
        rows: Its rows by the absolute path of the picture.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self._own = own = Path(root) / NAME
        rows = _read(own)
        # The cache folder, where archives are unpacked, may be emptied at any time.
        in_cache = Path(root).is_relative_to(cache_folder())
        stand_in = fallback_path(root)
        is_closed = not own.exists() and not os.access(root, os.W_OK)
        self._may_go_home = not in_cache and rows is not None
        if not self._may_go_home or is_closed or _counts_before(stand_in, own):
            self.path = stand_in
            rows = _read(self.path)
        else:
            self.path = own
        self.rows = {_absolute(name, root): row for name, row in (rows or {}).items()}

    @classmethod
    def beside(cls, root: str) -> Self | None:
        """Return the labels.csv of a folder where there is one with rows, else None."""
        file = cls(root)
        return file if file.rows else None

    @property
    def labels(self) -> dict[str, str]:
        """The classes it holds, by absolute path."""
        return {path: row.label for path, row in self.rows.items() if row.label}

    def save(self, rows: Mapping[str, LabelRow]) -> Path | None:
        """Write the rows it had and others over them; an empty row goes, and without any row the file goes.

        Where two files are there, one in the other's place, the one that counts stays as an empty table: without it,
        the other's old rows would count again. The order is the file's, or that of `rows` where they hold all of it:
        what was corrected alone before does not stand before the rest then.

        Args:
            rows: By the absolute path of the picture.

        Returns:
            The file written; None where there is nothing to keep.

        Raises:
            OutputError: The pictures' folder is gone, another program holds the file, or neither that folder nor the
                user's data folder can be written.
        """
        merged = rows if self.rows.keys() <= rows.keys() else {**self.rows, **rows}
        kept = {path: row for path, row in merged.items() if not row.is_empty}
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
        if self.rows and any(path in self.rows for path in moved):
            self.rows = {moved.get(path, path): row for path, row in self.rows.items()}
            self._write(self.rows)

    def _may_be_given_back(self) -> bool:
        """Whether the file is there and its folder takes others: a spreadsheet has it open, then, and gives it back."""
        try:
            check_writable(self.path.parent)
        except OutputError:
            return False
        return self.path.is_file()

    def _goes_home(self, kept: Mapping[str, LabelRow]) -> bool:
        """Write what stood in for a file beside the pictures into that file; False where it cannot be done now."""
        if not self._may_go_home or not os.path.isdir(self.root) or _read(self._own) is None:
            return False
        try:
            if kept:
                write_rows(self._own, self.root, kept)
            else:
                for file in (self.path, self._own):
                    _remove(file)
        except OutputError:
            return False
        stand_in, self.path = self.path, self._own
        with suppress(OSError):  # it is the older of the two from now on, and does not count
            stand_in.unlink(missing_ok=True)
        return True

    def _write(self, rows: Mapping[str, LabelRow]) -> None:
        write_rows(self.path, self.root, rows)


def table_settings(path: str | Path, root: str = "") -> dict[str, Any] | None:
    """Return the settings of a training that read such a table as it is; None where it is another table.

    Args:
        path: The table.
        root: Folder of its pictures, where it does not lie in it and its paths are not absolute.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            header = tuple(next(csv.reader(file), ()))
    except (OSError, UnicodeDecodeError, csv.Error):
        return None
    if len(header) < 2 or header != HEADER[:len(header)]:
        return None
    columns = {name: column if column in header else "" for name, column in TABLE_COLUMNS.items()}
    is_beside = not root or Path(path).parent == Path(root)
    return {"dataset_path": str(path), **columns, "images_dir": "" if is_beside else root}


def write_rows(target: str | Path, root: str, rows: Mapping[str, LabelRow]) -> None:
    """Write a table of labels.

    Args:
        target: The file.
        root: Folder of the pictures; where the file lies in it, paths are relative to it.
        rows: By the absolute path of the picture.

    Raises:
        OutputError: It cannot be written.
    """
    num_columns = 2
    if any(row.split or row.group or row.duplicates for row in rows.values()):
        num_columns = 5 if any(row.duplicates for row in rows.values()) else 4
    is_beside = Path(target).parent == Path(root)
    write_csv(target, HEADER[:num_columns], _cells(rows, root if is_beside else "", num_columns), bom=True)


def rows_of(splits: Splits, ignored: Iterable[str] = ()) -> dict[str, LabelRow]:
    """Return the rows of a whole data set with its splits, by the absolute path of the picture.

    Args:
        splits: The data set.
        ignored: Pictures that are like no other, whatever they look like.
    """
    apart = set(ignored)
    return {
        sample.path: LabelRow("" if sample.label is None else splits.classes[sample.label], split.value,
                              sample.group or "", DUPLICATES_IGNORED if sample.path in apart else "")
        for split, samples in splits for sample in samples
    }  # fmt: skip


def fallback_path(root: str) -> Path:
    """Return the file in the user's data folder that stands in for a folder's labels.csv."""
    key = hashlib.blake2b(os.path.abspath(root).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return data_folder() / "labels" / f"{safe_name(os.path.basename(root))}-{key}" / NAME


def _cells(rows: Mapping[str, LabelRow], root: str, num_columns: int) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row; paths relative to `root`, absolute where it is empty."""
    prefix = os.path.join(root, "")
    for path, row in rows.items():
        name = path[len(prefix):] if root and path.startswith(prefix) else path
        yield (name.replace(os.sep, "/"), row.label, row.split, row.group, row.duplicates)[:num_columns]


def _counts_before(stand_in: Path, own: Path) -> bool:
    """Whether a file is there and was written after another one, or that one is not there."""
    try:
        written_ns = stand_in.stat().st_mtime_ns
        return not own.exists() or written_ns > own.stat().st_mtime_ns
    except OSError:
        return False


def _remove(path: Path) -> None:
    with explained_os_errors(path):
        path.unlink(missing_ok=True)


def _absolute(name: str, root: str) -> str:
    return os.path.normpath(os.path.join(root, name))


def _read(path: Path) -> dict[str, LabelRow] | None:
    """Return the rows of a file of our form; empty where there is none, None where it is of another form."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, None)
            if header is None or len(header) < 2 or tuple(header) != HEADER[:len(header)]:
                return None
            rows = {cells[0]: LabelRow(*cells[1:]) for cells in reader if len(cells) == len(header)}
            return {name: row for name, row in rows.items() if not row.is_empty}
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, csv.Error):
        return None
