"""What is looked at before a run goes on or lends its settings: its pictures, and the machine it was made on."""

import os
import platform
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.settings import Settings
from core.base.run_info import RunInfo
from core.config import AUTO, TrainConfig
from core.data.sources.names import is_archive
from core.training.pictures_place import missing_folder, pictures_place
from core.training.run_folder import read_facts
from ui.dialogs.continue_run import RunRow

DATA_PLACES = ("dataset_path", "val_path", "test_path", "metadata_path", "images_dir", "classes_path")


def run_row(info: RunInfo) -> RunRow:
    """Return a run as the dialog lists it."""
    return RunRow(str(info.run_dir), info.title, info.run_dir.name, info.state, info.epochs, info.epochs_done,
                  info.running, folder_to_ask_for(info.run_dir))  # fmt: skip


def folder_to_ask_for(run_dir: Path) -> str:
    """Return where a run found its pictures, where it can only go on once somebody says where they are.

    An archive's content may be gone from the cache; it is unpacked anew. Where the archive is gone, too, it is that.
    """
    missing = missing_folder(run_dir)
    source = str(read_facts(run_dir).get("dataset_path") or "") if missing else ""
    if is_archive(source):
        return "" if os.path.isfile(source) else source
    return missing


def changes_here(run_dir: Path, settings: Settings) -> dict[str, Any]:
    """Return what a run of another machine goes on with here: this machine's device, number format, threads, cache.

    A number format that was asked for, rather than found to be the best there, stays.
    """
    facts = read_facts(run_dir)
    host, decided = facts.get("host"), facts.get("auto")
    if not host or host == platform.node():
        return {}
    here = {"device": settings.device, "num_threads": settings.num_threads, "cache": settings.cache}
    return here | ({"precision": AUTO} if isinstance(decided, dict) and "precision" in decided else {})


def left_open(config: TrainConfig, run_dir: Path, settings: Settings) -> TrainConfig:
    """Return a run's settings with what its machine decided left to this one and the preferences.

    Its data are looked for where the user said that they are now.
    """
    decided = read_facts(run_dir).get("auto")
    here: dict[str, Any] = {"device": settings.device, "cache": settings.cache, "precision": AUTO}
    known = decided if isinstance(decided, dict) else {}
    place = pictures_place(run_dir)
    moved: dict[str, Any] = {name: place.path_here(value) for name in DATA_PLACES
                             if (value := getattr(config, name))}  # fmt: skip
    return replace(config, **moved, **{name: value for name, value in here.items() if name in known})
