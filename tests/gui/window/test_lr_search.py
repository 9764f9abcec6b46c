"""The Find button beside the learning rate: a job, a dialog with a plot, and the rate in the field."""

import threading
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, Progress
from core.config import TrainConfig
from core.training.lr_finder import LrSearch
from tests.gui.window.conftest import Desktop
from ui.dialogs.lr_search import LrSearchDialog

RATES = (1e-5, 1e-4, 1e-3, 1e-2)
LOSSES = (2.0, 1.9, 1.2, 3.0)


class FakeSearch:
    """Waits at a gate, then has a result."""

    def __init__(self, suggestion: float | None = 1.2e-3) -> None:
        self.gate = threading.Event()
        self.error: Exception | None = None
        self.suggestion = suggestion
        self.configs: list[TrainConfig] = []
        self.was_stopped = False

    def work(self, config: TrainConfig):
        self.configs.append(config)

        def run(emit: Emit, control: Control) -> tuple[LrSearch, Path]:
            emit(Progress("Trying learning rates", 30, 100, "steps"))
            while not self.gate.wait(0.01):
                try:
                    control.check()
                finally:
                    self.was_stopped = control.stop_requested
            if self.error is not None:
                raise self.error
            return LrSearch(RATES, LOSSES, LOSSES, self.suggestion, "resnet18"), Path("runs") / "plot.png"

        return run


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> FakeSearch:
    found = FakeSearch()
    monkeypatch.setattr("app.lr_finding.find_lr_work", found.work)
    return found


def find(desktop: Desktop, qtbot: QtBot) -> LrSearchDialog:
    qtbot.mouseClick(desktop.page.form.editor("lr").action, Qt.LeftButton)
    [dialog] = desktop.window.findChildren(LrSearchDialog)
    return dialog


def wait_for_end(desktop: Desktop, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desktop.context.jobs.of_kind("find_lr") is None)


def test_the_rate_found_goes_into_the_field(opened: Desktop, qtbot: QtBot, search: FakeSearch) -> None:
    dialog = find(opened, qtbot)
    assert dialog.isVisible()
    assert dialog.use is None
    assert search.configs[0].dataset_path == str(opened.folder)
    qtbot.waitUntil(lambda: dialog.bar.value() == 30)
    status = opened.window.status
    assert status.job.text() == "Finding a learning rate"
    assert status.progress.value() / status.progress.maximum() == pytest.approx(0.3)
    search.gate.set()
    qtbot.waitUntil(lambda: dialog.use is not None)
    assert dialog.use.text() == "Use 0.0012"
    assert "plot.png" in dialog.note.text()
    qtbot.mouseClick(dialog.use, Qt.LeftButton)
    assert opened.page.form.texts()["lr"] == "0.0012"
    assert opened.controller.form.config().lr == 0.0012
    wait_for_end(opened, qtbot)


def test_the_plot_makes_the_dialog_grow_to_both_sides(opened: Desktop, qtbot: QtBot, search: FakeSearch) -> None:
    dialog = find(opened, qtbot)
    dialog.move(100, 200)
    before = dialog.geometry()
    search.gate.set()
    qtbot.waitUntil(lambda: dialog.use is not None)
    assert dialog.height() > before.height() + 100
    assert abs(dialog.geometry().center().y() - before.center().y()) <= 1
    dialog.reject()
    wait_for_end(opened, qtbot)


def test_closing_the_dialog_stops_the_search(opened: Desktop, qtbot: QtBot, search: FakeSearch) -> None:
    dialog = find(opened, qtbot)
    qtbot.mouseClick(dialog.leave, Qt.LeftButton)
    wait_for_end(opened, qtbot)
    assert search.was_stopped
    assert opened.page.form.texts()["lr"] == ""


def test_where_no_rate_is_better_there_is_none_to_use(opened: Desktop, qtbot: QtBot, search: FakeSearch) -> None:
    search.suggestion = None
    search.gate.set()
    dialog = find(opened, qtbot)
    qtbot.waitUntil(lambda: "did the loss fall" in dialog.text.text())
    assert dialog.use is None
    dialog.reject()
    wait_for_end(opened, qtbot)


def test_an_error_is_told_in_the_dialog_in_the_forms_words(opened: Desktop, qtbot: QtBot, search: FakeSearch) -> None:
    search.error = DataError("Too few. Give another --split.")
    search.gate.set()
    dialog = find(opened, qtbot)
    qtbot.waitUntil(lambda: dialog.text.text() == 'Too few. Give another "Train, val, test".')
    assert not dialog.bar.isVisible()
    assert dialog.text.textInteractionFlags() & Qt.TextSelectableByMouse  # such as the address of the weights
    dialog.reject()
    wait_for_end(opened, qtbot)


def test_without_data_nothing_is_begun(desktop: Desktop, qtbot: QtBot, search: FakeSearch) -> None:
    qtbot.mouseClick(desktop.page.form.editor("lr").action, Qt.LeftButton)
    assert not search.configs
    assert not desktop.window.findChildren(LrSearchDialog)


def test_while_a_training_runs_it_cannot_be_asked_for(opened: Desktop, qtbot: QtBot, search: FakeSearch) -> None:
    opened.training.gate = threading.Semaphore(0)
    opened.page.start.click()
    assert not opened.page.form.editor("lr").action.isEnabled()
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        opened.training.gate.release(10)
    assert opened.page.form.editor("lr").action.isEnabled()
