"""How figures and times are written on screen."""


def percent(fraction: float | None) -> str:
    """Return a fraction as percent with one digit, such as "92.4 %"; a dash where there is none."""
    return "–" if fraction is None or fraction != fraction else f"{100 * fraction:.1f} %"


def duration(seconds: float) -> str:
    """Return a time as 1:42, or from an hour on as 2 h 10."""
    whole = max(0, round(seconds))
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole // 3600} h {whole % 3600 // 60:02d}"


def rough_duration(seconds: float) -> str:
    """Return an estimate in words: "under a minute", "about 4 min", "about 2 h 10"."""
    if seconds < 50:
        return "under 1 min"
    if seconds < 3570:
        return f"about {max(1, round(seconds / 60))} min"
    minutes = round(seconds / 600) * 10
    return f"about {minutes // 60} h {minutes % 60:02d}" if minutes % 60 else f"about {minutes // 60} h"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 picture", "1,650 pictures"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number(value: float) -> str:
    """Return a loss or a rate with as many digits as tell something."""
    if value != value:
        return "not a number"
    if value == 0 or 0.001 <= abs(value) < 1000:
        return f"{value:.4f}" if abs(value) < 10 else f"{value:.2f}"
    return f"{value:.2e}"
