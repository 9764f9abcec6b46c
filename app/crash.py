"""Faults of ours: logged with their traceback, told in one dialog; the window stays open."""

import logging
import platform
import sys
import threading
import traceback
from importlib import metadata
from pathlib import Path
from types import TracebackType

from PyQt5.QtCore import PYQT_VERSION_STR, QT_VERSION_STR, QObject, pyqtSignal
from PyQt5.QtWidgets import QWidget

from ui.dialogs.errors import fault_box

logger = logging.getLogger(__name__)

PACKAGES = ("torch", "torchvision", "opencv-python-headless", "numpy", "matplotlib", "torchmetrics")


class CrashReporter(QObject):
    """Takes over sys.excepthook and threading.excepthook.

    Signals:
        fault(str, str): Summary and details of an unexpected error, from any thread.
    """

    fault = pyqtSignal(str, str)

    def __init__(self, log_path: Path, parent_window: QWidget | None = None) -> None:
        super().__init__()
        self._log_path = log_path
        self._window = parent_window
        self._open = False
        self.fault.connect(self._show)

    def install(self) -> None:
        """Report every exception that nobody caught from now on."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def uninstall(self) -> None:
        """Give both hooks back to Python."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def set_window(self, window: QWidget) -> None:
        """Open dialogs over this window."""
        self._window = window

    def report(self, error: BaseException) -> None:
        """Show one fault that was caught and logged elsewhere."""
        details = "".join(traceback.format_exception(error))
        self.fault.emit(_summary(type(error), error), f"{versions_text()}\n\n{details}")

    def _on_exception(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
                      ) -> None:  # fmt: skip
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        logger.error("Unexpected error", exc_info=(kind, error or kind(), trace))
        details = "".join(traceback.format_exception(kind, error, trace))
        self.fault.emit(_summary(kind, error), f"{versions_text()}\n\n{details}")

    def _show(self, summary: str, details: str) -> None:
        if self._open:  # one dialog: what follows from the first fault stands in the log
            return
        self._open = True
        box = fault_box(self._window, summary, details, str(self._log_path))
        box.finished.connect(self._on_closed)
        box.open()

    def _on_closed(self, _result: int) -> None:
        self._open = False


def versions() -> dict[str, str]:
    """Return the versions of the program, the system and the main packages, without importing them."""
    result = {"Classwise": program_version(), "Python": platform.python_version(), "Qt": QT_VERSION_STR,
              "PyQt5": PYQT_VERSION_STR}  # fmt: skip
    for package in PACKAGES:
        try:
            result[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            result[package] = "not installed"
    result["System"] = platform.platform()
    return result


def versions_text() -> str:
    """Return the versions as text, one a line."""
    return "\n".join(f"{name} {version}" for name, version in versions().items())


def program_version() -> str:
    """Return the program's version, from pyproject.toml where it is not installed as a package."""
    try:
        return metadata.version("classwise")
    except metadata.PackageNotFoundError:
        project = Path(__file__).resolve().parent.parent / "pyproject.toml"
        for line in project.read_text(encoding="utf-8").splitlines() if project.is_file() else ():
            if line.startswith("version"):
                return line.split('"')[1]
        return ""


def _summary(kind: type[BaseException], error: BaseException | None) -> str:
    first_line = (str(error).splitlines() or [""])[0]
    return f"{kind.__name__}: {first_line}" if first_line else kind.__name__
