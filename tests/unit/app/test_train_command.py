"""What `train.py --config` takes over of a run."""

import argparse
from pathlib import Path

import pytest

from app.commands import train
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
