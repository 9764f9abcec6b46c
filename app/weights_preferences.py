"""Lists, downloads and imports pretrained weights for the preferences."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QObject

from app.context import Context
from app.form_fields import in_words
from app.jobs import Work
from app.presets import network_rows
from app.torch_loader import TorchLoader
from core.base.control import Control
from core.base.errors import ClasswiseError, OutputError
from core.base.events import Emit, Event, Progress
from core.base.files import explained_os_errors
from core.base.messages import Message, joined, message, plural
from models.pretrained import find_installed, installed_networks, weights_folder
from ui.language import shown
from ui.preferences import WeightsRow
from ui.widgets.weights_page import WeightsPage
from ui.wording import file_size

MB = 1e6
LINES = "{first}\n{second}"
MOST_PROBLEMS = 3


@dataclass(frozen=True)
class Taken:
    """What came of downloading or importing.

    Attributes:
        names: Networks whose weights are there now.
        problems: What could not be done, a sentence each.
    """

    names: tuple[str, ...]
    problems: tuple[str, ...]


class WeightsPreferences(QObject):
    """Works on while the dialog is closed; the status bar shows it then."""

    def __init__(self, context: Context, loader: TorchLoader, on_changed: Callable[[], None]) -> None:
        super().__init__(context.window)
        self._context = context
        self._loader = loader
        self._on_changed = on_changed
        self._page: WeightsPage | None = None
        self._job: Any = None
        self._told: tuple[str, float | None] = ("", None)
        loader.ready.connect(lambda _device: self.look())

    def attach(self, page: WeightsPage) -> None:
        """Keep a page up to date from now on."""
        self._page = page
        page.download_asked.connect(lambda names: self._start(message("Downloading weights"), download_work(names)))
        page.import_asked.connect(lambda paths: self._start(message("Importing weights"), import_work(paths)))
        page.cancel_asked.connect(self.cancel)
        page.folder_asked.connect(self._show_folder)
        page.banner.help_asked.connect(self._context.show_help)
        page.show_progress(*self._told)
        self.look()

    def detach(self) -> None:
        """The page is gone."""
        self._page = None

    def look(self) -> None:
        """See which weights are there."""
        if self._page is not None:
            self._page.show_rows(weights_rows(damaged_weights() if self._loader.device else frozenset()))
        if "train" in self._context.controllers:
            self._context.controllers["train"].form.look_for_weights()

    def cancel(self) -> None:
        """Stop; what was fetched so far is kept, and the next download goes on from there."""
        if self._job is not None:
            self._job.stop()

    def _start(self, title: str, work: Work) -> None:
        if self._job is not None:
            return
        if self._page is not None:
            self._page.banner.hide()
        self._tell(title, None)
        self._job = self._context.jobs.start(title, work, kind="weights", on_events=self._on_events,
                                             on_finished=self._on_finished, on_failed=self._on_failed)
        self._job.ended.connect(self._on_ended)

    def _tell(self, text: str, fraction: float | None) -> None:
        self._told = (text, fraction)
        if self._page is not None:
            self._page.show_progress(text, fraction)

    def _on_events(self, events: tuple[Event, ...]) -> None:
        progress = download_progress(events)
        if progress is not None:
            self._tell(*progress)
            self._context.window.status.set_job(shown(progress[0]), progress[1])

    def _on_finished(self, taken: Taken) -> None:
        if taken.problems:
            self._show_problem(self._problems_text(taken))
        elif taken.names and self._page is not None:
            self._page.banner.show_message(_installed_text(taken.names))
        elif taken.names:
            self._context.window.toast(_installed_text(taken.names))

    def _problems_text(self, taken: Taken) -> str:
        """Return what could not be taken in, and what was; more than fits the page is in the log."""
        lines: list[str] = [in_words(problem) for problem in taken.problems[:MOST_PROBLEMS]]
        more = len(taken.problems) - MOST_PROBLEMS
        if more > 0:
            lines.append(message("({n} more in the log.)", n=more))
            for problem in taken.problems:
                self._context.window.log.append(problem)
        if taken.names:
            lines.append(_installed_text(taken.names))
        return joined(*lines, template=LINES)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ClasswiseError) and self._page is not None:
            self._page.banner.show_message(in_words(str(error)), "error", help_topic=error.help_topic)
        else:
            self._context.show_error(error)

    def _show_problem(self, text: str) -> None:
        if self._page is not None:
            self._page.banner.show_message(text, "error", help_topic="weights-offline")
        else:
            self._context.show_error(ClasswiseError(text, help_topic="weights-offline"))

    def _on_ended(self) -> None:
        self._job = None
        self._tell("", None)
        self.look()
        self._on_changed()

    def _show_folder(self) -> None:
        folder = weights_folder()
        try:
            with explained_os_errors(folder):
                folder.mkdir(parents=True, exist_ok=True)
        except OutputError as error:
            self._show_problem(in_words(str(error)))
            return
        self._context.show_folder(folder)


def download_progress(events: Sequence[Event]) -> tuple[str, float | None] | None:
    """Return what the newest event says of a download or an import, and how much of it is done, 0..1 or None.

    Args:
        events: In the order in which they came; None is returned where none of them is a Progress.
    """
    newest = next((event for event in reversed(events) if isinstance(event, Progress)), None)
    if newest is None:
        return None
    if newest.unit != "bytes":
        return newest.stage, newest.fraction
    sizes = message("{done} of {total}", done=file_size(newest.done), total=file_size(newest.total or newest.done))
    return message("{stage}: {sizes}", stage=newest.stage, sizes=sizes), newest.fraction


def weights_rows(damaged: frozenset[str] = frozenset()) -> list[WeightsRow]:
    """Return the weights of all networks that have any.

    Args:
        damaged: Networks whose weights are known to be damaged.
    """
    return [WeightsRow(row.name, row.weights_mb * MB, row.weights == "installed", row.name in damaged)
            for row in network_rows() if row.weights != "none"]  # fmt: skip


def damaged_weights() -> frozenset[str]:
    """Return the networks whose installed weights, the ones a training would take, have another size than they should.

    torch must have been imported: torchvision knows the sizes, and importing it takes seconds.
    """
    found = (find_installed(name) for name in installed_networks())
    return frozenset(weights.model for weights in found if weights is not None and weights.is_damaged)


def _installed_text(names: Sequence[str]) -> Message:
    return plural(len(names), "The weights of {names} are installed.", "The weights of {n} networks are installed.",
                  names=", ".join(names))  # fmt: skip


def download_work(names: Sequence[str], mirror: str | None = None) -> Work:
    """Return the work of fetching weights, one after the other; the first that fails ends it.

    Args:
        names: Of the networks.
        mirror: The server to fetch them from; None for that of the preferences.
    """

    def work(emit: Emit, control: Control) -> Taken:
        from models.download import download

        for name in names:
            download(name, mirror=mirror, emit=emit, control=control)
        return Taken(tuple(names), ())

    return work


def import_work(paths: Sequence[str]) -> Work:
    """Return the work of taking in files; those that cannot be used are named, the others are taken."""

    def work(emit: Emit, control: Control) -> Taken:
        from models.pretrained import import_file

        taken, problems = [], []
        for number, path in enumerate(paths):
            control.check()
            emit(Progress(message("Importing {name}", name=os.path.basename(path)), number, len(paths), "files"))
            try:
                taken.append(import_file(path).model)
            except ClasswiseError as error:
                problems.append(str(error))
        return Taken(tuple(taken), tuple(problems))

    return work
