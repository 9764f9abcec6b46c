"""Lays heatmaps over the picture in sight of a page: its bar, its picture, the service behind them."""

import importlib.util
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtWidgets import QAction

from app.heatmap_service import HeatmapKey, HeatmapService
from app.window_words import in_window_words
from core.base.errors import ClasswiseError
from core.base.messages import message
from ui.widgets.heatmap_bar import HeatmapBar
from ui.widgets.picture_view import PictureView

PredictedOf = Callable[[str], int | None]
NO_MODEL = message("Choose a model first.")
ONNX = message("An ONNX file does not show a network's inner layers, which heatmaps are made of. Open the model file "
               "(.pth) that it was exported from.")  # fmt: skip
MISSING = message("Heatmaps need the package grad-cam. Install it: python -m pip install grad-cam")
FAULT = message("There is no heatmap because of a fault inside Classwise; the log says more.")


class HeatmapControl(QObject):
    """One page's heatmap.

    Args:
        bar: Switch, strength, class and method.
        pictures: Returns the views of the picture in sight.
        predicted_of: Returns the index of a picture's predicted class, None where there is none.
        action: The command that switches it.
        parent: Qt parent.
        device_of: Returns the device that computes it.

    Signals:
        problem(str): There can be no heatmap after all; a sentence.
    """

    problem = pyqtSignal(str)

    def __init__(self, bar: HeatmapBar, pictures: Callable[[], Iterable[PictureView]], predicted_of: PredictedOf,
                 action: QAction, parent: QObject, *, device_of: Callable[[], str]) -> None:  # fmt: skip
        super().__init__(parent)
        self.service = HeatmapService(self, device_of=device_of)
        self._bar, self._pictures, self._predicted_of, self._action = bar, pictures, predicted_of, action
        self._path = ""
        self._ahead: Sequence[str] = ()
        bar.toggled.connect(self._on_toggled)
        bar.changed.connect(self.refresh)
        action.toggled.connect(bar.button.setChecked)
        self.service.ready.connect(self._on_ready)
        self.service.failed.connect(self._on_failed)
        self.service.unusable.connect(self._on_unusable)
        self.set_model(None)

    def set_model(self, classifier: Any, why_not: str = NO_MODEL) -> None:
        """Use another model from now on.

        Args:
            classifier: What core.inference.Predictor takes; None for none.
            why_not: What to say while there is none.
        """
        if classifier is not None:
            why_not = "" if hasattr(classifier, "network") else ONNX
            why_not = why_not or ("" if importlib.util.find_spec("pytorch_grad_cam") else MISSING)
        self.service.set_model(None if why_not else classifier)
        self._set_usable(why_not)
        self._bar.set_classes(getattr(classifier, "classes", ()))
        self.refresh()

    def show(self, path: str, ahead: Sequence[str] = ()) -> None:
        """Say which picture is in sight, and which come next."""
        self._path, self._ahead = path, ahead
        self.refresh()

    def refresh(self) -> None:
        """Show the heatmap of the picture in sight, or have it made."""
        key = self._key(self._path)
        if not self._bar.button.isChecked() or key is None:
            self._lay(None)
            self._bar.set_state("")
            self.service.want([])
            return
        overlay = self.service.heatmap(key)
        self._lay(overlay)
        self._bar.set_state("" if overlay is not None else message("Making the heatmap..."))
        self.service.want([key, *(other for other in map(self._key, self._ahead) if other is not None)])

    def close(self) -> None:
        """End the thread."""
        self.service.close()

    def _key(self, path: str) -> HeatmapKey | None:
        chosen = self._bar.class_index
        index = chosen if chosen is not None else self._predicted_of(path) if path else None
        return HeatmapKey(path, index, self._bar.method) if path and index is not None else None

    def _lay(self, overlay: Any) -> None:
        for view in self._pictures():
            view.set_overlay(overlay if view.path == self._path else None, self._bar.strength)

    def _set_usable(self, why_not: str) -> None:
        self._bar.set_usable(why_not)
        self._action.setEnabled(not why_not)

    def _on_toggled(self, on: bool) -> None:
        self._action.setChecked(on)
        self.refresh()

    def _on_ready(self, key: HeatmapKey) -> None:
        if key == self._key(self._path):
            self.refresh()

    def _on_failed(self, key: HeatmapKey, error: BaseException) -> None:
        if key == self._key(self._path):
            self._bar.set_state(in_window_words(error) if isinstance(error, ClasswiseError) else FAULT)

    def _on_unusable(self, error: BaseException) -> None:
        text = in_window_words(error) if isinstance(error, ClasswiseError) else FAULT
        self._set_usable(text)
        self.problem.emit(text)
