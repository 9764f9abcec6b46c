"""A table of labels that another program has changed too: what of both is written."""

import os
from collections.abc import Collection, Mapping
from itertools import chain
from typing import NamedTuple

from app.label_rows import EMPTY, LabelRow
from core.data.sources.names import folded


class Others(NamedTuple):
    """What another program changed in a table of labels.

    Attributes:
        rows: What was taken over, by the path of the picture; empty where a correction was taken back.
        num_overruled: Pictures of which something else was said here meanwhile, which counts.
        num_back: Rows that it deleted and that are written again, as their pictures are still of the data set.
    """

    rows: Mapping[str, LabelRow]
    num_overruled: int = 0
    num_back: int = 0


NOTHING = Others({})


def merged(
    wanted: Mapping[str, LabelRow],
    known: Mapping[str, LabelRow],
    found: Mapping[str, LabelRow],
    said: Collection[str],
    read: Mapping[str, LabelRow],
) -> tuple[Mapping[str, LabelRow], Others]:
    """Put what was changed here and what was changed elsewhere together.

    Args:
        wanted: The rows to write.
        known: What the table held when it was read or written last.
        found: What it holds now.
        said: The pictures whose row was said by hand. The others' is only what was read of them.
        read: What was read of pictures; another program that has just read it, too, and kept it, says nothing by it.

    Returns:
        The rows to write, and what of them is of another program.
    """
    if found == known:
        return wanted, NOTHING
    taken: dict[str, LabelRow] = {}
    num_overruled = num_back = 0
    for path in found.keys() | known.keys():
        before, theirs, ours = (rows.get(path, EMPTY) for rows in (known, found, wanted))
        if theirs in (before, ours):
            continue
        # A row with its split belongs to a whole data set: without it the picture is still one of it.
        if theirs.is_empty and before.split:
            num_back += 1
            continue
        row = theirs if ours == before else theirs.filled_by(ours)
        if not row.split and before.split and not before.is_left_out:
            row = row._replace(split=ours.split)  # an emptied or unknown word parts no picture from its data set
        if ours != before and path in said:
            base = before if path in known else read.get(path, EMPTY)
            num_overruled += theirs.filled_by(base) != base
        elif row != ours:
            taken[path] = row
    return {**wanted, **taken}, Others(taken, num_overruled, num_back)


def as_known(found: Mapping[str, LabelRow], *known: Collection[str]) -> Mapping[str, LabelRow]:
    """Return rows under the paths by which their pictures are known, also where a table spells them otherwise.

    Other slashes, other letter case and accents in two parts are what other systems make of a name. A picture that is
    there under the very name is another one.
    """
    strange = [path for path in found if not any(path in names for names in known)]
    if not strange:
        return found
    alike = {_spelled(path): path for path in chain(*known) if path not in found}
    names = {path: alike[key] for path in strange
             if (key := _spelled(path)) in alike and not _is_another(path, alike[key])}  # fmt: skip
    return {names.get(path, path): row for path, row in found.items()} if names else found


def _spelled(path: str) -> str:
    return folded(path.replace("\\", "/"))


def _is_another(path: str, known: str) -> bool:
    try:
        return not os.path.samefile(path, known)
    except OSError:
        return os.path.exists(path)
