"""Finding the pictures below a folder: fast for a hundred thousand, and safe where links run in circles."""

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.base.control import Control
from core.base.errors import DataError
from core.base.messages import first_names
from core.base.sorting import natural_key, natural_order, sorted_in_steps
from core.base.types import Finding
from core.data.images import IMAGE_ENDINGS
from core.data.sources.names import is_hidden, portable

Identity = tuple[int, int | str]


@dataclass(slots=True)
class Listing:
    """What lies below a folder.

    Attributes:
        pictures: Absolute paths of files whose ending is a picture's, naturally sorted by their relative path.
        others: Absolute paths of all other files that are not hidden.
        findings: Folders that could not be read and links that run in circles.
    """

    pictures: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def is_picture(name: str) -> bool:
    """Whether a file's ending is that of a picture."""
    return name[name.rfind(".") :].lower() in IMAGE_ENDINGS


def list_pictures(folder: str, control: Control | None = None, *, recursive: bool = True) -> Listing:
    """List the pictures in a folder and, unless told otherwise, in all folders below it.

    Hidden files and folders are passed over. Links to folders are followed, each real folder once, so that no circle
    of links is walked twice.
    """
    listing = Listing()
    visited = _above(folder)
    _walk(folder, listing, visited, control or Control(), recursive=recursive)
    cut = len(folder.rstrip(os.sep)) + 1
    listing.pictures.sort()  # decides between those of equal key
    listing.pictures = sorted_in_steps(listing.pictures, lambda path: natural_key(portable(path[cut:])))
    listing.others.sort()
    return listing


def subfolders(folder: str) -> list[str]:
    """Return the names of the folders in a folder that are not hidden, naturally sorted.

    Raises:
        DataError: The folder cannot be read.
    """
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if not is_hidden(entry.name) and _is_dir(entry)]
    except OSError as error:
        raise DataError(f"Cannot read the folder {folder}: {error.strerror}. Look at its permissions.") from error
    return natural_order(names)


def files_in(folder: str) -> list[str]:
    """Return the names of the files in a folder that are not hidden, sorted; empty where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if not is_hidden(entry.name) and not _is_dir(entry))
    except OSError:
        return []


def missing(path: str) -> str:
    """Say that a path does not exist, and what does beside it."""
    parent = os.path.dirname(path)
    while not os.path.isdir(parent) and os.path.dirname(parent) != parent:
        parent = os.path.dirname(parent)
    try:
        names = sorted(name for name in os.listdir(parent) if not name.startswith("."))
    except OSError:
        names = []
    return f"{path} does not exist. In {parent} there are: {first_names(names, 10) or 'nothing'}."


def images_folder(given: str, beside: Sequence[str]) -> str:
    """Return the folder that --images_dir names, from the working folder or from one of others.

    Raises:
        DataError: There is none, or it is a file.
    """
    given = os.path.expanduser(given)
    places = [os.path.abspath(place) for place in (given, *(os.path.join(folder, given) for folder in beside))]
    for place in places:
        if os.path.isdir(place):
            return place
    for place in places:
        if os.path.exists(place):
            raise DataError(f"--images_dir: {place} is a file. Expected the folder of the pictures.")
    raise DataError("--images_dir: " + missing(places[0]))


def has_pictures(folder: str) -> bool:
    """Whether a picture lies in a folder or below it; stops at the first."""
    visited: set[Identity] = set()
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            if not _enter(current, visited):
                continue
            with os.scandir(current) as entries:
                for entry in entries:
                    if is_hidden(entry.name):
                        continue
                    if is_picture(entry.name) and not _is_dir(entry):
                        return True
                    if _is_dir(entry):
                        waiting.append(entry.path)
        except OSError:
            continue
    return False


def _walk(
    folder: str, listing: Listing, visited: set[Identity], control: Control, *, recursive: bool
) -> None:
    waiting = [folder]
    while waiting:
        control.check()
        current = waiting.pop()
        found: list[str] = []
        try:
            if not _enter(current, visited):
                message = f"{current} leads back to a folder that is read anyway; it was passed over."
                listing.findings.append(Finding("folder_loop", message, (current,)))
                continue
            with os.scandir(current) as entries:
                for entry in entries:
                    if is_hidden(entry.name):
                        continue
                    if _is_dir(entry):
                        found.append(entry.path)
                    else:
                        (listing.pictures if is_picture(entry.name) else listing.others).append(entry.path)
        except OSError as error:
            message = f"{current} cannot be read ({error.strerror or error}); what lies in it was left out."
            listing.findings.append(Finding("unreadable_folder", message, (current,)))
        if recursive:
            waiting += sorted(found, reverse=True)


def _above(folder: str) -> set[Identity]:
    """Return the identities of the folders above one; a link back to them is a circle."""
    above: set[Identity] = set()
    current = os.path.dirname(os.path.realpath(folder))
    while current not in (os.path.dirname(current), ""):
        with contextlib.suppress(OSError):
            _enter(current, above)
        current = os.path.dirname(current)
    return above


def folder_identity(folder: str | os.PathLike[str]) -> Identity:
    """Return what is the same for all ways to a folder; its real path on drives of Windows that number no files.

    Raises:
        OSError: It cannot be looked at.
    """
    status = os.stat(folder)
    return status.st_dev, status.st_ino or os.path.normcase(os.path.realpath(folder))


def _enter(folder: str, visited: set[Identity]) -> bool:
    """Note a folder as visited; whether it was new."""
    identity = folder_identity(folder)
    if identity in visited:
        return False
    visited.add(identity)
    return True


def _is_dir(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle, or one that leads nowhere
        return False
