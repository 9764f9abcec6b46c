"""Fonts for text in any script: for each character the first font of this machine that has it."""

import logging
from functools import lru_cache
from typing import NamedTuple

from core.base.events import Emit, Notice, ignore
from core.base.font_families import installed_families

# Beside the font that matplotlib brings along, those that systems come with, by script; then any other.
PREFERRED_FAMILIES = (
    "DejaVu Sans",
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC",
    "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "AR PL UMing CN",
    "Microsoft YaHei", "SimHei", "SimSun", "Microsoft JhengHei", "Yu Gothic", "Meiryo", "MS Gothic", "Malgun Gothic",
    "PingFang SC", "Heiti SC", "Hiragino Sans", "Hiragino Sans GB", "Apple SD Gothic Neo", "Arial Unicode MS",
    "Segoe UI", "Nirmala UI", "Leelawadee UI", "Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari",
)  # fmt: skip
UNSUITED = ("emoji", "lastresort", "last resort", "symbol", "dingbat", "barcode")
NO_FONT = (
    "No font on this machine has the characters {}; boxes stand in their place. Install a font that has them, such as "
    "Noto Sans CJK for Chinese, Japanese and Korean."
)


class FontFile(NamedTuple):
    """A font: its file, and its number where a file holds several."""

    path: str
    number: int


def font_runs(text: str, emit: Emit = ignore) -> list[tuple[str, FontFile]]:
    """Cut a text into parts that one font can draw.

    Args:
        text: One line.
        emit: Told when no font has a character.

    Returns:
        Pairs of a part and its font.
    """
    runs: list[tuple[str, FontFile]] = []
    missing = "".join(dict.fromkeys(character for character in text if font_with(character) is None))
    if missing:
        emit(Notice(NO_FONT.format(missing), "warning"))
    for character in text:
        font = font_with(character)
        # Spaces and what no font has stay with the part before, so that words are not cut up.
        chosen = runs[-1][1] if runs and (font is None or character.isspace()) else font or _fonts()[0]
        if runs and runs[-1][1] == chosen:
            runs[-1] = (runs[-1][0] + character, chosen)
        else:
            runs.append((character, chosen))
    return runs


@lru_cache(maxsize=4096)
def font_with(character: str) -> FontFile | None:
    """Return the first font that has a character, or None."""
    code = ord(character)
    return next((font for font in _fonts() if code in _characters(font.path)), None)


@lru_cache(maxsize=1)
def _fonts() -> tuple[FontFile, ...]:
    """Return one upright, regular font of every family of this machine, preferred families first."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    from matplotlib import font_manager  # late: 0.3 s

    installed_families(font_manager)  # finds fonts that came since matplotlib's first start
    rank = {family: number for number, family in enumerate(PREFERRED_FAMILIES)}
    fonts: dict[str, FontFile] = {}
    for entry in sorted(
        font_manager.fontManager.ttflist,
        key=lambda entry: (rank.get(entry.name, len(rank)), entry.style != "normal", _distance(entry.weight)),
    ):
        if not any(word in entry.name.lower() for word in UNSUITED):
            fonts.setdefault(entry.name, FontFile(entry.fname, getattr(entry, "index", 0)))
    return tuple(fonts.values())


def _distance(weight: object) -> int:
    """Return how far a font's weight is from regular."""
    return abs(weight - 400) if isinstance(weight, int) else 0 if weight in ("normal", "regular", "book") else 300


@lru_cache(maxsize=256)
def _characters(path: str) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    try:
        return frozenset(FT2Font(path).get_charmap())
    except (RuntimeError, OSError):  # damaged, or a kind that FreeType does not draw
        return frozenset()
