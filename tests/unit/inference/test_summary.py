import pytest

from core.base.types import Prediction
from core.data.sources.names import label_by_folder
from core.inference.predictor import Result
from core.inference.summary import Summary, decision_line
from tests.unit.inference.conftest import tiny_model


def test_pictures_used_in_training_are_counted_apart_and_come_last():
    summary = Summary(("a", "b"), unknown_below=0.6)
    for scores, label, used in (
        ((0.9, 0.1), "a", False), ((0.8, 0.2), "a", False), ((0.7, 0.3), "b", False), ((0.1, 0.9), "b", True),
        ((0.55, 0.45), None, False),
    ):  # fmt: skip
        summary.add(Result(Prediction("p", scores, label, None, int(scores[1] > 0.5)), used))
    summary.add(Result(Prediction("p", (), "a", "it is damaged.")))
    assert summary.lines() == [
        "6 pictures: a 3, b 1, unknown 1.",
        "1 could not be read.",
        "1 of these pictures was used in training this model.",
        "Not used in training, true class known by the folder's name: 2 of 3 right, accuracy 66.7%, "
        "balanced accuracy 50.0%.",
        "Used in training (too good to judge the model by): 1 of 1 right, accuracy 100.0%, balanced accuracy 100.0%.",
    ]


def test_unknown_pictures_are_not_right_and_are_told_apart():
    summary = Summary(("a", "b"), unknown_below=0.6)
    for score, label in ((0.9, "a"), (0.55, "a"), (0.55, "b"), (0.7, "b"), (0.5, None)):
        summary.add(Result(Prediction("p", (score, 1 - score), label, None, 0)))
    assert summary.lines() == [
        "5 pictures: unknown 3, a 2.",
        "Not used in training, true class known by the folder's name: 1 of 4 right, accuracy 25.0%, balanced accuracy "
        "25.0% (2 unknown, counted as not right; of the 2 with a class 50.0% are right).",
    ]
    nothing = Summary(("a",), unknown_below=0.9)
    nothing.add(Result(Prediction("p", (0.5,), "a", None, 0)))
    assert nothing.lines()[1].endswith("balanced accuracy 0.0% (1 unknown, counted as not right).")


def test_a_class_that_is_called_unknown_is_told_once():
    summary = Summary(("a", "unknown"), unknown_below=0.6)
    for index, scores in ((0, (0.9, 0.1)), (1, (0.2, 0.8)), (0, (0.55, 0.45))):
        summary.add(Result(Prediction("p", scores, None, None, index)))
    assert summary.lines() == ["3 pictures: unknown 2, a 1."]


@pytest.mark.parametrize(("num_classes", "end"), [
    (10, "j 1."), (11, "j 1 and 1 more class."), (12, "j 1 and 2 more classes."),
])  # fmt: skip
def test_ten_classes_are_named(num_classes, end):
    summary = Summary(tuple("abcdefghijkl"))
    for index in range(num_classes):
        summary.add(Result(Prediction("p", (0.0,) * index + (1.0,), None, None, index)))
    assert summary.lines()[0].endswith(end)


def test_a_folder_named_like_a_class_gives_the_true_class(tmp_path, monkeypatch):
    label_of = label_by_folder(("cats", "dogs"))
    assert label_of(str(tmp_path / "cats" / "1.jpg")) == "cats"
    assert label_of(str(tmp_path / "Cats" / "1.jpg")) is None
    assert label_by_folder(("caf\u00e9",))(str(tmp_path / "cafe\u0301" / "1.jpg")) == "caf\u00e9"
    assert label_by_folder(("cafe\u0301",))(str(tmp_path / "caf\u00e9" / "1.jpg")) == "cafe\u0301"
    (tmp_path / "dogs").mkdir()
    monkeypatch.chdir(tmp_path / "dogs")
    assert label_of("1.jpg") == "dogs"


def test_a_threshold_that_decides_is_told():
    model = tiny_model(("healthy", "ill"), positive_class="ill", threshold=0.1234)
    line = decision_line(model)
    assert line.startswith("The class is ill from a score of 12.34% for it on")
    assert line.endswith("else healthy.")
    assert not decision_line(tiny_model(("healthy", "ill")))
    assert not decision_line(tiny_model())
