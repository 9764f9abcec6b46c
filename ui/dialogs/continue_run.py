"""Choose a run to go on with, and up to which epoch."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import message
from ui.choose import choose_folder
from ui.language import say, shown
from ui.theme import GRID
from ui.widgets.buttons import button
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.tables import set_up_table
from ui.widgets.texts import add_button, label

MORE_EPOCHS = 10
WIDTH_PX, MOST_WIDTH_PX = 720, 980
"""As wide as the runs are told in, within these; the widest fits beside the smallest window's edges."""


@dataclass(frozen=True)
class RunRow:
    """One run of the list.

    Attributes:
        run_dir: Its folder.
        title: Network and data.
        folder: Name of the folder.
        state: Where it stands, in words.
        epochs: Last epoch that was wanted.
        epochs_done: Epochs done.
        running: It runs now, so it cannot go on.
        missing_folder: Where its pictures were, if they are not there; empty where nothing is missing.
    """

    run_dir: str
    title: str
    folder: str
    state: str
    epochs: int
    epochs_done: int
    running: bool
    missing_folder: str = ""


class ContinueDialog(QDialog):
    """The runs that can go on.

    Signals:
        chosen(str, object, str): Run folder, the last epoch (None: as it was), and the folder that its pictures are in
            now (empty: where they were).
    """

    chosen = pyqtSignal(str, object, str)

    def __init__(self, rows: Sequence[RunRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, "Continue a run")
        self.setAttribute(Qt.WA_DeleteOnClose)
        self._rows = tuple(row for row in rows if not row.running)
        words = label("Choose a run to go on with; it goes on with its own settings and its own split.")
        if not self._rows:
            say(words.setText, "No run that could go on was found. A run's folder can be chosen.")
        words.setWordWrap(True)
        self._folder = ""
        self._make_table()
        self.epochs = QSpinBox()
        self.epochs.setRange(1, 100000)
        say(self.epochs.setAccessibleName, "Up to epoch")
        line = QHBoxLayout()
        line.addWidget(label("Up to epoch"))
        line.addWidget(self.epochs)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(words)
        column.addWidget(self.table)
        column.addLayout(line)
        column.addWidget(self._make_place())
        column.addWidget(self._make_buttons())
        told = self.table.horizontalHeader().length() + 6 * GRID
        self.resize(max(WIDTH_PX, min(told, MOST_WIDTH_PX)), 420)
        if self._rows:
            self.table.selectRow(0)

    def _make_table(self) -> None:
        self.table = QTableWidget(len(self._rows), 3)
        self.table.setHorizontalHeaderLabels([shown("Training run"), shown("Folder"), shown("Where it stands")])
        self.table.horizontalHeader().setStretchLastSection(True)
        set_up_table(self.table)
        self.table.setEditTriggers(QTableWidget.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SingleSelection)
        say(self.table.setAccessibleName, "Runs")
        for place, row in enumerate(self._rows):
            for column, text in enumerate((row.title, row.folder, row.state)):
                self.table.setItem(place, column, QTableWidgetItem(shown(text)))
        self.table.resizeColumnsToContents()
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.itemDoubleClicked.connect(lambda _item: self.accept())

    def _make_place(self) -> QWidget:
        """Return the row that tells where a run's pictures are, for runs that do not find them."""
        self._where = ElidedLabel()
        self.pictures = button("Choose where they are...", self._on_pictures)
        self._place = QWidget()
        row = QHBoxLayout(self._place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._where, 1)
        row.addWidget(self.pictures)
        self._place.hide()
        return self._place

    def _make_buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self._go = add_button(box, "Continue", QDialogButtonBox.AcceptRole)
        self._go.setProperty("primary", True)
        self._go.setEnabled(False)
        box.addButton(QDialogButtonBox.Cancel)
        box.addButton(button("Choose a folder...", self._on_folder), QDialogButtonBox.ActionRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def accept(self) -> None:
        """Tell the choice and close."""
        row = self._selected()
        if row is not None and (self._folder or not row.missing_folder):
            epochs = self.epochs.value()
            self.chosen.emit(row.run_dir, None if epochs == row.epochs else epochs, self._folder)
            super().accept()

    def _selected(self) -> RunRow | None:
        place = self.table.currentRow()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _on_selected(self) -> None:
        row = self._selected()
        self._folder = ""
        self._show_place()
        if row is not None:
            self.epochs.setMinimum(row.epochs_done + 1)
            finished = row.epochs_done >= row.epochs
            self.epochs.setValue(row.epochs_done + MORE_EPOCHS if finished else row.epochs)

    def _show_place(self) -> None:
        """Say where the pictures are, where that was to be chosen."""
        row = self._selected()
        missing = row.missing_folder if row is not None else ""
        self._go.setEnabled(row is not None and (bool(self._folder) or not missing))
        self._place.setVisible(bool(missing))
        if self._folder:
            say(self._where.setText, message("Its pictures: {folder}", folder=self._folder))
        else:
            say(self._where.setText, message("Its pictures are not in {folder} any more.", folder=missing))

    def _on_pictures(self) -> None:
        path = choose_folder(self, message("Choose the folder that the pictures are in now"), "")
        if path:
            self._folder = path
            self._show_place()

    def _on_folder(self) -> None:
        path = choose_folder(self, message("Choose a run's folder"), "")
        if path:
            self.chosen.emit(path, None, "")
            super().accept()
