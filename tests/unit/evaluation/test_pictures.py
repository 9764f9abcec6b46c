"""Which pictures are judged: a source's own split, else the one of the model's run."""

import os
from pathlib import Path

import pytest

from core.base.errors import DataError
from core.base.files import write_json
from core.base.types import DatasetIndex, Sample, Split, Splits
from core.data.splitting.table import write_splits
from core.evaluation.pictures import LabelledPictures, pictures_of_run, pictures_of_source, run_dir_of
from core.training.run_folder import CONFIG, SPLITS


@pytest.fixture
def samples(tmp_path: Path) -> dict[Split, tuple[Sample, ...]]:
    """Two pictures a split below tmp_path/data; the files need not exist."""
    return {
        split: tuple(Sample(str(tmp_path / "data" / f"{split}{n}.png"), n, None, split) for n in range(2))
        for split in Split
    }


@pytest.fixture
def run_dir(tmp_path: Path, samples: dict[Split, tuple[Sample, ...]]) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    (tmp_path / "data").mkdir()
    root = str(tmp_path / "data")
    write_splits(folder / SPLITS, Splits(root, ("a", "b"), *samples.values(), name="pets"))
    write_json(folder / CONFIG, {"run": {"root": root, "name": "pets"}})
    return folder


def index_of(samples: tuple[Sample, ...], root: Path) -> DatasetIndex:
    return DatasetIndex(str(root), ("a", "b"), samples, name="pets")


def names(paths: tuple[str, ...]) -> list[str]:
    return [os.path.basename(path) for path in paths]


def test_a_source_with_a_split_gives_that_split_or_all(samples: dict[Split, tuple[Sample, ...]]) -> None:
    index = index_of(samples[Split.TRAIN] + samples[Split.VAL], Path("/x"))
    assert names(pictures_of_source(index, "val").paths) == ["val0.png", "val1.png"]
    assert len(pictures_of_source(index).paths) == 4
    with pytest.raises(DataError, match="has no test split; it has train, val"):
        pictures_of_source(index, "test")


def test_a_source_without_a_split_takes_the_one_of_the_run(
    samples: dict[Split, tuple[Sample, ...]], run_dir: Path, tmp_path: Path
) -> None:
    plain = tuple(Sample(sample.path, sample.label) for split in Split for sample in samples[split])
    found = pictures_of_source(index_of(plain, tmp_path / "data"), "test", run_dir)
    assert names(found.paths) == ["test0.png", "test1.png"]
    assert found.split == "test"
    moved = tuple(Sample(str(tmp_path / "moved" / os.path.basename(one.path)), one.label) for one in plain)
    assert names(pictures_of_source(index_of(moved, tmp_path / "moved"), "val", run_dir).paths) == [
        "val0.png", "val1.png"
    ]  # fmt: skip
    with pytest.raises(DataError, match="Give no split"):
        pictures_of_source(index_of(plain, tmp_path / "data"), "test", None)


def test_without_a_source_the_run_gives_its_test_pictures(run_dir: Path, tmp_path: Path) -> None:
    found = pictures_of_run(str(run_dir))
    assert names(found.paths) == ["test0.png", "test1.png"]
    assert (found.name, found.split) == ("pets", "test")
    assert list(found.labels.values()) == ["a", "b"]
    assert names(pictures_of_run(run_dir, "val").paths) == ["val0.png", "val1.png"]
    with pytest.raises(DataError, match="Give a folder"):
        pictures_of_run(tmp_path)
    with pytest.raises(DataError, match=r"no run folder .* moved or deleted"):
        pictures_of_run(tmp_path / "deleted")


def test_a_run_whose_pictures_are_elsewhere_says_where_they_were(run_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "data").rmdir()
    for split in ("", "val"):
        with pytest.raises(DataError, match="data any more"):
            pictures_of_run(run_dir, split)


def test_pictures_without_labels_and_renamed_classes() -> None:
    index = DatasetIndex("/x", ("Cat",), (Sample("/x/1.png", 0), Sample("/x/2.png")))
    found = pictures_of_source(index).renamed({"Cat": "cats"})
    assert found.labels == {"/x/1.png": "cats"}
    assert found.classes == ["cats"]
    with pytest.raises(DataError, match="no pictures"):
        pictures_of_source(DatasetIndex("/x", ("Cat",), ()))


def test_classes_with_their_accents_apart_are_those_of_the_model() -> None:
    pictures = LabelledPictures(("1", "2", "3"), {"1": "cafe\u0301", "2": "b", "3": "other"}, "made up")
    assert pictures.spelled_as(("caf\u00e9", "b")).labels == {"1": "caf\u00e9", "2": "b", "3": "other"}


def test_the_run_folder_of_a_model_file_is_found(run_dir: Path, tmp_path: Path) -> None:
    assert run_dir_of(run_dir / "best_model.pth") == run_dir
    assert run_dir_of(run_dir) == run_dir
    assert run_dir_of(run_dir / "checkpoints" / "epoch_3.pth") == run_dir
    assert run_dir_of(tmp_path / "model.pth") is None
