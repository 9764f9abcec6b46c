"""How long a training will take: a step is timed on the current data, and the Train page says it."""

from PyQt5.QtCore import QObject, pyqtSignal

from app import form_fields
from app.context import Context
from app.jobs import Job
from app.presets import CHANGES, Estimate, estimate
from core.base.errors import ConfigError
from core.base.messages import message
from core.config import TrainConfig
from ui.pages.train_page import TrainPage
from ui.widgets.settings_form import SettingsForm
from ui.wording import rough_duration


class TrainingTime(QObject):
    """Says the time of each preset, and of the settings in sight.

    Attributes:
        from_scratch: Why pretrained weights are not used on the current data by themselves; "" where they are, or while
            it is not known.

    Signals:
        estimated(): The times are known now, or that they cannot be.
    """

    estimated = pyqtSignal()

    def __init__(self, context: Context, page: TrainPage, form: SettingsForm) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._form = form
        self._job: Job | None = None
        self._found: Estimate | None = None
        self.from_scratch = ""

    def start(self, config: TrainConfig) -> None:
        """Time a step on the current data, unless a training runs."""
        self.stop()
        opened = self._context.data.opened
        if opened is None or self._context.jobs.of_kind("train") is not None:
            return
        self._job = self._context.jobs.start(
            "Timing a step",
            lambda emit, control: estimate(config, opened, emit, control),
            kind="estimate",
            on_finished=self._on_estimated,
        )

    def stop(self) -> None:
        """Forget the times shown, and do not wait for new ones."""
        if self._job is not None:
            self._job.stop()
        self._job = self._found = None
        self._show()

    def show_settings(self) -> None:
        """Say how long a training with the settings in sight takes, whether they are a preset's or not."""
        try:
            epochs = form_fields.to_value("epochs", self._form.texts()["epochs"])
        except ConfigError:
            epochs = 0
        if self._found is None or not epochs:
            self._page.set_time("")
            return
        time = rough_duration(self._found.seconds(epochs))
        self._page.set_time(message("With these settings: {time}", time=time))

    def _on_estimated(self, found: Estimate | None) -> None:
        if self._job is None or self.sender() is not self._job:
            return
        self._job, self._found = None, found
        self.from_scratch = found.from_scratch if found else ""
        self._show()
        self.estimated.emit()

    def _show(self) -> None:
        for preset, changes in CHANGES.items():
            text = rough_duration(self._found.seconds(changes["epochs"])) if self._found else ""
            self._form.set_estimate(preset, text)
        self.show_settings()
