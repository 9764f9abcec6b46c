"""Judges a finished run on its own test pictures (val where there is no test), and opens the report."""

from dataclasses import dataclass
from pathlib import Path

from PyQt5.QtCore import QObject, QUrl, pyqtSignal
from PyQt5.QtGui import QDesktopServices

from app.context import Context
from app.fonts import release_fonts
from app.form_fields import in_words
from app.jobs import Job, Work
from app.run_catalog import read_run
from app.settings import Settings
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit, Event, Notice, Progress
from core.base.messages import joined, message, plural
from ui.pages.train_page import TrainPage


@dataclass(frozen=True)
class Report:
    """What an evaluation made.

    Attributes:
        folder: Its folder.
        page: Its report for the browser.
        num_unreadable: Pictures that could not be judged.
    """

    folder: Path
    page: Path
    num_unreadable: int


class RunEvaluation(QObject):
    """One evaluation at a time, in a job that the status bar shows and can cancel.

    Signals:
        changed(): One begins or ended.
    """

    changed = pyqtSignal()

    def __init__(self, context: Context, page: TrainPage) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._job: Job | None = None
        self._title = ""

    @property
    def is_running(self) -> bool:
        """Whether a run is being judged."""
        return self._job is not None

    def begin(self, run_dir: str) -> None:
        """Judge a run, unless one is being judged."""
        if self._job is not None:
            return
        info = read_run(Path(run_dir))
        self._title = message("Evaluating {name}", name=info.data_name or info.model) if info else message("Evaluating")
        self._job = self._context.jobs.start(
            self._title, evaluate_work(run_dir, self._context.settings), kind="evaluate", on_events=self._on_events,
            on_finished=self._on_finished, on_failed=self._on_failed, on_cancelled=self._on_cancelled,
        )  # fmt: skip
        self._job.ended.connect(self._on_ended)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop judging; nothing is written then."""
        if self._job is not None:
            self._job.stop()

    def _on_events(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Notice):
                self._context.window.log.append(event.message)
        newest = next((event for event in reversed(events) if isinstance(event, Progress)), None)
        if newest is not None and newest.total and self._context.jobs.of_kind("train") is None:
            self._context.window.status.set_job(self._title, newest.done / newest.total)

    def _on_finished(self, report: Report) -> None:
        window = self._context.window
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.page)))
        text = message("The report is open in the browser.") if opened else \
            message("The report is {page}", page=report.page)  # fmt: skip
        if report.num_unreadable:
            text = joined(text, plural(report.num_unreadable, "{n} picture could not be read.",
                                       "{n:,} pictures could not be read."))  # fmt: skip
        window.toast(text, "Show folder", lambda: self._context.show_folder(report.folder))

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ClasswiseError):
            self._page.banner.show_message(in_words(str(error)), "error", help_topic=error.help_topic)
        else:
            self._page.banner.show_message("The run could not be judged because of a fault inside Classwise.", "error")
            self._context.show_error(error)

    def _on_cancelled(self) -> None:
        self._context.window.toast("The evaluation was stopped; nothing was written.")

    def _on_ended(self) -> None:
        self._job = None
        self.changed.emit()


def evaluate_work(run_dir: str, settings: Settings) -> Work:
    """Return the work of judging a run on its own pictures."""

    def work(emit: Emit, control: Control) -> Report:
        from core.evaluation.evaluate import HTML_REPORT
        from core.evaluation.pictures import pictures_of_run
        from core.evaluation.run import decision_of, default_output, evaluate_model, judging_of
        from core.inference.predictor import Predictor, open_classifier

        folder = Path(run_dir)
        pictures = pictures_of_run(folder)
        model = open_classifier(folder)
        judging = judging_of(model, folder, pictures, decision_of(model))
        output = default_output(folder, pictures.name)
        control.check()
        try:
            predictor = Predictor(model, device=settings.device, num_threads=settings.num_threads)
            evaluation = evaluate_model(predictor, pictures, output, judging, emit, control)
        finally:
            release_fonts()
        return Report(output, output / HTML_REPORT, int(evaluation.results["num_unreadable"]))

    return work
