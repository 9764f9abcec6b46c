"""Whether results that are gone on with were written by the model that goes on: some of their pictures are asked again.

The least sure rows are taken, as two models differ the most in them. One picture may have been changed since; where two
differ, or all that can be asked, it is another model or another preprocessing. Of two classes, the same scores may mean
another class: a model file's threshold can be changed.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.base.errors import OutputError
from core.inference.predictor import Classifier, Predictor
from core.inference.read_back import KeptRow
from core.inference.result_writer import UNKNOWN

# Each of two forms of one network stays within 0.02 of the plain one.
TOLERANCE = 0.05
ENOUGH_DIFFERENT = 2
ROUNDING = 1e-3  # of two scores that make 1


def check_same_scores(predictor: Predictor, rows: Sequence[KeptRow], path: Path) -> None:
    """Refuse to go on from rows of another model; pictures that are gone or cannot be read now say nothing.

    Args:
        predictor: What will go on.
        rows: Some rows of the results.
        path: The results, for the error's text.

    Raises:
        OutputError: The scores are others now.
    """
    there = [row for row in rows if os.path.isfile(row.path)]
    # Fewer than a batch: the choice of the network's form is left to the first batch of what is still to do.
    there = there[: max(1, predictor.batch_size - 1)]
    asked, wrong = 0, []
    predictions = predictor.predict([row.path for row in there])
    for row, prediction in zip(there, predictions, strict=True):
        if prediction.scores:
            asked += 1
            score = _score_now(row, prediction.scores, predictor.classes)
            if abs(score - row.score) > TOLERANCE:
                wrong.append((row, score))
    if wrong and len(wrong) >= min(ENOUGH_DIFFERENT, asked):
        row, score = wrong[0]
        raise OutputError(
            f"Cannot go on from {path}: this model gives other scores than it holds (for {row.path} "
            f"{row.score:.2%} there and {score:.2%} now). Give the model it was begun with, or another output."
        )


def check_same_threshold(model: Classifier, lowest: Mapping[str, float], path: Path) -> None:
    """Refuse to go on from rows whose classes were decided by another threshold than the model's.

    Args:
        model: What will go on.
        lowest: The lowest score (0..1) of each class in the rows.
        path: The results, for the error's text.

    Raises:
        OutputError: A row's class would be the other one now.
    """
    if len(model.classes) != 2:
        return
    positive, threshold = 1, 0.5
    if model.positive_index is not None and model.threshold is not None:
        positive, threshold = model.positive_index, model.threshold
    least = {model.classes[positive]: threshold, model.classes[1 - positive]: 1 - threshold}
    for name, limit in least.items():
        if name != UNKNOWN and lowest.get(name, 1.0) < limit - ROUNDING:
            raise OutputError(
                f"Cannot go on from {path}: it was written with another threshold than this model file's (a picture is "
                f"{name} there by the score {lowest[name]:.2%}; it would have to be {limit:.2%}). Give the model as it "
                "was, or another output."
            )


def _score_now(row: KeptRow, scores: Sequence[float], classes: Sequence[str]) -> float:
    """Return what the row's class has now; of a row without a known class, the best score.

    A threshold may have given one of two classes that is not the best: there it is the nearer score.
    """
    if row.name in classes:
        return scores[classes.index(row.name)]
    return min(scores, key=lambda score: abs(score - row.score)) if len(scores) == 2 else max(scores)
