"""ROC and precision-recall curves of all classes, or of the positive one of two, as PNG files."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from core.evaluation.curves import Floats, average_precision, mean_pr, mean_roc, pr_points, roc_points
from core.evaluation.metrics import class_aurocs, positive_class
from core.evaluation.plot_style import (
    CLASS_COLORS,
    INK,
    LINE_STYLES,
    QUIET_COLOR,
    new_figure,
    save_figure,
    shortened,
    style_axes,
)

MAX_CURVES_NAMED = 10
NUM_WORST_NAMED = 6
MAX_POINTS = 2000


@dataclass(frozen=True)
class ThresholdMark:
    """A point to mark on the curves of two classes.

    Attributes:
        threshold: Least score of the positive class that predicts it.
        name: What it is: "Youden, chosen on val".
    """

    threshold: float
    name: str


def save_roc(
    scores: NDArray[Any],
    labels: NDArray[Any],
    classes: Sequence[str],
    path: str | Path,
    *,
    positive: int | None = None,
    marks: Sequence[ThresholdMark] = (),
) -> None:
    """Draw ROC curves: of the positive class where there are two classes, else of each class and their mean.

    More than ten classes are drawn quietly, and only those with the smallest areas are named.

    Args:
        scores: float [N, K], 0..1.
        labels: int [N].
        classes: K names in index order.
        path: PNG file.
        positive: Index of the positive class of two; None: by its name.
        marks: Thresholds to mark, for two classes.
    """
    values, truth = np.asarray(scores, dtype=np.float64), np.asarray(labels)
    areas = class_aurocs(values, truth)
    figure = new_figure(6.6 if len(classes) == 2 else 9.6, 6.4)
    axes = figure.subplots()
    style_axes(axes, "ROC", "False positive rate (1 - specificity)", "True positive rate (sensitivity)")
    axes.plot([0, 1], [0, 1], color=QUIET_COLOR, linestyle="--", linewidth=1)
    drawn = [index for index in range(len(classes)) if not math.isnan(areas[index])]
    if len(classes) == 2 and drawn:
        index = positive_class(classes) if positive is None else positive
        false_rates, true_rates, thresholds = roc_points(values[:, index], truth == index)
        label = f"{_in_legend(classes[index])} (positive), AUROC {areas[index]:.3f}"
        axes.plot(*_thinned(false_rates, true_rates), color=CLASS_COLORS[0], linewidth=2, label=label)
        for mark, color in zip(marks, CLASS_COLORS[1:], strict=False):
            place = int(np.flatnonzero(thresholds >= mark.threshold)[-1])
            _draw_mark(axes, (false_rates[place], true_rates[place]), mark, color)
    else:
        curves = {index: roc_points(values[:, index], truth == index)[:2] for index in drawn}
        _draw_classes(axes, curves, {index: float(areas[index]) for index in drawn}, classes, "AUROC")
        if len(drawn) > 1:
            label = f"mean of classes, AUROC {np.nanmean(areas):.3f}"
            axes.plot(*mean_roc(list(curves.values())), color=INK, linewidth=2.5, label=label)
    _finish_unit_square(axes, "lower right" if len(classes) == 2 else "", has_curves=bool(drawn))
    save_figure(figure, path)


def save_pr(
    scores: NDArray[Any],
    labels: NDArray[Any],
    classes: Sequence[str],
    path: str | Path,
    *,
    positive: int | None = None,
    marks: Sequence[ThresholdMark] = (),
) -> None:
    """Draw precision over recall, by the same rules and arguments as `save_roc`; AP is the average precision."""
    values, truth = np.asarray(scores, dtype=np.float64), np.asarray(labels)
    support = np.bincount(truth, minlength=len(classes))
    figure = new_figure(6.6 if len(classes) == 2 else 9.6, 6.4)
    axes = figure.subplots()
    style_axes(axes, "Precision and recall", "Recall (sensitivity)", "Precision (positive predictive value)")
    drawn = [index for index in range(len(classes)) if 0 < support[index] < len(truth)]
    curves = {index: pr_points(values[:, index], truth == index) for index in drawn}
    areas = {index: average_precision(*curve) for index, curve in curves.items()}
    if len(classes) == 2 and drawn:
        index = positive_class(classes) if positive is None else positive
        share = support[index] / len(truth)
        axes.axhline(share, color=QUIET_COLOR, linestyle="--", linewidth=1, label=f"by chance ({share:.3f})")
        label = f"{_in_legend(classes[index])} (positive), AP {areas[index]:.3f}"
        axes.plot(*_thinned(*curves[index]), color=CLASS_COLORS[0], linewidth=2, drawstyle="steps-pre", label=label)
        for mark, color in zip(marks, CLASS_COLORS[1:], strict=False):
            called = values[:, index] >= mark.threshold
            if called.any():
                right = int((truth[called] == index).sum())
                _draw_mark(axes, (right / support[index], right / called.sum()), mark, color)
    else:
        _draw_classes(axes, curves, areas, classes, "AP", drawstyle="steps-pre")
        if len(drawn) > 1:
            label = f"mean of classes, AP {np.mean(list(areas.values())):.3f}"
            axes.plot(*mean_pr(list(curves.values())), color=INK, linewidth=2.5, label=label)
    _finish_unit_square(axes, "lower left" if len(classes) == 2 else "", has_curves=bool(drawn))
    save_figure(figure, path)


def _draw_classes(
    axes: Axes,
    curves: Mapping[int, tuple[Floats, Floats]],
    areas: Mapping[int, float],
    classes: Sequence[str],
    unit: str,
    drawstyle: str = "default",
) -> None:
    """Draw a curve a class; of many classes only the worst are named and coloured, on top of the others."""
    worst_first = sorted(areas, key=lambda index: areas[index])
    named = worst_first[:NUM_WORST_NAMED] if len(areas) > MAX_CURVES_NAMED else sorted(areas)
    for index in areas:
        if index not in named:
            axes.plot(*_thinned(*curves[index]), color=QUIET_COLOR, linewidth=0.6, alpha=0.6, drawstyle=drawstyle)
    for place, index in enumerate(named):
        style = LINE_STYLES[place // len(CLASS_COLORS) % len(LINE_STYLES)]
        axes.plot(*_thinned(*curves[index]), color=CLASS_COLORS[place % len(CLASS_COLORS)], linestyle=style,
                  linewidth=1.4, drawstyle=drawstyle,
                  label=f"{_in_legend(classes[index])}, {unit} {areas[index]:.3f}")  # fmt: skip
    if len(named) < len(areas):
        axes.plot([], [], color=QUIET_COLOR, label=f"the other {len(areas) - len(named)} classes")


def _in_legend(name: str) -> str:
    """Return a class's name for a legend, from which matplotlib leaves out all that begins with "_"."""
    text = shortened(name, 24)
    return f" {text}" if text.startswith("_") else text


def _draw_mark(axes: Axes, point: tuple[float, float], mark: ThresholdMark, color: str) -> None:
    label = f"threshold {mark.threshold:.3f} ({mark.name})"
    axes.plot(*point, "o", color=color, markersize=9, markeredgecolor="white", markeredgewidth=1.5, label=label,
              zorder=5)  # fmt: skip


def _finish_unit_square(axes: Axes, place: str, *, has_curves: bool) -> None:
    """Set the limits and put the legend at `place`, or beside the axes where that is empty."""
    axes.set_xlim(-0.01, 1.01)
    axes.set_ylim(-0.01, 1.01)
    axes.set_aspect("equal")
    if has_curves and not place:  # many names would cover the curves
        axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.02, 1))
    elif has_curves:
        axes.legend(frameon=True, framealpha=0.9, edgecolor="none", fontsize=9, loc=place)
    else:
        axes.text(0.5, 0.5, "Pictures of one class only: there is no curve.", ha="center", va="center", color=INK,
                  backgroundcolor="white")  # fmt: skip


def _thinned(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return at most MAX_POINTS of a curve's points, its ends among them; more cannot be seen."""
    if len(x) <= MAX_POINTS:
        return x, y
    kept = np.linspace(0, len(x) - 1, MAX_POINTS).round().astype(int)
    return x[kept], y[kept]
