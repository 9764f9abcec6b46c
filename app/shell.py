"""Moves the main window: menus that belong to no page, drops, the status bar, preferences, start and end."""

import logging
import os
from collections.abc import Sequence
from typing import Any

from PyQt5.QtCore import QPoint, QRect, QSize
from PyQt5.QtGui import QGuiApplication

from app import crash
from app.awake import KeepAwake
from app.context import Context
from app.drops import Destination, destinations
from app.jobs import Job
from app.pages import make_controllers
from app.plotting import load_plotting
from app.preferences import Preferences
from app.torch_loader import TorchLoader
from core.base.errors import DataError
from core.base.files import name_of
from core.base.messages import message
from core.config import SAMPLE
from core.places import data_folder
from ui.dialogs.closing import ClosingBox
from ui.dialogs.help import AboutDialog, ShortcutsDialog
from ui.dialogs.one_each import brought_to_front
from ui.language import Name, as_tip, shown
from ui.widgets.texts import MOST_IN_MENU_PX, unmarked

logger = logging.getLogger(__name__)

TITLE_BAR_HEIGHT = 32
CANCELLED_IN_STATUS = frozenset({"evaluate", "compare", "export_model", "weights", "check", "move", "export"})
WRITING = frozenset({"move", "export", "export_model"})
"""Kinds of jobs that make files the user waits for and leave the rest at a stop; closing the window asks first."""
MINOR = frozenset({"torch", "plotting", "thumbs", "estimate", "evaluate_model", "runs", "run_records", "run_trash",
                   "cache"})  # fmt: skip
"""Kinds of jobs that neither the status bar nor the log tells."""


class Shell:
    """The main window's controller; makes the pages' controllers once the window is on screen."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.loader = TorchLoader(context.jobs)
        self.controllers: dict[str, Any] = context.controllers
        self._awake = KeepAwake(context.jobs, context.settings)
        self.preferences = Preferences(context, self.loader, self._awake)
        self._connect()

    def restore_window(self) -> None:
        """Give the window its last place, where a screen still shows it."""
        window, settings = self.context.window, self.context.settings
        wanted = QRect(*settings.geometry) if len(settings.geometry) == 4 else QRect(QPoint(), window.size())
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        screen = next((area for area in screens if area.intersects(wanted)), screens[0])
        frame = QSize(0, TITLE_BAR_HEIGHT)
        window.resize(wanted.size().boundedTo(screen.size() - frame).expandedTo(window.minimumSize()))
        if len(settings.geometry) == 4:
            room = screen.size() - frame - window.size()  # a smaller screen than the last one shows all of it, too
            window.move(screen.left() + _within(wanted.left() - screen.left(), room.width()),
                        screen.top() + _within(wanted.top() - screen.top(), room.height()))  # fmt: skip
        if settings.maximized:
            window.showMaximized()
        window.action("view.log").setChecked(settings.log_visible)
        window.show_page(settings.page)

    def begin(self, to_open: Sequence[str]) -> None:
        """Start what has to wait until the window is on screen."""
        self.context.window.status.set_device("Loading torch...")
        self.controllers.update(make_controllers(self.context, self.loader))
        self.loader.ready.connect(self._on_torch_ready)
        self.loader.failed.connect(self._on_torch_failed)
        if to_open:
            self._open_named(to_open)
        self.loader.start()

    def end(self) -> None:
        """Stop every job, wait for it, and save the settings."""
        self.context.jobs.stop_all()
        self.context.jobs.wait_all()
        self._awake.release()
        self.context.save_settings()

    def _open_named(self, named: Sequence[str]) -> None:
        """Open what was named at the start; it means the same whatever page was in sight the last time."""
        there = [path for path in named if path == SAMPLE or os.path.exists(path)]
        if there:
            self.open_paths(there, page="train")
        missing = next((path for path in named if path not in there), None)
        if missing is None:
            return
        text = message("{path} does not exist. What can be given instead: a folder of pictures, a table or an archive "
                       "of them, a model file, a run folder, or pictures.", path=missing)  # fmt: skip
        if there:
            self.context.window.toast(text)
        else:
            self.context.window.show_page("train")
            self.controllers["train"].data.show_problem(DataError(text))

    def open_paths(self, dropped: list[str], page: str = "") -> None:
        """Open paths on the page they belong to.

        Args:
            dropped: What was dropped, or named at the start.
            page: Key of the page that decides where there is a choice; default: the one in sight.
        """
        for target in destinations(dropped, page or self.context.window.current_page):
            if target.page not in self.controllers:
                self.context.window.toast("That page is not there yet.")
                return
            self.context.window.show_page(target.page)
            if target.what == "data" and len(dropped) > 1:
                self._tell_first(target.paths[0])  # before, as a refusal is said in its place
            self._open(target)

    def _tell_first(self, path: str) -> None:
        """Say that of several folders or tables one is opened, and what to do where all of them are meant."""
        self.context.window.toast(message("One data set is open at a time, so only {name} is opened. Folders of "
                                          "classes, or of train and val, belong in one folder: open that.",
                                          name=name_of(path)))  # fmt: skip

    def _open(self, target: Destination) -> None:
        controller = self.controllers[target.page]
        if target.what == "data":
            controller.open_data(target.paths[0])
        elif target.what == "model":
            controller.open_model(target.paths[0])
        elif target.what == "runs":
            self.context.window.pages[target.page].banner.hide()
            controller.add_folders(list(target.paths))
        elif target.what == "nothing":
            self.context.window.pages[target.page].show_no_runs(target.paths[0])
        else:
            controller.open_pictures(list(target.paths))

    def _connect(self) -> None:
        window, context = self.context.window, self.context
        window.paths_dropped.connect(self.open_paths)
        window.preferences_asked.connect(self.preferences.show)
        window.may_close = self.may_close
        window.closing.connect(self._remember_window)
        window.page_changed.connect(self._on_page_changed)
        window.action("file.preferences").triggered.connect(self.preferences.show)
        window.action("file.quit").triggered.connect(window.close)
        window.action("help.page").triggered.connect(self._show_page_help)
        window.action("help.troubleshooting").triggered.connect(lambda: context.show_help())
        window.action("help.shortcuts").triggered.connect(self._show_shortcuts)
        window.action("help.about").triggered.connect(self._show_about)
        window.action("help.copy_details").triggered.connect(self._copy_details)
        context.jobs.started.connect(self._on_job_started)
        context.jobs.ended.connect(self._on_job_ended)
        window.menu("file.recent").aboutToShow.connect(self._fill_recent)

    def _fill_recent(self) -> None:
        menu, settings = self.context.window.menu("file.recent"), self.context.settings
        menu.clear()
        menu.setToolTipsVisible(True)
        for page, what, items in (("train", "data", settings.recent_data), ("predict", "model", settings.recent_models),
                                  ("predict", "pictures", settings.recent_pictures)):  # fmt: skip
            if items and page in self.controllers:
                menu.addSection(shown(what.capitalize()))
                for path in items:
                    target = Destination(page, what, (path,))
                    action = menu.addAction(shown(unmarked(Name(path), MOST_IN_MENU_PX)))
                    action.setToolTip(as_tip(path))
                    action.triggered.connect(lambda _checked, target=target: self._open_recent(target))
        if menu.isEmpty():
            menu.addAction(shown("Nothing yet")).setEnabled(False)

    def _open_recent(self, target: Destination) -> None:
        self.context.window.show_page(target.page)
        self._open(target)

    def _show_shortcuts(self) -> None:
        if brought_to_front(self.context.window, ShortcutsDialog) is None:
            self.context.window.show_beside(ShortcutsDialog(self.context.window))

    def _show_about(self) -> None:
        if brought_to_front(self.context.window, AboutDialog) is None:
            self.context.window.show_beside(AboutDialog(crash.versions(), str(data_folder()), self.context.window))

    def _show_page_help(self) -> None:
        self.context.show_help(self.context.window.current_page, "window")  # whose headings are named like the pages

    def _copy_details(self) -> None:
        lines = self.context.window.log.text.toPlainText().splitlines()[-200:]
        QGuiApplication.clipboard().setText(crash.versions_text() + "\n\n" + "\n".join(lines))
        self.context.window.toast("Versions and the end of the log are on the clipboard.")

    def may_close(self) -> bool:
        """Ask each page whether the window may close now, and the user about files that are still being written."""
        pages = all(controller.may_close() for controller in self.controllers.values())
        return pages and self._may_leave_work() and self._are_labels_written()

    def _are_labels_written(self) -> bool:
        """Whether labels are written; else the window closes when they are, or stays where that fails and is told.

        A network drive may hold them for long: the second time it is asked whether to close all the same.
        """
        labelling = self.context.labelling
        if not labelling.is_writing:
            return True
        if labelling.is_awaited:
            return self._may_leave([job for job in self.context.jobs.running if job.kind == "labels"])
        labelling.write_then(self.context.window.close)
        self.context.window.toast("The labels are being saved. The window closes when that is done.")
        return False

    def _may_leave_work(self) -> bool:
        return self._may_leave([job for job in self.context.jobs.running if job.kind in WRITING])

    def _may_leave(self, running: Sequence[Job]) -> bool:
        """Whether jobs were asked to stop, all of them; else it is asked whether they shall, and the window close."""
        jobs = [job for job in running if not job.control.stop_requested]
        if not jobs:
            return True
        box = ClosingBox(self.context.window, jobs[-1].title)
        box.stop_chosen.connect(lambda: self._stop_and_close(jobs))
        box.open()
        return False

    def _stop_and_close(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            job.stop()
        self.context.window.close()

    def _remember_window(self) -> None:
        window, settings = self.context.window, self.context.settings
        if not window.isMaximized():
            settings.geometry = [window.x(), window.y(), window.width(), window.height()]
        settings.maximized = window.isMaximized()
        settings.log_visible = window.log.isVisible()

    def _on_page_changed(self, key: str) -> None:
        self.context.settings.page = key

    def _on_torch_ready(self, device: str) -> None:
        """Name the device, and have the figures' library loaded before the first training's curves want it."""
        self.context.window.status.set_device(device)
        self.context.jobs.start("Loading matplotlib", load_plotting, kind="plotting")

    def _on_torch_failed(self, error: BaseException) -> None:
        self.context.window.status.set_device("torch is not there")
        self.context.show_error(error)

    def _on_job_started(self, job: Job) -> None:
        logger.log(logging.DEBUG if job.kind in MINOR else logging.INFO, "%s: started", job.title)
        if job.kind not in MINOR:
            self._show_job(job)

    def _show_job(self, job: Job) -> None:
        """Name a job in the status bar; one without a button of its own for it can be cancelled there."""
        status = self.context.window.status
        status.set_job(job.title, None)
        status.set_cancel((lambda: job.stop()) if job.kind in CANCELLED_IN_STATUS else None)
        if job.kind == "train" and "train" in self.controllers:
            self.controllers["train"].show_status()  # one that is held sends no event that would say it

    def _on_job_ended(self, job: Job) -> None:
        logger.log(logging.DEBUG if job.kind in MINOR else logging.INFO, "%s: ended", job.title)
        if job.kind in MINOR:
            return
        others = [other for other in self.context.jobs.running if other.kind not in MINOR]
        if others:
            self._show_job(others[-1])
        else:
            self.context.window.status.clear_job()


def _within(place: int, room: int) -> int:
    """Return a place that leaves no more than there is room for, at the beginning where there is none."""
    return max(0, min(place, room))
