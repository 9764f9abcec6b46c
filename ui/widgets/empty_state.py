"""What a page shows before there is anything to show: one sentence, the ways to go on, a place to drop."""

from collections.abc import Callable

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.base.messages import Message
from ui.icons import icon
from ui.language import say
from ui.theme import GRID, Tokens, title_font
from ui.widgets.buttons import button
from ui.widgets.texts import label
from ui.widgets.wrapped_label import WrappedLabel

ICON_PX = 56


class EmptyState(QWidget):
    """The empty state of a page, in the middle of it.

    Attributes:
        title: A question or a request, in large letters.
        text: What can be done now.
        choices: Layout between the text and the buttons, empty at first; as wide as the widest of its widgets.
    """

    def __init__(self, icon_name: str, title: Message, text: Message, hint: Message, tokens: Tokens) -> None:
        """Lay it out, without buttons.

        Args:
            icon_name: As ui.icons knows it.
            title: Says so.
            text: One sentence.
            hint: What can be dropped here.
            tokens: The theme's.
        """
        super().__init__()
        self._icon_name = icon_name
        self._icon = QLabel()
        self.title = label(title)
        self.title.setFont(title_font())
        self.text = WrappedLabel()  # a long name in it makes no wider window
        say(self.text.setText, text)
        self.text.setProperty("role", "quiet")
        hint_label = label(hint, role="quiet")
        for words in (self._icon, self.title, self.text, hint_label):
            words.setAlignment(Qt.AlignCenter)
        self.choices = QVBoxLayout()
        self.choices.setSpacing(GRID // 2)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        self._links = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        for words in (self._icon, self.title, self.text):
            column.addWidget(words)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addLayout(self.choices)
        middle.addStretch()
        column.addLayout(middle)
        column.addSpacing(GRID)
        column.addLayout(self._buttons)
        column.addWidget(hint_label)
        column.addLayout(self._links)
        column.addStretch(3)
        self.set_tokens(tokens)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Put buttons side by side under the text."""
        self._buttons.addStretch(1)
        for widget in buttons:
            self._buttons.addWidget(widget)
        self._buttons.addStretch(1)

    def add_sample(self, on_click: Callable[[], object]) -> QPushButton:
        """Offer the sample data below all others; returns the button."""
        link = button("Use the sample digits", on_click, kind="link",
                      tip="1,797 handwritten digits that come with Classwise")  # fmt: skip
        self._links.addWidget(link, 0, Qt.AlignHCenter)
        return link

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._icon.setPixmap(icon(self._icon_name, tokens, "quiet").pixmap(QSize(ICON_PX, ICON_PX)))
