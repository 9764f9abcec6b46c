"""Bootstrap intervals against a plain bootstrap that draws pictures."""

import numpy as np
import pytest

from core.evaluation import intervals
from core.evaluation.intervals import bootstrap_intervals
from core.evaluation.metrics import class_aurocs
from tests.unit.evaluation.test_metrics import draw


def plain_bootstrap(scores: np.ndarray, labels: np.ndarray) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    predicted, classes = scores.argmax(axis=1), np.unique(labels)
    rows: dict[str, list[float]] = {"accuracy": [], "balanced_accuracy": [], "auroc": []}
    for _ in range(1500):
        drawn = rng.integers(len(labels), size=len(labels))
        right = predicted[drawn] == labels[drawn]
        rows["accuracy"].append(right.mean())
        rows["balanced_accuracy"].append(np.mean([right[labels[drawn] == k].mean() for k in classes]))
        drawn = np.concatenate([rng.choice(np.flatnonzero(labels == k), (labels == k).sum()) for k in classes])
        rows["auroc"].append(float(np.nanmean(class_aurocs(scores[drawn], labels[drawn]))))
    return {name: np.quantile(values, [0.025, 0.975]) for name, values in rows.items()}


@pytest.mark.parametrize("num_classes", [2, 4])
def test_intervals_equal_those_of_drawn_pictures(num_classes: int) -> None:
    scores, labels = draw(400, list(range(num_classes)), num_classes)
    found = bootstrap_intervals(scores, labels, scores.argmax(axis=1))
    for name, interval in plain_bootstrap(scores, labels).items():
        assert found[name] == pytest.approx(interval, abs=0.012), name


def test_intervals_are_the_same_each_time_and_hold_the_figure() -> None:
    scores, labels = draw(400, [0, 1], 2)
    predicted = scores.argmax(axis=1)
    found = bootstrap_intervals(scores, labels, predicted, positive=1)
    assert found == bootstrap_intervals(scores, labels, predicted, positive=1)
    low, high = found["accuracy"]
    assert low < (predicted == labels).mean() < high
    low, high = found["sensitivity"]
    assert low < (predicted[labels == 1] == 1).mean() < high
    low, high = found["specificity"]
    assert low < (predicted[labels == 0] == 0).mean() < high
    assert set(found) == {"accuracy", "balanced_accuracy", "auroc", "sensitivity", "specificity"}
    assert set(bootstrap_intervals(*draw(400, [0, 1, 2], 3), predicted, positive=1)) == {
        "accuracy", "balanced_accuracy", "auroc"}  # fmt: skip


def test_one_class_has_no_interval_of_what_is_undefined() -> None:
    found = bootstrap_intervals(np.array([[0.9, 0.1], [0.4, 0.6]]), np.array([0, 0]), np.array([0, 1]), positive=1)
    assert set(found) == {"accuracy", "balanced_accuracy", "specificity"}
    found = bootstrap_intervals(np.array([[0.9, 0.1], [0.4, 0.6]]), np.array([1, 1]), np.array([0, 1]), positive=1)
    assert set(found) == {"accuracy", "balanced_accuracy", "sensitivity"}


def test_pictures_that_do_not_fit_into_memory_at_once_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    scores, labels = draw(30, [0, 1], 2)
    whole = bootstrap_intervals(scores, labels, scores.argmax(axis=1))
    for chunk in (1, 7 * 30):  # less than a resample, and what 1,000 is no multiple of
        monkeypatch.setattr(intervals, "CHUNK", chunk)
        assert bootstrap_intervals(scores, labels, scores.argmax(axis=1)) == whole


def test_no_interval_leaves_what_is_possible() -> None:
    labels = np.array([0] * 10 + [1] * 10)
    positive = np.where(labels == 1, 0.8, 0.1)
    positive[[0, 10]] = 0.5, 0.4  # one pair is ranked wrongly; a resample without both is better than the best there is
    scores = np.stack([1 - positive, positive], axis=1)
    low, high = bootstrap_intervals(scores, labels, scores.argmax(axis=1))["auroc"]
    assert 0 < low < high == 1


def test_no_mistake_gives_no_width() -> None:
    labels = np.array([0, 0, 1, 1, 2, 2])
    found = bootstrap_intervals(np.eye(3)[labels], labels, labels)
    assert found == {"accuracy": (1, 1), "balanced_accuracy": (1, 1), "auroc": (1, 1)}


def test_a_class_with_one_picture_gives_no_interval_of_auroc() -> None:
    # Drawn within its class, that picture comes up every time: the interval would be too narrow, or without width.
    scores = np.array([[0.5, 0.2, 0.3], [0.4, 0.3, 0.3], [0.1, 0.6, 0.3], [0.3, 0.2, 0.5], [0.2, 0.5, 0.3]])
    labels = np.array([0, 0, 1, 1, 2])
    assert set(bootstrap_intervals(scores, labels, scores.argmax(axis=1))) == {"accuracy", "balanced_accuracy"}
