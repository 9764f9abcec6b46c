"""What is known of the labels of one place, and one change of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from PyQt5.QtWidgets import QUndoCommand

from app.labels_file import EMPTY, LabelRow, LabelsFile
from core.base.messages import Message

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


    def to_write(self, said: Rows) -> dict[str, LabelRow]:
        """Return the rows for the table: as read, and what was said over them.

        What the table says of other pictures stays, also where the data set was read without it.
        """
        kept = {path: row.over(self.rows[path]) for path, row in self.file.rows.items()
                if path in self.rows and path not in said and row.says_other(self.rows[path])}  # fmt: skip
        return {**self.rows, **kept, **said}


class Change(QUndoCommand):
    """One change of some pictures' rows."""

    def __init__(self, text: Message, apply: Callable[[Rows], None], before: Rows, after: Rows) -> None:
        super().__init__(str(text))
        self.message = text
        self._apply, self._before, self._after = apply, before, after

    def redo(self) -> None:
        """Make the change."""
        self._apply(self._after)

    def undo(self) -> None:
        """Take it back."""
        self._apply(self._before)
