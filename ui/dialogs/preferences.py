"""Preferences: pages at the left, settings at the right; each works as soon as it is changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from PyQt5.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.language import say, shown
from ui.preferences import WEIGHTS_FOLDER, WEIGHTS_MIRROR
from ui.theme import GRID, Tokens
from ui.widgets.buttons import ReturnPresses
from ui.widgets.preference_pages import GeneralPage, PredictPreferences, SpeedPage
from ui.widgets.texts import add_button, close_box
from ui.widgets.weights_page import WeightsPage

LIST_WIDTH = 176
SIZE = (760, 560)


class PreferencesDialog(QDialog):
    """The program's own settings.

    Attributes:
        general, predict, speed, weights: The pages.

    Signals:
        changed(str, object): Name of a setting (ui/preferences.py), and its new value.
        restore_asked(): All settings are to have their defaults.
        page_changed(int): Another page is in sight.
    """

    changed = pyqtSignal(str, object)
    restore_asked = pyqtSignal()
    page_changed = pyqtSignal(int)

    def __init__(self, tokens: Tokens, devices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, "Preferences")
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.resize(*SIZE)
        self.general = GeneralPage()
        self.predict = PredictPreferences()
        self.speed = SpeedPage(devices)
        self.weights = WeightsPage(tokens)
        self.list = QListWidget()
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setProperty("pages", True)
        say(self.list.setAccessibleName, "Pages of the preferences")
        self._stack = QStackedWidget()
        for page in self._pages():
            page.changed.connect(self.changed)
            self.list.addItem("")
            self.list.item(self.list.count() - 1).setSizeHint(QSize(0, 4 * GRID))
            self._stack.addWidget(page if page is self.weights else _scrolled(page))
        self._say_titles()
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.list.currentRowChanged.connect(self.page_changed)
        box = close_box(self)
        self.restore = add_button(box, "Restore defaults", QDialogButtonBox.ResetRole)
        ReturnPresses(self.restore, self)
        self.restore.clicked.connect(lambda _checked: self.restore_asked.emit())
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(row, 1)
        column.addWidget(box)
        self.list.setCurrentRow(0)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the settings as they are."""
        for page in (self.general, self.predict, self.speed):
            page.show_values(values)
        self.weights.show_places(values[WEIGHTS_FOLDER], values[WEIGHTS_MIRROR])

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self.weights.set_tokens(tokens)

    def changeEvent(self, event: QEvent) -> None:
        """Name the pages in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.LanguageChange:
            self._say_titles()

    def _pages(self) -> tuple[Any, ...]:
        return self.general, self.predict, self.speed, self.weights

    def _say_titles(self) -> None:
        for place, page in enumerate(self._pages()):
            self.list.item(place).setText(shown(page.title))


def _scrolled(page: QWidget) -> QScrollArea:
    inside = QWidget()
    inside.setProperty("transparent", True)
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, GRID, 0)
    column.addWidget(page)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.NoFrame)
    scroll.setFocusPolicy(Qt.NoFocus)  # Tab would stop where nothing shows it; the settings scroll into sight
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
    return scroll
