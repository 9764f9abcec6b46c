"""Asked before labels that are not saved would be lost."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QMessageBox, QWidget

from core.base.messages import message, plural
from ui.language import say
from ui.widgets.texts import add_button


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
        say(self.setInformativeText, "Save writes labels.csv. The pictures stay where they are.")
        self.setStandardButtons(QMessageBox.Save | QMessageBox.Discard | QMessageBox.Cancel)
        self.setDefaultButton(QMessageBox.Save)
        self.button(QMessageBox.Save).clicked.connect(lambda _checked: self.save_chosen.emit())
        self.button(QMessageBox.Discard).clicked.connect(lambda _checked: self.discard_chosen.emit())


class KeptLabelsBox(QMessageBox):
    """Keep, replace, or cancel: labels.csv holds labels that are not in sight and would be written over.

    Args:
        number: Of how many pictures.
        path: The file.
        parent: Qt parent.

    Signals:
        both_chosen(): Save them with the new ones.
        replace_chosen(): Write over them.
    """

    both_chosen = pyqtSignal()
    replace_chosen = pyqtSignal()

    def __init__(self, number: int, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Question)
        self.setAttribute(Qt.WA_DeleteOnClose)
        say(self.setWindowTitle, "Keep the labels of before?")
        text = plural(number, "The file holds another label of {n} picture, which is not in use here.",
                      "The file holds other labels of {n:,} pictures, which are not in use here.")  # fmt: skip
        say(self.setText, text)
        text = message("Keep both saves them together with your changes. Replace writes over them in {path}.",
                       path=path)  # fmt: skip
        say(self.setInformativeText, text)
        both = add_button(self, "Keep both", QMessageBox.AcceptRole)
        replace = add_button(self, "Replace", QMessageBox.DestructiveRole)
        self.addButton(QMessageBox.Cancel)
        self.setDefaultButton(both)
        both.clicked.connect(lambda _checked: self.both_chosen.emit())
        replace.clicked.connect(lambda _checked: self.replace_chosen.emit())
