"""Every page and dialog in Chinese, with data open: no English is left, and nothing is lost on the way and back."""


from PyQt5.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.crash import versions
from app.shell import Shell
from tests.gui.language.conftest import CLASSES
from tests.gui.language.words import OF_OTHERS, english_left, words_of
from ui.dialogs.errors import error_box, fault_box
from ui.dialogs.help import AboutDialog, ShortcutsDialog
from ui.main_window import MainWindow
from ui.results import UNKNOWN


def texts(window: MainWindow) -> set[tuple[str, str]]:
    """Return every text of the window; matplotlib's toolbar is never shown."""
    return {(where, text) for where, text in words_of(window) if not where.startswith(OF_OTHERS)}


def settle(shell: Shell, qtbot: QtBot) -> None:
    """Wait until the page in sight has begun what it looks for, and found it."""
    qtbot.wait(50)
    qtbot.waitUntil(lambda: not shell.context.jobs.running)


def test_all_pages_are_in_chinese_and_in_english_again_as_they_were(qtbot: QtBot, shell: Shell) -> None:
    window, language = shell.context.window, shell.context.language
    assert language is not None
    form = shell.controllers["train"].form
    values = form.texts() if hasattr(form, "texts") else None
    for key in (*window.pages, *window.pages):  # pages fill when they are seen first
        window.show_page(key)
        settle(shell, qtbot)
    before = texts(window)
    language.choose("zh_CN")
    for key in window.pages:
        window.show_page(key)
        settle(shell, qtbot)
        assert english_left(window) == [], key
    assert window.pages["data"].header.subject.text() == "数据"
    language.choose("en")
    for key in window.pages:
        window.show_page(key)
        settle(shell, qtbot)
    assert texts(window) == before
    assert values is None or form.texts() == values
    assert shell.context.data.opened is not None


def test_an_open_list_of_keys_and_an_offered_filter_change_with_the_language(shell: Shell) -> None:
    window, language = shell.context.window, shell.context.language
    assert language is not None
    dialog, filters = ShortcutsDialog(window), window.pages["predict"].view.filters
    dialog.show()
    filters.set_classes(CLASSES, ())
    language.choose("zh_CN")
    QApplication.processEvents()
    assert english_left(dialog) == []
    assert filters.predicted.itemText(filters.predicted.findData(UNKNOWN)) == "未知"
    dialog.close()


def test_dialogs_are_in_chinese(qtbot: QtBot, shell: Shell) -> None:
    window, language = shell.context.window, shell.context.language
    assert language is not None
    language.choose("zh_CN")
    about = AboutDialog({name: "1" for name in versions() if name == "Classwise"}, "/home/ants/data", window)
    boxes = [error_box(window, "There is no folder /x/y. Choose where the pictures lie.", lambda: None),
             fault_box(window, "内部错误", "", "/x/log.txt")]  # fmt: skip
    for dialog in (about, ShortcutsDialog(window), *boxes):
        assert english_left(dialog) == []
        assert isinstance(dialog, QDialog)
        dialog.close()
    assert boxes[0].text() == "没有文件夹 /x/y。请选择图片所在的位置。"
