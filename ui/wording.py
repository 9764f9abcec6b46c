"""How figures and estimated times are written on screen: the one place that does (times: core/base/durations.py).

Each function returns text in the number format of now. Given to `say` or into a `message`, it is written anew when the
format or the language changes.
"""

from collections.abc import Callable
from typing import Any

from core.base.messages import Message, message, plural
from ui.language import Name, Written, shown
from ui.number_format import PERCENT_SIGN, localised
from ui.results import UNKNOWN

DASH = "–"
UNITS = (message("bytes"), "KB", "MB", "GB", "TB")
SPLITS = {"train": message("train"), "val": message("val"), "test": message("test")}


def split_name(split: str) -> str:
    """Return a split's name as it is shown; another text, such as "left out", as it is."""
    return SPLITS.get(split, split)


def class_name(name: str | None) -> str:
    """Return a predicted class as it is shown: the word for unknown in the window's language, names as they are."""
    return message("unknown") if name == UNKNOWN else Name(name or "")


def percent(fraction: float | None, *, digits: int = 1) -> str:
    """Return a fraction as percent, such as "93.4 %"; a dash where there is none. Never rounds up to a full 100."""
    if fraction is None or fraction != fraction:
        return DASH
    value = round(fraction * 100, digits)
    if value >= 100 and fraction < 1:
        value = 100 - 10.0**-digits
    return _written(lambda: f"{localised(f'{value:.{digits}f}')}{PERCENT_SIGN}")


def number(value: float | None) -> str:
    """Return a loss or a rate with as many digits as tell something; a dash where there is none."""
    if value is None:
        return DASH
    if value != value:
        return message("not a number")
    if value == 0 or 0.001 <= abs(value) < 1000:
        text = f"{value:.4f}" if abs(value) < 10 else f"{value:.2f}"
    else:
        text = f"{value:.2e}"
    return _written(lambda: localised(text))


def whole(value: int) -> str:
    """Return a count with separators, such as "12,000"."""
    return _written(lambda: localised(f"{value:,}"))


def pictures(number: int) -> Message:
    """Return a number of pictures: "1 picture", "1,650 pictures"."""
    return plural(number, "{count} picture", "{count} pictures", count=whole(number))


def classes(number: int) -> Message:
    """Return a number of classes: "1 class", "12 classes"."""
    return plural(number, "{count} class", "{count} classes", count=whole(number))


def file_size(num_bytes: float) -> str:
    """Return a size such as "13.6 MB" (1 MB being 1,000,000 bytes, as the makers of disks and networks count)."""
    value, unit = float(num_bytes), 0
    while value >= 999.95 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    text = f"{value:.0f}" if unit == 0 else f"{value:.1f}"
    return _written(lambda: f"{localised(text)} {shown(UNITS[unit])}")


def rough_duration(seconds: float) -> str:
    """Return an estimate in words: "under 1 min", "about 4 min", "about 2 h 10"."""
    if seconds < 50:
        return message("under 1 min")
    if seconds < 3570:
        return message("about {minutes} min", minutes=max(1, round(seconds / 60)))
    minutes = round(seconds / 600) * 10
    if minutes % 60:
        return message("about {hours} h {minutes:02d}", hours=minutes // 60, minutes=minutes % 60)
    return message("about {hours} h", hours=minutes // 60)


def _written(write: Callable[[], Any]) -> Written:
    return Written(write)
