"""Deleting runs: hidden at once, moved to the system's trash a little later, so that it can be undone until then."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from app.context import Context
from core.base.control import Control
from core.base.errors import OutputError
from core.base.events import Emit
from core.base.messages import message
from core.base.run_info import RunInfo
from core.training.run_folder import is_running
from ui.language import shown
from ui.widgets.toast import SHOWN_WITH_ACTION_MS


@dataclass(frozen=True)
class Trashed:
    """What became of runs that were to be deleted.

    Attributes:
        gone: Those in the trash.
        kept: Those that could not be moved, each with the reason.
    """

    gone: tuple[Path, ...]
    kept: tuple[tuple[Path, str], ...]


class RunTrash(QObject):
    """Runs on their way to the trash.

    Signals:
        changed(): Other runs are hidden now.
        failed(object): An OutputError: some could not be moved.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, context: Context, parent: QObject, *, delay_ms: int = SHOWN_WITH_ACTION_MS) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: list[Path] = []
        self._going: set[Path] = set()
        self._gone: set[Path] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay_ms)
        self._timer.timeout.connect(self.finish)

    def hides(self, run: RunInfo) -> bool:
        """Whether a run is on its way to the trash."""
        return run.run_dir in self._waiting or run.run_dir in self._going

    def settle(self, run_dirs: Collection[Path]) -> None:
        """Hide runs no longer that went to the trash, once they were looked for and not found: they may come back."""
        forgotten = self._gone - set(run_dirs)
        self._gone -= forgotten
        self._going -= forgotten

    def delete(self, runs: Sequence[RunInfo]) -> None:
        """Hide runs and offer to undo it; later they go to the trash. Those that run are left alone."""
        self.finish()
        gone = [run for run in runs if not run.running]
        self._waiting = [run.run_dir for run in gone]
        if not gone:
            return
        text = message("{n} runs are deleted.", n=len(gone))
        if len(gone) == 1:
            text = message("{run} is deleted.", run=gone[0].title)
        self._context.window.toast(shown(text), shown("Undo"), self.undo)
        self._context.undo.offer(text, self.undo)
        self._timer.start()
        self.changed.emit()

    def undo(self) -> None:
        """List the runs again that were deleted last."""
        self._timer.stop()
        self._waiting = []
        self._context.undo.withdraw(self.undo)
        self._context.window.withdraw_toast(self.undo)
        self.changed.emit()

    def finish(self) -> None:
        """Move to the trash what waits for it."""
        self._timer.stop()
        run_dirs, self._waiting = tuple(self._waiting), []
        if not run_dirs:
            return
        self._context.undo.withdraw(self.undo)
        self._context.window.withdraw_toast(self.undo)
        self._going |= set(run_dirs)
        self._context.jobs.start("Moving runs to the trash", trash_work(run_dirs), kind="run_trash",
                                 on_finished=self._on_finished,
                                 on_failed=lambda error: self._on_broken(run_dirs, error))  # fmt: skip

    def _on_finished(self, trashed: Trashed) -> None:
        self._gone |= set(trashed.gone)
        self._going -= {run_dir for run_dir, _reason in trashed.kept}
        if trashed.kept:
            run_dir, reason = trashed.kept[0]
            text = message("{folder} could not be moved to the trash: {reason}. Close the programs that use it, or "
                           "delete the folder yourself.", folder=str(run_dir), reason=reason)  # fmt: skip
            self.failed.emit(OutputError(text))
        self.changed.emit()

    def _on_broken(self, run_dirs: Sequence[Path], error: BaseException) -> None:
        self._going -= set(run_dirs)
        self.changed.emit()
        self.failed.emit(error)


def trash_work(run_dirs: Sequence[Path]) -> Callable[[Emit, Control], Trashed]:
    """Return the work of moving run folders to the system's trash."""

    def work(emit: Emit, control: Control) -> Trashed:
        from send2trash import TrashPermissionError, send2trash

        gone, kept = [], []
        for run_dir in run_dirs:
            if not run_dir.exists():
                gone.append(run_dir)
            elif is_running(run_dir):
                kept.append((run_dir, shown("it runs again")))
            else:
                try:
                    send2trash(str(run_dir))
                    gone.append(run_dir)
                except (OSError, TrashPermissionError) as error:
                    kept.append((run_dir, getattr(error, "strerror", None) or str(error)))
        return Trashed(tuple(gone), tuple(kept))

    return work
