"""What all tests of the window share."""

from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import paths, train_data
from ui import browser, data_browser

LONGEST_MS = 120_000
"""A busy machine needs many times the seconds of a quiet one; a wait in vain still ends before the test's own time."""


class PatientQtBot(QtBot):
    """Waits for what is to happen, however long that takes."""

    def waitSignal(self, signal: Any, *, timeout: int = LONGEST_MS, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals: Any, *, timeout: int = LONGEST_MS, **options: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitUntil(self, callback: Any, *, timeout: int = LONGEST_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitExposed(self, widget: Any, *, timeout: int = LONGEST_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientQtBot(request)


@pytest.fixture(autouse=True)
def own_runs_folder(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the runs of whoever runs the tests out of their sight."""
    folder = own_folders / "documents" / "runs"
    monkeypatch.setattr(paths, "runs_folder", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def patient_with_folders(monkeypatch: pytest.MonkeyPatch, patient_with_disks: None) -> None:
    """Hear the same of a folder that was just listed, which has a patience of its own."""
    monkeypatch.setattr(train_data, "PATIENCE_S", 60.0)


@pytest.fixture(autouse=True)
def short_lists_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make them in one piece also where the machine does something else for its few milliseconds."""
    for module in (browser, data_browser):
        monkeypatch.setattr(module, "PIECE_S", 60.0)
