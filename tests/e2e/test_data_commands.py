"""The commands check, split and datasets, as a user types them."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from app.__main__ import main
from tests.unit.data.pictures import class_folders

ROOT = Path(__file__).resolve().parents[2]
NEEDS_LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return class_folders(tmp_path / "data", {"a": 20, "b": 20})


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(*words: str | Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_check_exits_with_0_1_and_2(folder, capsys):
    status, out, _ = run("check", folder, capsys=capsys)
    assert status == 0
    assert "Clean" in out
    shutil.copy(folder / "a" / "a_0.png", folder / "b" / "copy.png")
    status, out, _ = run("check", folder, capsys=capsys)
    assert status == 1
    assert "The same picture under 2 labels" in out
    status, _, err = run("check", folder / "none", capsys=capsys)
    assert status == 2
    assert "does not exist" in err
    assert len([line for line in err.splitlines() if line.startswith("Error:")]) == 1


def test_check_names_the_first_other_files_and_all_when_asked(folder, capsys):
    for number in range(25):
        (folder / "a" / f"{number}.xmp").touch()
    _, out, _ = run("check", folder, capsys=capsys)
    assert out.count(".xmp,") == 19
    assert "and 5 more; --all shows them." in out
    _, out, _ = run("check", folder, "--all", capsys=capsys)
    assert all(f"a/{number}.xmp" in out for number in range(25))


def test_one_class_and_one_picture_are_told_in_the_singular(tmp_path, capsys):
    class_folders(tmp_path / "data", {"a": 1})
    status, out, err = run("check", tmp_path / "data", capsys=capsys)
    assert status == 1
    assert "data: 1 picture, 1 class\n" in out
    assert "1 picture, 1 class." in err


def test_check_looks_for_no_doubles_where_it_shall_not_and_takes_no_shares(folder, capsys):
    shutil.copy(folder / "a" / "a_0.png", folder / "b" / "copy.png")
    status, out, _ = run("check", folder, "--duplicates", "ignore", capsys=capsys)
    assert status == 0
    assert "Clean" in out
    with pytest.raises(SystemExit) as end:
        run("check", folder, "--split", "0.5", capsys=capsys)
    assert end.value.code == 2


def test_check_as_json(folder, capsys):
    (folder / "a" / "a_0.png").write_bytes(b"broken")
    status, out, _ = run("check", folder, "--json", capsys=capsys)
    content = json.loads(out)
    assert status == 1
    assert content["findings"][0]["kind"] == "unreadable"
    assert content["findings"][0]["paths"] == [str(folder / "a" / "a_0.png")]


def test_split_prints_its_table_and_writes_nothing_without_output(folder, tmp_path, capsys):
    status, out, _ = run("split", folder, capsys=capsys)
    assert status == 0
    assert "within one picture of 80 % / 10 % / 10 %" in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_split_writes_a_table_and_never_over_another(folder, tmp_path, capsys):
    output = tmp_path / "out" / "s.csv"
    status, out, _ = run("split", folder, "--output", output, "--split", "0.5", "0.5", capsys=capsys)
    assert status == 0
    assert f"--metadata_path {output}" in out
    before = output.read_bytes()
    assert len(rows(output)) == 40
    status, _, err = run("split", folder, "--output", output, capsys=capsys)
    assert status == 2
    assert "exists" in err
    assert output.read_bytes() == before


def test_both_spellings_of_options_and_groups_by_pattern(folder, tmp_path, capsys):
    status, out, _ = run("split", folder, "--group-pattern", r"(?P<group>[ab]_\d)", "--output", tmp_path / "o",
                         "--seed", "4", capsys=capsys)  # fmt: skip
    assert status == 0
    assert "groups of two or more pictures" in out
    splits = defaultdict(set)
    for row in rows(tmp_path / "o" / "splits.csv"):
        splits[row["group"]].add(row["split"])
    assert all(len(found) == 1 for found in splits.values())


@pytest.mark.parametrize("method", ["copy", "hardlink", pytest.param("symlink", marks=NEEDS_LINKS)])
def test_split_writes_folders(folder, tmp_path, capsys, method):
    status, _, _ = run("split", folder, "--output", tmp_path / "o", "--method", method, capsys=capsys)
    assert status == 0
    assert len(list((tmp_path / "o").rglob("*.png"))) == 40
    status, _, _ = run("check", tmp_path / "o", capsys=capsys)
    assert status == 0  # no picture is in two splits
    status, _, err = run("split", folder, "--output", tmp_path / "o", "--method", method, capsys=capsys)
    assert status == 2
    assert "not empty" in err


def test_split_names_the_rows_that_it_leaves_out(folder, tmp_path, capsys):
    names = [f"{name}/{name}_{number}.png,{name}" for name in "ab" for number in range(20)]
    (tmp_path / "t.csv").write_text("\n".join(["image,label", *names, "a/a_0.png,b", "a/gone.png,a", ""]))
    status, out, _ = run("split", folder, "--metadata_path", tmp_path / "t.csv", capsys=capsys)
    assert status == 0
    assert "- a_0.png has the labels a, b" in out
    assert "- Line 43 of t.csv: there is no picture a/gone.png" in out
    assert "1 row names a picture that is not there." in out


def test_split_says_in_which_folders_classes_with_odd_names_lie(folder, tmp_path, capsys):
    names = [f"{name}/{name}_{number}.png,{'x/y' if name == 'a' else 'x_y'}" for name in "ab" for number in range(20)]
    (tmp_path / "t.csv").write_text("\n".join(["image,label", *names]))
    words = ("--metadata_path", tmp_path / "t.csv", "--method", "copy", "--output", tmp_path / "out")
    _, out, _ = run("split", folder, *words, capsys=capsys)
    assert "x_y in x_y-2" in out
    assert (tmp_path / "out" / "train" / "x_y-2").is_dir()


def test_folds_are_written_as_a_table_each(folder, tmp_path, capsys):
    status, out, _ = run("split", folder, "--folds", "4", "--output", tmp_path / "k.csv", capsys=capsys)
    assert status == 0
    assert "fold 4 of 4" in out
    vals = [row["path"] for number in range(1, 5) for row in rows(tmp_path / f"k_fold_{number}.csv")
            if row["split"] == "val"]  # fmt: skip
    assert len(vals) == len(set(vals)) == 40


def test_extend_keeps_the_old_and_adds_the_new(folder, tmp_path, capsys):
    run("split", folder, "--output", tmp_path / "old.csv", capsys=capsys)
    class_folders(folder, {"b": 30}, start=20)
    status, _, _ = run("split", folder, "--extend", tmp_path / "old.csv", "--output", tmp_path / "new.csv",
                       capsys=capsys)  # fmt: skip
    assert status == 0
    old = {row["path"]: row["split"] for row in rows(tmp_path / "old.csv")}
    new = {row["path"]: row["split"] for row in rows(tmp_path / "new.csv")}
    assert old.items() <= new.items()
    assert len(new) == 50


def test_an_extended_split_says_that_old_pictures_hold_it_from_its_shares(folder, tmp_path, capsys):
    run("split", folder, "--output", tmp_path / "old.csv", capsys=capsys)
    _, out, _ = run("split", folder, "--extend", tmp_path / "old.csv", "--split", "0.5", "0.2", "0.3", capsys=capsys)
    assert "as the earlier split's pictures stay where they were" in out
    assert "groups were kept" not in out


def test_split_makes_no_folders_within_the_pictures(folder, capsys):
    status, _, err = run("split", folder, "--method", "copy", "--output", folder / "split", capsys=capsys)
    assert status == 2
    assert "counted twice" in err
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("words", [["s.csv"], ["folder"], ["folds", "--method", "copy"], ["s.csv", "--folds", "2"]])
def test_a_split_that_cannot_be_written_is_told_before_the_pictures_are_looked_at(folder, tmp_path, capsys, words):
    (tmp_path / "file").touch()
    status, out, err = run("split", folder, "--output", tmp_path / "file" / words[0], *words[1:], capsys=capsys)
    assert status == 2
    assert out == ""
    assert "is a file, not a folder" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--folds", "3", "--extend", "x.csv"], "do not go together"),
        (["--method", "copy"], "needs --output"),
        (["--method", "copy", "--output", "x.csv"], "give --output a folder"),
        (["--output", "x.xlsx"], "give --output x.csv, not x.xlsx"),
        (["--split", "0.5", "0.6"], "must sum to 1"),
        (["--folds", "1"], "--folds must be"),
        (["--folds", "3", "--split", "0.8", "0.2"], "--split has no effect with --folds 3"),
        (["--extend", "x.csv", "--resplit"], "Give one of the two"),
    ],
)
def test_options_that_make_no_sense_are_told(folder, capsys, words, message):
    status, _, err = run("split", folder, *words, capsys=capsys)
    assert status == 2
    assert message in err


def test_the_list_of_public_sets_needs_no_torch():
    code = "import sys; from app.__main__ import main; main(['datasets', 'list']); assert 'torch' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=240, check=True)
    assert b"imagenette" in done.stdout
    assert b"licence" in done.stdout


def test_a_set_that_must_be_fetched_by_hand_says_how(capsys):
    status, out, _ = run("datasets", "get", "HAM10000", capsys=capsys)
    assert status == 2
    assert "CC BY-NC 4.0" in out
    assert "https://doi.org/10.7910/DVN/DBW86T" in out


def test_split_and_check_need_no_torch(folder):
    code = ("import sys; from app.__main__ import main; main(['check', sys.argv[1]]); main(['split', sys.argv[1]]); "
            "assert 'torch' not in sys.modules")  # fmt: skip
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, timeout=240, check=True)


@pytest.mark.shared_data
def test_hostile_pictures_crash_neither_check_nor_split(shared_data, tmp_path, capsys):
    status, out, _ = run("check", shared_data / "odd_images", capsys=capsys)
    assert status == 1
    for name in ("truncated_jpeg.jpg", "zero_width.gif", "decompression_bomb.gif", "broken_data_stream.png"):
        assert name in out
    status, _, _ = run("split", shared_data / "odd_images", "--output", tmp_path / "s.csv", capsys=capsys)
    assert status == 0


@pytest.mark.shared_data
def test_a_metadata_table_just_works(shared_data, capsys, monkeypatch):
    monkeypatch.chdir(shared_data / "skin_lesions")
    status, out, _ = run("split", "--metadata_path", "HAM10000_metadata.csv", "--images_dir", "images", capsys=capsys)
    assert status == 0
    assert "vasc" in out


def test_what_is_one_process_work_is_refused_under_torchrun(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.setenv("RANK", "0")
    status, _, err = run("split", folder, "--output", tmp_path / "split.csv", capsys=capsys)
    assert status == 2
    assert "split is one process's work" in err
    assert not (tmp_path / "split.csv").exists()
