"""Opens a table: reads it, guesses its columns, asks in a dialog, matches the first rows with pictures."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.class_thumbs import square
from app.context import Context
from app.form_fields import in_words
from app.page_jobs import PageJobs
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit
from core.base.messages import message
from core.config import TrainConfig
from ui.dialogs.mapping import Mapping, MappingDialog, MatchedRow

if TYPE_CHECKING:
    from core.data.sources.columns import Columns
    from core.data.sources.tables import Table

ENDINGS = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm"})
NUM_ROWS = 8
THUMB_PX = 64


@dataclass(frozen=True)
class Matched:
    """Some rows of a table with the pictures that were found for them.

    Attributes:
        rows: The first rows, or where none of their pictures is there, those from the first on whose picture is.
        num_before: How many rows stand before these.
    """

    rows: tuple[MatchedRow, ...] = ()
    num_before: int = 0


@dataclass(frozen=True)
class Read:
    """A table and what its columns seem to mean."""

    table: "Table"
    guess: Mapping


class TableMapping:
    """Asks what a table means; one at a time."""

    def __init__(self, context: Context, on_chosen: Callable[[str, dict[str, Any]], None],
                 on_failed: Callable[[BaseException], None]) -> None:  # fmt: skip
        """Keep what to call.

        Args:
            context: The window and its jobs.
            on_chosen: Called with the table's path and the settings that say what it means.
            on_failed: Called with the error where it cannot be read.
        """
        self._context = context
        self._on_chosen = on_chosen
        self._dialog: MappingDialog | None = None
        self._reading, self._matching = (PageJobs(context.jobs, context.window) for _time in range(2))
        self._reading.failed.connect(on_failed)
        self._matching.failed.connect(lambda error: self._show_matches(Matched(), in_words(str(error))))

    def ask(self, path: str, folder: str = "") -> None:
        """Read a table and open the dialog, in the place of one that is still being read or asked about.

        Args:
            path: The table.
            folder: Where its pictures lie; empty: beside it.
        """
        self._reading.start(message("Reading {name}", name=Path(path).name),
                            lambda emit, control: read(path, folder, emit, control), "table",
                            lambda found: self._show(path, found))  # fmt: skip

    def _show(self, path: str, found: Read) -> None:
        if self._dialog is not None:
            self._dialog.close()
        dialog = MappingDialog(Path(path).name, found.table.header, found.guess, self._context.window)
        dialog.mapping_changed.connect(lambda mapping: self._match(found.table, mapping))
        dialog.chosen.connect(lambda mapping: self._on_chosen(path, settings_of(mapping, path)))
        dialog.finished.connect(self._on_closed)
        self._dialog = dialog
        dialog.open()
        self._match(found.table, found.guess)

    def _on_closed(self, _result: int) -> None:
        self._dialog = None
        self._matching.stop()

    def _match(self, table: "Table", mapping: Mapping) -> None:
        self._matching.start("Finding pictures", lambda emit, control: match(table, mapping, control), "thumbs",
                             self._show_matches)  # fmt: skip

    def _show_matches(self, matched: Matched, problem: str = "") -> None:
        if self._dialog is not None:
            self._dialog.show_matches(matched.rows, problem, num_before=matched.num_before)


def holds_table(path: str) -> bool:
    """Whether a folder holds a table, which may say the classes where its folders do not."""
    try:
        with os.scandir(path) as entries:
            return any(Path(entry.name).suffix.lower() in ENDINGS and entry.is_file() for entry in entries)
    except OSError:  # a file, or nothing
        return False


def settings_of(mapping: Mapping, path: str) -> dict[str, Any]:
    """Return the TrainConfig settings that say the same as a mapping."""
    settings: dict[str, Any] = {
        "dataset_path": path, "images_dir": mapping.folder, "image_column": mapping.image,
        "label_column": mapping.label, "group_column": mapping.group, "split_column": mapping.split,
    }  # fmt: skip
    if not mapping.label:
        settings["dataset_format"] = "onehot"
    return settings


def read(path: str, folder: str, emit: Emit, control: Control) -> Read:
    """Read a table and guess its columns by their names; runs in a thread.

    Raises:
        DataError: It cannot be read.
    """
    from core.data.sources.columns import Columns, find_columns
    from core.data.sources.tables import read_table

    table = read_table(path)
    try:
        columns = find_columns(table, TrainConfig())
    except ClasswiseError:
        columns = _by_repeats(table) or Columns(0, min(1, len(table.header) - 1))
    numbers = {name: getattr(columns, name) for name in ("image", "label", "group", "split")}
    names = {name: "" if number is None else table.header[number] for name, number in numbers.items()}
    return Read(table, Mapping(folder or str(Path(path).parent), **names))


def _by_repeats(table: "Table") -> "Columns | None":
    """Return the columns with the class in that which repeats itself most, as classes do; None where there is none."""
    from core.data.sources.columns import find_columns

    values = [{cells[number] for _line, cells in table.rows if number < len(cells)}
              for number in range(len(table.header))]  # fmt: skip
    for number in sorted(range(len(values)), key=lambda number: len(values[number])):
        if not 1 < len(values[number]) < len(table.rows):
            continue
        try:
            columns = find_columns(table, TrainConfig(label_column=table.header[number]))
        except ClasswiseError:
            continue
        if columns.label not in (columns.group, columns.split):
            return columns
    return None


def match(table: "Table", mapping: Mapping, control: Control) -> Matched:
    """Find the pictures of the first rows, or of the first that have some; runs in a thread.

    Raises:
        DataError: The folder is not there, or one column is to be two things.
    """
    from PyQt5.QtCore import QSize

    from app.picture_decoding import load_picture
    from core.base.errors import DataError
    from core.data.sources.finder import FileFinder

    if not Path(mapping.folder).is_dir():
        raise DataError(message("There is no folder {folder}. Choose where the pictures lie.", folder=mapping.folder))
    if mapping.label == mapping.image:
        raise DataError(message("The picture and its class cannot be one column. Choose another class column."))
    finder = FileFinder([mapping.folder, str(Path(table.path).parent)], control)
    places = {name: number for number, name in enumerate(table.header)}

    def cell(cells: Sequence[str], name: str) -> str:
        place = places.get(name, len(cells))
        return cells[place] if place < len(cells) else ""

    def found(cells: Sequence[str]) -> str:
        control.check()
        image = cell(cells, mapping.image)
        return (finder.find(image)[0] or "") if image else ""

    # A table may name more pictures than are there, as where only the second half of them was downloaded.
    start = next((number for number, (_line, cells) in enumerate(table.rows) if found(cells)), 0)
    start = start if start >= NUM_ROWS else 0
    rows = []
    for _line, cells in table.rows[start:start + NUM_ROWS]:
        path = found(cells)
        thumb = load_picture(path, QSize(2 * THUMB_PX, 2 * THUMB_PX), shrink=True).image if path else None
        small = square(thumb) if thumb is not None and not thumb.isNull() else None
        rows.append(MatchedRow(cell(cells, mapping.image), cell(cells, mapping.label), cell(cells, mapping.group), path,
                               small))  # fmt: skip
    return Matched(tuple(rows), start)
