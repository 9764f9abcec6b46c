"""Decodes pictures for the window in a few threads of its own, and keeps what it decoded in caches bounded in bytes.

The window says what is in sight; what scrolled away before its turn came is never decoded. Large JPEG files are decoded
at reduced size (core.data.images), so that 12 megapixels are on screen in a fraction of the time that all of them take.
"""

import os
import threading
from collections.abc import Collection

from PyQt5.QtCore import QObject, QSize, Qt

from app.jobs import stand_back
from app.lru import ByteLRU
from ui.picture_source import THUMBNAIL, Picture, PictureSource

PICTURE_CACHE_BYTES = 192 * 2**20
THUMBNAIL_CACHE_BYTES = 96 * 2**20
# An unreadable picture is remembered too; this stands for its bytes.
SMALL = 1024
# So many large pictures come before the thumbnails in view: the one in sight and the next.
NUM_URGENT = 2
# Sides of reduced JPEG files are rounded their own way.
ROUNDING_PX = 2
NICE = 2


class PictureService(PictureSource):
    """The one source of pictures of the window.

    Args:
        device_pixel_ratio: Of the screen; thumbnails are made as fine as it shows them.
        num_threads: Decoding threads; 0 for as many as suit the machine.
        parent: Qt parent.
    """

    def __init__(self, device_pixel_ratio: float = 1.0, num_threads: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnail_box = THUMBNAIL * max(1.0, device_pixel_ratio)
        self._num_threads = num_threads or max(2, min(4, (os.cpu_count() or 2) - 1))
        self._pictures: ByteLRU[str, Picture] = ByteLRU(PICTURE_CACHE_BYTES)
        self._thumbnails: ByteLRU[str, Picture] = ByteLRU(THUMBNAIL_CACHE_BYTES)
        self._wanted_pictures: list[tuple[int, str]] = []
        self._wanted_thumbnails: list[str] = []
        self._min_size = QSize(0, 0)
        self._in_work: set[tuple[str, bool]] = set()
        self._outdated: set[tuple[str, bool]] = set()  # of those, what may be of a file as it was before
        self._wake = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._closing = False

    def thumbnail(self, path: str) -> Picture | None:
        """Return a thumbnail from the cache, or None."""
        with self._wake:
            return self._thumbnails.get(path)

    def want_thumbnails(self, paths: list[str]) -> None:
        """Say which thumbnails are in view, most wanted first; earlier wishes not named are dropped."""
        with self._wake:
            self._wanted_thumbnails = [path for path in paths if path not in self._thumbnails][::-1]
            self._start()

    def picture(self, path: str, min_size: QSize) -> Picture | None:
        """Return a picture from the cache that is fine enough for `min_size`, or None."""
        with self._wake:
            picture = self._pictures.get(path)
        return picture if picture is not None and is_fine(picture, min_size) else None

    def want_pictures(self, paths: list[str], min_size: QSize) -> None:
        """Say which pictures are in sight and come next, most wanted first; (0, 0) means whole."""
        with self._wake:
            self._min_size = min_size
            self._wanted_pictures = [(rank, path) for rank, path in enumerate(paths)
                                     if not self._has_fine(path, min_size)]
            self._start()

    def forget(self, paths: Collection[str] | None = None) -> None:
        """Drop what is cached: files are listed anew, and some may have been changed, or mended, since.

        Args:
            paths: Those that are known to have been; None: any.
        """
        with self._wake:
            self._outdated |= {job for job in self._in_work if paths is None or job[0] in paths}
            for cache in (self._pictures, self._thumbnails):
                if paths is None:
                    cache.clear()
                else:
                    for path in paths:
                        cache.drop(path)

    def close(self) -> None:
        """End the threads; the picture in work is finished first."""
        with self._wake:
            self._closing = True
            self._wanted_pictures, self._wanted_thumbnails = [], []
            self._wake.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads = []

    def _has_fine(self, path: str, min_size: QSize) -> bool:
        picture = self._pictures.get(path)
        return picture is not None and is_fine(picture, min_size)

    def _start(self) -> None:
        """Wake the threads; make them at first use. Called with the lock held."""
        if self._closing:
            return
        if not self._threads:
            self._threads = [threading.Thread(target=self._work, name=f"pictures-{number}", daemon=True)
                             for number in range(self._num_threads)]
            for thread in self._threads:
                thread.start()
        self._wake.notify_all()

    def _work(self) -> None:
        # Imported here, as OpenCV takes a while to load and the window shall be on screen first.
        from app.picture_decoding import load_picture

        stand_back(NICE)  # the window comes first, then this, then long jobs
        while True:
            with self._wake:
                while (job := self._next_job()) is None:
                    if self._closing:
                        return
                    self._wake.wait()
                self._in_work.add(job)
                min_size = self._min_size
            path, is_thumbnail = job
            box = self._thumbnail_box if is_thumbnail else min_size
            picture = load_picture(path, box, shrink=is_thumbnail)
            with self._wake:
                self._in_work.discard(job)
                if job in self._outdated:
                    self._take_back(job)
                    continue
                cache = self._thumbnails if is_thumbnail else self._pictures
                cache.put(path, picture, max(SMALL, picture.image.sizeInBytes()))
                if not is_thumbnail:  # it may have been wanted again while it was decoded
                    self._wanted_pictures = [wish for wish in self._wanted_pictures
                                             if wish[1] != path or not self._has_fine(path, self._min_size)]
                closing = self._closing
            if not closing:
                (self.thumbnail_ready if is_thumbnail else self.picture_ready).emit(path)

    def _take_back(self, job: tuple[str, bool]) -> None:
        """Decode a file anew that was changed while it was decoded. Called with the lock held."""
        path, is_thumbnail = job
        self._outdated.discard(job)
        if is_thumbnail:
            self._wanted_thumbnails.append(path)
        else:
            self._wanted_pictures.insert(0, (0, path))

    def _next_job(self) -> tuple[str, bool] | None:
        """Take the most wanted job that nobody works on. Called with the lock held."""
        for index, (rank, path) in enumerate(self._wanted_pictures):
            if rank >= NUM_URGENT and self._wanted_thumbnails:
                break
            if (path, False) not in self._in_work:
                del self._wanted_pictures[index]
                return path, False
        while self._wanted_thumbnails:
            path = self._wanted_thumbnails.pop()
            if path not in self._thumbnails and (path, True) not in self._in_work:
                return path, True
        return None


def is_fine(picture: Picture, min_size: QSize) -> bool:
    """Say whether a picture has all the pixels that fitting it into `min_size` (0, 0: whole) can show."""
    if picture.error is not None or picture.is_whole:
        return True
    if min_size.isEmpty():
        return False
    fitted = picture.full_size.scaled(min_size, Qt.KeepAspectRatio)
    return (picture.image.width() >= fitted.width() - ROUNDING_PX
            and picture.image.height() >= fitted.height() - ROUNDING_PX)
