import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from app.prediction_job import (
    OpenedModel,
    PredictionOrder,
    PredictorHolder,
    ResultsCame,
    folder_labels,
    list_places,
    open_model,
    open_run,
    predict,
    read_table,
)
from app.settings import Settings
from core.base.control import Control
from core.base.errors import Cancelled, DataError, ModelFileError
from core.base.events import Event, Notice, ignore
from core.base.types import Prediction, Resize
from core.data.images import encode_png
from core.evaluation.evaluate import PREDICTIONS, evaluate
from core.evaluation.judging import Judging
from core.evaluation.stored import read_predictions
from core.inference.writers import open_writer
from core.model_file import ModelFile, save_model_file

CLASSES = ("cat", "dog")


def test_what_is_in_sight_is_predicted_first_and_each_once() -> None:
    order = PredictionOrder(["a", "b", "c", "d", "e", "a"])
    taken = iter(order)
    assert next(taken) == "a"
    order.want(["d", "a", "c", "stranger"])
    assert list(taken) == ["d", "c", "b", "e"]
    assert len(order) == 5


def test_a_very_long_order_is_walked_in_linear_time() -> None:
    begun = time.thread_time()  # what others do on the machine does not count
    assert sum(1 for _ in PredictionOrder([str(number) for number in range(200_000)])) == 200_000
    assert time.thread_time() - begun < 5


class FakePredictor:
    batch_size = 32

    def results(self, paths: PredictionOrder, label_of: None, control: Control) -> Iterator[SimpleNamespace]:
        for path in paths:
            if control.stop_requested:
                return
            yield SimpleNamespace(prediction=Prediction(path, (0.25, 0.75), None, None, 1), was_trained_on=path == "a")


def test_predicting_tells_packed_results_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    holder = PredictorHolder(Settings())
    monkeypatch.setattr(holder, "of", lambda _model: FakePredictor())
    told: list[Event] = []
    model = OpenedModel("m", "m", None, CLASSES, "", "m")
    assert predict(holder, model, PredictionOrder(["b", "a"]), told.append, Control()) == 2
    came = [event for event in told if isinstance(event, ResultsCame)]
    assert [result.path for event in came for result in event.results] == ["b", "a"]
    assert set().union(*(event.trained_on for event in came)) == {"a"}
    assert came[-1].done == 2


def test_a_model_file_that_was_written_anew_since_it_was_opened_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "best_model.pth"
    save_model_file(ModelFile("squeezenet1_1", {"w": torch.ones(2)}, CLASSES, 3, (32, 32), Resize.CROP, (0.5,) * 3,
                              (0.5,) * 3), file)  # fmt: skip
    model = open_model(str(file), ignore, Control())
    holder = PredictorHolder(Settings())
    monkeypatch.setattr(holder, "of", lambda _model: FakePredictor())

    def told() -> list[str]:
        events: list[Event] = []
        predict(holder, model, PredictionOrder(["a"]), events.append, Control())
        return [event.message for event in events if isinstance(event, Notice)]

    assert told() == []
    os.utime(file, ns=(0, 0))
    assert [str(file) in sentence and "Choose the model again" in sentence for sentence in told()] == [True]
    file.unlink()
    assert told() == [], "what was read of it goes on being used"


def test_a_stopped_prediction_returns_what_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    holder, control = PredictorHolder(Settings()), Control()
    monkeypatch.setattr(holder, "of", lambda _model: FakePredictor())
    control.stop()
    assert predict(holder, OpenedModel("m", "m", None, CLASSES, "", "m"), PredictionOrder(["a"]), ignore, control) == 0


def test_labels_come_from_the_folder_a_picture_stands_in_alone() -> None:
    names = ["x/cat/1.jpg", "x/cat/old/2.jpg", "x/Cat/3.jpg", "x/cats/4.jpg", "cat/dog/5.jpg"]
    paths = [str(Path("/") / name) for name in names]
    assert folder_labels(paths, CLASSES) == {paths[0]: "cat", paths[4]: "dog"}


def test_folders_and_single_pictures_are_listed(tmp_path: Path) -> None:
    for name in ("b/10.png", "b/2.png", "b/notes.txt", "a/фото.JPG", "single.bin"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    listed = list_places([str(tmp_path)], ignore, Control())
    assert [Path(path).name for path in listed.paths] == ["фото.JPG", "2.png", "10.png"]
    assert (listed.root, listed.name) == (str(tmp_path), tmp_path.name)
    chosen = list_places([str(tmp_path / "single.bin"), str(tmp_path / "b")], ignore, Control())
    assert [Path(path).name for path in chosen.paths] == ["single.bin", "2.png", "10.png"]
    assert chosen.root == str(tmp_path)


def test_a_place_without_pictures_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no pictures"):
        list_places([str(tmp_path)], ignore, Control())
    with pytest.raises(DataError, match="does not exist"):
        list_places([str(tmp_path / "gone")], ignore, Control())


def test_listing_can_be_stopped(tmp_path: Path) -> None:
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        list_places([str(tmp_path)], ignore, control)


def test_a_labels_table_is_a_source_of_true_classes(tmp_path: Path) -> None:
    picture = tmp_path / "фото" / "1.png"
    picture.parent.mkdir()
    picture.write_bytes(encode_png(np.zeros((4, 4, 3), np.uint8)))
    (picture.parent / "2.png").write_bytes(picture.read_bytes())
    table = tmp_path / "labels.csv"
    table.write_text("path,label\nфото/1.png,кошка\nфото/2.png,dog\n", encoding="utf-8")
    assert read_table(str(table), ignore, Control()) == {str(picture): "кошка", str(picture.parent / "2.png"): "dog"}


def test_a_runs_predictions_are_read_back(tmp_path: Path) -> None:
    predictions = [
        Prediction(str(tmp_path / "=1.jpg"), (0.75, 0.25), "cat", None, 0),
        Prediction(str(tmp_path / "2.jpg"), (0.6, 0.4), None, None, 1),
        Prediction(str(tmp_path / "3.jpg"), (), "dog", "it is cut off.", None),
    ]
    with open_writer(tmp_path / "predictions.csv", CLASSES) as writer:
        for prediction in predictions:
            writer.write(prediction)
    assert list(read_predictions(tmp_path / "predictions.csv", CLASSES)) == predictions
    with pytest.raises(ValueError, match="no column 'score:owl'"):
        list(read_predictions(tmp_path / "predictions.csv", ("cat", "owl")))


def test_a_model_of_two_classes_says_from_which_score_on_one_is_predicted(tmp_path: Path) -> None:
    model = ModelFile("squeezenet1_1", {"w": torch.ones(2)}, ("bees", "ants"), 3, (32, 32), Resize.CROP, (0.5,) * 3,
                      (0.5,) * 3, positive_class="ants", threshold=0.316)  # fmt: skip
    save_model_file(model, tmp_path / "two.pth")
    opened = open_model(str(tmp_path / "two.pth"), ignore, Control())
    assert opened.decision == "ants from 31.6\u00a0% on: the model's threshold"
    save_model_file(replace(model, threshold=None), tmp_path / "best.pth")
    assert open_model(str(tmp_path / "best.pth"), ignore, Control()).decision == ""


def test_a_runs_predictions_that_lack_pictures_are_told_as_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.evaluation.evaluate.draw", lambda *_arguments, **_options: None)
    save_model_file(ModelFile("squeezenet1_1", {"w": torch.ones(2)}, CLASSES, 3, (32, 32), Resize.CROP, (0.5,) * 3,
                              (0.5,) * 3), tmp_path / "best_model.pth")  # fmt: skip
    rows = [Prediction(str(tmp_path / f"{number}.jpg"), (0.9, 0.1), "cat", None, 0) for number in range(3)]
    evaluate(rows, CLASSES, tmp_path, Judging(), report=False)
    assert len(open_run(str(tmp_path), ignore, Control()).paths) == 3
    lines = (tmp_path / PREDICTIONS).read_bytes().splitlines(keepends=True)
    (tmp_path / PREDICTIONS).write_bytes(b"".join(lines[:-1]))
    with pytest.raises(ModelFileError, match=r"cannot be read \(2 of 3 pictures are there\)"):
        open_run(str(tmp_path), ignore, Control())
