"""A table with a row a fact and a column a run: settings, figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt5.QtWidgets import QHeaderView, QTableView, QWidget

from ui.language import as_tip, say, shown
from ui.theme import GRID
from ui.widgets.tables import set_up_table


@dataclass(frozen=True)
class Fact:
    """One row.

    Attributes:
        name: What it is.
        values: One text a column.
        tip: What it means.
        differs: The values differ, or the one value is not the default.
    """

    name: str
    values: tuple[str, ...]
    tip: str = ""
    differs: bool = False


class FactModel(QAbstractTableModel):
    """The facts of some runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headings: tuple[str, ...] = ()
        self.facts: tuple[Fact, ...] = ()

    def set_facts(self, headings: Sequence[str], facts: Sequence[Fact]) -> None:
        """Show other facts."""
        if (tuple(headings), tuple(facts)) == (self.headings, self.facts):
            return
        self.beginResetModel()
        self.headings, self.facts = tuple(headings), tuple(facts)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of facts."""
        return 0 if parent.isValid() else len(self.facts)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns: the name's, and one a run."""
        return 0 if parent.isValid() else 1 + len(self.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole) -> object:
        """Return a run's name."""
        if orientation == Qt.Horizontal and role in (Qt.DisplayRole, Qt.ToolTipRole):
            text = shown(self.headings[section - 1]) if section else ""
            return as_tip(text) if role == Qt.ToolTipRole else text
        return None

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return a cell's text."""
        if not index.isValid():
            return None
        fact = self.facts[index.row()]
        if role == Qt.DisplayRole:
            return shown(fact.values[index.column() - 1] if index.column() else fact.name)
        if role == Qt.ToolTipRole:
            return as_tip(shown(fact.values[index.column() - 1] if index.column() else fact.tip))
        return None


class FactTable(QTableView):
    """Shows the facts; can be copied cell by cell by a screen reader, changes nothing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.facts = FactModel(self)
        self.setModel(self.facts)
        say(self.setAccessibleName, name)
        set_up_table(self)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(3 * GRID)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.ElideMiddle)

    def set_facts(self, headings: Sequence[str], facts: Sequence[Fact]) -> None:
        """Show other facts."""
        self.facts.set_facts(headings, facts)
