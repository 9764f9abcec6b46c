"""Values that pass between the layers: samples, data sets, splits, predictions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Split(StrEnum):
    """The part of a data set that a sample belongs to."""

    TRAIN = "train"
    VAL = "val"
    TEST = "test"


LEFT_OUT_WORD = "left out"
"""What a table says in place of a split of a picture that no command shall use."""
DUPLICATES_IGNORED = "ignore"
"""What a table says of a picture that is like no other, whatever it looks like."""


class Resize(StrEnum):
    """How a picture of any shape becomes one of the network's input shape."""

    LETTERBOX = "letterbox"
    CROP = "crop"
    STRETCH = "stretch"


class RunEndReason(StrEnum):
    """Why a run ended."""

    FINISHED = "finished"
    EARLY_STOPPED = "early_stopped"
    STOPPED = "stopped"
    NON_FINITE_LOSS = "non_finite_loss"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture and its label.

    Attributes:
        path: Absolute path of the picture, in the form of this operating system.
        label: Index of its class in the data set's classes; None where it has no label.
        group: Name of what must not be parted by a split (one patient, one lesion); None for no group.
        split: The split that the source itself puts it in; None where the source has no split.
        is_distinct: Whether its owner says that it is like no other picture, whatever it looks like.
    """

    path: str
    label: int | None = None
    group: str | None = None
    split: Split | None = None
    is_distinct: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a data set that its owner should know.

    Attributes:
        kind: A stable identifier, such as "unreadable" or "wrong_ending".
        message: One sentence for people.
        paths: The pictures it is about, absolute; may be empty.
    """

    kind: str
    message: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class DatasetIndex:
    """What a source of pictures holds, before any picture is decoded.

    Attributes:
        root: Absolute folder that the samples' paths are written relative to.
        classes: Class names in index order.
        samples: All samples, in a stable order.
        findings: What was noticed while reading the source.
        name: A short name for people, usually the folder's.
    """

    root: str
    classes: tuple[str, ...]
    samples: tuple[Sample, ...]
    findings: tuple[Finding, ...] = ()
    name: str = ""

    @property
    def has_split(self) -> bool:
        """Whether the source itself parts its samples into train and val or test."""
        return any(sample.split is not None for sample in self.samples)


@dataclass(frozen=True)
class Splits:
    """A data set parted into train, val and test; the input of a training.

    Attributes:
        root: Absolute folder that paths in splits.csv are relative to.
        classes: Class names in index order.
        train, val, test: The samples of each split; test may be empty.
        name: A short name of the data set for people.
    """

    root: str
    classes: tuple[str, ...]
    train: tuple[Sample, ...]
    val: tuple[Sample, ...]
    test: tuple[Sample, ...] = ()
    name: str = ""

    def of(self, split: Split | str) -> tuple[Sample, ...]:
        """Return the samples of one split."""
        return {Split.TRAIN: self.train, Split.VAL: self.val, Split.TEST: self.test}[Split(split)]

    def __iter__(self) -> Iterator[tuple[Split, tuple[Sample, ...]]]:
        """Yield (split, samples) for train, val and test."""
        for split in Split:
            yield split, self.of(split)

    def class_counts(self, split: Split | str) -> tuple[int, ...]:
        """Return the number of samples of each class in a split, in index order."""
        counts = Counter(sample.label for sample in self.of(split))
        return tuple(counts[index] for index in range(len(self.classes)))

    def classes_lacking(self, split: Split | str) -> tuple[str, ...]:
        """Return the classes that have no sample in a split, in index order."""
        return tuple(name for name, count in zip(self.classes, self.class_counts(split), strict=True) if not count)


@dataclass(frozen=True, slots=True)
class ClassScore:
    """A class and its score (a fraction 0..1)."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the network says of one picture.

    Attributes:
        path: The picture, as it was given.
        scores: Scores (0..1, summing to 1) of all classes in index order; empty where it could not be read.
        label: Name of the true class, where it is known.
        error: A sentence where the picture could not be read, else None.
        predicted: Index of the predicted class; None where it could not be read. Usually the best score's; for two
            classes with a threshold, the one the threshold decides.
    """

    path: str
    scores: tuple[float, ...] = field(default=())
    label: str | None = None
    error: str | None = None
    predicted: int | None = None

    def top(self, classes: Sequence[str], k: int = 5) -> tuple[ClassScore, ...]:
        """Return the k best classes, best first; ties keep index order."""
        order = sorted(range(len(self.scores)), key=lambda index: -self.scores[index])
        return tuple(ClassScore(classes[index], self.scores[index]) for index in order[:k])

    @property
    def score(self) -> float | None:
        """Score of the predicted class; None where the picture could not be read."""
        return None if self.predicted is None else self.scores[self.predicted]
