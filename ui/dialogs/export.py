"""What to export and in which form, and where to sort pictures to."""

from PyQt5.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.choose import choose_folder
from ui.theme import GRID
from ui.widgets.buttons import button, set_enabled
from ui.wording import count

FORMS = (
    ("csv", "csv: a table with every class's score, for spreadsheets"),
    ("txt", "txt: three lines a picture, for reading and older scripts"),
    ("json", "json: a list with the best classes, for programs"),
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
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.all = QRadioButton(f"All with a result: {count(num_all)}, as listed")
        self.shown = QRadioButton(f"Those shown: {count(num_shown)}, in the order shown")
        (self.shown if 0 < num_shown != num_all else self.all).setChecked(True)
        set_enabled(self.shown, num_shown > 0, "No picture that passes the filter has a result yet.")
        scope = QButtonGroup(self)
        scope.addButton(self.all)
        scope.addButton(self.shown)
        self.form = QGridLayout()
        self.form.setHorizontalSpacing(GRID)
        self.form.setVerticalSpacing(GRID)
        self.form.setColumnStretch(1, 1)
        self.note = QLabel(note)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "quiet")
        self.note.setVisible(bool(note))
        self.buttons = QDialogButtonBox(QDialogButtonBox.Cancel)
        self.go = self.buttons.addButton(verb, QDialogButtonBox.AcceptRole)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(QLabel("Which pictures"))
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
        label = QLabel(text)
        label.setBuddy(widget)
        self.form.addWidget(label, row, 0)
        self.form.addWidget(widget, row, 1)


class ExportDialog(ScopeDialog):
    """Which results, in which form; the file is asked for afterwards."""

    def __init__(self, num_all: int, num_shown: int, note: str, form: str, parent: QWidget) -> None:
        super().__init__("Export results", "Choose file...", num_all, num_shown, note, parent)
        self.kind = QComboBox()
        for value, text in FORMS:
            self.kind.addItem(text, value)
        self.kind.setCurrentIndex(max(0, self.kind.findData(form)))
        self.add_row("Form", self.kind)

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
        self.folder = QLineEdit(folder)
        self.folder.setAccessibleName("Folder to write into")
        self.folder.setCursorPosition(len(folder))
        self.folder.textChanged.connect(self._check)
        self.add_row("Folder", self.folder)
        self.form.addWidget(button("Choose...", self._choose), self.form.rowCount() - 1, 2)
        self._check()

    def _choose(self) -> None:
        folder = choose_folder(self, self.windowTitle(), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def _check(self) -> None:
        set_enabled(self.go, bool(self.folder.text().strip()), "Choose a folder first.")


class SortDialog(FolderDialog):
    """Where to put a copy of, or a link to, each picture: one folder a class."""

    def __init__(self, num_all: int, num_shown: int, note: str, folder: str, parent: QWidget) -> None:
        super().__init__("Sort into folders", "Sort", num_all, num_shown, note, folder, parent)
        self.how = QComboBox()
        self.how.addItem("Copy the pictures", "copy")
        self.how.addItem("Link to them (needs no room)", "link")
        self.add_row("How", self.how)
