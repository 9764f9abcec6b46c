"""The form of a training's settings: presets, the main settings, and the rest under Advanced."""

from collections.abc import Mapping, Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.field_spec import FieldKind, FieldSpec, PresetSpec
from ui.icons import icon
from ui.language import say
from ui.theme import GRID, Tokens
from ui.widgets.buttons import PushButton, button, set_enabled
from ui.widgets.field_editors import MAKERS, AskingChoiceEditor, FieldEditor, TextEditor
from ui.widgets.texts import label, say_steadily

LABEL_WIDTH = 112


class SettingsForm(QWidget):
    """All settings as texts.

    Signals:
        changed(str, str): Name and new text of a setting, while typing.
        preset_chosen(str): Name of a preset.
        all_networks_asked(): The table of all networks is wanted.
        action_asked(str): The button beside this setting was clicked.
        file_asked(str): A file for this setting is to be chosen.
        command_asked(): "Copy the train.py command".
    """

    changed = pyqtSignal(str, str)
    preset_chosen = pyqtSignal(str)
    all_networks_asked = pyqtSignal()
    action_asked = pyqtSignal(str)
    file_asked = pyqtSignal(str)
    command_asked = pyqtSignal()

    def __init__(self, specs: Sequence[FieldSpec], presets: Sequence[PresetSpec], tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._editors: dict[str, FieldEditor] = {}
        self._problems: dict[str, QLabel] = {}
        self._presets: dict[str, QPushButton] = {}
        self._estimates: dict[str, QLabel] = {}
        self._why_not = ""
        self._why_fields_not: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._preset_row(presets))
        column.addLayout(self._grid([spec for spec in specs if not spec.advanced], headings=False))
        self._toggle = button("Advanced", self._on_toggle, kind="link")
        self._toggle.setCheckable(True)
        row = QHBoxLayout()
        row.addWidget(self._toggle)
        row.addStretch(1)
        copy = button("Copy command", self.command_asked.emit, kind="link",
                      tip="Copy the train.py command that does the same training")  # fmt: skip
        row.addWidget(copy)
        column.addLayout(row)
        self._advanced = QWidget()
        self._advanced.setLayout(self._grid([spec for spec in specs if spec.advanced], headings=True))
        self._advanced.layout().setContentsMargins(0, 0, 0, 0)
        self._advanced.hide()
        column.addWidget(self._advanced)
        self.set_tokens(tokens)

    def _preset_row(self, presets: Sequence[PresetSpec]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        group = QButtonGroup(self)
        for number, preset in enumerate(presets):
            segment = PushButton()
            say(segment.setText, preset.label)
            segment.setCheckable(True)
            say(segment.setToolTip, preset.tip)
            segment.setProperty("segment", {0: "first", len(presets) - 1: "last"}.get(number, True))
            segment.clicked.connect(lambda _on, name=preset.name: self.preset_chosen.emit(name))
            estimate = QLabel("")
            estimate.setAlignment(Qt.AlignCenter)
            estimate.setProperty("role", "quiet")
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(segment)
            cell.addWidget(estimate)
            row.addLayout(cell, 1)
            group.addButton(segment)
            self._presets[preset.name] = segment
            self._estimates[preset.name] = estimate
        group.setExclusive(False)
        return row

    def _grid(self, specs: Sequence[FieldSpec], *, headings: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        group = ""
        for spec in specs:
            if headings and spec.group != group:
                group = spec.group
                heading = label(group, role="card-title")
                heading.setContentsMargins(0, GRID, 0, 0)
                grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            self._add_row(grid, spec)
        return grid

    def _add_row(self, grid: QGridLayout, spec: FieldSpec) -> None:
        editor = MAKERS[spec.kind](spec)
        editor.changed.connect(lambda text, name=spec.name: self.changed.emit(name, text))
        if isinstance(editor, AskingChoiceEditor):
            if spec.kind is FieldKind.NETWORK:
                editor.more_asked.connect(self.all_networks_asked)
            else:
                editor.more_asked.connect(lambda name=spec.name: self.file_asked.emit(name))
        if isinstance(editor, TextEditor):
            editor.action_asked.connect(lambda name=spec.name: self.action_asked.emit(name))
        row = grid.rowCount()
        if spec.kind is not FieldKind.CHECK:
            name = label(spec.label)
            say(name.setToolTip, spec.tip)
            name.setBuddy(editor.field)
            grid.addWidget(name, row, 0, Qt.AlignVCenter)
            grid.addWidget(editor, row, 1)
        else:  # its words stand beside the box; both columns give them room
            grid.addWidget(editor, row, 0, 1, 2)
        problem = QLabel()
        problem.setProperty("role", "bad")
        problem.setWordWrap(True)
        problem.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
        problem.hide()
        grid.addWidget(problem, row + 1, 1)
        self._editors[spec.name] = editor
        self._problems[spec.name] = problem

    def texts(self) -> dict[str, str]:
        """Return every setting's text by name."""
        return {name: editor.text() for name, editor in self._editors.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Show other values, without emitting `changed`."""
        for name, text in texts.items():
            if name in self._editors:
                self._editors[name].set_text(text)

    def set_choices(self, name: str, choices: tuple[tuple[str, str], ...],
                    tips: Mapping[str, str] | None = None) -> None:  # fmt: skip
        """Offer other values for a setting; `tips`: what is to be said of some of them."""
        self._editors[name].set_choices(choices, tips)

    def set_problem(self, name: str, problem: str) -> None:
        """Mark a setting as wrong, with a sentence, or (empty) as right."""
        say(self._problems[name].setText, problem)
        self._problems[name].setVisible(bool(problem))
        self._editors[name].mark(problem)
        if problem and self._editors[name].spec.advanced:
            self.show_advanced(True)

    def set_preset(self, name: str) -> None:
        """Show which preset the settings are those of; empty for none."""
        for key, segment in self._presets.items():
            segment.setChecked(key == name)

    def set_estimate(self, name: str, text: str) -> None:
        """Say how long a preset will take on this data and machine; empty while unknown."""
        say_steadily(self._estimates[name], text)

    def set_usable(self, why_not: str) -> None:
        """Let settings be changed (empty), or say why none can be now."""
        self._why_not = why_not
        for name in self._editors:
            self._show_usable(name)
        for segment in self._presets.values():
            set_enabled(segment, not why_not, why_not)

    def set_field_usable(self, name: str, why_not: str) -> None:
        """Let one setting be changed where the others can (empty), or say why it cannot be."""
        self._why_fields_not[name] = why_not
        self._show_usable(name)

    def _show_usable(self, name: str) -> None:
        self._editors[name].set_usable(self._why_not or self._why_fields_not.get(name, ""))

    def show_advanced(self, shown: bool) -> None:
        """Open or close Advanced."""
        self._toggle.setChecked(shown)
        self._on_toggle()

    def editor(self, name: str) -> FieldEditor:
        """Return a setting's editor."""
        return self._editors[name]

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw icons in another theme's colours."""
        self._tokens = tokens
        for editor in self._editors.values():
            editor.set_tokens(tokens)
        self._on_toggle()

    def _on_toggle(self) -> None:
        shown = self._toggle.isChecked()
        self._advanced.setVisible(shown)
        self._toggle.setIcon(icon("expand" if shown else "collapse", self._tokens, "accent"))
