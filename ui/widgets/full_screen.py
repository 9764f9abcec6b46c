"""The picture over the whole screen; the keys of the page go on working, those that lead to a dialog aside."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QKeyEvent
from PyQt5.QtWidgets import QVBoxLayout, QWidget

from ui.language import say
from ui.picture_source import PictureSource
from ui.theme import Tokens
from ui.widgets.picture_view import PictureView


class FullScreenPicture(QWidget):
    """A window without a frame that holds one PictureView.

    Signals:
        closed(): It was left, by Escape or F11.
    """

    closed = pyqtSignal()

    def __init__(self, source: PictureSource, tokens: Tokens, page: QWidget) -> None:
        super().__init__(page.window(), Qt.Window)
        say(self.setWindowTitle, "Classwise: picture")
        self.view = PictureView(source, tokens, self)
        self.view.ground = "#000000"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        # The page's actions, and with them their keys, belong to this window too. A dialog would open behind it.
        self.addActions([action for action in page.actions() if not action.text().endswith(("...", "…"))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape."""
        if event.key() == Qt.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it was left."""
        super().closeEvent(event)
        self.closed.emit()
