"""What models and runs are called, on every page alike."""

from pathlib import Path

from app.run_catalog import read_run
from core.base.messages import Message, message
from core.base.run_info import RunInfo


def model_name(path: str) -> str:
    """Return a short name of a model: network and data of a run, else its file's. Reads files: for a job's thread."""
    place = Path(path)
    info = read_run(place) if place.is_dir() else None
    return info.title if info is not None else name_of_file(path)


def name_of_file(path: str) -> str:
    """Return what a model is called while nothing of it was read."""
    place = Path(path)
    if place.suffix and place.stem in ("best_model", "last_model"):
        return f"{place.parent.name}/{place.name}"
    return place.name


def listed_name(path: str) -> str:
    """Return what a model is called among others, of which several may be of one network and data."""
    place = Path(path)
    info = read_run(place) if place.is_dir() else None
    return listed_run(info) if info is not None else model_name(path)


def listed_run(info: RunInfo) -> Message:
    """Return what a run is called among others: network, data and when."""
    return message("{title} ({name})", title=info.title, name=info.run_dir.name[:15])
