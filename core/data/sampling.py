"""Drawing a rotated, mirrored, scaled part of a picture in one go: one affine map, sampled once."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.base.types import Resize
from core.data.images import UInt8Array, cv2
from core.data.preprocess import Preprocess


@dataclass(frozen=True, slots=True)
class Box:
    """A rotated rectangle in a picture, in pixels from its upper left corner.

    Attributes:
        height, width: Along its own sides.
        center_y, center_x: Its middle.
        radians: How far it is turned, clockwise on the screen.
        mirrored, upended: Whether it is seen from right to left, from below.
    """

    height: float
    width: float
    center_y: float
    center_x: float
    radians: float
    mirrored: bool
    upended: bool = False


def sample_box(image: UInt8Array, box: Box, preprocess: Preprocess) -> UInt8Array:
    """Draw a box of a picture as the network's input.

    Args:
        image: uint8 [h, w, C], RGB or gray; it stays as it is.
        box: The part to draw; what lies outside of the picture is its mirror image or, letterboxed, the border.
        preprocess: Gives input shape, border and whether it is letterboxed.

    Returns:
        uint8 [H, W, C] of the input shape.
    """
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


def _sampling_map(box: Box, left: int, top: int, shape: tuple[int, int],
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


def _cut_out(image: UInt8Array, box: Box) -> tuple[UInt8Array, int, int]:
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
