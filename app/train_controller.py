"""Moves the Train page: turns clicks into jobs, and their outcomes into what the page shows."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.context import Context
from app.form_fields import FROM_SCRATCH, in_words
from app.going_on import changes_here, folder_to_ask_for, run_row
from app.interrupted_offer import InterruptedOffer
from app.jobs import Job
from app.lr_finding import LrFinding
from app.run_catalog import list_runs, read_run
from app.run_endings import stop_text
from app.run_monitor import RunMonitor
from app.torch_loader import TorchLoader
from app.train_data import TrainData, settings_of_data
from app.train_form import TrainForm
from app.training_work import resume_work, train_work
from app.weights_help import WeightsHelp, are_weights_missing
from core.base.control import Control
from core.base.errors import ClasswiseError, ConfigError
from core.base.events import Emit
from core.base.messages import Message, message
from core.base.patience import existing
from core.base.run_info import RunInfo
from core.config import SAMPLE, TrainConfig
from core.training.pictures_place import note_moved
from ui.dialogs.closing import ClosingBox
from ui.dialogs.continue_run import ContinueDialog
from ui.pages.train_page import TrainPage

logger = logging.getLogger(__name__)


class TrainController:
    """Turns clicks on the Train page into jobs, and events into what it shows."""

    def __init__(self, context: Context, loader: TorchLoader) -> None:
        self.context = context
        self._loader = loader
        self.page: TrainPage = context.window.pages["train"]
        self.form = TrainForm(context, self.page)
        self._job: Job | None = None
        self._looking: Job | None = None
        self.data = TrainData(context, self.page, self.form, lambda: self._job is not None)
        self._weights_help = WeightsHelp(context, self.page)
        self.lr_finding = LrFinding(context, self.page, self.form.config, self.form.take_lr)
        self.interrupted = InterruptedOffer(context, self.page, lambda: self._job is not None)
        self._monitor: RunMonitor | None = None
        self._run_dir = ""
        self._close_when_ended = False
        self._connect()
        self._check()
        if loader.device:
            self.interrupted.show()
        else:
            loader.ready.connect(lambda _device: self.interrupted.show())

    def may_close(self) -> bool:
        """Whether the window may close: at once, or after asking what becomes of a training."""
        self.context.settings.train = self.form.differing_texts()
        if self._job is None:
            return True
        if not self._close_when_ended:
            box = ClosingBox(self.context.window)
            box.stop_chosen.connect(self._stop_and_close)
            box.open()
        return False

    def follow_trash(self, hides: Callable[[RunInfo], bool]) -> None:
        """Offer no run that is on its way to the trash."""
        self.interrupted.follow_trash(hides)

    def open_data(self, path: str) -> None:
        """Read a data set and make it the current one."""
        self.data.open(path)

    def train_with(self, config: TrainConfig) -> None:
        """Show the settings of another training and open its data, so that it can be changed and started."""
        self.context.window.show_page(self.page.key)
        if self._job is not None:
            self.context.window.toast(message("A training runs already."))
            return
        self.page.banner.hide()
        self.form.take_config(config)
        place = config.dataset_path or config.metadata_path
        if place == SAMPLE or existing([place]):
            self.data.open_settings(settings_of_data(config))
        else:
            text = message("The data of these settings, {place}, is not on this computer. Choose where it is, or other "
                           "data.", place=place)  # fmt: skip
            self.data.read_where_changed()  # with the seed of these settings
            self.page.banner.show_message(text, "warning")

    def _check(self) -> None:
        """Mark wrong values, and say why a training cannot be started."""
        why_not = self.form.check()
        if self._job is not None:
            why_not = "A training runs."
        elif self.data.opener.is_reading:
            why_not = "The data is still being read."
        elif self.context.data.opened is None:
            why_not = "The data cannot be trained on yet." if self.data.is_mendable else "Choose data first."
        self.page.set_startable(why_not)
        self.context.window.action("train.start").setEnabled(not why_not)

    def _on_current_data(self) -> None:
        opened = self.context.data.opened
        self.page.header.set_subject(opened.splits.name if opened else "")

    def start(self, **changes: Any) -> None:
        """Train with the settings shown; labels that are not saved are asked about first.

        Args:
            changes: Settings that are others this time; the form keeps its own.
        """
        if self._job is None and self.context.data.opened is not None:
            self.data.before_training(lambda: self._start(changes))

    def _start(self, changes: dict[str, Any]) -> None:
        if self._job is not None or self.context.data.opened is None:
            return
        try:
            config = replace(self.form.config(), **changes)
        except ConfigError as error:
            self.page.banner.show_message(in_words(str(error)), "error")
            return
        opened = self.context.data.opened
        # Where the form's settings were changed a moment ago, the data is shown as the settings before them part it.
        shown = opened.splits if self.form.is_read_so(opened.config) else None
        self._begin(message("Training {name}", name=opened.splits.name), train_work(config, shown))

    def resume(self, run_dir: str, epochs: int | None = None, folder: str = "") -> None:
        """Go on with a run from its checkpoint.

        Args:
            run_dir: The run's folder.
            epochs: Its last epoch; None: as it was.
            folder: Where its pictures are now; empty: where they were. Where they are not there it is asked for.
        """
        if self._job is not None:
            self.context.window.toast("A training runs already.")
            return
        info = read_run(Path(run_dir))
        if info is not None and not folder and folder_to_ask_for(Path(run_dir)):
            self._ask_how([info])
            return
        self.data.before_open(lambda: self._resume(run_dir, info, epochs, folder))

    def _resume(self, run_dir: str, info: RunInfo | None, epochs: int | None, folder: str) -> None:
        if self._job is not None:
            return
        changes = changes_here(Path(run_dir), self.context.settings)
        if epochs is not None:
            changes["epochs"] = epochs
        if folder:
            try:
                changes["dataset_path"] = folder = note_moved(Path(run_dir), folder)
            except ClasswiseError as error:
                self.page.banner.show_message(in_words(str(error)), "error")
                return
        self._run_dir = run_dir
        self.data.show_run(run_dir, folder)
        name = info.data_name if info else ""
        self.page.header.set_subject(name)
        title = message("Training {name}", name=name) if name else message("Training")
        self._begin(title, resume_work(run_dir, changes))

    def _begin(self, title: str, work: Any) -> None:
        self.form.time.stop()
        self.context.settings.train = self.form.differing_texts()
        self.context.save_settings()  # now, for the window may be killed before it is closed
        self._monitor = RunMonitor(self.context, self.page, title, self.data.opener.told)
        self._monitor.begin()
        self.page.summary.has_model = False
        self._job = self.context.jobs.start(title, work, kind="train", on_events=self._monitor.on_events,
                                            on_finished=self._on_finished, on_failed=self._on_failed,
                                            on_cancelled=self._on_cancelled)
        self._job.ended.connect(self._on_ended)
        self.form.set_editable(False)
        self.page.data_card.choose.setEnabled(False)
        self._check()
        self._enable_actions()

    def _on_finished(self, result: Any) -> None:
        self._run_dir = str(result.run_dir)
        if self._monitor is not None:
            self._monitor.on_end(result)
        self._tell_elsewhere(message("The training has ended."))

    def _on_failed(self, error: BaseException) -> None:
        if self._monitor is not None:
            self._run_dir = self._monitor.run_dir or self._run_dir
        if self._monitor is None or not self._monitor.on_failed(error):
            self.page.show_not_begun()
        if isinstance(error, ClasswiseError) and are_weights_missing(error):
            texts = self.form.texts()
            self._weights_help.show(error, texts["model"], texts["weights_mirror"])
        elif isinstance(error, ClasswiseError):
            self.page.banner.show_message(in_words(str(error)), "error", help_topic=error.help_topic)
        else:
            self.page.banner.show_message("The training ended because of a fault inside Classwise.", "error")
            self.context.show_error(error)
        self._tell_elsewhere(message("The training has failed."))

    def _tell_elsewhere(self, text: Message) -> None:
        """Say on another page that there is something to be seen on this one."""
        window = self.context.window
        if window.current_page != self.page.key:
            window.toast(text, "Show", lambda: window.show_page(self.page.key))

    def _on_cancelled(self) -> None:
        self.page.show_not_begun()
        self.context.window.toast("Stopped before the training began.")

    def _on_ended(self) -> None:
        self._job = None
        self.form.set_editable(True)
        self.form.look_for_weights()
        self.page.data_card.choose.setEnabled(True)
        self._check()
        self._enable_actions()
        closes, self._close_when_ended = self._close_when_ended, False
        if not (closes and self.context.window.close()):
            self.data.open_runs(is_changed=self._monitor is not None and self._monitor.is_data_changed)
            self.form.start_estimate()

    def _enable_actions(self) -> None:
        running = self._job is not None
        action = self.context.window.action
        for name in ("train.stop", "train.stop_epoch"):
            action(name).setEnabled(running)
        if not running:
            action("train.pause").setEnabled(False)
        action("train.continue").setEnabled(not running)
        action("train.evaluate").setEnabled(not running and self.page.summary.has_model)
        action("train.show_folder").setEnabled(bool(self._run_dir))
        self.page.go_on.setEnabled(not running)

    def pause_or_resume(self) -> None:
        """Hold the training, or let it go on."""
        if self._job is None or self._job.control.stop_requested:
            return
        if self._job.control.is_paused:
            self._job.control.resume()
        else:
            self._job.control.pause()
        if self._monitor is not None:
            self._monitor.set_paused(self._job.control.is_paused)

    def show_status(self) -> None:
        """Say in the status bar how far the training is, and whether it is held, once that is known."""
        if self._monitor is not None:
            self._monitor.show_status()

    def stop(self, after_epoch: bool = False) -> None:
        """End the training after this batch or this epoch; what was learned is kept."""
        if self._job is not None and self._monitor is not None:
            self._job.stop(after_epoch=after_epoch)
            self._monitor.set_paused(False)
            self.page.progress.show_stopping(stop_text(has_model=self._monitor.has_model, after_epoch=after_epoch))

    def _stop_and_close(self) -> None:
        if self._job is None:  # it came to its end while that was asked
            self.context.window.close()
            return
        self._close_when_ended = True
        self.stop()

    def _open_in(self, page: str) -> None:
        """Show the run on another page: Predict, or Evaluate."""
        if self.page.summary.has_model and page in self.context.controllers:
            self.context.controllers[page].open_run(self._run_dir)
            if page in self.context.window.pages:
                self.context.window.show_page(page)

    def _choose_run(self) -> None:
        """Ask which run to go on with; they are read in a job, as there may be many on a slow disk."""
        if self._looking is not None:
            return

        def work(emit: Emit, control: Control) -> list[RunInfo]:
            return [info for info in list_runs() if info.has_checkpoint]

        self._looking = self.context.jobs.start(message("Looking for runs"), work, kind="thumbs",
                                                on_finished=self._ask_how)  # fmt: skip
        self._looking.ended.connect(self._on_looked)

    def _on_looked(self) -> None:
        self._looking = None

    def _continue_this(self) -> None:
        info = read_run(Path(self._run_dir))
        self._ask_how([info] if info else [])

    def _ask_how(self, runs: Sequence[RunInfo]) -> None:
        dialog = ContinueDialog([run_row(info) for info in runs], self.context.window)
        dialog.chosen.connect(self.resume)
        dialog.open()

    def _choose_weights(self) -> None:
        if self.form.choose_weights():
            self.page.banner.hide()

    def _connect(self) -> None:
        page, window, progress = self.page, self.context.window, self.page.progress
        window.closing.connect(self.data.opener.drop)
        self.form.changed.connect(self._check)
        self.form.lr_search_asked.connect(self.lr_finding.begin)
        self.data.changed.connect(self._check)
        self.data.opened.connect(self.form.start_estimate)
        self.context.data.changed.connect(self._on_current_data)
        page.start_asked.connect(self.start)
        page.continue_asked.connect(self._choose_run)
        page.banner.help_asked.connect(self.context.show_help)
        page.curves.saved.connect(lambda path: window.toast(message("Saved {path}", path=path)))
        page.curves.save_failed.connect(lambda text: page.banner.show_message(text, "error"))
        self.interrupted.resume_asked.connect(self.resume)
        self._weights_help.retry_asked.connect(self.start)
        self._weights_help.scratch_asked.connect(lambda: self.start(pretrained=FROM_SCRATCH[0]))
        self._weights_help.imported.connect(self.form.look_for_weights)
        self._weights_help.file_asked.connect(self._choose_weights)
        progress.pausable_changed.connect(window.action("train.pause").setEnabled)
        progress.pause_asked.connect(self.pause_or_resume)
        progress.resume_asked.connect(self.pause_or_resume)
        progress.stop_asked.connect(self.stop)
        page.summary.evaluate_asked.connect(lambda: self._open_in("evaluate"))
        page.summary.folder_asked.connect(lambda: self.context.show_folder(self._run_dir))
        page.summary.open_in_predict_asked.connect(lambda: self._open_in("predict"))
        page.summary.continue_asked.connect(self._continue_this)
        slots = {
            "train.start": self.start,
            "train.pause": self.pause_or_resume, "train.stop": self.stop,
            "train.stop_epoch": lambda: self.stop(after_epoch=True), "train.continue": self._choose_run,
            "train.evaluate": lambda: self._open_in("evaluate"),
            "train.copy_command": self.form.copy_command,
            "train.show_folder": lambda: self.context.show_folder(self._run_dir),
        }  # fmt: skip
        for name, slot in slots.items():
            window.action(name).triggered.connect(lambda _checked, slot=slot: slot())
        self._enable_actions()
