"""Finding out what a path is, and reading it."""

import os

from core.base.control import Control
from core.base.errors import DataError
from core.config import TrainConfig
from core.data.sources.folders import class_folders_in, read_class_folders, read_split_folders, split_folders_in
from core.data.sources.part import Part

SAMPLE = "sample"


def read_place(path: str, config: TrainConfig, control: Control | None = None) -> Part:
    """Read one place of a data set, of the form that the settings name or that it looks like.

    Raises:
        DataError: It does not exist or is of no known form.
    """
    folder = os.path.abspath(os.path.expanduser(path))
    if path == SAMPLE and not os.path.exists(folder):
        folder = _sample()
    if not os.path.exists(folder):
        raise DataError(_missing(folder))
    if split_folders_in(folder):
        return read_split_folders(folder, control)
    return read_class_folders(folder, control)


def _sample() -> str:
    from core.data.sample import sample_folder

    return str(sample_folder())


def _missing(path: str) -> str:
    """Say that a path does not exist, and what does beside it."""
    parent = os.path.dirname(path)
    while not os.path.isdir(parent) and os.path.dirname(parent) != parent:
        parent = os.path.dirname(parent)
    names = sorted(name for name in os.listdir(parent) if not name.startswith("."))
    shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "") if names else "nothing"
    return f"{path} does not exist. In {parent} there are: {shown}."
