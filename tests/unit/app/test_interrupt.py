"""Ctrl-C asks for a stop whatever the program is just writing."""

import signal
import subprocess
import sys

import pytest

from app.commands.interrupt import stop_at_interrupt
from core.base.control import Control


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_the_middle_of_a_line_stops_and_is_answered(
    number: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    class InTheMiddle:
        """What Python's buffered stderr does when a signal's handler writes while a line is being written."""

        def write(self, text: str) -> int:
            raise RuntimeError("reentrant call inside <_io.BufferedWriter name='<stderr>'>")

    control = Control()
    monkeypatch.setattr(sys, "stderr", InTheMiddle())
    with stop_at_interrupt(control):
        signal.raise_signal(number)
        assert control.stop_requested
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert capfd.readouterr().err.count("Stopping after this batch") == 1


LOUD = """
import ctypes, logging, os, signal, sys
from app.commands.common import log_to_console, quiet_native_libraries
from app.commands.interrupt import stop_at_interrupt
from core.base.control import Control
log_to_console()
with stop_at_interrupt(Control()), quiet_native_libraries():
    os.write(2, b"libtiff: something is odd\\n")
    logging.getLogger("x").warning("memory ran out")
    signal.raise_signal(signal.SIGINT)
logging.getLogger("x").warning("and after")
"""


def test_what_the_program_says_is_seen_while_libraries_are_silenced() -> None:
    done = subprocess.run([sys.executable, "-c", LOUD], stderr=subprocess.PIPE, encoding="utf-8", check=True)
    assert "odd" not in done.stderr
    assert [line for line in done.stderr.splitlines() if line] == [
        "memory ran out", "Stopping after this batch (Ctrl-C again: at once)...", "and after"]
