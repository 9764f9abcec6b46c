"""What is said of one setting: its range, its explanation, where it stands."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Option:
    """What a form or a command line needs to know of a setting.

    Attributes:
        group: Heading it stands under.
        help: One sentence: what it does, when to change it, its unit.
        choices: Allowed texts; None for any.
        low, high: Inclusive range of numbers; None for no bound.
        exclusive_low: `low` itself is not allowed.
        auto: The number may be left open until the run begins; that is typed as "auto".
        auto_value: The number that stands for it, outside of the range.
        advanced: The window hides it under Advanced.
        nargs: Number of values on the command line, None for one.
        kind: Type of one value on the command line.
    """

    group: str
    help: str
    choices: tuple[str, ...] | None = None
    low: float | None = None
    high: float | None = None
    exclusive_low: bool = False
    auto: bool = False
    auto_value: float = 0
    advanced: bool = True
    nargs: str | None = None
    kind: type = str


def option(default: Any, group: str, help: str, **details: Any) -> Any:
    """Declare a field of TrainConfig with its default and its Option."""
    kind = details.pop("kind", type(default) if default is not None else str)
    return field(default=default, metadata={"option": Option(group, help, kind=kind, **details)})


def problem_with_value(name: str, value: Any, details: Option) -> str | None:
    """Return what is wrong with a setting's value as it is typed, in one sentence, or None."""
    for item in value if isinstance(value, tuple) else (value,):
        if details.choices and item not in details.choices:
            return f"--{name} must be one of {', '.join(details.choices)}; got {item!r}."
        is_number = isinstance(item, (int, float)) and not isinstance(item, bool)
        if not is_number:
            continue
        too_low = details.low is not None and (item <= details.low if details.exclusive_low else item < details.low)
        if item != item or too_low or (details.high is not None and item > details.high):
            if details.auto:
                return f"--{name} must be {_range_text(details)}, or auto; got {_number(item)}."
            return f"--{name} must be {_range_text(details)}; got {_number(item)}."
    return None


def _range_text(details: Option) -> str:
    low, high = (_number(bound) if bound is not None else "" for bound in (details.low, details.high))
    if low and high:
        return f"above {low} and at most {high}" if details.exclusive_low else f"from {low} to {high}"
    if low:
        return f"above {low}" if details.exclusive_low else f"at least {low}"
    return f"at most {high}"


def _number(value: float) -> str:
    """Return a number as it would be typed: whole ones wholly."""
    return str(value) if isinstance(value, int) else f"{value:g}"
