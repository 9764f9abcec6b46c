"""Events are read while they are written, cut back, copied and damaged."""

import json
from pathlib import Path

from core.training.events_reader import EventsReader
from core.training.records import cut_events


def batch(number: int) -> str:
    return json.dumps({"event": "BatchEnded", "epoch": 1, "batch": number}) + "\n"


def read(reader: EventsReader) -> tuple[bool, list[int]]:
    return reader.began_anew(), [event["batch"] for event in reader.read_new()]


def test_only_what_is_new_is_read_and_only_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    reader = EventsReader(path)
    assert read(reader) == (False, [])
    path.write_text(batch(1) + batch(2) + batch(3)[:20])
    assert read(reader) == (True, [1, 2])
    with open(path, "a") as file:
        file.write(batch(3)[20:] + "no JSON\n[1]\n" + batch(4))
    assert read(reader) == (False, [3, 4])
    assert read(reader) == (False, [])


def test_a_file_that_a_resumed_run_cut_back_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(batch(1) + batch(2) + batch(3))
    reader = EventsReader(path)
    assert read(reader) == (True, [1, 2, 3])
    cut_events(path, 0, 1)
    with open(path, "a") as file:
        file.write(batch(2) + batch(3) + batch(4))
    assert read(reader) == (True, [1, 2, 3, 4])


def test_another_file_written_over_it_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(batch(1) + batch(2))
    reader = EventsReader(path)
    read(reader)
    path.write_text(batch(7) + batch(8) + batch(9))
    assert read(reader) == (True, [7, 8, 9])


def test_a_file_that_vanishes_ends_nothing(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(batch(1))
    reader = EventsReader(path)
    read(reader)
    path.unlink()
    assert read(reader) == (False, [])
