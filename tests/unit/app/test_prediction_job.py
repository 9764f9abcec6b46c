import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from app.opening_job import OpenedModel, open_model
from app.prediction_job import PredictionOrder, PredictorHolder, ResultsCame, predict
from app.settings import Settings
from core.base.control import Control
from core.base.events import Event, Notice, ignore
from core.base.types import Prediction, Resize
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
