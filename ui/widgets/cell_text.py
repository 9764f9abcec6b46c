"""The size in which counts stand in the cells of a confusion matrix."""

from collections.abc import Iterable

from PyQt5.QtGui import QFont, QFontInfo, QFontMetricsF

LEAST_PX = 8
"""Smaller digits are not read."""
ROOM_PX = 2
"""Left free around a text."""


def font_of_cells(font: QFont, texts: Iterable[str], width: float, height: float) -> QFont | None:
    """Return the font in which each of some texts fits into a cell; None where it would be too small to be read.

    Args:
        font: What is taken where there is room for it.
        texts: Numbers, of digits that are all as wide.
        width: Of a cell, in pixels.
        height: Of a cell, in pixels.
    """
    metrics = QFontMetricsF(font)
    longest = max(texts, key=len, default="") or "0"
    # Digits have nothing below the line, so a cell need not be as high as a line.
    fits = min(1.0, (width - ROOM_PX) / metrics.horizontalAdvance(longest), (height - ROOM_PX) / metrics.ascent())
    pixels = int(QFontInfo(font).pixelSize() * fits)
    if pixels < LEAST_PX:
        return None
    smaller = QFont(font)
    if fits < 1:
        smaller.setPixelSize(pixels)
    return smaller
