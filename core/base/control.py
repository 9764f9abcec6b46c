"""Pause and stop, asked for by one thread and looked at by the one that works."""

import threading
import time

from core.base.errors import Cancelled


class Control:
    """Carries pause and stop from whoever watches a job to the job itself.

    The job looks at it once a batch (or a picture) by `wait_while_paused` and `stop_requested`; nobody ends a thread
    from outside. All methods may be called from any thread.
    """

    def __init__(self) -> None:
        self._running = threading.Event()
        self._running.set()
        self._stop = threading.Event()
        self._stop_after_epoch = threading.Event()
        self._paused_s = 0.0

    def pause(self) -> None:
        """Ask the job to wait before its next batch."""
        self._running.clear()

    def resume(self) -> None:
        """Let a paused job go on."""
        self._running.set()

    def stop(self, *, after_epoch: bool = False) -> None:
        """Ask the job to end: after the batch in work, or after the epoch in work. Ends a pause."""
        (self._stop_after_epoch if after_epoch else self._stop).set()
        self._running.set()

    @property
    def is_paused(self) -> bool:
        """Whether a pause was asked for and not yet ended."""
        return not self._running.is_set()

    @property
    def stop_requested(self) -> bool:
        """Whether the job shall end after the batch in work."""
        return self._stop.is_set()

    @property
    def stop_after_epoch_requested(self) -> bool:
        """Whether the job shall end after the epoch in work (or sooner)."""
        return self._stop_after_epoch.is_set() or self._stop.is_set()

    def wait_while_paused(self) -> None:
        """Return at once, or when a pause ends."""
        if self.is_paused:
            began = time.perf_counter()
            self._running.wait()
            self._paused_s += time.perf_counter() - began

    def clock(self) -> float:
        """Return the time of a clock in seconds that stands still while the job waits in a pause, to measure work by.

        It is for jobs of which one thread waits: where several do, it goes back.
        """
        return time.perf_counter() - self._paused_s

    def check(self) -> None:
        """Wait while paused, then raise Cancelled if a stop was asked for.

        For jobs that have nothing to save (scanning, splitting); a training looks at the properties instead.

        Raises:
            Cancelled: A stop was asked for.
        """
        self.wait_while_paused()
        if self.stop_requested:
            raise Cancelled("Stopped as asked; nothing was written.")
