"""A short message over the window's lower edge, which goes by itself; it may offer one action, such as Undo."""

from collections.abc import Callable

from PyQt5.QtCore import QEvent, QObject, Qt, QTimer
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.language import say
from ui.theme import GRID
from ui.widgets.buttons import PushButton

SHOWN_MS = 4000
SHOWN_WITH_ACTION_MS = 10000
BELOW = 13 * GRID
"""Room under it: for the status bar, and for the buttons that stand at the lower edge of pages."""


class Toast(QFrame):
    """The message; one at a time, the newest wins."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.label = QLabel()
        self.label.setTextFormat(Qt.PlainText)
        self.action = PushButton()
        self.action.clicked.connect(self._on_action)
        self._callback: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self.label)
        row.addWidget(self.action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, action: str = "", callback: Callable[[], object] | None = None) -> None:
        """Show a message for some seconds.

        Args:
            text: One short sentence.
            action: Text of the button; empty for none.
            callback: Called when the button is clicked.
        """
        say(self.label.setText, text)
        say(self.setAccessibleName, text)
        say(self.action.setText, action)
        self.action.setVisible(bool(action))
        self._callback = callback
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_WITH_ACTION_MS if action else SHOWN_MS)

    def withdraw(self, callback: Callable[[], object]) -> None:
        """Hide the message that offers this, where it is the one in sight."""
        if self._callback == callback:
            self.hide()

    def _on_action(self) -> None:
        self.hide()
        if self._callback is not None:
            self._callback()

    def _place(self) -> None:
        """Stand in the middle above the lower edge, on as many lines as the window's width makes of the text."""
        area = self.parentWidget().rect()
        self.label.setWordWrap(False)
        self.label.setMinimumWidth(0)  # else the hint would be no less
        self.label.setFixedWidth(self.label.sizeHint().width())
        too_wide = self.sizeHint().width() - (area.width() - 4 * GRID)
        if too_wide > 0:
            self.label.setWordWrap(True)
            self.label.setFixedWidth(max(1, self.label.width() - too_wide))
        self.adjustSize()
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - BELOW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window's size changes."""
        if event.type() == QEvent.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
