"""The work of the training jobs, on real small trainings."""

from pathlib import Path

import pytest

from app.data_opener import read
from app.training_work import DataChanged, train_work
from core.base.control import Control
from core.base.events import Event
from core.config import TrainConfig
from models import MODEL_CLASSES
from models.registry import ModelSpec
from tests.pictures import make_class_folders


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainConfig:
    monkeypatch.setitem(MODEL_CLASSES, "tiny", ModelSpec("tests.networks:TinyNet"))
    monkeypatch.setattr("core.training.run.judge_run", lambda *args: {})
    monkeypatch.setattr("core.training.records.CurvesPicture._draw", lambda self: None)
    folder = make_class_folders(tmp_path / "pictures", ("ants", "a, b", "猫"))
    return TrainConfig(dataset_path=str(folder), log_dir=str(tmp_path / "runs"), model="tiny", input_shape=(16,),
                       epochs=1, device="cpu", precision="fp32", num_threads=2)


def told(config: TrainConfig, change: Path | None = None) -> list[str]:
    """Train on data that was shown; return what is said of pictures that were removed since."""
    shown = read(config, lambda event: None, Control()).splits
    if change is not None:
        change.unlink()
    events: list[Event] = []
    train_work(config, shown)(events.append, Control())
    return [event.message for event in events if isinstance(event, DataChanged)]


def test_a_training_on_the_pictures_that_are_shown_tells_of_no_change(config: TrainConfig) -> None:
    assert told(config) == []


def test_a_training_tells_that_it_finds_other_pictures_than_those_shown(config: TrainConfig) -> None:
    (text,) = told(config, Path(config.dataset_path) / "猫" / "003.png")
    assert text.startswith("The data has changed since it was read here: ")
