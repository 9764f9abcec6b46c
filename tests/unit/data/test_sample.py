from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits

from core.base.errors import OutputError
from core.data.images import read_image
from core.data.sample import DIGITS, sample_folder
from tests.scanner import hold_everything


def test_the_digits_are_those_of_scikit_learn() -> None:
    folder = sample_folder()
    digits = load_digits()
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.png"))
    assert names == sorted(f"{label}/{index:04d}.png" for index, label in enumerate(digits.target))
    for index in range(0, len(names), 50):
        pixels = read_image(folder / f"{digits.target[index]}/{index:04d}.png", 1)[:, :, 0]
        np.testing.assert_array_equal(pixels, np.rint(digits.images[index] * 255 / 16))


def test_they_are_small_and_their_licence_lies_beside_them() -> None:
    assert DIGITS.stat().st_size < 60_000
    assert "CC BY 4.0" in (DIGITS.parent / "LICENSE.md").read_text(encoding="utf-8")


def test_what_is_there_is_left_alone() -> None:
    folder = sample_folder()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert sample_folder() == folder
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_what_has_gone_missing_is_put_back() -> None:
    folder = sample_folder()
    (first, second, third, *_) = sorted((folder / "3").iterdir())
    content = first.read_bytes()
    first.unlink()
    second.write_bytes(b"")
    for path in (folder / "7").iterdir():
        path.unlink()
    (folder / "7").rmdir()
    kept = third.stat().st_mtime_ns
    sample_folder()
    assert first.read_bytes() == content
    assert second.stat().st_size > 0
    assert len(list(folder.rglob("*.png"))) == 1797
    assert third.stat().st_mtime_ns == kept
    assert [path.name for path in folder.parent.iterdir()] == ["digits"]


def test_several_may_ask_at_once() -> None:
    with ThreadPoolExecutor(4) as executor:
        folders = set(executor.map(lambda _: sample_folder(), range(4)))
    (folder,) = folders
    assert len(list(folder.rglob("*.png"))) == 1797
    assert [path.name for path in folder.parent.iterdir()] == ["digits"]


def test_a_cache_folder_that_cannot_be_written_is_named(own_folders: Path) -> None:
    (own_folders / "cache").write_text("a file")
    with pytest.raises(OutputError, match="Cannot write"):
        sample_folder()


def test_a_scanner_that_looks_at_what_is_put_back_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = sample_folder() / "3" / "0003.png"
    lost.unlink()
    hold_everything(monkeypatch, 3)
    sample_folder()
    assert lost.is_file()
