"""The heatmap over the picture in sight: switched by key, made in the background, as strong as the slider says."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QImage
from pytestqt.qtbot import QtBot

import app.predict_opening
from app.heatmap_service import HeatmapKey, HeatmapService, overlay_of
from app.opening_job import OpenedModel
from app.predict_controller import PredictController
from core.base.errors import ModelError
from core.evaluation import heatmap as heatmaps
from core.evaluation.heatmap import Heatmap, Method
from tests.gui.browse.conftest import CLASSES, FakeSource, run_to_end
from ui.widgets.picture_view import Overlay, PictureView


class FakeMapper:
    """Heat in the left half; remembers what was asked."""

    asked: list[tuple[str, int, Method]] = []
    devices: list[str] = []

    def __init__(self, model: Any, *, device: str) -> None:
        FakeMapper.devices.append(device)
        if getattr(model, "has_no_layer", False):
            raise ModelError("This network has no layer for it.")

    def of_file(self, path: str, class_index: int, method: Method) -> Heatmap:
        FakeMapper.asked.append((path, class_index, method))
        return Heatmap(np.repeat(np.array([[1.0, 0.0]], np.float32), 2, axis=0), (0.25, 0.0, 0.5, 1.0))


@pytest.fixture
def mapper(monkeypatch: pytest.MonkeyPatch) -> type[FakeMapper]:
    FakeMapper.asked = []
    monkeypatch.setattr(heatmaps, "Heatmapper", FakeMapper)
    return FakeMapper


def opened_with(controller: PredictController, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
                **facts: Any) -> None:  # fmt: skip
    classifier = SimpleNamespace(positive_index=None, threshold=None, classes=CLASSES, **facts)
    monkeypatch.setattr(app.predict_opening, "open_model",
                        lambda path, emit, control: OpenedModel(path, path, classifier, CLASSES, "fake", "fake"))
    controller.open_model("/models/best_model.pth")
    controller.open_pictures([str(pictures)])
    qtbot.waitUntil(lambda: controller.model is not None and len(controller.browser.store) == 7)
    qtbot.waitUntil(lambda: not controller.is_running)
    run_to_end(controller, qtbot)


def test_a_key_lays_the_heatmap_of_the_predicted_class_over_the_picture(
        controller: PredictController, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
        mapper: type[FakeMapper]) -> None:  # fmt: skip
    opened_with(controller, pictures, qtbot, monkeypatch, network=lambda: None)
    view = controller.page.view
    assert view.picture.overlay is None
    assert not view.heatmap.isVisible()
    view.picture.setFocus()
    qtbot.keyClick(view.picture, Qt.Key_H)
    assert view.heatmap.isVisible()
    qtbot.waitUntil(lambda: view.picture.overlay is not None)
    assert mapper.asked[0] == (controller.browser.current, 0, Method.GRAD_CAM)
    # Those that come next are made ahead.
    qtbot.waitUntil(lambda: len({path for path, _index, _method in mapper.asked}) > 1)
    qtbot.keyClick(view.picture, Qt.Key_H)
    assert view.picture.overlay is None
    assert not view.heatmap.isVisible()


def test_the_grid_has_no_heatmap_and_asking_for_one_shows_the_picture(
        controller: PredictController, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
        mapper: type[FakeMapper]) -> None:  # fmt: skip
    opened_with(controller, pictures, qtbot, monkeypatch, network=lambda: None)
    view = controller.page.view
    view.set_grid(True)
    qtbot.keyClick(view.grid, Qt.Key_H)
    assert not view.grid_button.isChecked()
    assert view.picture.isVisible()
    assert view.heatmap.isVisible()
    view.set_grid(True)
    assert not view.heatmap.isVisible()
    view.set_grid(False)
    assert view.heatmap.isVisible()
    qtbot.waitUntil(lambda: view.picture.overlay is not None)


def test_class_and_method_can_be_chosen(
        controller: PredictController, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
        mapper: type[FakeMapper]) -> None:  # fmt: skip
    opened_with(controller, pictures, qtbot, monkeypatch, network=lambda: None)
    bar = controller.page.view.heatmap
    bar.button.click()
    bar.class_box.setCurrentIndex(bar.class_box.findText("owl"))
    bar.method_box.setCurrentIndex(bar.method_box.findText("Layer-CAM"))
    qtbot.waitUntil(lambda: (controller.browser.current, 2, Method.LAYER_CAM) in mapper.asked)


def test_without_a_layer_the_button_is_disabled_and_says_why(
        controller: PredictController, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
        mapper: type[FakeMapper]) -> None:  # fmt: skip
    opened_with(controller, pictures, qtbot, monkeypatch, network=lambda: None, has_no_layer=True)
    bar = controller.page.view.heatmap
    bar.button.click()
    qtbot.waitUntil(lambda: not bar.button.isEnabled())
    assert bar.button.toolTip() == "This network has no layer for it."
    assert not bar.button.isChecked()


def test_an_onnx_file_has_no_heatmap(controller: PredictController, pictures: Path, qtbot: QtBot,
                                     monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    assert not controller.page.view.heatmap.button.isEnabled()
    opened_with(controller, pictures, qtbot, monkeypatch)
    assert "ONNX" in controller.page.view.heatmap.button.toolTip()


def test_the_slider_changes_the_strength_down_to_none(qtbot: QtBot, source: FakeSource) -> None:
    view = PictureView(source)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_path("a.png")
    plain = view.grab().toImage()
    overlay = overlay_of(Heatmap(np.ones((4, 4), np.float32), (0.0, 0.0, 1.0, 1.0)))
    colors = []
    for strength in (0.0, 0.5, 1.0):
        view.set_overlay(overlay, strength)
        colors.append(view.grab().toImage().pixelColor(200, 150).lightness())
    assert colors[0] == plain.pixelColor(200, 150).lightness()
    assert colors[0] < colors[1] < colors[2]


def test_the_heatmap_covers_the_part_that_the_network_saw(qtbot: QtBot, source: FakeSource) -> None:
    view = PictureView(source)  # its pictures are 40 x 30
    qtbot.addWidget(view)
    view.resize(320, 240)
    view.show_path("a.png")
    image = QImage(QSize(2, 2), QImage.Format_ARGB32)
    image.fill(Qt.white)
    view.set_overlay(Overlay(image, (0.25, 0.0, 0.5, 1.0)))
    assert view.overlay_rect().getRect() == (80, 0, 160, 240)
    seen = view.grab().toImage()
    assert seen.pixelColor(160, 120).name() == "#ffffff"
    assert seen.pixelColor(40, 120).name() == "#336699"
    view.show_path("b.png")
    assert view.overlay is None


def test_only_what_is_wanted_last_is_made(qtbot: QtBot, mapper: type[FakeMapper],
                                          write_picture: Callable[..., Path], tmp_path: Path) -> None:  # fmt: skip
    service = HeatmapService(device_of=lambda: "cuda:1")
    service.want([HeatmapKey("old.png", 0, "grad_cam")])
    service.set_model(SimpleNamespace())
    key = HeatmapKey("new.png", 1, "eigen_cam")
    with qtbot.waitSignal(service.ready, check_params_cb=lambda found: found == key):
        service.want([key])
    assert [path for path, _index, _method in mapper.asked] == ["new.png"]
    assert service.heatmap(key) is not None
    assert mapper.devices[-1] == "cuda:1"
    service.set_model(None)
    assert service.heatmap(key) is None
    service.close()
