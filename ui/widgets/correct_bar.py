"""Correct mode: the true class of the picture in sight, by a key, a button, or a typed name."""

from PyQt5.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import (
    QAction,
    QBoxLayout,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QWidget,
)

from core.base.messages import Message, message
from ui.class_keys import NUMBER_KEYS, class_keys, class_of_key
from ui.language import say, shown
from ui.theme import GRID
from ui.widgets.buttons import button, set_enabled
from ui.widgets.texts import check_box, label

NUM_BUTTONS = 10
NAME_CHARACTERS = 14


def digit_actions(page: QWidget, bar: "CorrectBar") -> list[QAction]:
    """Return actions of a page for the number keys, which choose a class of its bar; disabled at first."""
    actions = []
    for key in NUMBER_KEYS:
        action = QAction(page)
        say(action.setText, message("True class {number}", number=key))
        action.setShortcut(key)
        action.setShortcutContext(Qt.WidgetWithChildrenShortcut)
        action.setEnabled(False)
        action.triggered.connect(lambda _checked, key=key: bar.choose_key(key))
        page.addAction(action)
        actions.append(action)
    return actions


class CorrectBar(QFrame):
    """Classes with their keys; the true class of now is the key held down, or is named where it has none.

    In a narrow place the rest stands in a second row, so that the keys are seen; with too many classes for that, the
    menu alone has them.

    Signals:
        class_chosen(str): This is the true class of the picture in sight.
        cleared(): Take the correction of the picture in sight back.
        undo_asked(), redo_asked(): Take back, or do again, the newest change.
        closed(): Correct mode shall end.
    """

    class_chosen = pyqtSignal(str)
    cleared = pyqtSignal()
    undo_asked = pyqtSignal()
    redo_asked = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        say(self.setAccessibleName, "Correct mode")
        self._classes: tuple[str, ...] = ()
        self._keys: list[QPushButton] = []
        self._true_class = ""
        self._rows = QBoxLayout(QBoxLayout.LeftToRight, self)
        self._rows.setContentsMargins(GRID + 4, GRID // 2, GRID // 2, GRID // 2)
        self._rows.setSpacing(GRID // 2)
        self._rows.setSizeConstraint(QLayout.SetNoConstraint)  # one row shall not keep it from becoming two
        self._rows.addLayout(self._make_choice(), 1)
        self._rows.addLayout(self._make_rest())
        self.show_undo("", "")
        self.show_correction(is_corrected=False)

    def _make_choice(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        self._title = label("True", role="card-title")
        row.addWidget(self._title)
        row.addSpacing(GRID)
        self._key_box = QWidget()
        # Without a minimum of its own it cannot keep the window wide; too narrow, it hides (resizeEvent).
        self._key_box.setMinimumWidth(1)
        self._buttons = QHBoxLayout(self._key_box)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(GRID // 2)
        row.addWidget(self._key_box)
        self.typed = QComboBox()
        self.typed.setEditable(True)
        self.typed.setInsertPolicy(QComboBox.NoInsert)
        say(self.typed.setAccessibleName, "Name of the true class")
        say(self.typed.setToolTip, "Choose the true class, press its number key, or type its name (a new one is "
            "allowed) and press Return")  # fmt: skip
        self.typed.setMinimumWidth(90)
        self.typed.setMinimumContentsLength(6)
        self.typed.setSizeAdjustPolicy(QComboBox.AdjustToMinimumContentsLengthWithIcon)
        self.typed.activated.connect(lambda _index: self._on_typed())
        self.typed.lineEdit().returnPressed.connect(self._on_typed)
        row.addWidget(self.typed)
        row.addStretch(1)
        return row

    def _make_rest(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        self.go_on = check_box("Then next", "After setting a class, go to the next picture")
        row.addWidget(self.go_on)
        row.addStretch(1)
        self.clear_button = button("Reset", self.cleared.emit, kind="link", tip="Back to the class that was read")
        self.undo = button("Undo", self.undo_asked.emit, kind="link", tip="Take the newest change back (Ctrl+Z)")
        self.redo = button("Redo", self.redo_asked.emit, kind="link", tip="Do it again (Ctrl+Shift+Z)")
        self.done = button("Done", self.closed.emit, tip="Leave correct mode (C)")
        for widget in (self.clear_button, self.undo, self.redo, self.done):
            row.addWidget(widget)
        self._rest = row
        return row

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes offered, in the order of their keys."""
        return self._classes

    def set_classes(self, classes: tuple[str, ...]) -> None:
        """Offer these classes, with their keys (see class_keys)."""
        if classes == self._classes:
            return
        self._classes = classes
        while self._buttons.count():
            self._buttons.takeAt(0).widget().deleteLater()
        self._keys = []
        keys = class_keys(classes)
        shown = classes if all(keys) and len(classes) <= NUM_BUTTONS else ()
        for number, name in zip(keys, shown, strict=False):
            tip = message("{name} (key {number})", name=name, number=number)
            words = name if name == number else \
                message("{number}  {name}", number=number, name=_short(name).replace("&", "&&"))  # fmt: skip
            key = button(words, tip=tip)
            key.setFocusPolicy(Qt.TabFocus)
            key.setCheckable(True)
            key.clicked.connect(lambda _checked, name=name: self._on_key(name))
            self._buttons.addWidget(key)
            self._keys.append(key)
        self.typed.clear()
        for number, name in zip(keys, classes, strict=True):
            self.typed.addItem(f"{name}   ({number})" if number not in ("", name) else name, name)
        completer = QCompleter(list(classes), self.typed)
        completer.setCaseSensitivity(Qt.CaseInsensitive)
        completer.setFilterMode(Qt.MatchContains)
        self.typed.setCompleter(completer)
        self.typed.setCurrentIndex(-1)
        self.typed.clearEditText()
        self._show_true_class()

    def choose_key(self, key: str) -> None:
        """Choose the class of a number key."""
        name = class_of_key(self._classes, key)
        if name is not None:
            self.class_chosen.emit(name)

    def has_key(self, key: str) -> bool:
        """Whether a number key means a class."""
        return class_of_key(self._classes, key) is not None

    def show_correction(self, *, is_corrected: bool, true_class: str = "") -> None:
        """Say what the true class of the picture in sight is now, and whether that is a correction to take back."""
        set_enabled(self.clear_button, is_corrected, "The true class of this picture was not corrected.")
        self._true_class = true_class
        self._show_true_class()

    def show_undo(self, undo: str, redo: str) -> None:
        """Say what can be taken back and done again; empty for nothing."""
        set_enabled(self.undo, bool(undo), "There is nothing to undo.")
        if undo:
            say(self.undo.setToolTip, message("Undo: {change}", change=undo))
        set_enabled(self.redo, bool(redo), "There is nothing to redo.")
        if redo:
            say(self.redo.setToolTip, message("Redo: {change}", change=redo))

    def _on_typed(self) -> None:
        index = self.typed.currentIndex()
        text = self.typed.currentText().strip()
        if index >= 0 and text == self.typed.itemText(index):
            text = self.typed.itemData(index)
        matches = [name for name in self._classes if name.casefold() == text.casefold()]
        self.typed.setCurrentIndex(-1)
        self.typed.clearEditText()
        if text:
            self.class_chosen.emit(matches[0] if matches else text)

    def _on_key(self, name: str) -> None:
        self.class_chosen.emit(name)
        self._show_true_class()  # the click itself has turned the key over

    def _show_true_class(self) -> None:
        known = message("True class: {name}", name=self._true_class) if self._true_class else message("")
        say(self._title.setToolTip, known)
        say(self.typed.setAccessibleDescription, known)
        for name, key in zip(self._classes, self._keys, strict=False):  # all have a key, or none has
            key.setChecked(name == self._true_class)
        self._show_keys_where_they_fit()

    def _show_keys_where_they_fit(self) -> None:
        margins, keys = self._rows.contentsMargins(), self._buttons.sizeHint().width()
        room = self.width() - margins.left() - margins.right()
        is_key = self._true_class in self._classes
        fits = bool(self._keys) and self._choice_width(named=not is_key) + keys <= room
        self._key_box.setVisible(fits)
        say(self.typed.lineEdit().setPlaceholderText, "Other" if fits else "Class")
        is_named = bool(self._true_class) and not (fits and is_key)
        say(self._title.setText, self._named() if is_named else "True")
        choice = self._choice_width(named=is_named) + (keys if fits else 0)
        in_one = choice + GRID + self._rest.sizeHint().width() <= room
        self._rows.setDirection(QBoxLayout.LeftToRight if in_one else QBoxLayout.TopToBottom)

    def _named(self) -> Message:
        return message("True: {name}", name=_short(self._true_class))

    def _choice_width(self, *, named: bool) -> int:
        """Return the room for the first row without its keys."""
        words = shown(self._named() if named and self._true_class else message("True"))
        return self._title.fontMetrics().horizontalAdvance(words) + self.typed.minimumWidth() + 3 * GRID

    def minimumSizeHint(self) -> QSize:
        """Return the room for two rows without keys."""
        margins = self._rows.contentsMargins()
        width = max(self._choice_width(named=True), self._rest.sizeHint().width()) + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the classes as buttons where there is room for all of them; the menu has them in any case."""
        super().resizeEvent(event)
        self._show_keys_where_they_fit()

    def changeEvent(self, event: QEvent) -> None:
        """Look again what fits in another language or font."""
        super().changeEvent(event)
        if event.type() in (QEvent.FontChange, QEvent.LanguageChange):
            self._show_keys_where_they_fit()


def _short(name: str) -> str:
    """Return a name of at most NAME_CHARACTERS, cut in its middle, for many begin alike."""
    if len(name) <= NAME_CHARACTERS:
        return name
    tail = (NAME_CHARACTERS - 1) // 2
    return f"{name[: NAME_CHARACTERS - 1 - tail]}…{name[-tail:]}"
