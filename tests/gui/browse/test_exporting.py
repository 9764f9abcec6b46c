import json
import threading
from array import array
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.predict_controller import PredictController
from core.base.files import patiently
from core.inference.writers import ResultWriter, open_writer
from tests.gui.browse.conftest import FakePredictor, run_to_end
from ui.arrange import Filter
from ui.choose import choose_target
from ui.dialogs.export import ExportDialog, FolderDialog, ScopeDialog, SortDialog
from ui.results import Result

BEGINS = {".png": b"\x89PNG", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8"}


@pytest.mark.parametrize("ending", BEGINS)
def test_a_saved_picture_is_what_its_name_says_whatever_the_original_is(
    opened: PredictController, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    run_to_end(opened, qtbot)
    assert opened.browser.current.endswith(".png")
    target = tmp_path / f"один{ending}"
    suggested: list[str] = []

    def choose(_parent: QWidget, _title: str, path: str, _kinds: str) -> str:
        suggested.append(Path(path).name)
        return str(target)

    monkeypatch.setattr("ui.choose.choose_target", choose)
    opened.actions.exports.save_picture()
    qtbot.waitUntil(lambda: target.exists() and not opened.context.jobs.running)
    assert target.read_bytes().startswith(BEGINS[ending])
    assert suggested == ["1 кошка_annotated.png"]


def test_every_form_of_results_is_offered(opened: PredictController, tmp_path: Path, qtbot: QtBot,
                                          monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    run_to_end(opened, qtbot)
    dialog = ExportDialog(7, 7, "", "jsonl", opened.page)
    qtbot.addWidget(dialog)
    assert {dialog.kind.itemData(row) for row in range(dialog.kind.count())} == {"csv", "txt", "json", "jsonl"}
    target = tmp_path / "results.jsonl"
    monkeypatch.setattr("ui.choose.choose_target", lambda *_arguments: str(target))
    opened.actions.exports._choose_export_target(dialog)
    qtbot.waitUntil(lambda: target.exists() and not opened.context.jobs.running)
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [row["path"] for row in rows] == opened.browser.store.paths


def test_the_dialogs_of_exports_tell_what_is_left_out_and_write_what_they_say(
    opened: PredictController, predictor: FakePredictor, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    action, settings = opened.context.window.action, opened.context.settings
    predictor.gate = threading.Semaphore(5)
    opened.run()
    qtbot.waitUntil(lambda: opened.browser.store.num_done == 5)
    opened.stop()
    qtbot.waitUntil(lambda: not opened.is_running)
    opened.page.view.unknown.setValue(60)
    opened.page.view.filters.set_filter(Filter(name="cat"))
    opened.browser.finish()

    def accept(name: str, kind: type[ScopeDialog]) -> ScopeDialog:
        action(name).trigger()
        dialog = next(found for found in opened.page.findChildren(kind) if found.isVisible())
        assert dialog.note.text() == "2 pictures without a result are left out. Below 60\u00a0% the class is unknown."
        assert dialog.only_shown
        return dialog

    target = tmp_path / "out" / "results.txt"
    target.parent.mkdir()
    monkeypatch.setattr("ui.choose.choose_target", lambda *_arguments: str(target))
    dialog = accept("file.export", ExportDialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData("txt"))
    dialog.go.click()
    qtbot.waitUntil(lambda: target.exists() and not opened.context.jobs.running)
    assert target.read_text(encoding="utf-8").count("Image: ") == 3
    assert (settings.predict["form"], settings.export_folder) == ("txt", str(target.parent))
    for name, kind in (("predict.save_pictures", FolderDialog), ("predict.sort", SortDialog)):
        dialog = accept(name, kind)
        folder = Path(dialog.chosen_folder)
        assert folder.parent == target.parent
        dialog.go.click()
        qtbot.waitUntil(lambda folder=folder: folder.exists() and not opened.context.jobs.running)
        assert len([path for path in folder.rglob("*") if path.suffix in BEGINS]) == 3


@pytest.mark.parametrize(("chosen", "target"), [("figures", "figures.svg"), ("figures.PNG", "figures.PNG"),
                                                ("", "")])  # fmt: skip
def test_a_name_without_an_ending_gets_that_of_the_name_suggested(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, target: str
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    path = str(tmp_path / chosen) if chosen else ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (path, ""))
    got = choose_target(parent, "Save", "curves.svg", "PNG (*.png);;SVG (*.svg)")
    assert got == (str(tmp_path / target) if target else "")


@pytest.mark.parametrize("answer", [QMessageBox.Yes, QMessageBox.No])
def test_a_file_that_gets_its_ending_afterwards_is_not_replaced_unasked(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    (tmp_path / "results.csv").write_text("precious", encoding="utf-8")
    asked: list[str] = []

    def question(_parent: QWidget, _title: str, text: str, *_buttons: int) -> int:
        asked.append(text)
        return answer

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "results"), ""))
    monkeypatch.setattr(QMessageBox, "question", question)
    got = choose_target(parent, "Export results", "predictions.csv", "csv (*.csv)")
    assert asked == ["results.csv exists already. Replace it?"]
    assert got == (str(tmp_path / "results.csv") if answer == QMessageBox.Yes else "")


def test_an_export_writes_what_was_there_when_it_was_asked_for(
    opened: PredictController, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to_end(opened, qtbot)
    gate = threading.Event()

    def open_late(*arguments: Any, **options: Any) -> ResultWriter:
        gate.wait(10)
        return open_writer(*arguments, **options)

    monkeypatch.setattr("core.inference.writers.open_writer", open_late)
    paths = list(opened.browser.store.paths)
    opened.actions.exports.write_results(str(tmp_path / "results.json"), only_shown=False)
    opened.browser.clear_results()
    opened.browser.store.set_classes(("one", "two", "three"))
    gate.set()
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    rows = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert [row["path"] for row in rows] == paths
    assert {row["class"] for row in rows} == {"cat", None}


@pytest.mark.parametrize("action", ["save_pictures", "sort"])
def test_dialogs_for_pictures_of_a_class_count_none_that_cannot_be_read(
    opened: PredictController, qtbot: QtBot, action: str
) -> None:
    run_to_end(opened, qtbot)
    assert opened.browser.store.num_unreadable == 1
    getattr(opened.actions.exports, action)()
    dialog = opened.page.findChild(FolderDialog)
    assert "6 pictures" in dialog.all.text()
    assert "6 pictures" in dialog.shown.text()
    assert dialog.note.text() == "1 picture that cannot be read is left out."
    dialog.reject()


def test_there_is_nothing_to_sort_where_no_picture_can_be_read(opened: PredictController, qtbot: QtBot) -> None:
    run_to_end(opened, qtbot)
    store = opened.browser.store
    store.add([Result(path, array("f"), None, 0.0, 0.0, "it is cut off.") for path in store.paths])
    opened.actions.refresh()
    assert not opened.context.window.action("predict.sort").isEnabled()
    assert not opened.context.window.action("predict.save_pictures").isEnabled()
    assert opened.context.window.action("file.export").isEnabled()


def test_a_sorting_that_fails_half_way_says_so_and_can_be_undone(
    opened: PredictController, tmp_path: Path, qtbot: QtBot
) -> None:
    run_to_end(opened, qtbot)
    third = Path(opened.browser.store.paths[2])
    patiently(third.unlink)
    third.mkdir()  # cannot be copied
    opened.actions.exports.write_sorted(str(tmp_path / "sorted"), "copy", only_shown=False)
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    assert opened.page.banner.isVisible()
    assert len(list((tmp_path / "sorted").rglob("*.png"))) == 2
    opened.context.window.action("edit.undo").trigger()
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    assert not (tmp_path / "sorted").exists()


def test_pictures_that_are_gone_are_left_out_of_a_sorting_and_counted(
    opened: PredictController, tmp_path: Path, qtbot: QtBot
) -> None:
    run_to_end(opened, qtbot)
    patiently(Path(opened.browser.store.paths[2]).unlink)
    opened.actions.exports.write_sorted(str(tmp_path / "sorted"), "copy", only_shown=False)
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    assert opened.page.banner.isHidden()
    assert len(list((tmp_path / "sorted").rglob("*.png"))) == 5
    assert "1 picture is no longer there and was left out" in opened.context.window._toast.label.text()


def test_pictures_that_are_gone_are_left_out_of_the_annotated_ones_and_counted(
    opened: PredictController, tmp_path: Path, qtbot: QtBot
) -> None:
    run_to_end(opened, qtbot)
    patiently(Path(opened.browser.store.paths[2]).unlink)
    opened.actions.exports.write_annotated(str(tmp_path / "annotated"), only_shown=False)
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    said = opened.context.window._toast.label.text()
    assert said == "5 pictures saved. 1 picture cannot be read any more and was left out."


def test_a_sorting_of_an_earlier_day_is_undone_by_its_file(
    opened: PredictController, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_to_end(opened, qtbot)
    opened.actions.exports.write_sorted(str(tmp_path / "sorted"), "link", only_shown=False)
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    opened.labelling.undo_stack.clear()
    undo_file = next((tmp_path / "sorted").glob("undo_*.jsonl"))
    monkeypatch.setattr("ui.choose.choose_file", lambda *_arguments: str(undo_file))
    opened.context.window.action("predict.undo_sort").trigger()
    qtbot.waitUntil(lambda: not opened.context.jobs.running)
    assert not (tmp_path / "sorted").exists()
    assert "6 files removed" in opened.context.window._toast.label.text()
