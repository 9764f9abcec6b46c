"""Where a run's pictures are: where the run found them, or in the folder that the user said they are in now.

A run that was copied from another machine, or whose pictures were moved, names a folder that is not there. What the
user says of it is kept in the user's data folder rather than in the run's, which may be read-only; all runs that one
machine made of one folder are found with it.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

from core.base.errors import PicturesMovedError
from core.base.files import read_json, write_json
from core.base.messages import Message, message
from core.config import SAMPLE
from core.data.sources.names import is_archive
from core.places import data_folder
from core.training.run_folder import SPLITS, read_facts

MOVED = "moved_pictures.json"
NUM_LOOKED_FOR = 200
"""So many of a run's pictures are looked for in a folder before it is believed to be theirs."""


@dataclass(frozen=True)
class PicturesPlace:
    """Where a run found its pictures, and where they are.

    Attributes:
        found: The folder, as the machine that the run was made on writes it.
        here: The folder on this machine; the same where they are still there or nobody knows.
    """

    found: str
    here: str

    def path_here(self, path: str) -> str:
        """Return where a picture is that the run found below its folder; other paths stay as they are."""
        if self.here == self.found:
            return path
        found = _as_written(self.found)
        try:
            rest = type(found)(path).relative_to(found)
        except ValueError:
            return path
        return os.path.join(self.here, *rest.parts)


def pictures_place(run_dir: Path) -> PicturesPlace:
    """Return where a run's pictures are. The sample digits are on every machine: they are laid out where they lack.

    Raises:
        OutputError: The sample cannot be laid out.
    """
    return place_by_facts(read_facts(run_dir))


def place_by_facts(facts: dict[str, Any]) -> PicturesPlace:
    """Return where the pictures of a run with these facts are; see `pictures_place`."""
    found = str(facts.get("root") or "")
    if not found or os.path.isdir(found):
        return PicturesPlace(found, found)
    if facts.get("dataset_path") == SAMPLE:
        from core.data.sample import sample_folder

        return PicturesPlace(found, str(sample_folder()))
    return PicturesPlace(found, _moved_to(facts) or _unpacked_again(facts) or found)


def missing_folder(run_dir: Path) -> str:
    """Return the folder that a run found its pictures in, where nobody knows where they are; else an empty text."""
    facts = read_facts(run_dir)
    found = str(facts.get("root") or "")
    is_known = not found or facts.get("dataset_path") == SAMPLE or os.path.isdir(found)
    return "" if is_known or _moved_to(facts) or _unpacked_again(facts) else found


def archive_told(facts: dict[str, Any]) -> Message | None:
    """Say what became of the archive that a run's pictures were unpacked from; None where they were not.

    For pictures that are not where the run found them: in the cache, which may be emptied at any time.
    """
    archive = str(facts.get("dataset_path") or "")
    if not is_archive(archive):
        return None
    if os.path.isfile(archive):
        return message("The run's pictures were unpacked from {archive}, and have been cleared from the cache since. "
                       "Open the archive to unpack it again, or give the folder that they are in now.",
                       archive=archive)  # fmt: skip
    return message("The run's pictures were unpacked from {archive}. It is not there any more, and they have been "
                   "cleared from the cache. Bring it back and open it, or give the folder that they are in now.",
                   archive=archive)  # fmt: skip


def note_moved(run_dir: Path, folder: str | Path) -> str:
    """Remember that a run's pictures are in a folder now, where some of them are: in it, just above, or just below.

    Returns:
        The folder that takes the place of the one that the run found its pictures in.

    Raises:
        PicturesMovedError: None of the first pictures of the run's table is there.
        DataError: The run's table cannot be read.
        OutputError: It cannot be remembered.
    """
    from core.data.splitting.table import split_rows

    facts = read_facts(run_dir)
    found = str(facts.get("root") or "")
    names = [name for name, *_ in islice(split_rows(run_dir / SPLITS), NUM_LOOKED_FOR) if not os.path.isabs(name)]
    for place in _candidates(os.path.abspath(folder), found):
        if are_some_in(place, names):
            write_json(data_folder() / MOVED, {**read_json(data_folder() / MOVED), _key(facts): place})
            return place
    raise PicturesMovedError(message(
        "None of the run's pictures is in {folder}. Choose the folder that holds {example}.", folder=str(folder),
        example=names[0] if names else found), run_dir)  # fmt: skip


def are_some_in(folder: str, names: Iterable[str]) -> bool:
    """Tell whether some of the pictures that a run's or a user's own table names are in a folder."""
    places = (name if os.path.isabs(name) else os.path.join(folder, *name.split("/")) for name in names)
    return bool(folder) and any(map(os.path.isfile, places))


def _candidates(folder: str, found: str) -> Iterator[str]:
    """Yield the folder, and those that people choose instead: the one above it, or one in which it lies."""
    yield folder
    yield os.path.dirname(folder)
    if last := _as_written(found).name:
        yield os.path.join(folder, last)


def _moved_to(facts: dict[str, Any]) -> str:
    folder = read_json(data_folder() / MOVED).get(_key(facts))
    return folder if isinstance(folder, str) and os.path.isdir(folder) else ""


def _unpacked_again(facts: dict[str, Any]) -> str:
    """Return where pictures of an archive lie since it was unpacked again to another folder than the run's, or ""."""
    from core.data.sources.archives import place_again

    archive = str(facts.get("dataset_path") or "")
    place = place_again(archive, _as_written(str(facts.get("root") or "")).parts) if is_archive(archive) else None
    return str(place or "")


def _key(facts: dict[str, Any]) -> str:
    """Return what a machine's folder is kept under; equal paths of two machines are two folders."""
    return f"{facts.get('host') or ''}:{facts.get('root') or ''}"


def _as_written(folder: str) -> PurePath:
    """Return a folder as a path of the system that wrote it: only Windows' begin with a drive."""
    windows = PureWindowsPath(folder)
    return windows if windows.drive else PurePosixPath(folder)
