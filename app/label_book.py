"""What is known of the labels of one place, and one change of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PyQt5.QtWidgets import QUndoCommand

from app.label_rows import EMPTY, LabelRow
from app.labels_file import LabelsFile
from app.labels_merge import Others
from core.base.messages import Message, joined, message, plural

Rows = Mapping[str, LabelRow]


@dataclass
class Book:
    """The pictures of one place and the table that keeps their labels.

    Attributes:
        file: The table.
        paths: The pictures.
        rows: Their rows as they were read; pictures without one have the table's.
    """

    file: LabelsFile
    paths: Collection[str]
    rows: Rows

    def row(self, path: str) -> LabelRow:
        """Return what was read of a picture."""
        return self.rows.get(path) or self.file.rows.get(path) or EMPTY

    def write(self, said: Rows) -> "Written":
        """Write the table; see `LabelsFile.save`."""
        path = self.file.save(self.to_write(said), said.keys(), self.rows)
        return Written(self, str(path or ""), self.file.others, str(self.file.left or ""))

    def to_write(self, said: Rows) -> dict[str, LabelRow]:
        """Return the rows for the table: as read, and what was said over them.

        What the table says of other pictures stays, also where the data set was read without it.
        """
        kept = {path: row.over(self.rows[path]) for path, row in self.file.rows.items()
                if path in self.rows and row.says_other(self.rows[path])}  # fmt: skip
        return {**self.rows, **kept, **said}


class Written(NamedTuple):
    """A table that was written.

    Attributes:
        book: What is known of its place.
        path: Where it is; empty where it went, as nothing was left in it.
        others: What of it is of another program.
        left: Where it was until another program put a table of another form there; empty otherwise.
    """

    book: Book
    path: str
    others: Others
    left: str


def told(written: Written) -> Message | None:
    """Say that another program had changed a table, and what came of it; None where none had."""
    rows, num_overruled, num_back = written.others
    path = written.path or str(written.book.file.path)
    if written.left:
        return message("{path} no longer has the form that is written here, so it stays as it is. Your labels are kept "
                       "in {other}.", path=written.left, other=path)  # fmt: skip
    if not any(written.others):
        return None
    sentences = [message("Another program had changed {path}.", path=path)]
    if rows:
        sentences.append(plural(len(rows), "{n} label was taken over from it.",
                                "{n:,} labels were taken over from it."))  # fmt: skip
    if num_overruled:
        sentences.append(plural(num_overruled, "{n} picture that you changed, too, keeps your label.",
                                "{n:,} pictures that you changed, too, keep your labels."))  # fmt: skip
    if num_back:
        sentences.append(plural(num_back, "{n} row that it deleted is there again, as the picture is still in use: "
                                "Leave out takes a picture out.",
                                "{n:,} rows that it deleted are there again, as the pictures are still in use: "
                                "Leave out takes pictures out."))  # fmt: skip
    return joined(*sentences)


class Change(QUndoCommand):
    """One change of some pictures' rows."""

    def __init__(self, text: Message, apply: Callable[[Rows, Rows], None], before: Rows, after: Rows) -> None:
        super().__init__(str(text))
        self.message = text
        self._apply, self._before, self._after = apply, before, after

    def redo(self) -> None:
        """Make the change."""
        self._apply(self._before, self._after)

    def undo(self) -> None:
        """Take it back."""
        self._apply(self._after, self._before)
