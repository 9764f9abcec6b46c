"""Asking disks that may not answer: a network drive that is gone holds whoever asks for half a minute.

For the window's thread, which must not be held at all.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

PATIENCE_S = 0.3

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def answers(
    ask: Callable[[Item], Answer], items: Sequence[Item], unanswered: Answer, patience_s: float | None = None
) -> list[Answer]:
    """Return what `ask` says of each item, or `unanswered` where that takes too long.

    Args:
        ask: Called in a thread of its own for each item, which may outlive this call; an OSError counts as no answer.
        items: A few of them.
        unanswered: What stands for an answer that has not come.
        patience_s: How long all of them together are waited for, in seconds; PATIENCE_S where it is not given.
    """
    found = [unanswered] * len(items)

    def run(place: int) -> None:
        with contextlib.suppress(OSError):
            found[place] = ask(items[place])

    threads = [threading.Thread(target=run, args=(place,), name="patience", daemon=True) for place in range(len(items))]
    for thread in threads:
        thread.start()
    end = time.monotonic() + (PATIENCE_S if patience_s is None else patience_s)
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return list(found)  # later answers are no longer ours


def existing(paths: Sequence[str]) -> list[str]:
    """Return the paths that are there, in their order, and those of which that is not known within a moment."""
    return [path for path, is_there in zip(paths, answers(os.path.exists, paths, True), strict=True) if is_there]
