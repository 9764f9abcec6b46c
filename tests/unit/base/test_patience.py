"""Disks that do not answer hold nobody: where one held a test, it would come to no end."""

import threading

from core.base import patience
from core.base.patience import answers, existing


def test_what_answers_in_time_is_taken_and_the_rest_stands_for_itself():
    gate = threading.Event()

    def ask(item: int) -> str:
        if item == 2:
            gate.wait()
        if item == 3:
            raise OSError("the drive is gone")
        return f"answer {item}"

    found = answers(ask, [1, 2, 3], "none", patience_s=1.0)
    gate.set()
    assert found == ["answer 1", "none", "none"]
    assert answers(ask, [], "none") == []


def test_paths_that_are_gone_are_left_out_and_those_not_known_stay(tmp_path, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(patience, "PATIENCE_S", 1.0)
    there, gone, slow = str(tmp_path), str(tmp_path / "gone"), "//server/share"
    exists = patience.os.path.exists
    monkeypatch.setattr(patience.os.path, "exists", lambda path: gate.wait() if path == slow else exists(path))
    assert existing([slow, gone, there]) == [slow, there]
    gate.set()
