import contextlib
import os
import re
from pathlib import Path

import pytest

from core.base.control import Control
from core.base.errors import Cancelled, ConfigError, DataError
from core.base.types import DatasetIndex, Split
from core.config import TrainConfig
from core.data.sources.listing import list_pictures
from core.data.sources.open import open_path, open_source
from core.inference.inputs import Inputs
from tests.unit.data.pictures import class_folders, write_picture


def opened(path: Path, **settings: object) -> DatasetIndex:
    return open_source(TrainConfig(dataset_path=str(path), **settings))  # type: ignore[arg-type]


def kinds(index: DatasetIndex) -> set[str]:
    return {finding.kind for finding in index.findings}


def test_class_folders_are_naturally_sorted(tmp_path):
    class_folders(tmp_path, {"class10": 1, "class2": 2, "Class1": 1})
    index = opened(tmp_path)
    assert index.classes == ("Class1", "class2", "class10")
    assert [sample.label for sample in index.samples] == [0, 1, 1, 2]
    assert not index.has_split
    assert index.root == str(tmp_path)


def test_hidden_folders_are_no_classes_and_empty_ones_are_named(tmp_path):
    class_folders(tmp_path, {"cat": 1, "dog": 1, ".ipynb_checkpoints": 1, "__MACOSX": 1})
    class_folders(tmp_path / "cat", {".thumbnails": 1, "$RECYCLE.BIN": 1})
    write_picture(tmp_path / "cat" / "._cat_0.png", 9)  # as macOS leaves beside each file on a foreign disk
    (tmp_path / "empty" / "folder.png").mkdir(parents=True)
    index = opened(tmp_path)
    assert index.classes == ("cat", "dog")
    assert [os.path.basename(sample.path) for sample in index.samples] == ["cat_0.png", "dog_0.png"]
    assert kinds(index) == {"empty_class"}


@pytest.mark.parametrize("names", [("train", "val", "test"), ("Training", "VALID", "testing"), ("train", "validation")])
def test_split_folders_in_any_spelling(tmp_path, names):
    for name in names:
        class_folders(tmp_path / name, {"a": 2, "b": 1})
    index = opened(tmp_path)
    assert index.classes == ("a", "b")
    assert {sample.split for sample in index.samples} == set(list(Split)[: len(names)])


def test_a_class_that_only_val_has_is_left_out_and_named(tmp_path):
    class_folders(tmp_path / "train", {"a": 3, "b": 3})
    class_folders(tmp_path / "val", {"a": 2, "c": 1})
    index = opened(tmp_path)
    assert index.classes == ("a", "b")
    assert len(index.samples) == 8
    (finding,) = [finding for finding in index.findings if finding.kind == "unknown_class"]
    assert finding.message.startswith("1 picture of the class 'c' was left out")
    assert len(finding.paths) == 1


def test_three_places_become_one_data_set_with_classes_in_any_case(tmp_path):
    class_folders(tmp_path / "x", {"Cat": 3, "Dog": 3})
    class_folders(tmp_path / "y", {"cat": 2, "DOG": 2})
    class_folders(tmp_path / "z", {"Cat": 1})
    index = opened(tmp_path / "x", val_path=str(tmp_path / "y"), test_path=str(tmp_path / "z"))
    assert index.classes == ("Cat", "Dog")
    assert [sum(s.split is split for s in index.samples) for split in Split] == [6, 4, 1]
    assert index.root == str(tmp_path)


def test_places_whose_classes_do_not_go_together_are_refused(tmp_path):
    class_folders(tmp_path / "x", {"cat": 9, "dog": 9})
    class_folders(tmp_path / "y", {"car": 2, "cat": 1})
    with pytest.raises(DataError, match=r"2 of 3 test pictures.*car"):
        opened(tmp_path / "x", test_path=str(tmp_path / "y"))


@pytest.mark.parametrize("form", ["split_folders", "table", "onehot", "list", "json"])
def test_a_form_that_is_insisted_on_but_is_not_there_is_told(tmp_path, form):
    class_folders(tmp_path, {"cat": 2, "dog": 2})
    with pytest.raises(DataError, match=r"does not hold (a table|JSON records)|holds no list|has no folders"):
        opened(tmp_path, dataset_format=form)


def test_class_folders_can_be_insisted_on(tmp_path):
    class_folders(tmp_path / "train", {"a": 2})
    class_folders(tmp_path / "val", {"a": 2})
    assert opened(tmp_path, dataset_format="folders").classes == ("train", "val")


def test_val_path_takes_the_place_of_the_sources_own_val(tmp_path):
    for name in ("train", "val"):
        class_folders(tmp_path / "s" / name, {"a": 2, "b": 2})
    class_folders(tmp_path / "other", {"a": 1, "b": 1})
    index = opened(tmp_path / "s", val_path=str(tmp_path / "other"))
    assert sum(sample.split is Split.VAL for sample in index.samples) == 2
    assert "replaced_split" in kinds(index)


def test_classes_file_gives_the_order_and_leaves_out_others(tmp_path):
    class_folders(tmp_path / "data", {"a": 2, "b": 2, "c": 1})
    (tmp_path / "classes.txt").write_text("b\na\n", encoding="utf-8")
    index = opened(tmp_path / "data", classes_path=str(tmp_path / "classes.txt"))
    assert index.classes == ("b", "a")
    assert "unknown_class" in kinds(index)


def test_a_classes_file_that_names_a_class_twice_says_where_the_name_begins_and_ends(tmp_path):
    class_folders(tmp_path / "data", {"a": 2, "b": 2})
    (tmp_path / "classes.txt").write_text("b\nand a\nand a\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="names 'and a' more than once"):
        opened(tmp_path / "data", classes_path=str(tmp_path / "classes.txt"))


def test_a_missing_path_lists_what_is_beside_it(tmp_path):
    class_folders(tmp_path, {"cats": 1})
    with pytest.raises(DataError, match=r"does not exist.*cats"):
        opened(tmp_path / "cast")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda root: root.mkdir(), "no class folders"),
        (lambda root: write_picture(root / "1.png", 1), "no class folders"),
        (lambda root: root.write_bytes(b"x"), "no known form"),
    ],
)
def test_what_is_no_data_set_is_told(tmp_path, make, message):
    make(tmp_path / "data")
    with pytest.raises(DataError, match=message):
        opened(tmp_path / "data")


def test_another_number_of_classes_than_expected_is_an_error(tmp_path):
    class_folders(tmp_path, {"a": 1, "b": 1})
    with pytest.raises(ConfigError, match="has 2 classes"):
        opened(tmp_path, num_classes=3)


def test_links_that_run_in_circles_are_passed_over(tmp_path):
    class_folders(tmp_path, {"a": 2, "b": 2})
    try:
        os.symlink(tmp_path, tmp_path / "a" / "up", target_is_directory=True)
        os.symlink(tmp_path / "a", tmp_path / "a" / "again", target_is_directory=True)
        os.symlink(tmp_path / "a" / "self", tmp_path / "a" / "self")
    except OSError:
        pytest.skip("no symbolic links here")
    index = opened(tmp_path)
    assert len(index.samples) == 4
    assert "folder_loop" in kinds(index)


def test_an_unreadable_folder_is_named_and_the_rest_goes_on(tmp_path, monkeypatch):
    class_folders(tmp_path, {"a": 2, "b": 2})
    write_picture(tmp_path / "a" / "locked" / "x.png", 9)
    real = os.scandir

    def scandir(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    index = opened(tmp_path)
    assert len(index.samples) == 4
    (finding,) = [finding for finding in index.findings if finding.kind == "unreadable_folder"]
    assert "Permission denied" in finding.message


def test_other_files_and_loose_pictures_are_told(tmp_path):
    class_folders(tmp_path, {"a": 1, "b": 1})
    (tmp_path / "a" / "notes.txt").write_text("x", encoding="utf-8")
    write_picture(tmp_path / "loose.png", 9)
    assert kinds(opened(tmp_path)) == {"other_files", "loose_pictures"}


def test_names_that_differ_only_in_case_are_told(tmp_path):
    class_folders(tmp_path, {"a": 1, "b": 1})
    write_picture(tmp_path / "a" / "A_0.png", 5)
    if len(list((tmp_path / "a").iterdir())) < 2:
        pytest.skip("this file system does not tell case apart")
    assert "case_names" in kinds(opened(tmp_path))


def test_unicode_and_odd_names_are_read(tmp_path):
    class_folders(tmp_path, {"猫 кошка": 1, "chien d'été": 1})
    index = opened(tmp_path)
    assert set(index.classes) == {"猫 кошка", "chien d'été"}


def test_a_folder_in_a_folder_is_found(tmp_path):
    class_folders(tmp_path / "archive" / "data", {"a": 1, "b": 1})
    assert opened(tmp_path / "archive").classes == ("a", "b")


def test_a_group_may_stand_anywhere_in_a_name_and_an_empty_one_is_none(tmp_path):
    class_folders(tmp_path, {"x": 1})
    for number, name in enumerate(["scan_p1_0", "scan_p1_1", "scan_p_2", "scan_p_3"]):
        write_picture(tmp_path / "y" / f"{name}.png", 10 + number)
    index = opened(tmp_path, group_pattern=r"p(?P<group>\d*)_")
    assert [sample.group for sample in index.samples] == [None, "1", "1", None, None]


def test_what_lies_beside_split_folders_is_told_and_one_text_file_makes_no_lists(tmp_path):
    class_folders(tmp_path / "train", {"a": 1, "b": 1})
    class_folders(tmp_path / "val", {"a": 1, "b": 1}, start=5)
    class_folders(tmp_path, {"extra": 1}, start=9)
    index = opened(tmp_path)
    assert len(index.samples) == 4
    (finding,) = (finding for finding in index.findings if finding.kind == "loose_pictures")
    assert "extra" in finding.message
    class_folders(tmp_path / "plain", {"a": 1, "b": 1})
    (tmp_path / "plain" / "train.txt").write_text("notes on the training\n", encoding="utf-8")
    assert opened(tmp_path / "plain").classes == ("a", "b")


def test_groups_come_from_a_pattern_over_file_names(tmp_path):
    for number, name in enumerate(["patient1_a", "patient1_b", "patient22_a", "other"]):
        write_picture(tmp_path / ("x" if number % 2 else "y") / f"{name}.png", number)
    index = opened(tmp_path, group_pattern=r"(?P<group>patient\d+)_")
    assert [sample.group for sample in index.samples] == [None, "patient1", "patient1", "patient22"]
    assert "no_group" in kinds(index)


@pytest.mark.parametrize(("pattern", "message"), [("(", "'(' is no regular expression"),
                                                  (r"\d", r"as in '(?P<group>patient\d+)_'; got '\d'"),
                                                  (r"(?P<group>z\d)", r"'(?P<group>z\d)' matches none")])  # fmt: skip
def test_a_pattern_that_cannot_work_is_told_with_its_backslashes_as_they_are_typed(tmp_path, pattern, message):
    class_folders(tmp_path, {"a": 1, "b": 1})
    with pytest.raises(ConfigError, match=re.escape(message)):
        opened(tmp_path, group_pattern=pattern)


def test_groups_come_from_the_parent_folder_below_the_classes(tmp_path):
    write_picture(tmp_path / "cat" / "animal1" / "1.png", 1)
    write_picture(tmp_path / "cat" / "animal1" / "2.png", 2)
    write_picture(tmp_path / "dog" / "3.png", 3)
    index = opened(tmp_path, group_by_parent=True)
    assert [sample.group for sample in index.samples] == ["cat/animal1", "cat/animal1", None]


def test_groups_by_parent_without_folders_below_the_classes_are_refused(tmp_path):
    class_folders(tmp_path, {"a": 2, "b": 2})
    with pytest.raises(ConfigError, match="finds no groups"):
        opened(tmp_path, group_by_parent=True)


def test_a_stop_is_heard(tmp_path):
    class_folders(tmp_path, {"a": 2, "b": 2})
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        open_path(tmp_path, control=control)


def test_files_are_listed_in_the_order_of_their_numbers(tmp_path):
    for number in range(300):
        (tmp_path / f"{number}.png").touch()
    listing = list_pictures(str(tmp_path))
    assert [Path(path).name for path in listing.pictures[:3]] == ["0.png", "1.png", "2.png"]
    assert len(listing.pictures) == 300


def test_no_source_at_all_is_told():
    with pytest.raises(ConfigError, match="sample"):
        open_source(TrainConfig())


def test_folders_called_like_splits_without_classes_are_no_classes(tmp_path):
    class_folders(tmp_path, {"train": 3, "test": 2})
    with pytest.raises(DataError, match=r"called like splits.*no table in test, train"):
        opened(tmp_path)
    assert opened(tmp_path, dataset_format="folders").classes == ("test", "train")


def test_a_table_beside_folders_called_like_splits_tells_the_classes(tmp_path):
    class_folders(tmp_path, {"train": 4, "test": 2})
    rows = [f"train_{number}.png,{'ab'[number % 2]}" for number in range(4)]
    (tmp_path / "labels.csv").write_text("\n".join(["image,label", *rows]))
    index = opened(tmp_path)
    assert index.classes == ("a", "b")
    assert len(index.samples) == 4


def test_folders_called_sets_are_splits(tmp_path):
    for name in ("training_set", "test_set"):
        class_folders(tmp_path / name, {"a": 2, "b": 2})
    index = opened(tmp_path)
    assert index.classes == ("a", "b")
    assert {sample.split for sample in index.samples} == {Split.TRAIN, Split.TEST}


def test_a_data_set_below_several_folders_is_found(tmp_path):
    class_folders(tmp_path / "data" / "v1" / "pictures", {"a": 2, "b": 2})
    assert opened(tmp_path).classes == ("a", "b")


def test_names_with_their_accents_apart_are_the_same_class(tmp_path):
    whole, parted = "caf\u00e9", "cafe\u0301"
    class_folders(tmp_path / "train", {parted: 2, "b": 2})
    class_folders(tmp_path / "val", {whole: 2, "b": 2})
    index = opened(tmp_path)
    assert index.classes == ("b", parted)
    assert len(index.samples) == 8
    assert not index.findings


def test_a_table_that_writes_a_class_in_two_ways_of_unicode_has_it_once(tmp_path):
    class_folders(tmp_path / "images", {"a": 2, "b": 2})
    rows = ["a_0.png,caf\u00e9", "a_1.png,cafe\u0301", "b_0.png,b", "b_1.png,b"]
    (tmp_path / "t.csv").write_text("\n".join(["image,label", *rows]), encoding="utf-8")
    assert len(opened(tmp_path / "t.csv").classes) == 2


def test_what_systems_and_spreadsheets_keep_beside_files_is_no_part_of_the_data(tmp_path):
    class_folders(tmp_path, {"cat": 2, "dog": 2})
    of_a_mac = ["dog/Icon\r"] if os.name != "nt" else []
    for name in ("cat/Thumbs.db", "cat/desktop.ini", "dog/.DS_Store", *of_a_mac):
        (tmp_path / name).write_bytes(b"x")
    index = opened(tmp_path)
    assert len(index.samples) == 4
    assert not index.findings


def test_a_drive_that_numbers_no_files_is_read_and_its_circles_are_seen(tmp_path, monkeypatch):
    class_folders(tmp_path, {"a": 2, "b": 2})
    write_picture(tmp_path / "b" / "deep" / "x.png", 9)
    with contextlib.suppress(OSError):  # no symbolic links here
        os.symlink(tmp_path, tmp_path / "a" / "up", target_is_directory=True)
    stat = os.stat

    def without_numbers(path, **more):
        found = stat(path, **more)
        return os.stat_result((found.st_mode, 0, 0, *found[3:10]))

    monkeypatch.setattr(os, "stat", without_numbers)
    assert len(opened(tmp_path).samples) == 5
    assert len(list(Inputs([str(tmp_path)]))) == 5


def test_a_whole_drive_is_called_by_its_letter(tmp_path, monkeypatch):
    class_folders(tmp_path, {"a": 1, "b": 1})
    basename = os.path.basename
    monkeypatch.setattr(os.path, "basename", lambda path: "" if path == str(tmp_path) else basename(path))
    assert opened(tmp_path).name == str(tmp_path)
