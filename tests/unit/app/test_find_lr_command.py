import argparse
import shlex

import pytest

from app.commands import train
from app.commands.common import EXIT_FINDINGS, EXIT_OK
from core.base.errors import ConfigError
from core.training import lr_finder
from core.training.lr_finder import LrSearch

RATES = (1e-5, 1e-4, 1e-3, 1e-2)


def arguments(*words: str) -> argparse.Namespace:
    return train.add_options(argparse.ArgumentParser()).parse_args(["--find_lr", *words])


@pytest.fixture
def found(monkeypatch):
    """Stands in for the test of learning rates; holds the settings that it was asked for."""
    asked = []

    def find_lr(config, emit, control, *, splits_path=None):
        asked.append((config, splits_path))
        return LrSearch(RATES, (2.0, 1.9, 1.2, 3.0), (2.0, 1.9, 1.2, 3.0), 1.2e-3, "resnet18")

    monkeypatch.setattr(lr_finder, "find_lr", find_lr)
    return asked


def test_it_says_the_rate_the_plot_and_the_command(found, tmp_path, capsys):
    folder = tmp_path / "my runs"
    assert train.run(arguments("--dataset_path", "ants", "--log_dir", str(folder))) == EXIT_OK
    out = capsys.readouterr().out
    [plot] = folder.glob("*_resnet18_find_lr.png")
    assert plot.read_bytes().startswith(b"\x89PNG")
    assert f"Plot: {plot}" in out
    assert "from 1e-05 to 0.01" in out
    words = shlex.split(out.splitlines()[-1])
    assert words[:2] == ["python", "train.py"]
    again = train.add_options(argparse.ArgumentParser()).parse_args(words[2:])
    assert again.lr == 1.2e-3
    assert again.dataset_path == "ants"
    assert again.log_dir == str(folder)
    assert not again.find_lr


@pytest.mark.parametrize(("given", "expected"), [("0.01", 1.2e-3), ("0.0001", 1e-4)])
def test_the_command_works_whatever_lowest_rate_was_given(found, tmp_path, capsys, given, expected):
    assert train.run(arguments("--dataset_path", "ants", "--log_dir", str(tmp_path), "--min_lr", given)) == EXIT_OK
    out = capsys.readouterr().out
    assert ("--min_lr was 0.01, which is above it" in out) == (given == "0.01")
    again = train.add_options(argparse.ArgumentParser()).parse_args(shlex.split(out.splitlines()[-1])[2:])
    assert (again.lr, again.min_lr) == (1.2e-3, expected)


def test_where_no_rate_is_better_it_says_that(monkeypatch, tmp_path, capsys):
    nothing = LrSearch(RATES, (2.0,) * 4, (2.0,) * 4, None, "resnet18")
    monkeypatch.setattr(lr_finder, "find_lr", lambda *args, **settings: nothing)
    assert train.run(arguments("--dataset_path", "ants", "--log_dir", str(tmp_path))) == EXIT_FINDINGS
    assert "At none of them did the loss fall" in capsys.readouterr().out


def test_it_does_not_go_with_a_run_that_goes_on_nor_with_several_processes(found, tmp_path, monkeypatch):
    with pytest.raises(ConfigError, match="--resume_training"):
        train.run(arguments("--resume_training", str(tmp_path)))
    monkeypatch.setenv("RANK", "0")
    monkeypatch.setenv("WORLD_SIZE", "2")
    with pytest.raises(ConfigError, match="torchrun"):
        train.run(arguments("--dataset_path", "ants"))
    assert not found
