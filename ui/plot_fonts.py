"""Fonts of the window's figures: matplotlib's own has no Chinese, Japanese or Korean letters."""

from typing import Any

from core.base.font_families import installed_families


def set_fonts(figure: Any) -> None:
    """Draw every text of a matplotlib figure in fonts that have its letters; names are no formulas."""
    from matplotlib.text import Text

    families = list(_families())
    for text in figure.findobj(Text):
        text.set_fontfamily(families)
        text.set_parse_math(False)


def set_font(text: Any) -> None:
    """Draw one text that will not change in fonts that have its letters; a single one is drawn in half the time."""
    families = list(_families())
    text.set_fontfamily(families[:1] if text.get_text().isascii() else families)
    text.set_parse_math(False)


def font_of_numbers() -> str:
    """Return the one family that numbers are drawn in."""
    return _families()[0]


def _families() -> tuple[str, ...]:
    from matplotlib import font_manager

    return installed_families(font_manager)
