"""Ctrl-C asks for a stop whatever the program is just writing."""

import signal
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
