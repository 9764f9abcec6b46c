"""Connects the Evaluate page's commands: choosing runs and pictures, the report, keys."""

import os
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject
from PyQt5.QtGui import QDesktopServices
from PyQt5.QtWidgets import QAction

from app.evaluation_work import Wanted, keep_threshold
from app.form_fields import in_words
from app.model_names import listed_run, name_of_file
from app.newest_runs import runs_folders, usable_runs, usable_runs_at_once
from app.settings import each_once
from core.base.control import Control
from core.base.errors import OutputError
from core.base.events import Emit
from core.base.files import atomic_path, name_of, safe_name
from core.base.messages import message
from core.base.patience import existing
from core.base.run_info import RunInfo
from core.base.types import Split
from ui import choose
from ui.language import shown
from ui.widgets.buttons import set_enabled
from ui.wording import percent

if TYPE_CHECKING:
    from app.evaluate_controller import EvaluateController

NUM_RECENT = 12
OWN_REPORT = "report"
"""Folder of the report of what a run was judged on."""
NOTHING_OPEN = message("Choose a run first.")
SPLITS = ((Split.TEST, message("Test pictures of the run")), (Split.VAL, message("Val pictures of the run")),
          (Split.TRAIN, message("Train pictures of the run")))  # fmt: skip


class EvaluateActions(QObject):
    """The page's commands."""

    def __init__(self, controller: "EvaluateController") -> None:
        super().__init__(controller)
        self.controller = controller
        self.context = controller.context
        self.page = controller.page
        self._names: dict[str, str] = {}
        page = self.page
        page.run_button.set_entries(
            ((message("Run folder..."), self.choose_run), (message("Model file..."), self.choose_model)),
            self._recent_runs)  # fmt: skip
        self._offer_pictures(None)
        page.empty.run_asked.connect(self.choose_run)
        page.empty.model_asked.connect(self.choose_model)
        page.empty.train_asked.connect(lambda: self.context.window.show_page("train"))
        page.threshold.keep_asked.connect(self.keep_threshold)
        self.context.data.changed.connect(lambda: self._offer_pictures(self.controller._wanted))
        self.context.window.page_changed.connect(self._on_page)
        self._connect_commands()
        self.refresh()
        self._show_newest()

    def choose_run(self) -> None:
        """Ask for a run folder."""
        folder = choose.choose_folder(self.page, shown("Choose a run folder"), self.context.settings.model_folder)
        if folder:
            self.context.settings.model_folder = os.path.dirname(folder)
            self.controller.open_run(folder)

    def choose_model(self) -> None:
        """Ask for a model file."""
        path = choose.choose_file(self.page, shown("Choose a model file"), self.context.settings.model_folder,
                                  choose.MODELS)  # fmt: skip
        if path:
            self.context.settings.model_folder = os.path.dirname(path)
            self.controller.open_model(path)

    def choose_folder(self) -> None:
        """Ask for a folder of pictures to evaluate on."""
        folder = choose.choose_folder(self.page, shown("Choose a folder with one folder of pictures a class"),
                                      choose.pictures_place(self.context.settings.pictures_folder))  # fmt: skip
        if folder:
            self.context.settings.pictures_folder = folder
            self.controller.open_pictures([folder])

    def choose_table(self) -> None:
        """Ask for a table of pictures to evaluate on."""
        path = choose.choose_file(self.page, shown("Choose a table of pictures and classes"),
                                  choose.pictures_place(self.context.settings.pictures_folder),
                                  choose.TABLES)  # fmt: skip
        if path:
            self.controller.open_pictures([path])

    def show_choice(self, wanted: Wanted | None) -> None:
        """Name the model and the pictures; None where nothing is chosen."""
        self._offer_pictures(wanted)
        if wanted is None:
            self.page.run_button.show_choice("", "")
            self.page.pictures_button.show_choice("", "")
            return
        name = self._names.get(wanted.model) or name_of_file(wanted.model)
        self.page.run_button.show_choice(name if wanted.model else "", wanted.model)
        if wanted.source:
            self.page.pictures_button.show_choice(name_of(wanted.source), wanted.source)
        elif wanted.split:
            words = dict(SPLITS)[Split(wanted.split)]
            self.page.pictures_button.show_choice(words, words)
        else:
            self.page.pictures_button.show_choice("", "")

    def name_model(self, model: str, name: str) -> None:
        """Take in what a model is called, and say it where it is the one that is chosen."""
        self._names[model] = name
        wanted = self.controller._wanted
        if wanted is not None and wanted.model == model:
            self.show_choice(wanted)

    def refresh(self) -> None:
        """Enable what can be done now."""
        controller, action = self.controller, self.context.window.action
        opened = controller.opened
        for name in ("report", "save_report", "show_folder", "predict", "next", "previous", "large", "correct",
                     "leave_out"):  # fmt: skip
            action(f"evaluate.{name}").setEnabled(opened is not None)
        busy = controller.is_busy
        action("evaluate.run").setEnabled(opened is not None and not busy)
        action("evaluate.stop").setEnabled(busy)
        set_enabled(self.page.report, opened is not None, NOTHING_OPEN)
        controller.corrections.refresh()

    def open_report(self) -> None:
        """Open the report in the browser; it is made where it is not there yet."""
        self._with_report(self._show_report)

    def save_report(self) -> None:
        """Write the report where the user wants it."""
        opened = self.controller.opened
        if opened is None:
            return
        judging = opened.evaluation.judging
        name = safe_name("_".join(part for part in ("report", judging.source, judging.split) if part)) + ".html"
        path = choose.choose_target(self.page, "Save the report", str(Path(self.context.settings.export_folder) / name),
                                    "HTML (*.html)")  # fmt: skip
        if path:
            self.page.banner.hide()  # what kept an earlier try from it
            self._with_report(lambda page: self._copy(page, path if path.lower().endswith(".html") else f"{path}.html"))

    def keep_threshold(self) -> None:
        """Write the threshold in use into the model file."""
        opened = self.controller.opened
        if opened is None or opened.figures.positive is None or opened.figures.threshold is None:
            return
        model, threshold = opened.wanted.model, opened.figures.threshold
        positive = opened.figures.classes[opened.figures.positive]

        def work(emit: Emit, control: Control) -> Path:
            return keep_threshold(model, positive, threshold)

        def told(path: Path) -> None:
            self.context.window.toast(message(
                "{name} is predicted from {share} on, wherever this model file is opened from now on.",
                name=positive, share=percent(threshold)))  # fmt: skip

        self.controller.start(message("Writing the model file"), work, "keep_threshold", told)

    def show_can_keep(self) -> None:
        """Say what keeping the threshold means here, or why it cannot be kept."""
        opened = self.controller.opened
        if opened is None:
            return
        why_not: str = ""
        if opened.wanted.model.lower().endswith(".onnx"):
            why_not = message("An ONNX file cannot be changed.")
        elif not opened.figures.is_moved and opened.evaluation.judging.threshold is not None:
            why_not = message("These figures were made with this threshold.")
        tip = message("Predict and evaluate with this threshold from now on. Choose it on val pictures: figures on "
                      "the pictures that it was chosen on are too good.")  # fmt: skip
        self.page.threshold.set_can_keep(why_not, tip)

    def _with_report(self, then: Callable[[Path], None]) -> None:
        from core.evaluation.evaluate import EVALUATIONS, HTML_REPORT

        opened = self.controller.opened
        if opened is None:
            return
        # A run's own folder has other figures of these names, of val.
        folder = opened.folder if opened.folder != opened.run_dir else opened.folder / EVALUATIONS / OWN_REPORT
        page = folder / HTML_REPORT
        if page.is_file() and folder == opened.folder:
            then(page)
            return

        def work(emit: Emit, control: Control) -> Path:
            from app.fonts import release_fonts
            from core.evaluation.report_files import write_report

            if opened.run_dir is not None and not opened.run_dir.is_dir():
                # Made anew it would stand in the way of the run that comes back from the trash.
                raise OutputError(message("The run's folder {folder} is gone, so its report is not written. Open the "
                                          "run from where its folder is now.", folder=opened.run_dir))  # fmt: skip
            try:
                return write_report(opened.evaluation, folder, opened.run_dir)
            finally:
                release_fonts()

        self.controller.start(message("Writing the report"), work, "report", then)

    def _show_report(self, page: Path) -> None:
        if QDesktopServices.openUrl(choose.address(str(page))):
            self.context.window.toast(message("The report is open in the browser."))
        else:
            self.context.window.toast(message("The report is {path}", path=str(page)))

    def _copy(self, page: Path, path: str) -> None:
        try:
            with atomic_path(path) as temporary:
                shutil.copyfile(page, temporary)
        except OutputError as error:
            self.page.banner.show_message(in_words(error.args[0]), "error")
            return
        self.context.settings.export_folder = os.path.dirname(path)
        self.context.window.toast(message("Saved {path}", path=path))

    def _offer_pictures(self, wanted: Wanted | None) -> None:
        """Fill the menu of "Choose pictures...": the run's splits first."""
        entries: list[tuple[str, Callable[[], object]]] = []
        opened = self.controller.opened
        if wanted is not None and opened is not None and opened.splits is not None and \
                opened.wanted.model == wanted.model:  # fmt: skip
            for split, words in SPLITS:
                if number := len(opened.splits.of(split)):
                    text = message("{words} ({n:,})", words=words, n=number)
                    entries.append((text, partial(self.controller.open, Wanted(wanted.model, str(split)))))
        entries += [(message("Folder..."), self.choose_folder), (message("Table..."), self.choose_table)]
        self.page.pictures_button.set_entries(entries, self._recent_pictures)
        set_enabled(self.page.pictures_button, wanted is not None, message("Choose a run or a model file first."))

    def _recent_pictures(self) -> Sequence[tuple[str, str, Callable[[], object]]]:
        paths = each_once([*self.context.settings.recent_data, *self.context.settings.recent_pictures])
        return [(name_of(path), path, partial(self.controller.open_pictures, [path]))
                for path in existing(paths)][:NUM_RECENT]  # fmt: skip

    def _recent_runs(self) -> Sequence[tuple[str, str, Callable[[], object]]]:
        return [(shown(listed_run(info)), str(info.run_dir), partial(self.controller.open_run, str(info.run_dir)))
                for info in usable_runs_at_once(runs_folders(self.context.settings))[:NUM_RECENT]]  # fmt: skip

    def _on_page(self, key: str) -> None:
        if key == self.page.key and self.controller.opened is None and not self.controller.is_running:
            self._show_newest()

    def _show_newest(self) -> None:
        """Offer the newest runs on the empty page; read in a job, as there may be many on a slow disk."""
        folders = runs_folders(self.context.settings)

        def work(emit: Emit, control: Control) -> list[RunInfo]:
            return usable_runs(folders, control)

        def told(runs: list[RunInfo]) -> None:
            self.page.empty.show_runs([(listed_run(info), str(info.run_dir),
                                        partial(self.controller.open_run, str(info.run_dir)))
                                       for info in runs])  # fmt: skip

        self.context.jobs.start(message("Looking for runs"), work, kind="thumbs", on_finished=told)

    def _connect_commands(self) -> None:
        page, controller, panel = self.page, self.controller, self.page.pictures
        commands: dict[str, Callable[[], object]] = {
            "run": controller.again, "stop": controller.stop, "report": self.open_report,
            "save_report": self.save_report, "show_folder": self._show_folder, "predict": self._open_in_predict,
            "next": lambda: panel.go(1), "previous": lambda: panel.go(-1), "leave_out": panel.leave_out.click,
            "retrain": panel.retrain.click,
        }  # fmt: skip
        for name, slot in commands.items():
            self._action(name).triggered.connect(lambda _checked, slot=slot: slot())
        large, correct = self._action("large"), self._action("correct")
        large.triggered.connect(panel.set_large)
        panel.large_changed.connect(large.setChecked)
        correct.triggered.connect(page.set_correcting)
        panel.correcting_changed.connect(correct.setChecked)
        names = ("report", "save_report", None, "show_folder", "predict", None, "run")
        page.add_menu([self._action(name) if name else None for name in names])

    def _show_folder(self) -> None:
        if self.controller.opened is not None:
            self.context.show_folder(self.controller.opened.folder)

    def _open_in_predict(self) -> None:
        """Browse what is evaluated on the Predict page."""
        opened = self.controller.opened
        predict: Any = self.context.controllers.get("predict")
        if opened is None or predict is None:
            return
        self.context.window.show_page("predict")
        if opened.folder == opened.run_dir:
            predict.open_run(str(opened.run_dir))
        else:
            predict.open_evaluation(opened.wanted.model, opened.evaluation, opened.folder)

    def _action(self, name: str) -> QAction:
        return self.context.window.action(f"evaluate.{name}")
