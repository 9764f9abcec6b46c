"""From an evaluation's arrays to what the page shows: at any threshold, in milliseconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.base.messages import Message, message
from core.evaluation.curves import average_precision, calibration_bins, mean_pr, mean_roc, pr_points, roc_points
from core.evaluation.decision import predicted_classes, youden_threshold
from core.evaluation.definitions import DEFINITIONS
from core.evaluation.label_queue import most_unsure, surest_mistakes
from core.evaluation.metrics import confusion_matrix, matthews
from core.evaluation.mistakes import confused_pairs
from core.evaluation.notes import notes_of
from ui.widgets.class_table import ClassFigures
from ui.widgets.evaluation_plot import CurveSet, Line, Mark
from ui.widgets.figures_table import FigureRow
from ui.wording import number, percent

if TYPE_CHECKING:
    from core.evaluation.evaluate import Evaluation

MOST_POINTS = 400
"""More than a curve of this size can show."""
FIGURES = ("balanced_accuracy", "accuracy", "sensitivity", "specificity", "positive_predictive_value",
           "negative_predictive_value", "f1_macro", "auroc", "mcc", "calibration_error")  # fmt: skip
PLAIN_NUMBERS = frozenset({"mcc"})
LITTLE_MOVED = 5e-4
"""A threshold that differs by less from the one of the figures is that one."""


@dataclass(frozen=True)
class Ranked:
    """The scores of the positive class of two, ready for any threshold.

    Attributes:
        positives, negatives: float64, rising, of the pictures that are and are not of it.
        positive: Its index.
        youden: Youden's threshold on these pictures.
    """

    positives: NDArray[np.float64]
    negatives: NDArray[np.float64]
    positive: int
    youden: float

    def counts(self, threshold: float) -> NDArray[np.int64]:
        """Return the confusion matrix, int64 [2, 2]."""
        missed = int(np.searchsorted(self.positives, threshold, "left"))
        rejected = int(np.searchsorted(self.negatives, threshold, "left"))
        counts = np.zeros((2, 2), dtype=np.int64)
        own, other = self.positive, 1 - self.positive
        counts[own] = (missed, missed)
        counts[own, own] = len(self.positives) - missed
        counts[other, other], counts[other, own] = rejected, len(self.negatives) - rejected
        return counts


class EvaluationFigures:
    """Everything the page shows of one evaluation, of the pictures of its first figures.

    Attributes:
        evaluation: The evaluation.
        classes: Class names in index order.
        rows: Rows of its arrays that the figures are of.
        positive: Index of the positive class of two, or None.
        threshold: The threshold in use now; None: the best score decides.
    """

    def __init__(self, evaluation: "Evaluation") -> None:
        self.evaluation = evaluation
        self.classes = evaluation.judged.classes
        self.rows = np.flatnonzero(evaluation.first)
        self.positive = evaluation.judging.positive if len(self.classes) == 2 else None
        self._scores = evaluation.judged.scores[self.rows]
        self._truth = evaluation.judged.truth[self.rows]
        self.threshold = evaluation.judging.threshold
        self._kept: tuple[float | None, NDArray[np.int64]] | None = None

    def prepare(self) -> "EvaluationFigures":
        """Work out, in a job's thread, what takes more than a moment with many pictures."""
        for name in ("ranked", "roc", "pr", "calibration", "closest"):
            getattr(self, name)  # kept by cached_property
        self._predicted()
        return self

    @property
    def own_threshold(self) -> float:
        """The threshold that the evaluation's figures were made with."""
        threshold = self.evaluation.judging.threshold
        return 0.5 if threshold is None else threshold

    @property
    def is_moved(self) -> bool:
        """Whether another threshold is in use than the evaluation's own."""
        return self.threshold is not None and abs(self.threshold - self.own_threshold) > LITTLE_MOVED

    @cached_property
    def ranked(self) -> Ranked | None:
        """The ranked scores of the positive class; None where there are not two."""
        if self.positive is None:
            return None
        scores, is_positive = self._scores[:, self.positive], self._truth == self.positive
        return Ranked(np.sort(scores[is_positive]), np.sort(scores[~is_positive]), self.positive,
                      youden_threshold(scores, is_positive))  # fmt: skip

    def counts(self) -> NDArray[np.int64]:
        """Return the confusion matrix at the threshold in use, int64 [K, K]."""
        if self.ranked is not None and self.threshold is not None:
            return self.ranked.counts(self.threshold)
        return confusion_matrix(self._truth, self._predicted(), len(self.classes))

    def predicted(self) -> NDArray[np.int64]:
        """Return the predicted class of all pictures of the evaluation at the threshold in use, int64 [N]."""
        return predicted_classes(self.evaluation.judged.scores, self.positive, self.threshold)

    def paths(self, rows: NDArray[np.int64] | Sequence[int]) -> list[str]:
        """Return the paths of rows among the pictures of the figures."""
        paths = self.evaluation.judged.paths
        return [paths[self.rows[row]] for row in rows]

    def cell_paths(self, row: int, column: int) -> list[str]:
        """Return the pictures of a cell of the matrix (-1 for all of a row or column), surest first."""
        predicted = self._predicted()
        chosen = np.ones(len(predicted), dtype=bool)
        if row >= 0:
            chosen &= self._truth == row
        if column >= 0:
            chosen &= predicted == column
        found = np.flatnonzero(chosen)
        score = self._scores[found, predicted[found]]
        # In a whole row or column the mistakes come first.
        is_right = (predicted[found] == self._truth[found]) if min(row, column) < 0 else np.zeros(len(found), bool)
        return self.paths(found[np.lexsort((-score, is_right))])

    def mistake_paths(self) -> list[str]:
        """Return the wrong predictions, surest first."""
        return self.paths(surest_mistakes(self._scores, self._truth, self._predicted()))

    def unsure_paths(self) -> list[str]:
        """Return all pictures, the closest decisions first."""
        if self.positive is None or self.threshold is None:
            return self.closest
        return self.paths(most_unsure(self._scores, self.positive, self.threshold))

    @cached_property
    def closest(self) -> list[str]:
        """All pictures, those first whose best score is least above the second."""
        return self.paths(most_unsure(self._scores))

    def class_rows(self) -> list[ClassFigures]:
        """Return the figures of each class at the threshold in use."""
        counts = self.counts()
        per_class = self.evaluation.results["metrics"]["per_class"]
        rows = []
        for index, name in enumerate(self.classes):
            hits, support = int(counts[index, index]), int(counts[index].sum())
            guesses = int(counts[:, index].sum())
            precision, recall = hits / guesses if guesses else 0.0, hits / support if support else None
            f1 = 2 * hits / (support + guesses) if support else None
            rows.append(ClassFigures(name, support, guesses, precision if support else None, recall, f1,
                                     per_class[name]["auroc"]))  # fmt: skip
        return rows

    def pairs(self) -> list[tuple[int, int, int, float]]:
        """Return the classes most often taken for another: true, predicted, pictures, share of the true class."""
        index_of = {name: index for index, name in enumerate(self.classes)}
        return [(index_of[pair["label"]], index_of[pair["predicted"]], pair["count"], pair["share"])
                for pair in confused_pairs(self.counts(), self.classes, 30)]  # fmt: skip

    def figure_rows(self) -> list[FigureRow]:
        """Return the figures in the order shown, balanced accuracy first."""
        metrics, intervals = self.evaluation.results["metrics"], self.evaluation.results["intervals"]
        values: dict[str, Any] = {**metrics, **(_moved(self.counts(), self.positive) if self.is_moved else {})}
        rows = []
        for name in FIGURES:
            if name not in values:
                continue
            title, tip = DEFINITIONS[name]
            interval = "" if self.is_moved and name != "auroc" else _interval_text(name, intervals.get(name))
            rows.append(FigureRow(title, tip, _figure_text(name, values[name]), interval, name == FIGURES[0]))
        return rows

    def notes(self) -> list[str]:
        """Return what must be known beside the figures at the threshold in use.

        One that was moved was moved by somebody who sees what becomes of these pictures: chosen on them.
        """
        results = self.evaluation.results
        if not self.is_moved:
            return notes_of(results)
        per_class = {row.name: {"recall": row.recall, "support": row.support} for row in self.class_rows()}
        metrics = {**results["metrics"], **_moved(self.counts(), self.positive), "per_class": per_class}
        return notes_of({**results, "metrics": metrics, "optimistic": True})

    def sensitivity_and_specificity(self) -> tuple[float | None, float | None]:
        """Return both at the threshold in use."""
        moved = _moved(self.counts(), self.positive)
        return moved.get("sensitivity"), moved.get("specificity")

    @cached_property
    def roc(self) -> CurveSet:
        """The ROC curves."""
        found: list[tuple[Any, Any] | None] = []
        for index in range(len(self.classes)):
            is_class = self._truth == index
            points = roc_points(self._scores[:, index], is_class) if 0 < is_class.sum() < len(is_class) else None
            found.append((points[0], points[1]) if points is not None else None)
        known = [curve for curve in found if curve is not None]
        per_class = self.evaluation.results["metrics"]["per_class"]
        lines = [_line(curve, _named(name, per_class[name]["auroc"], "AUROC")) if curve is not None else None
                 for name, curve in zip(self.classes, found, strict=True)]  # fmt: skip
        mean = None
        if len(self.classes) > 2 and known:
            mean = _line(mean_roc(known), message("mean of all classes"))
        return CurveSet(lines, mean)

    @cached_property
    def pr(self) -> CurveSet:
        """The curves of precision over recall."""
        lines: list[Line | None] = []
        known = []
        for index, name in enumerate(self.classes):
            is_class = self._truth == index
            if not is_class.any():
                lines.append(None)
                continue
            curve = pr_points(self._scores[:, index], is_class)
            known.append(curve)
            lines.append(_line(curve, _named(name, average_precision(*curve), "AP")))
        mean = _line(mean_pr(known), message("mean of all classes")) if len(self.classes) > 2 and known else None
        return CurveSet(lines, mean)

    @cached_property
    def calibration(self) -> CurveSet:
        """How often the class of the best score is the true one, by that score; no threshold plays a part."""
        confidence, accuracy, counts = calibration_bins(self._scores, self._truth)
        filled = counts > 0
        line = Line(confidence[filled].tolist(), accuracy[filled].tolist(), message("these pictures"))
        return CurveSet((), line, counts.tolist())

    def marks(self) -> tuple[list[Mark], list[Mark]]:
        """Return the points of the threshold in use and of Youden's on the ROC curve and on that of precision."""
        if self.ranked is None or self.positive is None:
            return [], []
        used = 0.5 if self.threshold is None else self.threshold
        roc, pr = [], []
        for threshold, words in ((used, message("threshold {share}", share=percent(used))),
                                 (self.ranked.youden, message("Youden's, {share}",
                                                              share=percent(self.ranked.youden)))):  # fmt: skip
            moved = _moved(self.ranked.counts(threshold), self.positive)
            sensitivity, specificity = moved["sensitivity"], moved["specificity"]
            precision = moved["positive_predictive_value"]
            if sensitivity is not None and specificity is not None:
                roc.append(Mark(1 - specificity, sensitivity, words))
            if sensitivity is not None and precision is not None:
                pr.append(Mark(sensitivity, precision, words))
        return roc, pr

    def _predicted(self) -> NDArray[np.int64]:
        """Return the predicted classes of the figures' pictures; kept, as several figures ask for them."""
        if self._kept is None or self._kept[0] != self.threshold:
            self._kept = (self.threshold, predicted_classes(self._scores, self.positive, self.threshold))
        return self._kept[1]


def _moved(counts: NDArray[np.int64], positive: int | None) -> dict[str, float | None]:
    """Return the figures that a confusion matrix gives."""
    hits, support, guesses = np.diag(counts).astype(float), counts.sum(axis=1), counts.sum(axis=0)
    present = support > 0
    figures: dict[str, float | None] = {
        "accuracy": float(hits.sum() / max(1, counts.sum())),
        "balanced_accuracy": float((hits[present] / support[present]).mean()) if present.any() else None,
        "f1_macro": float((2 * hits[present] / (support + guesses)[present]).mean()) if present.any() else None,
        "mcc": matthews(counts),
    }
    if positive is not None:
        negative = 1 - positive
        figures |= {
            "sensitivity": _ratio(counts[positive, positive], support[positive]),
            "specificity": _ratio(counts[negative, negative], support[negative]),
            "positive_predictive_value": _ratio(counts[positive, positive], guesses[positive]),
            "negative_predictive_value": _ratio(counts[negative, negative], guesses[negative]),
        }
    return figures


def _ratio(part: Any, whole: Any) -> float | None:
    return float(part / whole) if whole else None


def _figure_text(name: str, value: float | None) -> str:
    return number(value) if name in PLAIN_NUMBERS else percent(value)


def _interval_text(name: str, interval: Sequence[float] | None) -> str:
    if interval is None:
        return message("")
    low, high = (_figure_text(name, value) for value in interval)
    return message("{low} to {high}", low=low, high=high)


def _named(name: str, value: float | None, figure: str) -> Message:
    return message("{name} ({figure} {value})", name=name, figure=figure, value=percent(value))


def _line(curve: tuple[Any, Any], label: str) -> Line:
    """Return a curve with no more points than can be seen."""
    x, y = curve
    if len(x) > MOST_POINTS:
        places = np.unique(np.linspace(0, len(x) - 1, MOST_POINTS).round().astype(int))
        x, y = x[places], y[places]
    return Line(np.asarray(x).tolist(), np.asarray(y).tolist(), label)
