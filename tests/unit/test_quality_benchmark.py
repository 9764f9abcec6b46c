import argparse
from pathlib import Path

from tests.benchmarks import quality
from tests.benchmarks.plain_recipes import Outcome


def arguments(folder: Path) -> argparse.Namespace:
    return argparse.Namespace(data=[folder / "flowers"], starts=["scratch", "weights"], model="mobilenet_v2", seeds=2,
                              recipes=["default", "whole", "head_only"], minutes=1.0, output=folder / "quality.jsonl",
                              epochs=0, pilots=False)


def test_what_was_done_is_not_done_again_and_the_table_has_means(tmp_path: Path, monkeypatch) -> None:
    asked: list[tuple[str, str, int, int]] = []

    def train_once(args, data, start, recipe, seed, epochs):
        asked.append((start, recipe, seed, epochs))
        return Outcome(0.9 + 0.02 * seed, 0.95, epochs, 15.0 + 5.0 * epochs, 20.0)

    monkeypatch.setattr(quality, "train_once", train_once)
    args = arguments(tmp_path)
    quality.measure(args)
    # A pilot a recipe and start, longer where epochs are short: a first one of 20 s and eight of 5 s fit into a minute.
    # A head needs no pilot. Where pictures grow, six of the three epochs' mean of 10 s fit.
    assert [each[2:] for each in asked if each[:2] == ("scratch", "whole")] == [(0, 1), (0, 3), (0, 9), (1, 9)]
    assert [each[2:] for each in asked if each[:2] == ("weights", "default")] == [(0, 1), (0, 3), (0, 9), (1, 9)]
    assert [each[2:] for each in asked if each[:2] == ("scratch", "default")] == [(0, 3), (0, 6), (1, 6)]
    assert ("scratch", "head_only", 0, 20) not in asked
    assert ("weights", "head_only", 1, 20) in asked
    before = len(asked)
    quality.measure(args)
    assert len(asked) == before
    table = quality.report(quality.read_runs(args.output))
    assert "| flowers | weights | 1 | head_only | 0.910 ± 0.014 | 0.950 ± 0.000 | 2 | 20 | 115 |" in table
    assert "| flowers | scratch | 1 | default | 0.910 ± 0.014 | 0.950 ± 0.000 | 2 | 6 | 60 |" in table
    assert "torch" in table.splitlines()[-1]
