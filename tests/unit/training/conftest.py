import pytest

import models
from core.config import TrainConfig
from models.registry import ModelSpec
from tests.pictures import make_class_folders


@pytest.fixture(autouse=True)
def tiny_networks(monkeypatch):
    monkeypatch.setitem(models.MODEL_CLASSES, "tiny", ModelSpec("tests.networks:TinyNet"))
    monkeypatch.setitem(models.MODEL_CLASSES, "exploding", ModelSpec("tests.networks:ExplodingNet"))


@pytest.fixture
def config(tmp_path) -> TrainConfig:
    folder = make_class_folders(tmp_path / "pictures", ("ants", "bees", "猫"))
    return TrainConfig(dataset_path=str(folder), log_dir=str(tmp_path / "runs"), model="tiny", input_shape=(16,),
                       epochs=3, batch_size=5, device="cpu", precision="fp32", num_threads=2, lr=0.01)


@pytest.fixture
def no_pictures(monkeypatch):
    """Leave out what draws pictures and judges, for tests of the training alone."""
    monkeypatch.setattr("core.training.run.judge_run", lambda *args: {})
    monkeypatch.setattr("core.training.records.CurvesPicture._draw", lambda self: None)
