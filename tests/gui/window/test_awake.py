"""Sleep is held off while a job runs, where the system has a way for it; where it fails, it is said."""

import logging
import os
import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from app import awake
from app.awake import ES_CONTINUOUS, ES_SYSTEM_REQUIRED, KeepAwake
from app.jobs import Jobs
from app.settings import Settings
from tests.gui.window.conftest import Desktop

WAITING = [sys.executable, "-c", "import time; time.sleep(100)"]
REFUSING = [sys.executable, "-c", "import sys; sys.exit('Access denied')"]


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


def use(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setattr(awake, "ON_WINDOWS", False)
    monkeypatch.setattr(awake, "_command", lambda: command)
    monkeypatch.setattr(awake, "LOOK_MS", 10)


@pytest.mark.parametrize("kind", ["train", "predict", "evaluate", "check"])
def test_sleep_is_held_off_while_a_long_job_runs(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
                                                 kind: str) -> None:  # fmt: skip
    use(monkeypatch, WAITING)
    keeper, gate = KeepAwake(jobs, Settings()), threading.Event()
    jobs.start("Short", lambda _emit, _control: gate.wait(), kind="thumbs")
    assert keeper._process is None
    job = jobs.start("Long", lambda _emit, _control: gate.wait(), kind=kind)
    process = keeper._process
    assert process.poll() is None
    with qtbot.waitSignal(job.ended):
        gate.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert process.poll() is not None
    assert keeper._process is None


def test_the_preference_counts_at_once(desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, WAITING)
    keeper, gate, change = desktop.shell._awake, threading.Event(), desktop.shell.preferences.change
    change("keep_awake", False)
    desktop.context.jobs.start("Long", lambda _emit, _control: gate.wait(), kind="train")
    assert keeper._process is None
    change("keep_awake", True)
    assert keeper._process.poll() is None
    change("keep_awake", False)
    assert keeper._process is None
    gate.set()
    qtbot.waitUntil(lambda: not desktop.context.jobs.running)


@pytest.mark.parametrize(("command", "words"), [
    (REFUSING, "Access denied"), ([], "systemd-inhibit, elogind-inhibit"), (["/nowhere/at all"], "/nowhere/at all"),
])  # fmt: skip
def test_where_it_fails_the_log_says_so_once_and_the_job_goes_on(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, command: list[str],
    words: str,
) -> None:  # fmt: skip
    use(monkeypatch, command)
    keeper = KeepAwake(jobs, Settings())
    with caplog.at_level(logging.INFO, "app.awake"):
        for _ in range(2):
            gate = threading.Event()
            job = jobs.start("Long", lambda _emit, _control, gate=gate: gate.wait(), kind="train")
            if command == REFUSING:
                qtbot.waitUntil(lambda: keeper._process is None)
            with qtbot.waitSignal(job.finished):
                gate.set()
            qtbot.waitUntil(lambda: not jobs.running)
    assert [words in record.getMessage() for record in caplog.records] == [True]
    assert "may fall asleep" in caplog.text


def test_windows_is_told_by_its_own_call(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    flags: list[int] = []
    monkeypatch.setattr(awake, "ON_WINDOWS", True)
    monkeypatch.setattr(awake, "_set_execution_state", lambda value: flags.append(value) or 1)
    keeper = KeepAwake(jobs, Settings())
    keeper.hold()
    keeper.hold()
    keeper.release()
    assert flags == [ES_CONTINUOUS | ES_SYSTEM_REQUIRED, ES_CONTINUOUS]


@pytest.mark.parametrize(("platform", "programs", "systemd", "expected"), [
    ("linux", {"systemd-inhibit", "elogind-inhibit"}, True, "systemd-inhibit"),
    ("linux", {"systemd-inhibit", "elogind-inhibit"}, False, "elogind-inhibit"),
    ("linux", {"systemd-inhibit"}, False, ""),
    ("darwin", {"caffeinate"}, False, "caffeinate"),
    ("freebsd14", {"elogind-inhibit"}, False, ""),
])  # fmt: skip
def test_the_systems_own_command_is_used(monkeypatch: pytest.MonkeyPatch, platform: str, programs: set[str],
                                         systemd: bool, expected: str) -> None:  # fmt: skip
    monkeypatch.setattr(awake.sys, "platform", platform)
    monkeypatch.setattr(awake.shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(awake.os.path, "isdir", lambda _path: systemd)
    command = awake._command()
    assert (command or [""])[0] == expected
    assert not command or str(os.getpid()) in " ".join(command), "it ends with this process, even with a killed one"
