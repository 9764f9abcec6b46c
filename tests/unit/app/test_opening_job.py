import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from app.opening_job import folder_labels, list_places, open_model, open_run, read_table
from core.base.control import Control
from core.base.errors import Cancelled, DataError, ModelFileError
from core.base.events import ignore
from core.base.types import Prediction, Resize
from core.data.images import encode_png
from core.evaluation.evaluate import PREDICTIONS, evaluate
from core.evaluation.judging import Judging
from core.model_file import ModelFile, save_model_file

CLASSES = ("cat", "dog")


def test_labels_come_from_the_folder_a_picture_stands_in_alone() -> None:
    names = ["x/cat/1.jpg", "x/cat/old/2.jpg", "x/Cat/3.jpg", "x/cats/4.jpg", "cat/dog/5.jpg"]
    paths = [str(Path("/") / name) for name in names]
    assert folder_labels(paths, CLASSES) == {paths[0]: "cat", paths[4]: "dog"}


def test_a_folder_whose_accents_are_letters_of_their_own_gives_the_class_too() -> None:
    path = os.path.abspath(os.path.join(unicodedata.normalize("NFD", "ガザ"), "1.jpg"))
    assert folder_labels([path], ("ガザ", "バラ")) == {path: "ガザ"}


def test_folders_and_single_pictures_are_listed(tmp_path: Path) -> None:
    for name in ("b/10.png", "b/2.png", "b/notes.txt", "a/фото.JPG", "single.bin"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    listed = list_places([str(tmp_path)], ignore, Control())
    assert [Path(path).name for path in listed.paths] == ["фото.JPG", "2.png", "10.png"]
    assert (listed.root, listed.name) == (str(tmp_path), tmp_path.name)
    chosen = list_places([str(tmp_path / "single.bin"), str(tmp_path / "b")], ignore, Control())
    assert [Path(path).name for path in chosen.paths] == ["single.bin", "2.png", "10.png"]
    assert chosen.root == str(tmp_path)


def test_a_place_without_pictures_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no pictures"):
        list_places([str(tmp_path)], ignore, Control())
    with pytest.raises(DataError, match="does not exist"):
        list_places([str(tmp_path / "gone")], ignore, Control())


def test_listing_can_be_stopped(tmp_path: Path) -> None:
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        list_places([str(tmp_path)], ignore, control)


def test_a_labels_table_is_a_source_of_true_classes(tmp_path: Path) -> None:
    picture = tmp_path / "фото" / "1.png"
    picture.parent.mkdir()
    picture.write_bytes(encode_png(np.zeros((4, 4, 3), np.uint8)))
    (picture.parent / "2.png").write_bytes(picture.read_bytes())
    table = tmp_path / "labels.csv"
    table.write_text("path,label\nфото/1.png,кошка\nфото/2.png,dog\n", encoding="utf-8")
    assert read_table(str(table), ignore, Control()) == {str(picture): "кошка", str(picture.parent / "2.png"): "dog"}


def test_a_model_of_two_classes_says_from_which_score_on_one_is_predicted(tmp_path: Path) -> None:
    model = ModelFile("squeezenet1_1", {"w": torch.ones(2)}, ("bees", "ants"), 3, (32, 32), Resize.CROP, (0.5,) * 3,
                      (0.5,) * 3, positive_class="ants", threshold=0.316)  # fmt: skip
    save_model_file(model, tmp_path / "two.pth")
    opened = open_model(str(tmp_path / "two.pth"), ignore, Control())
    assert opened.decision == "ants from 31.6\u00a0% on: the model's threshold"
    save_model_file(replace(model, threshold=None), tmp_path / "best.pth")
    assert open_model(str(tmp_path / "best.pth"), ignore, Control()).decision == ""


def test_a_runs_predictions_that_lack_pictures_are_told_as_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.evaluation.evaluate.draw", lambda *_arguments, **_options: None)
    save_model_file(ModelFile("squeezenet1_1", {"w": torch.ones(2)}, CLASSES, 3, (32, 32), Resize.CROP, (0.5,) * 3,
                              (0.5,) * 3), tmp_path / "best_model.pth")  # fmt: skip
    rows = [Prediction(str(tmp_path / f"{number}.jpg"), (0.9, 0.1), "cat", None, 0) for number in range(3)]
    evaluate(rows, CLASSES, tmp_path, Judging(), report=False)
    assert len(open_run(str(tmp_path), ignore, Control()).paths) == 3
    lines = (tmp_path / PREDICTIONS).read_bytes().splitlines(keepends=True)
    (tmp_path / PREDICTIONS).write_bytes(b"".join(lines[:-1]))
    with pytest.raises(ModelFileError, match=r"cannot be read \(2 of 3 pictures are there\)"):
        open_run(str(tmp_path), ignore, Control())
