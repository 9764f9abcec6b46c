"""Which pictures of a data set are shown, worked out in pieces so that a window stays alive. Knows no widget."""

from collections.abc import Generator
from time import perf_counter

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from ui.data_list import PictureFilter, PictureList, Shown

PIECE_S = 0.006


class DataBrowser(QObject):
    """Owns the list of pictures and what is shown of it.

    Signals:
        list_changed(): Other pictures are shown.
        labels_changed(): Classes or splits of pictures changed, or what was found.
    """

    list_changed = pyqtSignal()
    labels_changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pictures = PictureList()
        self.filter = PictureFilter()
        self.paths: list[str] = []
        self.row_of: dict[str, int] = {}
        self._work: Generator[None, None, Shown] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_piece)

    def set_pictures(self, pictures: PictureList) -> None:
        """Show another data set, or the same read further; the filter stays."""
        self.pictures = pictures
        self.labels_changed.emit()
        self.refresh()

    def set_filter(self, wanted: PictureFilter) -> None:
        """Show other pictures."""
        self.filter = wanted
        self.refresh()

    def refresh(self) -> None:
        """Look anew which pictures are shown."""
        self._work = self.pictures.choose_in_steps(self.filter)
        self._on_piece()
        if self._work is not None:
            self._timer.start()

    def finish(self) -> None:
        """Do what is left of the work at once; for tests."""
        while self._work is not None:
            self._on_piece()

    def close(self) -> None:
        """Stop all timers."""
        self._timer.stop()
        self._work = None

    def _on_piece(self) -> None:
        if self._work is None:
            self._timer.stop()
            return
        end = perf_counter() + PIECE_S
        try:
            while perf_counter() < end:
                next(self._work)
        except StopIteration as stop:
            self._work = None
            self._timer.stop()
            self.paths, self.row_of = stop.value
            self.list_changed.emit()
