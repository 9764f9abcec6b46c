"""Decoded, resized pictures kept on disk, in Classwise's cache folder, for all runs of the user.

A few large files ("packs") hold the pixels, which is quicker than a file a picture, above all on Windows; a small
database says where each picture lies, and lets several runs use the cache at once. Each run writes packs of its own
and reads everybody's. A pack's room is booked before it is written, so that the cache never takes more than allowed;
where there is no room, the packs that were not used for longest go, but none that a run of the last hour used.
Processes and runs that work at once share what they keep from one epoch to the next.
Pixels are on the disk before the database knows them: a power cut leaves nothing that is half.
"""

import contextlib
import errno
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from core.data.images import UInt8Array
from core.data.pack_store import Entry, Row, Store
from core.data.picture_cache import Status, file_status

logger = logging.getLogger(__name__)


class DiskCache:
    """A `PictureCache` on disk, used as a context manager.

    Where the folder cannot be used or is full, a warning is logged once and pictures are read each time.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._store = Store()
        self._forms: dict[str, dict[str, Entry]] = {}
        self._pack: _Pack | None = None
        self._may_write = True
        self._is_full = self._has_told = False
        self._has_missed = False  # a picture since the places were read from the database
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        with self._explained():
            self._store.open()
            self._store.shrink_to(self._limit, spare_recent=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock, self._explained():
            self._finish_pack()
        self._store.close()

    def load(self, form: str, path: str, read: Callable[[], UInt8Array]) -> UInt8Array:
        """Return a picture; see `PictureCache.load`."""
        status = file_status(path)
        path = os.path.abspath(path)
        entry = self._known(form).get(path)
        if entry is not None and entry.status == status:
            image = _read(self._store.folder / entry.pack, entry)
            if image is not None:
                return image
        image = read()
        self._has_missed = True
        if status is not None and self._may_write and not self._is_full:
            with self._lock, self._explained():
                self._keep(form, path, status, image)
        return image

    def begin_epoch(self) -> None:
        """Let other processes know what was kept, and learn what they have kept; see `PictureCache.begin_epoch`.

        Each process of a training decodes a part of the pictures, another one in each epoch: otherwise it would in the
        end decode and keep nearly all of them.
        """
        with self._lock, self._explained():
            self._finish_pack()
            self._is_full = False  # others have given back what they had booked
            if self._has_missed:
                self._has_missed = False
                self._forms = {}
            elif self._forms:  # else a run that finds all it needs would look idle after an hour
                self._store.note_use(entry.pack for known in self._forms.values() for entry in known.values())

    def _known(self, form: str) -> dict[str, Entry]:
        known = self._forms.get(form)
        if known is not None:
            return known
        with self._lock:
            if form not in self._forms:
                found: dict[str, Entry] = {}
                with self._explained():
                    found = self._store.entries(form)
                self._forms[form] = found
            return self._forms[form]

    def _keep(self, form: str, path: str, status: Status, image: UInt8Array) -> None:
        if self._pack is None or self._pack.left < image.nbytes:
            self._finish_pack()
            booked = self._store.book(image.nbytes, self._limit)
            if booked is None:
                self._is_full = True
                if not self._has_told:
                    logger.info("The picture cache on disk is full (%.1f GB); the other pictures are read each time.",
                                self._limit / 1e9)  # fmt: skip
                    self._has_told = True
                return
            name, room = booked
            self._pack = _Pack(self._store.folder / name, room)
        entry = self._pack.append(form, path, status, image)
        if form in self._forms:  # else an epoch has begun meanwhile
            self._forms[form][path] = entry

    def _finish_pack(self) -> None:
        pack, self._pack = self._pack, None
        if pack is not None:
            self._store.add(pack.closed_rows(), pack.path.name, pack.size)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Go on without keeping pictures where the disk or the database fails."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            if self._may_write:
                logger.warning("The picture cache in %s cannot be used (%s); pictures are read each time.",
                               self._store.folder, error)  # fmt: skip
            self._may_write = False


class _Pack:
    """A pack that is being written.

    Attributes:
        path: The file.
        size: Bytes written.
        left: Bytes that may still be written.
    """

    def __init__(self, path: Path, limit: int) -> None:
        self.path = path
        self.size, self.left = 0, limit
        # Without a buffer, so that what was written can be read at once.
        self._file = open(path, "xb", buffering=0)  # noqa: SIM115
        self._rows: list[Row] = []

    def append(self, form: str, path: str, status: Status, image: UInt8Array) -> Entry:
        """Write a picture; returns where it lies."""
        entry = Entry(status, self.path.name, self.size, (image.shape[0], image.shape[1], image.shape[2]))
        if self._file.write(np.ascontiguousarray(image).data.cast("B")) != image.nbytes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.size += image.nbytes
        self.left -= image.nbytes
        self._rows.append((form, path, entry))
        return entry

    def closed_rows(self) -> list[Row]:
        """Bring everything to the disk and close the file; return what the database should learn."""
        try:
            os.fsync(self._file.fileno())
        finally:
            self._file.close()
        return self._rows


def _read(pack: Path, entry: Entry) -> UInt8Array | None:
    """Return a picture's pixels; None where the pack is gone or too short."""
    image = np.empty(entry.shape, np.uint8)
    try:
        with open(pack, "rb", buffering=0) as file:
            file.seek(entry.place)
            if file.readinto(image.data.cast("B")) != image.nbytes:
                return None
    except OSError:
        return None
    return image
