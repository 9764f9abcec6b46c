"""The navigation rail: one button a page, and the preferences below."""

from collections.abc import Sequence

from PyQt5.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QPainter, QPaintEvent
from PyQt5.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from core.base.messages import Message, message
from ui.icons import icon
from ui.language import say
from ui.pages.page import Page
from ui.theme import GRID, Tokens

WIDTH = 72
ICON = 24


class RailButton(QToolButton):
    """A page's button; shows a dot while the page is in work.

    Attributes:
        is_working: Whether the dot is there.
    """

    def __init__(self, text: str, icon_name: str, tokens: Tokens) -> None:
        super().__init__()
        self.icon_name = icon_name
        self._tokens = tokens
        self.is_working = False
        say(self.setText, text)
        self.setToolButtonStyle(Qt.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(ICON, ICON))
        self.setFixedSize(WIDTH - 1, 60)
        say(self.setAccessibleName, text)
        self.setFocusPolicy(Qt.TabFocus)

    def set_working(self, working: bool) -> None:
        """Show or hide the dot."""
        self.is_working = working
        say(self.setAccessibleDescription, "in work" if working else "")
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw the icon in another theme's colours."""
        self._tokens = tokens
        self.setIcon(icon(self.icon_name, tokens, "accent" if self.isChecked() else "quiet"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and the dot over it."""
        super().paintEvent(event)
        if self.is_working:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.Antialiasing)
            painter.setPen(Qt.NoPen)
            painter.setBrush(self._tokens.color("good"))
            painter.drawEllipse(QRectF(WIDTH / 2 + 10, 8, 8, 8))


class Rail(QFrame):
    """The buttons at the window's left.

    Signals:
        page_chosen(int): Position of the page that was asked for.
        preferences_asked(): The gear was clicked.
    """

    page_chosen = pyqtSignal(int)
    preferences_asked = pyqtSignal()

    def __init__(self, pages: Sequence[Page], tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._tokens = tokens
        self._group = QButtonGroup(self)
        self.buttons: list[RailButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(GRID // 2)
        for position, page in enumerate(pages):
            button = RailButton(page.title, page.icon_name, tokens)
            button.setCheckable(True)
            say(button.setToolTip, message("{title} (Ctrl+{n})", title=Message(page.title), n=position + 1))
            self._group.addButton(button, position)
            page.working_changed.connect(button.set_working)
            self.buttons.append(button)
            column.addWidget(button)
        column.addStretch(1)
        self._gear = RailButton(message("Preferences"), "settings", tokens)
        self._gear.setToolButtonStyle(Qt.ToolButtonIconOnly)  # no room for the word, and everybody knows the gear
        say(self._gear.setToolTip, "Preferences: language, theme, device, cache and more (Ctrl+,)")
        self._gear.clicked.connect(self.preferences_asked)
        column.addWidget(self._gear)
        self._group.idClicked.connect(self.page_chosen)
        self.set_tokens(tokens)

    def set_current(self, position: int) -> None:
        """Mark a page's button as the current one; Tab leads to it, and from it arrows lead to the others."""
        for number, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.TabFocus if number == position else Qt.NoFocus)
        self.buttons[position].setChecked(True)
        self.set_tokens(self._tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw all icons in another theme's colours."""
        self._tokens = tokens
        for button in (*self.buttons, self._gear):
            button.set_tokens(tokens)
