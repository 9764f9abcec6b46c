"""Confusion matrices of several runs side by side."""

from collections.abc import Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.base.messages import Message, message
from ui.language import say
from ui.run_curves import RunCurves
from ui.theme import GRID, Tokens
from ui.widgets.confusion_view import ConfusionView
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.texts import label
from ui.wording import DASH

LEAST_WIDTH = 220


class RunMatrices(QScrollArea):
    """One matrix a run, each under its run's name; scrolls sideways where there are many."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._shown: tuple[tuple[RunCurves, ...], str] = ((), "")
        self.views: list[ConfusionView] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarAlwaysOff)

    def show_runs(self, runs: Sequence[RunCurves], why_none: str = "") -> None:
        """Show these runs' matrices, or say why there is none."""
        if (tuple(runs), why_none) == self._shown:
            return
        self._shown = tuple(runs), why_none
        inside = QWidget()
        inside.setProperty("transparent", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        self.views = []
        if any(run.confusion for run in runs):
            column.addWidget(label("Rows: the true class; columns: what the network says.", role="quiet"))
        column.addLayout(row, 1)
        for run in runs:
            row.addLayout(self._column(run), 1)
        if not runs and why_none:
            reason = label(why_none, role="quiet")
            reason.setAlignment(Qt.AlignCenter)
            row.addWidget(reason)
        self.setWidget(inside)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._tokens = tokens
        for view in self.views:
            view.set_tokens(tokens)

    def _column(self, run: RunCurves) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        title = ElidedLabel("", Qt.ElideRight)
        say(title.setText, run.name)
        column.addWidget(title)
        if run.confusion:
            counted = ElidedLabel("", Qt.ElideRight)
            counted.setProperty("role", "quiet")
            say(counted.setText, _counted(run))
            column.addWidget(counted)
            view = ConfusionView(self._tokens)
            view.setMinimumWidth(LEAST_WIDTH)
            view.set_matrix(run.classes, run.confusion)
            self.views.append(view)
            column.addWidget(view, 1)
        else:
            empty = label("No epoch with a matrix yet, or its events.jsonl is missing.", role="quiet")
            empty.setWordWrap(True)
            empty.setMinimumWidth(LEAST_WIDTH)
            column.addWidget(empty)
            column.addStretch(1)
        return column


def _counted(run: RunCurves) -> Message:
    """Return which pictures a matrix counts, and with the weights of which epoch."""
    if run.judged_on:
        return message("{pictures}, epoch {epoch}", pictures=run.judged_on, epoch=run.best_epoch or DASH)
    return message("Val pictures, epoch {epoch}", epoch=run.best_epoch)
