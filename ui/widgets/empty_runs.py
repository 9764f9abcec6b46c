"""What the Runs page shows while there is no run."""

from PyQt5.QtCore import pyqtSignal

from core.base.messages import message
from ui.theme import Tokens
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState


class EmptyRuns(EmptyState):
    """The empty state of the Runs page.

    Signals:
        train_asked(), folder_asked(): Buttons.
    """

    train_asked = pyqtSignal()
    folder_asked = pyqtSignal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("runs", message("No runs yet"),
                         message("Every training, in this window or by train.py, is listed here while it goes on and "
                                 "after."),
                         message("or drop a folder of runs here"), tokens)  # fmt: skip
        self.train = button("Train a network", self.train_asked.emit, kind="primary")
        self.folder = button("Add a runs folder...", self.folder_asked.emit,
                             tip="Look for runs in another folder too, such as one copied from a server")  # fmt: skip
        self.add_buttons(self.train, self.folder)
