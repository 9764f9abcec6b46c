"""Where widgets get pixels from: an interface that the application fills in, so that widgets decode nothing."""

from dataclasses import dataclass

from PyQt5.QtCore import QObject, QSize, pyqtSignal
from PyQt5.QtGui import QImage

THUMBNAIL = QSize(100, 80)
"""Thumbnails are fitted into this many pixels, times the screen's device pixel ratio."""


@dataclass(frozen=True)
class Picture:
    """A decoded picture, perhaps at reduced size, upright.

    Attributes:
        image: The pixels; null where it could not be read.
        full_size: Size of the picture as it is in the file, upright.
        error: A sentence where it could not be read, else None.
    """

    image: QImage
    full_size: QSize
    error: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no finer pixels are to be had."""
        return self.image.width() >= self.full_size.width()


class PictureSource(QObject):
    """Hands out pictures and thumbnails from its caches and decodes the others in the background.

    All methods return at once. Paths are the keys; nothing depends on rows.

    Signals:
        thumbnail_ready(str): A thumbnail can now be had (or is known to be unreadable).
        picture_ready(str): A large picture can now be had, at the size asked for.
    """

    thumbnail_ready = pyqtSignal(str)
    picture_ready = pyqtSignal(str)

    def thumbnail(self, path: str) -> Picture | None:
        """Return a thumbnail from the cache, or None."""
        raise NotImplementedError

    def want_thumbnails(self, paths: list[str]) -> None:
        """Say which thumbnails are in view, most wanted first; those asked for before and not named are dropped."""
        raise NotImplementedError

    def picture(self, path: str, min_size: QSize) -> Picture | None:
        """Return a picture from the cache that is whole or no smaller than `min_size`, or None."""
        raise NotImplementedError

    def want_pictures(self, paths: list[str], min_size: QSize) -> None:
        """Say which pictures are in sight and which come next, most wanted first; others asked for are dropped.

        Args:
            paths: The pictures.
            min_size: Size in device pixels that they are shown at; (0, 0) means whole.
        """
        raise NotImplementedError


class LatePictureSource(PictureSource):
    """Stands in for a source that is attached later, once the window is on screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: PictureSource | None = None
        self._wishes: tuple[list[str], list[str], QSize] = ([], [], QSize())

    def attach(self, source: PictureSource) -> None:
        """Take pictures from this source from now on."""
        self._source = source
        source.thumbnail_ready.connect(self.thumbnail_ready)
        source.picture_ready.connect(self.picture_ready)
        thumbnails, pictures, size = self._wishes
        source.want_thumbnails(thumbnails)
        source.want_pictures(pictures, size)

    def thumbnail(self, path: str) -> Picture | None:
        """Return a thumbnail from the cache, or None."""
        return self._source.thumbnail(path) if self._source is not None else None

    def want_thumbnails(self, paths: list[str]) -> None:
        """Pass the wish on, or keep it until there is a source."""
        if self._source is not None:
            self._source.want_thumbnails(paths)
        else:
            self._wishes = (paths, *self._wishes[1:])

    def picture(self, path: str, min_size: QSize) -> Picture | None:
        """Return a picture from the cache, or None."""
        return self._source.picture(path, min_size) if self._source is not None else None

    def want_pictures(self, paths: list[str], min_size: QSize) -> None:
        """Pass the wish on, or keep it until there is a source."""
        if self._source is not None:
            self._source.want_pictures(paths, min_size)
        else:
            self._wishes = (self._wishes[0], paths, min_size)
