"""The folder of an evaluation: its files, its figures, and what it tells of what was left out."""

import csv
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.base.errors import ClasswiseError, DataError
from core.base.messages import Message
from core.base.types import Prediction
from core.evaluation.evaluate import evaluate, judge
from core.evaluation.judging import Judging, ThresholdOrigin
from core.evaluation.metrics import classification_metrics
from core.evaluation.notes import notes_of
from core.evaluation.report import first_title
from tests.unit.evaluation.test_metrics import draw

FILES = {
    "test_results.json", "predictions.csv", "confusion_matrix.png", "roc.png", "pr.png", "calibration.png",
    "classification_report.txt", "report.html",
}  # fmt: skip


def predictions_of(scores: np.ndarray, labels: np.ndarray, classes: tuple[str, ...]) -> list[Prediction]:
    return [
        Prediction(f"/pictures/{n}.png", tuple(row), classes[label], None, int(row.argmax()))
        for n, (row, label) in enumerate(zip(scores, labels, strict=True))
    ]


class Page(HTMLParser):
    """Gathers what an HTML page holds, and that its tags are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.sources: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "img", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_folder_with_all_of_it_is_written(tmp_path: Path) -> None:
    picture = tmp_path / ("猫 & co.png" if os.name == "nt" else "<猫> & co.png")
    Image.new("RGB", (300, 200), "red").save(picture)
    classes = ("<猫>", "собака", "c")
    scores, labels = draw(80, [0, 1, 2], 3)
    predictions = predictions_of(scores, labels, classes)
    predictions.append(Prediction(str(picture), (0.0, 0.01, 0.99), "<猫>", None, 2))
    predictions.append(Prediction("/pictures/=bad.png", (), "c", "The file is cut short."))
    predictions.append(Prediction("/pictures/bad wolf.png", (), "wolf", "The file is empty."))
    predictions.append(Prediction("/pictures/\udce4.png", (0.1, 0.1, 0.8), "wolf", None, 2))
    predictions.append(Prediction("/pictures/unlabelled.png", (0.1, 0.1, 0.8), None, None, 2))
    judging = Judging(model="best_model.pth", source="pets", split="test", training={"Network": "resnet18"},
                      used_in_training=["/pictures/0.png"])  # fmt: skip
    evaluation = evaluate(predictions, classes, tmp_path / "out", judging)
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES

    results = json.loads((tmp_path / "out" / "test_results.json").read_text(encoding="utf-8"))
    assert results == json.loads(json.dumps(evaluation.results))
    counts = [results[name] for name in ("num_pictures", "num_judged", "num_unreadable", "num_unlabelled",
                                         "num_unknown_class", "num_used_in_training")]  # fmt: skip
    assert counts == [85, 80, 2, 1, 1, 1]
    assert results["judged_on"] == "unseen"
    assert results["metrics"]["num_pictures"] == 80
    assert results["metrics_all"]["num_pictures"] == 81
    assert results["unknown_classes"] == {"wolf": {"num_pictures": 1, "predicted": {"c": 1}}}
    assert results["unreadable"] == [{"path": "/pictures/=bad.png", "error": "The file is cut short."},
                                     {"path": "/pictures/bad wolf.png", "error": "The file is empty."}]

    with open(tmp_path / "out" / "predictions.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(predictions)
    assert [row["label"] for row in rows] == [prediction.label or "" for prediction in predictions]

    page = Page((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
    assert all(source.startswith("data:image/") for source in page.sources)
    assert len(page.sources) >= 5
    assert "script" not in page.tags
    for text in ("<猫>", "1 of these pictures was used", "wolf (1 picture)", "The file is cut short.", "resnet18"):
        assert text in page.text
    report = (tmp_path / "out" / "classification_report.txt").read_text(encoding="utf-8")
    assert re.search(r"macro avg +0\.\d{4}", report)
    assert re.search(r"Accuracy +0\.\d{4} +95 % interval 0\.\d{4} to 0\.\d{4}", report)


def test_figures_are_those_of_the_pictures_not_used_in_training() -> None:
    classes = ("a", "b", "c")
    scores, labels = draw(90, [0, 1, 2], 3)
    predictions = predictions_of(scores, labels, classes)
    used = {prediction.path for prediction in predictions[:30]}
    results = judge(iter(predictions), classes, Judging(used_in_training=used)).results
    assert results["metrics"]["accuracy"] == classification_metrics(scores[30:], labels[30:], classes)["accuracy"]
    assert results["metrics_all"]["accuracy"] == classification_metrics(scores, labels, classes)["accuracy"]
    assert "30 of these pictures were used in training" in results["notes"][0]


@pytest.mark.parametrize(("num_used", "judged_on", "note"), [(20, "seen", "too good"), (0, "unseen", "None of these")])
def test_all_or_no_pictures_used_in_training_is_told(num_used: int, judged_on: str, note: str) -> None:
    predictions = predictions_of(*draw(20, [0, 1], 2), ("a", "b"))
    judging = Judging(used_in_training=[prediction.path for prediction in predictions[:num_used]])
    results = judge(predictions, ("a", "b"), judging).results
    assert (results["judged_on"], results["metrics_all"], results["num_judged"]) == (judged_on, None, 20)
    assert note in results["notes"][0]


def test_a_model_that_does_not_know_its_pictures_says_so() -> None:
    results = judge(predictions_of(*draw(20, [0, 1], 2), ("a", "b")), ("a", "b"), Judging()).results
    assert (results["judged_on"], results["num_used_in_training"]) == ("all", None)
    assert "does not say" in results["notes"][0]


def test_the_threshold_of_val_is_applied_unchanged() -> None:
    classes = ("yes", "no")
    scores, labels = draw(200, [0, 1], 2)
    judging = Judging(threshold=0.2, threshold_origin=ThresholdOrigin.VAL, split="test")
    evaluation = judge(predictions_of(scores, labels, classes), classes, judging)
    assert (evaluation.predicted == np.where(scores[:, 0] >= 0.2, 0, 1)).all()
    metrics = evaluation.results["metrics"]
    assert (metrics["positive_class"], metrics["threshold"]) == ("yes", 0.2)
    assert not evaluation.results["optimistic"]


def test_a_threshold_chosen_on_the_judged_pictures_is_called_optimistic() -> None:
    predictions = predictions_of(*draw(200, [0, 1], 2), ("no", "yes"))
    chosen_here = Judging(threshold_origin=ThresholdOrigin.JUDGED)
    on_its_val = Judging(threshold=0.4, threshold_origin=ThresholdOrigin.VAL, split="val",
                         used_in_training=[prediction.path for prediction in predictions])  # fmt: skip
    for judging in (chosen_here, on_its_val):
        results = judge(predictions, ("no", "yes"), judging).results
        assert results["optimistic"]
        assert any("optimistic" in note for note in results["notes"])
        assert results["metrics"]["threshold"] is not None


def test_absent_classes_and_perfect_answers_are_told() -> None:
    results = judge(predictions_of(np.eye(3)[[0, 1, 0]], np.array([0, 1, 0]), ("a", "b", "c")), ("a", "b", "c"),
                    Judging()).results  # fmt: skip
    assert results["absent_classes"] == ["c"]
    assert results["metrics"]["per_class"]["c"]["recall"] is None
    assert any("classes" in note or "class c" in note for note in results["notes"])
    assert any("No mistake among 3 pictures" in note for note in results["notes"])


def test_one_of_two_classes_without_a_mistake_is_told_with_what_may_be_missed_all_the_same() -> None:
    classes = ("ok", "defect")
    scores = np.array([[0.2, 0.8]] * 60 + [[0.4, 0.6], [0.9, 0.1]])
    results = judge(predictions_of(scores, np.array([1] * 60 + [0, 0]), classes), classes, Judging()).results
    assert results["intervals"]["sensitivity"] == [1.0, 1.0]
    assert [note for note in results["notes"] if "No mistake" in note] == [
        "No mistake among the 60 pictures of defect: the true share of mistakes with such pictures may still be as "
        "high as about 5.0%."]
    assert all(isinstance(note, Message) for note in notes_of(results)), "or it would be shown in English alone"
    few = judge(predictions_of(scores[59:], np.array([1, 0, 0]), classes), classes, Judging()).results
    assert any("the only picture of defect" in note and "100.0%" in note for note in few["notes"])


def test_a_single_picture_of_a_single_class_is_told_in_the_singular() -> None:
    classes = ("a", "b")
    results = judge(predictions_of(np.eye(2)[[0]], np.array([0]), classes), classes, Judging()).results
    assert "the figures are of the only class that occurs." in " ".join(results["notes"])
    assert first_title(results) == "Figures on 1 picture"
    assert first_title({**results, "judged_on": "unseen"}) == "Figures on the 1 picture not used in training"


@pytest.mark.parametrize(
    ("predictions", "text"),
    [
        ([], "no pictures"),
        ([Prediction("x", (), "a", "The file is empty.")], "The file is empty"),
        ([Prediction("x", (0.5, 0.5), None, None, 0)], "no labels"),
        ([Prediction("x", (0.5, 0.5), "Cat-s", None, 0)], "--class_map Cat-s=cats"),
        ([Prediction("x", (0.5, 0.5), "bird", None, 0)], "--class_map OLD=NEW"),
        ([Prediction("x", (float("nan"), 0.5), "cats", None, 0)], "not numbers"),
    ],
)
def test_what_cannot_be_judged_gets_a_sentence(predictions: list[Prediction], text: str, tmp_path: Path) -> None:
    with pytest.raises(ClasswiseError, match=re.escape(text)):
        evaluate(predictions, ("cats", "dogs"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("scores", [(), (0.5, 0.3, 0.2)])
def test_predictions_of_other_classes_are_named(scores: tuple[float, ...]) -> None:
    predictions = [Prediction("1.jpg", (0.4, 0.6), "a", None, 1), Prediction("2.jpg", scores, "b", None, 0)]
    with pytest.raises(DataError, match=rf"2\.jpg has {len(scores)} scores; expected one of each of the 2 classes"):
        judge(predictions, ("a", "b"), Judging())


def test_the_run_folder_gets_four_files_which_may_be_replaced(tmp_path: Path) -> None:
    predictions = predictions_of(*draw(30, [0, 1], 2), ("a", "b"))
    for _ in range(2):
        evaluate(predictions, ("a", "b"), tmp_path, report=False)
    assert {path.name for path in tmp_path.iterdir()} == {
        "test_results.json", "predictions.csv", "confusion_matrix.png", "roc.png"
    }  # fmt: skip


def test_one_class_only_is_judged_as_far_as_it_goes(tmp_path: Path) -> None:
    predictions = [replace(one, label="a") for one in predictions_of(*draw(10, [0, 1], 2), ("a", "b"))]
    results = evaluate(predictions, ("a", "b"), tmp_path / "out").results
    assert results["metrics"]["auroc"] is None
    assert "auroc" not in results["intervals"]
    assert " - " in (tmp_path / "out" / "classification_report.txt").read_text(encoding="utf-8")


def test_no_picture_that_could_be_read_is_an_error_of_the_data() -> None:
    with pytest.raises(DataError, match="None of the 1 pictures"):
        judge([Prediction("x", (), "a", "The file is empty.")], ("a", "b"), Judging())
