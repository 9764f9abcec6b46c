"""Finds a learning rate for the settings shown: a job, a dialog, and the field that takes the rate."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject

from app.context import Context
from app.fonts import release_fonts
from app.form_fields import in_words
from app.jobs import Job, Work
from core.base.control import Control
from core.base.errors import ClasswiseError, ConfigError
from core.base.events import Emit, Progress
from core.base.folders import check_writable
from core.base.messages import message
from core.config import TrainConfig
from ui.dialogs.lr_search import LrSearchDialog
from ui.pages.train_page import TrainPage

if TYPE_CHECKING:
    from core.training.lr_finder import LrSearch

TITLE = message("Finding a learning rate")


class LrFinding(QObject):
    """Answers the Find button beside the learning rate."""

    def __init__(self, context: Context, page: TrainPage, config: Callable[[], TrainConfig],
                 take: Callable[[float], None]) -> None:  # fmt: skip
        """Prepare.

        Args:
            context: Jobs, data, window.
            page: The Train page.
            config: Gives the settings shown; may raise ConfigError.
            take: Puts a rate into the form.
        """
        super().__init__(page)
        self._context = context
        self._page = page
        self._config = config
        self._take = take
        self._job: Job | None = None
        self._dialog: LrSearchDialog | None = None

    def begin(self) -> None:
        """Try learning rates on the current data with the settings shown."""
        if self._job is not None:
            self._context.window.toast(message("The search before is still ending. Try again in a moment."))
            return
        if self._context.data.opened is None:
            self._context.window.toast(message("Choose data first."))
            return
        try:
            config = self._config()
        except ConfigError as error:
            self._page.banner.show_message(in_words(str(error)), "error")
            return
        dialog = self._dialog = LrSearchDialog(self._page.tokens, self._context.window)
        dialog.chosen.connect(self._take)
        dialog.finished.connect(self._on_closed)
        self._job = self._context.jobs.start(TITLE, find_lr_work(config), kind="find_lr",
                                             on_events=self._on_events, on_finished=self._on_finished,
                                             on_failed=self._on_failed)  # fmt: skip
        dialog.stop_asked.connect(self._job.stop)
        self._job.ended.connect(self._on_ended)
        dialog.open()

    def _on_events(self, events: tuple[Any, ...]) -> None:
        for event in events:
            if isinstance(event, Progress):
                self._context.window.status.set_job(TITLE, event.fraction)
                if self._dialog is not None:
                    self._dialog.show_progress(event.stage, event.done, event.total)

    def _on_finished(self, result: "tuple[LrSearch, Path]") -> None:
        search, path = result
        if self._dialog is not None:
            self._dialog.show_result(search.rates, search.losses, search.smoothed, search.suggestion, str(path))

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ClasswiseError) and self._dialog is not None:
            self._dialog.show_error(in_words(str(error)))
            return
        if self._dialog is not None:
            self._dialog.show_error(message("The search ended because of a fault inside Classwise."))
        self._context.show_error(error)

    def _on_closed(self, _result: int) -> None:
        self._dialog = None

    def _on_ended(self) -> None:
        self._job = None


def find_lr_work(config: TrainConfig) -> Work:
    """Return the work of the search; it also saves the plot, beside the runs."""

    def work(emit: Emit, control: Control) -> "tuple[LrSearch, Path]":
        from core.evaluation.plots import save_lr_search
        from core.training.lr_finder import find_lr, plot_path

        check_writable(config.log_dir)
        search = find_lr(config, emit, control, may_fall_back=False)
        path = plot_path(config.log_dir, search.model)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            save_lr_search(search.rates, search.losses, search.smoothed, search.suggestion, path)
        finally:
            release_fonts()
        return search, path

    return work
