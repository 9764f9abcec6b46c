"""Fetching a public set and writing it as class folders, with its official splits."""

import importlib
import importlib.util
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from core.base.control import Control
from core.base.errors import DataError, DependencyError, OutputError
from core.base.events import Emit, Notice, Progress, ignore
from core.base.files import explained_os_errors, safe_name
from core.base.folders import remove_tree
from core.base.resumed_download import PART
from core.data.downloads import Downloader, explained, torchvision_fetches_with
from core.data.images import encode_png
from core.data.public_sets import PublicSet
from core.data.splitting.folders import made_whole, require_free
from models.turns import turn

ARCHIVE_ENDINGS = (".tgz", ".gz", ".zip", ".bz2", ".tar", ".mat", PART)
# Where torchvision's data sets keep (path, label) pairs, or paths and labels apart.
PAIRS = ("samples", "_samples")
PATHS = ("_image_files", "_images")


def fetch_set(
    name: str, public: PublicSet, folder: str | Path, emit: Emit = ignore, control: Control | None = None
) -> int:
    """Fetch a public set into a folder: train, val and test folders of class folders, as its publisher split it.

    Downloads go to a hidden folder beside it, which stays when it breaks off, so that the next try goes on.

    Args:
        name: Its name, for messages.
        public: The set.
        folder: Destination; it must not exist, or be empty.
        emit: Gets Progress.
        control: Asked now and then whether to stop.

    Returns:
        Number of pictures.

    Raises:
        DataError: There is no connection, or what arrived is damaged.
        DependencyError: A package is missing.
        OutputError: The destination is not empty or cannot be written, or another process fetches into it.
        Cancelled: A stop was asked for.
    """
    folder = Path(os.path.abspath(folder))
    require_free(folder)
    if public.needs and importlib.util.find_spec(public.needs) is None:
        raise DependencyError(f"{name} needs the package {public.needs}: python -m pip install {public.needs}")
    work = folder.with_name(f".{folder.name}.download")
    control = control or Control()
    with explained_os_errors(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with turn(folder.with_name(f"{work.name}.lock"), lambda: _refuse(folder)):
            require_free(folder)  # another process may have filled it since
            work.mkdir(exist_ok=True)
            _keep_archives_only(work)
            with made_whole(folder) as unfinished:
                num_pictures = 0
                for split, arguments in public.splits.items():
                    place = unfinished / split.value if split is not None else unfinished
                    num_pictures += _write(_opened(name, public, work, arguments, emit, control), place, emit, control)
            remove_tree(work)
    return num_pictures


def _refuse(folder: Path) -> NoReturn:
    raise OutputError(f"Another process is fetching a set into {folder}. Wait for it or stop it first.")


def _opened(
    name: str, public: PublicSet, work: Path, arguments: Mapping[str, Any], emit: Emit, control: Control
) -> Any:
    """Return torchvision's data set, downloaded and checked."""
    builder = getattr(importlib.import_module("torchvision.datasets"), public.builder)
    downloader = Downloader(emit, control)
    emit(Notice(f"{name}: about {public.download_mb} MB; licence: {public.licence}; {public.page}"))
    try:
        with torchvision_fetches_with(downloader):
            return builder(str(work), download=True, **arguments, **public.options)
    except (OSError, RuntimeError, EOFError, ValueError, KeyError) as error:
        raise explained(error, downloader, name, public.page) from error


def _keep_archives_only(work: Path) -> None:
    """Remove what was unpacked before a try broke off: half an archive's content would pass for the whole."""
    for parent, folders, files in os.walk(work, topdown=False):
        for file in files:
            if not file.endswith(ARCHIVE_ENDINGS):
                os.unlink(os.path.join(parent, file))
        for folder in folders:
            inner = os.path.join(parent, folder)
            if not os.listdir(inner):
                os.rmdir(inner)


def _write(dataset: Any, folder: Path, emit: Emit, control: Control) -> int:
    """Write a data set's pictures as class folders; files as they are, arrays as PNG."""
    names = class_names(dataset)
    total = len(dataset)
    digits = len(str(total))
    for number, (label, path, image) in enumerate(_items(dataset)):
        control.check()
        place = folder / safe_name(names[label] if label < len(names) else str(label))
        place.mkdir(parents=True, exist_ok=True)
        if path is not None:
            target = place / os.path.basename(path)
            # Some sets number their files anew in each class or folder.
            shutil.copy2(path, target if not target.exists() else place / f"{number:0{digits}d}_{target.name}")
        else:
            (place / f"{number:0{digits}d}.png").write_bytes(encode_png(_pixels(image)))
        if number % 100 == 0 or number + 1 == total:
            emit(Progress("Writing pictures", number + 1, total))
    if not total:
        raise DataError("The set that was fetched holds no pictures.")
    return total


def class_names(dataset: Any) -> Sequence[str]:
    """Return the names of a torchvision data set's classes; numbers where it has none."""
    names = getattr(dataset, "classes", None)
    if names is None:
        return [str(label) for label in range(1 + max(label for label, _, _ in _items(dataset)))]
    return [name if isinstance(name, str) else name[0] for name in names]


def _items(dataset: Any) -> Iterator[tuple[int, str | None, Any]]:
    """Yield (label, path, None) of a set of files, (label, None, picture) of a set of arrays."""
    for attribute in PAIRS:
        pairs = getattr(dataset, attribute, None)
        if pairs and isinstance(pairs[0][0], (str, os.PathLike)):
            yield from ((int(label), os.fspath(path), None) for path, label in pairs)
            return
    for attribute in PATHS:
        paths = getattr(dataset, attribute, None)
        if paths:
            yield from ((int(label), os.fspath(path), None)
                        for path, label in zip(paths, dataset._labels, strict=True))  # fmt: skip
            return
    for number in range(len(dataset)):
        image, label = dataset[number]
        yield int(label), None, image


def _pixels(image: Any) -> Any:
    pixels = np.asarray(image)
    return pixels[:, :, np.newaxis] if pixels.ndim == 2 else pixels
