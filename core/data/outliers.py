"""Pictures that are unlike the others: in size, in shape, or gray among colour."""

import math
from collections.abc import Sequence
from statistics import median

from core.base.messages import Message, first_names, plural
from core.base.types import Finding
from core.data.scan import PictureFacts

MIN_PICTURES = 10
# How far from the median a picture must be, as a factor and in robust standard deviations, both.
SIZE_FACTOR = 3.0
SHAPE_FACTOR = 2.0
DEVIATIONS = 6.0
# The median absolute deviation of a normal distribution times this is its standard deviation.
MAD_TO_DEVIATION = 1.4826
MAX_NAMED = 5


def find_outliers(facts: Sequence[PictureFacts]) -> list[Finding]:
    """Return findings on readable pictures that are far from the others; none for a handful of pictures."""
    if len(facts) < MIN_PICTURES:
        return []
    findings = []
    sides = [math.sqrt(one.width * one.height) for one in facts]
    shapes = [one.width / one.height for one in facts]
    for kind, values, factor in (("odd_size", sides, SIZE_FACTOR), ("odd_shape", shapes, SHAPE_FACTOR)):
        odd = [facts[number] for number in far_off(values, factor)]
        if odd:
            findings.append(Finding(kind, _odd(kind, odd, len(facts), median(values)), tuple(one.path for one in odd)))
    return findings + _gray_and_colour(facts)


def far_off(values: Sequence[float], factor: float) -> list[int]:
    """Return the indexes of positive values that are more than a factor, and six deviations, from the median."""
    logs = [math.log(value) for value in values]
    middle = median(logs)
    spread = median(abs(value - middle) for value in logs) * MAD_TO_DEVIATION
    limit = max(math.log(factor), DEVIATIONS * spread)
    return [number for number, value in enumerate(logs) if abs(value - middle) > limit]


def _gray_and_colour(facts: Sequence[PictureFacts]) -> list[Finding]:
    gray = [one for one in facts if one.is_gray]
    colour = [one for one in facts if not one.is_gray]
    if not gray or not colour:
        return []
    if len(colour) < len(gray):
        said = plural(len(colour), "{n} of {total:,} pictures is in colour, the others gray: {names}. A network may "
                      "learn that as a sign of a class.", "{n:,} of {total:,} pictures are in colour, the others gray: "
                      "{names}. A network may learn that as a sign of a class.", total=len(facts),
                      names=_names(colour))  # fmt: skip
        return [Finding("colour_among_gray", said, tuple(one.path for one in colour))]
    said = plural(len(gray), "{n} of {total:,} pictures is gray, the others in colour: {names}. A network may learn "
                  "that as a sign of a class.", "{n:,} of {total:,} pictures are gray, the others in colour: {names}. "
                  "A network may learn that as a sign of a class.", total=len(facts), names=_names(gray))  # fmt: skip
    return [Finding("gray_among_colour", said, tuple(one.path for one in gray))]


def _odd(kind: str, odd: Sequence[PictureFacts], total: int, usual: float) -> Message:
    names = first_names([f"{_name(one)} ({one.width} x {one.height})" for one in odd], MAX_NAMED)
    if kind == "odd_size":
        return plural(
            len(odd), "{n} of {total:,} pictures is far from the usual size ({usual:.0f} pixels a side): {names}.",
            "{n:,} of {total:,} pictures are far from the usual size ({usual:.0f} pixels a side): {names}.",
            total=total, usual=usual, names=names)  # fmt: skip
    return plural(
        len(odd), "{n} of {total:,} pictures is far from the usual shape ({usual:.2f} wide to high): {names}.",
        "{n:,} of {total:,} pictures are far from the usual shape ({usual:.2f} wide to high): {names}.",
        total=total, usual=usual, names=names)  # fmt: skip


def _names(facts: Sequence[PictureFacts]) -> str:
    return first_names([_name(one) for one in facts], MAX_NAMED)


def _name(facts: PictureFacts) -> str:
    return facts.path.replace("\\", "/").rsplit("/", 1)[-1]
