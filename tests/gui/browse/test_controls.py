import os

import pytest
from PyQt5.QtCore import QLocale, QPoint, QRect, Qt
from PyQt5.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.base.messages import message
from core.base.types import ClassScore
from tests.gui.browse.conftest import drag
from ui.arrange import Filter, SortBy
from ui.autoplay import Autoplay
from ui.dialogs.export import ExportDialog, SortDialog
from ui.language import Language, say_again
from ui.number_format import use
from ui.results import Verdict
from ui.theme import DARK, GRID, LIGHT
from ui.widgets.correct_bar import CorrectBar
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.figures_panel import FIGURES, FiguresPanel
from ui.widgets.filter_bar import FilterBar
from ui.widgets.range_slider import RangeSlider
from ui.widgets.score_bars import NAME_SHARE, ROW_PX, ScoreBars
from ui.widgets.transport_bar import TransportBar


def test_the_filter_bar_tells_its_filter(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.set_classes(("cat", "dog"), ("dog",))
    with qtbot.waitSignal(bar.filter_changed) as told:
        bar.predicted.setCurrentIndex(bar.predicted.findData("cat"))
    assert told.args == [Filter(predicted="cat")]
    with qtbot.waitSignal(bar.filter_changed) as told:
        bar.name.setText(" кот ")
    assert told.args == [Filter(predicted="cat", name="кот")]
    with qtbot.waitSignal(bar.filter_changed) as told:
        bar.verdict.setCurrentIndex(bar.verdict.findData("corrected"))
    assert told.args[0].corrected
    with qtbot.waitSignal(bar.filter_changed) as told:
        qtbot.mouseClick(bar.clear, Qt.LeftButton)
    assert told.args == [Filter()]
    assert not bar.clear.isEnabled()
    with qtbot.waitSignal(bar.sort_changed) as told:
        bar.set_sort(SortBy.MARGIN_UP)
    assert told.args == [SortBy.MARGIN_UP]


def test_a_filter_set_by_code_is_shown(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.set_filter(Filter(verdict=Verdict.UNREADABLE, low=0.2, high=0.6))
    assert bar.verdict.currentText() == "Unreadable"
    assert bar.range_label.text() == "20–60\u00a0%"


def test_choices_that_cannot_be_made_say_why(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    assert not bar.predicted.isEnabled()
    assert "model" in bar.predicted.toolTip()
    assert "true classes" in bar.true.toolTip()
    bar.set_classes(("cat",), ("cat",))
    assert bar.predicted.isEnabled()
    assert [bar.predicted.itemText(row) for row in range(3)] == ["Predicted", "cat", "unknown"]


def test_the_range_is_set_by_mouse_and_keys(qtbot: QtBot) -> None:
    slider = RangeSlider()
    qtbot.addWidget(slider)
    slider.resize(214, 24)
    slider.show()
    drag(slider, QPoint(7, 12), QPoint(57, 12))
    assert (slider.low, slider.high) == (0.25, 1.0)
    for key in (Qt.Key_Left, Qt.Key_Down, Qt.Key_Left, Qt.Key_Left, Qt.Key_Right):
        qtbot.keyClick(slider, key)
    assert (slider.low, slider.high) == (0.24, 0.99)
    qtbot.keyClick(slider, Qt.Key_Home)
    assert (slider.low, slider.high) == (0.24, 0.24)
    slider.set_tokens(DARK)
    assert not slider.grab().isNull()


def test_autoplay_advances_only_when_the_picture_is_shown(qtbot: QtBot) -> None:
    autoplay = Autoplay()
    autoplay.set_interval(0.1)
    with qtbot.waitSignal(autoplay.advance_asked):
        autoplay.play()
    autoplay.on_picture_asked()
    with qtbot.assertNotEmitted(autoplay.advance_asked, wait=250):
        pass
    with qtbot.waitSignal(autoplay.advance_asked):
        autoplay.on_picture_shown()
    autoplay.pause()
    assert not autoplay.is_playing


def test_the_interval_has_steps_and_bounds(qtbot: QtBot) -> None:
    autoplay = Autoplay()
    autoplay.faster()
    assert autoplay.interval_s == 0.7
    for _ in range(20):
        autoplay.faster()
    assert autoplay.interval_s == 0.1
    for _ in range(20):
        autoplay.slower()
    assert autoplay.interval_s == 10.0
    autoplay.set_interval(99)
    assert autoplay.interval_s == 10.0


def test_the_transport_bar_goes_where_it_is_told(qtbot: QtBot) -> None:
    bar = TransportBar()
    qtbot.addWidget(bar)
    assert not bar.next.isEnabled()
    assert "no pictures" in bar.next.toolTip()
    bar.set_place(3, 500)
    with qtbot.waitSignal(bar.next_asked):
        qtbot.mouseClick(bar.next, Qt.LeftButton)
    with qtbot.waitSignal(bar.place_chosen) as told:
        bar.place.setValue(77)
    assert told.args == [77]
    with qtbot.assertNotEmitted(bar.place_chosen):
        bar.set_place(0, 500)
    bar.set_playing(True)
    assert bar.play.accessibleName() == "Pause"


def test_figures_say_what_they_mean(qtbot: QtBot) -> None:
    panel = FiguresPanel()
    qtbot.addWidget(panel)
    assert len(FIGURES) == 13
    panel.show_figures({"accuracy": 0.9123, "mcc": 0.5, "kappa": -1e-5, "auroc": None}, "214 labelled of 500")
    assert (panel.text("accuracy"), panel.text("mcc"), panel.text("auroc")) == ("91.2\u00a0%", "0.500", "–")
    assert panel.text("kappa") == "0.000"
    assert all(len(panel._values[name].toolTip()) > 20 for name, _, _ in FIGURES)
    panel.clear("no true classes known")
    assert panel.text("accuracy") == "–"


def test_a_name_of_a_figure_that_has_too_little_room_is_cut_with_an_ellipsis(qtbot: QtBot) -> None:
    panel = FiguresPanel()
    qtbot.addWidget(panel)
    panel.show_figures({name: 1.0 for name, _, _ in FIGURES}, "")
    panel.resize(panel.minimumSizeHint())
    panel.show()
    name = next(one for one in panel.findChildren(QLabel) if one.text() == "Balanced acc.")
    assert name.shown_text().endswith("…")
    assert name.toolTip().startswith("Balanced acc.\nBalanced accuracy: mean over")


def test_the_names_of_all_figures_stand_whole_beside_a_scroll_bar(qtbot: QtBot) -> None:
    panel = FiguresPanel()
    qtbot.addWidget(panel)
    panel.show_figures({name: 1.0 for name, _, _ in FIGURES}, "")
    width = panel.fontMetrics().horizontalAdvance("0") * 36  # what the side column has then, in letters of this font
    panel.resize(width, panel.sizeHint().height())
    panel.show()
    names = panel.findChildren(ElidedLabel)
    assert len(names) == len(FIGURES)
    assert [name.text() for name in names if name.shown_text() != name.text()] == []


def test_bars_speak_as_well_as_they_draw(qtbot: QtBot) -> None:
    bars = ScoreBars()
    qtbot.addWidget(bars)
    bars.show_scores((ClassScore("cat", 0.75), ClassScore("dog", 0.25)), "cat", "dog", Verdict.WRONG, corrected=True)
    assert bars.accessibleDescription() == (
        "cat 75.0\u00a0%; dog 25.0\u00a0%; true class: dog \u270e – wrong; corrected by hand")
    assert not bars.grab().isNull()
    bars.show_scores((ClassScore("cat", 0.4),), "unknown", "cat", Verdict.UNKNOWN)
    assert bars.accessibleDescription().endswith("true class: cat – unknown")
    assert not bars.grab().isNull()
    bars.show_message("This picture cannot be read: it is cut off.", None, Verdict.UNREADABLE)
    assert not bars.grab().isNull()


def test_the_bar_of_the_predicted_class_stands_out_though_another_scores_higher(qtbot: QtBot) -> None:
    bars = ScoreBars()
    qtbot.addWidget(bars)
    bars.resize(320, bars.sizeHint().height())
    bars.make_room(2)
    scores = (ClassScore("bees", 0.65), ClassScore("ants", 0.35))
    bars.show_scores(scores, "ants", None, Verdict.UNLABELLED)
    drawn = bars.grab().toImage()
    x = round((bars.width() - bars._number_width() - 2 * GRID) * NAME_SHARE) + 2 * GRID
    colors = [drawn.pixelColor(x, number * ROW_PX + ROW_PX // 2).name() for number in (0, 1)]
    assert colors == [LIGHT.color("quiet").name(), LIGHT.color("accent").name()]


def test_bars_of_classes_that_begin_alike_can_be_told_apart(qtbot: QtBot) -> None:
    drawn = []
    for name in ("a species of our collection 139", "a species of our collection 140"):
        bars = ScoreBars()
        qtbot.addWidget(bars)
        bars.resize(260, bars.sizeHint().height())
        bars.show_scores((ClassScore(name, 0.5),), name, None, Verdict.UNLABELLED)
        drawn.append(bars.grab().toImage())
    assert drawn[0] != drawn[1]


def test_bars_of_two_classes_say_what_decides(qtbot: QtBot) -> None:
    bars = ScoreBars()
    qtbot.addWidget(bars)
    bars.resize(320, bars.sizeHint().height())
    bars.make_room(2)
    bars.show_scores((ClassScore("bees", 0.65), ClassScore("ants", 0.35)), "ants", None, Verdict.UNLABELLED)
    below = QRect(0, 2 * ROW_PX, bars.width(), ROW_PX)
    empty = bars.grab(below).toImage()
    bars.set_decision("ants from 31.6 % on: the model's threshold")
    bars.show_scores((ClassScore("bees", 0.65), ClassScore("ants", 0.35)), "ants", None, Verdict.UNLABELLED)
    assert bars.grab(below).toImage() != empty
    assert "ants from 31.6 % on" in bars.accessibleDescription()
    assert "ants from 31.6 % on" in bars.toolTip()


def test_correct_bar_takes_keys_clicks_and_typed_names(qtbot: QtBot) -> None:
    bar = CorrectBar()
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    bar.set_classes(("cat", "dog"))
    bar.show()
    assert bar._keys[0].isVisible()
    chosen: list[str] = []
    bar.class_chosen.connect(chosen.append)
    bar.choose_key("2")
    bar.choose_key("9")
    qtbot.mouseClick(bar._keys[0], Qt.LeftButton)
    for text in ("DOG", "new kind", "  "):
        bar.typed.setEditText(text)
        bar.typed.lineEdit().returnPressed.emit()
    assert chosen == ["dog", "cat", "dog", "new kind"]


def test_the_keys_stand_in_a_row_of_their_own_where_there_is_little_room(qtbot: QtBot) -> None:
    bar = CorrectBar()
    qtbot.addWidget(bar)
    bar.set_classes(("cat", "dog"))
    bar.resize(1400, 40)
    bar.show()
    wide = bar.minimumSizeHint().width()
    bar.layout().activate()
    assert abs(bar._title.geometry().center().y() - bar.done.geometry().center().y()) <= 1
    bar.resize(wide + bar._buttons.sizeHint().width(), 80)
    assert [key.isVisible() for key in bar._keys] == [True, True]
    assert bar.minimumSizeHint().width() == wide
    bar.layout().activate()
    assert bar.done.y() > bar._key_box.geometry().bottom()
    bar.set_classes(tuple(f"a class with a name {number}" for number in range(9)))
    assert not bar._keys[0].isVisible()
    assert len({key.text().lstrip("123456789") for key in bar._keys}) == 9


def test_the_correct_bar_shows_the_true_class_of_now(qtbot: QtBot) -> None:
    bar = CorrectBar()
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    bar.set_classes(("cat", "dog"))
    bar.show()
    bar.show_correction(is_corrected=False, true_class="dog")
    assert [key.isChecked() for key in bar._keys] == [False, True]
    assert bar._title.toolTip() == "True class: dog"
    qtbot.mouseClick(bar._keys[0], Qt.LeftButton)  # nobody took it over
    assert [key.isChecked() for key in bar._keys] == [False, True]
    bar.show_correction(is_corrected=True, true_class="a new kind")
    assert [key.isChecked() for key in bar._keys] == [False, False]
    assert bar._title.text() == "True: a new kind"
    bar.show_correction(is_corrected=False)
    assert bar._title.text() == "True"


def test_the_true_class_of_now_is_named_where_there_is_no_room_for_its_key(qtbot: QtBot) -> None:
    bar = CorrectBar()
    qtbot.addWidget(bar)
    bar.set_classes(tuple(f"a class with a name {number}" for number in range(9)))
    bar.resize(bar.minimumSizeHint())
    bar.show()
    bar.show_correction(is_corrected=False, true_class="a class with a name 3")
    assert not bar._keys[0].isVisible()
    assert bar._title.text() == "True: a class…name 3"
    assert bar._title.toolTip() == "True class: a class with a name 3"
    assert bar.typed.lineEdit().placeholderText() == "Class"


def test_many_classes_go_into_the_menu(qtbot: QtBot) -> None:
    bar = CorrectBar()
    qtbot.addWidget(bar)
    bar.set_classes(tuple(f"a class with a long name {number}" for number in range(30)))
    assert bar._keys == []
    assert bar.typed.itemText(0).endswith("(1)")
    chosen: list[str] = []
    bar.class_chosen.connect(chosen.append)
    bar.typed.setCurrentIndex(0)
    bar.typed.activated.emit(0)
    assert chosen == ["a class with a long name 0"]


def test_dialogs_offer_what_is_there(qtbot: QtBot) -> None:
    export = ExportDialog(500, 0, "", "json", None)
    qtbot.addWidget(export)
    assert (export.ending, export.only_shown, export.shown.isEnabled()) == (".json", False, False)
    sort = SortDialog(500, 500, "2 left out.", "/x/sorted", None)
    qtbot.addWidget(sort)
    assert not sort.only_shown
    sort.folder.clear()
    assert not sort.go.isEnabled()
    assert sort.go.toolTip() == "Choose a folder first."


@pytest.mark.parametrize(("typed", "meant"), [
    (' "/y/my cats" ', "/y/my cats"), ("my cats", "/x/my cats"), ("~/cats", os.path.expanduser("~/cats")),
])  # fmt: skip
def test_a_folder_is_taken_as_it_was_copied_or_typed(qtbot: QtBot, typed: str, meant: str) -> None:
    sort = SortDialog(5, 5, "", "/x/sorted_2026", None)
    qtbot.addWidget(sort)
    assert sort.chosen_folder == os.path.normpath("/x/sorted_2026")
    sort.folder.setText(typed)
    assert sort.chosen_folder == os.path.normpath(meant)
    assert sort.go.isEnabled()
    sort.folder.setText('""')  # would mean the folder that the offered one stands in, which may be that of the pictures
    assert not sort.go.isEnabled()


def test_the_sentence_in_place_of_bars_is_drawn_in_the_windows_language(qtbot: QtBot) -> None:
    bars = ScoreBars()
    qtbot.addWidget(bars)
    bars.show_message(message("Not predicted yet."))
    place = QRect(0, 0, bars.width(), bars.num_rows * ROW_PX)  # below it, the true class is translated too
    english = bars.grab(place).toImage()
    language = Language(QApplication.instance(), "zh_CN")
    try:
        assert bars.grab(place).toImage() != english
    finally:
        language.choose("en")
    assert bars.grab(place).toImage() == english


def test_an_emptied_name_takes_its_button_with_it(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    told: list[str] = []
    bar.name.textChanged.connect(told.append)  # what QLineEdit itself hides its button by
    bar.set_filter(Filter(name="bee"))
    bar.clear.click()
    assert told == ["bee", ""]
    assert not bar._typing.isActive()


def test_a_late_tick_is_not_followed_by_one_that_comes_as_much_too_early(qtbot: QtBot) -> None:
    now = [0.0]
    autoplay = Autoplay(clock=lambda: now[0])
    autoplay.set_interval(0.1)
    autoplay.play()
    waits = []
    for late_s in (0.03, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0):
        now[0] += autoplay._timer.interval() / 1000 + late_s
        autoplay._on_timeout()
        waits.append(autoplay._timer.interval())
    assert waits == [95] * 6 + [100] * 2
    assert now[0] == pytest.approx(0.8)  # eight intervals: the rate is exact all the same
    now[0] += 60  # the computer slept
    autoplay._on_timeout()
    now[0] += autoplay._timer.interval() / 1000
    autoplay._on_timeout()
    assert autoplay._timer.interval() in (99, 100)
    autoplay.pause()


def test_counts_and_figures_are_written_in_the_number_format_in_use(qtbot: QtBot) -> None:
    bar, panel = TransportBar(), FiguresPanel()
    for widget in (bar, panel):
        qtbot.addWidget(widget)
    use("point", "en")
    bar.set_place(3, 4317)
    panel.show_figures({"mcc": 0.8125, "accuracy": 0.9}, "")
    assert (bar.total.text(), panel.text("mcc"), panel.text("accuracy")) == ("/ 4,317", "0.812", "90.0\u00a0%")
    use("comma", "en")
    try:
        say_again()
        assert (bar.total.text(), panel.text("mcc"), panel.text("accuracy")) == ("/ 4.317", "0,812", "90,0\u00a0%")
    finally:
        QLocale.setDefault(QLocale.c())
