"""Long work in threads: the only place where a QThread is made.

A job is a plain function `work(emit, control)`. It runs in a thread of its own; what it emits is gathered and handed to
the window a few times a second, so that no rate of events can flood the event loop. It is ended by asking
(`Job.stop`), never from outside.
"""

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

from PyQt5.QtCore import QObject, QThread, QTimer, pyqtSignal

from core.base.control import Control
from core.base.errors import Cancelled, ClasswiseError, missing_packages_told
from core.base.events import BatchEnded, Emit, Event, Progress, ValidationProgress

logger = logging.getLogger(__name__)

Work = Callable[[Emit, Control], Any]

DELIVERY_MS = 60
MAX_BATCHES_A_DELIVERY = 500
STACK_BYTES = 16 * 1024 * 1024
"""Threads of macOS get 512 KB unless told, too little for deep networks."""
NICE = 5
"""Working threads stand back a little, so that the window answers while every core computes."""


class Mailbox:
    """Events on their way from the working thread to the window; safe from any thread.

    Of events that only tell how far a job is, the newest replaces the one before. Batches are all kept, for the curves,
    until there are more than a curve can show; then every other one goes.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: list[Event] = []
        self._num_batches = 0

    def put(self, event: Event) -> None:
        """Add one event."""
        with self._lock:
            if self._events and self._replaces(event, self._events[-1]):
                self._events[-1] = event
                return
            self._events.append(event)
            if isinstance(event, BatchEnded):
                self._num_batches += 1
                if self._num_batches > MAX_BATCHES_A_DELIVERY:
                    self._thin()

    def take(self) -> tuple[Event, ...]:
        """Return and forget all events, oldest first."""
        with self._lock:
            events, self._events, self._num_batches = tuple(self._events), [], 0
        return events

    @staticmethod
    def _replaces(new: Event, old: Event) -> bool:
        if isinstance(new, Progress) and isinstance(old, Progress):
            return new.stage == old.stage
        return isinstance(new, ValidationProgress) and isinstance(old, ValidationProgress)

    def _thin(self) -> None:
        """Drop every other batch, but never the newest."""
        kept: list[Event] = []
        position = 0
        for event in reversed(self._events):
            if isinstance(event, BatchEnded):
                position += 1
                if position % 2 == 0:
                    continue
            kept.append(event)
        self._events = kept[::-1]
        self._num_batches = sum(isinstance(event, BatchEnded) for event in kept)


class Job(QObject):
    """One piece of long work and its thread; made by `Jobs.start`.

    Attributes:
        title: What it does, for people.
        kind: "train", "data", "predict", ...: what the window needs to know of it.
        control: Carries pause and stop to the work.

    Signals (all arrive in the window's thread, in this order):
        events(tuple): Some Events, oldest first, at most every DELIVERY_MS.
        finished(object): The work's result.
        failed(object): The exception it ended with.
        cancelled(): It was stopped before it had a result.
        ended(): After one of these three, when its thread has ended.
    """

    events = pyqtSignal(tuple)
    finished = pyqtSignal(object)
    failed = pyqtSignal(object)
    cancelled = pyqtSignal()
    ended = pyqtSignal()

    def __init__(self, title: str, work: Work, kind: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.kind = kind
        self.control = Control()
        self._mailbox = Mailbox()
        self._thread = _Thread(work, self._mailbox.put, self.control, self)
        self._thread.finished.connect(self._on_thread_finished)
        self._timer = QTimer(self)
        self._timer.setInterval(DELIVERY_MS)
        self._timer.timeout.connect(self._deliver)

    @property
    def is_running(self) -> bool:
        """Whether its thread lives."""
        return self._thread.isRunning()

    def start(self) -> None:
        """Begin; called by Jobs, after the caller has connected the signals."""
        self._timer.start()
        self._thread.start()

    def stop(self, *, after_epoch: bool = False) -> None:
        """Ask it to end."""
        self.control.stop(after_epoch=after_epoch)

    def wait(self, timeout_ms: int | None = None) -> bool:
        """Block until its thread has ended; returns whether it has. For the end of the program and for tests."""
        return bool(self._thread.wait() if timeout_ms is None else self._thread.wait(timeout_ms))

    def log_failure(self) -> None:
        """Log what it failed with, if it did; the user's errors in their own words."""
        error = self._thread.error
        if error is None or isinstance(error, Cancelled):
            return
        if isinstance(error, ClasswiseError):
            logger.error("%s failed: %s", self.title, error)
        else:
            logger.error("%s failed", self.title, exc_info=error)

    def _deliver(self) -> None:
        events = self._mailbox.take()
        if events:
            self.events.emit(events)

    def _on_thread_finished(self) -> None:
        self._timer.stop()
        self._deliver()
        error = self._thread.error
        if error is None:
            self.finished.emit(self._thread.result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            if not isinstance(error, ClasswiseError):
                self.log_failure()
            self.failed.emit(error)
        self.ended.emit()


class _Thread(QThread):
    """Runs the work and keeps its outcome."""

    def __init__(self, work: Work, emit: Emit, control: Control, parent: QObject) -> None:
        super().__init__(parent)
        self.setStackSize(STACK_BYTES)
        self._work: Work | None = work
        self._emit = emit
        self._control = control
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do the work; called by Qt in the new thread."""
        stand_back(NICE)
        work, self._work = self._work, None
        try:
            assert work is not None
            with missing_packages_told():
                self.result = work(self._emit, self._control)
        except BaseException as error:  # noqa: BLE001 - handed to the window's thread, which shows and logs it
            self.error = error


class Jobs(QObject):
    """All jobs that run.

    Signals:
        started(Job): A job begins.
        ended(Job): A job's thread has ended.
    """

    started = pyqtSignal(object)
    ended = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Job] = []

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that run, oldest first."""
        return tuple(self._running)

    def of_kind(self, kind: str) -> Job | None:
        """Return the newest running job of a kind, or None."""
        return next((job for job in reversed(self._running) if job.kind == kind), None)

    def start(
        self,
        title: str,
        work: Work,
        *,
        kind: str = "",
        on_events: Callable[[tuple[Event, ...]], object] | None = None,
        on_finished: Callable[[Any], object] | None = None,
        on_failed: Callable[[Any], object] | None = None,
        on_cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Begin a job in a thread of its own.

        Args:
            title: What it does, for people.
            work: Called as work(emit, control) in the thread; must touch no widget and no QPixmap.
            kind: See Job.
            on_events: Connected to the job's signal `events` before it begins.
            on_finished: The same for `finished`.
            on_failed: The same for `failed`.
            on_cancelled: The same for `cancelled`.
        """
        job = Job(title, work, kind, self)
        pairs = ((job.events, on_events), (job.finished, on_finished), (job.failed, on_failed),
                 (job.cancelled, on_cancelled))  # fmt: skip
        for signal, slot in pairs:
            if slot is not None:
                signal.connect(slot)
        job.ended.connect(lambda: self._on_ended(job))
        self._running.append(job)
        job.start()
        self.started.emit(job)
        return job

    def stop_all(self) -> None:
        """Ask every job to end."""
        for job in self._running:
            job.stop()

    def wait_all(self) -> None:
        """Block until every thread has ended (after `stop_all`, at the end of the program).

        What failed is logged: nothing else hears of it any more.
        """
        for job in self.running:
            job.wait()
            job.log_failure()

    def _on_ended(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)
        self.ended.emit(job)
        job.deleteLater()


def stand_back(niceness: int) -> None:
    """Lower this thread's priority below the window's; called once, at the thread's beginning.

    On Linux a thread has a niceness of its own, which it gets from the one that started it and gives to its children.

    Args:
        niceness: What its niceness is at least. Not added: in a program that was started with one, threads that stood
            back further would be kept from the processor while they hold the interpreter, and the window would wait.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            thread = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, thread, max(niceness, os.getpriority(os.PRIO_PROCESS, thread)))
