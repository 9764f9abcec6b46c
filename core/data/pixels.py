"""What decoders deliver, brought to one form: 8 bits, gray or RGB, upright."""

from typing import Any

import numpy as np
import numpy.typing as npt

from core.base.errors import ImageError
from core.data.opencv import cv2

UInt8Array = npt.NDArray[np.uint8]

STRIP_HEIGHT = 256


def to_8_bit(values: npt.NDArray[Any], bits: int = 16) -> UInt8Array:
    """Bring deep values to 8 bits by the range of their kind, not by a picture's own darkest and brightest.

    Args:
        values: uint16, signed integers in 0..65535, or floats in 0..1 or 0..255; [H, W].
        bits: How many of the 16 bits are used.

    Returns:
        uint8 [H, W].

    Raises:
        ImageError: Values are outside these ranges.
    """
    if not np.isfinite(values).all():
        raise ImageError("some of its values are not finite.")
    low, high = values.min(), values.max()
    if values.dtype.kind == "f":
        if low < 0 or high > 255:
            raise ImageError(f"its values go from {low:g} to {high:g}; expected 0 to 1 or 0 to 255.")
        return np.rint(values * (255 if high <= 1 else 1)).astype(np.uint8)
    if low < 0 or high > 65535:
        raise ImageError(f"its values go from {low} to {high}; expected 16 bits, 0 to 65535.")
    return np.minimum(values >> (bits - 8), 255).astype(np.uint8)


def over_white(rgba: UInt8Array) -> UInt8Array:
    """Lay uint8 [H, W, 4] over white; returns uint8 [H, W, 3]."""
    white = np.empty((*rgba.shape[:2], 3), np.uint8)
    # In strips: what is between takes eight times the memory of the picture.
    for top in range(0, len(rgba), STRIP_HEIGHT):
        strip = rgba[top : top + STRIP_HEIGHT]
        alpha = strip[..., 3:].astype(np.uint16)
        white[top : top + STRIP_HEIGHT] = (strip[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return white


def upright(pixels: UInt8Array, orientation: int) -> UInt8Array:
    """Turn pixels, uint8 [H, W] or [H, W, 3], by an EXIF orientation (table of the EXIF 2.3 standard, 4.6.4)."""
    if orientation >= 5:
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return pixels


def with_channels(pixels: UInt8Array, channels: int) -> UInt8Array:
    """Return uint8 [H, W, channels], contiguous, of uint8 [H, W] or [H, W, 3]."""
    pixels = np.ascontiguousarray(pixels)
    if channels == 3:
        return cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB) if pixels.ndim == 2 else pixels
    if pixels.ndim == 3:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return pixels[:, :, np.newaxis]
