"""Moves the Train page: turns clicks into jobs, and their outcomes into what the page shows."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QTimer
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QFileDialog

from app import form_fields, paths
from app.context import Context
from app.data_opener import DataOpener
from app.jobs import Job
from app.presets import CHANGES, FROM_SCRATCH, PRESETS, RECOMMENDED, Estimate, estimate, network_rows, preset_of
from app.run_catalog import RunInfo, interrupted_run, list_runs, read_run
from app.run_monitor import RunMonitor, stop_message
from app.torch_loader import TorchLoader
from core.base.errors import ClasswiseError, ConfigError
from core.config import TrainConfig, options, validate
from ui.dialogs.closing import ClosingBox
from ui.dialogs.continue_run import ContinueDialog, RunRow
from ui.dialogs.findings import FindingsDialog
from ui.dialogs.networks import NetworksDialog
from ui.pages.train_page import TrainPage
from ui.wording import rough_duration

logger = logging.getLogger(__name__)

SAMPLE = "sample"
SETTLED_MS = 700
"""Typing has ended when nothing changed for this long."""
ESTIMATED_BY = ("model", "input_shape", "resize", "in_channels", "device", "precision", "batch_size")


class TrainController:
    """Turns clicks on the Train page into jobs, and events into what it shows."""

    def __init__(self, context: Context, loader: TorchLoader) -> None:
        self.context = context
        self._loader = loader
        self.page: TrainPage = context.window.pages["train"]
        self._form = self.page.make_form(form_fields.field_specs(RECOMMENDED, (FROM_SCRATCH,)), PRESETS)
        self._data_settings = {"dataset_path": ""}
        self._opener = DataOpener(context, self.page.data_card)
        self._job: Job | None = None
        self._monitor: RunMonitor | None = None
        self._run_dir = ""
        self._close_when_ended = False
        self._estimate_job: Job | None = None
        self._reopen = _timer(self._on_data_settled)
        self._reestimate = _timer(self._start_estimate)
        self._fill_form()
        self._connect()
        self._check()
        if loader.device:
            self._on_torch_ready()
        else:
            loader.ready.connect(lambda _device: self._on_torch_ready())

    # What the shell asks

    def may_close(self) -> bool:
        """Whether the window may close: at once, or after asking what becomes of a training."""
        self.context.settings.train = self._differing_texts()
        if self._job is None:
            self._opener.drop()
            return True
        if not self._close_when_ended:
            box = ClosingBox(self.context.window)
            box.stop_chosen.connect(self._stop_and_close)
            box.open()
        return False

    def open_data(self, path: str) -> None:
        """Read a data set and make it the current one."""
        if self._job is not None:
            self.context.window.toast("A training runs. Another data set can be opened when it has ended.")
            return
        is_table = Path(path).is_file()
        self._data_settings = {"dataset_path": path}
        if is_table:
            self.context.settings.data_folder = str(Path(path).parent)
        self._open_current()

    # Form

    def _fill_form(self) -> None:
        config = replace(TrainConfig(), log_dir=str(paths.runs_folder()))
        self._start_texts = form_fields.texts_of(config)
        self._form.set_texts({**self._start_texts, **self.context.settings.train})

    def _differing_texts(self) -> dict[str, Any]:
        return {name: text for name, text in self._form.texts().items()
                if text != self._start_texts.get(name) and options()[name][1].group != "Data"}  # fmt: skip

    def config(self) -> TrainConfig:
        """Return the settings as they are in the form.

        Raises:
            ConfigError: One is wrong.
        """
        values, problems = form_fields.values_of(self._form.texts())
        if problems:
            raise ConfigError(next(iter(problems.values())))
        config = replace(TrainConfig(), **{**values, **self._data_settings})
        validate(config)
        return config

    def _check(self) -> None:
        """Mark wrong values, and say why a training cannot be started."""
        values, problems = form_fields.values_of(self._form.texts())
        why_not = ""
        if problems:
            name = next(iter(problems))
            why_not = f"{form_fields.LABELS.get(name, name)}: {problems[name]}"
        else:
            try:
                validate(replace(TrainConfig(), **values))
            except ConfigError as error:
                why_not = str(error)
                name = why_not.removeprefix("--").split(" ")[0].split("'")[0]
                if name in values:
                    problems[name] = form_fields.without_option(why_not, name)
        for name in options():
            if name not in form_fields.NOT_IN_FORM:
                self._form.set_problem(name, problems.get(name, ""))
        self._form.set_preset(preset_of(values))
        if self._job is not None:
            why_not = "A training runs."
        elif self._opener.is_reading:
            why_not = "The data is still being read."
        elif self.context.data.prepared is None:
            why_not = "Choose data first."
        self.page.set_startable(why_not)
        self.context.window.action("train.start").setEnabled(not why_not)

    def _on_changed(self, name: str, _text: str) -> None:
        self._check()
        if options()[name][1].group == "Data" and self._data_settings.get("dataset_path"):
            self._reopen.start()
        elif name in ESTIMATED_BY:
            self._reestimate.start()

    def _on_preset(self, name: str) -> None:
        self._form.set_texts({setting: form_fields.to_text(setting, value) for setting, value in CHANGES[name].items()})
        self._check()

    def _choose_network(self) -> None:
        dialog = NetworksDialog(network_rows(), self._form.editor("model").text(), self.context.window)
        dialog.chosen.connect(self._on_network_chosen)
        dialog.open()

    def _on_network_chosen(self, name: str) -> None:
        self._form.set_texts({"model": name})
        self._on_changed("model", name)

    def _choose_file(self, name: str) -> None:
        path, _filter = QFileDialog.getOpenFileName(self.context.window, "Choose weights to start from",
                                                    self.context.settings.model_folder, "Weights (*.pth *.pt);;All (*)")
        if path:
            self.context.settings.model_folder = str(Path(path).parent)
            self._form.set_texts({name: path})
            self._on_changed(name, path)

    def _copy_command(self) -> None:
        try:
            QGuiApplication.clipboard().setText(form_fields.command_of(self.config()))
        except ConfigError as error:
            self.context.show_error(error)
            return
        self.context.window.toast("The train.py command is on the clipboard.")

    # Data

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self.context.window, "Choose a folder of pictures",
                                                self.context.settings.data_folder)
        if path:
            self.context.settings.data_folder = str(Path(path).parent)
            self.open_data(path)

    def _choose_data_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self.context.window, "Choose a table, a list or a zip", self.context.settings.data_folder,
            "Tables, lists and archives (*.csv *.tsv *.xlsx *.json *.jsonl *.txt *.zip);;All (*)")  # fmt: skip
        if path:
            self.open_data(path)

    def _open_current(self) -> None:
        self._stop_estimate()
        try:
            values, _problems = form_fields.values_of(self._form.texts())
            data_values = {name: value for name, value in values.items() if options()[name][1].group == "Data"}
            config = replace(TrainConfig(), **{**data_values, **self._data_settings})
            validate(config)
        except ConfigError as error:
            self.page.data_card.show_error(str(error))
            return
        self.context.data.set(None)
        self._opener.open(config)
        self._check()

    def _on_data_settled(self) -> None:
        if self._job is None and self._data_settings["dataset_path"]:
            self._open_current()

    def _on_opened(self, prepared: Any) -> None:
        path = self._data_settings["dataset_path"]
        if path != SAMPLE:
            self.context.settings.remember("data", path)
        self.context.data.set(prepared)
        self._check()
        self._start_estimate()

    def _on_data_failed(self, _error: object) -> None:
        self.context.data.set(None)
        self._check()

    def _on_current_data(self) -> None:
        prepared = self.context.data.prepared
        self.page.header.set_subject(prepared.splits.name if prepared else "")

    # Estimate

    def _start_estimate(self) -> None:
        self._stop_estimate()
        prepared = self.context.data.prepared
        if prepared is None or self._job is not None:
            return
        try:
            config = self.config()
        except ConfigError:
            return
        self._estimate_job = self.context.jobs.start(
            "Timing a step", lambda emit, control: estimate(config, prepared, emit, control), kind="estimate",
            on_finished=self._on_estimated,
        )  # fmt: skip

    def _stop_estimate(self) -> None:
        if self._estimate_job is not None:
            self._estimate_job.stop()
        self._estimate_job = None
        for preset in CHANGES:
            self._form.set_estimate(preset, "")

    def _on_estimated(self, found: Estimate | None) -> None:
        if self._estimate_job is None or self._job is not None:
            return
        self._estimate_job = None
        for preset in CHANGES:
            self._form.set_estimate(preset, rough_duration(found.seconds(preset)) if found else "")

    # Runs

    def start(self) -> None:
        """Train with the settings shown."""
        if self._job is not None or self.context.data.prepared is None:
            return
        try:
            config = self.config()
        except ConfigError as error:
            self.page.banner.show_message(str(error), "error")
            return
        name = self.context.data.prepared.splits.name

        def work(emit: Any, control: Any) -> Any:
            from core.training.run import train

            return train(config, emit, control)

        self._begin(f"Training {name}", work)

    def resume(self, run_dir: str, epochs: int | None = None) -> None:
        """Go on with a run from its checkpoint."""
        if self._job is not None:
            self.context.window.toast("A training runs already.")
            return
        changes = {} if epochs is None else {"epochs": epochs}

        def work(emit: Any, control: Any) -> Any:
            from core.training.run import resume

            return resume(run_dir, emit, control, **changes)

        info = read_run(Path(run_dir))
        self._run_dir = run_dir
        self._begin(f"Training {info.data_name if info else ''}".strip(), work)

    def _begin(self, title: str, work: Any) -> None:
        self._stop_estimate()
        self._monitor = RunMonitor(self.context, self.page, title)
        self._monitor.begin()
        self._job = self.context.jobs.start(title, work, kind="train", on_events=self._monitor.on_events,
                                            on_finished=self._on_finished, on_failed=self._on_failed,
                                            on_cancelled=self._on_cancelled)
        self._job.ended.connect(self._on_ended)
        self._form.set_editable(False, "Settings can be changed when the training has ended.")
        self.page.data_card.choose.setEnabled(False)
        self._check()
        self._enable_actions()

    def _on_finished(self, result: Any) -> None:
        self._run_dir = str(result.run_dir)
        if self._monitor is not None:
            self._monitor.on_end(result)
        self.context.window.toast(f"The training ended: {result.reason}.")

    def _on_failed(self, error: BaseException) -> None:
        if self._monitor is not None:
            self._run_dir = self._monitor.run_dir or self._run_dir
        self.page.show_not_begun()
        if isinstance(error, ClasswiseError):
            self.page.banner.show_message(str(error), "error", help_topic=error.help_topic)
        else:
            self.page.banner.show_message("The training ended because of a fault inside Classwise.", "error")
            self.context.show_error(error)

    def _on_cancelled(self) -> None:
        self.page.show_not_begun()
        self.context.window.toast("Stopped before the training began.")

    def _on_ended(self) -> None:
        self._job = None
        self._form.set_editable(True)
        self.page.data_card.choose.setEnabled(True)
        self._check()
        self._enable_actions()
        if self._close_when_ended:
            self.context.window.close()

    def _enable_actions(self) -> None:
        running = self._job is not None
        action = self.context.window.action
        for name in ("train.pause", "train.stop", "train.stop_epoch"):
            action(name).setEnabled(running)
        action("train.continue").setEnabled(not running)
        action("train.show_folder").setEnabled(bool(self._run_dir))
        self.page.go_on.setEnabled(not running)

    def pause_or_resume(self) -> None:
        """Hold the training, or let it go on."""
        if self._job is None:
            return
        if self._job.control.is_paused:
            self._job.control.resume()
        else:
            self._job.control.pause()
        self.page.progress.set_paused(self._job.control.is_paused)

    def stop(self, after_epoch: bool = False) -> None:
        """End the training after this batch or this epoch; what was learned is kept."""
        if self._job is not None and self._monitor is not None:
            self._job.stop(after_epoch=after_epoch)
            self.page.progress.set_paused(False)
            self.page.progress.show_stopping(stop_message(self._monitor, after_epoch=after_epoch))

    def _stop_and_close(self) -> None:
        self._close_when_ended = True
        if self._job is None:
            self.context.window.close()
        self.stop()

    def _open_in_predict(self) -> None:
        from app.open_run import open_run_in_predict

        open_run_in_predict(self.context, self._run_dir)

    def _choose_run(self) -> None:
        rows = [_row(info) for info in list_runs() if info.has_checkpoint]
        dialog = ContinueDialog(rows, self.context.window)
        dialog.chosen.connect(self.resume)
        dialog.open()

    def _continue_this(self) -> None:
        info = read_run(Path(self._run_dir))
        dialog = ContinueDialog([_row(info)] if info else [], self.context.window)
        dialog.chosen.connect(self.resume)
        dialog.open()

    def _on_torch_ready(self) -> None:
        info = interrupted_run(self.context.settings.dismissed_runs)
        if info is None or self._job is not None:
            return
        run_dir = str(info.run_dir)
        text = f"A training was interrupted: {info.title}, {info.state}. It can go on where it stopped."
        self.page.banner.show_message(text, "info", actions=(("Resume", lambda: self.resume(run_dir)),
                                                             ("Not now", lambda: self._dismiss(run_dir))))

    def _dismiss(self, run_dir: str) -> None:
        self.page.banner.hide()
        self.context.settings.dismissed_runs.append(run_dir)
        self.context.save_settings()

    def _show_findings(self) -> None:
        FindingsDialog(self._opener.findings, self.context.window).show()

    def _connect(self) -> None:
        page, window, card, progress = self.page, self.context.window, self.page.data_card, self.page.progress
        self._form.changed.connect(self._on_changed)
        self._form.preset_chosen.connect(self._on_preset)
        self._form.all_networks_asked.connect(self._choose_network)
        self._form.file_asked.connect(self._choose_file)
        self._form.command_asked.connect(self._copy_command)
        card.folder_asked.connect(self._choose_folder)
        card.file_asked.connect(self._choose_data_file)
        card.sample_asked.connect(lambda: self.open_data(SAMPLE))
        card.findings_asked.connect(self._show_findings)
        card.help_asked.connect(self.context.show_help)
        self._opener.opened.connect(self._on_opened)
        self._opener.failed.connect(self._on_data_failed)
        self.context.data.changed.connect(self._on_current_data)
        page.start_asked.connect(self.start)
        page.continue_asked.connect(self._choose_run)
        page.banner.help_asked.connect(self.context.show_help)
        page.curves.saved.connect(lambda path: window.toast(f"Saved {path}"))
        page.curves.save_failed.connect(lambda text: page.banner.show_message(text, "error"))
        progress.pause_asked.connect(self.pause_or_resume)
        progress.resume_asked.connect(self.pause_or_resume)
        progress.stop_asked.connect(self.stop)
        page.summary.folder_asked.connect(lambda: self.context.show_folder(self._run_dir))
        page.summary.open_in_predict_asked.connect(self._open_in_predict)
        page.summary.continue_asked.connect(self._continue_this)
        slots = {
            "file.open_data": self._choose_folder, "file.open_table": self._choose_data_file,
            "file.open_sample": lambda: self.open_data(SAMPLE), "train.start": self.start,
            "train.pause": self.pause_or_resume, "train.stop": self.stop,
            "train.stop_epoch": lambda: self.stop(after_epoch=True), "train.continue": self._choose_run,
            "train.copy_command": self._copy_command,
            "train.show_folder": lambda: self.context.show_folder(self._run_dir),
        }  # fmt: skip
        for name, slot in slots.items():
            window.action(name).triggered.connect(lambda _checked, slot=slot: slot())
        for name in ("file.open_data", "file.open_table", "file.open_sample"):
            window.action(name).triggered.connect(lambda _checked: window.show_page("train"))
        self._enable_actions()


def _timer(slot: Any) -> QTimer:
    timer = QTimer()
    timer.setSingleShot(True)
    timer.setInterval(SETTLED_MS)
    timer.timeout.connect(slot)
    return timer


def _row(info: RunInfo) -> RunRow:
    return RunRow(str(info.run_dir), info.title, info.run_dir.name, info.state, info.epochs, info.epochs_done,
                  info.running)
