import numpy as np

from core.evaluation.mistakes import Mistake, confused_pairs, worst_mistakes

CLASSES = ("ants", "bees", "cats")


def test_the_most_frequent_pair_comes_first_and_of_equal_ones_the_larger_share() -> None:
    counts = np.array([[90, 5, 5], [5, 15, 0], [0, 7, 93]])
    pairs = confused_pairs(counts, CLASSES)
    assert [(pair["label"], pair["predicted"], pair["count"], pair["share"]) for pair in pairs] == [
        ("cats", "bees", 7, 0.07), ("bees", "ants", 5, 0.25), ("ants", "bees", 5, 0.05), ("ants", "cats", 5, 0.05)]
    assert confused_pairs(counts, CLASSES, 2) == pairs[:2]


def test_the_worst_mistakes_are_told_with_the_scores_of_both_classes() -> None:
    scores = np.array([[0.6, 0.4, 0.0], [0.1, 0.1, 0.8], [0.9, 0.1, 0.0]])
    labels, predicted = np.array([1, 0, 0]), np.array([0, 2, 0])
    worst = worst_mistakes(["1", "2", "3"], scores, labels, predicted, CLASSES)
    assert worst == [Mistake("2", "ants", "cats", 0.8, 0.1), Mistake("1", "bees", "ants", 0.6, 0.4)]
    assert worst_mistakes(["1", "2", "3"], scores, labels, predicted, CLASSES, most=1) == worst[:1]
