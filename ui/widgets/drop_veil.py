"""A veil over the window while something is dragged over it, saying what may be dropped."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from ui.theme import GRID, title_font
from ui.widgets.texts import label


class DropVeil(QWidget):
    """Covers its parent while something is dragged over it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drop-veil")
        self.setAttribute(Qt.WA_StyledBackground)
        self.setAttribute(Qt.WA_TransparentForMouseEvents)
        words = label("Drop a folder, a table, a zip, pictures or a model file")
        words.setFont(title_font())
        words.setAlignment(Qt.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(words)
        self.hide()

    def cover(self) -> None:
        """Lie over the parent, a little inside its edges."""
        self.setGeometry(self.parentWidget().rect().adjusted(GRID, GRID, -GRID, -GRID))
        self.show()
        self.raise_()
