"""The Data page beside the Train page in a window, and small data sets on disk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app import training_time
from app.context import Context, CurrentData
from app.crash import CrashReporter
from app.data_controller import DataController
from app.jobs import Jobs
from app.presets import Estimate
from app.settings import Settings
from app.torch_loader import TorchLoader
from app.train_controller import TrainController
from core.data.images import cv2
from ui.main_window import MainWindow
from ui.pages.data_page import DataPage
from ui.pages.train_page import TrainPage
from ui.theme import Theme


def write_picture(path: Path, seed: int, side: int = 40) -> Path:
    """Write a picture that looks like no other of another seed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    coarse = np.random.default_rng(seed).integers(0, 256, (5, 5, 3), np.uint8)
    pixels = cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
    path.write_bytes(cv2.imencode(path.suffix, pixels)[1].tobytes())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three classes with names in several scripts, of 6, 6 and 4 pictures."""
    root = tmp_path / "データ данные"
    for number, (name, size) in enumerate((("кошка", 6), ("犬", 6), ("owl", 4))):
        for place in range(size):
            write_picture(root / name / f"{place} {name}.png", 100 * number + place)
    return root


@pytest.fixture
def controller(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataController]:
    """The Data page in the main window."""
    monkeypatch.setattr(training_time, "estimate", lambda config, opened, emit, control: Estimate(30.0))
    theme = Theme("light")
    theme.apply()
    window = MainWindow(theme, [DataPage(theme.tokens), TrainPage(theme.tokens)])
    qtbot.addWidget(window)
    context = Context(window, Settings(), Jobs(window), CrashReporter(tmp_path / "log.txt"), CurrentData())
    train = TrainController(context, TorchLoader(context.jobs))
    controller = DataController(context, train.data)
    context.controllers.update(train=train, data=controller)
    window.show()
    qtbot.waitExposed(window)
    yield controller
    context.labelling.discard()
    context.jobs.stop_all()
    context.jobs.wait_all()
    window.close()


@pytest.fixture
def settled(controller: DataController, qtbot: QtBot) -> Callable[[], None]:
    """Return a function that waits until nothing is read, checked or listed any more."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not controller.context.jobs.running and not controller.data.opener.is_reading)
        controller.page.browser.finish()

    return wait


@pytest.fixture
def opened(controller: DataController, folder: Path, settled: Callable[[], None]) -> DataController:
    """The page with the folder opened and checked."""
    controller.open_data(str(folder))
    settled()
    return controller
