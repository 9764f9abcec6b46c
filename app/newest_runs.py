"""The newest runs for a menu or an empty page: of the index, and of every folder that the Runs page looks into."""

import os
from collections.abc import Iterable
from heapq import nlargest
from pathlib import Path

from app import paths
from app.run_catalog import NUM_LOOKED_AT, changed_at, read_run
from app.run_scan import RunScanner, run_folders
from app.settings import Settings
from core.base.control import Control
from core.base.events import ignore
from core.base.patience import answers
from core.base.run_info import RunInfo
from core.training.run_folder import CONFIG, indexed_runs


def runs_folders(settings: Settings) -> list[Path]:
    """Return the folders that runs are looked for in, beside the index: the window's own, and those of the settings."""
    chosen = str(settings.train.get("log_dir", ""))
    own = [paths.runs_folder(), *([Path(chosen)] if chosen else [])]
    return list(dict.fromkeys([*own, *map(Path, settings.runs_folders)]))


def usable_runs(folders: Iterable[Path], control: Control) -> list[RunInfo]:
    """Return the runs that have a model, of the index and of these folders, newest first; for a job's thread.

    Raises:
        Cancelled: A stop was asked for.
    """
    return _with_model(RunScanner().scan(list(folders), ignore, control))


def usable_runs_at_once(folders: Iterable[Path]) -> list[RunInfo]:
    """Return the newest runs that have a model; for the window's thread, which waits for no disk.

    A few of each place are looked at, and what does not answer within a moment is left out.
    """
    nothing: tuple[Path, ...] = ()
    found = answers(_newest_of, list(folders), nothing)
    places = list(dict.fromkeys([*indexed_runs()[:NUM_LOOKED_AT], *(run for runs in found for run in runs)]))
    runs: dict[str, RunInfo] = {}
    not_there: tuple[str, RunInfo | None] = ("", None)
    for real_name, info in answers(_look, places, not_there):
        if info is not None:
            runs.setdefault(real_name, info)
    return _with_model(sorted(runs.values(), key=lambda info: -info.started))


def _newest_of(folder: Path) -> tuple[Path, ...]:
    return tuple(nlargest(NUM_LOOKED_AT, run_folders([folder]), key=lambda run: changed_at(run / CONFIG)))


def _look(run_dir: Path) -> tuple[str, RunInfo | None]:
    """Return what is the same for all ways to a folder, and what it tells of its run."""
    return os.path.normcase(os.path.realpath(run_dir)), read_run(run_dir)


def _with_model(runs: Iterable[RunInfo]) -> list[RunInfo]:
    return [info for info in runs if info.is_readable and info.has_model]
