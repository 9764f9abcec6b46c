"""Writing a split as folders: train/CLASS/picture and so on, by copy, hard link or symbolic link."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from core.base.control import Control
from core.base.errors import OutputError
from core.base.events import Emit, Progress, ignore
from core.base.files import NO_HARD_LINKS, TOO_LONG, explained_os_errors, is_too_long, move_over, remove_file, safe_name
from core.base.folders import remove_tree
from core.base.types import Sample, Splits
from core.data.sources.names import relative_name
from core.data.splitting.table import write_splits
from core.data.splitting.units import draw
from core.hold import held

UNFINISHED = ".{name}.unfinished"
MARK = ".made-by-classwise"


class Method(StrEnum):
    """How a picture gets into the folders."""

    COPY = "copy"
    HARDLINK = "hardlink"
    SYMLINK = "symlink"


def write_folders(
    folder: str | Path, splits: Splits, method: Method, emit: Emit = ignore, control: Control | None = None
) -> int:
    """Write a split as folders, with its table splits.csv beside them.

    All is made under a hidden name beside the destination and moved there at the end, so that the destination appears
    whole or not at all. What an interrupted try left behind is cleared by the next.

    Args:
        folder: Destination; it must not exist, or be empty.
        splits: The split.
        method: Copy or link.
        emit: Gets Progress.
        control: Asked at every picture whether to stop.

    Returns:
        Number of pictures that were given another name, as two of a class had the same.

    Raises:
        OutputError: The destination is not empty, the disk is full, links are not possible there, or a picture is gone.
        Cancelled: A stop was asked for; nothing is left behind.
    """
    folder = Path(os.path.abspath(folder))
    require_free(folder)
    control = control or Control()
    total = sum(len(samples) for _, samples in splits)
    num_renamed = 0
    with explained_os_errors(folder), made_whole(folder) as unfinished:
        if method is Method.COPY:
            _check_space(splits, unfinished)
        for done, (sample, target, is_renamed) in enumerate(_targets(splits), start=1):
            control.check()
            num_renamed += is_renamed
            _place(sample.path, unfinished / target, method)
            emit(Progress(DOING[method], done, total))
        write_splits(unfinished / "splits.csv", splits)
    return num_renamed


@contextlib.contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """Yield a hidden folder beside a free one to write into; it becomes that one when the block has ended well.

    Raises:
        OutputError: A folder of the hidden one's name is there that is not ours, or another process writes there.
        OSError: It cannot be written.
    """
    unfinished = folder.with_name(UNFINISHED.format(name=folder.name))
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock_file = unfinished.with_name(f"{unfinished.name}.lock")
    with held(lock_file, f"{folder} is being written by another process. Wait for it, or choose another folder."):
        require_free(folder)  # another process may have filled it since
        _clear(unfinished)
        unfinished.mkdir()
        try:
            (unfinished / MARK).touch()
            yield unfinished
            remove_file(unfinished / MARK)
            if folder.is_dir():
                folder.rmdir()  # it is empty
            move_over(unfinished, folder)
        finally:
            remove_tree(unfinished)


DOING = {Method.COPY: "Copying", Method.HARDLINK: "Linking", Method.SYMLINK: "Linking"}


def require_free(folder: Path) -> None:
    """Refuse a destination that holds something.

    Raises:
        OutputError: It is a file, or a folder that is not empty.
    """
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        what = "is not empty" if folder.is_dir() else "is a file"
        raise OutputError(f"{folder} {what}; nothing is ever overwritten. Choose a folder that does not exist yet.")


def _targets(splits: Splits) -> Iterator[tuple[Sample, Path, bool]]:
    """Yield each sample with its relative destination, and whether it had to be renamed."""
    names = class_folders(splits)
    for split, samples in splits:
        used: set[str] = set()
        for sample in samples:
            place = names[sample.label] if sample.label is not None else "unlabelled"
            name = os.path.basename(sample.path)
            safe = safe_name(name)
            if safe != name or f"{place}/{safe}".casefold() in used:
                stem, ending = os.path.splitext(safe)
                safe = f"{stem}-{draw(0, relative_name(sample.path, splits.root)).hex()[:8]}{ending}"
            used.add(f"{place}/{safe}".casefold())
            yield sample, Path(split.value, place, safe), safe != name


def class_folders(splits: Splits) -> list[str]:
    """Return a folder name for each class that every system takes and no two share."""
    names: list[str] = []
    for name in splits.classes:
        safe, number = safe_name(name), 1
        while safe.casefold() in {other.casefold() for other in names}:
            number += 1
            safe = f"{safe_name(name)}-{number}"
        names.append(safe)
    return names


def _place(source: str, target: Path, method: Method) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if method is Method.COPY:
            shutil.copy2(source, target)
        elif method is Method.HARDLINK:
            os.link(os.path.realpath(source), target)
        else:
            os.stat(source)  # a link to nothing could be made all the same
            os.symlink(os.path.abspath(source), target)
    except OSError as error:
        raise OutputError(_why_not(error, source, target, method)) from error


def _why_not(error: OSError, source: str, target: Path, method: Method) -> str:
    if method is Method.HARDLINK and error.errno in NO_HARD_LINKS:
        return f"Hard links from {source} to {target.parent} are not possible (another disk?). Use copy or symlink."
    if method is Method.SYMLINK and (getattr(error, "winerror", 0) == 1314 or error.errno == errno.EPERM):
        return "Symbolic links need a right that this account lacks (Windows: developer mode). Use copy or hardlink."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full; nothing was left in {target.parent}. Free some space, or use hardlink or symlink."
    if not os.path.lexists(source):
        return _gone(source)
    if is_too_long(error, target):
        return f"{source} could not be written to {target}: {TOO_LONG} Nothing was left behind."
    return f"{source} could not be written to its folder: {error.strerror or error}. Nothing was left behind."


def _gone(source: str) -> str:
    return f"{source} is gone: it was moved or deleted while the split was made. Nothing was left behind. Split again."


def _check_space(splits: Splits, folder: Path) -> None:
    needed = 0
    for _, samples in splits:
        for sample in samples:
            try:
                needed += os.path.getsize(sample.path)
            except FileNotFoundError as error:
                raise OutputError(_gone(sample.path)) from error
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise OutputError(
            f"The copies need {needed >> 20} MB; the disk of {folder.parent} has {free >> 20} MB left. "
            "Free some space, or use hardlink or symlink."
        )


def _clear(unfinished: Path) -> None:
    """Remove what an interrupted try left, and nothing else."""
    if not unfinished.exists():
        return
    if not (unfinished / MARK).exists() and any(unfinished.iterdir()):
        raise OutputError(f"{unfinished} is in the way and was not made by Classwise. Move it elsewhere.")
    remove_tree(unfinished)
    if unfinished.exists():
        raise OutputError(f"{unfinished}, left of an earlier try, cannot be removed. Close the programs that use it.")
