import json
import ntpath
import os
from types import SimpleNamespace

import pytest

from core.base import files
from core.base.errors import OutputError, TakenError
from core.base.files import (
    atomic_open,
    atomic_path,
    explained_os_errors,
    move_over,
    move_to_free,
    name_of,
    open_appending,
    read_json,
    safe_name,
    unused_path,
    write_csv,
    write_json,
    write_text,
)
from core.base.folders import remove_leftovers
from tests.scanner import hold_files


def test_a_file_appears_only_when_whole(tmp_path):
    path = tmp_path / "new folder" / "a.txt"
    with atomic_open(path) as file:
        file.write("ready")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "ready"


def test_a_file_or_folder_is_called_by_its_name_and_a_drive_by_its_path(monkeypatch):
    assert [name_of(path) for path in ("a/cats", "a/cats/", "/")] == ["cats", "cats", "/"]
    monkeypatch.setattr(files, "os", SimpleNamespace(path=ntpath))
    assert [name_of(path) for path in ("C:/a/cats/", "D:\\", "D:/")] == ["cats", "D:\\", "D:/"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def fail_half_way():
        with atomic_open(path) as file:
            file.write("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert [item.name for item in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_folder_in_the_way_is_a_sentence(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="a folder of that name"), atomic_path(tmp_path / "a"):
        pass


def test_a_file_as_a_folder_is_a_sentence(tmp_path):
    (tmp_path / "a").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="not a folder"), atomic_path(tmp_path / "a" / "b"):
        pass


def test_a_move_is_tried_again_while_a_virus_scanner_holds_the_file(tmp_path, monkeypatch):
    (tmp_path / "new").write_text("new", encoding="utf-8")
    (tmp_path / "old").write_text("old", encoding="utf-8")
    hold_files(monkeypatch, 9)
    move_over(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text(encoding="utf-8") == "new"
    assert not (tmp_path / "new").exists()
    hold_files(monkeypatch, 99)
    with pytest.raises(PermissionError):
        move_over(tmp_path / "old", tmp_path / "new")


def test_json_has_no_nan(tmp_path):
    write_json(tmp_path / "a.json", {"x": float("nan"), "y": [float("inf"), 1.5], "名": "é"})
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"x": None, "y": [None, 1.5], "名": "é"}
    assert "名" in text


@pytest.mark.parametrize("content", [b"", b"{half", b"[1]", b"\xff", b"[" * 100_000])
def test_what_is_no_json_object_reads_as_an_empty_one(tmp_path, content):
    (tmp_path / "a.json").write_bytes(content)
    assert read_json(tmp_path / "a.json") == read_json(tmp_path / "missing.json") == {}
    (tmp_path / "a.json").write_text('{"a": 1}', encoding="utf-8-sig")
    assert read_json(tmp_path / "a.json") == {"a": 1}


def test_csv_for_spreadsheets_begins_with_a_byte_order_mark(tmp_path):
    write_csv(tmp_path / "a.csv", ["名"], [["a,b"]], bom=True)
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + '名\n"a,b"\n'.encode()


@pytest.mark.parametrize(("name", "safe"), [
    ("a/b\\c", "a_b_c"), ("CON", "_CON"), ("con.txt", "_con.txt"), ("aux .jpg", "_aux .jpg"),
    ("COM¹", "_COM¹"), ("conout$.png", "_conout$.png"), ("console.txt", "console.txt"), ("what?", "what_"),
    ("dot.", "dot"),
    ("  ", "unnamed"), ("猫 и собака", "猫 и собака"), ("..", "unnamed"), ("a\nb", "a_b"),
    ("a" * 150 + ".jpg", "a" * 96 + ".jpg"), ("a" * 90 + " ." * 50 + "b.png", "a" * 90 + ".png"),
    ("猫" * 100 + ".tiff", "猫" * 65 + ".tiff"), ("a." + "b" * 150, "a." + "b" * 98),
])
def test_safe_names_are_taken_by_every_system(name, safe):
    assert safe_name(name) == safe


def test_unused_path_counts_on(tmp_path):
    (tmp_path / "a.csv").touch()
    (tmp_path / "a-2.csv").touch()
    assert unused_path(tmp_path / "a.csv") == tmp_path / "a-3.csv"
    assert unused_path(tmp_path / "b.csv") == tmp_path / "b.csv"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_name_of_a_link_that_leads_nowhere_is_used(tmp_path):
    os.symlink(tmp_path / "gone", tmp_path / "a.csv")
    assert unused_path(tmp_path / "a.csv") == tmp_path / "a-2.csv"
    with pytest.raises(TakenError), atomic_path(tmp_path / "a.csv", may_replace=False) as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert os.readlink(tmp_path / "a.csv") == str(tmp_path / "gone")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_names_that_are_no_utf8_are_written_so_that_json_reads_them_back(tmp_path):
    name = os.fsdecode(b"caf\xe9.png")
    write_json(tmp_path / "a.json", {"path": name})
    assert read_json(tmp_path / "a.json") == {"path": name}
    with open_appending(tmp_path / "a.jsonl") as file:
        file.write(json.dumps(name, ensure_ascii=False) + "\n")
    assert json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8")) == name


@pytest.mark.parametrize("move", [move_over, move_to_free])
def test_a_large_file_is_waited_for_longer_as_a_scanner_reads_all_of_it(tmp_path, monkeypatch, move):
    monkeypatch.setattr(files, "LARGE_FILE_BYTES", 4)
    (tmp_path / "new").write_text("new weights", encoding="utf-8")
    hold_files(monkeypatch, 19)
    move(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text(encoding="utf-8") == "new weights"


def test_a_new_file_that_a_scanner_holds_is_brought_to_the_disk_a_moment_later(tmp_path, monkeypatch):
    hold_files(monkeypatch, 0)
    refused = []

    def refuse_to_share(path, mode="r", **more):
        if mode == "rb+" and len(refused) < 3:
            refused.append(path)
            raise PermissionError(13, "The process cannot access the file because it is being used")
        return open(path, mode, **more)

    monkeypatch.setattr(files, "open", refuse_to_share, raising=False)
    write_json(tmp_path / "a.json", {"a": 1})
    assert read_json(tmp_path / "a.json") == {"a": 1}
    assert len(refused) == 3


def test_what_went_wrong_is_told_also_where_the_half_file_cannot_be_removed(tmp_path, monkeypatch):
    def hold(path, *, missing_ok=False):
        raise PermissionError(13, "The process cannot access the file because it is being used")

    monkeypatch.setattr(files.Path, "unlink", hold)
    with pytest.raises(ZeroDivisionError), atomic_path(tmp_path / "a"):
        raise ZeroDivisionError
    (left,) = tmp_path.iterdir()
    remove_leftovers(tmp_path)
    monkeypatch.undo()
    remove_leftovers(tmp_path)
    assert not left.exists()


def test_a_path_that_is_too_long_for_windows_is_told_as_that(tmp_path, monkeypatch):
    hold_files(monkeypatch, 0)
    with pytest.raises(OutputError, match=r"longer than Windows takes \(259 letters\)"), \
            explained_os_errors(tmp_path / ("a" * 300)):  # fmt: skip
        raise FileNotFoundError(2, "The system cannot find the path specified")
    with pytest.raises(OutputError, match="cannot find the path"), explained_os_errors(tmp_path / "a"):
        raise FileNotFoundError(2, "The system cannot find the path specified")
    below = str(tmp_path / "a" / ("b" * 300))
    with pytest.raises(OutputError, match=r"longer than Windows takes \(259 letters\)"), \
            explained_os_errors(tmp_path / "a"):  # fmt: skip
        raise FileNotFoundError(2, "The system cannot find the path specified", below)


@pytest.mark.skipif(os.name == "nt", reason="no folder that a program stands in goes there")
def test_a_failure_is_told_where_the_working_folder_was_deleted(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    with monkeypatch.context() as patch:
        patch.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()
        with pytest.raises(OutputError, match=r"Cannot write b\.txt"):
            write_text("b.txt", "")
