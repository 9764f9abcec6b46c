"""The positive class, its threshold, and what is predicted by them."""

import numpy as np
import pytest
import sklearn.metrics as reference

from core.evaluation.decision import positive_class, predicted_classes, youden_threshold


@pytest.mark.parametrize(
    ("classes", "positive"),
    [
        (("negative", "positive"), 1),
        (("Malignant", "benign"), 0),
        (("no_tumor", "tumor"), 1),
        (("tumor", "no tumor"), 0),
        (("abnormal", "normal"), 0),
        (("yes", "no"), 0),
        (("NORMAL", "PNEUMONIA"), 1),
        (("PNEUMONIA", "NORMAL"), 0),
        (("良品", "不良"), 1),
        (("不良", "良品"), 0),
        (("ants", "bees"), 1),
        (("0", "1"), 1),
        (("yes", "true"), 1),
    ],
)
def test_positive_class_goes_by_usual_names_else_the_second(classes: tuple[str, str], positive: int) -> None:
    assert positive_class(classes) == positive


def test_the_threshold_decides_between_two_classes_only() -> None:
    scores = np.array([[0.7, 0.3], [0.6, 0.4], [0.5, 0.5]])
    assert predicted_classes(scores).tolist() == [0, 0, 0]
    assert predicted_classes(scores, positive=1, threshold=0.4).tolist() == [0, 1, 1]
    assert predicted_classes(scores, positive=0, threshold=0.65).tolist() == [0, 1, 1]
    three = np.array([[0.2, 0.3, 0.5]])
    assert predicted_classes(three, positive=1, threshold=0.1).tolist() == [2]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("digits", [1, 9])
def test_youden_threshold_has_the_best_index_there_is(seed: int, digits: int) -> None:
    rng = np.random.default_rng(seed)
    truth = rng.random(200) < 0.3
    scores = np.round(np.clip(rng.normal(0.35 + 0.2 * truth, 0.15), 0, 1), digits)
    false_rates, true_rates, _ = reference.roc_curve(truth, scores)
    threshold = youden_threshold(scores, truth)
    called = scores >= threshold
    index = called[truth].mean() - called[~truth].mean()
    assert index == pytest.approx((true_rates - false_rates).max())


def test_youden_threshold_lies_in_the_middle_of_the_gap() -> None:
    assert youden_threshold(np.array([0.1, 0.2, 0.8, 0.9]), np.array([False, False, True, True])) == pytest.approx(0.5)


@pytest.mark.parametrize(("scores", "nearest"), [((0.9, 0.7, 0.5, 0.3), 0.4), ((0.7, 0.5, 0.2, 0.1), 0.6)])
def test_youden_threshold_of_equal_indexes_is_nearest_to_a_half(scores: tuple[float, ...], nearest: float) -> None:
    assert youden_threshold(np.array(scores), np.array([True, False, True, False])) == pytest.approx(nearest)


@pytest.mark.parametrize("truth", [[True, True], [False, False], [True, False]])
def test_youden_threshold_is_a_half_where_there_is_no_best(truth: list[bool]) -> None:
    assert youden_threshold(np.array([0.2, 0.7]), np.array(truth)) == 0.5


def test_neighbouring_floats_are_still_parted() -> None:
    low = 0.3
    high = np.nextafter(low, 1)
    threshold = youden_threshold(np.array([low, high]), np.array([False, True]))
    assert low < threshold <= high
