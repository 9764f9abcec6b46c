"""Choosing a network from the table of all: torchvision's at once, timm's when listed, a folder's by asking."""

import importlib.util
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal

from app.context import Context
from app.form_fields import in_words
from app.presets import network_rows
from core.base.control import Control
from core.base.errors import ClasswiseError
from core.base.events import Emit
from core.base.messages import message
from models.elsewhere.folder import read_folder
from models.elsewhere.names import HUGGING_FACE, INSTALL, PACKAGES, TIMM, check_elsewhere
from ui import choose
from ui.dialogs.networks import NetworksDialog
from ui.field_spec import NetworkRow


class NetworkChoice(QObject):
    """Opens the table of all networks and fills it.

    Signals:
        chosen(str): Name of the chosen network.
    """

    chosen = pyqtSignal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._dialog: NetworksDialog | None = None
        self._timm_rows: tuple[NetworkRow, ...] = ()

    def ask(self, current: str) -> None:
        """Open the table, with the current network chosen."""
        self._dialog = dialog = NetworksDialog((*network_rows(), *self._timm_rows), current, self._context.window)
        dialog.chosen.connect(self.chosen)
        dialog.folder_asked.connect(self._choose_folder)
        dialog.destroyed.connect(self._on_closed)
        dialog.open()
        if self._timm_rows:
            return
        if not all(importlib.util.find_spec(package) for package in PACKAGES[TIMM]):
            dialog.set_note(message("More than a thousand networks of timm can be had here too: {command}",
                                    command=INSTALL))  # fmt: skip
            return
        dialog.set_note(message("Listing the networks of timm..."))
        if self._context.jobs.of_kind("networks") is None:
            self._context.jobs.start(message("Listing the networks of timm"), timm_rows, kind="networks",
                                     on_finished=self._on_listed, on_failed=self._on_failed)  # fmt: skip

    def _on_listed(self, rows: tuple[NetworkRow, ...]) -> None:
        self._timm_rows = rows
        if self._dialog is not None:
            self._dialog.add_rows(rows)
            self._dialog.set_note("")

    def _on_failed(self, error: BaseException) -> None:
        if self._dialog is not None:
            self._dialog.set_note(in_words(str(error)))

    def _on_closed(self) -> None:
        self._dialog = None

    def _choose_folder(self) -> None:
        """Ask for a folder of the Hugging Face form; one that is refused is said at once."""
        if self._dialog is None:
            return
        settings = self._context.settings
        folder = choose.choose_folder(self._dialog, "Choose a Hugging Face network's folder", settings.model_folder)
        if not folder:
            return
        name = f"{HUGGING_FACE}:{folder}"
        try:
            check_elsewhere(name)
            read_folder(Path(folder))
        except ClasswiseError as error:
            self._dialog.set_note(in_words(str(error)))
            return
        settings.model_folder = str(Path(folder).parent)
        self._dialog.close()
        self.chosen.emit(name)


def timm_rows(emit: Emit, control: Control) -> tuple[NetworkRow, ...]:
    """Return the networks of timm for the table; runs in a thread, for timm takes seconds to import.

    Args:
        emit: Not used.
        control: Carries a stop.
    """
    from models.elsewhere import timm_networks

    rows = []
    for name in timm_networks.names():
        control.check()
        pictures = timm_networks.expected_pictures(name)
        height, width = pictures.input_shape
        weights = "to download" if timm_networks.has_weights(name) else "none"
        size = message("made for {height} x {width} px", height=height, width=width)
        rows.append(NetworkRow(f"{TIMM}:{name}", 0.0, 0.0, weights, 0.0, size))
    return tuple(rows)
