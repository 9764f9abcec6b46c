"""Whether results that are gone on with were written by the model that goes on: some of their pictures are asked again.

The least sure rows are taken, as two models differ the most in them. One picture may have been changed since; where two
differ, or all that can be asked, it is another model or another preprocessing.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from core.base.errors import OutputError
from core.inference.predictor import Predictor
from core.inference.read_back import KeptRow

# Each of two forms of one network stays within 0.02 of the plain one.
TOLERANCE = 0.05
ENOUGH_DIFFERENT = 2


def check_same_scores(predictor: Predictor, rows: Sequence[KeptRow], path: Path) -> None:
    """Refuse to go on from rows of another model; pictures that are gone or cannot be read now say nothing.

    Args:
        predictor: What will go on.
        rows: Some rows of the results.
        path: The results, for the error's text.

    Raises:
        OutputError: The scores are others now.
    """
    there = [row for row in rows if os.path.isfile(os.fsdecode(row.written_path))]
    # Fewer than a batch: the choice of the network's form is left to the first batch of what is still to do.
    there = there[: max(1, predictor.batch_size - 1)]
    asked, wrong = 0, []
    predictions = predictor.predict([os.fsdecode(row.written_path) for row in there])
    for row, prediction in zip(there, predictions, strict=True):
        if prediction.scores:
            asked += 1
            score = _score_now(row, prediction.scores, predictor.classes)
            if abs(score - row.score) > TOLERANCE:
                wrong.append((row, score))
    if wrong and len(wrong) >= min(ENOUGH_DIFFERENT, asked):
        row, score = wrong[0]
        raise OutputError(
            f"Cannot go on from {path}: this model gives other scores than it holds (for {_shown(row)} "
            f"{row.score:.2%} there and {score:.2%} now). Give the model it was begun with, or another output."
        )


def _shown(row: KeptRow) -> str:
    return row.written_path.decode("utf-8", "backslashreplace")


def _score_now(row: KeptRow, scores: Sequence[float], classes: Sequence[str]) -> float:
    """Return what the row's class has now; of a row without a known class, the best score.

    A threshold may have given one of two classes that is not the best: there it is the nearer score.
    """
    if row.name in classes:
        return scores[classes.index(row.name)]
    return min(scores, key=lambda score: abs(score - row.score)) if len(scores) == 2 else max(scores)
