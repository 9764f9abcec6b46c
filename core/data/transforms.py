"""Varying training pictures: random crop, flip, rotation, colour, erased patches, and RandAugment.

What is drawn for a picture derives from (seed, epoch, index of the sample) alone: neither threads nor the place where
a broken-off run goes on change it. Crop, flip and rotation are one affine map, so a picture is sampled once.
"""

import copy
import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from core.base.types import Resize
from core.config import TrainConfig
from core.data.colors import erase, vary_color
from core.data.draws import between
from core.data.images import UInt8Array, read_image
from core.data.preprocess import Preprocess, resize
from core.data.rand_augment import rand_augment
from core.data.recipes import RECIPES
from core.data.sampling import Box, sample_box
from core.data.train_shape import train_shape

# A crop may be magnified a little: 1.1 is not seen, and often lets a large JPEG be decoded at half the size.
MAGNIFICATION = 1.1
# A decoded picture is shrunk once, for all epochs, where that leaves at most this share of its pixels.
WORTHWHILE_SHRINKING = 0.5


class Augmentation:
    """Turns a decoded picture into a varied input of the network."""

    def __init__(self, level: str, preprocess: Preprocess, *, flip: str = "horizontal", num_operations: int = 2,
                 magnitude: int = 9, shape_of: Callable[[int], tuple[int, int]] | None = None) -> None:
        """Choose how strongly pictures are varied.

        Args:
            level: "none" or a name of RECIPES.
            preprocess: Gives input shape, mean colour and how pictures are fitted: a letterboxed network sees
                borders here too.
            flip: In which directions pictures are mirrored: horizontal, vertical, both or none.
            num_operations: Of level "randaugment": how many operations a picture.
            magnitude: Their strength, 0..30.
            shape_of: Gives the (height, width) of an epoch's pictures; None: always the input shape.
        """
        self.level = level
        self.flip = flip
        self.num_operations = num_operations if level == "randaugment" else 0
        self.magnitude = magnitude
        self.preprocess = preprocess
        self.recipe = None if level == "none" else RECIPES[level]
        self._shape_of = shape_of

    @classmethod
    def of(cls, config: TrainConfig, preprocess: Preprocess) -> "Augmentation":
        """Return the augmentation of a run's settings; `preprocess` is that of validation."""
        shape_of = partial(train_shape, config, preprocess.input_shape)
        largest = replace(preprocess, input_shape=shape_of())
        return cls(config.augmentation, largest, flip=config.flip, num_operations=config.randaugment_ops,
                   magnitude=config.randaugment_magnitude, shape_of=shape_of)

    def at(self, epoch: int) -> "Augmentation":
        """Return the augmentation whose `apply` makes pictures of an epoch's size of what this one's `read` gives.

        Args:
            epoch: From 1.
        """
        if self._shape_of is None:
            return self
        smaller = copy.copy(self)
        smaller.preprocess = replace(self.preprocess, input_shape=self._shape_of(epoch))
        return smaller

    @property
    def form(self) -> str:
        """What `read` makes of a file, in words that are equal where it is the same."""
        if self.recipe is None:
            return self.preprocess.form
        return f"whole, {self.needed_size()} in {self.decode_size()}, {self.preprocess.in_channels}"

    def needed_size(self) -> tuple[int, int]:
        """Return the (height, width) of a picture whose smallest crop is hardly magnified."""
        height, width = self.preprocess.input_shape
        if self.recipe is None:
            return height, width
        factor = 1 / math.sqrt(self.recipe.min_area) / MAGNIFICATION
        return math.ceil(height * factor), math.ceil(width * factor)

    def decode_size(self) -> tuple[int, int]:
        """Return the (height, width) that a decoded picture needs at least, as `images.decode` takes it."""
        least, needed = self.preprocess.decode_size(), self.needed_size()
        return max(least[0], needed[0]), max(least[1], needed[1])

    def read_size(self, height: int, width: int) -> tuple[int, int]:
        """Return the (height, width) in which `read` gives a decoded picture of that size."""
        if self.recipe is None:
            return self.preprocess.input_shape
        needed = self.needed_size()
        factor = max(needed[0] / height, needed[1] / width)
        if factor**2 > WORTHWHILE_SHRINKING:
            return height, width
        return max(1, round(height * factor)), max(1, round(width * factor))

    def read(self, path: str | Path) -> UInt8Array:
        """Read a picture as `apply` takes it, all that does not change from epoch to epoch done.

        Returns:
            uint8 [h, w, C]: no larger than crops can use, give or take `WORTHWHILE_SHRINKING`.

        Raises:
            ImageError: It cannot be read; the text gives the reason without the path.
        """
        if self.recipe is None:
            return self.preprocess.load(path)
        image = read_image(path, self.preprocess.in_channels, self.decode_size())
        return resize(image, *self.read_size(*image.shape[:2]))

    def apply(self, image: UInt8Array, rng: np.random.Generator) -> UInt8Array:
        """Vary a picture.

        Args:
            image: uint8 [h, w, C], RGB or gray, of any size; from `read`. It stays as it is.
            rng: Source of all draws; see `core.data.draws.generator`.

        Returns:
            uint8 [H, W, C] of the input shape.
        """
        if self.recipe is None:
            return self.preprocess.fit(image)
        varied = sample_box(image, self._draw_box(image.shape, rng), self.preprocess)
        varied = vary_color(varied, self.recipe, rng)
        varied = rand_augment(varied, self.num_operations, self.magnitude, self.preprocess.border_color, rng)
        if self.recipe.erase and rng.random() < self.recipe.erase:
            erase(varied, self.preprocess.border_color, rng)
        return varied

    def _draw_box(self, shape: tuple[int, ...], rng: np.random.Generator) -> Box:
        assert self.recipe is not None
        height, width = shape[:2]
        frame_height, frame_width = _frame(height, width, self.preprocess)
        # All at once: numpy takes a microsecond for each time it is asked.
        area, aspect, turn, down, across, mirror = rng.random(6).tolist()
        share = between(self.recipe.min_area, 1.0, area)
        stretch = self.recipe.max_aspect ** (aspect - 0.5)
        letterbox = self.preprocess.resize is Resize.LETTERBOX
        most_height, most_width = (frame_height, frame_width) if letterbox else (height, width)
        box_height = min(frame_height * math.sqrt(share) / stretch, most_height)
        box_width = min(frame_width * math.sqrt(share) * stretch, most_width)
        degrees = between(-self.recipe.max_degrees, self.recipe.max_degrees, turn)
        return Box(
            height=box_height,
            width=box_width,
            # Where the box is larger than the picture, the whole picture stays inside it.
            center_y=between(box_height / 2, height - box_height / 2, down),
            center_x=between(box_width / 2, width - box_width / 2, across),
            radians=math.radians(degrees),
            mirrored=mirror < self.recipe.flip and self.flip in ("horizontal", "both"),
            upended=self.flip in ("vertical", "both") and bool(rng.random() < self.recipe.flip),
        )


def _frame(height: int, width: int, preprocess: Preprocess) -> tuple[float, float]:
    """Return (height, width) of what validation would show of a picture, in the picture's pixels."""
    if preprocess.resize is Resize.STRETCH:
        return height, width
    pick = min if preprocess.resize is Resize.CROP else max
    scale = pick(height / preprocess.input_shape[0], width / preprocess.input_shape[1])
    return preprocess.input_shape[0] * scale, preprocess.input_shape[1] * scale
