"""Points of the curves that are drawn: ROC, precision and recall, calibration."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.metrics import NUM_CALIBRATION_BINS

Floats = NDArray[np.float64]

GRID_SIZE = 501


def roc_points(scores: NDArray[Any], is_class: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Return a class's ROC curve.

    Args:
        scores: float [N], its scores.
        is_class: bool [N], the truth; some True and some False.

    Returns:
        False positive rates and true positive rates, both rising from 0 to 1, and the thresholds they belong to (the
        class is called where the score is at least the threshold; the first is infinite).
    """
    hits, calls, thresholds = _cumulated(scores, is_class)
    num_positive = hits[-1]
    false_rates = (calls - hits) / (calls[-1] - num_positive)
    return np.append(0.0, false_rates), np.append(0.0, hits / num_positive), np.append(np.inf, thresholds)


def pr_points(scores: NDArray[Any], is_class: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return a class's recalls, rising from 0 to 1, and the precision at each; drawn as steps.

    Args:
        scores: float [N], its scores.
        is_class: bool [N], the truth; some True.
    """
    hits, calls, _ = _cumulated(scores, is_class)
    end = int(np.argmax(hits == hits[-1])) + 1  # beyond, nothing more is found
    precisions = hits[:end] / calls[:end]
    return np.append(0.0, hits[:end] / hits[-1]), np.append(precisions[0], precisions)


def average_precision(recalls: Floats, precisions: Floats) -> float:
    """Return the area under the steps of `pr_points`: the sum of each step in recall times its precision."""
    return float((np.diff(recalls) * precisions[1:]).sum())


def mean_roc(curves: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """Return the mean over classes of the true positive rate at each false positive rate."""
    grid = np.linspace(0, 1, GRID_SIZE)
    mean = np.mean([np.interp(grid, *curve) for curve in curves], axis=0)
    return np.append(0.0, grid), np.append(0.0, mean)


def mean_pr(curves: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """Return the mean over classes of the precision at each recall."""
    grid = np.linspace(0, 1, GRID_SIZE)[1:]
    values = [precisions[np.searchsorted(recalls, grid - 1e-12)] for recalls, precisions in curves]
    return grid, np.mean(values, axis=0)


def calibration_bins(scores: NDArray[Any], labels: NDArray[Any]) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Return, for each of 15 equal bins of the best score, its mean, the share of right answers, and the count.

    Args:
        scores: float [N, K], 0..1.
        labels: int [N].

    Returns:
        Three arrays [15]; mean and share are NaN where a bin is empty.
    """
    best, right = np.asarray(scores, dtype=np.float64).max(axis=1), np.asarray(scores).argmax(axis=1) == labels
    edges = np.linspace(0, 1, NUM_CALIBRATION_BINS + 1)
    bins = np.clip(np.searchsorted(edges, best, "right") - 1, 0, NUM_CALIBRATION_BINS - 1)
    counts = np.bincount(bins, minlength=NUM_CALIBRATION_BINS)
    divisor = np.where(counts > 0, counts, np.nan)
    confidence = np.bincount(bins, weights=best, minlength=NUM_CALIBRATION_BINS) / divisor
    accuracy = np.bincount(bins, weights=right, minlength=NUM_CALIBRATION_BINS) / divisor
    return confidence, accuracy, counts.astype(np.int64)


def _cumulated(scores: NDArray[Any], is_class: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Return right calls and all calls at each distinct score, highest first, and these scores."""
    values = np.asarray(scores, dtype=np.float64)
    order = np.argsort(-values, kind="stable")
    ordered, truth = values[order], np.asarray(is_class, dtype=bool)[order]
    last_of_ties = np.flatnonzero(np.diff(ordered, append=-np.inf))
    hits = np.cumsum(truth)[last_of_ties].astype(np.float64)
    return hits, (last_of_ties + 1).astype(np.float64), ordered[last_of_ties]
