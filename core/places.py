"""The user's own folders: what may be made again (cache) and what may not (data)."""

import os
from pathlib import Path

import platformdirs

from core.base.moved_places import CACHE_FOLDER, moved_place

APP_NAME = "Classwise"
CACHE_VARIABLE = "CLASSWISE_CACHE"


def cache_folder() -> Path:
    """Return the folder for what can be made again.

    The environment variable CLASSWISE_CACHE moves it, else the preferences.
    """
    moved = os.environ.get(CACHE_VARIABLE) or moved_place(data_folder(), CACHE_FOLDER)
    return Path(moved) if moved else Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False))


def data_folder() -> Path:
    """Return the folder for settings and the index of runs; the environment variable CLASSWISE_DATA moves it."""
    moved = os.environ.get("CLASSWISE_DATA")
    return Path(moved) if moved else Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
