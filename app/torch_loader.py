"""Loads torch after the window is on screen, in a thread, and tells the device."""

import ctypes
import gc
import importlib.util
import os
import sys
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal

from app.jobs import Jobs
from core.base.control import Control
from core.base.errors import DependencyError
from core.base.events import Emit
from core.base.messages import message

LIBRARIES = {"linux": ("libtorch_global_deps.so", "libtorch_python.so"), "darwin": ("libtorch_python.dylib",)}


class TorchLoader(QObject):
    """Imports torch once.

    Attributes:
        device: The device for people, such as "CPU, 2 cores, fp32"; empty until torch is there.

    Signals:
        ready(str): torch is there; carries `device`.
        failed(object): It cannot be imported; carries the exception.
    """

    ready = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.device = ""

    def start(self) -> None:
        """Begin."""
        self._jobs.start("Loading torch", load, kind="torch", on_finished=self._on_loaded,
                         on_failed=self.failed.emit)  # fmt: skip

    def _on_loaded(self, device: str) -> None:
        self.device = device
        self.ready.emit(device)


def load(emit: Emit, control: Control) -> str:
    """Import torch and torchvision, and describe the device; runs in a thread.

    Raises:
        DependencyError: They cannot be imported together.
    """
    from app.commands.common import require_matching_torch

    load_libraries_without_the_lock()
    # A million objects are made: collecting garbage meanwhile would stop the window again and again, and later too.
    gc.disable()
    try:
        require_matching_torch()
    finally:
        gc.freeze()
        gc.enable()
    try:
        from core.devices import describe, describe_formats, resolve_device

        device = resolve_device("auto")
        return message("{device}, {precision}", device=describe(device), precision=describe_formats(device))
    except (ImportError, OSError, RuntimeError) as error:
        raise DependencyError(message("torch does not work here ({error}). Run: python -m app doctor", error=error),
                              help_topic="wrong-torch") from error  # fmt: skip


def torch_folder() -> Path | None:
    """Return torch's folder of libraries without importing it; None where torch is missing."""
    try:
        found = importlib.util.find_spec("torch")
    except (ImportError, ValueError):
        return None
    if found is None or not found.submodule_search_locations:
        return None
    return Path(next(iter(found.submodule_search_locations))) / "lib"


def load_libraries_without_the_lock() -> None:
    """Have the system's loader read torch's libraries while the window goes on answering.

    An import holds the interpreter's lock while the loader works on hundreds of megabytes. A call through ctypes does
    not, and the import that follows finds them loaded. Where it fails, nothing is lost: the import does it again.
    """
    folder = torch_folder()
    if folder is None or "torch" in sys.modules or sys.platform not in LIBRARIES:
        return
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes = (ctypes.c_char_p, ctypes.c_int)
    dlopen.restype = ctypes.c_void_p
    for name in LIBRARIES[sys.platform]:
        if (folder / name).exists():
            dlopen(os.fsencode(folder / name), os.RTLD_NOW | os.RTLD_GLOBAL if "global" in name else os.RTLD_NOW)
