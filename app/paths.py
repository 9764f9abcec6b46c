"""Where the window keeps its files: settings, logs, and the runs it starts."""

from pathlib import Path

import platformdirs

from core.places import data_folder

PROJECT = Path(__file__).resolve().parent.parent


def settings_file() -> Path:
    """Return the file of the window's settings."""
    return data_folder() / "settings.json"


def log_file() -> Path:
    """Return the window's log file."""
    return data_folder() / "logs" / "classwise.log"


def runs_folder() -> Path:
    """Return the folder that runs started in the window are made in: Classwise/runs in the user's documents."""
    return Path(platformdirs.user_documents_dir()) / "Classwise" / "runs"


def documentation() -> Path:
    """Return the folder of the documentation, which the window's help shows."""
    return PROJECT / "docs"
