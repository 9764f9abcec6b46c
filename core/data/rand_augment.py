"""RandAugment (https://arxiv.org/abs/1909.13719): a few random operations, all of the same strength.

Operations and strengths are those of torchvision.transforms.v2.RandAugment. Where pixels are moved, they are
interpolated between their neighbours, torchvision's default being the nearest one. On gray pictures the operation on
colours changes nothing. Each operation takes a picture, uint8 [H, W, C], its strength, -1..1, and the colour of what
comes into sight, and returns another of the same size.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from core.data.images import UInt8Array, cv2

Operation = Callable[[UInt8Array, float, tuple[int, ...]], UInt8Array]

LARGEST_MAGNITUDE = 30
LARGEST_SHEAR = 0.3
LARGEST_SHIFT = 150 / 331
LARGEST_DEGREES = 30.0
LARGEST_CHANGE = 0.9  # of brightness, colour, contrast and sharpness
MOST_BITS_DROPPED = 4
LUMA = (0.2989, 0.587, 0.114)  # as torchvision weighs the colours
SMOOTHING = np.array([[1, 1, 1], [1, 5, 1], [1, 1, 1]], np.float32) / 13


def rand_augment(image: UInt8Array, num_operations: int, magnitude: int, color: tuple[int, ...],
                 rng: np.random.Generator) -> UInt8Array:
    """Apply random operations one after the other.

    Args:
        image: uint8 [H, W, C], RGB or gray.
        num_operations: How many; the same may come twice.
        magnitude: Their strength, 0..30.
        color: What appears where the picture was moved away, one value a channel.
        rng: Source of all draws.

    Returns:
        uint8 [H, W, C]; perhaps `image` itself.
    """
    for _ in range(num_operations):
        operation, is_signed = OPERATIONS[int(rng.integers(len(OPERATIONS)))]
        strength = magnitude / LARGEST_MAGNITUDE
        if is_signed and rng.random() < 0.5:
            strength = -strength
        image = operation(image, strength, color).reshape(image.shape)
    return image


def identity(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Change nothing."""
    return image


def shear_x(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Shift each row by its distance from the upper edge."""
    return _warped(image, [[1, LARGEST_SHEAR * strength], [0, 1]], (0, 0), color)


def shear_y(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Shift each column by its distance from the left edge."""
    return _warped(image, [[1, 0], [LARGEST_SHEAR * strength, 1]], (0, 0), color)


def translate_x(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Shift the picture to the right."""
    return _warped(image, [[1, 0], [0, 1]], (-int(LARGEST_SHIFT * strength * image.shape[1]), 0), color)


def translate_y(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Shift the picture down."""
    return _warped(image, [[1, 0], [0, 1]], (0, -int(LARGEST_SHIFT * strength * image.shape[0])), color)


def rotate(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Turn the picture about its middle, against the clock."""
    radians = math.radians(LARGEST_DEGREES * strength)
    turn = np.array([[math.cos(radians), -math.sin(radians)], [math.sin(radians), math.cos(radians)]])
    middle = np.array([image.shape[1] / 2, image.shape[0] / 2])
    return _warped(image, turn, tuple(middle - turn @ middle), color)


def brightness(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Multiply all values."""
    return _mapped(image, np.arange(256) * (1 + LARGEST_CHANGE * strength))


def saturation(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Change the distance of colours from gray."""
    if image.shape[2] == 1:
        return image
    factor = 1 + LARGEST_CHANGE * strength
    return cv2.transform(image, factor * np.eye(3) + (1 - factor) * np.array([LUMA]))


def contrast(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Change the distance from the mean brightness."""
    factor = 1 + LARGEST_CHANGE * strength
    gray = image if image.shape[2] == 1 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return _mapped(image, np.arange(256) * factor + (1 - factor) * cv2.mean(gray)[0])


def sharpness(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Change the distance from the smoothed picture; the outermost pixels stay."""
    if min(image.shape[:2]) <= 2:
        return image
    factor = 1 + LARGEST_CHANGE * strength
    smoothed = cv2.filter2D(image, -1, SMOOTHING)
    changed = cv2.addWeighted(image, factor, smoothed, 1 - factor, 0).reshape(image.shape)
    for edge in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        changed[edge] = image[edge]
    return changed


def posterize(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Drop the lowest bits of all values."""
    bits = round(8 - MOST_BITS_DROPPED * strength)
    return _mapped(image, np.arange(256) & (0xFF << (8 - bits)))


def solarize(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Invert the values from a threshold on."""
    values = np.arange(256)
    return _mapped(image, np.where(values >= 255 * (1 - strength), 255 - values, values))


def autocontrast(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Stretch each channel's values to the whole range."""
    values, tables = np.arange(256), []
    for channel in cv2.split(image):
        low, high, _, _ = cv2.minMaxLoc(channel)
        tables.append((values - low) * (255 / (high - low)) if high > low else values)
    return _mapped(image, *tables)


def equalize(image: UInt8Array, strength: float, color: tuple[int, ...]) -> UInt8Array:
    """Make all values of each channel equally frequent, as Pillow does."""
    tables = []
    for channel in cv2.split(image):
        counts = np.bincount(channel.ravel(), minlength=256)
        step = (counts.sum() - counts[counts > 0][-1]) // 255
        below = np.concatenate([[0], np.cumsum(counts)[:-1]])
        tables.append((below + step // 2) // step if step else np.arange(256))
    return _mapped(image, *tables)


OPERATIONS: tuple[tuple[Operation, bool], ...] = (
    (identity, False), (shear_x, True), (shear_y, True), (translate_x, True), (translate_y, True), (rotate, True),
    (brightness, True), (saturation, True), (contrast, True), (sharpness, True), (posterize, False),
    (solarize, False), (autocontrast, False), (equalize, False),
)  # fmt: skip
"""Each operation, and whether its strength is drawn with either sign."""


def _warped(image: UInt8Array, linear: Any, offset: tuple[float, ...], color: tuple[int, ...]) -> UInt8Array:
    """Take each pixel from where `linear` [2, 2] and `offset` send its place, both from the upper left corner."""
    matrix = np.hstack([np.asarray(linear, np.float64), np.reshape(offset, (2, 1))])
    matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5  # pixels lie in the middle of their squares
    return cv2.warpAffine(image, matrix, image.shape[1::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                          borderMode=cv2.BORDER_CONSTANT, borderValue=color)


def _mapped(image: UInt8Array, *tables: npt.NDArray[np.generic]) -> UInt8Array:
    """Send each value through a table of 256, one for all channels or one each; cut to 0..255, fractions dropped."""
    table = np.clip(np.stack(tables, -1), 0, 255).astype(np.uint8)
    return cv2.LUT(image, table.reshape(256) if len(tables) == 1 else table.reshape(1, 256, -1))
