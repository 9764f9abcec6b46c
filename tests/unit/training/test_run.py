"""Whole runs: the records, exact resuming, stops, failures."""

import csv
import gc
import itertools
import json
import os
import shutil
import threading
import time
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from core.base import files
from core.base.control import Control
from core.base.errors import (
    Cancelled,
    ClasswiseError,
    ConfigError,
    DataError,
    ModelFileError,
    NonFiniteLossError,
    OutputError,
)
from core.base.events import (
    BatchEnded,
    CheckpointSaved,
    EpochEnded,
    EpochStarted,
    Event,
    Notice,
    Predicted,
    Progress,
    RunEnded,
    RunStarted,
    ValidationProgress,
)
from core.base.types import RunEndReason
from core.config import TrainConfig
from core.data.sources.archives import unpacked
from core.model_file import load_model_file
from core.places import cache_folder
from core.training import prepare
from core.training import run as runs
from core.training.checkpoint import finish_best, load_checkpoint
from core.training.prepare import _splits_of_run
from core.training.run_folder import read_facts
from core.training.trainer import Trainer
from core.training.validation import validate
from models import MODEL_CLASSES
from tests.networks import TinyNet
from tests.scanner import Scanner, hold_files

RECORDS = {"config.json", "splits.csv", "events.jsonl", "history.csv", "epoch_loss.txt", "training.log",
           "model_summary.txt", "epoch_loss.png", "best_model.pth", "last_model.pth", "test_results.json",
           "predictions.csv", "confusion_matrix.png", "roc.png", "tensorboard"}


class Watcher:
    """Keeps all events; can do something at one of them."""

    def __init__(self, when=lambda event: False, then=lambda: None):
        self.events: list[Event] = []
        self.when, self.then = when, then

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        if self.when(event):
            self.then()

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]


def at_batch(epoch: int, batch: int):
    return lambda event: isinstance(event, BatchEnded) and (event.epoch, event.batch) == (epoch, batch)


def weights(path: Path) -> dict[str, torch.Tensor]:
    return dict(load_model_file(path).state_dict)


def history(run_dir: Path) -> list[dict[str, str]]:
    with open(run_dir / "history.csv", encoding="utf-8", newline="") as file:
        return [{name: value for name, value in row.items() if name != "seconds"} for row in csv.DictReader(file)]


def assert_same_run(one: Path, other: Path) -> None:
    for name in ("last_model.pth", "best_model.pth"):
        mine, theirs = weights(one / name), weights(other / name)
        assert mine.keys() == theirs.keys()
        for key, value in mine.items():
            assert torch.equal(value, theirs[key]), (name, key)
    assert history(one) == history(other)
    assert load_checkpoint(one / "last_model.pth").state.best_epoch == \
        load_checkpoint(other / "last_model.pth").state.best_epoch


def test_a_run_leaves_all_its_records_and_learns(config):
    watcher = Watcher()
    result = runs.train(replace(config, epochs=6, freq=2), watcher)
    names = {path.name for path in result.run_dir.iterdir()}
    assert names >= RECORDS
    assert not [name for name in names if name.endswith(".tmp")]
    assert sorted(path.name for path in (result.run_dir / "checkpoints").iterdir()) == [
        "epoch_0002.pth", "epoch_0004.pth", "epoch_0006.pth"]
    assert result.reason is RunEndReason.FINISHED
    assert result.history[-1]["val_accuracy"] >= 0.9
    assert len(history(result.run_dir)) == 6
    assert len((result.run_dir / "epoch_loss.txt").read_text(encoding="utf-8").splitlines()) == 6
    assert [type(event) for event in watcher.of((RunStarted, RunEnded))] == [RunStarted, RunEnded]
    lines = (result.run_dir / "events.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = [json.loads(line)["event"] for line in lines]
    assert kinds[0] == "RunStarted"
    assert kinds[-1] == "RunEnded"
    assert kinds.count("EpochEnded") == 6


def test_a_finished_run_keeps_no_memory_until_somebody_looks_for_circles(config, monkeypatch):
    """The window stays open after it; a network and its optimizer are what is large, on a GPU more than anywhere."""
    made: list[weakref.ref[object]] = []

    def remembered(*args: Any, **settings: Any) -> Trainer:
        trainer = Trainer(*args, **settings)
        made.extend(weakref.ref(item) for item in (trainer, trainer.step.network, trainer.step.optimizer))
        return trainer

    runs.train(replace(config, epochs=1))  # imports what is imported late; who is at it may be kept a while
    monkeypatch.setattr(runs, "Trainer", remembered)
    gc.collect()
    gc.disable()
    try:
        runs.train(replace(config, epochs=1))
        left = [item() for item in made]
    finally:
        gc.enable()
    assert left == [None, None, None]


def test_config_json_has_nothing_auto_and_repeats_the_run(config):
    first = runs.train(replace(config, model="tiny", input_shape=(), device="auto", precision="auto"))
    values = json.loads((first.run_dir / "config.json").read_text(encoding="utf-8"))
    assert "auto" not in [value for name, value in values.items() if name not in ("dataset_format", "run")]
    resolved = {"input_shape", "in_channels", "device", "precision", "pretrained", "scenario", "optimizer_type",
                "weight_decay", "cache"}
    assert set(values["run"]["auto"]) == resolved
    assert values["run"]["memory_layout"] == "channels_last"
    again = runs.train(runs.settings.load(first.run_dir / "config.json"), splits_path=first.run_dir / "splits.csv")
    assert_same_run(first.run_dir, again.run_dir)


def test_the_model_file_needs_nothing_else(no_pictures, config):
    result = runs.train(replace(config, epochs=1))
    content = torch.load(result.run_dir / "best_model.pth", weights_only=True)
    assert content["classes"] == ["ants", "bees", "猫"]
    assert content["input_shape"] == [16, 16]
    model = load_model_file(result.run_dir)
    used = result.run_dir / "splits.csv"
    num_used = sum(row["split"] != "test" for row in csv.DictReader(used.read_text(encoding="utf-8").splitlines()))
    assert len(model.picture_hashes) == num_used
    assert not model.network().training


@pytest.mark.parametrize(("epoch", "batch"), [(1, 1), (1, 3), (2, 2), (3, 6)])
def test_a_stopped_run_goes_on_as_if_it_had_not_stopped(no_pictures, config, epoch, batch):
    unbroken, *parts = Watcher(), Watcher(at_batch(epoch, batch)), Watcher()
    whole = runs.train(config, unbroken)
    control = Control()
    parts[0].then = control.stop
    stopped = runs.train(config, parts[0], control)
    assert stopped.reason is RunEndReason.STOPPED
    resumed = runs.resume(stopped.run_dir / "last_model.pth", parts[1])
    assert resumed.run_dir == stopped.run_dir
    assert_same_run(whole.run_dir, resumed.run_dir)
    told = [(event.epoch, event.batch, event.step, event.lr, event.loss, event.accuracy)
            for watcher in (unbroken, *parts) for event in watcher.of(BatchEnded)]
    assert told[len(told) // 2:] == told[: len(told) // 2]
    (began,) = parts[1].of(RunStarted)
    assert (began.start_epoch, began.start_batch) == (epoch, batch)


def test_every_epoch_learns_in_training_mode_and_is_judged_in_eval_mode(no_pictures, config, monkeypatch):
    class Watching(TinyNet):
        def forward(self, images):
            is_training.append(self.training)
            return super().forward(images)

    is_training: list[bool] = []
    modes: list[tuple[bool, bool]] = []
    monkeypatch.setattr("tests.networks.TinyNet", Watching)
    watcher = Watcher(lambda event: isinstance(event, (BatchEnded, ValidationProgress)))
    watcher.then = lambda: modes.append((isinstance(watcher.events[-1], BatchEnded), is_training[-1]))
    runs.train(config, watcher)
    assert set(modes) == {(True, True), (False, False)}


def test_the_model_of_two_classes_has_its_epochs_figures_and_a_threshold(no_pictures, config):
    shutil.rmtree(Path(config.dataset_path) / "猫")
    result = runs.train(replace(config, epochs=2))
    model, row = load_model_file(result.run_dir), result.history[result.best_epoch - 1]
    assert model.metrics["val_accuracy"] == row["val_accuracy"]
    assert 0 <= model.threshold <= 1


def test_a_run_that_ctrl_c_breaks_off_is_a_stopped_one_that_goes_on(no_pictures, config):
    def break_off():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runs.train(config, Watcher(at_batch(2, 1), break_off))
    (run_dir,) = Path(config.log_dir).iterdir()
    assert runs.run_folder.end_reason(run_dir) is RunEndReason.STOPPED
    assert "Stopped in epoch 2; the run can go on" in (run_dir / "training.log").read_text(encoding="utf-8")
    assert_same_run(runs.resume(run_dir).run_dir, runs.train(config).run_dir)


def test_a_stop_in_validation_goes_on_with_it(no_pictures, config):
    whole = runs.train(config)
    control = Control()
    in_validation = Watcher(lambda event: isinstance(event, ValidationProgress) and event.epoch == 2, control.stop)
    stopped = runs.train(config, in_validation, control)
    assert len(history(stopped.run_dir)) == 1
    assert_same_run(whole.run_dir, runs.resume(stopped.run_dir).run_dir)


class Killed(BaseException):
    """Stands for a kill: nothing of the program handles it."""


def kill() -> None:
    raise Killed


@pytest.mark.parametrize(("target", "call"), [("_take_place", 1), ("_take_place", 2), ("save_checkpoint", 3)])
def test_a_run_killed_around_a_save_goes_on_exactly(no_pictures, config, monkeypatch, target, call):
    whole = runs.train(config)
    # Killed between the writes of the pair, and while the checkpoint is being written.
    from core.training import checkpoint as module
    calls = {"count": 0}
    real = getattr(module, target)

    def killing(*args, **kwargs):
        calls["count"] += 1
        if calls["count"] == call:
            raise Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(module, target, killing)
    watcher = Watcher()
    with pytest.raises(Killed):
        runs.train(config, watcher)
    monkeypatch.setattr(module, target, real)
    run_dir = Path(watcher.of(RunStarted)[0].run_dir)
    with open(run_dir / "events.jsonl", "a", encoding="utf-8") as file:
        file.write('{"event": "Batch')  # half a line, as a kill leaves it
    assert_same_run(whole.run_dir, runs.resume(run_dir).run_dir)
    assert not (run_dir / "best_model.next.pth").exists()
    epochs = [json.loads(line)["epoch"] for line in (run_dir / "events.jsonl").read_text(encoding="utf-8").splitlines()
              if '"EpochEnded"' in line]
    assert epochs == [1, 2, 3]


def test_a_run_stopped_within_an_epoch_and_killed_after_it_goes_on_exactly(no_pictures, config):
    whole = runs.train(config)
    control = Control()
    run_dir = runs.train(config, Watcher(at_batch(1, 3), control.stop), control).run_dir
    with pytest.raises(Killed):
        runs.resume(run_dir, Watcher(lambda event: isinstance(event, EpochStarted) and event.epoch == 2, kill))
    assert_same_run(whole.run_dir, runs.resume(run_dir).run_dir)


def test_an_epochs_seconds_are_its_own_and_those_before_a_stop_too(no_pictures, config, monkeypatch):
    ticks = itertools.count(0.0)
    monkeypatch.setattr(Control, "clock", lambda self: next(ticks))
    watcher, control = Watcher(), Control()
    whole = [row["seconds"] for row in runs.train(config, watcher).history]
    assert len(set(whole)) == 1
    num_train = len(watcher.of(BatchEnded)) // 3 * config.batch_size
    assert all(event.images_per_s > num_train / event.seconds for event in watcher.of(EpochEnded))
    run_dir = runs.train(config, Watcher(at_batch(2, 3), control.stop), control).run_dir
    first, second, third = (row["seconds"] for row in runs.resume(run_dir).history)
    assert second > first == third == whole[0]


def test_an_epochs_seconds_are_without_pauses(no_pictures, config):
    control, paused_s, times = Control(), 1.0, {}

    def pause(event: Event) -> None:
        times[getattr(event, "epoch", 0), type(event)] = time.perf_counter()
        if at_batch(2, 2)(event):
            control.pause()
            threading.Timer(paused_s, control.resume).start()

    result = runs.train(config, pause, control)
    assert result.history[1]["seconds"] < times[2, EpochEnded] - times[2, EpochStarted] - 0.9 * paused_s


def test_a_virus_scanner_that_holds_a_file_for_a_moment_ends_no_run(config, monkeypatch):
    class AtEveryMove(Scanner):
        def replace(self, source, destination):
            moved.append(Path(destination).name)
            if moved.count(moved[-1]) == 1:
                raise PermissionError(13, "Access is denied")
            os.replace(source, destination)

    moved = []
    hold_files(monkeypatch, 0)
    monkeypatch.setattr(files, "os", AtEveryMove(0))
    assert runs.train(replace(config, epochs=1)).reason is RunEndReason.FINISHED
    assert {"best_model.pth", "roc_test.png"} <= set(moved)


def test_a_best_model_that_cannot_be_moved_is_a_sentence_and_is_moved_by_the_next_try(no_pictures, config, monkeypatch):
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    state = load_checkpoint(run_dir / "last_model.pth").state
    (run_dir / "best_model.pth").replace(run_dir / "best_model.next.pth")
    with monkeypatch.context() as held:
        hold_files(held, 99)
        with pytest.raises(OutputError, match=r"Cannot write .*best_model\.pth: no permission.*close the program"):
            finish_best(run_dir, state)
    finish_best(run_dir, state)
    assert (run_dir / "best_model.pth").is_file()


def test_one_epoch_more_is_told_in_the_singular(no_pictures, config):
    first = runs.train(replace(config, epochs=1))
    with pytest.raises(ClasswiseError, match=r"has done its last epoch \(1\)"):
        runs.resume(first.run_dir)
    watcher = Watcher()
    runs.resume(first.run_dir, watcher, epochs=2)
    assert any("laid out anew over the 1 epoch left" in event.message for event in watcher.of(Notice))


def test_more_epochs_lay_the_schedule_out_anew_and_say_so(no_pictures, config):
    first = runs.train(replace(config, epochs=2))
    watcher = Watcher()
    more = runs.resume(first.run_dir, watcher, epochs=4)
    assert any("laid out anew over the 2 epochs left" in event.message for event in watcher.of(Notice))
    rates = [float(row["lr"]) for row in history(more.run_dir)]
    assert rates[1] < rates[0] / 4
    assert rates[2] > rates[1]
    assert rates[3] < rates[2] / 4


def test_a_run_killed_while_the_rate_waits_for_the_val_loss_goes_on_waiting(no_pictures, config, monkeypatch):
    def judged(forward, loader, loss, epoch, *given):
        return replace(validate(forward, loader, loss, epoch, *given), loss=losses[epoch - 1])

    losses = [1.0, 2.0, 3.0, 0.5, 0.7, 0.6]
    monkeypatch.setattr("core.training.trainer.validate", judged)
    config = replace(config, epochs=6, lr_schedule_type="plateau", plateau_patience=1, lr_gamma=0.5, warmup_ratio=0.0)
    watcher = Watcher(lambda event: isinstance(event, EpochStarted) and event.epoch == 3, kill)
    with pytest.raises(Killed):
        runs.train(config, watcher)
    run_dir = Path(watcher.of(RunStarted)[0].run_dir)
    runs.resume(run_dir)
    assert [float(row["lr"]) for row in history(run_dir)] == pytest.approx([0.01] * 3 + [0.005] * 3)
    state = load_checkpoint(run_dir / "last_model.pth").state
    assert state.plateau == {"factor": 0.25, "best": 0.5, "waited": 0}


def test_more_epochs_let_pictures_grow_anew_and_say_so(no_pictures, config):
    first = runs.train(replace(config, epochs=2, input_shape=(64,), train_scale_start=0.5))
    watcher = Watcher()
    runs.resume(first.run_dir, watcher, epochs=6)
    notices = [event.message for event in watcher.of(Notice)]
    assert any("grow over all 6 epochs: the next ones are trained on pictures of 32 x 32" in text for text in notices)


def as_left_by_fp16(run_dir: Path) -> None:
    """Let a checkpoint be that of a run in fp16, with the state of its scaler."""
    path = run_dir / "last_model.pth"
    content = torch.load(path, weights_only=True)
    content["config"]["precision"] = "fp16"
    content["training"]["scaler"] = torch.amp.GradScaler("cpu").state_dict()
    torch.save(content, path)


def test_a_run_in_fp16_goes_on_without_its_gpu_where_another_precision_is_given(no_pictures, config):
    config = replace(config, lr_schedule_type="plateau", warmup_ratio=0.0)  # a rate that more epochs do not change
    whole = runs.train(config).run_dir
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    as_left_by_fp16(run_dir)
    with pytest.raises(ConfigError, match=r"fp16 needs a GPU\. Give --precision bf16 or fp32"):
        runs.resume(run_dir, epochs=3)
    watcher = Watcher()
    assert runs.resume(run_dir, watcher, epochs=3, precision="fp32").reason is RunEndReason.FINISHED
    assert_same_run(whole, run_dir)
    text = "The run goes on in fp32 instead of fp16."
    assert text in [event.message for event in watcher.of(Notice)]
    assert text in (run_dir / "training.log").read_text(encoding="utf-8")
    assert json.loads((run_dir / "config.json").read_text(encoding="utf-8"))["precision"] == "fp32"
    assert load_checkpoint(run_dir / "last_model.pth").step_state["scaler"] == {}


def test_a_run_goes_on_in_fp16_with_a_new_scaler(no_pictures, config, monkeypatch):
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    for module in ("prepare", "resolving"):  # stands for a GPU
        monkeypatch.setattr(f"core.training.{module}.resolve_precision", lambda name, device: name)
    assert runs.resume(run_dir, epochs=2, precision="fp16").reason is RunEndReason.FINISHED
    assert load_checkpoint(run_dir / "last_model.pth").step_state["scaler"]["scale"] > 0


@pytest.mark.parametrize("changes", [{"lr": 0.5}, {"model": "exploding"}, {"nonsense": 1}])
def test_what_would_make_it_another_run_is_refused_and_changes_nothing(no_pictures, config, changes):
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    before = (run_dir / "config.json").read_bytes()
    with pytest.raises(ConfigError, match=f"--{next(iter(changes))} cannot be changed.*Changeable are: --epochs"):
        runs.resume(run_dir, epochs=2, **changes)
    assert (run_dir / "config.json").read_bytes() == before


def test_what_was_given_anew_stands_though_the_next_epoch_is_killed(no_pictures, config):
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    watcher = Watcher(lambda event: isinstance(event, EpochStarted), kill)
    with pytest.raises(Killed):
        runs.resume(run_dir, watcher, epochs=3)
    assert [row["epoch"] for row in history(runs.resume(run_dir).run_dir)] == ["1", "2", "3"]
    assert json.loads((run_dir / "config.json").read_text(encoding="utf-8"))["epochs"] == 3


def test_going_on_from_an_older_checkpoint_stands_though_the_next_epoch_is_killed(no_pictures, config):
    run_dir = runs.train(replace(config, epochs=2, freq=1)).run_dir
    (run_dir / "checkpoints" / ".epoch_0009.pth.0a1b2c3d.tmp").touch()  # left by a kill
    with pytest.raises(Killed):
        runs.resume(run_dir / "checkpoints" / "epoch_0001.pth", Watcher(lambda event: isinstance(event, EpochStarted),
                                                                        kill))  # fmt: skip
    assert load_checkpoint(run_dir / "last_model.pth").state.epoch == 1
    assert sorted(path.name for path in (run_dir / "checkpoints").iterdir()) == ["epoch_0001.pth", "epoch_0002.pth"]


def test_names_that_are_no_utf8_are_trained_on_and_kept(config, tmp_path):
    path = next(Path(config.dataset_path).rglob("*.png"))
    try:
        path.rename(path.with_name(os.fsdecode(b"caf\xe9.png")))
    except OSError:
        pytest.skip("this file system wants Unicode")
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    assert runs.resume(run_dir, epochs=2).reason is RunEndReason.FINISHED
    (run_dir / "training.log").read_text(encoding="utf-8")
    for line in (run_dir / "events.jsonl").read_text(encoding="utf-8").splitlines():
        json.loads(line)


def test_the_heads_own_epochs_do_not_rise_to_a_lowest_rate_meant_for_the_others(config):
    run_dir = runs.train(replace(config, epochs=4, head_epochs=3, lr=0.1, min_lr=0.01, warmup_ratio=0.0)).run_dir
    rates = [float(row["lr"]) for row in history(run_dir)]
    assert rates[:3] == sorted(rates[:3], reverse=True)
    assert rates[3] > rates[2]


def test_a_word_is_no_file_that_is_called_like_it(config, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("none").touch()
    run_dir = runs.train(replace(config, epochs=1, pretrained="none")).run_dir
    assert json.loads((run_dir / "config.json").read_text(encoding="utf-8"))["pretrained"] == "none"


def test_a_finished_run_says_that_more_epochs_are_needed(no_pictures, config):
    first = runs.train(replace(config, epochs=1))
    with pytest.raises(ClasswiseError, match="more --epochs"):
        runs.resume(first.run_dir)


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_a_run_broken_off_while_it_is_judged_goes_on_with_that(config, monkeypatch, how):
    config = replace(config, epochs=1)
    control, judging = Control(), []
    real = runs.judge_run

    def broken_off(*args):
        judging.append(True)
        if how == "killed":
            raise Killed
        control.stop()
        return real(*args)

    monkeypatch.setattr(runs, "judge_run", broken_off)
    watcher = Watcher()
    if how == "killed":
        with pytest.raises(Killed):
            runs.train(config, watcher, control)
    else:
        stopped = runs.train(config, watcher, control)
        assert stopped.reason is RunEndReason.STOPPED
        assert "judged" in stopped.message
    run_dir = Path(watcher.of(RunStarted)[0].run_dir)
    assert judging
    assert not (run_dir / "test_results.json").exists()
    monkeypatch.setattr(runs, "judge_run", real)
    assert runs.resume(run_dir).reason is RunEndReason.FINISHED
    assert (run_dir / "test_results.json").exists()
    with pytest.raises(ClasswiseError, match="more --epochs"):
        runs.resume(run_dir)


def test_a_kept_checkpoint_that_a_kill_prevented_is_written_on_going_on(no_pictures, config):
    config = replace(config, freq=1)
    control = Control()
    at_kept = Watcher(lambda event: isinstance(event, CheckpointSaved) and event.kind == "epoch", control.stop)
    run_dir = runs.train(config, at_kept, control).run_dir
    kept = run_dir / "checkpoints" / "epoch_0001.pth"
    shutil.copyfile(kept, run_dir / "last_model.pth")  # back to where it was when that was written
    before = load_checkpoint(kept)
    kept.unlink()
    runs.resume(run_dir)
    after = load_checkpoint(kept)
    assert after.state == before.state
    assert after.model_file.metrics == before.model_file.metrics
    assert all(torch.equal(value, before.model_file.state_dict[key])
               for key, value in after.model_file.state_dict.items())


@pytest.mark.parametrize("best_epochs", [(2, 3), (1, 3)])
def test_going_on_from_an_older_checkpoint_takes_back_its_best(no_pictures, config, monkeypatch, best_epochs):
    bests = set(best_epochs)
    monkeypatch.setattr(runs.Trainer, "_is_best", lambda self, value: self.state.epoch + 1 in bests)
    run_dir = runs.train(replace(config, epochs=4, freq=1)).run_dir
    bests.clear()  # on its new course, epoch 3 is no better any more
    bests.add(4)
    watcher = Watcher(lambda event: isinstance(event, EpochEnded) and event.epoch == 3)
    control = Control()
    watcher.then = control.stop
    runs.resume(run_dir / "checkpoints" / "epoch_0002.pth", watcher, control, epochs=5)
    told = any("no longer kept" in event.message for event in watcher.of(Notice))
    state = load_checkpoint(run_dir / "last_model.pth").state
    if best_epochs[0] == 2:
        assert load_model_file(run_dir / "best_model.pth").epoch == state.best_epoch == 2
    assert (state.best_epoch == 0) is told is (best_epochs[0] == 1)


def test_one_picture_a_step_is_refused_where_batch_norm_needs_more(no_pictures, config, tmp_path):
    changes = {"model": "mobilenet_v3_small", "input_shape": (32,), "batch_size": 1, "epochs": 1}
    with pytest.raises(ConfigError, match="--batch_size 2"):
        runs.train(replace(config, **changes))
    assert not list((tmp_path / "runs").glob("*"))
    assert runs.train(replace(config, batch_size=1, epochs=1)).reason is RunEndReason.FINISHED


def test_one_picture_a_step_is_enough_where_batch_norm_is_frozen(no_pictures, config):
    changes = {"model": "mobilenet_v3_small", "input_shape": (32,), "batch_size": 1, "epochs": 1}
    result = runs.train(replace(config, scenario="head_only", feature_draws=0, **changes))
    assert result.reason is RunEndReason.FINISHED


def test_config_json_follows_a_run_that_goes_on(no_pictures, config, tmp_path):
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    moved = tmp_path / "moved"
    shutil.move(config.dataset_path, moved)
    runs.resume(run_dir, epochs=2, dataset_path=str(moved))
    values = json.loads((run_dir / "config.json").read_text(encoding="utf-8"))
    assert values["epochs"] == 2
    assert values["run"]["root"] == str(moved)
    assert values["run"]["weights"].startswith("from scratch")
    assert runs.resume(run_dir, epochs=3).reason is RunEndReason.FINISHED


@pytest.mark.parametrize("changes", [{"device": "tpu"}, {"precision": "fp16"},
                                     {"model": "vit_b_16", "input_shape": (30,)}])
def test_what_is_wrong_with_the_machine_or_the_network_is_told_before_pictures_are_read(config, monkeypatch, changes):
    monkeypatch.setattr("core.training.prepare.inspect", lambda *args: pytest.fail("pictures were read"))
    with pytest.raises(ClasswiseError):
        runs.train(replace(config, **changes))


def test_a_run_of_the_sample_digits_finds_them_on_every_machine(tmp_path):
    (tmp_path / "config.json").write_text('{"run": {"root": "/server/digits", "dataset_path": "sample"}}')
    (tmp_path / "splits.csv").write_text("path,label,split,group\n0/0000.png,0,train,\n")
    (picture,) = _splits_of_run(TrainConfig(dataset_path="sample"), tmp_path / "splits.csv").train
    assert Path(picture.path).is_file()


def test_a_split_that_is_taken_over_to_another_folder_is_told_and_the_runs_facts_are_read_once(tmp_path, monkeypatch):
    (tmp_path / "config.json").write_text('{"run": {"root": "/server/digits", "dataset_path": "/server/digits"}}')
    (tmp_path / "splits.csv").write_text("path,label,split,group\n0/0000.png,0,train,\n")
    reads = []
    monkeypatch.setattr(prepare, "read_facts", lambda folder: reads.append(folder) or read_facts(folder))
    monkeypatch.setattr("core.training.pictures_place.read_facts", lambda folder: pytest.fail("read again"))
    watcher = Watcher()
    prepare._splits_of_run(TrainConfig(dataset_path=str(tmp_path)), tmp_path / "splits.csv", watcher)
    (notice,) = watcher.of(Notice)
    assert str(tmp_path) in notice.message
    assert reads == [tmp_path]


def test_moved_pictures_are_asked_for_and_found(no_pictures, config, tmp_path):
    control = Control()
    stopped = runs.train(config, Watcher(at_batch(2, 1), control.stop), control)
    moved = tmp_path / "moved"
    shutil.move(config.dataset_path, moved)
    with pytest.raises(DataError, match="--dataset_path"):
        runs.resume(stopped.run_dir)
    assert runs.resume(stopped.run_dir, dataset_path=str(moved)).reason is RunEndReason.FINISHED


def test_a_run_of_an_archive_goes_on_where_the_cache_was_cleared_and_tells_how_far_unpacking_is(
        no_pictures, config, tmp_path):
    archive = shutil.make_archive(str(tmp_path / "archive"), "zip", config.dataset_path)
    control = Control()
    stopped = runs.train(replace(config, dataset_path=archive), Watcher(at_batch(2, 1), control.stop), control)
    shutil.rmtree(cache_folder())
    watcher = Watcher()
    assert runs.resume(stopped.run_dir, watcher).reason is RunEndReason.FINISHED
    assert [event.unit for event in watcher.of(Progress) if event.stage == "Unpacking archive.zip"]
    assert not any("taken over" in event.message for event in watcher.of(Notice))


@pytest.mark.parametrize(("harm", "words"), [
    ("gone", r"archive\.zip cannot be unpacked again: .*archive\.zip does not exist\..* Bring the archive back"),
    ("damaged", r"archive\.zip cannot be unpacked again: .* is no zip archive that can be read .* Fetch or pack it"),
    ("another one", r"archive\.zip holds none of the run's pictures any more, such as .*\.png\. Bring back the"),
    ("another one, open", r"archive\.zip holds none of the run's pictures any more, such as .*\.png\."),
])  # fmt: skip
def test_an_archive_that_does_not_bring_the_pictures_back_is_told(no_pictures, config, tmp_path, harm, words):
    archive = Path(shutil.make_archive(str(tmp_path / "archive"), "zip", config.dataset_path))
    control = Control()
    stopped = runs.train(replace(config, dataset_path=str(archive)), Watcher(at_batch(2, 1), control.stop), control)
    shutil.rmtree(cache_folder())
    if harm == "gone":
        archive.unlink()
    elif harm == "damaged":
        archive.write_bytes(b"PK")
    else:
        for name in ("x/1.png", "y/2.png"):
            (tmp_path / "other" / name).parent.mkdir(parents=True)
            shutil.copy(next(Path(config.dataset_path).rglob("*.png")), tmp_path / "other" / name)
        shutil.make_archive(str(tmp_path / "archive"), "zip", tmp_path / "other")
        if harm.endswith("open"):
            unpacked(str(archive))
    with pytest.raises(DataError, match=words):
        runs.resume(stopped.run_dir)


def test_what_is_done_before_the_first_batch_is_told_while_it_is_done(no_pictures, config):
    watcher = Watcher()
    runs.train(replace(config, epochs=1, precision="auto", batch_size=0), watcher)
    before = watcher.events[:watcher.events.index(watcher.of(RunStarted)[0])]
    stages = dict.fromkeys(event.stage for event in before if isinstance(event, Progress))
    assert list(stages) == ["Looking at pictures", "Loading the network", "Trying the numeric precision",
                            "Trying the batch size"]


def test_a_stop_before_the_trial_of_a_batch_size_leaves_it_out(config, monkeypatch):
    monkeypatch.setattr("core.training.starting.with_batch_size", lambda *_given: pytest.fail("it was begun"))
    control = Control()
    watcher = Watcher(lambda event: isinstance(event, Progress) and event.stage == "Loading the network", control.stop)
    with pytest.raises(Cancelled):
        runs.train(replace(config, batch_size=0), watcher, control)


def test_the_gpus_of_the_command_line_are_no_setting_for_python(config):
    with pytest.raises(ConfigError, match='give device="cuda:2"'):
        runs.train(replace(config, gpu="2,3"))


def test_early_stopping_ends_the_run(no_pictures, config):
    changes = {"epochs": 50, "lr": 1e-8, "early_stopping_patience": 2, "best_by": "val_accuracy"}
    result = runs.train(replace(config, **changes))
    assert result.reason is RunEndReason.EARLY_STOPPED
    assert len(result.history) < 50
    assert len(result.history) - result.best_epoch == 2


def test_the_best_epoch_is_by_the_figure_asked_for(no_pictures, config):
    result = runs.train(replace(config, best_by="val_accuracy", epochs=4))
    accuracies = [row["val_accuracy"] for row in result.history]
    assert accuracies[result.best_epoch - 1] == max(accuracies)
    assert load_model_file(result.run_dir).epoch == result.best_epoch


NAN = float("nan")


@pytest.mark.parametrize(("best_by", "figures", "bests"), [
    ("balanced_accuracy", [NAN, NAN, 0.4, NAN, 0.4, 0.3, 0.6], [1, 3, 7]),
    ("val_loss", [1.0, 1.0, 2.0, 0.5], [1, 4]),
])  # fmt: skip
def test_the_first_of_equal_epochs_is_the_best_and_one_without_a_figure_only_while_none_has_it(
        no_pictures, config, monkeypatch, best_by, figures, bests):  # fmt: skip
    def found(self, validated):
        values, metrics, confusion = real(self, validated)
        return {**values, best_by: figures[self.state.epoch]}, metrics, confusion

    real = Trainer._figures
    monkeypatch.setattr(Trainer, "_figures", found)
    watcher = Watcher()
    result = runs.train(replace(config, best_by=best_by, epochs=len(figures)), watcher)
    assert [event.epoch for event in watcher.of(EpochEnded) if event.is_best] == bests
    assert load_model_file(result.run_dir).epoch == result.best_epoch == bests[-1]


def test_a_loss_that_is_no_number_ends_the_run_and_keeps_good_weights(no_pictures, config):
    watcher = Watcher()
    with pytest.raises(NonFiniteLossError, match="learning rate"):
        runs.train(replace(config, model="exploding", epochs=4), watcher)
    ended = watcher.of(RunEnded)
    assert [event.reason for event in ended] == [RunEndReason.NON_FINITE_LOSS]
    for value in weights(Path(ended[0].run_dir) / "last_model.pth").values():
        assert torch.isfinite(value).all()


def test_a_val_loss_that_is_no_number_ends_the_run_and_the_epoch_before_stays(no_pictures, config, monkeypatch):
    def judged(forward, loader, loss, epoch, *given):
        found = validate(forward, loader, loss, epoch, *given)
        return replace(found, loss=NAN) if epoch == 2 else found

    monkeypatch.setattr("core.training.trainer.validate", judged)
    watcher = Watcher()
    with pytest.raises(NonFiniteLossError, match="val loss of epoch 2 is nan"):
        runs.train(config, watcher)
    run_dir = Path(watcher.of(RunEnded)[0].run_dir)
    assert load_checkpoint(run_dir / "last_model.pth").state.epoch == load_model_file(run_dir).epoch == 1


def test_a_record_that_cannot_be_written_ends_the_run_with_its_reason(no_pictures, config, monkeypatch):
    watcher = Watcher()
    from core.training import records

    def full(*args, **kwargs):
        raise OutputError("Cannot write history.csv: the disk is full.")

    monkeypatch.setattr(records, "write_csv", full)
    with pytest.raises(OutputError, match="disk is full"):
        runs.train(config, watcher)
    assert watcher.of(RunEnded)[0].reason is RunEndReason.FAILED


@pytest.mark.skipif(os.name == "nt", reason="a folder with open files cannot be moved there")
@pytest.mark.parametrize("moment", [at_batch(2, 2), lambda event: isinstance(event, EpochEnded) and event.epoch == 1])
def test_a_run_whose_folder_is_moved_ends_with_a_sentence_and_goes_on_from_there(no_pictures, config, tmp_path, moment):
    moved = tmp_path / "moved"
    watcher = Watcher(moment, lambda: next(Path(config.log_dir).iterdir()).rename(moved))
    with pytest.raises(OutputError, match="moved, renamed or deleted"):
        runs.train(replace(config, epochs=3), watcher)
    assert not list(Path(config.log_dir).iterdir())
    result = runs.resume(moved)
    assert result.run_dir == moved
    assert len(history(moved)) == 3


@pytest.mark.skipif(os.name == "nt", reason="a folder with open files cannot be moved there")
@pytest.mark.parametrize("moment", [
    lambda event: isinstance(event, CheckpointSaved) and event.kind == "best",
    lambda event: isinstance(event, Predicted),
], ids=["before", "meanwhile"])  # fmt: skip
def test_a_run_whose_folder_is_moved_while_it_is_judged_is_judged_from_there(config, tmp_path, moment):
    moved = tmp_path / "moved"
    watcher = Watcher(moment, lambda: [run.rename(moved) for run in Path(config.log_dir).iterdir()])
    with pytest.raises(OutputError, match="moved, renamed or deleted"):
        runs.train(replace(config, epochs=1), watcher)
    assert not list(Path(config.log_dir).iterdir())
    assert runs.resume(moved).test["metrics"]


def test_a_listener_that_fails_is_dropped_and_the_run_goes_on(no_pictures, config):
    calls = []

    def failing(event):
        calls.append(event)
        if isinstance(event, BatchEnded):
            raise ValueError

    assert runs.train(replace(config, epochs=1), failing).reason is RunEndReason.FINISHED
    assert sum(isinstance(event, BatchEnded) for event in calls) == 1


def test_weights_start_a_new_run(no_pictures, config):
    first = runs.train(replace(config, epochs=2))
    watcher = Watcher()
    second = runs.train(replace(config, epochs=1, lr=1e-12, pretrained=str(first.run_dir)), watcher)
    assert any("Started from all weights" in event.message for event in watcher.of(Notice))
    mine, theirs = weights(first.run_dir / "best_model.pth"), weights(second.run_dir / "last_model.pth")
    assert torch.allclose(mine["fc.weight"], theirs["fc.weight"], atol=1e-6)


def test_a_network_of_ones_own_that_was_not_added_is_told(no_pictures, config, monkeypatch):
    run_dir = runs.train(config).run_dir
    monkeypatch.delitem(MODEL_CLASSES, "tiny")
    for use in (lambda: runs.resume(run_dir, epochs=9), load_model_file(run_dir).network):
        with pytest.raises(ModelFileError, match=r"a network called 'tiny'.* add it to MODEL_CLASSES"):
            use()


def test_a_checkpoint_of_other_classes_is_refused(no_pictures, config):
    control = Control()
    stopped = runs.train(config, Watcher(at_batch(2, 1), control.stop), control)
    path = stopped.run_dir / "splits.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",bees,", ",wasps,"), encoding="utf-8")
    with pytest.raises(ClasswiseError, match="bees"):
        runs.resume(stopped.run_dir)


@pytest.mark.parametrize("damage", ["cut", "foreign", "empty", "model file"])
def test_a_damaged_or_foreign_checkpoint_is_a_sentence(no_pictures, config, damage):
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    path = run_dir / "last_model.pth"
    data = path.read_bytes()
    path.write_bytes({"cut": data[: len(data) // 2], "foreign": b"hello", "empty": b"",
                      "model file": (run_dir / "best_model.pth").read_bytes()}[damage])
    with pytest.raises(ModelFileError, match=r"last_model\.pth"):
        runs.resume(path, epochs=5)


def test_two_processes_do_not_train_in_one_run_folder(no_pictures, config):
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    with runs.run_folder.locked(run_dir):
        assert runs.run_folder.is_running(run_dir)
        with pytest.raises(ClasswiseError, match="Another process"):
            runs.resume(run_dir, epochs=2)
    assert not runs.run_folder.is_running(run_dir)
    assert runs.run_folder.known_runs() == [run_dir]


def test_wrong_settings_leave_nothing_behind(no_pictures, config, tmp_path):
    for changes in ({"num_classes": 7}, {"model": "tinny"}, {"device": "cuda:99"}, {"dataset_path": "nowhere"}):
        with pytest.raises(ClasswiseError):
            runs.train(replace(config, **changes))
    assert not (tmp_path / "runs").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_without_permission_is_a_sentence(no_pictures, config, tmp_path):
    (tmp_path / "runs").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="no permission"):
        runs.train(config)


def test_a_log_folder_that_is_a_file_is_a_sentence(no_pictures, config, tmp_path):
    (tmp_path / "runs").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="not a folder"):
        runs.train(config)


def test_one_class_or_one_picture_is_a_sentence(no_pictures, config):
    shutil.rmtree(Path(config.dataset_path) / "bees")
    pictures = sorted((Path(config.dataset_path) / "猫").iterdir())
    for path in pictures[1:]:
        path.unlink()
    with pytest.raises(DataError, match="猫"):
        runs.train(config)
    shutil.rmtree(Path(config.dataset_path) / "猫")
    with pytest.raises(DataError, match="two classes"):
        runs.train(config)


def test_unreadable_pictures_are_named_and_left_out(config):
    bad = Path(config.dataset_path) / "ants" / "broken.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    watcher = Watcher()
    result = runs.train(replace(config, epochs=1), watcher)
    assert "broken.png" in (result.run_dir / "training.log").read_text(encoding="utf-8")
    assert "broken.png" not in (result.run_dir / "splits.csv").read_text(encoding="utf-8")


def test_events_come_in_order(no_pictures, config):
    watcher = Watcher()
    runs.train(replace(config, epochs=2), watcher)
    steps = [event.step for event in watcher.of(BatchEnded)]
    assert steps == list(range(1, len(steps) + 1))
    kinds = [(event.kind, event.epoch) for event in watcher.of(CheckpointSaved)]
    assert kinds[0] == ("last", 0)
    assert ("last", 2) in kinds
    assert [event.epoch for event in watcher.of(EpochEnded)] == [1, 2]


def test_a_run_goes_on_with_its_own_settings_only(no_pictures, config):
    run_dir = runs.train(replace(config, epochs=1)).run_dir
    with pytest.raises((ConfigError, TypeError)):
        runs.resume(run_dir, epochs=-3)


def test_a_run_that_cannot_even_save_its_begin_leaves_nothing(no_pictures, config, monkeypatch, tmp_path):
    def full(*args, **kwargs):
        raise OutputError("Cannot write last_model.pth: the disk is full.")

    monkeypatch.setattr("core.training.checkpoint.save_model_file", full)
    with pytest.raises(OutputError, match="disk is full"):
        runs.train(config)
    assert list((tmp_path / "runs").iterdir()) == []
