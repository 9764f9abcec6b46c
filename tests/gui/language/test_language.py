"""Text on screen in the user's language, changed while it is there."""

from pathlib import Path

import pytest
from PyQt5.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PyQt5.QtGui import QFontMetrics, QTextDocument
from PyQt5.QtWidgets import (
    QAction,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.base.durations import duration
from core.base.messages import joined, message, plural
from core.base.run_info import RunInfo
from core.base.types import Finding, RunEndReason
from core.training.texts import end_message
from core.training.train_state import TrainState
from ui.language import SAID, Catalog, Language, Name, named, say, say_again, shown, system_language
from ui.pages.page import PageHeader
from ui.qt_texts import QT_TEXTS
from ui.results import UNKNOWN
from ui.theme import LIGHT
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.class_chart import ClassBar, ClassBarModel
from ui.widgets.class_list import ClassModel, ClassRow
from ui.widgets.class_table import ClassTableModel
from ui.widgets.correct_bar import CorrectBar
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.findings_list import FindingsModel
from ui.widgets.run_facts import Fact, FactModel
from ui.widgets.run_model import Column, RunModel
from ui.wording import class_name, split_name


@pytest.fixture
def chinese(qtbot):
    catalog = Catalog({"Start": "开始", "{n} pictures": "{n} 张图片", "{done} of {all}": "{all}中的{done}"})

    def install():
        QApplication.instance().installTranslator(catalog)
        say_again()

    yield install
    QApplication.instance().removeTranslator(catalog)


def test_what_was_said_changes_with_the_language_and_keeps_its_values(qtbot, chinese):
    window, label, number, box = QWidget(), QLabel(), QLabel(), QComboBox()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in (label, number, box):
        column.addWidget(widget)
    action = QAction(window)
    window.addAction(action)
    box.addItem("")
    box.addItem("")
    say(label.setText, "Start")
    say(label.setToolTip, "Start")
    say(number.setText, "Start")
    say(number.setText, message("{done} of {all}", done=3, all=plural(20, "{n} picture", "{n} pictures")))
    say(box.setItemText, "Start", 1)
    say(action.setText, "Start")
    del action, label, box
    assert number.text() == "3 of 20 pictures"
    chinese()
    assert number.text() == "20 张图片中的3"
    found = window.findChild(QComboBox)
    assert (found.itemText(0), found.itemText(1)) == ("", "开始")
    assert {item.text() for item in window.findChildren(QLabel)} == {"开始", "20 张图片中的3"}
    assert window.actions()[0].text() == "开始"


def test_a_widget_that_lost_its_methods_of_python_keeps_nobody_from_being_told(qtbot, chinese):
    class Titled(QLabel):
        def set_title(self, text: str) -> None:
            self.setText(text)

    window, titled, label = QWidget(), Titled(), QLabel()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    left_over = QLabel()
    for widget in (left_over, titled, label):
        column.addWidget(widget)
    say(titled.set_title, "Start")
    say(label.setText, "Start")
    left_over.setProperty(SAID, titled.property(SAID))  # as on a widget whose wrapper was collected before it
    chinese()
    assert (titled.text(), label.text(), left_over.text()) == ("开始", "开始", "")


def test_a_text_without_a_translation_is_said_in_english(qtbot, chinese):
    chinese()
    assert shown("Nobody translated this") == "Nobody translated this"
    assert shown(message("{what} is new", what="That")) == "That is new"
    assert shown("") == ""


def test_the_language_of_qts_own_dialogs_changes_too(qtbot):
    language = Language(QApplication.instance(), "zh_CN")
    try:
        buttons = QDialogButtonBox(QDialogButtonBox.Cancel)
        qtbot.addWidget(buttons)
        assert buttons.button(QDialogButtonBox.Cancel).text().replace("&", "") == "取消"
        assert shown("Preferences") == "首选项"
    finally:
        language.choose("en")
    assert shown("Preferences") == "Preferences"


def test_qts_buttons_and_menus_are_in_chinese_where_its_own_translation_is_lacking(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QLibraryInfo, "location", lambda _which: str(tmp_path))  # as PyQt5 for Windows lacks it
    language = Language(QApplication.instance(), "zh_CN")
    try:
        all_buttons = [button for button in vars(QDialogButtonBox).values()
                       if isinstance(button, QDialogButtonBox.StandardButton) and 0 < int(button) < 0x10000000]
        box, text = QDialogButtonBox(), QPlainTextEdit("text")
        for widget in (box, text):
            qtbot.addWidget(widget)
        said = [box.addButton(button).text() for button in all_buttons]
        menu = text.createStandardContextMenu()
        qtbot.addWidget(menu)
        said += [action.text().partition("\t")[0] for action in menu.actions()]
        assert len(said) > 20
        assert [words for words in said if words.isascii() and words] == []
    finally:
        language.choose("en")


def test_qts_texts_are_those_of_its_own_translation():
    translator = QTranslator()
    if not translator.load("qtbase_zh_CN", QLibraryInfo.location(QLibraryInfo.TranslationsPath)):
        pytest.skip("PyQt5 for Windows has no such translation")
    for context, texts in QT_TEXTS["zh_CN"].items():
        assert texts == {source: translator.translate(context, source) for source in texts}


@pytest.mark.parametrize(
    ("wanted", "code"),
    [(["zh-Hans-CN", "en-US"], "zh_CN"), (["zh-CN"], "zh_CN"), (["de-DE"], "en"), (["zh-Hant-TW"], "en"),
     (["en-GB", "zh-CN"], "en"), ([], "en")],
)  # fmt: skip
def test_the_systems_language_is_taken_where_we_speak_it(monkeypatch, wanted, code):
    class System:
        def uiLanguages(self):
            return wanted

    monkeypatch.setattr(QLocale, "system", staticmethod(System))
    assert system_language() == code


def test_sentences_follow_each_other_without_a_space_and_splits_have_their_names(qtbot):
    text = joined(message("Finished"), message("On {n:,} {split} pictures: balanced accuracy {balanced}, accuracy "
                                               "{accuracy}.", n=9, split=split_name("val"), balanced="1", accuracy="1"))
    language = Language(QApplication.instance(), "zh_CN")
    try:
        assert shown(text) == "已完成在 9 张验证集图片上：平衡准确率 1，准确率 1。"
        assert [shown(split_name(name)) for name in ("train", "val", "test")] == ["训练集", "验证集", "测试集"]
    finally:
        language.choose("en")
    assert split_name("left out") == "left out"


@pytest.mark.parametrize(
    ("best_by", "figure"),
    [("val_loss", "验证损失"), ("val_accuracy", "验证准确率"), ("balanced_accuracy", "平衡准确率"),
     ("f1_macro", "f1 macro")])  # fmt: skip
def test_the_end_of_a_run_names_the_figure_of_its_best_epoch_in_the_language(qtbot, best_by, figure):
    told = end_message(RunEndReason.FINISHED, TrainState(epoch=3, best_epoch=2), best_by)
    assert told.endswith(f"by {best_by.replace('_', ' ')}.")
    language = Language(QApplication.instance(), "zh_CN")
    try:
        assert shown(told) == f"训练在 3 轮后完成。最佳轮次是第 2 轮（依据：{figure}）。"
    finally:
        language.choose("en")


def test_hours_and_minutes_are_said_in_the_language(qtbot):
    runs = RunModel(LIGHT)
    runs.set_runs([RunInfo(Path("a"), "pets", "mobilenet_v2", 1, 1, RunEndReason.FINISHED, running=False,
                           has_checkpoint=True, has_model=True, seconds=3720.0)])  # fmt: skip
    cell = runs.index(0, Column.TIME)
    assert cell.data() == "1 h 02"
    language = Language(QApplication.instance(), "zh_CN")
    try:
        assert cell.data() == shown(duration(3720)) == "1 小时 02 分"
    finally:
        language.choose("en")


def test_a_network_of_the_hub_that_is_not_there_is_told_in_one_language(qtbot):
    error = ("There is no folder some/net, and some/net could not be fetched: no connection, and it is not in the "
             "cache. Fetch it.")
    language = Language(QApplication.instance(), "zh_CN")
    try:
        assert shown(error).startswith("没有文件夹 some/net，而且 some/net 无法下载：")
    finally:
        language.choose("en")


def test_names_that_the_user_gave_are_not_translated(qtbot):
    language = Language(QApplication.instance(), "zh_CN")
    try:
        assert shown("yes") == "是"  # a text of ours that a class may be called, too
        assert shown(class_name("yes")) == "yes"
        assert shown(class_name(UNKNOWN)) == "未知"
        assert shown(message("true class: {name}", name=Name("Left out"))) == "真实类别：Left out"
        assert shown(named("{Pictures}")) == "{Pictures}"
        assert shown(named(message("Pictures"))) == "图片"
        header, button = PageHeader("Data"), ChoiceButton("folder", "Choose data...")
        for widget in (header, button):
            qtbot.addWidget(widget)
        header.set_subject("Pictures")
        button.show_choice("Pictures", "/x/Pictures")
        assert header.subject.text() == button.text() == "Pictures"
        say_again()
        assert header.subject.text() == button.text() == "Pictures"
    finally:
        language.choose("en")


def test_the_correct_bar_takes_a_second_row_where_it_is_longer_in_another_language(qtbot: QtBot) -> None:
    language, bar = Language(QApplication.instance(), "zh_CN"), CorrectBar()
    try:
        qtbot.addWidget(bar)
        bar.set_classes(("daisy", "dandelion", "rose"))
        bar.show()
        width = bar.minimumSizeHint().width() + bar._buttons.sizeHint().width()
        while bar.done.y() > bar._key_box.geometry().bottom():  # until one row has just the room
            width += 4
            bar.resize(width, 80)
            bar.layout().activate()
        language.choose("en")
        QApplication.processEvents()
        bar.layout().activate()
        assert bar.done.y() > bar._key_box.geometry().bottom()
    finally:
        language.choose("en")


def as_told(tip: str) -> str:
    """Return what a tooltip that holds tags says."""
    document = QTextDocument()
    document.setHtml(tip)
    return str(document.toPlainText())


def test_a_name_with_tags_in_it_is_shown_letter_by_letter(qtbot: QtBot) -> None:
    name, label, elided = "<b>fine</b> & <i>small.png", QLabel(), ElidedLabel()
    for widget in (label, elided):
        qtbot.addWidget(widget)
    say(label.setText, message("True: {name}", name=name))
    say(label.setToolTip, Name(name))
    elided.set_details(name)
    assert label.textFormat() == Qt.PlainText
    for widget in (label, elided):
        assert as_told(widget.toolTip()) == name
    box = QMessageBox()
    qtbot.addWidget(box)
    say(box.setText, Name(name))
    say(box.setInformativeText, Name(name))
    assert {part.textFormat() for part in box.findChildren(QLabel) if part.text() == name} == {Qt.PlainText}
    say(label.setToolTip, "Start < 3")
    assert label.toolTip() == "Start < 3"


@pytest.mark.parametrize(("text", "between"), [
    ("Area under the ROC curve: chance that a picture of a class gets a higher score for it than another. " * 2, " "),
    ("某类图片在该类上的得分高于其他类图片的概率；每个类别与其余类别比较，再取平均。" * 3, ""),
    ("a name with 😀 in it " * 8, " "),
])  # fmt: skip
def test_a_long_tooltip_takes_several_lines_as_qt_would_write_it_in_one(qtbot: QtBot, text: str, between: str) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    say(label.setToolTip, Name(text.strip()))
    lines = label.toolTip().split("\n")
    assert between.join(lines) == text.strip()
    assert max(map(QFontMetrics(QToolTip.font()).horizontalAdvance, lines)) < 600


def test_the_tooltips_of_headings_take_several_lines_too(qtbot: QtBot) -> None:
    for model in (RunModel(LIGHT), ClassTableModel()):
        tips = [model.headerData(column, Qt.Horizontal, Qt.ToolTipRole) or "" for column in range(model.columnCount())]
        lines = [line for tip in tips for line in tip.split("\n")]
        assert max(map(QFontMetrics(QToolTip.font()).horizontalAdvance, lines)) < 600


def test_lists_of_classes_findings_and_runs_tell_such_names_letter_by_letter_too(qtbot: QtBot) -> None:
    name = "<b>bees</b>"
    chart, strips, found, facts = ClassBarModel(), ClassModel(), FindingsModel(), FactModel()
    chart.set_bars([ClassBar(name, (1, 0, 0, 0))])
    strips.set_rows([ClassRow(name, (1,))])
    found.set_findings([Finding("unreadable", name)], {"unreadable": name}, frozenset())
    facts.set_facts([name], [Fact("Folder", (name,))])
    for model in (chart, strips, found):
        index = model.index(0, 0)
        assert name in index.data(Qt.AccessibleTextRole)
        assert name in as_told(index.data(Qt.ToolTipRole))
    assert facts.headerData(1, Qt.Horizontal, Qt.DisplayRole) == name
    assert as_told(facts.headerData(1, Qt.Horizontal, Qt.ToolTipRole)) == name
