"""Dealing units out to parts so that each class has its share in each part.

Units of several samples are dealt first, the largest first, each where it brings the classes nearest to their shares;
then moves and swaps go on while they help. Single samples come last and even out what the larger units left: without
larger units every class's count in every part is its exact share rounded up or down.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from core.data.splitting.refine import refine
from core.data.splitting.units import Unit, draw, shuffled

FloatArray = npt.NDArray[np.float64]
SHARE_PRECISION = 1_000_000
MAX_KICKED = 200
NUM_KICKS = 30
KICKED_UNITS = 3
MIN_GAIN = 1e-6


def assign(
    units: Sequence[Unit],
    shares: Sequence[float],
    num_classes: int,
    seed: int,
    fixed: npt.NDArray[np.int64] | None = None,
) -> list[int]:
    """Deal units out to parts.

    The result depends on the seed, the units' keys and counts alone, not on their order.

    Args:
        units: The units; each has at least one labelled sample.
        shares: Each part's share, summing to 1; a part of share 0 gets nothing.
        num_classes: Number of classes.
        seed: Decides between what is equally good.
        fixed: Samples that are in the parts already, int [parts, classes]; they count for the shares.

    Returns:
        The index of the part of each unit, in the units' order.
    """
    active = [part for part, share in enumerate(shares) if share > 0]
    exact = [Fraction(shares[part]).limit_denominator(SHARE_PRECISION) for part in active]
    exact = [share / sum(exact) for share in exact]
    ordered = shuffled(units, seed)
    large = sorted((unit for unit in ordered if unit.size > 1), key=lambda unit: -unit.size)
    single = [unit for unit in ordered if unit.size == 1]
    placed = np.zeros((len(active), num_classes), np.int64)
    if fixed is not None:
        placed += fixed[active]
    total = placed.sum(axis=0) + counted(units, num_classes)
    parts: dict[str, int] = {}
    if large:
        choice = _deal_large(large, _open_shares(exact, total, placed), num_classes)
        for unit, part in zip(large, choice, strict=True):
            parts[unit.key] = part
            for label, count in unit.counts.items():
                placed[part, label] += count
    parts |= _deal_single(single, exact, total, placed)
    return [active[parts[unit.key]] for unit in units]


def counted(units: Sequence[Unit], num_classes: int) -> npt.NDArray[np.int64]:
    """Return the number of samples of each class, int [classes]."""
    counts = np.zeros(num_classes, np.int64)
    for unit in units:
        for label, count in unit.counts.items():
            counts[label] += count
    return counts


def _open_shares(
    shares: Sequence[Fraction], total: npt.NDArray[np.int64], placed: npt.NDArray[np.int64]
) -> FloatArray:
    """Return how new samples of each class should be parted so that with those placed the shares come out.

    Returns:
        float [parts, classes], each column summing to 1.
    """
    wanted = np.array([float(share) for share in shares])[:, np.newaxis]
    lacking = np.maximum(wanted * total - placed, 0)
    sums = lacking.sum(axis=0)
    return np.where(sums > 0, lacking / np.where(sums > 0, sums, 1), wanted)


def _deal_large(units: Sequence[Unit], shares: FloatArray, num_classes: int) -> list[int]:
    """Deal out units of several samples, largest first; returns the part of each."""
    counts = counted(units, num_classes)
    weights = 1 / np.maximum(counts, 1)
    excess = -shares * counts  # [parts, classes]: placed minus wanted
    choice: list[int] = []
    for unit in units:
        labels = np.fromiter(unit.counts.keys(), np.intp)
        amounts = np.fromiter(unit.counts.values(), np.float64)
        # The change of sum(weights * excess ** 2), less what is the same for all parts.
        costs = np.round((excess[:, labels] * amounts * weights[labels]).sum(axis=1), 9)
        part = int(np.argmin(costs))
        excess[part, labels] += amounts
        choice.append(part)
    choice = refine(units, choice, excess, weights)
    return _kicked(units, choice, excess, weights) if len(units) <= MAX_KICKED else choice


def _kicked(units: Sequence[Unit], choice: list[int], excess: FloatArray, weights: FloatArray) -> list[int]:
    """Get out of dead ends where units are few: move some at will, improve again, keep what is better.

    "At will" is decided by the units' keys, so that the result stays the same on every system.
    """
    best = _cost(excess, weights)
    for kick in range(NUM_KICKS):
        if (np.abs(excess) < 1).all():
            break
        trial, trial_excess = list(choice), excess.copy()
        for number in range(KICKED_UNITS):
            drawn = int.from_bytes(draw(kick, f"{number}/{units[0].key}"), "big")
            which, part = drawn % len(units), drawn // len(units) % len(excess)
            for label, count in units[which].counts.items():
                trial_excess[trial[which], label] -= count
                trial_excess[part, label] += count
            trial[which] = part
        trial = refine(units, trial, trial_excess, weights)
        cost = _cost(trial_excess, weights)
        if cost < best - MIN_GAIN:
            best, choice, excess = cost, trial, trial_excess
    return choice


def _cost(excess: FloatArray, weights: FloatArray) -> float:
    return round(float((weights * excess**2).sum()), 9)


def _deal_single(
    units: Sequence[Unit],
    shares: Sequence[Fraction],
    total: npt.NDArray[np.int64],
    placed: npt.NDArray[np.int64],
) -> dict[str, int]:
    """Deal out single samples class by class; returns the part of each by its key."""
    by_class: dict[int, list[Unit]] = {}
    for unit in units:
        for label in unit.counts:
            by_class.setdefault(label, []).append(unit)
    parts: dict[str, int] = {}
    # What each part lacks so far, over all classes: of equally good roundings, those that even out the parts' sizes.
    owed = [Fraction(0)] * len(shares)
    for label in sorted(by_class):
        members = by_class[label]
        wanted = [share * int(total[label]) - int(placed[part, label]) for part, share in enumerate(shares)]
        counts = rounded(fill(wanted, len(members)), len(members), owed)
        for part, count in enumerate(counts):
            owed[part] += wanted[part] - count
            for unit in members[sum(counts[:part]) : sum(counts[: part + 1])]:
                parts[unit.key] = part
    return parts


def fill(wanted: Sequence[Fraction], amount: int) -> list[Fraction]:
    """Return non-negative amounts, summing to `amount`, as near to those wanted as can be (least squares)."""
    order = sorted(range(len(wanted)), key=lambda part: -wanted[part])
    for num_used in range(len(order), 0, -1):
        used = order[:num_used]
        excess = (sum((wanted[part] for part in used), Fraction(0)) - amount) / num_used
        if wanted[used[-1]] - excess >= 0:
            return [wanted[part] - excess if part in used else Fraction(0) for part in range(len(wanted))]
    return [Fraction(amount if part == order[0] else 0) for part in range(len(wanted))]


def rounded(exact: Sequence[Fraction], amount: int, owed: Sequence[Fraction]) -> list[int]:
    """Round each number up or down so that they sum to `amount`.

    The first part (train) is served first where it would get nothing; then those that lack most.

    Args:
        exact: Amounts that sum to `amount`.
        amount: Their sum.
        owed: What each part lacks so far.
    """
    counts = [math.floor(value) for value in exact]
    waiting = [part for part, value in enumerate(exact) if value > counts[part]]
    waiting.sort(key=lambda part: (-(part == 0 and counts[0] == 0), counts[part] - exact[part] - owed[part], part))
    for part in waiting[: amount - sum(counts)]:
        counts[part] += 1
    return counts
