"""What can be done where pretrained weights could not be fetched: try again, import a file, train from scratch."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, pyqtSignal

from app.context import Context
from app.form_fields import in_words
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit
from core.base.messages import message
from models.elsewhere.names import TIMM, is_elsewhere, parted
from ui import choose
from ui.pages.train_page import TrainPage

if TYPE_CHECKING:
    from models.pretrained import PretrainedWeights


class WeightsHelp(QObject):
    """The message of a failed download, with its ways out.

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
        self._model = ""

    def show(self, error: ClasswiseError, model: str) -> None:
        """Say what happened and offer what can be done.

        Args:
            error: Why the weights are not there.
            model: The network that they are for.
        """
        self._model = model
        actions = (("Try again", self.retry_asked.emit), *self._file_actions(),
                   ("Train from scratch", self.scratch_asked.emit))  # fmt: skip
        self._banner.show_message(in_words(str(error)), "error", help_topic=error.help_topic, actions=actions)

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
            self.show(error, self._model)
        else:
            self._context.show_error(error)


def import_weights(path: str, emit: Emit, control: Control) -> "PretrainedWeights":
    """Verify a file of weights and put it into the weights folder; runs in a thread."""
    from models.pretrained import import_file

    return import_file(path)


def is_failed_download(error: BaseException) -> bool:
    """Whether pretrained weights could not be fetched."""
    from models.download import DownloadError

    return isinstance(error, DownloadError)
