"""The Train page, moved as a person would, with a training that takes no time."""

import json
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QGuiApplication, QImage
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QLabel, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import form_fields
from app.class_thumbs import ThumbReady
from app.data_listing import index_of
from app.data_opener import PicturesSeen
from app.presets import Estimate
from app.run_monitor import RunMonitor
from app.train_form import TrainForm
from core.base.control import Control
from core.base.errors import Cancelled, ModelFileError, NonFiniteLossError
from core.base.events import BatchEnded, Emit, RunStarted
from core.base.types import DatasetIndex, Finding, Sample, Split, Splits
from core.config import TrainConfig
from core.data.splitting.table import write_splits
from core.training.run_folder import write_config
from models.download import DownloadError
from models.pretrained import DamagedWeightsError
from tests.gui.window.conftest import Desktop, OtherController
from tests.gui.window.fakes import CLASSES, fake_read
from ui.dialogs.closing import ClosingBox
from ui.dialogs.continue_run import ContinueDialog
from ui.dialogs.findings import FindingsDialog
from ui.language import Language
from ui.pages.train_page import TrainPage
from ui.theme import LIGHT, Tokens, style_sheet
from ui.widgets.class_chart import ClassChart
from ui.widgets.class_list import GAP, IMAGES_ROLE, ROW_HEIGHT, ROW_ROLE, THUMB, ClassList, ClassRow
from ui.widgets.findings_list import FindingsList


def run_to_end(desktop: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desktop.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        desktop.page.start.click()


def test_figures_that_a_threshold_made_are_said_to_be_its(opened: Desktop, qtbot: QtBot) -> None:
    opened.training.threshold = 0.4312
    run_to_end(opened, qtbot)
    text = opened.page.summary._text.text()
    assert "With the threshold 0.4312 that was chosen on val, on 153 test pictures: balanced accuracy 91.0" in text
    opened.training.num_judged, opened.training.threshold = 1, None
    run_to_end(opened, qtbot)
    assert "On 1 test picture: balanced accuracy 91.0" in opened.page.summary._text.text()


def start_gated(desktop: Desktop, qtbot: QtBot, *, epochs_done: int = 0) -> None:
    """Start a training that waits after some epochs."""
    desktop.training.gate = threading.Semaphore(epochs_done)
    desktop.page.start.click()
    monitor = desktop.controller._monitor
    qtbot.waitUntil(lambda: bool(monitor.run_dir) and monitor._num_validated == epochs_done)


def test_nothing_is_open_at_first(desktop: Desktop) -> None:
    assert not desktop.page.start.isEnabled()
    assert desktop.page.start.toolTip() == "Choose data first."
    assert desktop.page.data_card._empty.isVisible()
    assert not desktop.page.run_card.isVisible()


def test_opening_shows_classes_counts_and_findings(opened: Desktop, qtbot: QtBot) -> None:
    classes = opened.page.data_card.class_list.classes
    rows = [classes.index(number).data(ROW_ROLE) for number in range(classes.rowCount())]
    assert [row.name for row in rows] == ["ants", "bees", "蜂"]
    assert rows[0].text == "2 train, 2 val"
    assert "wrong ending" in opened.page.data_card._findings.text()
    assert opened.page.header.subject.text() == "pictures 蜂"
    assert opened.page.start.isEnabled()
    assert opened.context.settings.recent_data == [str(opened.folder)]
    qtbot.waitUntil(lambda: opened.page.form._estimates["quick"].text() == "about 2 min")


def test_tab_goes_from_the_data_through_the_settings_to_start_and_then_to_the_curves(
    opened: Desktop, qtbot: QtBot
) -> None:
    page, seen = opened.page, [opened.page.go_on]
    loss = next(segment for segment in page.curves.findChildren(QPushButton) if segment.isCheckable())
    page.go_on.setFocus()
    while len(seen) < 100 and seen[-1] is not loss:
        QTest.keyClick(seen[-1], Qt.Key_Tab)
        seen.append(QApplication.focusWidget())
    order = [page.go_on, page.data_card.choose, page.form._presets["quick"], page.form.editor("epochs").field,
             page.form._toggle, page.start, loss]  # fmt: skip
    assert [widget for widget in seen if widget in order] == order


@pytest.mark.parametrize("make", [ClassList, ClassChart, FindingsList])
def test_a_list_without_a_frame_shows_that_it_has_the_focus(qtbot: QtBot, make: Callable[[Tokens], QListView]) -> None:
    window = QWidget()
    window.setStyleSheet(style_sheet(LIGHT))
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    one, other = make(LIGHT), QPushButton()
    for widget in (other, one):
        row.addWidget(widget)
    window.show()
    qtbot.waitActive(window)
    other.setFocus()
    before = one.grab().toImage()
    one.setFocus()
    qtbot.waitUntil(one.hasFocus)
    assert one.grab().toImage() != before


def test_no_empty_place_stands_for_a_picture_that_there_is_not(qtbot: QtBot) -> None:
    strips = ClassList(LIGHT)
    qtbot.addWidget(strips)
    strips.set_rows([ClassRow("few", (2, 1, 1)), ClassRow("many", (20, 3, 3))])
    strips.resize(400, 2 * ROW_HEIGHT + 2)
    strips.show()
    seen = strips.grab().toImage()

    def color(row: int, place: int) -> str:
        top = strips.visualRect(strips.classes.index(row)).top()
        return seen.pixelColor(place * (THUMB + GAP) + THUMB // 2, top + ROW_HEIGHT - THUMB // 2).name()

    assert [color(0, place) == color(1, place) for place in range(4)] == [True, True, False, False]


def test_a_folder_without_pictures_is_told_in_place(desktop: Desktop, qtbot: QtBot, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(desktop.controller.data.opener.failed):
        desktop.controller.open_data(str(tmp_path / "empty"))
    assert "no pictures" in desktop.page.data_card.banner.label.text()
    assert desktop.page.data_card.banner.isVisible()
    assert desktop.page.data_card._empty.isVisible()


def test_a_run_from_start_to_summary(opened: Desktop, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    page = opened.page
    assert page.summary.isVisible()
    assert not page.progress.isVisible()
    assert page.summary._headline.text() == "Finished"
    assert "On 153 test pictures: balanced accuracy 91.0\u00a0%" in page.summary._text.text()
    assert page.so_far._headline.text() == "Best epoch: 3"
    assert page.curves._curves.best == 3
    assert len(page.curves._curves.train_loss.x) == 24
    assert page.banner.label.text() == "Pictures are small."
    assert opened.training.configs[0].dataset_path == str(opened.folder)
    page.summary.predict.click()
    assert opened.window.current_page == "predict"
    assert opened.other.opened == [("run", str(opened.training.run_dir))]


def test_the_time_of_a_run_that_went_on_counts_its_earlier_epochs(opened: Desktop, qtbot: QtBot) -> None:
    opened.training.epoch_seconds = 100.0
    run_to_end(opened, qtbot)
    assert opened.page.summary._text.text().startswith("3 epochs in 5:00")


def test_the_best_epoch_is_final_in_another_language_too(opened: Desktop, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    language = Language(QApplication.instance(), "zh_CN")
    assert opened.page.so_far._headline.text() == "最佳轮次：3"
    language.choose("en")
    assert opened.page.so_far._headline.text() == "Best epoch: 3"


def test_the_end_names_its_run_whatever_is_open_by_then(opened: Desktop, qtbot: QtBot) -> None:
    run_dir = opened.training.run_dir
    splits = Splits("/pets", ("a", "b"), (Sample("/pets/1.png", 0),), (), (), name="pets")
    write_config(run_dir, TrainConfig(model="resnet18"), splits, {})
    run_to_end(opened, qtbot)
    assert opened.page.summary._headline.text() == "Finished: resnet18 on pets"


def test_evaluate_opens_the_run_on_that_page(opened: Desktop, qtbot: QtBot) -> None:
    page, evaluation = opened.page, OtherController()
    opened.shell.controllers["evaluate"] = evaluation
    assert not opened.window.action("train.evaluate").isEnabled()
    run_to_end(opened, qtbot)
    page.summary.evaluate.click()
    opened.window.action("train.evaluate").trigger()
    assert evaluation.opened == [("run", str(opened.training.run_dir))] * 2


def test_without_a_model_there_is_nothing_to_evaluate(opened: Desktop, qtbot: QtBot) -> None:
    opened.training.epochs = 0
    run_to_end(opened, qtbot)
    assert not opened.page.summary.evaluate.isVisible()
    assert not opened.window.action("train.evaluate").isEnabled()


def test_pause_and_resume(opened: Desktop, qtbot: QtBot) -> None:
    start_gated(opened, qtbot)
    action = opened.window.action("train.pause")
    assert not action.isEnabled()  # there is nothing to hold before the first batch
    opened.page.progress.show_training(("epoch 1/3", "batch 1/8", "61 img/s", "1:42 left"), 0.1)
    assert action.isEnabled()
    opened.page.progress.pause.click()
    assert opened.page.progress.pause.text() == "Resume"
    assert action.isEnabled()
    opened.training.gate.release(3)
    assert opened.training.control.is_paused
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        opened.window.action("train.pause").trigger()
    assert opened.page.summary.isVisible()


def test_the_status_bar_says_that_a_training_is_paused(opened: Desktop, qtbot: QtBot) -> None:
    start_gated(opened, qtbot, epochs_done=1)
    time_left = opened.window.status.time_left
    qtbot.waitUntil(lambda: "left" in time_left.text())
    opened.window.action("train.pause").trigger()
    assert time_left.text() == "Paused"
    opened.window.action("train.pause").trigger()
    assert "left" in time_left.text()
    opened.window.action("train.pause").trigger()
    opened.training.gate.release(3)
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        opened.window.action("train.stop").trigger()
        assert time_left.text() != "Paused"


def test_a_paused_training_is_told_as_such_when_another_job_has_ended(opened: Desktop, qtbot: QtBot) -> None:
    start_gated(opened, qtbot, epochs_done=1)
    status, jobs = opened.window.status, opened.context.jobs
    opened.window.action("train.pause").trigger()
    before = (status.job.text(), status.progress.value(), status.time_left.text())
    with qtbot.waitSignal(jobs.ended, check_params_cb=lambda job: job.kind == "check"):  # others end, too
        jobs.start("Looking", lambda emit, control: None, kind="check")
        assert status.job.text() == "Looking"
    assert (status.job.text(), status.progress.value(), status.time_left.text()) == before
    assert status.progress.maximum() > 0  # no bar that moves while nothing does
    assert status.time_left.text() == "Paused"
    opened.training.gate.release(3)
    with qtbot.waitSignal(jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        opened.window.action("train.stop").trigger()


def test_resume_stands_where_pause_was_clicked(opened: Desktop, qtbot: QtBot) -> None:
    start_gated(opened, qtbot)
    progress = opened.page.progress
    progress.show_training(("epoch 1/3", "batch 1/8", "61 img/s", "1:42 left"), 0.1)
    assert not progress.message.isVisible()
    QApplication.processEvents()
    bottom = progress.pause.mapToGlobal(QPoint(progress.pause.width() // 2, progress.pause.height() - 2))
    progress.pause.click()
    assert progress.message.isVisible()
    QApplication.processEvents()
    assert progress.pause.rect().contains(progress.pause.mapFromGlobal(bottom))
    progress.pause.click()
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        opened.training.gate.release(3)


def test_stop_before_the_first_epoch_says_there_is_no_model(opened: Desktop, qtbot: QtBot) -> None:
    start_gated(opened, qtbot)
    opened.page.progress.stop_now.trigger()
    assert "no model yet" in opened.page.progress.message.text()
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        opened.training.gate.release()
    assert opened.page.summary._headline.text() == "Stopped"
    assert "no model yet" in opened.page.summary._text.text()
    assert not opened.page.summary.predict.isVisible()
    assert opened.page.summary.go_on.isVisible()


def test_stop_after_this_epoch_keeps_it(opened: Desktop, qtbot: QtBot) -> None:
    start_gated(opened, qtbot)
    opened.window.action("train.stop_epoch").trigger()
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        opened.training.gate.release()
    assert opened.page.summary.predict.isVisible()
    assert opened.page.summary._text.text().startswith("1 epoch in 1:03")


def test_shares_are_gray_where_the_data_keeps_its_own_split(opened: Desktop, qtbot: QtBot) -> None:
    editor = opened.page.form.editor("split")
    assert editor.isEnabled()
    current = opened.context.data.opened
    val = frozenset(sample.path for sample in current.splits.val)
    samples = tuple(replace(sample, split=Split.VAL if sample.path in val else Split.TRAIN)
                    for sample in (*current.splits.train, *current.splits.val))  # fmt: skip
    index = DatasetIndex(str(opened.folder), CLASSES, samples, name="own")
    opened.context.data.set(replace(current, index=index))
    assert not editor.isEnabled()
    assert "split of its own" in editor.field.toolTip()
    start_gated(opened, qtbot, epochs_done=1)
    assert "has ended" in editor.field.toolTip()
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        opened.training.gate.release(3)
    assert "split of its own" in editor.field.toolTip()
    assert not editor.isEnabled()
    assert opened.page.form.editor("epochs").isEnabled()
    tested = tuple(replace(sample, split=Split.TEST) if sample.split is Split.VAL else sample for sample in samples)
    opened.context.data.set(replace(current, index=replace(index, samples=tested)))
    assert editor.isEnabled(), "with a test set alone, val is still taken by the shares"


def test_settings_cannot_be_changed_while_training(opened: Desktop, qtbot: QtBot) -> None:
    start_gated(opened, qtbot, epochs_done=1)
    assert not opened.page.form.editor("epochs").isEnabled()
    why_not = "Settings can be changed when the training has ended."
    editor, preset = opened.page.form.editor("epochs"), opened.page.form._presets["quick"]
    assert [widget.toolTip() for widget in (editor, editor.field, preset)] == [why_not] * 3
    assert not preset.isEnabled()
    assert "epoch 1/3" in opened.page.progress._cells[0].text()
    assert opened.page.progress._cells[3].text() == "0:42 left"
    assert opened.window.rail.buttons[0].is_working
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        opened.training.gate.release(3)
    assert editor.isEnabled()
    assert preset.isEnabled()
    assert not [widget for widget in (editor, editor.field, preset) if widget.toolTip() == why_not]
    assert not opened.window.rail.buttons[0].is_working


def test_an_error_of_the_users_is_told_in_place_with_help(opened: Desktop, qtbot: QtBot) -> None:
    opened.training.error = NonFiniteLossError("The loss became infinite. Lower --lr.", help_topic="nan")
    run_to_end(opened, qtbot)
    assert opened.page.banner.label.text() == 'The loss became infinite. Lower "Learning rate".'
    assert opened.page.banner._level == "error"
    assert opened.page.start.isEnabled()


@pytest.mark.parametrize("error", [Cancelled("Stopped."), ModelFileError("damaged.pth cannot be read.")])
def test_a_training_that_never_began_leaves_the_page_as_it_was(
    opened: Desktop, qtbot: QtBot, error: Exception
) -> None:
    page = opened.page
    opened.training.error = error
    run_to_end(opened, qtbot)
    assert not page.progress.isVisible()
    assert not page.summary.isVisible()
    assert page.start.isEnabled()
    assert page.data_card.choose.isEnabled()
    assert not opened.window.action("train.stop").isEnabled()
    is_stopped = isinstance(error, Cancelled)
    assert (opened.window._toast.label.text() == "Stopped before the training began.") == is_stopped
    assert (page.banner.label.text() == "damaged.pth cannot be read.") != is_stopped


@pytest.mark.parametrize(("error", "text"), [
    (None, "The training has ended."), (NonFiniteLossError("The loss became infinite."), "The training has failed."),
    (ModelFileError("damaged.pth cannot be read."), "The training has failed."),
])  # fmt: skip
def test_how_a_training_ended_is_told_on_another_page(
    opened: Desktop, qtbot: QtBot, error: Exception | None, text: str
) -> None:
    window, toast = opened.window, opened.window._toast
    opened.training.epoch_error = error
    run_to_end(opened, qtbot)
    assert not toast.isVisible()
    start_gated(opened, qtbot)
    window.show_page("predict")
    with qtbot.waitSignal(opened.context.jobs.ended):
        opened.training.gate.release(100)
    qtbot.waitUntil(toast.isVisible)
    assert toast.label.text() == text
    toast.action.click()
    assert window.current_page == "train"


def test_a_fault_of_ours_opens_one_dialog_and_the_window_stays(opened: Desktop, qtbot: QtBot) -> None:
    opened.training.error = ZeroDivisionError("ours")
    told = []
    opened.context.crash.fault.disconnect()
    opened.context.crash.fault.connect(lambda summary, details: told.append((summary, details)))
    with qtbot.captureExceptions():
        run_to_end(opened, qtbot)
    assert told[0][0] == "ZeroDivisionError: ours"
    assert "Traceback" in told[0][1]
    assert opened.window.isVisible()


def test_closing_while_training_asks_and_then_stops_saves_and_closes(opened: Desktop, qtbot: QtBot) -> None:
    start_gated(opened, qtbot)
    assert not opened.window.close()
    box = opened.window.findChild(ClosingBox)
    box.wait_button.click()
    assert opened.context.jobs.of_kind("train") is not None
    opened.window.close()
    box = next(box for box in opened.window.findChildren(ClosingBox) if box.isVisible())
    with qtbot.waitSignal(opened.window.closing):
        box.stop_button.click()
        opened.training.gate.release()
    assert not opened.window.isVisible()


def test_a_window_that_stays_when_its_training_was_stopped_asks_about_the_next_one(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened.other, "may_close", lambda: False)  # as where unsaved labels are asked about
    start_gated(opened, qtbot)
    opened.window.close()
    with qtbot.waitSignal(opened.context.jobs.of_kind("train").ended):
        opened.window.findChild(ClosingBox).stop_button.click()
        opened.training.gate.release()
    assert opened.window.isVisible()
    start_gated(opened, qtbot)
    opened.window.close()
    box = next(box for box in opened.window.findChildren(ClosingBox) if box.isVisible())
    box.wait_button.click()
    opened.training.gate.release(opened.training.epochs)
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    assert opened.window.isVisible()


def test_wrong_values_are_marked_while_typing(opened: Desktop, qtbot: QtBot) -> None:
    field = opened.page.form.editor("epochs").field
    field.selectAll()
    qtbot.keyClicks(field, "0")
    assert "from 1 to 100000" in opened.page.form._problems["epochs"].text()
    assert not opened.page.start.isEnabled()
    field.selectAll()
    qtbot.keyClicks(field, "7")
    assert opened.page.form._problems["epochs"].text() == ""
    assert opened.page.start.isEnabled()
    assert opened.page.form._presets["balanced"].isChecked() is False


def test_settings_that_do_not_go_together_are_marked(opened: Desktop, qtbot: QtBot) -> None:
    opened.page.form.set_texts({"lr": "0.001"})
    field = opened.page.form.editor("min_lr").field
    field.selectAll()
    qtbot.keyClicks(field, "5")
    assert not opened.page.start.isEnabled()
    assert opened.page.form._problems["min_lr"].text() == '(5) must not be above "Learning rate" (0.001).'


def test_the_time_of_the_settings_in_sight_stands_over_start(opened: Desktop, qtbot: QtBot) -> None:
    """30 s an epoch, for settings that are no preset's too."""
    line, form = opened.page.before_start, opened.page.form
    qtbot.waitUntil(lambda: line.text() == "With these settings: about 10 min")  # 20 epochs
    form.editor("epochs").field.setText("60")
    form.editor("epochs").field.textEdited.emit("60")
    assert line.text() == "With these settings: about 30 min"
    form.editor("epochs").field.setText("many")
    form.editor("epochs").field.textEdited.emit("many")
    assert "30 min" not in line.text()  # it says what is wrong


def test_settings_stay_in_their_place_while_a_time_is_measured_anew(opened: Desktop, qtbot: QtBot) -> None:
    """A click would land on the field beside the one that was meant."""
    page, field = opened.page, opened.page.form.editor("epochs")
    time = opened.controller.form.time
    qtbot.waitUntil(lambda: "about" in page.before_start.text())

    def places() -> tuple[int, int, int]:
        QApplication.processEvents()
        return page.before_start.height(), field.mapTo(page.form, QPoint()).y(), page._scroll.height()

    before = places()
    time.stop()
    assert page.before_start.text() == ""
    assert places() == before


@pytest.mark.parametrize(("name", "text"), [("optimizer_type", "muon"), ("batch_size", "16"), ("accumulate", "4"),
                                            ("augmentation", "none")])
def test_a_setting_that_costs_time_has_it_measured_anew(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    tried: list[object] = []
    monkeypatch.setattr("app.training_time.estimate",
                        lambda config, *_rest: tried.append(getattr(config, name)) or Estimate(300.0))  # fmt: skip
    opened.page.form.set_texts({name: text})
    opened.page.form.changed.emit(name, text)
    qtbot.waitUntil(lambda: tried == [form_fields.to_value(name, text)])


def test_the_presets_times_are_of_what_the_training_starts_from(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr("app.training_time.estimate",
                        lambda config, *_rest: tried.append(config.pretrained) or Estimate(300.0))  # fmt: skip
    field = opened.page.form.editor("pretrained").field
    field.setCurrentIndex(1)
    field.activated.emit(1)
    qtbot.waitUntil(lambda: tried == ["none"])
    qtbot.waitUntil(lambda: opened.page.form._estimates["quick"].text() == "about 25 min")


def test_data_is_read_anew_as_another_setting_has_it(opened: Desktop, qtbot: QtBot,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    seeds: list[int] = []
    monkeypatch.setattr("app.data_opener.read", lambda config, emit, control: (
        seeds.append(config.seed), fake_read(config, emit, control))[1])
    field, bar = opened.page.form.editor("seed").field, opened.page._scroll.verticalScrollBar()
    bar.setRange(0, 100)
    bar.setValue(60)
    field.selectAll()
    with qtbot.waitSignal(opened.controller.data.opener.opened):
        qtbot.keyClick(field, Qt.Key_7)
    assert seeds == [7]
    assert bar.value() > 0, "the field stays where it is"
    for key in (Qt.Key_Backspace, Qt.Key_7):  # wrong, then as it was read
        qtbot.keyClick(field, key)
        qtbot.waitUntil(lambda: not opened.controller.form._settled.isActive())
    assert seeds == [7]


def test_reading_anew_that_is_cancelled_keeps_the_data_as_it_was_read_before(
        opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def read_without_end(config: TrainConfig, emit: Emit, control: Control) -> None:
        emit(PicturesSeen(index_of(before.splits), {}))
        while True:
            control.check()

    before, field, card = opened.context.data.opened, opened.page.form.editor("seed").field, opened.page.data_card
    with monkeypatch.context() as patch:
        patch.setattr("app.data_opener.read", read_without_end)
        field.selectAll()
        qtbot.keyClick(field, Qt.Key_7)
        qtbot.waitUntil(lambda: opened.controller.data.opener.is_reading)
        assert opened.context.data.opened is None
        card.cancel_asked.emit()
        qtbot.waitUntil(lambda: not opened.controller.data.opener.is_reading)
    assert opened.context.data.opened is before
    assert card._content.isVisibleTo(card)
    assert opened.page.form.texts()["seed"] == "0"
    assert opened.page.start.isEnabled()


def test_a_runs_data_whose_reading_is_cancelled_does_not_become_what_was_open_before_the_run(
        opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # fmt: skip
    def read_without_end(config: TrainConfig, emit: Emit, control: Control) -> None:
        while True:
            control.check()

    data, field = opened.controller.data, opened.page.form.editor("seed").field
    write_config(tmp_path, TrainConfig(dataset_path=str(tmp_path / "others")), opened.context.data.opened.splits, {})
    monkeypatch.setattr("app.data_opener.read", read_without_end)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key_7)
    qtbot.waitUntil(lambda: data.opener.is_reading)
    data.show_run(tmp_path)
    data.open_runs(is_changed=False)
    opened.page.data_card.cancel_asked.emit()
    qtbot.waitUntil(lambda: not data.opener.is_reading)
    assert data.chosen_path == str(tmp_path / "others")
    assert opened.context.data.opened is None


def test_settings_whose_data_is_elsewhere_have_what_is_open_parted_by_their_seed(opened: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.controller.data.opener.opened):
        opened.controller.train_with(TrainConfig(dataset_path=str(opened.folder / "gone"), seed=5))
    assert "is not on this computer" in opened.page.banner.label.text()
    assert opened.context.data.opened.config.seed == 5


def test_a_seed_changed_just_before_a_training_parts_what_is_shown_after_it(opened: Desktop, qtbot: QtBot) -> None:
    field = opened.page.form.editor("seed").field
    field.selectAll()
    qtbot.keyClick(field, Qt.Key_7)
    start_gated(opened, qtbot)
    qtbot.waitUntil(lambda: not opened.controller.form._settled.isActive())
    assert opened.context.data.opened.config.seed == 0
    with qtbot.waitSignal(opened.controller.data.opener.opened):
        opened.training.gate.release(opened.training.epochs)
    assert opened.context.data.opened.config.seed == opened.training.configs[-1].seed == 7


def test_presets_fill_the_form(opened: Desktop) -> None:
    opened.page.form._presets["thorough"].click()
    assert opened.page.form.texts()["epochs"] == "60"
    assert opened.page.form._presets["thorough"].isChecked()
    assert not opened.page.form._presets["balanced"].isChecked()


def test_the_command_is_the_form(opened: Desktop) -> None:
    opened.page.form.set_texts({"epochs": "7", "input_shape": "64 x 48"})
    opened.window.action("train.copy_command").trigger()
    words = QGuiApplication.clipboard().text()
    assert words.startswith("python train.py --dataset_path ")
    assert "--epochs 7" in words
    assert "--input_shape 64 48" in words
    assert "--lr " not in words


def test_the_form_is_remembered_but_not_one_data_sets_settings(opened: Desktop) -> None:
    opened.page.form.set_texts({"epochs": "7", "split": "0.5 0.5"})
    opened.window.close()
    assert opened.context.settings.train == {"epochs": "7"}


def test_what_was_mistyped_does_not_come_back_at_the_next_start(opened: Desktop, qtbot: QtBot) -> None:
    opened.page.form.set_texts({"epochs": "seven", "model": "resnett18", "lr": "0.01"})
    opened.window.close()
    page = TrainPage(LIGHT)
    qtbot.addWidget(page)
    form = TrainForm(opened.context, page)
    assert form.check() == ""
    assert (form.texts()["epochs"], form.texts()["model"], form.texts()["lr"]) == ("20", "auto", "0.01")


def test_curves_are_redrawn_at_most_ten_times_a_second(opened: Desktop, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    curves = opened.page.curves
    qtbot.waitUntil(lambda: curves.num_draws > 0)
    assert curves._timer.interval() >= 100
    before = curves.num_draws
    for _ in range(100):
        curves.touch()
    assert curves.num_draws == before


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_figures_are_saved_in_light_colours(opened: Desktop, qtbot: QtBot, tmp_path, ending: str) -> None:
    run_to_end(opened, qtbot)
    path = tmp_path / f"曲线.{ending}"
    with qtbot.waitSignal(opened.page.curves.saved):
        opened.page.curves.save_figure(str(path))
    assert path.stat().st_size > 1000


def test_hover_tells_values(opened: Desktop, qtbot: QtBot) -> None:
    from ui.widgets.curve_axes import hover_text

    run_to_end(opened, qtbot)
    assert "val 0.5500" in hover_text(opened.page.curves._curves, "Loss", 2.1)
    assert "balanced 80.0\u00a0%" in hover_text(opened.page.curves._curves, "Accuracy", 2.1)


def test_every_control_has_a_name(opened: Desktop) -> None:
    from PyQt5.QtWidgets import QAbstractButton, QComboBox, QLineEdit

    unnamed = [
        widget.objectName() or repr(widget)
        for kind in (QAbstractButton, QComboBox, QLineEdit)
        for widget in opened.page.findChildren(kind)
        if not widget.accessibleName() and not getattr(widget, "text", str)() and widget.isVisible()
        and not widget.objectName().startswith("qt_")
    ]
    assert unnamed == []


def test_ctrl_r_starts_wherever_the_focus_is(opened: Desktop, qtbot: QtBot) -> None:
    opened.window.activateWindow()
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        qtbot.keyClick(opened.window, Qt.Key_R, Qt.ControlModifier)


def test_what_a_network_starts_from_is_said_before(
    opened: Desktop, qtbot: QtBot, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(tmp_path))
    form = opened.page.form

    def choose(name: str) -> str:
        form.set_texts({"model": name})
        form.changed.emit("model", name)
        return form.editor("pretrained").field.itemText(0)

    assert form.texts()["pretrained"] == "auto"
    assert choose("mobilenet_v2") == "Pretrained (14 MB download)"
    (tmp_path / "resnet18-f37072fd.pth").touch()
    assert choose("resnet18") == "Pretrained (47 MB download)"  # an empty file is none
    os.truncate(tmp_path / "resnet18-f37072fd.pth", 46_800_000)
    assert choose("resnet18") == "Pretrained on ImageNet"
    monkeypatch.setattr("app.training_time.estimate", lambda *_arguments: Estimate(30.0, 0.0, "tiny gray pictures"))
    opened.controller.form.start_estimate()
    box = form.editor("pretrained").field
    qtbot.waitUntil(lambda: box.itemText(0) == "Automatic: from scratch")
    assert box.itemData(0, Qt.ToolTipRole) == "Why from scratch: tiny gray pictures."
    assert "tiny gray pictures" in box.whole_tip()
    form.set_texts({"pretrained": "/my/weights.pth"})
    choose("resnet50")
    assert form.texts()["pretrained"] == "/my/weights.pth"


def test_a_learning_rate_left_empty_is_chosen(opened: Desktop) -> None:
    form = opened.page.form
    assert form.texts()["lr"] == ""
    assert opened.controller.form.config().lr == 0
    form.set_texts({"lr": "0.01"})
    assert opened.controller.form.config().lr == 0.01


def test_a_failed_download_offers_what_can_be_done(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    opened.page.form.set_texts({"model": "resnet18"})
    opened.training.error = DownloadError("No connection. Get the file elsewhere.", help_topic="weights-offline")
    run_to_end(opened, qtbot)
    banner = opened.page.banner
    buttons = {button.text(): button for button in banner.findChildren(QPushButton)}
    assert banner.isVisible()
    assert set(buttons) == {"Try again", "Import file...", "Train from scratch", "More help"}
    monkeypatch.setattr("ui.choose.choose_file", lambda *_arguments: str(tmp_path / "resnet18-f37072fd.pth"))
    weights = SimpleNamespace(file_name="resnet18-f37072fd.pth", model="resnet18")
    monkeypatch.setattr("app.weights_help.import_weights", lambda path, emit, control: weights)
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "weights"):
        buttons["Import file..."].click()
    assert not banner.isVisible()
    assert "is installed" in opened.window._toast.label.text()
    opened.training.error = None
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        buttons["Train from scratch"].click()
    assert [config.pretrained for config in opened.training.configs] == ["auto", "none"]
    assert opened.controller.form.config().pretrained == "auto"  # it was meant for this once
    assert opened.page.summary.isVisible()


def test_damaged_weights_can_be_downloaded_again(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[tuple[str, str]] = []
    monkeypatch.setattr("models.download.download", lambda name, *, mirror, **_others: fetched.append((name, mirror)))
    opened.page.form.set_texts({"weights_mirror": "http://intranet/weights"})
    opened.training.error = DamagedWeightsError("resnet18-f37072fd.pth is damaged.", "resnet18")
    run_to_end(opened, qtbot)
    buttons = {button.text(): button for button in opened.page.banner.findChildren(QPushButton)}
    assert set(buttons) == {"Download again", "Import file...", "Train from scratch"}
    opened.training.error = None
    with qtbot.waitSignal(opened.context.jobs.ended, check_params_cb=lambda job: job.kind == "train"):
        buttons["Download again"].click()
    assert fetched == [("resnet18", "http://intranet/weights")]
    assert not any("damaged" in label.text() for label in opened.page.banner.findChildren(QLabel))
    assert opened.page.summary.isVisible()


@pytest.mark.parametrize(("model", "of_files"), [("timm:test_vit", {"Choose a file..."}), ("hf:owner/vit", set())])
def test_weights_from_elsewhere_are_started_from_and_not_imported(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, model: str, of_files: set[str]
) -> None:
    """The weights folder takes torchvision's alone; a network of the hub is put into a folder of its own."""
    monkeypatch.setattr("app.train_form.check_name", lambda _name: None)  # its package may be missing
    opened.page.form.set_texts({"model": model})
    opened.training.error = DownloadError("No connection.", help_topic="weights-offline")
    run_to_end(opened, qtbot)
    buttons = {button.text(): button for button in opened.page.banner.findChildren(QPushButton)}
    assert set(buttons) == {"Try again", "Train from scratch", "More help"} | of_files
    asked: list[str] = []
    path = str(tmp_path / "model.safetensors")
    monkeypatch.setattr("ui.choose.choose_file", lambda *arguments: asked.append(str(arguments[-1])) or path)
    for name in of_files:
        buttons[name].click()
        assert "*.safetensors" in asked[0]
        assert opened.page.form.texts()["pretrained"] == path
        assert not opened.page.banner.isVisible()


def test_the_sample_has_its_own_settings_until_they_are_changed(opened: Desktop) -> None:
    form = opened.page.form

    def take(path: str) -> tuple[str, str]:
        opened.controller.form.take_data({"dataset_path": path})
        return form.texts()["epochs"], form.texts()["augmentation"]

    assert take("sample") == ("8", "none")
    assert opened.controller.form.differing_texts() == {}
    assert take("/pictures") == ("20", "standard")
    form.set_texts({"epochs": "3"})
    assert take("sample") == ("3", "none")
    assert take("/pictures") == ("3", "standard")


def test_a_zoomed_view_stays_until_all_is_asked_for(opened: Desktop, qtbot: QtBot) -> None:
    curves = opened.page.curves
    assert not curves._zoom.isEnabled()
    run_to_end(opened, qtbot)
    qtbot.waitUntil(lambda: curves.num_draws > 0 and not curves._timer.isActive())
    canvas, whole = curves._canvas, curves._axes.get_xlim()
    curves._zoom.click()
    start, end = canvas.rect().center(), canvas.rect().center() * 1.3
    qtbot.mousePress(canvas, Qt.LeftButton, pos=start)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, Qt.LeftButton, pos=end)
    zoomed = curves._axes.get_xlim()
    assert zoomed[1] - zoomed[0] < 0.8 * (whole[1] - whole[0])
    curves._frame = None
    curves.touch()
    qtbot.waitUntil(lambda: not curves._dirty)
    assert curves._axes.get_xlim() == zoomed
    curves._on_home()
    qtbot.waitUntil(lambda: curves._axes.get_xlim() == whole)


def stopped_run(desktop: Desktop) -> Path:
    """Write what a run on the folder of pictures leaves; return its folder."""
    run_dir = desktop.training.run_dir
    run_dir.mkdir(parents=True)
    paths = sorted(desktop.folder.glob("*/*.png"))
    samples = tuple(Sample(str(path), ("ants", "bees", "蜂").index(path.parent.name)) for path in paths)
    splits = Splits(str(desktop.folder), ("ants", "bees", "蜂"), samples[::2], samples[1::2], (), "my bees")
    write_config(run_dir, TrainConfig(dataset_path=str(desktop.folder), split=(0.5, 0.5), model="resnet18"), splits, {})
    write_splits(run_dir / "splits.csv", splits)
    return run_dir


def test_a_run_that_goes_on_shows_its_data_which_is_then_opened(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_dir, training = stopped_run(desktop), desktop.training
    monkeypatch.setattr("app.train_controller.resume_work", lambda run_dir, changes: training._run)
    training.gate = threading.Semaphore(0)
    desktop.controller.resume(str(run_dir))
    card = desktop.page.data_card
    qtbot.waitUntil(card._content.isVisible)
    assert card._name.text() == "my bees"
    assert card._split.text() == "6 to train, 6 val"
    assert desktop.page.header.subject.text() == "my bees"
    assert desktop.page.form.texts()["split"] == "0.5 0.5"
    assert not card.choose.isEnabled()
    with qtbot.waitSignal(desktop.controller.data.opener.opened):
        training.gate.release(3)
    assert desktop.context.data.opened.splits.root == str(desktop.folder)
    assert desktop.page.start.isEnabled()
    assert desktop.page.summary.isVisible()


def test_a_run_goes_on_to_the_epoch_asked_for_and_no_other_training_begins_beside_it(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_dir, training = stopped_run(desktop), desktop.training
    asked: list[dict[str, object]] = []
    monkeypatch.setattr("app.train_controller.resume_work",
                        lambda run_dir, changes: (asked.append(changes), training._run)[1])
    training.gate = threading.Semaphore(0)
    desktop.controller.resume(str(run_dir), 9)
    assert [changes["epochs"] for changes in asked] == [9]
    texts = desktop.page.form.texts()
    for begin in (lambda: desktop.controller.resume(str(run_dir), 12),
                  lambda: desktop.controller.train_with(TrainConfig(dataset_path=str(desktop.folder), lr=0.25))):
        desktop.window.toast("Something else.")
        begin()
        assert desktop.window._toast.label.text() == "A training runs already."
    assert len(asked) == 1
    assert desktop.page.form.texts() == texts
    with qtbot.waitSignal(desktop.controller.data.opener.opened):  # else it is read while the window is taken down
        training.gate.release(100)


def test_a_run_that_was_stopped_is_offered_to_go_on_where_its_end_is_told(opened: Desktop, qtbot: QtBot) -> None:
    run_dir = stopped_run(opened)
    run_to_end(opened, qtbot)
    opened.page.summary.continue_asked.emit()
    dialog = opened.window.findChild(ContinueDialog)
    assert dialog.isVisible()
    assert [dialog.table.item(row, 1).text() for row in range(dialog.table.rowCount())] == [run_dir.name]


def test_a_run_from_elsewhere_asks_where_its_pictures_are_and_goes_on_with_them(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_dir, training = desktop.training.run_dir, desktop.training
    run_dir.mkdir(parents=True)
    names = ("ants", "bees", "蜂")
    samples = tuple(Sample(os.path.join("/server/bees", path.parent.name, path.name), names.index(path.parent.name))
                    for path in sorted(desktop.folder.glob("*/*.png")))  # fmt: skip
    splits = Splits("/server/bees", names, samples[::2], samples[1::2], (), "bees")
    write_config(run_dir, TrainConfig(dataset_path="/server/bees", model="resnet18", device="cuda:3", precision="fp16"),
                 splits, {"auto": {"precision": "the best there"}})  # fmt: skip
    config = json.loads((run_dir / "config.json").read_text(encoding="utf-8"))
    config["run"]["host"] = "server 3"
    (run_dir / "config.json").write_text(json.dumps(config), encoding="utf-8")
    write_splits(run_dir / "splits.csv", splits)
    desktop.context.settings.num_threads = 2
    asked: list[object] = []
    monkeypatch.setattr("app.train_controller.resume_work",
                        lambda run_dir, changes: (asked.append(changes), training._run)[1])
    desktop.controller.resume(str(run_dir), 9)
    assert not asked
    dialog = desktop.window.findChild(ContinueDialog)
    assert not dialog._go.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(desktop.folder))
    dialog.pictures.click()
    with qtbot.waitSignal(desktop.controller.data.opener.opened):
        dialog.accept()
    assert asked == [{"dataset_path": str(desktop.folder), "device": "auto", "num_threads": 2, "cache": "auto",
                      "precision": "auto"}]  # fmt: skip
    assert desktop.context.data.opened.splits.root == str(desktop.folder)


def test_the_preferences_are_what_the_form_begins_with(desktop: Desktop) -> None:
    form = desktop.controller.form
    form.set_texts({"num_threads": "7"})
    for name, value in (("device", "cpu"), ("num_threads", 2), ("cache", "off")):
        desktop.shell.preferences.change(name, value)
    config = form.config()
    assert (config.device, config.num_threads, config.cache) == ("cpu", 7, "off")
    assert "device" not in form.differing_texts()
    desktop.shell.preferences.change("device", "auto")
    assert form.config().device == "auto"


def test_a_runs_settings_are_taken_with_its_data(desktop: Desktop, qtbot: QtBot) -> None:
    config = TrainConfig(dataset_path=str(desktop.folder), lr=0.25, model="mobilenet_v2", log_dir="/elsewhere", seed=3)
    desktop.window.show_page("predict")
    with qtbot.waitSignal(desktop.controller.data.opener.opened):
        desktop.controller.train_with(config)
    assert desktop.window.current_page == "train"
    taken = desktop.controller.form.config()
    assert (taken.lr, taken.model, taken.seed, taken.dataset_path) == (0.25, "mobilenet_v2", 3, str(desktop.folder))
    assert taken.log_dir != "/elsewhere"


def test_settings_whose_data_is_on_another_machine_say_so(desktop: Desktop) -> None:
    desktop.controller.train_with(TrainConfig(dataset_path="/home/somebody/bees", lr=0.25))
    assert "/home/somebody/bees" in desktop.page.banner.label.text()
    assert desktop.controller.form._form.texts()["lr"] == "0.25"


def look_for_interrupted(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.controller.interrupted.show()
    qtbot.waitUntil(lambda: desktop.context.jobs.of_kind("thumbs") is None)


def test_an_interrupted_run_is_offered_on_whatever_page_the_window_opens(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    info = SimpleNamespace(run_dir=tmp_path / "run", title="resnet18 on digits", epochs_done=3, epochs=9)
    monkeypatch.setattr("app.interrupted_offer.interrupted_run", lambda dismissed: info)
    window, toast = desktop.window, desktop.window._toast
    window.show_page("predict")
    look_for_interrupted(desktop, qtbot)
    assert "in epoch 4 of 9" in desktop.page.banner.label.text()
    toast.action.click()
    assert window.current_page == "train"
    look_for_interrupted(desktop, qtbot)
    assert not toast.isVisible()


def test_an_offer_goes_with_its_run_and_comes_back_with_it(desktop: Desktop, qtbot: QtBot,
                                                           monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    info = SimpleNamespace(run_dir=tmp_path / "run", title="resnet18 on digits", epochs_done=3, epochs=9)
    monkeypatch.setattr("app.interrupted_offer.interrupted_run", lambda dismissed: info)
    controller, banner = desktop.controller, desktop.page.banner
    look_for_interrupted(desktop, qtbot)
    controller.follow_trash(lambda run: False)
    assert not banner.isHidden()
    controller.follow_trash(lambda run: run is info)
    assert banner.isHidden()
    look_for_interrupted(desktop, qtbot)
    assert banner.isHidden(), "its run is being deleted"
    controller.follow_trash(lambda run: False)
    assert not banner.isHidden()
    assert "in epoch 4 of 9" in banner.label.text()
    banner.show_message("Something else.")
    controller.follow_trash(lambda run: run is info)
    assert banner.label.text() == "Something else."
    assert not banner.isHidden()


def test_findings_come_again_in_the_dialog_that_is_there_where_the_pages_keys_work(opened: Desktop,
                                                                                   qtbot: QtBot) -> None:  # fmt: skip
    for _time in range(2):
        opened.page.data_card.findings_asked.emit()
    dialog, = (found for found in opened.window.findChildren(FindingsDialog) if found.isVisible())
    opened.controller.data.opener.findings = (Finding("one_class", "There is one class only."),)
    opened.page.data_card.findings_asked.emit()
    assert dialog.text.toPlainText() == "There is one class only."
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    qtbot.keyClick(dialog, Qt.Key_2, Qt.ControlModifier)
    assert opened.window.current_page == "predict"


@pytest.mark.parametrize(("speed", "told"), [(0.0, ""), (0.04, "0.04 img/s"), (3.14, "3.1 img/s"), (61.0, "61 img/s")])
def test_a_slow_training_is_not_said_to_do_nothing(opened: Desktop, speed: float, told: str) -> None:
    monitor = RunMonitor(opened.context, opened.page, "Training bees")
    monitor.begin()
    monitor.on_events((RunStarted("", "vit_h_14", CLASSES, 3, 8, 245, 153, 0, 1, 0, "cpu", "fp32"),
                       BatchEnded(1, 1, 8, 1, 1.0, 1e-3, speed)))  # fmt: skip
    assert opened.page.progress._cells[2].text() == told


def test_a_long_name_in_the_headline_of_the_end_is_cut_and_told_whole(opened: Desktop) -> None:
    summary, headline = opened.page.summary, "Finished: mobilenet_v2 on " + "my very long folder " * 12
    opened.page.show_ended()
    summary.show_end(headline, "20 epochs in 1:00.", has_model=True, can_continue=True)
    assert summary.minimumSizeHint().width() < 700
    QApplication.processEvents()
    assert summary._headline.shown_text().endswith("…")
    assert headline.strip() in summary._headline.toolTip().replace("\n", " ")


def test_pictures_of_the_data_before_do_not_come_into_the_strips_of_other_data(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, begun = threading.Event(), []

    def make_thumbs(chosen, emit, control) -> None:
        begun.append(chosen)
        if len(begun) == 1:
            gate.wait(30)
            emit(ThumbReady(0, chosen[0][1], QImage(8, 8, QImage.Format_RGB32)))

    monkeypatch.setattr("app.data_opener.make_thumbs", make_thumbs)
    for number in (1, 2):
        with qtbot.waitSignal(desktop.controller.data.opener.opened):
            desktop.controller.open_data(str(desktop.folder))
        qtbot.waitUntil(lambda number=number: len(begun) == number)
    gate.set()
    qtbot.waitUntil(lambda: desktop.context.jobs.of_kind("thumbs") is None)
    classes = desktop.page.data_card.class_list.classes
    assert classes.index(0).data(IMAGES_ROLE) == []


def test_two_clicks_on_continue_a_run_ask_once(desktop: Desktop, qtbot: QtBot) -> None:
    for _click in range(2):
        desktop.page.continue_asked.emit()
    qtbot.waitUntil(lambda: desktop.context.jobs.of_kind("thumbs") is None)
    dialog, = desktop.window.findChildren(ContinueDialog)
    dialog.close()
    desktop.page.continue_asked.emit()
    qtbot.waitUntil(lambda: any(found.isVisible() for found in desktop.window.findChildren(ContinueDialog)))
