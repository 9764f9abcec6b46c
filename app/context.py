"""What every page's controller is given: settings, jobs, theme, window, and the current data set."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtGui import QDesktopServices

from app import paths
from app.crash import CrashReporter
from app.jobs import Jobs
from app.labelling import Labelling
from app.settings import Settings, save, to_plain
from app.undo_actions import UndoActions
from app.window_words import in_window_words
from core.base.errors import ClasswiseError
from core.base.messages import message
from core.base.patience import answers
from ui.choose import address
from ui.dialogs.document import DocumentDialog
from ui.dialogs.errors import error_box
from ui.dialogs.one_each import brought_to_front
from ui.language import Language
from ui.main_window import MainWindow


class CurrentData(QObject):
    """The one data set, with its split, that all pages mean.

    Attributes:
        opened: app.data_opener.OpenedData; None while nothing is open.

    Signals:
        changed(): Another data set, or none, is current.
    """

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.opened: Any = None

    def set(self, opened: Any) -> None:
        """Make another data set the current one."""
        self.opened = opened
        self.changed.emit()


@dataclass
class Context:
    """What controllers share.

    Attributes:
        window: The main window: actions, toasts, pages.
        settings: What is remembered; call `save_settings` after a change that must not be lost.
        jobs: Starts long work.
        crash: Shows faults of ours.
        data: The current data set.
        labelling: Labels given by hand, and the program's undo stack.
        undo: The commands of the Edit menu.
        controllers: The pages' controllers by the page's key.
        language: The window's language and number format; None in a window without one, such as a test's.
    """

    window: MainWindow
    settings: Settings
    jobs: Jobs
    crash: CrashReporter
    data: CurrentData
    controllers: dict[str, Any] = field(default_factory=dict)
    language: Language | None = None
    labelling: Labelling = field(init=False)
    undo: UndoActions = field(init=False)
    _saved: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self._saved = to_plain(self.settings)
        self.labelling = Labelling(self.jobs, self.window)
        self.labelling.taken_over.connect(self.window.toast)
        self.undo = UndoActions(self.window, self.labelling)

    def save_settings(self) -> None:
        """Write the settings now; what another window changed meanwhile and this one did not stays."""
        self._saved = save(self.settings, paths.settings_file(), self._saved)

    def show_error(self, error: BaseException) -> None:
        """Tell an error in a dialog: the user's in its own words, ours with "Copy details"."""
        if isinstance(error, ClasswiseError):
            topic = error.help_topic
            help_callback = (lambda: self.show_help(topic)) if topic else None
            error_box(self.window, in_window_words(error), help_callback).open()
        else:
            self.crash.report(error)

    def show_help(self, topic: str = "", page: str = "troubleshooting") -> None:
        """Open a page of the documentation at one of its headings, in the window's language where it is translated."""
        language = self.language.code if self.language is not None else ""
        dialog = brought_to_front(self.window, DocumentDialog)
        if dialog is not None:
            dialog.go_to(page, topic, language)
            return
        dialog = DocumentDialog(paths.documentation(), language, self.window)
        self.window.show_beside(dialog)
        dialog.show_page(page, topic)

    def show_folder(self, folder: str | Path) -> None:
        """Open a folder in the system's file manager; of one that is gone, file managers may say nothing."""
        if not answers(os.path.isdir, [str(folder)], True)[0]:
            self.window.toast(message("{folder} is not there any more.", folder=folder))
        elif not QDesktopServices.openUrl(address(str(folder))):
            self.window.toast(message("No file manager opened. The folder is {folder}", folder=folder))
