"""The form of labels.csv: what its rows say, read and written.

Columns: path (forward slashes; relative to the file's folder, or absolute) and label; where a data set is kept with its
splits, also split (train, val, test or "left out"), group, and duplicates ("ignore": this picture is like no other,
whatever it looks like).
"""

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.label_rows import LabelRow
from core.base.errors import DataError
from core.base.files import write_csv
from core.base.types import DUPLICATES_IGNORED, LEFT_OUT_WORD, Split, Splits
from core.data.sources.names import is_left_out, split_of

HEADER = ("path", "label", "split", "group", "duplicates")
TABLE_COLUMNS = {"image_column": "path", "label_column": "label", "group_column": "group", "split_column": "split"}
"""Settings that read such a table with its splits."""
UNKNOWN_LETTER = "\N{REPLACEMENT CHARACTER}"
SPLIT_WORDS = {"", LEFT_OUT_WORD, *(split.value for split in Split)}


def table_settings(path: str | Path, root: str = "") -> dict[str, Any] | None:
    """Return the settings of a training that read such a table as it is; None where it is another table.

    Args:
        path: The table.
        root: Folder of its pictures, where it does not lie in it and its paths are not absolute.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            header = _filled(next(csv.reader(file), []))
    except (OSError, UnicodeDecodeError, csv.Error):
        header = []
    if not _is_ours(header):
        header = _filled(next(iter(_saved_by_spreadsheet(path)), []))
    if not _is_ours(header):
        return None
    columns = {name: column if column in header else "" for name, column in TABLE_COLUMNS.items()}
    is_beside = Path(path).parent == Path(root)
    return {"dataset_path": str(path), **columns, "images_dir": "" if is_beside else root}


def write_rows(target: str | Path, root: str, rows: Mapping[str, LabelRow],
               check: Callable[[], None] | None = None) -> None:  # fmt: skip
    """Write a table of labels.

    Args:
        target: The file.
        root: Folder of the pictures; where the file lies in it, paths are relative to it.
        rows: By the absolute path of the picture.
        check: Called when all is written, before it takes the target's place; what it raises keeps the target.

    Raises:
        OutputError: It cannot be written.
    """
    num_columns = 2
    if any(row.split or row.group or row.duplicates for row in rows.values()):
        num_columns = 5 if any(row.duplicates for row in rows.values()) else 4
    is_beside = Path(target).parent == Path(root)
    cells = _cells(rows, root if is_beside else "", num_columns, check)
    write_csv(target, HEADER[:num_columns], cells, bom=True)


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


def read_rows(path: Path) -> dict[str, LabelRow] | None:
    """Return the rows of a file of our form; empty where there is none, None where it is of another form."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = _parsed(csv.reader(file))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, csv.Error):
        rows = None
    return _parsed(_saved_by_spreadsheet(path)) if rows is None else rows


def _cells(rows: Mapping[str, LabelRow], root: str, num_columns: int,
           check: Callable[[], None] | None) -> Iterator[tuple[str, ...]]:  # fmt: skip
    """Yield the cells of each row, and check something after; paths relative to `root`, absolute where it is empty."""
    prefix = os.path.join(root, "")
    for path, row in rows.items():
        name = path[len(prefix):] if root and path.startswith(prefix) else path
        yield (name.replace(os.sep, "/"), row.label, row.split, row.group, row.duplicates)[:num_columns]
    if check is not None:
        check()


def _parsed(table: Iterable[list[str]]) -> dict[str, LabelRow] | None:
    """Return what a table says; None where it is not of our form: writing it anew would lose something."""
    lines = iter(table)
    header = _filled(next(lines, []))
    if not _is_ours(header):
        return None
    rows: dict[str, LabelRow] = {}
    for line in lines:
        cells = _filled(line)
        if len(cells) > len(header):
            return None
        if len(cells) > 1:
            row = LabelRow(*cells[1:])
            rows[cells[0]] = row if row.split in SPLIT_WORDS else row._replace(split=_split_word(row.split))
    return rows


def _split_word(word: str) -> str:
    """Return a split as we write it; empty for a word that names none."""
    return LEFT_OUT_WORD if is_left_out(word) else str(split_of(word) or "")


def _saved_by_spreadsheet(path: str | Path) -> list[list[str]]:
    """Return the lines of a table with semicolons or in an older encoding; none where some letters are unknown."""
    from core.data.sources.tables import read_table

    try:
        table = read_table(str(path))
    except DataError:
        return []
    lines = [table.header, *(cells for _line, cells in table.rows)]
    return [] if any(UNKNOWN_LETTER in cell for cells in lines for cell in cells) else lines


def _filled(cells: list[str]) -> list[str]:
    """Return cells without the empty ones at the end, which spreadsheets add."""
    number = len(cells)
    while number and not cells[number - 1]:
        number -= 1
    return cells[:number]


def _is_ours(header: list[str]) -> bool:
    return len(header) > 1 and tuple(header) == HEADER[:len(header)]
