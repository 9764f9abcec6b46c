"""Parting a data set into train, val and test so that no figure flatters.

Stratified by class, never through a group or a set of near-duplicates, and the same for the same seed and files on
every system and in every order of listing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, ignore
from core.base.types import DatasetIndex, Finding, Sample, Split, Splits
from core.config import TrainConfig
from core.data.scan import PictureFacts
from core.data.splitting.assign import assign
from core.data.splitting.material import SplitPlan, dealt, gather, plan_of, readable_of


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
    left_out, own_test = readable_of(kept[Split.TEST], facts)
    splits = Splits(index.root, index.classes, train, val, test + tuple(own_test), index.name)
    return plan_of(splits, material, left_out)


def shares_of(split: Sequence[float]) -> tuple[float, float, float]:
    """Return the shares of train, val and test of the setting `split` (one number: train's share, the rest val)."""
    if len(split) == 1:
        return split[0], 1 - split[0], 0.0
    return split[0], split[1], split[2] if len(split) > 2 else 0.0


def _own_split(
    index: DatasetIndex,
    facts: Mapping[str, PictureFacts],
    pool: Sequence[Sample],
    kept: Mapping[Split, Sequence[Sample]],
) -> SplitPlan:
    findings: list[Finding] = []
    parts: list[tuple[Sample, ...]] = []
    for split, samples in ((Split.TRAIN, pool), (Split.VAL, kept[Split.VAL]), (Split.TEST, kept[Split.TEST])):
        left_out, readable = readable_of(samples, facts)
        findings += left_out
        parts.append(tuple(replace(sample, split=split) for sample in readable))
    if not parts[0] or not parts[1]:
        which = "train" if not parts[0] else "val"
        raise DataError(f"No picture of {index.name}'s {which} can be read. {findings[0].message}")
    train, val, test = parts
    return SplitPlan(Splits(index.root, index.classes, train, val, test, index.name), tuple(findings), own=True)
