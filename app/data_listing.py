"""What the Data page lists: a data set's pictures with their rows, and the pairs that look alike; made in threads."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.data_opener import OpenedData
from app.label_rows import LabelRow
from app.labels_file import LabelsFile
from core.base.control import Control
from core.base.events import Emit
from core.base.sorting import natural_key, sorted_in_steps
from core.base.types import DUPLICATES_IGNORED, LEFT_OUT_WORD, DatasetIndex, Finding, Sample, Splits
from ui.data_list import PictureList
from ui.widgets.duplicates_view import Pair

if TYPE_CHECKING:
    from core.data.scan import PictureFacts

ALIKE_KINDS = ("equal_pictures", "near_equal_pictures")


@dataclass(frozen=True)
class Listed:
    """A data set as the page shows it.

    Attributes:
        index: The source as it was read.
        pictures: Its pictures, those that the table leaves out included.
        rows: What was read of each.
        file: The table that keeps its labels.
        facts: What was found of each; None while they are looked at.
        opened: The data set where it can be trained on, else None.
    """

    index: DatasetIndex
    pictures: PictureList
    rows: Mapping[str, LabelRow]
    file: LabelsFile
    facts: "Mapping[str, PictureFacts] | None"
    opened: OpenedData | None


@dataclass(frozen=True)
class Checked:
    """What was found about a data set, and its pairs that look alike."""

    findings: tuple[Finding, ...]
    pairs: tuple[Pair, ...]


def listed(
    index: DatasetIndex, facts: "Mapping[str, PictureFacts] | None" = None, opened: OpenedData | None = None
) -> Listed:
    """List a data set's pictures; runs in a thread.

    Args:
        index: The source as it was read.
        facts: What was found of each picture; None while they are looked at.
        opened: Gives the split; None while it is not known, or where there cannot be one.
    """
    file = LabelsFile(index.root)
    file.know({sample.path for sample in index.samples})
    parted = {sample.path: sample for _, samples in opened.splits for sample in samples} if opened else {}
    read = {sample.path: _row(parted.get(sample.path, sample), sample, index.classes) for sample in index.samples}
    left_out = {path: file.rows.get(path, LabelRow())._replace(split=LEFT_OUT_WORD)
                for finding in index.findings if finding.kind == "left_out"
                for path in finding.paths if os.path.isabs(path) and path not in read}  # fmt: skip
    rows = _with_left_out(read, left_out, file)
    pictures = PictureList(rows, {path: row.label for path, row in rows.items()},
                           {path: row.split for path, row in rows.items()}, index.classes)  # fmt: skip
    return Listed(index, pictures, rows, file, facts, opened)


def changed_files(before: Listed, now: Listed) -> list[str]:
    """Return the pictures of a data set whose files are others than when it was looked at before."""
    old = before.facts or {}
    return [path for path, facts in (now.facts or {}).items()
            if path in old and (facts.size, facts.mtime_ns) != (old[path].size, old[path].mtime_ns)]  # fmt: skip


def index_of(splits: Splits) -> DatasetIndex:
    """Return the index of a data set of which only the split is known."""
    samples = tuple(sample for _, part in splits for sample in part)
    return DatasetIndex(splits.root, splits.classes, samples, name=splits.name)


def checked(listing: Listed, emit: Emit, control: Control) -> Checked:
    """Look for what is wrong with a data set; runs in a thread.

    Raises:
        Cancelled: A stop was asked for.
    """
    from core.data.checks import check

    facts = listing.facts or {}
    findings = check(listing.index, facts, listing.opened.splits if listing.opened else None, emit, control)
    return Checked(tuple(findings), _pairs(findings, facts))


def edited(index: DatasetIndex, rows: Mapping[str, LabelRow]) -> DatasetIndex:
    """Return an index as the labels given by hand have it.

    Args:
        index: As it was read.
        rows: What is said now of the pictures that differ.
    """
    names = list(index.classes)
    names += sorted({row.label for row in rows.values() if row.label and not row.is_left_out} - set(names))
    numbers = {name: number for number, name in enumerate(names)}
    samples = []
    for sample in index.samples:
        row = rows.get(sample.path)
        if row is None:
            samples.append(sample)
        elif not row.is_left_out:
            samples.append(replace(sample, label=numbers.get(row.label), group=row.group or sample.group,
                                   is_distinct=row.duplicates == DUPLICATES_IGNORED))  # fmt: skip
    known = {sample.path for sample in index.samples}
    samples += [Sample(path, numbers.get(row.label), row.group or None)
                for path, row in rows.items() if path not in known and not row.is_left_out and row.label]
    used = {sample.label for sample in samples}
    kept = [number for number in range(len(names)) if number in used]
    renumbered = {number: place for place, number in enumerate(kept)}
    samples = [replace(sample, label=None if sample.label is None else renumbered[sample.label]) for sample in samples]
    return replace(index, classes=tuple(names[number] for number in kept), samples=tuple(samples))


def _with_left_out(rows: Mapping[str, LabelRow], left_out: Mapping[str, LabelRow],
                   file: LabelsFile) -> Mapping[str, LabelRow]:  # fmt: skip
    """Return the rows with those left out at their places: as labels.csv has them, else as their files are ordered."""
    if not left_out:
        return rows
    order: Iterable[str] = file.rows
    if not left_out.keys() <= file.rows.keys():
        order = sorted_in_steps([*rows, *left_out], lambda path: natural_key(path.replace("\\", "/")))
    following: dict[str, list[str]] = {}
    before = ""
    for path in order:
        if path in left_out:
            following.setdefault(before, []).append(path)
        elif path in rows:
            before = path
    result = {path: left_out[path] for path in following.get("", ())}
    for path, row in rows.items():
        result[path] = row
        result.update((other, left_out[other]) for other in following.get(path, ()))
    return result


def _row(parted: Sample, sample: Sample, classes: Sequence[str]) -> LabelRow:
    label = "" if sample.label is None else classes[sample.label]
    duplicates = DUPLICATES_IGNORED if sample.is_distinct else ""
    return LabelRow(label, parted.split.value if parted.split else "", parted.group or "", duplicates)


def _pairs(findings: Sequence[Finding], facts: Mapping[str, "PictureFacts"]) -> tuple[Pair, ...]:
    """Return the first of each group that looks alike with each of the others; leaks first."""
    from core.data.duplicates import likeness

    leaks = {finding.paths for finding in findings if finding.kind in ("leak", "two_labels")}
    groups = [finding.paths for finding in findings if finding.kind in ALIKE_KINDS]
    groups.sort(key=lambda paths: paths not in leaks)
    return tuple(Pair(paths[0], other, paths, *likeness(facts[paths[0]], facts[other]))
                 for paths in groups for other in paths[1:])  # fmt: skip
