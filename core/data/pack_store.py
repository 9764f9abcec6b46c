"""The folder of the disk cache: packs of pixels, and a database that says which picture lies where.

Several runs may use it at once: each write is one transaction, a pack is written by one run alone, and its room is
booked before it is written.
"""

import contextlib
import sqlite3
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from core.data.picture_cache import Status
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


class Store:
    """The folder of packs and its database; also what `python -m app cache` looks at.

    Every method may raise OSError or sqlite3.Error.
    """

    def __init__(self) -> None:
        self.folder = pictures_folder()
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Open the database, anew where it is damaged, and remove files that it does not know.

        It is closed again where something fails.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._connect_or_renew()
            self._remove_strays()
        except BaseException:
            self.close()
            raise

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
        self.note_use(entry.pack for entry in found.values())
        return found

    def note_use(self, packs: Iterable[str]) -> None:
        """Note that packs are in use: they are spared for the next hour."""
        with self._db:
            self._db.executemany("UPDATE packs SET used = ? WHERE name = ?",
                                 [(time.time(), name) for name in set(packs)])  # fmt: skip

    def book(self, least: int, limit: int) -> tuple[str, int] | None:
        """Book room for a pack, `PACK_BYTES` if there is as much, at least `least`; returns its name and its room.

        None where there is not that much room within `limit`.
        """
        wanted = max(PACK_BYTES, least)
        with self._transaction():
            self._make_room(limit - wanted, SPARED_S)
            room = min(wanted, limit - self.usage().num_bytes)
            if room < least:
                return None
            name = f"{uuid.uuid4().hex}.pack"
            self._db.execute("INSERT INTO packs VALUES (?, ?, ?)", (name, room, time.time()))
            return name, room

    def add(self, rows: list[Row], pack: str, num_bytes: int) -> None:
        """Let everybody know the pictures of a finished pack, and give back the booked room that it did not need."""
        values = [(form, _stored(path), *entry.status, entry.pack, entry.place, *entry.shape)
                  for form, path, entry in rows]  # fmt: skip
        with self._transaction():
            if self._db.execute("SELECT 1 FROM packs WHERE name = ?", (pack,)).fetchone() is None:
                return  # somebody has cleared the cache
            self._db.executemany("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            self._db.execute("UPDATE packs SET bytes = ?, used = ? WHERE name = ?", (num_bytes, time.time(), pack))

    def shrink_to(self, limit: int, *, spare_recent: bool = False) -> None:
        """Remove packs, those first that were not used for longest, until no more than `limit` bytes are left.

        Args:
            limit: In bytes.
            spare_recent: What was used in the last hour stays.
        """
        with self._transaction():
            self._make_room(limit, SPARED_S if spare_recent else 0.0)

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

    def _connect_or_renew(self) -> None:
        try:
            self._connect()
        except sqlite3.OperationalError:
            raise  # locked, or the disk is full
        except sqlite3.DatabaseError:
            self.close()
            (self.folder / INDEX).unlink()
            self._connect()

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


def _stored(path: str) -> str:
    """Return a path as a database can keep it (names that are no Unicode are escaped)."""
    return path.encode("utf-8", "surrogateescape").decode("latin-1")


def _from_stored(text: str) -> str:
    return text.encode("latin-1").decode("utf-8", "surrogateescape")
