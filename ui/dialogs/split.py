"""Parting a data set: shares, seed and groups, and the table that comes of them, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import message
from ui.language import say
from ui.number_format import PERCENT_SIGN
from ui.theme import GRID, Tokens
from ui.widgets.banner import Banner
from ui.widgets.buttons import button, set_enabled
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.tables import set_up_table
from ui.widgets.texts import add_items, check_box, label
from ui.wording import percent, whole

SETTLED_MS = 350
NO_GROUPS, AS_READ, PATTERN, PARENT, COLUMN = "none", "read", "pattern", "parent", "column"
GROUPS = (("No groups", NO_GROUPS), ("As the data has them", AS_READ), ("Part of the file's name", PATTERN),
          ("Folder", PARENT), ("Column of the table", COLUMN))  # fmt: skip
EXAMPLE = r"(?P<group>patient\d+)_"
SPLITS = ("Train set", "Val set", "Test set")


@dataclass(frozen=True)
class SplitChoice:
    """What was chosen.

    Attributes:
        shares: Of train, val and test, fractions that sum to 1.
        seed: Decides between what is equally good.
        groups: One of GROUPS' values.
        pattern: Regular expression of PATTERN.
        column: Name of the column of COLUMN.
        together: Whether pictures that look alike go to one split.
    """

    shares: tuple[float, float, float]
    seed: int
    groups: str
    pattern: str
    column: str
    together: bool


@dataclass(frozen=True)
class SplitTable:
    """What comes of a choice.

    Attributes:
        rows: Each class with its pictures in train, val and test.
        lines: What is said of it, a sentence each: what was kept together, how near the shares came.
        warnings: What should be looked at.
    """

    rows: tuple[tuple[str, tuple[int, int, int]], ...]
    lines: tuple[str, ...]
    warnings: tuple[str, ...]


class SplitDialog(QDialog):
    """The dialog.

    Signals:
        choice_changed(SplitChoice): Work out the table anew.
        write_asked(): The table shown shall be written to a file.
        use_asked(): The split shown shall be the current one.
    """

    choice_changed = pyqtSignal(object)
    write_asked = pyqtSignal()
    use_asked = pyqtSignal()

    def __init__(self, choice: SplitChoice, tokens: Tokens, parent: QWidget | None = None, *,
                 has_unsaved: bool = False) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WA_DeleteOnClose)
        say(self.setWindowTitle, "Split into train, val and test")
        self.resize(880, 560)
        self.banner = Banner(tokens)
        self.shares = [self._share(share) for share in choice.shares]
        self.seed = QSpinBox()
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(choice.seed)
        self.groups, self.pattern, self.column = ChoiceBox(), QLineEdit(choice.pattern), ChoiceBox()
        add_items(self.groups, [item for item in GROUPS if item[1] != COLUMN])
        self.groups.setCurrentIndex(max(0, self.groups.findData(choice.groups)))
        say(self.pattern.setToolTip, "Regular expression whose part (?P<group>...) is the group")
        self.pattern.setPlaceholderText(EXAMPLE)
        self._first_column = choice.column
        self.together = check_box("Keep pictures that look alike together", "Equal and nearly equal pictures go to one "
                                  "split, so that no figure flatters")  # fmt: skip
        self.together.setChecked(choice.together)
        self.table = QTableWidget(0, 5)
        set_up_table(self.table)
        self.table.setEditTriggers(QTableWidget.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.NoSelection)
        say(self.table.setAccessibleName, "Pictures of each class in each split")
        self.said = label("", role="quiet")
        self.warned = label("", role="warn")
        self.use = button("Save labels and use this split" if has_unsaved else "Use this split", self.use_asked.emit,
                          kind="primary", tip="The Train page trains with it; your folder stays as it is")  # fmt: skip
        self.write = button("Write splits.csv...", self.write_asked.emit, tip="A table that every command takes")
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(lambda: self.choice_changed.emit(self.choice()))
        self._lay_out()
        self._connect()
        self.show_working()

    def choice(self) -> SplitChoice:
        """Return what is chosen; test gets what train and val leave."""
        train, val = (spin.value() / 100 for spin in self.shares[:2])
        return SplitChoice((train, val, max(0.0, round(1 - train - val, 4))), self.seed.value(),
                           self.groups.currentData(), self.pattern.text().strip(), self.column.currentText(),
                           self.together.isChecked())  # fmt: skip

    def offer_columns(self, columns: Sequence[str]) -> None:
        """Offer the columns of the data's table as groups, once they are known."""
        self.column.blockSignals(True)
        self.column.addItems(columns)
        self.column.setCurrentText(self._first_column)
        self.column.blockSignals(False)
        add_items(self.groups, [item for item in GROUPS if item[1] == COLUMN])

    def show_working(self) -> None:
        """Say that the table is being made."""
        say(self.said.setText, "Working it out...")
        self._enable(False)

    def show_table(self, table: SplitTable) -> None:
        """Show what comes of the choice."""
        self.banner.hide()
        self.table.setRowCount(len(table.rows) + 1)
        sums = tuple(sum(counts[place] for _name, counts in table.rows) for place in range(3))
        for row, (name, counts) in enumerate(table.rows):
            self._fill(row, QTableWidgetItem(name), counts)
        total = QTableWidgetItem()
        say_item(total, "All")
        self._fill(len(table.rows), total, sums)
        say(self.said.setText, _lines(table.lines))
        say(self.warned.setText, _lines(table.warnings))
        self.warned.setVisible(bool(table.warnings))
        self._enable(True)

    def show_problem(self, text: str) -> None:
        """Say why there is no table."""
        self.banner.show_message(text, "error")
        self.table.setRowCount(0)
        say(self.said.setText, "")
        self.warned.hide()
        self._enable(False)

    def _fill(self, row: int, first: QTableWidgetItem, counts: tuple[int, ...]) -> None:
        self.table.setItem(row, 0, first)
        total = sum(counts)
        for column, count in enumerate((*counts, total), 1):
            share = f"  {percent(count / total)}" if total and column < 4 else ""
            item = QTableWidgetItem(f"{whole(count)}{share}")
            item.setTextAlignment(int(Qt.AlignRight | Qt.AlignVCenter))
            self.table.setItem(row, column, item)

    def _share(self, share: float) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(0, 100)
        spin.setSuffix(PERCENT_SIGN)
        spin.setValue(round(share * 100))
        return spin

    def _lay_out(self) -> None:
        form = QFormLayout()
        for spin, name in zip(self.shares, SPLITS, strict=True):
            say(spin.setAccessibleName, name)
            form.addRow(label(name), spin)
        self.shares[0].setMinimum(1)
        self.shares[1].setMinimum(1)
        self.shares[2].setEnabled(False)
        say(self.shares[2].setToolTip, "What train and val leave")
        self._labels: dict[QWidget, QWidget] = {}
        for text, widget in (("Seed", self.seed), ("Groups", self.groups), ("Pattern", self.pattern),
                             ("Column", self.column)):  # fmt: skip
            say(widget.setAccessibleName, text)
            self._labels[widget] = label(text)
            form.addRow(self._labels[widget], widget)
        form.addRow(self.together)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch(1)
        for widget in (self.use, self.write, button("Close", self.close)):
            left.addWidget(widget)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        self.said.setWordWrap(True)
        self.warned.setWordWrap(True)
        for widget in (self.banner, self.table, self.said, self.warned):
            right.addWidget(widget, int(widget is self.table))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.Stretch)
        for column, text in enumerate(("Class", *SPLITS, "All")):
            item = QTableWidgetItem()
            say_item(item, text)
            if column:  # as the numbers below it
                item.setTextAlignment(int(Qt.AlignRight | Qt.AlignVCenter))
            self.table.setHorizontalHeaderItem(column, item)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        row.setSpacing(2 * GRID)
        row.addLayout(left)
        row.addLayout(right, 1)
        self._show_groups()

    def _connect(self) -> None:
        for spin in self.shares[:2]:
            spin.valueChanged.connect(self._on_share)
        self.seed.valueChanged.connect(self._on_changed)
        self.groups.currentIndexChanged.connect(self._on_changed)
        self.pattern.textChanged.connect(self._on_changed)
        self.column.currentIndexChanged.connect(self._on_changed)
        self.together.toggled.connect(self._on_changed)

    def _on_share(self) -> None:
        train, val = self.shares[0], self.shares[1]
        if train.value() + val.value() > 100:
            other = val if self.sender() is train else train
            other.setValue(100 - self.sender().value())
        self.shares[2].setValue(100 - train.value() - val.value())
        self._on_changed()

    def _on_changed(self) -> None:
        self._show_groups()
        self.show_working()
        self._settled.start()

    def _show_groups(self) -> None:
        groups = self.groups.currentData()
        for widget, kind in ((self.pattern, PATTERN), (self.column, COLUMN)):
            widget.setVisible(groups == kind)
            self._labels[widget].setVisible(groups == kind)

    def _enable(self, on: bool) -> None:
        for widget in (self.use, self.write):
            set_enabled(widget, on, "There is no split yet.")


def say_item(item: QTableWidgetItem, text: str) -> None:
    """Set the text of a table's cell in the window's language; the dialog is short-lived."""
    from ui.language import shown

    item.setText(shown(text))


def _lines(lines: Sequence[str]) -> str:
    text: str = ""
    for line in lines:
        text = message("{before}\n{line}", before=text, line=line) if text else line
    return text
