"""What the window remembers from one start to the next, in a JSON file that people can read.

The file holds only what differs from the defaults. A damaged file is set aside, never in the way of starting.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from core.base.errors import OutputError
from core.base.files import one_spelling, read_json, write_json

logger = logging.getLogger(__name__)

MAX_RECENT = 10
PREDICT_DEFAULTS: dict[str, Any] = {"interval_s": 1.0, "loop": False, "shuffle": False, "unknown_below": 0.0}
"""What the Predict page begins with; Settings.predict holds what differs."""


@dataclass
class Settings:
    """The window's settings. A field's default is what a new user gets.

    Attributes:
        language: "system", or a key of ui.language.LANGUAGES.
        number_format: How numbers are written, one of ui.number_format.CHOICES.
        theme: "system", "light" or "dark".
        scale: Size of everything in percent, 100 to 200.
        keep_awake: The computer does not sleep while a job runs.
        page: Key of the page last in sight.
        geometry: x, y, width, height of the window when not maximized; empty for the default.
        maximized: Whether the window filled the screen.
        log_visible: Whether the log was shown.
        data_folder, model_folder, pictures_folder, export_folder: Where the last choice of each kind was made.
        recent_data, recent_models, recent_pictures: Newest first.
        train: Settings of the training form that differ from TrainConfig's defaults.
        runs_folders: Folders that runs are looked for in, beside the window's own and the index.
        dismissed_runs: Run folders whose resuming was declined.
        device: What computes where nothing else is said: auto, cpu, cuda, cuda:N or mps.
        num_threads: Threads that read pictures where nothing else is said; 0: by the number of cores.
        cache: What TrainConfig.cache begins with.
        predict: The Predict page's own settings by name, those that differ from PREDICT_DEFAULTS, and others.
    """

    language: str = "system"
    number_format: str = "language"
    theme: str = "system"
    scale: int = 100
    keep_awake: bool = True
    page: str = "train"
    geometry: list[int] = field(default_factory=list)
    maximized: bool = False
    log_visible: bool = False
    data_folder: str = ""
    model_folder: str = ""
    pictures_folder: str = ""
    export_folder: str = ""
    recent_data: list[str] = field(default_factory=list)
    recent_models: list[str] = field(default_factory=list)
    recent_pictures: list[str] = field(default_factory=list)
    train: dict[str, Any] = field(default_factory=dict)
    runs_folders: list[str] = field(default_factory=list)
    dismissed_runs: list[str] = field(default_factory=list)
    device: str = "auto"
    num_threads: int = 0
    cache: str = "auto"
    predict: dict[str, Any] = field(default_factory=dict)

    def remember(self, kind: str, path: str) -> None:
        """Put a path at the head of a list of recent items.

        Args:
            kind: "data", "models" or "pictures".
            path: What was opened.
        """
        items = getattr(self, f"recent_{kind}")
        items[:] = each_once([path, *items])[:MAX_RECENT]


def each_once(paths: Iterable[str]) -> list[str]:
    """Return paths in their order without those that name again what one before them does: Windows knows no case."""
    found: dict[str, str] = {}
    for path in paths:
        found.setdefault(one_spelling(path), path)
    return list(found.values())


def load(path: Path) -> Settings:
    """Read the settings; what is missing, unknown or of a wrong type takes its default."""
    settings = Settings()
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return settings
    except (OSError, ValueError) as error:
        logger.warning("The settings %s cannot be read (%s); the defaults are used.", path, error)
        _set_aside(path)
        return settings
    if not isinstance(values, dict):
        _set_aside(path)
        return settings
    return _taken(values)


def to_plain(settings: Settings) -> dict[str, Any]:
    """Return what differs from the defaults, as the file holds it."""
    defaults = asdict(Settings())
    values = asdict(settings)
    values["predict"] = {name: value for name, value in settings.predict.items()
                         if name not in PREDICT_DEFAULTS or value != PREDICT_DEFAULTS[name]}  # fmt: skip
    return {name: value for name, value in values.items() if value != defaults[name]}


def save(settings: Settings, path: Path, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Write what differs from the defaults; where that fails it is logged, for nothing of value is lost.

    Args:
        settings: The settings of this window.
        path: The file.
        known: What `to_plain` gave of them when this window last read or wrote the file: what has not changed since is
            left as another window may have written it. None: all is written.

    Returns:
        What the next call takes as `known`.
    """
    values = to_plain(settings)
    written = values
    there = read_json(path) if known is not None else {}
    if known is not None and there:  # else it is gone or damaged, or cannot be read while another window writes it
        changed = {name for name in values.keys() | known.keys() if values.get(name) != known.get(name)}
        others = {name: value for name, value in to_plain(_taken(there)).items() if name not in changed}
        written = others | {name: value for name, value in values.items() if name in changed}
    try:
        write_json(path, written)
    except OutputError as error:
        logger.warning("The window's settings were not saved. %s", error)
        return dict(known or {})
    return values


def _taken(values: Mapping[str, Any]) -> Settings:
    """Return the settings that a file holds; those of a wrong type take their defaults."""
    settings = Settings()
    for item in fields(Settings):
        value = values.get(item.name)
        if type(value) is type(getattr(settings, item.name)):
            setattr(settings, item.name, value)
    return settings


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".damaged.json"))
    except OSError as error:
        logger.warning("%s cannot be set aside: %s", path, error)
