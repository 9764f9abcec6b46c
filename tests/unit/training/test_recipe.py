"""Whole runs with more than the plain recipe: exact resuming, steps counted, what is judged."""

import sys
from dataclasses import replace

import pytest
import torch

from core.base.control import Control
from core.base.events import BatchEnded, RunStarted
from core.base.types import RunEndReason
from core.model_file import load_model_file
from core.training import run as runs
from core.training.checkpoint import load_checkpoint
from core.training.listeners import EventStream
from core.training.tensorboard import TensorBoard
from tests.unit.training.test_run import Watcher, assert_same_run, at_batch

RECIPE = {"mixup": 0.4, "cutmix": 1.0, "ema_decay": 0.95, "clip_grad": 1.0, "accumulate": 4,
          "sampler": "balanced"}


@pytest.mark.parametrize(("epoch", "batch"), [(1, 4), (2, 1), (3, 5)])
def test_a_run_with_all_of_it_goes_on_as_if_it_had_not_stopped(no_pictures, config, epoch, batch):
    """Stopped at the end of a group, in the middle of one, and in the last, smaller one."""
    config = replace(config, **RECIPE)
    whole = runs.train(config)
    control = Control()
    stopped = runs.train(config, Watcher(at_batch(epoch, batch), control.stop), control)
    assert stopped.reason is RunEndReason.STOPPED
    state = load_checkpoint(stopped.run_dir / "last_model.pth").state
    assert state.batch in (4, 6)
    resumed = runs.resume(stopped.run_dir / "last_model.pth")
    assert_same_run(whole.run_dir, resumed.run_dir)
    raw = [load_checkpoint(path / "last_model.pth").step_state["raw_weights"]
           for path in (whole.run_dir, resumed.run_dir)]
    assert raw[0]
    assert all(torch.equal(value, raw[1][name]) for name, value in raw[0].items())


def test_muon_goes_on_as_if_it_had_not_stopped(no_pictures, config):
    config = replace(config, optimizer_type="muon", model="squeezenet1_1", input_shape=(32, 32), batch_size=8, epochs=2)
    whole = runs.train(config)
    control = Control()
    stopped = runs.train(config, Watcher(at_batch(2, 1), control.stop), control)
    assert stopped.reason is RunEndReason.STOPPED
    assert_same_run(whole.run_dir, runs.resume(stopped.run_dir / "last_model.pth").run_dir)


def test_schedules_and_steps_count_optimizer_steps(no_pictures, config):
    watcher = Watcher()
    runs.train(replace(config, accumulate=4, epochs=2, warmup_ratio=0.0), watcher)
    events = watcher.of(BatchEnded)
    assert [event.batches for event in events] == [6] * 12
    assert [event.step for event in events] == [1] * 4 + [2] * 2 + [3] * 4 + [4] * 2
    rates = {event.step: event.lr for event in events}
    assert [rates[step] for step in (1, 2, 3, 4)] == pytest.approx([0.01, 0.008536, 0.005, 0.001464], abs=1e-6)
    assert len({event.lr for event in events}) == 4


def test_the_average_is_judged_saved_and_kept_apart_from_what_is_trained(no_pictures, config):
    plain = runs.train(replace(config, epochs=2))
    averaged = runs.train(replace(config, epochs=2, ema_decay=0.9))
    checkpoint = load_checkpoint(averaged.run_dir / "last_model.pth")
    trained = load_checkpoint(plain.run_dir / "last_model.pth").model_file.state_dict
    raw = checkpoint.step_state["raw_weights"]
    assert all(torch.equal(value, raw[name]) for name, value in trained.items())
    judged = checkpoint.model_file.state_dict
    assert not torch.equal(judged["fc.weight"], raw["fc.weight"])
    best = load_model_file(averaged.run_dir / "best_model.pth")
    if best.epoch == 2:
        assert torch.equal(best.state_dict["fc.weight"], judged["fc.weight"])
    assert averaged.history[0]["val_loss"] != plain.history[0]["val_loss"]
    assert averaged.history[0]["train_loss"] == plain.history[0]["train_loss"]


def test_tensorboard_has_one_point_an_optimizer_step_and_begins_after_those_made(monkeypatch, tmp_path):
    points, begun = [], []

    class Writer:
        def __init__(self, folder, purge_step):
            begun.append(purge_step)

        def add_scalar(self, name, value, step):
            points.append((name, step))

        def flush(self):
            """Do nothing."""

        close = flush

    monkeypatch.setattr("torch.utils.tensorboard.SummaryWriter", Writer)
    board = TensorBoard(tmp_path, logging_steps=1)
    board(RunStarted("", "tiny", ("a", "b"), 3, 6, 30, 3, 0, 2, 4, "cpu", "fp32", {"accumulate": 4}))
    board(BatchEnded(2, 5, 6, 4, 0.5, 0.1, 9.0))
    board(BatchEnded(2, 6, 6, 4, 0.5, 0.1, 9.0))
    for batch in range(1, 5):
        board(BatchEnded(3, batch, 6, 5, 0.5, 0.1, 9.0))
    assert begun == [4]  # an epoch of two steps, and one step
    assert [step for name, step in points if name == "batch/loss"] == [4, 5]


@pytest.mark.parametrize("fault", ["ModuleNotFoundError('not there')", "TypeError('built for another protobuf')"])
def test_without_tensorboard_a_sentence_says_so_and_the_training_goes_on(monkeypatch, tmp_path, caplog, fault):
    (tmp_path / "tensorboard.py").write_text(f"raise {fault}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if "tensorboard" in name.split(".") and not name.startswith("core.")]:
        monkeypatch.delitem(sys.modules, name)
    board = TensorBoard(tmp_path / "tensorboard", logging_steps=1)
    stream = EventStream([], [board])
    stream(RunStarted("", "tiny", ("a", "b"), 3, 6, 30, 3, 0, 1, 0, "cpu", "fp32", {}))
    stream(BatchEnded(1, 1, 6, 1, 0.5, 0.1, 9.0))
    stream.close()
    [record] = caplog.records
    assert "pip install -r requirements.txt" in record.getMessage()
    assert record.exc_info is None


def test_where_a_runs_drive_is_gone_too_the_end_of_tensorboard_is_no_fault(monkeypatch, tmp_path, caplog):
    monkeypatch.setattr("torch.utils.tensorboard.SummaryWriter", lambda *_given, **_more: None)
    board = TensorBoard(tmp_path / "drive" / "run" / "tensorboard", logging_steps=1)
    stream = EventStream([], [board])
    stream(RunStarted("", "tiny", ("a", "b"), 3, 6, 30, 3, 0, 1, 0, "cpu", "fp32", {}))
    board._writer = object()
    (tmp_path / "drive").touch()  # nothing can be made below it
    stream.close()
    assert not caplog.records
    assert (tmp_path / "drive").is_file()
