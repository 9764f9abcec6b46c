"""What runui.py does before the window: tests the imports and says what to run. Standard library only."""

import ctypes
import importlib
import importlib.util
import os
import sys
from pathlib import Path

MINIMUM_PYTHON = (3, 11)
PACKAGES = {
    "PyQt5": "PyQt5", "torch": "torch", "torchvision": "torchvision", "cv2": "opencv-python", "numpy": "numpy",
    "PIL": "pillow", "matplotlib": "matplotlib", "qtawesome": "qtawesome", "natsort": "natsort",
    "platformdirs": "platformdirs", "torchmetrics": "torchmetrics", "filelock": "filelock",
}  # fmt: skip
"""Module -> the name that pip knows it by."""
INSTALL = "python -m pip install -r requirements.txt"
RUNTIME = (
    "The Microsoft Visual C++ runtime is missing. Install it from "
    "https://aka.ms/vs/17/release/vc_redist.x64.exe and start again."
)
ON_WINDOWS = os.name == "nt"


def problem() -> str | None:
    """Return what keeps the window from starting, in words that say what to run; None where all is well.

    PyQt5 is imported for real, for its libraries may be damaged; torch is only looked for, because importing it takes
    seconds that the window has not.
    """
    if sys.version_info < MINIMUM_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        return f"Classwise needs Python 3.11 or newer; this is {found}. Install a newer one from https://python.org."
    missing = [name for module, name in PACKAGES.items() if not _is_installed(module)]
    if missing:
        folder = Path(__file__).resolve().parent.parent
        return f"Missing: {', '.join(missing)}.\n\nIn the folder {folder} run:\n\n    {INSTALL}"
    runtime = _windows_problem()
    if runtime:
        return runtime
    try:
        importlib.import_module("PyQt5.QtWidgets")
        importlib.import_module("qtawesome")
    except (ImportError, OSError) as error:
        hint = RUNTIME if ON_WINDOWS else f"Run:\n\n    {INSTALL} --force-reinstall"
        return f"PyQt5 is installed but cannot be loaded ({error}).\n\n{hint}"
    return None


def tell(message: str) -> None:
    """Say a problem where it will be seen: on the console, else in a tkinter window; wait where it would vanish."""
    if sys.stderr is not None and (sys.stderr.isatty() or not _has_own_window()):
        print(message, file=sys.stderr)
        if _console_is_ours():
            input("\nPress Enter to close this window.")
        return
    try:
        import tkinter
        from tkinter import messagebox

        root = tkinter.Tk()
        root.withdraw()
        messagebox.showerror("Classwise", message)
        root.destroy()
    except (ImportError, RuntimeError) as error:  # no tkinter, or no screen
        if sys.stderr is not None:
            print(f"{message}\n({error})", file=sys.stderr)


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _windows_problem() -> str | None:
    """Load the C++ runtime and torch's c10.dll before PyQt5, as later it fails (pytorch issue 166628)."""
    if not ON_WINDOWS:
        return None
    try:
        for name in ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll"):
            ctypes.CDLL(name)
    except OSError:
        return RUNTIME
    found = importlib.util.find_spec("torch")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "lib"
    try:
        if folder.is_dir():
            getattr(os, "add_dll_directory", os.fspath)(str(folder))
            ctypes.CDLL(str(folder / "c10.dll"))
    except OSError:
        return _load_torch_first()
    return None


def _load_torch_first() -> str | None:
    """Import torch before PyQt5 where its c10.dll alone does not load; takes some seconds, so it is told."""
    if sys.stderr is not None:
        print("Loading torch; this takes some seconds...", file=sys.stderr)
    try:
        importlib.import_module("torch")
    except (ImportError, OSError) as error:
        return f"torch cannot be loaded ({error}).\n\n{RUNTIME}\n\nIf it is installed, run:\n\n    {INSTALL}"
    return None


def _has_own_window() -> bool:
    """Whether output goes to nobody: a program started by a click on a desktop other than Windows, or by pythonw."""
    return sys.stderr is None or (not sys.stderr.isatty() and bool(os.environ.get("DISPLAY")))


def _console_is_ours() -> bool:
    """Whether the console closes with this program: it was double-clicked on Windows."""
    if not ON_WINDOWS or sys.stdin is None or not sys.stdin.isatty():
        return False
    processes = (ctypes.c_uint * 4)()
    return bool(ctypes.CDLL("kernel32").GetConsoleProcessList(processes, 4) <= 2)
