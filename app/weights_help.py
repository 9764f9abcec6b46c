"""What can be done where pretrained weights are not there: fetch them, import a file, train from scratch."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSignal

from app.context import Context
from app.form_fields import in_words
from app.weights_preferences import download_progress, download_work
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit, Event
from core.base.messages import message
from models.elsewhere.names import TIMM, is_elsewhere, parted
from models.pretrained import DamagedWeightsError
from ui import choose
from ui.language import shown
from ui.pages.train_page import TrainPage

if TYPE_CHECKING:
    from models.pretrained import PretrainedWeights


class WeightsHelp(QObject):
    """The message of a failed download or of a damaged file, with its ways out.

    Signals:
        retry_asked(): Start the same training again.
        scratch_asked(): Start it without pretrained weights.
        imported(): A file of weights was put into the weights folder.
        file_asked(): A file to start from is to be chosen, for a network that the weights folder is not for.
    """

    retry_asked = pyqtSignal()
    scratch_asked = pyqtSignal()
    imported = pyqtSignal()
    file_asked = pyqtSignal()

    def __init__(self, context: Context, page: TrainPage) -> None:
        super().__init__(page)
        self._context = context
        self._banner = page.banner
        self._model, self._mirror = "", ""

    def show(self, error: ClasswiseError, model: str, mirror: str) -> None:
        """Say what happened and offer what can be done.

        Args:
            error: Why the weights are not there.
            model: The network that they are for.
            mirror: The server that they are to be fetched from; empty for that of the preferences.
        """
        self._model, self._mirror = model, mirror
        actions = (self._fetching_action(error), *self._file_actions(),
                   ("Train from scratch", self.scratch_asked.emit))  # fmt: skip
        self._banner.show_message(in_words(str(error)), "error", help_topic=error.help_topic, actions=actions)

    def _fetching_action(self, error: ClasswiseError) -> tuple[str, Callable[[], object]]:
        """Return what fetches the weights: a new start does, where there is no damaged file in the way."""
        if isinstance(error, DamagedWeightsError):
            return "Download again", lambda: self._download(error.model)
        return "Try again", self.retry_asked.emit

    def _download(self, name: str) -> None:
        self._banner.hide()
        self._context.jobs.start(
            message("Downloading weights"), download_work([name], self._mirror or None), kind="weights",
            on_events=self._on_events, on_finished=lambda _taken: self.retry_asked.emit(), on_failed=self._on_failed,
        )  # fmt: skip

    def _on_events(self, events: tuple[Event, ...]) -> None:
        progress = download_progress(events)
        if progress is not None:
            text, fraction = progress
            self._context.window.status.set_job(shown(text), fraction)

    def _file_actions(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return what can be done with a file: torchvision's is imported, timm's started from, hf needs a folder."""
        if not is_elsewhere(self._model):
            return (("Import file...", self._choose_file),)
        return (("Choose a file...", self.file_asked.emit),) if parted(self._model)[0] == TIMM else ()

    def _choose_file(self) -> None:
        settings = self._context.settings
        path = choose.choose_file(self._banner, "Choose the file that was fetched elsewhere",
                                  settings.model_folder or choose.downloads(), "Weights (*.pth)")  # fmt: skip
        if not path:
            return
        settings.model_folder = str(Path(path).parent)
        self._context.jobs.start(
            message("Importing {name}", name=Path(path).name),
            lambda emit, control: import_weights(path, emit, control),
            kind="weights", on_finished=self._on_imported, on_failed=self._on_failed,
        )  # fmt: skip

    def _on_imported(self, weights: "PretrainedWeights") -> None:
        self._banner.hide()
        self.imported.emit()
        text = message("{file} is installed, for {model}.", file=weights.file_name, model=weights.model)
        self._context.window.toast(text, "Start training",
                                   self.retry_asked.emit)  # fmt: skip

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ClasswiseError):
            self.show(error, self._model, self._mirror)
        else:
            self._context.show_error(error)


def import_weights(path: str, emit: Emit, control: Control) -> "PretrainedWeights":
    """Verify a file of weights and put it into the weights folder; runs in a thread."""
    from models.pretrained import import_file

    return import_file(path)


def are_weights_missing(error: BaseException) -> bool:
    """Whether pretrained weights could not be fetched, or are damaged."""
    from models.download import DownloadError

    return isinstance(error, (DownloadError, DamagedWeightsError))
