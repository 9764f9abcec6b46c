"""Whole runs with what a GPU has of its own: streams, formats, a scaler. With DEVICE = "cpu" they hold as well."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from core.base.control import Control
from core.base.events import Notice
from core.base.types import RunEndReason
from core.config import TrainConfig
from core.inference.predictor import Predictor
from core.inference.scorer import TOLERANCE
from core.model_file import load_model_file
from core.training import run as runs
from tests.unit.training.test_run import Watcher, at_batch

DEVICE = "cuda"
pytestmark = [pytest.mark.gpu, pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")]
RECIPES: dict[str, dict[str, Any]] = {
    "grouped and clipped in fp16": {"precision": "fp16", "optimizer_type": "sgd", "accumulate": 4, "clip_grad": 1.0},
    "mixed and averaged in bf16": {"precision": "bf16", "mixup": 0.4, "cutmix": 1.0, "ema_decay": 0.95,
                                   "sampler": "balanced"},
    "weighed by class": {"precision": "auto", "loss": "ce+dice", "use_class_weights": True},
    "muon": {"precision": "auto", "optimizer_type": "muon", "model": "resnet18", "input_shape": (32, 32),
             "batch_size": 0},
}


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_run_is_stopped_goes_on_and_is_judged(config: TrainConfig, recipe: str) -> None:
    given = replace(config, device=DEVICE, **RECIPES[recipe])
    control = Control()
    stopped = runs.train(given, Watcher(at_batch(2, 1), control.stop), control)
    assert stopped.reason is RunEndReason.STOPPED
    result = runs.resume(stopped.run_dir)
    assert result.reason is RunEndReason.FINISHED
    assert all(math.isfinite(row[name]) for row in result.history for name in ("train_loss", "val_loss"))
    assert 0 <= result.test["metrics"]["accuracy"] <= 1


def test_a_head_learns_from_features(config: TrainConfig) -> None:
    begun = runs.train(replace(config, epochs=1)).run_dir
    watcher = Watcher()
    result = runs.train(replace(config, device=DEVICE, pretrained=str(begun), scenario="head_only", precision="auto"),
                        watcher)
    assert result.reason is RunEndReason.FINISHED
    assert any("features" in event.message for event in watcher.of(Notice))


def test_a_folder_is_predicted_as_by_the_plain_network_on_the_processor(config: TrainConfig) -> None:
    model = load_model_file(runs.train(replace(config, model="resnet18", input_shape=(32, 32), epochs=1)).run_dir)
    paths = sorted(Path(config.dataset_path).rglob("*.png"))
    plain = Predictor(model, device="cpu", fast=False).predict(paths)
    predictor = Predictor(model, device=DEVICE, batch_size=8)
    for one, other in zip(predictor.predict(paths), plain, strict=True):
        assert one.scores == pytest.approx(other.scores, abs=TOLERANCE)
    assert "folded" in predictor.scorer.form
