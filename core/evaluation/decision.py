"""Which class is meant by a set of scores: the positive one of two, its threshold, and the class predicted."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

POSITIVE_WORDS = """
    positive pos malignant abnormal yes true defect defects defective disease diseased cancer tumor tumour lesion sick
    ill infected parasitized anomaly anomalous bad fail failed ng broken damage damaged faulty crack cracked case
    pneumonia covid fracture fractured reject rejected spam
    阳性 陽性 恶性 惡性 悪性 异常 異常 不良 缺陷 欠陥
    да положительный злокачественный дефект брак
"""
NEGATIVE_WORDS = """
    negative neg benign normal no not non none without false healthy uninfected ok good pass passed intact control
    undamaged unbroken accept accepted clean ham
    阴性 陰性 良性 正常 良好 良品
    нет отрицательный доброкачественный норма здоровый годный
"""


def positive_class(classes: Sequence[str]) -> int:
    """Return the index of the positive one of two classes.

    It is the one with a usual name (positive, malignant, abnormal, yes, defect, ...), or the other one of a usual
    negative name (negative, benign, normal, no, ...), else the second.

    Args:
        classes: Two class names in index order.
    """
    first, second = (_positiveness(name) for name in classes)
    return 0 if first > second else 1


def predicted_classes(
    scores: NDArray[Any], positive: int | None = None, threshold: float | None = None
) -> NDArray[np.int64]:
    """Return the predicted class of each picture.

    Args:
        scores: float [N, K], 0..1.
        positive: Index of the positive class; used with `threshold`, for K = 2.
        threshold: The positive class is predicted where its score is at least this; None: the best score decides, the
            first of equal ones.

    Returns:
        int64 [N], class indexes.
    """
    if threshold is None or positive is None or scores.shape[1] != 2:
        return np.asarray(scores.argmax(axis=1), dtype=np.int64)
    return np.where(scores[:, positive] >= threshold, positive, 1 - positive).astype(np.int64)


def youden_threshold(scores_positive: NDArray[Any], is_positive: NDArray[np.bool_]) -> float:
    """Return the threshold with the highest sensitivity + specificity - 1 (Youden's J; Youden 1950, Cancer 3:32).

    A picture is positive where its score is at least the threshold. All thresholds between two neighbouring scores
    give the same J; the middle of that gap is returned, which leaves room on both sides. Of equal J the threshold
    nearest to 0.5 is taken. 0.5 where there is no best one: only one class occurs, or no threshold beats chance.

    Args:
        scores_positive: float [N], 0..1, scores of the positive class.
        is_positive: bool [N], the truth.
    """
    order = np.argsort(-np.asarray(scores_positive, dtype=np.float64), kind="stable")
    ordered, truth = np.asarray(scores_positive, dtype=np.float64)[order], np.asarray(is_positive, dtype=bool)[order]
    num_positive = int(truth.sum())
    num_negative = len(truth) - num_positive
    if not num_positive or not num_negative:
        return 0.5
    last_of_ties = np.flatnonzero(np.diff(ordered, append=-np.inf))
    true_positives = np.cumsum(truth)[last_of_ties]
    # Integers, so that equal values of J compare as equal.
    gain = true_positives * num_negative - (last_of_ties + 1 - true_positives) * num_positive
    if gain.max() <= 0:
        return 0.5
    scores = ordered[last_of_ties]
    middles = (scores + np.append(scores[1:], 0.0)) / 2
    middles = np.where(middles > np.append(scores[1:], -1.0), middles, scores)
    best = middles[gain == gain.max()]
    return float(best[np.abs(best - 0.5).argmin()])


def _positiveness(name: str) -> int:
    """Return -1, 0 or 1: how a class name sounds."""
    words = set(re.findall(r"[^\W_]+", name.casefold()))
    # Negative words go first: "no_tumor" holds a positive one too.
    if words & set(NEGATIVE_WORDS.split()):
        return -1
    return 1 if words & set(POSITIVE_WORDS.split()) else 0
