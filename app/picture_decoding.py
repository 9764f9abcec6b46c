"""From a file to an image that the window can draw, upright and no larger than needed."""

import logging

import numpy as np
from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QImage

from core.base.errors import ImageError
from core.data.images import UInt8Array, cv2, decode, header, read_file
from ui.picture_source import Picture

log = logging.getLogger(__name__)


def load_picture(path: str, box: QSize, *, shrink: bool = False) -> Picture:
    """Decode a picture, upright, just fine enough to be fitted into a box.

    Args:
        path: The file.
        box: Size in device pixels; empty for the whole picture.
        shrink: Bring it down to the box exactly, as thumbnails need.

    Returns:
        The picture, or the reason why there is none.
    """
    try:
        data = read_file(path)
        head = header(data)
        full_size = QSize(head.width, head.height)
        fitted = full_size.scaled(box, Qt.KeepAspectRatio)
        pixels = decode(data, 3, None if box.isEmpty() else (max(1, fitted.height()), max(1, fitted.width())))
    except ImageError as error:
        return Picture(QImage(), QSize(), str(error))
    except Exception:
        # A fault of ours in one picture must not end the thread that shows all the others.
        log.exception("Cannot show %s", path)
        return Picture(QImage(), QSize(), "This picture cannot be shown; the log says why.")
    if not box.isEmpty():
        pixels = _bounded(pixels, fitted, shrink=shrink)
    return Picture(to_qimage(pixels), full_size)


def to_qimage(pixels: UInt8Array) -> QImage:
    """Return an image of its own memory.

    Args:
        pixels: uint8 [H, W, 3], RGB.
    """
    bgra = np.ascontiguousarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA))
    height, width = bgra.shape[:2]
    return QImage(bgra.data, width, height, width * 4, QImage.Format_RGB32).copy()


def _bounded(pixels: UInt8Array, fitted: QSize, *, shrink: bool) -> UInt8Array:
    """Bring down what is much larger than it is shown: thumbnails always, large pictures from twice the size on."""
    height, width = pixels.shape[:2]
    limit = 1 if shrink else 2
    if width <= fitted.width() * limit and height <= fitted.height() * limit:
        return pixels
    size = (max(1, fitted.width()), max(1, fitted.height()))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
