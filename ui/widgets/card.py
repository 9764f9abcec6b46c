"""A card: a surface with a title over its content."""

from PyQt5.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.language import say
from ui.theme import GRID
from ui.widgets.texts import label


class Card(QFrame):
    """A titled surface.

    Attributes:
        title_row: Layout of the title; widgets added to it stand at its right end.
        body: Layout of the content.
    """

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID - 4, GRID + 2, 2 * GRID - 4, 2 * GRID - 4)
        column.setSpacing(GRID)
        self.title_label = label(title, role="card-title")
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(GRID)
        self.title_row.addWidget(self.title_label)
        self.title_row.addStretch(1)
        if title:
            column.addLayout(self.title_row)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        column.addLayout(self.body, 1)
        say(self.setAccessibleName, title)


def separator() -> QWidget:
    """Return a thin horizontal line."""
    line = QFrame()
    line.setProperty("separator", True)
    return line
