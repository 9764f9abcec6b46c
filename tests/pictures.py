"""Small picture sets that tests make for themselves."""

from pathlib import Path

import numpy as np
from PIL import Image

COLORS = ((200, 60, 60), (60, 200, 60), (60, 60, 200), (190, 190, 60))


def make_class_folders(root: Path, classes: tuple[str, ...] = ("ants", "bees"), count: int = 12, size: int = 24, *,
                       gray: bool = False, seed: int = 0) -> Path:
    """Make class folders of noisy pictures whose colour (or brightness) tells the class."""
    rng = np.random.default_rng(seed)
    for index, name in enumerate(classes):
        folder = root / name
        folder.mkdir(parents=True)
        for number in range(count):
            shape = (size, size) if gray else (size, size, 3)
            color = 60 + 60 * index if gray else np.array(COLORS[index % len(COLORS)])
            pixels = np.clip(color + rng.normal(0, 40, shape), 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(folder / f"{number:03d}.png")
    return root
