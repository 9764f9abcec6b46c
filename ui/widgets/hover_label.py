"""The values under the pointer, over a figure's upper edge: there they are whole however narrow its card is."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QWidget


class HoverLabel(QLabel):
    """One line that covers nothing but the strip above the axes, and only while it says something."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hover-values")
        self.setTextFormat(Qt.PlainText)
        self.setAttribute(Qt.WA_TransparentForMouseEvents)
        self.hide()

    def show_text(self, text: str) -> None:
        """Say this at the left end of the strip; nothing hides the line."""
        self.setText(text)
        self.adjustSize()
        self.setVisible(bool(text))
        self.raise_()
