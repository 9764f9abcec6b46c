"""The whole window with a small data set open."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import paths, training_time
from app.context import Context, CurrentData
from app.crash import CrashReporter
from app.jobs import Jobs
from app.pages import make_controllers, make_pages
from app.presets import Estimate
from app.settings import Settings
from app.shell import Shell
from core.data.images import cv2
from ui.language import Language
from ui.main_window import MainWindow
from ui.theme import Theme

CLASSES = ("猫", "犬")


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """The whole window with a small data set open."""
    monkeypatch.setattr(training_time, "estimate", lambda config, opened, emit, control: Estimate(30.0))
    monkeypatch.setenv("CLASSWISE_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("CLASSWISE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(paths, "runs_folder", lambda: tmp_path / "runs")  # whoever runs the tests may have runs
    for number in range(12):
        pixels = np.random.default_rng(number).integers(0, 256, (8, 8, 3), np.uint8)
        path = tmp_path / "数据" / CLASSES[number % 2] / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(cv2.imencode(".png", cv2.resize(pixels, (32, 32)))[1].tobytes())
    theme = Theme("light")
    theme.apply()
    language = Language(QApplication.instance(), "en")
    window = MainWindow(theme, make_pages(theme.tokens))
    qtbot.addWidget(window)
    context = Context(window, Settings(), Jobs(window), CrashReporter(tmp_path / "log.txt"), CurrentData(),
                      language=language)  # fmt: skip
    shell = Shell(context)
    shell.controllers.update(make_controllers(context, shell.loader))
    window.show()
    shell.controllers["data"].open_data(str(tmp_path / "数据"))
    qtbot.waitUntil(lambda: context.data.opened is not None and not context.jobs.running)
    yield shell
    language.choose("en")
    context.labelling.discard()
    context.jobs.stop_all()
    context.jobs.wait_all()
