"""Where a dropped path goes: which page opens it, and as what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.base.run_info import BEST_MODEL, LAST_MODEL, MODEL_ENDINGS
from core.config import SAMPLE

TABLE_ENDINGS = frozenset({".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".zip", ".tar", ".tgz", ".gz", ".txt", ".npz"})
MOST_LOOKED_AT = 200
"""Files or folders of a folder that are looked at to tell whether there are pictures in it."""
RUN_FILES = (BEST_MODEL, LAST_MODEL)


@dataclass(frozen=True)
class Destination:
    """Where paths go.

    Attributes:
        page: "data", "train", "predict", "evaluate" or "runs".
        what: "data", "model", "pictures", "runs" or, on the Runs page, "nothing".
        paths: The paths it opens.
    """

    page: str
    what: str
    paths: tuple[str, ...]


def destinations(paths: Sequence[str], current_page: str) -> list[Destination]:
    """Decide where paths go that come together: a model beside pictures or folders is to predict those."""
    models = [path for path in paths if _is_model(Path(path))]
    others = [path for path in paths if path not in models]
    if not models or not others or current_page in ("evaluate", "runs"):
        return [destination(paths, current_page)]
    return [destination(models, "predict"), destination(others, "predict")]


def destination(paths: Sequence[str], current_page: str) -> Destination:
    """Decide by what was dropped and, for a folder or pictures, by the page in sight.

    A model file or a run folder opens in Predict, a table or an archive in Train, pictures in Predict. A folder of
    pictures is data for training, or on the Predict page what is to be predicted. On the Data page data stays there. On
    the Evaluate page, a model is evaluated and anything else is what it is evaluated on. On the Runs page, folders that
    have runs in them are looked through for runs; what has neither runs nor pictures is told to have no run.
    """
    data_page = "data" if current_page == "data" else "train"
    if paths[0] == SAMPLE and not Path(SAMPLE).exists():
        return Destination(data_page, "data", (SAMPLE,))
    first = Path(paths[0])
    is_folder = first.is_dir()
    if current_page == "evaluate":
        return Destination("evaluate", "model" if _is_model(first) else "pictures", (str(first),))
    if is_folder and current_page == "runs" and _holds_runs(first):
        return Destination("runs", "runs", tuple(paths))
    if _is_model(first):
        return Destination("predict", "model", (str(first),))
    if current_page == "runs" and (not _holds_pictures(first) if is_folder else first.suffix.lower() in TABLE_ENDINGS):
        return Destination("runs", "nothing", (str(first),))
    if is_folder and current_page != "predict":
        return Destination(data_page, "data", (str(first),))
    if not is_folder and first.suffix.lower() in TABLE_ENDINGS:
        return Destination(data_page, "data", (str(first),))
    return Destination("predict", "pictures", tuple(paths))


def _is_model(path: Path) -> bool:
    """Tell whether a path is a model file or a run folder."""
    return path.suffix.lower() in MODEL_ENDINGS or any((path / name).exists() for name in RUN_FILES)


def _holds_runs(folder: Path) -> bool:
    from app.run_scan import holds_runs  # not needed before the first window

    return holds_runs(folder)


def _holds_pictures(folder: Path) -> bool:
    """Whether a picture is among the first files of a folder, or of the folders in it."""
    from core.data.images import IMAGE_ENDINGS  # not needed before the first window

    places = [folder, *(place for place in _first(folder) if place.is_dir())]
    return any(path.suffix.lower() in IMAGE_ENDINGS for place in places for path in _first(place))


def _first(folder: Path) -> Iterator[Path]:
    try:
        yield from islice(folder.iterdir(), MOST_LOOKED_AT)
    except OSError:  # of what cannot be read, nothing is known
        return
