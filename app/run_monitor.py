"""Shows a training on the Train page: each event of the stream, and its end."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.class_thumbs import ThumbReady, make_thumbs
from app.context import Context
from app.form_fields import in_words
from app.jobs import Job
from app.run_catalog import best_row, figure, figures_of, history_rows
from app.run_endings import best_text, end_text, headline
from app.training_work import DataChanged
from core.base.durations import duration
from core.base.epoch_times import EpochTimes, growth_of
from core.base.errors import NonFiniteLossError
from core.base.events import (
    BatchEnded,
    EpochEnded,
    Event,
    Notice,
    Predicted,
    Progress,
    RunStarted,
    ValidationProgress,
    ValidationSample,
)
from core.base.messages import Message, joined, message
from core.base.run_info import BEST_MODEL, LAST_MODEL
from core.base.types import RunEndReason
from ui.curves import Curves
from ui.pages.train_page import TrainPage
from ui.widgets.sample_row import SampleView
from ui.wording import number, percent

if TYPE_CHECKING:
    from core.training.run import RunResult

logger = logging.getLogger(__name__)

FIGURES = (
    (message("Balanced accuracy"), "balanced_accuracy", percent),
    (message("Val loss"), "val_loss", number),
    (message("Accuracy"), "val_accuracy", percent),
    (message("Macro F1"), "f1_macro", percent),
    ("AUROC", "auroc", percent),
    ("MCC", "mcc", number),
)


class RunMonitor:
    """Hears one training's events and moves the right side of the page.

    Attributes:
        run_dir: The run's folder; empty until it has begun.
        is_data_changed: Whether it found other pictures than those that are shown.
    """

    def __init__(self, context: Context, page: TrainPage, title: str, known: Sequence[str] = ()) -> None:
        """Begin with nothing.

        Args:
            context: The window and its jobs.
            page: The page to move.
            title: What the status bar says.
            known: Findings that the data card shows already.
        """
        self._context = context
        self._page = page
        self._title = title
        self._known = frozenset(known)
        self._curves = Curves()
        self._started: RunStarted | None = None
        self._thumbs: Job | None = None
        self._warnings: list[str] = []
        self._last_batch: BatchEnded | None = None
        self._times = EpochTimes(0)
        self._num_validated = 0
        self._is_paused = False
        self.is_data_changed = False
        self.run_dir = ""

    @property
    def has_model(self) -> bool:
        """Whether an epoch was finished, so that there is a model."""
        return bool(self._curves.val_loss.x) or self._num_validated > 0

    def begin(self) -> None:
        """Show that a training is being prepared."""
        self._page.banner.hide()
        self._page.show_running()
        self._page.curves.show_empty()
        self._page.so_far.show_empty()
        self.set_paused(False)
        self._page.progress.show_preparing(message("Preparing..."), None)

    def set_paused(self, paused: bool) -> None:
        """Show that the training is held, or goes on."""
        self._is_paused = paused
        self._page.progress.set_paused(paused)
        self.show_status()

    def show_status(self) -> None:
        """Say on every page how far the training is, and whether it is held, from its first batch on."""
        if self._last_batch is None:
            return
        batch = self._last_batch
        title = joined(self._title, self._epoch_text(batch), template="{first}  {second}")
        left = message("Paused") if self._is_paused else self._left_text(batch)
        self._context.window.status.set_job(title, self._share_done(batch), left)

    def on_events(self, events: Sequence[Event]) -> None:
        """Take in some events; what only tells how far it is, is shown once."""
        for event in events:
            if isinstance(event, BatchEnded):
                self._curves.add_batch(event.epoch, event.batch, event.batches, event.loss, event.lr)
                self._last_batch = event
            elif isinstance(event, RunStarted):
                self._on_started(event)
            elif isinstance(event, EpochEnded):
                self._on_epoch(event)
            elif isinstance(event, ValidationSample):
                self._on_samples(event)
            elif isinstance(event, Notice):
                self._on_notice(event)
        self._show_progress(events[-1])

    def on_end(self, result: "RunResult") -> None:
        """Show the summary."""
        self._page.show_ended()
        self._page.so_far.end()
        if result.best_epoch is None and not self.has_model:
            text: str = message("No epoch was finished, so there is no model yet. The run can go on from here.")
        else:
            text = end_text(result)
        self._page.summary.show_end(headline(result.reason, self.run_dir), text,
                                    has_model=result.best_epoch is not None, can_continue=True)  # fmt: skip

    def on_failed(self, error: BaseException) -> bool:
        """Show what a run that an error ended leaves: its best model, and whether it can go on.

        Returns:
            Whether it had begun; where not, there is nothing to show.
        """
        run_dir = Path(self.run_dir)
        if not self.run_dir or not run_dir.is_dir():
            return False
        is_loss = isinstance(error, NonFiniteLossError)
        has_model, can_continue = (run_dir / BEST_MODEL).is_file(), (run_dir / LAST_MODEL).is_file() and not is_loss
        best = best_row(history_rows(run_dir))
        parts: list[str] = []
        if has_model and best:
            parts.append(best_text(int(figure(best, "epoch") or 0), figures_of(best)))
        else:
            parts.append(message("No epoch was finished, so there is no model yet."))
        if can_continue:
            parts.append(message("When the cause is mended, the run can go on from where it was saved last."))
        self._page.show_ended()
        self._page.so_far.end()
        reason = RunEndReason.NON_FINITE_LOSS if is_loss else RunEndReason.FAILED
        self._page.summary.show_end(headline(reason, self.run_dir), joined(*parts), has_model=has_model,
                                    can_continue=can_continue)  # fmt: skip
        return True

    def _on_started(self, event: RunStarted) -> None:
        self._started = event
        self.run_dir = event.run_dir
        self._curves = Curves(event.epochs)
        self._times = EpochTimes(event.epochs, growth_of(event.config))
        if event.start_epoch > 1:
            self._add_history(Path(event.run_dir), event.start_epoch)
        self._page.curves.show_run(self._curves)
        self._page.progress.show_preparing(message("Beginning..."), None)
        logger.info("Training %s on %d pictures (%s, %s) in %s", event.model, event.num_train, event.device,
                    event.precision, event.run_dir)

    def _add_history(self, run_dir: Path, before_epoch: int) -> None:
        """Show the epochs that were done before the run went on, and the best of them as the run judged it."""
        for row in history_rows(run_dir):
            epoch = figure(row, "epoch")
            if epoch is None or epoch >= before_epoch:
                continue
            is_best = figure(row, "is_best") == 1
            values = figures_of(row)
            self._curves.add_epoch(int(epoch), values, is_best=is_best)
            if is_best:
                self._show_best(int(epoch), values)

    def _on_epoch(self, event: EpochEnded) -> None:
        self._num_validated += 1
        self._times.add(event.epoch, event.seconds)
        values: dict[str, float | None] = {
            "train_loss": event.train_loss, "val_loss": event.val_loss, "train_accuracy": event.train_accuracy,
            "val_accuracy": event.val_accuracy, **event.metrics,
        }  # fmt: skip
        self._curves.add_epoch(event.epoch, values, is_best=event.is_best)
        if event.is_best:
            self._show_best(event.epoch, values)
        if self._started is not None and event.confusion:
            self._page.so_far.show_newest(event.epoch, self._started.classes, event.confusion)

    def _show_best(self, epoch: int, values: Mapping[str, float | None]) -> None:
        shown = [(words, write(float(values[name] or 0.0))) for words, name, write in FIGURES if name in values]
        self._page.so_far.show_figures(epoch, shown)

    def _on_samples(self, event: ValidationSample) -> None:
        if self._started is None:
            return
        classes = self._started.classes
        views = [SampleView(item.path, classes[item.predicted], item.score or 0.0, item.label or "")
                 for item in event.predictions if item.predicted is not None]  # fmt: skip
        row = self._page.so_far.samples
        row.set_samples(views)
        missing = [(0, path) for path in row.missing()]
        if missing and self._thumbs is None:
            self._thumbs = self._context.jobs.start(
                message("Making thumbnails"), lambda emit, control: make_thumbs(missing, emit, control), kind="thumbs",
                on_events=self._on_thumbs,
            )  # fmt: skip
            self._thumbs.ended.connect(self._forget_thumbs)

    def _forget_thumbs(self) -> None:
        self._thumbs = None

    def _on_thumbs(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, ThumbReady):
                self._page.so_far.samples.set_image(event.path, event.image)

    def _on_notice(self, event: Notice) -> None:
        self._context.window.log.append(event.message)
        if event.level == "warning" and event.message not in self._known:
            if isinstance(event, DataChanged):  # first, as the others may come of it
                self.is_data_changed = True
                self._warnings.insert(0, event.message)
            else:
                self._warnings.append(event.message)
            text = in_words(self._warnings[0])
            if len(self._warnings) > 1:
                more = message("({n} more in the log.)", n=len(self._warnings) - 1)
                text = joined(text, more, template="{first}\n{second}")
            self._page.banner.show_message(text, "warning")

    def _show_progress(self, event: Event) -> None:
        """Say where the training stands, by the newest event."""
        if isinstance(event, Progress):
            self._page.progress.show_preparing(event.stage, event.fraction)
            text = message("{job}: {stage}", job=self._title, stage=event.stage)
            self._context.window.status.set_job(text, event.fraction)
            return
        if self._started is None:
            return
        self._page.curves.touch()
        doing = ""
        if isinstance(event, ValidationProgress):
            doing = message("validating {done}/{total}", done=event.batch, total=event.batches)
        elif isinstance(event, Predicted):
            is_done = event.done >= event.total
            doing = message("writing the results") if is_done else message("judging {done:,}/{total:,}",
                                                                           done=event.done, total=event.total)
        if self._last_batch is not None:
            self._show_training(self._last_batch, doing)

    def _show_training(self, batch: BatchEnded, doing: str) -> None:
        speed = _speed_text(batch.images_per_s)
        doing = doing or message("batch {done}/{total}", done=batch.batch, total=batch.batches)
        self._page.progress.show_training((self._epoch_text(batch), doing, speed, self._left_text(batch)),
                                          self._share_done(batch))  # fmt: skip
        self.show_status()

    def _epoch_text(self, batch: BatchEnded) -> Message:
        assert self._started is not None
        return message("epoch {epoch}/{epochs}", epoch=batch.epoch, epochs=self._started.epochs)

    def _share_done(self, batch: BatchEnded) -> float:
        """Return the share of the whole run that is done."""
        assert self._started is not None
        return (batch.epoch - 1 + batch.batch / max(1, batch.batches)) / max(1, self._started.epochs)

    def _left_text(self, batch: BatchEnded) -> str:
        """Return the time left in words; empty while it is not known."""
        seconds = self._seconds_left(batch)
        return message("{time} left", time=duration(seconds)) if seconds is not None else ""

    def _seconds_left(self, batch: BatchEnded) -> float | None:
        """Return the time left: by whole epochs once there is one, before that by the speed of training."""
        done = batch.batch / max(1, batch.batches)
        by_epochs = self._times.left(batch.epoch, done)
        if by_epochs is not None:
            return by_epochs
        if batch.images_per_s and self._started is not None:
            left = self._times.left_in_epochs(batch.epoch, done)
            return left * (self._started.num_train + 0.4 * self._started.num_val) / batch.images_per_s
        return None


def _speed_text(images_per_s: float) -> str:
    """Return the speed in words, with enough digits that a slow one is not 0; empty while it is not known."""
    if not images_per_s:
        return ""
    template = message("{speed:.0f} img/s") if images_per_s >= 10 else \
        message("{speed:.1f} img/s") if images_per_s >= 1 else message("{speed:.2f} img/s")  # fmt: skip
    return Message(template, speed=images_per_s)
