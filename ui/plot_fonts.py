"""Fonts of the window's figures: matplotlib's own has no Chinese, Japanese or Korean letters."""

from typing import Any

from core.base.font_families import installed_families


def set_fonts(figure: Any) -> None:
    """Draw every text of a matplotlib figure in fonts that have its letters; names are no formulas."""
    from matplotlib import font_manager
    from matplotlib.text import Text

    families = list(installed_families(font_manager))
    for text in figure.findobj(Text):
        text.set_fontfamily(families)
        text.set_parse_math(False)
