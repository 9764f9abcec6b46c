"""The window around the pages."""

import logging
import os
import re
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from PyQt5.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent, QFont, QGuiApplication, QTextBlock, QTextDocument
from PyQt5.QtWidgets import QApplication, QComboBox, QDialog, QDialogButtonBox, QFileDialog, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from app import desktop as start
from app import logs
from app.crash import CrashReporter, versions
from app.desktop import AGAIN_S, let_ctrl_c_end, make_application
from app.labels_file import LabelsFile
from app.paths import documentation
from app.settings import Settings
from core.base.control import Control
from core.base.errors import ConfigError, DataError, OutputError
from core.base.messages import message
from tests.gui.window.conftest import Desktop
from tests.gui.window.fakes import fake_read
from ui import choose, theme
from ui.commands import COMMANDS, SEPARATOR
from ui.dialogs.closing import ClosingBox
from ui.dialogs.document import DocumentDialog, anchor, page_in, topics
from ui.dialogs.help import AboutDialog, ShortcutsDialog
from ui.dialogs.preferences import PreferencesDialog
from ui.language import Language
from ui.theme import DARK, GRID, LIGHT, style_sheet
from ui.widgets.buttons import restyle
from ui.widgets.data_grid_model import BADGE_COLORS
from ui.widgets.empty_evaluate import EmptyEvaluate
from ui.widgets.marks import TEXT_COLORS


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, as WCAG 2.2 defines it."""

    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("name", ["text", "quiet", "accent_text", "good_text", "warn", "bad",
                                  *sorted({*BADGE_COLORS.values(), *TEXT_COLORS.values()} - {"quiet"})])  # fmt: skip
def test_text_can_be_read_on_both_backgrounds(tokens, name: str) -> None:
    is_on_buttons = name in ("text", "quiet", "accent_text")
    for background in (tokens.surface, tokens.window, *[tokens.hover] * is_on_buttons):
        assert contrast(getattr(tokens, name), background) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_no_token_is_left_in_the_style_sheet(tokens) -> None:
    assert "@" not in style_sheet(tokens)


def test_the_theme_changes_at_once_and_is_remembered(desktop: Desktop) -> None:
    desktop.shell.preferences.change("theme", "dark")
    assert desktop.window.theme.tokens is DARK
    assert desktop.page.tokens is DARK
    assert QApplication.instance().palette().window().color().name().upper() == DARK.window
    assert desktop.context.settings.theme == "dark"
    desktop.shell.preferences.change("theme", "light")
    assert desktop.page.tokens is LIGHT


@pytest.fixture
def clock() -> Iterator[list[float]]:
    """The time that signals see, as its only item; their handlers are given back at the end."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield [0.0]
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_polite_kill_lets_the_window_ask_and_a_second_one_soon_after_closes_it(
    desktop: Desktop, qtbot: QtBot, clock: list[float]
) -> None:
    window = desktop.window
    asked: list[bool] = []
    window.may_close = lambda: bool(asked.append(True))
    let_ctrl_c_end(QApplication.instance(), window, lambda: clock[0])
    signal.raise_signal(signal.SIGTERM)
    assert asked == [True]
    clock[0] += AGAIN_S + 1
    signal.raise_signal(signal.SIGINT)
    assert asked == [True, True], "a signal much later asks anew"
    assert window.isVisible()
    clock[0] += AGAIN_S - 1
    with qtbot.waitSignal(window.closing):
        signal.raise_signal(signal.SIGTERM)
    assert not window.isVisible()


def test_a_second_signal_while_the_question_is_open_closes_however_much_later(
    desktop: Desktop, qtbot: QtBot, clock: list[float]
) -> None:
    window = desktop.window

    def ask() -> bool:
        ClosingBox(window).open()
        return False

    window.may_close = ask
    let_ctrl_c_end(QApplication.instance(), window, lambda: clock[0])
    signal.raise_signal(signal.SIGTERM)
    first = window.findChild(ClosingBox)
    clock[0] += 1000
    first.wait_button.click()
    signal.raise_signal(signal.SIGTERM)
    second = next(box for box in window.findChildren(ClosingBox) if box.isVisible())
    assert second is not first, "the question that was answered is asked again"
    assert window.isVisible()
    clock[0] += 1000
    with qtbot.waitSignal(window.closing):
        signal.raise_signal(signal.SIGTERM)
    assert not window.isVisible()


@pytest.mark.parametrize("kind", ["export", "export_model", "move"])
def test_closing_asks_before_it_ends_work_that_writes_files(desktop: Desktop, qtbot: QtBot, kind: str) -> None:
    window, gate = desktop.window, threading.Event()

    def work(emit: object, control: Control) -> None:
        while not control.stop_requested:
            gate.wait(0.02)

    job = desktop.context.jobs.start(message("Sorting into {name}", name="sorted"), work, kind=kind)
    window.close()
    box = window.findChild(ClosingBox)
    assert "Sorting into sorted is not done yet." in box.text()
    box.wait_button.click()
    assert window.isVisible()
    assert not job.control.stop_requested
    window.close()
    box = next(box for box in window.findChildren(ClosingBox) if box.isVisible())
    with qtbot.waitSignal(window.closing):
        box.stop_button.click()
    assert job.control.stop_requested


@pytest.fixture
def labelled(desktop: Desktop, tmp_path: Path) -> Desktop:
    """The window with a label that is to be written in a moment."""
    picture = str(tmp_path / "1.png")
    desktop.context.labelling.begin(LabelsFile(str(tmp_path)), [picture])
    desktop.context.labelling.set_labels([picture], "owl")
    return desktop


def test_a_label_given_just_before_the_window_is_closed_is_written_first(labelled: Desktop, tmp_path: Path,
                                                                         qtbot: QtBot) -> None:  # fmt: skip
    with qtbot.waitSignal(labelled.window.closing):
        labelled.window.close()
    assert LabelsFile(str(tmp_path)).labels == {str(tmp_path / "1.png"): "owl"}
    assert not labelled.window.isVisible()


def test_a_window_whose_labels_cannot_be_written_at_closing_says_so_and_stays(
    labelled: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OutputError("The disk is full.")

    labelling = labelled.context.labelling
    monkeypatch.setattr(LabelsFile, "save", refuse)
    with qtbot.waitSignal(labelling.failed):
        labelled.window.close()
    qtbot.waitUntil(lambda: not labelling.is_writing)
    assert labelled.window.isVisible()
    assert not labelling.is_saved, "so that the next closing asks about them"
    labelling.discard()


def test_a_window_whose_labels_take_long_says_so_and_closes_all_the_same_where_that_is_wanted(
    labelled: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, gate = labelled.window, threading.Event()
    monkeypatch.setattr(LabelsFile, "save", lambda *_arguments: gate.wait())
    try:
        window.close()
        assert "The labels are being saved." in window._toast.label.text()
        assert window.findChild(ClosingBox) is None
        for button in ("wait_button", "stop_button"):
            assert window.isVisible()
            window.close()
            box = next(box for box in window.findChildren(ClosingBox) if box.isVisible())
            assert "Saving labels is not done yet." in box.text()
            getattr(box, button).click()
        assert not window.isVisible()
    finally:
        gate.set()


def test_what_fails_while_the_program_ends_is_logged(desktop: Desktop, caplog: pytest.LogCaptureFixture) -> None:
    def refuse(emit: object, control: Control) -> None:
        raise OutputError("The disk is full.")

    desktop.context.jobs.start("Saving labels", refuse, kind="labels")
    desktop.context.jobs.wait_all()
    assert "Saving labels failed: The disk is full." in caplog.text


def test_a_window_that_stays_open_after_all_goes_on_reading_data(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read, may_write = threading.Event(), threading.Event()
    monkeypatch.setattr("app.data_opener.read", lambda *given: (may_read.wait(), fake_read(*given))[1])
    desktop.controller.open_data(str(desktop.folder))
    desktop.context.jobs.start("Exporting", lambda emit, control: may_write.wait(), kind="export")
    desktop.window.close()
    desktop.window.findChild(ClosingBox).wait_button.click()
    try:
        assert not desktop.context.jobs.of_kind("data").control.stop_requested
        with qtbot.waitSignal(desktop.controller.data.opener.opened):
            may_read.set()
    finally:
        for gate in (may_read, may_write):
            gate.set()


def test_keys_are_unique_on_every_page() -> None:
    for page in ("train", "predict"):
        keys = [key for command in COMMANDS if command.page in ("", page) for key in command.keys]
        assert len(keys) == len(set(keys))


def test_every_command_has_an_action(desktop: Desktop) -> None:
    for command in COMMANDS:
        if command.name not in (SEPARATOR, "file.recent", "view.pages", "view.theme", "view.scale"):
            assert desktop.window.action(command.name).text() == command.text


def test_pages_change_by_key_and_share_ctrl_r(desktop: Desktop, qtbot: QtBot) -> None:
    assert desktop.window.action("train.start").shortcut().toString() == "Ctrl+R"
    qtbot.keyClick(desktop.window, Qt.Key_2, Qt.ControlModifier)
    assert desktop.window.current_page == "predict"
    assert desktop.window.action("train.start").shortcut().isEmpty()
    assert desktop.window.action("predict.run").shortcut().toString() == "Ctrl+R"
    assert desktop.context.settings.page == "predict"


def test_the_gear_is_called_what_its_dialog_is(desktop: Desktop) -> None:
    gear = desktop.window.rail.findChildren(QToolButton)[-1]
    assert gear.accessibleName() == "Preferences"
    assert gear.toolTip().startswith("Preferences:")
    assert gear.toolButtonStyle() == Qt.ToolButtonIconOnly


def test_tab_leads_to_the_current_page_in_the_rail(desktop: Desktop, qtbot: QtBot) -> None:
    train, predict = desktop.window.rail.buttons
    desktop.window.show_page("predict")
    assert predict.focusPolicy() == Qt.TabFocus
    assert train.focusPolicy() == Qt.NoFocus
    desktop.window.activateWindow()
    predict.setFocus(Qt.TabFocusReason)
    qtbot.keyClick(predict, Qt.Key_Up)
    assert desktop.window.current_page == "train"


def test_matplotlib_is_loaded_in_a_thread_before_the_curves_want_it(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    monkeypatch.setattr("app.shell.load_plotting", lambda _emit, _control: threads.append(threading.current_thread()))
    jobs = desktop.context.jobs
    qtbot.waitUntil(lambda: not jobs.running)  # those of the start
    with qtbot.waitSignal(jobs.ended, check_params_cb=lambda job: job.kind == "plotting"):
        desktop.shell.loader.ready.emit("CPU")
    assert threads
    assert threads[0] is not threading.main_thread()
    assert desktop.context.jobs.of_kind("plotting") is None


def test_what_did_not_change_is_not_styled_again(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    field = desktop.page.form._editors["epochs"].field
    polished = []
    monkeypatch.setattr(type(field), "style", lambda widget: polished.append(widget) or QApplication.style())
    restyle(field, wrong=True)
    assert field in polished
    polished.clear()
    restyle(field, wrong=True)
    assert polished == []


def test_a_drop_goes_to_the_right_page(desktop: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    model = tmp_path / "модель.pth"
    model.touch()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(model)), QUrl("https://example.org")])
    event = QDropEvent(QPointF(5, 5), Qt.CopyAction, data, Qt.LeftButton, Qt.NoModifier)
    desktop.window.dropEvent(event)
    assert desktop.window.current_page == "predict"
    assert desktop.other.opened == [("model", str(model))]


def test_recent_items_are_offered(desktop: Desktop, tmp_path: Path) -> None:
    desktop.context.settings.remember("models", str(tmp_path / "a.pth"))
    menu = desktop.window.menu("file.recent")
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text().endswith("a.pth")).trigger()
    assert desktop.other.opened == [("model", str(tmp_path / "a.pth"))]


def test_an_ampersand_in_a_name_stands_in_menus_and_on_buttons(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.context.settings.remember("models", "/runs/cats & dogs.pth")
    menu = desktop.window.menu("file.recent")
    menu.aboutToShow.emit()
    assert "/runs/cats && dogs.pth" in [action.text() for action in menu.actions()]
    desktop.context.undo.offer("cats & dogs is deleted.", lambda: None)
    assert desktop.window.action("edit.undo").text() == "&Undo: cats && dogs is deleted."
    empty = EmptyEvaluate()
    qtbot.addWidget(empty)
    empty.show_runs([(message("{model} on {data}", model="resnet18", data="cats & dogs"), "", lambda: None)])
    assert empty.choices.itemAt(0).widget().text() == "resnet18 on cats && dogs"


def test_the_window_comes_back_where_it_was(desktop: Desktop) -> None:
    desktop.window.resize(1100, 720)
    desktop.window.close()
    assert desktop.context.settings.geometry[2:] == [1100, 720]
    desktop.context.settings.geometry[2:] = [5000, 5000]
    desktop.shell.restore_window()
    screen = desktop.window.screen().availableGeometry()
    assert desktop.window.width() == max(1024, screen.width())


@pytest.mark.parametrize(("before", "after"), [((200, 55), (200, 55)), ((1200, 400), (366, 66)), ((-40, 0), (100, 50))])
def test_the_window_comes_back_whole_where_the_screen_is_a_smaller_one(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch, before: tuple[int, int], after: tuple[int, int]
) -> None:
    screen = SimpleNamespace(availableGeometry=lambda: QRect(100, 50, 1366, 768))
    monkeypatch.setattr("app.shell.QGuiApplication.screens", lambda: [screen])
    desktop.context.settings.geometry = [*before, 1100, 720]
    desktop.shell.restore_window()
    assert (desktop.window.x(), desktop.window.y()) == after


def test_an_error_is_told_in_its_own_words(desktop: Desktop) -> None:
    desktop.context.show_error(DataError("There is no folder X. Choose another.", help_topic="memory"))
    box = desktop.window.findChild(QMessageBox)
    assert box.text() == "There is no folder X. Choose another."
    next(button for button in box.buttons() if button.text() == "More help").click()
    dialog = desktop.window.findChild(DocumentDialog)
    assert "Troubleshooting" in dialog.browser.toPlainText()
    assert dialog.browser.verticalScrollBar().value() > 0
    box.close()


@pytest.mark.parametrize("error", [DataError("There is none.", help_topic="memory"), ValueError("ours")])
def test_escape_puts_an_error_away(desktop: Desktop, qtbot: QtBot, error: Exception) -> None:
    desktop.context.crash.set_window(desktop.window)
    desktop.context.show_error(error)
    box = desktop.window.findChild(QMessageBox)
    assert len(box.buttons()) == 2
    with qtbot.waitSignal(box.finished):
        qtbot.keyClick(box, Qt.Key_Escape)


@pytest.mark.parametrize("topic", ["memory", "wrong-torch", "the-window-does-not-open"])
def test_help_is_in_the_windows_language_at_the_same_place(desktop: Desktop, topic: str) -> None:
    language = Language(QApplication.instance(), "zh_CN")
    desktop.context.language = language
    try:
        desktop.context.show_help(topic)
        dialog = desktop.window.findChild(DocumentDialog)
        assert dialog.browser.toPlainText().startswith("疑难解答")
        english, chinese = (topics(page_in(documentation(), "troubleshooting", code).read_text(encoding="utf-8"))
                            for code in ("", "zh_CN"))  # fmt: skip
        place = english.index(topic)
        heading = next(block for block in blocks(dialog.browser.document()) if anchor(block.text()) == chinese[place])
        top = dialog.browser.document().documentLayout().blockBoundingRect(heading).top()
        bar = dialog.browser.verticalScrollBar()
        assert bar.value() in (int(top) - GRID, bar.maximum())
        if topic == "wrong-torch":  # as the page's own link has it
            bar.setValue(0)
            dialog.show_topic(chinese[place])
            assert bar.value() > 0
    finally:
        language.choose("en")
        language.setParent(None)


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_f1_explains_every_page(code: str) -> None:
    """The window's pages, whose names are the headings of docs/window.md."""
    headings = topics((documentation() / "window.md").read_text(encoding="utf-8"))
    assert {"data", "train", "predict", "evaluate", "runs"} <= set(headings)
    translated = topics(page_in(documentation(), "window", code).read_text(encoding="utf-8"))
    assert len(translated) == len(headings)


def test_f1_shows_the_page_in_sight(desktop: Desktop) -> None:
    desktop.window.action("help.page").trigger()
    dialog = desktop.window.findChild(DocumentDialog)
    assert dialog._page == "window"
    assert dialog.browser.verticalScrollBar().value() > 0


def test_links_of_the_help_are_followed_and_back_leads_back(desktop: Desktop) -> None:
    desktop.context.show_help("evaluate", "window")
    dialog = desktop.window.findChild(DocumentDialog)
    place = dialog.browser.verticalScrollBar().value()
    assert not dialog.back.isEnabled()
    for link in ("evaluating.md", "troubleshooting.md#memory", "#wrong-torch"):
        dialog.browser.anchorClicked.emit(QUrl(link))
    assert "Troubleshooting" in dialog.browser.toPlainText()
    dialog.browser.anchorClicked.emit(QUrl("../README.md"))  # is no page of the documentation
    dialog.browser.anchorClicked.emit(QUrl("adr/0019-loader-and-cache.md"))
    assert dialog.browser.toPlainText().startswith("19.")
    for _ in range(4):
        dialog.back.click()
    assert "Which mistakes does a model make?" in dialog.browser.toPlainText()
    assert dialog.browser.verticalScrollBar().value() == place
    assert not dialog.back.isEnabled()


def test_every_link_between_pages_of_the_documentation_leads_somewhere() -> None:
    for path in sorted(documentation().glob("*.md")):
        for page, topic in re.findall(r"\]\(([\w./-]+\.md)(?:#([^)]+))?\)", path.read_text(encoding="utf-8")):
            target = path.parent / page
            assert target.is_file(), f"{path.name}: {page}"
            assert not topic or topic in topics(target.read_text(encoding="utf-8")), f"{path.name}: {page}#{topic}"


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def test_a_fault_opens_one_dialog_with_details_to_copy(desktop: Desktop) -> None:
    crash = desktop.context.crash
    crash.set_window(desktop.window)
    for _ in range(2):
        crash.report(ValueError("ours"))
    boxes = desktop.window.findChildren(QMessageBox)
    assert len(boxes) == 1
    assert "Traceback" not in boxes[0].text() + boxes[0].informativeText()
    next(button for button in boxes[0].buttons() if button.text() == "Copy details").click()
    assert "ValueError: ours" in QGuiApplication.clipboard().text()
    assert "torch" in QGuiApplication.clipboard().text()
    boxes[0].close()


def test_the_hooks_report_and_are_given_back(desktop: Desktop, tmp_path: Path) -> None:
    import sys

    before, told = sys.excepthook, []
    crash = CrashReporter(tmp_path / "log")
    crash.fault.disconnect()
    crash.fault.connect(lambda summary, details: told.append(summary))
    crash.install()
    sys.excepthook(KeyError, KeyError("x"), None)
    crash.uninstall()
    sys.excepthook = before
    assert told == ["KeyError: 'x'"]


def test_the_log_reaches_file_and_dock(desktop: Desktop, tmp_path: Path) -> None:
    relay = logs.LogRelay()
    relay.line.connect(desktop.window.log.append)
    handlers = logs.set_up(tmp_path / "log" / "classwise.log", relay)
    logging.getLogger("app.test").warning("Something %s", "odd")
    logs.tear_down(handlers)
    assert "Warning: Something odd" in desktop.window.log.text.toPlainText()
    assert "Something odd" in (tmp_path / "log" / "classwise.log").read_text(encoding="utf-8")
    desktop.window.action("view.log").trigger()
    assert desktop.window.log.isVisible()


def test_help_lists_all_keys_and_versions(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.window.action("help.shortcuts").trigger()
    dialog = desktop.window.findChild(ShortcutsDialog)
    dialog._search.setText("start training")
    shown = [row for row in range(dialog._table.rowCount()) if not dialog._table.isRowHidden(row)]
    assert [dialog._table.item(row, 2).text() for row in shown] == ["Ctrl+R"]
    dialog._search.setText("1 to 9")  # on each page where they set a class
    shown = [row for row in range(dialog._table.rowCount()) if not dialog._table.isRowHidden(row)]
    assert [dialog._table.item(row, 0).text() for row in shown] == ["Data", "Predict", "Evaluate"]
    desktop.window.action("help.about").trigger()
    about = desktop.window.findChild(AboutDialog)
    assert about is not None
    for opened in (dialog, about):
        close = opened.findChild(QDialogButtonBox).button(QDialogButtonBox.Close)
        with qtbot.waitSignal(opened.rejected):
            close.click()
    assert {"Classwise", "Python", "torch", "PyQt5"} <= versions().keys()


def test_preferences_work_at_once(desktop: Desktop) -> None:
    desktop.window.action("file.preferences").trigger()
    dialog = desktop.window.findChild(PreferencesDialog)
    dialog.general.awake.click()
    dialog.general.scale.setCurrentIndex(2)
    dialog.general.scale.activated.emit(2)
    assert desktop.context.settings.keep_awake is False
    assert desktop.context.settings.scale == 150
    dialog.close()


def test_a_long_message_is_whole_within_the_window(desktop: Desktop) -> None:
    window, toast = desktop.window, desktop.window._toast
    window.toast("What can be given instead: a folder, a table, a model file. " * 6, "Undo", lambda: None)
    assert window.rect().contains(toast.geometry())
    assert toast.label.height() >= toast.label.heightForWidth(toast.label.width())
    window.toast("Done.")
    assert toast.width() < 200


def test_toasts_offer_one_action(desktop: Desktop, qtbot: QtBot) -> None:
    undone = []
    desktop.window.toast("Sorted 3 pictures.", "Undo", lambda: undone.append(True))
    assert desktop.window._toast.isVisible()
    desktop.window._toast.action.click()
    assert undone == [True]
    assert not desktop.window._toast.isVisible()


def test_anchors_are_those_of_markdown() -> None:
    assert anchor("Not converging") == "not-converging"
    assert anchor("What is NaN?") == "what-is-nan"


def test_the_application_takes_no_opengl(monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.theme import prepare_application_attributes

    monkeypatch.delenv("QT_XCB_GL_INTEGRATION", raising=False)
    prepare_application_attributes()
    assert os.environ["QT_XCB_GL_INTEGRATION"] == "none"
    assert callable(make_application)


def test_what_is_named_at_the_start_is_data_whatever_page_was_in_sight(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.window.show_page("predict")
    desktop.shell.begin([str(desktop.folder)])
    qtbot.waitUntil(lambda: desktop.context.data.opened is not None)
    assert desktop.window.current_page == "train"
    assert desktop.other.opened == []


def test_what_is_named_at_the_start_and_does_not_exist_is_told_with_what_can_be_given(desktop: Desktop) -> None:
    desktop.window.show_page("predict")
    desktop.shell.begin(["/nowhere/ants and bees"])
    text = desktop.page.data_card.banner.label.text()
    assert text.startswith("/nowhere/ants and bees does not exist. What can be given instead: a folder of pictures")
    assert "any more" not in text
    assert desktop.window.current_page == "train"
    assert desktop.other.opened == []


def test_an_export_can_be_cancelled_in_the_status_bar(desktop: Desktop, qtbot: QtBot) -> None:
    begun = threading.Event()

    def work(emit: object, control: Control) -> None:
        control.pause()
        begun.set()
        control.check()  # waits for the stop, which ends the pause

    job = desktop.context.jobs.start("Exporting", work, kind="export")
    qtbot.waitUntil(begun.is_set)
    cancel = desktop.window.status.cancel
    assert cancel.isVisible()
    with qtbot.waitSignal(job.cancelled):
        qtbot.mouseClick(cancel, Qt.LeftButton)
    qtbot.waitUntil(lambda: not cancel.isVisible())


def test_what_is_dropped_or_chosen_is_called_as_its_system_does(desktop: Desktop, tmp_path: Path,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose.QDir, "toNativeSeparators", staticmethod(lambda path: path.replace("/", "\\")))
    dropped: list[str] = []
    desktop.window.paths_dropped.disconnect()
    desktop.window.paths_dropped.connect(dropped.extend)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/pictures/ants")])
    desktop.window.dropEvent(QDropEvent(QPointF(5, 5), Qt.CopyAction, data, Qt.LeftButton, Qt.NoModifier))
    assert dropped == ["\\pictures\\ants"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: "C:/pictures/ants")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: ("C:/models/a.pth", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: (["C:/1.jpg", "D:/2.jpg"], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: ("C:/out/a.csv", ""))
    assert choose.choose_folder(desktop.window, "Choose", "") == "C:\\pictures\\ants"
    assert choose.choose_file(desktop.window, "Choose", "", choose.MODELS) == "C:\\models\\a.pth"
    assert choose.choose_files(desktop.window, "Choose", "", choose.MODELS) == ["C:\\1.jpg", "D:\\2.jpg"]
    assert choose.choose_target(desktop.window, "Save", "a.csv", "CSV (*.csv)") == "C:\\out\\a.csv"


def test_the_log_goes_on_where_another_window_has_it_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = os.rename

    def hold(source: str, target: str) -> None:
        if str(source).endswith("classwise.log"):
            raise PermissionError(13, "The process cannot access the file because it is being used")
        rename(source, target)

    monkeypatch.setattr(logs, "MAX_BYTES", 200)
    monkeypatch.setattr(os, "rename", hold)
    handlers = logs.set_up(tmp_path / "classwise.log", logs.LogRelay())
    try:
        for number in range(20):
            logging.getLogger("classwise.test").warning("line %d", number)
    finally:
        logs.tear_down(handlers)
    lines = (tmp_path / "classwise.log").read_text(encoding="utf-8").splitlines()
    assert [line.rpartition(" ")[2] for line in lines if "line" in line] == [str(number) for number in range(20)]


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be removed there")
def test_the_log_begins_anew_where_its_file_was_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                        capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 200)
    handlers = logs.set_up(tmp_path / "classwise.log", logs.LogRelay())
    try:
        logging.getLogger("classwise.test").warning("x" * 150)
        (tmp_path / "classwise.log").unlink()
        logging.getLogger("classwise.test").warning("line after")
    finally:
        logs.tear_down(handlers)
    assert "line after" in (tmp_path / "classwise.log").read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""  # no traceback of logging's own


def test_the_window_has_the_font_of_windows_own_messages_there(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    application = QApplication.instance()
    before, messages = QFont(application.font()), QFont(application.font("QMessageBox"))
    style = application.style().objectName()
    own = QFont("Microsoft YaHei UI")
    QApplication.setFont(own, "QMessageBox")
    monkeypatch.setattr(theme, "sys", SimpleNamespace(platform="win32"))
    try:
        theme.set_up_application(application)
        assert application.font().family() == "Microsoft YaHei UI"
        assert application.font().pointSizeF() == theme.FONT_POINTS
    finally:
        application.setStyle(style)
        application.setFont(before)
        QApplication.setFont(messages, "QMessageBox")


def test_the_task_bar_of_windows_is_told_which_program_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Mock()
    monkeypatch.setattr(start, "ON_WINDOWS", True)
    monkeypatch.setattr(start, "ctypes", SimpleNamespace(CDLL={"shell32": shell}.__getitem__, c_wchar_p=str))
    monkeypatch.setattr(start, "QApplication", Mock())
    monkeypatch.setattr(start, "themes", Mock())
    start.make_application(Settings(), ["runui.py"])
    shell.SetCurrentProcessExplicitAppUserModelID.assert_called_once_with("Classwise")


def test_an_error_in_a_dialog_names_settings_as_the_form_does(desktop: Desktop) -> None:
    desktop.context.show_error(ConfigError("--device cuda: there is no GPU here. Give --device cpu."))
    box = desktop.window.findChild(QMessageBox)
    assert box.text() == '"Device" cuda: there is no GPU here. Give "Device" cpu.'


@pytest.mark.parametrize(("name", "kind"), [("page", DocumentDialog), ("shortcuts", ShortcutsDialog),
                                            ("about", AboutDialog)])  # fmt: skip
def test_pages_change_by_key_from_help_that_stands_beside_the_window(
    desktop: Desktop, qtbot: QtBot, name: str, kind: type[QDialog]
) -> None:
    desktop.window.action(f"help.{name}").trigger()
    dialog = desktop.window.findChild(kind)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    qtbot.keyClick(dialog, Qt.Key_2, Qt.ControlModifier)
    assert desktop.window.current_page == "predict"
    assert dialog.isVisible()


def test_help_that_is_asked_for_again_comes_in_the_dialog_that_is_there(desktop: Desktop) -> None:
    def shown(kind: type[QDialog]) -> list[QDialog]:
        return [dialog for dialog in desktop.window.findChildren(kind) if dialog.isVisible()]

    for name, kind in (("page", DocumentDialog), ("shortcuts", ShortcutsDialog), ("about", AboutDialog)):
        for _time in range(2):
            desktop.window.action(f"help.{name}").trigger()
        assert len(shown(kind)) == 1
    dialog = shown(DocumentDialog)[0]
    bar = dialog.browser.verticalScrollBar()
    of_train = bar.value()
    assert not dialog.back.isEnabled()
    desktop.window.show_page("predict")
    desktop.window.action("help.page").trigger()
    assert shown(DocumentDialog) == [dialog]
    assert bar.value() > of_train
    desktop.window.action("help.troubleshooting").trigger()
    assert dialog.browser.toPlainText().startswith("Troubleshooting")
    assert bar.value() == 0
    for _page in range(2):
        dialog.back.click()
    assert bar.value() == of_train
    dialog.close()
    desktop.window.action("help.page").trigger()
    assert len(shown(DocumentDialog)) == 1


def test_help_asked_for_again_in_another_language_is_in_that(desktop: Desktop) -> None:
    desktop.window.action("help.page").trigger()
    language = Language(QApplication.instance(), "zh_CN")
    desktop.context.language = language
    try:
        desktop.window.action("help.page").trigger()
        assert desktop.window.findChild(DocumentDialog).browser.toPlainText().startswith("窗口")
    finally:
        language.choose("en")
        language.setParent(None)


def test_long_names_make_no_menu_wider_than_the_screen(desktop: Desktop) -> None:
    name = "a very long name " * 30
    desktop.context.settings.remember("models", f"/runs/{name}.pth")
    menu = desktop.window.menu("file.recent")
    menu.aboutToShow.emit()
    desktop.context.undo.offer(f"{name} is deleted.", lambda: None)
    entry = menu.actions()[-1]
    assert name.strip() in entry.toolTip().replace("\n", " ")
    assert menu.toolTipsVisible()
    for text in (entry.text(), desktop.window.action("edit.undo").text()):
        assert desktop.window.fontMetrics().horizontalAdvance(text) < 600
        assert "…" in text


def test_of_several_folders_that_are_dropped_together_it_is_said_which_one_was_opened(desktop: Desktop, qtbot: QtBot,
                                                                                      tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    toast = desktop.window._toast
    with qtbot.waitSignal(desktop.controller.data.opener.opened):
        desktop.window.paths_dropped.emit([str(desktop.folder)])
    assert not toast.isVisible()
    with qtbot.waitSignal(desktop.controller.data.opener.opened):
        desktop.window.paths_dropped.emit([str(desktop.folder), str(other)])
    assert f"only {desktop.folder.name} is opened" in toast.label.text()


def test_of_several_folders_that_are_dropped_during_a_training_none_is_said_to_be_opened(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(desktop.controller.data.opener.opened):
        desktop.window.paths_dropped.emit([str(desktop.folder)])
    desktop.controller.start()
    desktop.window.paths_dropped.emit([str(tmp_path), str(desktop.folder)])
    assert desktop.window._toast.label.text().startswith("A training runs.")


def test_a_folder_dropped_onto_a_setting_is_opened_and_not_written_into_it(desktop: Desktop, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(desktop.folder))])
    mime.setText(f"file://{desktop.folder}")  # as file managers of Linux hand it over, too
    form = desktop.page.form
    for name in ("epochs", "model", "log_dir"):
        field = form.editor(name).field
        line = field.lineEdit() if isinstance(field, QComboBox) else field
        before = form.texts()[name]
        entered = QDragEnterEvent(QPoint(4, 4), Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier)
        QApplication.sendEvent(line, entered)
        assert entered.isAccepted()
        assert desktop.window._veil.isVisible()
        assert form.texts()[name] == before
        desktop.window._veil.hide()
