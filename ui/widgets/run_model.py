"""The runs as a table: what each cell says, how it is sorted and filtered."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from PyQt5.QtWidgets import QWidget

from core.base.durations import duration
from core.base.messages import message
from core.base.run_info import STATE_WORDS, RunInfo, RunState
from ui.icons import icon
from ui.language import as_tip, shown
from ui.theme import Tokens
from ui.wording import DASH, number, percent

SORT_ROLE = Qt.UserRole
RUN_ROLE = Qt.UserRole + 1


class Column(IntEnum):
    """The columns, from the left."""

    STATE = 0
    MODEL = 1
    DATA = 2
    STARTED = 3
    EPOCHS = 4
    TIME = 5
    BALANCED = 6
    LOSS = 7
    TEST = 8
    FOLDER = 9


HEADINGS = {
    Column.STATE: message("State"), Column.MODEL: message("Network"), Column.DATA: message("Data"),
    Column.STARTED: message("Started"), Column.EPOCHS: message("Epochs"), Column.TIME: message("Time"),
    Column.BALANCED: message("Val balanced"), Column.LOSS: message("Val loss"),
    Column.TEST: message("Test balanced"), Column.FOLDER: message("Folder"),
}  # fmt: skip
HEADING_TIPS = {
    Column.STATE: message("A run counts as running while its process lives; one of another computer, while it writes"),
    Column.TIME: message("Time of its epochs"),
    Column.BALANCED: message("Balanced accuracy on the val pictures, at the best epoch. Only runs with the same val "
                             "pictures can be compared: choose them, and see below"),
    Column.LOSS: message("Loss on the val pictures, at the best epoch"),
    Column.TEST: message("Balanced accuracy on the test pictures. Runs cannot be sorted by it: who chooses a run by "
                         "its test figure makes that figure too good. Choose by val; look at test once, at the end"),
}  # fmt: skip
RIGHT_ALIGNED = frozenset({Column.EPOCHS, Column.TIME, Column.BALANCED, Column.LOSS, Column.TEST})
STATE_ICONS = {
    RunState.RUNNING: ("start", "accent"), RunState.FINISHED: ("right", "good"),
    RunState.EARLY_STOPPED: ("right", "good"), RunState.STOPPED: ("stop", "quiet"),
    RunState.INTERRUPTED: ("warning", "warn"), RunState.DIVERGED: ("error", "bad"), RunState.FAILED: ("error", "bad"),
    RunState.INCOMPLETE: ("info", "quiet"),
}  # fmt: skip


class RunModel(QAbstractTableModel):
    """The runs; changes row by row, so that the selection stays."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs: list[RunInfo] = []
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw the icons in another theme's colours."""
        self._icons = {state: icon(name, tokens, color) for state, (name, color) in STATE_ICONS.items()}
        self._tell_changed(range(len(self.runs)), [Qt.DecorationRole])

    def set_runs(self, runs: Sequence[RunInfo]) -> None:
        """Show these runs and no others."""
        wanted = {run.run_dir: run for run in runs}
        for row in reversed(range(len(self.runs))):
            if self.runs[row].run_dir not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self.runs[row]
                self.endRemoveRows()
        self.add_runs(runs)

    def add_runs(self, runs: Sequence[RunInfo]) -> None:
        """Show some runs that are new or have changed."""
        places = {run.run_dir: row for row, run in enumerate(self.runs)}
        new = [run for run in runs if run.run_dir not in places]
        changed = []
        for run in runs:
            row = places.get(run.run_dir)
            if row is not None and (self.runs[row] != run or run.running):
                self.runs[row] = run
                changed.append(row)
        self._tell_changed(changed)
        if new:
            self.beginInsertRows(QModelIndex(), len(self.runs), len(self.runs) + len(new) - 1)
            self.runs += new
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of runs."""
        return 0 if parent.isValid() else len(self.runs)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole) -> object:
        """Return a heading, or what it means."""
        if orientation != Qt.Horizontal:
            return None
        if role == Qt.DisplayRole:
            return shown(HEADINGS[Column(section)])
        if role == Qt.ToolTipRole and section in HEADING_TIPS:
            return as_tip(shown(HEADING_TIPS[Column(section)]))
        if role == Qt.TextAlignmentRole and section in RIGHT_ALIGNED:
            return int(Qt.AlignRight | Qt.AlignVCenter)
        return None

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> object:
        """Return a cell's text, its icon, or what it is sorted by."""
        if not index.isValid():
            return None
        run, column = self.runs[index.row()], Column(index.column())
        if role == Qt.DisplayRole:
            return _text(run, column)
        if role == SORT_ROLE:
            return SORT_VALUES[column](run)
        if role == RUN_ROLE:
            return run
        if role == Qt.DecorationRole and column == Column.STATE:
            return self._icons[run.condition]
        if role == Qt.ToolTipRole:
            return as_tip(_tip(run, column))
        if role == Qt.TextAlignmentRole and column in RIGHT_ALIGNED:
            return int(Qt.AlignRight | Qt.AlignVCenter)
        return None

    def _tell_changed(self, rows: Sequence[int], roles: Sequence[int] = ()) -> None:
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1), list(roles))


class RunProxy(QSortFilterProxyModel):
    """The runs sorted and filtered; never sorted by test, and what has no figure comes last."""

    def __init__(self, model: RunModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._state: RunState | None = None
        self._ranks: list[int] | None = None
        self._sorting = (Column.STARTED, Qt.DescendingOrder)
        # Before setSourceModel, so that the ranks are forgotten before Qt sorts again.
        for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._forget_ranks)
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)

    def set_filter(self, text: str, state: RunState | None) -> None:
        """Let through the runs whose network, data, folder and state hold all words, and that stand so."""
        self._words = tuple(text.casefold().split())
        self._state = state
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        """Return whether a run is let through."""
        run: RunInfo = self.sourceModel().runs[row]
        if self._state is not None and run.condition is not self._state:
            return False
        words = STATE_WORDS[run.condition]
        text = " ".join((run.model, run.data_name, run.run_dir.name, words, shown(words))).casefold()
        return all(word in text for word in self._words)

    def sort(self, column: int, order: Qt.SortOrder = Qt.AscendingOrder) -> None:
        """Sort by a column, unless it is test's."""
        if column != Column.TEST:
            self._forget_ranks()
            self._sorting = (Column(column), order) if column >= 0 else (Column.STARTED, order)
            super().sort(column, order)

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:
        """Compare two runs by their ranks; working out both values each time would hold up the window."""
        if self._ranks is None:
            self._ranks = self._ranked()
        return self._ranks[left.row()] < self._ranks[right.row()]

    def _ranked(self) -> list[int]:
        """Return each run's place in the order; equal ones share it, and one without a figure comes last."""
        column, order = self._sorting
        values = [SORT_VALUES[column](run) for run in self.sourceModel().runs]
        places = {value: place for place, value in enumerate(sorted({value for value in values if value is not None}))}
        missing = -1 if order == Qt.DescendingOrder else len(places)
        return [missing if value is None else places[value] for value in values]

    def _forget_ranks(self, *_changed: object) -> None:
        self._ranks = None


def seconds_of(run: RunInfo) -> float:
    """Return a run's time; that of a running one goes on."""
    since = max(run.last_sign, run.started)
    return run.seconds + (max(0.0, time.time() - since) if run.running and since else 0.0)


def started_text(run: RunInfo) -> str:
    """Return when a run began."""
    try:
        return datetime.fromtimestamp(run.started).strftime("%Y-%m-%d %H:%M") if run.started else DASH
    except (OSError, OverflowError, ValueError):
        return DASH


def _text(run: RunInfo, column: Column) -> str:
    if column == Column.STATE:
        return shown(STATE_WORDS[run.condition])
    if column == Column.STARTED:
        return started_text(run)
    if column == Column.EPOCHS:
        return f"{run.epochs_done}/{run.epochs}"
    if column == Column.TIME:
        return shown(duration(seconds_of(run)))
    if column == Column.BALANCED:
        return shown(percent(run.val.get("balanced_accuracy")))
    if column == Column.LOSS:
        return shown(number(run.val.get("val_loss")))
    if column == Column.TEST:
        return shown(percent(run.test.get("balanced_accuracy")))
    return NAMES[column](run)


def _tip(run: RunInfo, column: Column) -> str:
    if column == Column.STATE and run.condition is RunState.INCOMPLETE:
        return shown("config.json cannot be read; perhaps the folder is still being copied")
    if column == Column.STATE and run.host:
        return shown(message("It goes on on the computer {host}", host=run.host))
    if column == Column.STATE and run.condition is RunState.INTERRUPTED:
        return shown("Its process ended without saying why; it can go on from its last checkpoint")
    return str(run.run_dir)


NAMES: dict[Column, Callable[[RunInfo], str]] = {
    Column.MODEL: lambda run: run.model, Column.DATA: lambda run: run.data_name,
    Column.FOLDER: lambda run: run.run_dir.name,
}  # fmt: skip
"""What stands in the columns that names stand in."""
SORT_VALUES: dict[Column, Callable[[RunInfo], Any]] = {
    Column.STATE: lambda run: list(RunState).index(run.condition), Column.MODEL: lambda run: run.model.casefold(),
    Column.DATA: lambda run: run.data_name.casefold(), Column.STARTED: lambda run: run.started,
    Column.EPOCHS: lambda run: run.epochs_done, Column.TIME: seconds_of,
    Column.BALANCED: lambda run: run.val.get("balanced_accuracy"), Column.LOSS: lambda run: run.val.get("val_loss"),
    Column.TEST: lambda run: None, Column.FOLDER: lambda run: run.run_dir.name.casefold(),
}  # fmt: skip
"""What each column is sorted by; None where a run has no figure, and for test, which nothing is sorted by."""
