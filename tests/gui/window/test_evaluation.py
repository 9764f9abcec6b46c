"""Evaluate, at the end of a training: a job that can be cancelled, and a report that opens."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt5.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.run_evaluation import Report
from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, Progress
from tests.gui.window.conftest import Desktop
from tests.gui.window.test_train_page import run_to_end


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been opened in the browser."""
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toLocalFile()) or True)
    return urls


def use(monkeypatch: pytest.MonkeyPatch, work: Callable[[Emit, Control], Report]) -> None:
    monkeypatch.setattr("app.run_evaluation.evaluate_work", lambda run_dir, settings: work)


def evaluate(desktop: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desktop.context.jobs.ended, check_params_cb=lambda job: job.kind == "evaluate"):
        desktop.page.summary.evaluate.click()


def test_the_report_opens_and_its_folder_is_offered(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened_urls: list[str]
) -> None:
    use(monkeypatch, lambda emit, control: Report(tmp_path, tmp_path / "report.html", 1))
    run_to_end(opened, qtbot)
    assert opened.window.action("train.evaluate").isEnabled()
    evaluate(opened, qtbot)
    assert opened_urls == [str(tmp_path / "report.html")]
    toast = opened.window._toast
    assert toast.isVisible()
    assert toast.label.text() == "The report is open in the browser. 1 picture could not be read."
    toast.action.click()
    assert opened_urls[-1] == str(tmp_path)


def test_it_shows_progress_and_is_cancelled_in_the_status_bar(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, opened_urls: list[str]
) -> None:
    gate = threading.Event()

    def work(emit: Emit, control: Control) -> Report:
        emit(Progress("Predicting", 1, 4))
        gate.wait()
        control.check()
        raise AssertionError

    use(monkeypatch, work)
    run_to_end(opened, qtbot)
    opened.page.summary.evaluate.click()
    status = opened.window.status
    qtbot.waitUntil(lambda: status.progress.maximum() == 1000 and status.progress.value() == 250)
    assert opened.page.summary.evaluate.text() == "Stop evaluating"
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "evaluate"):
        status.cancel.click()
        gate.set()
    assert not status.cancel.isVisible()
    assert opened.page.summary.evaluate.text() == "Evaluate"
    assert "nothing was written" in opened.window._toast.label.text()
    assert opened_urls == []


def test_what_keeps_it_from_judging_is_told_in_place(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, opened_urls: list[str]
) -> None:
    def work(emit: Emit, control: Control) -> Report:
        raise DataError("The pictures are gone. Put them back.")

    use(monkeypatch, work)
    run_to_end(opened, qtbot)
    evaluate(opened, qtbot)
    assert opened.page.banner.label.text() == "The pictures are gone. Put them back."


def test_without_a_model_there_is_nothing_to_evaluate(opened: Desktop, qtbot: QtBot) -> None:
    opened.training.epochs = 0
    run_to_end(opened, qtbot)
    assert not opened.page.summary.evaluate.isVisible()
    assert not opened.window.action("train.evaluate").isEnabled()
