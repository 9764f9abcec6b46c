"""Facts of pictures that were looked at before, by path, size and time, in a small database of the user's."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core.places import cache_folder

# Raise it whenever a fact is found out in another way: facts of an older version are then not used.
VERSION = 2
FIELDS = "width, height, is_gray, content_hash, error, dct_hash, thumb, pixel_hash, format"
CREATE = (
    "CREATE TABLE IF NOT EXISTS facts (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, width INTEGER, "
    "height INTEGER, is_gray INTEGER, content_hash TEXT, error TEXT, dct_hash BLOB, thumb BLOB, pixel_hash TEXT, "
    "format TEXT) WITHOUT ROWID"
)
LASTING = "(error IS NULL OR content_hash != '')"
"""What a file holds stays as long as its size and time; that it could not be read at all may be over any moment."""
SAVE_EVERY = 500
CHUNK = 500


class ScanCache:
    """A database of facts, used as a context manager; where it cannot be used, it is empty and says why in `problem`.

    Attributes:
        problem: Why it cannot be used; empty where it can.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or cache_folder() / f"scan-{VERSION}.sqlite"
        self._connection: sqlite3.Connection | None = None
        self._waiting: list[tuple[Any, ...]] = []
        self.problem = ""

    def __enter__(self) -> Self:
        for is_last in (False, True):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(self._path, timeout=10)
                self._connection.execute(CREATE)
                self._connection.execute("SELECT path FROM facts LIMIT 1").fetchall()
                return self
            except sqlite3.DatabaseError as error:
                self._close()
                # A damaged file is of no use to anyone; one that is only locked is left alone.
                if is_last or isinstance(error, sqlite3.OperationalError) or not self._remove():
                    self.problem = str(error)
                    return self
            except OSError as error:
                self.problem = error.strerror or str(error)
                return self
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._save()
        self._close()

    def get(self, stats: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield (path, facts) of those paths whose size and time are as they were; facts in the order of FIELDS.

        Args:
            stats: Size and time of each path as they are now.
        """
        paths = list(stats)
        for start in range(0, len(paths) if self._connection else 0, CHUNK):
            by_key = {_key(path): path for path in paths[start : start + CHUNK]}
            marks = ",".join("?" * len(by_key))
            query = f"SELECT path, size, mtime_ns, {FIELDS} FROM facts WHERE path IN ({marks}) AND {LASTING}"
            for key, size, mtime_ns, *values in self._fetch(query, list(by_key)):
                if stats[by_key[key]] == (size, mtime_ns):
                    values[2] = bool(values[2])
                    values[5] = int.from_bytes(values[5], "big")
                    yield by_key[key], tuple(values)

    def put(self, path: str, stat: tuple[int, int], values: tuple[Any, ...]) -> None:
        """Remember the facts of a path (in the order of FIELDS)."""
        row = list(values)
        row[5] = row[5].to_bytes(8, "big")
        self._waiting.append((_key(path), *stat, *row))
        if len(self._waiting) >= SAVE_EVERY:
            self._save()

    def _fetch(self, query: str, values: list[str]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall() if self._connection else []
        except sqlite3.Error as error:
            self.problem = str(error)
            return []

    def _save(self) -> None:
        rows, self._waiting = self._waiting, []
        if not rows or self._connection is None:
            return
        marks = ",".join("?" * len(rows[0]))
        try:
            with self._connection:
                self._connection.executemany(f"INSERT OR REPLACE INTO facts VALUES ({marks})", rows)
        except sqlite3.Error as error:  # a full disk, or another process that holds the file: facts are only slower
            self.problem = str(error)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _remove(self) -> bool:
        for ending in ("", "-journal"):
            with contextlib.suppress(FileNotFoundError):
                try:
                    os.unlink(f"{self._path}{ending}")
                except PermissionError:
                    return False
        return True


def _key(path: str) -> str:
    """An absolute path that a database can store (names that are no Unicode are escaped)."""
    whole = os.path.abspath(path)
    return whole if whole.isascii() else whole.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
