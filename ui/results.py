"""What is known of the pictures in sight: results, true classes and corrections, keyed by path. No Qt, no numpy."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest

from core.base.types import ClassScore, Prediction

UNKNOWN = "unknown"


class Verdict(StrEnum):
    """How a result stands to the true class."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    UNLABELLED = "unlabelled"
    UNREADABLE = "unreadable"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Result:
    """A prediction, packed: 100,000 of a thousand classes must fit into memory.

    Attributes:
        path: The picture.
        scores: Scores (0..1) of all classes in index order; empty where it could not be read.
        predicted: Index of the predicted class; None where it could not be read.
        score: Score of the predicted class; 0 where it could not be read.
        margin: Best score less the second best, 0..1.
        error: A sentence where it could not be read.
    """

    path: str
    scores: array  # type: ignore[type-arg]
    predicted: int | None
    score: float
    margin: float
    error: str | None

    @classmethod
    def of(cls, prediction: Prediction) -> "Result":
        """Pack a prediction; scores keep their exact values."""
        scores = array("f", prediction.scores)
        if tuple(scores) != tuple(prediction.scores):
            scores = array("d", prediction.scores)
        best = nlargest(2, prediction.scores)
        margin = best[0] - best[1] if len(best) == 2 else sum(best)
        return cls(prediction.path, scores, prediction.predicted, prediction.score or 0.0, margin, prediction.error)

    def top(self, classes: Sequence[str], k: int) -> tuple[ClassScore, ...]:
        """Return the k best classes, best first; ties keep index order."""
        best = nlargest(k, range(len(self.scores)), key=lambda index: (self.scores[index], -index))
        return tuple(ClassScore(classes[index], self.scores[index]) for index in best)


class ResultStore:
    """The pictures of the page in listed order and all that is known of each.

    Reading may happen in any thread, changing only in the one that made it.
    """

    def __init__(self) -> None:
        self.classes: tuple[str, ...] = ()
        self.paths: list[str] = []
        self.version = 0
        self._unknown_below = 0.0
        self._num_unknown = 0
        self._num_unreadable = 0
        self._true_classes: tuple[str, ...] | None = None
        self._index_of: dict[str, int] = {}
        self._results: dict[str, Result] = {}
        self._labels: dict[str, str] = {}
        self._corrections: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self.paths)

    def __contains__(self, path: str) -> bool:
        return path in self._index_of

    @property
    def num_done(self) -> int:
        """How many pictures have a result, unreadable ones counted."""
        return len(self._results)

    @property
    def unknown_below(self) -> float:
        """Score below which a prediction is "unknown"."""
        return self._unknown_below

    @unknown_below.setter
    def unknown_below(self, threshold: float) -> None:
        self._unknown_below = threshold
        self._num_unknown = sum(map(self._is_unknown, self._results.values()))
        self.version += 1

    @property
    def num_unknown(self) -> int:
        """How many predictions lie below the threshold."""
        return self._num_unknown

    @property
    def num_unreadable(self) -> int:
        """How many pictures could not be read."""
        return self._num_unreadable

    @property
    def corrections(self) -> Mapping[str, str]:
        """Corrected true classes by path."""
        return self._corrections

    def set_pictures(self, paths: Iterable[str], labels: Mapping[str, str] | None = None) -> None:
        """Begin anew with these pictures; a path given twice stands once."""
        self._index_of = dict.fromkeys(paths, 0)
        self.paths = list(self._index_of)
        self._index_of = dict(zip(self.paths, range(len(self.paths)), strict=True))
        self._labels = dict(labels or {})
        self._corrections = {}
        self.clear_results()

    def set_classes(self, classes: Sequence[str]) -> None:
        """Take another model's classes; its predecessor's results go."""
        self.classes = tuple(classes)
        self.clear_results()

    def set_labels(self, labels: Mapping[str, str]) -> None:
        """Replace what is known of the true classes; corrections stay."""
        self._labels = dict(labels)
        self._changed()

    def clear_results(self) -> None:
        """Forget the results, as another model makes others."""
        self._results = {}
        self._num_unknown = self._num_unreadable = 0
        self._changed()

    def add(self, results: Iterable[Result]) -> None:
        """Note results of pictures that are listed; others are passed over."""
        for result in results:
            if result.path in self._index_of:
                before = self._results.get(result.path)
                self._num_unknown += self._is_unknown(result) - (before is not None and self._is_unknown(before))
                self._num_unreadable += ((result.predicted is None)
                                         - (before is not None and before.predicted is None))  # fmt: skip
                self._results[result.path] = result
        self.version += 1

    def correct(self, path: str, label: str | None) -> None:
        """Set the true class of a picture; None takes the correction back."""
        if label is None:
            self._corrections.pop(path, None)
        else:
            self._corrections[path] = label
        self._changed()

    @property
    def row_of(self) -> Mapping[str, int]:
        """The place of each picture in listed order, from 0."""
        return self._index_of

    def result(self, path: str) -> Result | None:
        """Return the result of a picture, or None before it was predicted."""
        return self._results.get(path)

    def true_class(self, path: str) -> str | None:
        """Return the true class as corrected, else as read, else None."""
        return self._corrections.get(path) or self._labels.get(path)

    def read_label(self, path: str) -> str | None:
        """Return the true class as read, whatever was corrected."""
        return self._labels.get(path)

    def predicted_class(self, path: str) -> str | None:
        """Return the predicted class, "unknown" below the threshold, or None without a prediction."""
        result = self._results.get(path)
        if result is None or result.predicted is None:
            return None
        return UNKNOWN if result.score < self.unknown_below else self.classes[result.predicted]

    def verdict(self, path: str) -> Verdict:
        """Return how the result stands to the true class; one below the threshold is neither right nor wrong."""
        result = self._results.get(path)
        if result is None:
            return Verdict.PENDING
        if result.predicted is None:
            return Verdict.UNREADABLE
        label = self.true_class(path)
        if label is None:
            return Verdict.UNLABELLED
        if self._is_unknown(result):
            return Verdict.UNKNOWN
        return Verdict.RIGHT if self.classes[result.predicted] == label else Verdict.WRONG

    def snapshot(self) -> "ResultStore":
        """Return what is known now: other pictures, another model or another run of it do not change that any more."""
        still = ResultStore()
        still.classes, still.paths, still.version = self.classes, self.paths, self.version
        still._index_of = self._index_of
        still._results, still._labels = dict(self._results), self._labels
        still._corrections = dict(self._corrections)
        still._unknown_below = self._unknown_below
        still._num_unknown, still._num_unreadable = self._num_unknown, self._num_unreadable
        return still

    def true_classes(self) -> tuple[str, ...]:
        """Return every true class in use: the model's in index order, then others by name."""
        if self._true_classes is None:
            used = set(self._labels.values()) | set(self._corrections.values())
            known = tuple(name for name in self.classes if name in used)
            self._true_classes = (*known, *sorted(used - set(known)))
        return self._true_classes

    def num_labelled(self) -> int:
        """Return how many listed pictures have a true class."""
        if not self._corrections:
            return len(self._labels)
        return len(self._labels.keys() | self._corrections.keys())

    def prediction(self, path: str) -> Prediction | None:
        """Return the result in the form that the writers take, with its true class; None without one."""
        result = self._results.get(path)
        if result is None:
            return None
        return Prediction(path, tuple(result.scores), self.true_class(path), result.error, result.predicted)

    def _is_unknown(self, result: Result) -> bool:
        return result.predicted is not None and result.score < self._unknown_below

    def _changed(self) -> None:
        self._true_classes = None
        self.version += 1
