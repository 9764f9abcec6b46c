"""What is said of a split: the table of class by split, how near the shares came, and what groups did."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from core.base.messages import LIST, Message, first_names, joined, message, plural
from core.base.types import DatasetIndex, Split, Splits
from core.data.splitting.material import SplitPlan


def summary(plan: SplitPlan) -> str:
    """Return in a sentence or two how a data set was parted."""
    parts = [message("{n:,} {split}", n=len(samples), split=message(str(split)))
             for split, samples in plan.splits if samples]  # fmt: skip
    counts = joined(*parts, template=LIST)
    if plan.own:
        return message("The source's own split is kept: {counts}.", counts=counts)
    together = []
    if plan.num_groups:
        together.append(plural(plan.num_groups, "{n} group of two or more pictures",
                               "{n:,} groups of two or more pictures"))  # fmt: skip
    if plan.num_alike:
        together.append(plural(plan.num_alike, "{n} set of equal or nearly equal pictures ({pictures:,} pictures)",
                               "{n:,} sets of equal or nearly equal pictures ({pictures:,} pictures)",
                               pictures=plan.num_alike_pictures))  # fmt: skip
    if not together:
        return message("Split: {counts}.", counts=counts)
    kept = message("{first} and {second}", first=together[0], second=together[1]) if len(together) > 1 else together[0]
    return message("Split: {counts}. Kept together: {kept}; the largest unit has {largest:,} pictures.", counts=counts,
                   kept=kept, largest=plan.largest)  # fmt: skip


def unjudged(splits: Splits) -> list[Message]:
    """Return a sentence for val and one for test, where they have pictures but none of some class."""
    told = []
    for split in (Split.VAL, Split.TEST):
        without = splits.classes_lacking(split) if splits.of(split) else ()
        if without:
            told.append(plural(len(without), "The class {names} has no picture in {split}; its figures say nothing of "
                               "that class.", "{n} classes have no picture in {split} ({names}); its figures say "
                               "nothing of them.", split=message(str(split)), names=first_names(without)))  # fmt: skip
    return told


def class_table(splits: Splits, shares: Sequence[float] | None = None, *, is_extended: bool = False) -> list[str]:
    """Return the table of class by split, one line a class, with totals.

    Args:
        splits: The split.
        shares: The shares that were asked for; with them a last line says how near the classes came.
        is_extended: Whether an earlier split's pictures stayed where they were.
    """
    used = [split for split in Split if splits.of(split)]
    counts = {split: splits.class_counts(split) for split in used}
    totals = [sum(counts[split][label] for split in used) for label in range(len(splits.classes))]
    width = max([len("class"), len("all"), *(_width(name) for name in splits.classes)])
    lines = [_padded("class", width) + "".join(f"{split.value:>16}" for split in used) + f"{'all':>8}"]
    for label, name in enumerate(splits.classes):
        cells = "".join(_cell(counts[split][label], totals[label]) for split in used)
        lines.append(_padded(name, width) + cells + f"{totals[label]:>8}")
    sums = "".join(_cell(sum(counts[split]), sum(totals)) for split in used)
    lines.append(_padded("all", width) + sums + f"{sum(totals):>8}")
    lines += [f"Without a picture in {split}: {first_names(without)}."
              for split in used if (without := splits.classes_lacking(split))]  # fmt: skip
    if shares is not None:
        lines.append(nearness(splits, shares, is_extended=is_extended))
    return lines


def counts_table(index: DatasetIndex) -> list[str]:
    """Return the table of class by split of a data set as it is; pictures without a split stand under "all"."""
    if index.has_split:
        train, val, test = (tuple(sample for sample in index.samples if sample.split is split) for split in Split)
        return class_table(Splits(index.root, index.classes, train, val, test))
    counts = Counter(sample.label for sample in index.samples)
    width = max([len("class"), len("all"), *(_width(name) for name in index.classes)])
    lines = [_padded("class", width) + f"{'pictures':>16}"]
    total = len(index.samples)
    return lines + [_padded(name, width) + _cell(counts[label], total) for label, name in enumerate(index.classes)]


def nearness(splits: Splits, shares: Sequence[float], *, is_extended: bool = False) -> str:
    """Return a sentence on how far the classes' counts are from the shares that were asked for, and why."""
    worst, where, num_off, num_cells = 0.0, "", 0, 0
    counts = {split: splits.class_counts(split) for split in Split}
    for label, name in enumerate(splits.classes):
        total = sum(counts[split][label] for split in Split)
        for split, share in zip(Split, shares, strict=True):
            off = abs(counts[split][label] - share * total)
            num_cells += 1
            num_off += off >= 1
            if off > worst:
                worst, where = off, f"{name}, {split}"
    asked = " / ".join(f"{share * 100:.3g} %" for share in shares if share)
    if not num_off:
        return f"Every class is within one picture of {asked}."
    if is_extended:
        return (
            f"{num_off:,} of {num_cells:,} counts are a picture or more from {asked}, as the earlier split's pictures "
            f"stay where they were; the farthest by {worst:.1f} pictures ({where})."
        )
    return (
        f"{num_off:,} of {num_cells:,} counts are a picture or more from {asked}, as groups were kept together; "
        f"the farthest by {worst:.1f} pictures ({where})."
    )


def _cell(count: int, total: int) -> str:
    share = f"{count / total:.1%}" if total else "-"
    return f"{count:>8} {share:>7}"


def _width(text: str) -> int:
    """Return the columns that a text takes on a console, where Chinese letters take two."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
