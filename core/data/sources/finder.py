"""Finding the file that a row of a table means, however it writes the name."""

import os
from collections.abc import Sequence
from pathlib import Path

from core.base.control import Control
from core.base.errors import DataError
from core.data.sources.listing import is_picture, list_pictures
from core.data.sources.names import portable
from core.places import cache_folder

AMBIGUOUS = "ambiguous"
FOLDED = "\0"
"""Before names in lower case that some picture has in another; no file's name holds it."""


class FileFinder:
    """Finds pictures by the names that tables and lists give them.

    Tried in this order: the path as it is, from each of the folders; then, among the pictures in and below the folders,
    the one whose path ends so ("17.jpg" finds "cats/17.jpg", and so does "17"); then the one whose whole path below
    the folder is the end of the name (a path of another machine, also a Windows path on Linux). Case counts only where
    it must. "dogs/17.jpg" never finds "cats/17.jpg". A folder that comes first goes first: a copy of its pictures in
    another one makes none of them ambiguous.

    Attributes:
        folders: Where the pictures lie, absolute.
        num_moved: How many paths of another place were found by their end.
    """

    def __init__(self, folders: Sequence[str], control: Control | None = None) -> None:
        self.folders = tuple(dict.fromkeys(folders))
        self.num_moved = 0
        self._control = control
        self._is_listed = False
        # For each folder: its pictures by all ends of their paths, and by their whole paths below it.
        self._known: list[tuple[dict[str, str], dict[str, str]]] = []
        self._cache = cache_folder()

    def find(self, name: str) -> tuple[str | None, str]:
        """Find one picture.

        Returns:
            Its absolute path and "", or None and why not: "missing_file" or "ambiguous_file".

        Raises:
            DataError: It lay in the cache, which was emptied since.
        """
        direct = self._direct(name)
        if direct is not None:
            return direct, ""
        parts = [part for part in portable(name.replace("\\", "/")).split("/") if part not in ("", ".", "..")]
        if parts and len(parts[0]) == 2 and parts[0][1] == ":":
            parts = parts[1:]
        self._list()
        for start in range(len(parts)):
            end = "/".join(parts[start:])
            found = next(filter(None, (_looked_up(end, whole if start else ends) for ends, whole in self._known)), None)
            if found == AMBIGUOUS:
                return None, "ambiguous_file"
            if found is not None:
                self.num_moved += start > 0 or "\\" in name
                return found, ""
        self._check_cache(name)
        return None, "missing_file"

    def _direct(self, name: str) -> str | None:
        for folder in self.folders:
            path = os.path.join(folder, name)
            # A name without an ending may be a folder's as well as a picture's.
            if os.path.isfile(path):
                return os.path.normpath(path)
        return None

    def _check_cache(self, name: str) -> None:
        """Check that a picture that is not there is not one of an archive that was unpacked, or of the sample digits.

        Raises:
            DataError: It is, and its whole folder has gone.
        """
        if Path(name).is_relative_to(self._cache) and not os.path.isdir(os.path.dirname(name)):
            raise DataError(f"{name} lay in the cache, which was emptied since. Open what the pictures came from, an "
                            "archive or the sample digits, once more: that brings them back. An archive that was moved "
                            "or changed since is unpacked to another place: open it together with this table, given as "
                            "--metadata_path.")  # fmt: skip

    def _list(self) -> None:
        """List the folders' pictures, once, and only when a name is not a path as it is."""
        if self._is_listed:
            return
        self._is_listed = True
        for folder in self.folders:
            ends: dict[str, str] = {}
            whole: dict[str, str] = {}
            for path in list_pictures(folder, self._control).pictures:
                name = portable(os.path.relpath(path, folder))
                for written in dict.fromkeys((name, name.strip())):  # a table's cells are read without outer spaces
                    parts = written.split("/")
                    _note("/".join(parts), path, whole)
                    for start in range(len(parts)):
                        _note("/".join(parts[start:]), path, ends)
            self._known.append((ends, whole))


def _looked_up(name: str, known: dict[str, str]) -> str | None:
    for key in (name, "?" + name):
        if key in known:
            return known[key]
    for key in (name.casefold(), "?" + name.casefold()):
        found = [known[each] for each in (key, FOLDED + key) if each in known]
        if found:
            return found[0] if all(other == found[0] or _same_file(found[0], other) for other in found) else AMBIGUOUS
    return None


def _note(name: str, path: str, known: dict[str, str]) -> None:
    """Note a picture under its name, its name without ending ("?"), and both in lower case where that is another."""
    for key in (name, "?" + os.path.splitext(name)[0]):
        _add(key, path, known)
        if key != key.casefold():  # apart from names that are so, which go first
            _add(FOLDED + key.casefold(), path, known)


def _add(key: str, path: str, known: dict[str, str]) -> None:
    other = known.setdefault(key, path)
    if other != path and not _same_file(other, path):
        known[key] = AMBIGUOUS


def _same_file(first: str, second: str) -> bool:
    return first != AMBIGUOUS and os.path.realpath(first) == os.path.realpath(second)


def looks_like_picture(text: str) -> bool:
    """Whether a cell reads like a picture's file name."""
    return is_picture(text.strip())
