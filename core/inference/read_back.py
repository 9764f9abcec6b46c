"""Reading the rows of an earlier results file back: which pictures are done, and where the last whole row ends."""

import contextlib
import csv
import heapq
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from core.base.errors import OutputError
from core.base.files import path_key
from core.base.messages import plural
from core.base.results_table import COLUMNS, plain

NUM_UNSURE = 8
ROUNDING = 1e-4  # a .txt file gives scores as percents with two decimals


@dataclass(frozen=True)
class KeptRow:
    """A row of a picture that was predicted: its path, its class's name and that class's score, 0..1."""

    path: str
    name: str
    score: float


@dataclass
class Rows:
    """What a results file holds.

    Attributes:
        end: Offset in bytes behind the last whole row (and its header); 0 where not even the header is whole.
        keys: Of every picture's path, as `path_key` makes them.
        names: The different predicted classes.
        num_rows: Whole rows.
        num_errors: Rows of pictures that could not be read.
        lowest, highest: Each class's lowest and highest score.
        num_listed: How many classes json and jsonl list of a picture: the different numbers.
    """

    end: int = 0
    keys: set[bytes] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    num_rows: int = 0
    num_errors: int = 0
    lowest: dict[str, float] = field(default_factory=dict)
    highest: dict[str, float] = field(default_factory=dict)
    num_listed: set[int] = field(default_factory=set)
    _unsure: dict[str, list[tuple[float, int, KeptRow]]] = field(default_factory=dict)

    def unsure(self, unknown: str) -> list[KeptRow]:
        """Return the rows of the lowest scores, where another model differs the most.

        Those of the class `unknown` come last, as it is not known which class had their score.
        """
        rows = [entry for entries in self._unsure.values() for entry in entries]
        rows.sort(key=lambda entry: (entry[2].name == unknown, -entry[0], entry[1]))
        return [row for *_, row in rows[:NUM_UNSURE]]

    def add(self, path: str, name: str | None, end: int, score: str | float | None = None) -> None:
        """Count one whole row that ends at the offset `end`; `name` is its class, None for an error."""
        self.keys.add(path_key(path))
        self.num_rows += 1
        self.end = end
        if name is None:
            self.num_errors += 1
            return
        self.names.add(name)
        with contextlib.suppress(TypeError, ValueError):
            self._add_score(KeptRow(path, name, float(score)))  # type: ignore[arg-type]

    def _add_score(self, row: KeptRow) -> None:
        self.lowest[row.name] = min(row.score, self.lowest.get(row.name, row.score))
        self.highest[row.name] = max(row.score, self.highest.get(row.name, row.score))
        unsure = self._unsure.setdefault(row.name, [])
        add = heapq.heappush if len(unsure) < NUM_UNSURE else heapq.heappushpop
        add(unsure, (-row.score, self.num_rows, row))


def check_classes(rows: Rows, classes: Sequence[str], path: Path) -> None:
    """Refuse to go on from rows that another model wrote.

    Raises:
        OutputError: A row's class is none of `classes`.
    """
    foreign = sorted(rows.names - set(classes))
    if foreign:
        raise OutputError(
            f"Cannot go on from {path}: it holds the class {foreign[0]!r}, which this model does not know. "
            "Give the model it was begun with, or another output."
        )


def check_limit(rows: Rows, unknown: str, limit: float, path: Path) -> None:
    """Refuse to go on from rows that were written with another limit below which the class is unknown.

    Raises:
        OutputError: A row's class would be another one with this limit.
    """
    too_high = rows.highest.get(unknown, 0.0)
    too_low = min((score for name, score in rows.lowest.items() if name != unknown), default=1.0)
    if too_high > limit + ROUNDING:
        wrong = f"it calls a picture with the score {too_high:.2%} {unknown}"
    elif too_low < limit - ROUNDING:
        wrong = f"it gives a picture with the score {too_low:.2%} a class"
    else:
        return
    raise OutputError(
        f"Cannot go on from {path}: it was written with another --unknown_below than {limit:g} ({wrong}). "
        "Give the same one again, or another output."
    )


def check_top(rows: Rows, top: int, path: Path) -> None:
    """Refuse to go on from rows that list another number of classes than `top`.

    Raises:
        OutputError: One does.
    """
    others = sorted(rows.num_listed - {top})
    if others:
        listed = plural(others[0], "{n} class", "{n:,} classes")
        raise OutputError(f"Cannot go on from {path}: it lists {listed} a picture, and now it would be {top}. Give "
                          f"--top {others[0]}, or another output.")


def read_txt_rows(file: BinaryIO, separator: str, names: Mapping[str, str]) -> Rows:
    """Read blocks of "Image:", "Predicted class:" or "Error:" lines that end with the separator.

    Args:
        file: What was written.
        separator: The line between two blocks.
        names: The class that is meant by what a line says of it.
    """
    rows, block = Rows(), []
    lines = _CountedLines(file)
    for line in lines:
        text = line.rstrip("\r\n")
        if text != separator:
            block.append(text)
            continue
        if not lines.is_whole:
            break
        image = next((part for part in block if part.startswith("Image: ")), None)
        if image is not None:
            named = [part[17:] for part in block if part.startswith("Predicted class: ")]
            percents = [part[13:-1] for part in block if part.startswith("Probability: ")]
            score = _fraction(percents[0]) if percents else None
            rows.add(image[7:], names.get(named[0], named[0]) if named else None, lines.offset, score)
        block = []
    return rows


def read_csv_rows(file: BinaryIO, header: Sequence[str]) -> Rows:
    """Read a table whose first row must be `header`.

    Raises:
        OutputError: The columns are others: the table was written with other classes, or saved anew by a spreadsheet.
    """
    lines = _CountedLines(file)
    table = csv.reader(lines)
    rows = Rows()
    first = next(table, None)
    if first is None or not lines.is_whole:
        return rows
    if tuple(first[: len(COLUMNS)]) != COLUMNS:
        raise OutputError(
            f"Cannot go on from these results: their first line is not {','.join(COLUMNS)} and so on, with commas. A "
            "spreadsheet that saved them anew may have put semicolons there. Give another output."
        )
    if first != list(header):
        raise OutputError(
            "Cannot go on from these results: their columns are not this model's classes. "
            "Give the model they were begun with, or another output."
        )
    rows.end = lines.offset
    with contextlib.suppress(csv.Error):  # a quotation mark that is not closed takes all that follows for one cell
        for cells in table:
            if not lines.is_whole or len(cells) != len(header):
                break
            rows.add(plain(cells[0]), plain(cells[2]) or None, lines.offset, cells[3])
    return rows


def read_json_rows(file: BinaryIO, *, is_list: bool) -> Rows:
    """Read objects, one a line; in a list, each but the last with a comma behind it."""
    rows, offset = Rows(), 0
    for line in file:
        start, offset = offset, offset + len(line)
        text = line.strip()
        if is_list and text == b"[" and start == 0:
            rows.end = 1
            continue
        if is_list and text == b"]":
            break
        bare = line.rstrip(b"\r\n").removesuffix(b",") if is_list else line
        try:
            value = json.loads(bare)
            path, name = value["path"], value["class"]
        except (ValueError, TypeError, KeyError):
            break  # half written
        is_whole = is_list or line.endswith(b"\n")
        if not is_whole or not isinstance(path, str) or not isinstance(name, str | None):
            break
        rows.add(path, name, start + len(bare), value.get("score"))
        if name is not None:
            rows.num_listed.add(len(value.get("top") or ()))
    return rows


def _fraction(percent: str) -> float | None:
    try:
        return float(percent) / 100
    except ValueError:
        return None


class _CountedLines:
    """Lines of a UTF-8 file as text, with the offset in bytes behind the last one handed out."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.offset = 0
        self.is_whole = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline()
        if not line:
            raise StopIteration
        text = line.decode("utf-8", "replace")
        if self.offset == 0:
            text = text.removeprefix("\ufeff")
        self.offset += len(line)
        self.is_whole = line.endswith(b"\n")
        return text
