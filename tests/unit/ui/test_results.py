from array import array

from core.base.types import Prediction
from ui.results import UNKNOWN, Result, ResultStore, Verdict

CLASSES = ("cat", "dog", "owl")


def result(path: str, *scores: float, error: str | None = None) -> Result:
    predicted = max(range(len(scores)), key=scores.__getitem__) if scores else None
    return Result.of(Prediction(path, scores, None, error, predicted))


def store_of(*results: Result, labels: dict[str, str] | None = None, later: tuple[str, ...] = ()) -> ResultStore:
    store = ResultStore()
    store.set_pictures([*(item.path for item in results), *later], labels)
    store.set_classes(CLASSES)
    store.add(results)
    return store


def test_a_packed_result_keeps_its_scores_exactly() -> None:
    for scores in ((0.5, 0.25, 0.25), (0.1, 0.2, 0.7)):
        prediction = Prediction("a", scores, None, None, 0)
        assert tuple(Result.of(prediction).scores) == scores
    assert Result.of(Prediction("a", (0.5, 0.25, 0.25), None, None, 0)).scores.typecode == "f"


def test_score_is_of_the_predicted_class_and_margin_of_the_two_best() -> None:
    packed = Result.of(Prediction("a", (0.6, 0.4), None, None, 1))
    assert packed.score == 0.4
    assert abs(packed.margin - 0.2) < 1e-12


def test_top_is_sorted_and_ties_keep_index_order() -> None:
    packed = Result("a", array("d", (0.25, 0.5, 0.25)), 1, 0.5, 0.25, None)
    assert [row.name for row in packed.top(CLASSES, 3)] == ["dog", "cat", "owl"]
    assert len(packed.top(CLASSES, 2)) == 2


def test_verdicts_cover_every_state() -> None:
    store = store_of(result("right", 0.9, 0.1, 0), result("wrong", 0.9, 0.1, 0), result("bad", error="cut off"),
                     result("free", 0.9, 0.1, 0), labels={"right": "cat", "wrong": "owl", "bad": "cat"},
                     later=("later",))
    assert store.num_unreadable == 1
    verdicts = {path: store.verdict(path) for path in store.paths}
    assert verdicts == {"right": Verdict.RIGHT, "wrong": Verdict.WRONG, "bad": Verdict.UNREADABLE,
                        "free": Verdict.UNLABELLED, "later": Verdict.PENDING}


def test_unknown_below_counts_and_renames() -> None:
    store = store_of(result("sure", 0.9, 0.1, 0), result("unsure", 0.4, 0.35, 0.25), labels={"unsure": "cat"})
    store.unknown_below = 0.5
    assert store.num_unknown == 1
    assert store.predicted_class("unsure") == UNKNOWN
    assert store.verdict("unsure") is Verdict.UNKNOWN
    store.add([result("unsure", 0.8, 0.1, 0.1)])
    assert store.num_unknown == 0
    store.unknown_below = 0.95
    assert store.num_unknown == 2


def test_a_correction_wins_over_the_label_and_can_be_taken_back() -> None:
    store = store_of(result("a", 0.9, 0.1, 0), labels={"a": "dog"})
    store.correct("a", "cat")
    assert (store.true_class("a"), store.verdict("a"), store.true_classes()) == ("cat", Verdict.RIGHT, ("cat", "dog"))
    store.correct("a", None)
    assert (store.true_class("a"), store.verdict("a"), store.true_classes()) == ("dog", Verdict.WRONG, ("dog",))


def test_results_are_keyed_by_path_and_strangers_are_passed_over() -> None:
    store = store_of(result("a", 0.9, 0.1, 0))
    store.add([result("stranger", 0.9, 0.1, 0)])
    assert store.num_done == 1
    assert store.result("stranger") is None


def test_a_path_given_twice_stands_once() -> None:
    store = ResultStore()
    store.set_pictures(["a", "b", "a"])
    assert store.paths == ["a", "b"]
    assert store.row_of == {"a": 0, "b": 1}


def test_another_model_forgets_the_results_but_not_the_true_classes() -> None:
    store = store_of(result("a", 0.9, 0.1, 0), labels={"a": "cat"})
    store.set_classes(("x", "y"))
    assert store.num_done == 0
    assert store.true_class("a") == "cat"


def test_prediction_for_the_writers_carries_the_corrected_class() -> None:
    store = store_of(result("a", 0.75, 0.25, 0.0), labels={"a": "dog"})
    store.correct("a", "owl")
    prediction = store.prediction("a")
    assert prediction == Prediction("a", (0.75, 0.25, 0.0), "owl", None, 0)
    assert store.prediction("nothing") is None


def test_a_snapshot_stays_as_it_was() -> None:
    store = store_of(result("a", 0.9, 0.1, 0), result("b", 0.2, 0.8, 0), labels={"a": "cat"})
    store.unknown_below = 0.85
    store.correct("b", "owl")
    still = store.snapshot()
    store.correct("b", "cat")
    store.unknown_below = 0.0
    store.set_pictures(["c"])
    store.set_classes(("one", "two", "three"))
    assert still.paths == ["a", "b"]
    assert [still.predicted_class(path) for path in still.paths] == ["cat", UNKNOWN]
    assert [still.true_class(path) for path in still.paths] == ["cat", "owl"]
    assert (still.num_done, still.num_unknown) == (2, 1)
