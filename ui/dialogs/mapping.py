"""What a table's columns mean, and where its pictures lie, with the first rows shown as they will be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QIcon, QImage, QPixmap
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import message
from ui.choose import choose_folder
from ui.language import as_tip, say, shown
from ui.theme import GRID
from ui.widgets.buttons import button, restyle, set_enabled
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.tables import set_up_table
from ui.widgets.texts import add_button, add_items, label

THUMB = 48
NONE = message("(none)")
ONE_HOT = message("(a column for each class)")


@dataclass(frozen=True)
class Mapping:
    """What a table means.

    Attributes:
        folder: Where its pictures lie.
        image, label, group, split: Names of columns; empty for none (for `label`: a column for each class).
    """

    folder: str
    image: str
    label: str
    group: str = ""
    split: str = ""


@dataclass(frozen=True)
class MatchedRow:
    """One of the first rows, as it will be read.

    Attributes:
        image: What the table says of the picture.
        label: Its class.
        group: Its patient or other group.
        path: The picture that was found; empty where there is none.
        thumb: The picture, small.
    """

    image: str
    label: str
    group: str = ""
    path: str = ""
    thumb: QImage | None = None


class MappingDialog(QDialog):
    """Asks for the picture folder and the columns.

    Signals:
        mapping_changed(Mapping): Another choice; match the first rows anew and call `show_matches`.
        chosen(Mapping): The choice is made.
    """

    mapping_changed = pyqtSignal(object)
    chosen = pyqtSignal(object)

    def __init__(self, name: str, header: Sequence[str], guess: Mapping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, message("What is in {name}?", name=name))
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.resize(760, 600)
        self.folder = QLineEdit(guess.folder)
        say(self.folder.setAccessibleName, "Picture folder")
        self.folder.editingFinished.connect(self._on_changed)
        folder_row = QHBoxLayout()
        folder_row.addWidget(self.folder, 1)
        folder_row.addWidget(button("Choose...", self._on_choose))
        self.image = self._columns(message("Picture column"), header, guess.image, "")
        self.label = self._columns(message("Class column"), header, guess.label, ONE_HOT)
        self.group = self._columns(message("Patient column"), header, guess.group, NONE)
        say(self.group.setToolTip,
            "Pictures with the same entry stay in one split: one patient, one lesion, one animal")
        self.split = self._columns(message("Split column"), header, guess.split, NONE)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.addRow(label("Picture folder"), folder_row)
        form.addRow(label("Picture column"), self.image)
        form.addRow(label("Class column"), self.label)
        form.addRow(label("Patient column"), self.group)
        form.addRow(label("Split column"), self.split)
        self.found = label("Looking for the pictures of the first rows...")
        self._make_table()
        box = QDialogButtonBox()
        self.use = add_button(box, "Use this", QDialogButtonBox.AcceptRole)
        self.use.setProperty("primary", True)
        self.use.setDefault(True)
        self.use.setFocus()
        box.addButton(QDialogButtonBox.Cancel)
        box.accepted.connect(self._on_accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        self._told = self.mapping()
        column.addLayout(form)
        column.addWidget(self.found)
        column.addWidget(self.table, 1)
        column.addWidget(box)

    def _make_table(self) -> None:
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels(["", shown("Picture"), shown("Class"), shown("Patient")])
        self.table.setEditTriggers(QTableWidget.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.NoSelection)
        set_up_table(self.table)
        self.table.setIconSize(QSize(THUMB, THUMB))
        say(self.table.setAccessibleName, "The first rows")
        self.table.horizontalHeader().setStretchLastSection(True)

    def mapping(self) -> Mapping:
        """Return what is chosen now."""
        names = [box.currentData() or "" for box in (self.image, self.label, self.group, self.split)]
        return Mapping(self.folder.text().strip(), *names)

    def show_matches(self, rows: Sequence[MatchedRow], problem: str = "", *, num_before: int = 0) -> None:
        """Show the first rows as they will be read.

        Args:
            rows: The rows.
            problem: Why nothing can be read with this choice; empty where it can.
            num_before: How many rows stand before these, of which no picture was found.
        """
        num_found = sum(bool(row.path) for row in rows)
        found = message("{found} of the first {n} pictures were found.", found=num_found, n=len(rows))
        if num_before:
            found = message("The first {before:,} pictures were not found; of the next {n}, {found} were.",
                            before=num_before, n=len(rows), found=num_found)  # fmt: skip
        say(self.found.setText, problem or found)
        is_whole = num_found == len(rows) and rows and not num_before and not problem
        restyle(self.found, role="good" if is_whole else "warn")
        set_enabled(self.use, num_found > 0 and not problem, problem or message("None of the pictures was found."))
        self.table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            icon_item = QTableWidgetItem("" if row.path else shown("not found"))
            if row.thumb is not None:
                icon_item.setIcon(QIcon(QPixmap.fromImage(row.thumb)))
            self.table.setItem(place, 0, icon_item)
            for column, cell in enumerate((row.image, row.label, row.group), 1):
                self.table.setItem(place, column, QTableWidgetItem(cell))
            self.table.item(place, 1).setToolTip(as_tip(row.path) or shown("not found"))
            self.table.setRowHeight(place, THUMB + 6)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)

    def _columns(self, words: str, header: Sequence[str], guess: str, none: str) -> ChoiceBox:
        box = ChoiceBox()
        say(box.setAccessibleName, words)
        if none:
            add_items(box, ((none, ""),))
        for name in header:
            box.addItem(name, name)
        box.setCurrentIndex(max(0, box.findData(guess)))
        box.activated.connect(lambda _index: self._on_changed())
        return box

    def _on_choose(self) -> None:
        path = choose_folder(self, message("Choose the folder of the pictures"), self.folder.text())
        if path:
            self.folder.setText(path)
            self._on_changed()

    def _on_changed(self) -> None:
        if self.mapping() == self._told:
            return
        self._told = self.mapping()
        say(self.found.setText, "Looking for the pictures of the first rows...")
        self.use.setEnabled(False)
        self.mapping_changed.emit(self.mapping())

    def _on_accept(self) -> None:
        self.chosen.emit(self.mapping())
        self.accept()
