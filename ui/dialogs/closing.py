"""Asked when the window is closed while a training runs, or other work that was to write files."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QMessageBox, QWidget

from core.base.messages import Message, message
from ui.language import say
from ui.widgets.texts import add_button


class ClosingBox(QMessageBox):
    """Stop and save, or wait.

    Args:
        parent: Qt parent.
        work: What runs, where it is no training.

    Signals:
        stop_chosen(): It shall stop, and the window then close.
    """

    stop_chosen = pyqtSignal()

    def __init__(self, parent: QWidget | None = None, work: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Question)
        say(self.setWindowTitle, "Classwise")
        self.setTextFormat(Qt.PlainText)  # a folder's name may look like HTML
        if work:
            title = work if isinstance(work, Message) else Message(work)
            say(self.setText, message("{title} is not done yet.", title=title))
            say(self.setInformativeText, "Stop it and close? What is not done by then is left undone.")
        else:
            say(self.setText, "A training runs.")
            say(self.setInformativeText, "Stop it, save what was learned, and close? It can go on later, by "
                "\"Continue a run...\" on the Train page.")
        self.stop_button = add_button(self, "Stop and close" if work else "Stop and save", QMessageBox.AcceptRole)
        self.wait_button = add_button(self, "Let it run", QMessageBox.RejectRole)
        self.setDefaultButton(self.wait_button)
        self.setEscapeButton(self.wait_button)
        self.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, button: object) -> None:
        if button is self.stop_button:
            self.stop_chosen.emit()
