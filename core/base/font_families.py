"""Fonts for text in any script, as the systems we run on name theirs."""

import contextlib
from functools import cache
from typing import Any

# The first for Latin, Greek and Cyrillic; then, of those that are installed, one after the other for what it lacks.
FONT_FAMILIES = (
    "DejaVu Sans",
    "Microsoft YaHei", "SimHei", "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Noto Sans SC",
    "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
    "Yu Gothic", "Meiryo", "MS Gothic", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "IPAGothic",
    "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic",
    "Microsoft JhengHei", "PingFang TC", "Noto Sans CJK TC",
    "Nirmala UI", "Noto Sans Devanagari", "Leelawadee UI", "Noto Sans Thai", "Arial Unicode MS", "Segoe UI Symbol",
)  # fmt: skip


@cache
def installed_families(font_manager: Any) -> tuple[str, ...]:
    """Return those of FONT_FAMILIES that matplotlib can draw with on this machine; looked up once.

    matplotlib keeps a list of fonts from its first start, which knows none that were installed since; where it knows no
    other of these than the one it brings along, it is made to look again.

    Args:
        font_manager: The module matplotlib.font_manager, which nothing here imports.
    """
    families = _known_families(font_manager)
    if len(families) < 2:
        listed = {entry.fname for entry in font_manager.fontManager.ttflist}
        for path in set(font_manager.findSystemFonts()) - listed:
            with contextlib.suppress(OSError, RuntimeError, ValueError):  # a file that is no font after all
                font_manager.fontManager.addfont(path)
        families = _known_families(font_manager)
    return families


def _known_families(font_manager: Any) -> tuple[str, ...]:
    known = set(font_manager.fontManager.get_font_names())
    return tuple(family for family in FONT_FAMILIES if family in known)
