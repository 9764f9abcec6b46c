"""The table of a split: one row a picture, so that a run can be repeated and nothing needs copying."""

import csv
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.base.errors import DataError
from core.base.files import atomic_path
from core.base.sorting import natural_order
from core.base.types import Sample, Split, Splits
from core.data.sources.names import is_left_out, split_of
from core.data.sources.tables import read_table

HEADER = ("path", "label", "split", "group")
NO_UTF_8 = re.compile("[\udc80-\udcff]")
"""Bytes that are none, as `surrogateescape` reads them: names of Linux in our own tables, an older encoding in those
that another program saved with the line ends of Windows."""


def write_splits(path: str | Path, splits: Splits, *, may_replace: bool = True) -> None:
    """Write path, label, split and group of every sample, paths relative to the splits' root with forward slashes.

    Rows stand in the order of the splits, so that equal splits give equal files.

    Args:
        path: Where to.
        splits: The split.
        may_replace: Write over a file that is there.

    Raises:
        OutputError: It cannot be written.
    """
    # Linux allows names that are no UTF-8; their bytes are kept as they are.
    with (
        atomic_path(path, may_replace=may_replace) as temporary,
        open(temporary, "w", encoding="utf-8", errors="surrogateescape", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(table_rows(splits))


def table_rows(splits: Splits) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of a split's table."""
    for split, samples in splits:
        for sample in samples:
            label = "" if sample.label is None else splits.classes[sample.label]
            yield stored_path(sample.path, splits.root), label, split.value, sample.group or ""


def stored_path(path: str, root: str) -> str:
    """Return a path as a table keeps it: its own characters, slashes forward, relative to root where it lies there."""
    prefix = root if root.endswith(os.sep) else root + os.sep
    return (path[len(prefix) :] if path.startswith(prefix) else path).replace(os.sep, "/")


def read_splits(path: str | Path, root: str | Path, classes: Sequence[str] | None = None) -> Splits:
    """Read the table of a split.

    Args:
        path: A file written by `write_splits`.
        root: Folder that its paths are relative to.
        classes: Class names in index order; default: the table's, naturally sorted.

    Raises:
        DataError: The table cannot be read, or names a class that is none of `classes`.
    """
    root = os.path.abspath(root)
    rows = [row for row in split_rows(path) if not is_left_out(row[2])]
    names = tuple(classes) if classes is not None else tuple(natural_order({row[1] for row in rows if row[1]}))
    numbers = {name: index for index, name in enumerate(names)}
    found: dict[Split, list[Sample]] = {split: [] for split in Split}
    for name, label, split_name, group in rows:
        split = split_of(split_name)
        if split is None or (label and label not in numbers):
            unknown = f"the class {label!r}, which is none of {', '.join(names[:8])}"
            what = unknown if split else f"the split {split_name!r}"
            raise DataError(f"{path} gives {name} {what}. Give the table that was made from this data set.")
        full = os.path.join(root, *name.split("/")) if not os.path.isabs(name) else os.path.normpath(name)
        found[split].append(Sample(full, numbers.get(label), group or None, split))
    train, val, test = (tuple(found[split]) for split in Split)
    return Splits(root, names, train, val, test, os.path.basename(root))


def num_changed(splits: Splits, path: str | Path) -> int:
    """Count the pictures that a table of a split has otherwise than a split: new, gone, of another class, split, group.

    Raises:
        DataError: The table cannot be read.
    """
    return len({row[0] for row in set(table_rows(splits)) ^ set(split_rows(path))})


def split_rows(path: str | Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield path, label, split and group of each row of a split's table, as they stand there.

    Raises:
        DataError: The table cannot be read.
    """
    lines = _lines(path)
    header = next(lines, [])
    if not set(HEADER) <= set(header):
        raise DataError(f"{path} is no table of a split: expected the columns {','.join(HEADER)}, "
                        f"found {','.join(header) or 'nothing'}.")
    columns = [header.index(name) for name in HEADER]
    for cells in lines:
        name, label, split, group = (cells[column] if column < len(cells) else "" for column in columns)
        yield name, label, split, group


def _lines(path: str | Path) -> Iterator[list[str]]:
    """Yield the cells of each line but blank ones; a spreadsheet may have saved it with semicolons or not as UTF-8."""
    try:
        with open(path, encoding="utf-8-sig", newline="", errors="surrogateescape") as file:
            first = file.readline()
            is_older = first.endswith("\r\n") and NO_UTF_8.search(file.read())
            if set(HEADER) <= set(next(csv.reader([first]), [])) and not is_older:
                file.seek(0)
                yield from filter(any, csv.reader(file))
                return
    except (OSError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataError(f"Cannot read the table of a split {path}: {reason}.") from error
    table = read_table(str(path))
    yield table.header
    yield from (cells for _line, cells in table.rows)
