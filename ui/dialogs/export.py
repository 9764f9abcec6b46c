"""What to export and in which form, and where to sort pictures to."""

import os

from PyQt5.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import message
from ui.choose import choose_folder
from ui.language import say
from ui.theme import GRID
from ui.widgets.buttons import button, set_enabled
from ui.widgets.texts import add_button, add_items, label, radio_button
from ui.wording import pictures

FORMS = (
    (message("csv: a table with every class's score, for spreadsheets"), "csv"),
    (message("txt: three lines a picture, for reading and older scripts"), "txt"),
    (message("json: a list with the best classes, for programs"), "json"),
    (message("jsonl: the same, one picture a line"), "jsonl"),
)


class ScopeDialog(QDialog):
    """Base of dialogs that ask which pictures are meant.

    Args:
        title: Title of the window.
        verb: What the main button says.
        num_all: Pictures with a result.
        num_shown: Those of them that pass the filter.
        note: A sentence on what is left out; may be empty.
        parent: The window.
    """

    def __init__(self, title: str, verb: str, num_all: int, num_shown: int, note: str, parent: QWidget) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, title)
        self.setMinimumWidth(520)
        self.all = radio_button(message("All with a result: {pictures}, as listed", pictures=pictures(num_all)))
        self.shown = radio_button(message("Those shown: {pictures}, in the order shown",
                                          pictures=pictures(num_shown)))  # fmt: skip
        (self.shown if 0 < num_shown != num_all else self.all).setChecked(True)
        set_enabled(self.shown, num_shown > 0, "No picture that passes the filter has a result yet.")
        scope = QButtonGroup(self)
        scope.addButton(self.all)
        scope.addButton(self.shown)
        self.form = QGridLayout()
        self.form.setHorizontalSpacing(GRID)
        self.form.setVerticalSpacing(GRID)
        self.form.setColumnStretch(1, 1)
        self.note = label(note, role="quiet")
        self.note.setWordWrap(True)
        self.note.setVisible(bool(note))
        self.buttons = QDialogButtonBox(QDialogButtonBox.Cancel)
        self.go = add_button(self.buttons, verb, QDialogButtonBox.AcceptRole)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(label("Which pictures"))
        column.addWidget(self.all)
        column.addWidget(self.shown)
        column.addSpacing(GRID)
        column.addLayout(self.form)
        column.addWidget(self.note)
        column.addSpacing(GRID)
        column.addWidget(self.buttons)

    @property
    def only_shown(self) -> bool:
        """Whether only the pictures that pass the filter are meant."""
        return self.shown.isChecked()

    def add_row(self, text: str, widget: QWidget) -> None:
        """Add a labelled field."""
        row = self.form.rowCount()
        name = label(text)
        name.setBuddy(widget)
        self.form.addWidget(name, row, 0)
        self.form.addWidget(widget, row, 1)


class ExportDialog(ScopeDialog):
    """Which results, in which form; the file is asked for afterwards."""

    def __init__(self, num_all: int, num_shown: int, note: str, form: str, parent: QWidget) -> None:
        super().__init__(message("Export results"), message("Choose file..."), num_all, num_shown, note, parent)
        self.kind = QComboBox()
        add_items(self.kind, FORMS)
        self.kind.setCurrentIndex(max(0, self.kind.findData(form)))
        self.add_row(message("Form"), self.kind)

    @property
    def ending(self) -> str:
        """Ending of the file, such as ".csv"."""
        return f".{self.kind.currentData()}"


class FolderDialog(ScopeDialog):
    """Which pictures, and the folder that they go to.

    Args:
        title, verb, num_all, num_shown, note: See ScopeDialog.
        folder: What is offered.
        parent: The window.
    """

    def __init__(self, title: str, verb: str, num_all: int, num_shown: int, note: str, folder: str,
                 parent: QWidget) -> None:  # fmt: skip
        super().__init__(title, verb, num_all, num_shown, note, parent)
        self._offered = folder
        self.folder = QLineEdit(folder)
        say(self.folder.setAccessibleName, "Folder to write into")
        self.folder.setCursorPosition(len(folder))
        self.folder.textChanged.connect(self._check)
        self.add_row(message("Folder"), self.folder)
        self.form.addWidget(button("Choose...", self._choose), self.form.rowCount() - 1, 2)
        self._check()

    @property
    def chosen_folder(self) -> str:
        """The folder, without what a path brings along that was copied; a name alone stands beside what was offered."""
        return os.path.normpath(os.path.join(os.path.dirname(self._offered), os.path.expanduser(self._typed)))

    @property
    def _typed(self) -> str:
        return self.folder.text().strip(' "')

    def _choose(self) -> None:
        folder = choose_folder(self, self.windowTitle(), self.chosen_folder)
        if folder:
            self.folder.setText(folder)

    def _check(self) -> None:
        set_enabled(self.go, bool(self._typed), "Choose a folder first.")


class SortDialog(FolderDialog):
    """Where to put a copy of, or a link to, each picture: one folder a class."""

    def __init__(self, num_all: int, num_shown: int, note: str, folder: str, parent: QWidget) -> None:
        super().__init__(message("Sort into folders"), message("Sort"), num_all, num_shown, note, folder, parent)
        self.how = QComboBox()
        add_items(self.how, ((message("Copy the pictures"), "copy"), (message("Link to them (needs no room)"), "link")))
        self.add_row(message("How"), self.how)
