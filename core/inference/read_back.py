"""Reading the rows of an earlier results file back: which pictures are done, and where the last whole row ends."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from core.base.errors import OutputError


@dataclass
class Rows:
    """What a results file holds.

    Attributes:
        end: Offset in bytes behind the last whole row (and its header); 0 where not even the header is whole.
        keys: A short digest of every picture's written path; digests, as a million paths would fill the memory.
        names: The different predicted classes.
        num_rows: Whole rows.
        num_errors: Rows of pictures that could not be read.
    """

    end: int = 0
    keys: set[bytes] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    num_rows: int = 0
    num_errors: int = 0

    @staticmethod
    def key(written_path: bytes) -> bytes:
        """Return the digest of a path as it is written."""
        return blake2b(written_path, digest_size=8).digest()

    def add(self, written_path: bytes, name: str | None, end: int) -> None:
        """Count one whole row that ends at the offset `end`; `name` is its class, None for an error."""
        self.keys.add(self.key(written_path))
        self.num_rows += 1
        self.end = end
        if name is None:
            self.num_errors += 1
        else:
            self.names.add(name)


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


def read_txt_rows(file: BinaryIO, separator: bytes) -> Rows:
    """Read blocks of "Image:", "Predicted class:" or "Error:" lines that end with the separator."""
    rows, block, offset = Rows(), [], 0
    for line in file:
        offset += len(line)
        text = line.rstrip(b"\r\n")
        if text != separator:
            block.append(text)
            continue
        if not line.endswith(b"\n"):
            break
        image = next((part for part in block if part.startswith(b"Image: ")), None)
        if image is not None:
            named = [part[17:] for part in block if part.startswith(b"Predicted class: ")]
            rows.add(image[7:], named[0].decode("utf-8", "replace") if named else None, offset)
        block = []
    return rows


def read_csv_rows(file: BinaryIO, header: Sequence[str], names: Mapping[str, str]) -> Rows:
    """Read a table whose first row must be `header`; `names` gives the class that is meant by a cell's text.

    Raises:
        OutputError: The columns are others: the table was written with other classes.
    """
    lines = _CountedLines(file)
    table = csv.reader(lines)
    rows = Rows()
    first = next(table, None)
    if first is None or not lines.is_whole:
        return rows
    if first != list(header):
        raise OutputError(
            "Cannot go on from these results: their columns are not this model's classes. "
            "Give the model they were begun with, or another output."
        )
    rows.end = lines.offset
    for cells in table:
        if not lines.is_whole or len(cells) != len(header):
            break
        name = names.get(cells[2], cells[2]) or None
        rows.add(cells[0].encode("utf-8", "backslashreplace"), name, lines.offset)
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
        if not is_list and not line.endswith(b"\n"):
            break
        rows.add(path.encode("utf-8", "backslashreplace"), name, start + len(bare))
    return rows


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
