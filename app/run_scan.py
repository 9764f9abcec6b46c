"""Finds runs in folders and in the index, reading again only those that changed; for a job, imports no torch."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.run_catalog import RESULTS, read_run
from core.base.control import Control
from core.base.events import Emit, Event
from core.base.run_info import BEST_MODEL, LAST_MODEL, RunInfo
from core.training.run_folder import CONFIG, EVENTS, HISTORY, SPLITS, known_runs

DEPTH = 2
"""How many folders below a runs folder are looked into: RUNS/RUN, and RUNS/EXPERIMENT/RUN."""
MAX_FOLDERS = 20_000
BATCH = 50
LOOKED_AT = (CONFIG, HISTORY, EVENTS, SPLITS, RESULTS, BEST_MODEL, LAST_MODEL)
Signature = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class RunsFound(Event):
    """Some runs that are new or have changed."""

    runs: tuple[RunInfo, ...]


class RunScanner:
    """Remembers what it read; one scan at a time."""

    def __init__(self) -> None:
        self._read: dict[Path, tuple[Signature, RunInfo | None]] = {}
        self._real: dict[Path, str] = {}

    def scan(self, folders: Sequence[Path], emit: Emit, control: Control) -> tuple[RunInfo, ...]:
        """Return all runs, newest first.

        Args:
            folders: Runs folders, or runs; those of the index are looked at in any case.
            emit: Gets RunsFound as they are read.
            control: Asked whether to stop.

        Raises:
            Cancelled: A stop was asked for.
        """
        changed: list[RunInfo] = []
        seen: dict[Path, RunInfo] = {}
        looked_at: dict[str, Path] = {}
        for place in run_folders([*known_runs(), *folders]):
            control.check()
            run_dir = looked_at.setdefault(self._real_name(place), place)
            if run_dir in seen:
                continue
            info, is_new = self._look(run_dir)
            if info is None:
                continue
            seen[run_dir] = info
            if is_new:
                changed.append(info)
                if len(changed) % BATCH == 0:
                    emit(RunsFound(tuple(changed[-BATCH:])))
        for gone in self._read.keys() - seen.keys():
            del self._read[gone]
        return tuple(sorted(seen.values(), key=lambda info: -info.started))

    def _real_name(self, place: Path) -> str:
        """Return what is the same for all ways to a folder; asked once, for it costs a look at each of its parents."""
        if place not in self._real:
            self._real[place] = os.path.normcase(os.path.realpath(place))
        return self._real[place]

    def _look(self, run_dir: Path) -> tuple[RunInfo | None, bool]:
        signature = _signature(run_dir)
        before = self._read.get(run_dir)
        if before is not None and before[0] == signature and not (before[1] is not None and before[1].running):
            return before[1], False
        info = read_run(run_dir)
        self._read[run_dir] = (signature, info)
        return info, before is None or before[1] != info


def holds_runs(folder: Path) -> bool:
    """Whether a folder is a run, or has one in it."""
    return next(run_folders([folder]), None) is not None


def run_folders(roots: Iterable[Path]) -> Iterator[Path]:
    """Yield the run folders at and below some folders."""
    for root in roots:
        left = MAX_FOLDERS
        waiting = [(root, 0)]
        while waiting and left:
            folder, depth = waiting.pop()
            left -= 1
            if (folder / CONFIG).is_file():
                yield folder
            elif depth < DEPTH:
                waiting += [(path, depth + 1) for path in _folders_in(folder)]


def _folders_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
    except OSError:
        return []


def _signature(run_dir: Path) -> Signature:
    """Return what changes whenever a run does: size and age of its files."""
    found: list[tuple[int, int] | None] = []
    for name in LOOKED_AT:
        try:
            facts = os.stat(run_dir / name)
            found.append((facts.st_size, facts.st_mtime_ns))
        except OSError:
            found.append(None)
    return tuple(found)
