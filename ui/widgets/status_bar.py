"""The status bar: the device, and what runs with its progress and time left."""

from collections.abc import Callable

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QProgressBar, QStatusBar

from ui.language import say
from ui.widgets.buttons import button
from ui.widgets.elided_label import ElidedLabel

STEPS = 1000


class StatusBar(QStatusBar):
    """What is true at any time: on which device, doing what, how far."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.device = QLabel("")
        self.device.setContentsMargins(8, 0, 8, 0)
        self.device.setProperty("role", "quiet")
        say(self.device.setAccessibleDescription, "Device")
        self.job = ElidedLabel("", Qt.ElideRight)
        self.job.setAlignment(Qt.AlignRight | Qt.AlignVCenter)
        self.job.setContentsMargins(8, 0, 8, 0)
        say(self.job.setAccessibleDescription, "Running job")
        self.progress = QProgressBar()
        self.progress.setFixedWidth(160)
        self.progress.setTextVisible(False)
        say(self.progress.setAccessibleName, "Progress of the running job")
        self.cancel = button("Cancel", self._on_cancel, kind="link", tip="Stop what is running")
        self._stop: Callable[[], object] | None = None
        self.time_left = QLabel("")
        self.time_left.setFixedWidth(self.fontMetrics().horizontalAdvance("00 h 00 left") + 16)
        self.time_left.setAlignment(Qt.AlignRight | Qt.AlignVCenter)
        self.time_left.setContentsMargins(0, 0, 8, 0)
        self.addWidget(self.device)
        self.addPermanentWidget(self.job, 1)
        self.addPermanentWidget(self.progress)
        self.addPermanentWidget(self.cancel)
        self.addPermanentWidget(self.time_left)
        self.clear_job()

    def set_device(self, text: str) -> None:
        """Say which device computes."""
        say(self.device.setText, text)

    def set_job(self, title: str, fraction: float | None, time_left: str = "") -> None:
        """Show a running job.

        Args:
            title: What is being done.
            fraction: How much of it is done, 0..1; None while unknown.
            time_left: Such as "1:42 left"; empty while unknown.
        """
        say(self.job.setText, title)
        self.progress.setRange(0, 0 if fraction is None else STEPS)
        if fraction is not None:
            self.progress.setValue(round(min(1.0, max(0.0, fraction)) * STEPS))
        self.progress.show()
        say(self.time_left.setText, time_left)
        self.time_left.show()

    def set_cancel(self, stop: Callable[[], object] | None) -> None:
        """Offer to cancel what runs; None: its own page does."""
        self._stop = stop
        self.cancel.setVisible(stop is not None)

    def clear_job(self) -> None:
        """Show that nothing runs."""
        say(self.job.setText, "Ready")
        self.progress.hide()
        self.time_left.hide()
        self.set_cancel(None)

    def _on_cancel(self) -> None:
        if self._stop is not None:
            self._stop()
