"""Parting a data set into train, val and test so that no figure flatters.

Stratified by class, never through a group or a set of near-duplicates, and the same for the same seed and files on
every system and in every order of listing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, Notice, ignore
from core.base.types import DatasetIndex, Finding, Sample, Split, Splits
from core.config import TrainConfig
from core.data.duplicates import Alike, find_alike
from core.data.scan import PictureFacts
from core.data.sources.names import relative_name
from core.data.splitting.assign import assign
from core.data.splitting.units import Unit, make_units

MAX_NAMED = 100
PARTS = (Split.TRAIN, Split.VAL, Split.TEST)


@dataclass(frozen=True)
class SplitPlan:
    """A split and what is to be said of it.

    Attributes:
        splits: The split.
        findings: Pictures that were left out, groups that were too large.
        num_groups: Groups of two or more pictures that the source names.
        num_alike: Sets of near-duplicates that were kept together.
        num_alike_pictures: Pictures in these sets.
        own: Whether the source's own split was kept as it is.
        largest: Number of pictures of the largest unit that could not be parted; 0 where there was nothing to part.
    """

    splits: Splits
    findings: tuple[Finding, ...] = ()
    num_groups: int = 0
    num_alike: int = 0
    num_alike_pictures: int = 0
    own: bool = False
    largest: int = 0


@dataclass(frozen=True)
class Material:
    """Samples that can be dealt out, and what joins them.

    Attributes:
        samples: Readable samples with a label, in the order of `names`.
        names: Their relative paths in the same form on every system, rising.
        units: What may not be parted; members are indexes of `samples`.
        alike: Near-duplicates; indexes of `samples`.
        findings: What was left out or too large.
    """

    samples: tuple[Sample, ...]
    names: tuple[str, ...]
    units: tuple[Unit, ...]
    alike: Alike
    findings: tuple[Finding, ...]


def make_splits(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    config: TrainConfig,
    emit: Emit = ignore,
    control: Control | None = None,
) -> Splits:
    """Part a data set; see `plan_splits`. What it did and left out is told by Notices."""
    plan = plan_splits(index, facts, config, emit, control)
    for line in told(plan):
        emit(line)
    return plan.splits


def plan_splits(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    config: TrainConfig,
    emit: Emit = ignore,
    control: Control | None = None,
) -> SplitPlan:
    """Part a data set into train, val and test.

    A split that the source has is kept. Where it has no val, val is taken from train; where it has neither val nor
    test, both are, by the shares of `config.split`. Unreadable pictures are left out.

    Args:
        index: The data set.
        facts: Of its pictures; those without facts count as readable and like no other.
        config: Its split, seed and duplicates are used.
        emit: Gets Progress.
        control: Asked now and then whether to stop.

    Raises:
        DataError: Nothing is left to train with, or to part.
        Cancelled: A stop was asked for.
    """
    shares = shares_of(config.split)
    kept: dict[Split, list[Sample]] = {split: [s for s in index.samples if s.split is split] for split in Split}
    pool = [sample for sample in index.samples if sample.split in (None, Split.TRAIN)]
    if not pool:
        there = " and ".join(split.value for split in Split if kept[split]) or "nothing"
        raise DataError(f"{index.name} holds {there}, but no pictures to train with. Give train as well.")
    if kept[Split.VAL]:
        return _own_split(index, facts, pool, kept)
    if kept[Split.TEST]:
        shares = (shares[0] / (shares[0] + shares[1]), shares[1] / (shares[0] + shares[1]), 0.0)
    material = gather(replace(index, samples=tuple(pool)), facts, config, emit, control)
    parts = assign(material.units, shares, len(index.classes), config.seed)
    train, val, test = dealt(material, parts, 3)
    left_out, own_test = _readable(kept[Split.TEST], facts)
    splits = Splits(index.root, index.classes, train, val, test + tuple(own_test), index.name)
    return SplitPlan(
        splits,
        material.findings + tuple(left_out),
        num_groups=_num_groups(material.samples),
        num_alike=len(material.alike.groups),
        num_alike_pictures=sum(map(len, material.alike.groups)),
        largest=max((unit.size for unit in material.units), default=0),
    )


def make_folds(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    config: TrainConfig,
    num_folds: int,
    emit: Emit = ignore,
    control: Control | None = None,
) -> list[SplitPlan]:
    """Part a data set into folds: in each plan another fold is val and the rest train.

    A test split that the source has stays test in every plan; its train and val are pooled.

    Raises:
        DataError: There are fewer pictures that can be parted than folds.
        Cancelled: A stop was asked for.
    """
    own_test = [sample for sample in index.samples if sample.split is Split.TEST]
    pool = tuple(sample for sample in index.samples if sample.split is not Split.TEST)
    material = gather(replace(index, samples=pool), facts, config, emit, control)
    if num_folds < 2 or len(material.units) < num_folds:
        raise DataError(
            f"--folds must be from 2 to the number of pictures or groups that can be parted, which is "
            f"{len(material.units)}; got {num_folds}."
        )
    parts = assign(material.units, (1 / num_folds,) * num_folds, len(index.classes), config.seed)
    left_out, test = _readable(own_test, facts)
    folds = dealt(material, parts, num_folds)
    plans = []
    for number in range(num_folds):
        rest = [replace(s, split=Split.TRAIN) for other, fold in enumerate(folds) if other != number for s in fold]
        val = tuple(replace(sample, split=Split.VAL) for sample in folds[number])
        name = f"{index.name}, fold {number + 1} of {num_folds}"
        splits = Splits(index.root, index.classes, _in_order(rest, index.root), val, tuple(test), name)
        plans.append(
            SplitPlan(
                splits,
                material.findings + tuple(left_out),
                num_groups=_num_groups(material.samples),
                num_alike=len(material.alike.groups),
                num_alike_pictures=sum(map(len, material.alike.groups)),
                largest=max(unit.size for unit in material.units),
            )
        )
    return plans


def gather(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    config: TrainConfig,
    emit: Emit = ignore,
    control: Control | None = None,
) -> Material:
    """Leave out what cannot be used, and join what may not be parted.

    Raises:
        DataError: Nothing can be used, or less than half.
        Cancelled: A stop was asked for.
    """
    findings, readable = _readable(index.samples, facts)
    if len(readable) * 2 < len(index.samples) or not readable:
        reasons = " ".join(finding.message for finding in findings[:5])
        raise DataError(
            f"{index.name}: {len(findings)} of {len(index.samples)} pictures cannot be used, more than half: {reasons}"
        )
    named = [(relative_name(sample.path, index.root), sample) for sample in readable]
    named.sort(key=lambda item: (item[0], item[1].path))
    names, samples = tuple(name for name, _ in named), tuple(sample for _, sample in named)
    alike = Alike()
    if config.duplicates == "together":
        known = [facts.get(sample.path, _unknown(sample.path)) for sample in samples]
        alike = find_alike(known, emit, control)
    units = make_units(samples, names, alike.groups)
    return Material(samples, names, tuple(units), alike, tuple(findings) + alike.findings)


def dealt(material: Material, parts: Sequence[int], num_parts: int) -> list[tuple[Sample, ...]]:
    """Return the samples of each part, with their split (by its number) and the name of what joins them."""
    found: list[list[tuple[str, Sample]]] = [[] for _ in range(num_parts)]
    for unit, part in zip(material.units, parts, strict=True):
        for member in unit.members:
            sample = material.samples[member]
            marked = replace(sample, split=PARTS[part] if num_parts == 3 else None, group=unit_name(unit, material))
            found[part].append((material.names[member], marked))
    return [tuple(sample for _, sample in sorted(members, key=lambda item: item[0])) for members in found]


def unit_name(unit: Unit, material: Material) -> str | None:
    """Return the group that the table names: the source's own, or the first of near-duplicates; None for a single."""
    groups = sorted({group for member in unit.members if (group := material.samples[member].group) is not None})
    if groups:
        return " + ".join(groups[:3]) + (f" + {len(groups) - 3} more, {unit.key}" if len(groups) > 3 else "")
    return f"like {unit.key}" if unit.size > 1 else None


def shares_of(split: Sequence[float]) -> tuple[float, float, float]:
    """Return the shares of train, val and test of the setting `split` (one number: train's share, the rest val)."""
    if len(split) == 1:
        return split[0], 1 - split[0], 0.0
    return split[0], split[1], split[2] if len(split) > 2 else 0.0


def require_trainable(splits: Splits) -> None:
    """Refuse a split that nothing can be learnt from.

    Raises:
        DataError: There is one class, no val picture, or a class without a picture in train.
    """
    if len(splits.classes) < 2:
        name = splits.classes[0] if splits.classes else "none"
        raise DataError(f"{splits.name} has one class ({name}), expected two or more. Add a folder for what it is not.")
    for label, count in enumerate(splits.class_counts(Split.TRAIN)):
        total = sum(splits.class_counts(split)[label] for split in Split)
        if not count or (total == 1 and not splits.val):
            raise DataError(
                f"The class {splits.classes[label]!r} has {total} usable picture{'s' * (total != 1)}, {count} of them "
                "to train with; at least two are needed, one to train and one to judge. Add pictures or remove it."
            )
    if not splits.val:
        raise DataError(f"{splits.name} has too few pictures to set some aside for val. Add pictures.")


def told(plan: SplitPlan) -> list[Notice]:
    """Return what a plan did, as notices."""
    notices = []
    for kind in dict.fromkeys(finding.kind for finding in plan.findings):
        same = [finding for finding in plan.findings if finding.kind == kind]
        notices += [Notice(finding.message, "warning") for finding in same[:MAX_NAMED]]
        if len(same) > MAX_NAMED:
            notices.append(Notice(f"... and {len(same) - MAX_NAMED} more of this kind.", "warning"))
    counts = ", ".join(f"{len(samples)} {split}" for split, samples in plan.splits if samples)
    if plan.own:
        return [*notices, Notice(f"The source's own split is kept: {counts}.")]
    joined = []
    if plan.num_groups:
        joined.append(f"{plan.num_groups} groups")
    if plan.num_alike:
        joined.append(f"{plan.num_alike} sets of equal or nearly equal pictures ({plan.num_alike_pictures} pictures)")
    together = f" Kept together: {' and '.join(joined)}." if joined else ""
    return [*notices, Notice(f"Split: {counts}.{together}")]


def _own_split(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    pool: Sequence[Sample],
    kept: Mapping[Split, Sequence[Sample]],
) -> SplitPlan:
    findings: list[Finding] = []
    parts: list[tuple[Sample, ...]] = []
    for split, samples in ((Split.TRAIN, pool), (Split.VAL, kept[Split.VAL]), (Split.TEST, kept[Split.TEST])):
        left_out, readable = _readable(samples, facts)
        findings += left_out
        parts.append(tuple(replace(sample, split=split) for sample in readable))
    if not parts[0] or not parts[1]:
        which = "train" if not parts[0] else "val"
        raise DataError(f"No picture of {index.name}'s {which} can be read. {findings[0].message}")
    train, val, test = parts
    return SplitPlan(Splits(index.root, index.classes, train, val, test, index.name), tuple(findings), own=True)


def _readable(
    samples: Sequence[Sample], facts: Mapping[str, PictureFacts]
) -> tuple[list[Finding], list[Sample]]:
    findings: list[Finding] = []
    readable: list[Sample] = []
    for sample in samples:
        known = facts.get(sample.path)
        if known is not None and known.error is not None:
            message = f"{sample.path} cannot be used: {known.error}"
            findings.append(Finding("unreadable", message, (sample.path,)))
        elif sample.label is None:
            findings.append(Finding("blank_label", f"{sample.path} has no label.", (sample.path,)))
        else:
            readable.append(sample)
    return findings, readable


def _in_order(samples: Sequence[Sample], root: str) -> tuple[Sample, ...]:
    return tuple(sorted(samples, key=lambda sample: relative_name(sample.path, root)))


def _num_groups(samples: Sequence[Sample]) -> int:
    counts: dict[str, int] = {}
    for sample in samples:
        if sample.group is not None:
            counts[sample.group] = counts.get(sample.group, 0) + 1
    return sum(count > 1 for count in counts.values())


def _unknown(path: str) -> PictureFacts:
    return PictureFacts(path, -1, 0, error="not looked at")
