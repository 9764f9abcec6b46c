"""Offers to go on with a run that was interrupted, such as by a power cut."""

from collections.abc import Callable

from PyQt5.QtCore import QObject, pyqtSignal

from app.context import Context
from app.run_catalog import interrupted_run
from core.base.control import Control
from core.base.events import Emit
from core.base.messages import message
from core.base.run_info import RunInfo
from ui.language import said_text
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
        self._hides: Callable[[RunInfo], bool] = lambda _run: False
        self._offered: RunInfo | None = None
        self._taken_back: RunInfo | None = None
        self._text = ""

    def show(self) -> None:
        """Offer the newest run that was interrupted, unless one is in work, there is none, or it was put off.

        It is looked for in a job: runs may lie on a drive that is slow to answer.
        """
        dismissed = list(self._context.settings.dismissed_runs)

        def work(emit: Emit, control: Control) -> RunInfo | None:
            return interrupted_run(dismissed)

        self._context.jobs.start(message("Looking for runs"), work, kind="thumbs", on_finished=self._offer)

    def _offer(self, info: RunInfo | None) -> None:
        if info is None or self._is_busy() or self._hides(info):
            return
        self._show_banner(info)
        window = self._context.window
        if window.current_page != self._page.key:
            window.toast("A training was interrupted. It can go on where it stopped.", "Show",
                         lambda: window.show_page(self._page.key))

    def follow_trash(self, hides: Callable[[RunInfo], bool]) -> None:
        """Take the offer back where its run is being deleted, and make it again where that is undone.

        Args:
            hides: Whether a run is on its way to the trash.
        """
        self._hides = hides
        banner = self._page.banner
        if self._taken_back is not None and not hides(self._taken_back):
            if banner.isHidden() and not self._is_busy():
                self._show_banner(self._taken_back)
            self._taken_back = None
        elif self._offered is not None and hides(self._offered) and self._stands():
            banner.hide()
            self._taken_back = self._offered

    def _stands(self) -> bool:
        """Whether the banner still says it: others say things there too."""
        banner = self._page.banner
        return not banner.isHidden() and said_text(banner.label.setText) == self._text

    def _show_banner(self, info: RunInfo) -> None:
        run_dir = str(info.run_dir)
        text = message("A training was interrupted: {title}, in epoch {n} of {epochs}. It can go on where it stopped.",
                       title=info.title, n=info.epochs_done + 1, epochs=info.epochs)  # fmt: skip
        self._offered, self._text = info, text
        self._page.banner.show_message(text, "info", actions=(
            ("Resume", lambda: self.resume_asked.emit(run_dir)), ("Not now", lambda: self._put_off(run_dir))))

    def _put_off(self, run_dir: str) -> None:
        self._page.banner.hide()
        self._context.settings.dismissed_runs.append(run_dir)
        self._context.save_settings()
