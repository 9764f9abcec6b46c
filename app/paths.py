"""Where the window keeps its files: settings, logs, and the runs it starts."""

import hashlib
import os
from pathlib import Path

import platformdirs

from core.base.files import one_spelling, safe_name
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


def folder_for(kind: str, root: str) -> Path:
    """Return the folder in the user's data folder that keeps something of a folder of pictures, however it is spelled.

    Args:
        kind: What is kept, as the folder around it is named.
        root: The folder of pictures.
    """
    whole = one_spelling(root)
    key = hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return data_folder() / kind / f"{safe_name(os.path.basename(whole))}-{key}"


def documentation() -> Path:
    """Return the folder of the documentation, which the window's help shows."""
    return PROJECT / "docs"
