"""Which column of a table is the picture, the class, the group and the split."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.base.errors import ConfigError, DataError
from core.base.messages import first_names
from core.base.types import DUPLICATES_IGNORED
from core.config import TrainConfig
from core.data.sources.finder import looks_like_picture
from core.data.sources.names import is_left_out, split_of
from core.data.sources.tables import Table

IMAGE_NAMES = (
    *("image_id", "image", "filename", "file_name", "path", "file", "image_path", "img_path", "filepath", "file_path"),
    *("image_name", "img", "image_file", "img_name", "isic_id", "picture", "photo", "name", "id"),
)
LABEL_NAMES = (
    *("dx", "label", "class", "target", "diagnosis", "class_name", "classname", "category", "label_name", "labels"),
    *("species", "breed", "y"),
)
GROUP_NAMES = (
    *("lesion_id", "patient_id", "patient", "group", "group_id", "subject_id", "subject", "case_id", "lesion"),
    *("patientid", "individual_id", "animal_id", "study_id"),
)
DUPLICATES = "duplicates"
SPLIT_NAMES = ("split", "set", "subset", "partition", "data_split", "dataset_split")
TRUE_WORDS = {"1", "1.0", "true", "yes"}
FALSE_WORDS = {"0", "0.0", "false", "no", ""}


@dataclass(frozen=True)
class Columns:
    """Columns by their number; None for one that a table does not have.

    Attributes:
        image, label, group, split: What their names say.
        duplicates: Whether a picture is like no other, whatever it looks like.
        one_hot: Columns that are a class each (then `label` is None).
    """

    image: int
    label: int | None = None
    group: int | None = None
    split: int | None = None
    one_hot: tuple[int, ...] = ()
    duplicates: int | None = None


def find_columns(table: Table, config: TrainConfig) -> Columns:
    """Find the columns by the settings, else by their usual names.

    A table whose first row already names a picture has no header; it gets one.

    Raises:
        ConfigError: A column that the settings name is not there.
        DataError: The picture's or the class's column cannot be found.
    """
    _give_header(table, config)
    image = _column(table, "image_column", config.image_column, IMAGE_NAMES)
    if image is None:
        image = _column_of_pictures(table)
    if image is None:
        raise DataError(_not_found(table, "of the picture's name", "image_column"))
    label = _column(table, "label_column", config.label_column, LABEL_NAMES)
    group = _column(table, "group_column", config.group_column, GROUP_NAMES)
    split = _column(table, "split_column", config.split_column, SPLIT_NAMES)
    if split is not None and not config.split_column and not _says_splits(table, split):
        split = None
    taken = {image, group, split}
    if config.dataset_format == "onehot" or (label is None and config.dataset_format in ("auto", "table")):
        one_hot = _one_hot(table, taken)
        if one_hot:
            return Columns(image, None, group, split, one_hot, _duplicates_column(table))
        if config.dataset_format == "onehot":
            shown = first_names(table.header, 12)
            raise DataError(f"{table.path} has no columns of 0 and 1, one a class; its columns: {shown}.")
    if label is None and len(table.header) == 2:
        label = 1 - image
    if label is None or label == image:
        raise DataError(_not_found(table, "of the class", "label_column"))
    return Columns(image, label, group, split, (), _duplicates_column(table))


def is_true(cell: str) -> bool | None:
    """Return whether a cell of a one-hot table is 1 or 0; None if it is neither."""
    word = cell.strip().casefold()
    return True if word in TRUE_WORDS else False if word in FALSE_WORDS else None


def _give_header(table: Table, config: TrainConfig) -> None:
    """Where the first row is no header but names a picture, make it a row and name the columns."""
    pictures = [number for number, cell in enumerate(table.header) if looks_like_picture(cell)]
    if not pictures or config.image_column or table.line_word == "record":
        return
    first = min((line for line, _ in table.rows), default=2) - 1
    table.rows.insert(0, (max(1, first), table.header))
    names = [f"column_{number + 1}" for number in range(len(table.header))]
    names[pictures[0]] = "path"
    if len(names) == 2:
        names[1 - pictures[0]] = "label"
    table.header = names


def _column(table: Table, option: str, wanted: str, usual: Sequence[str]) -> int | None:
    if wanted:
        exact = [number for number, name in enumerate(table.header) if name == wanted]
        alike = [number for number, name in enumerate(table.header) if _plain(name) == _plain(wanted)]
        if exact or alike:
            return (exact or alike)[0]
        raise ConfigError(f"--{option} {wanted!r} is no column of {table.path}; its columns: "
                          f"{first_names(table.header, 12)}.")
    names = [_plain(name) for name in table.header]
    return next((names.index(name) for name in usual if name in names), None)


def _plain(name: str) -> str:
    return re.sub(r"[\s\-_.]+", "_", name.strip().casefold()).strip("_")


def _column_of_pictures(table: Table) -> int | None:
    """Return the column most of whose first cells read like file names of pictures."""
    rows = [cells for _, cells in table.rows[:50]]
    for number in range(len(table.header)):
        cells = [row[number] for row in rows if number < len(row)]
        if cells and sum(map(looks_like_picture, cells)) * 2 > len(cells):
            return number
    return None


def _says_splits(table: Table, column: int) -> bool:
    """Whether a column called "set" or the like holds words for splits at all."""
    cells = {cells[column] for _, cells in table.rows if column < len(cells) and cells[column]}
    return any(split_of(cell) or is_left_out(cell) for cell in cells)


def _duplicates_column(table: Table) -> int | None:
    """Return the column that says which pictures are like no other: it is called so, and says nothing else."""
    if DUPLICATES not in table.header:
        return None
    number = table.header.index(DUPLICATES)
    return number if all(len(cells) <= number or cells[number] in ("", DUPLICATES_IGNORED)
                         for _, cells in table.rows) else None  # fmt: skip


def _one_hot(table: Table, taken: set[int | None]) -> tuple[int, ...]:
    """Return the columns that hold nothing but 1 and 0, where there are at least two."""
    found = []
    for number in range(len(table.header)):
        cells = [cells[number] for _, cells in table.rows if number < len(cells)]
        values = [is_true(cell) for cell in cells]
        bad = sum(value is None for value in values)
        if number not in taken and cells and bad * 10 <= len(cells) and any(cell for cell in cells):
            found.append(number)
    if len(found) < 2:
        return ()
    ones = [sum(bool(is_true(cells[n])) for n in found if n < len(cells)) for _, cells in table.rows]
    return tuple(found) if sum(count == 1 for count in ones) * 2 > len(ones) else ()


def _not_found(table: Table, what: str, option: str) -> str:
    if len(table.header) == 1:
        hint = "It has one column only: is another delimiter between the columns than comma, semicolon, tab or bar?"
    else:
        hint = f"Name it: --{option} NAME."
    return f"The column {what} was not found in {table.path}; its columns: {first_names(table.header, 12)}. {hint}"
