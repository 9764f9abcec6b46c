import csv
import json
import os
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import app.predict_opening as opening
from app.data_opener import OpenedData
from app.figures_feed import Figures
from app.labels_file import LabelsFile
from app.opening_job import OpenedModel, StoredRun
from app.paths import settings_file
from app.predict_controller import PredictController
from app.settings import load
from core.base import patience
from core.base.control import Control
from core.base.errors import ModelFileError, PlainWeightsError
from core.base.events import Emit, Notice
from core.base.types import Prediction, Sample, Splits
from core.config import TrainConfig
from core.data.splitting.table import write_splits
from core.evaluation.judging import gather
from core.inference.writers import open_writer
from core.training.run_folder import write_config
from tests.gui.browse.conftest import CLASSES, FakePredictor, run_to_end
from ui.arrange import Filter, SortBy
from ui.language import as_tip
from ui.results import Verdict
from ui.theme import DARK


def action(controller: PredictController, name: str) -> None:
    controller.context.window.action(name).trigger()


def test_the_empty_page_says_what_to_do(controller: PredictController) -> None:
    page = controller.page
    assert page.empty.isVisible()
    assert not page.run.isEnabled()
    assert page.run.toolTip() == "Choose a model first."


def test_model_and_pictures_make_it_ready(opened: PredictController) -> None:
    page = opened.page
    assert page.view.isVisible()
    assert page.run.isEnabled()
    assert opened.browser.store.num_labelled() == 6
    assert "Press Run" in page.state.text()
    assert page.view.picture.path.endswith("1 кошка.png")


def test_a_models_threshold_is_told_beside_its_scores_and_its_name(opened: PredictController) -> None:
    line = "cat from 31.6 % on: the model's threshold"
    opened.take_model(replace(opened.model, decision=line))
    opened.show_what_is_chosen()
    assert opened.page.view.bars._decision == line
    assert opened.page.model_button.toolTip().endswith(f"\n{line}")
    opened.take_model(replace(opened.model, decision=""))
    opened.show_what_is_chosen()
    assert opened.page.view.bars._decision == ""
    assert line not in opened.page.model_button.toolTip()


def test_run_predicts_everything_and_says_what_could_not_be_read(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    store = opened.browser.store
    assert store.num_done == 7
    assert Counter(store.verdict(path) for path in store.paths) == {
        Verdict.RIGHT: 3, Verdict.WRONG: 2, Verdict.UNLABELLED: 1, Verdict.UNREADABLE: 1}
    assert "1 cannot be read" in opened.page.state.text()
    qtbot.mouseClick(opened.page.show_unreadable, Qt.LeftButton)
    assert [Path(path).name for path in opened.browser.paths] == ["cut.png"]
    assert "no picture" in opened.page.view.bars.accessibleDescription()
    qtbot.waitUntil(lambda: opened.page.view.figures.text("accuracy") == "50.0\u00a0%")


def test_what_another_prediction_said_goes_when_all_is_predicted_anew_or_by_another_model(
    opened: PredictController, predictor: FakePredictor, qtbot: QtBot
) -> None:
    page, store = opened.page, opened.browser.store
    run_to_end(opened, qtbot)
    opened.trained_on.update(store.paths)
    predictor.gate = threading.Semaphore(1)
    page.run.click()
    qtbot.waitUntil(lambda: store.num_done == 1)
    predictor.gate.release(99)
    qtbot.waitUntil(lambda: not opened.is_running)
    assert page.state.text().startswith("Done: 7 pictures")
    assert "used in training" not in page.state.text()
    opened.trained_on.update(store.paths)
    opened.open_model("/models/other.pth")
    qtbot.waitUntil(lambda: not opened.is_running)
    assert store.num_done == 0
    run_to_end(opened, qtbot)
    assert "used in training" not in page.state.text()


def test_a_picture_that_was_mended_is_seen_when_its_folder_is_opened_again(
    opened: PredictController, pictures: Path, write_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    cut, source = str(pictures / "dog" / "cut.png"), opened.page.source
    opened.page.view.set_grid(True)
    qtbot.waitUntil(lambda: source.thumbnail(cut) is not None)
    assert source.thumbnail(cut).error is not None
    write_picture(Path(cut))
    opened.open_pictures([str(pictures)])
    qtbot.waitUntil(lambda: not opened.is_running)
    qtbot.waitUntil(lambda: (found := source.thumbnail(cut)) is not None and found.error is None)


def test_the_sample_digits_are_listed_with_their_classes(
    controller: PredictController, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.data.sample.sample_folder", lambda: pictures)
    controller.page.empty.sample_asked.emit()
    qtbot.waitUntil(lambda: len(controller.browser.store) == 7)
    assert controller.page.state.text() == "7 pictures. Choose a model to see what it says of them."
    controller.open_model("/models/best_model.pth")
    qtbot.waitUntil(lambda: not controller.is_running)
    assert controller.page.state.text() == "7 pictures, 6 with a known true class. Press Run (Ctrl+R)."


def test_a_slow_network_is_not_said_to_do_nothing(opened: PredictController, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("app.predict_status.time.monotonic", lambda: now[0])
    opened.status.begin()
    opened.status.show_progress("pets", 0, 7)
    for seconds, done, told in ((10.0, 4, "0.4 pictures/s, 0:08 left"), (0.2, 206, "20 pictures/s")):
        now[0] += seconds
        opened.status.show_progress("pets", done, 300 if done > 7 else 7)
        assert told in opened.page.state.text()


def test_tab_comes_round_where_no_picture_passes_the_filter(opened: PredictController, qtbot: QtBot) -> None:
    view = opened.page.view
    view.filters.set_filter(Filter(name="of no picture"))
    opened.browser.finish()
    qtbot.waitUntil(view.nothing.isVisible)
    first = opened.page.model_button
    first.setFocus()
    seen: list[QWidget] = []
    while not seen or (QApplication.focusWidget() is not first and len(seen) < 99):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key_Tab)
    assert QApplication.focusWidget() is first
    assert view.nothing.clear in seen


def test_one_picture_of_training_is_one(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    opened.trained_on.add(opened.browser.paths[0])
    opened.show_what_is_chosen()
    assert opened.page.state.text().endswith("1 of the pictures was used in training.")


def test_unreadable_pictures_are_offered_only_while_some_are_known(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    assert opened.page.show_unreadable.isVisible()
    opened.open_model("/models/another.pth")
    qtbot.waitUntil(lambda: not opened.is_running)
    assert "Press Run" in opened.page.state.text()
    assert not opened.page.show_unreadable.isVisible()


def test_browsing_never_waits_and_what_is_in_sight_comes_first(opened: PredictController, predictor: FakePredictor,
                                                               qtbot: QtBot) -> None:  # fmt: skip
    predictor.gate = threading.Semaphore(0)
    opened.browser.go_last()
    last = opened.browser.current
    opened.run()
    opened.browser.go_first()
    opened.browser.go_last()
    assert opened.page.run.text() == "Stop"
    predictor.gate.release(2)
    qtbot.waitUntil(lambda: opened.browser.store.result(last) is not None)
    assert opened.browser.store.num_done < 7
    predictor.gate.release(100)
    qtbot.waitUntil(lambda: not opened.is_running)


def test_a_stopped_run_goes_on_with_the_rest(opened: PredictController, predictor: FakePredictor, qtbot: QtBot) -> None:
    predictor.gate = threading.Semaphore(3)
    opened.run()
    qtbot.waitUntil(lambda: opened.browser.store.num_done == 3)
    qtbot.mouseClick(opened.page.run, Qt.LeftButton)
    qtbot.waitUntil(lambda: not opened.is_running)
    assert "Stopped at 3 of 7" in opened.page.state.text()
    predictor.gate = None
    run_to_end(opened, qtbot)
    assert opened.browser.store.num_done == 7
    assert opened.page.run.toolTip().startswith("Predict all pictures again")


def test_other_pictures_end_a_running_prediction_and_its_late_results_are_not_heard(
    opened: PredictController, predictor: FakePredictor, pictures: Path, qtbot: QtBot
) -> None:
    predictor.gate = threading.Semaphore(1)
    opened.run()
    opened.open_pictures([str(pictures / "cat")])
    qtbot.waitUntil(lambda: len(opened.browser.store) == 3)
    qtbot.waitUntil(lambda: not opened.is_running and not opened.context.jobs.running)
    assert opened.browser.store.num_done == 0


def test_an_error_stands_in_the_page(controller: PredictController, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                     qtbot: QtBot) -> None:  # fmt: skip
    def refuse(*_arguments: object) -> None:
        raise ModelFileError("The file is cut short. Copy it again.")

    monkeypatch.setattr("app.predict_opening.open_model", refuse)
    controller.open_model("broken.pth")
    qtbot.waitUntil(controller.page.banner.isVisible)
    assert "cut short" in controller.page.banner.label.text()
    controller.open_pictures([str(tmp_path / "gone")])
    qtbot.waitUntil(lambda: "does not exist" in controller.page.banner.label.text())


def test_weights_alone_are_told_to_be_for_training(controller: PredictController, monkeypatch: pytest.MonkeyPatch,
                                                   tmp_path: Path, qtbot: QtBot) -> None:  # fmt: skip
    def refuse(path: str, *_arguments: object) -> None:
        raise PlainWeightsError("Give --architecture NAME and --classes NAME NAME ...", Path(path))

    monkeypatch.setattr("app.predict_opening.open_model", refuse)
    controller.open_model(str(tmp_path / "plain.pth"))
    qtbot.waitUntil(controller.page.banner.isVisible)
    text = controller.page.banner.label.text()
    assert text.startswith("plain.pth holds weights alone")
    assert "Train page" in text
    assert "--" not in text


@pytest.mark.parametrize("ending", [".txt", ".csv", ".json"])
def test_exports_hold_the_filtered_pictures_in_order(opened: PredictController, ending: str, tmp_path: Path,
                                                     qtbot: QtBot) -> None:  # fmt: skip
    run_to_end(opened, qtbot)
    opened.page.view.filters.set_filter(Filter(true="cat"))
    opened.page.view.filters.set_sort(SortBy.SCORE_UP)
    opened.browser.finish()
    shown = list(opened.browser.paths)
    assert len(shown) == 3
    target = tmp_path / f"results{ending}"
    opened.actions.exports.write_results(str(target), only_shown=True)
    qtbot.waitUntil(lambda: target.exists() and not opened.context.jobs.running)
    text = target.read_text(encoding="utf-8-sig")
    if ending == ".txt":
        found = [line[7:] for line in text.splitlines() if line.startswith("Image: ")]
    elif ending == ".csv":
        found = [row["img_path"] for row in csv.DictReader(text.splitlines())]
    else:
        found = [row["path"] for row in json.loads(text)]
    assert found == shown
    opened.actions.exports.write_results(str(tmp_path / f"all{ending}"), only_shown=False)
    qtbot.waitUntil(lambda: (tmp_path / f"all{ending}").exists() and not opened.context.jobs.running)


def test_unknown_below_counts_and_is_used_by_exports(opened: PredictController, tmp_path: Path, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    opened.page.view.unknown.setValue(70)
    assert opened.page.view.unknown_count.text() == "5 pictures"
    opened.actions.exports.write_results(str(tmp_path / "results.csv"), only_shown=False)
    qtbot.waitUntil(lambda: (tmp_path / "results.csv").exists() and not opened.context.jobs.running)
    assert opened.context.window._toast.label.text() == "results.csv is written, with 7 results."
    rows = list(csv.DictReader((tmp_path / "results.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert sorted(row["predict"] for row in rows) == ["", "cat", *["unknown"] * 5]


def test_annotated_pictures_are_saved(opened: PredictController, tmp_path: Path, qtbot: QtBot,
                                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    run_to_end(opened, qtbot)
    opened.actions.exports.write_annotated(str(tmp_path / "annotated"), only_shown=False)
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    assert len(list((tmp_path / "annotated").iterdir())) == 6
    monkeypatch.setattr("ui.choose.choose_target", lambda *_arguments: str(tmp_path / "один.png"))
    action(opened, "predict.save_picture")
    qtbot.waitUntil(lambda: (tmp_path / "один.png").exists() and not opened.context.jobs.running)


@pytest.mark.parametrize("mode", ["copy", "link"])
def test_sorting_into_folders_can_be_undone(opened: PredictController, tmp_path: Path, qtbot: QtBot, mode: str) -> None:
    run_to_end(opened, qtbot)
    opened.page.view.unknown.setValue(60)
    folder = tmp_path / "sorted"
    opened.actions.exports.write_sorted(str(folder), mode, only_shown=False)
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    assert len(list((folder / "cat").iterdir())) + len(list((folder / "unknown").iterdir())) == 6
    toast = opened.context.window._toast
    assert "6 pictures" in toast.label.text()
    if mode == "copy":
        qtbot.mouseClick(toast.action, Qt.LeftButton)
    else:
        assert "6 pictures linked" in opened.labelling.undo_stack.undoText()
        action(opened, "edit.undo")
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    assert not list(folder.rglob("*.png"))
    opened.labelling.undo_stack.undo()
    assert not opened.labelling.undo_stack.canUndo()


def test_a_result_is_copied_to_the_clipboard(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    action(opened, "predict.copy")
    text = QGuiApplication.clipboard().text()
    assert text.startswith(opened.browser.current)
    assert "Predicted class: cat\ncat: 75.0\u00a0%" in text
    assert "True class: cat" in text
    opened.browser.go_to([Path(path).name for path in opened.browser.paths].index("cut.png") + 1)
    action(opened, "predict.copy")
    assert "Error: it is no picture." in QGuiApplication.clipboard().text()


def test_correct_mode_by_keys_with_undo_and_a_table(opened: PredictController, pictures: Path, qtbot: QtBot) -> None:
    window, page, browser = opened.context.window, opened.page, opened.browser
    path = browser.current
    page.setFocus()
    qtbot.keyClick(page.view.picture, Qt.Key_2)
    assert browser.store.true_class(path) == "cat"
    action(opened, "predict.correct")
    assert page.view.correct_bar.isVisible()
    page.view.correct_bar.choose_key("2")
    assert browser.store.true_class(path) == "dog"
    page.view.correct_bar.go_on.setChecked(True)
    page.class_chosen.emit("bird")
    assert browser.store.true_class(path) == "bird"
    assert browser.current != path
    action(opened, "edit.undo")
    assert browser.store.true_class(path) == "dog"
    action(opened, "edit.undo")
    assert browser.store.true_class(path) == "cat"
    assert not window.action("edit.undo").isEnabled()
    action(opened, "edit.redo")
    browser.go_first()
    page.view.correct_bar.clear_button.click()
    assert browser.store.true_class(path) == "cat"
    action(opened, "edit.undo")
    opened.labelling.flush()
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    assert LabelsFile(str(pictures)).labels == {path: "dog"}
    opened.open_pictures([str(pictures)])
    qtbot.waitUntil(lambda: not opened.is_running)
    assert browser.store.true_class(path) == "dog"


def test_the_class_that_a_picture_has_is_no_correction_of_it(opened: PredictController, qtbot: QtBot) -> None:
    page, path = opened.page, opened.browser.current
    action(opened, "predict.correct")
    page.class_chosen.emit("cat")
    assert opened.browser.store.true_class(path) == "cat"
    assert opened.labelling.is_saved
    assert not opened.context.window.action("edit.undo").isEnabled()
    for name in ("dog", "cat"):
        page.class_chosen.emit(name)
        assert opened.browser.store.true_class(path) == name


def test_a_runs_stored_predictions_are_there_at_once_wrong_ones_first(
    controller: PredictController, pictures: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = sorted(str(path) for path in pictures.rglob("*.png") if path.name != "cut.png")
    with open_writer(tmp_path / "predictions.csv", CLASSES) as writer:
        for number, path in enumerate(paths):
            score = 0.5 + number / 20
            writer.write(Prediction(path, (score, 1 - score, 0.0), Path(path).parent.name, None, 0))
    monkeypatch.setattr("app.opening_job.open_model", opening.open_model)
    controller.open_run(str(tmp_path))
    qtbot.waitUntil(lambda: controller.browser.store.num_done == 6)
    browser = controller.browser
    verdicts = [browser.store.verdict(path) for path in browser.paths]
    assert verdicts == [Verdict.WRONG] * 3 + [Verdict.RIGHT] * 3
    assert browser.current == browser.paths[0]
    assert controller.page.view.filters.sort_by is SortBy.WRONG_FIRST
    assert "Done: 6 pictures" in controller.page.state.text()


def test_a_run_whose_pictures_were_moved_asks_where_they_are_and_shows_them(
    controller: PredictController, pictures: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_dir, new = tmp_path / "run", tmp_path / "new place"
    run_dir.mkdir()
    samples = tuple(Sample(str(path), 0) for path in sorted((pictures / "cat").glob("*.png")))
    splits = Splits(str(pictures), CLASSES, samples[:1], samples[1:], (), "pets")
    write_config(run_dir, TrainConfig(), splits, {})
    write_splits(run_dir / "splits.csv", splits)
    with open_writer(run_dir / "predictions.csv", CLASSES) as writer:
        for sample in samples:
            writer.write(Prediction(sample.path, (0.9, 0.1, 0.0), "cat", None, 0))
    pictures.rename(new)
    monkeypatch.setattr("app.opening_job.open_model", opening.open_model)
    controller.open_run(str(run_dir))
    qtbot.waitUntil(lambda: not controller.is_running)
    banner = controller.page.banner
    assert str(pictures) in banner.label.text()
    assert len(controller.browser.store) == len(samples)
    monkeypatch.setattr("app.moved_pictures.choose.choose_folder", lambda *_arguments: str(new))
    banner.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: not controller.is_running)
    assert not banner.isVisible()
    assert all(path.startswith(str(new)) and Path(path).is_file() for path in controller.browser.paths)
    assert controller.root == str(new / "cat")


def test_a_run_without_predictions_opens_its_model(controller: PredictController, tmp_path: Path, qtbot: QtBot,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("app.opening_job.open_model", opening.open_model)
    controller.open_run(str(tmp_path))
    qtbot.waitUntil(lambda: controller.model is not None)
    assert controller.page.empty.isVisible()
    assert tmp_path.name in controller.page.model_button.toolTip()


def test_a_table_gives_the_true_classes(opened: PredictController, pictures: Path, tmp_path: Path, qtbot: QtBot,
                                        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    other = str(pictures / "other" / "1.png")

    def read(_path: str, emit: Emit, _control: Control) -> dict[str, str]:
        emit(Notice("table.csv: CSV; 2 pictures, 2 classes."))
        return {other: "owl", "/elsewhere": "cat"}

    monkeypatch.setattr("app.predict_opening.read_table", read)
    opened.opening.open_table("table.csv")
    qtbot.waitUntil(lambda: not opened.is_running)
    assert opened.browser.store.true_class(other) == "owl"
    assert not opened.page.banner.isVisible()
    monkeypatch.setattr("app.predict_opening.read_table", lambda *_arguments: {"/elsewhere": "cat"})
    opened.opening.open_table("table.csv")
    qtbot.waitUntil(opened.page.banner.isVisible)


def test_what_is_worth_knowing_of_a_prediction_is_said_in_place(
    opened: PredictController, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenedModel, "is_written_anew", True)
    run_to_end(opened, qtbot)
    qtbot.waitUntil(opened.page.banner.isVisible)
    assert "/models/best_model.pth was written anew" in opened.page.banner.label.text()
    assert opened.browser.store.num_done == 7


def test_true_classes_that_come_meanwhile_end_no_prediction(
    opened: PredictController, predictor: FakePredictor, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = str(pictures / "other" / "1.png")
    monkeypatch.setattr("app.predict_opening.read_table", lambda *_arguments: {other: "owl"})
    predictor.gate = threading.Semaphore(1)
    opened.run()
    qtbot.waitUntil(lambda: opened.browser.store.num_done == 1)
    opened.opening.open_table("table.csv")
    qtbot.waitUntil(lambda: opened.browser.store.true_class(other) == "owl")
    predictor.gate.release(len(opened.browser.store))
    qtbot.waitUntil(lambda: not opened.is_running)
    assert opened.browser.store.num_done == len(opened.browser.store)
    assert opened.page.state.text().startswith("Done")


def test_every_command_has_its_key(opened: PredictController, qtbot: QtBot) -> None:
    page, browser = opened.page, opened.browser
    page.view.picture.setFocus()
    for key, place in ((Qt.Key_Right, 2), (Qt.Key_End, 7), (Qt.Key_Left, 6), (Qt.Key_Home, 1)):
        qtbot.keyClick(page.view.picture, key)
        assert browser.place == place
    qtbot.keyClick(page.view.picture, Qt.Key_Space)
    assert browser.autoplay.is_playing
    qtbot.keyClick(page.view.picture, Qt.Key_Space)
    assert not browser.autoplay.is_playing
    qtbot.keyClick(page.view.picture, Qt.Key_BracketRight)
    assert (browser.autoplay.interval_s, page.view.transport.interval.value()) == (0.7, 0.7)
    qtbot.keyClick(page.view.picture, Qt.Key_F, Qt.ControlModifier)
    assert page.view.filters.name.hasFocus()
    qtbot.keyClicks(page.view.filters.name, "c 1")
    assert page.view.filters.name.text() == "c 1"
    assert not page.is_correcting
    qtbot.waitUntil(lambda: browser.filter.name == "c 1")


def test_space_presses_the_button_that_has_the_focus(opened: PredictController, qtbot: QtBot) -> None:
    button = opened.page.view.transport.next
    button.setFocus(Qt.TabFocusReason)
    qtbot.keyClick(button, Qt.Key_Space)
    assert not opened.browser.autoplay.is_playing
    assert opened.browser.place == 2


def test_full_screen_takes_the_keys_of_the_page(opened: PredictController, qtbot: QtBot) -> None:
    page = opened.page
    page.toggle_full_screen()
    screen = page.full_screen
    assert screen is not None
    qtbot.waitExposed(screen)
    qtbot.keyClick(screen.view, Qt.Key_Right)
    assert screen.view.path == opened.browser.current == page.view.picture.path
    qtbot.keyClick(screen.view, Qt.Key_Escape)
    assert page.full_screen is None


def test_the_grid_takes_the_place_of_the_picture(opened: PredictController, qtbot: QtBot) -> None:
    view = opened.page.view
    qtbot.keyClick(view.picture, Qt.Key_G)
    assert not view.picture.isVisible()
    assert opened.context.window.action("predict.grid").isChecked()
    assert not view.grid.is_strip
    view.grid.path_opened.emit(opened.browser.current)
    assert view.picture.isVisible()
    assert view.grid.is_strip


def test_every_control_has_a_name_and_what_is_disabled_says_why(controller: PredictController, qtbot: QtBot) -> None:
    page = controller.page
    for kind in (QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit):
        for widget in page.findChildren(kind):
            if widget.objectName().startswith("qt_") or isinstance(widget.parent(), (QAbstractSpinBox, QComboBox)):
                continue
            if isinstance(widget.parent(), QLineEdit) or not (widget.isVisibleTo(page) or widget.isEnabled()):
                continue
            name = widget.accessibleName() or getattr(widget, "text", str)()
            assert name, f"{widget} has no name"
            if not widget.isEnabled():
                assert widget.toolTip(), f"{name} does not say why it is disabled"


def test_tab_goes_as_the_eye_does(opened: PredictController, qtbot: QtBot) -> None:
    page = opened.page
    view = page.view
    expected = [page.model_button, page.pictures_button, page.run, view.picture, view.unknown, view.side,
                view.transport.first]
    page.model_button.setFocus()
    seen = [page.focusWidget()]
    while len(seen) < len(expected):
        qtbot.keyClick(page.focusWidget(), Qt.Key_Tab)
        seen.append(page.focusWidget())
    assert seen == expected


def test_keys_scroll_to_the_figures_below_the_fold(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    side = opened.page.view.side
    side.widget().setMinimumHeight(side.height() + 200)
    qtbot.waitUntil(lambda: side.verticalScrollBar().maximum() > 0)
    side.setFocus()
    qtbot.keyClick(side, Qt.Key_PageDown)
    assert side.verticalScrollBar().value() > 0


def test_themes_change_without_a_restart(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    opened.page.set_tokens(DARK)
    assert not opened.page.grab().isNull()


def test_settings_are_remembered(opened: PredictController) -> None:
    opened.browser.autoplay.set_interval(3.0)
    opened.page.view.transport.loop.setChecked(True)
    opened.page.view.unknown.setValue(40)
    opened.context.window.close()
    assert opened.context.settings.predict == {"interval_s": 3.0, "loop": True, "shuffle": False, "unknown_below": 0.4}


def test_the_preferences_know_what_was_changed_on_the_page_and_leave_it_so(opened: PredictController) -> None:
    view, kept = opened.page.view, opened.context.settings.predict
    view.unknown.setValue(80)
    view.transport.loop.click()
    assert (kept["unknown_below"], kept["loop"]) == (0.8, True)
    kept["interval_s"] = 2.0  # as the preferences do
    opened.restore_settings()
    assert (view.transport.interval.value(), view.unknown.value(), view.transport.loop.isChecked()) == (2.0, 80, True)
    assert opened.browser.store.unknown_below == 0.8
    assert kept == {"interval_s": 2.0, "loop": True, "shuffle": False, "unknown_below": 0.8}


def test_the_current_data_set_is_offered_with_its_classes(opened: PredictController, pictures: Path,
                                                          qtbot: QtBot) -> None:  # fmt: skip
    menu = opened.page.pictures_button.menu()
    menu.aboutToShow.emit()
    assert not any("pets" in entry.text() for entry in menu.actions())
    samples = [Sample(str(path), label) for label, name in ((0, "cat"), (1, "dog"))
               for path in sorted((pictures / name).glob("*.png"))]  # fmt: skip
    splits = Splits(str(pictures), ("cat", "dog"), tuple(samples[::2]), tuple(samples[1::2]), (), "pets & co")
    opened.context.data.set(OpenedData(splits, {}, ()))
    menu.aboutToShow.emit()
    entries = {entry.text(): entry for entry in menu.actions()}
    assert list(entries)[:2] == ["Val pictures of pets && co (3)", "All pictures of pets && co (6)"]
    entries["Val pictures of pets && co (3)"].trigger()
    qtbot.waitUntil(lambda: not opened.is_running)
    assert list(opened.browser.store.paths) == [sample.path for sample in splits.val]
    assert opened.browser.store.num_labelled() == 3
    assert opened.name == "pets & co val"
    opened.context.data.set(None)
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == "Folder..."


@pytest.mark.parametrize("judged_before", [False, True])
def test_a_run_that_broke_off_or_went_on_opens_with_its_own_pictures(
    controller: PredictController, pictures: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    judged_before: bool
) -> None:  # fmt: skip
    samples = tuple(Sample(str(path), 0) for path in sorted((pictures / "cat").glob("*.png")))
    splits = Splits(str(pictures), CLASSES, samples[:1], samples[1:], (), "pets")
    write_config(tmp_path, TrainConfig(), splits, {})
    write_splits(tmp_path / "splits.csv", splits)
    if judged_before:  # by the weights of an earlier epoch
        with open_writer(tmp_path / "predictions.csv", CLASSES) as writer:
            writer.write(Prediction(samples[1].path, (0.9, 0.1, 0.0), "cat", None, 0))
        ends = [json.dumps({"time": 1.0, "event": "RunEnded", "reason": reason}) for reason in ("finished", "stopped")]
        (tmp_path / "events.jsonl").write_text("\n".join(ends) + "\n", encoding="utf-8")
    monkeypatch.setattr("app.opening_job.open_model", opening.open_model)
    controller.open_run(str(tmp_path))
    qtbot.waitUntil(lambda: not controller.is_running and len(controller.browser.store) == 2)
    assert controller.browser.store.num_done == 0
    assert controller.browser.store.num_labelled() == 2
    assert controller.page.run.isEnabled()


@pytest.mark.parametrize("went_on", [False, True])
def test_what_was_evaluated_is_listed_with_what_was_said_of_it_though_a_picture_is_gone(
    controller: PredictController, pictures: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    went_on: bool
) -> None:  # fmt: skip
    monkeypatch.setattr("app.opening_job.open_model", opening.open_model)
    paths = [str(path) for path in sorted(pictures.glob("cat/*.png"))]
    said = [Prediction(path, (0.2, 0.7, 0.1), "owl", None, 1) for path in paths]  # as a table said, not the folder
    evaluation = SimpleNamespace(judged=gather(said, CLASSES), predicted=np.ones(len(paths), np.int64))
    Path(paths[0]).unlink()
    model, results = tmp_path / "best_model.pth", tmp_path / "test_results.json"
    for path, time_s in ((model, 200 if went_on else 100), (results, 150)):
        path.write_bytes(b"")
        os.utime(path, (time_s, time_s))
    controller.open_evaluation(str(model), evaluation, tmp_path)
    qtbot.waitUntil(lambda: not controller.is_running and len(controller.browser.store) == 3)
    store = controller.browser.store
    assert controller.page.banner.isHidden()
    said_now = None if went_on else "dog"  # other weights may say something else
    assert [(store.true_class(path), store.predicted_class(path)) for path in paths] == 3 * [("owl", said_now)]
    assert controller.page.run.isEnabled()


def test_the_state_tells_no_correction_that_was_undone(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    opened.correct(opened.browser.current, "bird")
    opened.labelling.flush()
    qtbot.waitUntil(lambda: "1 correction kept" in opened.page.state.text())
    action(opened, "edit.undo")
    opened.labelling.flush()
    qtbot.waitUntil(lambda: "Done: " in opened.page.state.text())


def test_a_later_export_puts_the_error_of_an_earlier_one_away(
    opened: PredictController, tmp_path: Path, qtbot: QtBot
) -> None:
    run_to_end(opened, qtbot)
    (tmp_path / "no folder").write_text("", encoding="utf-8")
    opened.actions.exports.write_results(str(tmp_path / "no folder" / "results.csv"), only_shown=False)
    qtbot.waitUntil(opened.page.banner.isVisible)
    opened.actions.exports.write_results(str(tmp_path / "results.csv"), only_shown=False)
    qtbot.waitUntil(lambda: (tmp_path / "results.csv").exists() and not opened.context.jobs.running)
    assert not opened.page.banner.isVisible()


def test_exports_of_pictures_in_the_cache_begin_in_the_documents(
    opened: PredictController, pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.choose.documents", lambda: "/documents")
    exports = opened.actions.exports
    assert exports._folder() == str(pictures.parent)
    monkeypatch.setenv("CLASSWISE_CACHE", str(pictures.parent))
    assert exports._folder() == "/documents"


def test_a_digit_is_its_own_key_and_the_picture_is_fitted_by_no_key_then(
    opened: PredictController, qtbot: QtBot
) -> None:
    page, browser, fit = opened.page, opened.browser, opened.context.window.action("predict.zoom_fit")
    page.view.correct_bar.set_classes(tuple("0123456789"))
    assert [key.text() for key in page.view.correct_bar._keys] == list("0123456789")
    action(opened, "predict.correct")
    path = browser.current
    assert fit.shortcut().isEmpty()
    for key in "30":
        qtbot.keyClick(page.view.picture, key)
        assert browser.store.true_class(path) == key
        page.view.correct_bar.set_classes(tuple("0123456789"))
    action(opened, "predict.correct")
    assert fit.shortcut().toString() == "0"


def test_the_time_that_a_prediction_took_is_not_said_of_other_results(
    opened: PredictController, predictor: FakePredictor, qtbot: QtBot
) -> None:
    run_to_end(opened, qtbot)
    assert "Done: 7 pictures in " in opened.page.state.text()
    store = opened.browser.store
    results = tuple(result for path in store.paths if (result := store.result(path)) is not None)
    assert opened.model is not None
    run = StoredRun(opened.model, tuple(store.paths), {}, results)
    opened.opening._on_run_opened(run, opened.context.labelling.book(opened.root).file, "/runs/one")
    assert "Done: 7 pictures. " in opened.page.state.text()


def test_disabled_entries_of_the_export_menu_say_why(opened: PredictController, qtbot: QtBot) -> None:
    save = opened.context.window.action("predict.save_picture")
    assert not save.isEnabled()
    assert "not predicted yet" in save.toolTip()
    run_to_end(opened, qtbot)
    assert save.isEnabled()
    opened.browser.select(next(path for path in opened.browser.paths if "cut" in path))
    assert not save.isEnabled()
    assert "cannot be read" in save.toolTip()


def test_what_was_opened_is_remembered_at_once_and_what_could_not_be_opened_is_not(
    opened: PredictController, pictures: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "empty").mkdir()
    opened.open_pictures([str(tmp_path / "empty")])
    qtbot.waitUntil(opened.page.banner.isVisible)
    settings = load(settings_file())
    assert (settings.recent_pictures, settings.recent_models) == ([str(pictures)], ["/models/best_model.pth"])
    assert opened.context.settings.recent_pictures == [str(pictures)]


def test_a_drive_that_does_not_answer_holds_no_menu(
    opened: PredictController, pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    away, gone, exists = "//server/share/photos", str(tmp_path / "gone"), os.path.exists
    monkeypatch.setattr(patience, "PATIENCE_S", 1.0)
    # Without an end of its own: a menu that it holds is never there.
    monkeypatch.setattr(os.path, "exists", lambda path: gate.wait() if str(path).startswith(away) else exists(path))
    opened.context.settings.recent_pictures[:] = [away, gone, str(pictures)]
    opened.context.settings.recent_models[:] = [f"{away}/best_model.pth", str(tmp_path / "gone.pth")]
    texts = []
    for button in (opened.page.pictures_button, opened.page.model_button):
        button.menu().aboutToShow.emit()
        texts.append([entry.text() for entry in button.menu().actions()])
    gate.set()
    assert texts[0][-2:] == ["photos", pictures.name], "what is not known to be gone is offered"
    assert texts[1][-1] == "photos/best_model.pth"


def test_a_whole_drive_is_offered_by_its_path(opened: PredictController) -> None:
    drive = os.path.abspath(os.sep)
    opened.context.settings.recent_pictures[:] = [drive]
    opened.page.pictures_button.menu().aboutToShow.emit()
    assert opened.page.pictures_button.menu().actions()[-1].text() == drive


def test_runs_of_the_folders_of_the_runs_page_are_offered_as_models(opened: PredictController, tmp_path: Path) -> None:
    run = tmp_path / "server" / "20260101_100000_mobilenet_v2"
    run.mkdir(parents=True)
    write_config(run, TrainConfig(model="mobilenet_v2"), Splits(str(tmp_path), CLASSES, (), (), (), "pets"), {})
    (run / "splits.csv").write_text("", encoding="utf-8")
    (run / "best_model.pth").write_bytes(b"")
    opened.context.settings.runs_folders.append(str(run.parent))
    menu = opened.page.model_button.menu()
    menu.aboutToShow.emit()
    assert menu.actions()[-1].text() == "mobilenet_v2 on pets (20260101_100000)"
    assert menu.actions()[-1].toolTip() == as_tip(str(run))


def test_other_pictures_are_all_shown_as_listed_whatever_was_filtered_before(
    opened: PredictController, pictures: Path, qtbot: QtBot
) -> None:
    run_to_end(opened, qtbot)
    filters = opened.page.view.filters
    filters.set_filter(Filter(verdict=Verdict.WRONG, name="dog"))
    filters.set_sort(SortBy.SCORE_UP)
    opened.open_pictures([str(pictures / "cat")])
    qtbot.waitUntil(lambda: len(opened.browser.store) == 3 and not opened.is_running)
    assert opened.browser.paths == opened.browser.store.paths
    assert (filters.filter.is_open, filters.sort_by, filters.name.text()) == (True, SortBy.LISTED, "")


@pytest.mark.parametrize("key", [Qt.Key_Return, Qt.Key_Escape])
def test_after_typing_the_keys_go_through_the_pictures_again(
    opened: PredictController, qtbot: QtBot, key: Qt.Key
) -> None:
    page, view = opened.page, opened.page.view
    action(opened, "predict.correct")
    for field in (view.filters.name, view.transport.place, view.transport.interval, view.correct_bar.typed.lineEdit(),
                  view.unknown):
        field.setFocus()
        QTest.keyClick(QApplication.focusWidget(), key)
        qtbot.waitUntil(view.picture.hasFocus)
    action(opened, "predict.go_to")
    QTest.keyClicks(QApplication.focusWidget(), "3")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key_Return)
    qtbot.waitUntil(view.picture.hasFocus)
    assert page.browser.place == 3
    qtbot.keyClick(view.picture, Qt.Key_Right)
    assert page.browser.place == 4


def test_a_model_of_few_classes_leaves_room_for_the_figures(opened: PredictController) -> None:
    bars = opened.page.view.bars
    assert bars.num_rows == 3
    opened.browser.store.set_classes(tuple("abcdefg"))
    opened.page.view.show_results()
    assert bars.num_rows == 5


def test_true_classes_that_the_model_does_not_know_are_said_to_be_foreign(
    opened: PredictController, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to_end(opened, qtbot)
    opened.status.show_figures(Figures({}, 0, 7, num_foreign=6))
    assert opened.page.view.figures.scope.text() == "true classes foreign to the model"
    assert "none of the true classes" in opened.page.view.figures.scope.toolTip().replace("\n", " ")


def test_pictures_that_are_left_out_are_not_said_to_be_without_a_label(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    scope = opened.page.view.figures.scope
    opened.status.show_figures(Figures({"accuracy": 1.0}, 4, 7))
    assert scope.text() == "4 labelled of 7"
    opened.status.show_figures(Figures({"accuracy": 1.0}, 4, 7, num_trained_on=3))
    assert scope.text() == "4 judged of 7"
    assert "3 pictures that the model was trained with are left out" in scope.toolTip().replace("\n", " ")


def test_figures_that_never_come_are_not_promised(opened: PredictController, qtbot: QtBot) -> None:
    scope = opened.page.view.figures.scope
    opened.status.show_figures(Figures({}, 0, 0))
    assert scope.text() == "after the first results"
    run_to_end(opened, qtbot)
    opened.status.show_figures(Figures({}, 0, 7))  # only the picture that cannot be read has a true class
    assert scope.text() == "those of known class cannot be read"


def test_the_state_counts_the_true_classes_of_a_table(
    opened: PredictController, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.open_pictures([str(pictures / "other")])
    qtbot.waitUntil(lambda: len(opened.browser.store) == 1 and not opened.is_running)
    assert "known true class" not in opened.page.state.text()
    opened.opening._on_table_read({opened.browser.current: "owl"})
    assert "1 with a known true class" in opened.page.state.text()


def test_a_click_leaves_the_keys_with_the_pictures(
    opened: PredictController, predictor: FakePredictor, qtbot: QtBot
) -> None:
    page, view = opened.page, opened.page.view
    predictor.gate = threading.Semaphore(0)
    view.picture.setFocus()
    qtbot.mouseClick(page.run, Qt.LeftButton)
    assert opened.is_running
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key_Space)
    assert opened.browser.autoplay.is_playing
    for widget in (page.model_button, page.pictures_button, view.export, view.filters.verdict, view.transport.loop):
        assert widget.focusPolicy() == Qt.TabFocus
    predictor.gate.release(100)
    qtbot.waitUntil(lambda: not opened.is_running)
    opened.browser.autoplay.pause()


def test_pictures_of_a_drive_that_is_gone_hold_no_window(opened: PredictController, qtbot: QtBot,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    away, waited, isdir = "/server/photos", [], os.path.isdir

    def guard(path: object) -> bool:
        if str(path).startswith(away) and threading.current_thread() is threading.main_thread():
            waited.append(path)
        return isdir(path)

    monkeypatch.setattr(os.path, "isdir", guard)
    opened.context.settings.export_folder = away
    opened.open_pictures([f"{away}/2026"])
    qtbot.waitUntil(opened.page.banner.isVisible)
    assert opened.actions.exports._folder() != away
    assert waited == []
