"""ROC, precision and recall, and calibration: one figure that shows the curves of the tab in sight."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape
from typing import Any

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QHideEvent, QShowEvent
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from core.base.messages import message
from ui.icons import icon
from ui.language import say, shown
from ui.plot_fonts import set_fonts
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.plot_canvas import PlotCanvas, choose_figure_path, save_figure
from ui.widgets.texts import add_items

REDRAW_MS = 30
MEAN = -1
MARGINS_PX = (60, 10, 8, 40)
"""Room left, right, above and below the axes."""
SAVED_INCHES = (6.0, 5.0)
LINE_SIGN = "\u2501"
MARK_SIGNS = ("\u25cf", "\u25c7")
"""As they are drawn: a disk for the threshold in use, a hollow diamond for the others."""


class Curve(StrEnum):
    """What a figure shows."""

    ROC = "roc"
    PR = "pr"
    CALIBRATION = "calibration"


@dataclass(frozen=True)
class Line:
    """One curve.

    Attributes:
        x, y: Its points.
        label: What the legend says; a name from the data, or a Message.
    """

    x: Sequence[float]
    y: Sequence[float]
    label: str = ""


@dataclass(frozen=True)
class Mark:
    """One point on a curve, such as where a threshold lies."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class CurveSet:
    """All that one figure shows.

    Attributes:
        by_class: The curve of each class, in index order; None where a class has none.
        mean: The mean over the classes; None where there are two, or it has none.
        counts: For calibration: pictures in each bin, beside `mean`.
    """

    by_class: Sequence[Line | None] = ()
    mean: Line | None = None
    counts: Sequence[int] = ()


@dataclass(frozen=True)
class Drawing:
    """What is drawn now: the lines, the strongest last, and marks."""

    lines: Sequence[Line]
    marks: Sequence[Mark] = field(default=())


NAMES = {
    Curve.ROC: message("ROC"),
    Curve.PR: message("Precision over recall"),
    Curve.CALIBRATION: message("Calibration"),
}
AXES = {
    Curve.ROC: (message("1 - specificity"), message("sensitivity")),
    Curve.PR: (message("recall"), message("precision")),
    Curve.CALIBRATION: (message("best score"), message("how often right")),
}


def draw(axes: Any, kind: Curve, drawing: Drawing, counts: Sequence[int], tokens: Tokens, *,
         with_names: bool = True) -> None:  # fmt: skip
    """Draw into axes emptied before, in a theme's colours; with a legend where the names stand nowhere else."""
    axes.clear()
    axes.set_facecolor(tokens.surface)
    axes.figure.set_facecolor(tokens.surface)
    axes.tick_params(colors=tokens.quiet, labelsize=8)
    for spine in axes.spines.values():
        spine.set_color(tokens.line)
    axes.grid(color=tokens.line, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    labels = AXES[kind]
    axes.set_xlabel(shown(labels[0]), color=tokens.quiet, fontsize=8)
    axes.set_ylabel(shown(labels[1]), color=tokens.quiet, fontsize=8)
    if kind is not Curve.PR:
        axes.plot([0, 1], [0, 1], color=tokens.quiet, linewidth=0.8, linestyle="--")
    if counts:
        most = max(counts) or 1
        size = len(counts)
        axes.bar([(place + 0.5) / size for place in range(size)], [0.25 * count / most for count in counts],
                 width=0.9 / size, color=tokens.line, zorder=1)  # fmt: skip
    for number, line in enumerate(drawing.lines):
        axes.plot(line.x, line.y, label=shown(line.label), color=line_color(number, tokens), linewidth=1.8,
                  marker="o" if kind is Curve.CALIBRATION else None, markersize=4,
                  drawstyle="steps-pre" if kind is Curve.PR else "default")  # fmt: skip
    for number, mark in enumerate(drawing.marks):
        # Not cut where it lies on the edge, as Youden's often does.
        axes.plot([mark.x], [mark.y], linestyle="", marker="o" if number == 0 else "D", markersize=8,
                  markerfacecolor=tokens.surface if number else tokens.val, markeredgecolor=tokens.val,
                  markeredgewidth=1.5, label=shown(mark.label), zorder=5, clip_on=False)  # fmt: skip
    if with_names and (drawing.lines or drawing.marks):
        legend = axes.legend(loc="best", fontsize=8, labelcolor=tokens.text, frameon=True)
        legend.get_frame().set(facecolor=tokens.surface, edgecolor=tokens.line, alpha=0.9)
    set_fonts(axes.figure)


def line_color(number: int, tokens: Tokens) -> str:
    """Return the colour of a line of a drawing."""
    colors = (tokens.train, tokens.val, tokens.rate)
    return colors[number % len(colors)]


def names_of(drawing: Drawing, tokens: Tokens) -> str:
    """Return what the lines and marks are, each on a line after its sign, as HTML."""
    signs = [(LINE_SIGN, line_color(number, tokens), line.label) for number, line in enumerate(drawing.lines)]
    signs += [(MARK_SIGNS[min(number, 1)], tokens.val, mark.label) for number, mark in enumerate(drawing.marks)]
    return "<br>".join(f'<span style="color:{color}">{sign}</span>&nbsp;{escape(shown(words))}'
                       for sign, color, words in signs)  # fmt: skip


class EvaluationPlot(QWidget):
    """One figure with a choice of the class, drawn when it is in sight.

    Signals:
        saved(str): It was written to this path.
        save_failed(object): It was not; a sentence, as Message.
    """

    saved = pyqtSignal(str)
    save_failed = pyqtSignal(object)

    def __init__(self, kind: Curve, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self._kind = kind
        self._tokens = tokens
        self._curves = CurveSet()
        self._marks: tuple[Mark, ...] = ()
        self._canvas: PlotCanvas | None = None
        self._dirty = True
        self.num_draws = 0
        self.class_box = ChoiceBox()
        self.class_box.setMinimumContentsLength(14)
        say(self.class_box.setAccessibleName, "Class of the curve")
        add_items(self.class_box, [(message("Mean of all classes"), MEAN)])
        self.class_box.currentIndexChanged.connect(lambda _index: self.touch())
        self.save = QToolButton()
        say(self.save.setToolTip, "Save the figure")
        say(self.save.setAccessibleName, "Save the figure")
        self.save.clicked.connect(lambda _checked: self._on_save())
        self.note = QLabel()
        self.note.setProperty("role", "quiet")
        self.note.setWordWrap(True)
        # Beside the figure: in it, a legend would cover a curve of a small window wherever it stood.
        self.names = QLabel()
        self.names.setTextFormat(Qt.RichText)
        self.names.setWordWrap(True)
        self._side = QVBoxLayout()
        self._side.setSpacing(GRID)
        self._side.addWidget(self.class_box)
        self._side.addWidget(self.note)
        self._side.addWidget(self.names)
        self._side.addStretch(1)
        self._side.addWidget(self.save)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, GRID, 0, 0)
        self._row.setSpacing(GRID)
        side = QWidget()
        side.setFixedWidth(170)
        side.setLayout(self._side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(side)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MS)
        self._timer.timeout.connect(self._redraw)
        self.set_tokens(tokens)

    @property
    def drawing(self) -> Drawing:
        """What is drawn."""
        index = self.class_box.currentData()
        mean = self._curves.mean
        lines = [mean] if mean is not None else []
        if index is not None and index != MEAN and index < len(self._curves.by_class):
            chosen = self._curves.by_class[index]
            lines = ([] if self._kind is Curve.CALIBRATION else lines) + ([chosen] if chosen is not None else [])
        return Drawing(lines, self._marks)

    def set_classes(self, classes: Sequence[str], *, has_mean: bool) -> None:
        """Offer these classes.

        Args:
            classes: Their names in index order; empty for no choice.
            has_mean: Whether a mean over them is offered too.
        """
        self.class_box.blockSignals(True)
        while self.class_box.count() > 1:
            self.class_box.removeItem(1)
        for index, name in enumerate(classes):
            self.class_box.addItem(name, index)
        self.class_box.setCurrentIndex(0 if has_mean or not classes else 1)
        self.class_box.setVisible(bool(classes))
        self.class_box.blockSignals(False)

    def choose_class(self, index: int) -> None:
        """Show a class's curve."""
        if self.class_box.isVisibleTo(self):
            self.class_box.setCurrentIndex(self.class_box.findData(index))

    def set_curves(self, curves: CurveSet, note: str) -> None:
        """Show other curves, with a line about them."""
        self._curves = curves
        say(self.note.setText, note)
        self.touch()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show points on the curve; the first is the one that moves."""
        self._marks = tuple(marks)
        self.touch()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._tokens = tokens
        self.save.setIcon(icon("save", tokens))
        if self._canvas is not None:
            self._canvas.set_tokens(tokens)
        self.touch()

    def touch(self) -> None:
        """Draw anew soon, where it is in sight."""
        self._dirty = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def save_figure(self, path: str) -> None:
        """Write the figure as PNG or SVG (by the ending), in light colours."""
        problem = save_figure(
            path, lambda axes: draw(axes, self._kind, self.drawing, self._curves.counts, LIGHT), SAVED_INCHES)
        if problem:
            self.save_failed.emit(problem)
        else:
            self.saved.emit(path)

    def _make_canvas(self) -> PlotCanvas:
        self._canvas = PlotCanvas(MARGINS_PX)
        self._canvas.set_tokens(self._tokens)
        say(self._canvas.widget.setAccessibleName, NAMES[self._kind])
        self._row.insertWidget(0, self._canvas.widget, 1)
        return self._canvas

    def _redraw(self) -> None:
        if not self._dirty or not self.isVisible():
            return
        canvas = self._canvas or self._make_canvas()
        self._dirty = False
        drawing = self.drawing
        draw(canvas.axes, self._kind, drawing, self._curves.counts, self._tokens, with_names=False)
        # A single line of a figure without a choice is what the figure is called.
        self.names.setText(names_of(drawing, self._tokens) if self._kind is not Curve.CALIBRATION else "")
        words = [shown(item.label) for item in (*drawing.lines, *drawing.marks)]
        canvas.widget.setAccessibleDescription("; ".join(words))
        canvas.widget.draw_idle()
        self.num_draws += 1

    def _on_save(self) -> None:
        path = choose_figure_path(self, self._kind)
        if path:
            self.save_figure(path)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while it was out of sight."""
        super().showEvent(event)
        self.touch()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing while out of sight."""
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: Any) -> None:
        """Write the axes' names in another language."""
        super().changeEvent(event)
        if event.type() == event.LanguageChange:
            self.touch()
