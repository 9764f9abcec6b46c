"""Of which kind a value is that was read from a file, whoever wrote it."""

import sys
from collections.abc import Callable
from typing import Any


def is_number(value: object) -> bool:
    """Tell whether a value is a finite number, and one that fits a float."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def is_count(value: object, least: int = 0) -> bool:
    """Tell whether a value is a whole number of at least `least`."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def is_text(value: object) -> bool:
    """Tell whether a value is a text."""
    return isinstance(value, str)


def are(is_right: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return what tells whether a value is a list of values that are each right."""
    return lambda value: isinstance(value, (list, tuple)) and all(map(is_right, value))
