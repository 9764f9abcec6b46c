import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.base.errors import OutputError
from core.base.types import Prediction
from core.inference.sorting import Sorter, folder_names, undo
from tests.scanner import hold_files, keep_what_is_read_only

CLASSES = ("ants", "a:b", "A?B")


@pytest.fixture
def predictions(tmp_path):
    made = []
    for number, name in enumerate(("x/1.jpg", "y/1.jpg", "z/1.jpg", "low.jpg", "class b.jpg")):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes([number]) * 50)
        made.append(Prediction(str(path), (0.9, 0.05, 0.05), None, None, 0))
    made[3] = Prediction(made[3].path, (0.4, 0.3, 0.3), None, None, 0)
    made[4] = Prediction(made[4].path, (0.0, 1.0, 0.0), None, None, 1)
    return [*made, Prediction(str(tmp_path / "in" / "gone.jpg"), error="the file does not exist.")]


def tree(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("mode", ["copy", "link"])
def test_pictures_go_into_class_folders_and_undo_takes_them_back(tmp_path, predictions, mode):
    out = tmp_path / "out"
    (out / "ants").mkdir(parents=True)
    (out / "ants" / "1.jpg").write_text("mine")
    with Sorter(out, CLASSES, mode=mode, unknown_below=0.5) as sorter:
        assert [sorter.sort(prediction) is None for prediction in predictions] == [False] * 5 + [True]
    assert tree(out) == [
        "a_b/class b.jpg", "ants/1-2.jpg", "ants/1-3.jpg", "ants/1-4.jpg", "ants/1.jpg", sorter.undo_path.name,
        "unknown/low.jpg",
    ]  # fmt: skip
    assert (out / "ants" / "1-3.jpg").read_bytes() == bytes([1]) * 50
    assert sorter.num_sorted == 5
    assert undo(sorter.undo_path) == (5, 0)
    assert tree(out) == ["ants/1.jpg"]
    assert (out / "ants" / "1.jpg").read_text() == "mine"
    assert all(os.path.exists(prediction.path) for prediction in predictions[:5])


def test_copies_have_the_time_of_their_pictures_by_which_undo_knows_them(tmp_path, predictions):
    os.utime(predictions[0].path, (10**9, 10**9))
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        old, other = sorter.sort(predictions[0]), sorter.sort(predictions[1])
        sorter.sort(predictions[4])
        assert len(sorter.undo_path.read_text(encoding="utf-8").splitlines()) == 3  # whatever kills it from here on
    assert old.stat().st_mtime == pytest.approx(10**9, abs=2)
    os.utime(other, (10**9, 10**9))  # written anew with as many bytes
    assert undo(sorter.undo_path) == (2, 1)
    assert other.exists()


def test_a_file_that_another_program_makes_in_that_moment_stays_and_the_picture_gets_another_name(
        tmp_path, predictions, monkeypatch):  # fmt: skip
    def make(self, source, path):
        if not theirs:
            theirs.append(path)
            path.write_text("theirs")
        real(self, source, path)

    theirs, real = [], Sorter._make
    monkeypatch.setattr(Sorter, "_make", make)
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        assert sorter.sort(predictions[0]) == theirs[0].with_name("1-2.jpg")
    assert undo(sorter.undo_path) == (1, 1)
    assert theirs[0].read_text() == "theirs"


@pytest.mark.parametrize(("forbidden", "is_link"), [((), False), (("link",), True), (("link", "symlink"), False)])
def test_a_link_is_a_hard_one_else_a_symbolic_one_else_a_copy(tmp_path, predictions, monkeypatch, forbidden, is_link):
    def refuse(source, path):
        raise OSError(1, "Operation not permitted")

    for name in forbidden:
        monkeypatch.setattr(os, name, refuse)
    with Sorter(tmp_path / "out", CLASSES, mode="link") as sorter:
        made = sorter.sort(predictions[0])
    assert made.read_bytes() == Path(predictions[0].path).read_bytes()
    assert made.is_symlink() is is_link
    assert made.samefile(predictions[0].path) is (len(forbidden) < 2)
    assert undo(sorter.undo_path) == (1, 0)


def test_symbolic_links_go_though_their_pictures_are_gone(tmp_path, predictions, monkeypatch):
    monkeypatch.setattr(os, "link", os.symlink)
    with Sorter(tmp_path / "out", CLASSES, mode="link") as sorter:
        sorter.sort(predictions[0])
    os.unlink(predictions[0].path)
    assert undo(sorter.undo_path) == (1, 0)


def test_a_sorting_of_pictures_named_from_here_is_undone_from_elsewhere(tmp_path, predictions, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Sorter("out", CLASSES) as sorter:
        sorter.sort(replace(predictions[0], path=os.path.relpath(predictions[0].path)))
    monkeypatch.chdir(tmp_path.parent)
    assert undo(tmp_path / sorter.undo_path) == (1, 0)


def test_a_copy_that_the_disk_has_no_room_for_leaves_no_half(tmp_path, predictions, monkeypatch):
    def copy(old, new, size):
        new.write(old.read(10))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("core.inference.sorting.shutil.copyfileobj", copy)
    with Sorter(tmp_path / "out", CLASSES) as sorter, pytest.raises(OutputError, match="the disk is full"):
        sorter.sort(predictions[0])
    assert tree(tmp_path / "out") == [sorter.undo_path.name]


def test_undo_takes_the_folder_with_it_that_was_made_for_it(tmp_path, predictions):
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        sorter.sort(predictions[0])
    assert undo(sorter.undo_path) == (1, 0)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"edited", b""])
def test_undo_leaves_what_was_changed_and_what_is_the_last_copy(tmp_path, predictions, content):
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        changed, last = sorter.sort(predictions[0]), sorter.sort(predictions[4])
    changed.write_bytes(content)
    os.unlink(predictions[4].path)
    assert undo(sorter.undo_path) == (0, 2)
    assert changed.exists()
    assert last.exists()
    assert sorter.undo_path.exists()


def test_undo_removes_nothing_outside_its_folder(tmp_path, predictions):
    path = tmp_path / "out" / "undo_x.jsonl"
    path.parent.mkdir()
    source = predictions[0].path
    path.write_text(json.dumps({"made": os.path.relpath(source, path.parent), "from": source}) + "\n")
    assert undo(path) == (0, 1)
    assert os.path.exists(source)


def test_what_is_no_undo_file_is_said(tmp_path):
    (tmp_path / "u.jsonl").write_text("{}\n")
    for name, words in (("u.jsonl", "u.jsonl is no undo file"), ("gone.jsonl", "^There is no undo file"),
                        ("", "^There is no undo file")):  # fmt: skip
        with pytest.raises(OutputError, match=words):
            undo(tmp_path / name)


def test_classes_of_one_safe_name_get_folders_of_their_own():
    assert folder_names(("a:b", "A?B", "con", "夏", "..", "unknown", "unknown")) == {
        "a:b": "a_b", "A?B": "A_B-2", "con": "_con", "夏": "夏", "..": "unnamed", "unknown": "unknown",
    }  # fmt: skip


def test_a_picture_that_is_gone_by_now_is_counted_and_the_others_are_sorted(tmp_path, predictions):
    os.unlink(predictions[0].path)
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        assert sorter.sort(predictions[0]) is None
        assert sorter.sort(predictions[1]) is not None
    assert (sorter.num_gone, sorter.num_sorted) == (1, 1)
    assert undo(sorter.undo_path) == (1, 0)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
def test_a_full_disk_is_told_as_one_though_closing_the_undo_file_fails_too(tmp_path, predictions):
    def sort() -> None:
        with Sorter(tmp_path / "out", CLASSES) as sorter:
            sorter._undo.close()
            sorter._undo = open("/dev/full", "w", encoding="utf-8")  # noqa: SIM115
            sorter.sort(predictions[0])

    with pytest.raises(OutputError, match="the disk is full"):
        sort()


@pytest.mark.parametrize("cut", [1, 9, 25])
def test_a_sorting_that_was_killed_while_it_noted_a_file_can_be_undone(tmp_path, predictions, cut):
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        for prediction in predictions:
            sorter.sort(prediction)
    with open(sorter.undo_path, "ab") as file:
        file.write('{"made": "ants/пчела.jpg", "from": "/'.encode()[:cut])
    assert undo(sorter.undo_path) == (5, 0)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"", bytes([4]) * 20, bytes([4]) * 50])
def test_the_copy_that_a_kill_cut_goes_too(tmp_path, predictions, content):
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        sorter.sort(predictions[0])
        cut = sorter.sort(predictions[4])
    cut.write_bytes(content)
    os.utime(cut, (1, 1))
    assert undo(sorter.undo_path) == (2, 0)


def test_names_with_separators_of_lines_are_undone(tmp_path):
    path = tmp_path / "a\u2028b\x85c.jpg"
    path.write_bytes(b"picture")
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        sorter.sort(Prediction(str(path), (1.0, 0.0, 0.0), None, None, 0))
    assert undo(sorter.undo_path) == (1, 0)


def test_another_file_of_one_line_is_not_taken_for_an_undo_file_that_was_cut(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(OutputError, match="no undo file"):
        undo(tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").exists()


def test_copies_of_pictures_that_are_marked_read_only_can_be_undone(tmp_path, predictions, monkeypatch):
    os.chmod(predictions[0].path, 0o444)
    keep_what_is_read_only(monkeypatch)
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        sorter.sort(predictions[0])
    assert undo(sorter.undo_path) == (1, 0)
    assert os.stat(predictions[0].path).st_mode & 0o777 == 0o444


def test_a_sorting_is_undone_from_within_its_folder_which_windows_keeps_then(tmp_path, predictions, monkeypatch):
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        sorter.sort(predictions[0])
    monkeypatch.chdir(tmp_path / "out")
    rmdir = Path.rmdir

    def refuse_where_a_program_stands(folder):
        if folder.samefile(os.curdir):
            raise PermissionError(13, "The process cannot access the file because it is being used")
        rmdir(folder)

    monkeypatch.setattr(Path, "rmdir", refuse_where_a_program_stands)
    assert undo(sorter.undo_path.name) == (1, 0)
    assert not list((tmp_path / "out").iterdir())


def test_an_undo_file_that_a_scanner_holds_goes_a_moment_later_or_hides_not_that_all_was_undone(
    tmp_path, predictions, monkeypatch
):
    with Sorter(tmp_path / "out", CLASSES) as sorter:
        sorter.sort(predictions[0])
    unlink, held = Path.unlink, []

    def hold(path, **more):
        if path == sorter.undo_path and len(held) < 13:
            held.append(path)
            raise PermissionError(13, "The process cannot access the file because it is being used")
        unlink(path, **more)

    hold_files(monkeypatch, 0)
    monkeypatch.setattr(Path, "unlink", hold)
    assert undo(sorter.undo_path) == (1, 0)
    assert tree(tmp_path / "out") == [sorter.undo_path.name]
    assert undo(sorter.undo_path) == (0, 0)
    assert len(held) == 13
    assert not (tmp_path / "out").exists()
