"""The Train page: data and settings at the left, the run at the right."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.base.messages import message
from ui.field_spec import FieldSpec, PresetSpec
from ui.language import say
from ui.pages.page import Page
from ui.theme import GRID, Tokens
from ui.widgets.banner import Banner
from ui.widgets.buttons import button, set_enabled
from ui.widgets.card import Card
from ui.widgets.data_card import DataCard
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.live_plot import CurvesCard
from ui.widgets.run_progress import RunProgress
from ui.widgets.run_summary import RunSummary
from ui.widgets.settings_form import SettingsForm
from ui.widgets.so_far import SoFarCard
from ui.widgets.texts import say_steadily

LEFT_WIDTH = 408
NARROW_LEFT_WIDTH = 352
NARROW_PAGE = 1140


class TrainPage(Page):
    """Choose data, set up a training, watch it.

    Attributes:
        data_card, form, start, curves, progress, so_far, summary, banner: Its parts; the controller connects them.

    Signals:
        start_asked(): Train with the settings shown.
        continue_asked(): Choose a run to go on with.
    """

    key = "train"
    title = message("Train")
    icon_name = "train"
    start_asked = pyqtSignal()
    continue_asked = pyqtSignal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.form: SettingsForm | None = None
        self._why_not: str = ""
        self._time: str = ""
        self.go_on = button("Continue a run...", self.continue_asked.emit, tip="Go on with a run that was stopped")
        self.header.add(self.go_on)
        self.banner = Banner(tokens)
        self.body.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self._make_left(tokens))
        row.addWidget(self._make_right(tokens), 1)
        self.body.addLayout(row, 1)
        self.show_ready()

    def _make_left(self, tokens: Tokens) -> QWidget:
        left = self._left = QWidget()
        left.setFixedWidth(LEFT_WIDTH)
        self.data_card = DataCard(tokens)
        self.settings_card = Card("Settings")
        cards = QVBoxLayout()
        cards.setContentsMargins(0, 0, 2, 0)
        cards.setSpacing(2 * GRID)
        cards.addWidget(self.data_card)
        cards.addWidget(self.settings_card)
        cards.addStretch(1)
        self._scroll = scroll = _scrolled(cards)
        self.before_start = ElidedLabel("", Qt.ElideRight)
        self.before_start.setProperty("role", "quiet")
        self.start = button("Start training", self.start_asked.emit, kind="primary", tip="Ctrl+R")
        self.start.setMinimumHeight(34)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(scroll, 1)
        column.addWidget(self.before_start)
        column.addWidget(self.start)
        return left

    def _make_right(self, tokens: Tokens) -> QWidget:
        self.curves = CurvesCard(tokens)
        self.run_card = Card()
        self.progress = RunProgress(tokens)
        self.summary = RunSummary()
        self.run_card.body.addWidget(self.progress)
        self.run_card.body.addWidget(self.summary)
        self.so_far = SoFarCard(tokens)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.curves, 3)
        column.addWidget(self.run_card)
        column.addWidget(self.so_far, 2)
        self._right = _scrolled(column)
        return self._right

    def make_form(self, specs: Sequence[FieldSpec], presets: Sequence[PresetSpec]) -> SettingsForm:
        """Make the form of these settings; once, after the window is on screen."""
        self.form = SettingsForm(specs, presets, self.tokens)
        self.settings_card.body.addWidget(self.form)
        self._order_focus(self.form)
        return self.form

    def _order_focus(self, form: SettingsForm) -> None:
        """Have Tab go from the data through the settings to Start and to the run: what is made last would come last."""
        stops = list(_tab_stops(self.data_card))
        settings = [widget for widget in stops if form.isAncestorOf(widget)]
        others = [widget for widget in stops if widget is self.start or self._right.isAncestorOf(widget)]
        for first, second in pairwise((settings[-1], *others)):
            QWidget.setTabOrder(first, second)

    def show_data(self) -> None:
        """Scroll to what is said of the data, however far down the settings the user was."""
        self._scroll.verticalScrollBar().setValue(0)

    def show_ready(self) -> None:
        """No run yet."""
        self.run_card.hide()
        self.so_far.hide()

    def show_running(self) -> None:
        """A run is on its way."""
        self.run_card.show()
        self.progress.show()
        self.summary.hide()
        self.so_far.show()
        say(self.start.setText, "Training...")
        self.working_changed.emit(True)

    def show_ended(self) -> None:
        """A run ended; its summary takes the place of the progress."""
        self.progress.hide()
        self.summary.show()
        say(self.start.setText, "Start training")
        self.working_changed.emit(False)

    def show_not_begun(self) -> None:
        """A run could not begin."""
        self.run_card.hide()
        self.so_far.hide()
        say(self.start.setText, "Start training")
        self.working_changed.emit(False)

    def set_startable(self, why_not: str) -> None:
        """Let a training be started (empty), or say why it cannot."""
        set_enabled(self.start, not why_not, why_not)
        self._why_not = why_not
        self._show_before_start()

    def set_time(self, text: str) -> None:
        """Say how long a training would take; empty while that is not known."""
        self._time = text
        self._show_before_start()

    def _show_before_start(self) -> None:
        say_steadily(self.before_start, self._why_not or self._time)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        super().set_tokens(tokens)
        for part in (self.banner, self.data_card, self.curves, self.progress, self.so_far):
            part.set_tokens(tokens)
        if self.form is not None:
            self.form.set_tokens(tokens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the run more room where the window is narrow."""
        super().resizeEvent(event)
        self._left.setFixedWidth(NARROW_LEFT_WIDTH if self.width() < NARROW_PAGE else LEFT_WIDTH)


def _tab_stops(first: QWidget) -> Iterator[QWidget]:
    """Yield what takes the focus by itself, in the order of Tab, once round from a widget on."""
    widget = first.nextInFocusChain()
    while widget is not first:
        if widget.focusPolicy() != Qt.NoFocus and widget.focusProxy() is None:
            yield widget
        widget = widget.nextInFocusChain()


def _scrolled(layout: QVBoxLayout) -> QScrollArea:
    """Return a layout that scrolls up and down where there is too little room for it."""
    inside = QWidget()
    inside.setProperty("transparent", True)
    inside.setLayout(layout)
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.NoFocus)
    return scroll
