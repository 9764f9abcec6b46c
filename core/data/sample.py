"""The data set that comes with Classwise: 1,797 handwritten digits, as class folders."""

import contextlib
import os
import tempfile
from pathlib import Path

import numpy as np

from core.base.files import explained_os_errors, move_over
from core.base.folders import remove_tree
from core.data.images import encode_png
from core.places import cache_folder

DIGITS = Path(__file__).resolve().parents[2] / "resources" / "samples" / "digits.npz"


def sample_folder() -> Path:
    """Lay the digits out as class folders 0 to 9 of PNG files, where they are not yet, and return their folder.

    It lies in the user's cache folder and appears there whole. What has gone missing is put back. Several processes
    may ask at once.

    Raises:
        OutputError: The cache folder cannot be written.
    """
    folder = cache_folder() / "samples" / "digits"
    pictures = _pictures()
    if _missing(folder, pictures):
        with explained_os_errors(folder):
            _lay_out(folder, pictures)
    return folder


def _pictures() -> dict[str, bytes]:
    """Return the content of each file by its name relative to the folder, such as "3/0017.png"."""
    with np.load(DIGITS, allow_pickle=False) as arrays:
        images, labels = arrays["images"], arrays["labels"]
    return {
        f"{label}/{index:04d}.png": encode_png(image[:, :, np.newaxis])
        for index, (image, label) in enumerate(zip(images, labels, strict=True))
    }


def _missing(folder: Path, pictures: dict[str, bytes]) -> list[str]:
    """Return the names of files that are not there or have another size."""
    sizes: dict[str, int] = {}
    for label in sorted({name.split("/")[0] for name in pictures}):
        with contextlib.suppress(OSError), os.scandir(folder / label) as entries:
            sizes.update((f"{label}/{entry.name}", entry.stat().st_size) for entry in entries if entry.is_file())
    return [name for name, content in pictures.items() if sizes.get(name) != len(content)]


def _lay_out(folder: Path, pictures: dict[str, bytes]) -> None:
    """Write what is missing beside the folder, then move it there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".digits-", dir=folder.parent))
    try:
        for name in _missing(folder, pictures):
            (temporary / name).parent.mkdir(exist_ok=True)
            (temporary / name).write_bytes(pictures[name])
        if not folder.exists():
            # Fails where another process was quicker; the loop then finds nothing to do.
            with contextlib.suppress(OSError):
                move_over(temporary, folder)
                return
        for name in _missing(folder, pictures):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            move_over(temporary / name, folder / name)
    finally:
        remove_tree(temporary)
