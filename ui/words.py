"""Numbers as people read them."""


def percent(fraction: float | None, *, digits: int = 1) -> str:
    """Return a fraction as percent, such as "93.4 %"; a dash where there is none. Never rounds up to a full 100."""
    if fraction is None or fraction != fraction:
        return "–"
    value = round(fraction * 100, digits)
    if value >= 100 and fraction < 1:
        value = 100 - 10.0**-digits
    return f"{value:.{digits}f}\u202f%"


def count(number: int, noun: str = "picture") -> str:
    """Return a number with its noun, such as "1 picture" or "12,000 pictures"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def duration(seconds: float) -> str:
    """Return a time such as "1:42" or "2 h 10"."""
    whole = max(0, round(seconds))
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"
