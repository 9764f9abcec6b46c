"""Varying training pictures: random crop, flip, rotation, colour, erased patches, and RandAugment.

What is drawn for a picture derives from (seed, epoch, index of the sample) alone: neither threads nor the place where
a broken-off run goes on change it. Crop, flip and rotation are one affine map, so a picture is sampled once.
"""

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.base.epoch_times import grown
from core.base.types import Resize
from core.config import TrainConfig, pair
from core.data.images import UInt8Array, cv2, read_image
from core.data.preprocess import Preprocess, resize
from core.data.rand_augment import rand_augment

SIDE_STEP = 32
LUMA = np.array([0.299, 0.587, 0.114])


@dataclass(frozen=True)
class Recipe:
    """How strongly pictures are varied.

    Attributes:
        min_area: Smallest share of the picture's usable area that a crop keeps; the largest is 1.
        max_aspect: A crop's sides are stretched against each other by at most this factor.
        flip: Probability of mirroring, in each direction in which it is allowed.
        max_degrees: Largest rotation to either side.
        brightness: Values are multiplied by 1 - brightness to 1 + brightness.
        contrast: The same for the distance from the picture's mean brightness.
        saturation: The same for the distance from gray.
        max_hue_degrees: Largest turn of the hues to either side.
        erase: Probability of painting a patch of 2 to 20 % of the area in the mean colour (Zhong et al. 2017,
            arXiv 1708.04896).
    """

    min_area: float
    max_aspect: float
    flip: float
    max_degrees: float = 0.0
    brightness: float = 0.0
    contrast: float = 0.0
    saturation: float = 0.0
    max_hue_degrees: float = 0.0
    erase: float = 0.0


# Level "none" has no recipe: pictures are fitted as in validation.
RECIPES = {
    "light": Recipe(min_area=0.8, max_aspect=1.05, flip=0.5),
    "standard": Recipe(min_area=0.35, max_aspect=4 / 3, flip=0.5, max_degrees=10, brightness=0.2, contrast=0.2,
                       saturation=0.2),
    "strong": Recipe(min_area=0.2, max_aspect=4 / 3, flip=0.5, max_degrees=20, brightness=0.4, contrast=0.4,
                     saturation=0.4, max_hue_degrees=10, erase=0.25),
    "randaugment": Recipe(min_area=0.35, max_aspect=4 / 3, flip=0.5),
}  # fmt: skip
# A crop may be magnified a little: 1.1 is not seen, and often lets a large JPEG be decoded at half the size.
MAGNIFICATION = 1.1
# A decoded picture is shrunk once, for all epochs, where that leaves at most this share of its pixels.
WORTHWHILE_SHRINKING = 0.5


def train_shape(config: TrainConfig, input_shape: tuple[int, int], epoch: int | None = None) -> tuple[int, int]:
    """Return the (height, width) of an epoch's training pictures: multiples of 32, which networks halve five times.

    Args:
        config: The settings.
        input_shape: Of the network.
        epoch: From 1; None for the largest.
    """
    scale = train_scale(config, epoch)
    if scale == 1:
        return input_shape
    height, width = (max(SIDE_STEP, round(side * scale / SIDE_STEP) * SIDE_STEP) for side in input_shape)
    return min(height, input_shape[0]), min(width, input_shape[1])


def grows(config: TrainConfig) -> bool:
    """Tell whether training pictures grow from epoch to epoch; settings that leave it open do not say so."""
    return 0 < config.train_scale_start < config.train_scale and config.epochs > 1


def are_largest(config: TrainConfig, epoch: int) -> bool:
    """Tell whether an epoch's training pictures are no smaller than any later one's."""
    whole = pair(config.input_shape)
    return train_shape(config, whole, epoch) == train_shape(config, whole)


def train_scale(config: TrainConfig, epoch: int | None = None) -> float:
    """Return the sides of an epoch's training pictures as a share of the network's input; None: of the last epoch."""
    if epoch is None or not grows(config):
        return config.train_scale
    return grown(config.train_scale_start, config.train_scale, epoch, config.epochs)


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
        varied = _sample_box(image, self._draw_box(image.shape, rng), self.preprocess)
        varied = _vary_color(varied, self.recipe, rng)
        varied = rand_augment(varied, self.num_operations, self.magnitude, self.preprocess.border_color, rng)
        if self.recipe.erase and rng.random() < self.recipe.erase:
            _erase(varied, self.preprocess.border_color, rng)
        return varied

    def _draw_box(self, shape: tuple[int, ...], rng: np.random.Generator) -> "_Box":
        assert self.recipe is not None
        height, width = shape[:2]
        frame_height, frame_width = _frame(height, width, self.preprocess)
        # All at once: numpy takes a microsecond for each time it is asked.
        area, aspect, turn, down, across, mirror = rng.random(6).tolist()
        share = _between(self.recipe.min_area, 1.0, area)
        stretch = self.recipe.max_aspect ** (aspect - 0.5)
        letterbox = self.preprocess.resize is Resize.LETTERBOX
        most_height, most_width = (frame_height, frame_width) if letterbox else (height, width)
        box_height = min(frame_height * math.sqrt(share) / stretch, most_height)
        box_width = min(frame_width * math.sqrt(share) * stretch, most_width)
        degrees = _between(-self.recipe.max_degrees, self.recipe.max_degrees, turn)
        return _Box(
            height=box_height,
            width=box_width,
            # Where the box is larger than the picture, the whole picture stays inside it.
            center_y=_between(box_height / 2, height - box_height / 2, down),
            center_x=_between(box_width / 2, width - box_width / 2, across),
            radians=math.radians(degrees),
            mirrored=mirror < self.recipe.flip and self.flip in ("horizontal", "both"),
            upended=self.flip in ("vertical", "both") and bool(rng.random() < self.recipe.flip),
        )


@dataclass(frozen=True, slots=True)
class _Box:
    """A rotated rectangle in a picture, in pixels from its upper left corner."""

    height: float
    width: float
    center_y: float
    center_x: float
    radians: float
    mirrored: bool
    upended: bool = False


def _between(one: float, other: float, share: float) -> float:
    return one + (other - one) * share


def _frame(height: int, width: int, preprocess: Preprocess) -> tuple[float, float]:
    """Return (height, width) of what validation would show of a picture, in the picture's pixels."""
    if preprocess.resize is Resize.STRETCH:
        return height, width
    pick = min if preprocess.resize is Resize.CROP else max
    scale = pick(height / preprocess.input_shape[0], width / preprocess.input_shape[1])
    return preprocess.input_shape[0] * scale, preprocess.input_shape[1] * scale


def _sample_box(image: UInt8Array, box: _Box, preprocess: Preprocess) -> UInt8Array:
    """Draw a box of a picture, uint8 [h, w, C], as uint8 [H, W, C] of the input shape."""
    height, width = preprocess.input_shape
    image, left, top = _cut_out(image, box)
    # Sampling alone would skip pixels where it shrinks by more than two; averaging whole pixels first is quick.
    shrink_y, shrink_x = max(1, int(box.height / height)), max(1, int(box.width / width))
    if shrink_y > 1 or shrink_x > 1:
        image, shrink_y, shrink_x = _average(image, shrink_y, shrink_x)
    image = _easily_sampled(image)
    matrix = _sampling_map(box, left, top, (height, width), (shrink_y, shrink_x))
    letterbox = preprocess.resize is Resize.LETTERBOX
    sampled = cv2.warpAffine(
        image,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT if letterbox else cv2.BORDER_REFLECT_101,
        borderValue=preprocess.border_color,
    )
    if preprocess.in_channels == 3:
        return cv2.cvtColor(sampled, cv2.COLOR_RGBA2RGB)
    return sampled.reshape(height, width, preprocess.in_channels)


def _sampling_map(box: _Box, left: int, top: int, shape: tuple[int, int],
                  shrink: tuple[int, int]) -> npt.NDArray[np.float64]:
    """Return the matrix [2, 3] that maps an output pixel (x, y, 1) to its place in the shrunken part of the picture."""
    height, width = shape
    cos, sin = math.cos(box.radians), math.sin(box.radians)
    step_x, step_y = box.width / width * (-1 if box.mirrored else 1), box.height / height * (-1 if box.upended else 1)
    # Whole numbers are the middles of pixels, in the output and in the picture.
    first_x, first_y = (0.5 - width / 2) * step_x, (0.5 - height / 2) * step_y
    x = (cos * first_x - sin * first_y + box.center_x - left) / shrink[1] - 0.5
    y = (sin * first_x + cos * first_y + box.center_y - top) / shrink[0] - 0.5
    return np.array([[cos * step_x / shrink[1], -sin * step_y / shrink[1], x],
                     [sin * step_x / shrink[0], cos * step_y / shrink[0], y]])


def _easily_sampled(image: UInt8Array) -> UInt8Array:
    """Return a copy of a part of a picture over which a rotated walk takes half the time, copying included.

    Its rows lie closer together, and a colour has four values, the last of which means nothing: OpenCV samples four at
    once, and three one by one.
    """
    return cv2.cvtColor(image, cv2.COLOR_RGB2RGBA) if image.shape[2:] == (3,) else np.ascontiguousarray(image)


def _cut_out(image: UInt8Array, box: _Box) -> tuple[UInt8Array, int, int]:
    """Return the upright part of a picture that holds a box, with its left and top edge in the picture."""
    cos, sin = abs(math.cos(box.radians)), abs(math.sin(box.radians))
    reach_y = (box.height * cos + box.width * sin) / 2 + 1
    reach_x = (box.width * cos + box.height * sin) / 2 + 1
    top, bottom = max(0, int(box.center_y - reach_y)), math.ceil(box.center_y + reach_y)
    left, right = max(0, int(box.center_x - reach_x)), math.ceil(box.center_x + reach_x)
    return image[top:bottom, left:right], left, top


def _average(image: UInt8Array, shrink_y: int, shrink_x: int) -> tuple[UInt8Array, int, int]:
    """Shrink a picture by whole factors (no more than it has pixels); returns it and the factors used.

    Up to a factor of pixels at its right and lower edge is left off, so that each new pixel averages equally many.
    """
    shrink_y, shrink_x = min(shrink_y, image.shape[0]), min(shrink_x, image.shape[1])
    height, width = image.shape[0] // shrink_y, image.shape[1] // shrink_x
    whole = image[: height * shrink_y, : width * shrink_x]
    return cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), shrink_y, shrink_x


def _vary_color(image: UInt8Array, recipe: Recipe, rng: np.random.Generator) -> UInt8Array:
    """Vary brightness, contrast, saturation and hue by one matrix; uint8 [H, W, C] in and out."""
    *shares, turn = (_between(-1, 1, share) for share in rng.random(4).tolist())
    amounts = recipe.brightness, recipe.contrast, recipe.saturation
    brightness, contrast, saturation = (1 + amount * share for amount, share in zip(amounts, shares, strict=True))
    hue = math.radians(recipe.max_hue_degrees) * turn
    if brightness == contrast == saturation == 1 and hue == 0:
        return image
    means = cv2.mean(image)
    if image.shape[2] == 1:
        table = (np.arange(256) * contrast + (1 - contrast) * means[0]) * brightness
        return cv2.LUT(image, np.clip(np.rint(table), 0, 255).astype(np.uint8)).reshape(image.shape)
    color = _hue_rotation(hue) if hue else np.eye(3)
    color = saturation * color + (1 - saturation) * LUMA[np.newaxis]
    matrix = np.empty((3, 4))
    matrix[:, :3] = color * (contrast * brightness)
    matrix[:, 3] = (1 - contrast) * float(LUMA @ means[:3]) * brightness
    return cv2.transform(image, matrix)


def _hue_rotation(radians: float) -> npt.NDArray[np.float64]:
    """Return the matrix [3, 3] that turns colours about the gray axis."""
    cos, sin = math.cos(radians), math.sin(radians)
    third, root = (1 - cos) / 3, sin / math.sqrt(3)
    row = np.array([cos + third, third - root, third + root])
    return np.stack([row, np.roll(row, 1), np.roll(row, 2)])


def _erase(image: UInt8Array, color: tuple[int, ...], rng: np.random.Generator) -> None:
    """Paint a patch of a picture, uint8 [H, W, C], in place."""
    height, width = image.shape[:2]
    area, stretch = rng.uniform(0.02, 0.2) * height * width, 2.0 ** rng.uniform(-1, 1)
    patch_height = min(height, max(1, round(math.sqrt(area * stretch))))
    patch_width = min(width, max(1, round(math.sqrt(area / stretch))))
    top, left = rng.integers(height - patch_height + 1), rng.integers(width - patch_width + 1)
    image[top : top + patch_height, left : left + patch_width] = color
