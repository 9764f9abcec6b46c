"""A whole window with fakes for what takes time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import shell as shells
from app import torch_loader, training_time
from app.context import Context, CurrentData
from app.crash import CrashReporter
from app.jobs import Jobs
from app.presets import Estimate
from app.settings import Settings
from app.train_controller import TrainController
from core.base.types import Prediction
from tests.gui.window.fakes import FakeTraining, fake_read, picture_folder
from ui.main_window import MainWindow
from ui.pages.page import Page
from ui.pages.train_page import TrainPage
from ui.theme import Theme


class OtherPage(Page):
    """Stands for the pages of others."""

    key, title, icon_name = "predict", "Predict", "predict"


class OtherController:
    """Remembers what it was asked to open."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, object]] = []

    def may_close(self) -> bool:
        return True

    def open_model(self, path: str) -> None:
        self.opened.append(("model", path))

    def open_pictures(self, paths: list[str]) -> None:
        self.opened.append(("pictures", paths))

    def open_run(self, run_dir: str) -> None:
        self.opened.append(("run", run_dir))


@dataclass
class Desktop:
    """What a test works with."""

    window: MainWindow
    context: Context
    shell: shells.Shell
    training: FakeTraining
    folder: Path
    other: OtherController

    @property
    def page(self) -> TrainPage:
        return self.window.pages["train"]

    @property
    def controller(self) -> TrainController:
        return self.shell.controllers["train"]


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """The window, shown, with the Train page ready and torch "loaded"."""
    folder = picture_folder(tmp_path / "pictures 蜂")
    samples = sorted(folder.glob("*/*.png"))[:4]
    training = FakeTraining(tmp_path / "runs" / "a run")
    training.predictions = tuple(
        Prediction(str(path), (0.7, 0.2, 0.1), "ants", None, number % 3) for number, path in enumerate(samples)
    )
    other = OtherController()
    monkeypatch.setattr(torch_loader, "load", lambda emit, control: "CPU, 2 cores, bf16")
    monkeypatch.setattr("app.data_opener.read", fake_read)
    monkeypatch.setattr(training_time, "estimate", lambda config, opened, emit, control: Estimate(30.0))
    monkeypatch.setattr("app.train_controller.train_work", training.work)
    def make_controllers(context: Context, loader: torch_loader.TorchLoader) -> dict[str, object]:
        return {"train": TrainController(context, loader), "predict": other}

    monkeypatch.setattr(shells, "make_controllers", make_controllers)
    theme = Theme("light")
    theme.apply()
    window = MainWindow(theme, [TrainPage(theme.tokens), OtherPage(theme.tokens)])
    qtbot.addWidget(window)
    context = Context(window, Settings(), Jobs(), CrashReporter(tmp_path / "log.txt"), CurrentData())
    shell = shells.Shell(context)
    shell.restore_window()
    window.show()
    with qtbot.waitSignal(shell.loader.ready):
        shell.begin([])
    yield Desktop(window, context, shell, training, folder, other)
    if training.gate is not None:
        training.gate.release(100)
    shell.end()
    assert context.jobs.running == () or not any(job.is_running for job in context.jobs.running)


@pytest.fixture
def opened(desktop: Desktop, qtbot: QtBot) -> Desktop:
    """The same with a data set opened and looked at: no job is left that could call what a test replaces."""
    with qtbot.waitSignal(desktop.controller.data.opener.opened):
        desktop.controller.open_data(str(desktop.folder))
    qtbot.waitUntil(lambda: not desktop.context.jobs.running)
    return desktop
