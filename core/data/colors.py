"""Varying a picture's values: brightness, contrast, saturation, hue, and a patch that is painted over."""

import math

import numpy as np
import numpy.typing as npt

from core.data.draws import between
from core.data.images import UInt8Array, cv2
from core.data.recipes import Recipe

LUMA = np.array([0.299, 0.587, 0.114])


def vary_color(image: UInt8Array, recipe: Recipe, rng: np.random.Generator) -> UInt8Array:
    """Vary brightness, contrast, saturation and hue by one matrix.

    Args:
        image: uint8 [H, W, C], RGB or gray.
        recipe: How strongly.
        rng: Source of the four draws.

    Returns:
        uint8 [H, W, C]; `image` itself where nothing is varied.
    """
    *shares, turn = (between(-1, 1, share) for share in rng.random(4).tolist())
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


def erase(image: UInt8Array, color: tuple[int, ...], rng: np.random.Generator) -> None:
    """Paint a patch of 2 to 20 % of a picture's area, in place (Zhong et al. 2017, arXiv 1708.04896).

    Args:
        image: uint8 [H, W, C].
        color: What the patch is filled with, a value a channel.
        rng: Source of the draws.
    """
    height, width = image.shape[:2]
    area, stretch = rng.uniform(0.02, 0.2) * height * width, 2.0 ** rng.uniform(-1, 1)
    patch_height = min(height, max(1, round(math.sqrt(area * stretch))))
    patch_width = min(width, max(1, round(math.sqrt(area / stretch))))
    top, left = rng.integers(height - patch_height + 1), rng.integers(width - patch_width + 1)
    image[top : top + patch_height, left : left + patch_width] = color
