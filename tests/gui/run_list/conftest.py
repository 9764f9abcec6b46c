"""A window with the Runs page, and the Train and Predict pages' controllers remembered only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import QObject, pyqtSignal
from pytestqt.qtbot import QtBot

from app import paths
from app.context import Context, CurrentData
from app.crash import CrashReporter
from app.jobs import Jobs
from app.run_watch import RunWatch
from app.runs_controller import RunsController
from app.settings import Settings
from core.base.run_info import RunInfo
from ui.main_window import MainWindow
from ui.pages.page import Page
from ui.pages.runs_page import RunsPage
from ui.theme import Theme
from ui.widgets.run_model import Column


class TrainStub(Page):
    """Stands for the Train page."""

    key, title, icon_name = "train", "Train", "train"


class Loader(QObject):
    """torch that is never there."""

    ready = pyqtSignal(str)
    device = ""


class Remembering:
    """A controller that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *arguments: self.asked.append((name, *arguments))


@dataclass
class Runs:
    """What a test works with."""

    window: MainWindow
    context: Context
    controller: RunsController
    folder: Path
    train: Remembering
    predict: Remembering
    qtbot: QtBot

    @property
    def page(self) -> RunsPage:
        return self.window.pages["runs"]

    def look(self) -> None:
        """Look for runs, and wait until they and the chosen ones are shown."""
        self.controller.refresh()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.context.jobs.running)

    def names(self) -> list[str]:
        proxy = self.page.table.proxy
        return [proxy.index(row, int(Column.FOLDER)).data() for row in range(proxy.rowCount())]

    def cell(self, name: str, column: Column) -> str:
        return str(self.page.table.proxy.index(self.names().index(name), int(column)).data())

    def run(self, name: str) -> RunInfo:
        return next(run for run in self.page.table.runs.runs if run.run_dir.name == name)

    def choose(self, *names: str) -> None:
        self.page.table.choose([str(self.run(name).run_dir) for name in names])
        self.settle()


@pytest.fixture
def runs(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runs]:
    """The window, with the Runs page in sight; it looks for runs when told."""
    folder = tmp_path / "runs"
    monkeypatch.setattr(paths, "runs_folder", lambda: folder)
    monkeypatch.setattr(RunWatch, "start", lambda self: None)
    theme = Theme("light")
    window = MainWindow(theme, [TrainStub(theme.tokens), RunsPage(theme.tokens)])
    qtbot.addWidget(window)
    context = Context(window, Settings(), Jobs(), CrashReporter(tmp_path / "log.txt"), CurrentData())
    train, predict = Remembering(), Remembering()
    context.controllers.update(train=train, predict=predict)
    controller = RunsController(context, Loader())
    context.controllers["runs"] = controller
    window.show()
    window.show_page("runs")
    made = Runs(window, context, controller, folder, train, predict, qtbot)
    made.settle()
    yield made
    controller.actions.trash.finish()
    context.jobs.stop_all()
    context.jobs.wait_all()
