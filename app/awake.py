"""Keeps the computer awake while a job runs."""

import ctypes
import logging
import os
import shutil
import subprocess
import sys

from PyQt5.QtCore import QObject, QTimer

from app.jobs import Jobs
from app.settings import Settings

logger = logging.getLogger(__name__)

ON_WINDOWS = os.name == "nt"
ES_CONTINUOUS = 0x80000000
ES_SYSTEM_REQUIRED = 0x00000001
LONG = frozenset({"train", "predict", "evaluate", "compare", "check", "data", "find_lr", "weights", "export",
                  "export_model", "move"})  # fmt: skip
"""Kinds of jobs that can take longer than a computer waits before it falls asleep."""
LOOK_MS = 2000
"""How often it is looked whether the command still holds off sleep."""
END_S = 2.0
MAY_SLEEP = "The computer may fall asleep while a job runs: %s"


class KeepAwake(QObject):
    """Holds off sleep while a long job runs and the user wants it; the screen may still go dark.

    Windows is told by SetThreadExecutionState; macOS by caffeinate; Linux by systemd-inhibit, or elogind-inhibit where
    there is no systemd. Where that fails the log says so, once, and the job goes on all the same.
    """

    def __init__(self, jobs: Jobs, settings: Settings) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._settings = settings
        self._held = False
        self._told = False
        self._process: subprocess.Popen[str] | None = None
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(LOOK_MS)
        self._look_timer.timeout.connect(self._look_at_process)
        jobs.started.connect(lambda _job: self.look())
        jobs.ended.connect(lambda _job: self.look())

    def look(self) -> None:
        """Hold off sleep, or no longer, by what runs and what the preference says."""
        if self._settings.keep_awake and any(job.kind in LONG for job in self._jobs.running):
            self.hold()
        else:
            self.release()

    def hold(self) -> None:
        """Keep the computer awake from now on."""
        if self._held:
            return
        self._held = True
        if ON_WINDOWS:
            if not _set_execution_state(ES_CONTINUOUS | ES_SYSTEM_REQUIRED):
                self._tell("Windows refused to stay awake.")
            return
        command = _command()
        if not command:
            self._tell("this system has none of systemd-inhibit, elogind-inhibit and caffeinate.")
            return
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                             stderr=subprocess.PIPE, text=True, errors="replace")  # fmt: skip
        except OSError as error:
            self._tell(str(error))
        else:
            self._look_timer.start()

    def release(self) -> None:
        """Let the computer sleep again."""
        if not self._held:
            return
        self._held = False
        if ON_WINDOWS:
            _set_execution_state(ES_CONTINUOUS)
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(END_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._forget_process()

    def _look_at_process(self) -> None:
        """Say so where the command ended by itself, as it does where the system refuses."""
        if self._process is not None and self._process.poll() is not None:
            words = self._process.stderr.read().strip() if self._process.stderr is not None else ""
            self._tell(words or f"the command that keeps it awake ended with {self._process.returncode}.")
            self._forget_process()

    def _forget_process(self) -> None:
        if self._process is not None and self._process.stderr is not None:
            self._process.stderr.close()
        self._process = None
        self._look_timer.stop()

    def _tell(self, reason: str) -> None:
        if not self._told:
            self._told = True
            logger.info(MAY_SLEEP, reason)


def _command() -> list[str]:
    """Return a command that holds off sleep while it and this process live; empty where there is none."""
    if sys.platform == "darwin" and shutil.which("caffeinate"):
        return ["caffeinate", "-i", "-w", str(os.getpid())]
    if sys.platform != "linux":
        return []
    has_systemd = os.path.isdir("/run/systemd/system") and shutil.which("systemd-inhibit")
    program = "systemd-inhibit" if has_systemd else "elogind-inhibit"
    if not shutil.which(program):
        return []
    watch = f"while kill -0 {os.getpid()} 2>/dev/null; do sleep 5; done"
    return [program, "--what=idle:sleep", "--who=Classwise", "--why=A job runs", "sh", "-c", watch]


def _set_execution_state(flags: int) -> int:
    """Tell Windows what must go on; documented under SetThreadExecutionState, which returns 0 where it fails."""
    return int(ctypes.CDLL("kernel32").SetThreadExecutionState(ctypes.c_uint(flags)))
