"""What stands in the pictures' place where a filter leaves none."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QFocusEvent
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import button
from ui.widgets.texts import label


class NoMatch(QWidget):
    """A sentence and the way back to all pictures.

    Signals:
        clear_asked(): The button was clicked.
    """

    clear_asked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.text = label("No picture passes the filter.", role="quiet")
        self.clear = button("Clear filters", self.clear_asked.emit, tip="Show all pictures again")
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(1)
        column.addWidget(self.text, 0, Qt.AlignHCenter)
        column.addWidget(self.clear, 0, Qt.AlignHCenter)
        column.addStretch(1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on; as a focus proxy, the button would lead Tab round in a circle on the Predict page."""
        self.clear.setFocus(event.reason())
