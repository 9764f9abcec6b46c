"""Zip archives of pictures: unpacked once into the user's cache folder, and never outside of it."""

import hashlib
import os
import re
import shutil
import stat
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath

from core.base.control import Control
from core.base.errors import DataError
from core.base.events import Emit, Progress, ignore
from core.base.files import explained_os_errors, is_reserved, move_over, one_spelling
from core.base.folders import remove_empty, remove_tree
from core.data.sources.names import is_hidden
from core.data.sources.text import decoded
from core.places import cache_folder

MAX_FILES = 2_000_000
# Pictures hardly shrink in a zip, and lists shrink by ten or twenty; a bomb, by a thousand.
MAX_RATIO = 100
SMALL_BYTES = 100 * 2**20
CHUNK_BYTES = 2**20
ARCHIVES = "archives"
"""In the cache: a folder for each state of an archive, which holds one of the archive's name with its content."""
DIGEST = re.compile(r"[0-9a-f]{16}")
IS_ENCRYPTED = 0x1
IS_UTF8 = 0x800
FORBIDDEN_BY_WINDOWS = re.compile(r'[<>:"|?*\x00-\x1f]')


def unpacked(path: str, emit: Emit = ignore, control: Control | None = None) -> str:
    """Unpack a zip archive where that was not yet done, and return the folder with its content.

    The folder is named by the archive's place, size and time, lies in the user's cache folder and appears there whole.

    Raises:
        DataError: It is damaged, encrypted, far larger unpacked than packed, or names files outside of itself.
        OutputError: The cache folder cannot be written, or the disk would be full.
        Cancelled: A stop was asked for; nothing is left behind.
    """
    folder = place_of(path)
    if not folder.is_dir():
        with explained_os_errors(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            temporary = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder.parent))
            try:
                _unpack(path, temporary, emit, control or Control())
                _move(temporary, folder)
            finally:
                remove_tree(temporary)
                remove_empty([folder.parent])  # it may hold what was unpacked, or what another process unpacks
    return str(folder)


def place_of(path: str) -> Path:
    """Return the folder that an archive is unpacked to as it is now, which need not be there yet.

    Raises:
        OSError: There is no such archive.
    """
    status = os.stat(path)
    identity = f"{one_spelling(path)}\0{status.st_size}\0{status.st_mtime_ns}"
    digest = hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    name = os.path.splitext(os.path.basename(path))[0].rstrip(" .")  # Windows has no folder that ends so
    return cache_folder() / ARCHIVES / digest / (name or "archive")


def place_again(path: str, parts: Sequence[str]) -> Path | None:
    """Return where something of an archive lies since the archive was unpacked again; None where it does not.

    That is in another folder where the archive was copied since, or the cache was moved.

    Args:
        path: The archive.
        parts: The names on the way to where it was in the cache then, as `place_of` named its folder.
    """
    for number, (name, digest) in enumerate(pairwise(parts)):
        if name == ARCHIVES and DIGEST.fullmatch(digest):
            try:
                place = place_of(path).joinpath(*parts[number + 3:])
            except OSError:
                return None
            return place if place.exists() else None
    return None


def _unpack(path: str, folder: Path, emit: Emit, control: Control) -> None:
    try:
        with _opened(path) as archive:
            members = _checked(path, archive)
            total = sum(info.file_size for _, info in members)
            free = shutil.disk_usage(folder).free
            if total > free:
                raise DataError(f"{path} needs {total >> 20} MB unpacked; {folder.parent} has {free >> 20} MB left.")
            done = 0
            for name, info in members:
                control.check()
                done += _write(archive, info, folder / name)
                emit(Progress(f"Unpacking {os.path.basename(path)}", done, total, "bytes"))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise DataError(f"{path} is no zip archive that can be read ({error}). Fetch or pack it anew.") from error


def _opened(path: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except OSError as error:
        raise DataError(f"Cannot read {path}: {error.strerror or error}.") from error


def _checked(path: str, archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return the files to unpack with their safe relative names.

    Raises:
        DataError: Something in the archive is not to be trusted.
    """
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_FILES:
        raise DataError(f"{path} holds {len(infos)} files; at most {MAX_FILES} are unpacked.")
    packed, size = os.path.getsize(path), sum(info.file_size for info in infos)
    if size > SMALL_BYTES and size > MAX_RATIO * packed:
        raise DataError(
            f"{path} would grow from {packed >> 10} KB to {size >> 20} MB, which no pictures do; it was not unpacked."
        )
    members: dict[str, tuple[str, zipfile.ZipInfo]] = {}
    names = _real_names(infos)
    for info, real_name in zip(infos, names, strict=True):
        if info.flag_bits & IS_ENCRYPTED:
            raise DataError(f"{path} is encrypted. Unpack it with its password and give the folder.")
        name = _safe_member(path, real_name)
        if stat.S_ISLNK(info.external_attr >> 16) or any(is_hidden(part) for part in name.split("/")):
            continue
        # Names that differ only in case would be one file on Windows and macOS; the first stays.
        members.setdefault(name.casefold() if sys.platform in ("win32", "darwin") else name, (name, info))
    if not members:
        raise DataError(f"{path} holds no files. Expected class folders with pictures.")
    return list(members.values())


def _real_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Return the members' names; older programs wrote them in their system's encoding without saying so.

    All of an archive's are of one encoding, and are looked at together: of the Chinese names of cat and dog, one alone
    reads as UTF-8, too.
    """
    raw = [b"" if info.flag_bits & IS_UTF8 else info.orig_filename.encode("cp437", "replace") for info in infos]
    unsaid = b"\n".join(name for name in raw if not name.isascii())
    encoding = decoded(unsaid, "name")[1] if unsaid else "ascii"
    said = [info.filename if info.flag_bits & IS_UTF8 else info.orig_filename for info in infos]
    return [name if plain.isascii() else plain.decode(encoding, "replace")
            for name, plain in zip(said, raw, strict=True)]  # fmt: skip


def _safe_member(path: str, name: str) -> str:
    """Return a member's relative name with forward slashes.

    Raises:
        DataError: It leads out of the archive.
    """
    plain = name.replace("\\", "/").split("\0")[0]
    parts = PurePosixPath(plain).parts
    if plain.startswith("/") or plain[1:2] == ":" or ".." in parts or not parts:
        raise DataError(f"{path} names a file outside of itself ({name!r}); it was not unpacked. Do not trust it.")
    return "/".join(_possible_name(part.rstrip(" .") or "_") for part in parts)


def _possible_name(part: str) -> str:
    """Return a part of a member's name as Windows takes it: other systems allow more, such as the colons of a time."""
    if sys.platform == "win32":
        part = FORBIDDEN_BY_WINDOWS.sub("_", part)
        return f"_{part}" if is_reserved(part) else part
    return part


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with open(target, "xb") as file:
        for chunk in _chunks(archive, info):
            written += len(chunk)
            if written > info.file_size:
                raise zipfile.BadZipFile(f"{info.filename} is larger than it claims")
            file.write(chunk)
    return written


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's content; what goes wrong in reading it is the archive's fault, not the disk's."""
    try:
        with archive.open(info) as source:
            while chunk := source.read(CHUNK_BYTES):
                yield chunk
    except OSError as error:
        raise zipfile.BadZipFile(f"{info.filename} cannot be read: {error}") from error


def _move(temporary: Path, folder: Path) -> None:
    try:
        move_over(temporary, folder)
    except OSError:
        if not folder.is_dir():  # else another process was faster
            raise
