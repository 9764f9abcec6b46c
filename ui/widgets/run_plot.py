"""Curves of several runs over each other, one figure at a time."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.base.messages import message
from ui.language import say, shown
from ui.plot_fonts import set_fonts
from ui.run_curves import BY_BATCH, FRACTIONS, METRICS, RunCurves
from ui.theme import GRID, LIGHT, RUN_COLORS, Tokens
from ui.widgets.buttons import button, set_enabled
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.curve_axes import percent_formatter, style
from ui.widgets.plot_canvas import LEAST_HEIGHT, PlotCanvas, choose_figure_path, save_figure
from ui.widgets.texts import add_items

MOST = 8
"""More runs than colours are not told apart."""
MARKED_POINTS = 60
ROOM = 0.03
"""Share of the epochs shown that is left free at both ends."""
SAVED_INCHES = (8.0, 4.5)
MARGINS_PX = (60, 14, 10, 40)
NAMES_WIDTH_PX = 210
LINE_SIGN, STAR = "\N{BOX DRAWINGS HEAVY HORIZONTAL}", "\N{BLACK STAR}"
NO_FIGURE = message("The chosen runs have no such figure yet.")


class RunPlot(QWidget):
    """One figure of some runs by epoch; the best epoch of each is marked by a star.

    Signals:
        saved(str): The figure was written to this path.
        save_failed(object): It could not be; a sentence, as Message.
    """

    saved = pyqtSignal(str)
    save_failed = pyqtSignal(object)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._runs: tuple[RunCurves, ...] = ()
        self._colors: Mapping[str, int] = {}
        self._canvas: PlotCanvas | None = None
        self._stale = False
        self._why_empty: str = NO_FIGURE
        self.metric = ChoiceBox()
        say(self.metric.setAccessibleName, "Figure to draw")
        add_items(self.metric, [(words, name) for name, words in METRICS.items()])
        self.metric.currentIndexChanged.connect(lambda _index: self._draw())
        self.save = button("Save figure...", self._on_save)
        row = QHBoxLayout()
        row.addWidget(self.metric)
        row.addStretch(1)
        row.addWidget(self.save)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addLayout(row)
        self._place = QWidget()
        self._place.setMinimumHeight(LEAST_HEIGHT)
        # Beside the figure: in it, a legend would cover curves and stars wherever it stood.
        self.names = QLabel()
        self.names.setTextFormat(Qt.RichText)
        self.names.setWordWrap(True)
        self.names.setAlignment(Qt.AlignTop)
        self.names.setProperty("transparent", True)  # what scrolls has the window's colour else
        self._side = QScrollArea()  # as many names do not fit beside a low figure
        self._side.setWidget(self.names)
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.NoFrame)
        self._side.setFocusPolicy(Qt.NoFocus)
        self._side.setFixedWidth(NAMES_WIDTH_PX)
        self._figure = QHBoxLayout()
        self._figure.setSpacing(GRID)
        self._figure.addWidget(self._place, 1)
        self._figure.addWidget(self._side)
        self._column.addLayout(self._figure, 1)

    def show_runs(self, runs: Sequence[RunCurves], why_none: str = "") -> None:
        """Draw these runs, as many as there are colours; each keeps its colour while it is chosen.

        Args:
            runs: The runs.
            why_none: Why there is none.
        """
        self._why_empty = why_none or NO_FIGURE
        self._runs = tuple(runs[:MOST])
        free = [number for number in range(MOST) if number not in
                {self._colors[run.key] for run in self._runs if run.key in self._colors}]  # fmt: skip
        self._colors = {run.key: self._colors[run.key] if run.key in self._colors else free.pop(0)
                        for run in self._runs}  # fmt: skip
        self._draw()

    def color_of(self, key: str) -> str:
        """Return the colour of a run that is drawn."""
        return RUN_COLORS[self._tokens.name][self._colors.get(key, 0)]

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._tokens = tokens
        self._draw()

    def save_figure(self, path: str) -> None:
        """Write the figure as PNG or SVG (by the ending), in light colours."""
        problem = save_figure(path, lambda axes: self._draw_into(axes, LIGHT), SAVED_INCHES)
        if problem:
            self.save_failed.emit(problem)
        else:
            self.saved.emit(path)

    def _draw(self) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        canvas = self._canvas or self._make_canvas()
        canvas.set_tokens(self._tokens)
        canvas.axes.clear()
        self._draw_into(canvas.axes, self._tokens, with_names=False)
        canvas.widget.draw_idle()
        self._show_names(canvas.widget)

    def _drawn(self) -> list[RunCurves]:
        """Return the runs that have the figure."""
        return [run for run in self._runs if run.points.get(self.metric.currentData(), ((), ()))[0]]

    def _show_names(self, widget: QWidget) -> None:
        """Say which curve is which run's."""
        drawn, metric = self._drawn(), self.metric.currentData()
        lines = [f'<span style="color:{self.color_of(run.key)}">{LINE_SIGN}</span>&nbsp;{escape(run.name)}'
                 for run in drawn]  # fmt: skip
        if any(run.best_epoch in run.points[metric][0] for run in drawn):
            lines.append(f"{STAR}&nbsp;{escape(shown('best epoch'))}")
        self.names.setText("<br>".join(lines))
        self._side.setVisible(bool(lines))
        widget.setAccessibleDescription("; ".join(run.name for run in drawn))
        set_enabled(self.save, bool(lines), self._why_empty)

    def _draw_into(self, axes: Any, tokens: Tokens, *, with_names: bool = True) -> None:
        metric, drawn = self.metric.currentData(), self._drawn()
        style(axes, tokens)
        for run in drawn:
            xs, ys = run.points[metric]
            color = RUN_COLORS[tokens.name][self._colors[run.key]]
            marker = "o" if len(xs) <= MARKED_POINTS else ""
            axes.plot(xs, ys, color=color, linewidth=1.5, marker=marker, markersize=3.5, label=run.name)
            if run.best_epoch in xs:
                axes.plot([run.best_epoch], [ys[xs.index(run.best_epoch)]], color=color, marker="*", markersize=12,
                          markeredgecolor=tokens.surface, linestyle="", label="_")  # fmt: skip
        places = [run.points[metric][0] for run in drawn]
        axes.set_xlim(*_x_limits(places, by_batch=metric in BY_BATCH))
        axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
        axes.set_xlabel(shown("epoch"))
        if metric in FRACTIONS:
            axes.yaxis.set_major_formatter(percent_formatter())
            axes.locator_params(axis="y", steps=[1, 2, 5, 10])  # ticks at 0.25 % would take a digit more
        if drawn and with_names:
            legend = axes.legend(loc="best", fontsize=8, labelcolor=tokens.text)
            legend.get_frame().set(facecolor=tokens.surface, edgecolor=tokens.line, alpha=0.9)
        if not drawn:
            axes.set_xticks([])
            axes.set_yticks([])
            axes.text(0.5, 0.5, shown(self._why_empty), transform=axes.transAxes,
                      ha="center", va="center", color=tokens.quiet, fontsize=9)  # fmt: skip
        set_fonts(axes.figure)

    def _make_canvas(self) -> PlotCanvas:
        self._canvas = PlotCanvas(MARGINS_PX)
        widget = self._canvas.widget
        say(widget.setAccessibleName, "Curves of the chosen runs")
        widget.setMinimumHeight(LEAST_HEIGHT)
        self._figure.replaceWidget(self._place, widget)
        self._figure.setStretch(0, 1)
        self._place.hide()
        return self._canvas

    def _on_save(self) -> None:
        path = choose_figure_path(self, "runs")
        if path:
            self.save_figure(path)

    def showEvent(self, event: QEvent) -> None:
        """Draw what came while it was out of sight."""
        super().showEvent(event)
        if self._stale:
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Write the axes in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.LanguageChange:
            self._draw()


def _x_limits(places: Sequence[Sequence[float]], *, by_batch: bool) -> tuple[float, float]:
    """Return what part of the epochs is shown, with room for the marks at its ends.

    Figures of batches are there from the start, those of whole epochs from the first one's end on.
    """
    first, last = min((xs[0] for xs in places), default=0.0), max((xs[-1] for xs in places), default=1.0)
    if by_batch:
        return 0.0, 1.02 * last
    room = ROOM * (last - first) or 0.5
    return first - room, last + room
