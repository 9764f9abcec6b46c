"""Predictions of every picture by a network that never saw it: those of the runs of one cross-validation put together.

`python -m app split SOURCE --folds K` writes K tables; a run trained on each keeps another fold back as val. Their
runs are known by their splits: the same pictures in train and val together, and no val picture in common.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from core.base.control import Control
from core.base.errors import DataError
from core.base.types import Prediction, Split, Splits
from core.data.splitting.table import read_splits
from core.evaluation.stored import kept_evaluations, read_results, whole_predictions
from core.training.pictures_place import pictures_place
from core.training.run_folder import SPLITS, read_facts


@dataclass
class HeldOut:
    """What is known of pictures by networks that did not learn from them.

    Attributes:
        predictions: One a picture.
        runs: The runs of the cross-validation, empty where there is none.
        not_judged: Those of `runs` whose val pictures were not predicted yet.
    """

    predictions: list[Prediction] = field(default_factory=list)
    runs: tuple[Path, ...] = ()
    not_judged: tuple[Path, ...] = ()


def fold_runs(run_dir: Path, candidates: Iterable[Path], control: Control | None = None) -> tuple[Path, ...]:
    """Return the runs that are one cross-validation with this one, itself first; empty where the folds are not whole.

    Args:
        run_dir: A run folder.
        candidates: Other runs.
        control: Asked before each.
    """
    own = _splits_of(run_dir)
    if own is None:
        return ()
    pool = _paths(own, Split.TRAIN) | _paths(own, Split.VAL)
    covered = _paths(own, Split.VAL)
    found = [run_dir]
    facts = read_facts(run_dir)
    for other in candidates:
        if control is not None:
            control.check()
        if other == run_dir or not _may_belong(facts, read_facts(other)):
            continue
        splits = _splits_of(other)
        if splits is None:
            continue
        val = _paths(splits, Split.VAL)
        if val and not val & covered and val | _paths(splits, Split.TRAIN) == pool:
            found.append(other)
            covered |= val
    return tuple(found) if len(found) > 1 and covered == pool else ()


def held_out(run_dir: Path, candidates: Iterable[Path], control: Control | None = None) -> HeldOut:
    """Return the out-of-fold predictions that are kept for the pictures of a run's train and val; see `fold_runs`."""
    runs = fold_runs(run_dir, candidates, control)
    result = HeldOut(runs=runs)
    missing = []
    for run in runs:
        predictions = _kept_predictions(run)
        if predictions is None:
            missing.append(run)
        else:
            result.predictions += predictions
    result.not_judged = tuple(missing)
    return result


def _kept_predictions(run_dir: Path) -> list[Prediction] | None:
    """Return a run's newest predictions of its val pictures that can be read; None where there are none."""
    classes = [str(name) for name in read_facts(run_dir).get("classes", ())]
    for folder in kept_evaluations(run_dir, str(Split.VAL)):
        with contextlib.suppress(OSError, ValueError):
            return whole_predictions(folder, classes, read_results(folder), pictures_place(run_dir))
    return None


def _may_belong(facts: dict[str, object], others: dict[str, object]) -> bool:
    """Tell quickly whether a run can be of the same cross-validation."""
    return facts.get("classes") == others.get("classes") and _pool_size(facts) == _pool_size(others)


def _pool_size(facts: dict[str, object]) -> int:
    counts = facts.get("num_pictures")
    return sum(int(counts.get(name, 0)) for name in ("train", "val")) if isinstance(counts, dict) else -1


def _splits_of(run_dir: Path) -> Splits | None:
    facts = read_facts(run_dir)
    try:
        return read_splits(run_dir / SPLITS, pictures_place(run_dir).here, facts.get("classes"))
    except DataError:
        return None


def _paths(splits: Splits, split: Split) -> set[str]:
    return {sample.path for sample in splits.of(split)}
