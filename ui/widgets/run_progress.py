"""The progress of a training, and its buttons."""

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from core.base.messages import message
from ui.icons import icon
from ui.language import say
from ui.theme import GRID, Tokens
from ui.widgets.buttons import button, set_enabled
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.texts import add_action

STEPS = 1000
LEAST_BAR_WIDTH = 120


class RunProgress(QWidget):
    """Epoch, batch, speed and time left over a bar; Pause, Resume and Stop beside it.

    Signals:
        pause_asked(): Hold the training.
        resume_asked(): Let it go on.
        stop_asked(bool): End it; True: after this epoch.
        pausable_changed(bool): Whether it can be held now, or go on.
    """

    pause_asked = pyqtSignal()
    resume_asked = pyqtSignal()
    stop_asked = pyqtSignal(bool)
    pausable_changed = pyqtSignal(bool)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._paused = False
        self._cells: list[ElidedLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for stretch in (3, 4, 3, 3):  # of the row's width, so that nothing moves when numbers change
            cell = ElidedLabel("", Qt.ElideRight)
            cell.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
            self._cells.append(cell)
            row.addWidget(cell, stretch)
        self.pause = button("Pause", self._on_pause, tip="Hold the training before its next batch (Ctrl+Shift+Space)")
        self.stop = button("Stop", tip="End the training; what was learned is kept")
        self.stop.setProperty("has_menu", True)
        menu = QMenu(self.stop)
        self.stop_now = add_action(menu, "Now")
        self.stop_now.triggered.connect(lambda: self.stop_asked.emit(False))
        self.stop_epoch = add_action(menu, "After this epoch")
        self.stop_epoch.triggered.connect(lambda: self.stop_asked.emit(True))
        self.stop.setMenu(menu)
        row.addWidget(self.pause)
        row.addWidget(self.stop)
        column.addLayout(row)
        column.addLayout(self._make_bar_row())
        self.set_tokens(tokens)

    def _make_bar_row(self) -> QHBoxLayout:
        """Return the bar with what there is to say beside it: a row of its own would cost the curves its height."""
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, STEPS)
        self.bar.setMinimumWidth(LEAST_BAR_WIDTH)
        say(self.bar.setAccessibleName, "Progress of the training")
        self.message = ElidedLabel("", Qt.ElideRight)
        self.message.setProperty("role", "quiet")
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.bar, 1)
        row.addWidget(self.message)
        row.addStrut(self.message.sizeHint().height())  # else Resume would not come to stand where Pause was clicked
        return row

    def show_preparing(self, stage: str, fraction: float | None) -> None:
        """Say what is done before the first batch."""
        for cell in self._cells:
            say(cell.setText, "")
        self._tell(stage)
        self._set_bar(fraction)
        self._allow_pause(False, "The training has not begun yet.")
        set_enabled(self.stop, True)

    def show_training(self, texts: tuple[str, str, str, str], fraction: float) -> None:
        """Show where the training stands.

        Args:
            texts: Epoch, batch (or what else is being done), speed and time left.
            fraction: Share of the whole run that is done.
        """
        for cell, text in zip(self._cells, texts, strict=True):
            say(cell.setText, text)
        self._set_bar(fraction)
        if self.stop.isEnabled() and not self._paused:
            self._tell("")
            self._allow_pause(True)

    def set_paused(self, paused: bool) -> None:
        """Show Resume instead of Pause."""
        self._paused = paused
        say(self.pause.setText, "Resume" if paused else "Pause")
        self.set_tokens(self._tokens)
        if paused:
            self._tell(message("Paused. Nothing is lost; Resume goes on with the next batch."))

    def show_stopping(self, text: str) -> None:
        """Say that the training is about to end."""
        self._tell(text)
        self._allow_pause(False, "The training is about to end.")
        set_enabled(self.stop, False, "The training is about to end.")

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw icons in another theme's colours."""
        self._tokens = tokens
        self.pause.setIcon(icon("start" if self._paused else "pause", tokens))
        self.stop.setIcon(icon("stop", tokens))

    def _set_bar(self, fraction: float | None) -> None:
        self.bar.setRange(0, 0 if fraction is None else STEPS)
        if fraction is not None:
            self.bar.setValue(round(STEPS * min(1.0, fraction)))

    def _allow_pause(self, on: bool, why_not: str = "") -> None:
        set_enabled(self.pause, on, why_not)
        self.pausable_changed.emit(on)

    def _tell(self, text: str) -> None:
        say(self.message.setText, text)
        self.message.setVisible(bool(text))

    def _on_pause(self) -> None:
        (self.resume_asked if self._paused else self.pause_asked).emit()
