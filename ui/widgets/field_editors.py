"""Editors of single settings; all speak text, whatever the setting's type."""

from collections.abc import Callable, Mapping

from PyQt5.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from core.base.messages import message
from ui import choose
from ui.field_spec import FieldKind, FieldSpec
from ui.icons import icon
from ui.language import as_tip, say, shown
from ui.theme import GRID, Tokens
from ui.widgets.buttons import button, restyle
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.texts import check_box, label

CHECKED = "yes"


class WheelGuard(QObject):
    """Keeps the wheel from changing a field that the form is only scrolled past."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel through only where the field has the focus."""
        if event.type() == QEvent.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class FieldEditor(QWidget):
    """Base of the editors.

    Signals:
        changed(str): The new text.
    """

    changed = pyqtSignal(str)

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self._problem = self._why_not = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        say(self.setToolTip, spec.tip)

    @property
    def field(self) -> QWidget:
        """The widget that takes the focus and is marked where the value is wrong."""
        raise NotImplementedError

    def text(self) -> str:
        """Return the value as text."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show a value without emitting `changed`."""
        raise NotImplementedError

    def mark(self, problem: str) -> None:
        """Show that the value is wrong, or (empty) that it is right."""
        self._problem = problem
        restyle(self.field, wrong=bool(problem))
        self._say_tip()
        say(self.field.setAccessibleDescription, problem)

    def set_usable(self, why_not: str) -> None:
        """Let the value be changed (empty), or say why it cannot be now."""
        self._why_not = why_not
        self.setEnabled(not why_not)
        self._say_tip()

    def _say_tip(self) -> None:
        for widget in (self, self.field):
            say(widget.setToolTip, self._problem or self._why_not or self.spec.tip)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw icons in another theme's colours."""

    def _take(self, field: QWidget) -> None:
        """Add the main widget, named for those who do not see it."""
        say(field.setAccessibleName, self.spec.label)
        say(field.setToolTip, self.spec.tip)
        self._row.addWidget(field, 1)
        self.setFocusProxy(field)


class TextEditor(FieldEditor):
    """A line of text or a number, with its unit, and perhaps a button.

    Signals:
        action_asked(): The button was clicked.
    """

    action_asked = pyqtSignal()

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._line = QLineEdit(spec.default)
        self._line.setAcceptDrops(False)  # a folder dropped here is opened by the window; its address is no setting
        say(self._line.setPlaceholderText, spec.placeholder)
        self._line.textEdited.connect(self.changed)
        self._take(self._line)
        if spec.unit:
            unit = label(spec.unit, role="quiet")
            self._row.addWidget(unit)
        if spec.action:
            self.action = button(spec.action, self.action_asked.emit, tip=spec.action_tip)
            self._row.addWidget(self.action)

    @property
    def field(self) -> QWidget:
        """The line."""
        return self._line

    def text(self) -> str:
        """Return what is typed."""
        return self._line.text().strip()

    def set_text(self, text: str) -> None:
        """Show a value."""
        if text != self._line.text():
            self._line.setText(text)


class PathEditor(TextEditor):
    """A path with a button that opens a chooser."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._button = QToolButton()
        for setter in (self._button.setToolTip, self._button.setAccessibleName):
            say(setter, message("Choose: {name}", name=message(spec.label)))
        self._button.clicked.connect(self._on_choose)
        self._row.addWidget(self._button)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw the icon in another theme's colours."""
        self._button.setIcon(icon("folder", tokens))

    def _on_choose(self) -> None:
        if self.spec.kind is FieldKind.FOLDER:
            path = choose.choose_folder(self, self.spec.label, self.text())
        else:
            path = choose.choose_file(self, self.spec.label, self.text(), "")
        if path:
            self.set_text(path)
            self.changed.emit(path)


class ChoiceEditor(FieldEditor):
    """One of several values."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._words: dict[str, str] = {}
        self._tips: dict[str, str] = {}
        self._box = ChoiceBox()
        self._box.setFocusPolicy(Qt.StrongFocus)
        self._box.installEventFilter(WheelGuard(self))
        self._box.setSizeAdjustPolicy(QComboBox.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(6)
        self._box.activated.connect(self._on_activated)
        self._take(self._box)
        self.set_choices(spec.choices)
        self.set_text(spec.default)

    @property
    def field(self) -> QWidget:
        """The combo box."""
        return self._box

    def set_choices(self, choices: tuple[tuple[str, str], ...], tips: Mapping[str, str] | None = None) -> None:
        """Offer other values; the chosen one stays chosen. `tips`: what is to be said of some of them, by value."""
        before = self.text()
        self._box.clear()
        self._words, self._tips = dict(choices), dict(tips or {})
        for value, words in choices:
            self._box.addItem(shown(words), value)
        self._show_tips()
        if before:
            self.set_text(before)

    def text(self) -> str:
        """Return the chosen value."""
        return self._box.currentData() or ""

    def set_text(self, text: str) -> None:
        """Choose a value; one that is not offered is added."""
        index = self._box.findData(text)
        if index < 0:
            self._box.addItem(text, text)
            index = self._box.count() - 1
        self._box.setCurrentIndex(index)

    def changeEvent(self, event: QEvent) -> None:
        """Say the words anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.LanguageChange:
            for index in range(self._box.count()):
                if self._box.itemData(index) in self._words:
                    self._box.setItemText(index, shown(self._words[self._box.itemData(index)]))
            self._show_tips()

    def _show_tips(self) -> None:
        for value, tip in self._tips.items():
            self._box.setItemData(self._box.findData(value), as_tip(shown(tip)), Qt.ToolTipRole)

    def _on_activated(self, _index: int) -> None:
        self.changed.emit(self.text())


class AskingChoiceEditor(ChoiceEditor):
    """A choice whose last entry asks for another value, such as "All..." or "Choose a file...".

    Signals:
        more_asked(): The last entry was chosen.
    """

    more_asked = pyqtSignal()

    def __init__(self, spec: FieldSpec, more: str) -> None:
        self._more = more
        self._last = spec.default
        super().__init__(spec)

    def set_choices(self, choices: tuple[tuple[str, str], ...], tips: Mapping[str, str] | None = None) -> None:
        """Offer other values, and the last entry."""
        super().set_choices(choices, tips)
        self._box.insertSeparator(self._box.count())
        self._box.addItem(shown(self._more), "")
        self._words[""] = self._more
        if self._last:
            self.set_text(self._last)

    def set_text(self, text: str) -> None:
        """Choose a value; one that is not offered is put before the last entry."""
        self._last = text
        index = self._box.findData(text)
        if index < 0:
            index = max(0, self._box.count() - 2)
            self._box.insertItem(index, _short(text), text)
        self._box.setCurrentIndex(index)

    def _on_activated(self, _index: int) -> None:
        if self._box.currentData():
            self._last = self.text()
            self.changed.emit(self._last)
        else:
            self.set_text(self._last)
            self.more_asked.emit()


class NetworkEditor(AskingChoiceEditor):
    """A choice of networks in which other names, such as timm:NAME and hf:FOLDER, can be typed."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec, message("All networks..."))
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.NoInsert)
        self._box.setCompleter(None)
        self._box.lineEdit().setAcceptDrops(False)  # as in TextEditor
        self._box.lineEdit().editingFinished.connect(self._on_typed)

    def set_text(self, text: str) -> None:
        """Choose a network; the beginning of a long name is shown."""
        if self._box.findData(text) < 0:
            self._box.insertItem(max(0, self._box.count() - 2), text, text)
        super().set_text(text)
        if self._box.lineEdit() is not None:
            self._box.lineEdit().setCursorPosition(0)

    def _on_typed(self) -> None:
        typed = self._box.lineEdit().text().strip()
        if typed == self._box.itemText(self._box.currentIndex()):
            return
        known = self._box.findText(typed, Qt.MatchFixedString)
        name = (self._box.itemData(known) if known >= 0 else typed) or self._last
        changes = name != self._last
        self.set_text(name)
        self._box.setEditText(self._box.currentText())
        if changes:
            self.changed.emit(name)


class CheckEditor(FieldEditor):
    """Yes or no."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._box = check_box(spec.label)
        self._box.setChecked(spec.default == CHECKED)
        self._box.toggled.connect(lambda _on: self.changed.emit(self.text()))
        self._take(self._box)

    @property
    def field(self) -> QWidget:
        """The check box."""
        return self._box

    def text(self) -> str:
        """Return "yes" or nothing."""
        return CHECKED if self._box.isChecked() else ""

    def set_text(self, text: str) -> None:
        """Tick it, or not."""
        self._box.blockSignals(True)
        self._box.setChecked(text == CHECKED)
        self._box.blockSignals(False)


MAKERS: dict[FieldKind, Callable[[FieldSpec], FieldEditor]] = {
    FieldKind.TEXT: TextEditor,
    FieldKind.CHECK: CheckEditor,
    FieldKind.CHOICE: ChoiceEditor,
    FieldKind.FOLDER: PathEditor,
    FieldKind.FILE: lambda spec: (AskingChoiceEditor(spec, message("Choose a file...")) if spec.choices
                                  else PathEditor(spec)),
    FieldKind.NETWORK: NetworkEditor,
}


def _short(text: str) -> str:
    """Return a path's last part, other texts as they are."""
    return text.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
