"""The mistakes worth looking at: classes taken for another, and pictures that the network was sure and wrong about."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation.label_queue import surest_mistakes

NUM_PAIRS = 15
NUM_MISTAKES = 24


@dataclass(frozen=True)
class Mistake:
    """A picture whose class was predicted wrongly.

    Attributes:
        path: The picture.
        label, predicted: True and predicted class.
        score: Score of the predicted class.
        label_score: Score of the true class.
    """

    path: str
    label: str
    predicted: str
    score: float
    label_score: float


def confused_pairs(counts: NDArray[Any], classes: tuple[str, ...], most: int = NUM_PAIRS) -> list[dict[str, Any]]:
    """Return the true classes most often taken for another: label, predicted, count, share of the true class.

    Args:
        counts: int [K, K]; row: true class, column: predicted class.
        classes: K names in index order.
        most: How many pairs.
    """
    table = np.asarray(counts, dtype=np.int64)
    support = table.sum(axis=1)
    wrong = table - np.diag(np.diag(table))
    rows, columns = np.nonzero(wrong)
    order = sorted(
        zip(rows.tolist(), columns.tolist(), strict=True),
        key=lambda pair: (-wrong[pair], -wrong[pair] / support[pair[0]], pair),
    )
    return [
        {"label": classes[row], "predicted": classes[column], "count": int(wrong[row, column]),
         "share": float(wrong[row, column] / support[row])}
        for row, column in order[:most]
    ]  # fmt: skip


def worst_mistakes(
    paths: list[str],
    scores: NDArray[Any],
    labels: NDArray[Any],
    predicted: NDArray[Any],
    classes: tuple[str, ...],
    most: int = NUM_MISTAKES,
) -> list[Mistake]:
    """Return the wrongly predicted pictures by how much the wrong class's score lies above the true one's.

    Args:
        paths: N paths.
        scores: float [N, K], 0..1.
        labels: int [N], true classes.
        predicted: int [N], predicted classes.
        classes: K names in index order.
        most: How many pictures.
    """
    worst = surest_mistakes(scores, labels, predicted)[:most]
    return [
        Mistake(paths[row], classes[labels[row]], classes[predicted[row]], float(scores[row, predicted[row]]),
                float(scores[row, labels[row]]))
        for row in worst.tolist()
    ]  # fmt: skip
