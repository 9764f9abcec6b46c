"""The figures that a classifier is judged by.

All figures are fractions 0..1 (MCC and kappa -1..1) except counts. "Macro" is the plain mean over the classes that
occur in the truth. A figure that the pictures cannot give (AUROC of a class without pictures, kappa of a single class)
is NaN here and null in JSON; it is never replaced by 0 or 1. A class that is never predicted has precision 0.

`classification_metrics` takes its figures from torchmetrics. torchmetrics counts a class that is absent from the truth
but was predicted into its macro means, and gives numbers for undefined cases; so the figures are taken class by class
and the means and the undefined cases are settled here. `epoch_metrics` gives four of them without torchmetrics, in a
few milliseconds, because it runs after each epoch.
"""

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.base.errors import BROKEN_PACKAGE, DependencyError
from core.base.messages import message
from core.evaluation.decision import positive_class as positive_class
from core.evaluation.decision import predicted_classes as predicted_classes

if TYPE_CHECKING:
    import torch

NUM_CALIBRATION_BINS = 15
DEFAULT_BETA = 2.0

Labels = NDArray[np.int64]
Scores = NDArray[np.float64]


def confusion_matrix(labels: NDArray[Any], predicted: NDArray[Any], num_classes: int) -> NDArray[np.int64]:
    """Return counts, int64 [K, K]; row: true class, column: predicted class.

    Args:
        labels: int [N], true classes.
        predicted: int [N], predicted classes.
        num_classes: K.
    """
    cells = np.asarray(labels, dtype=np.int64) * num_classes + np.asarray(predicted, dtype=np.int64)
    return np.bincount(cells, minlength=num_classes**2).reshape(num_classes, num_classes).astype(np.int64)


def epoch_metrics(
    scores: "torch.Tensor", labels: "torch.Tensor"
) -> tuple[dict[str, float], tuple[tuple[int, ...], ...]]:
    """Return the figures on val that are shown and compared after each epoch, and the confusion matrix.

    The best score decides the class. The figures equal those of `classification_metrics`, of the same names.

    Args:
        scores: float [N, K], 0..1, on any device.
        labels: int64 [N], true classes.

    Returns:
        balanced_accuracy, f1_macro, auroc (macro, one class against the rest) and mcc; and the counts, one tuple a
        true class.
    """
    values = scores.detach().double().cpu().numpy()
    truth = labels.detach().cpu().numpy().astype(np.int64)
    counts = confusion_matrix(truth, values.argmax(axis=1), values.shape[1])
    hits, support, guesses = np.diag(counts).astype(float), counts.sum(axis=1), counts.sum(axis=0)
    present = support > 0
    figures = {
        "balanced_accuracy": _mean(hits[present] / support[present]),
        "f1_macro": _mean(2 * hits[present] / (support + guesses)[present]),
        "auroc": _mean(class_aurocs(values, truth)),
        "mcc": matthews(counts),
    }
    return figures, tuple(tuple(row) for row in counts.tolist())


def class_aurocs(scores: Scores, labels: Labels) -> NDArray[np.float64]:
    """Return each class's area under the ROC curve against the rest, float64 [K]; NaN where it is undefined.

    It is the share of pairs of a picture of the class and one of the rest in which the former has the higher score,
    equal scores counting half (Mann and Whitney 1947), which is the area under the ROC curve.

    Args:
        scores: float64 [N, K], 0..1.
        labels: int64 [N].
    """
    result = np.full(scores.shape[1], np.nan)
    if not np.isfinite(scores).all():
        return result
    for index in np.unique(labels):
        of_class = labels == index
        rest = np.sort(scores[~of_class, index])
        if len(rest):
            own = scores[of_class, index]
            below = np.searchsorted(rest, own, "left") + np.searchsorted(rest, own, "right")
            result[index] = below.mean() / (2 * len(rest))
    return result


def classification_metrics(
    scores: NDArray[Any],
    labels: NDArray[Any],
    classes: Sequence[str],
    positive: int | None = None,
    threshold: float | None = None,
    beta: float = DEFAULT_BETA,
) -> dict[str, Any]:
    """Return every figure of a set of pictures, as plain values.

    Args:
        scores: float [N, K], 0..1, N >= 1.
        labels: int [N], true classes.
        classes: K class names in index order.
        positive: Index of the positive class of two; None: by its name (`positive_class`).
        threshold: For two classes, least score of the positive class that predicts it; None: the best score decides.
        beta: Weight of recall in F-beta; 2 counts it higher than precision.

    Returns:
        num_pictures, num_classes_present, confusion_matrix (list of rows, true class by predicted class), beta;
        accuracy (micro: share of right answers), hamming_distance (micro: share of wrong ones), balanced_accuracy
        (macro recall), precision, recall and f1 as _macro and _weighted (weighted by the pictures of each class),
        fbeta_macro, specificity_macro, jaccard_macro, mcc, kappa (unweighted), auroc (macro, each class against the
        rest), calibration_error (expected, L1, 15 equal bins over the best score; Guo et al. 2017);
        per_class: {class: {precision, recall, f1, fbeta, specificity, jaccard, auroc, support, predicted}}, of which
        a class without pictures has only specificity, support and predicted;
        for two classes also positive_class, threshold, and of the positive class sensitivity, specificity,
        positive_predictive_value, negative_predictive_value and f1_positive.
    """
    values, truth = _checked(scores, labels, classes)
    if len(classes) == 2 and positive is None:
        positive = positive_class(classes)
    predicted = predicted_classes(values, positive, threshold)
    per_class = _per_class(values, truth, predicted, beta)
    counts = confusion_matrix(truth, predicted, len(classes))
    figures: dict[str, Any] = {
        "num_pictures": len(truth),
        "num_classes_present": int((per_class["support"] > 0).sum()),
        **_overall(values, truth, predicted, counts),
        **_means(per_class),
        "beta": float(beta),
    }
    if len(classes) == 2 and positive is not None:
        figures |= _of_positive(counts, positive) | {"positive_class": classes[positive], "threshold": threshold}
    figures["per_class"] = {name: _plain(per_class, index) for index, name in enumerate(classes)}
    figures["confusion_matrix"] = counts.tolist()
    return figures


def _checked(scores: NDArray[Any], labels: NDArray[Any], classes: Sequence[str]) -> tuple[Scores, Labels]:
    """Return float64 scores and int64 labels; torchmetrics takes scores outside 0..1 for logits, so none may be."""
    values, truth = np.asarray(scores, dtype=np.float64), np.asarray(labels, dtype=np.int64)
    if values.ndim != 2 or values.shape != (len(truth), len(classes)) or not len(truth):
        raise ValueError(f"scores must be [N, {len(classes)}] with N = {len(truth)} >= 1. Got {values.shape} instead.")
    if truth.min() < 0 or truth.max() >= len(classes):
        raise ValueError(f"labels must be 0..{len(classes) - 1}. Got {truth.min()}..{truth.max()} instead.")
    if not np.isfinite(values).all() or values.min() < -1e-3 or values.max() > 1 + 1e-3:
        raise ValueError("scores must be fractions 0..1. Got numbers outside or not finite instead.")
    return values.clip(0.0, 1.0), truth


def _per_class(scores: Scores, labels: Labels, predicted: Labels, beta: float) -> dict[str, NDArray[Any]]:
    """Return figures of each class, each [K], NaN where undefined."""
    import torch

    tm = _torchmetrics()
    num_classes = scores.shape[1]
    guess, truth = torch.from_numpy(predicted), torch.from_numpy(labels)
    counts = {"num_classes": num_classes, "average": "none", "validate_args": False}
    figures: dict[str, NDArray[Any]] = {
        "precision": _array(tm.multiclass_precision(guess, truth, **counts)),
        "recall": _array(tm.multiclass_recall(guess, truth, **counts)),
        "f1": _array(tm.multiclass_f1_score(guess, truth, **counts)),
        "fbeta": _array(tm.multiclass_fbeta_score(guess, truth, beta=beta, **counts)),
        "specificity": _array(tm.multiclass_specificity(guess, truth, **counts)),
        "jaccard": _array(tm.multiclass_jaccard_index(guess, truth, **counts)),
        "auroc": np.full(num_classes, np.nan),
    }
    support = np.bincount(labels, minlength=num_classes)
    defined = np.flatnonzero((support > 0) & (support < len(labels)))
    for index in defined:
        column = torch.from_numpy(np.ascontiguousarray(scores[:, index]))
        figures["auroc"][index] = float(tm.binary_auroc(column, (truth == int(index)).long(), validate_args=False))
    for name in ("precision", "recall", "f1", "fbeta", "jaccard"):
        figures[name][support == 0] = np.nan
    figures["specificity"][support == len(labels)] = np.nan
    return figures | {"support": support, "predicted": np.bincount(predicted, minlength=num_classes)}


def _overall(scores: Scores, labels: Labels, predicted: Labels, counts: NDArray[np.int64]) -> dict[str, float]:
    """Return the figures that are no means over classes."""
    import torch

    tm = _torchmetrics()
    guess, truth = torch.from_numpy(predicted), torch.from_numpy(labels)
    options = {"num_classes": scores.shape[1], "validate_args": False}
    is_single = (counts.sum(axis=0) > 0).sum() == 1 or (counts.sum(axis=1) > 0).sum() == 1
    # Both are 0/0 for a single class: MCC is 0 by convention (as in scikit-learn), kappa stays undefined.
    mcc = 0.0 if is_single else float(tm.multiclass_matthews_corrcoef(guess, truth, **options))
    is_constant = (counts > 0).sum() == 1 and counts.trace() > 0
    kappa = float("nan") if is_constant else float(tm.multiclass_cohen_kappa(guess, truth, **options))
    # The multiclass function rounds scores to float32, which moves those on the edge of a bin.
    best, right = torch.from_numpy(scores.max(axis=1)), torch.from_numpy((scores.argmax(axis=1) == labels).astype(int))
    return {
        "accuracy": float(tm.multiclass_accuracy(guess, truth, average="micro", **options)),
        "hamming_distance": float(tm.multiclass_hamming_distance(guess, truth, average="micro", **options)),
        "mcc": mcc,
        "kappa": kappa,
        "calibration_error": float(
            tm.binary_calibration_error(best, right, n_bins=NUM_CALIBRATION_BINS, norm="l1", validate_args=False)
        ),
    }


def _torchmetrics() -> Any:
    """Import torchmetrics' functions, which takes two seconds; it imports transformers, too, where that is installed.

    Raises:
        DependencyError: One of them is missing, or cannot be loaded.
    """
    try:
        return importlib.import_module("torchmetrics.functional.classification")
    except BROKEN_PACKAGE as error:
        text = message("The figures need the package torchmetrics, which cannot be imported ({reason}). python -m app "
                       "doctor says which package to mend; then evaluate the model.", reason=str(error))  # fmt: skip
        raise DependencyError(text) from error


def _means(per_class: dict[str, NDArray[Any]]) -> dict[str, float]:
    """Return macro and weighted means over the classes that occur."""
    support = per_class["support"]
    present = support > 0
    means = {f"{name}_macro": _mean(per_class[name][present])
             for name in ("precision", "recall", "f1", "fbeta", "specificity", "jaccard")}  # fmt: skip
    for name in ("precision", "recall", "f1"):
        means[f"{name}_weighted"] = float(np.average(per_class[name][present], weights=support[present]))
    return {"balanced_accuracy": means["recall_macro"], **means, "auroc": _mean(per_class["auroc"])}


def _of_positive(counts: NDArray[np.int64], positive: int) -> dict[str, float]:
    """Return what is said of the positive class of two."""
    negative = 1 - positive
    hits, misses = int(counts[positive, positive]), int(counts[positive, negative])
    rejections, alarms = int(counts[negative, negative]), int(counts[negative, positive])
    return {
        "sensitivity": _ratio(hits, hits + misses),
        "specificity": _ratio(rejections, rejections + alarms),
        "positive_predictive_value": _ratio(hits, hits + alarms),
        "negative_predictive_value": _ratio(rejections, rejections + misses),
        "f1_positive": _ratio(2 * hits, 2 * hits + misses + alarms),
    }


def matthews(counts: NDArray[np.int64]) -> float:
    """Return Matthews's correlation of K classes (Gorodkin 2004); 0 where truth or answers are all of one class.

    Args:
        counts: int [K, K], the confusion matrix.
    """
    total, support, guesses = float(counts.sum()), counts.sum(axis=1).astype(float), counts.sum(axis=0).astype(float)
    spread = (total**2 - (support**2).sum()) * (total**2 - (guesses**2).sum())
    return float((counts.trace() * total - (support * guesses).sum()) / np.sqrt(spread)) if spread > 0 else 0.0


def _plain(per_class: dict[str, NDArray[Any]], index: int) -> dict[str, float | int]:
    return {name: values[index].item() for name, values in per_class.items()}


def _array(tensor: "torch.Tensor") -> NDArray[np.float64]:
    return np.array(tensor.numpy(), dtype=np.float64)


def _mean(values: NDArray[np.float64]) -> float:
    """Return the mean of the numbers that are defined; NaN where none is."""
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else float("nan")


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
