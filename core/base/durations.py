"""How long something takes or took, as people write it: the same on the console, in logs and in the window."""

from core.base.messages import message


def duration(seconds: float) -> str:
    """Return a time as 0:05 or 1:42, or from an hour on as 2 h 10."""
    total = max(0, round(seconds))
    if total < 3600:
        return f"{total // 60}:{total % 60:02d}"
    return message("{hours} h {minutes:02d}", hours=total // 3600, minutes=total % 3600 // 60)
