"""Makes heatmaps in a thread of its own and keeps them: of the picture in sight first, then of those around it."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PyQt5.QtCore import QObject, pyqtSignal
from PyQt5.QtGui import QImage

from app.jobs import stand_back
from app.lru import ByteLRU
from core.base.errors import ClasswiseError
from ui.widgets.picture_view import Overlay

log = logging.getLogger(__name__)

CACHE_BYTES = 48 * 2**20
STACK_BYTES = 16 * 2**20
"""Threads of macOS get 512 KB unless told, too little for deep networks."""
NICE = 4
# From cold to hot, as (place, red, green, blue): matplotlib's "inferno", safe for colour-blind eyes and in gray.
RAMP = ((0.0, 0, 0, 4), (0.25, 87, 16, 110), (0.5, 188, 55, 84), (0.75, 249, 142, 9), (1.0, 252, 255, 164))
FULL_FROM = 0.35
"""From this heat on the overlay covers the picture as strongly as the slider says; below, less and less."""


@dataclass(frozen=True)
class HeatmapKey:
    """Which heatmap.

    Attributes:
        path: The picture.
        class_index: The class that it speaks for.
        method: A core.evaluation.heatmap.Method's value.
    """

    path: str
    class_index: int
    method: str


class HeatmapService(QObject):
    """Heatmaps of one model at a time; all methods return at once.

    Signals:
        ready(object): The heatmap of this HeatmapKey can now be had.
        failed(object, object): It cannot; carries the key and the exception.
        unusable(object): The model gives no heatmaps; carries the exception that says why.
    """

    ready = pyqtSignal(object)
    failed = pyqtSignal(object, object)
    unusable = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None, *, device_of: Callable[[], str] = lambda: "auto") -> None:
        """Begin without a model.

        Args:
            parent: Qt parent.
            device_of: Returns the device of the preferences when a model is taken into use.
        """
        super().__init__(parent)
        self._device_of = device_of
        self._cache: ByteLRU[HeatmapKey, Overlay] = ByteLRU(CACHE_BYTES)
        self._wanted: list[HeatmapKey] = []
        self._model: Any = None
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False

    def set_model(self, classifier: Any) -> None:
        """Make heatmaps with another model from now on; None for none."""
        with self._wake:
            if classifier is self._model:
                return
            self._model = classifier
            self._wanted = []
            self._cache = ByteLRU(CACHE_BYTES)
            self._wake.notify_all()

    def heatmap(self, key: HeatmapKey) -> Overlay | None:
        """Return a heatmap from the cache, or None."""
        with self._wake:
            return self._cache.get(key)

    def want(self, keys: Sequence[HeatmapKey]) -> None:
        """Say which heatmaps are wanted, most wanted first; those asked for before and not named are dropped."""
        with self._wake:
            self._wanted = [key for key in keys if key not in self._cache]
            if self._wanted and self._model is not None and not self._closing:
                self._start()

    def close(self) -> None:
        """End the thread; the heatmap in work is finished first."""
        with self._wake:
            self._closing = True
            self._wanted = []
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        if self._thread is None:
            before = threading.stack_size(STACK_BYTES)
            try:
                self._thread = threading.Thread(target=self._work, name="heatmaps", daemon=True)
                self._thread.start()
            finally:
                threading.stack_size(before)
        self._wake.notify_all()

    def _work(self) -> None:
        stand_back(NICE)
        model: Any = None
        mapper: Any = None
        while True:
            with self._wake:
                while not self._closing and not (self._wanted and self._model is not None):
                    self._wake.wait()
                if self._closing:
                    return
                key, wanted_model = self._wanted[0], self._model
            if wanted_model is not model:
                model, mapper = wanted_model, None
                mapper = self._make_mapper(model)
            if mapper is None:
                with self._wake:
                    if self._model is model:
                        self._wanted = []
                continue
            self._make(mapper, key, model)

    def _make_mapper(self, model: Any) -> Any:
        try:
            from core.evaluation.heatmap import Heatmapper

            return Heatmapper(model, device=self._device_of())
        except Exception as error:
            if not isinstance(error, ClasswiseError):
                log.exception("No heatmaps")
            self.unusable.emit(error)
            return None

    def _make(self, mapper: Any, key: HeatmapKey, model: Any) -> None:
        error: BaseException | None = None
        try:
            from core.evaluation.heatmap import Method

            overlay = overlay_of(mapper.of_file(key.path, key.class_index, Method(key.method)))
        except Exception as problem:
            # A fault of ours in one picture must not end the thread that serves all the others.
            if not isinstance(problem, ClasswiseError):
                log.exception("No heatmap of %s", key.path)
            error = problem
        with self._wake:
            if self._model is not model or self._closing:
                return
            if key in self._wanted:
                self._wanted.remove(key)
            if error is None:
                self._cache.put(key, overlay, overlay.image.sizeInBytes())
        if error is None:
            self.ready.emit(key)
        else:
            self.failed.emit(key, error)


def overlay_of(heatmap: Any) -> Overlay:
    """Colour a core.evaluation.heatmap.Heatmap: hot places bright and covering, cold ones clear."""
    values = heatmap.values
    places = [stop[0] for stop in RAMP]
    red, green, blue = (np.interp(values, places, [stop[channel] for stop in RAMP]) for channel in (1, 2, 3))
    alpha = np.clip(values / FULL_FROM, 0, 1)
    bgra = np.stack([blue, green, red, 255 * alpha], axis=-1).round().astype(np.uint8)
    height, width = values.shape
    image = QImage(np.ascontiguousarray(bgra).data, width, height, 4 * width, QImage.Format_ARGB32).copy()
    return Overlay(image, heatmap.part)
