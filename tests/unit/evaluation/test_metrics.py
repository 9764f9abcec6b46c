"""The figures against scikit-learn's, to 1e-6."""

import itertools
import math
import warnings
from typing import Any

import numpy as np
import pytest
import sklearn.metrics as reference
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_digits
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier

from core.base.errors import DependencyError
from core.evaluation.metrics import classification_metrics, confusion_matrix, epoch_metrics

TOLERANCE = 1e-6


def draw(num_pictures: int, present: list[int], num_classes: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return scores and labels as a network gives them: mostly right, sure of itself, unbalanced."""
    rng = np.random.default_rng(seed)
    weights = np.linspace(1, 4, len(present))
    labels = rng.choice(present, num_pictures, p=weights / weights.sum())
    logits = rng.normal(size=(num_pictures, num_classes))
    logits[np.arange(num_pictures), labels] += 1.5
    scores = np.exp(2 * logits)
    return scores / scores.sum(axis=1, keepdims=True), labels


def predict_digits(classes: list[int], classifier: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return a real classifier's scores for handwritten digits that it has not seen."""
    digits = load_digits()
    kept = np.isin(digits.target, classes)
    pixels, labels = digits.data[kept] + 0.0, np.searchsorted(classes, digits.target[kept])
    half = len(labels) // 3
    return np.asarray(classifier.fit(pixels[:half], labels[:half]).predict_proba(pixels[half:])), labels[half:]


CASES = {
    "digits": predict_digits(list(range(10)), GaussianNB(var_smoothing=0.05)),
    "digits, sure of itself": predict_digits(list(range(10)), GaussianNB()),
    "digits, neighbours": predict_digits(list(range(10)), KNeighborsClassifier(7)),
    "two digits": predict_digits([3, 8], GaussianNB(var_smoothing=0.05)),
    "two classes": draw(400, [0, 1], 2),
    "five classes": draw(600, [0, 1, 2, 3, 4], 5),
    "absent classes": draw(300, [1, 4], 6),
    "many classes": draw(1500, list(range(40)), 40),
    "a few pictures": draw(7, [0, 1, 2], 3, seed=3),
    "ties": (np.round(draw(500, [0, 1, 2], 3)[0], 1), draw(500, [0, 1, 2], 3)[1]),
}
CASES["digits, some absent"] = tuple(part[np.isin(CASES["digits"][1], [2, 5, 9])] for part in CASES["digits"])


@pytest.fixture(params=CASES, ids=list(CASES))
def case(request: pytest.FixtureRequest) -> tuple[np.ndarray, np.ndarray]:
    return CASES[request.param]


def names(scores: np.ndarray) -> list[str]:
    return [f"class {index}" for index in range(scores.shape[1])]


def expected_calibration_error(scores: np.ndarray, labels: np.ndarray) -> float:
    best, right = scores.max(axis=1), scores.argmax(axis=1) == labels
    edges = np.linspace(0, 1, 16)
    error = 0.0
    for low, high in itertools.pairwise(edges):
        inside = (best >= low) & ((best < high) | ((high == 1) & (best <= 1)))
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - best[inside].mean())
    return error


def test_figures_equal_those_of_scikit_learn(case: tuple[np.ndarray, np.ndarray]) -> None:
    scores, labels = case
    predicted, present = scores.argmax(axis=1), sorted(set(labels))
    figures = classification_metrics(scores, labels, names(scores), beta=2.0)
    options: dict[str, Any] = {"labels": present, "zero_division": 0}
    specificities = [reference.recall_score(labels != k, predicted != k) for k in present]
    expected = {
        "accuracy": reference.accuracy_score(labels, predicted),
        "balanced_accuracy": reference.recall_score(labels, predicted, average="macro", **options),
        "hamming_distance": reference.hamming_loss(labels, predicted),
        "mcc": reference.matthews_corrcoef(labels, predicted),
        "kappa": reference.cohen_kappa_score(labels, predicted),
        "fbeta_macro": reference.fbeta_score(labels, predicted, beta=2, average="macro", **options),
        "jaccard_macro": reference.jaccard_score(labels, predicted, average="macro", **options),
        "specificity_macro": np.mean(specificities),
        "auroc": np.mean([reference.roc_auc_score(labels == k, scores[:, k]) for k in present]),
        "calibration_error": expected_calibration_error(scores, labels),
    }
    for average in ("macro", "weighted"):
        for name in ("precision", "recall", "f1"):
            score = getattr(reference, f"{name}_score")
            expected[f"{name}_{average}"] = score(labels, predicted, average=average, **options)
    assert {name: figures[name] for name in expected} == pytest.approx(expected, abs=TOLERANCE)
    assert np.array_equal(figures["confusion_matrix"], confusion_matrix(labels, predicted, scores.shape[1]))


def test_figures_of_each_class_equal_those_of_scikit_learn(case: tuple[np.ndarray, np.ndarray]) -> None:
    scores, labels = case
    predicted = scores.argmax(axis=1)
    figures = classification_metrics(scores, labels, names(scores))["per_class"]
    precision, recall, f1, support = reference.precision_recall_fscore_support(
        labels, predicted, labels=range(scores.shape[1]), zero_division=0
    )
    for index, name in enumerate(names(scores)):
        assert figures[name]["support"] == support[index]
        assert figures[name]["predicted"] == (predicted == index).sum()
        if support[index]:
            found = [figures[name][key] for key in ("precision", "recall", "f1", "auroc")]
            auroc = reference.roc_auc_score(labels == index, scores[:, index])
            assert found == pytest.approx([precision[index], recall[index], f1[index], auroc], abs=TOLERANCE)
        else:
            assert all(math.isnan(figures[name][key]) for key in ("precision", "recall", "f1", "fbeta", "auroc"))
            assert 0 <= figures[name]["specificity"] <= 1


def test_epoch_metrics_equal_the_full_ones(case: tuple[np.ndarray, np.ndarray]) -> None:
    scores, labels = case
    quick, counts = epoch_metrics(torch.from_numpy(scores), torch.from_numpy(labels))
    full = classification_metrics(scores, labels, names(scores))
    assert quick == pytest.approx({name: full[name] for name in quick}, abs=TOLERANCE)
    assert [list(row) for row in counts] == full["confusion_matrix"]


def test_one_class_only_leaves_undefined_figures_undefined() -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6]])
    figures = classification_metrics(scores, np.zeros(3, int), ["no", "yes"])
    assert figures["accuracy"] == pytest.approx(2 / 3)
    assert figures["balanced_accuracy"] == pytest.approx(2 / 3)
    assert figures["mcc"] == 0
    assert figures["specificity"] == pytest.approx(2 / 3)
    assert math.isnan(figures["auroc"])
    assert math.isnan(figures["sensitivity"])
    assert math.isnan(figures["specificity_macro"])
    quick, _ = epoch_metrics(torch.from_numpy(scores), torch.zeros(3, dtype=torch.int64))
    assert math.isnan(quick["auroc"])
    assert quick["mcc"] == 0


@pytest.mark.parametrize(("labels", "kappa"), [([0, 0, 0], math.nan), ([1, 1, 1], 0.0), ([0, 1, 0], 0.0)])
def test_answers_of_one_class_have_no_correlation(labels: list[int], kappa: float) -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.7, 0.3]])
    figures = classification_metrics(scores, np.array(labels), ["a", "b"])
    assert figures["mcc"] == 0
    assert figures["kappa"] == pytest.approx(kappa, nan_ok=True)


def test_perfect_and_fully_wrong_answers() -> None:
    scores, labels = np.eye(3)[[0, 1, 2, 0]], np.array([0, 1, 2, 0])
    figures = classification_metrics(scores, labels, ["a", "b", "c"])
    ones = ("accuracy", "balanced_accuracy", "f1_macro", "auroc", "mcc", "kappa", "jaccard_macro", "specificity_macro")
    assert [figures[name] for name in ones] == [1.0] * len(ones)
    assert figures["calibration_error"] == 0
    wrong = classification_metrics(np.eye(2)[[1, 0]], np.array([0, 1]), ["a", "b"])
    assert (wrong["accuracy"], wrong["mcc"], wrong["auroc"], wrong["calibration_error"]) == (0, -1, 0, 1)


def test_the_positive_class_of_two_has_its_own_figures() -> None:
    scores, labels = CASES["two classes"]
    figures = classification_metrics(scores, labels, ["malignant", "benign"], threshold=0.3)
    predicted = np.where(scores[:, 0] >= 0.3, 0, 1)
    assert figures["positive_class"] == "malignant"
    assert figures["threshold"] == 0.3
    assert figures["accuracy"] == pytest.approx((predicted == labels).mean())
    assert figures["sensitivity"] == pytest.approx(reference.recall_score(labels, predicted, pos_label=0))
    assert figures["specificity"] == pytest.approx(reference.recall_score(labels, predicted, pos_label=1))
    assert figures["positive_predictive_value"] == pytest.approx(
        reference.precision_score(labels, predicted, pos_label=0)
    )
    assert figures["negative_predictive_value"] == pytest.approx(
        reference.precision_score(labels, predicted, pos_label=1)
    )
    assert figures["f1_positive"] == pytest.approx(reference.f1_score(labels, predicted, pos_label=0))


def test_calibration_bins_take_a_score_on_an_edge_in_float64() -> None:
    scores = np.array([[0.6, 0.4], [0.8, 0.2], [0.59, 0.41], [1.0, 0.0]])
    labels = np.array([0, 1, 1, 0])
    figures = classification_metrics(scores, labels, ["a", "b"])
    assert figures["calibration_error"] == pytest.approx(expected_calibration_error(scores, labels), abs=TOLERANCE)


def test_a_score_that_rounding_left_above_one_is_one() -> None:
    scores, labels = np.array([[1.0000001, 0.0], [0.8, 0.2], [0.3, 0.7]]), np.array([0, 1, 1])
    assert classification_metrics(scores, labels, ["a", "b"])["calibration_error"] == pytest.approx((0 + 0.8 + 0.3) / 3)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 6), st.integers(1, 40), st.integers(0, 10_000))
def test_epoch_metrics_agree_with_scikit_learn_on_any_draw(num_classes: int, num_pictures: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, labels = rng.dirichlet(np.ones(num_classes), num_pictures), rng.integers(0, num_classes, num_pictures)
    figures, _ = epoch_metrics(torch.from_numpy(scores), torch.from_numpy(labels))
    predicted, present = scores.argmax(axis=1), sorted(set(labels))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn warns of single classes
        assert figures["mcc"] == pytest.approx(reference.matthews_corrcoef(labels, predicted), abs=TOLERANCE)
    f1 = reference.f1_score(labels, predicted, labels=present, average="macro", zero_division=0)
    assert figures["f1_macro"] == pytest.approx(f1, abs=TOLERANCE)
    if len(present) > 1:
        aurocs = [reference.roc_auc_score(labels == k, scores[:, k]) for k in present]
        assert figures["auroc"] == pytest.approx(np.mean(aurocs), abs=TOLERANCE)


def test_scores_of_a_broken_network_do_not_break_an_epoch() -> None:
    figures, _ = epoch_metrics(torch.full((3, 2), math.nan), torch.tensor([0, 1, 1]))
    assert math.isnan(figures["auroc"])


@pytest.mark.parametrize(
    ("scores", "labels"),
    [
        (np.zeros((0, 2)), []),
        (np.full((2, 3), 0.3), [0, 1]),
        (np.full((2, 2), 0.5), [0, 2]),
        (np.full((2, 2), 0.5), [0, -1]),
        (np.array([[3.0, -2.0]]), [0]),
        (np.array([[0.9, -2.0]]), [0]),
        (np.array([[math.nan, 1.0]]), [0]),
    ],
)
def test_wrong_arguments_are_refused(scores: np.ndarray, labels: list[int]) -> None:
    with pytest.raises(ValueError, match="must be"):
        classification_metrics(scores, np.array(labels, int), ["a", "b"])


@pytest.mark.parametrize("error", [ImportError("no DLL"), OSError("no DLL"), RuntimeError("no DLL")])
def test_torchmetrics_that_cannot_be_loaded_is_a_sentence(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refused(name: str) -> None:
        assert name.startswith("torchmetrics")
        raise error

    monkeypatch.setattr("core.evaluation.metrics.importlib.import_module", refused)
    with pytest.raises(DependencyError, match="which cannot be imported") as raised:
        classification_metrics(np.eye(2), np.array([0, 1]), ("a", "b"))
    assert "(no DLL). python -m app doctor" in str(raised.value)
