import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.base.types import DatasetIndex, Finding, Sample, Split, Splits
from core.config import TrainConfig
from core.data.checks import HARMLESS, KINDS, KINDS_OF_ONE, TINY_CLASS, brief, check, is_clean
from core.data.images import encode_png
from core.data.outliers import far_off
from core.data.scan import scan
from core.data.sources.open import open_source
from tests.unit.data.pictures import class_folders, picture, write_picture


def checked(folder: Path, splits: Splits | None = None, **settings: object) -> list[Finding]:
    index = open_source(TrainConfig(dataset_path=str(folder), **settings))  # type: ignore[arg-type]
    return check(index, scan([sample.path for sample in index.samples]), splits)


def kinds(findings: list[Finding]) -> list[str]:
    return list(dict.fromkeys(finding.kind for finding in findings))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return class_folders(tmp_path / "data", {"a": 12, "b": 12})


def test_a_good_set_is_clean(folder):
    findings = checked(folder)
    assert findings == []
    assert is_clean(findings)


def spoil_unreadable(folder: Path) -> None:
    (folder / "a" / "a_0.png").write_bytes(b"broken")


def spoil_ending(folder: Path) -> None:
    (folder / "a" / "a_0.png").rename(folder / "a" / "a_0.jpg")


def spoil_other_ending(folder: Path) -> None:
    (folder / "a" / "a_0.png").rename(folder / "a" / "a_0.dat")


def spoil_tiny(folder: Path) -> None:
    class_folders(folder, {"c": 4}, start=100)


def spoil_empty(folder: Path) -> None:
    (folder / "c").mkdir()


def spoil_copy(folder: Path) -> None:
    shutil.copy(folder / "a" / "a_0.png", folder / "a" / "copy.png")


def spoil_label(folder: Path) -> None:
    shutil.copy(folder / "a" / "a_0.png", folder / "b" / "copy.png")


def spoil_near(folder: Path) -> None:
    image = np.clip(picture(0).astype(int) + 2, 0, 255).astype(np.uint8)
    (folder / "a" / "near.png").write_bytes(encode_png(image))


def spoil_size(folder: Path) -> None:
    write_picture(folder / "a" / "large.png", 99, side=480)


def spoil_shape(folder: Path) -> None:
    (folder / "a" / "wide.png").write_bytes(encode_png(np.ascontiguousarray(picture(99, side=96)[:20])))


def spoil_gray(folder: Path) -> None:
    write_picture(folder / "a" / "gray.png", 99, channels=1)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (spoil_unreadable, ["unreadable"]),
        (spoil_ending, ["wrong_ending"]),
        (spoil_other_ending, ["wrong_ending", "other_files"]),
        (spoil_tiny, ["tiny_class"]),
        (spoil_empty, ["empty_class"]),
        (spoil_copy, ["equal_pictures"]),
        (spoil_label, ["two_labels", "equal_pictures"]),
        (spoil_near, ["near_equal_pictures"]),
        (spoil_size, ["odd_size"]),
        (spoil_shape, ["odd_shape"]),
        (spoil_gray, ["gray_among_colour"]),
    ],
)
def test_each_fault_is_found_and_nothing_else(folder, spoil, expected):
    spoil(folder)
    findings = checked(folder)
    assert kinds(findings) == expected
    assert not is_clean(findings)
    assert len(brief(findings)) == len(expected)


def test_a_single_class_is_found(tmp_path):
    class_folders(tmp_path, {"a": 12})
    (finding,) = checked(tmp_path)
    assert finding.kind == "one_class"
    assert "'a' is the only class; training needs at least two" in finding.message


def test_the_least_size_of_a_class_that_is_said_is_the_one_that_counts(tmp_path):
    class_folders(tmp_path, {"a": TINY_CLASS, "b": TINY_CLASS - 1})
    (finding,) = checked(tmp_path)
    assert finding.message == "The class 'b' has 9 pictures; 10 is the least to judge it by."


def test_imbalance_is_found(tmp_path):
    class_folders(tmp_path, {"a": 10, "b": 45})
    findings = checked(tmp_path)
    assert kinds(findings) == ["imbalance"]
    assert "45 and 10" in findings[0].message


def test_a_leak_between_the_sources_own_splits_is_found(tmp_path):
    class_folders(tmp_path / "train", {"a": 10, "b": 10})
    class_folders(tmp_path / "val", {"a": 10, "b": 10}, start=100)
    shutil.copy(tmp_path / "train" / "a" / "a_0.png", tmp_path / "val" / "a" / "leaked.png")
    findings = checked(tmp_path)
    assert kinds(findings) == ["leak", "equal_pictures"]
    assert "train/a/a_0.png (train)" in findings[0].message


def test_a_group_in_two_splits_is_found(folder):
    index = open_source(TrainConfig(dataset_path=str(folder)))
    samples = tuple(replace(sample, group=f"p{number // 5}") for number, sample in enumerate(index.samples))
    index = replace(index, samples=samples)
    splits = Splits(index.root, index.classes, samples[:7], samples[7:])
    findings = check(index, scan([sample.path for sample in samples]), splits)
    assert kinds(findings) == ["group_leak"]
    assert "train 2, val 3" in findings[0].message


def test_findings_of_the_source_are_among_them_and_harmless_ones_are_no_fault(folder):
    index = open_source(TrainConfig(dataset_path=str(folder)))
    facts = scan([sample.path for sample in index.samples])
    noted = replace(index, findings=(Finding("encoding", "read as cp1251"),))
    findings = check(noted, facts)
    assert kinds(findings) == ["encoding"]
    assert is_clean(findings)
    assert brief(findings) == []


def test_every_kind_has_its_line():
    assert set(KINDS) >= HARMLESS
    for kind in KINDS:
        if kind not in HARMLESS:
            (line,) = brief([Finding(kind, "x", ("a", "b"))])
            assert line.endswith(".")
            assert "{}" not in line


def test_pictures_without_facts_count_as_unreadable():
    index = DatasetIndex("/x", ("a",), (Sample("/x/a/1.png", 0, None, Split.TRAIN),))
    assert "unreadable" in kinds(check(index, {}))


def test_far_off_needs_both_a_factor_and_a_spread():
    assert far_off([10.0] * 20 + [31.0], 3.0) == [20]
    assert far_off([10.0] * 20 + [29.0], 3.0) == []
    assert far_off([2.0**number for number in range(10)] + [1e4], 3.0) == []


def test_one_odd_picture_is_told_in_the_singular(folder):
    for spoil, words in ((spoil_gray, "1 of 25 pictures is gray"), (spoil_size, "is far from the usual size"),
                         (spoil_shape, "is far from the usual shape")):  # fmt: skip
        spoil(folder)
        assert any(words in finding.message for finding in checked(folder)), words
        for path in (*folder.rglob("gray.png"), *folder.rglob("large.png"), *folder.rglob("wide.png")):
            path.unlink()


def test_a_picture_and_its_copy_are_told_as_two_that_are_equal(folder):
    spoil_copy(folder)
    assert brief(checked(folder)) == ["2 pictures are equal to another."]


def test_one_finding_is_told_in_the_singular() -> None:
    assert brief([Finding("gray_among_colour", "x", ("a",))]) == ["1 gray picture is among colour ones."]
    assert brief([Finding("gray_among_colour", "x", ("a", "b"))]) == ["2 gray pictures are among colour ones."]
    assert {kind for kind, text in KINDS.items() if "{n:,}" in text} == set(KINDS_OF_ONE)


def test_a_file_that_is_train_and_val_is_a_leak_in_training_too(tmp_path):
    class_folders(tmp_path, {"a": 10, "b": 10})
    index = open_source(TrainConfig(dataset_path=str(tmp_path), val_path=str(tmp_path)))
    facts = scan([sample.path for sample in index.samples])
    splits = Splits(index.root, index.classes, index.samples[:20], index.samples[20:])
    findings = check(index, facts, splits)
    assert sum(finding.kind == "leak" for finding in findings) == 20
    assert kinds(findings) == kinds(check(index, facts))
