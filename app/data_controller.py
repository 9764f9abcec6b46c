"""Moves the Data page: lists the current data set, has it checked, and shows what the other parts ask for."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

from app.context import Context
from app.data_actions import DataActions
from app.data_labels import DataLabels
from app.data_listing import Checked, Listed, changed_files, checked, index_of, listed
from app.data_opener import OpenedData, PicturesSeen, SourceRead
from app.form_fields import in_words
from app.page_jobs import PageJobs
from app.picture_service import PictureService
from app.train_data import TrainData, WayOut
from app.window_words import findings_in_words
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit, Event, Progress
from core.base.messages import message
from core.base.types import LEFT_OUT_WORD, DatasetIndex, Finding
from ui.class_keys import class_keys
from ui.data_list import PictureFilter
from ui.language import say
from ui.pages.data_page import DataPage
from ui.widgets.class_chart import ClassBar
from ui.widgets.picture_grid import Sight

if TYPE_CHECKING:
    from core.data.scan import PictureFacts


class DataController(QObject):
    """The page's controller.

    Attributes:
        page: The page.
        data: Opens data sets, for this page and the Train page alike.
        listing: What is listed; None while there is nothing.
        findings: What was found.
        labels: Changes labels.
    """

    def __init__(self, context: Context, data: TrainData) -> None:
        super().__init__(context.window)
        self.context = context
        self.data = data
        self.page: DataPage = context.window.pages["data"]
        self.jobs = PageJobs(context.jobs, self)
        self.listing: Listed | None = None
        self.checked = Checked((), ())
        self._offered = ""
        self._is_checking = False
        self._seen: PicturesSeen | None = None
        self._sight: Sight | None = None
        self.service = PictureService(self.page.devicePixelRatioF(), parent=self)
        self.page.source.attach(self.service)
        self.labels = DataLabels(self)
        self.actions = DataActions(self)
        data.before_open = self.labels.ask_then
        data.before_training = self.labels.ask_before_training
        self._connect()
        self._on_current_data()

    @property
    def is_ready(self) -> bool:
        """Whether a data set is read wholly, so that its labels can be changed."""
        return self.listing is not None and self.listing.facts is not None

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes, those given by hand included, in the order of their keys."""
        return self.page.browser.pictures.classes

    def may_close(self) -> bool:
        """Whether the window may close: at once, or after asking about unsaved labels."""
        if self.context.labelling.is_saved:
            return True
        self.labels.ask_then(self.context.window.close)
        return False

    def open_data(self, path: str) -> None:
        """Read a data set and make it the current one, on every page."""
        self.data.open(path)

    def show_row(self, path: str) -> None:
        """Have the list say of a picture what is said of it now."""
        row = self.context.labelling.row(path)
        is_edited = self.context.labelling.is_unsaved(path)
        self.page.browser.pictures.set(path, row.label, row.split, is_edited=is_edited)

    def show_labels(self) -> None:
        """Draw classes, splits and decisions anew."""
        page, pictures = self.page, self.page.browser.pictures
        page.browser.labels_changed.emit()
        bars = [ClassBar(name, pictures.counts(name), key)
                for name, key in zip(pictures.classes, class_keys(pictures.classes), strict=True)]  # fmt: skip
        page.chart.set_bars([*bars, ClassBar("", (0, 0, 0, pictures.count(None, LEFT_OUT_WORD)))])
        titles = page.findings.findings
        page.filters.set_choices(pictures.classes, [(kind, titles.title(kind)) for kind in titles.kinds()])
        page.set_selected(page.grid.num_selected())
        page.duplicates.show_pair()

    def list_again(self) -> None:
        """List what is open anew, as what was read of it is what is saved now."""
        if self.listing is not None:
            rows = {path: self.context.labelling.row(path) for path in self.listing.pictures.paths}
            self.context.labelling.begin(type(self.listing.file)(self.listing.file.root),
                                         self.page.browser.pictures.row_of, rows)  # fmt: skip
            for path in self.listing.pictures.paths:
                self.show_row(path)
            self.show_labels()

    def show_problem(self, error: BaseException, ways_out: tuple[WayOut, ...] = ()) -> None:
        """Say in place what went wrong, and what can be done; a fault of ours is shown by the window."""
        if isinstance(error, ClasswiseError):
            self.page.banner.show_message(in_words(str(error)), "error", help_topic=error.help_topic, actions=ways_out)
        else:
            self.context.show_error(error)

    def _connect(self) -> None:
        page, opener = self.page, self.data.opener
        opener.began.connect(self._on_began)
        opener.events.connect(self._on_events)
        opener.failed.connect(self._on_failed)
        self.data.refused.connect(self.show_problem)
        self.context.data.changed.connect(self._on_current_data)
        self.jobs.started.connect(lambda _title: page.working_changed.emit(True))
        for end in (self.jobs.ended, opener.opened, opener.failed):
            end.connect(self._show_work)
        self.jobs.events.connect(self._on_check_events)
        self.jobs.failed.connect(self._on_job_failed)
        self.jobs.failed.connect(self.show_problem)
        self.jobs.cancelled.connect(self._check_no_more)
        page.cancel_asked.connect(opener.cancel)
        page.browser.list_changed.connect(self._on_list_changed)
        page.grid.selection_changed.connect(lambda: page.set_selected(page.grid.num_selected()))
        page.filters.filter_changed.connect(self._on_filter)
        page.all_asked.connect(lambda: page.filters.set_filter(PictureFilter()))
        page.chart.class_chosen.connect(self._on_class_chosen)
        page.findings.chosen.connect(self._on_finding_chosen)
        page.banner.help_asked.connect(self.context.show_help)
        self.context.window.closing.connect(self._close_down)

    def _on_began(self, source: str) -> None:
        self.page.banner.hide()
        self.jobs.stop()
        self._seen = None
        self.page.show_content()
        self.page.show_loading(message("Opening {path}", path=source), 0)
        self.page.working_changed.emit(True)

    def _show_work(self, *_what: object) -> None:
        """Mark the page in the rail while data is read or looked at."""
        self.page.working_changed.emit(self.jobs.is_running or self.data.opener.is_reading)

    def _on_events(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, SourceRead):
                if self.listing is None or self.listing.index.root != event.index.root:
                    self.listing = None
                    self._list(event.index)
            elif isinstance(event, PicturesSeen):
                self._seen = event
            elif isinstance(event, Progress):
                self.page.show_loading(event.stage, event.done, event.total)

    def _on_current_data(self) -> None:
        opened: OpenedData | None = self.context.data.opened
        if opened is not None:
            self.page.header.set_subject(opened.splits.name)
            self._list(opened.index or index_of(opened.splits), opened.facts, opened)
        elif not self.data.opener.is_reading and self._seen is None:
            self._show_nothing()

    def _on_failed(self, error: BaseException | None) -> None:
        """Say why the data cannot be used for training; what was seen of it stays in sight and can be mended."""
        self.page.show_loading("", None)
        if self._seen is not None and error is not None:
            self._list(self._seen.index, self._seen.facts)
        elif self.context.data.opened is None:
            self._show_nothing()
        if isinstance(error, ClasswiseError):
            self.show_problem(error, self.data.ways_out)

    def _show_nothing(self) -> None:
        self.listing = None
        self.page.header.set_subject("")
        self.page.choose.show_choice("", "")
        self.page.show_empty()
        self.actions.refresh()

    def _list(self, index: DatasetIndex, facts: "Mapping[str, PictureFacts] | None" = None,
              opened: OpenedData | None = None) -> None:  # fmt: skip
        def work(emit: Emit, control: Control) -> Listed:
            return listed(index, facts, opened)

        self.jobs.start("Listing the pictures", work, "thumbs", self._on_listed, replaces=("check",))

    def _on_listed(self, listing: Listed) -> None:
        page = self.page
        is_same = self.listing is not None and self.listing.index.root == listing.index.root
        self.service.forget(changed_files(self.listing, listing) if is_same and self.listing is not None else None)
        self.listing = listing
        page.show_content()
        page.header.set_subject(listing.index.name)
        page.choose.show_choice(listing.index.name, listing.index.root)
        if listing.facts is not None:
            page.show_loading("", None)
            self.context.labelling.begin(listing.file, listing.pictures.row_of, listing.rows)
        if not is_same:
            self._offered = ""
            page.show_duplicates(False)
            page.filters.set_filter(PictureFilter())
        self._take_findings(listing.index.findings)
        self._sight = page.grid.sight() if is_same else None
        page.browser.set_pictures(listing.pictures)
        page.grid.request_thumbnails()
        for path in self.context.labelling.unsaved if self.is_ready else ():
            self.show_row(path)
        self.show_labels()
        self.actions.refresh()
        if self.is_ready:
            self._offer_labels(listing)
            self._check(listing)

    def _offer_labels(self, listing: Listed) -> None:
        """Say that a labels.csv lies beside the pictures where that is not what was opened."""
        path = listing.file.path
        is_used = path == Path(self.data.chosen_path)
        if listing.opened is not None and listing.file.rows and not is_used and self._offered != str(path):
            self._offered = str(path)
            text = message("Labels that were given to these pictures before are kept in {path}.", path=path)
            self.page.banner.show_message(text, "info", actions=(
                ("Use them", lambda: self.labels.take_over(listing)),
                ("Not now", self.page.banner.hide)))  # fmt: skip

    def _check(self, listing: Listed) -> None:
        def work(emit: Emit, control: Control) -> Checked:
            return checked(listing, emit, control)

        self._is_checking = bool(listing.facts)
        if listing.facts:
            say(self.page.checking.setText, "Looking for doubles and mistakes...")
            self.page.checking.show()
            self.jobs.start("Checking the data", work, "check", self._on_checked)
        else:
            self.page.checking.hide()

    def _on_check_events(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Progress) and event.total:
                say(self.page.checking.setText, message("{stage}: {done:,} of {total:,}", stage=message(event.stage),
                                                        done=event.done, total=event.total))  # fmt: skip

    def _on_checked(self, found: Checked) -> None:
        page = self.page
        self.checked, self._is_checking = found, False
        self._take_findings(found.findings)
        if self.listing is not None and self.listing.opened is not None:
            self.data.opener.add_findings(found.findings)
        page.checking.setVisible(not found.findings)
        say(page.checking.setText, "Nothing to mend was found.")
        page.duplicates.set_pairs(found.pairs, page.browser.pictures, self.labels.decision)
        self.actions.refresh()
        self.show_labels()
        page.browser.refresh()

    def _on_job_failed(self) -> None:
        """Say no longer that the pictures are being read, where nothing reads or lists them any more."""
        if not self.data.opener.is_reading and not self.jobs.runs("thumbs"):
            self.page.show_loading("", None)
        self._check_no_more()

    def _check_no_more(self) -> None:
        """Say that the check, which was stopped or failed, came to no end."""
        if self._is_checking and not self.jobs.runs("check"):
            self._is_checking = False
            say(self.page.checking.setText, "Doubles and mistakes were not looked for to the end.")

    def _take_findings(self, findings: Sequence[Finding]) -> None:
        from core.data.checks import HARMLESS, told

        findings = findings_in_words(findings)
        numbers: dict[str, int] = {}
        for finding in findings:
            numbers[finding.kind] = numbers.get(finding.kind, 0) + max(1, len(finding.paths))
        titles = {kind: told(kind, number) for kind, number in numbers.items()}
        self.page.findings.findings.set_findings(findings, titles, HARMLESS)
        if self.listing is not None:
            self.listing.pictures.set_findings(findings)
        self.page.duplicates.set_pairs((), self.page.browser.pictures, self.labels.decision)

    def _on_list_changed(self) -> None:
        if self._sight is not None:  # the same data read again, as after saving
            sight, self._sight = self._sight, None
            self.page.grid.show_again(sight)
        self.page.set_selected(self.page.grid.num_selected())

    def _on_filter(self, wanted: PictureFilter) -> None:
        self.page.browser.set_filter(wanted)
        self.page.chart.show_chosen("" if wanted.split == LEFT_OUT_WORD else wanted.class_name)
        self.page.findings.show_chosen(wanted.kind or "")
        self.page.show_about(wanted.title)

    def _on_class_chosen(self, name: str | None) -> None:
        self.page.show_duplicates(False)
        split = LEFT_OUT_WORD if name == "" else None
        self.page.filters.set_filter(PictureFilter(class_name=name or None, split=split))

    def _on_finding_chosen(self, kind: str, finding: Finding | None) -> None:
        self.page.show_duplicates(False)
        if not kind:
            self.page.filters.set_filter(PictureFilter())
        elif finding is None:
            self.page.filters.set_filter(PictureFilter(kind=kind))
        else:
            self.page.filters.set_filter(PictureFilter(kind=kind, paths=finding.paths, title=finding.message))

    def _close_down(self) -> None:
        self.page.close_down()
        self.service.close()
