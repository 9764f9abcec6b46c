"""A confusion matrix and how it is shaded: counts or shares, on a plain or a logarithmic scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.base.messages import Message, message
from ui.theme import Tokens
from ui.wording import percent

FINEST_SHARE = 0.01
"""On the logarithmic scale a share of this size already has a tenth of the colour."""


class Shown(StrEnum):
    """What the cells say."""

    COUNTS = "counts"
    OF_TRUE = "of_true"
    OF_PREDICTED = "of_predicted"


WORDS = {
    Shown.COUNTS: message("Counts"),
    Shown.OF_TRUE: message("Share of the true class"),
    Shown.OF_PREDICTED: message("Share of the predicted class"),
}


@dataclass(frozen=True)
class Matrix:
    """Counts by true class (row) and predicted class (column).

    Attributes:
        classes: K names in index order.
        counts: int64 [K, K].
    """

    classes: tuple[str, ...]
    counts: np.ndarray

    @classmethod
    def of(cls, classes: Sequence[str], counts: Sequence[Sequence[int]]) -> "Matrix":
        """Make one of plain values."""
        size = len(classes)
        return cls(tuple(classes), np.asarray(counts, dtype=np.int64).reshape(size, size))

    def shares(self, shown: Shown) -> np.ndarray:
        """Return each cell's share of its row (or column), float64 [K, K]; 0 where there is none."""
        totals = self.counts.sum(axis=0, keepdims=True) if shown is Shown.OF_PREDICTED else \
            self.counts.sum(axis=1, keepdims=True)  # fmt: skip
        return self.counts / np.maximum(totals, 1)

    def strength(self, shown: Shown, *, logarithmic: bool) -> np.ndarray:
        """Return how strongly each cell is coloured, float64 [K, K], 0..1; only empty cells have 0."""
        if shown is Shown.COUNTS:
            values, most = self.counts.astype(np.float64), float(max(1, self.counts.max(initial=0)))
            return np.log1p(values) / np.log1p(most) if logarithmic else values / most
        shares = self.shares(shown)
        return np.log1p(shares / FINEST_SHARE) / np.log1p(1 / FINEST_SHARE) if logarithmic else shares

    def cell_text(self, row: int, column: int, shown: Shown) -> str:
        """Return what stands in a cell: a count, or a share in percent that is 0 for none and 100 for all alone."""
        if shown is Shown.COUNTS or not self.counts[row, column]:
            return str(self.counts[row, column])
        share = 100 * self.shares(shown)[row, column]
        return "<1" if share < 0.5 else "99" if 99.5 <= share < 100 else f"{share:.0f}"

    def describe(self, row: int, column: int) -> Message:
        """Return a cell, a row (column -1) or a column (row -1) in words."""
        if row < 0 and column < 0:
            return message("")
        if column < 0:
            total = int(self.counts[row].sum())
            return message("true class {name}: {right:,} of {total:,} found ({share})", name=self.classes[row],
                           right=int(self.counts[row, row]), total=total, share=_share(self.counts[row, row], total))
        if row < 0:
            total = int(self.counts[:, column].sum())
            return message("predicted {name}: {right:,} of {total:,} rightly ({share})", name=self.classes[column],
                           right=int(self.counts[column, column]), total=total,
                           share=_share(self.counts[column, column], total))  # fmt: skip
        total = int(self.counts[row].sum())
        return message("true class {true}, predicted {predicted}: {count:,} of {total:,} ({share})",
                       true=self.classes[row], predicted=self.classes[column], count=int(self.counts[row, column]),
                       total=total, share=_share(self.counts[row, column], total))  # fmt: skip


def colors(strength: np.ndarray, tokens: Tokens) -> np.ndarray:
    """Return the colours of strengths in one sequential map from the ground to the accent, as uint32 0xffRRGGBB."""
    low, high = (np.array(tokens.color(name).getRgb()[:3], dtype=np.float64) for name in ("hover", "accent"))
    mixed = np.rint(low + (high - low) * strength[..., None] ** 0.8).astype(np.uint32)
    return (0xFF000000 | mixed[..., 0] << 16 | mixed[..., 1] << 8 | mixed[..., 2]).astype(np.uint32)


def _share(part: int, total: int) -> str:
    return percent(int(part) / total if total else None)
