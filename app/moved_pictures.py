"""Asks, from a page's banner, where the pictures of a run are that are not where the run found them."""

from collections.abc import Callable
from pathlib import Path

from PyQt5.QtCore import QObject

from app.context import Context
from core.base.control import Control
from core.base.errors import PicturesMovedError
from core.base.events import Emit
from core.base.messages import Message, message
from ui import choose
from ui.language import shown
from ui.widgets.banner import Banner

START = Callable[[Message, Callable[[Emit, Control], str], str, Callable[[str], object]], object]
CHOOSE = message("Choose where they are...")


class MovedPictures(QObject):
    """One page's question after a run's pictures.

    Args:
        context: What pages share.
        banner: The page's.
        start: Begins a job of the page: title, work, kind, what hears of its result.
        open_again: Opens the run anew; called with its folder when its pictures are found.
        parent: Owns it.
    """

    def __init__(self, context: Context, banner: Banner, start: START, open_again: Callable[[str], object],
                 parent: QObject) -> None:  # fmt: skip
        super().__init__(parent)
        self._context = context
        self._banner = banner
        self._start = start
        self._open_again = open_again
        self._asked: tuple[Path, str] | None = None
        context.window.page_changed.connect(lambda _key: self._on_page_changed())

    def tell(self, run_dir: str | Path, folder: str) -> None:
        """Say that what is shown lacks its pictures.

        Args:
            run_dir: The run.
            folder: Where it found them.
        """
        from core.training.pictures_place import archive_told
        from core.training.run_folder import read_facts

        moved = message("The pictures of this run are not in {folder} any more. Say where they are now, and they are "
                        "shown.", folder=folder)  # fmt: skip
        self._show(archive_told(read_facts(Path(run_dir))) or moved, "warning", Path(run_dir))

    def tell_error(self, error: PicturesMovedError) -> None:
        """Say that nothing could be shown for want of the pictures."""
        self._show(error.args[0], "error", error.run_dir)

    def _on_page_changed(self) -> None:
        """Show the pictures here too, where another page was told meanwhile in which folder they are."""
        from core.training.pictures_place import missing_folder

        if self._asked is None or not self._banner.isVisible():
            return
        run_dir, text = self._asked
        if self._banner.label.text() == shown(text) and not missing_folder(run_dir):
            self._asked = None
            self._open_again(str(run_dir))

    def _show(self, text: str, level: str, run_dir: Path) -> None:
        self._asked = run_dir, text
        self._banner.show_message(text, level, actions=((CHOOSE, lambda: self._ask(run_dir)),))

    def _ask(self, run_dir: Path) -> None:
        settings = self._context.settings
        folder = choose.choose_folder(self._banner.window(), message("Choose the folder that the pictures are in now"),
                                      choose.pictures_place(settings.pictures_folder))  # fmt: skip
        if not folder:
            return
        settings.pictures_folder = folder

        def work(_emit: Emit, _control: Control) -> str:
            from core.training.pictures_place import note_moved

            return note_moved(run_dir, folder)

        self._start(message("Looking for the run's pictures"), work, "moved_pictures",
                    lambda _place: self._open_again(str(run_dir)))  # fmt: skip
