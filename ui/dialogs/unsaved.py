"""Asked before labels that are not saved would be lost."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QMessageBox, QWidget

from core.base.messages import plural
from ui.language import say


class UnsavedBox(QMessageBox):
    """Save, discard, or cancel.

    Args:
        number: How many pictures have labels that are not saved.
        parent: Qt parent.

    Signals:
        save_chosen(): Save them, then go on.
        discard_chosen(): Forget them and go on.
    """

    save_chosen = pyqtSignal()
    discard_chosen = pyqtSignal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Question)
        self.setAttribute(Qt.WA_DeleteOnClose)
        say(self.setWindowTitle, "Save the labels?")
        say(self.setText, plural(number, "The label of {n} picture is not saved.",
                                 "The labels of {n:,} pictures are not saved."))  # fmt: skip
        say(self.setInformativeText, "Save writes them to labels.csv. The pictures stay where they are.")
        self.setStandardButtons(QMessageBox.Save | QMessageBox.Discard | QMessageBox.Cancel)
        self.setDefaultButton(QMessageBox.Save)
        self.button(QMessageBox.Save).clicked.connect(lambda _checked: self.save_chosen.emit())
        self.button(QMessageBox.Discard).clicked.connect(lambda _checked: self.discard_chosen.emit())
