"""How long a training will take, by the parts of its steps."""

from pathlib import Path

import pytest

from app.data_opener import OpenedData
from app.presets import estimate
from core.base.control import Control
from core.base.events import ignore
from core.config import TrainConfig
from core.training import trial
from core.training.prepare import prepare
from tests.pictures import make_class_folders

STEP_S, MUON_S = 0.8, 640.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_class_folders(tmp_path / "pictures", ("ants", "bees"), count=10, size=24)


def seconds_an_epoch(folder: Path, **settings: object) -> float:
    config = TrainConfig(dataset_path=str(folder), model="mobilenet_v3_small", input_shape=(96, 96), precision="fp32",
                         device="cpu", pretrained="none", train_scale_start=1.0, **settings)  # fmt: skip
    prepared = prepare(config)
    opened = OpenedData(prepared.splits, prepared.facts, ())
    found = estimate(config, opened, ignore, Control())
    assert found is not None
    return found.seconds_an_epoch


def test_muons_own_time_is_counted_once_a_step(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "timed_step", lambda *arguments, **options: STEP_S)
    monkeypatch.setattr(trial, "muon_seconds", lambda *arguments: MUON_S)
    without = seconds_an_epoch(folder, optimizer_type="adamw")
    num_train = 16
    assert seconds_an_epoch(folder) == pytest.approx(without + num_train * MUON_S / 32)
    halved = seconds_an_epoch(folder, batch_size=4, accumulate=2)
    assert halved == pytest.approx(without + num_train * MUON_S / 8)
