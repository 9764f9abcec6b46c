"""Correcting true classes on the Predict page, with undo and redo; what is corrected is kept in labels.csv."""

from collections.abc import Callable

from PyQt5.QtCore import QObject, QTimer, pyqtSignal
from PyQt5.QtWidgets import QUndoCommand, QUndoStack

from app.jobs import Jobs
from app.labels_file import LabelsFile
from core.base.control import Control
from core.base.events import Emit
from ui.browser import Browser

SAVE_DELAY_MS = 800
MAX_UNDO = 10_000


class Corrections(QObject):
    """Changes true classes through an undo stack and saves them soon after.

    Signals:
        changed(str): The true class of this picture changed; also by undo and redo.
        saved(str): labels.csv was written, at this path.
        failed(object): It could not be written; carries the exception.
    """

    changed = pyqtSignal(str)
    saved = pyqtSignal(str)
    failed = pyqtSignal(object)

    def __init__(self, browser: Browser, jobs: Jobs, undo_stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._browser = browser
        self._jobs = jobs
        self.undo_stack = undo_stack
        self._file: LabelsFile | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_DELAY_MS)
        self._timer.timeout.connect(self.save)

    @property
    def file(self) -> LabelsFile | None:
        """The labels.csv of the pictures."""
        return self._file

    def begin(self, file: LabelsFile) -> None:
        """Take up another folder's labels.csv; what could be undone in the one before cannot be any more."""
        self.save()
        self._file = file
        self.undo_stack.clear()

    def set(self, path: str, label: str | None) -> None:
        """Set the true class of a picture; None takes the correction back."""
        before = self._browser.store.corrections.get(path)
        if label is not None and before is None and self._browser.store.true_class(path) == label:
            return
        if label != before:
            self.undo_stack.push(_Change(self._apply, path, before, label))

    def save(self) -> None:
        """Write now what is not written yet."""
        if not self._timer.isActive() or self._file is None:
            return
        self._timer.stop()
        file, corrections = self._file, dict(self._browser.store.corrections)

        def work(emit: Emit, control: Control) -> str:
            path = file.save(corrections)
            return str(path) if path is not None else ""

        self._jobs.start("Saving corrections", work, kind="labels", on_finished=self.saved.emit,
                         on_failed=self.failed.emit)  # fmt: skip

    def _apply(self, path: str, label: str | None) -> None:
        self._browser.correct(path, label)
        self._timer.start()
        self.changed.emit(path)


class _Change(QUndoCommand):
    """One change of one true class."""

    def __init__(self, apply: Callable[[str, str | None], None], path: str, before: str | None,
                 after: str | None) -> None:  # fmt: skip
        name = path.replace("\\", "/").rpartition("/")[2]
        super().__init__(f"{name} is {after}" if after is not None else f"reset {name}")
        self._apply, self._path, self._before, self._after = apply, path, before, after

    def redo(self) -> None:
        """Make the change."""
        self._apply(self._path, self._after)

    def undo(self) -> None:
        """Take it back."""
        self._apply(self._path, self._before)
