"""The forms of results: txt, csv, json and jsonl."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from core.base.errors import OutputError
from core.base.results_table import COLUMNS, harmless
from core.base.types import Prediction
from core.inference.read_back import Rows, read_csv_rows, read_json_rows, read_txt_rows
from core.inference.result_writer import ResultWriter, in_one_line

ENDINGS = (".txt", ".csv", ".json", ".jsonl")
DEFAULT_TOP = 5
SEPARATOR = "-" * 50


def default_output(ending: str = ".csv", folder: str | Path = ".") -> Path:
    """Return a name for results that carries the time, such as predictions_2026-03-01_14-05-09.csv."""
    return Path(folder) / f"predictions_{datetime.now():%Y-%m-%d_%H-%M-%S}{ending}"


def open_writer(
    path: str | Path,
    classes: Sequence[str],
    *,
    top: int = DEFAULT_TOP,
    unknown_below: float = 0.0,
    overwrite: bool = False,
    resume: bool = False,
) -> ResultWriter:
    """Open the writer of the form that the path's ending names.

    Args:
        path: The output: .txt, .csv, .json or .jsonl.
        classes: Class names in index order.
        top: How many classes json and jsonl list a picture.
        unknown_below: Predictions with a lower score (0..1) are of the class "unknown".
        overwrite: Replace an existing output when the writer is closed.
        resume: Go on behind the rows of an earlier, unfinished output; where there is none, begin.

    Raises:
        OutputError: The ending is unknown, the output exists, is a folder or cannot be written, or the rows to go on
            from were written with other classes.
    """
    path = Path(path)
    if path.is_dir():
        raise OutputError(f"Cannot write {path}: a folder of that name is there. Give a file's name.")
    form = {".txt": TxtWriter, ".csv": CsvWriter, ".json": JsonWriter, ".jsonl": JsonLinesWriter}.get(
        path.suffix.lower()
    )
    if form is None:
        raise OutputError(f"The form of the results is chosen by the ending: {', '.join(ENDINGS)}. Got {path.name}.")
    return form(path, classes, top=top, unknown_below=unknown_below, overwrite=overwrite, resume=resume)


class TxtWriter(ResultWriter):
    """Blocks of three lines and a line of dashes, for people and for scripts that know them."""

    def _path_text(self, path: str) -> str:
        return in_one_line(path)

    def _row(self, prediction: Prediction) -> str:
        lines = [f"Image: {in_one_line(prediction.path)}"]
        if prediction.score is None:
            lines.append("Error: " + " ".join((prediction.error or "").split()))
        else:
            lines.append(f"Predicted class: {in_one_line(str(self._name(prediction)))}")
            lines.append(f"Probability: {prediction.score:.2%}")
        return "\n".join([*lines, SEPARATOR, ""])

    def _read_rows(self, file: BinaryIO) -> Rows:
        return read_txt_rows(file, SEPARATOR, {in_one_line(name): name for name in self._classes})


class CsvWriter(ResultWriter):
    """A table with a column a class; UTF-8 with a byte order mark, which spreadsheets need."""

    def _header(self) -> list[str]:
        return [*COLUMNS, *(f"score:{name}" for name in self._classes)]

    def _start(self) -> str:
        return "\ufeff" + _csv_line(self._header())

    def _row(self, prediction: Prediction) -> str:
        texts = [prediction.path, prediction.label or "", self._name(prediction) or ""]
        score = "" if prediction.score is None else _number(prediction.score)
        scores = [_number(value) for value in prediction.scores] or [""] * len(self._classes)
        return _csv_line([*map(harmless, texts), score, harmless(prediction.error or ""), *scores])

    def _read_rows(self, file: BinaryIO) -> Rows:
        return read_csv_rows(file, self._header())


class JsonWriter(ResultWriter):
    """One list of objects, an object a line."""

    def _start(self) -> str:
        return "["

    def _end(self) -> str:
        return "\n]\n"

    def _row(self, prediction: Prediction) -> str:
        return (",\n" if self._has_rows else "\n") + json.dumps(self._object(prediction), ensure_ascii=False)

    def _object(self, prediction: Prediction) -> dict[str, Any]:
        top = prediction.top(self._classes, self._top)
        return {
            "path": prediction.path,
            "class": self._name(prediction),
            "score": None if prediction.score is None else float(_number(prediction.score)),
            "top": [{"class": entry.name, "score": float(_number(entry.score))} for entry in top],
            "label": prediction.label,
            "error": prediction.error,
        }

    def _read_rows(self, file: BinaryIO) -> Rows:
        return read_json_rows(file, is_list=True)


class JsonLinesWriter(JsonWriter):
    """An object a line, without a list around them."""

    def _start(self) -> str:
        return ""

    def _end(self) -> str:
        return ""

    def _row(self, prediction: Prediction) -> str:
        return json.dumps(self._object(prediction), ensure_ascii=False) + "\n"

    def _read_rows(self, file: BinaryIO) -> Rows:
        return read_json_rows(file, is_list=False)


def _number(score: float) -> str:
    return f"{score:.8g}"


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)  # so that both are quoted within a cell
    return line.getvalue()[:-2] + "\n"
