import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn

from core.base.errors import Cancelled
from core.base.types import DatasetIndex, Prediction, Sample
from core.config import TrainConfig
from core.data.train_shape import train_shape
from core.training.scenarios import FULL
from core.training.train_scale import with_growth
from tests.benchmarks import listing, loops, planted_labels
from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.measuring import Options, Row, print_table, ratio
from tests.benchmarks.pictures import make_tiny


def test_figures_are_held_against_their_floor_and_aim(capsys: pytest.CaptureFixture[str]) -> None:
    values = (0.8, 0.92, 0.97, None)
    assert [Row("", value, 0.9, 0.95).verdict for value in values] == ["below", "floor", "aim", "skipped"]
    assert [Row("", value, 1.1, 1.0, is_most=True).verdict for value in (1.2, 1.05, 1.0)] == ["above", "floor", "aim"]
    print_table("title", [Row("speed", 1234.5, details="a 1"), Row("memory", 1.0, 1.1, 1.0, is_most=True)])
    assert "| speed | 1,234 |  |  |  | a 1 |" in capsys.readouterr().out


def test_a_ratio_is_the_median_of_pairs() -> None:
    assert ratio([1, 10, 300], [1, 5, 100]) == 2


def test_the_pictures_of_measured_epochs_do_not_grow() -> None:
    config = loops.epoch_config(Path("photos"), "resnet18", "fp32", "cpu", 32)
    config, _ = with_growth(replace(config, epochs=100, scenario=FULL), nn.Identity(), from_weights=False)
    assert train_shape(config, (loops.SIZE, loops.SIZE), 1) == (loops.SIZE, loops.SIZE)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_each_benchmark_says_what_it_measures(name: str) -> None:
    module = importlib.import_module(BENCHMARKS[name])
    assert module.TITLE
    assert callable(module.measure)


def test_a_benchmark_gives_its_rows() -> None:
    (row,) = listing.measure(Options(quick=True, pairs=1, data="", model="", precision="auto"))
    assert row.name == "10,000 files"
    assert row.value is not None
    assert 0 < row.value < 60


def test_planted_labels_are_counted_in_the_first_of_the_queue() -> None:
    samples = tuple(Sample(f"{number}.png", number % 2) for number in range(40))
    index, planted = planted_labels.plant(DatasetIndex("", ("a", "b"), samples), 0.1, seed=0)
    assert len(planted) == 4
    predictions = []
    for before, sample in zip(samples, index.samples, strict=True):
        assert (sample.label != before.label) == (sample.path in planted)
        scores = (0.9, 0.1) if before.label == 0 else (0.1, 0.9)
        predictions.append(Prediction(sample.path, scores, index.classes[sample.label or 0]))
    assert [row.value for row in planted_labels.rows_of(predictions, index.classes, planted)] == [1.0] * 4
    assert planted_labels.rows_of(predictions, index.classes, frozenset({"0.png"} - planted))[0].value == 0


@pytest.fixture
def training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[loops.Training]:
    """A tiny training to measure."""
    monkeypatch.setattr(loops, "SIZE", 32)
    made = loops.Training(make_tiny(tmp_path / "pictures", 12), tmp_path / "run", "squeezenet1_1", "fp32",
                          cached=False, batch_size=4)
    yield made
    made.close()


def test_the_processor_is_measured_also_beside_a_gpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare(config: TrainConfig) -> None:
        raise Cancelled(config.device)

    monkeypatch.setattr(loops, "prepare", prepare)
    with pytest.raises(Cancelled, match="cpu"):
        loops.Training(tmp_path, tmp_path, "resnet18", cached=False)


def test_a_measured_epoch_writes_all_its_records(training: loops.Training) -> None:
    assert training.epoch() > 0
    training.close()
    assert list((training.trainer.run_dir / "tensorboard").iterdir())


def test_a_gpu_is_not_waited_for_after_each_bare_step(
    training: loops.Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(training, "_bare_step", lambda *_: done.append("step"))
    monkeypatch.setattr(torch.cuda, "synchronize", lambda: done.append("wait"))
    monkeypatch.setattr(training.trainer, "device", torch.device("cuda"))
    training.alone()
    assert done == ["step"] * len(training.loader) + ["wait"]
