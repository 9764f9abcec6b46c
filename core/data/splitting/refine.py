"""Moving and swapping units between parts while that brings the classes nearer to their shares."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.data.splitting.units import Unit

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
MAX_WORK = 100_000_000
MAX_SWAP_KINDS = 1500
GAIN = 1e-6


def refine(units: Sequence[Unit], choice: Sequence[int], excess: FloatArray, weights: FloatArray) -> list[int]:
    """Improve a dealing step by step, always by the best move or swap, until none helps.

    Args:
        units: The units.
        choice: The part of each.
        excess: Placed minus wanted samples, float [parts, classes]; is changed.
        weights: Weight of each class's squared excess, float [classes].

    Returns:
        The part of each unit.
    """
    kinds = Kinds(units, choice, len(excess), len(weights))
    num_kinds, num_parts = kinds.stock.shape
    shared = _products(kinds, weights) if num_kinds <= MAX_SWAP_KINDS else None
    work = 0
    while work < MAX_WORK:
        work += kinds.work
        step = _best_move(kinds, excess, weights)
        if step is None and shared is not None:
            work += num_kinds**2 * num_parts
            step = _best_swap(kinds, excess, weights, shared)
        if step is None:
            break
        for kind, source, target in step:
            kinds.move(kind, source, target)
            excess[source, kinds.labels_of(kind)] -= kinds.amounts_of(kind)
            excess[target, kinds.labels_of(kind)] += kinds.amounts_of(kind)
    return kinds.choice(len(units))


class Kinds:
    """Units by their counts: units of equal counts are interchangeable, which keeps the search small.

    Attributes:
        labels, amounts: Classes and counts of all kinds, one after the other: int and float [entries].
        starts: Where each kind begins in them, int [kinds].
        stock: Number of units of each kind in each part, int [kinds, parts].
        work: About how many numbers one search for the best move touches, at least a thousand.
    """

    def __init__(self, units: Sequence[Unit], choice: Sequence[int], num_parts: int, num_classes: int) -> None:
        ids: dict[tuple[tuple[int, int], ...], int] = {}
        self._members: dict[tuple[int, int], list[int]] = {}
        for number, (unit, part) in enumerate(zip(units, choice, strict=True)):
            kind = ids.setdefault(tuple(sorted(unit.counts.items())), len(ids))
            self._members.setdefault((kind, part), []).append(number)
        sizes = [len(counts) for counts in ids]
        self.labels: IntArray = np.array([label for counts in ids for label, _ in counts], np.intp)
        self.amounts: FloatArray = np.array([count for counts in ids for _, count in counts], np.float64)
        self.starts: IntArray = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
        self.ends: IntArray = np.cumsum(sizes).astype(np.intp)
        self.stock = np.zeros((len(ids), num_parts), np.int64)
        for (kind, part), members in self._members.items():
            self.stock[kind, part] = len(members)
        self.work = len(self.labels) * num_parts**2 + num_classes * num_parts + 1000

    def labels_of(self, kind: int) -> IntArray:
        """Return the classes of a kind."""
        return self.labels[self.starts[kind] : self.ends[kind]]

    def amounts_of(self, kind: int) -> FloatArray:
        """Return the counts of a kind's classes."""
        return self.amounts[self.starts[kind] : self.ends[kind]]

    def move(self, kind: int, source: int, target: int) -> None:
        """Move the last unit of a kind from one part to another."""
        number = self._members[kind, source].pop()
        self._members.setdefault((kind, target), []).append(number)
        self.stock[kind, source] -= 1
        self.stock[kind, target] += 1

    def choice(self, num_units: int) -> list[int]:
        """Return the part of each unit."""
        parts = [0] * num_units
        for (_, part), members in self._members.items():
            for number in members:
                parts[number] = part
        return parts

    def pulls(self, excess: FloatArray, weights: FloatArray) -> FloatArray:
        """Return for each kind and part the sum of weight * amount * excess, float [kinds, parts]."""
        weighted = (excess * weights)[:, self.labels] * self.amounts
        return np.add.reduceat(weighted, self.starts, axis=1).T

    def norms(self, weights: FloatArray) -> FloatArray:
        """Return the sum of weight * amount ** 2 of each kind, float [kinds]."""
        return np.add.reduceat(self.amounts**2 * weights[self.labels], self.starts)


Step = list[tuple[int, int, int]]


def _best_move(kinds: Kinds, excess: FloatArray, weights: FloatArray) -> Step | None:
    pulls = kinds.pulls(excess, weights)
    # change[k, a, b] of the cost when a unit of kind k goes from part a to part b
    change = 2 * (pulls[:, np.newaxis, :] - pulls[:, :, np.newaxis] + kinds.norms(weights)[:, np.newaxis, np.newaxis])
    change[kinds.stock == 0] = np.inf
    parts = np.arange(change.shape[1])
    change[:, parts, parts] = np.inf
    best = int(np.argmin(np.round(change, 9)))
    kind, source, target = (int(value) for value in np.unravel_index(best, change.shape))
    return [(kind, source, target)] if change[kind, source, target] < -GAIN else None


def _best_swap(kinds: Kinds, excess: FloatArray, weights: FloatArray, shared: FloatArray) -> Step | None:
    """Return the best exchange of one unit of one part for one of another; None where none helps."""
    num_parts = kinds.stock.shape[1]
    pulls, norms = kinds.pulls(excess, weights), kinds.norms(weights)
    best: tuple[float, Step | None] = (-GAIN, None)
    for a in range(num_parts):
        for b in range(a + 1, num_parts):
            here, there = np.flatnonzero(kinds.stock[:, a]), np.flatnonzero(kinds.stock[:, b])
            if not len(here) or not len(there):
                continue
            gap = pulls[:, b] - pulls[:, a]
            change = 2 * (gap[here] + norms[here])[:, np.newaxis] + 2 * (norms[there] - gap[there])
            change = np.round(change - 4 * shared[np.ix_(here, there)], 9)
            row, column = (int(value) for value in np.unravel_index(int(np.argmin(change)), change.shape))
            if change[row, column] < best[0]:
                best = (float(change[row, column]), [(int(here[row]), a, b), (int(there[column]), b, a)])
    return best[1]


def _products(kinds: Kinds, weights: FloatArray) -> FloatArray:
    """Return the weighted product of the counts of every two kinds, float [kinds, kinds]."""
    num_kinds = len(kinds.starts)
    used, columns = np.unique(kinds.labels, return_inverse=True)
    dense = np.zeros((num_kinds, len(used)))
    rows = np.repeat(np.arange(num_kinds), kinds.ends - kinds.starts)
    dense[rows, columns] = kinds.amounts * np.sqrt(weights[kinds.labels])
    return dense @ dense.T
