import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import labels_table
from app.label_rows import LabelRow
from app.labels_file import LabelsFile, fallback_path
from app.labels_merge import NOTHING, Others
from app.labels_table import table_settings
from app.labels_watch import Watch
from core.base.errors import OutputError
from core.places import cache_folder
from tests.scanner import hold_files


def make_read_only(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Have a folder take no files and give none, also where root runs the tests."""
    touch, unlink = Path.touch, Path.unlink

    def refusing(act: Callable[..., None]) -> Callable[..., None]:
        def refuse(path: Path, *given: Any, **more: Any) -> None:
            if path.parent == folder:
                raise PermissionError(13, "Permission denied")
            act(path, *given, **more)

        return refuse

    patch.setattr(Path, "touch", refusing(touch))
    patch.setattr(Path, "unlink", refusing(unlink))


def test_corrections_become_rows_that_are_read_back(tmp_path: Path) -> None:
    file = LabelsFile(str(tmp_path))
    rows = {str(tmp_path / "кошки" / "1.jpg"): LabelRow("猫"), str(tmp_path / "b.jpg"): LabelRow("dog, old")}
    written = file.save(rows)
    assert written == tmp_path / "labels.csv"
    assert written.read_text(encoding="utf-8-sig").splitlines() == ["path,label", "кошки/1.jpg,猫", 'b.jpg,"dog, old"']
    assert LabelsFile(str(tmp_path)).labels == {str(tmp_path / "кошки" / "1.jpg"): "猫",
                                                str(tmp_path / "b.jpg"): "dog, old"}


def test_rows_that_were_there_stay(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text("path,label\na.jpg,cat\nb.jpg,dog\n", encoding="utf-8")
    file = LabelsFile(str(tmp_path))
    file.save({str(tmp_path / "b.jpg"): LabelRow("owl")})
    assert LabelsFile(str(tmp_path)).labels == {str(tmp_path / "a.jpg"): "cat", str(tmp_path / "b.jpg"): "owl"}
    file.save({})
    assert LabelsFile(str(tmp_path)).labels[str(tmp_path / "b.jpg")] == "dog"


def test_rows_stand_in_the_order_of_the_data_set_once_all_of_it_is_written(tmp_path: Path) -> None:
    file = LabelsFile(str(tmp_path))
    file.save({str(tmp_path / "b.jpg"): LabelRow("dog")})
    file = LabelsFile(str(tmp_path))
    file.save({str(tmp_path / f"{name}.jpg"): LabelRow("dog") for name in "abc"})
    lines = (tmp_path / "labels.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1:] == ["a.jpg,dog", "b.jpg,dog", "c.jpg,dog"]


def test_a_file_that_only_held_corrections_goes_with_the_last(tmp_path: Path) -> None:
    file = LabelsFile(str(tmp_path))
    file.save({str(tmp_path / "a.jpg"): LabelRow("cat")})
    assert file.save({}) is None
    assert not (tmp_path / "labels.csv").exists()


def test_a_table_of_another_form_is_left_alone(tmp_path: Path) -> None:
    foreign = "image_id,dx,age\nISIC_1,nv,50\n"
    (tmp_path / "labels.csv").write_text(foreign, encoding="utf-8")
    file = LabelsFile(str(tmp_path))
    written = file.save({str(tmp_path / "a.jpg"): LabelRow("cat")})
    assert written == fallback_path(str(tmp_path))
    lines = written.read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["path,label", f"{(tmp_path / 'a.jpg').as_posix()},cat"]  # a source of its own
    assert (tmp_path / "labels.csv").read_text(encoding="utf-8") == foreign
    assert LabelsFile(str(tmp_path)).labels == {str(tmp_path / "a.jpg"): "cat"}


def test_labels_beside_pictures_that_cannot_be_written_are_read(tmp_path: Path,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    LabelsFile(str(tmp_path)).save({str(tmp_path / "a.jpg"): LabelRow("cat")})
    monkeypatch.setattr(os, "access", lambda *_given: False)
    file = LabelsFile(str(tmp_path))
    assert file.labels == {str(tmp_path / "a.jpg"): "cat"}
    assert file.path == tmp_path / "labels.csv"


def test_labels_of_pictures_in_the_cache_are_not_kept_in_it(tmp_path: Path) -> None:
    folder = cache_folder() / "unpacked"
    folder.mkdir(parents=True)
    rows = {str(folder / "a.jpg"): LabelRow("cat")}
    assert LabelsFile(str(folder)).save(rows) == fallback_path(str(folder))
    assert LabelsFile(str(folder)).rows == rows
    assert not list(folder.iterdir())


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_stood_in_for(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        file = LabelsFile(str(tmp_path))
        assert file.save({str(tmp_path / "a.jpg"): LabelRow("cat")}) == fallback_path(str(tmp_path))
    finally:
        tmp_path.chmod(0o700)


def test_writing_that_fails_beside_the_pictures_goes_to_the_users_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    file = LabelsFile(str(folder))
    (folder / "labels.csv").mkdir()
    assert file.save({str(folder / "a.jpg"): LabelRow("cat")}) == fallback_path(str(folder))


def test_a_folder_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "drive" / "pictures"
    folder.mkdir(parents=True)
    file = LabelsFile(str(folder))
    folder.rmdir()
    with pytest.raises(OutputError, match="is gone, so its labels are not saved"):
        file.save({str(folder / "a.jpg"): LabelRow("cat")})
    assert not folder.exists()
    folder.mkdir()
    assert file.save({str(folder / "a.jpg"): LabelRow("cat")}) == folder / "labels.csv"


def test_a_whole_data_set_keeps_its_splits_and_groups(tmp_path: Path) -> None:
    path = str(tmp_path / "a.jpg")
    LabelsFile(str(tmp_path)).save({path: LabelRow("cat", "left out", "ann")})
    text = (tmp_path / "labels.csv").read_text(encoding="utf-8-sig")
    assert text == "path,label,split,group\na.jpg,cat,left out,ann\n"
    file = LabelsFile(str(tmp_path))
    assert file.rows == {path: LabelRow("cat", "left out", "ann")}
    file.save({path: LabelRow("cat", "train", duplicates="ignore")})
    assert LabelsFile(str(tmp_path)).rows[path] == LabelRow("cat", "train", "", "ignore")


def test_labels_are_not_put_elsewhere_while_a_spreadsheet_has_them_open(tmp_path: Path,
                                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {str(tmp_path / "a.jpg"): LabelRow("cat")}
    file = LabelsFile(str(tmp_path))
    file.save(rows)
    with monkeypatch.context() as patch:
        hold_files(patch, 99)
        with pytest.raises(OutputError, match="close the program that has the file open"):
            file.save({**rows, str(tmp_path / "b.jpg"): LabelRow("dog")})
    assert not fallback_path(str(tmp_path)).exists()
    assert file.save({**rows, str(tmp_path / "b.jpg"): LabelRow("dog")}) == tmp_path / "labels.csv"
    assert len(LabelsFile(str(tmp_path)).labels) == 2


def test_the_last_label_cannot_go_while_a_spreadsheet_has_the_file_open(tmp_path: Path,
                                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    file = LabelsFile(str(tmp_path))
    file.save({str(tmp_path / "a.jpg"): LabelRow("cat")})

    unlink = Path.unlink

    def hold(path: Path, **more: Any) -> None:
        if path.name == "labels.csv":
            raise PermissionError(13, "The process cannot access the file because it is being used")
        unlink(path, **more)

    hold_files(monkeypatch, 0)
    monkeypatch.setattr(Path, "unlink", hold)
    with pytest.raises(OutputError, match="close the program that has the file open"):
        file.save({})


def labelled_long_ago(folder: Path) -> Path:
    """Make a folder whose picture a.jpg was said to be a cat, in a file older than all that comes."""
    folder.mkdir()
    LabelsFile(str(folder)).save({str(folder / "a.jpg"): LabelRow("cat")})
    os.utime(folder / "labels.csv", (1, 1))
    return folder


def test_what_stands_in_for_a_file_that_became_read_only_is_found_again(tmp_path: Path,
                                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    folder = labelled_long_ago(tmp_path / "disc")
    make_read_only(folder, monkeypatch)
    written = LabelsFile(str(folder)).save({str(folder / "b.jpg"): LabelRow("dog")})
    assert written == fallback_path(str(folder))
    assert LabelsFile(str(folder)).labels == {str(folder / "a.jpg"): "cat", str(folder / "b.jpg"): "dog"}
    LabelsFile(str(folder)).save({str(folder / name): LabelRow() for name in ("a.jpg", "b.jpg")})
    assert LabelsFile(str(folder)).labels == {}  # those of the file that it stands for do not come back
    later = time.time() + 60
    os.utime(folder / "labels.csv", (later, later))
    assert LabelsFile(str(folder)).labels == {str(folder / "a.jpg"): "cat"}


@pytest.mark.parametrize("had_a_file", [False, True])
def test_a_folder_that_windows_denies_is_not_taken_for_a_file_that_a_spreadsheet_has_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, had_a_file: bool
) -> None:
    folder = tmp_path / "share"
    if had_a_file:
        labelled_long_ago(folder)
    folder.mkdir(exist_ok=True)
    file = LabelsFile(str(folder))
    hold_files(monkeypatch, 0)
    make_read_only(folder, monkeypatch)
    assert file.save({str(folder / "b.jpg"): LabelRow("dog")}) == fallback_path(str(folder))


def test_a_file_that_is_not_there_is_not_taken_for_one_that_a_spreadsheet_has_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refuse(source: Any, target: Any) -> None:
        if Path(target).parent == tmp_path:
            raise PermissionError(13, "Access is denied")
        replace(source, target)

    hold_files(monkeypatch, 0)
    monkeypatch.setattr(os, "replace", refuse)
    file = LabelsFile(str(tmp_path))
    assert file.save({str(tmp_path / "b.jpg"): LabelRow("dog")}) == fallback_path(str(tmp_path))


def test_labels_on_a_disk_that_is_full_are_kept_elsewhere_and_found_again(tmp_path: Path,
                                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    folder = labelled_long_ago(tmp_path / "stick")
    replace = os.replace

    def refuse(source: Any, target: Any) -> None:
        if Path(target).parent == folder:
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    written = LabelsFile(str(folder)).save({str(folder / "b.jpg"): LabelRow("dog")})
    assert written == fallback_path(str(folder))
    assert len(LabelsFile(str(folder)).labels) == 2


@pytest.fixture
def write_elsewhere(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Return a function that keeps a label of b.jpg while its folder takes no files."""

    def write(folder: Path) -> None:
        with monkeypatch.context() as patch:
            make_read_only(folder, patch)
            written = LabelsFile(str(folder)).save({str(folder / "b.jpg"): LabelRow("dog")})
        assert written == fallback_path(str(folder))

    return write


@pytest.mark.parametrize("had_a_file", [False, True])
def test_labels_kept_elsewhere_go_beside_the_pictures_once_these_can_be_written(
    tmp_path: Path, write_elsewhere: Callable[[Path], None], *, had_a_file: bool
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    before = {}
    if had_a_file:
        before = {str(folder / "a.jpg"): "cat"}
        LabelsFile(str(folder)).save({str(folder / "a.jpg"): LabelRow("cat")})
        os.utime(folder / "labels.csv", (1, 1))
    write_elsewhere(folder)
    file = LabelsFile(str(folder))
    assert file.labels == {**before, str(folder / "b.jpg"): "dog"}
    assert file.save({str(folder / "c.jpg"): LabelRow("owl")}) == file.path == folder / "labels.csv"
    assert not fallback_path(str(folder)).exists()
    again = LabelsFile(str(folder))
    assert again.path == folder / "labels.csv"
    assert again.labels == {**before, str(folder / "b.jpg"): "dog", str(folder / "c.jpg"): "owl"}
    again.save(dict.fromkeys(again.rows, LabelRow()))
    assert LabelsFile(str(folder)).labels == {}
    assert not list(folder.iterdir())


def test_labels_kept_elsewhere_are_not_written_over_a_table_of_another_form(
    tmp_path: Path, write_elsewhere: Callable[[Path], None]
) -> None:
    write_elsewhere(tmp_path)
    file = LabelsFile(str(tmp_path))
    (tmp_path / "labels.csv").write_text("image_id,dx,age\nISIC_1,nv,50\n", encoding="utf-8")
    assert file.save({str(tmp_path / "c.jpg"): LabelRow("owl")}) == fallback_path(str(tmp_path))
    assert "ISIC_1" in (tmp_path / "labels.csv").read_text(encoding="utf-8")
    assert len(LabelsFile(str(tmp_path)).labels) == 2


def test_older_labels_kept_elsewhere_do_not_come_back_when_the_last_newer_one_is_taken_back(
    tmp_path: Path, write_elsewhere: Callable[[Path], None]
) -> None:
    write_elsewhere(tmp_path)
    (tmp_path / "labels.csv").write_text("path,label\na.jpg,cat\n", encoding="utf-8")
    later = time.time() + 60
    os.utime(tmp_path / "labels.csv", (later, later))
    file = LabelsFile(str(tmp_path))
    assert file.labels == {str(tmp_path / "a.jpg"): "cat"}
    os.utime(fallback_path(str(tmp_path)), (1, 1))
    file.save({str(tmp_path / "a.jpg"): LabelRow()})
    assert LabelsFile(str(tmp_path)).labels == {}


def test_the_last_label_kept_elsewhere_that_cannot_go_is_told_and_both_files_stay(
    tmp_path: Path, write_elsewhere: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a spreadsheet has the file in the user's folder open, whose rows would be back otherwise."""
    (tmp_path / "labels.csv").write_text("path,label\nb.jpg,cat\n", encoding="utf-8")
    os.utime(tmp_path / "labels.csv", (1, 1))
    write_elsewhere(tmp_path)
    file = LabelsFile(str(tmp_path))
    make_read_only(fallback_path(str(tmp_path)).parent, monkeypatch)
    hold_files(monkeypatch, 0)
    with pytest.raises(OutputError):
        file.save({str(tmp_path / "b.jpg"): LabelRow()})
    assert (tmp_path / "labels.csv").is_file()


def others_write(folder: Path, **labels: str) -> None:
    """Change labels.csv as a second window does, which reads it, says more, and writes it."""
    LabelsFile(str(folder)).save({str(folder / f"{name}.jpg"): LabelRow(label) for name, label in labels.items()})


def test_what_another_program_wrote_meanwhile_stays_with_each_save(tmp_path: Path) -> None:
    a, b, c = (str(tmp_path / f"{name}.jpg") for name in "abc")
    file = LabelsFile(str(tmp_path))
    said = {a: LabelRow("cat")}
    file.save(said)
    others_write(tmp_path, b="owl")
    said[c] = LabelRow("dog")
    file.save(said)
    assert LabelsFile(str(tmp_path)).labels == {a: "cat", b: "owl", c: "dog"}
    assert file.others == Others({b: LabelRow("owl")})
    said[c] = LabelRow("cow")
    file.save(said)
    assert LabelsFile(str(tmp_path)).labels == {a: "cat", b: "owl", c: "cow"}
    assert file.others == NOTHING


def test_a_label_that_another_program_changed_is_its_own_unless_it_was_changed_here_too(tmp_path: Path) -> None:
    a, b, c = (str(tmp_path / f"{name}.jpg") for name in "abc")
    file = LabelsFile(str(tmp_path))
    said = {path: LabelRow("cat") for path in (a, b, c)}
    file.save(said)
    others_write(tmp_path, a="owl", b="owl", c="")
    said[b] = LabelRow("dog")
    file.save(said)
    assert LabelsFile(str(tmp_path)).labels == {a: "owl", b: "dog"}
    assert file.others == Others({a: LabelRow("owl"), c: LabelRow()}, num_overruled=1)


def test_what_both_say_of_a_picture_overrules_nobody(tmp_path: Path) -> None:
    a = str(tmp_path / "a.jpg")
    file = LabelsFile(str(tmp_path))
    others_write(tmp_path, a="owl")
    file.save({a: LabelRow("owl")})
    assert file.others == NOTHING
    others_write(tmp_path, a="cat")
    file.save({a: LabelRow("cat", "train")}, said=())
    assert file.others == NOTHING


def test_a_label_that_another_program_changed_in_a_data_set_with_its_splits_is_taken_over(tmp_path: Path) -> None:
    a, b = str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg")
    rows = {path: LabelRow("cat", "train") for path in (a, b)}
    file = LabelsFile(str(tmp_path))
    file.save(rows)
    (tmp_path / "labels.csv").write_text("path,label,split\na.jpg,owl,train\nb.jpg,cat,left out\n", encoding="utf-8")
    file.save(rows)
    assert LabelsFile(str(tmp_path)).rows == {a: LabelRow("owl", "train"), b: LabelRow("cat", "left out")}


def test_rows_that_were_only_read_give_way_and_keep_what_another_program_does_not_say(tmp_path: Path) -> None:
    a, b = str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg")
    read = {a: LabelRow("cat", "train", "ann"), b: LabelRow("cat", "val", "ann")}
    file = LabelsFile(str(tmp_path))
    others_write(tmp_path, a="owl", b="owl")
    file.save({**read, b: LabelRow("dog", "val", "ann")}, said=[b])
    assert LabelsFile(str(tmp_path)).rows == {a: LabelRow("owl", "train", "ann"), b: LabelRow("dog", "val", "ann")}
    assert file.others == Others({a: LabelRow("owl", "train", "ann")}, num_overruled=1)


def test_a_row_that_a_second_window_only_read_and_kept_is_not_overruled(tmp_path: Path) -> None:
    a, b = str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg")
    read = {a: LabelRow("cat", "train"), b: LabelRow("cat", "val")}
    file = LabelsFile(str(tmp_path))
    LabelsFile(str(tmp_path)).save({**read, b: LabelRow("owl", "val")}, said=[b], read=read)
    file.save({**read, a: LabelRow("dog", "train")}, said=[a], read=read)
    assert LabelsFile(str(tmp_path)).rows == {a: LabelRow("dog", "train"), b: LabelRow("owl", "val")}
    assert file.others == Others({b: LabelRow("owl", "val")})


def test_a_data_set_loses_no_picture_whose_row_or_table_another_program_deleted(tmp_path: Path) -> None:
    rows = {str(tmp_path / name): LabelRow("cat", "train") for name in ("a.jpg", "b.jpg")}
    file = LabelsFile(str(tmp_path))
    file.save(rows)
    (tmp_path / "labels.csv").write_text("path,label,split\na.jpg,cat,train\n", encoding="utf-8")
    file.save(rows)
    assert LabelsFile(str(tmp_path)).rows == rows
    assert file.others == Others({}, num_back=1)
    file.save(rows)
    assert file.others == NOTHING
    (tmp_path / "labels.csv").unlink()
    file.save(rows)
    assert LabelsFile(str(tmp_path)).rows == rows
    assert file.others == NOTHING


@pytest.mark.parametrize(("encoding", "text"), [
    ("utf-8-sig", "path;label;split\nкошки/1.jpg;猫;\nb.jpg;dog;left out\n"),
    ("utf-16", "path\tlabel\tsplit\nкошки/1.jpg\t猫\nb.jpg\tdog\tleft out\n"),
    ("utf-8", "path,label,split,,\nкошки/1.jpg,猫,,,\n\nb.jpg,dog,left out,,\n"),
])  # fmt: skip
def test_a_table_that_a_spreadsheet_saved_in_its_own_way_is_read_and_goes_on(tmp_path: Path, encoding: str,
                                                                             text: str) -> None:  # fmt: skip
    first, b, c = str(tmp_path / "кошки" / "1.jpg"), str(tmp_path / "b.jpg"), str(tmp_path / "c.jpg")
    file = LabelsFile(str(tmp_path))
    file.save({first: LabelRow("cat")})
    (tmp_path / "labels.csv").write_text(text, encoding=encoding)
    assert table_settings(tmp_path / "labels.csv") is not None
    assert file.save({first: LabelRow("cat"), c: LabelRow("owl")}) == tmp_path / "labels.csv"
    assert LabelsFile(str(tmp_path)).rows == {first: LabelRow("猫"), b: LabelRow("dog", "left out"),
                                              c: LabelRow("owl")}  # fmt: skip


def test_a_table_of_ours_saved_in_gbk_is_read(tmp_path: Path) -> None:
    rows = "".join(f"图片/{number}.jpg,花猫\n" for number in range(20))
    (tmp_path / "labels.csv").write_text("path,label\n" + rows, encoding="gb18030")
    assert LabelsFile(str(tmp_path)).labels[str(tmp_path / "图片" / "7.jpg")] == "花猫"


def test_a_table_with_letters_that_cannot_be_told_is_left_alone(tmp_path: Path) -> None:
    """Its end is of an older encoding; what comes before is the same in all of them."""
    rows = "".join(f"pictures/{number:08}.jpg,cat\n" for number in range(10_000))
    content = f"path,label\n{rows}last.jpg,Käfer\n".encode("cp1252")
    (tmp_path / "labels.csv").write_bytes(content)
    written = LabelsFile(str(tmp_path)).save({str(tmp_path / "a.jpg"): LabelRow("owl")})
    assert written == fallback_path(str(tmp_path))
    assert (tmp_path / "labels.csv").read_bytes() == content


def test_pictures_outside_of_the_folder_keep_their_whole_path(tmp_path: Path) -> None:
    folder, other = tmp_path / "cats", tmp_path / "cats2" / "a.jpg"
    folder.mkdir()
    rows = {str(folder / "a.jpg"): LabelRow("cat"), str(other): LabelRow("dog")}
    LabelsFile(str(folder)).save(rows)
    assert LabelsFile(str(folder)).rows == rows


@pytest.mark.parametrize("text", [
    "path,label\na.jpg,cat\nb.jpg,dog,who knows\n",  # writing it anew would lose the third cell
    "image_id,dx,age\nISIC_1,nv,50\n",
])  # fmt: skip
def test_a_table_that_became_another_one_is_left_alone_and_no_label_is_lost(tmp_path: Path, text: str) -> None:
    file = LabelsFile(str(tmp_path))
    file.save({str(tmp_path / "a.jpg"): LabelRow("cat")})
    (tmp_path / "labels.csv").write_text(text, encoding="utf-8")
    assert file.save({str(tmp_path / "a.jpg"): LabelRow("owl")}) == fallback_path(str(tmp_path))
    assert (tmp_path / "labels.csv").read_text(encoding="utf-8") == text
    assert LabelsFile(str(tmp_path)).labels == {str(tmp_path / "a.jpg"): "owl"}
    assert file.others == NOTHING
    assert file.left == tmp_path / "labels.csv"
    file.save({str(tmp_path / "a.jpg"): LabelRow("cat")})
    assert file.left is None


def test_labels_kept_elsewhere_are_not_lost_where_their_table_became_another_one(
    tmp_path: Path, write_elsewhere: Callable[[Path], None]
) -> None:
    write_elsewhere(tmp_path)
    file = LabelsFile(str(tmp_path))
    before = file.labels
    (tmp_path / "labels.csv").write_text("image_id,dx,age\nISIC_1,nv,50\n", encoding="utf-8")
    fallback_path(str(tmp_path)).write_text("path,label\nb.jpg,dog,who knows\n", encoding="utf-8")
    file.know([])
    file.save({str(tmp_path / "c.jpg"): LabelRow("owl")})
    assert LabelsFile(str(tmp_path)).labels == {**before, str(tmp_path / "c.jpg"): "owl"}
    assert file.others == NOTHING


@pytest.mark.parametrize(("spelled", "name"), [
    ("кошки\\1.jpg", "кошки/1.jpg"),
    ("Кошки/1.JPG", "кошки/1.jpg"),
    ("cafe\N{COMBINING ACUTE ACCENT}/2.jpg", "café/2.jpg"),
    ("NEW.jpg", "new.jpg"),
])  # fmt: skip
def test_a_row_that_spells_a_known_picture_otherwise_is_of_that_picture(tmp_path: Path, spelled: str,
                                                                        name: str) -> None:  # fmt: skip
    first, second, _new = paths = [str(tmp_path / known) for known in ("кошки/1.jpg", "café/2.jpg", "new.jpg")]
    file = LabelsFile(str(tmp_path))
    file.know(paths)
    said = {first: LabelRow("cat"), second: LabelRow("cat")}
    file.save(said)
    rest = [f"{known},cat" for known in ("кошки/1.jpg", "café/2.jpg") if known != name]
    (tmp_path / "labels.csv").write_text("\n".join(["path,label", *rest, f"{spelled},owl"]), encoding="utf-8")
    opened = LabelsFile(str(tmp_path))
    opened.know(paths)
    assert opened.labels == {**dict.fromkeys(said, "cat"), str(tmp_path / name): "owl"}
    file.save(said)
    assert file.others == Others({str(tmp_path / name): LabelRow("owl")})
    assert LabelsFile(str(tmp_path)).labels == opened.labels


def test_a_picture_whose_name_differs_in_case_only_keeps_its_own_row(tmp_path: Path) -> None:
    lower, upper = tmp_path / "a.jpg", tmp_path / "A.jpg"
    for path in (lower, upper):
        path.touch()
    if lower.samefile(upper):
        pytest.skip("no two such files here")
    (tmp_path / "labels.csv").write_text("path,label\nA.jpg,owl\n", encoding="utf-8")
    file = LabelsFile(str(tmp_path))
    file.know([str(lower)])
    assert file.labels == {str(upper): "owl"}


def test_a_split_that_a_spreadsheet_wrote_in_its_own_way_is_that_split(tmp_path: Path) -> None:
    rows = {str(tmp_path / name): LabelRow("cat", "train") for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg")}
    file = LabelsFile(str(tmp_path))
    file.save(rows)
    (tmp_path / "labels.csv").write_text(
        "path,label,split\na.jpg,cat,Train\nb.jpg,cat,Validation\nc.jpg,cat,LEFT OUT\nd.jpg,cat,?\ne.jpg,cat,\n",
        encoding="utf-8")  # fmt: skip
    file.save(rows)
    assert [row.split for row in LabelsFile(str(tmp_path)).rows.values()] == ["train", "val", "left out", "train",
                                                                              "train"]  # fmt: skip


def test_what_a_second_window_writes_while_this_one_does_is_merged_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, c = (str(tmp_path / f"{name}.jpg") for name in "abc")
    file = LabelsFile(str(tmp_path))
    file.save({a: LabelRow("cat")})
    write_csv, waiting = labels_table.write_csv, ["c", "b"]

    def write_after_another(*given: Any, **more: Any) -> None:
        if waiting:
            others_write(tmp_path, **{waiting.pop(): "owl"})
        write_csv(*given, **more)

    monkeypatch.setattr(labels_table, "write_csv", write_after_another)
    file.save({a: LabelRow("dog")})
    assert LabelsFile(str(tmp_path)).labels == {a: "dog", b: "owl", c: "owl"}
    assert file.others == Others({b: LabelRow("owl"), c: LabelRow("owl")})
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_table_that_never_looks_the_same_is_written_nevertheless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, a = LabelsFile(str(tmp_path)), str(tmp_path / "a.jpg")
    file.save({a: LabelRow("cat")})
    numbers = iter(range(1000))
    monkeypatch.setattr(Watch, "_state", lambda _watch: next(numbers))
    file.save({a: LabelRow("dog")})
    assert LabelsFile(str(tmp_path)).labels == {a: "dog"}


def test_labels_whose_table_was_deleted_meanwhile_are_all_written_again(tmp_path: Path) -> None:
    a, b = str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg")
    file = LabelsFile(str(tmp_path))
    file.save({a: LabelRow("cat")})
    (tmp_path / "labels.csv").unlink()
    file.save({a: LabelRow("cat"), b: LabelRow("dog")})
    assert LabelsFile(str(tmp_path)).labels == {a: "cat", b: "dog"}


def test_what_a_second_window_kept_elsewhere_meanwhile_is_not_lost(
    tmp_path: Path, write_elsewhere: Callable[[Path], None]
) -> None:
    folder = labelled_long_ago(tmp_path / "stick")
    file = LabelsFile(str(folder))
    write_elsewhere(folder)
    file.save({str(folder / "c.jpg"): LabelRow("owl")})
    found = LabelsFile(str(folder)).labels
    assert found == {str(folder / f"{name}.jpg"): label for name, label in (("a", "cat"), ("b", "dog"), ("c", "owl"))}


def test_what_a_second_window_brought_beside_the_pictures_meanwhile_is_not_lost(
    tmp_path: Path, write_elsewhere: Callable[[Path], None]
) -> None:
    write_elsewhere(tmp_path)
    file = LabelsFile(str(tmp_path))
    others_write(tmp_path, c="owl")
    file.save({str(tmp_path / "d.jpg"): LabelRow("cow")})
    assert sorted(LabelsFile(str(tmp_path)).labels.values()) == ["cow", "dog", "owl"]


def test_labels_kept_elsewhere_are_saved_though_the_pictures_are_gone(
    tmp_path: Path, write_elsewhere: Callable[[Path], None]
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    write_elsewhere(folder)
    file = LabelsFile(str(folder))
    folder.rmdir()
    assert file.save({str(folder / "c.jpg"): LabelRow("owl")}) == fallback_path(str(folder))
    assert not folder.exists()
    assert len(LabelsFile(str(folder)).labels) == 2


def test_old_labels_kept_elsewhere_are_not_taken_for_those_of_a_table_that_became_another_one(
    tmp_path: Path, write_elsewhere: Callable[[Path], None]
) -> None:
    write_elsewhere(tmp_path)
    a = str(tmp_path / "a.jpg")
    (tmp_path / "labels.csv").write_text("path,label\na.jpg,cat\n", encoding="utf-8")
    os.utime(fallback_path(str(tmp_path)), (1, 1))
    file = LabelsFile(str(tmp_path))
    (tmp_path / "labels.csv").write_text("image_id,dx,age\nISIC_1,nv,50\n", encoding="utf-8")
    assert file.save({a: LabelRow("owl")}) == fallback_path(str(tmp_path))
    assert LabelsFile(str(tmp_path)).labels == {a: "owl"}


def test_moved_pictures_keep_what_another_program_said_of_them(tmp_path: Path) -> None:
    a, b, moved = str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg"), str(tmp_path / "owl" / "b.jpg")
    file = LabelsFile(str(tmp_path))
    others_write(tmp_path, a="cat", b="owl")
    file.rename({b: moved})
    assert LabelsFile(str(tmp_path)).labels == {a: "cat", moved: "owl"}
    file.save({a: LabelRow("dog")})
    assert LabelsFile(str(tmp_path)).labels == {a: "dog", moved: "owl"}
    assert file.others == NOTHING
    others_write(tmp_path, c="cow")
    file.save({a: LabelRow("dog")})
    file.rename({str(tmp_path / "c.jpg"): str(tmp_path / "cow" / "c.jpg")})
    file.save({a: LabelRow("dog")})
    assert LabelsFile(str(tmp_path)).labels == {a: "dog", moved: "owl", str(tmp_path / "cow" / "c.jpg"): "cow"}


def test_what_could_not_be_saved_is_merged_when_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg")
    file = LabelsFile(str(tmp_path))
    file.save({a: LabelRow("cat")})
    others_write(tmp_path, b="owl")
    with monkeypatch.context() as patch:
        hold_files(patch, 99)
        with pytest.raises(OutputError):
            file.save({a: LabelRow("dog")})
    file.save({a: LabelRow("dog")})
    assert LabelsFile(str(tmp_path)).labels == {a: "dog", b: "owl"}
    assert file.others == Others({b: LabelRow("owl")})
