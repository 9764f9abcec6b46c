import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.base.control import Control
from core.base.errors import Cancelled, DataError, OutputError
from core.base.events import Event, Progress
from core.base.types import LEFT_OUT_WORD, DatasetIndex, Sample, Split, Splits
from core.config import TrainConfig
from core.data.scan import PictureFacts, scan
from core.data.sources.open import open_source
from core.data.splitting import folders
from core.data.splitting.folders import Method, write_folders
from core.data.splitting.material import SplitPlan
from core.data.splitting.splitter import plan_splits
from core.data.splitting.summary import class_table, counts_table, nearness, summary, unjudged
from core.data.splitting.table import read_splits, stored_path, write_splits
from tests.scanner import hold_everything, hold_files, hold_removals, keep_what_is_read_only
from tests.unit.data.pictures import class_folders, made_up_facts, made_up_index, make_splits, write_picture

NEEDS_LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")


@pytest.fixture
def index(tmp_path: Path) -> DatasetIndex:
    class_folders(tmp_path / "data", {"a": 10, "b 猫": 10})
    return open_source(TrainConfig(dataset_path=str(tmp_path / "data")))


@pytest.fixture
def splits(index: DatasetIndex) -> Splits:
    return make_splits(index, {}, TrainConfig())


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unreadable(*paths: str) -> dict[str, PictureFacts]:
    return {path: PictureFacts(path, 1, 1, error="It is broken.") for path in paths}


def test_the_table_can_be_read_again_also_elsewhere(tmp_path, index, splits):
    write_splits(tmp_path / "s.csv", splits)
    assert read_splits(tmp_path / "s.csv", index.root) == splits
    assert (tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()[0] == "path,label,split,group"
    moved = read_splits(tmp_path / "s.csv", tmp_path / "elsewhere", index.classes)
    assert moved.train[0].path.startswith(str(tmp_path / "elsewhere"))


def test_the_table_is_a_source_by_itself(tmp_path, index, splits):
    write_splits(tmp_path / "s.csv", splits)
    again = open_source(TrainConfig(dataset_path=index.root, metadata_path=str(tmp_path / "s.csv")))
    assert again.classes == index.classes
    found = make_splits(again, {}, TrainConfig())
    assert (set(found.train), set(found.val), set(found.test)) == (set(splits.train), set(splits.val), set(splits.test))


def test_the_table_is_a_source_of_pictures_in_a_folder_whose_name_begins_with_a_space(tmp_path):
    class_folders(tmp_path / "data", {" spaced": 3, "plain": 3})
    index = open_source(TrainConfig(dataset_path=str(tmp_path / "data")))
    write_splits(tmp_path / "s.csv", make_splits(index, {}, TrainConfig()))
    again = open_source(TrainConfig(metadata_path=str(tmp_path / "s.csv"), images_dir=str(tmp_path / "data")))
    assert {sample.path for sample in again.samples} == {sample.path for sample in index.samples}
    assert not again.findings


def test_a_table_from_a_spreadsheet_is_read_without_what_it_says_is_left_out(tmp_path):
    (tmp_path / "s.csv").write_text(f"path,label,split,group\n1.png,x,train,\n2.png,y,{LEFT_OUT_WORD},\n",
                                    encoding="utf-8-sig")
    splits = read_splits(tmp_path / "s.csv", tmp_path)
    assert splits.classes == ("x",)
    assert [[sample.path for sample in samples] for _, samples in splits] == [[str(tmp_path / "1.png")], [], []]


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1251"), (",", "cp1251"), ("\t", "utf-16"),
                                                     (",", "utf-8-sig")])  # fmt: skip
def test_a_table_that_a_spreadsheet_saved_gives_the_same_split(tmp_path, delimiter, encoding):
    rows = [("path", "label", "split", "group"), ("снимки/первый.png", "кошка", "train", ""),
            ("снимки/второй.png", "собака", "val", "группа"), ("", "", "", "")]  # fmt: skip
    (tmp_path / "s.csv").write_bytes("".join(delimiter.join(row) + "\r\n" for row in rows).encode(encoding))
    splits = read_splits(tmp_path / "s.csv", tmp_path)
    assert splits.classes == ("кошка", "собака")
    assert splits.train == (Sample(str(tmp_path / "снимки" / "первый.png"), 0, None, Split.TRAIN),)
    assert splits.val == (Sample(str(tmp_path / "снимки" / "второй.png"), 1, "группа", Split.VAL),)


def test_an_editors_line_ends_change_no_name_of_a_table(tmp_path):
    samples = (Sample(str(tmp_path / " a.png"), 0, "g ", Split.TRAIN), Sample(str(tmp_path / "кот.png"), 0, None,
                                                                              Split.TRAIN))  # fmt: skip
    write_splits(tmp_path / "s.csv", Splits(str(tmp_path), (" -",), samples, (), ()))
    (tmp_path / "s.csv").write_bytes((tmp_path / "s.csv").read_bytes().replace(b"\n", b"\r\n"))
    splits = read_splits(tmp_path / "s.csv", tmp_path)
    assert splits.classes == (" -",)
    assert splits.train == samples


def test_classes_of_a_table_stand_in_the_order_of_people_and_no_label_is_no_class(tmp_path):
    (tmp_path / "s.csv").write_text("path,label,split,group\n1.png,10,train,\n2.png,2,val,\n3.png,,test,\n",
                                    encoding="utf-8")
    splits = read_splits(tmp_path / "s.csv", tmp_path)
    assert splits.classes == ("2", "10")
    assert splits.test[0].label is None


def test_pictures_of_a_whole_drive_are_named_below_it():
    root = os.path.abspath(os.sep)
    assert stored_path(os.path.join(root, "a", "b.png"), root) == "a/b.png"


def test_a_path_outside_of_the_root_and_odd_names_survive(tmp_path):
    samples = tuple(
        Sample(str(tmp_path / name), 0, None, Split.TRAIN)
        for name in ("in/a,b.png", 'in/say "hi".png', "out/x.png", "in/ü\u0308.png", "in/\udcff.png")
    )
    splits = Splits(str(tmp_path / "in"), ("x",), samples, ())
    write_splits(tmp_path / "s.csv", splits)
    assert read_splits(tmp_path / "s.csv", tmp_path / "in", ("x",)).train == samples


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "path,label,split,group\nx,cat,nowhere,\n"])
def test_what_is_no_table_of_a_split_is_told(tmp_path, text):
    (tmp_path / "s.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError):
        read_splits(tmp_path / "s.csv", tmp_path)
    (tmp_path / "t.csv").write_text("path,label,split,group\nx,cat,train,\n", encoding="utf-8")
    with pytest.raises(DataError, match="none of"):
        read_splits(tmp_path / "t.csv", tmp_path, ("dog",))
    with pytest.raises(DataError, match="Cannot read"):
        read_splits(tmp_path / "none.csv", tmp_path)


@pytest.mark.parametrize("method", [pytest.param(method, marks=NEEDS_LINKS) if method is Method.SYMLINK else method
                                    for method in Method])  # fmt: skip
def test_folders_hold_every_picture_and_open_as_the_same_split(tmp_path, splits, method):
    before = content(tmp_path / "data")
    told: list[Event] = []
    assert write_folders(tmp_path / "out", splits, method, told.append) == 0
    doing = "Copying" if method is Method.COPY else "Linking"
    assert told == [Progress(doing, done, 20) for done in range(1, 21)]
    found = open_source(TrainConfig(dataset_path=str(tmp_path / "out")))
    assert found.classes == splits.classes
    assert [sum(s.split is split for s in found.samples) for split in Split] == [16, 2, 2]
    assert content(tmp_path / "data") == before
    assert (tmp_path / "out" / "splits.csv").is_file()
    one = next((tmp_path / "out" / "train" / "a").iterdir())
    assert one.is_symlink() == (method is Method.SYMLINK)
    assert (one.stat().st_nlink > 1) == (method is not Method.COPY and method is not Method.SYMLINK)


def test_nothing_that_stands_there_is_overwritten(tmp_path, splits):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="not empty"):
        write_folders(tmp_path / "out", splits, Method.COPY)
    with pytest.raises(OutputError, match="is a file"):
        write_folders(tmp_path / "out" / "mine.txt", splits, Method.COPY)
    assert content(tmp_path / "out") == {"mine.txt": b"mine"}


@NEEDS_LINKS
def test_a_link_that_leads_nowhere_is_no_free_place(tmp_path, splits, monkeypatch):
    (tmp_path / "out").symlink_to(tmp_path / "nowhere")
    monkeypatch.setattr(folders.shutil, "copy2", lambda *_: pytest.fail("it was begun"))
    with pytest.raises(OutputError, match="is a file"):
        write_folders(tmp_path / "out", splits, Method.COPY)


def test_copies_that_would_fill_the_disk_are_not_begun(tmp_path, splits, monkeypatch):
    monkeypatch.setattr(folders.shutil, "disk_usage", lambda _: SimpleNamespace(free=9))
    monkeypatch.setattr(folders.shutil, "copy2", lambda *_: pytest.fail("it was begun"))
    with pytest.raises(OutputError, match="The copies need"):
        write_folders(tmp_path / "out", splits, Method.COPY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
    write_folders(tmp_path / "out", splits, Method.HARDLINK)  # takes no room


class WindowsError1314(OSError):
    """As Windows says it without developer mode."""

    winerror = 1314


@pytest.mark.parametrize(("method", "error", "told"), [
    (Method.SYMLINK, OSError(errno.EPERM, "not permitted"), "Symbolic links need a right"),
    (Method.SYMLINK, WindowsError1314(errno.EINVAL, "no privilege"), "Symbolic links need a right"),
    (Method.SYMLINK, OSError(errno.EIO, "broken"), r"could not be written to its folder: broken\. Nothing was left"),
    (Method.HARDLINK, OSError(errno.EINVAL, "Incorrect function"), "Hard links from .* are not possible"),
    (Method.HARDLINK, OSError(errno.ENOSYS, "not implemented"), "Hard links from .* are not possible"),
    (Method.COPY, OSError(errno.EPERM, "not permitted"), "could not be written to its folder: not permitted"),
])  # fmt: skip
def test_why_a_picture_cannot_be_placed_is_told(tmp_path, splits, monkeypatch, method, error, told):
    def refuse(*_given):
        raise error

    monkeypatch.setattr(os, "symlink", refuse)
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(folders.shutil, "copy2", refuse)
    with pytest.raises(OutputError, match=told):
        write_folders(tmp_path / "out", splits, method)


@pytest.mark.parametrize("method", [pytest.param(method, marks=NEEDS_LINKS) if method is Method.SYMLINK else method
                                    for method in Method])  # fmt: skip
@pytest.mark.parametrize("num_done", [0, 2])
def test_a_picture_that_went_while_the_split_was_made_is_named_and_nothing_is_left(tmp_path, splits, method, num_done):
    gone = splits.train[5].path

    def delete(event: Event) -> None:
        if isinstance(event, Progress) and event.done == num_done:
            os.unlink(gone)

    delete(Progress("Splitting", 0))
    with pytest.raises(OutputError) as caught:
        write_folders(tmp_path / "out", splits, method, delete)
    assert str(caught.value).startswith(f"{gone} is gone")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_folders_are_whole_though_a_scanner_holds_their_mark_for_a_moment(tmp_path, splits, monkeypatch):
    held = hold_removals(monkeypatch, 3)
    write_folders(tmp_path / "out", splits, Method.COPY)
    assert held == [folders.MARK] * 3
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["splits.csv", "test", "train", "val"]


def test_a_picture_whose_new_path_is_too_long_for_windows_is_told_as_that(tmp_path, splits, monkeypatch):
    def refuse(source, target):
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", f"{target.parent}/{'a' * 300}.png")

    hold_files(monkeypatch, 0)
    monkeypatch.setattr(folders.shutil, "copy2", refuse)
    with pytest.raises(OutputError, match=r"longer than Windows takes \(259 letters\).*Nothing was left behind"):
        write_folders(tmp_path / "out", splits, Method.COPY)


def test_a_picture_without_a_class_has_a_folder_of_its_own(tmp_path):
    path = write_picture(tmp_path / "one.png", 1)
    write_folders(tmp_path / "out", Splits(str(tmp_path), ("a",), (Sample(str(path)),), ()), Method.COPY)
    assert (tmp_path / "out" / "train" / "unlabelled" / "one.png").is_file()


@NEEDS_LINKS
def test_a_hard_link_to_a_link_is_one_to_its_picture(tmp_path):
    path = write_picture(tmp_path / "real.png", 1)
    (tmp_path / "link.png").symlink_to(path)
    splits = Splits(str(tmp_path), ("a",), (Sample(str(tmp_path / "link.png"), 0),), ())
    write_folders(tmp_path / "out", splits, Method.HARDLINK)
    target = tmp_path / "out" / "train" / "a" / "link.png"
    assert not target.is_symlink()
    assert target.samefile(path)


def test_interrupted_it_leaves_nothing_and_can_be_repeated(tmp_path, splits, monkeypatch):
    control = Control()
    calls = []

    def stop(event: Event) -> None:
        calls.append(event)
        if len(calls) == 5:
            control.stop()

    with pytest.raises(Cancelled):
        write_folders(tmp_path / "out", splits, Method.COPY, stop, control)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
    monkeypatch.setattr(shutil, "copy2", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OutputError, match="disk is full"):
        write_folders(tmp_path / "out", splits, Method.COPY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
    monkeypatch.undo()
    write_folders(tmp_path / "out", splits, Method.COPY)
    assert len(content(tmp_path / "out")) == 21


def test_what_a_killed_try_left_is_cleared_but_nothing_else(tmp_path, splits):
    left = tmp_path / ".out.unfinished"
    left.mkdir()
    (left / folders.MARK).touch()
    (left / "half").write_text("x", encoding="utf-8")
    write_folders(tmp_path / "out", splits, Method.COPY)
    assert not left.exists()
    (tmp_path / ".another.unfinished").mkdir()  # killed before it could be marked
    write_folders(tmp_path / "another", splits, Method.COPY)
    foreign = tmp_path / ".other.unfinished"
    foreign.mkdir()
    (foreign / "mine").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="in the way"):
        write_folders(tmp_path / "other", splits, Method.COPY)
    assert (foreign / "mine").exists()


def test_two_that_write_one_folder_at_once_do_not_undo_each_others_work(tmp_path, splits):
    refused: list[str] = []

    def write_too(event: Event) -> None:
        if not refused:
            with pytest.raises(OutputError, match="being written by another process") as error:
                write_folders(tmp_path / "out", splits, Method.COPY)
            refused.append(str(error.value))

    write_folders(tmp_path / "out", splits, Method.COPY, write_too)
    assert refused
    assert len(content(tmp_path / "out")) == 21
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out"]


def test_a_folder_that_another_process_filled_meanwhile_stays_as_it_is(tmp_path):
    (tmp_path / "theirs").touch()
    with pytest.raises(OutputError, match="nothing is ever overwritten"), folders.made_whole(tmp_path):
        pass


def test_a_table_that_another_process_wrote_meanwhile_is_not_replaced(tmp_path, splits):
    (tmp_path / "s.csv").write_text("theirs", encoding="utf-8")
    with pytest.raises(OutputError, match="nothing is overwritten"):
        write_splits(tmp_path / "s.csv", splits, may_replace=False)
    assert (tmp_path / "s.csv").read_text(encoding="utf-8") == "theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "s.csv"]


def test_two_pictures_of_one_name_both_arrive(tmp_path):
    write_picture(tmp_path / "data" / "a" / "x" / "1.PNG", 3)
    write_picture(tmp_path / "data" / "a" / "y" / "1.png", 1)
    write_picture(tmp_path / "data" / "a" / "z" / "1.png", 2)
    write_picture(tmp_path / "data" / "b" / "1.png", 4)
    index = open_source(TrainConfig(dataset_path=str(tmp_path / "data")))
    splits = Splits(index.root, index.classes, index.samples, ())
    assert write_folders(tmp_path / "out", splits, Method.COPY) == 2
    assert len(list((tmp_path / "out" / "train" / "a").iterdir())) == 3


def test_class_names_that_are_no_folder_names_are_changed(tmp_path):
    path = write_picture(tmp_path / "1.png", 1)
    other = write_picture(tmp_path / "2.png", 2)
    splits = Splits(str(tmp_path), ("A/b", "a:b", "A_B"), (Sample(path, 0), Sample(other, 1), Sample(other, 2)), ())
    write_folders(tmp_path / "out", splits, Method.COPY)
    assert sorted(path.name for path in (tmp_path / "out" / "train").iterdir()) == ["A_B-3", "A_b", "a_b-2"]


def test_the_sources_own_split_is_kept():
    index = made_up_index([0, 1] * 10)
    marked = tuple(replace(sample, split=Split.VAL if number < 6 else Split.TRAIN)
                   for number, sample in enumerate(index.samples))  # fmt: skip
    marked = (*marked[:-1], replace(marked[-1], split=None))
    plan = plan_splits(replace(index, samples=marked), {}, TrainConfig())
    assert plan.own
    assert [len(samples) for _, samples in plan.splits] == [14, 6, 0]
    assert {sample.split for sample in plan.splits.train} == {Split.TRAIN}
    for split, which in ((Split.VAL, "val"), (Split.TRAIN, "train")):
        facts = unreadable(*(sample.path for sample in getattr(plan.splits, split.value)))
        with pytest.raises(DataError, match=f"No picture of made up's {which} can be read"):
            plan_splits(replace(index, samples=marked), facts, TrainConfig())


def test_where_val_is_missing_it_is_taken_from_train():
    index = made_up_index([0, 1] * 45 + [0] * 10)
    marked = tuple(replace(sample, split=Split.TEST if number >= 90 else Split.TRAIN)
                   for number, sample in enumerate(index.samples))  # fmt: skip
    splits = make_splits(replace(index, samples=marked), {}, TrainConfig())
    assert [len(samples) for _, samples in splits] == [80, 10, 10]
    assert {sample.path for sample in splits.test} == {sample.path for sample in marked[90:]}


def test_an_own_test_picture_that_cannot_be_read_is_named():
    index = made_up_index([0, 1] * 10)
    marked = tuple(replace(sample, split=Split.TEST if number < 4 else None)
                   for number, sample in enumerate(index.samples))  # fmt: skip
    broken = marked[1].path
    plan = plan_splits(replace(index, samples=marked), unreadable(broken), TrainConfig())
    assert {sample.path for sample in plan.splits.test} == {sample.path for sample in marked[:4]} - {broken}
    assert [finding.paths for finding in plan.findings] == [(broken,)]


def test_half_of_the_pictures_are_enough():
    index = made_up_index([0, 1] * 10)
    facts = unreadable(*(sample.path for sample in index.samples[:10]))
    assert sum(len(samples) for _, samples in make_splits(index, facts, TrainConfig())) == 10


def test_groups_of_one_keep_their_names_and_are_no_groups_to_tell_of():
    index = made_up_index([0] * 20, ["alone", "two", "two", *[None] * 17])
    plan = plan_splits(index, {}, TrainConfig())
    assert plan.num_groups == 1
    groups = sorted(sample.group for _, samples in plan.splits for sample in samples if sample.group)
    assert groups == ["alone", "two", "two"]


def test_pictures_that_the_source_calls_like_no_other_are_not_kept_together():
    index = made_up_index([0] * 20)
    facts = {sample.path: made_up_facts(sample.path, number, dct_hash=7 if number < 3 else None)
             for number, sample in enumerate(index.samples)}  # fmt: skip
    assert plan_splits(index, facts, TrainConfig()).num_alike_pictures == 3
    samples = (replace(index.samples[0], is_distinct=True), *index.samples[1:])
    assert plan_splits(replace(index, samples=samples), facts, TrainConfig()).num_alike_pictures == 2
    assert plan_splits(index, facts, TrainConfig(duplicates="ignore")).alike is None


def test_look_alikes_too_many_to_be_believed_are_told():
    index = made_up_index([0] * 30)
    facts = {sample.path: made_up_facts(sample.path, number, dct_hash=0) for number, sample in enumerate(index.samples)}
    assert [finding.kind for finding in plan_splits(index, facts, TrainConfig()).findings] == ["large_duplicate_group"]


def test_groups_that_look_alikes_join_are_named_and_counted_where_they_are_many():
    index = made_up_index([0] * 20, [f"g{number}" for number in range(20)])
    facts = {sample.path: made_up_facts(sample.path, number, dct_hash=7 if number < 5 else None)
             for number, sample in enumerate(index.samples)}  # fmt: skip
    groups = {sample.group for _, samples in plan_splits(index, facts, TrainConfig()).splits for sample in samples}
    assert groups == {"g0 + g1 + g2 + 2 more, c0/00000.png", *(f"g{number}" for number in range(5, 20))}


def test_without_train_there_is_nothing_to_learn():
    index = made_up_index([0, 1])
    marked = tuple(replace(sample, split=Split.TEST) for sample in index.samples)
    with pytest.raises(DataError, match="no pictures to train with"):
        make_splits(replace(index, samples=marked), {}, TrainConfig())


def test_unreadable_pictures_are_left_out_and_named(tmp_path, index):
    (tmp_path / "data" / "a" / "a_3.png").write_bytes(b"broken")
    plan = plan_splits(index, scan([sample.path for sample in index.samples]), TrainConfig())
    assert sum(len(samples) for _, samples in plan.splits) == 19
    assert any("a_3.png" in finding.message for finding in plan.findings)


def test_more_than_half_unreadable_is_an_error(tmp_path, index):
    for path in (tmp_path / "data" / "a").iterdir():
        path.write_bytes(b"broken")
    (tmp_path / "data" / "b 猫" / "b 猫_0.png").write_bytes(b"")
    facts = scan([sample.path for sample in index.samples])
    with pytest.raises(DataError, match="11 of 20"):
        make_splits(index, facts, TrainConfig())


def test_copies_go_to_one_split_also_under_two_labels(tmp_path):
    class_folders(tmp_path / "data", {"a": 20, "b": 20})
    for number in range(20):
        shutil.copy(tmp_path / "data" / "a" / f"a_{number}.png", tmp_path / "data" / "b" / f"copy_{number}.png")
    index = open_source(TrainConfig(dataset_path=str(tmp_path / "data")))
    facts = scan([sample.path for sample in index.samples])
    where = {os.path.basename(s.path): split for split, samples in make_splits(index, facts, TrainConfig())
             for s in samples}  # fmt: skip
    assert all(where[f"a_{number}.png"] == where[f"copy_{number}.png"] for number in range(20))
    apart = make_splits(index, facts, TrainConfig(duplicates="ignore"))
    where = {os.path.basename(s.path): split for split, samples in apart for s in samples}
    assert any(where[f"a_{number}.png"] != where[f"copy_{number}.png"] for number in range(20))


def test_large_numbers_have_separators_in_what_is_said_of_a_split():
    samples = tuple(Sample(f"/{number}.png", 0, split=Split.TRAIN) for number in range(1438))
    splits = Splits("/", ("a",), samples, (), ())
    assert summary(SplitPlan(splits)) == "Split: 1,438 train."
    assert summary(SplitPlan(splits, own=True)) == "The source's own split is kept: 1,438 train."
    alike = SplitPlan(splits, num_groups=1200, num_alike=1100, num_alike_pictures=2300, largest=1400)
    assert summary(alike) == (
        "Split: 1,438 train. Kept together: 1,200 groups of two or more pictures and 1,100 sets of equal or nearly "
        "equal pictures (2,300 pictures); the largest unit has 1,400 pictures."
    )


def test_one_group_and_one_set_are_said_to_be_one():
    samples = tuple(Sample(f"/{number}.png", 0, split=Split.TRAIN) for number in range(8))
    splits = Splits("/", ("a",), samples, (), ())
    assert "Kept together: 1 set of equal or nearly equal pictures (2 pictures); the largest unit" in summary(
        SplitPlan(splits, num_alike=1, num_alike_pictures=2, largest=2))
    assert "Kept together: 1 group of two or more pictures and 2 sets" in summary(
        SplitPlan(splits, num_groups=1, num_alike=2, num_alike_pictures=4, largest=2))


def test_the_table_for_people_says_how_near_it_came(splits):
    lines = class_table(splits, (0.8, 0.1, 0.1))
    assert len({len(line.encode("gb18030")) for line in lines[:4]}) == 1
    assert lines[-1] == "Every class is within one picture of 80 % / 10 % / 10 %."
    half = make_splits(made_up_index([0] * 15), {}, TrainConfig())  # 1.5 pictures are wanted for val
    assert nearness(half, (0.8, 0.1, 0.1)).startswith("Every class is within one picture")
    index = made_up_index([0] * 30, [f"g{number // 10}" for number in range(30)])
    plan = plan_splits(index, {}, TrainConfig())
    assert "as groups were kept together" in nearness(plan.splits, (0.8, 0.1, 0.1))
    assert "3 groups" in summary(plan)
    assert "as the earlier split's pictures stay" in nearness(plan.splits, (0.8, 0.1, 0.1), is_extended=True)


def test_the_class_that_is_farthest_from_its_share_is_named_and_one_picture_off_counts():
    sizes = {"near": (79, 11, 10), "far": (70, 10, 20), "right": (80, 10, 10)}
    parts: list[list[Sample]] = [[], [], []]
    for label, (name, counts) in enumerate(sizes.items()):
        for part, count in zip(parts, counts, strict=True):
            part += [Sample(f"/{name}/{len(part)}.png", label)] * count
    splits = Splits("/", tuple(sizes), *map(tuple, parts))
    assert nearness(splits, (0.8, 0.1, 0.1)) == (
        "4 of 9 counts are a picture or more from 80 % / 10 % / 10 %, as groups were kept together; the farthest by "
        "10.0 pictures (far, train)."
    )


def test_the_table_for_people_names_the_classes_that_a_split_lacks_also_one_without_pictures():
    one, other = (Sample(f"/{number}.png", number) for number in range(2))
    lines = class_table(Splits("/", ("a", "b", "nothing"), (one, other), (one,), ()))
    assert [line.split() for line in lines[1:5]] == [
        ["a", "1", "50.0%", "1", "50.0%", "2"], ["b", "1", "100.0%", "0", "0.0%", "1"],
        ["nothing", "0", "-", "0", "-", "0"], ["all", "2", "66.7%", "1", "33.3%", "3"]]
    assert lines[5:] == ["Without a picture in train: nothing.", "Without a picture in val: b, nothing."]


def test_pictures_are_counted_by_class_and_by_split_where_they_have_one():
    index = made_up_index([0, 0, 0, 1])
    assert [line.split() for line in counts_table(index)] == [
        ["class", "pictures"], ["c0", "3", "75.0%"], ["c1", "1", "25.0%"]]
    marked = tuple(replace(sample, split=Split.VAL if number < 2 else Split.TRAIN)
                   for number, sample in enumerate(index.samples))  # fmt: skip
    lines = counts_table(replace(index, samples=marked))
    assert lines[0].split() == ["class", "train", "val", "all"]
    assert lines[1].split() == ["c0", "1", "33.3%", "2", "66.7%", "3"]


def test_a_class_that_cannot_be_judged_is_told_where_there_is_something_to_judge():
    one, other = (Sample(f"/{number}.png", number) for number in range(2))
    assert unjudged(Splits("/", ("a", "b"), (one, other), (one, other), ())) == []
    (told,) = unjudged(Splits("/", ("a", "b"), (one, other), (one,), ()))
    assert "The class b has no picture in val" in told


def test_names_that_only_unicode_tells_apart_are_two_pictures():
    index = made_up_index([0] * 6)
    folder = os.path.dirname(index.samples[0].path)
    names = [f"{letter}.png" for letters in ("e\u0301\u00e9", "a\u0301\u00e1", "u\u0301\u00fa") for letter in
             (letters[:2], letters[2])]  # fmt: skip
    samples = tuple(replace(sample, path=os.path.join(folder, name))
                    for sample, name in zip(index.samples, names, strict=True))  # fmt: skip
    splits = make_splits(replace(index, samples=samples), {}, TrainConfig(split=(0.5, 0.5)))
    assert [len(samples) for _, samples in splits] == [3, 3, 0]


def test_folders_take_their_place_though_a_scanner_looks_into_them(tmp_path, splits, monkeypatch):
    hold_everything(monkeypatch, 5, only_folders=True)
    write_folders(tmp_path / "out", splits, Method.COPY)
    assert len(content(tmp_path / "out")) == 21
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out"]


def test_copies_of_pictures_that_are_marked_read_only_go_where_copying_is_stopped(tmp_path, splits, monkeypatch):
    for path in (tmp_path / "data").rglob("*.png"):
        path.chmod(0o444)
    keep_what_is_read_only(monkeypatch)
    control = Control()
    with pytest.raises(Cancelled):
        write_folders(tmp_path / "out", splits, Method.COPY, lambda _event: control.stop(), control)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_hard_links_that_windows_has_not_on_a_stick_are_told_as_that(tmp_path, splits, monkeypatch):
    def refuse(*_given):
        raise OSError(errno.EINVAL, "Incorrect function")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OutputError, match=r"Hard links .* are not possible"):
        write_folders(tmp_path / "out", splits, Method.HARDLINK)
