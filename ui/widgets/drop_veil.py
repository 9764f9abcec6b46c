"""A veil over the window while something is dragged over it, saying what may be dropped."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import GRID, title_font


class DropVeil(QWidget):
    """Covers its parent while something is dragged over it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drop-veil")
        self.setAttribute(Qt.WA_StyledBackground)
        self.setAttribute(Qt.WA_TransparentForMouseEvents)
        label = QLabel("Drop a folder, a table, a zip, pictures or a model file")
        label.setFont(title_font())
        label.setAlignment(Qt.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(label)
        self.hide()

    def cover(self) -> None:
        """Lie over the parent, a little inside its edges."""
        self.setGeometry(self.parentWidget().rect().adjusted(GRID, GRID, -GRID, -GRID))
        self.show()
        self.raise_()
