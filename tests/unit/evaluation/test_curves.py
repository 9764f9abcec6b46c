"""The points of the curves that the window and the pictures of an evaluation draw."""

import numpy as np
import pytest

from core.evaluation.curves import GRID_SIZE, average_precision, calibration_bins, mean_pr, mean_roc, pr_points
from core.evaluation.metrics import NUM_CALIBRATION_BINS, classification_metrics


def test_precision_begins_at_that_of_the_highest_score_and_ends_where_all_are_found() -> None:
    recalls, precisions = pr_points(np.array([0.9, 0.8, 0.7, 0.6, 0.1]), np.array([False, True, True, False, False]))
    assert recalls.tolist() == [0, 0, 0.5, 1]
    assert precisions == pytest.approx([0, 0, 1 / 2, 2 / 3])
    assert average_precision(recalls, precisions) == pytest.approx(0.5 / 2 + 0.5 * 2 / 3)


def test_the_mean_roc_begins_at_the_corner_and_is_the_mean_at_each_rate() -> None:
    perfect = np.array([0.0, 0.0, 1.0]), np.array([0.0, 1.0, 1.0])
    chance = np.array([0.0, 1.0]), np.array([0.0, 1.0])
    rates, found = mean_roc([perfect, chance])
    assert (rates[0], found[0], rates[-1], found[-1]) == (0, 0, 1, 1)
    assert np.interp([0.25, 0.5], rates, found) == pytest.approx([0.625, 0.75])


def test_the_mean_precision_at_a_recall_is_that_of_the_step_that_reaches_it() -> None:
    recalls = np.arange(11) / 10
    falling, flat = 1 - np.arange(11) / 20, np.full(11, 0.5)
    grid, precisions = mean_pr([(recalls, falling), (recalls, flat)])
    every_tenth = np.arange((GRID_SIZE - 1) // 10, GRID_SIZE, (GRID_SIZE - 1) // 10) - 1
    assert grid[every_tenth] == pytest.approx(recalls[1:])
    assert precisions[every_tenth] == pytest.approx((falling[1:] + 0.5) / 2)
    assert precisions[every_tenth[:-1] + 1] == pytest.approx((falling[2:] + 0.5) / 2)


def test_the_bins_that_are_drawn_give_the_calibration_error_that_is_told() -> None:
    best = np.array([1.0, 0.95, 0.8, 0.8, 0.6, 0.6, 0.55, 0.51])
    scores, labels = np.stack([best, 1 - best], axis=1), np.array([0, 0, 0, 1, 1, 0, 1, 0])
    confidence, accuracy, counts = calibration_bins(scores, labels)
    assert len(counts) == NUM_CALIBRATION_BINS
    assert counts[-1] == 2  # the score 1.0 has no bin of its own
    assert (counts[12], counts[9]) == (2, 2)  # 0.8 and 0.6 lie on edges, and in the bins above
    assert counts.sum() == len(labels)
    assert np.isnan(confidence[counts == 0]).all()
    error = np.nansum(counts * np.abs(confidence - accuracy)) / len(labels)
    assert error == pytest.approx(classification_metrics(scores, labels, ["a", "b"])["calibration_error"])
