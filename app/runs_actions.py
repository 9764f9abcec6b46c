"""What can be done with the chosen runs: go on, train again, look at the results, export, delete."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject

from app.going_on import left_open, run_row
from app.run_trash import RunTrash
from app.window_words import in_window_words
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit
from core.base.messages import message
from core.base.run_info import RunInfo
from core.config import load
from core.training.run_folder import CONFIG
from ui import choose
from ui.dialogs.continue_run import ContinueDialog
from ui.language import shown
from ui.widgets.buttons import set_enabled

if TYPE_CHECKING:
    from app.runs_controller import RunsController

COMMANDS = {
    "continue": "runs.continue", "train_with": "runs.train_with", "predict": "runs.predict",
    "evaluate": "runs.evaluate", "export": "runs.export", "folder": "runs.show_folder", "delete": "runs.delete",
}  # fmt: skip
"""The page's buttons and the commands that do the same."""


class RunsActions(QObject):
    """Connects buttons and commands.

    Attributes:
        trash: Runs on their way to the trash.
    """

    def __init__(self, controller: "RunsController") -> None:
        super().__init__(controller)
        self._controller = controller
        self._context = controller.context
        self._page = controller.page
        self.trash = RunTrash(self._context, self)
        self.trash.changed.connect(controller.show_runs)
        self.trash.changed.connect(lambda: self._context.controllers["train"].follow_trash(self.trash.hides))
        self.trash.failed.connect(self.show_problem)
        slots = {"continue": self.go_on, "train_with": self.train_with, "predict": lambda: self._open_in("predict"),
                 "evaluate": lambda: self._open_in("evaluate"), "export": self.export,
                 "folder": lambda: self._with_one(lambda run: self._context.show_folder(run.run_dir)),
                 "delete": self.delete}  # fmt: skip
        window = self._context.window
        for name, command in COMMANDS.items():
            self._page.buttons[name].clicked.connect(lambda _checked, slot=slots[name]: slot())
            window.action(command).triggered.connect(lambda _checked, slot=slots[name]: slot())
        self._page.set_menu_actions([window.action(command) for command in COMMANDS.values()])
        self._page.table.opened.connect(lambda _run: self._open_best())
        self._context.jobs.started.connect(lambda _job: self.enable())
        self._context.jobs.ended.connect(lambda _job: self.enable())
        self.enable()

    def enable(self) -> None:
        """Enable what can be done with the chosen runs; the others say why not."""
        runs = self._page.table.chosen_runs()
        for name, command in COMMANDS.items():
            why_not = self._why_not(name, runs)
            set_enabled(self._page.buttons[name], not why_not, why_not)
            self._context.window.action(command).setEnabled(not why_not)

    def go_on(self) -> None:
        """Ask up to which epoch, and go on with the chosen run on the Train page."""
        self._with_one(self._ask_epochs)

    def train_with(self) -> None:
        """Open the Train page with the chosen run's settings."""
        self._with_one(self._train_with)

    def export(self) -> None:
        """Ask where to, and write the chosen run's model as ONNX."""
        self._with_one(self._export)

    def delete(self) -> None:
        """Move the chosen runs to the trash."""
        runs = self._page.table.chosen_runs()
        if not self._why_not("delete", runs):
            self.trash.delete(runs)

    def show_problem(self, error: BaseException) -> None:
        """Tell an error in the page."""
        if isinstance(error, ClasswiseError):
            self._page.banner.show_message(in_window_words(error), "error", help_topic=error.help_topic)
        else:
            self._context.show_error(error)

    def _why_not(self, name: str, runs: tuple[RunInfo, ...]) -> str:
        """Return why something cannot be done with runs; empty where it can."""
        if not runs:
            return message("Choose a run first.")
        if name == "delete":
            return message("A run that is going on cannot be deleted.") if any(run.running for run in runs) else ""
        if len(runs) > 1:
            return message("Choose one run only.")
        run = runs[0]
        if name == "folder":
            return ""
        if name == "continue":
            return self._why_not_go_on(run)
        if name == "train_with":
            return "" if run.is_readable else message("Its config.json cannot be read.")
        if name == "evaluate" and "evaluate" not in self._context.controllers:
            return message("That page is not there.")
        return "" if run.has_model else message("It has no model yet: no epoch was finished.")

    def _why_not_go_on(self, run: RunInfo) -> str:
        if run.host:
            return message("It goes on on the computer {host}", host=run.host)
        if run.running:
            return message("It is going on.")
        if not run.has_checkpoint:
            return message("It has no checkpoint (last_model.pth) to go on from.")
        return message("A training runs already.") if self._context.jobs.of_kind("train") is not None else ""

    def _with_one(self, then: Callable[[RunInfo], object]) -> None:
        runs = self._page.table.chosen_runs()
        if len(runs) == 1:
            then(runs[0])

    def _open_best(self) -> None:
        """Open a run where most is seen of it."""
        for name in ("evaluate", "predict"):
            if not self._why_not(name, self._page.table.chosen_runs()):
                self._open_in(name)
                return

    def _open_in(self, page: str) -> None:
        controller: Any = self._context.controllers.get(page)
        if controller is not None:
            self._context.window.show_page(page)
            self._with_one(lambda run: controller.open_run(str(run.run_dir)))

    def _ask_epochs(self, run: RunInfo) -> None:
        dialog = ContinueDialog([run_row(run)], self._context.window)
        dialog.chosen.connect(self._go_on)
        dialog.open()

    def _go_on(self, run_dir: str, epochs: int | None, folder: str) -> None:
        self._context.window.show_page("train")
        self._context.controllers["train"].resume(run_dir, epochs, folder)

    def _train_with(self, run: RunInfo) -> None:
        try:
            config = left_open(load(run.run_dir / CONFIG), run.run_dir, self._context.settings)
        except ClasswiseError as error:
            self.show_problem(error)
            return
        self._context.controllers["train"].train_with(config)

    def _export(self, run: RunInfo) -> None:
        start = str(Path(self._context.settings.export_folder) / f"{run.run_dir.name}.onnx")
        path = choose.choose_target(self._page, "Export the model", start, "ONNX (*.onnx)")
        if not path:
            return
        target = Path(path if path.lower().endswith(".onnx") else f"{path}.onnx")
        self._context.settings.export_folder = str(target.parent)
        self._page.banner.hide()
        title = message("Exporting {name}", name=run.run_dir.name)
        self._context.jobs.start(title, export_work(run.run_dir, target), kind="export_model",
                                 on_finished=self._on_exported, on_failed=self.show_problem)

    def _on_exported(self, path: Path) -> None:
        text = message("The model is written and checked: {name}", name=path.name)
        self._context.window.toast(shown(text), shown("Show folder"), lambda: self._context.show_folder(path.parent))


def export_work(run_dir: Path, target: Path) -> Callable[[Emit, Control], Path]:
    """Return the work of writing a run's model as ONNX; the file dialog has asked before a file is replaced."""

    def work(emit: Emit, control: Control) -> Path:
        from core.inference.onnx_export import export_onnx
        from core.model_file import load_model_file

        model_file = load_model_file(run_dir)
        control.check()
        export_onnx(model_file, target, overwrite=True, emit=emit, control=control)
        return target

    return work
