"""Small pictures of each class, for the data card and the samples of a training: which ones, and made in a thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QImage

from core.base.control import Control
from core.base.events import Emit, Event
from core.base.types import Splits
from ui.widgets.class_list import MAX_STRIPS

STRIP_PICTURES = 8
THUMB_PX = 96


@dataclass(frozen=True, slots=True)
class ThumbReady(Event):
    """A small picture of a class is there."""

    row: int
    path: str
    image: QImage


def make_thumbs(chosen: Sequence[tuple[int, str]], emit: Emit, control: Control) -> None:
    """Decode pictures small and cut them square; runs in a thread.

    Args:
        chosen: (row, path) of each.
        emit: Gets a ThumbReady each; pictures that cannot be read are left out.
        control: Asked before each picture.
    """
    from app.picture_decoding import load_picture

    for row, path in chosen:
        control.check()
        image = load_picture(path, QSize(2 * THUMB_PX, 2 * THUMB_PX), shrink=True).image
        if not image.isNull():
            emit(ThumbReady(row, path, square(image)))


def square(image: QImage) -> QImage:
    """Return the middle of an image, cut square and no larger than a thumbnail."""
    side = min(image.width(), image.height())
    cut = image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    small = cut.scaled(THUMB_PX, THUMB_PX, Qt.KeepAspectRatio, Qt.SmoothTransformation)
    return small if side > THUMB_PX else cut


def strip_paths(splits: Splits) -> list[tuple[int, str]]:
    """Return a few training pictures of each class, spread over it; first one of each, then the second."""
    by_class: dict[int, list[str]] = {}
    for sample in splits.train:
        if sample.label is not None and sample.label < MAX_STRIPS:
            by_class.setdefault(sample.label, []).append(sample.path)
    result = []
    for place in range(STRIP_PICTURES):
        for label in sorted(by_class):
            paths = by_class[label]
            if place < min(STRIP_PICTURES, len(paths)):
                result.append((label, paths[place * len(paths) // STRIP_PICTURES if len(paths) >= STRIP_PICTURES
                                            else place]))  # fmt: skip
    return result
