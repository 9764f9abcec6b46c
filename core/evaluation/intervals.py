"""95 % bootstrap intervals: how much a figure would vary with other pictures of the same kind.

Method: percentile bootstrap (Efron and Tibshirani 1993, chapter 13), 1,000 resamples, fixed seed. For the accuracies,
sensitivity and specificity all pictures are drawn with replacement; a class that a resample lacks is left out of its
mean. For AUROC they are drawn within each true class (stratified: Carpenter and Bithell 2000; the default of pROC,
Robin et al. 2011), as each resample needs all classes; a class with one picture would seem not to vary at all, so that
there is no interval then.

Only right and wrong answers of each class matter to the accuracies, so their numbers are drawn (multinomial) instead of
pictures. The AUROC is resampled by its first-order terms, the placement values of DeLong et al. (1988): each picture's
share of the others that it is rightly ranked against. Its resampled mean differs from the AUROC of the resampled
pictures by a term of the order 1 / n, and needs one pass instead of one a resample.

Figures without any mistake have an interval without width: a resample of pictures without mistakes has none.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

NUM_RESAMPLES = 1000
LEVEL = 0.95
CHUNK = 2_000_000

Interval = tuple[float, float]


def bootstrap_intervals(
    scores: NDArray[Any], labels: NDArray[Any], predicted: NDArray[Any], positive: int | None = None, seed: int = 0
) -> dict[str, Interval]:
    """Return (low, high) of accuracy, balanced_accuracy and, where it is defined, auroc (macro).

    With a positive class of two also of sensitivity and specificity.

    Args:
        scores: float [N, K], 0..1.
        labels: int [N], true classes.
        predicted: int [N], predicted classes.
        positive: Index of the positive class, for K = 2.
        seed: Of the resampling.
    """
    rng = np.random.default_rng(seed)
    truth = np.asarray(labels, dtype=np.int64)
    present, support = np.unique(truth, return_counts=True)
    hits = np.array([(np.asarray(predicted)[truth == index] == index).sum() for index in present])
    cells = np.concatenate([hits, support - hits]) / len(truth)
    drawn_hits, drawn_misses = np.split(rng.multinomial(len(truth), cells, size=NUM_RESAMPLES), 2, axis=1)
    drawn = drawn_hits + drawn_misses
    shares = np.where(drawn > 0, drawn_hits / np.maximum(drawn, 1), np.nan)
    intervals = {
        "accuracy": _interval(drawn_hits.sum(axis=1) / len(truth)),
        "balanced_accuracy": _interval(np.nanmean(shares, axis=1)),
    }
    if positive is not None and scores.shape[1] == 2:
        for name, index in (("sensitivity", positive), ("specificity", 1 - positive)):
            if index in present:
                intervals[name] = _interval(shares[:, int(np.searchsorted(present, index))])
    if len(present) > 1 and support.min() > 1:
        intervals["auroc"] = _interval(_resampled_aurocs(np.asarray(scores, dtype=np.float64), truth, rng))
    return intervals


def _resampled_aurocs(
    scores: NDArray[np.float64], labels: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return macro AUROCs [NUM_RESAMPLES] of pictures drawn within each true class."""
    present = np.unique(labels)
    # What each picture adds to the macro AUROC, over the number of pictures of its class.
    weights = np.zeros(len(labels))
    auroc = 0.0
    for index in present:
        of_class = labels == index
        own, rest = np.sort(scores[of_class, index]), np.sort(scores[~of_class, index])
        below = _mean_rank(rest, scores[of_class, index])
        above = 1 - _mean_rank(own, scores[~of_class, index])
        weights[of_class] += below / len(present)
        sizes = np.bincount(labels)[labels[~of_class]]
        weights[~of_class] += above * sizes / len(rest) / len(present)
        auroc += float(below.mean()) / len(present)
    total = np.zeros(NUM_RESAMPLES)
    for index in present:
        values = weights[labels == index]
        total += _resampled_means(values, rng) - values.mean()
    return np.clip(auroc + total, 0.0, 1.0)


def _mean_rank(ordered: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of `ordered` below each value, equal ones counting half."""
    ranks = np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")
    return np.asarray(ranks / (2 * len(ordered)), dtype=np.float64)


def _resampled_means(values: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return means [NUM_RESAMPLES] of as many values drawn with replacement, in pieces that fit in memory."""
    size = len(values)
    step = max(1, CHUNK // size)
    pieces = []
    for start in range(0, NUM_RESAMPLES, step):
        draws = rng.integers(size, size=(min(step, NUM_RESAMPLES - start), size), dtype=np.int32)
        pieces.append(values[draws].mean(axis=1))
    return np.concatenate(pieces)


def _interval(values: NDArray[Any]) -> Interval:
    low, high = np.nanquantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
