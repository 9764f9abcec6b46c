"""Moving pictures into class folders, and back, also after a crash."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from core.base import files as base_files
from core.base.control import Control
from core.base.errors import Cancelled, DataError, OutputError
from core.config import TrainConfig
from core.data import moving
from core.data.moving import Move, folder_changes, move_pictures, plan_moves, read_moves, undo_files, undo_moves
from core.data.sources.open import open_source
from tests.scanner import hold_removals, keep_what_is_read_only
from tests.unit.data.pictures import write_picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, name in enumerate(("кот/1.png", "кот/2.png", "кот/deep/3.png", "狗/1.png", "狗/2.png")):
        write_picture(tmp_path / name, number, side=8)
    return tmp_path


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.png")}


def planned(folder: Path, changes: dict[str, str | None]) -> tuple[Move, ...]:
    labels = {str(path): path.relative_to(folder).parts[0] for path in folder.rglob("*.png")}
    return plan_moves(str(folder), labels, {str(folder / name): label for name, label in changes.items()})


def test_pictures_go_to_their_class_and_back(folder: Path) -> None:
    before = files(folder)
    moves = planned(folder, {"кот/1.png": "狗", "кот/deep/3.png": "new", "狗/2.png": None})
    undo = move_pictures(str(folder), moves)
    assert files(folder) == {"кот/2.png", "狗/1.png", "狗/1-2.png", "new/deep/3.png", "_classwise/left out/狗/2.png"}
    assert not (folder / "кот" / "deep").exists()
    index = open_source(TrainConfig(dataset_path=str(folder)))
    assert index.classes == ("new", "кот", "狗")
    assert len(index.samples) == 4
    assert undo_files(str(folder)) == [undo]
    assert undo_moves(undo) == (3, ())
    assert files(folder) == before
    assert sorted(path.name for path in folder.iterdir()) == ["кот", "狗"]


def test_a_list_of_moves_that_a_scanner_holds_goes_a_moment_later_or_stays_and_moves_nothing(
        folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    before = files(folder)
    undo = move_pictures(str(folder), planned(folder, {"кот/1.png": "狗"}))
    with monkeypatch.context() as patch:
        hold_removals(patch, 99)
        assert undo_moves(undo) == (1, ())
    assert files(folder) == before
    assert undo.exists()
    held = hold_removals(monkeypatch, 3)
    assert undo_moves(undo) == (0, ())
    assert held == [undo.name] * 3
    assert not undo.exists()


def test_moves_of_one_second_are_undone_the_last_one_first(folder: Path) -> None:
    before = files(folder)
    for label in ("狗", "new", "кот"):
        (name,) = (name for name in files(folder) if name.endswith("3.png"))
        move_pictures(str(folder), planned(folder, {name: label}))
    for stem, path in zip(("", "-2", "-10"), reversed(undo_files(str(folder))), strict=True):
        path.rename(path.with_name(f"moves-20260101-120000{stem}.json"))
    found = undo_files(str(folder))
    assert [path.stem for path in found] == [f"moves-20260101-120000{end}" for end in ("-10", "-2", "")]
    assert [undo_moves(path) for path in found] == [(1, ())] * 3
    assert files(folder) == before


def test_split_folders_keep_their_split(tmp_path: Path) -> None:
    write_picture(tmp_path / "train" / "a" / "1.png", 1, side=8)
    path = str(tmp_path / "train" / "a" / "1.png")
    assert plan_moves(str(tmp_path), {path: "a"}, {path: "b"}) == (Move("train/a/1.png", "train/b/1.png"),)


def test_a_stop_leaves_what_can_be_undone(folder: Path) -> None:
    before = files(folder)
    control = Control()
    with pytest.raises(Cancelled):
        move_pictures(str(folder), planned(folder, {"кот/1.png": "狗", "кот/2.png": "狗"}),
                      lambda event: control.stop() if event.done == 0 else None, control)  # type: ignore[attr-defined]
    assert files(folder) != before
    assert undo_moves(undo_files(str(folder))[0]) == (1, ())
    assert files(folder) == before


@pytest.mark.skipif(os.name == "nt", reason="a move is one step there")
def test_a_crash_between_the_two_steps_of_a_move_is_undone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(folder)

    unlink = moving.os.unlink

    def crash(path: str, **more: object) -> None:
        if str(path).endswith("1.png"):
            raise KeyboardInterrupt
        unlink(path, **more)

    with monkeypatch.context() as patch:
        patch.setattr(moving.os, "unlink", crash)
        with pytest.raises(KeyboardInterrupt):
            move_pictures(str(folder), planned(folder, {"кот/1.png": "new"}))
    assert files(folder) == before | {"new/1.png"}
    assert undo_moves(undo_files(str(folder))[0]) == (1, ())
    assert files(folder) == before


def test_nothing_is_overwritten_on_either_way(folder: Path) -> None:
    moves = planned(folder, {"кот/1.png": "狗", "кот/2.png": "new"})
    (folder / "狗" / "1-2.png").write_bytes(b"another")
    with pytest.raises(OutputError, match="nothing is overwritten"):
        move_pictures(str(folder), moves)
    assert (folder / "狗" / "1-2.png").read_bytes() == b"another"
    (folder / "狗" / "1-2.png").unlink()
    undo_moves(undo_files(str(folder))[0])
    undo = move_pictures(str(folder), planned(folder, {"кот/1.png": "狗"}))
    (folder / "кот" / "1.png").write_bytes(b"another")
    assert undo_moves(undo) == (0, ("кот/1.png",))
    assert undo.exists()
    assert (folder / "кот" / "1.png").read_bytes() == b"another"


def test_what_cannot_be_a_folder_or_lies_in_none_is_refused(folder: Path) -> None:
    with pytest.raises(DataError, match="cannot be a folder's name"):
        planned(folder, {"кот/1.png": "a/b"})
    path = str(folder / "кот" / "1.png")
    with pytest.raises(DataError, match="folder of its class"):
        plan_moves(str(folder), {path: "owl"}, {path: "狗"})


@pytest.mark.parametrize("target", ["..\\\\outside.png", "a/C:\\\\outside.png"])
def test_places_of_windows_are_refused_there(folder: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    undo = folder / "_classwise" / "moves-1.json"
    undo.parent.mkdir()
    undo.write_text(json.dumps({"moves": [{"from": "a.png", "to": target}]}), encoding="utf-8")
    if os.name != "nt":
        assert len(read_moves(undo)) == 1
    monkeypatch.setattr(moving, "SIGNS_OF_PLACES", "\\:")
    with pytest.raises(DataError, match="no list of moves"):
        read_moves(undo)


@pytest.mark.parametrize("target", ["../outside.png", "/etc/outside.png", "C:/outside.png", 7])
def test_a_list_that_leads_out_is_no_list(folder: Path, target: object) -> None:
    undo = folder / "_classwise" / "moves-1.json"
    undo.parent.mkdir()
    undo.write_text(json.dumps({"moves": [{"from": "a.png", "to": target}]}), encoding="utf-8")
    with pytest.raises(DataError, match="no list of moves"):
        undo_moves(undo)


class Stick:
    """The module os as `core.base.files` sees it on Windows, on a file system without hard links."""

    name = "nt"

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def link(self, *_given: object, **_more: object) -> None:
        raise OSError(errno.EINVAL, "Incorrect function")

    def rename(self, source: str, target: str) -> None:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "Cannot create a file when that file already exists")
        os.rename(source, target)


def test_pictures_move_on_sticks_of_windows_also_those_marked_read_only(folder: Path,
                                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base_files, "os", Stick())
    keep_what_is_read_only(monkeypatch)
    before = files(folder)
    (folder / "кот" / "1.png").chmod(0o444)
    undo = move_pictures(str(folder), planned(folder, {"кот/1.png": "狗", "кот/2.png": "new"}))
    assert files(folder) == (before - {"кот/1.png", "кот/2.png"}) | {"狗/1-2.png", "new/2.png"}
    assert undo_moves(undo) == (2, ())
    assert files(folder) == before
    moves = planned(folder, {"кот/2.png": "new"})
    (folder / "new").mkdir()
    (folder / "new" / "2.png").write_bytes(b"another")
    with pytest.raises(OutputError, match="nothing is overwritten"):
        move_pictures(str(folder), moves)
    assert (folder / "new" / "2.png").read_bytes() == b"another"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_class_of_another_case_is_the_same_folder_where_case_does_not_count(folder: Path) -> None:
    os.symlink(folder / "кот", folder / "Кот")  # as a file system that takes both names for one shows them
    assert planned(folder, {"кот/1.png": "Кот"}) == ()
    undo = folder / "_classwise" / "moves-1.json"
    undo.parent.mkdir()
    undo.write_text(json.dumps({"moves": [{"from": "кот/1.png", "to": "Кот/1.png"}]}), encoding="utf-8")
    assert undo_moves(undo) == (1, ())
    assert (folder / "кот" / "1.png").is_file()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_the_one_name_of_a_picture_that_is_linked_elsewhere_stays_where_case_does_not_count(folder: Path) -> None:
    os.symlink(folder / "кот", folder / "Кот")
    os.link(folder / "кот" / "1.png", folder.parent / "in the folders of a split.png")
    undo = folder / "_classwise" / "moves-1.json"
    undo.parent.mkdir()
    undo.write_text(json.dumps({"moves": [{"from": "кот/1.png", "to": "Кот/1.png"}]}), encoding="utf-8")
    assert undo_moves(undo) == (1, ())
    assert (folder / "кот" / "1.png").is_file()


@pytest.mark.skipif(os.name == "nt", reason="two such names cannot be there")
def test_two_names_that_differ_in_case_alone_are_told_from_one_by_what_the_folder_lists(
        folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder / "кот"
    os.link(place / "1.png", place / "1.PNG")
    one = str(place / "1.png"), str(place / "1.PNG")
    assert not moving._is_one_name(*one)
    monkeypatch.setattr(moving.os, "listdir", lambda _folder: ["1.PNG", "2.png"])
    assert moving._is_one_name(*one)


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
@pytest.mark.skipif(os.name == "nt", reason="no links are made there")
def test_pictures_are_moved_without_hard_links_where_there_are_none(
        folder: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(moving.os, "link", refuse)
    before = files(folder)
    undo = move_pictures(str(folder), planned(folder, {"кот/1.png": "new"}))
    assert files(folder) == (before - {"кот/1.png"}) | {"new/1.png"}
    assert undo_moves(undo) == (1, ())


def test_two_links_of_one_picture_in_two_classes_stay_two(folder: Path) -> None:
    os.link(folder / "кот" / "2.png", folder / "狗" / "9.png")
    os.link(folder / "кот" / "2.png", folder / "кот" / "9.png")
    assert planned(folder, {"кот/9.png": "狗"}) == (Move("кот/9.png", "狗/9-2.png"),)


def test_pictures_of_two_drives_of_windows_do_not_lie_in_one_folder(folder: Path,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: str, _start: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(moving.os.path, "relpath", refuse)
    path = str(folder / "кот" / "1.png")
    with pytest.raises(DataError, match="do not lie in folders of their classes"):
        folder_changes(str(folder), {path: "狗"})
    with pytest.raises(DataError, match="folder of its class"):
        plan_moves(str(folder), {path: "кот"}, {path: "狗"})
