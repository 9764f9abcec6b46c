"""Sorting pictures into a folder a class by what was predicted, so that it can be undone."""

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from core.base.errors import OutputError
from core.base.files import explained_os_errors, remove_file, safe_name, unused_path
from core.base.folders import remove_empty
from core.base.types import Prediction
from core.inference.result_writer import UNKNOWN, class_name

COPY = "copy"
LINK = "link"
FIRST_OF_NOTE = '{"made": "'


class Sorter:
    """Copies or links pictures into class folders; nothing that exists is touched.

    Every file that is made is first noted in undo_TIME.jsonl in the same folder, which `undo` takes.

    Attributes:
        folder: Where the class folders are.
        undo_path: The undo file.
        num_sorted: Files made so far.
        num_gone: Pictures that were no longer there, and are left out.
    """

    def __init__(
        self, folder: str | Path, classes: Sequence[str], *, mode: str = COPY, unknown_below: float = 0.0
    ) -> None:
        """Make the folder and begin the undo file.

        Args:
            folder: Where the class folders shall be.
            classes: Class names in index order.
            mode: "copy", or "link": a hard link where the file system allows one, else a symbolic one, else a copy.
            unknown_below: Predictions with a lower score (0..1) go into the folder "unknown".

        Raises:
            OutputError: The folder cannot be made or written to.
        """
        self.folder = Path(folder)
        self.num_sorted = 0
        self.num_gone = 0
        self._classes = tuple(classes)
        self._mode = mode
        self._unknown_below = unknown_below
        self._folders = folder_names((*classes, UNKNOWN))
        self._next_number: dict[Path, int] = {}
        self._has_notes = False
        with explained_os_errors(self.folder):
            self._is_new = not self.folder.exists()
            self.folder.mkdir(parents=True, exist_ok=True)
            self.undo_path = unused_path(self.folder / f"undo_{datetime.now():%Y-%m-%d_%H-%M-%S}.jsonl")
            self._undo = open(self.undo_path, "x", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Where writing a note failed, closing tries to write it again; the first failure is the one to tell.
        with contextlib.suppress(OSError) if error is not None else explained_os_errors(self.undo_path):
            self._undo.close()

    def sort(self, prediction: Prediction) -> Path | None:
        """Put one picture into its class's folder.

        Returns:
            The file made; None where the picture could not be read, or is no longer there.

        Raises:
            OutputError: It cannot be written.
        """
        name = class_name(prediction, self._classes, self._unknown_below)
        if name is None:
            return None
        if not os.path.lexists(prediction.path):
            self.num_gone += 1
            return None
        folder = self.folder / self._folders[name]
        with explained_os_errors(folder):
            folder.mkdir(exist_ok=True)
            while True:
                path = self._free_path(folder / safe_name(os.path.basename(prediction.path)))
                self._note(path, prediction.path)
                try:
                    self._make(prediction.path, path)
                    break
                except FileExistsError:  # made by another program since we looked
                    continue
        self.num_sorted += 1
        return path

    def remove_if_unused(self) -> None:
        """Remove the undo file where nothing was sorted, and the folder that was made for it."""
        if self._has_notes:
            return
        with contextlib.suppress(OSError):
            self.undo_path.unlink(missing_ok=True)
            if self._is_new:
                self.folder.rmdir()

    def _free_path(self, path: Path) -> Path:
        """Return the path, or with the first number behind its name that makes it new."""
        number = self._next_number.get(path, 1)
        candidate = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        while os.path.lexists(candidate):
            number += 1
            candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        if number > 1:
            self._next_number[path] = number + 1
        return candidate

    def _note(self, path: Path, source: str) -> None:
        self._has_notes = True
        made = path.relative_to(self.folder).as_posix()
        self._undo.write(json.dumps({"made": made, "from": os.path.abspath(source)}, ensure_ascii=False) + "\n")
        self._undo.flush()

    def _make(self, source: str, path: Path) -> None:
        if self._mode == LINK:
            for link in (os.link, os.symlink):
                try:
                    link(os.path.abspath(source), path)
                    return
                except OSError:
                    continue  # another drive, or a system that allows no links
        try:
            with open(source, "rb") as old, open(path, "xb") as new:
                shutil.copyfileobj(old, new, 1 << 20)
            shutil.copystat(source, path)
            path.chmod(path.stat().st_mode | stat.S_IWRITE)  # what is marked read-only, Windows would not let us undo
        except FileExistsError:
            raise
        except OSError:
            path.unlink(missing_ok=True)
            raise


def holds_sorted_copies(folder: str, names: Iterable[str]) -> bool:
    """Whether a folder with files of these names was made by a Sorter, as an undo file lies in it."""
    for name in names:
        if name.startswith("undo_") and name.endswith(".jsonl"):
            with contextlib.suppress(OSError), open(os.path.join(folder, name), "rb") as file:
                if file.read(len(FIRST_OF_NOTE)) == FIRST_OF_NOTE.encode():
                    return True
    return False


def undo(undo_path: str | Path) -> tuple[int, int]:
    """Remove what a sorting made, its folder too if nothing else is in it; files changed since stay.

    Args:
        undo_path: An undo file; it is removed when nothing of it is left.

    Returns:
        (files removed, files left because they were changed since or cannot be removed).

    Raises:
        OutputError: There is no such file, or it is no undo file.
    """
    undo_path = Path(undo_path)
    if not undo_path.is_file():
        raise OutputError(f"There is no undo file {undo_path}. Give the undo_....jsonl that a sorting into folders "
                          "left.")
    try:
        entries = _entries(undo_path)
        pairs = [(undo_path.parent / str(entry["made"]), str(entry["from"])) for entry in entries]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise OutputError(f"{undo_path} is no undo file ({error}). Give the undo_....jsonl that a sorting into folders "
                          "left.") from error
    root = undo_path.parent.resolve()
    removed, kept = 0, 0
    for path, source in pairs:
        if not os.path.lexists(path):
            continue
        is_inside = root in path.parent.resolve().parents or path.parent.resolve() == root
        # A kill can only have cut the copy that was noted last.
        is_ours = _is_unchanged(path, source) or (path == pairs[-1][0] and _is_begun_copy(path, source))
        if not is_inside or not is_ours:
            kept += 1
            continue
        try:
            path.unlink()
            removed += 1
        except OSError:
            kept += 1
    remove_empty(folder for folder in {path.parent for path, _ in pairs} if folder.resolve() != root)
    if not kept:
        with contextlib.suppress(OSError):  # whoever still holds it: it undoes nothing more
            remove_file(undo_path)
        remove_empty([root])
    return removed, kept


def _entries(undo_path: Path) -> list[dict[str, str]]:
    """Return what an undo file notes; a last line that was cut off by a kill or a full disk noted nothing made yet."""
    # Not splitlines(), which also splits at characters that stand in names as they are.
    *lines, last = undo_path.read_text(encoding="utf-8", errors="replace").split("\n")
    entries = [json.loads(line) for line in lines]
    if last and not FIRST_OF_NOTE.startswith(last[:len(FIRST_OF_NOTE)]):
        raise ValueError(f"its last line is {last[:40]!r}")
    with contextlib.suppress(ValueError):
        entries.append(json.loads(last))
    return entries


def folder_names(classes: Sequence[str]) -> dict[str, str]:
    """Return a folder name for each class, safe on every system and different even where case does not count."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(classes):
        base = candidate = safe_name(name)
        number = 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{base}-{number}"
        taken.add(candidate.casefold())
        names[name] = candidate
    return names


def _is_unchanged(path: Path, source: str) -> bool:
    """Whether a file is still the copy or the link that was made."""
    if path.is_symlink():
        return True
    try:
        made, original = path.stat(), os.stat(source)
    except OSError:
        return False  # the picture itself is gone: this may be the last copy
    return made.st_size == original.st_size and abs(made.st_mtime - original.st_mtime) < 2


def _is_begun_copy(path: Path, source: str) -> bool:
    """Whether a file holds the beginning of its picture, or all of it, and nothing else."""
    try:
        with open(path, "rb") as made, open(source, "rb") as original:
            while piece := made.read(1 << 20):
                if piece != original.read(len(piece)):
                    return False
    except OSError:
        return False
    return True
