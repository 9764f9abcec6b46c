"""How well the queue "label may be wrong" finds labels that are wrong for certain, because they were made so.

    python -m tests.benchmarks planted_labels [--data SOURCE] [--share 0.05] [--folds 4] [--set pretrained=FILE ...]

A share of the labels of a data set is flipped to another class, networks are trained on folds of it (each never sees
the labels of its own fold), and all pictures are put in the queue's order. Printed is how many of the first 5 % of the
queue (as many pictures as were flipped) are planted, for the queue's score and for simpler ones; chance is 5 %. With
--folds 0, one network is trained and only its test split is looked at, as the window does where there are no folds.
SOURCE is anything that train.py takes; without it, the sample digits. The network is that of --model.
"""

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core.base.events import ignore
from core.base.types import DatasetIndex, Prediction
from core.config import TrainConfig, resolved
from core.data.scan import scan
from core.data.sources.open import open_source
from core.data.splitting.folds import make_folds
from core.data.splitting.splitter import plan_splits
from core.data.splitting.table import write_splits
from core.evaluation.evaluate import PREDICTIONS
from core.evaluation.label_queue import class_thresholds, label_quality, self_confidence
from core.evaluation.out_of_fold import held_out
from core.evaluation.stored import read_predictions
from core.training.run import train
from tests.benchmarks.measuring import Options, Row

TITLE = "planted label errors among the first of the queue, as a share (as many pictures as were planted)"


def normalised_margin(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The score of the label less the best other one, without the classes' thresholds."""
    others = scores.copy()
    others[np.arange(len(labels)), labels] = -np.inf
    return self_confidence(scores, labels) - others.max(axis=1)


def adjusted_margin(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The normalised margin after the classes' thresholds were taken off."""
    return normalised_margin(scores - class_thresholds(scores, labels), labels)


SCORES: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "the queue's (adjusted self-confidence)": label_quality,
    "self-confidence": self_confidence,
    "normalised margin": normalised_margin,
    "class-adjusted margin": adjusted_margin,
}


def plant(index: DatasetIndex, share: float, seed: int) -> tuple[DatasetIndex, frozenset[str]]:
    """Flip a share of the labels to another class, each class as likely; return the paths too."""
    rng = np.random.default_rng(seed)
    samples = list(index.samples)
    places = rng.choice(len(samples), round(share * len(samples)), replace=False)
    for place in places.tolist():
        label = samples[place].label
        assert label is not None
        other = (label + int(rng.integers(1, len(index.classes)))) % len(index.classes)
        samples[place] = replace(samples[place], label=other)
    return replace(index, samples=tuple(samples)), frozenset(samples[place].path for place in places.tolist())


def predictions_of_folds(index: DatasetIndex, config: TrainConfig, num_folds: int, folder: Path) -> list[Prediction]:
    """Train on each fold's table and return the out-of-fold predictions, as the window finds them."""
    facts = scan([sample.path for sample in index.samples])
    runs = []
    for number, plan in enumerate(make_folds(index, facts, config, num_folds)):
        runs.append(run_of(plan.splits, config, folder / f"fold_{number}.csv"))
        print(f"fold {number + 1} of {num_folds} trained", flush=True)
    found = held_out(runs[0], runs)
    assert len(found.runs) == num_folds, "the folds were not recognised"
    assert not found.not_judged
    return found.predictions


def predictions_of_test(index: DatasetIndex, config: TrainConfig, folder: Path) -> list[Prediction]:
    """Train once and return the predictions of test."""
    facts = scan([sample.path for sample in index.samples])
    splits = plan_splits(replace(index, samples=tuple(replace(sample, split=None) for sample in index.samples)),
                         facts, config).splits  # fmt: skip
    run_dir = run_of(splits, config, folder / "split.csv")
    return list(read_predictions(run_dir / PREDICTIONS, splits.classes))


def run_of(splits: Any, config: TrainConfig, table: Path) -> Path:
    """Train on a table of a split."""
    write_splits(table, splits)
    return train(replace(config, dataset_path=splits.root, metadata_path=str(table)), ignore).run_dir


def rows_of(predictions: list[Prediction], classes: tuple[str, ...], planted: frozenset[str]) -> list[Row]:
    """Return what share of the first pictures of the queue is planted, for each score."""
    known = [item for item in predictions if item.error is None]
    scores = np.array([item.scores for item in known])
    labels = np.array([classes.index(str(item.label)) for item in known])
    is_planted = np.array([item.path in planted for item in known])
    count = int(is_planted.sum())
    right = float((scores.argmax(axis=1) == labels)[~is_planted].mean())
    about = f"{len(known)} pictures, {right:.1%} of those not planted are predicted as labelled"
    rows = []
    for name, score in SCORES.items():
        first = np.argsort(score(scores, labels), kind="stable")[:count]
        found = int(is_planted[first].sum())
        rows.append(Row(name, found / count if count else None, details=f"{found} of the first {count}; {about}"))
    return rows


def settings_of(pairs: list[str]) -> dict[str, Any]:
    """Return settings of TrainConfig from NAME=VALUE words."""
    defaults = TrainConfig()
    given: dict[str, Any] = dict(pair.split("=", 1) for pair in pairs)
    for name, text in given.items():
        kind = type(getattr(defaults, name))
        given[name] = (int(text),) if kind is tuple else text.lower() == "true" if kind is bool else kind(text)
    return given


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what only this benchmark knows."""
    parser.add_argument("--share", type=float, default=0.05, help="of the labels that are flipped")
    parser.add_argument("--folds", type=int, default=4, help="0: one training, its test split alone")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="settings of TrainConfig")


def measure(options: Options) -> list[Row]:
    """Plant, train, look."""
    own = options.others
    share, folds, seed = own.get("share", 0.05), own.get("folds", 4), own.get("seed", 0)
    given = settings_of(own.get("set", []))
    if options.quick:
        folds, given = min(folds, 2), {"epochs": 1, **given}
    (model,) = options.models("mobilenet_v3_small")
    with tempfile.TemporaryDirectory() as folder:
        config = resolved(TrainConfig(dataset_path=options.data or "sample", log_dir=str(Path(folder) / "runs"),
                                      seed=seed), **{"model": model, "epochs": 8, **given})  # fmt: skip
        index, planted = plant(open_source(config), share, seed)
        predictions = predictions_of_folds(index, config, folds, Path(folder)) if folds else \
            predictions_of_test(index, config, Path(folder))  # fmt: skip
        return rows_of(predictions, index.classes, planted)
