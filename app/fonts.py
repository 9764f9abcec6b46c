"""Lets go of the font files that matplotlib keeps open for each thread that ever drew."""

import sys


def release_fonts() -> None:
    """Forget matplotlib's open fonts; called at the end of a thread that drew, for no other thread can use its own.

    matplotlib keeps up to 64 fonts by file and thread, which in a window that starts a thread a job comes to hundreds
    of open files. It opens them anew where they are needed.
    """
    manager = sys.modules.get("matplotlib.font_manager")
    clear = getattr(getattr(manager, "_get_font", None), "cache_clear", None)
    if clear is not None:
        clear()
