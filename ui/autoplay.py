"""Autoplay: a timer that asks for the next picture."""

from collections.abc import Callable
from time import perf_counter

from PyQt5.QtCore import QObject, Qt, QTimer, pyqtSignal

MIN_INTERVAL_S = 0.1
MAX_INTERVAL_S = 10.0
CATCH_UP = 0.05
"""By this share of the interval pictures follow each other faster until lost time is made up for."""
STEPS_S = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0)


class Autoplay(QObject):
    """Ticks while it plays; never skips a picture that is not on screen yet.

    Ticks are due at whole intervals from the beginning, so that the rate is exact. One that came late because the
    window was busy is not followed by one that comes as much too early: it is made up for in steps of CATCH_UP.

    Signals:
        advance_asked(): Show the next picture.
        playing_changed(bool): It plays, or it does not.
        interval_changed(float): Seconds.
    """

    advance_asked = pyqtSignal()
    playing_changed = pyqtSignal(bool)
    interval_changed = pyqtSignal(float)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        # Coarse timers may be 5 % off by themselves.
        self._timer.setTimerType(Qt.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        self._interval_s = 1.0
        self._due_s = 0.0
        self._is_playing = False
        self._is_shown = True
        self._is_late = False

    @property
    def is_playing(self) -> bool:
        """Whether it plays."""
        return self._is_playing

    @property
    def interval_s(self) -> float:
        """Seconds from one picture to the next."""
        return self._interval_s

    def set_interval(self, seconds: float) -> None:
        """Set the seconds from one picture to the next, 0.1 to 10."""
        seconds = min(MAX_INTERVAL_S, max(MIN_INTERVAL_S, round(seconds, 1)))
        if seconds != self._interval_s:
            self._interval_s = seconds
            self.count_anew()
            self.interval_changed.emit(seconds)

    def faster(self) -> None:
        """Take the next shorter of the usual intervals."""
        self.set_interval(max((step for step in STEPS_S if step < self._interval_s), default=MIN_INTERVAL_S))

    def slower(self) -> None:
        """Take the next longer of the usual intervals."""
        self.set_interval(min((step for step in STEPS_S if step > self._interval_s), default=MAX_INTERVAL_S))

    def play(self) -> None:
        """Begin, or go on."""
        if not self.is_playing:
            self._is_playing, self._is_late = True, False
            self.count_anew()
            self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stay at the picture in sight."""
        if self.is_playing:
            self._is_playing = False
            self._timer.stop()
            self.playing_changed.emit(False)

    def count_anew(self) -> None:
        """Give the picture in sight its whole interval from now on, as one that was chosen by hand is due."""
        if self.is_playing:
            self._due_s = self._clock() + self._interval_s
            self._timer.start(round(self._interval_s * 1000))

    def on_picture_asked(self) -> None:
        """Note that a picture was asked for and is not on screen yet."""
        self._is_shown = False

    def on_picture_shown(self) -> None:
        """Note that the picture asked for is on screen; a tick that came too early is made up for."""
        self._is_shown = True
        if self._is_late and self.is_playing:
            self._is_late = False
            # Counted anew from here: this picture is due its interval too.
            self.count_anew()

    def _on_timeout(self) -> None:
        if not self._is_shown:
            self._is_late = True
            return
        now = self._clock()
        self._due_s += self._interval_s
        if self._due_s < now:  # more than an interval late: the computer slept, or something like it
            self._due_s = now + self._interval_s
        wait_s = max(self._due_s - now, self._interval_s * (1 - CATCH_UP))
        self._timer.start(round(wait_s * 1000))
        self.advance_asked.emit()
