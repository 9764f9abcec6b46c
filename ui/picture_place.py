"""Where a picture stands in a view: fitted into it, or zoomed about a point and moved."""

import math

from PyQt5.QtCore import QPointF, QRectF, QSize

MAX_ZOOM = 32.0
SMALL_SHOWN_PX = 256
"""A picture of a few pixels is enlarged to this."""
LEAST_ENLARGED = 8.0


class PicturePlace:
    """Zoom and place of one picture.

    Attributes:
        view: Size of the view.
        picture: Size of the whole picture; empty where there is none.
        ratio: Device pixels a pixel of the view.
    """

    def __init__(self) -> None:
        self.view = self.picture = QSize()
        self.ratio = 1.0
        self._zoom: float | None = None
        self._offset = QPointF()

    @property
    def is_fitted(self) -> bool:
        """Whether the zoom follows the size of the view."""
        return self._zoom is None

    @property
    def is_actual(self) -> bool:
        """Whether one picture pixel is one screen pixel, by choice."""
        return self._zoom is not None and math.isclose(self._zoom, 1.0 / self.ratio)

    @property
    def zoom(self) -> float:
        """Pixels of the view a picture pixel."""
        return self._zoom if self._zoom is not None else self._fit_zoom()

    @property
    def middle(self) -> QPointF:
        """The middle of the view."""
        return QPointF(self.view.width() / 2, self.view.height() / 2)

    def target(self) -> QRectF:
        """Return where the picture stands in the view."""
        width, height = self.picture.width() * self.zoom, self.picture.height() * self.zoom
        middle = self.middle + self._offset
        return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)

    def fit(self) -> None:
        """Show the whole picture."""
        self._zoom, self._offset = None, QPointF()

    def zoom_to(self, zoom: float, about: QPointF) -> None:
        """Zoom so that what is at a point of the view stays there; not below the fitted size, nor the actual one."""
        before, fit = self.zoom, self._fit_zoom()
        zoom = min(MAX_ZOOM, max(min(fit, 1.0 / self.ratio), zoom))
        from_middle = about - self.middle
        self._offset = from_middle - (from_middle - self._offset) * (zoom / before)
        self._zoom = None if math.isclose(zoom, fit, rel_tol=1e-3) else zoom
        self.clamp()

    def move(self, by: QPointF) -> None:
        """Move the picture."""
        self._offset += by
        self.clamp()

    def clamp(self) -> None:
        """Keep the picture's edge at or beyond the view's edge; what is smaller than the view stays in the middle."""
        reach_x = max(0.0, (self.picture.width() * self.zoom - self.view.width()) / 2)
        reach_y = max(0.0, (self.picture.height() * self.zoom - self.view.height()) / 2)
        self._offset = QPointF(min(reach_x, max(-reach_x, self._offset.x())),
                               min(reach_y, max(-reach_y, self._offset.y())))  # fmt: skip

    def _fit_zoom(self) -> float:
        if self.picture.isEmpty() or self.view.width() == 0 or self.view.height() == 0:
            return 1.0
        # A small picture is enlarged: seen, but not beyond recognition.
        most = max(LEAST_ENLARGED, SMALL_SHOWN_PX / max(self.picture.width(), self.picture.height()))
        return min(self.view.width() / self.picture.width(), self.view.height() / self.picture.height(), most)
