"""Evaluations that lie in a folder: reading them back, so that what was judged once opens at once.

A run's own folder holds one (of its test split, or of val where there is no test); others lie in RUN/evaluations.
"""

import csv
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from core.base.errors import DataError
from core.base.files import read_json
from core.base.kinds import are, is_count, is_text
from core.base.messages import message
from core.base.results_table import plain
from core.base.run_info import BEST_MODEL, MODEL_ENDINGS
from core.base.types import Prediction
from core.evaluation.decision import predicted_classes
from core.evaluation.evaluate import EVALUATIONS, PREDICTIONS, RESULTS, Evaluation
from core.evaluation.judging import Judging, ThresholdOrigin, gather
from core.evaluation.pictures import run_dir_of
from core.training.pictures_place import PicturesPlace, pictures_place
from core.training.run_folder import HISTORY, has_gone_on

SEMICOLONS = re.compile('"?img_path"?;')
"""How the table begins where a spreadsheet of a country with decimal commas saved it anew."""


def load_evaluation(folder: str | Path) -> Evaluation:
    """Read an evaluation back; no picture is looked at and no network loaded.

    Args:
        folder: A run folder that was judged, or an evaluation's folder.

    Raises:
        DataError: There is none, or its files cannot be read.
    """
    folder = Path(folder)
    results = read_results(folder)
    if results is None:
        raise DataError(message("{folder} holds no evaluation that can be read.", folder=str(folder)))
    classes = tuple(results["classes"])
    try:
        predictions = whole_predictions(folder, classes, results, _place_of(folder))
    except (OSError, ValueError) as error:
        raise DataError(message("The predictions kept in {folder} cannot be read ({reason}). Evaluate again.",
                                folder=str(folder), reason=str(error))) from error  # fmt: skip
    used = _used_in_training(results, [prediction.path for prediction in predictions])
    judged = gather(predictions, classes, used)
    metrics = results["metrics"]
    positive = classes.index(metrics["positive_class"]) if "positive_class" in metrics else None
    judging = Judging(
        str(results["model"]), str(results["source"]), str(results["split"]), positive, metrics.get("threshold"),
        ThresholdOrigin(results["threshold_origin"]), used,
    )  # fmt: skip
    countable = judged.is_countable
    unseen = countable & ~judged.used_in_training
    predicted = predicted_classes(judged.scores, judging.positive, judging.threshold)
    return Evaluation(judged, judging, predicted, unseen if unseen.any() else countable, results)


def read_results(folder: Path) -> dict[str, Any] | None:
    """Return what a folder's test_results.json holds; None where there is none of ours, or it was damaged."""
    results = read_json(folder / RESULTS)
    wanted = {"model", "source", "split", "classes", "metrics", "intervals", "threshold_origin", "judged_on", "notes"}
    return results if wanted <= results.keys() and _is_sound(results) else None


def _is_sound(results: dict[str, Any]) -> bool:
    classes, metrics, rows = results["classes"], results["metrics"], results.get("rows_used_in_training", [])
    return (
        are(is_text)(classes)
        and isinstance(metrics, dict) and metrics.get("positive_class", *classes[:1]) in classes
        and results["threshold_origin"] in list(ThresholdOrigin)
        and are(is_count)(rows)
    )  # fmt: skip


def kept_evaluations(run_dir: Path, split: str, source: str = "", model: str = "") -> Iterator[Path]:
    """Yield the folders with kept evaluations of a model: the run's own, then the newest first; none that are older.

    An evaluation is older than the run where the training went on after it; the run's own is, until it has come to its
    end again. Of a model file that lies in no run, one is older where the file was written after it. Whether the
    predictions can be read is told by `load_evaluation`.

    Args:
        run_dir: The run folder, or that of the model file.
        split: train, val or test; empty for all pictures of a source.
        source: Path of the pictures judged; empty for the run's own.
        model: The model file or run folder that was judged; empty for the run's best epoch.
    """
    name = _file_name(model)
    own = read_results(run_dir)
    if (own is not None and name == BEST_MODEL and not source and own["split"] == split
            and (run_dir / PREDICTIONS).is_file() and not has_gone_on(run_dir)):  # fmt: skip
        yield run_dir
    try:
        folders = sorted((run_dir / EVALUATIONS).iterdir(), key=lambda folder: folder.name, reverse=True)
    except OSError:
        return
    is_of_run = not model or run_dir_of(model) is not None
    trained = _modified(run_dir / HISTORY if is_of_run else Path(model))
    for folder in folders:
        results = read_results(folder)
        if results is None or _modified(folder / RESULTS) < trained or not (folder / PREDICTIONS).is_file():
            continue
        kept = _file_name(str(results["model"])), results["split"], results.get("source_path", "")
        if kept == (name, split, source):
            yield folder


def whole_predictions(folder: Path, classes: Sequence[str], results: Mapping[str, Any] | None,
                      place: PicturesPlace | None = None) -> list[Prediction]:  # fmt: skip
    """Return the predictions of a folder, where all of them are there.

    Args:
        folder: A run folder that was judged, or an evaluation's folder.
        classes: Of the model.
        results: What `read_results` says of the folder: how many there are.
        place: Where the pictures were and are; None: where the table says.

    Raises:
        OSError, ValueError: As by `read_predictions`, or rows are missing.
    """
    predictions = list(read_predictions(folder / PREDICTIONS, classes, place))
    expected = (results or {}).get("num_pictures", len(predictions))
    if len(predictions) != expected:
        raise ValueError(f"{len(predictions)} of {expected} pictures are there")
    return predictions


def read_predictions(path: Path, classes: Sequence[str], place: PicturesPlace | None = None) -> Iterator[Prediction]:
    """Yield the rows of a predictions.csv that `core.inference.writers` wrote, also where a spreadsheet saved it anew.

    Args:
        path: The table.
        classes: Of the model.
        place: Where the pictures were and are; None: where the table says.

    Raises:
        OSError: It cannot be read.
        ValueError: It is not such a file, or is of other classes.
    """
    index_of = {name: index for index, name in enumerate(classes)}
    with open(path, encoding="utf-8-sig", newline="") as file:
        is_with_semicolons = SEMICOLONS.match(file.read(len('"img_path";')))
        file.seek(0)
        rows = _rows(file, ";" if is_with_semicolons else ",")
        number = _number_with_comma if is_with_semicolons else float
        _, header = next(rows, (0, []))
        columns = {name: column for column, name in enumerate(header)}
        names = "img_path", "label", "predict", "error", *(f"score:{name}" for name in classes)
        for name in names:
            if name not in columns:
                raise ValueError(f"there is no column {name!r}")
        picture, label, predict, error, *scored = (columns[name] for name in names)
        for line, row in rows:
            if len(row) < len(columns):
                raise ValueError(f"row {line} is cut short")
            scores = () if row[error] else tuple([number(row[column]) for column in scored])
            # A name that is no class is "unknown": the threshold decides that anew here.
            best = scores.index(max(scores)) if scores else None
            where = plain(row[picture])
            where = os.path.abspath(place.path_here(where) if place is not None else where)
            yield Prediction(where, scores, plain(row[label]) or None,
                             plain(row[error]) or None, index_of.get(plain(row[predict]), best))  # fmt: skip


def _rows(file: IO[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows but blank ones, such as editors leave at the end, each with the line that it ends in.

    Raises:
        ValueError: It is no table, as where a quotation mark is not closed.
    """
    reader = csv.reader(file, delimiter=delimiter)
    try:
        for row in reader:
            if any(row):
                yield reader.line_num, row
    except csv.Error as error:
        raise ValueError(f"row {reader.line_num}: {error}") from error


def _number_with_comma(cell: str) -> float:
    """Return a score as spreadsheets write it that put semicolons between columns, since commas stand in numbers."""
    return float(cell.replace(",", "."))


def _file_name(model: str) -> str:
    """Return the name of the file that a model is read from, wherever it lay: of a folder, its best epoch's."""
    name = model.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return name if Path(name).suffix.lower() in MODEL_ENDINGS else BEST_MODEL


def _place_of(folder: Path) -> PicturesPlace:
    return pictures_place(folder.parent.parent if folder.parent.name == EVALUATIONS else folder)


def _used_in_training(results: dict[str, Any], paths: Sequence[str]) -> set[str] | None:
    """Return the pictures that the model was trained or chosen on; None where nobody knows."""
    if results.get("num_used_in_training") is None:
        return None
    if results["judged_on"] == "seen":
        return set(paths)
    return {paths[row] for row in results.get("rows_used_in_training", ()) if 0 <= row < len(paths)}


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
