"""What `train.py --config` takes over of a run."""

import argparse
from pathlib import Path

import pytest
import torch

from app.commands import train
from app.commands.common import EXIT_USER_ERROR, main_guard
from app.commands.train_options import config_of
from core import devices
from core.base.errors import ConfigError, DataError, NonFiniteLossError, OtherProcessError
from core.base.events import RunStarted
from core.base.run_info import LAST_MODEL
from core.config import TrainConfig
from core.training import going_on
from core.training import run as runs

ENDED = RuntimeError("enough was seen")


@pytest.fixture
def old_run(tmp_path: Path) -> Path:
    (tmp_path / "splits.csv").write_text("", encoding="utf-8")
    path = tmp_path / "config.json"
    path.write_text('{"dataset_path": "ants"}', encoding="utf-8")
    return path


def splits_taken(monkeypatch: pytest.MonkeyPatch, *words: str) -> Path | None:
    """Run the command as far as the training; returns whose split it would take."""
    seen: list[Path | None] = []

    def stand_in(config, emit, control, *, splits_path, processes):
        seen.append(splits_path)
        raise ENDED

    monkeypatch.setattr(runs, "train", stand_in)
    with pytest.raises(RuntimeError, match="enough"):
        train.run(train.add_options(argparse.ArgumentParser()).parse_args(list(words)))
    return seen[0]


@pytest.mark.parametrize("words", [(), ("--epochs", "3"), ("--dataset_path", "moved"), ("--num_classes", "2")])
def test_a_repeated_run_takes_its_split(monkeypatch, old_run, words, capsys):
    assert splits_taken(monkeypatch, "--config", str(old_run), *words) == old_run.parent / "splits.csv"
    assert "anew" not in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--group_by_parent",), ("--classes_path", "names.txt"), ("--split", "0.5", "0.5"),
                                   ("--duplicates", "ignore"), ("--label_column", "kind")])
def test_another_form_of_the_data_parts_it_anew_and_says_so(monkeypatch, old_run, words, capsys):
    assert splits_taken(monkeypatch, "--config", str(old_run), *words) is None
    assert f"parted anew, for {words[0]} was given" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "number"), [("lr", "0"), ("batch_size", "0"), ("weight_decay", "-1"),
                                              ("dropout_rate", "-1"), ("train_scale_start", "0")])  # fmt: skip
def test_the_number_that_stands_for_auto_is_refused_as_any_out_of_range(name, number, capsys):
    parser = train.add_options(argparse.ArgumentParser())
    with pytest.raises(SystemExit):
        parser.parse_args([f"--{name}", number])
    assert f", or auto; got {number}" in capsys.readouterr().err
    assert getattr(config_of(parser.parse_args([f"--{name}", "auto"])), name) == getattr(TrainConfig(), name)


def test_what_is_no_setting_in_a_config_is_named(monkeypatch, old_run, caplog):
    old_run.write_text('{"dataset_path": "ants", "mixupp": 0.3, "wholly_unknown": 1, "run": {}}', encoding="utf-8")
    splits_taken(monkeypatch, "--config", str(old_run))
    assert "mixupp is no setting and was passed over. Is mixup meant?" in caplog.text
    assert "wholly_unknown is no setting" in caplog.text
    assert "run is no setting" not in caplog.text


@pytest.fixture
def checkpoint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A run that was trained with --gpu 5,6."""
    monkeypatch.setattr(going_on, "read_content", lambda path, lazily: {
        "format_version": 1, "state_dict": {}, "classes": (), "training": {}, "config": {"gpu": "5,6"}})
    (tmp_path / "last_model.pth").touch()
    return tmp_path / "last_model.pth"


def resumed(monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[dict[str, object], list[list[str]]]:
    """Run the command as far as the training; returns what would be changed, and the processes started instead."""
    changes: dict[str, object] = {}
    started: list[list[str]] = []

    def stand_in(path, emit, control, *, processes, **given):
        changes.update(given)
        raise ENDED

    def launch(num, command):
        started.append(command)
        raise ENDED

    monkeypatch.setattr(runs, "resume", stand_in)
    monkeypatch.setattr("core.distributed.launch.launch", launch)
    monkeypatch.setattr(devices, "restrict_gpus", lambda numbers: None)
    with pytest.raises(RuntimeError, match="enough"):
        train.run(train.add_options(argparse.ArgumentParser()).parse_args(list(words)))
    return changes, started


def test_a_run_goes_on_on_the_gpus_that_it_was_told_to_take(monkeypatch, checkpoint):
    monkeypatch.setattr(devices, "_num_gpus", lambda: 8)
    _, (command,) = resumed(monkeypatch, "--resume_training", str(checkpoint))
    assert command[-2:] == ["--gpu", "5,6"]
    changes, started = resumed(monkeypatch, "--resume_training", str(checkpoint), "--gpu", "7")
    assert (changes, started) == ({"gpu": "7"}, [])


def test_a_run_goes_on_without_gpus_that_are_not_here_and_says_so(monkeypatch, checkpoint, caplog):
    monkeypatch.setattr(devices, "_num_gpus", lambda: 1)
    changes, started = resumed(monkeypatch, "--resume_training", str(checkpoint))
    assert (changes, started) == ({"gpu": ""}, [])
    assert "--gpu 5,6, which this machine does not have" in caplog.text


def test_a_run_goes_on_with_its_own_settings_alone(monkeypatch, checkpoint, old_run):
    monkeypatch.setattr(devices, "_num_gpus", lambda: 0)
    words = ["--resume_training", str(checkpoint), "--config", str(old_run)]
    with pytest.raises(ConfigError, match="not with those of --config"):
        train.run(train.add_options(argparse.ArgumentParser()).parse_args(words))


def test_a_new_run_from_weights_takes_the_gpus_of_its_settings(monkeypatch, tmp_path):
    monkeypatch.setattr(going_on, "read_content", lambda path, lazily: {"layer.weight": torch.zeros(1)})
    monkeypatch.setattr(devices, "_num_gpus", lambda: 8)
    (tmp_path / "weights.pth").touch()
    (tmp_path / "config.json").write_text('{"dataset_path": "ants", "gpu": "2,3"}', encoding="utf-8")
    _, (command,) = resumed(monkeypatch, "--resume_training", str(tmp_path / "weights.pth"),
                            "--config", str(tmp_path / "config.json"))
    assert command[-2:] == ["--gpu", "2,3"]


@pytest.mark.parametrize(("error", "has_checkpoint", "is_told"), [
    (DataError("Cannot read a.jpg."), True, True), (DataError("Cannot read a.jpg."), False, False),
    (OtherProcessError("Process 1 of 2 ended without a word."), True, True),
    (NonFiniteLossError("The loss is infinite."), True, False)])  # fmt: skip
def test_a_run_that_an_error_ended_says_how_it_goes_on(monkeypatch, tmp_path, capsys, error, has_checkpoint, is_told):
    def stand_in(config, emit, control, **_others):
        emit(RunStarted(str(tmp_path), "tiny", ("a", "b"), 2, 1, 4, 2, 0, 1, 0, "cpu", "fp32"))
        raise error

    if has_checkpoint:
        (tmp_path / LAST_MODEL).touch()
    monkeypatch.setattr(runs, "train", stand_in)
    monkeypatch.chdir(tmp_path)
    words = train.add_options(argparse.ArgumentParser()).parse_args(["--dataset_path", "pictures"])
    assert main_guard(lambda: train.run(words)) == EXIT_USER_ERROR
    said = capsys.readouterr().err
    assert f"Error: {error}" in said
    assert (f"go on with:\n  python train.py --resume_training {LAST_MODEL}\n" in said) == is_told
