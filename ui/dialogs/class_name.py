"""Asked where a new class would be called like another one but for upper and lower case."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QMessageBox, QWidget

from core.base.messages import message
from ui.language import Name, say
from ui.widgets.texts import add_button, unmarked

MOST_ON_BUTTON_PX = 200


class ClassNameBox(QMessageBox):
    """Use the class that is there, make the new one all the same, or cancel.

    Args:
        name: The new name.
        known: The class that is there.
        parent: Qt parent.

    Signals:
        chosen(str): The class that is wanted.
    """

    chosen = pyqtSignal(str)

    def __init__(self, name: str, known: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Question)
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.setTextFormat(Qt.PlainText)
        say(self.setWindowTitle, "New class")
        say(self.setText, message("There is a class {known} already. Shall the pictures go there?", known=known))
        say(self.setInformativeText, message("{name} differs from it in upper and lower case only. Networks learn them "
                                             "as two classes, and Windows and macOS take their folders for one.",
                                             name=name))  # fmt: skip
        use = add_button(self, message("Use {name}", name=unmarked(Name(known), MOST_ON_BUTTON_PX)),
                         QMessageBox.AcceptRole)  # fmt: skip
        make = add_button(self, message("Make {name}", name=unmarked(Name(name), MOST_ON_BUTTON_PX)),
                          QMessageBox.ActionRole)  # fmt: skip
        self.addButton(QMessageBox.Cancel)
        self.setDefaultButton(use)
        use.clicked.connect(lambda _checked: self.chosen.emit(known))
        make.clicked.connect(lambda _checked: self.chosen.emit(name))
