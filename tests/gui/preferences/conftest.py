"""A window with its preferences."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PyQt5.QtCore import QLocale, QObject, pyqtSignal
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.awake import KeepAwake
from app.context import Context, CurrentData
from app.crash import CrashReporter
from app.jobs import Jobs
from app.preferences import Preferences
from app.settings import Settings
from ui.dialogs.preferences import PreferencesDialog
from ui.language import Language
from ui.main_window import MainWindow
from ui.pages.page import Page
from ui.theme import Theme


class Stub(Page):
    key, title, icon_name = "train", "Train", "train"


class Loader(QObject):
    ready = pyqtSignal(str)
    device = "CPU"


@dataclass
class Open:
    """The open dialog, and what it works on."""

    preferences: Preferences
    context: Context
    dialog: PreferencesDialog
    qtbot: QtBot

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.context.jobs.running)


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.delenv("CLASSWISE_WEIGHTS_MIRROR", raising=False)
    theme = Theme("light")
    language = Language(QApplication.instance(), "en")
    window = MainWindow(theme, [Stub(theme.tokens)])
    qtbot.addWidget(window)
    context = Context(window, Settings(), Jobs(), CrashReporter(tmp_path / "log.txt"), CurrentData(), language=language)
    preferences = Preferences(context, Loader(), KeepAwake(context.jobs, context.settings))
    window.show()
    preferences.show()
    assert preferences.dialog is not None
    made = Open(preferences, context, preferences.dialog, qtbot)
    made.settle()
    yield made
    context.jobs.stop_all()
    context.jobs.wait_all()
    language.choose("en")
    QLocale.setDefault(QLocale.c())
