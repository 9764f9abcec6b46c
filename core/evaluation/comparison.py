"""Comparing runs fairly: only on the same pictures, and on none that one of them was trained with."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.control import Control
from core.base.errors import Cancelled, DataError
from core.base.events import Emit, Progress, ignore
from core.base.files import one_spelling
from core.base.types import Prediction, Split
from core.data.splitting.table import split_rows
from core.evaluation.judging import Judged, gather
from core.evaluation.metrics import classification_metrics
from core.evaluation.pictures import LabelledPictures, run_dir_of
from core.evaluation.run import require_known_class
from core.inference.predictor import Predictor, open_classifier
from core.model_file import load_model_file
from core.training.run_folder import SPLITS, read_facts


@dataclass(frozen=True)
class ComparedRun:
    """One model's figures on the pictures that all were judged on.

    Attributes:
        model: Run folder or model file.
        classes: Its class names in index order.
        metrics: As `classification_metrics` gives them.
    """

    model: Path
    classes: tuple[str, ...]
    metrics: dict[str, Any]


@dataclass(frozen=True)
class Comparison:
    """Several models on the same pictures.

    Attributes:
        runs: One a model, in the order given.
        source: Name of the pictures' source.
        split: Their split; empty for all.
        num_judged: Pictures that all were judged on.
        num_trained_on: Pictures left out, because one of the models was trained with them.
        num_others: Pictures left out, because they cannot be read or a model does not know their class.
    """

    runs: tuple[ComparedRun, ...]
    source: str
    split: str
    num_judged: int
    num_trained_on: int
    num_others: int


def val_pictures_key(run_dir: Path) -> str:
    """Return what is equal for runs whose val pictures have the same names and classes; empty where unknown."""
    try:
        rows = sorted((path, label) for path, label, split, _group in split_rows(run_dir / SPLITS) if split == "val")
    except DataError:
        return ""
    if not rows:
        return ""
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\0".join(row).encode("utf-8", "surrogateescape") + b"\n")
    return digest.hexdigest()


def have_same_val_pictures(run_dirs: Sequence[Path]) -> bool:
    """Tell whether runs were validated on the same pictures, so that their figures on val can be compared.

    The names must be the same. Runs of different folders or machines must also have been made with pictures of the
    same content: the model files keep their hashes.
    """
    keys = {val_pictures_key(run_dir) for run_dir in run_dirs}
    if len(keys) != 1 or "" in keys:
        return False
    if len({_place_of_pictures(run_dir) for run_dir in run_dirs}) == 1:
        return True
    hashes = {frozenset(load_model_file(run_dir).picture_hashes) for run_dir in run_dirs}
    return len(hashes) == 1 and bool(next(iter(hashes)))


def compare(
    models: Sequence[Path],
    pictures: LabelledPictures,
    emit: Emit = ignore,
    control: Control | None = None,
    *,
    device: str = "auto",
    num_threads: int = 0,
) -> Comparison:
    """Predict the same pictures with several models and judge all on those that are fair to all.

    Left out are pictures that one of the models was trained with (those of its own val split count as not), that
    cannot be read, or whose class one of the models does not know.

    Args:
        models: Run folders or model files.
        pictures: With their true classes.
        emit: Gets Progress.
        control: Pause and stop.
        device: See `Predictor`.
        num_threads: See `Predictor`.

    Raises:
        DataError: No picture is left, or a model knows none of the classes.
        ModelFileError: A model cannot be opened.
        Cancelled: A stop was asked for.
    """
    control = control or Control()
    judged: list[Judged] = []
    for number, model in enumerate(models):
        predictor = Predictor(open_classifier(model), device=device, num_threads=num_threads)
        pictures = pictures.spelled_as(predictor.classes)
        require_known_class(pictures, predictor.classes, emit)
        stage = f"Evaluating {number + 1} of {len(models)}"
        judged.append(_judged(predictor, model, pictures, stage, emit, control))
    trained_on = np.logical_or.reduce([one.used_in_training for one in judged])
    countable = np.logical_and.reduce([one.is_countable for one in judged])
    rows = countable & ~trained_on
    if not rows.any():
        raise DataError(
            f"None of the {len(pictures.paths)} pictures of {pictures.name} can be judged by all: "
            f"{int((countable & trained_on).sum())} were used in training one of the models. Choose pictures that none "
            "was trained with, such as a val or test split that all share, or another folder."
        )
    compared = tuple(_compared(model, one, rows) for model, one in zip(models, judged, strict=True))
    return Comparison(compared, pictures.name, pictures.split, int(rows.sum()), int((countable & trained_on).sum()),
                      int((~countable).sum()))  # fmt: skip


def _judged(predictor: Predictor, model: Path, pictures: LabelledPictures, stage: str, emit: Emit,
            control: Control) -> Judged:  # fmt: skip
    own = _splits_by_name(model)
    predictions: list[Prediction] = []
    used: set[str] = set()
    for result in predictor.results(pictures.paths, pictures.labels.get, control):
        predictions.append(result.prediction)
        if result.was_trained_on and _own_split(result.prediction.path, own) != Split.VAL:
            used.add(result.prediction.path)
        emit(Progress(stage, len(predictions), len(pictures.paths)))
    if control.stop_requested:
        raise Cancelled("Stopped as asked; the models were not compared.")
    return gather(predictions, predictor.classes, used)


def _compared(model: Path, judged: Judged, rows: NDArray[np.bool_]) -> ComparedRun:
    metrics = classification_metrics(judged.scores[rows], judged.truth[rows], judged.classes)
    return ComparedRun(model, judged.classes, metrics)


def _splits_by_name(model: Path) -> dict[str, str]:
    """Return the split of each picture of a model's run by its name in splits.csv."""
    run_dir = run_dir_of(model)
    return {} if run_dir is None else {path: split for path, _label, split, _group in split_rows(run_dir / SPLITS)}


def _own_split(path: str, splits: Mapping[str, str]) -> str | None:
    """Return the split that a picture was in; the longest end of its path counts, for data sets are moved."""
    parts = path.replace(os.sep, "/").split("/")
    names = ("/".join(parts[start:]) for start in range(len(parts)))
    return next((splits[name] for name in names if name in splits), None)


def _place_of_pictures(run_dir: Path) -> tuple[str, str]:
    """Return where a run found its pictures: the machine (empty for runs of older versions) and the folder."""
    facts = read_facts(run_dir)
    root = str(facts.get("root") or "")
    return str(facts.get("host") or ""), one_spelling(root) if root else ""
