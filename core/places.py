"""The user's own folders: what may be made again (cache) and what may not (data)."""

import os
from pathlib import Path

import platformdirs

APP_NAME = "Classwise"


def cache_folder() -> Path:
    """Return the folder for what can be made again; the environment variable CLASSWISE_CACHE moves it."""
    moved = os.environ.get("CLASSWISE_CACHE")
    return Path(moved) if moved else Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False))


def data_folder() -> Path:
    """Return the folder for settings and the index of runs; the environment variable CLASSWISE_DATA moves it."""
    moved = os.environ.get("CLASSWISE_DATA")
    return Path(moved) if moved else Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
