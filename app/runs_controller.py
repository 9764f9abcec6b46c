"""Moves the Runs page: finds runs, follows those that grow, and shows what is chosen."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject

from app.context import Context
from app.newest_runs import runs_folders
from app.run_scan import RunScanner, RunsFound
from app.run_watch import RunWatch
from app.runs_actions import RunsActions
from app.runs_comparison import RunsComparison
from app.torch_loader import TorchLoader
from core.base.control import Control
from core.base.events import Emit, Event
from core.base.messages import message, plural
from core.base.patience import existing
from core.base.run_info import RunInfo
from ui import choose
from ui.language import Name, say, shown
from ui.pages.runs_page import RunsPage
from ui.widgets.texts import add_action, unmarked
from ui.wording import whole


class RunsController(QObject):
    """The page's controller.

    Attributes:
        page: The page.
        runs: All runs that are listed, newest first.
        actions: What is done with the chosen runs.
        comparison: What is shown of them.
    """

    def __init__(self, context: Context, loader: TorchLoader) -> None:
        super().__init__(context.window)
        self.context = context
        self.page: RunsPage = context.window.pages["runs"]
        self.runs: tuple[RunInfo, ...] = ()
        self._scanner = RunScanner()
        self._job: Any = None
        self._again = False
        self._is_first = True
        self._wanted = ""
        self.watch = RunWatch(self)
        self.actions = RunsActions(self)
        self.comparison = RunsComparison(self, loader)
        self._connect()
        if context.window.current_page == self.page.key:
            self._on_page_changed(self.page.key)

    def may_close(self) -> bool:
        """Nothing is asked; what was deleted goes to the trash as the window closes."""
        return True

    def show_run(self, run_dir: str) -> None:
        """Bring the page to the front with one run chosen."""
        self._wanted = run_dir
        self.page.filter.clear()
        self.page.states.setCurrentIndex(0)
        self.context.window.show_page(self.page.key)
        self._choose_wanted()
        self.refresh()

    def folders(self) -> list[Path]:
        """Return the folders that runs are looked for in."""
        return runs_folders(self.context.settings)

    def add_folders(self, folders: Sequence[str]) -> None:
        """Look for runs in more folders from now on."""
        known = self.context.settings.runs_folders
        known += [folder for folder in folders if folder not in known]
        self.context.save_settings()
        self._fill_folders()
        self.refresh()

    def refresh(self) -> None:
        """Look for runs, and read those that have changed."""
        if self._job is not None:
            self._again = True
            return
        folders, scanner = self.folders(), self._scanner

        def work(emit: Emit, control: Control) -> tuple[RunInfo, ...]:
            return scanner.scan(folders, emit, control)

        self._again = False
        if self._is_first:
            self.page.stop.show()
            say(self.page.count.setText, "Looking for runs...")
        self._job = self.context.jobs.start(
            "Looking for runs", work, kind="runs", on_events=self._on_events, on_finished=self._on_scanned,
            on_failed=self._on_failed, on_cancelled=self._on_stopped,
        )  # fmt: skip
        self._job.ended.connect(self._on_scan_ended)

    def _on_events(self, events: tuple[Event, ...]) -> None:
        found = [run for event in events if isinstance(event, RunsFound) for run in event.runs]
        if found:
            self.page.show_empty(False)
            self.page.table.runs.add_runs([run for run in found if not self.actions.trash.hides(run)])
            if self._is_first:
                self.runs = (*self.runs, *found)  # a deletion lists them anew before all are found
                so_far = whole(self.page.table.runs.rowCount())
                say(self.page.count.setText, message("Looking for runs... {count} so far", count=so_far))

    def _on_scanned(self, runs: tuple[RunInfo, ...]) -> None:
        before = {run.run_dir: run for run in self.runs}
        self.runs = runs
        self._is_first = False
        self.actions.trash.settle([run.run_dir for run in runs])
        self.show_runs()
        chosen = self.page.table.chosen_runs()
        if any(run.running or before.get(run.run_dir) != run for run in chosen):
            self.comparison.read()
        self.watch.watch(self.folders(), [run.run_dir for run in (*chosen, *runs) if run.running])

    def _on_stopped(self) -> None:
        """Keep what was found until then."""
        self.runs = tuple(self.page.table.runs.runs)
        self.show_runs()

    def _on_failed(self, error: BaseException) -> None:
        self.watch.stop()
        self.context.show_error(error)

    def _on_scan_ended(self) -> None:
        self._job = None
        self.page.stop.hide()
        self._show_count()
        if self._again:
            self.refresh()

    def show_runs(self) -> None:
        """List the runs that are known, but for those that are being deleted."""
        listed = [run for run in self.runs if not self.actions.trash.hides(run)]
        self.page.table.set_runs(listed)
        self.page.show_empty(not listed and not self._is_first)
        self.page.working_changed.emit(any(run.running for run in listed))
        self._choose_wanted()
        self._show_count()
        self.actions.enable()

    def _choose_wanted(self) -> None:
        if self._wanted and any(str(run.run_dir) == self._wanted for run in self.page.table.runs.runs):
            self.page.table.choose([self._wanted])
            self._wanted = ""

    def _show_count(self) -> None:
        shown_runs, all_runs = self.page.table.proxy.rowCount(), self.page.table.runs.rowCount()
        if shown_runs == all_runs:
            text = message("1 run") if all_runs == 1 else message("{count} runs", count=whole(all_runs))
        else:
            text = plural(all_runs, "{shown} of {count} run", "{shown} of {count} runs", shown=whole(shown_runs),
                          count=whole(all_runs))  # fmt: skip
        say(self.page.count.setText, text)

    def _on_filter(self) -> None:
        self.page.table.set_filter(self.page.filter.text(), self.page.states.currentData())
        self._show_count()

    def _on_page_changed(self, key: str) -> None:
        if key == self.page.key:
            self.watch.start()
            self.refresh()
        else:
            self.watch.stop()
            self.page.working_changed.emit(False)  # what is not looked at is not known

    def _fill_folders(self) -> None:
        menu = self.page.folders.menu()
        menu.clear()
        add_action(menu, "Add a runs folder...").triggered.connect(lambda _checked: self._choose_folder())
        settings = self.context.settings
        for folder in settings.runs_folders:
            action = add_action(menu, message("Look no more in {folder}", folder=unmarked(Name(folder))))
            action.triggered.connect(lambda _checked, folder=folder: self._drop_folder(folder))
        menu.addSeparator()
        places = self.folders()
        there = existing([str(place) for place in places])
        for place in places:
            action = add_action(menu, message("Show {folder}", folder=unmarked(Name(str(place)))))
            action.setEnabled(str(place) in there)
            action.triggered.connect(lambda _checked, place=place: self.context.show_folder(place))

    def _choose_folder(self) -> None:
        folder = choose.choose_folder(self.page, message("Choose a folder of runs"), "")
        if folder:
            self.add_folders([folder])

    def _drop_folder(self, folder: str) -> None:
        self.context.settings.runs_folders.remove(folder)
        self.context.save_settings()
        self._fill_folders()
        self.refresh()

    def _stop_looking(self) -> None:
        if self._job is not None:
            self._job.stop()
        self._is_first = self._again = False
        self.watch.stop()

    def _connect(self) -> None:
        page, window = self.page, self.context.window
        window.closing.connect(self.actions.trash.finish)
        self.watch.due.connect(self.refresh)
        window.page_changed.connect(self._on_page_changed)
        page.stop_asked.connect(self._stop_looking)
        page.filter.textChanged.connect(lambda _text: self._on_filter())
        page.states.currentIndexChanged.connect(lambda _index: self._on_filter())
        page.table.test_sorting_refused.connect(self._tell_why_not_by_test)
        page.banner.help_asked.connect(self.context.show_help)
        page.empty.train_asked.connect(lambda: window.show_page("train"))
        page.empty.folder_asked.connect(self._choose_folder)
        page.folders.menu().aboutToShow.connect(self._fill_folders)
        window.action("runs.filter").triggered.connect(lambda _checked: page.filter.setFocus())
        window.action("runs.refresh").triggered.connect(lambda _checked: self._look_again())
        window.action("runs.add_folder").triggered.connect(lambda _checked: self._choose_folder())
        self._fill_folders()

    def _look_again(self) -> None:
        self.watch.start()
        self.refresh()

    def _tell_why_not_by_test(self) -> None:
        self.context.window.toast(shown("Runs are chosen by val. Sorting by test would make the test figure too good."))
