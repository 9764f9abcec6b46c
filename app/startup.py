"""What runui.py does before the window: tests the imports and says what to run. Standard library only.

An old Python reads this file, too, to be told of; hence the annotations that nobody evaluates.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import importlib
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

MINIMUM_PYTHON = (3, 11)
PACKAGES = {
    "PyQt5": "PyQt5", "torch": "torch", "torchvision": "torchvision", "cv2": "opencv-python-headless", "numpy": "numpy",
    "PIL": "pillow", "matplotlib": "matplotlib", "qtawesome": "qtawesome",
    "platformdirs": "platformdirs", "torchmetrics": "torchmetrics", "filelock": "filelock",
    "threadpoolctl": "threadpoolctl",
}  # fmt: skip
"""Module -> the name that pip knows it by."""
INSTALL = "python -m pip install -r requirements.txt"
RUNTIME = (
    "The Microsoft Visual C++ runtime is missing, or older than what is installed here needs. Install the newest one "
    "from https://aka.ms/vs/17/release/vc_redist.x64.exe and start again."
)
MISSING_DLL = ("WinError 126", "WinError 127", "WinError 1114", "DLL load failed")
"""What Windows, and Python there, say of a library that is missing, lacks a function, or cannot begin."""
NUM_CONNECTIONS, RESET_S = 4, 0.25
ON_WINDOWS = os.name == "nt"
ON_LINUX = sys.platform == "linux"
NO_SCREEN = (
    "The window needs a screen, and there is none here: train on the command line with python train.py, or log in with "
    "ssh -X."
)
UNREACHABLE_SCREEN = (
    "The window needs a screen, and the one that DISPLAY names ({display}) does not answer: train on the command line "
    "with python train.py, or log in anew with ssh -X."
)
USAGE = "Opens the window of Classwise. The same is done without one by python train.py and python -m app COMMAND."
PATHS = (
    "what to open: a folder of pictures, a table or an archive of them, a model file, a run folder, pictures, or "
    "sample for the digits that come with Classwise"
)
MORE = "Qt's own options, such as -style and -platform, are handed on. The preferences are in the window."
QT_OPTIONS = (
    "display", "geometry", "icon", "platform", "platformpluginpath", "platformtheme", "plugin", "qwindowgeometry",
    "qwindowicon", "qwindowtitle", "session", "style", "stylesheet", "title",
)  # fmt: skip
QT_SWITCHES = ("dograb", "nograb", "reverse", "sync", "widgetcount")


def read_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what is to be opened, and Qt's own options; end with the usage or with a sentence where that is asked.

    Args:
        words: The command line, without the program.
    """
    parser = _Parser(prog="python runui.py", allow_abbrev=False, description=USAGE, epilog=MORE)
    parser.add_argument("paths", nargs="*", metavar="PATH", help=PATHS)
    for name in QT_OPTIONS:
        parser.add_argument(f"-{name}", f"--{name}", help=argparse.SUPPRESS)
    for name in QT_SWITCHES:
        parser.add_argument(f"-{name}", f"--{name}", action="store_true", help=argparse.SUPPRESS)
    end = words.index("--") if "--" in words else len(words)
    args, left = parser.parse_known_args(words[:end])
    unknown = [word for word in left if word.startswith("-")]
    if unknown:
        parser.error(f"there is no option {unknown[0]}")
    given = [(name, getattr(args, name)) for name in QT_OPTIONS if getattr(args, name) is not None]
    for_qt = [word for name, value in given for word in (f"-{name}", value)]
    for_qt += [f"-{name}" for name in QT_SWITCHES if getattr(args, name)]
    return [*args.paths, *left, *words[end + 1 :]], for_qt


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong with the command line in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where it is said what is right."""
        self.exit(2, f"Error: {message}. See {self.prog} --help.\n")


def end_at_interrupt(*_: object) -> NoReturn:
    """Be what Ctrl-C does while modules are loaded: end the program, with a word and without a traceback.

    A KeyboardInterrupt in the middle of a library's initialisation may be lost there, or come out as another error.
    """
    with contextlib.suppress(OSError):
        os.write(2, b"\nStopped by Ctrl-C.\n")
    os._exit(130)


def take_interrupts() -> None:
    """Let Ctrl-C end the program at once, unless it is to be ignored, until the command itself takes it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_interrupt)


def python_problem() -> str | None:
    """Return what is to be said where this Python is too old; None where it is not."""
    if sys.version_info >= MINIMUM_PYTHON:
        return None
    found = ".".join(map(str, sys.version_info[:3]))
    return f"Classwise needs Python 3.11 or newer; this is {found}. Install a newer one from https://python.org."


def problem() -> str | None:
    """Return what keeps the window from starting, in words that say what to run; None where all is well.

    PyQt5 is imported for real, for its libraries may be damaged; torch is only looked for, because importing it takes
    seconds that the window has not.
    """
    old = python_problem()
    if old:
        return old
    missing = [name for module, name in PACKAGES.items() if not _is_installed(module)]
    if missing:
        folder = Path(__file__).resolve().parent.parent
        return f"Missing: {', '.join(missing)}.\n\nIn the folder {folder} run:\n\n    {INSTALL}"
    screen = _screen_problem()
    if screen:
        return screen
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
            with contextlib.suppress(EOFError):  # nobody sits there: Windows calls its empty device, NUL, a terminal
                input("\nPress Enter to close this window.")
        return
    try:
        import tkinter
        from tkinter import messagebox

        root = tkinter.Tk()
        root.withdraw()
        messagebox.showerror("Classwise", message)
        root.destroy()
    except Exception:  # noqa: BLE001 - no tkinter, or no screen, for which tkinter has an error of its own
        if sys.stderr is not None:
            print(message, file=sys.stderr)


def is_runtime_missing(text: str) -> bool:
    """Whether an error's text says that a package could not be loaded for want of Windows' C++ runtime, or a newer one.

    torch 2.14 needs vcruntime140_threads.dll, for one, which runtimes from before 2023 have not.
    """
    return any(words in text for words in MISSING_DLL)


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _screen_problem() -> str | None:
    """Return what is to be said where Qt would abort the process on Linux for want of a screen."""
    chosen = os.environ.get("QT_QPA_PLATFORM") or any(word.lstrip("-") == "platform" for word in sys.argv)
    if not ON_LINUX or chosen or os.environ.get("WAYLAND_DISPLAY"):
        return None
    display = os.environ.get("DISPLAY", "")
    if not display:
        return NO_SCREEN
    return None if _answers() else UNREACHABLE_SCREEN.format(display=display)


def _answers() -> bool:
    """Whether the X server of DISPLAY can be reached, asked through the library that Qt uses."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    for attempt in range(NUM_CONNECTIONS):
        if attempt:
            time.sleep(RESET_S)  # a server without clients begins anew, and takes none meanwhile
        connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
        failed = xcb.xcb_connection_has_error(connection)
        xcb.xcb_disconnect(connection)
        if not failed:
            return True
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
