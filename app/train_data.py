"""Opens data on the Train page: folders, tables with their mapping, archives, the sample digits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from app.context import Context
from app.data_opener import DataOpener, OpenedData, is_flat_folder
from app.form_fields import in_words
from app.labels_table import table_settings
from app.table_mapping import ENDINGS, TableMapping, holds_table
from app.train_form import TrainForm, decides_on_data
from app.window_words import findings_in_words
from core.base.errors import ClasswiseError, ConfigError
from core.base.messages import message
from core.base.patience import answers
from core.config import SAMPLE, TrainConfig, load, options
from core.training.run_folder import CONFIG
from ui import choose
from ui.dialogs.findings import FindingsDialog
from ui.dialogs.one_each import brought_to_front
from ui.main_window import MainWindow
from ui.pages.train_page import TrainPage

PATIENCE_S = 2.0
WayOut = tuple[str, Callable[[], object]]


class TrainData(QObject):
    """What the data card's buttons and the File menu do.

    Attributes:
        form: The settings of the next training.
        opener: Reads data sets.
        chosen_path: What was chosen: a folder, a table, an archive or "sample"; empty for nothing.
        before_open: Called before another source is read, with what goes on then; it may ask about unsaved labels.
        before_training: The same before a training begins, which learns from what is saved.
        ways_out: What can be done about data that could not be opened: text and callback of each button.
        is_mendable: Whether what was chosen cannot be trained on, but is shown on the Data page.

    Signals:
        changed(): A data set is being read, was read, or could not be.
        opened(): A data set is current now.
        refused(object): A ClasswiseError: a table could not be read; what was open before is still so.
    """

    changed = pyqtSignal()
    opened = pyqtSignal()
    refused = pyqtSignal(object)

    def __init__(self, context: Context, page: TrainPage, form: TrainForm, is_busy: Callable[[], bool]) -> None:
        super().__init__(page)
        self._context = context
        self._card = page.data_card
        self._page = page
        self.form = form
        self._is_busy = is_busy
        self._tables = TableMapping(context, self.open_with, self.show_problem)
        self.chosen_path = ""
        self._is_of_run = False
        self._before: tuple[str, OpenedData] | None = None  # current again where another source came to nothing
        self._unchanged: OpenedData | None = None  # current again where reading with another setting is cancelled
        self._when_free: Callable[[], None] | None = None
        self.ways_out: tuple[WayOut, ...] = ()
        self.is_mendable = False
        self.before_open: Callable[[Callable[[], None]], None] = lambda go_on: go_on()
        self.before_training: Callable[[Callable[[], None]], None] = lambda go_on: go_on()
        self.opener = DataOpener(context, self._card)
        self.opener.opened.connect(self._on_opened)
        self.opener.failed.connect(self._on_data_failed)
        form.data_settled.connect(self.read_where_changed)
        self._card.folder_asked.connect(self.choose_folder)
        self._card.file_asked.connect(self.choose_file)
        self._card.sample_asked.connect(lambda: self.open(SAMPLE))
        self._card.findings_asked.connect(self._show_findings)
        self._card.help_asked.connect(context.show_help)
        window = context.window
        for name, slot in (("open_data", self.choose_folder), ("open_table", self.choose_file),
                           ("open_sample", lambda: self.open(SAMPLE))):  # fmt: skip
            action = window.action(f"file.{name}")
            action.triggered.connect(lambda _checked: show_data_page(window, page.key))
            action.triggered.connect(lambda _checked, slot=slot: slot())

    @property
    def is_busy(self) -> bool:
        """Whether a training runs, during which no other data set is opened."""
        return self._is_busy()

    def open(self, path: str) -> None:
        """Read a data set and make it the current one; a table is asked about first."""
        if self._is_busy():
            self._context.window.toast("A training runs. Another data set can be opened when it has ended.")
            return
        self.before_open(lambda: self._open(path))

    def _open(self, path: str) -> None:
        if Path(path).suffix.lower() in ENDINGS and Path(path).is_file():
            own = table_settings(path)
            if own is not None:
                self.open_with(path, own)
            else:
                self._tables.ask(path)
        else:
            self.open_with(path, {"dataset_path": path})

    def open_settings(self, settings: dict[str, Any]) -> None:
        """Read the data that a training's settings name (see `data_settings`), with its columns and its split."""
        if self._is_busy():
            self._context.window.toast("A training runs. Another data set can be opened when it has ended.")
        else:
            path = settings["dataset_path"] or settings.get("metadata_path", "")
            self.before_open(lambda: self.open_with(path, settings))

    def read_again(self) -> None:
        """Read what is open anew, as files changed."""
        if not self._is_busy():
            self._open_current()

    def read_where_changed(self) -> None:
        """Read what is open anew where it was read with other settings than the form's, and those are right."""
        opened = self._context.data.opened
        if self._is_busy() or not self.chosen_path or self.form.has_wrong_data:
            return
        if opened is None or not self.form.is_read_so(opened.config):
            self._unchanged = opened or self._unchanged
            self._read_current()  # the setting that is being changed stays in sight

    def show_run(self, run_dir: str, folder: str = "") -> None:
        """Make the data of a run that goes on the one that is meant; it is read when the run has ended.

        Args:
            run_dir: The run's folder.
            folder: Where its pictures are now; empty: where they were.
        """
        settings = data_settings(Path(run_dir))
        if folder:
            settings["dataset_path"] = folder
        self.chosen_path = settings["dataset_path"] or settings.get("metadata_path", "")
        self.form.take_data(settings)
        self._before = self._unchanged = None  # what was being read is dropped, and with it the way back
        self._context.data.set(None)
        self._is_of_run = bool(self.chosen_path)
        self.opener.show_run(Path(run_dir), self.chosen_path, folder)

    def when_free(self, call: Callable[[], None]) -> None:
        """Call something now, or when the training that runs has ended; the last call given is the one made."""
        if self._is_busy():
            self._when_free = call
        else:
            call()

    def open_runs(self, *, is_changed: bool) -> None:
        """Read the data of the run that went on, now that it has ended, or what was asked for meanwhile.

        Args:
            is_changed: What is shown of the data is no longer so, as the run found.
        """
        call, self._when_free = self._when_free, None
        if call is not None:
            call()
        elif self._is_of_run or is_changed:
            self._open_current()
        else:
            self.read_where_changed()  # where it was changed just before the training began

    def choose_folder(self) -> None:
        """Ask for a folder and open it."""
        path = choose.choose_folder(self._context.window, message("Choose a folder of pictures"),
                                    choose.pictures_place(self._context.settings.data_folder))
        if path:
            self._context.settings.data_folder = str(Path(path).parent)
            self.open(path)

    def choose_file(self) -> None:
        """Ask for a table, list or zip and open it."""
        path = choose.choose_file(
            self._context.window, message("Choose a table, a list or a zip"),
            choose.pictures_place(self._context.settings.data_folder),
            message("Tables, lists and archives (*.csv *.tsv *.xlsx *.json *.jsonl *.txt *.zip);;All (*)"))  # fmt: skip
        if path:
            self._context.settings.data_folder = str(Path(path).parent)
            self.open(path)

    def open_with(self, path: str, settings: dict[str, Any]) -> None:
        """Read the data that settings mean and make it the current one; nothing is asked.

        Args:
            path: What the user knows it by; remembered among the recent ones.
            settings: Of the group Data; dataset_path is among them.
        """
        opened = self._context.data.opened or self._unchanged
        if opened is not None:
            self._before = self.chosen_path, opened
        self._unchanged = None
        self.chosen_path = path
        self.form.take_data(settings)
        self._open_current()

    def show_problem(self, error: BaseException) -> None:
        """Say why there is no data: on the data card, unless that shows what is open."""
        self._page.show_data()
        if not isinstance(error, ClasswiseError):
            self._context.show_error(error)
            return
        if self._context.data.opened is None:
            self._card.show_error(in_words(str(error)), error.help_topic)
        else:
            self._page.banner.show_message(in_words(str(error)), "error", help_topic=error.help_topic)
        self.refused.emit(error)

    def _add_table(self) -> None:
        """Ask for the table that says the classes of the pictures in the folder that was chosen."""
        folder = self.chosen_path
        path = choose.choose_file(self._context.window, message("Choose the table of the classes"), folder,
                                  message("Tables (*.csv *.tsv *.xlsx);;All (*)"))
        if path:
            self._tables.ask(path, folder)

    def _predict_these(self) -> None:
        """Open the flat folder that was chosen on the Predict page."""
        controller = self._context.controllers.get("predict")
        if controller is not None:
            self._context.window.show_page("predict")
            controller.open_pictures([self.chosen_path])

    def _open_current(self) -> None:
        self._page.show_data()
        self._read_current()

    def _read_current(self) -> None:
        self._is_of_run = self.is_mendable = False
        self.form.time.stop()
        try:
            config = self.form.data_config()
        except ConfigError as error:
            self._page.show_data()
            self._card.show_error(in_words(str(error)))
            return
        self._context.data.set(None)
        self.opener.open(config)
        self.changed.emit()

    def _on_opened(self, opened: Any) -> None:
        self._before = self._unchanged = None
        if self.chosen_path != SAMPLE:
            self._context.settings.remember("data", self.chosen_path)
            self._context.save_settings()
        self._context.data.set(opened)
        self.changed.emit()
        self.opened.emit()

    def _on_data_failed(self, error: BaseException | None) -> None:
        self._page.show_data()
        before, unchanged, self.ways_out = self._before, self._unchanged, ()
        self._before = self._unchanged = None
        if error is None and unchanged is not None:
            before = self.chosen_path, unchanged
        is_flat = isinstance(error, ClasswiseError) and _seen(is_flat_folder, self.chosen_path)
        if before is not None and (error is None or not (is_flat or self.opener.has_seen_pictures)):
            self._go_back(before, error)
            return
        self._context.data.set(None)
        if is_flat:
            self.ways_out = ("Add a table...", self._add_table), ("Predict these", self._predict_these)
        elif isinstance(error, ClasswiseError) and _seen(holds_table, self.chosen_path):
            self.ways_out = (("Add a table...", self._add_table),)
        self.is_mendable = isinstance(error, ClasswiseError) and self.opener.has_seen_pictures
        mend = (("Mend it on the Data page", lambda: self._context.window.show_page("data")),)
        if self.ways_out or self.is_mendable:
            self._card.offer((*self.ways_out, *(mend if self.is_mendable else ())))
        self.changed.emit()

    def _go_back(self, before: tuple[str, OpenedData], error: BaseException | None) -> None:
        """Keep the data set that was open, as nothing came of the other: it held nothing, or was cancelled."""
        self.chosen_path, opened = before
        self.form.take_data(settings_of_data(opened.config))
        self.opener.show_again(opened, self.chosen_path)
        if isinstance(error, ClasswiseError):
            self._page.banner.show_message(in_words(str(error)), "error", help_topic=error.help_topic)

    def _show_findings(self) -> None:
        findings = findings_in_words(self.opener.findings)
        dialog = brought_to_front(self._context.window, FindingsDialog)
        if dialog is not None:
            dialog.show_findings(findings)  # other data may have been opened since
        else:
            self._context.window.show_beside(FindingsDialog(findings, self._context.window))


def _seen(ask: Callable[[str], bool], path: str) -> bool:
    """Whether something is so of a folder that was just listed; not where its drive no longer answers."""
    return answers(ask, [path], False, PATIENCE_S)[0]


def show_data_page(window: MainWindow, key: str) -> None:
    """Bring the page to the front that shows what is opened, unless the one in sight does."""
    if window.current_page != "data":
        window.show_page(key)


def data_settings(run_dir: Path) -> dict[str, Any]:
    """Return the settings of a run that decide on its pictures and how they are parted."""
    try:
        return settings_of_data(load(run_dir / CONFIG))
    except ConfigError:
        return {"dataset_path": ""}


def settings_of_data(config: TrainConfig) -> dict[str, Any]:
    """Return those of a training's settings that decide on its pictures and how they are parted."""
    return {name: getattr(config, name) for name in options() if decides_on_data(name)}
