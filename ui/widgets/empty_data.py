"""What the Data page shows before there is a data set: one sentence, the ways to one, a place to drop."""

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import icon
from ui.language import say
from ui.theme import GRID, Tokens, title_font
from ui.widgets.buttons import button


class EmptyData(QWidget):
    """The empty state.

    Signals:
        folder_asked(), file_asked(), sample_asked(): Buttons.
    """

    folder_asked = pyqtSignal()
    file_asked = pyqtSignal()
    sample_asked = pyqtSignal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._icon = QLabel()
        title, text, hint = QLabel(), QLabel(), QLabel()
        title.setFont(title_font())
        say(title.setText, "Look at your pictures before a network does")
        say(text.setText, "Choose a folder with one folder of pictures for each class.")
        say(hint.setText, "or drop a folder, a table or a zip here")
        for label in (text, hint):
            label.setProperty("role", "quiet")
        for label in (self._icon, title, text, hint):
            label.setAlignment(Qt.AlignCenter)
        self.folder = button("Choose a folder...", self.folder_asked.emit, kind="primary", tip="Ctrl+O")
        self.file = button("Table, list or zip...", self.file_asked.emit, tip="Ctrl+Shift+O")
        self.sample = button("Use the sample digits", self.sample_asked.emit, kind="link",
                             tip="1,797 handwritten digits that come with Classwise")  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        row.addWidget(self.folder)
        row.addWidget(self.file)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(title)
        column.addWidget(text)
        column.addSpacing(GRID)
        column.addLayout(row)
        column.addWidget(hint)
        column.addWidget(self.sample, 0, Qt.AlignHCenter)
        column.addStretch(3)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._icon.setPixmap(icon("data", tokens, "quiet").pixmap(QSize(56, 56)))
