"""Keeps the computer awake while a job runs."""

import ctypes
import logging
import os
import shutil
import subprocess
import sys

logger = logging.getLogger(__name__)

ES_CONTINUOUS = 0x80000000
ES_SYSTEM_REQUIRED = 0x00000001


class KeepAwake:
    """Holds off sleep between `hold` and `release`; the screen may still go dark."""

    def __init__(self) -> None:
        self._held = False
        self._process: subprocess.Popen[bytes] | None = None

    def hold(self) -> None:
        """Keep the computer awake from now on; does nothing where the system has no way for it."""
        if self._held:
            return
        self._held = True
        if os.name == "nt":
            _set_execution_state(ES_CONTINUOUS | ES_SYSTEM_REQUIRED)
            return
        command = _command()
        if command:
            try:
                self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                                 stderr=subprocess.DEVNULL)  # fmt: skip
            except OSError as error:
                logger.info("The computer may fall asleep while a job runs: %s", error)

    def release(self) -> None:
        """Let the computer sleep again."""
        if not self._held:
            return
        self._held = False
        if os.name == "nt":
            _set_execution_state(ES_CONTINUOUS)
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None


def _command() -> list[str]:
    """Return a command that holds off sleep while it and this process live."""
    if sys.platform == "darwin" and shutil.which("caffeinate"):
        return ["caffeinate", "-i", "-w", str(os.getpid())]
    if sys.platform == "linux" and shutil.which("systemd-inhibit") and os.path.isdir("/run/systemd/system"):
        watch = f"while kill -0 {os.getpid()} 2>/dev/null; do sleep 5; done"
        return ["systemd-inhibit", "--what=idle:sleep", "--who=Classwise", "--why=A job runs", "sh", "-c", watch]
    return []


def _set_execution_state(flags: int) -> None:
    """Tell Windows what must go on; documented under SetThreadExecutionState."""
    ctypes.CDLL("kernel32").SetThreadExecutionState(ctypes.c_uint(flags))
