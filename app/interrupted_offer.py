"""Offers to go on with a run that was interrupted, such as by a power cut."""

from collections.abc import Callable

from PyQt5.QtCore import QObject, pyqtSignal

from app.context import Context
from app.run_catalog import interrupted_run
from core.base.messages import message
from ui.pages.train_page import TrainPage


class InterruptedOffer(QObject):
    """A banner on the Train page, and a toast where another page is in sight.

    Signals:
        resume_asked(str): Go on with the run of this folder.
    """

    resume_asked = pyqtSignal(str)

    def __init__(self, context: Context, page: TrainPage, is_busy: Callable[[], bool]) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._is_busy = is_busy

    def show(self) -> None:
        """Offer the newest run that was interrupted, unless one is in work, there is none, or it was put off."""
        info = interrupted_run(self._context.settings.dismissed_runs)
        if info is None or self._is_busy():
            return
        run_dir = str(info.run_dir)
        text = message("A training was interrupted: {title}, in epoch {n} of {epochs}. It can go on where it stopped.",
                       title=info.title, n=info.epochs_done + 1, epochs=info.epochs)  # fmt: skip
        self._page.banner.show_message(text, "info", actions=(
            ("Resume", lambda: self.resume_asked.emit(run_dir)), ("Not now", lambda: self._put_off(run_dir))))
        window = self._context.window
        if window.current_page != self._page.key:
            window.toast("A training was interrupted. It can go on where it stopped.", "Show",
                         lambda: window.show_page(self._page.key))

    def _put_off(self, run_dir: str) -> None:
        self._page.banner.hide()
        self._context.settings.dismissed_runs.append(run_dir)
        self._context.save_settings()
