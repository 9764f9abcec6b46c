"""Start-up of the desktop application.

The order, and why:

1. runui.py reads the command line and tests the imports (app/startup.py); on Windows that loads torch's c10.dll before
   PyQt5, for afterwards it fails with WinError 1114.
2. The memory allocator is tuned for the arithmetic to come; the settings are read: the scale must be known before a
   QApplication is made.
3. QApplication, theme, language, pages and window are made, and the window is shown. Nothing so far imports torch,
   OpenCV or matplotlib, so the first window is on screen within a second.
4. After the first paint a thread imports torch (app/torch_loader.py); the status bar says so. What was given on the
   command line opens, and an interrupted run is offered, when torch is there.
5. At the end every job is asked to stop and waited for, the settings are saved, and the log is closed.
"""

import ctypes
import gc
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence

from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QApplication, QWidget

from app import logs, paths
from app.context import Context, CurrentData
from app.crash import CrashReporter
from app.jobs import Jobs
from app.pages import make_pages
from app.settings import Settings, load
from app.shell import Shell
from core.process import tune_process
from ui import theme as themes
from ui.language import Language
from ui.main_window import MainWindow

ON_WINDOWS = os.name == "nt"
AGAIN_S = 5.0
"""A signal that follows another one this soon closes the window without asking."""
SWITCH_S = 0.0005
"""A thread that computes gives the interpreter to the window after so long. Python's own 5 ms are half of what an
interval of autoplay may be off, and of several threads the window waits for one after the other."""


def main(arguments: Sequence[str], qt_options: Sequence[str] = ()) -> int:
    """Run the application until its window is closed.

    Args:
        arguments: The program's name, and what to open.
        qt_options: Options of Qt, such as -style and its value.
    """
    tune_process()
    sys.setswitchinterval(SWITCH_S)
    settings = load(paths.settings_file())
    application = make_application(settings, [arguments[0], *qt_options])
    relay = logs.LogRelay()
    handlers = logs.set_up(paths.log_file(), relay)
    crash = CrashReporter(paths.log_file())
    crash.install()
    theme = themes.Theme(settings.theme)
    theme.apply()
    theme.follow_system()
    language = Language(application, settings.language, settings.number_format)
    window = MainWindow(theme, make_pages(theme.tokens))
    relay.line.connect(window.log.append)
    context = Context(window, settings, Jobs(), crash, CurrentData(), language=language)
    crash.set_window(window)
    shell = Shell(context)
    shell.restore_window()
    window.show()
    QTimer.singleShot(0, lambda: shell.begin(arguments[1:]))
    let_ctrl_c_end(application, window)
    status = application.exec()
    shell.end()
    crash.uninstall()
    logs.tear_down(handlers)
    gc.unfreeze()  # what app/torch_loader.py froze; triton complains of leaks at exit otherwise
    return int(status)


def make_application(settings: Settings, arguments: Sequence[str]) -> QApplication:
    """Make the QApplication, at the scale the user chose."""
    if settings.scale != 100 and "QT_SCALE_FACTOR" not in os.environ:
        os.environ["QT_SCALE_FACTOR"] = f"{min(200, max(100, settings.scale)) / 100:g}"
    if ON_WINDOWS:  # else the task bar takes the window for one of Python's, with its icon
        ctypes.CDLL("shell32").SetCurrentProcessExplicitAppUserModelID(ctypes.c_wchar_p("Classwise"))
    themes.prepare_application_attributes()
    application = QApplication(list(arguments))
    application.setApplicationName("Classwise")
    application.setApplicationDisplayName("Classwise")
    application.setDesktopFileName("classwise")
    themes.set_up_application(application)
    return application


def let_ctrl_c_end(application: QApplication, window: MainWindow, clock: Callable[[], float] = time.monotonic) -> None:
    """Close the window at Ctrl-C in the console or a polite kill; Python sees signals only while its code runs.

    Where the window asks first, because of a training or of labels that are not saved, a second signal closes it
    without asking: while that question stands open, or soon after the first. One that comes later asks anew.
    """
    asked_at = -math.inf
    question: QWidget | None = None

    def end(_number: int, _frame: object) -> None:
        nonlocal asked_at, question
        before = application.activeModalWidget()
        if clock() - asked_at < AGAIN_S or (question is not None and question is before):
            window.may_close = lambda: True
        window.close()
        dialog = application.activeModalWidget()
        asked_at, question = clock(), dialog if dialog is not before else None

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    timer = QTimer(application)
    timer.timeout.connect(lambda: None)
    timer.start(500)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
