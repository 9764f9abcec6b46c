"""Going through the pictures: first, previous, play, next, last, the place in the list, and autoplay's settings."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from core.base.messages import Message, message
from ui.autoplay import MAX_INTERVAL_S, MIN_INTERVAL_S
from ui.icons import icon
from ui.language import say
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.buttons import set_enabled, set_own_tip, tool_button
from ui.widgets.texts import check_box, label
from ui.wording import whole

PLAY = message("Play: show one picture after another (Space)")
NOTHING = message("There are no pictures in the list.")


class TransportBar(QWidget):
    """The row of controls under the picture.

    Signals:
        first_asked(), previous_asked(), next_asked(), last_asked(), play_asked(): Buttons.
        place_chosen(int): Go to this place, counted from 1.
        interval_chosen(float): Seconds.
        loop_changed(bool), shuffle_changed(bool): Check boxes.
    """

    first_asked = pyqtSignal()
    previous_asked = pyqtSignal()
    next_asked = pyqtSignal()
    last_asked = pyqtSignal()
    play_asked = pyqtSignal()
    place_chosen = pyqtSignal(int)
    interval_chosen = pyqtSignal(float)
    loop_changed = pyqtSignal(bool)
    shuffle_changed = pyqtSignal(bool)

    def __init__(self, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._is_playing = False
        self.first = self._button(message("First picture (Home)"), self.first_asked, message("First picture"))
        self.previous = self._button(message("Previous picture (Left)"), self.previous_asked,
                                     message("Previous picture"))
        self.play = self._button(PLAY, self.play_asked, message("Play"))
        self.next = self._button(message("Next picture (Right)"), self.next_asked, message("Next picture"))
        self.last = self._button(message("Last picture (End)"), self.last_asked, message("Last picture"))
        self.place = self._place_box()
        self.total = QLabel("/ 0")
        self.total.setProperty("role", "quiet")
        self.total.setMinimumWidth(self.total.fontMetrics().horizontalAdvance("/ 000,000"))
        self.interval = self._interval_box()
        self.loop = check_box("Loop", "Begin again at the end of the list")
        self.loop.toggled.connect(self.loop_changed)
        self.shuffle = check_box("Shuffle", "Play in random order, each picture once a round")
        self.shuffle.toggled.connect(self.shuffle_changed)
        every = label("Every")
        every.setBuddy(self.interval)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(GRID // 2)
        for widget in (self.first, self.previous, self.play, self.next, self.last):
            self.row.addWidget(widget)
        self.row.addSpacing(GRID)
        for widget in (self.place, self.total):
            self.row.addWidget(widget)
        self.row.addSpacing(2 * GRID)
        for widget in (every, self.interval):
            self.row.addWidget(widget)
        self.row.addSpacing(GRID)
        self.row.addWidget(self.loop)
        self.row.addSpacing(GRID)
        self.row.addWidget(self.shuffle)
        self.row.addStretch(1)
        self.set_tokens(tokens)
        self.set_place(0, 0)

    def set_place(self, place: int, total: int) -> None:
        """Show that picture `place` (from 1; 0 for none in the list) of `total` is in sight."""
        self.place.blockSignals(True)
        self.place.setRange(0 if place == 0 else 1, total)
        self.place.setValue(place)
        self.place.blockSignals(False)
        say(self.total.setText, Message("/ {total}", total=whole(total)))
        for widget in (self.first, self.previous, self.play, self.next, self.last, self.place):
            set_enabled(widget, total > 0, NOTHING)

    def set_playing(self, on: bool) -> None:
        """Show whether autoplay runs."""
        self._is_playing = on
        set_own_tip(self.play, message("Pause (Space)") if on else PLAY)
        say(self.play.setAccessibleName, "Pause" if on else "Play")
        self.play.setIcon(icon("pause" if on else "play", self._tokens, "accent"))

    def set_interval(self, seconds: float) -> None:
        """Show the interval."""
        self.interval.blockSignals(True)
        self.interval.setValue(seconds)
        self.interval.blockSignals(False)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._tokens = tokens
        for name in ("first", "previous", "next", "last"):
            getattr(self, name).setIcon(icon(name, tokens))
        self.set_playing(self._is_playing)

    def _button(self, tip: str, signal: object, name: str) -> QToolButton:
        button = tool_button(tip, name)
        # A click leaves the focus where it was, so that Space and the arrows keep their meaning.
        button.setFocusPolicy(Qt.TabFocus)
        button.clicked.connect(lambda _checked: signal.emit())
        return button

    def _place_box(self) -> QSpinBox:
        box = QSpinBox()
        box.setButtonSymbols(QSpinBox.NoButtons)
        box.setAlignment(Qt.AlignRight)
        box.setKeyboardTracking(False)
        say(box.setAccessibleName, "Go to picture number")
        say(box.setToolTip, "Go to the picture with this number in the list (Ctrl+G)")
        box.setFixedWidth(box.fontMetrics().horizontalAdvance("0000000") + 24)
        box.valueChanged.connect(self.place_chosen)
        return box

    def _interval_box(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(MIN_INTERVAL_S, MAX_INTERVAL_S)
        box.setDecimals(1)
        box.setSingleStep(0.1)
        say(box.setSuffix, " s")
        box.setKeyboardTracking(False)
        say(box.setAccessibleName, "Seconds from one picture to the next")
        say(box.setToolTip, "Seconds from one picture to the next, 0.1 to 10 ( [ slower, ] faster )")
        box.valueChanged.connect(self.interval_chosen)
        return box
