"""What the Runs page shows while there is no run."""

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import icon
from ui.theme import GRID, Tokens, title_font
from ui.widgets.buttons import button
from ui.widgets.texts import label


class EmptyRuns(QWidget):
    """The empty state.

    Signals:
        train_asked(), folder_asked(): Buttons.
    """

    train_asked = pyqtSignal()
    folder_asked = pyqtSignal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignCenter)
        title = label("No runs yet")
        title.setFont(title_font())
        text = label("Every training, in this window or by train.py, is listed here while it goes on and after.",
                     role="quiet")  # fmt: skip
        hint = label("or drop a folder of runs here", role="quiet")
        self.train = button("Train a network", self.train_asked.emit, kind="primary")
        self.folder = button("Add a runs folder...", self.folder_asked.emit,
                             tip="Look for runs in another folder too, such as one copied from a server")  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        row.addWidget(self.train)
        row.addWidget(self.folder)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        for widget in (self._icon, title, text):
            widget.setAlignment(Qt.AlignCenter)
            column.addWidget(widget)
        column.addSpacing(GRID)
        column.addLayout(row)
        hint.setAlignment(Qt.AlignCenter)
        column.addWidget(hint)
        column.addStretch(3)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._icon.setPixmap(icon("runs", tokens, "quiet").pixmap(QSize(56, 56)))
