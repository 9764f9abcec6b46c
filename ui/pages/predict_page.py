"""The Predict page: choose a model and pictures, run, and browse what comes while it comes."""

from itertools import pairwise

from PyQt5.QtCore import QEvent, QObject, Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QAction,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from core.base.messages import message
from ui.browser import Browser
from ui.language import say
from ui.pages.page import Page
from ui.picture_source import LatePictureSource
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.banner import Banner
from ui.widgets.browse_view import BrowseView
from ui.widgets.buttons import PushButton, button, restyle, set_enabled, set_own_tip
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.correct_bar import digit_actions
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_predict import EmptyPredict
from ui.widgets.full_screen import FullScreenPicture

PROGRESS_STEPS = 1000
STATE_PX = 28
ENDS_TYPING = (Qt.Key_Return, Qt.Key_Enter, Qt.Key_Escape)

RUN_TIP = message("Predict the pictures in the background (Ctrl+R)")


class PredictPage(Page):
    """The page; it holds no data but what its Browser holds.

    Attributes:
        browser: What is listed and in sight.
        source: Where pictures come from; the controller attaches the real one.
        view: Picture, result, figures, thumbnails.
        banner: The message in place.

    Signals:
        run_asked(), stop_asked(): The main button, Run or Stop.
        class_chosen(str): The true class of the picture in sight.
        correcting_changed(bool): Correct mode is on or off.
    """

    key = "predict"
    title = message("Predict")
    icon_name = "predict"
    run_asked = pyqtSignal()
    stop_asked = pyqtSignal()
    class_chosen = pyqtSignal(str)
    correcting_changed = pyqtSignal(bool)

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__(tokens)
        self.browser = Browser(self)
        self.source = LatePictureSource(self)
        self.view = BrowseView(self.browser, self.source, tokens)
        self.empty = EmptyPredict(tokens)
        self.banner = Banner(tokens)
        self.model_button = ChoiceButton("model", message("Choose model..."), tokens)
        self.pictures_button = ChoiceButton("picture", message("Choose pictures..."), tokens)
        self.run = PushButton()
        self.run.setProperty("primary", True)
        self.run.setMinimumWidth(88)
        self.state = ElidedLabel("", Qt.ElideRight)
        self.state.setProperty("role", "quiet")
        say(self.state.setAccessibleDescription, "State")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(220)
        say(self.progress.setAccessibleName, "Progress")
        self.show_unreadable = button("Show them", kind="link", tip="Show only the pictures that cannot be read")
        self.full_screen: FullScreenPicture | None = None
        self.is_correcting = False
        self._is_running = False
        self._digit_actions = digit_actions(self, self.view.correct_bar)
        self._lay_out()
        self._connect()
        self._order_focus()
        self.set_running(False)
        self.set_can_run(message("Choose a model first."))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        super().set_tokens(tokens)
        for widget in (self.view, self.empty, self.banner, self.model_button, self.pictures_button):
            widget.set_tokens(tokens)
        if self.full_screen is not None:
            self.full_screen.view.set_tokens(tokens)

    def show_browsing(self, on: bool) -> None:
        """Show the browsing view, or the empty state."""
        self._stack.setCurrentWidget(self.view if on else self.empty)
        if on:
            self.view.picture.setFocus()

    def set_running(self, on: bool) -> None:
        """Make the main button Run or Stop."""
        self._is_running = on
        say(self.run.setText, "Stop" if on else "Run")
        say(self.run.setAccessibleName, "Stop predicting" if on else "Run the prediction")
        restyle(self.run, primary=not on)
        if on:
            set_own_tip(self.run, "Stop predicting; what is done is kept (Ctrl+.)")
            set_enabled(self.run, True)

    def set_can_run(self, why_not: str, tip: str = RUN_TIP) -> None:
        """Say why Run cannot be clicked now; empty if it can."""
        if not self._is_running:
            set_own_tip(self.run, tip)
            set_enabled(self.run, not why_not, why_not)

    def set_state(self, text: str, fraction: float | None = None, *, busy: bool = False) -> None:
        """Say what happens, in the line under the header.

        Args:
            text: One line.
            fraction: How much is done, 0..1; None for no bar.
            busy: Show a bar without an end.
        """
        say(self.state.setText, text)
        self.progress.setRange(0, 0 if busy else PROGRESS_STEPS)
        if not busy:
            self.progress.setValue(round((fraction or 0) * PROGRESS_STEPS))
        self.progress.setVisible(busy or fraction is not None)

    def set_correcting(self, on: bool) -> None:
        """Switch correct mode."""
        self.is_correcting = on
        self.refresh_keys()
        self.view.set_correcting(on)
        self.correcting_changed.emit(on)

    def refresh_keys(self) -> None:
        """Have the number keys that mean a class set it, in correct mode."""
        for action in self._digit_actions:
            action.setEnabled(self.is_correcting and self.view.correct_bar.has_key(action.shortcut().toString()))

    @property
    def is_zero_a_class(self) -> bool:
        """Whether the key 0 sets a class now, and so does not fit the picture."""
        return self._digit_actions[0].isEnabled()

    def toggle_full_screen(self) -> None:
        """Show the picture over the whole screen, or leave that."""
        if self.full_screen is not None:
            self.full_screen.close()
            return
        if not self.browser.current:
            return
        screen = FullScreenPicture(self.source, self.tokens, self)
        self.full_screen = screen
        screen.closed.connect(self._on_full_screen_closed)
        screen.view.shown.connect(lambda _path: self.browser.autoplay.on_picture_shown())
        screen.showFullScreen()
        self._show_in_full_screen()
        screen.view.setFocus()

    @property
    def seen_picture(self) -> QWidget:
        """The PictureView in sight: the page's or the full screen's."""
        return self.full_screen.view if self.full_screen is not None else self.view.picture

    def close_down(self) -> None:
        """Stop all timers; called when the window closes."""
        self.browser.close()
        if self.full_screen is not None:
            self.full_screen.close()

    def _lay_out(self) -> None:
        for widget in (self.model_button, self.pictures_button, self.run):
            self.header.add(widget)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.state, 1)
        line.addWidget(self.show_unreadable)
        line.addWidget(self.progress)
        self.show_unreadable.setFixedHeight(STATE_PX)
        self.show_unreadable.hide()
        state = QWidget()
        state.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        state.setFixedHeight(STATE_PX)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        self.body.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID)
        self.body.setSpacing(GRID // 2)
        self.body.addWidget(state)
        self.body.addWidget(self.banner)
        self.body.addWidget(self._stack, 1)
        self.set_state("")

    def _connect(self) -> None:
        self.run.clicked.connect(lambda _checked: (self.stop_asked if self._is_running else self.run_asked).emit())
        self.view.result_shown.connect(self._show_in_full_screen)
        self.view.correct_bar.class_chosen.connect(self.class_chosen)
        self.view.correct_bar.closed.connect(lambda: self.set_correcting(False))
        self.view.correct_mode_asked.connect(self.set_correcting)
        for kind in (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox):
            for widget in self.findChildren(kind):
                widget.installEventFilter(self)
                if kind is QAbstractButton or (kind is QComboBox and not widget.isEditable()):
                    # A click leaves the focus where it was: Space after Run plays, and does not press Stop.
                    widget.setFocusPolicy(Qt.TabFocus)

    def _order_focus(self) -> None:
        """Have Tab go as the eye does: header, picture, result, controls, filter, thumbnails."""
        view, bar, filters, correct = self.view, self.view.transport, self.view.filters, self.view.correct_bar
        order = (
            self.model_button, self.pictures_button, self.run, self.show_unreadable, view.picture, view.unknown,
            view.side,
            correct.typed, correct.go_on, correct.clear_button, correct.undo, correct.redo, correct.done,
            bar.first, bar.previous, bar.play, bar.next, bar.last, bar.place, bar.interval, bar.loop, bar.shuffle,
            view.heatmap.slider, view.heatmap.class_box, view.heatmap.method_box,
            view.heatmap.button, view.grid_button, view.correct_button, view.export,
            filters.predicted, filters.true, filters.verdict, filters.range, filters.name, filters.clear, filters.sort,
            view.nothing.clear, view.grid,
        )  # fmt: skip
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _show_in_full_screen(self) -> None:
        if self.full_screen is not None:
            view = self.full_screen.view
            view.set_caption(*self.view.picture.caption)
            view.show_path(self.browser.current, self.browser.ahead())

    def _on_full_screen_closed(self) -> None:
        if self.full_screen is not None:
            self.full_screen.deleteLater()
            self.full_screen = None
            self.view.picture.show_path(self.browser.current, self.browser.ahead())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Space to the button or box that has the focus, where it would otherwise play or pause.

        Return and Escape end typing: then the arrows and the number keys go through the pictures again.
        """
        if event.type() == QEvent.ShortcutOverride and event.key() == Qt.Key_Space and not event.modifiers():
            event.accept()
            return True
        if event.type() == QEvent.KeyPress and event.key() in ENDS_TYPING and self.browser.current:
            # A box that takes text has its line edit's keys.
            is_box = isinstance(watched, QComboBox) and watched.isEditable()
            if is_box or isinstance(watched, (QLineEdit, QAbstractSpinBox)):
                QTimer.singleShot(0, self.view.focus_pictures)  # later: the field takes what was typed first
        return super().eventFilter(watched, event)

    def add_menu(self, target: QPushButton, actions: list[QAction | None]) -> None:
        """Give a button a menu; None stands for a line."""
        menu = QMenu(target)
        menu.setToolTipsVisible(True)
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        target.setMenu(menu)
