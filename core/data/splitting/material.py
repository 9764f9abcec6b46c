"""What there is to deal out: readable samples, and what joins them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, ignore
from core.base.types import DatasetIndex, Finding, Sample, Split, Splits
from core.config import TrainConfig
from core.data.duplicates import Alike, apart, find_alike
from core.data.scan import PictureFacts
from core.data.sources.names import relative_name
from core.data.splitting.units import Unit, by_group, make_units

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
        alike: What was found of near-duplicates among the pictures at `alike_paths`; None where none were looked for.
    """

    splits: Splits
    findings: tuple[Finding, ...] = ()
    num_groups: int = 0
    num_alike: int = 0
    num_alike_pictures: int = 0
    own: bool = False
    largest: int = 0
    alike: Alike | None = None
    alike_paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Material:
    """Samples that can be dealt out, and what joins them.

    Attributes:
        samples: Readable samples with a label, in the order of `names`.
        names: Their relative paths in the same form on every system, rising.
        units: What may not be parted; members are indexes of `samples`.
        facts: What is known of each; a picture without facts is like no other.
        alike: Near-duplicates; indexes of `samples`.
        findings: What was left out or too large.
        was_compared: Whether near-duplicates were looked for.
    """

    samples: tuple[Sample, ...]
    names: tuple[str, ...]
    facts: tuple[PictureFacts, ...]
    units: tuple[Unit, ...]
    alike: Alike
    findings: tuple[Finding, ...]
    was_compared: bool

    @property
    def num_groups(self) -> int:
        """Number of the source's groups of two or more pictures."""
        return sum(len(members) > 1 for members in by_group(self.samples).values())

    @property
    def largest(self) -> int:
        """Number of pictures of the largest unit."""
        return max((unit.size for unit in self.units), default=0)


def gather(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    config: TrainConfig,
    emit: Emit = ignore,
    control: Control | None = None,
) -> Material:
    """Leave out what cannot be used, and join what may not be parted.

    Raises:
        DataError: Less than half of the pictures can be used.
        Cancelled: A stop was asked for.
    """
    findings, readable = readable_of(index.samples, facts)
    if len(readable) * 2 < len(index.samples):
        reasons = " ".join(finding.message for finding in findings[:5])
        raise DataError(
            f"{index.name}: {len(findings)} of {len(index.samples)} pictures cannot be used, more than half: {reasons}"
        )
    named = [(relative_name(sample.path, index.root), sample) for sample in readable]
    named.sort(key=lambda item: (item[0], item[1].path))
    names, samples = _told_apart([name for name, _ in named]), tuple(sample for _, sample in named)
    known = tuple(facts.get(sample.path) or _unknown(sample.path) for sample in samples)
    was_compared = config.duplicates == "together"
    alike = find_alike(known, emit, control) if was_compared else Alike()
    alike = apart(alike, {number for number, sample in enumerate(samples) if sample.is_distinct})
    units = make_units(samples, names, alike.groups)
    return Material(samples, names, known, tuple(units), alike, tuple(findings) + alike.findings, was_compared)


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return sorted names with a number added to those that differ only in how Unicode parts their accents."""
    apart: list[str] = []
    repeats = 0
    for number, name in enumerate(names):
        repeats = repeats + 1 if number and names[number - 1] == name else 0
        apart.append(f"{name}#{repeats + 1}" if repeats else name)
    return tuple(apart)


def plan_of(splits: Splits, material: Material, findings: Sequence[Finding] = ()) -> SplitPlan:
    """Return a plan with what its material tells, and further findings."""
    return SplitPlan(
        splits,
        material.findings + tuple(findings),
        num_groups=material.num_groups,
        num_alike=len(material.alike.groups),
        num_alike_pictures=sum(map(len, material.alike.groups)),
        largest=material.largest,
        alike=material.alike if material.was_compared else None,
        alike_paths=tuple(sample.path for sample in material.samples),
    )


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
    if unit.size == 1:
        return material.samples[unit.members[0]].group
    groups = sorted({group for member in unit.members if (group := material.samples[member].group) is not None})
    if groups:
        return " + ".join(groups[:3]) + (f" + {len(groups) - 3} more, {unit.key}" if len(groups) > 3 else "")
    return f"like {unit.key}"


def readable_of(
    samples: Sequence[Sample], facts: Mapping[str, PictureFacts]
) -> tuple[list[Finding], list[Sample]]:
    """Return a finding for each sample that cannot be used, and the samples that can."""
    findings: list[Finding] = []
    readable: list[Sample] = []
    for sample in samples:
        known = facts.get(sample.path)
        if known is not None and known.error is not None:
            message = f"The picture {sample.path} cannot be used: {known.error}"
            findings.append(Finding("unreadable", message, (sample.path,)))
        elif sample.label is None:
            findings.append(Finding("blank_label", f"{sample.path} has no label.", (sample.path,)))
        else:
            readable.append(sample)
    return findings, readable


def _unknown(path: str) -> PictureFacts:
    return PictureFacts(path, -1, 0, error="not looked at")
