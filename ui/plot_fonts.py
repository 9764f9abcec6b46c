"""Fonts of the window's figures: matplotlib's own has no Chinese, Japanese or Korean letters."""

import contextlib
from functools import cache
from typing import Any

from core.base.font_families import FONT_FAMILIES


def set_fonts(figure: Any) -> None:
    """Draw every text of a matplotlib figure in fonts that have its letters; names are no formulas."""
    from matplotlib.text import Text

    families = _installed_families()
    for text in figure.findobj(Text):
        text.set_fontfamily(families)
        text.set_parse_math(False)


@cache
def _installed_families() -> list[str]:
    """Return those of the fonts that are installed; a live figure asks many times a second."""
    from matplotlib import font_manager

    families = _known_families()
    if len(families) < 2:  # matplotlib keeps a list from its first start, which knows none that were installed since
        listed = {entry.fname for entry in font_manager.fontManager.ttflist}
        for path in set(font_manager.findSystemFonts()) - listed:
            with contextlib.suppress(OSError, RuntimeError, ValueError):  # a file that is no font after all
                font_manager.fontManager.addfont(path)
        families = _known_families()
    return families


def _known_families() -> list[str]:
    from matplotlib import font_manager

    known = set(font_manager.fontManager.get_font_names())
    return [family for family in FONT_FAMILIES if family in known]
