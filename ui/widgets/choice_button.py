"""A button that says what is chosen and opens a menu of what else there is: files, folders, recent ones."""

from collections.abc import Callable, Sequence
from math import ceil

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QFontMetricsF, QResizeEvent
from PyQt5.QtWidgets import QMenu, QSizePolicy, QWidget

from core.base.messages import Message, message
from ui.icons import icon
from ui.language import Name, as_tip, named, say, shown
from ui.theme import LIGHT, Tokens
from ui.widgets.buttons import PushButton
from ui.widgets.texts import MOST_IN_MENU_PX, unmarked

WIDTH_PX, MOST_PX = 216, 340
"""Least width, and the most that a long choice takes where there is room."""
FRAME_PX = 68
"""What icon, arrow and margins take."""
ELLIPSIS = "…"


class ChoiceButton(PushButton):
    """Shows one choice.

    Args:
        meaning: Icon, a key of ui/icons.py.
        prompt: What it says while nothing is chosen, such as "Choose model...".
        tokens: The theme in use.
    """

    def __init__(self, meaning: str, prompt: str, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meaning, self._prompt, self._text = meaning, prompt, ""
        self._entries: Sequence[tuple[str, Callable[[], object]]] = ()
        self._recent: Callable[[], Sequence[tuple[str, str, Callable[[], object]]]] = lambda: ()
        self.setProperty("has_menu", True)
        self.setMinimumWidth(WIDTH_PX)
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Fixed)
        self.setIconSize(QSize(16, 16))
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.set_tokens(tokens)
        self.show_choice("", "")

    def set_entries(self, entries: Sequence[tuple[str, Callable[[], object]]],
                    recent: Callable[[], Sequence[tuple[str, str, Callable[[], object]]]]) -> None:  # fmt: skip
        """Fill the menu.

        Args:
            entries: Text and callback of what is always offered.
            recent: Asked when the menu opens: text, tooltip and callback of recent items.
        """
        self._entries, self._recent = entries, recent

    def show_choice(self, text: str, tip: str) -> None:
        """Say what is chosen, by its name or a Message; an empty text for nothing."""
        self._text = named(text)
        self.updateGeometry()
        self._show_text()
        say(self.setToolTip, tip or self._prompt)
        both = message("{prompt}: {text}", prompt=Message(self._prompt), text=self._text)
        say(self.setAccessibleName, both if text else self._prompt)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self.setIcon(icon(self._meaning, tokens, "quiet"))

    def _show_text(self) -> None:
        metrics, room = QFontMetricsF(self.font()), self.width() - FRAME_PX  # its parts may fit by a part of a pixel
        folder, slash, name = shown(self._text or self._prompt).rpartition("/")
        # A run's models differ in the file's name alone, which a cut in the middle of both would go through.
        left = room - metrics.horizontalAdvance(slash + name)
        if left < metrics.horizontalAdvance(ELLIPSIS):
            folder, slash, name, left = folder + slash + name, "", "", room
        text = metrics.elidedText(folder, Qt.ElideMiddle, left) + slash + name
        self.setText(text.replace("&", "&&"))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for text, callback in self._entries:
            menu.addAction(shown(text)).triggered.connect(lambda _checked, callback=callback: callback())
        recent = self._recent()
        if recent:
            menu.addSection(shown("Recent"))
        for text, tip, callback in recent:
            action = menu.addAction(shown(unmarked(Name(text), MOST_IN_MENU_PX)))
            action.setToolTip(as_tip(tip))
            action.triggered.connect(lambda _checked, callback=callback: callback())

    def sizeHint(self) -> QSize:
        """Return the size that shows the whole choice, within bounds."""
        advance = QFontMetricsF(self.font()).horizontalAdvance(shown(self._text or self._prompt))
        wanted = FRAME_PX + ceil(advance)  # rounded to the nearest, half of all texts would lack a part of a pixel
        return QSize(max(WIDTH_PX, min(wanted, MOST_PX)), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._show_text()

    def changeEvent(self, event: object) -> None:
        """Cut the text anew where the font or the language changes."""
        super().changeEvent(event)
        if event.type() in (event.FontChange, event.LanguageChange):
            self._show_text()
