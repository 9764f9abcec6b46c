"""What a run folder and the index of runs tell of a run; without a training."""

import json
import platform
from pathlib import Path

import pytest

from core.training import run_folder

NOW = 1_000_000.0


@pytest.mark.parametrize(("host", "seconds_ago", "last", "expected"), [
    ("server", 300, "BatchEnded", "server"),
    ("server", -300, "BatchEnded", "server"),  # its clock is a little ahead of ours
    ("server", 900, "BatchEnded", ""),
    ("server", -3600, "BatchEnded", ""),  # its clock is wrong: nothing can be told by it
    ("server", 300, "RunEnded", ""),
    ("", 300, "BatchEnded", ""),
    (platform.node(), 300, "BatchEnded", ""),  # the lock tells of those here
])
def test_a_run_that_told_something_of_late_seems_to_go_on_on_its_machine(
        tmp_path, monkeypatch, host, seconds_ago, last, expected):  # fmt: skip
    monkeypatch.setattr(run_folder.time, "time", lambda: NOW)
    (tmp_path / "config.json").write_text(json.dumps({"run": {"host": host}}), encoding="utf-8")
    events = [{"event": "RunStarted", "time": NOW - 9000},
              {"event": last, "time": NOW - seconds_ago, "reason": "stopped"}]  # fmt: skip
    lines = [*map(json.dumps, events), '{"event": "Ba']  # half of a line, as it is being written
    (tmp_path / "events.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run_folder.goes_on_elsewhere(tmp_path) == expected


def test_the_index_has_each_run_once_the_newest_first():
    for name in ("first", "second", "first", "third"):
        run_folder.note_run(Path(name))
    with open(run_folder.data_folder() / "runs.jsonl", "a", encoding="utf-8") as file:
        file.write('nonsense\n{"started": 1.0}\n')
    assert run_folder.indexed_runs() == [Path("third"), Path("first"), Path("second")]
