"""The order in which pictures are worth looking at: sure mistakes, doubtful ones, and labels that may be wrong.

Labels that may be wrong are ordered by a class-adjusted self-confidence, after confident learning (Northcutt, Jiang and
Chuang 2021, https://arxiv.org/abs/1911.00068): each class's scores are set against what its pictures are usually given
(their mean self-confidence, the class's threshold there), and the label's share of that is its quality. Without the
adjustment, a class that the network is unsure of altogether would fill the queue. Where we differ: scores are divided
by the thresholds, not lessened by them, and no margin is taken. With flipped labels of real pictures that finds more of
them than margins do: a picture that a network takes for another class with a high score is most often a plain mistake,
while a wrong label has next to no score. Beside plain self-confidence it found as many or a few more on three sets, and
fewer on the most unbalanced one (docs/evaluating.md; `python -m tests.benchmarks planted_labels` prints all of these).
The scores must come from networks that never saw the picture's label.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

LEAST_THRESHOLD = 1e-6


def self_confidence(scores: NDArray[Any], labels: NDArray[Any]) -> Floats:
    """Return each picture's score of its own label, float64 [N].

    Args:
        scores: float [N, K], 0..1.
        labels: int [N], 0..K-1.
    """
    values = np.asarray(scores, dtype=np.float64)
    return values[np.arange(len(labels)), np.asarray(labels, dtype=np.int64)]


def class_thresholds(scores: NDArray[Any], labels: NDArray[Any]) -> Floats:
    """Return the mean self-confidence of each class's pictures, float64 [K]; the mean of all for a class without any.

    Args:
        scores: float [N, K], 0..1.
        labels: int [N], 0..K-1.
    """
    own = self_confidence(scores, labels)
    counts = np.bincount(labels, minlength=scores.shape[1])
    sums = np.bincount(labels, weights=own, minlength=scores.shape[1])
    overall = float(own.mean()) if len(own) else 0.0
    return np.where(counts > 0, sums / np.maximum(counts, 1), overall)


def label_quality(scores: NDArray[Any], labels: NDArray[Any]) -> Floats:
    """Return how well each picture's label goes with its scores, float64 [N], 0..1; the lower, the more doubtful.

    Args:
        scores: float [N, K], 0..1, by networks that never saw these labels.
        labels: int [N], 0..K-1.
    """
    if not len(labels):
        return np.zeros(0)
    return self_confidence(_adjusted(scores, labels), labels)


def doubtful_labels(scores: NDArray[Any], labels: NDArray[Any]) -> Rows:
    """Return the rows whose label goes less well with the scores than another class, most doubtful first.

    Args:
        scores: float [N, K], 0..1, by networks that never saw these labels.
        labels: int [N], 0..K-1.
    """
    if not len(labels):
        return np.zeros(0, dtype=np.int64)
    adjusted = _adjusted(scores, labels)
    quality = self_confidence(adjusted, labels)
    order = np.argsort(quality, kind="stable")
    return order[(quality < adjusted.max(axis=1))[order]].astype(np.int64)


def surest_mistakes(scores: NDArray[Any], labels: NDArray[Any], predicted: NDArray[Any]) -> Rows:
    """Return the rows predicted wrongly, those first whose wrong class's score lies most above the true one's.

    Args:
        scores: float [N, K], 0..1.
        labels: int [N], true classes.
        predicted: int [N], predicted classes.
    """
    rows = np.flatnonzero(labels != predicted)
    excess = scores[rows, predicted[rows]] - scores[rows, labels[rows]]
    return rows[np.argsort(-excess, kind="stable")]


def most_unsure(scores: NDArray[Any], positive: int | None = None, threshold: float | None = None) -> Rows:
    """Return all rows, those first whose decision was closest.

    Closest is the least margin of the best score over the second, or, where a threshold decides between two classes,
    the least distance from it.

    Args:
        scores: float [N, K], 0..1.
        positive: Index of the positive class, for K = 2.
        threshold: What decides, with `positive`; None: the best score.
    """
    values = np.asarray(scores, dtype=np.float64)
    if positive is not None and threshold is not None and values.shape[1] == 2:
        distance = np.abs(values[:, positive] - threshold)
    elif values.shape[1] > 1:
        best = np.partition(values, -2, axis=1)[:, -2:]
        distance = best[:, 1] - best[:, 0]
    else:
        distance = values[:, 0]
    return np.argsort(distance, kind="stable").astype(np.int64)


def _adjusted(scores: NDArray[Any], labels: NDArray[Any]) -> Floats:
    """Return scores in units of their class's threshold, rows summing to 1 again, float64 [N, K]."""
    relative = np.asarray(scores, dtype=np.float64) / np.maximum(class_thresholds(scores, labels), LEAST_THRESHOLD)
    return np.asarray(relative / np.maximum(relative.sum(axis=1, keepdims=True), LEAST_THRESHOLD), dtype=np.float64)
