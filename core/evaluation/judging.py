"""What is judged: predictions gathered in arrays, and what is known of the pictures and the model beside them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.errors import ClasswiseError, DataError, ForeignClassesError
from core.base.messages import message, name_list
from core.base.types import Prediction
from core.evaluation.metrics import DEFAULT_BETA


class ThresholdOrigin(StrEnum):
    """Where the threshold of two classes comes from."""

    NONE = "none"
    VAL = "val"
    GIVEN = "given"
    JUDGED = "judged"


@dataclass(frozen=True)
class Judging:
    """What is known beside the predictions.

    Attributes:
        model: Path of the model file, for people.
        source: Name of the pictures, for people.
        split: The split that they are; empty for none.
        source_path: Where they were found; empty for the run's own.
        positive: Index of the positive class of two; None: by its name.
        threshold: Least score that predicts the positive class; None: the best score decides, or, with the origin
            JUDGED, Youden's on the judged pictures.
        threshold_origin: Where it comes from.
        used_in_training: Paths of the pictures that the model was trained or chosen on; None where nobody knows. It
            is looked at after the predictions, so it may be filled while they are made.
        beta: Of F-beta.
        training: How the model was trained, in words for people: "Network" -> "resnet18".
        curves: Picture of the training's curves, for the report.
        notes: Further sentences for the reports.
    """

    model: str = ""
    source: str = ""
    split: str = ""
    positive: int | None = None
    threshold: float | None = None
    threshold_origin: ThresholdOrigin = ThresholdOrigin.NONE
    used_in_training: Collection[str] | None = None
    beta: float = DEFAULT_BETA
    training: Mapping[str, str] = field(default_factory=dict)
    curves: Path | None = None
    notes: tuple[str, ...] = ()
    source_path: str = ""


@dataclass(frozen=True)
class Judged:
    """Predictions as arrays; unreadable pictures have scores of NaN.

    Attributes:
        classes: K class names in index order.
        paths: N paths, in the order given.
        labels: N true class names; None where unknown.
        errors: N sentences; None where the picture could be read.
        scores: float64 [N, K].
        truth: int64 [N], index of the true class; -1 where the model does not know it or there is none.
        used_in_training: bool [N].
    """

    classes: tuple[str, ...]
    paths: tuple[str, ...]
    labels: tuple[str | None, ...]
    errors: tuple[str | None, ...]
    scores: NDArray[np.float64]
    truth: NDArray[np.int64]
    used_in_training: NDArray[np.bool_]

    @property
    def is_readable(self) -> NDArray[np.bool_]:
        """Bool [N]: whether each picture could be read."""
        return np.array([error is None for error in self.errors], dtype=bool)

    @property
    def is_countable(self) -> NDArray[np.bool_]:
        """Bool [N]: whether each picture can be in a figure: readable, and of a class that the model knows."""
        return self.is_readable & (self.truth >= 0)

    def unknown_classes(self) -> dict[str, int]:
        """Return the names of true classes that the model does not know, with their number of readable pictures."""
        known = set(self.classes)
        counts = Counter(
            label
            for label, error in zip(self.labels, self.errors, strict=True)
            if label is not None and error is None and label not in known
        )
        return dict(sorted(counts.items()))

    def predictions(self, predicted: NDArray[np.int64]) -> Iterator[Prediction]:
        """Yield the predictions with these predicted classes, int64 [N]."""
        for index, path in enumerate(self.paths):
            if self.errors[index] is not None:
                yield Prediction(path, label=self.labels[index], error=self.errors[index])
            else:
                scores = tuple(self.scores[index].tolist())
                yield Prediction(path, scores, self.labels[index], predicted=int(predicted[index]))


def gather(
    predictions: Iterable[Prediction], classes: Sequence[str], used_in_training: Collection[str] | None = None
) -> Judged:
    """Put predictions into arrays; each is looked at once, so they may come from a generator.

    Raises:
        DataError: There is none, none has a class that the model knows, or one has not a score a class.
        ClasswiseError: The network's scores are not numbers.
    """
    index_of = {name: index for index, name in enumerate(classes)}
    paths, labels, errors, rows, truth = [], [], [], [], []
    nothing = np.full(len(classes), np.nan)
    for prediction in predictions:
        if prediction.error is None and len(prediction.scores) != len(classes):
            raise DataError(f"The prediction of {prediction.path} has {len(prediction.scores)} scores; expected one of "
                            f"each of the {len(classes)} classes, in their order.")
        paths.append(prediction.path)
        labels.append(prediction.label)
        errors.append(prediction.error)
        rows.append(nothing if prediction.error is not None else np.array(prediction.scores, dtype=np.float64))
        truth.append(index_of.get(prediction.label, -1) if prediction.label is not None else -1)
    used = frozenset(used_in_training or ())
    judged = Judged(
        tuple(classes),
        tuple(paths),
        tuple(labels),
        tuple(errors),
        np.array(rows, dtype=np.float64).reshape(len(rows), len(classes)),
        np.array(truth, dtype=np.int64),
        np.array([path in used for path in paths], dtype=bool),
    )
    _check(judged)
    return judged


def legible(value: Any) -> Any:
    r"""Return a copy of nested lists and dicts whose texts can be written as UTF-8.

    A file name that is not UTF-8 reaches Python with lone surrogates, which are written as \udc.. here.
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {legible(key): legible(item) for key, item in value.items()}
    return [legible(item) for item in value] if isinstance(value, list) else value


def _check(judged: Judged) -> None:
    if not judged.paths:
        raise DataError("There are no pictures to judge. Give a folder with one folder of pictures a class.")
    if not judged.is_readable.any():
        raise DataError(f"None of the {len(judged.paths)} pictures could be read; the first: {judged.errors[0]}")
    if not np.isfinite(judged.scores[judged.is_readable]).all():
        raise ClasswiseError("The network answers with scores that are not numbers. The model file is of a training "
                             "that went wrong; use one of an earlier epoch.")  # fmt: skip
    if judged.is_countable.any():
        return
    unknown = judged.unknown_classes()
    if not unknown:
        raise DataError("The pictures have no labels, so nothing can be judged. Give pictures in a folder a class, or "
                        "use predict.")  # fmt: skip
    raise no_known_class(unknown, judged.classes)


def no_known_class(unknown: Iterable[str], classes: Sequence[str]) -> ForeignClassesError:
    """Return the error for pictures none of which is of a class that the model knows."""
    names = list(unknown)
    what = message("No picture is of a class that the model knows ({known}); they are of {found}.",
                   known=name_list(classes), found=name_list(names))  # fmt: skip
    return ForeignClassesError(what + suggestion(names, classes), what)


def suggestion(unknown: Iterable[str], classes: Sequence[str]) -> str:
    """Return a sentence with the --class_map that unknown names ask for which differ from known ones by case only."""
    folded = {_folded(name): name for name in classes}
    pairs = [(name, folded[_folded(name)]) for name in unknown if _folded(name) in folded]
    if not pairs:
        return " If they have other names, give --class_map OLD=NEW ..."
    words = " ".join(f'"{old}={new}"' if " " in old + new else f"{old}={new}" for old, new in pairs[:20])
    return f" Some differ in spelling only; give: --class_map {words}"


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
