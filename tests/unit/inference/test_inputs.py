import io
import os
import tracemalloc

import pytest

from core.base.errors import DataError
from core.inference.inputs import Inputs, walk


@pytest.fixture
def tree(tmp_path):
    hidden = (".hidden/1.jpg", "__MACOSX/1.jpg", "._a.jpg")
    for name in ("a10.jpg", "a2.jpg", "b/1.png", "b/notes.txt", "夏/1.PNG", *hidden):
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path / "tree"


def names(inputs, root) -> list[str]:
    return [os.path.relpath(path, root).replace(os.sep, "/") for path in inputs]


def test_a_folder_stands_for_its_tree_in_natural_order(tree):
    inputs = Inputs([str(tree)])
    assert names(inputs, tree) == ["a2.jpg", "a10.jpg", "b/1.png", "夏/1.PNG"]
    assert inputs.count() == 4


def test_what_is_given_more_than_once_comes_once(tree):
    inputs = Inputs([str(tree / "a10.jpg"), str(tree), str(tree / "b" / ".." / "a2.jpg")])
    assert names(inputs, tree) == ["a10.jpg", "a2.jpg", "b/1.png", "夏/1.PNG"]
    assert inputs.num_repeated == 2


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_circles_of_links_are_walked_once(tree):
    (tree / "b" / "loop").symlink_to(tree, target_is_directory=True)
    (tree / "dead").symlink_to(tree / "nowhere")
    assert names(Inputs([str(tree)]), tree) == ["a2.jpg", "a10.jpg", "b/1.png", "夏/1.PNG"]


def test_folders_that_are_written_to_are_left_out(tree):
    assert names(Inputs([str(tree)], excluded=[tree / "b"]), tree) == ["a2.jpg", "a10.jpg", "夏/1.PNG"]


def test_deep_trees_do_not_exhaust_the_stack(tmp_path):
    folder = tmp_path
    for _ in range(400):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "1.jpg").write_bytes(b"x")
    assert len(list(walk(str(tmp_path)))) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_names_pictures_beside_it_and_keeps_missing_ones(tree, encoding):
    text = 'a2.jpg\r\n\r\n"夏/1.PNG"\nmissing.jpg\nb\na2.jpg'
    (tree / "list.txt").write_bytes(text.encode(encoding))
    assert names(Inputs([str(tree / "list.txt")]), tree) == ["a2.jpg", "夏/1.PNG", "missing.jpg", "b/1.png"]


def test_names_of_a_list_are_looked_for_beside_it_first_and_then_from_here(tree, tmp_path, monkeypatch):
    for name in ("a2.jpg", "mine.jpg"):
        (tmp_path / name).write_bytes(b"x")
    (tree / "list.txt").write_text("a2.jpg\nmine.jpg\n")
    monkeypatch.chdir(tmp_path)
    assert list(Inputs([str(tree / "list.txt")])) == [str(tree / "a2.jpg"), "mine.jpg"]


def test_a_folder_whose_file_is_only_called_like_an_undo_file_is_walked(tree):
    (tree / "b" / "undo_notes.jsonl").write_text('{"note": "hello"}')
    assert names(Inputs([str(tree)]), tree) == ["a2.jpg", "a10.jpg", "b/1.png", "夏/1.PNG"]


def test_names_come_from_standard_input(tree, monkeypatch):
    monkeypatch.chdir(tree)
    inputs = Inputs(["-"], io.BytesIO("a2.jpg\n夏/1.PNG\n".encode()))
    assert inputs.count() is None
    assert [path.replace(os.sep, "/") for path in inputs] == ["a2.jpg", "夏/1.PNG"]


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_names_that_are_not_utf_8_are_kept(tmp_path):
    (tmp_path / "l.txt").write_bytes(b"caf\xe9.jpg\n")
    (path,) = Inputs([str(tmp_path / "l.txt")])
    assert os.fsencode(path) == os.fsencode(tmp_path) + b"/caf\xe9.jpg"


def test_wildcards_are_expanded_where_the_shell_did_not(tree):
    assert names(Inputs([str(tree / "a*.jpg")]), tree) == ["a2.jpg", "a10.jpg"]


def test_the_word_sample_stands_for_the_digits_unless_something_has_that_name(tree, monkeypatch):
    monkeypatch.chdir(tree)
    assert Inputs(["sample"]).count() == 1797
    (tree / "sample").mkdir()
    assert Inputs(["sample"]).count() == 0


@pytest.mark.parametrize("name", ["nowhere", "nowhere.jpg", "*.gif"])
def test_what_does_not_exist_is_said_before_anything_is_done(tree, name):
    with pytest.raises(DataError, match="There is no file or folder"):
        Inputs([str(tree / name)])


def test_tables_are_told_from_lists(tree):
    (tree / "t.csv").write_text("x")
    with pytest.raises(DataError, match="neither a picture nor a list"):
        Inputs([str(tree / "t.csv")])


def test_an_unreadable_folder_is_told(tree, monkeypatch):
    real = os.scandir

    def scandir(path):
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    told = []
    inputs = Inputs([str(tree)], emit=told.append)
    assert inputs.count() == 3
    assert names(inputs, tree) == ["a2.jpg", "a10.jpg", "夏/1.PNG"]
    (notice,) = told  # once, though it was counted before
    assert "Permission denied" in notice.message


def test_lists_are_read_line_by_line(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("".join(f"{number}.jpg\n" for number in range(10_000)))
    tracemalloc.start()
    assert Inputs([str(path)]).count() == 10_000
    assert tracemalloc.get_traced_memory()[1] < 300_000
    tracemalloc.stop()


def test_lists_of_labelled_pictures_give_the_pictures(tmp_path):
    there = ["a.jpg", "b c.jpg", "x,y.jpg", "d.png", "夏/e.jpg", "no_ending"]
    for name in there:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    path = tmp_path / "test.txt"
    path.write_text("a.jpg,ants\nb c.jpg bees\nx,y.jpg\nd.png\t0\n夏\\e.jpg,ants\nno_ending,bees\nlost.jpg,ants\n",
                    encoding="utf-8")
    assert names(Inputs([str(path)]), tmp_path) == [*there, "lost.jpg,ants"]


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".zip"])
def test_tables_and_archives_are_refused_with_the_command_that_reads_them(tmp_path, ending):
    path = tmp_path / f"t{ending}"
    path.write_bytes(b"x")
    with pytest.raises(DataError, match="evaluate"):
        Inputs([str(path)])
