"""One large picture: fitted, zoomed about the pointer, panned by dragging, at its actual size, or over the screen."""

import math
from dataclasses import dataclass

from PyQt5.QtCore import QPoint, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PyQt5.QtWidgets import QSizePolicy, QWidget

from core.base.messages import message
from ui.language import say, shown
from ui.picture_place import PicturePlace
from ui.picture_source import Picture, PictureSource
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.marks import draw_pill

ZOOM_STEP = 1.25
WHEEL_NOTCH = 120
# From this zoom on pixels are shown as squares, so that single pixels can be judged.
SQUARES_FROM = 4.0
FINEST_REQUEST_PX = 256


@dataclass(frozen=True)
class Overlay:
    """Something drawn over a part of a picture.

    Attributes:
        image: With transparency; stretched over the part.
        part: (left, top, width, height) as fractions of the picture's sides.
    """

    image: QImage
    part: tuple[float, float, float, float]


class PictureView(QWidget):
    """Shows the picture of a path, taking its pixels from a PictureSource as fine as the zoom needs them.

    Signals:
        shown(str): The picture of this path is on screen, or the reason why it cannot be.
        zoom_changed(float): Screen pixels a picture pixel; 1.0 is the actual size.
        next_asked(int): The wheel with Shift asks for the next (1) or previous (-1) picture.
    """

    shown = pyqtSignal(str)
    zoom_changed = pyqtSignal(float)
    next_asked = pyqtSignal(int)

    def __init__(self, source: PictureSource, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._tokens = tokens
        self._path = ""
        self._upcoming: list[str] = []
        self._picture: Picture | None = None
        self._stale: Picture | None = None
        self._place = PicturePlace()
        self._drag_from: QPoint | None = None
        self._turned = 0
        self._caption: tuple[str, str] = ("", "text")
        self._scaled: tuple[object, QSize, QImage] | None = None
        self._overlay: Overlay | None = None
        self._overlay_strength = 1.0
        self.hint = ""
        self.ground = ""
        """Colour behind the picture; empty for the theme's surface."""
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
        self.setMinimumSize(160, 120)
        self.setFocusPolicy(Qt.StrongFocus)
        say(self.setAccessibleName, "Picture")
        source.picture_ready.connect(self._on_picture_ready)

    @property
    def path(self) -> str:
        """Path of the picture in sight; empty for none."""
        return self._path

    @property
    def is_shown(self) -> bool:
        """Whether the picture of the path is on screen, or is known to be unreadable."""
        return self._picture is not None

    @property
    def is_fitted(self) -> bool:
        """Whether the zoom follows the size of the view."""
        return self._place.is_fitted

    @property
    def zoom(self) -> float:
        """Screen pixels a picture pixel."""
        return self._placed().zoom

    @property
    def caption(self) -> tuple[str, str]:
        """Text written onto the picture, and its colour's token."""
        return self._caption

    def show_path(self, path: str, upcoming: list[str] | None = None) -> None:
        """Show a picture, fitted; have the upcoming ones decoded ahead.

        Args:
            path: The picture; empty for none.
            upcoming: Those that probably come next, most probable first.
        """
        self._upcoming = upcoming or []
        if path != self._path:
            # The picture before stays in sight until this one is there, so that nothing flickers.
            self._stale = self._picture or self._stale
            self._path, self._picture = path, None
            self._place.fit()
            self._overlay = None
        self._request()
        self._take()

    def set_caption(self, text: str, color: str = "text") -> None:
        """Write class and score onto the picture's lower left corner; `color` is the name of a token."""
        if self._caption != (text, color):
            self._caption = (text, color)
            say(self.setAccessibleDescription, text)
            self.update()

    @property
    def overlay(self) -> Overlay | None:
        """What is drawn over the picture."""
        return self._overlay

    def set_overlay(self, overlay: Overlay | None, strength: float = 1.0) -> None:
        """Draw something over the picture in sight, as strongly as said (0..1); None for nothing."""
        if overlay is not self._overlay or strength != self._overlay_strength:
            self._overlay, self._overlay_strength = overlay, strength
            self.update()

    def overlay_rect(self) -> QRectF:
        """Return where the overlay's part of the picture stands in the view."""
        left, top, width, height = self._overlay.part if self._overlay is not None else (0.0, 0.0, 1.0, 1.0)
        target = self._target()
        return QRectF(target.left() + left * target.width(), target.top() + top * target.height(),
                      width * target.width(), height * target.height())  # fmt: skip

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme's colours."""
        self._tokens = tokens
        self.update()

    def zoom_in(self) -> None:
        """Show the picture larger, about the middle."""
        self._zoom_to(self.zoom * ZOOM_STEP, self._place.middle)

    def zoom_out(self) -> None:
        """Show the picture smaller, about the middle; not below the fitted size."""
        self._zoom_to(self.zoom / ZOOM_STEP, self._place.middle)

    def zoom_fit(self) -> None:
        """Show the whole picture."""
        self._place.fit()
        self._after_zoom()

    def zoom_actual(self) -> None:
        """Show one picture pixel as one screen pixel, or the whole picture if that is the case already."""
        place = self._placed()
        if place.is_actual:
            self.zoom_fit()
        else:
            self._zoom_to(1.0 / place.ratio, place.middle)

    def _placed(self) -> PicturePlace:
        """Return the picture's place in the view as it is now."""
        self._place.view, self._place.picture = self.size(), self._full_size()
        self._place.ratio = self.devicePixelRatioF()
        return self._place

    def _full_size(self) -> QSize:
        picture = self._picture or self._stale
        return picture.full_size if picture is not None and picture.error is None else QSize()

    def _zoom_to(self, zoom: float, about: QPointF) -> None:
        if self._full_size().isEmpty():
            return
        self._placed().zoom_to(zoom, about)
        self._after_zoom()

    def _after_zoom(self) -> None:
        self._placed().clamp()
        self._request()
        self._take()
        self.update()
        self.zoom_changed.emit(self.zoom)

    def _needed_size(self) -> QSize:
        """Return the size, in device pixels, that the pixels must be good for."""
        ratio = self.devicePixelRatioF()
        if self.is_fitted or self._picture is None:
            # Rounded up, so that dragging the window's edge does not decode anew at each pixel.
            return QSize(*(math.ceil(side * ratio / FINEST_REQUEST_PX) * FINEST_REQUEST_PX
                           for side in (self.width(), self.height())))  # fmt: skip
        return QSize(*(math.ceil(side * self.zoom * ratio)
                       for side in (self._full_size().width(), self._full_size().height())))

    def _request(self) -> None:
        if not self._path:
            return
        self._source.want_pictures([self._path, *self._upcoming], self._needed_size())

    def _take(self) -> None:
        """Take the finest pixels that there are; tell when the first of a picture are there."""
        if not self._path:
            self._picture = self._stale = None
            self.update()
            return
        picture = (self._source.picture(self._path, self._needed_size())
                   or (self._source.picture(self._path, QSize(1, 1)) if self._picture is None else None))  # fmt: skip
        if picture is None or picture is self._picture:
            return
        is_first = self._picture is None
        self._picture, self._stale = picture, None
        self.update()
        if is_first:
            self.shown.emit(self._path)

    def _on_picture_ready(self, path: str) -> None:
        if path == self._path:
            self._take()

    def _target(self) -> QRectF:
        return self._placed().target()

    def _draw_picture(self, painter: QPainter, image: QImage) -> None:
        target, ratio = self._target(), self.devicePixelRatioF()
        pixels = QSize(max(1, round(target.width() * ratio)), max(1, round(target.height() * ratio)))
        if pixels.width() <= image.width() and self.is_fitted:
            # Brought down once and kept: painting again is then a plain copy.
            if self._scaled is None or self._scaled[0] is not image or self._scaled[1] != pixels:
                smooth = image.scaled(pixels, Qt.IgnoreAspectRatio, Qt.SmoothTransformation)
                self._scaled = (image, pixels, smooth)
            image = self._scaled[2]
        painter.setRenderHint(QPainter.SmoothPixmapTransform, self.zoom * ratio < SQUARES_FROM)
        painter.drawImage(target, image)

    def _draw_overlay(self, painter: QPainter, overlay: Overlay) -> None:
        """Draw it, and a thin frame around its part where that is not the whole picture."""
        where = self.overlay_rect()
        painter.setRenderHint(QPainter.SmoothPixmapTransform)
        painter.setOpacity(self._overlay_strength)
        painter.drawImage(where, overlay.image)
        painter.setOpacity(1.0)
        if overlay.part != (0.0, 0.0, 1.0, 1.0):
            painter.setBrush(Qt.NoBrush)
            painter.setPen(QPen(self._tokens.color("surface"), 1))
            painter.drawRect(where)
            painter.setPen(QPen(self._tokens.color("text"), 1, Qt.DashLine))
            painter.drawRect(where)

    def _draw_text(self, painter: QPainter, text: str, color: str) -> None:
        painter.setPen(self._tokens.color(color))
        area = self.rect().adjusted(4 * GRID, 2 * GRID, -4 * GRID, -2 * GRID)
        painter.drawText(area, int(Qt.AlignCenter | Qt.TextWordWrap), text)

    def _draw_stale_veil(self, painter: QPainter) -> None:
        veil = QColor(self.ground or self._tokens.surface)
        veil.setAlpha(150)
        painter.fillRect(self.rect(), veil)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, or what is known in its place."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.ground or self._tokens.surface))
        picture = self._picture or self._stale
        if picture is None or not self._path:
            self._draw_text(painter, shown("Loading...") if self._path else shown(self.hint), "quiet")
        elif picture.error is not None:
            reason = message("This picture cannot be shown:\n{reason}", reason=picture.error)
            self._draw_text(painter, shown(reason if self._picture else "Loading..."),
                            "bad" if self._picture else "quiet")  # fmt: skip
        else:
            self._draw_picture(painter, picture.image)
            if self._picture is None:
                self._draw_stale_veil(painter)
            elif self._overlay is not None:
                self._draw_overlay(painter, self._overlay)
        if self._path and self._caption[0]:
            text, color = self._caption
            draw_pill(painter, self.rect(), shown(text), color, self._tokens)
        if self.hasFocus() and not self.ground:
            painter.setRenderHint(QPainter.Antialiasing)
            painter.setBrush(Qt.NoBrush)
            painter.setPen(QPen(self._tokens.color("accent"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay fitted, and ask for finer pixels where the view has grown."""
        self._placed().clamp()
        self._request()
        super().resizeEvent(event)

    def showEvent(self, event: object) -> None:
        """Take what came while the view was hidden."""
        super().showEvent(event)
        self._request()
        self._take()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; with Shift, ask for another picture."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.ShiftModifier:
            self._turn_page(delta)
        elif delta:
            self._zoom_to(self.zoom * ZOOM_STEP ** (delta / WHEEL_NOTCH), QPointF(event.pos()))
        event.accept()

    def _turn_page(self, delta: int) -> None:
        """Ask for another picture at each notch; a touchpad's wheel comes to one by many small turns."""
        self._turned = delta if self._turned * delta < 0 else self._turned + delta
        if abs(self._turned) >= WHEEL_NOTCH:
            self.next_asked.emit(-1 if self._turned > 0 else 1)
            self._turned = 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to pan."""
        if event.button() in (Qt.LeftButton, Qt.MiddleButton) and not self._full_size().isEmpty():
            self._drag_from = event.pos()
            if not self.is_fitted:
                self.setCursor(Qt.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan."""
        if self._drag_from is not None and not self.is_fitted:
            self._placed().move(QPointF(event.pos() - self._drag_from))
            self._drag_from = event.pos()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End panning."""
        self._drag_from = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change between the whole picture and its actual size, about the pointer."""
        if self.is_fitted:
            self._zoom_to(1.0 / self.devicePixelRatioF(), QPointF(event.pos()))
        else:
            self.zoom_fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus is elsewhere."""
        super().focusOutEvent(event)
        self.update()
