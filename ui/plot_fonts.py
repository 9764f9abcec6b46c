"""Fonts of the window's figures: matplotlib's own has no Chinese, Japanese or Korean letters."""

from typing import Any

from core.base.font_families import FONT_FAMILIES


def set_fonts(figure: Any) -> None:
    """Draw every text of a matplotlib figure in fonts that have its letters; names are no formulas."""
    from matplotlib import font_manager
    from matplotlib.text import Text

    installed = set(font_manager.fontManager.get_font_names())
    families = [family for family in FONT_FAMILIES if family in installed]
    for text in figure.findobj(Text):
        text.set_fontfamily(families)
        text.set_parse_math(False)
