"""What is said of the pictures before a training begins."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from core.base.errors import ConfigError, DataError
from core.base.events import Event, Notice
from core.config import TrainConfig
from core.data.scan import scan
from core.data.sources.open import open_path
from core.data.splitting.splitter import plan_splits
from core.data.splitting.table import write_splits
from core.training.prepare import prepare
from tests.unit.data.pictures import class_folders


def warnings_of(config: TrainConfig) -> list[str]:
    events: list[Event] = []
    prepare(config, events.append)
    return [event.message for event in events if isinstance(event, Notice) and event.level == "warning"]


@pytest.fixture
def given(tmp_path: Path) -> TrainConfig:
    return TrainConfig(dataset_path=str(tmp_path), model="mobilenet_v3_small", pretrained="none", input_shape=(32,),
                       batch_size=2, precision="fp32")  # fmt: skip


def test_classes_that_val_or_test_cannot_judge_are_told(given, tmp_path):
    class_folders(tmp_path, {"a": 20, "b": 2})
    told = [line for line in warnings_of(given) if "its figures" in line]
    assert told == [f"The class b has no picture in {split}; its figures say nothing of that class."
                    for split in ("val", "test")]  # fmt: skip


def test_a_best_epoch_by_a_figure_that_val_does_not_give_is_refused_before_training(given, tmp_path):
    class_folders(tmp_path, {"a": 20, "b": 2})
    with pytest.raises(ConfigError, match="all of them are of a"):
        prepare(replace(given, best_by="auroc"))


def test_splits_that_hold_every_class_are_not_talked_of(given, tmp_path):
    class_folders(tmp_path, {"a": 20, "b": 20})
    assert not [line for line in warnings_of(given) if "its figures" in line]


def test_pictures_that_are_val_once_more_are_told_as_a_leak(given, tmp_path):
    class_folders(tmp_path, {"a": 10, "b": 10})
    assert "40 pictures stand in two splits, as equals or near-equals." in warnings_of(
        replace(given, val_path=str(tmp_path)))  # fmt: skip


def test_groups_that_leave_nothing_to_validate_with_are_named_as_the_reason(given, tmp_path):
    class_folders(tmp_path, {"a": 10, "b": 10})
    with pytest.raises(DataError, match=r"groups are never parted, and the 2"):
        prepare(replace(given, group_pattern="(?P<group>[ab])_"))


@pytest.fixture(params=["folder", "folder in a folder", "archive", "table", "sample"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A data set, in one form after the other, as it is named."""
    if request.param == "sample":
        return "sample"
    folder = class_folders(tmp_path / "all" / "pictures", {"a": 10, "b": 10})
    if request.param == "archive":
        return shutil.make_archive(str(tmp_path / "archive"), "zip", folder)
    if request.param == "table":
        rows = [f"{path.relative_to(folder).as_posix()},{path.parent.name}" for path in sorted(folder.rglob("*.png"))]
        (folder / "t.csv").write_text("\n".join(["image,label", *rows]))
        return str(folder / "t.csv")
    return str(folder if request.param == "folder" else folder.parent)


def test_a_split_of_ones_own_is_taken_for_any_form_of_data(given, tmp_path, source):
    config = replace(given, dataset_path=source)
    index = open_path(source)
    splits = plan_splits(index, scan([sample.path for sample in index.samples]), config).splits
    (tmp_path / "own").mkdir()
    write_splits(tmp_path / "own" / "split.csv", splits)
    events: list[Event] = []
    prepared = prepare(config, events.append, splits_path=tmp_path / "own" / "split.csv")
    assert replace(prepared.splits, name="") == replace(splits, name="")
    assert not [event for event in events if isinstance(event, Notice)]


def test_a_split_of_ones_own_has_the_classes_in_the_order_of_their_file(given, tmp_path):
    folder = class_folders(tmp_path / "pictures", {"a": 10, "b": 10})
    (tmp_path / "classes.txt").write_text("b\na\n")
    config = replace(given, dataset_path=str(folder), classes_path=str(tmp_path / "classes.txt"))
    (tmp_path / "own").mkdir()
    write_splits(tmp_path / "own" / "split.csv", prepare(config).splits)
    assert prepare(config, splits_path=tmp_path / "own" / "split.csv").splits.classes == ("b", "a")


def test_a_split_whose_pictures_are_not_there_is_one_error_without_a_line_for_each(given, tmp_path):
    class_folders(tmp_path / "pictures", {"a": 3, "b": 3})
    (tmp_path / "config.json").write_text('{"run": {"root": "/gone", "dataset_path": "/gone"}}')
    rows = [f"elsewhere/{number}.png,{'ab'[number % 2]},train," for number in range(30)]
    (tmp_path / "splits.csv").write_text("\n".join(["path,label,split,group", *rows]))
    events: list[Event] = []
    with pytest.raises(DataError, match=r"30 of the run's 30 pictures"):
        prepare(replace(given, dataset_path=str(tmp_path / "pictures")), events.append,
                splits_path=tmp_path / "splits.csv")  # fmt: skip
    assert not [event for event in events if isinstance(event, Notice) and event.level == "warning"]
