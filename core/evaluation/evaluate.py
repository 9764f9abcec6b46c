"""Judging predictions of labelled pictures: every figure, picture and report of it, in one folder.

The pictures that the model was trained on come second: where some are among those given, the first figures, the
pictures and the reports are of the others.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.files import finite, write_text
from core.base.types import Prediction, Split
from core.evaluation.decision import positive_class, predicted_classes, youden_threshold
from core.evaluation.intervals import bootstrap_intervals
from core.evaluation.judging import Judged, Judging, ThresholdOrigin, gather, legible
from core.evaluation.metrics import classification_metrics
from core.evaluation.mistakes import confused_pairs, worst_mistakes
from core.evaluation.notes import notes_of
from core.inference.writers import open_writer

FORMAT_VERSION = 1
RESULTS = "test_results.json"
PREDICTIONS = "predictions.csv"
EVALUATIONS = "evaluations"  # folder in a run's, with one folder an evaluation
TEXT_REPORT = "classification_report.txt"
HTML_REPORT = "report.html"
CONFUSION_MATRIX = "confusion_matrix.png"
ROC = "roc.png"
PR = "pr.png"
CALIBRATION = "calibration.png"


@dataclass(frozen=True)
class Evaluation:
    """What was judged and what came of it.

    Attributes:
        judged: The predictions as arrays.
        judging: What is known beside them, with the threshold that was used.
        predicted: int64 [N], predicted classes; meaningless where a picture could not be read.
        first: bool [N], the pictures of the first figures.
        results: What test_results.json holds: plain values, None for what is undefined.
    """

    judged: Judged
    judging: Judging
    predicted: NDArray[np.int64]
    first: NDArray[np.bool_]
    results: dict[str, Any]


def evaluate(
    predictions: Iterable[Prediction],
    classes: Sequence[str],
    output_dir: str | Path,
    judging: Judging | None = None,
    *,
    report: bool = True,
) -> Evaluation:
    """Judge predictions and write the folder.

    Written are test_results.json, predictions.csv, confusion_matrix.png and roc.png, and with `report` also pr.png,
    calibration.png, classification_report.txt and report.html. Files of these names that are there are replaced.

    Args:
        predictions: With labels by name where they are known; looked at once, in order.
        classes: The model's class names in index order.
        output_dir: Made where it is missing.
        judging: What is known beside the predictions.
        report: Write all of it.

    Raises:
        DataError: No picture, none that could be read, or none of a class that the model knows.
        OutputError: The folder cannot be written.
    """
    evaluation = judge(predictions, classes, judging or Judging())
    folder = Path(output_dir)
    with open_writer(folder / PREDICTIONS, classes, overwrite=True) as writer:
        for prediction in evaluation.judged.predictions(evaluation.predicted):
            writer.write(prediction)
    draw(evaluation, folder, report=report)
    if report:
        from core.evaluation.report import text_report
        from core.evaluation.report_html import html_report

        write_text(folder / TEXT_REPORT, text_report(evaluation.results))
        write_text(folder / HTML_REPORT, html_report(evaluation, folder))
    write_text(folder / RESULTS, results_text(evaluation.results))
    return evaluation


def judge(predictions: Iterable[Prediction], classes: Sequence[str], judging: Judging) -> Evaluation:
    """Return the figures of predictions without writing anything; see `evaluate`."""
    judged = gather(predictions, classes, judging.used_in_training)
    countable = judged.is_countable
    unseen = countable & ~judged.used_in_training
    first = unseen if unseen.any() else countable
    judging = _with_threshold(judging, judged, first)
    predicted = predicted_classes(judged.scores, judging.positive, judging.threshold)
    results: dict[str, Any] = {
        "format_version": FORMAT_VERSION,
        "written": time.strftime("%Y-%m-%d %H:%M:%S"),
        **{name: getattr(judging, name) for name in ("model", "source", "split", "source_path")},
        "classes": list(judged.classes),
        **_counts(judged, judging, first),
        **_threshold_facts(judging),
        **_figures(judged, judging, predicted, first),
        "rows_used_in_training": _mixed_rows(judged),
        "unreadable": [{"path": path, "error": error}
                       for path, error in zip(judged.paths, judged.errors, strict=True) if error is not None],
    }  # fmt: skip
    results["notes"] = [*judging.notes, *notes_of(results)]
    return Evaluation(judged, judging, predicted, first, legible(finite(results)))


def _with_threshold(judging: Judging, judged: Judged, first: NDArray[np.bool_]) -> Judging:
    """Settle the positive class, and the threshold where it is to be chosen here."""
    if len(judged.classes) != 2:
        return replace(judging, positive=None, threshold=None, threshold_origin=ThresholdOrigin.NONE)
    positive = positive_class(judged.classes) if judging.positive is None else judging.positive
    threshold, origin = judging.threshold, judging.threshold_origin
    if threshold is None and origin is ThresholdOrigin.JUDGED:
        threshold = youden_threshold(judged.scores[first, positive], judged.truth[first] == positive)
    elif threshold is None:
        origin = ThresholdOrigin.NONE
    elif origin is ThresholdOrigin.VAL and judging.split == Split.VAL and judged.used_in_training[first].all():
        origin = ThresholdOrigin.JUDGED  # these are the val pictures that it was chosen on
    elif origin is ThresholdOrigin.NONE:
        origin = ThresholdOrigin.GIVEN
    return replace(judging, positive=positive, threshold=threshold, threshold_origin=origin)


def _counts(judged: Judged, judging: Judging, first: NDArray[np.bool_]) -> dict[str, Any]:
    readable, countable = judged.is_readable, judged.is_countable
    unlabelled = np.array([label is None for label in judged.labels], dtype=bool)
    num_used = int((countable & judged.used_in_training).sum())
    is_mixed = 0 < num_used < int(countable.sum())
    whole = "seen" if num_used else "all" if judging.used_in_training is None else "unseen"
    return {
        "num_pictures": len(judged.paths),
        "num_unreadable": int((~readable).sum()),
        "num_unlabelled": int((readable & unlabelled).sum()),
        "num_unknown_class": sum(judged.unknown_classes().values()),
        "num_used_in_training": None if judging.used_in_training is None else num_used,
        "judged_on": "unseen" if is_mixed else whole,
        "num_judged": int(first.sum()),
    }


def _mixed_rows(judged: Judged) -> list[int]:
    """Return the rows of predictions.csv that were used in training, where some were and others not."""
    used = judged.used_in_training
    return [] if used.all() else np.flatnonzero(used).tolist()


def _threshold_facts(judging: Judging) -> dict[str, Any]:
    return {
        "threshold_origin": str(judging.threshold_origin),
        "optimistic": judging.threshold_origin is ThresholdOrigin.JUDGED,
    }


def _figures(
    judged: Judged, judging: Judging, predicted: NDArray[np.int64], first: NDArray[np.bool_]
) -> dict[str, Any]:
    countable = judged.is_countable

    def figures_of(rows: NDArray[np.bool_]) -> dict[str, Any]:
        return classification_metrics(
            judged.scores[rows], judged.truth[rows], judged.classes, judging.positive, judging.threshold, judging.beta
        )

    intervals = bootstrap_intervals(judged.scores[first], judged.truth[first], predicted[first], judging.positive)
    metrics = figures_of(first)
    unknown = judged.unknown_classes()
    num_right = int((predicted == judged.truth)[countable].sum())
    return {
        "metrics": metrics,
        "intervals": {name: list(interval) for name, interval in intervals.items()},
        "metrics_all": figures_of(countable) if (countable & ~first).any() else None,
        "absent_classes": [name for name in judged.classes if metrics["per_class"][name]["support"] == 0],
        "unknown_classes": _unknown_classes(judged, predicted),
        "accuracy_counting_unknown": num_right / (int(countable.sum()) + sum(unknown.values())) if unknown else None,
        "confused_pairs": confused_pairs(np.array(metrics["confusion_matrix"]), judged.classes),
    }


def _unknown_classes(judged: Judged, predicted: NDArray[np.int64]) -> dict[str, Any]:
    """Return, for each class that the model does not know, how many pictures it has and what they were taken for."""
    taken_for: dict[str, Counter[str]] = {name: Counter() for name in judged.unknown_classes()}
    for label, error, index in zip(judged.labels, judged.errors, predicted.tolist(), strict=True):
        if error is None and label in taken_for:
            taken_for[label][judged.classes[index]] += 1
    return {
        name: {"num_pictures": counts.total(), "predicted": dict(counts.most_common())}
        for name, counts in taken_for.items()
    }


def draw(evaluation: Evaluation, folder: Path, *, report: bool) -> None:
    """Draw confusion_matrix.png and roc.png into a folder, and with `report` pr.png and calibration.png."""
    from core.evaluation import plots  # late: matplotlib takes half a second

    judged, judging, first = evaluation.judged, evaluation.judging, evaluation.first
    scores, truth = judged.scores[first], judged.truth[first]
    counts = np.array(evaluation.results["metrics"]["confusion_matrix"])
    marks = [plots.ThresholdMark(*mark) for mark in threshold_marks(judging, scores, truth)]
    plots.save_confusion_matrix(counts, judged.classes, folder / CONFUSION_MATRIX)
    plots.save_roc(scores, truth, judged.classes, folder / ROC, positive=judging.positive, marks=marks)
    if report:
        plots.save_pr(scores, truth, judged.classes, folder / PR, positive=judging.positive, marks=marks)
        plots.save_calibration(scores, truth, folder / CALIBRATION)


def threshold_marks(
    judging: Judging, scores: NDArray[np.float64], truth: NDArray[np.int64]
) -> list[tuple[float, str]]:
    """Return the thresholds to mark on the curves of two classes, each with its name: the one used, and Youden's here.

    Args:
        judging: Its positive class and threshold.
        scores: float64 [N, K].
        truth: int64 [N].
    """
    if judging.positive is None:
        return []
    best_here = youden_threshold(scores[:, judging.positive], truth == judging.positive)
    used = {
        ThresholdOrigin.VAL: "Youden's on val, used here",
        ThresholdOrigin.GIVEN: "given, used here",
        ThresholdOrigin.JUDGED: "Youden's on these pictures: optimistic",
        ThresholdOrigin.NONE: "the better score, used here",
    }[judging.threshold_origin]
    marks = [(0.5 if judging.threshold is None else judging.threshold, used)]
    if judging.threshold_origin is not ThresholdOrigin.JUDGED:
        marks.append((best_here, "Youden's on these pictures: optimistic"))
    return marks


def results_text(results: dict[str, Any]) -> str:
    """Return results as JSON for people too: indented, but a row of numbers in one line."""
    text = json.dumps(results, ensure_ascii=False, indent=2, allow_nan=False)
    # Only rows can match: a line break within a JSON text is written as \n.
    return re.sub(r"\[\n[\s\d.,eE+-]*\]", lambda row: re.sub(r"\s+", " ", row[0]), text) + "\n"


def mistakes_of(evaluation: Evaluation) -> list[Any]:
    """Return the worst mistakes among the pictures of the first figures."""
    judged, first = evaluation.judged, evaluation.first
    paths = [path for path, is_first in zip(judged.paths, first.tolist(), strict=True) if is_first]
    return worst_mistakes(
        paths, judged.scores[first], judged.truth[first], evaluation.predicted[first], judged.classes
    )
