"""Photos for the benchmarks: colours that change softly, texture, noise; about as large in JPEG as a camera's."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from core.data.images import UInt8Array, cv2, encode_jpeg, encode_png

CLASSES = ("ants", "bees")
SMALL = (375, 500)
LARGE = (3000, 4000)
# Different photos; more files than these are copies, as decoding does not know the difference.
NUM_DIFFERENT = 64


def photo(height: int, width: int, seed: int) -> UInt8Array:
    """Return a picture, uint8 [height, width, 3], of about 57 KB at 500 x 375 pixels and quality 85."""
    rng = np.random.default_rng(seed)
    image = np.full((height, width, 3), 120, np.float32)
    for cells, strength in ((8, 60), (32, 35), (128, 14)):
        shape = (max(2, height * cells // width), cells, 3)
        coarse = rng.normal(0, strength, shape).astype(np.float32)
        image += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    image += rng.normal(0, 6, (height, width, 1))
    return np.clip(image, 0, 255).astype(np.uint8)


def make_photos(folder: Path, count: int, shape: tuple[int, int] = SMALL) -> Path:
    """Write two class folders of photos; returns their folder."""
    different = NUM_DIFFERENT if shape == SMALL else 8
    contents = [encode_jpeg(photo(*shape, seed), 85) for seed in range(min(count, different))]
    for number in range(count):
        path = folder / CLASSES[number % 2] / f"{number:06d}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[number % len(contents)])
    return folder


def make_tiny(folder: Path, count: int, side: int = 48) -> Path:
    """Write class folders of pictures that all differ, small enough that 100,000 take a minute."""
    rng = np.random.default_rng(0)
    for name in CLASSES:
        (folder / name).mkdir(parents=True)
    for number in range(count):
        coarse = rng.integers(0, 256, (12, 12, 3), dtype=np.uint8)
        image = cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
        (folder / CLASSES[number % 2] / f"{number}.png").write_bytes(encode_png(image))
    return folder


@contextlib.contextmanager
def photos(data: str, count: int, shape: tuple[int, int] = SMALL) -> Iterator[Path]:
    """Give the user's folder, or one of made photos that is removed afterwards."""
    if data:
        yield Path(data)
        return
    with tempfile.TemporaryDirectory() as name:
        yield make_photos(Path(name), count, shape)


@contextlib.contextmanager
def own_folders() -> Iterator[Path]:
    """Keep the user's caches and lists of runs out of it; yields a folder for what is made."""
    names = ("CLASSWISE_CACHE", "CLASSWISE_DATA")
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {variable: str(Path(name) / variable) for variable in names}
        try:
            yield Path(name)
        finally:
            for variable, value in before.items():
                os.environ.pop(variable)
                if value is not None:
                    os.environ[variable] = value
