"""Browsing: which pictures are listed, which one is in sight, and what comes next. Knows no widget."""

from collections.abc import Generator, Iterable, Mapping
from time import perf_counter

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from ui.arrange import Arrangement, Filter, SortBy, arrange_in_steps
from ui.autoplay import Autoplay
from ui.playlist import Playlist
from ui.results import Result, ResultStore

NUM_AHEAD = 3
# While results pour in, a list that depends on them is made anew this often, less often where that takes long.
REFRESH_MS = 500
REFRESH_SHARE = 20
PIECE_S = 0.004


class Browser(QObject):
    """Owns the results, the list made of them by filter and order, and the place in it.

    The picture in sight is known by its path: it stays when the list changes around it, even where it is no longer
    in the list. Where the list is empty there is none, until there is a list again.

    Signals:
        list_changed(): Other pictures, or another order.
        current_changed(str): Another picture is in sight; empty for none.
        results_changed(): Results, true classes or the threshold changed.
    """

    list_changed = pyqtSignal()
    current_changed = pyqtSignal(str)
    results_changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = ResultStore()
        self.autoplay = Autoplay(self)
        self.playlist = Playlist()
        self.filter = Filter()
        self.sort = SortBy.LISTED
        self.paths: list[str] = []
        self.row_of: Mapping[str, int] = {}
        self.current = ""
        self._last_seen = ""
        self._row = 0
        self._step = 1
        self._jump = False
        self._work: Generator[None, None, Arrangement] | None = None
        self._work_s = 0.0
        self._is_outdated = False
        self._pieces = QTimer(self)
        self._pieces.setInterval(0)
        self._pieces.timeout.connect(self._on_piece)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.timeout.connect(self.arrange)
        self.autoplay.advance_asked.connect(self._on_advance_asked)
        self.autoplay.playing_changed.connect(self._on_playing_changed)

    @property
    def place(self) -> int:
        """Place of the picture in sight in the list, from 1; 0 where it is not in the list."""
        return self.row_of.get(self.current, -1) + 1

    @property
    def is_arranging(self) -> bool:
        """Whether a new list is being made."""
        return self._work is not None or self._refresh.isActive()

    def set_pictures(self, paths: Iterable[str], labels: Mapping[str, str] | None = None) -> None:
        """Begin anew with these pictures."""
        self.autoplay.pause()
        self.store.set_pictures(paths, labels)
        self._begin_list()
        self.results_changed.emit()

    def add_results(self, results: Iterable[Result]) -> None:
        """Take results in; the list is made anew soon where it depends on them."""
        self.store.add(results)
        self.results_changed.emit()
        if self.filter.needs_results or self.sort not in (SortBy.LISTED, SortBy.NAME):
            self._refresh_soon()

    def clear_results(self) -> None:
        """Forget the results."""
        self.store.clear_results()
        self._after_change()

    def set_labels(self, labels: Mapping[str, str]) -> None:
        """Replace the true classes."""
        self.store.set_labels(labels)
        self._after_change()

    def correct(self, path: str, label: str | None) -> None:
        """Set a true class by hand. The list stays as it is, so that the picture does not vanish under the hand."""
        self.store.correct(path, label)
        self.results_changed.emit()

    def set_unknown_below(self, threshold: float) -> None:
        """Set the score below which a prediction is "unknown"."""
        if threshold != self.store.unknown_below:
            self.store.unknown_below = threshold
            self._after_change()

    def set_filter(self, wanted: Filter) -> None:
        """Show other pictures; where the one in sight is not among them, the first of them."""
        self.filter = wanted
        self._jump = True
        self.arrange()

    def set_sort(self, sort: SortBy) -> None:
        """Show them in another order."""
        self.sort = sort
        self.arrange()

    def arrange(self) -> None:
        """Begin to make the list anew, in pieces; small ones are done at once."""
        self._refresh.stop()
        self._is_outdated = False
        self._work = arrange_in_steps(self.store, self.filter, self.sort)
        self._work_s = 0.0
        self._on_piece()
        if self._work is not None:
            self._pieces.start()

    def finish(self) -> None:
        """Make the list at once, whatever it takes; for exports and tests."""
        while self.is_arranging:
            if self._refresh.isActive():
                self.arrange()
            self._on_piece()

    def select(self, path: str) -> None:
        """Bring a picture into sight; where autoplay runs, it goes on an interval later."""
        if path != self.current:
            self.autoplay.count_anew()
        self._bring(path)

    def _bring(self, path: str) -> None:
        row = self.row_of.get(path, -1)
        if row >= 0:
            self._step = 1 if row >= self._row else -1
            self._row = row
        if path == self.current:
            return
        self.current = path
        if path:
            self.autoplay.on_picture_asked()
        self.current_changed.emit(path)

    def go_to(self, place: int) -> None:
        """Bring the picture at a place, counted from 1, into sight."""
        if self.paths:
            self.select(self.paths[min(len(self.paths), max(1, place)) - 1])

    def go_next(self) -> None:
        """Go one forward; from a picture that left the list, to what stands in its place now."""
        if self.place:
            self.go_to(self.place + 1)
        else:
            self.go_to(self._row + 1)

    def go_previous(self) -> None:
        """Go one back."""
        self.go_to(self.place - 1 if self.place else self._row)

    def go_first(self) -> None:
        """Go to the first picture."""
        self.go_to(1)

    def go_last(self) -> None:
        """Go to the last picture."""
        self.go_to(len(self.paths))

    def toggle_play(self) -> None:
        """Begin or pause autoplay; at the end of the list it begins again from the first."""
        if self.autoplay.is_playing:
            self.autoplay.pause()
        elif self.paths:
            if not self.playlist.shuffle and not self.playlist.loop and self.place == len(self.paths):
                self.go_first()
            self.autoplay.play()

    def set_shuffle(self, on: bool) -> None:
        """Play in random order."""
        self.playlist.shuffle = on
        if on:
            self.playlist.restart(self.current)

    def ahead(self) -> list[str]:
        """Return the pictures that probably come next, most probable first."""
        if self.autoplay.is_playing:
            return self.playlist.upcoming(self.current, NUM_AHEAD)
        row = self.row_of.get(self.current, self._row)
        rows = (row + self._step, row + 2 * self._step, row - self._step, row - 2 * self._step)
        return [self.paths[other] for other in rows if 0 <= other < len(self.paths)][:NUM_AHEAD]

    def close(self) -> None:
        """Stop all timers."""
        self.autoplay.pause()
        self._pieces.stop()
        self._refresh.stop()
        self._work = None

    def _after_change(self) -> None:
        self.results_changed.emit()
        if not self.filter.is_open or self.sort is not SortBy.LISTED:
            self.arrange()

    def _begin_list(self) -> None:
        """Show the pictures as listed at once, then filter and order them; a list of others in the making goes."""
        self._pieces.stop()
        self._refresh.stop()
        self._work, self._jump = None, False
        self.paths, self.row_of, self._row = self.store.paths, self.store.row_of, 0
        self.playlist.set_paths(self.paths, self.row_of)
        self.list_changed.emit()
        self.current = self._last_seen = ""
        self.current_changed.emit("")
        if not self.filter.is_open or self.sort is not SortBy.LISTED:
            self.arrange()
        if not self.current and self.paths:
            self.select(self.paths[0])

    def _refresh_soon(self) -> None:
        self._is_outdated = self._work is not None  # what came while the list is made may not be in it
        if not self._refresh.isActive() and self._work is None:
            self._refresh.start(max(REFRESH_MS, round(self._work_s * 1000 * REFRESH_SHARE)))

    def _on_piece(self) -> None:
        """Work on the new list for a few milliseconds."""
        if self._work is None:
            self._pieces.stop()
            return
        start = perf_counter()
        try:
            while perf_counter() - start < PIECE_S:
                next(self._work)
        except StopIteration as end:
            self._work = None
            self._pieces.stop()
            self._work_s += perf_counter() - start
            self._take_list(*end.value)
            if self._is_outdated:
                self._refresh_soon()
            return
        self._work_s += perf_counter() - start

    def _take_list(self, paths: list[str], row_of: Mapping[str, int]) -> None:
        jump, self._jump = self._jump, False
        if paths == self.paths:
            return
        self.paths, self.row_of = paths, row_of
        self._row = row_of.get(self.current, min(self._row, max(0, len(paths) - 1)))
        self.playlist.set_paths(paths, row_of)
        self.list_changed.emit()
        if not paths and self.current:
            self._last_seen = self.current
            self._bring("")
        elif paths and (not self.current or (jump and self.current not in row_of)):
            self.select(self._last_seen if not self.current and self._last_seen in row_of else paths[0])

    def _on_advance_asked(self) -> None:
        following = self.playlist.advance(self.current)
        if following is None or following == self.current:
            self.autoplay.pause()
        else:
            self._bring(following)

    def _on_playing_changed(self, on: bool) -> None:
        if on and self.playlist.shuffle:
            self.playlist.go_on(self.current)
