"""What lies in a run folder after saving, whenever a kill or an error comes; without a training."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.base.events import CheckpointSaved
from core.base.types import Resize
from core.model_file import ModelFile, load_model_file, read_content, save_model_file
from core.training.checkpoint import (
    NEXT_BEST,
    TrainState,
    checkpoint_of,
    finish_best,
    load_checkpoint,
    save_best_and_last,
    save_checkpoint,
)
from core.training.saver import Saver
from models import create_model

STEP = {"optimizer": {}, "scaler": {}, "raw_weights": {}}


@pytest.fixture
def model() -> ModelFile:
    """A model as it stands, of no epoch yet."""
    weights = create_model("tiny", 2).state_dict()
    return ModelFile("tiny", weights, ("ants", "bees"), 3, (16, 16), Resize.CROP, (0.5,) * 3, (0.2,) * 3)


def best_epoch(run_dir: Path) -> int:
    return load_model_file(run_dir / "best_model.pth").epoch


class Saving:
    """A saver of features, whose epochs are shorter than writing them, and what it told."""

    def __init__(self, run_dir: Path, model: ModelFile, *, freq: int = 0) -> None:
        self.run_dir, self.model, self.told = run_dir, model, []
        self.state = TrainState(epochs=9)
        step = SimpleNamespace(tail=object(), state=lambda: STEP)
        self.saver = Saver(run_dir, freq, self.state, step, lambda: replace(model, epoch=self.state.epoch))

    def emit(self, event: CheckpointSaved) -> None:
        self.told.append((event.kind, event.epoch))

    def epoch(self, *, is_best: bool) -> None:
        self.state.epoch += 1
        if is_best:
            self.state.best_epoch = self.state.epoch
        best = replace(self.model, epoch=self.state.epoch) if is_best else None
        self.saver.epoch_ended(self.emit, best)


def test_a_waiting_best_takes_its_place_only_where_the_checkpoint_names_it(model, tmp_path):
    save_model_file(replace(model, epoch=2), tmp_path / "best_model.pth")
    save_model_file(replace(model, epoch=3), tmp_path / NEXT_BEST)
    finish_best(tmp_path, TrainState(epoch=2, best_epoch=2))
    assert best_epoch(tmp_path) == 2
    assert not (tmp_path / NEXT_BEST).exists()
    save_model_file(replace(model, epoch=3), tmp_path / NEXT_BEST)
    finish_best(tmp_path, TrainState(epoch=3, best_epoch=3))
    assert best_epoch(tmp_path) == 3
    assert not (tmp_path / NEXT_BEST).exists()


def test_a_best_that_a_kill_left_does_not_outlive_the_next_save(model, tmp_path):
    save_model_file(replace(model, epoch=3), tmp_path / NEXT_BEST)
    save_best_and_last(tmp_path, None, replace(model, epoch=3), TrainState(epoch=3, best_epoch=2), STEP)
    assert not (tmp_path / NEXT_BEST).exists()
    assert not (tmp_path / "best_model.pth").exists()


def test_a_checkpoint_of_another_version_is_read(model, tmp_path):
    save_checkpoint(tmp_path / "last_model.pth", replace(model, epoch=2), TrainState(epoch=2, step=7), STEP)
    content = dict(read_content(tmp_path / "last_model.pth"))
    state = {**content["training"]["state"], "known_to_later_versions": 1}
    content["training"] = {"state": state, "optimizer": {}, "scaler": {}}  # the first version had no raw weights
    checkpoint = checkpoint_of(content, tmp_path / "last_model.pth")
    assert (checkpoint.state.epoch, checkpoint.state.step) == (2, 7)
    assert checkpoint.step_state["raw_weights"] == {}


def test_a_best_that_waited_is_saved_once_and_never_over_a_later_one(model, tmp_path):
    saving = Saving(tmp_path, model)
    saving.epoch(is_best=False)  # saved, so that the next ones wait
    saving.epoch(is_best=True)
    saving.epoch(is_best=False)
    assert not (tmp_path / "best_model.pth").exists()
    saving.saver.save_waiting(saving.emit)
    assert best_epoch(tmp_path) == 2
    saving.state.epoch, saving.state.best_epoch = 4, 4
    saving.saver.save(saving.emit, replace(model, epoch=4))
    saving.state.epoch = 5
    saving.saver.save(saving.emit)
    assert best_epoch(tmp_path) == 4
    assert saving.told == [("last", 1), ("last", 3), ("best", 2), ("last", 4), ("best", 4), ("last", 5)]


def test_an_error_leaves_the_best_that_waited_and_the_last_checkpoint_as_it_was(model, tmp_path):
    saving = Saving(tmp_path, model)
    saving.epoch(is_best=False)
    saving.epoch(is_best=True)
    saving.saver.save_waiting_best()
    assert best_epoch(tmp_path) == 2
    assert load_checkpoint(tmp_path / "last_model.pth").state.epoch == 1


def test_a_kept_checkpoint_is_of_the_epochs_end_and_is_written_once(model, tmp_path):
    saving = Saving(tmp_path, model, freq=1)
    saving.epoch(is_best=False)
    kept = tmp_path / "checkpoints" / "epoch_0001.pth"
    written = kept.stat().st_mtime_ns
    saving.state.batch, saving.state.step = 2, 2
    saving.saver.save(saving.emit)  # a stop within the next epoch
    assert kept.stat().st_mtime_ns == written
    saving.state.batch = 0
    saving.saver.keep_missing(saving.emit, lambda: replace(model, epoch=1))
    assert kept.stat().st_mtime_ns == written
    kept.unlink()
    saving.saver.keep_missing(saving.emit, lambda: replace(model, epoch=1))
    assert load_checkpoint(kept).state.epoch == 1
