"""Adding pictures to a split that exists: no old picture moves to another split."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, ignore
from core.base.types import DatasetIndex, Finding, Sample, Split, Splits
from core.config import TrainConfig
from core.data.duplicates import near_pairs
from core.data.scan import PictureFacts
from core.data.sources.names import relative_name
from core.data.splitting.assign import assign
from core.data.splitting.material import PARTS, Material, SplitPlan, gather, plan_of
from core.data.splitting.splitter import shares_of
from core.data.splitting.units import Unit


@dataclass(frozen=True)
class Old:
    """What the old table says.

    Attributes:
        split: The split of each old picture, by its path.
        group: The group that the table names for it, by its path.
    """

    split: Mapping[str, Split]
    group: Mapping[str, str]


def extend_splits(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    old: Splits,
    config: TrainConfig,
    emit: Emit = ignore,
    control: Control | None = None,
) -> SplitPlan:
    """Add the pictures of a data set that a split does not know yet.

    Old pictures stay where they are. A new one joins the split of its group or of the old pictures that it nearly
    equals; one that would join two splits is left out and named. All others are dealt out so that the shares come out.

    Args:
        index: The data set, old pictures and new.
        facts: Of its pictures.
        old: The split to extend, read with the same root and classes.
        config: Its split, seed and duplicates are used.
        emit: Gets Progress.
        control: Asked now and then whether to stop.

    Raises:
        DataError: More than half of the pictures cannot be used, or of the old ones are gone.
        Cancelled: A stop was asked for.
    """
    known = Old(
        {sample.path: split for split, samples in old for sample in samples},
        {sample.path: sample.group for _, samples in old for sample in samples if sample.group},
    )
    findings = _changes(index, old, known)
    unsplit = replace(index, samples=tuple(replace(sample, split=None) for sample in index.samples))
    material = gather(unsplit, facts, config, emit, control)
    ties = _ties(material, known, config, emit, control)
    parts, left_out = _parts(material, ties, known, config, len(index.classes))
    found: dict[Split, list[Sample]] = {split: [] for split in Split}
    like = {member: material.names[members[0]] for members in material.alike.groups for member in members}
    for number, part in enumerate(parts):
        if part is not None:
            sample = material.samples[number]
            named = sample.group or known.group.get(sample.path)
            group = named or (f"like {like[number]}" if number in like else None)
            found[PARTS[part]].append(replace(sample, split=PARTS[part], group=group))
    train, val, test = (tuple(found[split]) for split in PARTS)
    splits = Splits(index.root, index.classes, train, val, test, index.name)
    return plan_of(splits, material, (*findings, *left_out))


def _changes(index: DatasetIndex, old: Splits, known: Old) -> list[Finding]:
    """Return what changed about the old pictures."""
    now = {sample.path: sample for sample in index.samples}
    gone = [path for path in known.split if path not in now]
    if len(gone) * 2 > len(known.split):
        raise DataError(
            f"{len(gone)} of the old table's {len(known.split)} pictures are not below {index.root}, such as "
            f"{gone[0]}. Give the same SOURCE that the table was made from."
        )
    findings = []
    if gone:
        message = f"{len(gone)} pictures of the old table are no longer in the data set; they were left out."
        findings.append(Finding("gone", message, tuple(gone)))
    for _, samples in old:
        for sample in samples:
            other = now.get(sample.path)
            if other is not None and other.label is not None and other.label != sample.label:
                name = relative_name(sample.path, index.root)
                before = "none" if sample.label is None else old.classes[sample.label]
                message = f"{name} was {before} in the old table and is {index.classes[other.label]} now."
                findings.append(Finding("changed_label", message, (sample.path,)))
    return findings


def _ties(
    material: Material, known: Old, config: TrainConfig, emit: Emit, control: Control | None
) -> list[set[int]]:
    """Return the splits that each picture is tied to: its own, its group's, those of old pictures it nearly equals."""
    samples = material.samples
    splits = [_part(known.split.get(sample.path)) for sample in samples]
    by_group: dict[str, set[int]] = {}
    for sample, part in zip(samples, splits, strict=True):
        if part is not None and sample.group is not None:
            by_group.setdefault(sample.group, set()).add(part)
    ties = [
        {part} if part is not None else set(by_group.get(sample.group, ()) if sample.group else ())
        for sample, part in zip(samples, splits, strict=True)
    ]
    if config.duplicates == "together":
        new = [number for number, part in enumerate(splits) if part is None]
        for number, other in near_pairs(material.facts, new, material.alike, emit, control):
            part = splits[other]
            if part is not None and not (samples[number].is_distinct or samples[other].is_distinct):
                ties[number].add(part)
    return ties


def _parts(
    material: Material, ties: Sequence[set[int]], known: Old, config: TrainConfig, num_classes: int
) -> tuple[list[int | None], list[Finding]]:
    """Return the part of each sample (None: left out) and a finding for each that was left out."""
    parts: list[int | None] = [_part(known.split.get(sample.path)) for sample in material.samples]
    left_out: list[Finding] = []
    free: list[Unit] = []
    for unit in material.units:
        new = [member for member in unit.members if parts[member] is None]
        torn = [member for member in new if len(ties[member]) > 1]
        rest = [member for member in new if len(ties[member]) <= 1]
        wanted = set().union(*(ties[member] for member in rest))
        if len(wanted) > 1:
            torn, rest = new, []
        for member in torn:
            both = " and ".join(PARTS[part] for part in sorted(ties[member] if len(ties[member]) > 1 else wanted))
            path = material.samples[member].path
            message = f"{material.names[member]} belongs with old pictures of {both}; it was left out."
            left_out.append(Finding("two_splits", message, (path,)))
        if wanted:
            for member in rest:
                parts[member] = next(iter(wanted))
        elif rest:
            free.append(_unit_of(rest, material))
    fixed = np.zeros((len(PARTS), num_classes), np.int64)
    for sample, part in zip(material.samples, parts, strict=True):
        if part is not None and sample.label is not None:
            fixed[part, sample.label] += 1
    for unit, part in zip(free, assign(free, shares_of(config.split), num_classes, config.seed, fixed), strict=True):
        for member in unit.members:
            parts[member] = part
    return parts, left_out


def _unit_of(members: Sequence[int], material: Material) -> Unit:
    counts: dict[int, int] = {}
    for member in members:
        label = material.samples[member].label
        if label is not None:
            counts[label] = counts.get(label, 0) + 1
    return Unit(min(material.names[member] for member in members), tuple(members), counts)


def _part(split: Split | None) -> int | None:
    return None if split is None else PARTS.index(split)
