"""The Data page, as a person uses it."""

import csv
import itertools
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PyQt5.QtCore import QEvent, QMimeData, QPoint, Qt
from PyQt5.QtGui import QDropEvent
from PyQt5.QtWidgets import QApplication, QInputDialog, QMenu, QMessageBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app import data_opener
from app.data_controller import DataController
from app.data_listing import Checked
from app.label_rows import LabelRow
from app.labels_file import LabelsFile, fallback_path
from core.base.control import Control
from core.base.errors import Cancelled, OutputError
from core.base.events import Emit, Progress
from core.base.files import write_csv
from core.base.messages import message
from core.base.types import Finding
from core.config import TrainConfig
from core.data.images import cv2
from core.data.sources import tables
from core.data.sources.open import open_source
from core.data.splitting.table import read_splits
from tests.gui.labels.conftest import write_picture
from ui.data_list import PictureFilter
from ui.dialogs.mapping import MappingDialog
from ui.dialogs.split import COLUMN
from ui.dialogs.unsaved import KeptLabelsBox, UnsavedBox
from ui.language import as_tip
from ui.theme import DARK, LIGHT
from ui.widgets.duplicates_view import Decision
from ui.widgets.findings_list import FindingsList
from ui.widgets.picture_filter_bar import PictureFilterBar
from ui.widgets.picture_grid import PARTED_BY, PATHS_MIME

Settled = Callable[[], None]


def names(controller: DataController) -> list[str]:
    controller.page.browser.finish()
    return [Path(path).name for path in controller.page.browser.paths]


def totals(controller: DataController) -> dict[str, int]:
    return {bar.name: bar.total for bar in controller.page.chart.bars.bars}


def trigger(controller: DataController, name: str) -> None:
    controller.context.window.action(name).trigger()


def kinds(controller: DataController) -> list[str]:
    return controller.page.findings.findings.kinds()


def test_the_empty_page_offers_what_to_do(controller: DataController) -> None:
    page = controller.page
    assert page.empty.isVisible()
    assert not page.split.isVisible()
    assert not controller.context.window.action("data.split").isEnabled()


def test_a_folder_is_listed_with_classes_and_splits_and_is_the_train_pages_too(opened: DataController,
                                                                               qtbot: QtBot) -> None:  # fmt: skip
    page = opened.page
    assert len(page.browser.paths) == 16
    assert totals(opened) == {"owl": 4, "кошка": 6, "犬": 6, "": 0}
    assert page.header.subject.text() == "データ данные"
    assert opened.context.window.pages["train"].header.subject.text() == "データ данные"
    assert page.grid.isVisible()
    qtbot.waitUntil(lambda: page.source.thumbnail(page.browser.paths[0]) is not None)
    assert opened.context.window.pages["train"].start.isEnabled()


def test_filters_by_class_split_finding_and_name(opened: DataController, qtbot: QtBot) -> None:
    page = opened.page
    page.filters.class_box.setCurrentText("owl")
    assert names(opened) == ["0 owl.png", "1 owl.png", "2 owl.png", "3 owl.png"]
    page.filters.split_box.setCurrentText("Val set")
    assert 0 < len(names(opened)) < 4
    page.filters.clear.click()
    qtbot.keyClicks(page.filters.name, "3 ")
    qtbot.waitUntil(lambda: names(opened) == ["3 owl.png", "3 кошка.png", "3 犬.png"])
    emptier = page.filters.name.findChild(QToolButton)
    qtbot.waitUntil(lambda: emptier.property("opacity") == 1.0)
    page.filters.clear.click()
    qtbot.waitUntil(lambda: emptier.property("opacity") == 0.0)
    page.filters.kind_box.setCurrentIndex(page.filters.kind_box.findData("tiny_class"))
    assert page.findings.findings.unfolded == "tiny_class"


def test_a_click_on_a_class_shows_it_and_a_second_one_all(opened: DataController, qtbot: QtBot) -> None:
    chart = opened.page.chart
    place = chart.visualRect(chart.bars.index(1)).center()
    qtbot.mouseClick(chart.viewport(), Qt.LeftButton, pos=place)
    assert len(names(opened)) == 6
    qtbot.mouseClick(chart.viewport(), Qt.LeftButton, pos=place)
    assert len(names(opened)) == 16


def test_keys_move_the_selected_and_leave_them_out_with_undo(opened: DataController, folder: Path,
                                                             qtbot: QtBot) -> None:  # fmt: skip
    page = opened.page
    before = {path: path.read_bytes() for path in folder.rglob("*.png")}
    page.grid.select_rows([4, 5, 6])
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key_1)
    assert totals(opened) == {"owl": 7, "кошка": 3, "犬": 6, "": 0}
    assert page.save.text() == "Save labels (3)"
    page.grid.select_rows([0])
    qtbot.keyClick(page.grid, Qt.Key_Delete)
    assert totals(opened) == {"owl": 6, "кошка": 3, "犬": 6, "": 1}
    trigger(opened, "edit.undo")
    trigger(opened, "edit.undo")
    assert totals(opened) == {"owl": 4, "кошка": 6, "犬": 6, "": 0}
    assert not page.save.isEnabled()
    trigger(opened, "edit.redo")
    assert totals(opened)["owl"] == 7
    assert {path: path.read_bytes() for path in folder.rglob("*.png")} == before
    assert not (folder / "labels.csv").exists()


def test_taking_back_says_where_nothing_was_changed(opened: DataController) -> None:
    opened.page.grid.select_rows([0])
    toast = opened.context.window._toast
    trigger(opened, "data.leave_out")
    trigger(opened, "data.take_back")
    assert totals(opened)[""] == 0
    assert not toast.isVisible()
    trigger(opened, "data.take_back")
    assert toast.label.text() == "The selected picture was not changed."


def test_many_are_dragged_onto_a_class(opened: DataController, qtbot: QtBot) -> None:
    page = opened.page
    page.grid.selectAll()
    assert page.grid.num_selected() == 16
    mime = QMimeData()
    mime.setData(PATHS_MIME, PARTED_BY.join(page.grid.selected_paths()).encode())
    place = page.chart.visualRect(page.chart.bars.index(2)).center()
    event = QDropEvent(place, Qt.MoveAction, mime, Qt.LeftButton, Qt.NoModifier)
    page.chart.dropEvent(event)
    assert totals(opened) == {"owl": 0, "кошка": 0, "犬": 16, "": 0}
    assert opened.context.labelling.undo_text == "16 pictures are 犬"
    page.chart.dropEvent(QDropEvent(page.chart.visualRect(page.chart.bars.index(3)).center(), Qt.MoveAction, mime,
                                    Qt.LeftButton, Qt.NoModifier))  # fmt: skip
    assert totals(opened)[""] == 16


def test_no_new_class_is_offered_while_data_is_read(controller: DataController, folder: Path, settled: Settled) -> None:
    controller.open_data(str(folder))
    assert not controller.page.new_class.isEnabled()
    settled()


def test_a_new_class_is_asked_for_and_gets_a_row(opened: DataController, qtbot: QtBot) -> None:
    page = opened.page
    page.grid.select_rows([0, 1])
    trigger(opened, "data.new_class")
    dialog = page.findChild(QInputDialog)
    dialog.setTextValue(" 鳥 ")
    dialog.accept()
    assert totals(opened) == {"owl": 2, "кошка": 6, "犬": 6, "鳥": 2, "": 0}


def name_new_class(controller: DataController, name: str) -> None:
    """Ask for a new class for the first picture, and give its name."""
    controller.page.grid.select_rows([0])
    trigger(controller, "data.new_class")
    dialog = next(one for one in controller.page.findChildren(QInputDialog) if one.isVisible())
    dialog.setTextValue(name)
    dialog.accept()


@pytest.mark.parametrize("name", [" кошка ", "й", "и\u0306"])
def test_a_new_class_that_looks_like_one_that_is_there_is_that_one(opened: DataController, name: str) -> None:
    opened.labels.move("и\u0306", [opened.page.browser.paths[5]])
    before = set(totals(opened))
    name_new_class(opened, name)
    assert set(totals(opened)) == before
    assert totals(opened)["owl"] == 3
    assert "is there already" in opened.context.window._toast.label.text()


@pytest.mark.parametrize(("answered", "added"), [("Use owl", {}), ("Make Owl", {"owl": 3, "Owl": 1}), ("Cancel", {})])
def test_a_new_class_that_differs_in_case_only_is_asked_about(opened: DataController, answered: str,
                                                              added: dict[str, int]) -> None:  # fmt: skip
    before = totals(opened)
    name_new_class(opened, "Owl ")
    assert totals(opened) == before
    answer(opened, answered)
    assert totals(opened) == {**before, **added}


def test_using_the_class_of_another_case_moves_the_picture_there(opened: DataController) -> None:
    opened.labels.move("犬", opened.page.browser.paths[:1])
    name_new_class(opened, "OWL")
    answer(opened, "Use owl")
    assert totals(opened)["owl"] == 4
    assert opened.context.labelling.is_saved


def test_saved_labels_are_the_source_of_every_command_and_of_the_train_page(
    opened: DataController, folder: Path, settled: Settled
) -> None:
    page = opened.page
    splits = {path: page.browser.pictures.split(path) for path in page.browser.paths}
    page.grid.select_rows([0])
    opened.labels.move("кошка")
    page.grid.select_rows([1])
    opened.labels.leave_out()
    moved, left_out = page.browser.paths[:2]
    trigger(opened, "data.save")
    settled()
    assert opened.context.labelling.is_saved
    index = open_source(TrainConfig(dataset_path=str(folder / "labels.csv")))
    assert len(index.samples) == 15
    found = {sample.path: (index.classes[sample.label or 0], str(sample.split)) for sample in index.samples}
    assert found[moved] == ("кошка", splits[moved])
    assert all(found[path][1] == splits[path] for path in found)
    assert opened.data.form.data_settings["dataset_path"] == str(folder / "labels.csv")
    assert totals(opened) == {"owl": 2, "кошка": 7, "犬": 6, "": 1}
    assert page.header.subject.text() == "データ данные"
    page.filters.split_box.setCurrentText("Left out")
    assert names(opened) == [Path(left_out).name]
    page.grid.selectAll()
    trigger(opened, "data.take_back")
    assert totals(opened)[""] == 0
    trigger(opened, "edit.undo")
    trigger(opened, "edit.undo")
    assert not opened.context.labelling.is_saved


def test_a_labels_table_beside_the_pictures_is_offered(opened: DataController, folder: Path, settled: Settled,
                                                       qtbot: QtBot) -> None:  # fmt: skip
    opened.page.grid.select_rows([0])
    opened.labels.move("new")
    opened.labels.save()
    settled()
    opened.open_data(str(folder))
    settled()
    banner = opened.page.banner
    assert "labels.csv" in banner.label.text()
    assert totals(opened)["owl"] == 4
    opened.labels.open_labels(folder / "labels.csv", str(folder))
    settled()
    assert totals(opened)["new"] == 1
    assert "only one readable picture" in banner.label.text()
    opened.page.grid.select_rows([0])
    opened.labels.move("owl")
    assert totals(opened)["owl"] == 4


def test_a_table_of_ours_is_opened_as_it_is_and_listed_by_its_folder(opened: DataController, qtbot: QtBot,
                                                                     settled: Settled) -> None:  # fmt: skip
    opened.page.grid.select_rows([0, 1])
    opened.labels.move("new")
    opened.labels.save()
    qtbot.waitUntil(lambda: opened.data.chosen_path.endswith("labels.csv"))
    settled()
    recent = {title: choose for title, _tip, choose in opened.actions._recent()}
    assert set(recent) == {"データ данные", "データ данные/labels.csv"}
    recent["データ данные"]()
    settled()
    assert totals(opened).get("new", 0) == 0
    recent["データ данные/labels.csv"]()
    settled()
    assert totals(opened)["new"] == 2


def test_findings_open_their_pictures(controller: DataController, folder: Path, settled: Settled,
                                      qtbot: QtBot) -> None:  # fmt: skip
    (folder / "owl" / "damaged.png").write_bytes(b"no picture")
    (folder / "owl" / "twin.png").write_bytes((folder / "犬" / "0 犬.png").read_bytes())
    controller.open_data(str(folder))
    settled()
    page = controller.page
    assert {"unreadable", "two_labels", "equal_pictures"} <= set(kinds(controller))
    page.findings.choose("unreadable")
    assert names(controller) == ["damaged.png"]
    row = next(row for row, (kind, finding) in enumerate(page.findings.findings.rows) if finding is not None)
    page.findings.clicked.emit(page.findings.findings.index(row))
    assert "damaged.png" in page.about_text.text()
    page.findings.choose("two_labels")
    assert set(names(controller)) == {"twin.png", "0 犬.png"}
    page.all_asked.emit()
    assert len(names(controller)) == 18


def test_a_check_that_fails_by_a_fault_of_the_program_says_so_in_its_place(
        controller: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[BaseException] = []
    monkeypatch.setattr(controller.context.crash, "report", faults.append)
    monkeypatch.setattr("app.data_controller.checked", lambda listing, emit, control: 1 // 0)
    controller.open_data(str(folder))
    settled()
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert controller.page.checking.text() == "Doubles and mistakes were not looked for to the end."


def test_no_reading_is_told_any_more_where_the_pictures_could_not_be_listed_by_a_fault_of_the_program(
        controller: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[BaseException] = []
    monkeypatch.setattr(controller.context.crash, "report", faults.append)
    monkeypatch.setattr("app.data_controller.listed", lambda index, facts, opened: 1 // 0)
    controller.open_data(str(folder))
    settled()
    assert ZeroDivisionError in {type(fault) for fault in faults}
    assert not controller.page.loading.isVisible()


def test_findings_name_settings_as_the_form_does(
        controller: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Finding("imbalance", "Some classes are rare; --use_class_weights may help.")
    monkeypatch.setattr("app.data_controller.checked", lambda listing, emit, control: Checked((found,), ()))
    controller.open_data(str(folder))
    settled()
    findings = controller.page.findings.findings
    findings.unfold("imbalance")
    shown_on_page = [findings.index(row).data() for row in range(findings.rowCount())]
    assert 'Some classes are rare; "Weigh rare classes more" may help.' in shown_on_page


def test_a_check_that_is_cancelled_says_so_in_its_place(
        controller: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch,
        qtbot: QtBot) -> None:
    def check(listing: object, emit: Emit, control: Control) -> None:
        while True:
            control.check()

    monkeypatch.setattr("app.data_controller.checked", check)
    controller.open_data(str(folder))
    qtbot.waitUntil(lambda: controller.context.jobs.of_kind("check") is not None)
    assert controller.page.checking.text().startswith("Looking for")
    controller.context.jobs.of_kind("check").stop()
    settled()
    assert controller.page.checking.text() == "Doubles and mistakes were not looked for to the end."


@pytest.fixture
def leaking(controller: DataController, tmp_path: Path, settled: Settled) -> DataController:
    """A data set with splits of its own, with a picture in train and in val, and a pair within train."""
    root = tmp_path / "leaks"
    seeds = itertools.count(5000)
    for split, count in (("train", 5), ("val", 4)):
        for name in "ab":
            for place in range(count):
                write_picture(root / split / name / f"{name}{place}.png", next(seeds))
    (root / "val" / "a" / "planted.png").write_bytes((root / "train" / "a" / "a0.png").read_bytes())
    (root / "train" / "b" / "copy.png").write_bytes((root / "train" / "b" / "b1.png").read_bytes())
    controller.open_data(str(root))
    settled()
    return controller


def test_pictures_that_look_alike_stand_side_by_side_and_decisions_are_kept(leaking: DataController,
                                                                            settled: Settled) -> None:  # fmt: skip
    page = leaking.page
    assert "leak" in kinds(leaking)
    trigger(leaking, "data.duplicates")
    view = page.duplicates
    assert view.isVisible()
    assert len(view.pairs) == 2
    first = view.pair
    assert first is not None
    assert {Path(first.first).name, Path(first.second).name} == {"a0.png", "planted.png"}
    assert view.likeness.text() == "The same file twice"
    assert {view.left.text.text(), view.right.text.text()} == {"class a, in train", "class a, in val"}
    view.together.click()
    assert leaking.labels.decision(first) is Decision.TOGETHER
    assert {leaking.context.labelling.row(path).split for path in first.group} == {"train"}
    second = view.pair
    assert second is not None
    assert second != first
    view.ignore.click()
    assert leaking.labels.decision(second) is Decision.IGNORE
    trigger(leaking, "data.save")
    settled()
    assert "leak" not in kinds(leaking)
    assert [pair.group for pair in page.duplicates.pairs] == [first.group]
    assert leaking.context.data.opened.splits.class_counts("val") == (4, 4)


def test_one_of_a_pair_is_left_out(leaking: DataController, settled: Settled) -> None:
    trigger(leaking, "data.duplicates")
    pair = leaking.page.duplicates.pair
    assert pair is not None
    leaking.page.duplicates.leave_right.click()
    assert leaking.labels.decision(pair) is Decision.LEFT_OUT
    assert totals(leaking)[""] == 1
    leaking.page.duplicates.closed.emit()
    assert leaking.page.grid.isVisible()


def test_undo_shows_the_pair_that_it_is_about(leaking: DataController) -> None:
    trigger(leaking, "data.duplicates")
    view = leaking.page.duplicates
    first = view.pair
    view.leave_right.click()
    assert view.pair != first
    trigger(leaking, "edit.undo")
    assert view.pair == first
    assert view.decided.text() == ""
    trigger(leaking, "edit.redo")
    assert view.pair == first
    assert leaking.labels.decision(first) is Decision.LEFT_OUT


@pytest.mark.parametrize(("change", "words"), [(0, "Nearly the same: a difference is hardly seen"),
                                               (3, "Very alike, with small differences")])  # fmt: skip
def test_how_alike_pictures_are_is_told_in_plain_words_and_in_figures_by_the_tooltip(
    controller: DataController, folder: Path, settled: Settled, change: int, words: str
) -> None:
    first = write_picture(folder / "owl" / "first.png", 900, side=80)
    pixels = cv2.imdecode(np.fromfile(first, np.uint8), cv2.IMREAD_COLOR)
    lighter = np.minimum(pixels, 255 - change) + np.uint8(change)
    (folder / "owl" / "second.jpg").write_bytes(cv2.imencode(".jpg", lighter)[1].tobytes())
    controller.open_data(str(folder))
    settled()
    trigger(controller, "data.duplicates")
    likeness = controller.page.duplicates.likeness
    assert likeness.text() == words
    assert "of 64 bits of their hashes differ" in likeness.toolTip()


def test_the_arrows_go_to_the_next_pair_also_after_a_button_was_clicked(leaking: DataController,
                                                                        qtbot: QtBot) -> None:  # fmt: skip
    trigger(leaking, "data.duplicates")
    view = leaking.page.duplicates
    view.ignore.setFocus()
    qtbot.keyClick(view.ignore, Qt.Key_Right)
    assert view.place == 1
    qtbot.keyClick(view.ignore, Qt.Key_Left)
    assert view.place == 0


def test_a_kind_of_findings_takes_as_many_lines_as_its_text(qtbot: QtBot) -> None:
    view = FindingsList(LIGHT)
    qtbot.addWidget(view)
    text = "70 pictures are under two labels, as equals or near-equals."
    view.findings.set_findings([Finding("leak", message("a"), ("x",)), Finding("tiny", message("b"), ("y",))],
                               {"leak": text, "tiny": "Short."}, frozenset())  # fmt: skip
    view.resize(160, 300)
    view.show()
    long, short = (view.visualRect(view.findings.index(row)).height() for row in range(2))
    assert long > short
    view.resize(900, 300)
    qtbot.waitUntil(lambda: view.visualRect(view.findings.index(0)).height() == short)


def test_closing_with_unsaved_labels_asks(opened: DataController, qtbot: QtBot, folder: Path) -> None:
    window = opened.context.window
    window.may_close = opened.may_close
    opened.page.grid.select_rows([0])
    opened.labels.move("new")
    window.close()
    box = window.findChild(UnsavedBox)
    assert box is not None
    assert window.isVisible()
    box.button(QMessageBox.Cancel).click()
    assert window.isVisible()
    window.close()
    box = next(one for one in window.findChildren(UnsavedBox) if one.isVisible())
    box.button(QMessageBox.Save).click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert LabelsFile(str(folder)).rows


def test_opening_other_data_with_unsaved_labels_asks(opened: DataController, tmp_path: Path, settled: Settled) -> None:
    for name in "ab":
        for place in range(5):
            write_picture(tmp_path / "other" / name / f"{place}.png", place + ord(name))
    opened.page.grid.select_rows([0])
    opened.labels.move("new")
    opened.open_data(str(tmp_path / "other"))
    box = opened.context.window.findChild(UnsavedBox)
    assert box is not None
    assert opened.page.header.subject.text() == "データ данные"
    box.button(QMessageBox.Discard).click()
    settled()
    assert opened.page.header.subject.text() == "other"
    assert opened.context.labelling.is_saved


def test_training_with_unsaved_labels_asks_and_learns_from_what_is_saved(
    opened: DataController, settled: Settled, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained: list[tuple[str, int]] = []

    def begin(title: str, work: object) -> None:
        data = opened.context.data.opened
        trained.append((opened.data.form.config().dataset_path, data.splits.classes.index("new")))

    train = opened.context.controllers["train"]
    monkeypatch.setattr(train, "_begin", begin)
    opened.page.grid.select_rows([0, 1])
    opened.labels.move("new")
    train.start()
    box = opened.context.window.findChild(UnsavedBox)
    assert box is not None
    box.button(QMessageBox.Cancel).click()
    assert trained == []
    assert not opened.context.labelling.is_saved
    train.start()
    box = next(one for one in opened.context.window.findChildren(UnsavedBox) if one.isVisible())
    box.button(QMessageBox.Save).click()
    qtbot.waitUntil(lambda: bool(trained))
    settled()
    assert trained == [(str(folder / "labels.csv"), 0)]
    train.start()
    assert len(trained) == 2


@pytest.mark.parametrize(("choice", "labels"), [("Keep both", ("a new one", "new")), ("Replace", ("owl", "new"))])
def test_labels_of_before_that_are_not_in_use_are_asked_about_before_they_are_written_over(
    opened: DataController, settled: Settled, folder: Path, tmp_path: Path, qtbot: QtBot, choice: str,
    labels: tuple[str, str],
) -> None:  # fmt: skip
    first, second = sorted(str(path) for path in (folder / "owl").iterdir())[:2]
    LabelsFile(str(folder)).save({first: LabelRow("a new one")})
    for name in "ab":
        for place in range(5):
            write_picture(tmp_path / "other" / name / f"{place}.png", place + ord(name))
    for _ in range(2):  # each time anew
        opened.open_data(str(tmp_path / "other"))
        settled()
        opened.open_data(str(folder))
        settled()
        assert "labels.csv" in opened.page.banner.label.text()
    opened.labels.move("new", [second])
    opened.labels.save()
    box = opened.context.window.findChild(KeptLabelsBox)
    assert box is not None
    next(button for button in box.buttons() if button.text() == "Cancel").click()
    assert LabelsFile(str(folder)).rows == {first: LabelRow("a new one")}
    opened.labels.save()
    box = next(one for one in opened.context.window.findChildren(KeptLabelsBox) if one.isVisible())
    next(button for button in box.buttons() if button.text() == choice).click()
    qtbot.waitUntil(lambda: opened.data.chosen_path.endswith("labels.csv"))
    settled()
    rows = LabelsFile(str(folder)).rows
    assert (rows[first].label, rows[second].label) == labels
    assert len(rows) == 16
    opened.labels.move("new", [first])
    opened.labels.save()
    assert not any(one.isVisible() for one in opened.context.window.findChildren(KeptLabelsBox))
    qtbot.waitUntil(lambda: LabelsFile(str(folder)).rows[first].label == "new")
    settled()


def test_files_are_moved_when_asked_and_back(opened: DataController, folder: Path, settled: Settled) -> None:
    before = {path.relative_to(folder) for path in folder.rglob("*.png")}
    opened.page.grid.select_rows([0])
    opened.labels.move("犬")
    opened.page.grid.select_rows([1])
    opened.labels.leave_out()
    trigger(opened, "data.move")
    settled()
    box = opened.context.window.findChild(QMessageBox)
    assert box.text() == "Move 2 files into the folders of their classes?"
    next(button for button in box.buttons() if button.text() == "Move").click()
    settled()
    assert (folder / "犬" / "0 owl.png").exists()
    assert (folder / "_classwise" / "left out" / "owl" / "1 owl.png").exists()
    assert totals(opened) == {"owl": 2, "кошка": 6, "犬": 7, "": 0}
    assert opened.context.labelling.is_saved
    trigger(opened, "data.undo_move")
    box = next(one for one in opened.context.window.findChildren(QMessageBox) if one.isVisible())
    next(button for button in box.buttons() if button.text() == "Move back").click()
    settled()
    assert {path.relative_to(folder) for path in folder.rglob("*.png")} == before
    assert not opened.context.window.action("data.undo_move").isEnabled()


def use_a_split_of_corrected_pictures(opened: DataController, settled: Settled) -> None:
    opened.labels.move("犬", opened.page.browser.paths[:1])
    opened.labels.save()
    settled()
    opened.page.split.click()
    settled()
    opened.actions.splitting.dialog.use.click()
    settled()


def test_files_that_are_moved_stay_in_the_split_that_is_used(opened: DataController, folder: Path,
                                                             settled: Settled) -> None:  # fmt: skip
    use_a_split_of_corrected_pictures(opened, settled)
    trigger(opened, "data.move")
    settled()
    answer(opened, "Move")
    settled()
    assert (folder / "犬" / "0 owl.png").exists()
    assert totals(opened) == {"owl": 3, "кошка": 6, "犬": 7, "": 0}
    trigger(opened, "data.undo_move")
    answer(opened, "Move back")
    settled()
    assert (folder / "owl" / "0 owl.png").exists()
    assert totals(opened) == {"owl": 3, "кошка": 6, "犬": 7, "": 0}


def test_files_that_are_moved_stay_in_their_split_where_another_program_holds_the_table_of_labels(
    opened: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_file: LabelsFile, _moved: Mapping[str, str]) -> None:
        raise OutputError("Cannot write labels.csv: another program has it open.")

    use_a_split_of_corrected_pictures(opened, settled)
    monkeypatch.setattr(LabelsFile, "rename", held)
    trigger(opened, "data.move")
    settled()
    answer(opened, "Move")
    settled()
    assert totals(opened) == {"owl": 3, "кошка": 6, "犬": 7, "": 0}
    assert "another program has it open" in opened.page.banner.label.text()


def test_where_every_picture_lies_in_its_class_folder_there_is_nothing_to_move(opened: DataController,
                                                                              settled: Settled) -> None:  # fmt: skip
    trigger(opened, "data.move")
    settled()
    assert opened.context.window._toast.label.text() == "Every picture lies in the folder of its class."
    assert not opened.context.window.findChildren(QMessageBox)


@pytest.fixture
def training(opened: DataController, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Have every training run until the event comes."""
    may_end = threading.Event()

    def work(emit: Emit, control: Control) -> None:
        may_end.wait()
        raise Cancelled("It was stopped.")

    monkeypatch.setattr("app.train_controller.train_work", lambda config, shown: work)
    yield may_end
    may_end.set()


def test_what_a_training_reads_is_neither_moved_nor_parted_anew_nor_exchanged_before_it_ends(
    opened: DataController, training: threading.Event, folder: Path, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened.context.window
    opened.page.split.click()
    dialog = opened.actions.splitting.dialog
    settled()
    window.pages["train"].start.click()
    dialog.use.click()
    assert dialog.banner.label.text() == "A training runs. Another split can be used when it has ended."
    dialog.close()
    opened.labels.move("犬", opened.page.browser.paths[:1])
    for name in ("data.move", "data.undo_move"):
        trigger(opened, name)
    assert window._toast.label.text() == "A training runs. Files can be moved when it has ended."
    assert not window.findChildren(QMessageBox)
    for ask in (lambda: opened.open_data(str(tmp_path)),
                lambda: opened.data.open_settings({"dataset_path": str(tmp_path)})):  # fmt: skip
        window.toast(message("Something else."))
        ask()
        assert window._toast.label.text() == "A training runs. Another data set can be opened when it has ended."
    trigger(opened, "data.save")
    qtbot.waitUntil(lambda: window._toast.label.text() == f"Saved {folder / 'labels.csv'}")
    assert not opened.page.browser.pictures.edited
    assert opened.data.chosen_path == str(folder)
    training.set()
    settled()
    assert opened.data.chosen_path == str(folder / "labels.csv")
    assert totals(opened) == {"owl": 3, "кошка": 6, "犬": 7, "": 0}


@pytest.fixture
def moved(opened: DataController, settled: Settled) -> DataController:
    """The first picture was given to another class, saved, and its file moved there."""
    opened.labels.move("犬", opened.page.browser.paths[:1])
    opened.context.labelling.save()
    settled()
    trigger(opened, "data.move")
    settled()
    answer(opened, "Move")
    settled()
    return opened


def answer(controller: DataController, text: str) -> None:
    """Click a button of the question in sight."""
    box = next(one for one in controller.context.window.findChildren(QMessageBox) if one.isVisible())
    next(button for button in box.buttons() if button.text() == text).click()


def test_undo_takes_a_move_of_files_back_and_then_nothing(moved: DataController, folder: Path,
                                                          settled: Settled) -> None:  # fmt: skip
    undo = moved.context.window.action("edit.undo")
    assert (folder / "犬" / "0 owl.png").exists()
    assert undo.text() == "&Undo: 1 file was moved."
    undo.trigger()
    answer(moved, "Cancel")
    assert undo.isEnabled()
    undo.trigger()
    answer(moved, "Move back")
    assert not undo.isEnabled()
    settled()
    assert (folder / "owl" / "0 owl.png").exists()
    assert not undo.isEnabled()
    assert moved.context.window._toast.label.text() == "1 file was moved back."
    assert moved.context.window._toast.action.isHidden()


def test_a_move_of_files_can_still_be_undone_while_their_drive_takes_its_time_to_answer(
    moved: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo = moved.context.window.action("edit.undo")
    with monkeypatch.context() as patch:
        patch.setattr("app.data_moving.answers", lambda _ask, items, unanswered: [unanswered] * len(items))
        moved.actions.refresh()
        assert moved.context.window.action("data.undo_move").isEnabled()
        assert undo.text() == "&Undo: 1 file was moved."
        undo.trigger()
        answer(moved, "Move back")
        settled()
    assert (folder / "owl" / "0 owl.png").exists()
    assert not undo.isEnabled()
    assert not moved.context.window.action("data.undo_move").isEnabled()


def test_a_move_that_fails_halfway_shows_what_was_moved_and_keeps_the_labels_of_the_rest(
    opened: DataController, folder: Path, settled: Settled
) -> None:
    first, second = opened.page.browser.paths[:2]
    opened.labels.move("犬", [first, second])
    trigger(opened, "data.move")
    settled()
    taken = folder / "犬" / "1 owl.png"
    taken.write_bytes((folder / "owl" / "2 owl.png").read_bytes())
    answer(opened, "Move")
    settled()
    paths = opened.page.browser.paths
    assert first not in paths
    assert str(folder / "犬" / "0 owl.png") in paths
    assert opened.context.labelling.unsaved == {second}
    assert opened.context.labelling.row(second).label == "犬"
    assert "nothing is overwritten" in opened.page.banner.label.text()
    assert opened.context.window._toast.label.text() == "1 file was moved."
    opened.context.window.action("edit.undo").trigger()
    answer(opened, "Move back")
    settled()
    assert first in opened.page.browser.paths
    assert opened.context.labelling.unsaved == {second}


def test_undo_of_a_move_goes_once_it_was_taken_back_from_the_menu(moved: DataController, settled: Settled) -> None:
    undo = moved.context.window.action("edit.undo")
    assert undo.isEnabled()
    trigger(moved, "data.undo_move")
    answer(moved, "Move back")
    settled()
    assert (undo.isEnabled(), undo.text()) == (False, "&Undo")


def test_undo_after_a_move_is_that_of_labels_given_since(moved: DataController, folder: Path) -> None:
    undo = moved.context.window.action("edit.undo")
    assert undo.text() == "&Undo: 1 file was moved."
    moved.labels.move("owl", moved.page.browser.paths[-1:])
    undo.trigger()
    assert moved.context.labelling.is_saved
    assert (folder / "犬" / "0 owl.png").exists()
    assert not undo.isEnabled()
    assert moved.context.window.action("data.undo_move").isEnabled()


def test_undo_of_a_move_goes_where_other_data_is_opened(moved: DataController, tmp_path: Path,
                                                        settled: Settled) -> None:  # fmt: skip
    undo = moved.context.window.action("edit.undo")
    assert undo.isEnabled()
    for name in "ab":
        for place in range(5):
            write_picture(tmp_path / "other" / name / f"{place}.png", place + ord(name))
    moved.open_data(str(tmp_path / "other"))
    settled()
    assert not undo.isEnabled()
    assert not moved.context.window._toast.isVisible()


def test_another_offer_to_undo_comes_before_and_goes_alone(moved: DataController) -> None:
    undo, done = moved.context.window.action("edit.undo"), []

    def other() -> None:
        moved.context.undo.withdraw(other)
        done.append(True)

    moved.context.undo.offer("a run is deleted.", other)
    undo.trigger()
    assert done == [True]
    assert undo.text() == "&Undo: 1 file was moved."


def test_a_split_is_shown_before_it_is_written_and_can_become_the_current_one(
    opened: DataController, folder: Path, settled: Settled, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    opened.page.split.click()
    dialog = opened.actions.splitting.dialog
    assert dialog is not None
    settled()
    assert dialog.table.rowCount() == 4
    assert dialog.use.isEnabled()
    before = set(folder.rglob("*"))
    dialog.shares[0].setValue(50)
    dialog.shares[1].setValue(50)
    qtbot.waitUntil(lambda: dialog.use.isEnabled() and dialog.table.item(3, 1).text().startswith("8"))
    assert dialog.table.item(3, 0).text() == "All"
    monkeypatch.setattr("ui.choose.choose_target", lambda *_arguments: str(tmp_path / "split.csv"))
    dialog.write.click()
    settled()
    assert len(read_splits(tmp_path / "split.csv", folder).val) == 8
    dialog.use.click()
    settled()
    assert set(folder.rglob("*")) == before
    splits = opened.context.data.opened.splits
    assert (len(splits.train), len(splits.val), len(splits.test)) == (8, 8, 0)
    assert opened.page.header.subject.text() == "データ данные"


def test_a_split_that_is_used_with_unsaved_labels_is_saved_with_them(
    opened: DataController, folder: Path, settled: Settled, qtbot: QtBot
) -> None:
    first = opened.page.browser.paths[0]
    opened.labels.move("犬", [first])
    opened.page.split.click()
    dialog = opened.actions.splitting.dialog
    dialog.shares[0].setValue(50)
    dialog.shares[1].setValue(50)
    qtbot.waitUntil(lambda: dialog.use.isEnabled() and dialog.table.item(3, 1).text().startswith("8"))
    dialog.use.click()
    settled()
    assert opened.data.chosen_path == str(folder / "labels.csv")
    splits = opened.context.data.opened.splits
    assert (len(splits.train), len(splits.val), len(splits.test)) == (8, 8, 0)
    assert {splits.classes[sample.label] for sample in (*splits.train, *splits.val) if sample.path == first} == {"犬"}


def test_groups_of_a_split_come_from_names_or_folders(opened: DataController, settled: Settled, qtbot: QtBot) -> None:
    opened.page.split.click()
    dialog = opened.actions.splitting.dialog
    settled()
    dialog.groups.setCurrentIndex(dialog.groups.findData("pattern"))
    qtbot.waitUntil(lambda: dialog.banner.isVisible())
    assert not dialog.use.isEnabled()
    dialog.pattern.setText(r"^(?P<group>\d)")
    qtbot.waitUntil(lambda: "groups of two or more" in dialog.said.text())
    dialog.groups.setCurrentIndex(dialog.groups.findData("parent"))
    qtbot.waitUntil(lambda: dialog.banner.isVisible())
    qtbot.waitUntil(lambda: dialog.banner.isVisible() and "no groups" in dialog.banner.label.text())


def test_settings_of_randaugment_can_be_changed_at_that_level_only(opened: DataController) -> None:
    opened.page.augmentation.click()
    dialog = opened.actions.augmenting.dialog
    assert dialog is not None
    editor, strength = dialog.editors["augmentation"], dialog.editors["randaugment_magnitude"]
    assert editor.text() != "randaugment"
    assert not strength.isEnabled()
    assert strength.field.toolTip() == "Acts where the augmentation is RandAugment."
    editor.set_text("randaugment")
    editor.changed.emit("randaugment")
    assert strength.isEnabled()
    assert strength.field.toolTip() == as_tip(strength.spec.tip)


def test_mirroring_can_be_changed_where_pictures_are_varied(opened: DataController) -> None:
    opened.page.augmentation.click()
    dialog = opened.actions.augmenting.dialog
    assert dialog is not None
    editor, flip = dialog.editors["augmentation"], dialog.editors["flip"]
    assert flip.isEnabled()
    editor.set_text("none")
    editor.changed.emit("none")
    dialog.set_problems({})
    assert not flip.isEnabled()
    assert "Nothing is mirrored" in flip.field.toolTip()
    editor.set_text("light")
    editor.changed.emit("light")
    assert flip.isEnabled()
    assert flip.field.toolTip() == as_tip(flip.spec.tip)


def test_augmentation_is_previewed_and_used(opened: DataController, settled: Settled, qtbot: QtBot) -> None:
    opened.page.augmentation.click()
    dialog = opened.actions.augmenting.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.draws[11].image is not None)
    assert {way for way, tile in dialog.fitted.items() if tile.image is not None} == {"letterbox", "crop", "stretch"}
    first = dialog.name.text()
    assert len({bytes(tile.image.constBits().asstring(tile.image.sizeInBytes())) for tile in dialog.draws}) > 6
    dialog.editors["augmentation"].set_text("none")
    dialog.editors["input_shape"].set_text("24 48")
    dialog.settings_changed.emit()
    qtbot.waitUntil(lambda: dialog.draws[0].image.width() == 48)
    assert dialog.draws[0].image == dialog.fitted["crop"].image == dialog.draws[11].image
    dialog.step_asked.emit(1)
    qtbot.waitUntil(lambda: dialog.name.text() != first)
    dialog.used.emit()
    assert opened.data.form.texts()["augmentation"] == "none"


def test_a_picture_that_cannot_be_previewed_is_told_until_another_is_shown(
    opened: DataController, settled: Settled, qtbot: QtBot
) -> None:
    path = Path(opened.page.browser.paths[0])
    path.write_bytes(b"no picture")
    opened.page.augmentation.click()
    dialog = opened.actions.augmenting.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.banner.isVisible)
    assert dialog.banner.label.text().startswith("Cannot read 0 owl.png: it is not a picture")
    dialog.step_asked.emit(1)
    qtbot.waitUntil(lambda: dialog.draws[11].image is not None)
    assert not dialog.banner.isVisible()
    path.unlink()
    dialog.step_asked.emit(-1)
    dialog.close()
    settled()
    assert not [box for box in opened.context.window.findChildren(QMessageBox) if box.isVisible()]


@pytest.mark.parametrize("is_first", [True, False])
def test_reading_that_is_cancelled_leaves_what_was_there(
    controller: DataController, folder: Path, settled: Settled, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:  # fmt: skip
    page = controller.page
    if not is_first:
        controller.open_data(str(folder))
        settled()

    def read(config: TrainConfig, emit: Emit, control: Control) -> None:
        control.pause()
        emit(Progress("Looking at pictures", 1, 9))
        control.check()

    monkeypatch.setattr("app.data_opener.read", read)
    controller.open_data(str(tmp_path))
    cancel = next(button for button in page.findChildren(QPushButton) if button.text() == "Cancel")
    qtbot.waitUntil(cancel.isVisible)
    cancel.click()
    settled()
    assert not cancel.isVisible()
    assert page.empty.isVisible() == is_first
    assert page.header.subject.text() == ("" if is_first else "データ данные")
    train = controller.context.window.pages["train"]
    assert train.data_card._empty.isVisibleTo(train.data_card) == is_first
    assert train.start.isEnabled() != is_first
    assert not page.banner.isVisible()


def test_the_selected_picture_is_shown_large_and_in_its_folder_by_their_commands(
    opened: DataController, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path] = []
    monkeypatch.setattr(opened.context, "show_folder", folders.append)
    opened.page.grid.select_rows([5])
    for name in ("data.show_folder", "data.full_screen"):
        trigger(opened, name)
    assert folders == [Path(opened.page.browser.paths[5]).parent]
    assert opened.page.full_screen.view.path == opened.page.browser.paths[5]
    trigger(opened, "data.full_screen")
    assert opened.page.full_screen is None


@pytest.mark.parametrize("what", ["empty", "gone", "hello.txt"])
def test_what_holds_no_pictures_leaves_the_data_set_open(opened: DataController, folder: Path, tmp_path: Path,
                                                         settled: Settled, what: str) -> None:  # fmt: skip
    (tmp_path / "empty").mkdir()
    (tmp_path / "hello.txt").write_text("hello", encoding="utf-8")
    shown = totals(opened)
    opened.open_data(str(tmp_path / what))
    settled()
    assert opened.page.banner.isVisible()
    assert what in opened.page.banner.label.text()
    assert totals(opened) == shown
    assert opened.page.header.subject.text() == "データ данные"
    assert opened.data.chosen_path == opened.data.form.config().dataset_path == str(folder)
    assert opened.context.data.opened is not None
    train = opened.context.controllers["train"].page
    assert train.start.isEnabled()
    assert what in train.banner.label.text()
    opened.labels.move("new", [str(next(folder.rglob("*.png")))])
    assert not opened.context.labelling.is_saved


def test_a_data_set_that_cannot_be_trained_on_is_shown_all_the_same(controller: DataController, tmp_path: Path,
                                                                    settled: Settled) -> None:  # fmt: skip
    for place in range(4):
        write_picture(tmp_path / "one class" / "only" / f"{place}.png", place)
    controller.open_data(str(tmp_path / "one class"))
    settled()
    assert "at least two classes" in controller.page.banner.label.text()
    assert len(names(controller)) == 4
    controller.open_data(str(tmp_path / "gone"))
    settled()
    assert controller.page.empty.isVisible()
    assert "does not exist" in controller.page.banner.label.text()


def banner_buttons(controller: DataController) -> dict[str, QPushButton]:
    """Return the buttons of the page's message."""
    return {button.text(): button for button in controller.page.banner.findChildren(QPushButton)}


def test_a_folder_of_loose_pictures_offers_a_table_and_the_predict_page(
    controller: DataController, tmp_path: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    predicted: list[list[str]] = []
    controller.context.controllers["predict"] = SimpleNamespace(open_pictures=predicted.append)
    monkeypatch.setattr(controller.context.window, "show_page", lambda _key: None)
    flat = tmp_path / "flat"
    for place in range(4):
        write_picture(flat / f"{place}.png", place)
    controller.open_data(str(flat))
    settled()
    assert controller.page.empty.isVisible()
    banner_buttons(controller)["Predict these"].click()
    assert predicted == [[str(flat)]]
    table = tmp_path / "classes.csv"
    table.write_text("file,label\n" + "".join(f"{place}.png,{'ab'[place % 2]}\n" for place in range(4)), "utf-8")
    monkeypatch.setattr("ui.choose.choose_file", lambda *_arguments: str(table))
    banner_buttons(controller)["Add a table..."].click()
    settled()
    dialog = controller.context.window.findChild(MappingDialog)
    assert dialog.mapping().folder == str(flat)
    dialog.reject()


def test_a_table_that_cannot_be_read_is_told_on_both_pages_and_leaves_what_is_open(
    opened: DataController, tmp_path: Path, settled: Settled
) -> None:
    (tmp_path / "empty.csv").touch()
    opened.open_data(str(tmp_path / "empty.csv"))
    settled()
    train = opened.context.controllers["train"].page
    assert "empty.csv" in opened.page.banner.label.text()
    assert "empty.csv" in train.banner.label.text()
    assert not train.data_card._content.isHidden()
    assert train.start.isEnabled()


def test_labels_that_leave_one_class_lead_from_the_train_page_to_where_they_are_mended(
    opened: DataController, settled: Settled
) -> None:
    window, train = opened.context.window, opened.context.controllers["train"].page
    opened.labels.leave_out([path for path in opened.page.browser.paths if "犬" not in path])
    trigger(opened, "data.save")
    settled()
    window.show_page("train")
    assert "at least two classes" in train.data_card.banner.label.text()
    assert train.before_start.text() == "The data cannot be trained on yet."
    buttons = {button.text(): button for button in train.data_card.banner.findChildren(QPushButton)}
    buttons["Mend it on the Data page"].click()
    assert window.current_page == "data"
    assert len(opened.page.browser.paths) == 16
    trigger(opened, "data.select_all")
    trigger(opened, "data.take_back")
    trigger(opened, "data.save")
    settled()
    assert train.start.isEnabled()
    assert train.data_card.banner.isHidden()


def test_data_that_holds_nothing_is_not_called_one_to_mend(controller: DataController, tmp_path: Path,
                                                           settled: Settled) -> None:  # fmt: skip
    controller.open_data(str(tmp_path / "gone"))
    settled()
    train = controller.context.controllers["train"].page
    assert not train.data_card.banner.findChildren(QPushButton)
    assert train.before_start.text() == "Choose data first."


def test_a_rectangle_shift_and_ctrl_select_many(opened: DataController, qtbot: QtBot) -> None:
    grid = opened.page.grid

    def middle(row: int) -> QPoint:
        return grid.visualRect(grid.model().index(row, 0)).center()

    qtbot.mouseClick(grid.viewport(), Qt.LeftButton, pos=middle(1))
    qtbot.mouseClick(grid.viewport(), Qt.LeftButton, Qt.ShiftModifier, middle(9))
    assert grid.selected_rows() == list(range(1, 10))
    qtbot.mouseClick(grid.viewport(), Qt.LeftButton, Qt.ControlModifier, middle(4))
    assert grid.selected_rows() == [1, 2, 3, 5, 6, 7, 8, 9]
    corner = grid.visualRect(grid.model().index(0, 0)).topLeft()
    qtbot.mousePress(grid.viewport(), Qt.LeftButton, pos=corner + QPoint(1, 1))
    for place in (middle(0), middle(1)):
        QApplication.sendEvent(grid.viewport(), _moved(place))
    qtbot.mouseRelease(grid.viewport(), Qt.LeftButton, pos=middle(1))
    assert grid.selected_rows() == [0, 1]


def _moved(place: QPoint) -> QEvent:
    from PyQt5.QtGui import QMouseEvent

    return QMouseEvent(QEvent.MouseMove, place, Qt.NoButton, Qt.LeftButton, Qt.NoModifier)


def test_themes_change_without_a_restart(opened: DataController) -> None:
    opened.page.set_tokens(DARK)
    opened.page.show_large(opened.page.browser.paths[0])
    assert opened.page.full_screen is not None
    trigger(opened, "data.full_screen")
    assert opened.page.full_screen is None
    assert not opened.page.grab().isNull()


def test_the_labels_table_can_be_written_elsewhere(opened: DataController, tmp_path: Path, settled: Settled,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    target = tmp_path / "elsewhere" / "метки.csv"
    monkeypatch.setattr("ui.choose.choose_target", lambda *_arguments: str(target))
    opened.page.grid.select_rows([0])
    opened.labels.move("犬")
    trigger(opened, "data.save_as")
    settled()
    with open(target, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 16
    assert rows[0]["label"] == "犬"
    assert Path(rows[0]["path"]).is_absolute()
    assert not opened.context.labelling.is_saved


def test_the_filter_that_shows_all_is_the_default() -> None:
    assert PictureFilter().is_open


def test_the_filters_leave_room_for_what_is_selected_on_a_narrow_screen(qtbot: QtBot) -> None:
    bar = PictureFilterBar(LIGHT)
    qtbot.addWidget(bar)
    bar.show_count(100_000, 100_000, 99_999)
    # A screen of 1024 pixels, less the rail, the classes and the margins.
    assert bar.minimumSizeHint().width() - bar.count.sizeHint().width() < 1024 - 72 - 280 - 48 - 160


@pytest.mark.parametrize("same_session", [False, True])
def test_single_corrections_of_a_folder_go_over_what_was_read_of_it(
    controller: DataController, folder: Path, settled: Settled, same_session: bool
) -> None:
    paths = sorted(str(path) for path in folder.rglob("*.png"))
    corrected, left_out = [path for path in paths if Path(path).parent.name == "owl"][:2]
    if same_session:  # as the Predict page does it
        labelling = controller.context.labelling
        labelling.begin(LabelsFile(str(folder)), paths)
        labelling.set_labels([corrected], "犬")
        labelling.leave_out([left_out])
        labelling.flush()
        settled()
    else:
        LabelsFile(str(folder)).save({corrected: LabelRow("犬"), left_out: LabelRow("", "left out")})
    controller.open_data(str(folder))
    settled()
    splits = {path: controller.page.browser.pictures.split(path) for path in controller.page.browser.paths}
    use = next(found for found in controller.page.banner.findChildren(QPushButton) if found.text() == "Use them")
    use.click()
    settled()
    assert totals(controller) == {"owl": 2, "кошка": 6, "犬": 7, "": 1}
    assert controller.context.labelling.is_saved
    index = open_source(TrainConfig(dataset_path=str(folder / "labels.csv")))
    found = {sample.path: (index.classes[sample.label or 0], str(sample.split)) for sample in index.samples}
    assert len(found) == 15
    assert found[corrected] == ("犬", splits[corrected])
    assert left_out not in found


def test_a_picture_that_was_changed_is_seen_as_it_is_when_the_data_is_read_again(
    opened: DataController, folder: Path, settled: Settled, qtbot: QtBot
) -> None:
    opened.context.window.show_page("data")
    service, paths = opened.service, opened.page.browser.paths[:2]
    qtbot.waitUntil(lambda: all(service.thumbnail(path) is not None for path in paths))
    before = [service.thumbnail(path) for path in paths]
    write_picture(Path(paths[0]), 999, side=64)
    opened.page.grid.select_rows([3])
    opened.labels.move("new")
    opened.labels.save()
    settled()
    qtbot.waitUntil(lambda: service.thumbnail(paths[0]) not in (None, before[0]))
    assert service.thumbnail(paths[0]).full_size.width() == 64
    assert service.thumbnail(paths[1]) is before[1]  # what did not change does not flicker


def test_labels_that_a_page_before_could_not_save_do_not_keep_the_window_open_when_they_are_saved_at_last(
    opened: DataController, tmp_path: Path, qtbot: QtBot
) -> None:
    """As where a stick with pictures that were corrected on the Predict page was pulled out and came back."""
    window, labelling = opened.context.window, opened.context.labelling
    window.may_close = opened.may_close
    stick = tmp_path / "stick"
    path = str(stick / "a.png")
    stick.mkdir()
    labelling.begin(LabelsFile(str(stick)), [path])
    stick.rmdir()
    with qtbot.waitSignal(labelling.failed):
        labelling.set_labels([path], "owl")
        labelling.flush()
    window.close()
    assert window.isVisible()
    stick.mkdir()
    box = next(one for one in window.findChildren(UnsavedBox) if one.isVisible())
    box.button(QMessageBox.Save).click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert (stick / "labels.csv").is_file()


@pytest.mark.parametrize(("page", "is_in_dialog"), [("data", False), ("predict", False), ("evaluate", False),
                                                    ("train", True), ("runs", True)])  # fmt: skip
def test_labels_that_cannot_be_saved_are_told_once_on_every_page(
    opened: DataController, monkeypatch: pytest.MonkeyPatch, page: str, *, is_in_dialog: bool
) -> None:
    in_dialog: list[BaseException] = []
    monkeypatch.setattr(opened.context, "show_error", in_dialog.append)
    opened.labels._after_save = opened.context.window.close  # as where closing asked what becomes of them
    monkeypatch.setattr(type(opened.context.window), "current_page", page)
    opened.context.labelling.failed.emit(OutputError("The disk is full."))
    assert bool(in_dialog) == is_in_dialog
    assert opened.page.banner.isHidden() == (page != "data")  # Predict and Evaluate tell it themselves


def test_going_on_with_a_run_asks_about_unsaved_labels_as_opening_other_data_does(
    opened: DataController, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun: list[str] = []
    train = opened.context.controllers["train"]
    monkeypatch.setattr(train, "_begin", lambda title, work: begun.append(title))
    opened.page.grid.select_rows([0])
    opened.labels.move("new")
    train.resume(str(tmp_path / "a run"))
    box = next(one for one in opened.context.window.findChildren(UnsavedBox) if one.isVisible())
    assert not begun
    assert totals(opened)["new"] == 1
    box.button(QMessageBox.Save).click()
    qtbot.waitUntil(lambda: len(begun) == 1)
    assert opened.context.labelling.is_saved
    assert LabelsFile(str(folder)).rows


def test_labels_that_lay_elsewhere_are_saved_beside_pictures_that_can_be_written_by_now(
    opened: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.labels_table.write_csv", _refusing(write_csv, folder))
        opened.page.grid.select_rows([0])
        opened.labels.move("new")
        opened.labels.save()
        settled()
    assert Path(opened.data.chosen_path) == fallback_path(str(folder))
    opened.context.labelling.begin(LabelsFile(str(folder)), opened.page.browser.paths)  # as the Predict page does
    opened.page.grid.select_rows([1])
    opened.labels.move("new")
    opened.labels.save()
    settled()
    assert Path(opened.data.chosen_path) == folder / "labels.csv"
    assert totals(opened)["new"] == 2
    assert not fallback_path(str(folder)).exists()


def _refusing(write: Callable[..., None], folder: Path) -> Callable[..., None]:
    def refuse(target: str | Path, *given: object, **more: object) -> None:
        if Path(target).parent == folder:
            raise OutputError(f"Cannot write {target}: it is read-only.")
        write(target, *given, **more)

    return refuse


def test_long_names_of_classes_make_no_menu_wider_than_the_screen(opened: DataController) -> None:
    name = "a very long name " * 12 + "& more"
    opened.page.grid.select_rows([0])
    opened.labels.move(name)
    opened.page.grid.menu_asked.emit(QPoint())
    menu = next(found for found in opened.page.findChildren(QMenu) if found.title() == "Move to class")
    assert max(opened.page.fontMetrics().horizontalAdvance(entry.text()) for entry in menu.actions()) < 600
    entry, = (found for found in menu.actions() if found.text().startswith("a very"))
    assert entry.text().split("\t")[0].endswith("&& more")
    assert entry.toolTip() == as_tip(name)
    assert menu.toolTipsVisible()
    opened.page.grid.select_rows([1])
    entry.trigger()
    assert totals(opened)[name] == 2


def test_the_pair_in_sight_is_still_so_when_the_labels_are_saved(leaking: DataController, settled: Settled) -> None:
    trigger(leaking, "data.duplicates")
    view = leaking.page.duplicates
    assert len(view.pairs) > 1
    view.go(1)
    pair = view.pair
    other = next(path for path in leaking.page.browser.paths if path not in (*view.pairs[0].group, *pair.group))
    leaking.labels.move("new", [other])
    leaking.labels.save()
    settled()
    assert view.isVisible()
    assert view.pair == pair


def test_selecting_pictures_asks_no_disk(opened: DataController, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network drive that is gone would stop the window at each picture that a rectangle touches."""
    asked: list[str] = []
    monkeypatch.setattr("core.data.moving.undo_files", asked.append)
    opened.page.grid.select_rows([0, 1, 2])
    assert opened.context.window.action("data.leave_out").isEnabled()
    opened.page.grid.select_rows([])
    assert not opened.context.window.action("data.leave_out").isEnabled()
    assert not asked


def test_splitting_a_table_does_not_read_it_in_the_windows_thread(
    opened: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened.page.grid.select_rows([0])
    opened.labels.move("犬")
    opened.labels.save()
    settled()
    readers: list[str] = []
    read_table = tables.read_table

    def watched(path: str) -> object:
        readers.append(threading.current_thread().name)
        return read_table(path)

    monkeypatch.setattr(tables, "read_table", watched)
    trigger(opened, "data.split")
    dialog = opened.actions.splitting.dialog
    qtbot.waitUntil(lambda: dialog.groups.findData(COLUMN) >= 0)
    assert threading.main_thread().name not in readers
    dialog.groups.setCurrentIndex(dialog.groups.findData(COLUMN))
    assert dialog.column.isVisible()
    assert [dialog.column.itemText(place) for place in range(dialog.column.count())][:2] == ["path", "label"]
    qtbot.waitUntil(lambda: dialog.use.isEnabled() or dialog.banner.isVisible())
    dialog.close()
    settled()


def test_every_one_of_many_classes_can_be_reached_in_the_menu(opened: DataController) -> None:
    opened.page.browser.pictures._classes = tuple(f"class {number:04}" for number in range(300))
    opened.page.grid.select_rows([0])
    opened.page.grid.menu_asked.emit(QPoint())
    menu = next(found for found in opened.page.findChildren(QMenu) if found.title() == "Move to class")
    menu.popup(QPoint())
    screen = menu.screen().availableGeometry()
    lefts = {menu.actionGeometry(entry).left() for entry in menu.actions()}
    assert len(lefts) == 1  # one column, which is scrolled
    assert menu.height() <= screen.height()
    menu.close()


def test_labels_that_cannot_be_saved_before_a_training_are_told_on_the_train_page(
    opened: DataController, folder: Path, settled: Settled
) -> None:
    window = opened.context.window
    opened.page.grid.select_rows([0])
    opened.labels.move("犬")
    folder.rename(folder.with_name("elsewhere"))
    window.show_page("train")
    window.pages["train"].start.click()
    next(one for one in window.findChildren(UnsavedBox) if one.isVisible()).button(QMessageBox.Save).click()
    settled()
    told = [box.text() for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert len(told) == 1
    assert "is gone, so its labels are not saved" in told[0]


@pytest.mark.parametrize("is_table", [False, True])
@pytest.mark.parametrize("is_late", [False, True])
def test_a_training_for_which_reading_the_saved_labels_was_cancelled_begins_neither_now_nor_later(
    opened: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, *,
    is_table: bool, is_late: bool
) -> None:
    def read(config: TrainConfig, emit: Emit, control: Control) -> None:
        if is_late:
            read_whole(config, emit, control)
        raise Cancelled("Stopped as asked.")

    begun: list[str] = []
    read_whole = data_opener.read
    table = str(folder / "labels.csv")
    train = opened.context.controllers["train"]
    monkeypatch.setattr(train, "_begin", lambda title, work: begun.append(title))
    if is_table:
        opened.page.grid.select_rows([0])
        opened.labels.move("犬")
        opened.labels.save()
        qtbot.waitUntil(lambda: opened.data.chosen_path == table)
        settled()
    opened.page.grid.select_rows([4, 5])
    opened.labels.move("new")
    train.start()
    with monkeypatch.context() as patch:
        patch.setattr(data_opener, "read", read)
        box = next(one for one in opened.context.window.findChildren(UnsavedBox) if one.isVisible())
        box.button(QMessageBox.Save).click()
        qtbot.waitUntil(lambda: opened.context.labelling.is_saved)
        settled()
    assert opened.data.chosen_path == (table if is_table else str(folder))
    assert begun == []
    opened.open_data(table)
    settled()
    assert totals(opened)["new"] == 2
    assert begun == []


def test_a_picture_is_dragged_whatever_its_name_and_none_of_another_windows_data(
    controller: DataController, folder: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "two lines.png" if os.name == "nt" else "two\nlines.png"
    path = str(write_picture(folder / "owl" / name, 777))
    controller.open_data(str(folder))
    settled()
    page, dragged = controller.page, []
    monkeypatch.setattr("ui.widgets.picture_grid.QDrag.exec", lambda drag, _action: dragged.append(drag.mimeData()))
    page.grid.select_rows([page.grid.model().row_of(path)])
    page.grid.startDrag(Qt.MoveAction)
    place = page.chart.visualRect(page.chart.bars.index(2)).center()
    page.chart.dropEvent(QDropEvent(place, Qt.MoveAction, dragged[0], Qt.LeftButton, Qt.NoModifier))
    assert page.browser.pictures.label(path) == "犬"
    page.chart.dropped.emit(("/of/another/window.png",), "owl")
    assert len(controller.context.labelling.unsaved) == 1


def test_what_was_decided_about_a_pair_takes_no_room_from_the_buttons_of_a_narrow_window(
    leaking: DataController, qtbot: QtBot
) -> None:
    window, view = leaking.context.window, leaking.page.duplicates
    window.resize(window.minimumSize())
    trigger(leaking, "data.duplicates")
    view.ignore.click()
    view.go(-len(view.pairs))
    assert view.decided.text() == "Decided: they are different pictures."
    parts = (view.decided, view.ignore, view.together, view.leave_left, view.leave_right)
    qtbot.waitUntil(lambda: all(part.width() >= part.sizeHint().width() for part in parts))


def test_the_rail_marks_the_page_from_the_first_moment_of_reading_to_the_last_of_checking(
        controller: DataController, folder: Path, settled: Callable[[], None]) -> None:  # fmt: skip
    button = controller.context.window.rail.buttons[0]
    marked: list[bool] = []
    controller.data.opener.events.connect(lambda _events: marked.append(button.is_working))
    controller.open_data(str(folder))
    assert button.is_working
    settled()
    assert marked
    assert all(marked)
    assert not button.is_working
    controller.open_data(str(folder / "not there"))
    settled()
    assert not button.is_working


def test_a_run_that_goes_on_while_data_is_read_leaves_no_page_that_says_it_is_still_read(
    controller: DataController, folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_without_end(_config: TrainConfig, _emit: Emit, control: Control) -> None:
        while True:
            control.check()

    monkeypatch.setattr("app.data_opener.read", read_without_end)
    controller.open_data(str(folder))
    assert controller.context.window.rail.buttons[0].is_working
    controller.data.show_run(str(tmp_path))
    assert not controller.page.loading.isVisibleTo(controller.page)
    qtbot.waitUntil(lambda: not controller.context.window.rail.buttons[0].is_working)
