"""Pictures of how a training went and of what a network gets right and wrong, as PNG files."""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from core.evaluation.curves import Floats, calibration_bins
from core.evaluation.metrics import NUM_CALIBRATION_BINS
from core.evaluation.plot_style import (
    INK,
    QUIET_COLOR,
    RATE_COLOR,
    TRAIN_COLOR,
    VAL_COLOR,
    all_shortened,
    columns,
    new_figure,
    save_figure,
    style_axes,
)
from core.evaluation.roc_plots import ThresholdMark as ThresholdMark
from core.evaluation.roc_plots import save_pr as save_pr
from core.evaluation.roc_plots import save_roc as save_roc

MAX_CLASSES_WITH_NUMBERS = 25
MAX_CLASSES_NAMED = 120
LABEL_WIDTH = 18
COLUMN_INCHES = 0.09


def save_curves(rows: Sequence[Mapping[str, Any]], path: str | Path) -> None:
    """Draw loss, accuracy and learning rate over the epochs.

    Args:
        rows: One mapping an epoch with epoch, lr, train_loss, val_loss, train_accuracy, val_accuracy and, where there
            is, balanced_accuracy and is_best; numbers or their text as history.csv holds it; missing or not finite
            ones leave a gap.
        path: PNG file.
    """
    figure = new_figure(12.5, 4.0)
    loss, accuracy, rate = figure.subplots(1, 3, width_ratios=(3, 3, 2))
    epochs = _column(rows, "epoch")
    marker = "o" if len(rows) <= 40 else ""
    style_axes(loss, "Loss", "Epoch", "Mean loss")
    style_axes(accuracy, "Accuracy", "Epoch", "Share of right answers")
    style_axes(rate, "Learning rate", "Epoch", "")
    for axes, name in ((loss, "loss"), (accuracy, "accuracy")):
        for split, color in (("train", TRAIN_COLOR), ("val", VAL_COLOR)):
            axes.plot(epochs, _column(rows, f"{split}_{name}"), color=color, marker=marker, markersize=3.5, label=split)
    balanced = _column(rows, "balanced_accuracy")
    if np.isfinite(balanced).any():
        accuracy.plot(epochs, balanced, color=VAL_COLOR, linestyle="--", linewidth=1.2, label="val, balanced")
    rate.plot(epochs, _column(rows, "lr"), color=RATE_COLOR, marker=marker, markersize=3.5)
    best = _best_epoch(rows)
    for axes in (loss, accuracy, rate):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        if best is not None and axes is not rate:
            axes.axvline(best, color=INK, linewidth=1, linestyle=":", label=f"best epoch ({best:g})")
    rate.ticklabel_format(axis="y", style="sci", scilimits=(-3, 3))
    rate.set_ylim(bottom=0)
    accuracy.set_ylim(-0.02, 1.02)
    loss.legend(frameon=False, fontsize=9)
    accuracy.legend(frameon=False, fontsize=9)
    save_figure(figure, path)


def save_lr_search(rates: Sequence[float], losses: Sequence[float], smoothed: Sequence[float],
                   suggestion: float | None, path: str | Path) -> None:
    """Draw the losses of a learning rate range test.

    Args:
        rates: Learning rates, rising.
        losses: The loss at each.
        smoothed: The same, smoothed.
        suggestion: The rate that is marked; None for none.
        path: PNG file.
    """
    figure = new_figure(7.5, 4.5)
    axes = figure.subplots()
    style_axes(axes, "Learning rate range test", "Learning rate", "Loss of a batch")
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(lambda value, _place: f"{value:g}")
    axes.plot(rates, losses, color=QUIET_COLOR, linewidth=1)
    axes.plot(rates, smoothed, color=TRAIN_COLOR, linewidth=2)
    low, high = min(smoothed), max(smoothed[: max(1, len(smoothed) * 3 // 4)])
    axes.set_ylim(low - 0.15 * (high - low), high + 0.6 * (high - low) + 1e-6)  # where it diverges is not of interest
    if suggestion is not None:
        axes.axvline(suggestion, color=VAL_COLOR, linestyle="--")
        axes.annotate(f" {suggestion:g}", (suggestion, 0.98), xycoords=("data", "axes fraction"), va="top",
                      color=VAL_COLOR)
    save_figure(figure, path)


def save_confusion_matrix(counts: NDArray[Any], classes: Sequence[str], path: str | Path) -> None:
    """Draw a confusion matrix twice, side by side: pictures, and shares of each true class.

    Up to 25 classes have their numbers in the cells, up to 120 each have their name; beyond, every n-th has.

    Args:
        counts: int [K, K]; row: true class, column: predicted class.
        classes: K names in index order.
        path: PNG file.
    """
    table = np.asarray(counts, dtype=np.int64)
    support = table.sum(axis=1, keepdims=True)
    shares = np.where(support > 0, table / np.maximum(support, 1), np.nan)
    with_numbers = len(classes) <= MAX_CLASSES_WITH_NUMBERS
    side = _matrix_side(len(classes))
    longest = max(columns(name) for name in all_shortened(classes, LABEL_WIDTH))
    margin = 0.15 + longest * (COLUMN_INCHES if with_numbers else 0.06)
    figure = new_figure(2 * (side + margin + 1.5), side + margin + 0.9)
    left, right = figure.subplots(1, 2)
    _draw_matrix(figure, left, table.astype(float), _number_text, classes, "Pictures")
    _draw_matrix(figure, right, shares, _percent_text, classes, "Share of the true class")
    save_figure(figure, path)


def save_calibration(scores: NDArray[Any], labels: NDArray[Any], path: str | Path) -> None:
    """Draw how often the answers are right at each best score, and how many pictures have such a score.

    Args:
        scores: float [N, K], 0..1.
        labels: int [N].
        path: PNG file.
    """
    confidence, accuracy, counts = calibration_bins(scores, labels)
    filled = counts > 0
    error = float((counts[filled] * np.abs(accuracy[filled] - confidence[filled])).sum() / counts.sum())
    edges = np.linspace(0, 1, NUM_CALIBRATION_BINS + 1)
    figure = new_figure(6.4, 6.6)
    top, bottom = figure.subplots(2, 1, height_ratios=(3, 1), sharex=True)
    style_axes(top, f"Calibration (expected calibration error {error:.3f})", "", "Share of right answers")
    style_axes(bottom, "", "Best score", "Pictures")
    top.plot([0, 1], [0, 1], color=QUIET_COLOR, linestyle="--", linewidth=1, label="as sure as it is right")
    middles, width = (edges[:-1] + edges[1:]) / 2, 0.92 / NUM_CALIBRATION_BINS
    top.bar(middles[filled], accuracy[filled], width, color=TRAIN_COLOR, alpha=0.35, label="share of right answers")
    top.plot(confidence[filled], accuracy[filled], "o", color=TRAIN_COLOR, markersize=5, label="at the mean score")
    bottom.bar(middles, counts, width, color=QUIET_COLOR)
    top.set_ylim(0, 1.03)
    bottom.set_xlim(0, 1)
    bottom.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    top.legend(frameon=False, fontsize=9, loc="upper left")
    save_figure(figure, path)


def _draw_matrix(figure: Figure, axes: Axes, values: Floats, text_of: Callable[[float], str],
                 classes: Sequence[str], title: str) -> None:  # fmt: skip
    num_classes = len(classes)
    with_numbers = num_classes <= MAX_CLASSES_WITH_NUMBERS
    is_share = "Share" in title
    top = 1.0 if is_share else max(float(np.nanmax(values)), 1.0)
    # The root keeps a few mistakes visible beside a thousand right answers.
    norm = PowerNorm(0.5, vmin=0, vmax=top)
    palette = colormaps["Blues"].with_extremes(bad="#EEEEEE")
    picture = axes.imshow(values, cmap=palette, norm=norm, interpolation="nearest")
    style_axes(axes, title, "Predicted class", "True class", grid=False)
    step = math.ceil(num_classes / MAX_CLASSES_NAMED)
    places = range(0, num_classes, step)
    size = 9 if num_classes <= MAX_CLASSES_WITH_NUMBERS else 6.5
    names = all_shortened(classes, LABEL_WIDTH)[::step]
    is_flat = with_numbers and max(map(columns, names)) * COLUMN_INCHES < _matrix_side(num_classes) / num_classes
    axes.set_xticks(places, names, fontsize=size, rotation=0 if is_flat else 90)
    axes.set_yticks(places, names, fontsize=size)
    axes.tick_params(length=2)
    if with_numbers:
        texts = [[text_of(value) for value in row] for row in values]
        longest = max(len(text) for row in texts for text in row)
        for row, line in enumerate(texts):
            for column, text in enumerate(line):
                value = values[row, column]
                dark = not math.isnan(value) and norm(value) > 0.6
                axes.text(column, row, text, ha="center", va="center", color="white" if dark else INK,
                          fontsize=max(5.5, 10 - 0.6 * max(0, longest - 3)))  # fmt: skip
    elif num_classes <= MAX_CLASSES_NAMED:
        axes.set_xticks(np.arange(0.5, num_classes - 1), minor=True)
        axes.set_yticks(np.arange(0.5, num_classes - 1), minor=True)
        axes.grid(visible=True, which="minor", color="#E9E9E9", linewidth=0.3)
        axes.tick_params(which="minor", length=0)
    ticks = None if is_share else MaxNLocator(integer=True)
    figure.colorbar(picture, ax=axes, fraction=0.046, pad=0.02, ticks=ticks).ax.tick_params(labelsize=8)


def _matrix_side(num_classes: int) -> float:
    """Return the side of a confusion matrix, in inches."""
    return float(np.clip(num_classes * (0.52 if num_classes <= MAX_CLASSES_WITH_NUMBERS else 0.135), 2.8, 17))


def _column(rows: Sequence[Mapping[str, Any]], name: str) -> Floats:
    return np.array([_number(row.get(name)) for row in rows], dtype=np.float64)


def _number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return math.nan
    return number if math.isfinite(number) else math.nan


def _best_epoch(rows: Sequence[Mapping[str, Any]]) -> float | None:
    """Return the last epoch that was the best so far; by val_loss where the rows do not say."""
    best = [_number(row.get("epoch")) for row in rows if str(row.get("is_best")).casefold() in ("true", "1")]
    if best:
        return best[-1]
    losses = _column(rows, "val_loss")
    return None if np.isnan(losses).all() else float(_column(rows, "epoch")[int(np.nanargmin(losses))])


def _number_text(count: float) -> str:
    return f"{count:,.0f}" if count else ""


def _percent_text(share: float) -> str:
    if math.isnan(share):  # of a class without pictures
        return "–"
    if share == 0:
        return ""
    percent = 100 * share
    return "<1%" if percent < 0.5 else f"{math.floor(percent) if 99.5 <= percent < 100 else round(percent)}%"
