"""python -m app evaluate, from options to the folder."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.__main__ import main
from core.base.types import Resize
from core.data.images import content_hash
from core.model_file import IMAGENET_MEAN, IMAGENET_STD, ModelFile, save_model_file
from models import create_model

CLASSES = ("ants", "bees")
NUM_PICTURES = 4


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two classes, four pictures each."""
    folder = tmp_path_factory.mktemp("pictures") / "insects"
    rng = np.random.default_rng(0)
    for name in CLASSES:
        (folder / name).mkdir(parents=True)
        for number in range(NUM_PICTURES):
            pixels = rng.integers(0, 256, (40, 40, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(folder / name / f"{number}.png")
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    """A model file that was trained on one of the pictures of each class."""
    network = create_model("squeezenet1_1", 2, 3, None, (32, 32))
    hashes = tuple(content_hash((data / name / "0.png").read_bytes()) for name in CLASSES)
    path = tmp_path_factory.mktemp("model") / "best_model.pth"
    save_model_file(
        ModelFile("squeezenet1_1", network.state_dict(), CLASSES, 3, (32, 32), Resize.CROP, IMAGENET_MEAN, IMAGENET_STD,
                  positive_class="bees", threshold=0.4, picture_hashes=hashes),
        path,
    )  # fmt: skip
    return path


def results_in(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "test_results.json").read_text(encoding="utf-8")))


def test_results_go_below_the_model_and_the_pictures_used_in_training_come_second(
    data: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(data), "--model", str(model), "--device", "cpu"]) == 0
    (folder,) = (model.parent / "evaluations").iterdir()
    assert folder.name.endswith("_insects")
    results = results_in(folder)
    assert (results["num_pictures"], results["num_judged"], results["num_used_in_training"]) == (8, 6, 2)
    assert results["threshold_origin"] == "val"
    printed = capsys.readouterr().out
    assert "Figures on the 6 pictures not used in training" in printed
    assert "Positive class: bees; threshold: 0.4000" in printed
    assert str(folder / "report.html") in printed


def test_unreadable_pictures_and_other_names_are_told(
    data: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, old in (("Ameise", "ants"), ("bees", "bees"), ("wasps", "bees")):
        (tmp_path / "new" / name).mkdir(parents=True)
        (tmp_path / "new" / name / "1.png").write_bytes((data / old / "1.png").read_bytes())
    (tmp_path / "new" / "bees" / "2.png").write_bytes(b"no picture")
    words = ["--class-map", "Ameise=ants", "--output", str(tmp_path / "out"), "--positive_class", "ants",
             "--decision-threshold", "best", "--device", "cpu"]  # fmt: skip
    assert main(["evaluate", str(tmp_path / "new"), "--model", str(model), *words]) == 1
    results = results_in(tmp_path / "out")
    assert (results["num_judged"], results["num_unreadable"], results["num_unknown_class"]) == (2, 1, 1)
    assert results["optimistic"] is True
    captured = capsys.readouterr()
    assert "2.png: " in captured.out
    assert "Ameise in the source counts as the model's ants" in captured.err
    assert "does not know the classes wasps" in captured.err


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["--positive_class", "wasps"], "--positive_class must be one of ants, bees"),
        (["--decision_threshold", "2"], "from 0 to 1"),
        (["--split", "test"], "has no split of its own"),
        (["--class_map", "ants=wasps"], "no class 'wasps'"),
        (["--output", "FILE"], "a file of that name"),
        (["--output", "FULL"], "nothing is overwritten"),
    ],
)
def test_wrong_options_get_a_sentence(
    words: list[str], text: str, data: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    places = {"FILE": str(tmp_path / "file"), "FULL": str(tmp_path)}
    words = [places.get(word, word) for word in words]
    before = sorted(tmp_path.iterdir())
    assert main(["evaluate", str(data), "--model", str(model), "--device", "cpu", *words]) == 2
    error = capsys.readouterr().err.strip().splitlines()[-1]
    assert text in error
    assert sorted(tmp_path.iterdir()) == before


def test_options_of_a_source_want_one(data: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--model", str(model), "--test_path", str(data), "--label_column", "dx"]) == 2
    assert "--test_path, --label_column say how a SOURCE is read, and none is given" in capsys.readouterr().err


def test_an_empty_folder_that_cannot_be_written_is_told_before_the_work(
    data: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "out").mkdir()
    monkeypatch.setattr(Path, "touch", refuse)
    monkeypatch.setattr("core.evaluation.run.shared_results", lambda *_: pytest.fail("it predicts"))
    assert main(["evaluate", str(data), "--model", str(model), "--output", str(tmp_path / "out")]) == 2
    assert "no permission to write there" in capsys.readouterr().err
    assert (tmp_path / "out").is_dir()


def test_classes_that_the_model_does_not_know_end_it_before_the_work(
    data: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "new" / "Ants").mkdir(parents=True)
    (tmp_path / "new" / "Ants" / "1.png").write_bytes((data / "ants" / "1.png").read_bytes())
    words = ["evaluate", str(tmp_path / "new"), "--model", str(model), "--output", str(tmp_path / "out")]
    assert main(words) == 2
    assert "--class_map Ants=ants" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_pictures_a_run_folder_is_needed(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--model", str(model)]) == 2
    assert "No pictures were given" in capsys.readouterr().err
