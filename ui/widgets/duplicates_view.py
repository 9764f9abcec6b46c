"""Pictures that look alike, two by two next to each other, with what to do about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PyQt5.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.base.messages import Message, message
from core.base.types import LEFT_OUT_WORD
from ui.data_list import PictureList
from ui.language import say
from ui.picture_source import PictureSource
from ui.theme import GRID, Tokens
from ui.widgets.buttons import button, set_enabled
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.picture_view import PictureView
from ui.wording import split_name


class Decision(StrEnum):
    """What is done about two pictures that look alike."""

    OPEN = "open"
    IGNORE = "ignore"
    TOGETHER = "together"
    LEFT_OUT = "left out"


DECISION_WORDS = {
    Decision.IGNORE: message("Decided: they are different pictures."),
    Decision.TOGETHER: message("Decided: they are kept together."),
    Decision.LEFT_OUT: message("Decided: one is left out."),
}


@dataclass(frozen=True)
class Pair:
    """Two pictures that look alike.

    Attributes:
        first, second: Their paths.
        group: All that look like the first, itself included.
        likeness: How alike they are, in words.
        details: The same in figures; None where there are none.
    """

    first: str
    second: str
    group: tuple[str, ...]
    likeness: Message
    details: Message | None = None


class DuplicatesView(QWidget):
    """One pair at a time.

    Signals:
        ignore_asked(Pair): They are different pictures.
        together_asked(Pair): No split shall part their group.
        leave_out_asked(str): This one shall not be used.
        closed(): The grid is wanted again.
    """

    ignore_asked = pyqtSignal(object)
    together_asked = pyqtSignal(object)
    leave_out_asked = pyqtSignal(str)
    closed = pyqtSignal()

    def __init__(self, source: PictureSource, tokens: Tokens) -> None:
        super().__init__()
        self.pairs: tuple[Pair, ...] = ()
        self.place = 0
        self._before: Pair | None = None
        self._pictures = PictureList()
        self._decision: Callable[[Pair], Decision] = lambda _pair: Decision.OPEN
        self.left, self.right = _Side(source, tokens), _Side(source, tokens)
        self.title, self.likeness, self.decided = QLabel(), ElidedLabel("", Qt.ElideRight), QLabel()
        self.title.setProperty("role", "card-title")
        self.likeness.setProperty("role", "quiet")
        self.previous = button("Previous", lambda: self.go(-1), tip="The pair before (Left)")
        self.next = button("Next", lambda: self.go(1), tip="The pair after (Right)")
        self.back = button("Back to the grid", self.closed.emit, kind="link", tip="Escape")
        self.ignore = button("Ignore", lambda: self._ask(self.ignore_asked), tip="They are different pictures: they "
                             "are not named again, and a split may part them")  # fmt: skip
        self.together = button("Keep together", lambda: self._ask(self.together_asked), tip="All of this group go to "
                               "one split, in this split and in later ones")  # fmt: skip
        self.leave_left = button("Leave out the left", lambda: self._leave_out(left=True), tip="It is not used any "
                                 "more; its file stays where it is")  # fmt: skip
        self.leave_right = button("Leave out the right", lambda: self._leave_out(left=False), tip="It is not used any "
                                  "more; its file stays where it is")  # fmt: skip
        for key in (self.previous, self.next, self.back, self.ignore, self.together, self.leave_left, self.leave_right):
            key.installEventFilter(self)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        for widget in (self.title, self.previous, self.next):
            top.addWidget(widget)
        top.addWidget(self.likeness, 1)
        top.addWidget(self.back)
        middle = QHBoxLayout()
        middle.setSpacing(GRID)
        middle.addWidget(self.left, 1)
        middle.addWidget(self.right, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(GRID)
        bottom.addStretch(1)
        for widget in (self.ignore, self.together, self.leave_left, self.leave_right):
            bottom.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addWidget(self.decided)  # beside the buttons there is no room for it in a narrow window
        column.addLayout(bottom)
        self.setFocusPolicy(Qt.StrongFocus)
        say(self.setAccessibleName, "Pictures that look alike")

    @property
    def pair(self) -> Pair | None:
        """The pair in sight."""
        return self.pairs[self.place] if self.place < len(self.pairs) else None

    def set_pairs(self, pairs: Sequence[Pair], pictures: PictureList, decision: Callable[[Pair], Decision]) -> None:
        """Show these pairs, the one in sight again where it is still among them, also after none for a while.

        Args:
            pairs: The pairs.
            pictures: Says class and split of each picture.
            decision: Says what was decided about a pair.
        """
        before = self.pair or self._before
        self._before = before if not pairs else None
        self.pairs, self._pictures, self._decision = tuple(pairs), pictures, decision
        self.place = self.pairs.index(before) if before in self.pairs else 0
        self.show_pair()

    def show_group(self, paths: Sequence[str]) -> None:
        """Go to the first pair of these pictures."""
        wanted = set(paths)
        self.place = next((place for place, pair in enumerate(self.pairs)
                           if pair.first in wanted and pair.second in wanted), 0)  # fmt: skip
        self.show_pair()

    def show_changed(self, paths: Sequence[str]) -> None:
        """Go to the first pair of which something was said or taken back, unless the one in sight is such a pair."""
        changed = set(paths)
        places = [place for place, pair in enumerate(self.pairs) if pair.first in changed or pair.second in changed]
        if places and self.place not in places:
            self.place = places[0]
            self.show_pair()

    def go(self, step: int) -> None:
        """Go to another pair."""
        self.place = min(max(0, self.place + step), max(0, len(self.pairs) - 1))
        self.show_pair()

    def go_to_open(self) -> None:
        """Go to the next pair about which nothing is decided; stay where there is none."""
        count = len(self.pairs)
        for step in range(1, count):
            place = (self.place + step) % count
            if self._decision(self.pairs[place]) is Decision.OPEN:
                self.place = place
                break
        self.show_pair()

    def show_pair(self) -> None:
        """Draw the pair in sight anew: its pictures, classes, splits and what was decided."""
        pair = self.pair
        for widget in (self.ignore, self.together, self.leave_left, self.leave_right):
            set_enabled(widget, pair is not None, "No pictures look alike.")
        set_enabled(self.previous, self.place > 0, "This is the first pair.")
        set_enabled(self.next, self.place + 1 < len(self.pairs), "This is the last pair.")
        if pair is None:
            say(self.title.setText, "No pictures look alike.")
            say(self.likeness.setText, "")
            say(self.likeness.set_details, "")
            say(self.decided.setText, "")
            self.left.show_picture("", "", "", "")
            self.right.show_picture("", "", "", "")
            return
        say(self.title.setText, message("Pair {place:,} of {total:,}", place=self.place + 1, total=len(self.pairs)))
        say(self.likeness.setText, pair.likeness)
        say(self.likeness.set_details, pair.details or "")
        decision = self._decision(pair)
        say(self.decided.setText, DECISION_WORDS.get(decision, ""))
        for side, path, other in ((self.left, pair.first, pair.second), (self.right, pair.second, pair.first)):
            side.show_picture(path, other, self._pictures.label(path), self._pictures.split(path))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self.left.view.set_tokens(tokens)
        self.right.view.set_tokens(tokens)

    def _ask(self, signal: object) -> None:
        if self.pair is not None:
            signal.emit(self.pair)
            self.go_to_open()

    def _leave_out(self, *, left: bool) -> None:
        if self.pair is not None:
            self.leave_out_asked.emit(self.pair.first if left else self.pair.second)
            self.go_to_open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows from a button that was clicked: there they would move the focus to its neighbour."""
        if event.type() == QEvent.KeyPress and event.key() in (Qt.Key_Left, Qt.Key_Right):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by the arrow keys; leave by Escape."""
        if event.key() in (Qt.Key_Left, Qt.Key_Right):
            self.go(1 if event.key() == Qt.Key_Right else -1)
        elif event.key() == Qt.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _Side(QFrame):
    """One of the two: the picture over its name, class and split."""

    def __init__(self, source: PictureSource, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.view = PictureView(source, tokens)
        self.view.setFocusPolicy(Qt.NoFocus)
        self.name, self.text = ElidedLabel(), ElidedLabel("", Qt.ElideRight)
        self.text.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.addWidget(self.view, 1)
        column.addWidget(self.name)
        column.addWidget(self.text)

    def show_picture(self, path: str, other: str, label: str, split: str) -> None:
        """Show a picture; the other is asked for with it, as a source drops what is not asked for."""
        self.view.show_path(path, [other] if other else None)
        self.name.setText("/".join(path.replace("\\", "/").rsplit("/", 2)[-2:]))
        if split == LEFT_OUT_WORD:
            say(self.text.setText, message("class {label}, left out", label=label))
        elif split:
            say(self.text.setText, message("class {label}, in {split}", label=label, split=split_name(split)))
        else:
            say(self.text.setText, message("class {label}", label=label) if label else "")
