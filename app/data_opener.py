"""Opens data sets for training: the jobs behind the data card."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QObject, pyqtSignal

from app.class_thumbs import ThumbReady, make_thumbs, strip_paths
from app.context import Context
from app.form_fields import in_words
from app.jobs import Job
from app.run_catalog import splits_of_run
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit, Event, Progress
from core.base.files import name_of
from core.base.messages import LIST, joined, message
from core.base.types import DatasetIndex, Finding, Split, Splits
from core.config import TrainConfig
from ui.widgets.class_list import ClassRow
from ui.widgets.data_card import DataCard, DataSummary
from ui.wording import pictures, split_name, whole

if TYPE_CHECKING:
    from core.data.scan import PictureFacts


@dataclass(frozen=True, slots=True)
class SourceRead(Event):
    """The source was listed; its pictures are looked at next."""

    index: DatasetIndex


@dataclass(frozen=True, slots=True)
class PicturesSeen(Event):
    """Every picture was looked at; they are parted next."""

    index: DatasetIndex
    facts: Mapping[str, "PictureFacts"]


@dataclass(frozen=True)
class OpenedData:
    """A data set that is ready to train on.

    Attributes:
        splits: Its pictures, parted.
        facts: What the scan found, by path.
        findings: What its owner should know.
        index: The source as it was read, what cannot be used included; None where only its split is known.
        config: The settings that it was read with.
    """

    splits: Splits
    facts: Mapping[str, "PictureFacts"]
    findings: tuple[Finding, ...]
    index: DatasetIndex | None = None
    config: TrainConfig = field(default_factory=TrainConfig)

    @property
    def keeps_split(self) -> bool:
        """Whether the source's own split is kept as it is, so that nothing comes of the setting `split`."""
        return self.index is not None and any(sample.split is Split.VAL for sample in self.index.samples)


class DataOpener(QObject):
    """Reads one data set at a time and shows it on the card.

    Attributes:
        findings: What was found in the data.
        told: What the card says of it, a sentence each; training does not say it again.
        has_seen_pictures: Whether the source that was read last was listed and its pictures looked at.

    Signals:
        began(str): Another source is being read.
        events(tuple): What reading tells: Progress, SourceRead, PicturesSeen.
        opened(object): An OpenedData is there.
        failed(object): The exception that kept the data from being used; None where it was stopped.
    """

    began = pyqtSignal(str)
    events = pyqtSignal(tuple)
    opened = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, context: Context, card: DataCard) -> None:
        super().__init__(card)
        self._context = context
        self._card = card
        self._job: Job | None = None
        self._ticket = 0
        self._thumbs: Job | None = None
        self._index: DatasetIndex | None = None
        self._shown = ""
        self.findings: tuple[Finding, ...] = ()
        self.told: tuple[str, ...] = ()
        self._read_findings: tuple[Finding, ...] = ()
        self.has_seen_pictures = False
        card.cancel_asked.connect(self.cancel)

    @property
    def is_reading(self) -> bool:
        """Whether a data set is being read."""
        return self._job is not None

    def open(self, config: TrainConfig) -> None:
        """Read the data that the settings name; what was being read is dropped."""
        self.drop()
        source = config.dataset_path or config.metadata_path
        if source != self._shown:
            self._card.begin(source)
        self._shown = source
        self.has_seen_pictures = False
        self.began.emit(source)
        ticket = self._ticket
        self._job = self._context.jobs.start(
            message("Reading {name}", name=name_of(source)),
            lambda emit, control: read(config, emit, control),
            kind="data",
            on_events=self._mine(ticket, self._on_events),
            on_finished=self._mine(ticket, self._on_read),
            on_failed=self._mine(ticket, self._on_failed),
            on_cancelled=self._mine(ticket, self._on_cancelled),
        )

    def show_run(self, run_dir: Path, source: str, folder: str = "") -> None:
        """Show the pictures that a run goes on with, as its own table of the split names them.

        Args:
            run_dir: The run folder.
            source: What its settings name; the card keeps showing it when that is opened afterwards.
            folder: Where the pictures are now; empty: where the run found them.
        """
        was_reading = self.is_reading
        self.drop()
        if was_reading:
            self.failed.emit(None)  # nobody waits any more for what was being read
        self.findings = self._read_findings = self.told = ()
        self._shown = source
        self._card.begin(source)
        ticket = self._ticket
        self._context.jobs.start(
            message("Reading the run's split"),
            lambda emit, control: splits_of_run(run_dir, folder),
            kind="thumbs",
            on_finished=self._mine(ticket, self._on_run_read),
            on_failed=self._mine(ticket, lambda _error: self._card.show_empty()),
        )

    def _on_run_read(self, splits: Splits) -> None:
        self._card.show_done(opened_summary(OpenedData(splits, {}, ())))
        self._start_thumbs(splits)

    def show_again(self, opened: OpenedData, source: str) -> None:
        """Have a data set that was open before be the current one again."""
        self.drop()
        self._shown = source
        self._card.begin(source)
        self._on_read(opened)

    def add_findings(self, found: Sequence[Finding]) -> None:
        """Show also what a closer look at the data has found, a line for each kind, as training would tell it."""
        from core.data.checks import brief

        read = self._read_findings
        kinds = {finding.kind for finding in read}
        lines = brief(finding for finding in found if finding.kind not in kinds)
        self.findings = (*read, *(finding for finding in found if finding not in read))
        self.told = (*(finding.message for finding in read), *brief(found))  # training tells briefly what was read, too
        self._card.show_findings((*map(_finding_text, read), *map(in_words, lines)), has_more=bool(lines))

    def cancel(self) -> None:
        """Stop reading, as the user asked."""
        if self._job is not None:
            self._job.stop()

    def drop(self) -> None:
        """Stop reading and hear no more of it."""
        for job in (self._job, self._thumbs):
            if job is not None:
                job.stop()
        self._job = self._thumbs = None
        self._ticket += 1

    def _mine(self, ticket: int, slot: Callable[..., None]) -> Callable[..., None]:
        """Return a slot that hears nothing of a job that was dropped."""

        def only_newest(*arguments: Any) -> None:
            if ticket == self._ticket:
                slot(*arguments)

        return only_newest

    def _on_events(self, events: tuple[Event, ...]) -> None:
        self.events.emit(events)
        for event in events:
            if isinstance(event, SourceRead):
                self._index = event.index
                self._card.show_partial(index_summary(event.index))
            elif isinstance(event, PicturesSeen):
                self.has_seen_pictures = True
            elif isinstance(event, Progress):
                self._card.show_loading(event.stage, event.done, event.total)
                self._context.window.status.set_job(event.stage, event.fraction)

    def _on_read(self, opened: OpenedData) -> None:
        self._job = None
        self.findings = self._read_findings = opened.findings
        self.told = tuple(finding.message for finding in opened.findings)
        self._card.show_done(opened_summary(opened))
        self._start_thumbs(opened.splits)
        self.opened.emit(opened)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self._shown = ""
        if isinstance(error, ClasswiseError):
            self._card.show_error(in_words(str(error)), error.help_topic)
        else:
            self._card.show_error(message("The data could not be read because of a fault inside Classwise; "
                                          "the log says more."))  # fmt: skip
            self._context.show_error(error)
        self.failed.emit(error)

    def _on_cancelled(self) -> None:
        self._job = None
        self._shown = ""
        self._card.show_empty()
        self.failed.emit(None)

    def _start_thumbs(self, splits: Splits) -> None:
        self._card.class_list.classes.clear_images()
        chosen = strip_paths(splits)
        self._thumbs = self._context.jobs.start(
            message("Making thumbnails"),
            lambda emit, control: make_thumbs(chosen, emit, control),
            kind="thumbs",
            on_events=self._mine(self._ticket, self._on_thumbs),
        )

    def _on_thumbs(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, ThumbReady):
                self._card.add_image(event.row, event.image)


def read(config: TrainConfig, emit: Emit, control: Control) -> OpenedData:
    """List the source, then look at its pictures and part them; runs in a thread."""
    from core.data.scan import scan
    from core.data.sources.open import open_source
    from core.data.splitting.splitter import plan_splits
    from core.training.prepare import check_usable

    index = open_source(config, emit, control)
    emit(SourceRead(index))
    facts = scan([sample.path for sample in index.samples], emit, control, num_threads=config.num_threads)
    emit(PicturesSeen(index, facts))
    emit(Progress(message("Parting train, val and test"), 0))
    plan = plan_splits(index, facts, config, emit, control)
    check_usable(plan.splits, config)
    return OpenedData(plan.splits, facts, (*index.findings, *plan.findings), index, config)


def is_flat_folder(path: str) -> bool:
    """Whether a folder holds pictures itself, which then have no class."""
    if not Path(path).is_dir():
        return False
    from core.data.sources.listing import files_in, is_picture

    return any(map(is_picture, files_in(path)))


def index_summary(index: DatasetIndex) -> DataSummary:
    """Return what is shown of a source before its pictures were looked at."""
    counts = Counter(sample.label for sample in index.samples)
    rows = tuple(ClassRow(name, (counts[number],)) for number, name in enumerate(index.classes))
    return DataSummary(index.name, index.root, rows, "", tuple(in_words(finding.message) for finding in index.findings))


def opened_summary(opened: OpenedData) -> DataSummary:
    """Return what is shown of data that is ready."""
    splits = opened.splits
    counts = [splits.class_counts(split) for split in ("train", "val", "test")]
    rows = tuple(ClassRow(name, tuple(part[number] for part in counts)) for number, name in enumerate(splits.classes))
    sizes = [message("{n} to train", n=whole(len(splits.train)))]
    sizes += [message("{n} {split}", n=whole(len(splits.of(split))), split=split_name(split))
              for split in (Split.VAL, Split.TEST) if splits.of(split)]  # fmt: skip
    text = joined(*sizes, template=LIST)
    messages = tuple(_finding_text(finding) for finding in opened.findings)
    return DataSummary(splits.name, splits.root, rows, text, messages)


def _finding_text(finding: Finding) -> str:
    if len(finding.paths) < 2 or any(map(str.isdigit, finding.message)):
        return in_words(finding.message)
    return message("{finding} ({pictures})", finding=in_words(finding.message), pictures=pictures(len(finding.paths)))
