"""What the Predict page opens, as plain functions for app.jobs: pictures, models, runs, evaluations, tables."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.model_names import model_name
from core.base.control import Control
from core.base.errors import DataError, ModelFileError
from core.base.events import Emit, Progress
from core.base.files import name_of
from core.base.messages import LIST, joined, message
from core.data.sources.names import common_root, label_by_folder
from ui.results import Result
from ui.wording import classes, percent

if TYPE_CHECKING:
    from core.evaluation.evaluate import Evaluation


@dataclass(frozen=True)
class Listed:
    """What was found at the places that the user chose.

    Attributes:
        paths: Pictures, absolute, naturally sorted; those given one by one in the order given.
        root: The folder that labels.csv's paths are relative to.
        name: For people: the folder's name, or the picture's.
        notes: What was noticed: folders that cannot be read.
    """

    paths: tuple[str, ...]
    root: str
    name: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenedModel:
    """A model that can predict.

    Attributes:
        path: What the user chose.
        file: The file that was read.
        classifier: What core.inference.Predictor takes.
        classes: Class names in index order.
        summary: For people: network, classes, best figure.
        name: What every page calls it.
        decision: For people: from which score on a class of two is predicted; empty where the best score decides.
        written_ns: When the file had been written as it was read; None where that is not known.
    """

    path: str
    file: str
    classifier: Any
    classes: tuple[str, ...]
    summary: str
    name: str
    decision: str = ""
    written_ns: int | None = None

    @property
    def is_written_anew(self) -> bool:
        """Whether the file holds another model by now: a better epoch's, say, or one with another threshold."""
        now = _written_ns(self.file)
        return None not in (now, self.written_ns) and now != self.written_ns


@dataclass(frozen=True)
class StoredRun:
    """A run's model and the predictions kept in its folder.

    Attributes:
        model: The model.
        paths: The pictures that it was judged on.
        labels: Their true class names by path.
        results: What the model said of them.
        missing_folder: Where the run found its pictures, if nobody knows where they are now.
    """

    model: OpenedModel
    paths: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    results: tuple[Result, ...] = ()
    missing_folder: str = ""


def list_places(places: Sequence[str], emit: Emit, control: Control) -> Listed:
    """Find the pictures at the places that the user chose or dropped.

    Raises:
        DataError: There is none.
        Cancelled: The user stopped it.
    """
    from core.data.sources.listing import list_pictures

    paths: list[str] = []
    notes: list[str] = []
    for place in map(os.path.abspath, places):
        control.check()
        if os.path.isdir(place):
            looking = message("Looking for pictures in {name}", name=name_of(place))
            emit(Progress(looking, len(paths)))
            listing = list_pictures(place, control)
            paths += listing.pictures
            notes += [finding.message for finding in listing.findings]
        elif os.path.exists(place):
            paths.append(place)
        else:
            raise DataError(message("{place} does not exist any more. Choose another folder.", place=place))
    control.check()
    if not paths:
        raise DataError(message("There are no pictures in {places}. Choose a folder that holds pictures.",
                                places=", ".join(places)))  # fmt: skip
    folders = [place if os.path.isdir(place) else os.path.dirname(place) for place in map(os.path.abspath, places)]
    root = common_root(folders)
    name = name_of(os.path.abspath(places[0]))
    called = name if len(places) == 1 else message("{name} and {n} more", name=name, n=len(places) - 1)
    return Listed(tuple(paths), root, called, tuple(notes))


def open_model(path: str, emit: Emit, control: Control) -> OpenedModel:
    """Read a model file, a checkpoint, a run folder's model or an ONNX file.

    Raises:
        ModelFileError: It cannot be used.
    """
    emit(Progress(message("Opening {name}", name=os.path.basename(path)), 0, None))
    if path.lower().endswith(".onnx"):
        from core.inference.onnx_model import load_onnx_model

        written_ns, onnx = _written_ns(path), load_onnx_model(path)
        words = message("ONNX, {classes}", classes=classes(len(onnx.classes)))
        return OpenedModel(path, path, onnx, onnx.classes, words, model_name(path), _decision(onnx), written_ns)
    from core.model_file import load_model_file, model_path

    file = str(model_path(path))
    written_ns, model = _written_ns(file), load_model_file(file)
    parts = [model.model, classes(len(model.classes))]
    figure = next((model.metrics[name] for name in ("balanced_accuracy", "val_accuracy")
                   if isinstance(model.metrics.get(name), float)), None)  # fmt: skip
    if figure is not None:
        parts.append(message("val {figure}", figure=percent(figure)))
    summary = joined(*parts, template=LIST)
    return OpenedModel(path, file, model, model.classes, summary, model_name(path), _decision(model), written_ns)


def _written_ns(file: str) -> int | None:
    """Return when a file was written; None where it is gone."""
    try:
        return os.stat(file).st_mtime_ns
    except OSError:
        return None


def _decision(model: Any) -> str:
    """Say by what a class of two is predicted that may have the lower score; `model` has a file's fields."""
    if len(model.classes) != 2 or model.positive_index is None or model.threshold is None:
        return ""
    return message("{name} from {share} on: the model's threshold", name=model.classes[model.positive_index],
                   share=percent(model.threshold))  # fmt: skip


def open_run(run_dir: str, emit: Emit, control: Control) -> StoredRun:
    """Read a run's model and, where they are kept and are of its weights, its predictions of test (else val).

    Raises:
        ModelFileError: The run has no model yet.
    """
    from core.evaluation.stored import read_results, whole_predictions
    from core.training.pictures_place import missing_folder, pictures_place
    from core.training.run_folder import has_gone_on

    model = open_model(run_dir, emit, control)
    missing, place = missing_folder(Path(run_dir)), pictures_place(Path(run_dir))
    if has_gone_on(Path(run_dir)):
        return replace(_not_judged(model, run_dir), missing_folder=missing)
    try:
        table = whole_predictions(Path(run_dir), model.classes, read_results(Path(run_dir)), place)
    except (OSError, ValueError) as error:
        if (Path(run_dir) / "predictions.csv").exists():
            raise ModelFileError(message("The predictions kept in {run_dir} cannot be read ({error}). Choose the model "
                                         "alone with Choose model...", run_dir=run_dir,
                                         error=error)) from error  # fmt: skip
        return replace(_not_judged(model, run_dir), missing_folder=missing)
    paths = tuple(prediction.path for prediction in table)
    labels = {prediction.path: prediction.label for prediction in table if prediction.label is not None}
    return StoredRun(model, paths, labels, tuple(map(Result.of, table)), missing)


def open_evaluation(model_path: str, evaluation: "Evaluation", folder: Path, emit: Emit,
                    control: Control) -> StoredRun:  # fmt: skip
    """Read a model that was judged; what it said goes along where its file was not written anew since.

    Args:
        model_path: The model file or run folder.
        evaluation: What it was judged on, and what it said.
        folder: Where the evaluation lies.
        emit: Gets Progress.
        control: Carries a stop.

    Raises:
        ModelFileError: It cannot be used any more.
    """
    model, judged = open_model(model_path, emit, control), evaluation.judged
    labels = {path: label for path, label in zip(judged.paths, judged.labels, strict=True) if label is not None}
    is_same = model.classes == judged.classes and _is_of_these_weights(folder, Path(model.file))
    said = judged.predictions(evaluation.predicted) if is_same else ()
    return StoredRun(model, judged.paths, labels, tuple(map(Result.of, said)))


def _is_of_these_weights(folder: Path, file: Path) -> bool:
    """Whether an evaluation is newer than the model file: a run that still goes on writes better weights into it."""
    from core.evaluation.evaluate import RESULTS

    try:
        return (folder / RESULTS).stat().st_mtime_ns >= file.stat().st_mtime_ns
    except OSError:
        return False


def _not_judged(model: OpenedModel, run_dir: str) -> StoredRun:
    """Return a run that was not judged to its end: its test (else val) pictures, not predicted yet."""
    from core.evaluation.pictures import pictures_of_run

    try:
        pictures = pictures_of_run(Path(run_dir))
    except DataError:
        return StoredRun(model)
    return StoredRun(model, pictures.paths, pictures.labels)


def folder_labels(paths: Sequence[str], classes: Sequence[str]) -> dict[str, str]:
    """Return the class of each picture whose folder is named like one."""
    label_of = label_by_folder(classes)
    return {path: label for path in paths if (label := label_of(path)) is not None}


def read_table(path: str, emit: Emit, control: Control) -> dict[str, str]:
    """Read true classes from a table of any form that training takes.

    Raises:
        DataError: It is of no known form.
    """
    from core.data.sources.open import open_path

    index = open_path(path, emit=emit, control=control)
    return {os.path.abspath(sample.path): index.classes[sample.label]
            for sample in index.samples if sample.label is not None}  # fmt: skip
