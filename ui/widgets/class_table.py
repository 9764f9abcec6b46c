"""Figures of each class in a table that is sorted by a click on a head."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QAbstractTableModel, QEvent, QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from PyQt5.QtGui import QShowEvent
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from core.base.messages import message
from ui.language import as_tip, say, shown
from ui.widgets.tables import heading_widths
from ui.wording import percent, whole

SORT_ROLE = Qt.UserRole
LEAST_NAME_PX, MOST_NAME_PX = 64, 180


@dataclass(frozen=True)
class ClassFigures:
    """One class.

    Attributes:
        name: The class.
        support: Pictures of it.
        predicted: Pictures predicted as it.
        precision, recall, f1, auroc: Fractions; None where these pictures cannot give one.
    """

    name: str
    support: int
    predicted: int
    precision: float | None
    recall: float | None
    f1: float | None
    auroc: float | None


COLUMNS = (
    ("name", message("Class"), message("The class; Return shows its pictures.")),
    ("support", message("Pictures"), message("Pictures whose true class it is.")),
    ("recall", message("Recall"), message("Share of its pictures that were found.")),
    ("precision", message("Precision"), message("Share of right ones among the pictures predicted as it.")),
    ("f1", message("F1"), message("Harmonic mean of precision and recall.")),
    ("auroc", message("AUROC"), message("Chance that a picture of it has a higher score for it than another one.")),
    ("predicted", message("Predicted"), message("Pictures predicted as it.")),
)


class ClassTableModel(QAbstractTableModel):
    """The classes in index order; a proxy sorts them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ClassFigures, ...] = ()

    def set_rows(self, rows: Sequence[ClassFigures]) -> None:
        """Show other figures; of the same classes, everything stays in its place."""
        same = [row.name for row in rows] == [row.name for row in self._rows]
        if same and rows:
            self._rows = tuple(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of classes."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of figures."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return what a role asks of a cell."""
        if not index.isValid():
            return None
        name = COLUMNS[index.column()][0]
        value = getattr(self._rows[index.row()], name)
        if role == SORT_ROLE:
            return value.casefold() if isinstance(value, str) else -1.0 if value is None else value
        if role in (Qt.DisplayRole, Qt.ToolTipRole):
            text = value if name == "name" else shown(whole(value) if isinstance(value, int) else percent(value))
            return as_tip(text) if role == Qt.ToolTipRole else text
        if role == Qt.TextAlignmentRole and name != "name":
            return int(Qt.AlignRight | Qt.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: int, role: int = Qt.DisplayRole) -> object:
        """Return a column's name, or what it means."""
        if orientation != Qt.Horizontal:
            return None
        if role == Qt.DisplayRole:
            return shown(COLUMNS[section][1])
        if role == Qt.ToolTipRole:
            return as_tip(shown(COLUMNS[section][2]))
        if role == Qt.TextAlignmentRole:
            return int((Qt.AlignLeft if section == 0 else Qt.AlignRight) | Qt.AlignVCenter)
        return None


class ClassTable(QTableView):
    """The table.

    Signals:
        class_chosen(int): The pictures of this class (its index) are wanted.
        class_marked(int): The cursor is on this class.
    """

    class_chosen = pyqtSignal(int)
    class_marked = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._model = ClassTableModel()
        self._is_sized = False
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectRows)
        self.setSelectionMode(QAbstractItemView.SingleSelection)
        self.setEditTriggers(QAbstractItemView.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setProperty("plain", True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.Fixed)
        header.setSectionResizeMode(0, QHeaderView.Interactive)
        header.setMinimumSectionSize(40)
        header.sortIndicatorChanged.connect(lambda _column, _order: self._fit_figures())
        say(self.setAccessibleName, "Figures of each class")
        self.activated.connect(lambda index: self.class_chosen.emit(self._class_of(index)))
        self.clicked.connect(lambda index: self.class_chosen.emit(self._class_of(index)))

    def set_rows(self, rows: Sequence[ClassFigures]) -> None:
        """Show the figures of all classes, in index order."""
        self._model.set_rows(rows)
        longest = max((self.fontMetrics().horizontalAdvance(row.name) for row in rows), default=0)
        if not self._is_sized:
            self.setColumnWidth(0, min(MOST_NAME_PX, max(LEAST_NAME_PX, longest + 24)))
            self._is_sized = bool(rows)
        self._fit_figures()

    def _fit_figures(self) -> None:
        """Make the columns of figures as wide as their headings and figures; a name's is the user's."""
        for column, needed in enumerate(heading_widths(self)[1:], 1):
            self.setColumnWidth(column, max(needed, self.sizeHintForColumn(column)))

    def _class_of(self, index: QModelIndex) -> int:
        return self._sorted.mapToSource(index).row()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell which class the cursor is on."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.class_marked.emit(self._class_of(current))

    def showEvent(self, event: QShowEvent) -> None:
        """Give headings and figures room, now that their font is known."""
        super().showEvent(event)
        self._fit_figures()

    def changeEvent(self, event: QEvent) -> None:
        """Give the headings of another language room."""
        super().changeEvent(event)
        if event.type() == QEvent.LanguageChange:
            self._fit_figures()
