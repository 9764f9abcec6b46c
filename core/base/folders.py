"""Folders: whether they can be written into, and how they and what is left in them are removed."""

import contextlib
import os
import shutil
import stat
import sys
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

from core.base.files import explained_os_errors, remove_file


def check_writable(folder: str | Path) -> None:
    """Check that files can be written into a folder, made where it is missing; nothing is left behind.

    Raises:
        OutputError: They cannot.
    """
    folder = Path(folder).absolute()
    probe = folder / f".classwise-{uuid.uuid4().hex[:8]}"  # its own: others may look at the same time
    made = missing_folders(folder)
    try:
        with explained_os_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            probe.touch(exist_ok=False)
            remove_file(probe)
    finally:
        remove_empty(made)


def missing_folders(folder: Path) -> list[Path]:
    """Return those of a folder and the folders around it that are not there, the innermost first."""
    # Path's own raises where one may not look; whoever makes them is told so.
    return [each for each in (folder, *folder.parents) if not os.path.exists(each)]


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders, the innermost first; those that hold anything stay, and those that Windows keeps for others."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def remove_tree(folder: str | Path) -> None:
    """Remove a folder and all that is in it, as far as that goes.

    Windows removes nothing that is marked read-only, as pictures from a disc are, and their copies: the mark goes
    first. It stays where it is that of a file with another name elsewhere, too.
    """

    def unmarked(act: Callable[[str], object], path: str, _error: object) -> None:
        with contextlib.suppress(OSError):
            facts = os.lstat(path)
            is_own = facts.st_nlink == 1 and stat.S_ISREG(facts.st_mode)
            if act is os.rmdir or (act is os.unlink and is_own):
                os.chmod(path, stat.S_IRWXU)
                act(path)

    if sys.version_info >= (3, 12):
        shutil.rmtree(folder, onexc=unmarked)
    else:
        shutil.rmtree(folder, onerror=unmarked)


def remove_leftovers(folder: str | Path) -> None:
    """Remove the temporary files that a kill left in a folder that nobody else writes to now."""
    for path in Path(folder).glob(".*.????????.tmp"):
        with contextlib.suppress(OSError):  # a scanner may look into it; it is in nobody's way
            path.unlink()
