"""Small pictures for the tests of sources, splits and checks."""

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from core.base.types import DatasetIndex, Sample, Splits
from core.config import TrainConfig
from core.data.images import encode_jpeg, encode_png
from core.data.scan import PictureFacts
from core.data.splitting.splitter import plan_splits


def picture(number: int, side: int = 48, channels: int = 3) -> np.ndarray:
    """A picture of coarse random patches: unlike any of another number; uint8 [side, side, channels]."""
    rng = np.random.default_rng(number)
    patches = rng.integers(0, 256, (8, 8, channels), dtype=np.uint8)
    return np.ascontiguousarray(np.kron(patches, np.ones((side // 8, side // 8, 1), np.uint8)))


def write_picture(path: Path, number: int, side: int = 48, channels: int = 3) -> str:
    """Write a picture in the format that its ending names; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = picture(number, side, channels)
    path.write_bytes(encode_jpeg(image, 95) if path.suffix == ".jpg" else encode_png(image))
    return str(path)


def class_folders(root: Path, counts: Mapping[str, int], start: int = 0) -> Path:
    """Write class folders of so many different pictures."""
    number = start
    for name, count in counts.items():
        for index in range(count):
            write_picture(root / name / f"{name}_{index}.png", number)
            number += 1
    return root


def made_up_index(labels: list[int], groups: list[str | None] | None = None) -> DatasetIndex:
    """An index of pictures that do not exist, named by their numbers."""
    root = os.path.abspath("/data")
    groups = groups or [None] * len(labels)
    samples = tuple(
        Sample(os.path.join(root, f"c{label}", f"{number:05d}.png"), label, group)
        for number, (label, group) in enumerate(zip(labels, groups, strict=True))
    )
    return DatasetIndex(root, tuple(f"c{index}" for index in range(max(labels, default=0) + 1)), samples, (), "made up")


def make_splits(index: DatasetIndex, facts: Mapping[str, PictureFacts], config: TrainConfig) -> Splits:
    """The split of a data set, without what is to be said of it."""
    return plan_splits(index, facts, config).splits


def made_up_facts(
    path: str, number: int, side: int = 64, *, dct_hash: int | None = None, gray: int = 0
) -> PictureFacts:
    """Facts of a picture that does not exist: unlike all others unless a hash is given."""
    rng = np.random.default_rng(number)
    value = int(rng.integers(0, 2**63)) if dct_hash is None else dct_hash
    thumb = bytes([gray] * 256)
    return PictureFacts(path, 1, 0, side, side, False, f"{number:016x}", None, value, thumb, f"{number:016x}", "PNG")
