"""Who hears a run's events: its records, which must succeed, and observers, which are dropped when they fail."""

import contextlib
import logging
from collections.abc import Callable, Iterable
from typing import Protocol

from core.base.errors import ClasswiseError
from core.base.events import Emit, Event

logger = logging.getLogger(__name__)


class Record(Protocol):
    """A listener that keeps a file of the run folder."""

    def __call__(self, event: Event) -> None:
        """Take one event."""

    def close(self) -> None:
        """Finish the file."""


class EventStream:
    """Hands each event to the run's records, then to observers.

    A record's failure ends the run: it is raised. An observer that fails is logged and closed; it hears nothing more.
    """

    def __init__(self, records: Iterable[Record], observers: Iterable[Emit]) -> None:
        self._records = list(records)
        self._observers = list(observers)

    def __call__(self, event: Event) -> None:
        """Hand on one event."""
        for record in self._records:
            record(event)
        for observer in list(self._observers):
            try:
                observer(event)
            except Exception as error:  # noqa: BLE001 - whatever a listener does, the training goes on
                self._observers.remove(observer)
                _log_failure(observer, error)
                with contextlib.suppress(Exception):  # what it failed by may keep it from ending, too
                    _close(observer)

    def close(self) -> None:
        """Close the records, and those observers that can be closed; a failure of one keeps no other open.

        Raises:
            OutputError: A record could not be finished.
        """
        with contextlib.ExitStack() as stack:
            for record in self._records:
                stack.callback(record.close)
            for observer in self._observers:
                try:
                    _close(observer)
                except Exception as error:  # noqa: BLE001 - the training is over, and its records are kept
                    _log_failure(observer, error)


def _close(observer: Emit) -> None:
    close: Callable[[], None] | None = getattr(observer, "close", None)
    if close is not None:
        close()


def _log_failure(observer: Emit, error: Exception) -> None:
    """Log a fault with its traceback; of what the user can mend, such as a full disk, the sentence that says so."""
    if isinstance(error, ClasswiseError):
        logger.warning("%s", error)
    else:
        logger.error("a listener failed, and hears nothing more: %r", observer, exc_info=error)
