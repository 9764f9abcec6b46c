"""A picture source without files, pictures on disk, and the Predict page with a network that is none."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from PyQt5.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PyQt5.QtGui import QColor, QImage, QMouseEvent
from PyQt5.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import app.figures_feed
import app.predict_opening
from app.context import Context, CurrentData
from app.crash import CrashReporter
from app.figures_feed import Figures
from app.jobs import Jobs
from app.opening_job import OpenedModel
from app.predict_controller import PredictController
from app.prediction_job import PredictorHolder
from app.settings import Settings
from core.base.control import Control
from core.base.types import Prediction
from ui.main_window import MainWindow
from ui.pages.predict_page import PredictPage
from ui.picture_source import Picture, PictureSource
from ui.results import ResultStore
from ui.theme import Theme

CLASSES = ("cat", "dog", "owl")
SMALL = QSize(40, 30)


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Fail where a test leaves a thread behind."""
    before = set(threading.enumerate())
    yield
    # A QThread that Python has heard of stays in this list as a "dummy"; the window's jobs are waited for below.
    left = [thread.name for thread in threading.enumerate()
            if thread not in before and thread.is_alive() and not isinstance(thread, threading._DummyThread)]
    assert not left, f"threads left behind: {left}"


def drag(widget: QWidget, *points: QPoint) -> None:
    """Press the left button at the first point, move over the others and let go."""
    kinds = [QEvent.MouseButtonPress, *[QEvent.MouseMove] * (len(points) - 1), QEvent.MouseButtonRelease]
    for kind, point in zip(kinds, (*points, points[-1]), strict=True):
        button = Qt.NoButton if kind == QEvent.MouseMove else Qt.LeftButton
        buttons = Qt.NoButton if kind == QEvent.MouseButtonRelease else Qt.LeftButton
        QApplication.sendEvent(widget, QMouseEvent(kind, point, button, buttons, Qt.NoModifier))


class FakeSource(PictureSource):
    """Has every picture at once, or only after `give`."""

    def __init__(self, parent: QObject | None = None, *, at_once: bool = True, size: QSize = SMALL) -> None:
        super().__init__(parent)
        self.at_once = at_once
        self.size = size
        self.given: set[str] = set()
        self.wanted: list[str] = []
        self.wanted_thumbnails: list[str] = []

    def _picture(self, path: str) -> Picture | None:
        if "broken" in path:
            return Picture(QImage(), QSize(), "it is cut off.")
        if not self.at_once and path not in self.given:
            return None
        image = QImage(self.size, QImage.Format_RGB32)
        image.fill(QColor("#336699"))
        return Picture(image, self.size)

    def give(self, path: str) -> None:
        self.given.add(path)
        self.picture_ready.emit(path)
        self.thumbnail_ready.emit(path)

    def thumbnail(self, path: str) -> Picture | None:
        return self._picture(path)

    def want_thumbnails(self, paths: list[str]) -> None:
        self.wanted_thumbnails = paths

    def picture(self, path: str, min_size: QSize) -> Picture | None:
        return self._picture(path)

    def want_pictures(self, paths: list[str], min_size: QSize) -> None:
        self.wanted = paths


@pytest.fixture
def source(qtbot: QtBot) -> FakeSource:
    return FakeSource()


@pytest.fixture
def write_picture() -> Callable[..., Path]:
    """Return a function that writes a small picture of one colour."""

    def write(path: Path, size: tuple[int, int] = (24, 32), value: int = 90) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = np.full((*size, 3), value, np.uint8)
        path.write_bytes(cv2.imencode(path.suffix, pixels)[1].tobytes())
        return path

    return write


@pytest.fixture
def pictures(tmp_path: Path, write_picture: Callable[..., Path]) -> Path:
    """A folder with two classes, names in several scripts, and one file that is no picture."""
    folder = tmp_path / "Фото 图片"
    for name in ("cat/1 кошка.png", "cat/2 猫.png", "cat/3.png", "dog/1.png", "dog/2.png", "other/1.png"):
        write_picture(folder / name)
    (folder / "dog" / "cut.png").write_bytes(b"no picture")
    return folder


class FakePredictor:
    """Says "cat" of everything, surer the higher the number in the name; waits for `gate` before each picture."""

    batch_size = 1

    def __init__(self) -> None:
        self.gate: threading.Semaphore | None = None

    def results(self, paths: Sequence[str], label_of: None, control: Control) -> Iterator[SimpleNamespace]:
        for number, path in enumerate(paths):
            if self.gate is not None:
                while not self.gate.acquire(timeout=0.02):
                    if control.stop_requested:
                        return
            if control.stop_requested:
                return
            if "cut" in path:
                prediction = Prediction(path, (), None, "it is no picture.", None)
            else:
                score = 0.5 + 0.25 / (number + 1)
                prediction = Prediction(path, (score, 1 - score, 0.0), None, None, 0)
            yield SimpleNamespace(prediction=prediction, was_trained_on=False)


@pytest.fixture
def predictor(monkeypatch: pytest.MonkeyPatch) -> FakePredictor:
    """Stand in for the network, its file and the figures, so that no test needs torch."""
    fake = FakePredictor()

    def open_model(path: str, emit: Any, control: Any) -> OpenedModel:
        return OpenedModel(path, path, SimpleNamespace(positive_index=None, threshold=None), CLASSES, "fake, 3 classes",
                           Path(path).name)

    def figures_of(store: ResultStore, positive: int | None, threshold: float | None,
                   trained_on: set[str]) -> Figures:
        labelled = sum(store.true_class(path) is not None and store.result(path) is not None for path in store.paths)
        return Figures({"accuracy": 0.5}, labelled, store.num_done)

    monkeypatch.setattr(app.predict_opening, "open_model", open_model)
    monkeypatch.setattr(app.figures_feed, "figures_of", figures_of)
    monkeypatch.setattr(app.figures_feed, "load_metrics", lambda: None)
    monkeypatch.setattr(PredictorHolder, "of", lambda _self, _model: fake)
    return fake


@pytest.fixture
def controller(qtbot: QtBot, tmp_path: Path, predictor: FakePredictor) -> Iterator[PredictController]:
    """The Predict page in the main window."""
    with predict_window(qtbot, tmp_path) as controller:
        yield controller


@contextmanager
def predict_window(qtbot: QtBot, tmp_path: Path) -> Iterator[PredictController]:
    """Show the main window with the Predict page alone; its jobs are waited for at the end."""
    theme = Theme("light")
    window = MainWindow(theme, [PredictPage(theme.tokens)])
    qtbot.addWidget(window)
    context = Context(window, Settings(), Jobs(window), CrashReporter(tmp_path / "log.txt"), CurrentData())
    controller = PredictController(context)
    window.show()
    qtbot.waitExposed(window)
    yield controller
    window.close()
    context.jobs.stop_all()
    context.jobs.wait_all()


@pytest.fixture
def opened(controller: PredictController, pictures: Path, qtbot: QtBot) -> PredictController:
    """The page with a model and the folder of pictures opened."""
    controller.open_model("/models/best_model.pth")
    controller.open_pictures([str(pictures)])
    qtbot.waitUntil(lambda: controller.model is not None and len(controller.browser.store) == 7)
    qtbot.waitUntil(lambda: not controller.is_running)
    return controller


def run_to_end(controller: PredictController, qtbot: QtBot) -> None:
    controller.run()
    qtbot.waitUntil(lambda: not controller.is_running)
