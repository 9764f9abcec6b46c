"""The Predict page with a real network, model file and figures, while the event loop goes round."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt5.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.predict_controller import PredictController
from core.base.types import Resize
from core.inference.predictor import Predictor
from core.model_file import ModelFile, load_model_file, save_model_file
from models import create_model
from tests.gui.browse.conftest import predict_window
from ui.results import Result

CLASSES = ("猫", "собака")
NUM_PICTURES = 60


@pytest.fixture
def model_path(tmp_path: Path) -> Path:
    network = create_model("mobilenet_v3_small", 2)
    model = ModelFile("mobilenet_v3_small", network.state_dict(), CLASSES, 3, (32, 32), Resize.LETTERBOX,
                      (0.5, 0.5, 0.5), (0.25, 0.25, 0.25))  # fmt: skip
    save_model_file(model, tmp_path / "best_model.pth")
    return tmp_path / "best_model.pth"


@pytest.fixture
def controller(qtbot: QtBot, tmp_path: Path) -> Iterator[PredictController]:
    with predict_window(qtbot, tmp_path) as controller:
        yield controller


def test_the_page_shows_what_the_library_predicts(controller: PredictController, model_path: Path, tmp_path: Path,
                                                  qtbot: QtBot,
                                                  write_picture: Callable[..., Path]) -> None:  # fmt: skip
    for number in range(NUM_PICTURES):
        write_picture(tmp_path / "фото" / CLASSES[number % 2] / f"{number}.png", value=4 * number)
    controller.open_model(str(model_path))
    controller.open_pictures([str(tmp_path / "фото")])
    qtbot.waitUntil(lambda: not controller.is_running and controller.model is not None)
    assert controller.browser.store.num_labelled() == NUM_PICTURES
    was_running: list[bool] = []
    timer = QTimer()
    timer.timeout.connect(lambda: was_running.append(controller.is_running))
    timer.start(5)
    controller.run()
    qtbot.waitUntil(lambda: not controller.is_running)
    store = controller.browser.store
    predictor = Predictor(load_model_file(model_path))
    assert [store.result(path) for path in store.paths] == [
        Result.of(prediction) for prediction in predictor.predict(store.paths)]
    timer.stop()
    assert any(was_running), "the window answers meanwhile; how soon, tests/benchmarks measures"
    figures = controller.page.view.figures
    qtbot.waitUntil(lambda: figures.scope.text() == f"{NUM_PICTURES} labelled of {NUM_PICTURES}")
    assert figures.text("balanced_accuracy") != "–"
