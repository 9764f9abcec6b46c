"""The Evaluate page's long work, as plain functions for app.jobs: opening, evaluating, looking for wrong labels."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.fonts import release_fonts
from app.labels_file import LabelsFile
from app.machine import Machine
from app.model_names import model_name
from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, Event, Notice, Progress
from core.base.types import Prediction, Split, Splits
from core.data.sources.names import common_root
from ui.results import Result, ResultStore

if TYPE_CHECKING:
    from app.evaluation_figures import EvaluationFigures
    from core.evaluation.evaluate import Evaluation


@dataclass(frozen=True)
class Wanted:
    """Which evaluation.

    Attributes:
        model: A run folder or a model file.
        split: train, val or test; empty for all pictures of `source`, or for what the run itself was judged on.
        source: A folder or table of pictures; empty for the run's own.
        again: Evaluate even where one is kept.
    """

    model: str
    split: str = ""
    source: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class ModelNamed(Event):
    """What every page calls a model is known.

    Attributes:
        model: Its run folder or file, as it was asked for.
        name: What it is called.
    """

    model: str
    name: str


@dataclass(frozen=True)
class OpenedEvaluation:
    """An evaluation, ready to be shown.

    Attributes:
        wanted: What was asked for, its split settled.
        run_dir: The model's run folder; None where it lies in none.
        folder: Where the evaluation lies.
        evaluation: Scores, truth and figures.
        figures: What is shown of it.
        store: Results and true classes of its pictures.
        splits: The run's pictures; None where it lies in no run folder.
        run_labels: True class names of the run's pictures by path.
        paths: All pictures: those judged and the run's.
        file: The table of their labels.
        missing_folder: Where the run found the pictures in sight, if nobody knows where they are now.
    """

    wanted: Wanted
    run_dir: Path | None
    folder: Path
    evaluation: "Evaluation"
    figures: "EvaluationFigures"
    store: ResultStore
    splits: Splits | None
    run_labels: Mapping[str, str]
    paths: frozenset[str]
    file: LabelsFile
    missing_folder: str = ""


@dataclass(frozen=True)
class LabelQueue:
    """Pictures whose label may be wrong.

    Attributes:
        paths: Most doubtful first.
        num_checked: How many pictures were looked at.
        num_runs: Runs of the cross-validation that it comes from; 0: the evaluation's held-out pictures alone.
        not_judged: Runs of the cross-validation whose val pictures are to be predicted first.
        store: Out-of-fold results and true classes, where it comes from folds.
    """

    paths: tuple[str, ...]
    num_checked: int
    num_runs: int = 0
    not_judged: tuple[Path, ...] = ()
    store: ResultStore | None = None


def open_evaluation(wanted: Wanted, machine: Machine, emit: Emit, control: Control) -> OpenedEvaluation:
    """Read a kept evaluation, or make it with a machine.

    Raises:
        ClasswiseError: The model or the pictures cannot be used.
        Cancelled: A stop was asked for.
    """
    from app.evaluation_figures import EvaluationFigures
    from core.evaluation.pictures import run_dir_of, usual_split
    from core.evaluation.stored import read_results
    from core.model_file import model_path
    from core.training.pictures_place import missing_folder

    emit(Progress("Opening", 0))
    emit(ModelNamed(wanted.model, model_name(wanted.model)))
    run_dir = run_dir_of(wanted.model)
    if run_dir is None and not wanted.source:
        model_path(wanted.model)  # a run that is gone is told as such, not as one without pictures
    splits = _splits_of(run_dir)
    if run_dir is not None and not wanted.split and not wanted.source:
        own = read_results(run_dir)  # a run that was stopped has none yet
        split = str(own["split"]) if own else str(usual_split(splits)) if splits is not None else ""
        wanted = Wanted(wanted.model, split, "", wanted.again)
    place = run_dir or Path(wanted.model).absolute().parent
    kept = None if wanted.again else _kept(wanted, place, emit)
    if kept is not None:
        evaluation, folder = kept
    else:
        evaluation, folder = _evaluate(wanted, run_dir, machine, emit, control)
        wanted = Wanted(wanted.model, evaluation.judging.split, wanted.source)
    control.check()
    judged = evaluation.judged
    labels = {path: label for path, label in zip(judged.paths, judged.labels, strict=True) if label is not None}
    store = _store_of(judged.classes, judged.paths, labels, judged.predictions(evaluation.predicted))
    figures = EvaluationFigures(evaluation).prepare()
    run_labels = {sample.path: splits.classes[sample.label] for _split, samples in splits for sample in samples
                  if sample.label is not None} if splits is not None else {}  # fmt: skip
    every = frozenset(run_labels) | frozenset(store.paths)
    missing = missing_folder(run_dir) if run_dir is not None and not wanted.source else ""
    folders = [os.path.dirname(path) for path in store.paths]
    root = splits.root if splits is not None and not wanted.source else common_root(folders)
    return OpenedEvaluation(wanted, run_dir, folder, evaluation, figures, store, splits, run_labels, every,
                            LabelsFile(root), missing)  # fmt: skip


def find_doubtful_labels(opened: OpenedEvaluation, runs_folders: Sequence[Path], emit: Emit,
                         control: Control) -> LabelQueue:  # fmt: skip
    """Look for pictures whose label may be wrong: by folds where there are some, else among those held out.

    Args:
        opened: The evaluation.
        runs_folders: Where runs of other folds are looked for, beside the index.
        emit: Gets Progress.
        control: Carries a stop.
    """
    from app.run_scan import run_folders
    from core.evaluation.out_of_fold import held_out
    from core.training.run_folder import known_runs

    emit(Progress("Looking for wrong labels", 0))
    not_judged: tuple[Path, ...] = ()
    if opened.run_dir is not None:
        candidates = dict.fromkeys([*known_runs(), *run_folders(runs_folders)])  # most are found in both ways
        found = held_out(opened.run_dir, candidates, control)
        if found.runs and not found.not_judged:
            return _queue_of_folds(opened, found.predictions, len(found.runs))
        not_judged = found.not_judged
    return _queue_of_held_out(opened, not_judged)


def judge_folds(runs: tuple[Path, ...], machine: Machine, emit: Emit, control: Control) -> None:
    """Evaluate the val pictures of the runs of a cross-validation."""
    for number, run in enumerate(runs):
        emit(Progress("Predicting the folds", number, len(runs)))
        open_evaluation(Wanted(str(run), str(Split.VAL)), machine, emit, control)


def keep_threshold(model: str, positive: str, threshold: float) -> Path:
    """Write a threshold into a model file, whose weights stay as they are.

    Returns:
        The file.

    Raises:
        ModelFileError, OutputError: It cannot be read or written.
    """
    from dataclasses import fields, replace

    from core.model_file import ModelFile, load_model_file, model_path, read_content, save_model_file

    path = model_path(model)
    own = {item.name for item in fields(ModelFile)} | {"format_version"}
    extra = {name: value for name, value in read_content(path).items() if name not in own}
    save_model_file(replace(load_model_file(path), positive_class=positive, threshold=threshold), path, extra)
    return path


def _kept(wanted: Wanted, place: Path, emit: Emit) -> tuple["Evaluation", Path] | None:
    """Return the newest kept evaluation that can be read, and where it lies; tell of those that cannot."""
    from core.evaluation.stored import kept_evaluations, load_evaluation

    for folder in kept_evaluations(place, wanted.split, wanted.source, wanted.model):
        try:
            return load_evaluation(folder), folder
        except DataError as error:
            emit(Notice(error.args[0], "warning"))
    return None


def _evaluate(wanted: Wanted, run_dir: Path | None, machine: Machine, emit: Emit,
              control: Control) -> tuple["Evaluation", Path]:  # fmt: skip
    from core.data.sources.open import open_path
    from core.evaluation.pictures import pictures_of_run, pictures_of_source
    from core.evaluation.run import decision_of, default_output, evaluate_model, judging_of
    from core.inference.predictor import open_classifier

    if wanted.source:
        pictures = pictures_of_source(open_path(wanted.source, emit=emit, control=control), wanted.split, run_dir)
    else:
        pictures = pictures_of_run(run_dir, wanted.split)
    emit(Progress("Loading the network", 0))
    model = open_classifier(wanted.model)
    path = Path(wanted.model)
    judging = judging_of(model, path, pictures, decision_of(model), wanted.source)
    output = default_output(path, "_".join(part for part in (pictures.name, pictures.split) if part))
    control.check()
    try:
        return evaluate_model(machine.predictor(model), pictures, output, judging, emit, control), output
    finally:
        release_fonts()


def _store_of(classes: Sequence[str], paths: Sequence[str], labels: Mapping[str, str],
              predictions: Iterable[Prediction]) -> ResultStore:  # fmt: skip
    """Make the window's store of results; here, as it takes a while with many pictures."""
    store = ResultStore()
    store.set_pictures(paths, labels)
    store.set_classes(classes)
    store.add(map(Result.of, predictions))
    return store


def _splits_of(run_dir: Path | None) -> Splits | None:
    from app.run_catalog import splits_of_run

    if run_dir is None:
        return None
    try:
        return splits_of_run(run_dir)
    except DataError:
        return None


def _queue_of_folds(opened: OpenedEvaluation, predictions: list[Prediction], num_runs: int) -> LabelQueue:
    import numpy as np

    from core.evaluation.label_queue import doubtful_labels

    index_of = {name: index for index, name in enumerate(opened.evaluation.judged.classes)}
    named = [(item, item.label) for item in predictions if item.error is None and item.label in index_of]
    known = [item for item, _label in named]
    labels = np.array([index_of[str(label)] for _item, label in named], dtype=np.int64)
    scores = np.array([item.scores for item in known], dtype=np.float64).reshape(len(known), len(index_of))
    paths = tuple(known[row].path for row in doubtful_labels(scores, labels))
    names = opened.evaluation.judged.classes
    store = _store_of(names, [item.path for item in known], {item.path: str(label) for item, label in named}, known)
    return LabelQueue(paths, len(known), num_runs, store=store)


def _queue_of_held_out(opened: OpenedEvaluation, not_judged: tuple[Path, ...]) -> LabelQueue:
    import numpy as np

    from core.evaluation.label_queue import doubtful_labels

    judged = opened.evaluation.judged
    train = {os.path.normcase(sample.path) for sample in opened.splits.train} if opened.splits else set()
    is_held_out = np.array([os.path.normcase(path) not in train for path in judged.paths], dtype=bool)
    if opened.splits is None:
        is_held_out &= ~judged.used_in_training
    rows = np.flatnonzero(judged.is_countable & is_held_out)
    doubtful = rows[doubtful_labels(judged.scores[rows], judged.truth[rows])]
    return LabelQueue(tuple(judged.paths[row] for row in doubtful), len(rows), not_judged=not_judged)
