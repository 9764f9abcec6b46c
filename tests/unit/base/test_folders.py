import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.base.errors import OutputError
from core.base.folders import check_writable, remove_leftovers, remove_tree
from tests.scanner import hold_removals, keep_what_is_read_only


def test_what_a_kill_left_is_removed_and_nothing_else(tmp_path):
    kept = [tmp_path / "a.tmp", tmp_path / ".hidden", tmp_path / "best_model.pth"]
    for path in (*kept, tmp_path / ".best_model.pth.0a1b2c3d.tmp"):
        path.touch()
    remove_leftovers(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(kept)


def test_a_folder_in_one_that_may_not_be_looked_into_is_told(tmp_path, monkeypatch):
    def closed(act):
        def acted(path, *given, **more):
            if tmp_path / "closed" in Path(path).parents:
                raise PermissionError(13, "Permission denied", str(path))
            return act(path, *given, **more)
        return acted

    (tmp_path / "closed").mkdir()
    for name in ("stat", "mkdir", "rmdir"):
        monkeypatch.setattr(os, name, closed(getattr(os, name)))
    with pytest.raises(OutputError, match="no permission to write there"):
        check_writable(tmp_path / "closed" / "runs")


def test_many_look_at_once_whether_a_folder_can_be_written(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            list(pool.map(lambda _: check_writable(tmp_path), range(8)))
    assert not list(tmp_path.iterdir())


def test_a_folder_can_be_written_though_a_scanner_holds_what_it_was_tried_with(tmp_path, monkeypatch):
    held = hold_removals(monkeypatch, 9)
    check_writable(tmp_path / "new")
    assert len(held) == 9
    assert not (tmp_path / "new").exists()
    hold_removals(monkeypatch, 99)
    with pytest.raises(OutputError, match="close the program"):
        check_writable(tmp_path)


def test_a_folder_goes_with_what_is_marked_read_only(tmp_path, monkeypatch):
    keep_what_is_read_only(monkeypatch)
    for name in ("a/1.jpg", "a/b/2.jpg", "3.jpg"):
        path = tmp_path / "copies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path.chmod(0o444)
    original = tmp_path / "original.jpg"
    original.touch()
    original.chmod(0o444)
    os.symlink(original, tmp_path / "copies" / "link.jpg")
    remove_tree(tmp_path / "copies")
    assert [path.name for path in tmp_path.iterdir()] == ["original.jpg"]
    remove_tree(tmp_path / "copies")


def test_a_mark_that_is_an_originals_too_stays(tmp_path, monkeypatch):
    keep_what_is_read_only(monkeypatch)
    (tmp_path / "links").mkdir()
    original = tmp_path / "original.jpg"
    original.touch()
    original.chmod(0o444)
    os.link(original, tmp_path / "links" / "1.jpg")
    remove_tree(tmp_path / "links")
    assert original.stat().st_mode & 0o777 == 0o444
