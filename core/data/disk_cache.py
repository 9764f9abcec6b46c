"""Decoded, resized pictures kept on disk, in Classwise's cache folder, for all runs of the user.

A few large files ("packs") hold the pixels, which is quicker than a file a picture, above all on Windows; a small
database says where each picture lies, and lets several runs use the cache at once. Each run writes packs of its own
and reads everybody's. A pack's room is booked before it is written, so that the cache never takes more than allowed;
where there is no room, the packs that were not used for longest go, but none that a run of the last hour used.
Pixels are on the disk before the database knows them: a power cut leaves nothing that is half.
"""

import contextlib
import errno
import logging
import os
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from core.data.images import UInt8Array
from core.data.picture_cache import Status, file_status
from core.places import cache_folder

# Raise it whenever pictures are decoded or resized in another way: what was kept before is then not used.
VERSION = 1
INDEX = f"index-{VERSION}.sqlite"
PACK_BYTES = 256 * 2**20
SPARED_S = 3600.0
TABLES = (
    "CREATE TABLE IF NOT EXISTS packs (name TEXT PRIMARY KEY, bytes INTEGER, used REAL)",
    "CREATE TABLE IF NOT EXISTS pictures (form TEXT, path TEXT, size INTEGER, mtime_ns INTEGER, pack TEXT, "
    "place INTEGER, height INTEGER, width INTEGER, channels INTEGER, PRIMARY KEY (form, path)) WITHOUT ROWID",
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a picture lies: its file's status when it was read, its pack, its first byte there, its shape."""

    status: Status
    pack: str
    place: int
    shape: tuple[int, int, int]


Row = tuple[str, str, Entry]  # form, path, where it lies


@dataclass(frozen=True)
class Usage:
    """What the cache holds."""

    num_pictures: int
    num_packs: int
    num_bytes: int


def pictures_folder() -> Path:
    """Return the folder of the disk cache."""
    return cache_folder() / "pictures"


class DiskCache:
    """A `PictureCache` on disk, used as a context manager.

    Where the folder cannot be used or is full, a warning is logged once and pictures are read each time.
    """

    def __init__(self, limit_bytes: int, folder: Path | None = None) -> None:
        self._limit = limit_bytes
        self._store = Store(folder or pictures_folder())
        self._forms: dict[str, dict[str, Entry]] = {}
        self._pack: _Pack | None = None
        self._may_write = True
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        with self._explained():
            self._store.open()
            self._store.shrink_to(self._limit, spared_s=SPARED_S)
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
        if status is not None and self._may_write:
            with self._lock, self._explained():
                self._keep(form, path, status, image)
        return image

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
            wanted = max(PACK_BYTES, image.nbytes)
            name = self._store.book(min(wanted, self._limit), self._limit)
            if name is None:
                self._may_write = False
                logger.info("The picture cache on disk is full (%.1f GB); the other pictures are read each time.",
                            self._limit / 1e9)  # fmt: skip
                return
            self._pack = _Pack(self._store.folder / name, min(wanted, self._limit))
        if self._pack.left >= image.nbytes:
            self._forms[form][path] = self._pack.append(form, path, status, image)

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


class Store:
    """The folder of packs and its database; also what `python -m app cache` looks at.

    Every method may raise OSError or sqlite3.Error.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or pictures_folder()
        self._connection: sqlite3.Connection | None = None

    def open(self) -> None:
        """Open the database, anew where it is damaged, and remove files that it does not know."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._connect()
        except sqlite3.OperationalError:
            raise  # locked, or the disk is full
        except sqlite3.DatabaseError:
            self.close()
            (self.folder / INDEX).unlink()
            self._connect()
        self._remove_strays()

    def close(self) -> None:
        """Close the database."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def usage(self) -> Usage:
        """Return what there is."""
        (num_pictures,) = self._db.execute("SELECT COUNT(*) FROM pictures").fetchone()
        num_packs, num_bytes = self._db.execute("SELECT COUNT(*), COALESCE(SUM(bytes), 0) FROM packs").fetchone()
        return Usage(num_pictures, num_packs, num_bytes)

    def entries(self, form: str) -> dict[str, Entry]:
        """Return where the pictures of a form lie, by path, and note that their packs are in use."""
        query = "SELECT path, size, mtime_ns, pack, place, height, width, channels FROM pictures WHERE form = ?"
        found = {
            _from_stored(path): Entry((size, mtime), pack, place, (height, width, channels))
            for path, size, mtime, pack, place, height, width, channels in self._db.execute(query, (form,))
        }
        with self._db:
            self._db.executemany("UPDATE packs SET used = ? WHERE name = ?",
                                 [(time.time(), name) for name in {entry.pack for entry in found.values()}])  # fmt: skip
        return found

    def book(self, num_bytes: int, limit: int) -> str | None:
        """Book room for a pack; returns its name, or None where there is none."""
        with self._transaction():
            self._make_room(limit - num_bytes, SPARED_S)
            if self.usage().num_bytes + num_bytes > limit:
                return None
            name = f"{uuid.uuid4().hex}.pack"
            self._db.execute("INSERT INTO packs VALUES (?, ?, ?)", (name, num_bytes, time.time()))
            return name

    def add(self, rows: list[Row], pack: str, num_bytes: int) -> None:
        """Let everybody know the pictures of a finished pack, and give back the booked room that it did not need."""
        values = [(form, _stored(path), *entry.status, entry.pack, entry.place, *entry.shape)
                  for form, path, entry in rows]  # fmt: skip
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            self._db.execute("UPDATE packs SET bytes = ?, used = ? WHERE name = ?", (num_bytes, time.time(), pack))

    def shrink_to(self, limit: int, *, spared_s: float = 0.0) -> None:
        """Remove packs, those first that were not used for longest, until no more than `limit` bytes are left.

        Args:
            limit: In bytes.
            spared_s: What was used in the last so many seconds stays.
        """
        with self._transaction():
            self._make_room(limit, spared_s)

    def _make_room(self, limit: int, spared_s: float) -> None:
        spared_since = time.time() - spared_s
        left = self.usage().num_bytes
        for name, num_bytes, used in self._db.execute("SELECT name, bytes, used FROM packs ORDER BY used").fetchall():
            if left <= limit or used > spared_since:
                break
            try:
                (self.folder / name).unlink(missing_ok=True)
            except PermissionError:  # Windows: another run has it open
                continue
            self._db.execute("DELETE FROM pictures WHERE pack = ?", (name,))
            self._db.execute("DELETE FROM packs WHERE name = ?", (name,))
            left -= num_bytes

    def _remove_strays(self) -> None:
        """Remove packs and databases that nobody knows, and give back what a killed run had booked."""
        with self._transaction():
            known = dict(self._db.execute("SELECT name, used FROM packs").fetchall())
            for path in self.folder.iterdir():
                is_old = path.suffix == ".pack" and path.name not in known
                if is_old or (path.suffix == ".sqlite" and path.name != INDEX):
                    with contextlib.suppress(PermissionError):
                        path.unlink(missing_ok=True)
            for name, used in known.items():
                path = self.folder / name
                if used < time.time() - SPARED_S:
                    size = path.stat().st_size if path.exists() else 0
                    self._db.execute("UPDATE packs SET bytes = ? WHERE name = ?", (size, name))

    def _connect(self) -> None:
        # Threads take turns under the cache's lock. Transactions are begun by hand.
        self._connection = sqlite3.connect(self.folder / INDEX, timeout=30, check_same_thread=False)
        with self._connection:
            for table in TABLES:
                self._connection.execute(table)
            self._connection.execute("SELECT name FROM packs LIMIT 1").fetchall()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """Let nobody else write from the first look on."""
        self._db.execute("BEGIN IMMEDIATE")
        with self._db:
            yield

    @property
    def _db(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.OperationalError("the database is not open")
        return self._connection


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


def _stored(path: str) -> str:
    """Return a path as a database can keep it (names that are no Unicode are escaped)."""
    return path.encode("utf-8", "surrogateescape").decode("latin-1")


def _from_stored(text: str) -> str:
    return text.encode("latin-1").decode("utf-8", "surrogateescape")
