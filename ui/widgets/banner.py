"""A message that stands in its page: what happened, why, and what to do."""

from collections.abc import Callable

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.language import say
from ui.theme import GRID, Tokens
from ui.widgets.buttons import button, restyle
from ui.widgets.wrapped_label import WrappedLabel

LINE_PX = 3 * GRID
"""Height of the first line, in whose middle icon, words and the button that closes stand."""
COLORS = {"info": "accent", "warning": "warn", "error": "bad"}


class Banner(QFrame):
    """One message with up to a few actions; hidden until there is one.

    Signals:
        help_asked(str): The reader wants the troubleshooting page at this topic.
        closed(): The reader put it away.
    """

    help_asked = pyqtSignal(str)
    closed = pyqtSignal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._level = "info"
        self._help_topic = ""
        self._icon = QLabel()
        self._icon.setFixedSize(20, LINE_PX)
        self.label = WrappedLabel()
        self.label.setTextInteractionFlags(Qt.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Preferred)
        self.label.setAlignment(Qt.AlignTop)
        self.label.setContentsMargins(0, (LINE_PX - self.label.fontMetrics().height()) // 2, 0, 0)
        self._close = QToolButton()
        self._close.setObjectName("banner-close")
        self._close.setFixedSize(LINE_PX, LINE_PX)
        say(self._close.setAccessibleName, "Put this message away")
        say(self._close.setToolTip, "Put this message away")
        self._close.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self._icon, 0, Qt.AlignTop)
        column = QVBoxLayout()
        column.addWidget(self.label)
        self._row = QHBoxLayout()
        column.addLayout(self._row)
        row.addLayout(column, 1)
        row.addWidget(self._close, 0, Qt.AlignTop)
        self.hide()

    def show_message(self, text: str, level: str = "info", *, help_topic: str | None = None,
                     actions: tuple[tuple[str, Callable[[], object]], ...] = ()) -> None:  # fmt: skip
        """Show a message until it is put away.

        Args:
            text: What happened, and what to do.
            level: "info", "warning" or "error".
            help_topic: Anchor in docs/troubleshooting.md; adds "More help".
            actions: Text and callback of each button.
        """
        self._level, self._help_topic = level, help_topic or ""
        say(self.label.setText, text)
        say(self.setAccessibleName, text)
        while self._row.count():
            item = self._row.takeAt(0)
            if item.widget() is not None:
                item.widget().deleteLater()
        for title, callback in actions:
            self._row.addWidget(button(title, callback))
        if help_topic:
            self._row.addWidget(button("More help", lambda: self.help_asked.emit(self._help_topic), kind="link"))
        before: QWidget = self.label
        for place in range(self._row.count()):  # else Tab would come to them last, as they were made last
            QWidget.setTabOrder(before, self._row.itemAt(place).widget())
            before = self._row.itemAt(place).widget()
        if self._row.count():
            self._row.addStretch(1)
        restyle(self, banner=level)
        self.set_tokens(self._tokens)
        self.show()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw the icons in another theme's colours."""
        self._tokens = tokens
        name = {"info": "info", "warning": "warning", "error": "error"}[self._level]
        self._icon.setPixmap(icon(name, tokens, COLORS[self._level]).pixmap(QSize(20, 20)))
        self._close.setIcon(icon("close", tokens, "quiet"))

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
