"""The log: what happened so far, line by line."""

from PyQt5.QtGui import QFontDatabase
from PyQt5.QtWidgets import QAbstractButton, QDockWidget, QPlainTextEdit

from ui.language import say

MAX_LINES = 2000


class LogDock(QDockWidget):
    """A dock with the log's last lines; older ones stand in the log file."""

    def __init__(self) -> None:
        super().__init__()
        say(self.setWindowTitle, "Log")
        self.setObjectName("log-dock")
        self.setFeatures(QDockWidget.DockWidgetClosable)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setMaximumBlockCount(MAX_LINES)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.FixedFont))
        say(self.text.setAccessibleName, "Log")
        self.setWidget(self.text)
        for button in self.findChildren(QAbstractButton):  # Qt itself has no words for these in Chinese
            say(button.setToolTip, "Close the log")
            say(button.setAccessibleName, "Close the log")

    def append(self, line: str) -> None:
        """Add one line; the view follows where it stands at the end."""
        self.text.appendPlainText(line)
