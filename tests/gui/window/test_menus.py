"""The keys of the window's commands, page by page."""

import re
from collections import Counter

import pytest
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.pages import make_pages
from ui.commands import COMMANDS, SEPARATOR
from ui.main_window import MainWindow
from ui.theme import Theme


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    theme = Theme("light")
    theme.apply()
    result = MainWindow(theme, make_pages(theme.tokens))
    qtbot.addWidget(result)
    result.show()
    return result


def test_no_key_has_two_takers_on_any_page(window: MainWindow) -> None:
    names = [command.name for command in COMMANDS if command.keys]
    for page in window.pages:
        window.show_page(page)
        keys = Counter(key.toString() for name in names for key in window.action(name).shortcuts()
                       if window.action(name).shortcutContext() == Qt.WindowShortcut)  # fmt: skip
        assert len(keys) > 10
        assert [key for key, number in keys.items() if number > 1] == [], page


def test_no_letter_of_a_menu_has_two_takers() -> None:
    """In English; translations keep the letters (tests/unit/ui/test_translations.py)."""
    letters = Counter((command.menu, letter.lower()) for command in COMMANDS if command.name != SEPARATOR
                      for letter in re.findall(r"&(\w)", command.text))  # fmt: skip
    letters.update(("", letter.lower()) for menu in {command.menu for command in COMMANDS}
                   for letter in re.findall(r"&(\w)", menu))  # fmt: skip
    assert len(letters) > 50
    assert [taker for taker, number in letters.items() if number > 1] == []


def test_ctrl_e_belongs_to_the_page_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    heard: list[str] = []
    for name in ("file.export", "evaluate.save_report"):
        window.action(name).setEnabled(True)
        window.action(name).triggered.connect(lambda _checked, name=name: heard.append(name))
    window.activateWindow()
    for page in ("evaluate", "predict"):
        window.show_page(page)
        qtbot.keyClick(window, Qt.Key_E, Qt.ControlModifier)
    assert heard == ["evaluate.save_report", "file.export"]


def test_commands_of_a_page_out_of_sight_cannot_be_chosen(window: MainWindow) -> None:
    delete, stop = window.action("runs.delete"), window.action("train.stop")
    window.show_page("train")
    delete.setEnabled(True)  # its controller knows of a selected run
    stop.setEnabled(True)
    assert not delete.isEnabled()
    window.show_page("runs")
    assert delete.isEnabled()
    assert stop.isEnabled()  # what runs can be ended from everywhere
    delete.setEnabled(False)
    window.show_page("train")
    window.show_page("runs")
    assert not delete.isEnabled()
