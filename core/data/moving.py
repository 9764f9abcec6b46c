"""Moving pictures into the folders of the classes they were given, and back.

The list of all moves is written before the first, so that after a crash, too, `undo_moves` finds what lies elsewhere
and puts it back. Nothing is ever overwritten: where a name is taken, a move is planned to another name; where it was
taken meanwhile, moving stops.
"""

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.base.control import Control
from core.base.errors import DataError, OutputError
from core.base.events import Emit, Progress, ignore
from core.base.files import explained_os_errors, move_to_free, remove_file, safe_name, unused_path, write_json
from core.base.folders import remove_empty
from core.base.messages import message
from core.base.sorting import natural_key
from core.data.sources.names import OWN_FOLDER, composed, split_of

FORMAT_VERSION = 1
LEFT_OUT_FOLDER = f"{OWN_FOLDER}/left out"
"""Below the pictures' folder; no command looks into it."""
UNDO_FILES = "moves-*.json"
SIGNS_OF_PLACES = "\\:" if os.name == "nt" else ""  # of another folder or drive, where they mean that


@dataclass(frozen=True)
class Move:
    """One picture's way.

    Attributes:
        source: Where it lies, relative to the root with forward slashes.
        target: Where it goes.
    """

    source: str
    target: str


def folder_changes(
    root: str, wanted: Mapping[str, str | None]
) -> tuple[dict[str, str], dict[str, str | None]]:
    """Compare the classes of pictures with the folders that they lie in.

    Args:
        root: Folder of the class folders, or of train, val and test folders of such.
        wanted: The class of each picture, by absolute path; None for those that are left out.

    Returns:
        The class that each picture's folder names, and the class of those that lie elsewhere than they should; what
        was left out and moved away before is in neither.

    Raises:
        DataError: Most pictures do not lie in a folder of their class: the folders mean something else.
    """
    names = set(wanted.values())
    folders: dict[str, str] = {}
    num_loose = 0
    for path in wanted:
        parts = _parts(path, root)
        if parts[0] == OWN_FOLDER:
            continue
        place = 1 if len(parts) > 2 and parts[0] not in names and split_of(parts[0]) else 0
        if parts[0] == ".." or len(parts) < place + 2:
            num_loose += 1
            continue
        folders[path] = parts[place]
    changes = {path: wanted[path] for path, name in folders.items() if wanted[path] != name and wanted[path] != ""}
    if num_loose or len(changes) * 2 > len(folders):
        raise DataError(message("These pictures do not lie in folders of their classes, so that their files stay "
                                "where they are. Save the labels as a table; every command takes it."))  # fmt: skip
    return folders, changes


def plan_moves(root: str, labels: Mapping[str, str], changes: Mapping[str, str | None]) -> tuple[Move, ...]:
    """Plan the way of each picture from its class's folder into another one's.

    Args:
        root: Folder of the class folders, or of train, val and test folders of such.
        labels: The class of each picture as its folder says, by absolute path.
        changes: The new class of those to be moved; None for those that are left out.

    Returns:
        The moves, none of them onto a file that exists.

    Raises:
        DataError: A picture does not lie in a folder of its class, or a class's name can be no folder's.
    """
    taken: set[str] = set()
    moves = []
    for path, name in changes.items():
        parts = _parts(path, root)
        place = 1 if len(parts) > 2 and parts[0] != labels[path] and split_of(parts[0]) else 0
        if parts[0] == ".." or len(parts) < place + 2 or parts[place] != labels[path]:
            raise DataError(message("{path} does not lie in a folder of its class ({name}), so that it cannot be moved "
                                    "into another. Save the labels as a table.", path=path, name=labels[path]))
        if name is None:
            target = f"{LEFT_OUT_FOLDER}/{'/'.join(parts)}"
        else:
            if safe_name(name) != name:
                raise DataError(message("The class {name!r} cannot be a folder's name. Choose another name for it, or "
                                        "save the labels as a table.", name=name))  # fmt: skip
            target = "/".join([*parts[:place], name, *parts[place + 1:]])
        if not _is_own_name(path, full_path(root, target)):
            moves.append(Move("/".join(parts), _free(root, target, taken)))
    return tuple(moves)


def move_pictures(root: str, moves: Sequence[Move], emit: Emit = ignore, control: Control | None = None) -> Path:
    """Move pictures, after writing where each comes from and goes to.

    Args:
        root: What the moves are relative to.
        moves: From `plan_moves`.
        emit: Gets Progress.
        control: Asked before each move whether to stop; what was moved can be undone.

    Returns:
        The undo file.

    Raises:
        OutputError: A picture cannot be moved; those before it were.
        Cancelled: A stop was asked for.
    """
    control = control or Control()
    name = datetime.now().strftime("moves-%Y%m%d-%H%M%S.json")
    undo_file = unused_path(Path(root) / OWN_FOLDER / name)
    content = {"format_version": FORMAT_VERSION, "moves": [{"from": move.source, "to": move.target} for move in moves]}
    write_json(undo_file, content)
    for done, move in enumerate(moves):
        control.check()
        emit(Progress("Moving pictures", done, len(moves)))
        _move(full_path(root, move.source), full_path(root, move.target))
    _remove_empty_folders(root, [move.source for move in moves])
    return undo_file


def undo_moves(undo_file: Path, emit: Emit = ignore, control: Control | None = None) -> tuple[int, tuple[str, ...]]:
    """Put pictures back where they were; the undo file goes when none of them lies elsewhere any more.

    Where another program holds the file, it stays, and undoes nothing more.

    Returns:
        How many were put back, and the relative paths of those that could not be: their old place is taken, or they
        are gone.

    Raises:
        DataError: The file is no undo file.
        OutputError: A picture cannot be moved.
        Cancelled: A stop was asked for.
    """
    control = control or Control()
    root = str(undo_file.parent.parent)
    moves = read_moves(undo_file)
    num_back, stuck = 0, []
    for done, move in enumerate(reversed(moves)):
        control.check()
        emit(Progress("Moving pictures back", done, len(moves)))
        here, there = full_path(root, move.target), full_path(root, move.source)
        if not os.path.lexists(here):
            if not os.path.lexists(there):
                stuck.append(move.source)
        elif os.path.lexists(there):
            if _is_same_file(here, there):
                if os.lstat(here).st_nlink > 1 and not _is_one_name(here, there):
                    os.unlink(here)  # a crash came between the two steps of a move
                num_back += 1
            else:
                stuck.append(move.source)
        else:
            _move(here, there)
            num_back += 1
    _remove_empty_folders(root, [move.target for move in moves])
    if not stuck:
        with contextlib.suppress(OSError):  # whoever still holds it: undone again, it moves nothing
            remove_file(undo_file)
        _remove_empty_folders(root, [f"{OWN_FOLDER}/{undo_file.name}"])
    return num_back, tuple(stuck)


def read_moves(undo_file: Path) -> tuple[Move, ...]:
    """Read an undo file.

    Raises:
        DataError: It is none, or it leads out of its folder.
    """
    try:
        content = json.loads(undo_file.read_text(encoding="utf-8"))
        moves = tuple(Move(_within(item["from"]), _within(item["to"])) for item in content["moves"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(message("{path} is no list of moves that can be undone ({reason}).", path=undo_file,
                                reason=error)) from error  # fmt: skip
    return moves


def undo_files(root: str) -> list[Path]:
    """Return the undo files of a folder of pictures, the newest first."""
    # Without the ending: of two of one second, the first has none of the numbers that the second has behind the time.
    return sorted((Path(root) / OWN_FOLDER).glob(UNDO_FILES), key=lambda path: natural_key(path.stem), reverse=True)


def _within(name: Any) -> str:
    """Refuse what would lead out of the folder."""
    if not isinstance(name, str) or os.path.isabs(name) or name[1:2] == ":" or ".." in name.split("/") or any(
            sign in name for sign in SIGNS_OF_PLACES):  # fmt: skip
        raise ValueError(f"{name!r} leads out of the folder")
    return name


def _is_own_name(path: str, target: str) -> bool:
    """Whether a target is where the file lies already, as the file system takes two classes of other case for one."""
    is_alike = composed(path).casefold() == composed(target).casefold()
    return is_alike and _is_same_file(path, target)


def _is_one_name(first: str, second: str) -> bool:
    """Whether two paths of one file lead to one entry of a folder, as where upper and lower case are the same.

    The number of its links does not tell: the file may have further ones elsewhere, as in the folders of a split.
    """
    folder, names = os.path.dirname(first), {os.path.basename(first), os.path.basename(second)}
    if not os.path.samefile(folder, os.path.dirname(second)):
        return False
    return len(names) == 1 or not names <= set(os.listdir(folder))


def _is_same_file(first: str, second: str) -> bool:
    return os.path.exists(first) and os.path.exists(second) and os.path.samefile(first, second)


def _free(root: str, target: str, taken: set[str]) -> str:
    """Return a name that is neither there nor planned, in any case of letters."""
    stem, ending = os.path.splitext(target)
    number, name = 1, target
    while name.casefold() in taken or os.path.lexists(full_path(root, name)):
        number += 1
        name = f"{stem}-{number}{ending}"
    taken.add(name.casefold())
    return name


def _parts(path: str, root: str) -> list[str]:
    """Return the names on the way from a root to a path; the first is ".." where it lies elsewhere."""
    try:
        return os.path.relpath(path, root).split(os.sep)
    except ValueError:  # Windows: on another drive
        return [os.pardir]


def full_path(root: str, name: str) -> str:
    """Return the absolute path of what a move names."""
    return os.path.join(root, *name.split("/"))


def _move(source: str, target: str) -> None:
    """Move a file to a name that is not taken."""
    with explained_os_errors(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        try:
            move_to_free(source, target)
        except FileExistsError as error:
            raise _taken(target) from error


def _taken(target: str) -> OutputError:
    return OutputError(message("{path} is there already; nothing is overwritten. What was moved before can be moved "
                               "back.", path=target))  # fmt: skip


def _remove_empty_folders(root: str, names: Sequence[str]) -> None:
    """Remove folders that moving emptied, but no folder that holds anything, and not the root."""
    left = {Path(full_path(root, name)).parent for name in names}
    folders = {folder for inner in left for folder in (inner, *inner.parents) if Path(root) in folder.parents}
    remove_empty(sorted(folders, key=lambda folder: len(folder.parts), reverse=True))
