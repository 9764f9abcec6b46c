"""The jobs of one page: one of a kind at a time; what became useless is asked to end and no longer heard."""

from collections.abc import Callable, Collection
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from app.jobs import Job, Jobs, Work
from core.base.events import Event


class PageJobs(QObject):
    """Starts the page's jobs.

    Signals:
        started(str): A job began; carries its title.
        events(tuple): Some Events of a job that is still wanted.
        ended(): A job that was wanted has ended; its result follows.
        failed(object): It failed; carries the exception.
        cancelled(): It was stopped before it had a result.
    """

    started = pyqtSignal(str)
    events = pyqtSignal(tuple)
    ended = pyqtSignal()
    failed = pyqtSignal(object)
    cancelled = pyqtSignal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._wanted: dict[str, Job] = {}

    @property
    def is_running(self) -> bool:
        """Whether a job of the page runs."""
        return bool(self._wanted)

    def runs(self, kind: str) -> bool:
        """Whether a job of a kind runs."""
        return kind in self._wanted

    def is_running_but(self, kind: str) -> bool:
        """Whether a job of another kind runs."""
        return bool(self._wanted.keys() - {kind})

    def start(self, title: str, work: Work, kind: str, on_finished: Callable[[Any], object],
              replaces: Collection[str] = ()) -> None:  # fmt: skip
        """Begin a job.

        Args:
            title: What it does, for people.
            work: See Jobs.start.
            kind: One of a kind is wanted at a time: a new one replaces it.
            on_finished: Called with the result, unless the job was replaced.
            replaces: Further kinds that the new job makes useless.
        """
        for other in {kind, *replaces} & self._wanted.keys():
            self._wanted.pop(other).stop()
        box: list[Job] = []

        def is_wanted() -> bool:
            return bool(box) and self._wanted.get(kind) is box[0]

        def end(then: Callable[[], object]) -> None:
            if is_wanted():
                del self._wanted[kind]
                self.ended.emit()
                then()

        job = self._jobs.start(
            title, work, kind=kind,
            on_events=lambda events: self._tell(events) if is_wanted() else None,
            on_finished=lambda result: end(lambda: on_finished(result)),
            on_failed=lambda error: end(lambda: self.failed.emit(error)),
            on_cancelled=lambda: end(self.cancelled.emit),
        )  # fmt: skip
        box.append(job)
        self._wanted[kind] = job
        self.started.emit(title)

    def stop(self) -> None:
        """Ask all to end; what they have done so far is still heard."""
        for job in self._wanted.values():
            job.stop()

    def _tell(self, events: tuple[Event, ...]) -> None:
        self.events.emit(events)
