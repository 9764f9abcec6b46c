"""A label of several lines that is never cut off below."""

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QResizeEvent, QShowEvent
from PyQt5.QtWidgets import QLabel


class WrappedLabel(QLabel):
    """Wraps its text, and is as high as that needs: Qt's own is cut where its neighbours leave too little room."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.PlainText)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._take_room()

    def _take_room(self) -> None:
        self.setMinimumHeight(0)  # else a shorter text would not give room back
        if self.isVisible():  # its width is not known before
            self.setMinimumHeight(self.heightForWidth(self.width()))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that the text needs in the width that it came to."""
        super().showEvent(event)
        self._take_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the room that the text needs in another width."""
        super().resizeEvent(event)
        self._take_room()
