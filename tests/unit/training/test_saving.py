"""What lies in a run folder after saving, whenever a kill or an error comes; without a training."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from core.base.errors import ModelFileError, OutputError
from core.base.events import CheckpointSaved
from core.base.types import Resize
from core.model_file import ModelFile, load_model_file, read_content, save_model_file
from core.training.checkpoint import (
    NEXT_BEST,
    Checkpoint,
    checkpoint_of,
    finish_best,
    load_checkpoint,
    save_best_and_last,
    save_checkpoint,
    take_back_best,
)
from core.training.going_on import gpus_of
from core.training.records import cut_events
from core.training.saver import Saver
from core.training.train_state import TrainState
from models import create_model
from tests.scanner import hold_removals

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
        self.saver = Saver(run_dir, freq, self.state, step, lambda: replace(self.model, epoch=self.state.epoch))

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


def test_a_waiting_best_that_a_scanner_holds_is_removed_a_moment_later_or_told(model, tmp_path, monkeypatch):
    save_model_file(replace(model, epoch=3), tmp_path / NEXT_BEST)
    with monkeypatch.context() as patch:
        hold_removals(patch, 99)
        with pytest.raises(OutputError, match="close the program"):
            finish_best(tmp_path, TrainState(epoch=2, best_epoch=2))
    held = hold_removals(monkeypatch, 3)
    finish_best(tmp_path, TrainState(epoch=2, best_epoch=2))
    assert held == [NEXT_BEST] * 3
    assert not (tmp_path / NEXT_BEST).exists()


def test_a_best_that_a_kill_left_does_not_outlive_the_next_save(model, tmp_path):
    save_model_file(replace(model, epoch=3), tmp_path / NEXT_BEST)
    save_best_and_last(tmp_path, None, replace(model, epoch=3), TrainState(epoch=3, best_epoch=2), STEP)
    assert not (tmp_path / NEXT_BEST).exists()
    assert not (tmp_path / "best_model.pth").exists()


@pytest.mark.parametrize(("epoch", "batch", "best", "best_there", "fits", "best_then"), [
    (2, 0, 2, 2, True, 2),  # its own
    (2, 3, 2, 2, True, 2),  # its own, and a stop came within the next epoch
    (2, 0, 2, 5, True, 2),  # of a later epoch: the checkpoint has the weights of its best
    (2, 3, 2, 5, False, 5),  # it has them no more, as it learned on
    (3, 0, 2, 5, False, 5),  # they were of an epoch before it
    (0, 0, 0, 5, True, 5),  # it has learned nothing yet: there is no best to take back
    (2, 0, 2, 0, True, 0),
])
def test_the_best_fits_a_checkpoint_that_has_its_weights(
        model, tmp_path, epoch, batch, best, best_there, fits, best_then):  # fmt: skip
    if best_there:
        save_model_file(replace(model, epoch=best_there), tmp_path / "best_model.pth")
    state = TrainState(epoch=epoch, batch=batch, best_epoch=best)
    assert take_back_best(tmp_path, Checkpoint(replace(model, epoch=epoch), state, STEP)) is fits
    assert (best_epoch(tmp_path) if best_there else 0) == best_then


@pytest.mark.parametrize(("settings", "gpus"), [({}, ""), ({"gpu": ""}, ""), ({"gpu": "2,3"}, "2,3")])
def test_a_checkpoint_tells_the_gpus_of_its_run(model, tmp_path, settings, gpus):
    save_checkpoint(tmp_path / "last_model.pth", replace(model, config=settings), TrainState(), STEP)
    assert gpus_of(tmp_path) == gpus
    save_model_file(model, tmp_path / "last_model.pth")
    assert gpus_of(tmp_path) is None


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
    assert load_checkpoint(tmp_path / "last_model.pth").model_file.epoch == 3
    saving.saver.save_waiting(saving.emit)  # nothing waits any more
    saving.state.epoch, saving.state.best_epoch = 4, 4
    saving.saver.save(saving.emit, replace(model, epoch=4))
    saving.state.epoch = 5
    saving.saver.save(saving.emit)
    assert best_epoch(tmp_path) == 4
    assert saving.told == [("last", 1), ("last", 3), ("best", 2), ("last", 4), ("best", 4), ("last", 5)]


def test_a_stop_behind_a_best_that_waited_saves_the_network_as_it_is_and_that_best(model, tmp_path):
    saving = Saving(tmp_path, model)
    saving.epoch(is_best=False)
    saving.epoch(is_best=True)
    saving.state.batch, saving.model = 1, replace(model, state_dict={
        name: value + 1 for name, value in model.state_dict.items()})  # fmt: skip
    saving.saver.save(saving.emit)
    learned = load_checkpoint(tmp_path / "last_model.pth").model_file.state_dict
    best = load_model_file(tmp_path / "best_model.pth").state_dict
    for name, value in model.state_dict.items():
        assert torch.equal(best[name], value)
        assert torch.equal(learned[name], value + 1)


def test_an_epoch_whose_checkpoint_is_kept_does_not_wait(model, tmp_path):
    saving = Saving(tmp_path, model, freq=2)
    for _ in range(5):
        saving.epoch(is_best=False)
    kept = sorted((tmp_path / "checkpoints").iterdir())
    assert [path.name for path in kept] == ["epoch_0002.pth", "epoch_0004.pth"]
    assert [load_checkpoint(path).state.epoch for path in kept] == [2, 4]


def test_an_error_leaves_the_best_that_waited_and_the_last_checkpoint_as_it_was(model, tmp_path):
    saving = Saving(tmp_path, model)
    saving.epoch(is_best=False)
    saving.epoch(is_best=True)
    saving.saver.save_waiting_best()
    assert best_epoch(tmp_path) == 2
    assert load_checkpoint(tmp_path / "last_model.pth").state.epoch == 1


def test_an_error_in_a_run_whose_folder_is_gone_does_not_make_it_anew(model, tmp_path):
    run_dir = tmp_path / "run"
    run_dir.mkdir()
    saving = Saving(run_dir, model)
    saving.epoch(is_best=False)
    saving.epoch(is_best=True)
    run_dir.rename(tmp_path / "moved")
    saving.saver.save_waiting_best()
    assert not run_dir.exists()


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


ROW = {"epoch": 1, "lr": 0.1, "train_loss": 2.0, "val_loss": 2.0, "train_accuracy": 0.5, "val_accuracy": 0.5,
       "mcc": 0.1, "is_best": 1, "seconds": 3.0}  # fmt: skip


@pytest.mark.parametrize("change", [
    {"epoch": "two"}, {"batch": None}, {"step": 1.5}, {"best_epoch": -1}, {"sums": [0.0, 1.0]},
    {"sums": ["a", 0.0, 0.0, 0.0]}, {"best_value": "high"}, {"seconds": {}}, {"plateau": {"factor": 1.0}},
    {"plateau": [1.0]}, {"plateau": {"factor": 1.0, "best": 1.0, "waited": float("inf")}}, {"history": "none"},
    {"history": [{"epoch": 1}]}, {"history": [ROW | {"mcc": "x"}]}, {"history": [ROW | {"seconds": None}]},
    {"history": [ROW | {"epoch": float("nan")}]},
])  # fmt: skip
def test_a_checkpoint_whose_numbers_were_damaged_is_a_sentence(model: ModelFile, tmp_path: Path, change: dict) -> None:
    save_checkpoint(tmp_path / "last_model.pth", model, TrainState(1, history=[ROW]), STEP)
    content = read_content(tmp_path / "last_model.pth")
    assert checkpoint_of(content, tmp_path).state.history == [ROW]
    content["training"]["state"] |= change
    with pytest.raises(ModelFileError, match="lacks a part of a checkpoint"):
        checkpoint_of(content, tmp_path)


def test_lines_of_events_that_a_power_cut_left_are_cut_out_and_what_came_before_stays(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    events = [json.dumps({"event": "BatchEnded", "epoch": epoch, "batch": batch, "path": "猫"}, ensure_ascii=False)
              for epoch in (1, 2) for batch in (1, 2)]  # fmt: skip
    odd = [b'{"event": "BatchEnded", "epoch": 1', b"\xff\xfe\x00\x00", b"5", b"null", b'{"event": "BatchEnded"}', b"\0",
           b'{"event": "RunStarted", "path": "\xed\xb0\x80"}', b'{"event": "EpochEnded", "epoch": 1e999}']
    lines = [event.encode() for event in events]
    path.write_bytes(b"\n".join([lines[0], *odd, *lines[1:], b'{"event": "Ba']))
    cut_events(path, 1, 1)
    assert path.read_bytes().splitlines() == lines[:3]


def test_events_of_an_epoch_that_is_begun_anew_are_cut_from_its_begin_on(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    events = [{"event": "EpochStarted", "epoch": 1}, {"event": "BatchEnded", "epoch": 1, "batch": 1},
              {"event": "EpochEnded", "epoch": 1}, {"event": "CheckpointSaved", "epoch": 1},
              {"event": "EpochStarted", "epoch": 2}, {"event": "BatchEnded", "epoch": 2, "batch": 1}]
    path.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
    cut_events(path, 1, 0)
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == events[:4]
