import pytest

from app.figures_feed import figures_of
from tests.unit.ui.test_results import result, store_of
from ui.results import ResultStore


def test_figures_are_over_what_is_predicted_and_labelled() -> None:
    store = store_of(result("a", 0.9, 0.1, 0.0), result("b", 0.2, 0.8, 0.0), result("c", 0.9, 0.1, 0.0),
                     result("d", 0.9, 0.1, 0.0), result("e", error="cut off"),
                     labels={"a": "cat", "b": "dog", "c": "dog", "e": "cat", "later": "cat", "d": "bird"})
    figures = figures_of(store, None, None)
    assert (figures.num_labelled, figures.num_foreign, figures.num_done) == (3, 1, 5)
    assert figures.values["accuracy"] == pytest.approx(2 / 3)
    assert figures.values["balanced_accuracy"] == pytest.approx(0.75)
    assert figures.values["hamming_distance"] == pytest.approx(1 / 3)


def test_no_labels_give_no_figures() -> None:
    assert figures_of(store_of(result("a", 0.9, 0.1, 0.0)), None, None).values == {}
    assert figures_of(ResultStore(), None, None).num_labelled == 0


def test_scores_of_mixed_precision_are_taken() -> None:
    store = store_of(result("a", 0.5, 0.25, 0.25), result("b", 0.1, 0.2, 0.7), labels={"a": "cat", "b": "owl"})
    assert figures_of(store, None, None).values["accuracy"] == 1.0


def test_what_the_model_was_trained_with_is_left_out_unless_there_is_nothing_else() -> None:
    store = store_of(result("a", 0.9, 0.1, 0.0), result("b", 0.2, 0.8, 0.0), labels={"a": "cat", "b": "cat"})
    figures = figures_of(store, None, None, {"a"})
    assert (figures.num_labelled, figures.num_trained_on, figures.values["accuracy"]) == (1, 1, 0.0)
    figures = figures_of(store, None, None, {"a", "b"})
    assert (figures.num_labelled, figures.num_trained_on, figures.only_trained_on) == (2, 0, True)
