"""The table of runs."""

from collections.abc import Iterable, Sequence

from PyQt5.QtCore import QEvent, QItemSelection, QItemSelectionModel, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PyQt5.QtWidgets import QHeaderView, QTableView

from core.base.run_info import RunInfo, RunState
from ui.language import say
from ui.theme import GRID, Tokens
from ui.widgets.run_model import NAMES, RUN_ROLE, Column, RunModel, RunProxy
from ui.widgets.tables import set_up_table

WIDTHS = {
    Column.STATE: 116, Column.MODEL: 118, Column.DATA: 86, Column.STARTED: 138, Column.EPOCHS: 64, Column.TIME: 56,
    Column.BALANCED: 98, Column.LOSS: 72, Column.TEST: 104, Column.FOLDER: 48,
}  # fmt: skip
"""Widths of the columns in pixels, where their headings need no more."""


class RunTable(QTableView):
    """Sort, filter and choose runs.

    Signals:
        chosen(tuple): The chosen runs (RunInfo), in the table's order.
        test_sorting_refused(): Somebody wanted to sort by test figures.
        opened(object): A run was double-clicked, or Enter was pressed on it.
    """

    chosen = pyqtSignal(tuple)
    test_sorting_refused = pyqtSignal()
    opened = pyqtSignal(object)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.runs = RunModel(tokens, self)
        self.proxy = RunProxy(self.runs, self)
        self.setModel(self.proxy)
        self.setSelectionMode(QTableView.ExtendedSelection)
        set_up_table(self)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.ElideRight)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(16, 16))
        say(self.setAccessibleName, "Runs")
        self.verticalHeader().setDefaultSectionSize(3 * GRID + 4)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.Interactive)
        self._given = dict(WIDTHS)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        self._sorted = (int(Column.STARTED), Qt.DescendingOrder)
        self.setSortingEnabled(True)
        self.sortByColumn(*self._sorted)
        header.sortIndicatorChanged.connect(self._on_sort_asked)
        self.runs.rowsInserted.connect(lambda *_rows: self._make_room())  # the proxy's comes for each run apart
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(RUN_ROLE)))

    def set_filter(self, text: str, state: RunState | None) -> None:
        """Show only some runs."""
        self.proxy.set_filter(text, state)

    def chosen_runs(self) -> tuple[RunInfo, ...]:
        """Return the chosen runs in the table's order."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(self.proxy.index(row, 0).data(RUN_ROLE) for row in rows)

    def choose(self, run_dirs: Iterable[str]) -> None:
        """Choose runs by their folders; unknown ones are passed over."""
        wanted = set(run_dirs)
        selection = QItemSelection()
        first = None
        for row in range(self.proxy.rowCount()):
            index = self.proxy.index(row, 0)
            if str(index.data(RUN_ROLE).run_dir) in wanted:
                selection.select(index, index)
                first = first or index
        flags = QItemSelectionModel.ClearAndSelect | QItemSelectionModel.Rows
        if first is not None:
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.NoUpdate)
            self.scrollTo(first)
        self.selectionModel().select(selection, flags)

    def set_runs(self, runs: Sequence[RunInfo]) -> None:
        """Show these runs and no others; the chosen ones stay chosen."""
        self.runs.set_runs(runs)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self.runs.set_tokens(tokens)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell the chosen runs."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.chosen_runs())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a run with Enter."""
        if event.key() in (Qt.Key_Return, Qt.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(RUN_ROLE))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give names what room there is."""
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the headings room, now that their font is known."""
        super().showEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Give the headings of another language room."""
        super().changeEvent(event)
        if event.type() == QEvent.LanguageChange:
            self._make_room()

    def _make_room(self) -> None:
        """Widen the columns whose headings need it, then those of names while there is room beside the folders' names.

        Those that the user made as wide as they are stay so. The last is as wide as there is room; what it is given is
        the least.
        """
        needed, last = self._heading_widths(), max(WIDTHS)
        widths = {column: self.columnWidth(column) for column in WIDTHS}
        own = [column for column in WIDTHS if column == last or widths[column] == self._given[column]]
        widths |= {column: max(WIDTHS[column], needed[column]) for column in own}
        spare = self.viewport().width() - sum(widths.values()) + widths[last]
        spare -= max(widths[last], self._name_width(last))
        for column in (Column.MODEL, Column.DATA):
            if column in own:
                more = max(0, min(spare, self._name_width(column) - widths[column]))
                widths[column] += more
                spare -= more
        for column in own:
            self._given[column] = widths[column]
            self.setColumnWidth(column, widths[column])

    def _name_width(self, column: Column) -> int:
        """Return what the widest name of a column needs, shown or not; Qt's own hint lays out hundreds of cells."""
        runs, advance = self.runs.runs, self.fontMetrics().horizontalAdvance
        if not runs:
            return 0
        row = max(range(len(runs)), key=lambda row: advance(NAMES[column](runs[row])))
        cell = self.runs.index(row, column)
        return self.itemDelegate().sizeHint(self.viewOptions(), cell).width()

    def _heading_widths(self) -> dict[int, int]:
        """Return what each heading needs: Qt would add the arrow of sorting, which is wide, to all, not to the one."""
        header = self.horizontalHeader()
        header.setSortIndicatorShown(False)
        widths: dict[int, int] = {column: header.sectionSizeHint(column) for column in WIDTHS}
        header.setSortIndicatorShown(True)
        widths[self._sorted[0]] = header.sectionSizeHint(self._sorted[0])
        return widths

    def _on_sort_asked(self, column: int, order: Qt.SortOrder) -> None:
        if column == Column.TEST:
            self.horizontalHeader().setSortIndicator(*self._sorted)
            self.test_sorting_refused.emit()
        else:
            self._sorted = (column, order)
            self._make_room()
