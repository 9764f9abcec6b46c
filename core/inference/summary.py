"""What a prediction of many pictures comes to, counted as it goes: memory does not grow with their number."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.base.messages import plural
from core.inference.predictor import Classifier, Result
from core.inference.result_writer import UNKNOWN, class_name, is_unknown

Counts = npt.NDArray[np.int64]


class Summary:
    """Counts results by class, and right and wrong ones where the true class is known.

    "unknown" is no right answer: the figures are what anybody would count in the file of results.

    Pictures that the model was trained with are counted apart: figures on them promise too much.

    Attributes:
        num_pictures: Results counted.
        num_errors: Pictures that could not be read.
        num_trained_on: Pictures that the model was trained with.
    """

    def __init__(self, classes: Sequence[str], unknown_below: float = 0.0) -> None:
        self.num_pictures = self.num_errors = self.num_trained_on = 0
        self._classes = tuple(classes)
        self._unknown_below = unknown_below
        self._indexes = {name: index for index, name in enumerate(self._classes)}
        self._counts: Counter[str] = Counter()
        # By whether the picture was used in training: pictures of each true class, how many of them were right, and how
        # many of all classes are "unknown".
        self._totals = {used: np.zeros(len(classes), np.int64) for used in (False, True)}
        self._right = {used: np.zeros(len(classes), np.int64) for used in (False, True)}
        self._unknown = {False: 0, True: 0}

    def add(self, result: Result) -> None:
        """Count one result."""
        prediction = result.prediction
        self.num_pictures += 1
        self.num_trained_on += result.was_trained_on
        name = class_name(prediction, self._classes, self._unknown_below)
        if name is None:
            self.num_errors += 1
            return
        self._counts[name] += 1
        true = self._indexes.get(prediction.label or "")
        if true is not None:
            self._totals[result.was_trained_on][true] += 1
            has_no_class = is_unknown(prediction, self._unknown_below)
            self._right[result.was_trained_on][true] += prediction.predicted == true and not has_no_class
            self._unknown[result.was_trained_on] += has_no_class

    def lines(self) -> list[str]:
        """Return the summary for people, most important line first."""
        names = [name for name in dict.fromkeys((*self._classes, UNKNOWN)) if self._counts[name]]
        names.sort(key=lambda name: -self._counts[name])
        shown = ", ".join(f"{name} {self._counts[name]}" for name in names[:10])
        more = plural(len(names) - 10, " and 1 more class", " and {n} more classes") if len(names) > 10 else ""
        pictures = plural(self.num_pictures, "1 picture", "{n} pictures")
        lines = [f"{pictures}: {shown or 'none predicted'}{more}."]
        if self.num_errors:
            lines.append(f"{self.num_errors} could not be read.")
        if self.num_trained_on:
            lines.append(plural(self.num_trained_on, "1 of these pictures was used in training this model.",
                                "{n} of these pictures were used in training this model."))
        for used, words in ((False, "Not used in training, true class known by the folder's name"),
                            (True, "Used in training (too good to judge the model by)")):  # fmt: skip
            if self._totals[used].any():
                told = figures(self._right[used], self._totals[used], self._unknown[used])
                lines.append(f"{words}: {told}.")
        return lines


def decision_line(model: Classifier) -> str:
    """Return what decides between two classes, where it is not the best score; else nothing.

    Without it, a picture whose predicted class has the lower score of the two looks like a mistake of ours.
    """
    if model.positive_index is None or model.threshold is None:
        return ""
    positive, other = model.classes[model.positive_index], model.classes[1 - model.positive_index]
    return (f"The class is {positive} from a score of {model.threshold:.2%} for it on, the threshold that the model "
            f"file keeps, else {other}.")  # fmt: skip


def figures(right: Counts, totals: Counts, num_unknown: int = 0) -> str:
    """Return accuracy and balanced accuracy (mean recall of the classes there are) in words.

    Args:
        right: int64 [K], pictures of each true class that were predicted right.
        totals: int64 [K], pictures of each true class.
        num_unknown: How many of them have too low a score for a class.
    """
    there = totals > 0
    balanced = float((right[there] / totals[there]).mean())
    accuracy = right.sum() / totals.sum()
    told = f"{right.sum()} of {totals.sum()} right, accuracy {accuracy:.1%}, balanced accuracy {balanced:.1%}"
    if not num_unknown:
        return told
    num_named = totals.sum() - num_unknown
    named = f"; of the {num_named} with a class {right.sum() / num_named:.1%} are right" if num_named else ""
    return f"{told} ({num_unknown} unknown, counted as not right{named})"
