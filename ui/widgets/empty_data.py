"""What the Data page shows before there is a data set."""

from PyQt5.QtCore import pyqtSignal

from core.base.messages import message
from ui.theme import Tokens
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState


class EmptyData(EmptyState):
    """The empty state of the Data page.

    Signals:
        folder_asked(), file_asked(), sample_asked(): Buttons.
    """

    folder_asked = pyqtSignal()
    file_asked = pyqtSignal()
    sample_asked = pyqtSignal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("data", message("Look at your pictures before a network does"),
                         message("Choose a folder with one folder of pictures for each class."),
                         message("or drop a folder, a table or a zip here"), tokens)  # fmt: skip
        self.folder = button("Choose a folder...", self.folder_asked.emit, kind="primary", tip="Ctrl+O")
        self.file = button("Table, list or zip...", self.file_asked.emit, tip="Ctrl+Shift+O")
        self.add_buttons(self.folder, self.file)
        self.sample = self.add_sample(self.sample_asked.emit)
