"""Ctrl-C while a command works: the first asks for a stop that saves, the second breaks off."""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import FrameType

from app.startup import end_at_interrupt
from core.base.control import Control
from core.process import is_main_process, num_processes

SAME_REQUEST_S = 15.0
STDERR = 2
STOPPING = b"\nStopping after this batch (Ctrl-C again: at once)...\n"


def raised_at_interrupt() -> AbstractContextManager[None]:
    """Let Ctrl-C be a KeyboardInterrupt while the block runs, where it ended the program at once before."""
    return _replaced(end_at_interrupt, signal.default_int_handler)


def ended_at_interrupt() -> AbstractContextManager[None]:
    """Let Ctrl-C end the program at once while the block loads modules; nothing may be there to be put away."""
    return _replaced(signal.default_int_handler, end_at_interrupt)


@contextlib.contextmanager
def _replaced(handler: Callable[..., object], other: Callable[..., object]) -> Iterator[None]:
    """Let Ctrl-C be handled by another while the block runs, where it is that handler's until then."""
    is_main_thread = threading.current_thread() is threading.main_thread()
    if not is_main_thread or signal.getsignal(signal.SIGINT) is not handler:
        yield
        return
    signal.signal(signal.SIGINT, other)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


@contextlib.contextmanager
def stop_at_interrupt(control: Control) -> Iterator[None]:
    """Let the first Ctrl-C ask for a stop, and a second one break off at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    asked_at = 0.0

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked_at
        if control.stop_requested:
            if time.monotonic() - asked_at < SAME_REQUEST_S and num_processes() > 1:
                return  # torchrun hands on what a cluster has sent to every process already
            raise KeyboardInterrupt
        asked_at = time.monotonic()
        control.stop()
        if is_main_process():
            with contextlib.suppress(OSError):
                # Not by print: this may have come in the middle of one, whose buffer refuses a second.
                os.write(_stderr(), STOPPING)

    kinds = [signal.SIGINT, signal.SIGTERM]
    before = {kind: signal.signal(kind, ask) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _stderr() -> int:
    """Return the number of the error stream, which is another one while `quiet_native_libraries` is at work."""
    try:
        return sys.stderr.fileno()
    except (OSError, ValueError, AttributeError):
        return STDERR
