"""Tables with a row a picture: CSV, TSV and XLSX, and JSON and JSONL records, all read into one form."""

import csv
import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.base.errors import DataError
from core.base.results_table import COLUMNS, plain
from core.base.types import Finding
from core.data.sources.text import lines_of, read_text

DELIMITERS = ",;\t|"
TABLE_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm"})
RECORD_ENDINGS = frozenset({".json", ".jsonl", ".ndjson"})
SNIFFED_ROWS = 50
# What the readers of zip, XML and the workbook raise on damaged files.
EXCEL_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, LookupError, ValueError, TypeError, SyntaxError),
    *(AttributeError, RuntimeError, ArithmeticError, AssertionError, MemoryError),
)


@dataclass(slots=True)
class Table:
    """Rows of text.

    Attributes:
        path: The file.
        header: Column names as they are written.
        rows: (line, cells) of each row; lines count from 1 and are the file's own.
        findings: What was noticed while reading.
        line_word: What a line is called: "line", "row" or "record".
    """

    path: str
    header: list[str]
    rows: list[tuple[int, list[str]]]
    findings: list[Finding] = field(default_factory=list)
    line_word: str = "line"

    def where(self, line: int) -> str:
        """Return where a line is, for messages."""
        return f"{self.line_word} {line} of {os.path.basename(self.path)}"


def read_table(path: str) -> Table:
    """Read a table of any form, by the file's ending.

    Raises:
        DataError: It cannot be read, is empty, or is of no known form.
    """
    ending = os.path.splitext(path)[1].lower()
    if ending in (".xlsx", ".xlsm"):
        return _read_xlsx(path)
    if ending == ".xls":
        raise DataError(f"{path} is an old Excel file, which cannot be read. Save it as .xlsx or .csv.")
    return _read_records(path) if ending in RECORD_ENDINGS else _read_csv(path)


def _read_csv(path: str) -> Table:
    text, findings = read_text(path)
    delimiter = _delimiter(text)
    expected = "\t" if path.lower().endswith((".tsv", ".tab")) else ","
    if delimiter != expected:
        names = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
        message = f"{path} has {names[delimiter]} between its columns, not {names[expected]}; it was read with them."
        findings.append(Finding("delimiter", message, (path,)))
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{path}, line {line}: {error}. Is a quotation mark not closed?") from error
    if not rows:
        raise DataError(f"{path} is empty. Expected a table with a row a picture.")
    header = rows[0][1]
    if tuple(header[:len(COLUMNS)]) == COLUMNS:
        rows = [(line, list(map(plain, cells))) for line, cells in rows]
    return Table(path, header, rows[1:], findings)


def _delimiter(text: str) -> str:
    """Return the delimiter that parts the first rows into the most columns, alike in each."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        rows: list[int] = []
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter, skipinitialspace=True)
        try:
            for cells in reader:
                if cells:
                    rows.append(len(cells))
                if len(rows) >= SNIFFED_ROWS:
                    break
        except csv.Error:
            continue
        if not rows or rows[0] < 2:
            continue
        score = sum(count == rows[0] for count in rows) / len(rows) + rows[0] / 1000
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _read_xlsx(path: str) -> Table:
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are no concern here
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            # Some programs write a wrong size of the sheet into it.
            sheet.reset_dimensions()
            found = [
                (number, [_cell_text(cell) for cell in cells])
                for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
            ]
        finally:
            book.close()
    except (FileNotFoundError, PermissionError) as error:
        raise DataError(f"Cannot read {path}: {error.strerror}.") from error
    except (*EXCEL_ERRORS, openpyxl.utils.exceptions.InvalidFileException) as error:
        message = f"{path} is no Excel file that can be read ({error}). Save it anew as .xlsx or .csv."
        raise DataError(message) from error
    rows = [(number, cells) for number, cells in found if any(cells)]
    if not rows:
        raise DataError(f"The first sheet of {path} is empty. Expected a table with a row a picture.")
    return Table(path, rows[0][1], rows[1:], [], "row")


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _read_records(path: str) -> Table:
    text, findings = read_text(path)
    table = Table(path, [], [], findings, "record")
    if os.path.splitext(path)[1].lower() == ".json":
        try:
            content = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            content = _json_lines(text, table)
            if not content:
                message = f"{path} is no JSON ({error}). Expected a list of objects with path and label."
                raise DataError(message) from error
        records = list(enumerate(_records(content, path), start=1)) if table.line_word == "record" else content
    else:
        records = _json_lines(text, table)
    _fill(table, records)
    if not table.rows:
        raise DataError(f"{path} holds no records. Expected objects with a path and a label.")
    return table


def _json_lines(text: str, table: Table) -> list[tuple[int, Any]]:
    """Read an object a line; a line that is none becomes a finding."""
    records: list[tuple[int, Any]] = []
    for number, line in enumerate(lines_of(text), start=1):
        if not line.strip():
            continue
        try:
            records.append((number, json.loads(line)))
        except (json.JSONDecodeError, RecursionError):
            records.append((number, None))
    if not any(isinstance(record, dict) for _, record in records):
        return []
    table.line_word = "line"
    return records


def _records(content: Any, path: str) -> list[Any]:
    """Return the list of records in a JSON file: itself, under its only list, or {path: label}."""
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
        if len(lists) == 1:
            return lists[0]
        if content and all(isinstance(value, (str, int)) for value in content.values()):
            return [{"path": name, "label": label} for name, label in content.items()]
    if not isinstance(content, list):
        raise DataError(f"{path} holds no list of records. Expected [{{\"path\": ..., \"label\": ...}}, ...].")
    return content


def _fill(table: Table, records: Iterable[tuple[int, Any]]) -> None:
    columns: dict[str, int] = {}
    rows: list[tuple[int, Mapping[str, Any]]] = []
    for number, record in records:
        values = record if isinstance(record, dict) else {}
        rows.append((number, values))
        for key in values:
            columns.setdefault(key, len(columns))
    table.header = list(columns)
    for number, record_values in rows:
        cells = [""] * len(columns)
        for key, value in record_values.items():
            cells[columns[key]] = _json_text(value)
        table.rows.append((number, cells))


def _json_text(value: Any) -> str:
    if isinstance(value, dict):  # {"class": "cat", "score": 1} and the like
        return _json_text(value.get("name", value.get("class", value.get("label", ""))))
    if isinstance(value, list):
        return _json_text(value[0]) if len(value) == 1 else ""
    return _cell_text(value)
