"""Records and observers of a run's events, where one of them fails."""

import json
from dataclasses import asdict, replace

import pytest

from core.base import files
from core.base.errors import OutputError
from core.base.events import EpochEnded, Notice, RunEnded
from core.base.types import RunEndReason
from core.training.listeners import EventStream
from core.training.records import MANY_CLASSES, CurvesPicture, EventsFile, HistoryFiles
from tests.scanner import hold_files


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


@pytest.mark.parametrize("error", [OutputError("the disk is full"), ZeroDivisionError("ours")])
def test_an_observer_that_fails_is_closed_and_told_by_a_sentence_where_the_user_can_mend_it(caplog, error):
    class Failing(Listener):
        def __call__(self, event):
            super().__call__(event)
            raise error

    failing, heard = Failing(error), Listener()
    stream = EventStream([], [failing, heard])
    for number in range(2):
        stream(Notice(f"{number}"))
    (record,) = caplog.records
    assert (len(failing.heard), len(heard.heard)) == (1, 2)
    assert (failing.is_closed, heard.is_closed) == (True, False)
    assert (record.exc_info is None) == (record.getMessage() == "the disk is full") == isinstance(error, OutputError)


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


def epoch(number):
    return EpochEnded(number, 0.1, 1.0, 1.0, 0.5, 0.5, {}, (), False, 1.0, 10.0)


def test_of_many_classes_only_the_best_epochs_keep_their_confusion_matrix(tmp_path):
    few, many = (((0,) * count,) * count for count in (MANY_CLASSES, MANY_CLASSES + 1))
    events = [replace(epoch(1), confusion=few), replace(epoch(2), confusion=many, is_best=True),
              replace(epoch(3), confusion=many, train_loss=float("nan"))]  # fmt: skip
    record = EventsFile(tmp_path / "events.jsonl")
    for event in events:
        assert event.to_json() == {"event": "EpochEnded", **asdict(event)}
        record(event)
    record.close()
    lines = (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line, parse_constant=pytest.fail) for line in lines]
    assert [len(line["confusion"]) for line in kept] == [MANY_CLASSES, MANY_CLASSES + 1, 0]
    assert [line["train_loss"] for line in kept] == [1.0, 1.0, None]


def test_a_training_goes_on_while_a_spreadsheet_has_its_history_open(tmp_path, monkeypatch):
    history = HistoryFiles(tmp_path)
    history(epoch(1))
    with monkeypatch.context() as patch:
        hold_files(patch, 99)
        history(epoch(2))
    assert len((tmp_path / "history.csv").read_text().splitlines()) == 2
    history(epoch(3))
    history.close()
    assert len((tmp_path / "history.csv").read_text().splitlines()) == 4
    assert len((tmp_path / "epoch_loss.txt").read_text().splitlines()) == 3
    assert len(list(tmp_path.iterdir())) == 2


def test_a_history_that_is_open_to_the_end_is_written_beside_it(tmp_path, monkeypatch, caplog):
    history = HistoryFiles(tmp_path)
    history(epoch(1))
    scanner = hold_files(monkeypatch, 10)
    history(epoch(2))
    scanner.times_left = 10
    history.close()
    assert len((tmp_path / "history-2.csv").read_text().splitlines()) == 3
    assert "All are in history-2.csv" in caplog.text


def test_a_history_that_cannot_be_written_ends_the_training(tmp_path, monkeypatch):
    history = HistoryFiles(tmp_path)

    def refuse(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", refuse)
    with pytest.raises(OutputError, match="disk is full"):
        history(epoch(1))


def test_the_curves_are_drawn_again_once_a_viewer_that_had_them_open_is_closed(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("core.training.records.MIN_REDRAW_INTERVAL_S", 0.0)
    stream = EventStream([], [CurvesPicture(tmp_path)])
    stream(epoch(1))
    drawn = (tmp_path / "epoch_loss.png").read_bytes()
    with monkeypatch.context() as patch:
        hold_files(patch, 99)
        stream(epoch(2))
    assert (tmp_path / "epoch_loss.png").read_bytes() == drawn
    stream(epoch(3))
    assert (tmp_path / "epoch_loss.png").read_bytes() != drawn
    assert not caplog.records
    with monkeypatch.context() as patch:
        hold_files(patch, 99)
        stream(epoch(4))
        stream(RunEnded(RunEndReason.FINISHED, "", str(tmp_path), 4, 1, 1.0))
    (record,) = caplog.records
    assert "epoch_loss.png open, so that the last epochs are not in it" in record.getMessage()
