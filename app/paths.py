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


def troubleshooting_page(language: str = "") -> Path:
    """Return the help page that errors link to, in a language (such as "zh_CN") where there is one, else in English."""
    translated = PROJECT / "docs" / f"troubleshooting.{language.replace('_', '-')}.md"
    return translated if language and translated.is_file() else PROJECT / "docs" / "troubleshooting.md"
