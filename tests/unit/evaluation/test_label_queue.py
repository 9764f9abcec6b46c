import numpy as np
import pytest

from core.evaluation.label_queue import doubtful_labels, label_quality, most_unsure, surest_mistakes


def noisy_set(num_classes: int, share: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores of an imperfect network, labels of which a share was flipped, and which."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, num_classes, 2000)
    logits = rng.normal(0, 1, (2000, num_classes))
    strength = np.linspace(2.0, 5.0, num_classes)  # some classes are harder than others
    logits[np.arange(2000), truth] += strength[truth]
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    is_flipped = np.zeros(2000, dtype=bool)
    is_flipped[rng.choice(2000, round(share * 2000), replace=False)] = True
    others = (truth + rng.integers(1, num_classes, 2000)) % num_classes
    return scores, np.where(is_flipped, others, truth), is_flipped


@pytest.mark.parametrize("num_classes", [2, 5, 20])
def test_planted_label_errors_come_first(num_classes: int) -> None:
    scores, labels, is_flipped = noisy_set(num_classes, 0.05)
    first = np.argsort(label_quality(scores, labels))[: is_flipped.sum()]
    assert is_flipped[first].mean() > 0.7


def test_a_class_that_the_network_is_unsure_of_does_not_fill_the_queue() -> None:
    # Class 1 gets 0.4 throughout: usual for it. The last picture, called 0, is as surely a 1 as any.
    scores = np.array([[0.9, 0.1]] * 10 + [[0.6, 0.4]] * 10 + [[0.5, 0.5]])
    labels = np.array([0] * 10 + [1] * 10 + [0])
    assert doubtful_labels(scores, labels).tolist() == [20]


def test_labels_that_go_with_the_scores_are_not_in_the_queue() -> None:
    scores = np.array([[0.8, 0.2], [0.2, 0.8]])
    assert doubtful_labels(scores, np.array([0, 1])).size == 0
    assert doubtful_labels(np.zeros((0, 2)), np.zeros(0, dtype=int)).size == 0


def test_a_class_without_pictures_makes_no_label_doubtful() -> None:
    scores = np.array([[0.8, 0.1, 0.1], [0.7, 0.2, 0.1], [0.1, 0.8, 0.1]])
    assert doubtful_labels(scores, np.array([0, 0, 1])).size == 0
    assert doubtful_labels(scores, np.array([0, 1, 1])).tolist() == [1]


def test_a_class_that_no_picture_of_it_is_given_any_score_of_breaks_nothing() -> None:
    scores = np.array([[1.0, 0.0], [0.9, 0.1], [1.0, 0.0]])
    quality = label_quality(scores, np.array([0, 0, 1]))
    assert np.isfinite(quality).all()
    assert quality.argmin() == 2


def test_the_surest_mistake_is_the_one_with_the_most_score_too_much() -> None:
    scores = np.array([[0.9, 0.1, 0.0], [0.6, 0.4, 0.0], [0.3, 0.1, 0.6], [0.1, 0.8, 0.1]])
    labels, predicted = np.array([1, 1, 2, 0]), np.array([0, 0, 2, 1])
    assert surest_mistakes(scores, labels, predicted).tolist() == [0, 3, 1]


def test_the_most_unsure_is_the_closest_decision() -> None:
    scores = np.array([[0.9, 0.1], [0.45, 0.55], [0.7, 0.3]])
    assert most_unsure(scores).tolist() == most_unsure(scores, positive=1).tolist() == [1, 2, 0]
    assert most_unsure(scores, positive=1, threshold=0.3).tolist() == [2, 0, 1]
