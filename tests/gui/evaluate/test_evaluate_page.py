"""The Evaluate page as a user sees it: from the figures to the pictures behind them, and back with better labels."""

import errno
import os
import re
import shutil
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtGui import QDesktopServices
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.evaluate_controller import EvaluateController
from app.evaluation_work import LabelQueue, OpenedEvaluation, Wanted, judge_folds
from app.jobs import Job
from app.label_rows import LabelRow
from app.labels_file import LabelsFile
from app.run_catalog import read_run
from core.base.control import Control
from core.base.errors import DataError, ModelFileError, OutputError
from core.base.events import Emit
from core.base.messages import message
from core.base.types import Split
from core.evaluation.stored import load_evaluation
from core.places import data_folder
from core.training.pictures_place import note_moved
from core.training.run_folder import INDEX, SPLITS
from tests.gui.evaluate.conftest import FakePredictor, Scores, make_pictures, make_run, open_run, settle, splits_of
from ui.language import CONTEXT, Catalog, as_tip, say_again, shown
from ui.matrix import Matrix
from ui.pages.page import PageHeader
from ui.theme import Theme
from ui.widgets.choice_button import ELLIPSIS, FRAME_PX, MOST_PX, WIDTH_PX, ChoiceButton
from ui.widgets.class_table import ClassFigures, ClassTable
from ui.widgets.evaluation_plot import AXES, Curve
from ui.widgets.matrix_area import ALL
from ui.widgets.matrix_card import MatrixCard
from ui.widgets.matrix_view import MatrixView
from ui.widgets.pictures_panel import CHOSEN, CORRECTED, EVERY, LABELS, MISTAKES, UNSURE
from ui.widgets.status_bar import STEPS


def make_folds(pictures: Path, runs: Path, num_folds: int, num_of_each: int,
               scores: Scores = lambda _sample: (0.9, 0.05, 0.05)) -> list[Path]:
    """Write pictures of three classes and the runs of a cross-validation over them; return the runs, fold 0 first."""
    classes = ("ant", "bee", "wasp")
    samples = make_pictures(pictures, classes, num_of_each)
    made = []
    for fold in range(num_folds):
        parted = [replace(sample, split=Split.VAL if place % num_folds == fold else Split.TRAIN)
                  for place, sample in enumerate(samples)]  # fmt: skip
        made.append(make_run(runs / f"fold {fold}", splits_of(pictures, classes, parted), scores))
    return made


def names(paths: list[str]) -> list[str]:
    return [Path(path).name for path in paths]


def choose(controller: EvaluateController, kind: str, qtbot: QtBot) -> None:
    box = controller.page.pictures.list_box
    box.setCurrentIndex(box.findData(kind))
    box.activated.emit(box.currentIndex())
    settle(controller, qtbot)


def test_a_run_is_named_by_the_job_that_opens_it(controller: EvaluateController, three: Path, qtbot: QtBot,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    readers = []
    monkeypatch.setattr("app.model_names.read_run",
                        lambda run: readers.append(threading.current_thread()) or read_run(run))
    open_run(controller, three, qtbot)
    assert "pets" in controller.page.run_button.text()
    assert readers
    assert threading.main_thread() not in readers
    num_read = len(readers)
    controller.actions.show_choice(controller.opened.wanted)
    assert "pets" in controller.page.run_button.text()
    assert len(readers) == num_read


def test_tab_goes_round_by_all_that_can_be_used(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)
    page, window = controller.page, controller.context.window
    first = page.run_button
    first.setFocus()
    seen: list[QWidget] = []
    while not seen or (QApplication.focusWidget() is not first and len(seen) < 99):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key_Tab)
    assert QApplication.focusWidget() is first, "Tab never comes back"
    assert {page.report, *page.matrix.tools, page.matrix.view, page.tabs.tabBar(), page.pictures.list_box,
            page.pictures.grid} <= set(seen)  # fmt: skip
    assert any(button in seen for button in window.rail.buttons)
    assert seen.index(page.matrix.tools[0]) < seen.index(page.matrix.view) < seen.index(page.tabs.tabBar())


def test_what_is_said_by_a_label_is_told_to_screen_readers_too(controller: EvaluateController, three: Path,
                                                               qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    page, status = controller.page, controller.context.window.status
    labels = [*page.figures.findChildren(QLabel), page.state, status.device, status.job]
    for label in labels:  # a name stands in the text's place
        assert not label.accessibleName() or label.text() in label.accessibleName()
    assert any(label.accessibleName().startswith("Balanced accuracy ") for label in labels)


def test_the_empty_page_offers_the_runs(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    empty = controller.page.empty
    assert empty.isVisible()
    assert empty.train.isVisible()
    (three / "best_model.pth").write_bytes(b"")
    controller.context.window.show_page("train")
    controller.context.window.show_page("evaluate")
    qtbot.waitUntil(lambda: not empty.train.isVisible())
    first = empty.choices.itemAt(0).widget()
    assert "pets" in first.text()
    first.click()
    assert not empty.isVisible()  # nothing is left to choose while it works
    settle(controller, qtbot)
    assert controller.opened is not None
    assert not empty.isVisible()


def test_runs_of_added_folders_and_moved_ones_are_offered_newest_first(
    controller: EvaluateController, three: Path, two: Path, own_runs_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """Neither is in the index: one was copied into a folder that was added, one was renamed in the window's own."""
    for run in (three, two):
        (run / "best_model.pth").write_bytes(b"")
    copied = tmp_path / "from the server" / "experiment" / three.name
    copied.parent.mkdir(parents=True)
    three.rename(copied)
    own_runs_folder.mkdir(parents=True)
    two.rename(own_runs_folder / "my best")
    for name in range(12):  # which broke off before they had a model
        empty = own_runs_folder / f"20260201_1000{name:02}_none"
        empty.mkdir()
        (empty / "config.json").write_bytes((copied / "config.json").read_bytes())
        (empty / "splits.csv").write_text("", encoding="utf-8")
    controller.context.settings.runs_folders.append(str(tmp_path / "from the server"))
    controller.context.window.show_page("train")
    controller.context.window.show_page("evaluate")
    empty_page, button = controller.page.empty, controller.page.run_button
    qtbot.waitUntil(lambda: not empty_page.train.isVisible())
    offered = [empty_page.choices.itemAt(place).widget().toolTip() for place in range(empty_page.choices.count())]
    assert offered == [as_tip(str(own_runs_folder / "my best")), as_tip(str(copied))]
    button.menu().aboutToShow.emit()
    assert [entry.toolTip() for entry in button.menu().actions()][-2:] == offered


def test_a_runs_stored_predictions_open_without_predicting(
        controller: EvaluateController, three: Path, qtbot: QtBot, network: FakePredictor) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    page = controller.page
    assert network.asked == []
    assert page.matrix.view._matrix.counts.tolist() == [[4, 0, 0], [0, 2, 2], [0, 0, 4]]
    main = page.figures._labels[0:3]
    assert main[0].text() == "Balanced accuracy"
    assert main[1].text().startswith("83.3")
    assert "to" in main[2].text()
    assert "None of these pictures was used in training." in page.figures.notes.text()
    assert "used in training" not in page.state.text(), "it is said once"
    assert page.header.subject.text() == "pets, test"
    # The mistakes are what people come for: the surest first.
    assert names(page.pictures.paths) == ["bee 018.png", "bee 017.png"]
    qtbot.waitUntil(lambda: page.source.thumbnail(page.pictures.paths[0]) is not None)


def test_a_click_on_a_cell_shows_its_pictures(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)
    view, panel = controller.page.matrix.view, controller.page.pictures
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, pos=view.cell_rect(1, 1).center())
    assert names(panel.paths) == ["bee 007.png", "bee 008.png"]
    assert panel.note.text() == "bee, rightly predicted"
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, pos=view.cell_rect(1, 2).center())
    assert names(panel.paths) == ["bee 018.png", "bee 017.png"]
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, pos=view.cell_rect(0, 2).center())
    assert panel.paths == []
    assert panel.nothing.text() == "There is no picture in this cell."


def test_a_cell_of_one_evaluation_is_not_shown_of_the_next(
        controller: EvaluateController, three: Path, two: Path, qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    view, panel = controller.page.matrix.view, controller.page.pictures
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, pos=view.cell_rect(1, 1).center())
    assert panel.paths
    open_run(controller, two, qtbot)
    choose(controller, CHOSEN, qtbot)
    assert panel.paths == []
    assert panel.nothing.text() == "Click a cell of the matrix, or the name of a row or column."


def test_a_picture_that_was_changed_is_seen_when_its_run_is_opened_again(
        controller: EvaluateController, three: Path, qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    source, path = controller.page.source, controller.page.pictures.paths[0]
    qtbot.waitUntil(lambda: source.thumbnail(path) is not None)
    before = source.thumbnail(path)
    Image.new("RGB", (30, 6)).save(path)
    open_run(controller, three, qtbot)
    qtbot.waitUntil(lambda: source.thumbnail(path) not in (None, before))
    assert source.thumbnail(path).full_size.width() == 30


def test_the_class_under_the_tables_cursor_is_that_of_the_curves(
        controller: EvaluateController, three: Path, qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    table, roc = controller.page.table, controller.page.plots["roc"]
    for row in (2, 1):
        table.setCurrentIndex(table.model().index(row, 0))
        assert roc.class_box.currentText() == table.model().index(row, 0).data()


def test_a_click_on_a_name_shows_the_row_or_the_column_mistakes_first(
        controller: EvaluateController, three: Path, qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    view, panel = controller.page.matrix.view, controller.page.pictures
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, pos=view.cell_rect(1, ALL).center())
    assert len(panel.paths) == 4
    assert names(panel.paths)[:2] == ["bee 018.png", "bee 017.png"]
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, pos=view.cell_rect(ALL, 2).center())
    assert len(panel.paths) == 6
    assert names(panel.paths)[:2] == ["bee 018.png", "bee 017.png"]


def test_the_matrix_is_walked_and_chosen_by_keys(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)
    view = controller.page.matrix.view
    view.setFocus()
    for key in (Qt.Key_Down, Qt.Key_Right, Qt.Key_Right):
        qtbot.keyClick(view, key)
    assert view.cursor_cell == (1, 2)
    assert "true class bee, predicted wasp: 2 of 4" in controller.page.matrix.line.text()
    qtbot.keyClick(view, Qt.Key_Return)
    assert names(controller.page.pictures.paths) == ["bee 018.png", "bee 017.png"]
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key_Left)
    assert view.cursor_cell == (1, ALL)


def test_pairs_and_classes_lead_to_their_pictures(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)
    page = controller.page
    assert page.pairs.count() == 1
    page.pairs.setCurrentRow(0)
    page.pairs.itemActivated.emit(page.pairs.item(0))
    assert names(page.pictures.paths) == ["bee 018.png", "bee 017.png"]
    page.table.sortByColumn(2, Qt.AscendingOrder)  # recall: bees come first
    model = page.table.model()
    assert model.index(0, 0).data() == "bee"
    page.table.activated.emit(model.index(0, 0))
    assert len(page.pictures.paths) == 4


def test_the_queues_are_in_order(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)
    panel = controller.page.pictures
    choose(controller, UNSURE, qtbot)
    assert names(panel.paths)[:2] == ["ant 007.png", "ant 008.png"]
    choose(controller, EVERY, qtbot)
    assert len(panel.paths) == 12
    choose(controller, MISTAKES, qtbot)
    assert len(panel.paths) == 2
    choose(controller, LABELS, qtbot)
    assert names(panel.paths) == ["bee 018.png", "bee 017.png"]
    assert "Held-out pictures only: 12" in panel.note.text()
    assert "python -m app" not in panel.note.text()


def test_another_split_is_evaluated_once_and_then_kept(
        controller: EvaluateController, three: Path, qtbot: QtBot, network: FakePredictor) -> None:  # fmt: skip
    network.wrong = frozenset({"ant 009.png"})
    controller.context.settings.device, controller.context.settings.num_threads = "cuda:1", 3
    open_run(controller, three, qtbot)
    texts = [text for text, _slot in controller.page.pictures_button._entries]
    slots = {str(text): slot for text, slot in controller.page.pictures_button._entries}
    assert [str(text) for text in texts[:3]] == ["Test pictures of the run (12)", "Val pictures of the run (6)",
                                                 "Train pictures of the run (42)"]  # fmt: skip
    slots["Val pictures of the run (6)"]()
    settle(controller, qtbot)
    assert len(network.asked) == 6
    assert network.machine == {"device": "cuda:1", "num_threads": 3}
    assert names(controller.page.pictures.paths) == ["ant 009.png"]
    assert controller.page.header.subject.text() == "pets, val"
    slots["Test pictures of the run (12)"]()
    settle(controller, qtbot)
    slots["Val pictures of the run (6)"]()
    settle(controller, qtbot)
    assert len(network.asked) == 6
    controller.context.window.action("evaluate.run").trigger()
    settle(controller, qtbot)
    assert len(network.asked) == 12


def test_a_run_that_was_stopped_before_it_was_judged_is_evaluated_once_and_then_kept(
        controller: EvaluateController, three: Path, qtbot: QtBot, network: FakePredictor) -> None:  # fmt: skip
    (three / "test_results.json").unlink()
    for _ in range(2):
        open_run(controller, three, qtbot)
        assert controller.page.header.subject.text() == "pets, test"
        assert len(network.asked) == 12


def test_another_folder_is_evaluated(controller: EvaluateController, three: Path, qtbot: QtBot, tmp_path: Path,
                                     network: FakePredictor) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    controller.open_pictures([str(tmp_path / "фото 图")])
    settle(controller, qtbot)
    assert len(network.asked) == 60
    assert controller.page.header.subject.text() == "фото 图"
    assert controller.opened is not None
    assert controller.opened.folder.parent == three / "evaluations"


def test_what_makes_all_figures_doubtful_is_said_above_every_tab_and_only_there(
        controller: EvaluateController, three: Path, qtbot: QtBot, network: FakePredictor) -> None:  # fmt: skip
    page = controller.page
    open_run(controller, three, qtbot)
    assert not page.doubt.isVisible()
    network.model.seen = "train"
    controller.open(Wanted(str(three), "train"))
    settle(controller, qtbot)
    said = "All 42 pictures were used in training (to train or to choose the best epoch), so these figures are too"
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        assert page.doubt.isVisible()
        assert page.doubt.text() == f"{said} good."
    assert page.doubt.toolTip().endswith("Judge the model on other pictures.")
    assert "used in training" not in page.figures.notes.text()
    controller.say_state(message("3 corrections kept"))
    assert page.doubt.isVisible()
    open_run(controller, three, qtbot)
    assert not page.doubt.isVisible()
    assert "None of these pictures was used in training." in page.figures.notes.text()


def test_what_was_evaluated_is_browsed_on_the_predict_page(
    controller: EvaluateController, three: Path, qtbot: QtBot, network: FakePredictor
) -> None:
    """A picture that is gone since keeps the others from nobody: it is not listed anew."""
    network.model.seen = "nothing"
    predict = controller.context.controllers["predict"]
    open_run(controller, three, qtbot)
    controller.context.window.action("evaluate.predict").trigger()
    controller.open(Wanted(str(three), "val"))
    settle(controller, qtbot)
    controller.context.window.action("evaluate.predict").trigger()
    assert controller.opened is not None
    opened = controller.opened
    assert predict.asked == [(str(three),), (str(three), opened.evaluation, opened.folder)]
    assert controller.context.window.current_page == "predict"


def test_a_folder_that_is_gone_is_told_and_not_handed_to_the_file_manager(
    controller: EvaluateController, three: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_folders: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown_folders.append(url) or True)
    open_run(controller, three, qtbot)
    three.rename(tmp_path / "elsewhere")
    controller.context.window.action("evaluate.show_folder").trigger()
    assert shown_folders == []
    assert controller.context.window._toast.label.text() == f"{three} is not there any more."


def test_a_folder_is_opened_where_other_programs_see_it_under_the_stores_python(
    controller: EvaluateController, three: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_folders: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown_folders.append(url.toLocalFile()) or True)
    open_run(controller, three, qtbot)
    controller.context.window.action("evaluate.show_folder").trigger()
    monkeypatch.setattr("ui.choose.ON_WINDOWS", True)
    monkeypatch.setattr(os.path, "realpath", lambda path: str(tmp_path / "Packages" / Path(path).name))
    controller.context.window.action("evaluate.show_folder").trigger()
    assert [Path(folder) for folder in shown_folders] == [three, tmp_path / "Packages" / three.name]


def test_an_evaluation_is_cancelled_and_leaves_nothing(
        controller: EvaluateController, three: Path, qtbot: QtBot, network: FakePredictor) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    network.gate = threading.Semaphore(1)
    controller.page.pictures_button._entries[1][1]()
    qtbot.waitUntil(lambda: len(network.asked) == 1)
    assert controller.page.cancel.isVisible()
    controller.page.cancel.click()
    settle(controller, qtbot)
    assert not controller.page.cancel.isVisible()
    assert not (three / "evaluations").exists()
    assert controller.opened is not None
    assert controller.opened.wanted.split == "test"


def test_the_status_bar_tells_how_far_an_evaluation_is(
        controller: EvaluateController, three: Path, qtbot: QtBot, network: FakePredictor) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    network.gate = threading.Semaphore(3)
    controller.page.pictures_button._entries[1][1]()  # the six val pictures
    bar, status = controller.page.progress, controller.context.window.status
    qtbot.waitUntil(lambda: bar.isVisible() and bar.maximum() > 0 and 2 * bar.value() == bar.maximum())
    told = (status.progress.value(), status.progress.maximum(), status.job.text())
    controller.page.cancel.click()
    settle(controller, qtbot)
    assert told == (STEPS // 2, STEPS, f"Evaluating {three.name}: Predicting")


class Search:
    """Looks for wrong labels until it may end; notes in which evaluations, and ends with an error where it has one."""

    def __init__(self) -> None:
        self.opened: list[OpenedEvaluation] = []
        self.may_end = threading.Event()
        self.error: Exception | None = None

    def __call__(self, opened: OpenedEvaluation, folders: list[Path], emit: Emit, control: Control) -> LabelQueue:
        self.opened.append(opened)
        self.may_end.wait()
        control.check()
        if self.error is not None:
            raise self.error
        return LabelQueue((), 1)


@pytest.fixture
def search(controller: EvaluateController, three: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Search:
    """Wrong labels are being looked for."""
    found = Search()
    monkeypatch.setattr("app.evaluate_lists.find_doubtful_labels", found)
    open_run(controller, three, qtbot)
    controller.lists.show(LABELS)
    assert controller.page.pictures.nothing.text() == "Looking for wrong labels..."
    return found


@pytest.mark.parametrize("error", [None, DataError("A table cannot be read.")])
def test_wrong_labels_that_were_not_found_for_a_stop_or_an_error_leave_the_mistakes(
        controller: EvaluateController, qtbot: QtBot, search: Search, error: Exception | None) -> None:  # fmt: skip
    search.error = error
    if error is None:
        controller.page.cancel.click()
    search.may_end.set()
    settle(controller, qtbot)
    panel = controller.page.pictures
    assert names(panel.paths) == ["bee 018.png", "bee 017.png"]
    assert panel.list_box.currentData() == MISTAKES
    assert controller.page.banner.isVisible() == (error is not None)


def test_wrong_labels_of_another_evaluation_are_not_taken_for_this_ones(
        controller: EvaluateController, qtbot: QtBot, search: Search, two: Path) -> None:  # fmt: skip
    first = controller.opened
    controller.open_run(str(two))
    qtbot.waitUntil(lambda: controller.opened is not first)
    search.may_end.set()
    qtbot.waitUntil(lambda: not controller.context.jobs.running)
    choose(controller, LABELS, qtbot)
    assert search.opened == [first, controller.opened]


def test_damaged_predictions_of_a_run_are_told_and_made_anew_once(
        controller: EvaluateController, three: Path, qtbot: QtBot, network: FakePredictor) -> None:  # fmt: skip
    (three / "predictions.csv").write_bytes((three / "predictions.csv").read_bytes()[:200])
    for _time in range(2):
        open_run(controller, three, qtbot)
        assert not controller.page.banner.isVisible()
        assert controller.page.header.subject.text() == "pets, test"
        assert len(network.asked) == 12
    assert controller.context.window.log.text.toPlainText().count("cannot be read") == 2


def test_a_missing_evaluation_is_told_in_place(controller: EvaluateController, tmp_path: Path, qtbot: QtBot) -> None:
    controller.open_run(str(tmp_path / "nowhere"))
    settle(controller, qtbot)
    assert controller.page.banner.isVisible()
    assert controller.page.banner.label.text().startswith("There is no model file")
    assert "Give a" in controller.page.banner.label.text()
    assert controller.page.run_button.text() == "Choose run..."  # there is nothing to choose pictures for
    assert not controller.page.pictures_button.isEnabled()


def broken(path: str | Path) -> None:
    raise ModelFileError(f"{path} is damaged.")


def test_a_broken_model_is_told_before_pictures_are_asked_for(
        controller: EvaluateController, tmp_path: Path, qtbot: QtBot, network: FakePredictor,
        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    asked: list[str] = []
    monkeypatch.setattr("app.evaluate_actions.choose.choose_folder", lambda *_arguments: asked.append("folder") or "")
    monkeypatch.setattr("core.inference.predictor.open_classifier", broken)
    controller.open_model(str(tmp_path / "broken.pth"))
    settle(controller, qtbot)
    assert "is damaged" in controller.page.banner.label.text()
    assert asked == []
    assert "broken" not in controller.page.run_button.text()
    assert not controller.page.pictures_button.isEnabled()


def test_a_model_without_pictures_stays_chosen_when_none_are(
        controller: EvaluateController, tmp_path: Path, qtbot: QtBot, network: FakePredictor,
        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    running_behind: list[tuple[Job, ...]] = []
    monkeypatch.setattr("app.evaluate_actions.choose.choose_folder",
                        lambda *_arguments: running_behind.append(controller.context.jobs.running) or "")  # fmt: skip
    controller.open_model(str(tmp_path / "good.pth"))
    qtbot.waitUntil(lambda: bool(running_behind))
    assert running_behind == [()], "nothing is told to be opened behind the dialog"
    assert "good.pth" in controller.page.run_button.text()
    assert controller.page.empty.text.text().startswith("good.pth is ready")
    monkeypatch.setattr("core.inference.predictor.open_classifier", broken)
    controller.open_model(str(tmp_path / "broken.pth"))
    settle(controller, qtbot)
    assert "good.pth" in controller.page.run_button.text()


@pytest.mark.parametrize("name", ["last_model.pth", "checkpoints/epoch_5.pth"])
def test_another_epoch_of_a_run_is_evaluated_on_the_pictures_that_its_best_one_was(
        controller: EvaluateController, three: Path, qtbot: QtBot, network: FakePredictor, name: str,
        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    asked: list[str] = []
    monkeypatch.setattr("app.evaluate_actions.choose.choose_folder", lambda *_arguments: asked.append("folder") or "")
    for _again in range(2):
        controller.open_model(str(three / name))
        settle(controller, qtbot)
    assert asked == []
    assert len(network.asked) == 12
    assert controller.page.header.subject.text() == "pets, test"
    assert controller.page.run_button.toolTip() == as_tip(str(three / name))


def test_a_broken_model_does_not_take_the_place_of_the_one_in_sight(
        controller: EvaluateController, three: Path, tmp_path: Path, qtbot: QtBot, network: FakePredictor,
        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    controller.open_pictures([str(tmp_path / "фото 图")])
    settle(controller, qtbot)
    monkeypatch.setattr("core.inference.predictor.open_classifier", broken)
    controller.open_model(str(tmp_path / "broken.pth"))
    settle(controller, qtbot)
    assert "is damaged" in controller.page.banner.label.text()
    assert "pets" in controller.page.run_button.text()
    assert "фото 图" in controller.page.pictures_button.text()


def test_pictures_of_foreign_classes_are_told_without_the_command_lines_options(
        controller: EvaluateController, three: Path, tmp_path: Path, qtbot: QtBot,
        network: FakePredictor) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    make_pictures(tmp_path / "birds", ("crow", "owl"), 2)
    controller.open_pictures([str(tmp_path / "birds")])
    settle(controller, qtbot)
    text = controller.page.banner.label.text()
    assert "they are of crow, owl. Rename their classes" in text
    assert "--" not in text


def test_the_choice_is_that_of_the_evaluation_in_sight_where_nothing_comes_of_another(
        controller: EvaluateController, three: Path, tmp_path: Path, qtbot: QtBot,
        network: FakePredictor) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    page, before = controller.page, controller.page.pictures_button.text()
    make_pictures(tmp_path / "birds", ("crow", "owl"), 2)
    controller.open_pictures([str(tmp_path / "birds")])
    assert page.pictures_button.text() == "birds"
    settle(controller, qtbot)
    assert "they are of crow, owl" in page.banner.label.text()
    qtbot.waitUntil(lambda: page.pictures_button.text() == before)  # wide enough for it again
    network.gate = threading.Semaphore(0)
    controller.open_pictures([str(tmp_path / "фото 图")])
    assert page.pictures_button.text() == "фото 图"
    controller.stop()
    settle(controller, qtbot)
    qtbot.waitUntil(lambda: page.pictures_button.text() == before)  # wide enough for it again
    assert controller.opened is not None
    controller.again()
    assert controller._wanted is not None
    assert (controller._wanted.split, controller._wanted.source) == ("test", "")
    controller.stop()
    settle(controller, qtbot)


def test_the_figures_of_two_classes_stand_in_a_window_of_usual_size(controller: EvaluateController, two: Path,
                                                                    qtbot: QtBot) -> None:  # fmt: skip
    controller.context.window.resize(1350, 850)
    open_run(controller, two, qtbot)
    figures = controller.page.tabs.widget(0)
    assert len(controller.page.figures._labels) == 3 * 10
    assert figures.verticalScrollBar().maximum() == 0


def test_the_threshold_moves_matrix_and_figures_at_once(
        controller: EvaluateController, two: Path, qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, two, qtbot)
    page = controller.page
    bar = page.threshold
    assert bar.isVisible()
    assert page.matrix.view._matrix.counts.tolist() == [[8, 2], [2, 8]]
    assert bar.figures.text().startswith("sensitivity 80.0")
    qtbot.mouseClick(page.matrix.view.viewport(), Qt.LeftButton, pos=page.matrix.view.cell_rect(0, 1).center())
    assert ": 2 of 10" in page.matrix.line.text()
    bar.slider.setValue(300)
    assert page.matrix.view._matrix.counts.tolist() == [[4, 6], [0, 10]]
    assert ": 6 of 10" in page.matrix.line.text()
    assert bar.figures.text().startswith("sensitivity 100.0")
    assert page.plots[Curve.ROC].drawing.marks[0].y == 1.0
    values = {page.figures._labels[3 * row].text(): page.figures._labels[3 * row + 1].text() for row in range(6)}
    assert values["Specificity"].startswith("40.0")
    # A moment later the pictures follow.
    qtbot.waitUntil(lambda: len(page.pictures.paths) == 6)
    bar.reset.click()
    assert page.matrix.view._matrix.counts.tolist() == [[8, 2], [2, 8]]


def test_pictures_follow_the_threshold_also_where_the_evaluation_is_opened_again(
        controller: EvaluateController, two: Path, qtbot: QtBot) -> None:  # fmt: skip
    def predicted() -> int:
        panel = controller.page.pictures
        path = next(path for path in panel.paths if Path(path).name == "good 037.png")
        return controller.opened.store.result(path).predicted

    for _ in range(2):
        open_run(controller, two, qtbot)
        choose(controller, EVERY, qtbot)
        assert predicted() == 0
        controller.page.threshold.slider.setValue(300)
        qtbot.waitUntil(lambda: predicted() == 1)


def test_youdens_threshold_is_marked_and_taken(controller: EvaluateController, two: Path, qtbot: QtBot) -> None:
    open_run(controller, two, qtbot)
    page = controller.page
    youden = page.plots[Curve.ROC].drawing.marks[1]
    assert "Youden" in youden.label
    page.threshold.youden.click()
    assert page.plots[Curve.ROC].drawing.marks[0].y == youden.y
    assert controller.opened is not None
    assert controller.opened.figures.ranked is not None
    assert controller.opened.figures.threshold == controller.opened.figures.ranked.youden


def test_calibration_is_of_the_best_score_and_says_so(controller: EvaluateController, two: Path, qtbot: QtBot) -> None:
    open_run(controller, two, qtbot)
    plot = controller.page.plots[Curve.CALIBRATION]
    (line,) = plot.drawing.lines
    assert min(line.x) >= 0.5  # of two classes one always has half: no class predicted by a threshold with less
    assert shown(AXES[Curve.CALIBRATION][0]) == "best score"
    assert "whatever the threshold" in plot.note.text()


def test_a_correction_is_kept_undone_and_counted(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)
    page, panel = controller.page, controller.page.pictures
    assert not panel.retrain.isEnabled()
    assert panel.retrain.toolTip().startswith("Correct the true class")
    page.set_correcting(True)
    panel.grid.setFocus()
    qtbot.keyClick(panel.grid, Qt.Key_3)
    path = panel.paths[0]
    assert panel.store.corrections == {path: "wasp"}
    assert panel.model.caption(path) == "wasp  88\u00a0%"
    assert panel.model.caption(panel.paths[1]) == "bee → wasp  87\u00a0%"
    assert panel.correct_bar._title.toolTip() == "True class: wasp"
    assert panel.corrections.text() == "1 corrected"
    assert panel.retrain.isEnabled()
    with qtbot.waitSignal(controller.context.labelling.saved):
        pass
    assert "wasp" in (Path(path).parents[1] / "labels.csv").read_text(encoding="utf-8-sig")
    choose(controller, CORRECTED, qtbot)
    assert panel.paths == [path]
    controller.context.window.action("edit.undo").trigger()
    assert panel.store.corrections == {}
    assert not panel.retrain.isEnabled()
    assert "1 correction kept" in page.state.text()
    qtbot.waitUntil(lambda: "judged" in page.state.text())


def test_corrections_are_kept_at_the_root_of_the_runs_data_set_wherever_its_pictures_lie(
        controller: EvaluateController, qtbot: QtBot, tmp_path: Path) -> None:  # fmt: skip
    root, classes = tmp_path / "pets", ("ant", "bee")
    splits = splits_of(root, classes, make_pictures(root / "pictures", classes, 10))
    open_run(controller, make_run(tmp_path / "runs" / "one", splits, lambda _sample: (0.9, 0.1)), qtbot)
    controller.page.pictures.correct_bar.class_chosen.emit("ant")
    with qtbot.waitSignal(controller.context.labelling.saved):
        pass
    assert "pictures/bee/bee 00" in (root / "labels.csv").read_text(encoding="utf-8-sig")


def test_the_label_it_had_takes_a_correction_back(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)
    bar, panel = controller.page.pictures.correct_bar, controller.page.pictures
    bar.class_chosen.emit("ant")
    assert panel.store.corrections
    bar.class_chosen.emit("bee")
    assert panel.store.corrections == {}
    assert controller.context.labelling.changes == {}


def test_train_again_keeps_settings_and_splits(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)
    panel, train = controller.page.pictures, controller.context.controllers["train"]
    first, second = panel.paths
    panel.correct_bar.class_chosen.emit("wasp")
    panel.go(1)
    panel.leave_out.click()
    assert panel.model.caption(second) == "left out"
    assert panel.leave_out.text() == "Use again"
    panel.leave_out.click()
    assert panel.leave_out.text() == "Leave out"
    panel.leave_out.click()
    assert panel.corrections.text() == "2 corrected"
    panel.retrain.click()
    settle(controller, qtbot)
    config = train.configs[0]
    assert (config.model, config.epochs, config.lr) == ("squeezenet1_1", 7, 0.002)
    # What the machine had decided for the run is decided anew; what was asked for stays.
    assert (config.device, config.precision, config.cache) == ("auto", "auto", "ram")
    from core.config import validate
    from core.data.sources.open import open_source

    validate(config)
    index = open_source(config)
    old = {line.split(",")[0]: line.split(",")[2] for line in (three / SPLITS).read_text().splitlines()[1:]}
    new = {Path(sample.path).relative_to(index.root).as_posix(): sample for sample in index.samples}
    assert old.keys() - new.keys() == {Path(second).relative_to(index.root).as_posix()}
    assert all(str(sample.split) == old[name] for name, sample in new.items())
    changed = new[Path(first).relative_to(index.root).as_posix()]
    assert index.classes[changed.label or 0] == "wasp"
    assert changed.split is Split.TEST


def test_corrections_stay_after_training_again_with_them(
        controller: EvaluateController, three: Path, qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    page, panel, labelling = controller.page, controller.page.pictures, controller.context.labelling
    first, second = panel.paths
    panel.correct_bar.class_chosen.emit("wasp")
    panel.go(1)
    panel.leave_out.click()
    panel.retrain.click()
    settle(controller, qtbot)
    open_corrected(controller)
    controller.context.jobs.start("Anything", lambda _emit, _control: None, kind="any")
    settle(controller, qtbot)
    qtbot.waitUntil(lambda: not controller.context.jobs.running)
    assert panel.corrections.text() == "2 corrected"
    assert panel.retrain.isEnabled()
    choose(controller, EVERY, qtbot)
    with qtbot.waitSignal(labelling.saved):
        panel.correct_bar.class_chosen.emit("wasp")
    with qtbot.waitSignal(labelling.saved):
        controller.context.window.action("edit.undo").trigger()
    assert "2 corrections kept" in page.state.text()
    # Each can still be taken back.
    for path in (first, second):
        panel.go_to(panel.paths.index(path))
        panel.correct_bar.clear_button.click()
    assert panel.corrections.text() == ""
    assert panel.store.corrections == {}
    with qtbot.waitSignal(labelling.saved):
        pass
    assert "judged" in page.state.text()


def open_corrected(controller: EvaluateController) -> None:
    """Read the corrected table as the Train and Data pages do."""
    from core.data.sources.open import open_source

    index = open_source(controller.context.controllers["train"].configs[-1])
    rows = {sample.path: LabelRow(index.classes[sample.label or 0], str(sample.split)) for sample in index.samples}
    controller.context.labelling.begin(LabelsFile(index.root), rows.keys(), rows)


def test_the_report_is_saved_where_it_is_wanted_or_it_is_said_why_not(
    controller: EvaluateController, three: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_run(controller, three, qtbot)
    save = controller.context.window.action("evaluate.save_report")
    (tmp_path / "a file").touch()
    for target in (tmp_path / "a file" / "bees.html", tmp_path / "about bees"):
        monkeypatch.setattr("ui.choose.choose_target", lambda *_given, target=target: str(target))
        save.trigger()
        settle(controller, qtbot)
        assert controller.page.banner.isVisible() == (target.parent != tmp_path)
    assert "Cannot write" in controller.page.banner.label.text()
    assert "<html" in (tmp_path / "about bees.html").read_text(encoding="utf-8")
    assert controller.context.settings.export_folder == str(tmp_path)


def test_the_folder_of_a_run_that_was_deleted_is_not_made_anew_for_its_report(
    controller: EvaluateController, three: Path, qtbot: QtBot
) -> None:
    open_run(controller, three, qtbot)
    shutil.rmtree(three)
    controller.context.window.action("evaluate.report").trigger()
    settle(controller, qtbot)
    assert "is gone, so its report is not written" in controller.page.banner.label.text()
    assert not three.exists()


def test_a_report_that_finds_the_disk_full_leaves_the_one_that_it_was_to_replace(
    controller: EvaluateController, three: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_half(_source: Path, target: Path) -> None:
        target.write_text("<ht", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")

    open_run(controller, three, qtbot)
    before = tmp_path / "report.html"
    before.write_text("the one before", encoding="utf-8")
    monkeypatch.setattr("ui.choose.choose_target", lambda *_given: str(before))
    monkeypatch.setattr("app.evaluate_actions.shutil.copyfile", copy_half)
    controller.context.window.action("evaluate.save_report").trigger()
    settle(controller, qtbot)
    assert "the disk is full" in controller.page.banner.label.text()
    assert before.read_text(encoding="utf-8") == "the one before"


def test_the_threshold_in_use_is_kept_in_the_model_file(controller: EvaluateController, two: Path, qtbot: QtBot,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    kept: list[tuple[str, str, float]] = []
    monkeypatch.setattr("app.evaluate_actions.keep_threshold",
                        lambda *given: kept.append(given) or two / "best_model.pth")  # fmt: skip
    open_run(controller, two, qtbot)
    keep = controller.page.threshold.keep
    assert not keep.isEnabled()
    assert "made with this threshold" in keep.toolTip()
    controller.page.threshold.threshold_changed.emit(0.25)
    qtbot.waitUntil(keep.isEnabled)
    keep.click()
    settle(controller, qtbot)
    assert kept == [(str(two), "defect", 0.25)]
    assert controller.context.window._toast.label.text().startswith("defect is predicted from 25")


def test_what_was_corrected_waits_for_the_training_that_runs(controller: EvaluateController, three: Path,
                                                             qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    panel, may_end = controller.page.pictures, threading.Event()
    panel.leave_out.click()
    assert panel.retrain.isEnabled()
    controller.context.jobs.start("Training", lambda emit, control: may_end.wait(), kind="train")
    is_enabled, said = panel.retrain.isEnabled(), panel.retrain.toolTip()
    may_end.set()
    assert not is_enabled
    assert said == "A training runs. Train again when it has ended."
    qtbot.waitUntil(panel.retrain.isEnabled)


def test_the_report_is_made_and_opened(controller: EvaluateController, three: Path, qtbot: QtBot,
                                       monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    open_run(controller, three, qtbot)
    (three / "roc.png").write_bytes(b"of val")
    controller.context.window.action("evaluate.report").trigger()
    settle(controller, qtbot)
    qtbot.waitUntil(lambda: bool(opened))
    assert "Balanced accuracy" in Path(opened[0]).read_text(encoding="utf-8")
    assert (three / "roc.png").read_bytes() == b"of val"
    assert load_evaluation(three).judging.split == "test"


def test_the_matrix_zooms_and_scrolls(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)
    view = controller.page.matrix.view
    fitted = view.side
    view.setFocus()
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key_Plus)
    assert view.side > fitted
    assert view.horizontalScrollBar().maximum() > 0 or view.verticalScrollBar().maximum() > 0
    qtbot.keyClick(view, Qt.Key_0)
    assert view.side == fitted
    assert view.cell_at(QPoint(2, 2)) is None


def test_long_names_of_columns_lie_where_the_matrix_has_room_beside_it(qtbot: QtBot) -> None:
    view = MatrixView()
    qtbot.addWidget(view)
    view.resize(640, 200)
    view.show()
    names = ("glioblastoma", "meningioma", "metastasis", "healthy tissue")
    view.set_matrix(Matrix.of(names, [[1] * 4] * 4))
    metrics = view.fontMetrics()
    assert view.cell_rect(ALL, 0).width() >= max(map(metrics.horizontalAdvance, names))
    assert view.cell_rect(0, 3).right() <= view.viewport().width()
    assert view.cell_at(view.cell_rect(2, 3).center()) == (2, 3)
    view.zoom_in()
    assert view.cell_at(view.cell_rect(0, 0).center()) == (0, 0)
    many = tuple(f"class of number {number}" for number in range(40))
    view.set_matrix(Matrix.of(many, [[1] * 40] * 40))
    assert view.column_px == view.side


@pytest.mark.parametrize("num_classes", [10, 12])
def test_counts_shrink_to_stand_in_small_cells(qtbot: QtBot, num_classes: int) -> None:
    view = MatrixView()
    qtbot.addWidget(view)
    view.resize(420, 14 * num_classes + 60)
    view.show()
    empty = [[0] * num_classes for _ in range(num_classes)]
    view.set_matrix(Matrix.of(tuple(map(str, range(num_classes))), empty))
    assert view.side < 24
    cell = view.cell_rect(0, 0).adjusted(2, 2, -2, -2)

    def inks(count: int) -> set[int]:
        counts = [list(row) for row in empty]
        counts[0][0] = count
        view.set_matrix(Matrix.of(view._matrix.classes, counts))
        image = view.viewport().grab().toImage()
        return {image.pixel(x, y) for x in range(cell.left(), cell.right()) for y in range(cell.top(), cell.bottom())}

    assert len(inks(23)) > 1
    assert len(inks(12345678)) == 1  # in letters too small to be read, it is not written


def test_the_line_under_the_matrix_says_nothing_of_another_matrix(qtbot: QtBot) -> None:
    card = MatrixCard()
    qtbot.addWidget(card)
    first = card.line.text()
    card.set_matrix(Matrix.of(("no", "yes"), [[3, 1], [0, 4]]))
    card.view._choose((0, 1))
    assert "predicted yes" in card.line.text()
    card.set_matrix(Matrix.of(("ant", "bee"), [[3, 1], [0, 4]]))
    assert card.line.text() == first


def test_folds_check_every_picture_after_their_val_was_predicted(
        controller: EvaluateController, qtbot: QtBot, tmp_path: Path, network: FakePredictor) -> None:  # fmt: skip
    runs = make_folds(tmp_path / "folds", tmp_path / "runs", 2, 4,
                      lambda sample: (0.9, 0.05, 0.05) if sample.label != 2 else (0.05, 0.05, 0.9))  # fmt: skip
    (runs[1] / "predictions.csv").unlink()  # as where a run broke off before it was judged
    open_run(controller, runs[0], qtbot)
    choose(controller, LABELS, qtbot)
    page, panel = controller.page, controller.page.pictures
    assert "Held-out pictures only: 6" in panel.note.text()
    assert page.banner.label.text().startswith("One run of this cross-validation")
    network.wrong = frozenset({"ant 001.png"})
    page.banner._row.itemAt(0).widget().click()
    qtbot.waitUntil(lambda: panel.note.text().startswith("Out of fold: each of 12 pictures"))
    settle(controller, qtbot)
    assert "ant 001.png" in names(panel.paths)
    # What is found there is corrected as anywhere.
    panel.correct_bar.class_chosen.emit("bee")
    assert panel.corrections.text() == "1 corrected"


def test_folds_whose_predicting_was_stopped_are_offered_again_without_those_that_were_done(
        controller: EvaluateController, qtbot: QtBot, tmp_path: Path, network: FakePredictor) -> None:  # fmt: skip
    runs = make_folds(tmp_path / "folds", tmp_path / "runs", 3, 3)
    for run in runs[1:]:
        (run / "predictions.csv").unlink()
    open_run(controller, runs[0], qtbot)
    choose(controller, LABELS, qtbot)
    banner = controller.page.banner
    assert banner.label.text().startswith("2 runs of this cross-validation have not")
    network.gate = threading.Semaphore(4)
    banner._row.itemAt(0).widget().click()
    qtbot.waitUntil(lambda: len(network.asked) == 4)
    controller.page.cancel.click()
    settle(controller, qtbot)
    assert banner.isVisible()
    assert banner.label.text().startswith("One run of this cross-validation has not")
    network.gate = None
    banner._row.itemAt(0).widget().click()
    settle(controller, qtbot)
    assert controller.page.pictures.note.text().startswith("Out of fold: each of 9 pictures")


@pytest.mark.parametrize("is_in_sight", [True, False])
def test_folds_whose_predicting_failed_leave_no_figure_of_before(
        controller: EvaluateController, qtbot: QtBot, tmp_path: Path, network: FakePredictor,
        monkeypatch: pytest.MonkeyPatch, *, is_in_sight: bool) -> None:  # fmt: skip
    runs = make_folds(tmp_path / "folds", tmp_path / "runs", 3, 3)
    for run in runs[1:]:
        (run / "predictions.csv").unlink()
    open_run(controller, runs[0], qtbot)
    choose(controller, LABELS, qtbot)

    def judge_one(wanted: Sequence[Any], *given: Any) -> None:
        judge_folds(wanted[:1], *given)
        raise OutputError("The disk is full.")

    monkeypatch.setattr("app.evaluate_lists.judge_folds", judge_one)
    banner, panel = controller.page.banner, controller.page.pictures
    banner._row.itemAt(0).widget().click()
    if not is_in_sight:
        panel.list_chosen.emit(MISTAKES)
    settle(controller, qtbot)
    assert banner.isVisible()
    assert banner.label.text() == "The disk is full."
    choose(controller, LABELS, qtbot)
    assert banner.label.text().startswith("One run of this cross-validation has not")


def test_a_runs_models_are_told_apart_however_long_the_runs_name_is(qtbot: QtBot) -> None:
    button = ChoiceButton("model", "Choose a run...")
    button.setFixedWidth(WIDTH_PX + button.fontMetrics().horizontalAdvance("best_model.pth"))
    qtbot.addWidget(button)
    texts = []
    for name in ("best_model.pth", "last_model.pth"):
        button.show_choice(f"20260101_120000_mobilenet_v2_ants_bees/{name}", "")
        texts.append(button.text())
    assert [text.rpartition("/")[2] for text in texts] == ["best_model.pth", "last_model.pth"]
    button.show_choice("a/" + 20 * "long name ", "")
    assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()


def test_the_choice_of_a_model_is_whole_where_there_is_room_and_leaves_the_others_theirs(qtbot: QtBot) -> None:
    header, button = PageHeader("Predict"), ChoiceButton("model", "Choose model...")
    header.add(button)
    qtbot.addWidget(header)
    header.resize(1200, 48)
    header.show()
    name = next(name for name in ("flowers_v2/best_model.pth"[start:] for start in range(9))
                if button.fontMetrics().horizontalAdvance(name) < MOST_PX - FRAME_PX)  # fmt: skip
    button.show_choice(name, "")
    qtbot.waitUntil(lambda: button.text() == name)
    assert button.width() > WIDTH_PX
    header.resize(320, 48)
    qtbot.waitUntil(lambda: button.width() == WIDTH_PX)
    assert ELLIPSIS in button.text()
    header.resize(1200, 48)
    button.show_choice("flowers/" + 20 * "long name ", "")
    qtbot.waitUntil(lambda: button.width() == MOST_PX)
    button.show_choice("", "")
    qtbot.waitUntil(lambda: button.width() == WIDTH_PX)


def test_a_choice_that_has_the_width_it_asks_for_is_whole(qtbot: QtBot) -> None:
    button = ChoiceButton("model", "Choose model...")
    qtbot.addWidget(button)
    button.show()
    for word in ("a", "ants", "ill", "wry", "AVE", "cafe", "wiring", "lift"):
        for name in (f"resnet18 on {word} pictures", f"resnet18 on {word}/epoch 12"):
            button.show_choice(name, "")
            button.resize(button.sizeHint())
            assert button.text() == name


def test_folds_are_found_in_the_folders_of_the_runs_page(
    controller: EvaluateController, qtbot: QtBot, tmp_path: Path
) -> None:
    make_folds(tmp_path / "folds", tmp_path / "server", 2, 4)
    (data_folder() / INDEX).unlink()
    controller.context.settings.runs_folders.append(str(tmp_path / "server"))
    open_run(controller, tmp_path / "server" / "fold 0", qtbot)
    choose(controller, LABELS, qtbot)
    assert controller.page.pictures.note.text().startswith("Out of fold: each of 12 pictures")


@pytest.mark.parametrize("name", ["light", "dark"])
def test_where_two_scroll_bars_meet_there_is_nothing_to_see(qtbot: QtBot, name: str) -> None:
    theme = Theme(name)
    theme.apply()
    table = ClassTable()
    qtbot.addWidget(table)
    table.set_rows([ClassFigures(f"class {number}", 3, 3, 0.5, 0.5, 0.5, 0.5) for number in range(40)])
    table.resize(200, 160)
    table.show()
    qtbot.waitExposed(table)
    side, low = table.verticalScrollBar(), table.horizontalScrollBar()
    assert side.isVisible()
    assert low.isVisible()
    image = table.grab().toImage()
    left, top = side.mapTo(table, QPoint(0, 0)).x(), low.mapTo(table, QPoint(0, 0)).y()
    colors = {image.pixelColor(x, y).name() for x in range(left, left + side.width())
              for y in range(top, top + low.height())}  # fmt: skip
    assert colors == {theme.tokens.color("surface").name()}


def test_all_figures_of_a_class_stand_beside_each_other_in_a_narrow_window(qtbot: QtBot) -> None:
    Theme("light").apply()
    table = ClassTable()
    qtbot.addWidget(table)
    table.set_rows([ClassFigures("daisy", 4, 4, 1.0, 1.0, 1.0, 1.0)])
    table.show()
    header, metrics = table.horizontalHeader(), table.horizontalHeader().fontMetrics()

    def spare() -> list[int]:
        words = [table.model().headerData(column, Qt.Horizontal) for column in range(header.count())]
        return [header.sectionSize(column) - metrics.horizontalAdvance(text) for column, text in enumerate(words)]

    before = spare()
    assert min(before) >= 16  # the room around a heading
    assert header.length() < sum(header.sectionSizeHint(column) for column in range(header.count())) - 100
    table.sortByColumn(2, Qt.DescendingOrder)  # Recall's heading gets an arrow
    assert [more - less for more, less in zip(spare(), before, strict=True)].count(0) == header.count() - 1
    assert spare()[2] > before[2]


def test_a_kept_correction_is_known_when_the_run_is_opened_again(
        controller: EvaluateController, three: Path, qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, three, qtbot)
    panel = controller.page.pictures
    path = panel.current
    with qtbot.waitSignal(controller.context.labelling.saved):
        panel.correct_bar.class_chosen.emit("wasp")
    open_run(controller, three, qtbot)
    assert panel.corrections.text() == "1 corrected"
    assert panel.store.corrections == {path: "wasp"}


def test_what_the_page_says_follows_the_language(controller: EvaluateController, three: Path, qtbot: QtBot) -> None:
    open_run(controller, three, qtbot)

    class Shouting(Catalog):
        def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
            return re.sub(r"[a-z]+(?![^{]*})", lambda word: word[0].upper(), source) if context == CONTEXT else None

    translator = Shouting({"": ""})
    QApplication.instance().installTranslator(translator)
    try:
        say_again()
        page = controller.page
        assert page.pictures.retrain.text() == "TRAIN AGAIN WITH CORRECTIONS..."
        assert page.tabs.tabText(1) == "CLASSES"
        assert page.matrix.shown_box.itemText(0) == "COUNTS"
        assert "NONE OF THESE PICTURES" in page.figures.notes.text()
        assert page.state.text().startswith("12 PICTURES JUDGED")
        assert page.table.model().headerData(1, Qt.Horizontal) == "PICTURES"
        page.pairs.event(QEvent(QEvent.LanguageChange))
        assert "TAKEN FOR" in page.pairs.item(0).text()
    finally:
        QApplication.instance().removeTranslator(translator)
        say_again()


def test_arrows_move_the_slider_that_has_the_focus_and_else_go_through_the_pictures(
        controller: EvaluateController, two: Path, qtbot: QtBot) -> None:  # fmt: skip
    open_run(controller, two, qtbot)
    page, panel = controller.page, controller.page.pictures
    controller.context.window.activateWindow()
    first, value = panel.current, page.threshold.slider.value()
    page.threshold.slider.setFocus()
    qtbot.keyClick(page.threshold.slider, Qt.Key_Right)
    assert page.threshold.slider.value() == value + 1
    assert panel.current == first
    page.tabs.tabBar().setFocus()
    qtbot.keyClick(page.tabs.tabBar(), Qt.Key_Right)
    assert page.tabs.currentIndex() == 1
    panel.set_large(True)
    qtbot.keyClick(panel.picture, Qt.Key_Right)
    assert panel.current == panel.paths[1]


def banner_button(controller: EvaluateController, text: str) -> QPushButton:
    return next(one for one in controller.page.banner.findChildren(QPushButton) if one.text() == text)


def test_a_run_whose_pictures_were_moved_asks_where_they_are_and_shows_them(
        controller: EvaluateController, three: Path, tmp_path: Path, qtbot: QtBot, network: FakePredictor,
        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    old, new = tmp_path / "фото 图", tmp_path / "moved here"
    old.rename(new)
    open_run(controller, three, qtbot)
    banner, panel = controller.page.banner, controller.page.pictures
    assert str(old) in banner.label.text()
    assert names(panel.paths) == ["bee 018.png", "bee 017.png"]
    answers = [str(tmp_path / "runs"), str(new)]
    monkeypatch.setattr("app.moved_pictures.choose.choose_folder", lambda *_arguments: answers.pop(0))
    banner_button(controller, "Choose where they are...").click()
    settle(controller, qtbot)
    assert "None of the run's pictures is in" in banner.label.text()
    banner_button(controller, "Choose where they are...").click()
    settle(controller, qtbot)
    assert not banner.isVisible()
    assert panel.paths == [str(new / "bee" / "bee 018.png"), str(new / "bee" / "bee 017.png")]
    assert controller.opened is not None
    assert controller.opened.splits is not None
    assert controller.opened.splits.root == str(new)
    # Other splits, which nobody has judged yet, are found there too.
    controller.open(replace(controller.opened.wanted, split="val"))
    settle(controller, qtbot)
    assert network.asked
    assert all(path.startswith(str(new)) for path in network.asked)


def test_pictures_that_another_page_was_told_of_are_shown_when_the_page_comes_back(
        controller: EvaluateController, three: Path, tmp_path: Path, qtbot: QtBot) -> None:  # fmt: skip
    (tmp_path / "фото 图").rename(tmp_path / "new")
    open_run(controller, three, qtbot)
    assert controller.page.banner.isVisible()
    controller.context.window.show_page("train")
    note_moved(three, tmp_path / "new")
    controller.context.window.show_page("evaluate")
    settle(controller, qtbot)
    assert not controller.page.banner.isVisible()
    assert all(path.startswith(str(tmp_path / "new")) for path in controller.page.pictures.paths)


def test_what_cannot_be_evaluated_for_want_of_its_pictures_asks_and_goes_on(
        controller: EvaluateController, three: Path, tmp_path: Path, qtbot: QtBot, network: FakePredictor,
        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    (tmp_path / "фото 图").rename(tmp_path / "new")
    controller.open(Wanted(str(three), "val"))
    settle(controller, qtbot)
    assert controller.opened is None
    monkeypatch.setattr("app.moved_pictures.choose.choose_folder", lambda *_arguments: str(tmp_path / "new"))
    banner_button(controller, "Choose where they are...").click()
    settle(controller, qtbot)
    assert controller.opened is not None
    assert len(controller.opened.store.paths) == 6
