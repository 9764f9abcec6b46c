"""What the right side of the Train page says while a network learns."""

from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import QEvent, QPoint
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.jobs import Work
from app.paths import settings_file
from app.run_monitor import RunMonitor
from app.settings import load
from app.training_work import DataChanged
from core.base.control import Control
from core.base.errors import NonFiniteLossError, OutputError
from core.base.events import Emit, RunStarted
from core.base.types import Finding, Splits
from core.config import TrainConfig
from tests.gui.window.conftest import Desktop
from tests.gui.window.test_train_page import run_to_end
from ui import plot_fonts
from ui.curves import Curves
from ui.language import Language
from ui.widgets import live_plot
from ui.widgets.curve_axes import TABS

HISTORY = "epoch,train_loss,val_loss,balanced_accuracy,is_best\n1,0.9,0.7,0.8,1\n2,0.8,0.6,0.7,0\n3,0.7,0.5,0.6,0\n"


@pytest.mark.parametrize("tab", TABS)
def test_the_legend_covers_no_curve(opened: Desktop, qtbot: QtBot, tab: str) -> None:
    run_to_end(opened, qtbot)
    curves = opened.page.curves
    curves._on_tab(tab)
    qtbot.waitUntil(lambda: not curves._dirty)
    legend, axes = curves._axes.get_legend().get_window_extent(), curves._axes.get_window_extent()
    assert legend.y0 >= axes.y1
    assert legend.y1 <= curves._axes.figure.bbox.y1
    assert legend.x0 >= 0


@pytest.mark.parametrize("tab", TABS)
def test_the_values_under_the_pointer_are_shown_whole(opened: Desktop, qtbot: QtBot, tab: str) -> None:
    opened.window.resize(1024, 700)
    run_to_end(opened, qtbot)
    curves = opened.page.curves
    curves._on_tab(tab)
    qtbot.waitUntil(lambda: not curves._dirty)
    qtbot.mouseMove(curves._canvas, QPoint(10, 10))
    qtbot.mouseMove(curves._canvas, curves._canvas.rect().center())
    hover = curves._hover
    qtbot.waitUntil(hover.isVisible)
    assert hover.text().startswith("epoch ")
    assert hover.width() >= hover.fontMetrics().horizontalAdvance(hover.text())
    assert curves._place.rect().contains(hover.geometry())


def test_matrix_and_pictures_say_which_epoch_they_are_of(opened: Desktop, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    card = opened.page.so_far
    card.show_figures(1, [("Accuracy", "90 %")])
    card.show_newest(2, ("ants", "bees"), ((3, 1), (0, 4)))
    assert card._headline.text() == "Best epoch so far: 1"
    assert card._newest.isVisible()
    assert card._newest.text() == "After epoch 2: pictures and confusion matrix"
    card.show_empty()
    assert not card.samples.missing()
    assert not card._newest.isVisible()


def test_a_run_that_goes_on_shows_its_best_epoch_at_once(opened: Desktop) -> None:
    run_dir = opened.training.run_dir
    run_dir.mkdir(parents=True)
    (run_dir / "history.csv").write_text(HISTORY, encoding="utf-8")
    monitor = RunMonitor(opened.context, opened.page, "Training")
    monitor.begin()
    monitor.on_events((RunStarted(str(run_dir), "resnet18", ("ants", "bees"), 9, 8, 10, 5, 0, 4, 0, "cpu", "fp32"),))
    assert opened.page.so_far._headline.text() == "Best epoch so far: 1"
    assert opened.page.curves._curves.best == 1
    assert [value.text() for _name, value in opened.page.so_far._cells][:2] == ["80.0\u00a0%", "0.7000"]


@pytest.mark.parametrize(("error", "headline", "can_continue"), [
    (OutputError("The disk is full."), "Failed", True),
    (NonFiniteLossError("The loss is NaN."), "Ended: the loss became infinite", False),
])  # fmt: skip
def test_a_run_that_breaks_off_offers_what_it_leaves(
    opened: Desktop, qtbot: QtBot, error: Exception, headline: str, can_continue: bool
) -> None:
    run_dir, page = opened.training.run_dir, opened.page
    run_dir.mkdir(parents=True)
    (run_dir / "history.csv").write_text(HISTORY, encoding="utf-8")
    for name in ("best_model.pth", "last_model.pth"):
        (run_dir / name).touch()
    opened.training.epoch_error = error
    run_to_end(opened, qtbot)
    assert page.banner.label.text() == str(error)
    assert page.summary.isVisible()
    assert page.summary._headline.text() == headline
    assert page.summary._text.text().startswith("Best epoch 1: balanced accuracy 80.0\u00a0%")
    assert page.summary.go_on.isVisible() is can_continue
    assert page.so_far._headline.text() == "Best epoch: 1"
    assert page.start.isEnabled()
    page.summary.predict.click()
    assert opened.other.opened == [("run", str(run_dir))]


def test_settings_and_data_outlive_a_killed_window(opened: Desktop, qtbot: QtBot) -> None:
    assert load(settings_file()).recent_data == [str(opened.folder)]
    opened.page.form.set_texts({"epochs": "7"})
    run_to_end(opened, qtbot)
    assert load(settings_file()).train == {"epochs": "7"}


def test_what_the_check_found_stands_on_the_card_and_is_not_told_again(opened: Desktop, qtbot: QtBot) -> None:
    opener = opened.controller.data.opener
    new = Finding("wrong_ending", "a.png is a JPEG.", ("a.png",)), Finding("odd_size", "b.png is far off.", ("b.png",))
    opener.add_findings(new)
    lines = opened.page.data_card._findings.text()
    assert "1 picture has a wrong ending." in lines
    assert "far from the others" in lines
    assert "a.png" not in lines
    assert set(new) <= set(opener.findings)
    assert any("far from the others" in line for line in opener.told)
    briefly = "1 picture has another format's ending."  # as a training tells what was read, too
    assert briefly in opener.told
    assert briefly not in lines
    run_to_end(opened, qtbot)
    assert opened.page.banner.label.text() == "Pictures are small."


def test_data_that_changed_before_a_training_is_told_and_read_anew_at_its_end(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []

    def changed(config: TrainConfig, splits: Splits) -> Work:
        def work(emit: Emit, control: Control) -> Any:
            shown.append(splits)
            result = opened.training.work(config)(emit, control)
            emit(DataChanged("1 picture is new.", "warning"))
            return result

        return work

    before = opened.context.data.opened
    monkeypatch.setattr("app.train_controller.train_work", changed)
    with qtbot.waitSignal(opened.controller.data.opener.opened):
        run_to_end(opened, qtbot)
    assert shown == [before.splits]
    assert opened.page.banner.label.text() == "1 picture is new.\n(1 more in the log.)"
    assert opened.context.data.opened is not before


def test_nothing_of_the_data_before_is_told_of_another(opened: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    opener = opened.controller.data.opener
    opener.add_findings((Finding("odd_size", "b.png is far off.", ("b.png",)),))
    with qtbot.waitSignal(opener.opened):
        opened.controller.open_data(str(opened.folder))
    assert "far from the others" not in opened.page.data_card._findings.text()


def test_the_presets_times_come_back_after_a_training(opened: Desktop, qtbot: QtBot) -> None:
    times = opened.page.form._estimates
    qtbot.waitUntil(lambda: bool(times["quick"].text()))
    run_to_end(opened, qtbot)
    qtbot.waitUntil(lambda: bool(times["quick"].text()))


def test_what_is_said_of_other_data_is_in_sight(opened: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    opened.window.resize(1024, 700)
    bar = opened.page._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(opened.controller.data.opener.failed):
        opened.controller.open_data(str(tmp_path / "empty"))
    assert bar.value() == 0


def test_the_values_go_when_the_pointer_leaves_the_figure(opened: Desktop, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    curves = opened.page.curves
    curves._hover.show_text("epoch 1.0")
    assert curves._hover.isVisible()
    QApplication.sendEvent(curves._canvas, QEvent(QEvent.Leave))
    assert not curves._hover.isVisible()


def test_a_run_without_a_point_shows_no_empty_axes(opened: Desktop) -> None:
    card = opened.page.curves
    curves = Curves(3)
    card.show_run(curves)
    assert card._empty.isVisible()
    assert not card._place.isVisible()
    assert not any(tool.isEnabled() for tool in card._icons)
    curves.add_batch(1, 1, 4, 2.0, 1e-3)
    card.touch()
    assert not card._empty.isVisible()
    assert card._place.isVisible()
    assert all(tool.isEnabled() for tool in card._icons)


def test_growing_curves_do_not_have_the_axes_made_anew(
    opened: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to_end(opened, qtbot)
    card = opened.page.curves
    card.resize(600, 300)
    curves = Curves(40)
    curves.add_batch(1, 1, 4, 2.0, 1e-3)
    prepared: list[str] = []
    prepare = live_plot.prepare_axes
    monkeypatch.setattr(live_plot, "prepare_axes", lambda axes, tab, tokens: prepared.append(tab) or
                        prepare(axes, tab, tokens))  # fmt: skip
    card.show_run(curves)
    card._look = None
    seen = []
    for epoch in range(1, 6):
        for batch in range(1, 5):
            curves.add_batch(epoch, batch, 4, 2.0 / epoch, 1e-3)
        curves.add_epoch(epoch, {"val_loss": 1.0 / epoch}, is_best=epoch != 4)
        card._dirty = True
        card._redraw_if_needed()
        texts = [text.get_text() for text in card._axes.get_legend().get_texts()]
        seen.append(card._axes.get_xlim()[1])
        assert texts == ["train (smoothed)", "val", "best epoch"]
        assert list(card._lines["best"].get_xdata()) == [curves.best]
        assert len(card._axes.lines) == len(card._lines) == 4
        assert list(card._lines["val" + "o"].get_ydata()) == curves.val_loss.y
    assert len(set(seen)) > 1
    assert prepared == ["Loss"]
    card._on_tab("Accuracy")
    card._redraw_if_needed()
    assert prepared == ["Loss", "Accuracy"]


def test_the_words_of_the_figure_have_their_letters_in_chinese_too(opened: Desktop, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    card = opened.page.curves
    language = Language(QApplication.instance(), "zh_CN")
    try:
        card._dirty = True
        card._redraw_if_needed()
        words = [card._axes.xaxis.label, *card._axes.get_legend().get_texts()]
        assert not any(text.get_text().isascii() for text in words)
        assert {tuple(text.get_fontfamily()) for text in words} == {plot_fonts._families()}
        assert {tuple(text.get_fontfamily()) for text in card._axes.get_xticklabels()} == {plot_fonts._families()[:1]}
    finally:
        language.choose("en")


def test_the_curves_of_the_run_before_go_when_another_is_prepared(opened: Desktop, qtbot: QtBot) -> None:
    """Nor do they stay, without their run's name, where the other could not begin."""
    curves = opened.page.curves
    tools = tuple(curves._icons)
    assert not any(tool.isEnabled() for tool in tools)
    run_to_end(opened, qtbot)
    assert curves._canvas.isVisible()
    assert all(tool.isEnabled() for tool in tools)
    opened.training.error = OutputError("The runs folder cannot be written.")
    run_to_end(opened, qtbot)
    assert not curves._canvas.isVisible()
    assert curves._empty.isVisible()
    assert not any(tool.isEnabled() for tool in tools)
    opened.training.error = None
    run_to_end(opened, qtbot)
    assert curves._canvas.isVisible()
