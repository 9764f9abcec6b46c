"""Looking for a learning rate: the progress, then the plot and the rate to take."""

from collections.abc import Sequence
from typing import Any

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.base.messages import message
from ui.language import say, shown
from ui.number_format import localised
from ui.plot_fonts import set_fonts
from ui.theme import GRID, Tokens
from ui.widgets.buttons import restyle
from ui.widgets.curve_axes import style
from ui.widgets.texts import add_button, label

WIDTH, SEARCHING_HEIGHT, RESULT_HEIGHT = 600, 170, 460
MOST_DRAWN = 0.6
"""Of the range in which the loss falls: how much of its rise is drawn above it."""


class LrSearchDialog(QDialog):
    """Opened when the search begins; told of its progress and its end.

    Signals:
        chosen(float): The suggested rate is to be used.
        stop_asked(): Closed while the search ran.
    """

    chosen = pyqtSignal(float)
    stop_asked = pyqtSignal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, "Find a learning rate")
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.resize(WIDTH, SEARCHING_HEIGHT)
        self._tokens = tokens
        self._is_searching = True
        self._rate: float | None = None
        self.text = label("A copy of the network is trained for up to 100 steps while the learning rate rises. Where "
                          "its loss falls most steeply is a good learning rate.")  # fmt: skip
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextSelectableByMouse)  # an error may hold an address to fetch from
        self.stage = label("Begins...", role="quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        say(self.bar.setAccessibleName, "Progress of the search")
        self._place = QWidget()
        self._place.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
        self.note = label("", role="quiet")
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextSelectableByMouse)
        self.note.hide()
        box = self._box = QDialogButtonBox()
        self.use: QPushButton | None = None
        self.leave = add_button(box, "Cancel", QDialogButtonBox.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for part in (self.text, self.stage, self.bar):
            column.addWidget(part)
        column.addWidget(self._place, 1)
        column.addWidget(self.note)
        column.addWidget(box)

    def show_progress(self, stage: str, done: int, total: int | None) -> None:
        """Show how far the search is; `total` is None while nobody knows."""
        say(self.stage.setText, stage)
        self.bar.setRange(0, total or 0)
        self.bar.setValue(done)

    def show_result(self, rates: Sequence[float], losses: Sequence[float], smoothed: Sequence[float],
                    suggestion: float | None, path: str) -> None:  # fmt: skip
        """Draw what was found and offer the rate.

        Args:
            rates: Learning rates tried, rising.
            losses: The loss at each.
            smoothed: The same, smoothed.
            suggestion: The rate to take; None where none is better than others.
            path: Where the plot was saved.
        """
        self._end()
        self._rate = suggestion
        if suggestion is None:
            say(self.text.setText, "At none of the learning rates did the loss fall by more than it differs from batch "
                                   "to batch. Keep the usual rate, try larger batches, or look at the classes and "
                                   "pictures.")  # fmt: skip
        else:
            say(self.text.setText, message("The loss falls most steeply at {rate}.", rate=f"{suggestion:g}"))
            self.use = add_button(self._box, message("Use {rate}", rate=f"{suggestion:g}"), QDialogButtonBox.AcceptRole)
            restyle(self.use, primary=True)
            self.use.setDefault(True)
            self.use.setFocus()
        self._draw(rates, losses, smoothed, suggestion)
        self._make_room()
        say(self.note.setText, message("The plot was saved as {path}", path=path))
        self.note.show()

    def show_error(self, text: str) -> None:
        """Say why there is no result."""
        self._end()
        say(self.text.setText, text)

    def accept(self) -> None:
        """Hand on the rate."""
        super().accept()
        if self._rate is not None:
            self.chosen.emit(self._rate)

    def reject(self) -> None:
        """Close; a search that runs is to be stopped."""
        if self._is_searching:
            self._is_searching = False
            self.stop_asked.emit()
        super().reject()

    def _end(self) -> None:
        self._is_searching = False
        self.stage.hide()
        self.bar.hide()
        say(self.leave.setText, "Close")

    def _make_room(self) -> None:
        """Grow to both sides: downwards alone, the buttons would leave a small screen."""
        growth = max(0, RESULT_HEIGHT - self.height())
        top = self.screen().availableGeometry().top()
        self.move(self.x(), max(top, self.y() - growth // 2))
        self.resize(self.width(), self.height() + growth)

    def _draw(self, rates: Sequence[float], losses: Sequence[float], smoothed: Sequence[float],
              suggestion: float | None) -> None:  # fmt: skip
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        from matplotlib.figure import Figure

        tokens = self._tokens
        figure = Figure(layout="constrained")
        canvas: Any = FigureCanvasQTAgg(figure)
        say(canvas.setAccessibleName, "Loss at each learning rate")
        colors = canvas.palette()
        colors.setColor(QPalette.Window, tokens.color("surface"))
        canvas.setPalette(colors)
        axes = figure.add_subplot()
        style(axes, tokens)
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda value, _place: localised(f"{value:g}"))
        axes.minorticks_off()
        axes.plot(rates, losses, color=tokens.quiet, linewidth=0.8, alpha=0.6)
        axes.plot(rates, smoothed, color=tokens.accent, linewidth=1.8)
        low, high = min(smoothed), max(smoothed[: max(1, len(smoothed) * 3 // 4)])
        axes.set_ylim(low - 0.15 * (high - low), high + MOST_DRAWN * (high - low) + 1e-6)
        if suggestion is not None:
            axes.axvline(suggestion, color=tokens.accent, linestyle="--", linewidth=1)
        axes.set_xlabel(shown("learning rate"))
        axes.set_ylabel(shown("loss"), color=tokens.quiet, fontsize=8)
        set_fonts(figure)
        column = QVBoxLayout(self._place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(canvas)
