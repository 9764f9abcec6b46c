"""Where a run's pictures are: still there, in a folder that the user named, or nobody knows."""

import os
import shutil
from pathlib import Path

import pytest

from core.base.errors import PicturesMovedError
from core.base.files import write_json
from core.base.types import Sample, Split, Splits
from core.config import SAMPLE
from core.data.sources.archives import unpacked
from core.data.splitting.table import write_splits
from core.evaluation.pictures import pictures_of_run
from core.evaluation.stored import read_predictions
from core.training.pictures_place import PicturesPlace, missing_folder, note_moved, pictures_place
from core.training.run_folder import CONFIG, SPLITS

FOUND = "D:\\данные\\pets"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLASSWISE_DATA", str(tmp_path / "settings"))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The pictures on this machine."""
    for name in ("cat/1.png", "dog/2.png"):
        path = tmp_path / "here" / "pets" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
    return tmp_path / "here" / "pets"


def make_run(run_dir: Path, host: str = "CLINIC-7", found: str = FOUND, dataset_path: str = FOUND) -> Path:
    """Write what is read of a run that was copied from a Windows machine."""
    root = os.path.abspath("/r")
    samples = (Sample(os.path.join(root, "cat", "1.png"), 0, None, Split.TRAIN),
               Sample(os.path.join(root, "dog", "2.png"), 1, None, Split.VAL))  # fmt: skip
    run_dir.mkdir()
    write_splits(run_dir / SPLITS, Splits(root, ("cat", "dog"), samples[:1], samples[1:], (), "pets"))
    facts = {"root": found, "host": host, "dataset_path": dataset_path, "classes": ["cat", "dog"]}
    write_json(run_dir / CONFIG, {"run": facts})
    return run_dir


def test_pictures_that_are_where_the_run_found_them(tmp_path: Path, here: Path) -> None:
    run_dir = make_run(tmp_path / "run", found=str(here))
    assert pictures_place(run_dir) == PicturesPlace(str(here), str(here))
    assert missing_folder(run_dir) == ""


def test_a_copied_run_finds_its_pictures_once_told_where_they_are(tmp_path: Path, here: Path) -> None:
    run_dir, other = make_run(tmp_path / "run"), make_run(tmp_path / "other")
    elsewhere = make_run(tmp_path / "elsewhere", host="LAB-2")
    assert missing_folder(run_dir) == FOUND
    with pytest.raises(PicturesMovedError, match="are not in D:") as caught:
        pictures_of_run(run_dir)
    assert caught.value.run_dir == run_dir
    assert note_moved(run_dir, here) == str(here)
    assert missing_folder(run_dir) == ""
    assert pictures_of_run(run_dir).paths == (str(here / "dog" / "2.png"),)
    # So do all runs that the same machine made of the same folder, and only those.
    assert pictures_place(other).here == str(here)
    assert missing_folder(elsewhere) == FOUND


@pytest.mark.parametrize(("is_there", "words"), [(True, "Open the archive to unpack it again"),
                                                 (False, "Bring it back and open it")])  # fmt: skip
def test_of_pictures_that_were_unpacked_it_is_told_what_became_of_the_archive(tmp_path: Path, words: str, *,
                                                                              is_there: bool) -> None:  # fmt: skip
    archive = tmp_path / "pets.zip"
    if is_there:
        archive.touch()
    run_dir = make_run(tmp_path / "run", found=str(tmp_path / "cache" / "pets"), dataset_path=str(archive))
    with pytest.raises(PicturesMovedError, match=words) as caught:
        pictures_of_run(run_dir)
    assert f"unpacked from {archive}" in str(caught.value)


@pytest.mark.parametrize("below", ["", "pets"])
def test_pictures_of_an_archive_are_found_where_it_was_unpacked_again_to_another_folder(
    tmp_path: Path, here: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    archive = shutil.make_archive(str(tmp_path / "pets"), "zip", here.parent if below else here)
    monkeypatch.setenv("CLASSWISE_CACHE", str(tmp_path / "archives" / "cache"))
    root = os.path.normpath(os.path.join(unpacked(archive), below))
    run_dir = make_run(tmp_path / "run", found=root, dataset_path=archive)
    shutil.rmtree(tmp_path / "archives")
    assert pictures_place(run_dir).here == missing_folder(run_dir) == root
    os.utime(archive, ns=(0, 0))  # as of a copy that was brought back
    again = os.path.normpath(os.path.join(unpacked(archive), below))
    assert again != root
    assert pictures_place(run_dir) == PicturesPlace(root, again)
    assert missing_folder(run_dir) == ""
    assert pictures_of_run(run_dir, "val").paths == (os.path.join(again, "dog", "2.png"),)


@pytest.mark.parametrize("chosen", ["here/pets", "here", "here/pets/cat"])
def test_the_folder_above_and_one_inside_are_taken_for_it(tmp_path: Path, here: Path, chosen: str) -> None:
    assert note_moved(make_run(tmp_path / "run"), tmp_path / chosen) == str(here)


def test_a_folder_of_other_pictures_is_refused_and_forgotten(tmp_path: Path, here: Path) -> None:
    run_dir = make_run(tmp_path / "run")
    (tmp_path / "wrong" / "deep").mkdir(parents=True)
    with pytest.raises(PicturesMovedError, match=r"Choose the folder that holds cat/1\.png"):
        note_moved(run_dir, tmp_path / "wrong" / "deep")
    assert missing_folder(run_dir) == FOUND
    note_moved(run_dir, here)
    os.rename(here, tmp_path / "gone")
    assert missing_folder(run_dir) == FOUND


def test_the_sample_digits_are_on_every_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLASSWISE_CACHE", str(tmp_path / "cache"))
    run_dir = make_run(tmp_path / "run", dataset_path=SAMPLE)
    assert missing_folder(run_dir) == ""
    assert (Path(pictures_place(run_dir).here) / "3").is_dir()


def test_kept_predictions_lead_to_the_pictures_here(tmp_path: Path, here: Path) -> None:
    run_dir = make_run(tmp_path / "run")
    note_moved(run_dir, here)
    rows = ("img_path,label,predict,score,error,score:cat,score:dog", f"{FOUND}\\cat\\1.png,cat,cat,0.9,,0.9,0.1",
            f"{FOUND} 2\\cat\\1.png,cat,cat,0.9,,0.9,0.1")  # fmt: skip
    table = tmp_path / "predictions.csv"
    table.write_text("\n".join(rows), encoding="utf-8")
    first, foreign = [item.path for item in read_predictions(table, ("cat", "dog"), pictures_place(run_dir))]
    assert first == str(here / "cat" / "1.png")
    assert not Path(foreign).exists()


def test_a_path_of_linux_keeps_its_backslashes() -> None:
    place = PicturesPlace("/data/pets", "/new")
    assert place.path_here("/data/pets/a\\b.png") == os.path.join("/new", "a\\b.png")
    assert place.path_here("/data/petshop/a.png") == "/data/petshop/a.png"
