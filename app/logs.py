"""The window's log: a file in the user's data folder, and the log dock."""

import contextlib
import logging
import logging.handlers
import os
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal

from core.base.files import UNREADABLE_NAMES

MAX_BYTES = 1_000_000
FORMAT = "%(asctime)s  %(levelname)-7s  %(message)s"


class LogRelay(QObject):
    """Brings log lines of all threads into the window's thread.

    Signals:
        line(str): One line, without a traceback.
    """

    line = pyqtSignal(str)


class RelayHandler(logging.Handler):
    """Hands each record's message to a LogRelay."""

    def __init__(self, relay: LogRelay) -> None:
        super().__init__(logging.INFO)
        self._relay = relay

    def emit(self, record: logging.LogRecord) -> None:
        """Send one line."""
        words = "" if record.levelno < logging.WARNING else f"{record.levelname.capitalize()}: "
        time = logging.Formatter("%(asctime)s", "%H:%M:%S").formatTime(record, "%H:%M:%S")
        try:
            self._relay.line.emit(f"{time}  {words}{record.getMessage()}")
        except RuntimeError:  # the window is gone
            self._relay = LogRelay()


def rename_unless_held(source: str, target: str) -> None:
    """Rename a full log file; Windows refuses where another window has it open, too, and then it grows on.

    It may be gone as well, as its folder was cleared: then it begins anew.
    """
    with contextlib.suppress(PermissionError, FileNotFoundError):
        os.rename(source, target)


def set_up(path: Path, relay: LogRelay) -> list[logging.Handler]:
    """Log to a file and to the dock; where the file cannot be written, to the dock alone."""
    handlers: list[logging.Handler] = [RelayHandler(relay)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = logging.handlers.RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=2, encoding="utf-8",
                                                    errors=UNREADABLE_NAMES)
        file.rotator = rename_unless_held
        file.setFormatter(logging.Formatter(FORMAT))
        handlers.append(file)
    except OSError as error:
        relay.line.emit(f"The log file {path} cannot be written: {error.strerror}")
    root = logging.getLogger()
    if root.level > logging.INFO or root.level == logging.NOTSET:
        root.setLevel(logging.INFO)
    for handler in handlers:
        root.addHandler(handler)
    for name in ("matplotlib", "PIL", "qtawesome", "filelock"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return handlers


def tear_down(handlers: list[logging.Handler]) -> None:
    """Take the handlers away again and close the file."""
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
        handler.close()
