"""One network, one preprocessing: training's validation, evaluate, predict and ONNX find the same scores."""

import csv
import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from app.__main__ import main
from core.base.events import Event
from core.config import TrainConfig
from core.model_file import load_model_file
from core.training import trainer
from core.training.run import train
from core.training.validation import Validated, validate
from models import MODEL_CLASSES
from models.registry import ModelSpec

CLASSES = ("ants", "bees", "wasps")
SIZES = ((48, 64), (200, 90), (31, 33), (300, 400))
CLOSE_CALL = 0.04  # the two best scores lie so near that a faster form may turn them round

Scores = dict[str, npt.NDArray[np.float64]]


@dataclass
class Trained:
    """A run and what its own validation said of the val pictures after the best epoch."""

    run_dir: Path
    val: Path
    scores: Scores


def _pictures(folder: Path, count: int, seed: int) -> Path:
    """Make JPEGs larger than the input, sharp-edged, in all shapes: every difference in size or scale would show."""
    rng = np.random.default_rng(seed)
    for index, name in enumerate(CLASSES):
        (folder / name).mkdir(parents=True)
        for number in range(count):
            height, width = SIZES[number % len(SIZES)]
            coarse = rng.integers(0, 256, (height // 6 + 1, width // 6 + 1, 3), dtype=np.uint8)
            coarse[..., index] |= 128
            image = Image.fromarray(coarse).resize((width, height), Image.Resampling.NEAREST)
            # Upright only once the camera's mark is heeded, which each way of reading must do alike.
            exif = Image.Exif()
            exif[0x0112] = 6 if number % 2 else 1
            image.save(folder / name / f"{number}.jpg", quality=92, exif=exif)
    return folder


@pytest.fixture(scope="module", params=["letterbox", "crop", "stretch"])
def trained(request, tmp_path_factory) -> Iterator[Trained]:
    folder = tmp_path_factory.mktemp(request.param)
    val = _pictures(folder / "data" / "val", 4, seed=1)
    config = TrainConfig(
        dataset_path=str(_pictures(folder / "data" / "train", 6, seed=0).parent), log_dir=str(folder / "runs"),
        model="tiny", input_shape=(48, 40), resize=request.param, epochs=4, batch_size=6, device="cpu",
        precision="fp32", pretrained="none", duplicates="ignore", lr=0.02,
    )  # fmt: skip
    seen: list[Validated] = []
    order: list[str] = []

    def noted(forward, loader, *more) -> Validated | None:
        found = validate(forward, loader, *more)
        assert found is not None
        order[:] = [path for batch in loader.epoch(0) for path in batch.paths]
        seen.append(found)
        return found

    def no_one(event: Event) -> None:
        """Hear nothing."""

    with pytest.MonkeyPatch.context() as patched:
        for name in ("CLASSWISE_CACHE", "CLASSWISE_DATA"):
            patched.setenv(name, str(folder / "user"))
        patched.setitem(MODEL_CLASSES, "tiny", ModelSpec("tests.networks:TinyNet"))
        patched.setattr(trainer, "validate", noted)
        run_dir = train(config, no_one).run_dir
        best = load_model_file(run_dir).epoch
        scores = seen[best - 1].scores.double().numpy()
        yield Trained(Path(run_dir), val, {_key(path): row for path, row in zip(order, scores, strict=True)})


def _key(path: str) -> str:
    return "/".join(Path(path).parts[-2:])


def _written(path: Path) -> tuple[Scores, dict[str, str]]:
    """Return the scores and the class of each picture of a results.csv."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    scores = {_key(row["img_path"]): np.array([float(row[f"score:{name}"]) for name in CLASSES]) for row in rows}
    assert len(scores) == len(rows) == 4 * len(CLASSES)
    return scores, {_key(row["img_path"]): row["predict"] for row in rows}


def _farthest(one: Scores, other: Scores) -> float:
    assert one.keys() == other.keys()
    return max(float(np.abs(one[name] - other[name]).max()) for name in one)


def _predicted(trained: Trained, out: Path, *words: object) -> tuple[Scores, dict[str, str]]:
    assert main(["predict", str(trained.val), "--output", str(out), "--device", "cpu", "--quiet",
                 *map(str, words)]) == 0
    return _written(out)


def test_the_networks_answers_differ_from_picture_to_picture(trained):
    # Else a comparison of scores would prove nothing.
    assert np.ptp([row[0] for row in trained.scores.values()]) > 0.01


def test_predict_and_evaluate_find_validations_scores_in_fp32(trained, tmp_path):
    by_predict, _ = _predicted(trained, tmp_path / "p.csv", "--model", trained.run_dir, "--precision", "fp32")
    assert _farthest(by_predict, trained.scores) < 1e-5
    assert main(["evaluate", str(trained.val), "--model", str(trained.run_dir), "--output", str(tmp_path / "e"),
                 "--device", "cpu", "--precision", "fp32"]) == 0
    by_evaluate, _ = _written(tmp_path / "e" / "predictions.csv")
    assert _farthest(by_evaluate, trained.scores) < 1e-5


def test_the_fast_default_finds_them_to_0_02_and_changes_no_clear_class(trained, tmp_path):
    fast, classes = _predicted(trained, tmp_path / "f.csv", "--model", trained.run_dir)
    assert _farthest(fast, trained.scores) < 0.02
    for name, scores in trained.scores.items():
        second, best = np.sort(scores)[-2:]
        if best - second >= CLOSE_CALL:
            assert classes[name] == CLASSES[int(scores.argmax())]


@pytest.mark.skipif(not all(map(importlib.util.find_spec, ("onnx", "onnxscript", "onnxruntime"))),
                    reason="needs requirements-export.txt")
def test_onnx_finds_them_to_a_ten_thousandth(trained, tmp_path):
    model = tmp_path / "model.onnx"
    assert main(["export", "--model", str(trained.run_dir), "--output", str(model),
                 "--check_with", os.fspath(trained.val)]) == 0
    by_onnx, _ = _predicted(trained, tmp_path / "o.csv", "--model", model)
    assert _farthest(by_onnx, trained.scores) < 1e-4
