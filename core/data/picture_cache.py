"""Decoded, resized pictures kept for the next epoch, in memory; for the next run, see `disk_cache`.

What is kept is what reading a picture gives (`Augmentation.read`), bit by bit: a training with a cache is the training
without one. A file whose size or time of change is another is read anew.
"""

import os
import threading
from collections.abc import Callable
from typing import Protocol

from core.data.images import UInt8Array

Status = tuple[int, int]  # bytes, time of the last change in ns


class PictureCache(Protocol):
    """Gives pictures from what was kept, or has them read and keeps them; used by several threads at once."""

    def load(self, form: str, path: str, read: Callable[[], UInt8Array]) -> UInt8Array:
        """Return a picture, uint8 [h, w, C], not to be changed.

        Args:
            form: Says what is made of a file, so that two ways of reading it are kept apart.
            path: The file.
            read: Reads it anew; what it raises goes through.
        """

    def begin_epoch(self) -> None:
        """Hear that the pictures are taken once more from here on."""


class NoCache:
    """Reads every picture anew."""

    def load(self, form: str, path: str, read: Callable[[], UInt8Array]) -> UInt8Array:
        """Read a picture; see `PictureCache.load`."""
        return read()

    def begin_epoch(self) -> None:
        """Do nothing."""


class MemoryCache:
    """Keeps pictures in memory until it is full; the rest is read each time.

    Nothing is dropped for another: each epoch takes every picture once, so that the least recently used one is always
    the one that is needed next.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._left = limit_bytes
        self._pictures: dict[tuple[str, str], tuple[Status, UInt8Array]] = {}
        self._lock = threading.Lock()

    def load(self, form: str, path: str, read: Callable[[], UInt8Array]) -> UInt8Array:
        """Return a picture; see `PictureCache.load`."""
        status = file_status(path)
        known = self._pictures.get((form, path))
        if known is not None and status is not None and known[0] == status:
            return known[1]
        image = read()
        if status is not None:
            self._keep((form, path), status, image)
        return image

    def begin_epoch(self) -> None:
        """Do nothing: each process keeps its own."""

    def _keep(self, key: tuple[str, str], status: Status, image: UInt8Array) -> None:
        with self._lock:
            before = self._pictures.pop(key, None)
            self._left += before[1].nbytes if before else 0
            if image.nbytes > self._left:
                return
            self._left -= image.nbytes
        if image.base is not None:  # a view would keep the whole picture that it was cut from
            image = image.copy()
        image.flags.writeable = False
        self._pictures[key] = status, image


def file_status(path: str) -> Status | None:
    """Return a file's size and time of change; None where it cannot be asked."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns
