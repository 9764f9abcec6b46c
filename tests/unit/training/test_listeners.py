"""Records and observers of a run's events, where one of them fails."""

import pytest

from core.base.errors import OutputError
from core.base.events import Notice
from core.training.listeners import EventsFile, EventStream


class Listener:
    """Says what it heard; fails when it is closed, where told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.heard, self.is_closed, self._error = [], False, error

    def __call__(self, event):
        self.heard.append(event)

    def close(self):
        self.is_closed = True
        if self._error is not None:
            raise self._error


def test_an_observer_that_cannot_be_closed_fails_nobody():
    failing, other = Listener(OSError(28, "No space left on device")), Listener()
    EventStream([], [failing, other]).close()
    assert failing.is_closed
    assert other.is_closed


def test_a_record_that_cannot_be_closed_leaves_no_other_open():
    failing, other, observer = Listener(OutputError("the disk is full")), Listener(), Listener()
    with pytest.raises(OutputError, match="disk is full"):
        EventStream([failing, other], [observer]).close()
    assert other.is_closed
    assert observer.is_closed


def test_what_cannot_be_written_at_the_end_is_a_sentence(tmp_path):
    class Full:
        def close(self):
            raise OSError(28, "No space left on device")

    events = EventsFile(tmp_path / "events.jsonl")
    events(Notice("begun"))
    events._file.close()
    events._file = Full()
    with pytest.raises(OutputError, match=r"Cannot write .*events\.jsonl: the disk is full"):
        events.close()
