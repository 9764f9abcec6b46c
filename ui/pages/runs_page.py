"""The Runs page: all runs in a table, and the chosen ones below it."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QAction,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import message
from core.base.run_info import STATE_WORDS, RunState
from ui.language import say
from ui.pages.page import Page
from ui.theme import GRID, Tokens
from ui.widgets.banner import Banner
from ui.widgets.buttons import PushButton, button
from ui.widgets.empty_runs import EmptyRuns
from ui.widgets.run_details import RunDetails
from ui.widgets.run_table import RunTable
from ui.widgets.texts import add_items, label

ACTION_NAMES = ("continue", "train_with", "predict", "evaluate", "export", "folder", "delete")


class RunsPage(Page):
    """List, compare and use runs.

    Attributes:
        banner, filter, states, table, details, empty: Its parts; the controller connects them.
        buttons: What can be done with the chosen runs, by name (ACTION_NAMES).

    Signals:
        stop_asked(): Stop looking for runs.
    """

    key = "runs"
    title = message("Runs")
    icon_name = "runs"
    stop_asked = pyqtSignal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.folders = PushButton()
        say(self.folders.setText, "Runs folders")
        say(self.folders.setToolTip, "Where runs are looked for")
        self.folders.setProperty("has_menu", True)
        self.folders.setMenu(QMenu(self.folders))
        self.header.add(self.folders)
        self.banner = Banner(tokens)
        self.body.addWidget(self.banner)
        self.empty = EmptyRuns(tokens)
        self.table = RunTable(tokens)
        self.details = RunDetails(tokens)
        self.buttons: dict[str, QPushButton] = self._make_buttons()
        split = QSplitter(Qt.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GRID)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._filter_row())
        column.addWidget(self.table, 1)
        column.addLayout(self._button_row())
        split.addWidget(upper)
        split.addWidget(self.details)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self.details.show_nothing()

    def _make_buttons(self) -> dict[str, QPushButton]:
        made = (
            button("Continue...", tip="Go on with this run"),
            button("Train with its settings", tip="Open the Train page with this run's settings and data"),
            button("Open in Predict", tip="Browse what the network says of the run's pictures"),
            button("Open in Evaluate", tip="See where the network errs"),
            button("Export...", tip="Write the model as ONNX, for other programs"),
            button("Show folder", tip="Everything the run wrote"),
            button("Delete", tip="Move the chosen runs to the trash (Del)"),
        )
        return dict(zip(ACTION_NAMES, made, strict=True))

    def _filter_row(self) -> QHBoxLayout:
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(320)
        say(self.filter.setPlaceholderText, "Filter by network, data, folder or state")
        say(self.filter.setAccessibleName, "Filter the runs")
        self.states = QComboBox()
        say(self.states.setAccessibleName, "State of the runs shown")
        add_items(self.states, [("All states", None), *((STATE_WORDS[state], state) for state in RunState)])
        self.count = label("", role="quiet")
        self.stop = button("Stop looking", self.stop_asked.emit, kind="link")
        self.stop.hide()
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.filter, 1)
        row.addWidget(self.states)
        row.addWidget(self.count)
        row.addWidget(self.stop)
        row.addStretch(1)
        return row

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for name, widget in self.buttons.items():
            if name == "delete":
                row.addStretch(1)
            row.addWidget(widget)
        return row

    def set_menu_actions(self, actions: list[QAction]) -> None:
        """Offer these commands in the table's context menu."""
        self.table.addActions(actions)
        self.table.setContextMenuPolicy(Qt.ActionsContextMenu)

    def show_empty(self, empty: bool) -> None:
        """Show the empty state, or the table."""
        self._stack.setCurrentIndex(1 if empty else 0)

    def show_no_runs(self, path: str) -> None:
        """Say that what was dropped here holds no run."""
        text = message("There is no run in {path}. A run is the folder that a training writes; pictures to train with "
                       "are opened on the Train page.", path=path)  # fmt: skip
        self.banner.show_message(text, "warning")

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        super().set_tokens(tokens)
        for part in (self.banner, self.empty, self.table, self.details):
            part.set_tokens(tokens)
