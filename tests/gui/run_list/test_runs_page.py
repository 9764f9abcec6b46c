"""The Runs page from outside: what is listed, sorted, filtered, compared and done."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QAbstractItemModelTester
from PyQt5.QtWidgets import QApplication, QFileDialog, QLabel, QStyledItemDelegate
from send2trash import TrashPermissionError

from app.drops import destination
from app.labels_file import LabelsFile
from app.run_catalog import read_run
from app.run_scan import RunScanner, RunsFound
from app.run_watch import RunWatch
from app.shell import Shell
from core.base.control import Control
from core.base.errors import Cancelled
from core.base.events import Emit
from core.base.run_info import RunInfo, RunState
from core.evaluation.comparison import ComparedRun, Comparison
from core.evaluation.judging import no_known_class
from core.training.pictures_place import note_moved
from core.training.run_folder import locked, note_run
from tests.gui.run_list.conftest import Runs
from tests.gui.run_list.folders import event, make_run
from ui.dialogs.continue_run import ContinueDialog
from ui.dialogs.evaluate_on import EvaluateOnDialog, PictureSource
from ui.language import CONTEXT, Catalog, Language
from ui.widgets.run_model import Column, RunModel
from ui.widgets.run_table import WIDTHS


class TestList:
    def test_there_is_something_to_do_while_there_is_no_run(self, runs: Runs) -> None:
        assert runs.page.empty.isVisible()
        runs.page.empty.train.click()
        assert runs.window.current_page == "train"

    def test_every_run_is_listed_with_its_state_and_figures(self, runs: Runs, tmp_path: Path) -> None:
        make_run(runs.folder / "done", test=0.7)
        make_run(runs.folder / "experiment" / "killed", end=None, epochs=1, best=0.6)
        make_run(runs.folder / "broken", end="failed", epochs=0)
        note_run(make_run(tmp_path / "elsewhere" / "by train.py 蜂", end="stopped"))
        (runs.folder / "no run").mkdir()
        runs.look()
        assert set(runs.names()) == {"done", "killed", "broken", "by train.py 蜂"}
        states = [runs.cell(name, Column.STATE) for name in ("done", "killed", "broken", "by train.py 蜂")]
        assert states == ["finished", "interrupted", "failed", "stopped"]
        assert [runs.cell("done", column) for column in (Column.MODEL, Column.DATA, Column.EPOCHS, Column.TIME)] == [
            "resnet18", "bees", "3/3", "1:32"]
        assert runs.cell("done", Column.BALANCED) == "80.0\u00a0%"
        assert runs.cell("done", Column.TEST) == "70.0\u00a0%"
        assert runs.cell("broken", Column.BALANCED) == "–"
        assert not runs.page.empty.isVisible()

    def test_a_run_counts_as_running_while_its_process_lives(self, runs: Runs) -> None:
        run = make_run(runs.folder / "live", end=None, epochs=1)
        with locked(run):
            runs.look()
            assert runs.cell("live", Column.STATE) == "running"
            runs.choose("live")
            assert not runs.page.buttons["delete"].isEnabled()
            assert "going on" in runs.page.buttons["delete"].toolTip()
            assert not runs.page.buttons["continue"].isEnabled()
            with open(run / "events.jsonl", "a", encoding="utf-8") as file:
                file.write(event("BatchEnded", epoch=2, batch=1, batches=2, loss=0.4, lr=0.1) + '{"event": "Batch')
            (run / "history.csv").write_text((run / "history.csv").read_text() + "2,0.1,0.3,0.1,1,1,0.95,0.9,1,9\n")
            runs.look()
            assert runs.cell("live", Column.EPOCHS) == "2/3"
            assert runs.cell("live", Column.BALANCED) == "95.0\u00a0%"
            assert [run.run_dir.name for run in runs.page.table.chosen_runs()] == ["live"]
            assert runs.page.details.plot._runs[0].points["train_loss_batches"][0] == (1.0, 1.5)
        runs.look()
        assert runs.cell("live", Column.STATE) == "interrupted"

    def test_a_chosen_run_whose_records_change_is_shown_as_it_is_now(self, runs: Runs) -> None:
        history = make_run(runs.folder / "one") / "history.csv"
        runs.look()
        runs.choose("one")
        for value in ("0.8", "0.85"):
            history.write_text(history.read_text().replace("0.8", value))
            runs.look()
            assert runs.page.details.plot._runs[0].points["balanced_accuracy"][1][-1] == float(value)

    def test_what_runs_is_told_only_while_it_is_looked_at(self, runs: Runs) -> None:
        told: list[bool] = []
        runs.page.working_changed.connect(told.append)
        with locked(make_run(runs.folder / "live", end=None, epochs=1)):
            runs.look()
            assert told[-1]
            runs.window.show_page("train")
            assert not told[-1]

    def test_a_folder_that_is_added_while_runs_are_looked_for_is_looked_into_afterwards(
        self, runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        may_go_on, scan = threading.Event(), RunScanner.scan
        monkeypatch.setattr(RunScanner, "scan", lambda self, *given: may_go_on.wait() and scan(self, *given))
        make_run(tmp_path / "more" / "another")
        runs.controller.refresh()
        runs.controller.add_folders([str(tmp_path / "more")])
        may_go_on.set()
        runs.settle()
        assert runs.names() == ["another"]

    def test_a_run_that_goes_on_on_another_machine_counts_as_running_while_it_writes(self, runs: Runs) -> None:
        run = make_run(runs.folder / "far", end=None, epochs=1, host="server 3")
        (run / "run.lock").touch()  # comes with a copy, and tells nothing here
        runs.look()
        assert runs.cell("far", Column.STATE) == "interrupted"
        with open(run / "events.jsonl", "a", encoding="utf-8") as file:
            batch = json.loads(event("BatchEnded", epoch=2, batch=1, batches=2, loss=0.4, lr=0.1))
            file.write(json.dumps({**batch, "time": time.time()}) + "\n")
        runs.look()
        assert runs.cell("far", Column.STATE) == "running"
        runs.choose("far")
        assert "server 3" in runs.page.buttons["continue"].toolTip()
        assert not runs.page.buttons["delete"].isEnabled()
        with open(run / "events.jsonl", "a", encoding="utf-8") as file:
            file.write(event("RunEnded", reason="finished"))
        runs.look()
        assert runs.cell("far", Column.STATE) == "finished"

    def test_a_run_that_may_only_be_read_is_not_taken_for_a_running_one(self, runs: Runs,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_given: object, **_named: object) -> None:
            raise PermissionError(13, "Permission denied")

        run = make_run(runs.folder / "backup")
        (run / "run.lock").touch()
        monkeypatch.setattr("filelock.FileLock.acquire", refuse)
        runs.look()
        assert runs.cell("backup", Column.STATE) == "finished"

    @pytest.mark.parametrize("last", ['{"event": "RunEnded"}', '{"event": "RunEnded", "reason": "bored"}', "[1]"])
    def test_a_damaged_last_line_breaks_nothing(self, runs: Runs, last: str) -> None:
        run = make_run(runs.folder / "odd", end="finished")
        with open(run / "events.jsonl", "a", encoding="utf-8") as file:
            file.write(last)
        config = json.loads((run / "config.json").read_text())
        (run / "config.json").write_text(json.dumps({**config, "run": {**config["run"], "classes": 3}}))
        runs.look()
        runs.choose("odd")
        assert runs.cell("odd", Column.STATE) == "finished"
        assert runs.page.details.plot._runs[0].points["balanced_accuracy"]

    def test_half_copied_runs_break_nothing_and_are_read_when_they_are_whole(self, runs: Runs) -> None:
        whole = make_run(runs.folder / "copied")
        config = (whole / "config.json").read_text()
        (whole / "config.json").write_text(config[:40])
        (whole / "history.csv").write_bytes(b"epoch,val_loss\n1,0.\xff")
        odd = make_run(runs.folder / "odd")
        (odd / "config.json").write_text('{"model": 3, "epochs": "many", "run": []}')
        (odd / "events.jsonl").write_text('[1]\n{"event": 4}\n{"event": "EpochEnded"}\n')
        (odd / "test_results.json").write_text('{"split": "test", "metrics": 4')
        runs.look()
        assert runs.run("copied").condition is RunState.INCOMPLETE
        runs.choose("copied", "odd")
        assert not runs.window.findChildren(EvaluateOnDialog)
        (whole / "config.json").write_text(config)
        runs.look()
        assert runs.cell("copied", Column.STATE) == "finished"
        shutil.rmtree(odd)
        runs.look()
        assert runs.names() == ["copied"]

    def test_a_runs_folder_on_a_drive_that_is_gone_holds_no_window(self, runs: Runs,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever asks such a drive waits for half a minute, so the window's thread must not."""
        away, waited = "//server/runs", []

        def guarded(ask: Callable[..., bool]) -> Callable[..., bool]:
            def guard(path: object, *given: object) -> bool:
                if not str(path).startswith(away):
                    return ask(path, *given)
                if threading.current_thread() is threading.main_thread():
                    waited.append(path)
                return False

            return guard

        for place, name in ((os.path, "exists"), (os.path, "isdir"), (Path, "exists"), (Path, "is_dir")):
            monkeypatch.setattr(place, name, guarded(getattr(place, name)))
        runs.context.settings.runs_folders.append(away)
        make_run(runs.folder / "here")
        runs.controller.watch._poll.start()
        runs.look()
        assert runs.names() == ["here"]
        assert str(runs.folder) in runs.controller.watch._watcher.directories()
        runs.controller.watch.stop()
        assert waited == []

    def test_a_run_reached_by_two_ways_is_listed_once(self, runs: Runs) -> None:
        note_run(make_run(runs.folder / "one"))
        runs.context.settings.runs_folders.append(str(runs.folder / "one"))
        runs.look()
        assert runs.names() == ["one"]

    def test_more_folders_can_be_looked_through_and_are_remembered(self, runs: Runs, tmp_path: Path,
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
        make_run(tmp_path / "server & copy" / "far")
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "server & copy"))
        runs.window.action("runs.add_folder").trigger()
        runs.settle()
        assert runs.names() == ["far"]
        assert runs.context.settings.runs_folders == [str(tmp_path / "server & copy")]
        drop = next(action for action in runs.page.folders.menu().actions() if "no more" in action.text())
        assert drop.text().endswith("server && copy")  # one would underline the letter behind it
        drop.trigger()
        runs.settle()
        assert (runs.names(), runs.context.settings.runs_folders) == ([], [])

    def test_what_was_found_until_a_stop_stays_and_nothing_is_looked_for_any_more(
        self, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = tuple(read_run(make_run(runs.folder / name)) for name in ("one", "two"))
        gate, scans = threading.Event(), []

        def scan(folders: list[Path], emit: Emit, control: Control) -> tuple[RunInfo, ...]:
            scans.append(folders)
            emit(RunsFound(found))
            while not control.stop_requested:
                gate.wait(0.02)
            raise Cancelled("stopped")

        monkeypatch.setattr(runs.controller._scanner, "scan", scan)
        runs.controller.refresh()
        runs.qtbot.waitUntil(lambda: len(runs.names()) == 2)
        runs.controller.refresh()  # as the watch does every few seconds
        runs.page.stop.click()
        runs.settle()
        assert len(scans) == 1
        runs.choose("one")
        runs.window.action("runs.delete").trigger()
        assert runs.names() == ["two"]

    def test_a_deletion_while_runs_are_first_looked_for_leaves_the_others_listed(
        self, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = tuple(read_run(make_run(runs.folder / name)) for name in ("one", "two"))
        gate = threading.Event()

        def scan(folders: list[Path], emit: Emit, control: Control) -> tuple[RunInfo, ...]:
            emit(RunsFound(found))
            gate.wait(30)
            return found

        monkeypatch.setattr(runs.controller._scanner, "scan", scan)
        runs.controller._is_first = True
        runs.controller.refresh()
        runs.qtbot.waitUntil(lambda: len(runs.names()) == 2)
        runs.page.table.choose([str(found[0].run_dir)])
        runs.window.action("runs.delete").trigger()
        assert runs.names() == ["two"]
        gate.set()
        runs.settle()
        assert runs.names() == ["two"]

    def test_a_folder_dropped_on_the_page_is_looked_through(self, tmp_path: Path) -> None:
        run = make_run(tmp_path / "run")
        assert destination([str(run)], "runs").page == "runs"
        assert destination([str(run)], "train").page == "predict"

    def test_what_is_dropped_on_the_page_and_holds_no_run_is_told_there(self, runs: Runs, tmp_path: Path) -> None:
        shell = SimpleNamespace(context=runs.context, controllers=runs.context.controllers)
        Shell._open(shell, destination([str(tmp_path)], "runs"))
        assert runs.page.banner.isVisible()
        assert runs.page.banner.label.text().startswith(f"There is no run in {tmp_path}.")
        assert runs.train.asked == []

    def test_of_a_thousand_runs_that_were_listed_only_what_changed_is_read_again(
        self, runs: Runs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read: list[Path] = []
        monkeypatch.setattr("app.run_scan.read_run", lambda run_dir: read.append(run_dir) or read_run(run_dir))
        first = make_run(runs.folder / "run 0")
        for number in range(1, 1000):
            shutil.copytree(first, runs.folder / f"run {number}", copy_function=os.link)
        runs.look()
        assert len(runs.names()) == len(read) == 1000
        read.clear()
        changed = runs.folder / "run 7" / "history.csv"
        text = changed.read_text(encoding="utf-8")
        changed.unlink()  # or it would be that of all runs
        changed.write_text(text + "\n", encoding="utf-8")
        runs.look()
        assert read == [runs.folder / "run 7"]

    def test_the_page_looks_by_itself_while_it_is_in_sight(self, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("app.run_watch.POLL_MS", 10**8)  # the system's notice alone
        watch = RunWatch(runs.controller)
        runs.folder.mkdir()
        watch._poll.start()
        watch.watch([runs.folder], [])
        assert watch._watcher.directories() == [str(runs.folder)]
        with runs.qtbot.waitSignal(watch.due):
            (runs.folder / "new").mkdir()
        watch.stop()

    def test_the_model_keeps_qts_rules(self, runs: Runs) -> None:
        make_run(runs.folder / "one")
        model = RunModel(runs.window.theme.tokens)
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        runs.look()
        one = runs.run("one")
        model.set_runs([one])
        model.set_runs([])
        model.add_runs([one, one])
        del tester


def test_headings_have_room_in_any_language(runs: Runs) -> None:
    table = runs.page.table
    header = table.horizontalHeader()

    class Long(Catalog):
        def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
            return 3 * source if context == CONTEXT else None

    def cut() -> list[Column]:
        text = {column: header.fontMetrics().horizontalAdvance(header.model().headerData(column, Qt.Horizontal))
                for column in Column}  # fmt: skip
        return [column for column in Column if header.sectionSize(column) < text[column] + 4]

    assert cut() == []
    table.sortByColumn(Column.EPOCHS, Qt.AscendingOrder)  # whose heading gets an arrow
    unsorted = table.columnWidth(Column.TIME)
    table.sortByColumn(Column.TIME, Qt.AscendingOrder)
    assert table.columnWidth(Column.TIME) > unsorted or os.name == "nt"  # letters are narrow there
    table.setColumnWidth(Column.MODEL, 20)  # as somebody likes it
    translator = Long({"": ""})
    QApplication.instance().installTranslator(translator)
    before, chosen = table.columnWidth(Column.LOSS), table.columnWidth(Column.MODEL)
    try:
        runs.qtbot.waitUntil(lambda: cut() == [Column.MODEL])
        assert table.columnWidth(Column.LOSS) > before
    finally:
        QApplication.instance().removeTranslator(translator)
    runs.qtbot.waitUntil(lambda: table.columnWidth(Column.LOSS) == before)
    assert table.columnWidth(Column.MODEL) == chosen


def test_names_of_networks_and_data_stand_whole_where_the_folders_leave_room(runs: Runs) -> None:
    table = runs.page.table
    make_run(runs.folder / "one", model="mobilenet_v3_small", data="flowers with a long name")
    runs.look()

    def cut() -> list[Column]:
        return [column for column in (Column.MODEL, Column.DATA, Column.FOLDER)
                if table.columnWidth(column) < table.sizeHintForColumn(column)]  # fmt: skip

    runs.window.resize(2600, 900)
    runs.qtbot.waitUntil(lambda: cut() == [])
    runs.window.resize(1024, 700)
    runs.qtbot.waitUntil(lambda: table.columnWidth(Column.MODEL) == WIDTHS[Column.MODEL])
    table.setColumnWidth(Column.MODEL, 40)  # as somebody likes it
    runs.window.resize(2600, 900)
    runs.qtbot.waitUntil(lambda: cut() == [Column.MODEL])
    assert table.columnWidth(Column.MODEL) == 40


def test_many_runs_are_listed_and_filtered_without_the_size_of_each_cell(
        runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    looked: list[int] = []
    hint = QStyledItemDelegate.sizeHint
    monkeypatch.setattr(QStyledItemDelegate, "sizeHint", lambda *given: looked.append(given[2].row()) or hint(*given))
    table, one = runs.page.table, read_run(make_run(runs.folder / "one"))
    table.setItemDelegate(QStyledItemDelegate(table))
    names = [f"{'ab'[number % 2]} {number}" for number in range(60)]
    found = [replace(one, run_dir=Path(name), model=name, started=number) for number, name in enumerate(names)]
    table.runs.add_runs(found[::2])
    table.runs.add_runs(found[1::2])
    for words in ("a ", "b ", ""):
        table.set_filter(words, None)
    assert table.proxy.rowCount() == len(found)
    assert 0 < len(looked) < len(found)


class TestSortAndFilter:
    def test_runs_are_sorted_by_val_and_never_by_test(self, runs: Runs) -> None:
        make_run(runs.folder / "low", best=0.5, test=0.9)
        make_run(runs.folder / "high", best=0.9, test=0.4)
        make_run(runs.folder / "none", epochs=0)
        runs.look()
        runs.page.table.sortByColumn(Column.BALANCED, Qt.DescendingOrder)
        assert runs.names() == ["high", "low", "none"]
        runs.page.table.sortByColumn(Column.BALANCED, Qt.AscendingOrder)
        assert runs.names() == ["low", "high", "none"]
        header = runs.page.table.horizontalHeader()
        with runs.qtbot.waitSignal(runs.page.table.test_sorting_refused):
            place = QPoint(header.sectionViewportPosition(Column.TEST) + 20, header.height() // 2)
            runs.qtbot.mouseClick(header.viewport(), Qt.LeftButton, pos=place)
        assert runs.names() == ["low", "high", "none"]
        assert header.sortIndicatorSection() == Column.BALANCED
        assert "too good" in header.model().headerData(Column.TEST, Qt.Horizontal, Qt.ToolTipRole)

    def test_the_filter_looks_at_network_data_folder_and_state(self, runs: Runs) -> None:
        make_run(runs.folder / "one", model="vit_b_16")
        make_run(runs.folder / "two", data="Цветы")
        make_run(runs.folder / "three", end="stopped")
        runs.look()
        for text, names in (("VIT", ["one"]), ("цветы", ["two"]), ("resnet stopped", ["three"]), ("thr", ["three"])):
            runs.page.filter.setText(text)
            assert runs.names() == names
        assert "1 of 3" in runs.page.count.text()
        runs.page.filter.clear()
        runs.page.states.setCurrentIndex(runs.page.states.findData(RunState.STOPPED))
        assert runs.names() == ["three"]

    def test_one_run_is_one(self, runs: Runs) -> None:
        note_run(make_run(runs.folder / "one"))
        runs.look()
        runs.page.filter.setText("of no run")
        assert runs.page.count.text() == "0 of 1 run"


def test_a_run_that_went_on_after_its_test_has_no_test_figure_until_it_is_judged_again(runs: Runs) -> None:
    judged, gone_on = (make_run(runs.folder / name, test=0.25, end=end)
                       for name, end in (("one", "finished"), ("two", "stopped")))  # fmt: skip
    found = [read_run(run) for run in (judged, gone_on)]
    assert [info.test.get("balanced_accuracy") for info in found if info is not None] == [0.25, None]


class TestCompare:
    def test_runs_with_the_same_val_pictures_are_drawn_over_each_other(self, runs: Runs) -> None:
        make_run(runs.folder / "one")
        make_run(runs.folder / "two", lr=0.01, best=0.9)
        runs.look()
        runs.controller.comparison._loader.device = "CPU"
        runs.choose("one", "two")
        details = runs.page.details
        assert "same pictures" in details.notice.text()
        assert len({details.plot.color_of(run.key) for run in details.plot._runs}) == 2
        assert [run.points["balanced_accuracy"][1][-1] for run in details.plot._runs] in ([0.8, 0.9], [0.9, 0.8])
        details.tabs.setCurrentIndex(3)
        assert [view.cell_text(0, 1) for view in details.matrices.views] == [
            "true class a, predicted b: 1 of 4 (25.0\u00a0%)"] * 2
        texts = [words.text() for words in details.matrices.widget().findChildren(QLabel)]
        assert texts.count("Val pictures, epoch 3") == 2
        assert "Rows: the true class; columns: what the network says." in texts
        facts = {fact.name: fact.values for fact in details.settings.facts.facts}
        assert set(facts["Learning rate"]) == {"0.001", "0.01"}
        assert list(facts) == ["Learning rate"]
        details.all_settings.setChecked(True)
        assert len(details.settings.facts.facts) > 30

    def test_where_no_setting_differs_that_is_said(self, runs: Runs) -> None:
        for name, lr in (("one", 0.01), ("two", 0.01), ("three", 0.02)):
            make_run(runs.folder / name, lr=lr)
        runs.look()
        details = runs.page.details
        details.tabs.setCurrentIndex(2)
        shown = []
        for other in ("two", "three"):
            runs.choose("one", other)
            shown.append((details.same_settings.isVisible(), details.settings.isVisible()))
        assert shown == [(True, False), (False, True)]
        runs.choose("one", "two")
        details.all_settings.setChecked(True)
        assert (details.same_settings.isVisible(), details.settings.isVisible()) == (False, True)

    def test_runs_with_other_val_pictures_are_not_compared_unless_asked(self, runs: Runs) -> None:
        make_run(runs.folder / "one")
        make_run(runs.folder / "two", val=("a/3.png", "b/2.png"))
        runs.look()
        runs.controller.comparison._loader.device = "CPU"
        runs.choose("one", "two")
        details = runs.page.details
        assert "cannot be compared" in details.notice.text()
        assert (details.plot._runs, details.matrices.views) == ((), [])
        # Each tab says why it is empty.
        assert [fact.name for fact in details.figures.facts.facts] == [details.notice.text()]
        assert "val pictures differ" in details.matrices.widget().findChildren(QLabel)[0].text()
        assert details.evaluate.isVisibleTo(details)
        details.evaluate.click()
        dialog = runs.window.findChild(EvaluateOnDialog)
        assert dialog.source.count() == 2
        dialog.split.setCurrentIndex(1)
        assert dialog._hint.isVisibleTo(dialog)
        dialog.reject()
        details.anyway.click()
        assert len(details.plot._runs) == 2

    def test_pictures_of_foreign_classes_are_told_without_the_command_lines_options(self, runs: Runs) -> None:
        runs.look()
        runs.controller.actions.show_problem(no_known_class(("crow", "owl"), ("ants", "bees")))
        text = runs.page.banner.label.text()
        assert "they are of crow, owl. Rename their classes" in text
        assert "--" not in text

    def test_curves_on_other_val_pictures_stay_away_where_the_runs_were_judged_on_the_same(self, runs: Runs) -> None:
        dirs = [make_run(runs.folder / "one"), make_run(runs.folder / "two", val=("a/3.png", "b/2.png"))]
        runs.look()
        comparison = runs.controller.comparison
        comparison._loader.device = "CPU"
        runs.choose("one", "two")
        metrics = {"confusion_matrix": [[1, 0], [0, 1]], "balanced_accuracy": 1.0}
        compared = Comparison(tuple(ComparedRun(run, ("a", "b"), metrics) for run in dirs), "bees", "val", 2, 0, 0)
        chosen = runs.page.table.chosen_runs()
        comparison._on_compared(frozenset((run.run_dir, run.best_epoch) for run in chosen), compared)
        details = runs.page.details
        assert (len(details.plot._runs), len(details.matrices.views)) == (0, 2)
        texts = [words.text() for words in details.matrices.widget().findChildren(QLabel)]
        assert texts.count("bees, val, epoch 3") == 2
        facts = {fact.name: fact.values for fact in details.figures.facts.facts}
        assert facts["Balanced accuracy"] == ("100.0\u00a0%",) * 2
        details.anyway.click()
        assert len(details.plot._runs) == 2

    def test_figures_on_the_same_pictures_stay_with_their_runs_when_the_table_is_sorted(self, runs: Runs) -> None:
        dirs = [make_run(runs.folder / name) for name in ("one", "two")]
        runs.look()
        comparison, table, facts = runs.controller.comparison, runs.page.table, runs.page.details.figures.facts
        comparison._loader.device = "CPU"
        judged = tuple(ComparedRun(run, ("a", "b"), {"confusion_matrix": [[1, 0], [0, 1]], "balanced_accuracy": share})
                       for run, share in zip(dirs, (0.9, 0.5), strict=True))  # fmt: skip
        for order in (Qt.AscendingOrder, Qt.DescendingOrder):
            table.sortByColumn(Column.FOLDER, order)
            table.clearSelection()
            runs.choose("one", "two")
            chosen = table.chosen_runs()
            key = frozenset((run.run_dir, run.best_epoch) for run in chosen)
            comparison._on_compared(key, Comparison(judged, "bees", "val", 2, 0, 0))
            figures = next(fact.values for fact in facts.facts if fact.name == "Balanced accuracy")
            assert {run.run_dir.name: figure for run, figure in zip(chosen, figures, strict=True)} == {
                "one": "90.0\u00a0%", "two": "50.0\u00a0%"}  # fmt: skip
        assert [run.run_dir.name for run in chosen] == ["two", "one"]

    def test_one_run_shows_its_figures_on_val_and_test_and_what_differs_from_the_defaults(self, runs: Runs) -> None:
        make_run(runs.folder / "one", test=0.75, lr=0.5)
        runs.look()
        runs.choose("one")
        facts = {fact.name: fact.values for fact in runs.page.details.figures.facts.facts}
        assert facts["Balanced accuracy"] == ("80.0\u00a0%", "75.0\u00a0%")
        settings = {fact.name: fact.values for fact in runs.page.details.settings.facts.facts}
        assert settings["Learning rate"] == ("0.5",)
        assert "Momentum" not in settings
        runs.page.table.clearSelection()
        assert runs.page.details._hint.isVisible()

    def test_settings_say_what_the_form_says(self, runs: Runs) -> None:
        run = make_run(runs.folder / "one", root="/data/bees")
        config = json.loads((run / "config.json").read_text())
        config.update(pretrained="none", in_channels="1", input_shape=[32, 48], augmentation="strong",
                      optimizer_type="sgd", split=[0.5, 0.5], val_path="/data/1")  # fmt: skip
        (run / "config.json").write_text(json.dumps(config))
        runs.look()
        runs.choose("one")
        runs.page.details.all_settings.setChecked(True)
        facts = {fact.name: fact.values[0] for fact in runs.page.details.settings.facts.facts}
        said = {"Start from": "From scratch", "Colour": "Gray", "Picture size": "32 x 48", "Augmentation": "Strong",
                "Optimizer": "SGD", "Train, val, test": "0.5 0.5", "Batch": "Automatic", "Device": "Automatic",
                "Data": "/data/bees", "Name of the data": "bees", "Validation folder": "/data/1",
                "Table": "–"}  # fmt: skip
        assert {name: facts[name] for name in said} == said
        odd = make_run(runs.folder / "odd")
        (odd / "config.json").write_text(json.dumps({**config, "input_shape": 64, "in_channels": 1, "split": "?"}))
        runs.look()
        runs.choose("odd")
        facts = {fact.name: fact.values[0] for fact in runs.page.details.settings.facts.facts}
        assert (facts["Picture size"], facts["Train, val, test"]) == ("64 x 64", "?")

    @pytest.mark.parametrize("split", ["val", ""])
    def test_runs_whose_pictures_are_elsewhere_say_so_when_they_are_to_be_judged(self, runs: Runs, split: str) -> None:
        one = make_run(runs.folder / "one")
        make_run(runs.folder / "two", val=("a/3.png", "b/2.png"))
        runs.look()
        runs.choose("one", "two")
        chosen = runs.page.table.chosen_runs()
        runs.controller.comparison.compare(chosen, PictureSource("", "run", str(one)), split)
        runs.qtbot.waitUntil(runs.page.banner.isVisible)
        assert "bees any more" in runs.page.banner.label.text()

    def test_close_figures_have_percents_that_tell_them_apart(self, runs: Runs) -> None:
        run = make_run(runs.folder / "one")
        text = (run / "history.csv").read_text()
        for number, value in enumerate((0.981, 0.983, 0.985), 1):
            text = text.replace(str(0.8 - 0.1 * (3 - number)), str(value))
        (run / "history.csv").write_text(text)
        runs.look()
        runs.choose("one")
        axes = runs.page.details.plot._canvas.axes
        axes.figure.canvas.draw()
        labels = [label.get_text() for label in axes.get_yticklabels()]
        assert len(set(labels)) == len(labels) > 2
        assert all(label.endswith(" %") for label in labels)

    @pytest.mark.parametrize(("first", "digits"), [(0.95, 0), (0.981, 1), (0.988, 2)])
    def test_percents_have_no_more_digits_than_they_need(self, runs: Runs, first: float, digits: int) -> None:
        run = make_run(runs.folder / "one")
        text = (run / "history.csv").read_text()
        for number, value in enumerate((first, first + 0.001, 0.99), 1):
            text = text.replace(str(0.8 - 0.1 * (3 - number)), str(value))
        (run / "history.csv").write_text(text)
        runs.look()
        runs.choose("one")
        axes = runs.page.details.plot._canvas.axes
        axes.figure.canvas.draw()
        labels = [label.get_text().removesuffix(" %") for label in axes.get_yticklabels()]
        assert {len(label.partition(".")[2]) for label in labels} == {digits}

    @pytest.mark.parametrize("epochs", [1, 2, 3])
    def test_curves_of_epochs_begin_at_the_first_and_those_of_batches_at_none(self, runs: Runs, epochs: int) -> None:
        make_run(runs.folder / "one", epochs=epochs)
        runs.look()
        runs.choose("one")
        plot = runs.page.details.plot
        left, right = plot._canvas.axes.get_xlim()
        assert 0.5 <= left < 1
        assert epochs < right <= epochs + 0.5
        assert left > 0.9 or epochs == 1
        ticks = [tick for tick in plot._canvas.axes.get_xticks() if left <= tick <= right]
        assert ticks == list(range(1, epochs + 1))
        plot.metric.setCurrentIndex(plot.metric.findData("train_loss_batches"))
        plot._draw()
        assert plot._canvas.axes.get_xlim()[0] == 0

    def test_names_stand_beside_the_curves_and_cover_none(self, runs: Runs) -> None:
        make_run(runs.folder / "one")
        make_run(runs.folder / "two", lr=0.01, best=0.9)
        runs.look()
        runs.controller.comparison._loader.device = "CPU"
        runs.choose("one", "two")
        plot = runs.page.details.plot
        assert plot._canvas.axes.get_legend() is None
        assert all(f"{plot.color_of(run.key)}" in plot.names.text() for run in plot._runs)
        assert all(run.name in plot.names.text() for run in plot._runs)
        assert "best epoch" in plot.names.text()
        assert plot.save.isEnabled()
        plot.show_runs((), why_none="Nothing is there.")
        assert not plot.names.isVisible()
        assert not plot.save.isEnabled()
        assert plot.save.toolTip() == "Nothing is there."

    def test_a_figure_is_saved_and_a_wrong_place_is_told(self, runs: Runs, tmp_path: Path) -> None:
        make_run(runs.folder / "one")
        runs.look()
        runs.choose("one")
        runs.page.details.plot.save_figure(str(tmp_path / "figure.svg"))
        assert (tmp_path / "figure.svg").stat().st_size > 1000
        runs.page.details.plot.save_figure(str(tmp_path / "figure.svg" / "figure.png"))
        assert "Cannot write" in runs.page.banner.label.text()


class TestActions:
    def test_each_leads_where_it_says(self, runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run = make_run(runs.folder / "one", lr=0.25, end="stopped", epochs=2)
        data = tmp_path / "moved 数据"
        data.mkdir()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(data))
        runs.look()
        assert "Choose a run" in runs.page.buttons["predict"].toolTip()
        runs.choose("one")
        runs.page.buttons["train_with"].click()
        name, config = runs.train.asked.pop()
        assert (name, config.lr, config.model) == ("train_with", 0.25, "resnet18")
        runs.page.buttons["predict"].click()
        runs.page.buttons["continue"].click()
        dialog = runs.window.findChild(ContinueDialog)
        dialog.epochs.setValue(9)
        dialog.accept()
        assert not runs.train.asked[1:]
        assert "/data/bees" in dialog._where.text()
        dialog.pictures.click()
        dialog.accept()
        assert runs.train.asked == [("resume", str(run), 9, str(data))]
        opened: list[object] = []
        monkeypatch.setattr(type(runs.context), "show_folder", lambda _self, folder: opened.append(folder))
        runs.window.action("runs.show_folder").trigger()
        assert opened == [run]
        assert not runs.page.buttons["evaluate"].isEnabled()

    def test_a_run_without_a_model_says_so(self, runs: Runs) -> None:
        make_run(runs.folder / "young", epochs=0)
        runs.look()
        runs.choose("young")
        for name in ("predict", "export"):
            assert not runs.page.buttons[name].isEnabled()
            assert "no model yet" in runs.page.buttons[name].toolTip()

    def test_a_run_without_a_checkpoint_cannot_go_on_and_says_so(self, runs: Runs) -> None:
        (make_run(runs.folder / "cleared") / "last_model.pth").unlink()
        runs.look()
        runs.choose("cleared")
        assert not runs.page.buttons["continue"].isEnabled()
        assert "no checkpoint (last_model.pth)" in runs.page.buttons["continue"].toolTip()
        assert runs.page.buttons["predict"].isEnabled()

    def test_a_failed_export_is_told_in_the_page(self, runs: Runs, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
        make_run(runs.folder / "one")
        runs.look()
        runs.choose("one")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "model"), ""))
        runs.page.buttons["export"].click()
        runs.qtbot.waitUntil(lambda: not runs.context.jobs.running)
        assert "best_model.pth" in runs.page.banner.label.text()
        assert not (tmp_path / "model.onnx").exists()

    def test_an_export_is_stopped_in_its_middle_by_cancel(self, runs: Runs, tmp_path: Path,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
        begun, gate = threading.Event(), threading.Event()

        def export(_model_file: object, _target: Path, *, control: Control, **_more: object) -> None:
            begun.set()
            while not control.stop_requested:
                gate.wait(0.02)
            control.check()

        make_run(runs.folder / "one")
        monkeypatch.setattr("core.model_file.load_model_file", lambda _run_dir: None)
        monkeypatch.setattr("core.inference.onnx_export.export_onnx", export)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "model"), ""))
        runs.look()
        runs.choose("one")
        runs.page.buttons["export"].click()
        runs.qtbot.waitUntil(begun.is_set)
        runs.context.jobs.of_kind("export_model").stop()
        runs.qtbot.waitUntil(lambda: not runs.context.jobs.running)
        assert runs.page.banner.isHidden()

    def test_jobs_are_named_in_english_for_the_log_whatever_the_window_speaks(
        self, runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_run(runs.folder / "one")
        runs.look()
        runs.choose("one")
        titles: list[str] = []
        runs.context.jobs.started.connect(lambda job: titles.append(str(job.title)))
        language = Language(QApplication.instance(), "zh_CN")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "model"), ""))
        runs.page.buttons["export"].click()
        place = PictureSource("", "run", str(runs.folder / "one"))
        runs.controller.comparison.compare(runs.page.table.chosen_runs(), place, "")
        runs.settle()
        language.choose("en")
        assert titles == ["Exporting one", "Evaluating the chosen runs"]

    def test_show_run_brings_it_to_the_front(self, runs: Runs) -> None:
        run = make_run(runs.folder / "one")
        make_run(runs.folder / "two")
        runs.window.show_page("train")
        runs.page.filter.setText("two")
        runs.controller.show_run(str(run))
        runs.settle()
        assert runs.window.current_page == "runs"
        assert [run.run_dir.name for run in runs.page.table.chosen_runs()] == ["one"]


    def test_settings_name_the_folder_that_the_pictures_were_moved_to(self, runs: Runs, tmp_path: Path) -> None:
        run = make_run(runs.folder / "one", root="/data/bees")
        (tmp_path / "moved" / "a").mkdir(parents=True)
        (tmp_path / "moved" / "a" / "9.png").touch()
        note_moved(run, tmp_path / "moved")
        runs.look()
        runs.choose("one")
        runs.page.buttons["train_with"].click()
        assert runs.train.asked.pop()[1].dataset_path == str(tmp_path / "moved")

    def test_what_another_machine_decided_is_left_to_this_one(self, runs: Runs) -> None:
        run = make_run(runs.folder / "one", host="server 3")
        config = json.loads((run / "config.json").read_text())
        config["run"]["auto"] = {"device": "the best there is", "precision": "what this device is good at"}
        made_there = {"device": "cuda:3", "precision": "bf16", "cache": "ram"}
        (run / "config.json").write_text(json.dumps({**config, **made_there}))
        runs.context.settings.device = "cpu"
        runs.look()
        runs.choose("one")
        runs.page.buttons["train_with"].click()
        _name, taken = runs.train.asked.pop()
        assert (taken.device, taken.precision, taken.cache) == ("cpu", "auto", "ram")


class TestDelete:
    def test_a_deleted_run_comes_back_by_undo(self, runs: Runs) -> None:
        run = make_run(runs.folder / "one")
        runs.look()
        runs.choose("one")
        deleted = runs.run("one")
        runs.window.action("runs.delete").trigger()
        assert runs.names() == []
        name, hides = runs.train.asked[-1]
        assert (name, hides(deleted)) == ("follow_trash", True)
        runs.look()
        assert runs.names() == []
        runs.window._toast.action.click()
        assert runs.names() == ["one"]
        assert not hides(deleted)
        assert run.is_dir()

    def test_the_edit_menu_takes_a_deletion_back_while_it_can_be_and_touches_no_label(self, runs: Runs) -> None:
        make_run(runs.folder / "one")
        runs.look()
        runs.choose("one")
        undo, redo = runs.window.action("edit.undo"), runs.window.action("edit.redo")
        runs.context.labelling.begin(LabelsFile(str(runs.folder)), ["a.png", "b.png"])
        for path in ("a.png", "b.png"):
            runs.context.labelling.set_labels([path], "cat", at_once=False)
        undo.trigger()
        assert redo.isEnabled()
        runs.window.action("runs.delete").trigger()
        assert "deleted" in undo.text()
        assert not redo.isEnabled()
        assert runs.window._toast.isVisibleTo(runs.window)
        undo.trigger()
        assert runs.names() == ["one"]
        assert not runs.window._toast.isVisibleTo(runs.window)
        assert runs.context.labelling.changes == {"a.png": "cat"}
        assert "a.png is cat" in undo.text()
        assert redo.isEnabled()
        runs.context.labelling.discard()

    def test_it_goes_to_the_trash_in_the_end(self, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
        trashed: list[str] = []
        monkeypatch.setattr("send2trash.send2trash", lambda path: (trashed.append(path), shutil.rmtree(path)))
        one = make_run(runs.folder / "one")
        make_run(runs.folder / "two")
        runs.look()
        runs.choose("one")
        runs.page.buttons["delete"].click()
        assert runs.controller.may_close()
        assert runs.controller.actions.trash.hides(read_run(one))  # another page may still keep the window open
        runs.settle()
        assert trashed == []
        runs.window.close()
        runs.settle()
        assert trashed == [str(one)]
        runs.look()
        assert runs.names() == ["two"]

    def test_a_run_that_comes_back_out_of_the_trash_is_listed_again(self, runs: Runs, tmp_path: Path,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
        trash = tmp_path / "trash"
        monkeypatch.setattr("send2trash.send2trash", lambda path: shutil.move(path, trash))
        one = make_run(runs.folder / "one")
        runs.look()
        runs.choose("one")
        runs.page.buttons["delete"].click()
        runs.controller.actions.trash.finish()
        runs.settle()
        runs.look()
        assert runs.names() == []
        shutil.move(trash, one)
        runs.look()
        assert runs.names() == ["one"]

    def test_where_there_is_no_trash_the_run_stays_and_it_is_said(self, runs: Runs,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: str) -> None:
            raise TrashPermissionError(path)

        monkeypatch.setattr("send2trash.send2trash", refuse)
        make_run(runs.folder / "one")
        runs.look()
        runs.choose("one")
        runs.page.buttons["delete"].click()
        runs.controller.actions.trash.finish()
        runs.settle()
        assert runs.names() == ["one"]
        assert "could not be moved to the trash" in runs.page.banner.label.text()

    def test_a_run_that_went_on_meanwhile_is_kept(self, runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("send2trash.send2trash", shutil.rmtree)
        run = make_run(runs.folder / "one", end=None)
        runs.look()
        runs.choose("one")
        runs.page.buttons["delete"].click()
        with locked(run):
            runs.controller.actions.trash.finish()
            runs.settle()
        assert run.is_dir()
        assert "runs again" in runs.page.banner.label.text()


def test_a_test_result_of_val_pictures_is_no_test_figure(runs: Runs) -> None:
    run = make_run(runs.folder / "one", test=0.9)
    results = json.loads((run / "test_results.json").read_text())
    (run / "test_results.json").write_text(json.dumps({**results, "split": "val"}))
    runs.look()
    assert runs.cell("one", Column.TEST) == "–"


def test_a_failed_run_says_why(runs: Runs) -> None:
    run = make_run(runs.folder / "one", end=None, epochs=1)
    with open(run / "events.jsonl", "a", encoding="utf-8") as file:
        file.write(event("RunEnded", reason="failed", message="The disk is full."))
    runs.look()
    runs.choose("one")
    assert runs.page.details.notice.text() == "failed, epoch 1 of 3. The disk is full."


def test_del_deletes_from_the_table_only(runs: Runs) -> None:
    make_run(runs.folder / "one")
    runs.look()
    runs.choose("one")
    runs.page.filter.setText("one")
    runs.qtbot.keyClick(runs.page.filter, Qt.Key_Delete)
    assert runs.names() == ["one"]
    runs.page.table.setFocus()
    runs.qtbot.keyClick(runs.page.table, Qt.Key_Delete)
    assert runs.names() == []
    runs.window._toast.action.click()
