"""Every dialog that a page opens, in Chinese: no English is left."""

from collections.abc import Callable, Iterator

import pytest
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.form_fields import WORDS
from app.shell import Shell
from core.base.messages import message
from core.base.types import Finding
from tests.gui.language.words import english_left
from ui.dialogs.continue_run import ContinueDialog, RunRow
from ui.dialogs.evaluate_on import EvaluateOnDialog
from ui.dialogs.export import ExportDialog, SortDialog
from ui.dialogs.findings import FindingsDialog
from ui.dialogs.lr_search import LrSearchDialog
from ui.dialogs.mapping import Mapping, MappingDialog
from ui.dialogs.unsaved import UnsavedBox
from ui.language import Language, shown
from ui.main_window import MainWindow
from ui.widgets.preference_pages import THEME_WORDS


@pytest.fixture
def chinese(shell: Shell) -> Shell:
    assert shell.context.language is not None
    shell.context.language.choose("zh_CN")
    return shell


@pytest.fixture
def chinese_words(qtbot: QtBot) -> Iterator[None]:
    """The language alone, without a window."""
    language = Language(QApplication.instance(), "zh_CN")
    yield
    language.choose("en")


def visible_dialogs() -> list[QDialog]:
    return [item for item in QApplication.topLevelWidgets() if isinstance(item, QDialog) and item.isVisible()]


def test_what_a_command_opens_is_in_chinese(qtbot: QtBot, chinese: Shell) -> None:
    window = chinese.context.window
    for command in ("data.split", "data.augmentation", "file.preferences", "train.continue"):
        window.show_page("data" if command.startswith("data") else "train")
        qtbot.wait(20)
        window.action(command).trigger()
        qtbot.waitUntil(lambda: bool(visible_dialogs()) and not chinese.context.jobs.running)
        if command == "data.split":
            qtbot.wait(450)  # it is worked out when the choice has settled
            qtbot.waitUntil(lambda: not chinese.context.jobs.running)
        (dialog,) = visible_dialogs()
        assert english_left(dialog) == [], command
        dialog.close()


def test_a_light_theme_and_a_slight_augmentation_are_two_words(chinese_words: None) -> None:
    assert shown(THEME_WORDS["light"]) == "浅色"
    assert shown(WORDS["light"]) == "轻度"


def test_pairs_that_look_alike_are_in_chinese(qtbot: QtBot, chinese: Shell) -> None:
    window = chinese.context.window
    window.show_page("data")
    window.action("data.duplicates").trigger()
    qtbot.wait(100)
    assert english_left(window.pages["data"]) == []


DIALOGS: tuple[Callable[[MainWindow], QDialog], ...] = (
    lambda window: ExportDialog(9, 4, "", "csv", window),
    lambda window: SortDialog(9, 4, "", "/x/sorted", window),
    lambda window: MappingDialog("数据.csv", ["文件", "类别"], Mapping("", "文件", "类别", "", ""), window),
    lambda window: ContinueDialog([RunRow("/x/1", "网络", "1", "已停止", 9, 3, False)], window),
    lambda window: EvaluateOnDialog(2, [], window),
    lambda window: LrSearchDialog(window.theme.tokens, window),
    lambda window: FindingsDialog([Finding("unreadable", "x.png cannot be read.", ("x.png",))], window),
    lambda window: UnsavedBox(3, window),
)


def test_dialogs_are_in_chinese(chinese: Shell) -> None:
    for make in DIALOGS:
        dialog = make(chinese.context.window)
        assert english_left(dialog) == [], type(dialog).__name__
        dialog.close()


def test_where_a_run_that_can_go_on_stands_is_told_whole(chinese: Shell) -> None:
    row = RunRow("/x/1", "mobilenet_v3_small on ants_bees", "20261201_112344_mobilenet_v3_small",
                 message("{state}, epoch {done} of {all}", state="finished", done=3, all=20), 20, 3, False)  # fmt: skip
    dialog = ContinueDialog([row], chinese.context.window)
    dialog.show()
    assert dialog.table.sizeHintForColumn(2) <= dialog.table.columnWidth(2)
    dialog.close()


INPUTS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar,
          QTextEdit)  # fmt: skip


def nameless(widget: QWidget) -> list[str]:
    """Return what is in sight of a widget and takes keys or clicks without a word of it for a screen reader."""
    buddies = {label.buddy() for label in widget.findChildren(QLabel)}
    return [f"{type(item.parent()).__name__}/{type(item).__name__}"
            for kind in INPUTS for item in widget.findChildren(kind)
            if item.isVisible() and not item.accessibleName() and item not in buddies
            and not (isinstance(item, QAbstractButton) and item.text()) and not item.objectName().startswith("qt_")
            and not isinstance(item, (QHeaderView, QScrollBar))
            and not any(isinstance(item.parent(), kind) for kind in INPUTS)]  # fmt: skip


def test_whatever_takes_keys_or_clicks_has_a_name_for_screen_readers(qtbot: QtBot, chinese: Shell) -> None:
    window = chinese.context.window
    for key in window.pages:
        window.show_page(key)
        assert nameless(window) == [], key
    tabs = window.findChildren(QTabBar)  # in sight once there are runs
    assert all(bar.accessibleName() for bar in tabs)
    for make in DIALOGS:
        dialog = make(window)
        dialog.show()
        assert nameless(dialog) == [], type(dialog).__name__
        dialog.close()
    for name in ("file.preferences", "data.split", "data.augmentation", "help.page", "help.shortcuts", "help.about"):
        window.action(name).trigger()
        qtbot.waitUntil(lambda: bool(visible_dialogs()))
        for dialog in visible_dialogs():
            assert nameless(dialog) == [], name
            dialog.close()


def test_the_table_of_networks_is_in_chinese(qtbot: QtBot, chinese: Shell) -> None:
    chinese.context.window.show_page("train")
    chinese.context.window.pages["train"].form.all_networks_asked.emit()
    qtbot.wait(50)
    (dialog,) = visible_dialogs()
    assert english_left(dialog) == []
    dialog.close()
