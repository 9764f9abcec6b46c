"""What labels.csv says of a picture."""

from typing import NamedTuple

from core.base.types import LEFT_OUT_WORD


class LabelRow(NamedTuple):
    """What labels.csv says of a picture; all empty: nothing. A tuple, as 100,000 are compared at once.

    Attributes:
        label: Name of its class.
        split: train, val, test, "left out", or empty.
        group: What it must not be parted from by a split.
        duplicates: "ignore" where it is like no other picture, whatever it looks like.
    """

    label: str = ""
    split: str = ""
    group: str = ""
    duplicates: str = ""

    @property
    def is_left_out(self) -> bool:
        """Whether no command uses the picture."""
        return self.split == LEFT_OUT_WORD

    def says_other(self, now: "LabelRow") -> bool:
        """Tell whether it says another class of a picture than `now`, or of whether it is used."""
        if self.is_left_out or now.is_left_out:
            return self.is_left_out != now.is_left_out
        return bool(self.label) and self.label != now.label

    def over(self, read: "LabelRow") -> "LabelRow":
        """Return what was read of a picture with this row's class over it, or left out as here; no other split."""
        return read._replace(label=self.label or read.label, split=self.split if self.is_left_out else read.split)

    def filled_by(self, other: "LabelRow") -> "LabelRow":
        """Return this row, and of what it does not say what another one says."""
        return LabelRow(*(mine or its for mine, its in zip(self, other, strict=True)))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return self == EMPTY


EMPTY = LabelRow()
