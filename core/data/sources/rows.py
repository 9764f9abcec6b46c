"""From rows that name a picture and a class to usable entries; each row that cannot be used is named."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.base.control import Control
from core.base.errors import ConfigError, DataError
from core.base.messages import plural
from core.base.sorting import natural_order
from core.base.types import DUPLICATES_IGNORED, Finding, Split
from core.config import TrainConfig
from core.data.sources.columns import Columns, find_columns, is_true
from core.data.sources.finder import FileFinder
from core.data.sources.names import is_left_out, split_of
from core.data.sources.part import Entry, Part, check_half_usable
from core.data.sources.tables import RECORD_ENDINGS, Table
from core.data.sources.text import lines_of, read_text

WHOLE_NUMBER = re.compile(r"\d{1,9}(\.0+)?")
"""Also as programs write the numbers of a column that has a gap: 3.0."""
OWN_TABLES = ("labels", "splits")
"""Tables that are called so are named by the folder of their pictures."""


@dataclass(slots=True)
class Row:
    """One row: where it stands, and the texts of its cells ("" for none)."""

    where: str
    image: str
    label: str
    group: str = ""
    split: str = ""
    duplicates: str = ""


def table_part(table: Table, folders: Sequence[str], config: TrainConfig, control: Control | None = None) -> Part:
    """Read a table's rows.

    Args:
        table: The table.
        folders: Where its pictures may lie, the likeliest first.
        config: Names of columns, the classes file.
        control: Asked now and then whether to stop.

    Raises:
        DataError: A column is missing, or more than half of the rows cannot be used.
        ConfigError: A column that the settings name is missing.
    """
    columns = find_columns(table, config)
    name = os.path.splitext(os.path.basename(table.path))[0]
    if name in OWN_TABLES:
        name = os.path.basename(folders[0]) or name
    part = Part(folders[0], name=name, form=_form(table, columns), has_columns=True)
    part.findings += table.findings
    add_rows(part, _rows(table, columns, part), FileFinder(folders, control), control)
    check_half_usable(part, table.path)
    return part


def add_rows(
    part: Part, rows: Iterable[Row], finder: FileFinder, control: Control | None = None, split: Split | None = None
) -> None:
    """Add usable rows to a part; `split` is the split of all of them where it is given."""
    seen: dict[str, Entry] = {}
    conflicts: dict[str, list[Entry]] = {}
    left_out: dict[str, None] = {}
    for number, row in enumerate(rows):
        if control is not None and number % 1000 == 0:
            control.check()
        if is_left_out(row.split):
            path, _problem = finder.find(row.image)
            left_out[path or row.image] = None
            continue
        entry = _entry(part, row, finder, split)
        if entry is None:
            continue
        known = seen.get(entry.path)
        if known is None:
            seen[entry.path] = entry
        elif (known.label, known.split) != (entry.label, entry.split):
            conflicts.setdefault(entry.path, [known]).append(entry)
        else:
            message = f"{_upper(entry.where)} repeats {known.where}; it was passed over."
            part.findings.append(Finding("duplicate_row", message, (entry.path,)))
            known.group = known.group or entry.group
    for path, entries in conflicts.items():
        _leave_out_conflict(part, path, entries)
    part.entries += [entry for path, entry in seen.items() if path not in conflicts and path not in left_out]
    if left_out:
        message = plural(len(left_out), "{n} picture is left out, as the table says.",
                         "{n:,} pictures are left out, as the table says.")  # fmt: skip
        part.findings.append(Finding("left_out", message, tuple(left_out)))
    if finder.num_moved:
        message = plural(finder.num_moved,
                         "{n} path does not exist as it is written; the picture was found by its name.",
                         "{n} paths do not exist as they are written; the pictures were found by their names.")
        part.findings.append(Finding("moved_paths", message))


def read_classes_file(path: str) -> tuple[str, ...]:
    """Read class names in index order, one a line.

    Raises:
        ConfigError: It cannot be read, is empty or names a class twice.
    """
    try:
        text, _ = read_text(os.path.expanduser(path))
    except DataError as error:
        raise ConfigError(f"The classes file: {error}") from error
    names = tuple(line.strip() for line in lines_of(text) if line.strip())
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if not names or twice:
        what = f"names {', '.join(map(repr, twice[:5]))} more than once" if twice else "is empty"
        raise ConfigError(f"The classes file {path} {what}. Expected one class name a line, in index order.")
    return names


def name_numbers(part: Part, classes: Sequence[str]) -> None:
    """Where all labels of a part are numbers and the classes' names are not, put the names in their place.

    Numbers count from 0; where 0 does not occur and the number of classes does, they count from 1, which a finding
    says.
    """
    labels = {entry.label for entry in part.entries}
    if not classes or not labels or labels & set(classes) or not all(map(WHOLE_NUMBER.fullmatch, labels)):
        return
    numbers = {label: int(float(label)) for label in labels}
    first = int(0 not in numbers.values() and len(classes) in numbers.values())
    if first:
        message = f"The labels of {part.name} count from 1: 1 is {classes[0]!r}, {len(classes)} is {classes[-1]!r}."
        part.findings.append(Finding("labels_from_one", message))
    kept = []
    for entry in part.entries:
        number = numbers[entry.label] - first
        if 0 <= number < len(classes):
            entry.label = classes[number]
            kept.append(entry)
        else:
            message = f"{_upper(entry.where)}: the label {entry.label} is none of the {len(classes)} classes' numbers."
            part.leave_out("unknown_class", message, [entry.path])
    part.entries = kept
    check_half_usable(part, part.name)


def _form(table: Table, columns: Columns) -> str:
    def name(column: int | None) -> str:
        return "" if column is None else table.header[column]

    is_records = os.path.splitext(table.path)[1].lower() in RECORD_ENDINGS
    kind = "records" if is_records else "Excel table" if table.line_word == "row" else "table"
    label = f"a column a class ({len(columns.one_hot)})" if columns.one_hot else f"class {name(columns.label)!r}"
    group = f", group {name(columns.group)!r}" if columns.group is not None else ""
    split = f", split {name(columns.split)!r}" if columns.split is not None else ""
    return f"{kind} (picture {name(columns.image)!r}, {label}{group}{split})"


def _rows(table: Table, columns: Columns, part: Part) -> Iterable[Row]:
    num_columns = len(table.header)
    for line, cells in table.rows:
        where = table.where(line)
        if len(cells) > num_columns and any(cells[num_columns:]):
            message = f"{_upper(where)} has {len(cells)} cells, the header {num_columns}; is there a comma in a name?"
            part.leave_out("bad_row", message)
            continue

        def cell(column: int | None, cells: Sequence[str] = cells) -> str:
            return "" if column is None or column >= len(cells) else cells[column]

        label = cell(columns.label)
        if columns.one_hot:
            named = _one_hot_label(table, columns, cells)
            if isinstance(named, Finding):
                part.leave_out(named.kind, named.message.format(where=_upper(where)))
                continue
            label = named
        yield Row(where, cell(columns.image), label, cell(columns.group), cell(columns.split), cell(columns.duplicates))


def _one_hot_label(table: Table, columns: Columns, cells: Sequence[str]) -> str | Finding:
    """Return the class whose column holds 1, or why there is none (its message lacks the place)."""
    names = []
    for column in columns.one_hot:
        value = is_true(cells[column]) if column < len(cells) else False
        if value is None:
            shown = cells[column].replace("{", "{{").replace("}", "}}")
            return Finding("bad_row", f"{{where}}: {table.header[column]!r} is {shown!r}, expected 1 or 0.")
        if value:
            names.append(table.header[column])
    if len(names) == 1:
        return names[0]
    if not names:
        return Finding("blank_label", "{where}: no class has a 1.")
    shown = ", ".join(names).replace("{", "{{").replace("}", "}}")
    return Finding("conflicting_label", f"{{where}}: more than one class has a 1 ({shown}).")


def _entry(part: Part, row: Row, finder: FileFinder, split: Split | None) -> Entry | None:
    """Return a row's entry, or None after noting why it cannot be used."""
    where = _upper(row.where)
    if not row.image:
        part.leave_out("blank_name", f"{where}: no picture is named.")
        return None
    if not row.label:
        part.leave_out("blank_label", f"{where}: {row.image} has no label.")
        return None
    own = split
    if split is None and row.split:
        own = split_of(row.split)
        if own is None:
            part.leave_out("unknown_split", f"{where}: the split {row.split!r} is none of train, val and test.")
            return None
    path, problem = finder.find(row.image)
    if path is None:
        places = " or ".join(finder.folders)
        reasons: Mapping[str, str] = {
            "missing_file": f"there is no picture {row.image} in {places}.",
            "ambiguous_file": f"more than one picture in {places} goes by {row.image}.",
        }
        part.leave_out(problem, f"{where}: {reasons[problem]}")
        return None
    return Entry(path, row.label, row.group or None, own, row.where, row.duplicates == DUPLICATES_IGNORED)


def _leave_out_conflict(part: Part, path: str, entries: Sequence[Entry]) -> None:
    labels = natural_order({entry.label for entry in entries})
    lines = ", ".join(entry.where for entry in entries[:5])
    name = os.path.basename(path)
    if len(labels) > 1:
        message = f"{name} has the labels {', '.join(labels)} ({lines}); it was left out."
        part.leave_out("conflicting_label", message, [path])
    else:
        splits = ", ".join(sorted({entry.split or "none" for entry in entries}))
        message = f"{name} stands in more than one split: {splits} ({lines}); it was left out."
        part.leave_out("conflicting_split", message, [path])
    part.num_unusable += len(entries) - 1


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
