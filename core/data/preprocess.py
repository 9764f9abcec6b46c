"""From a picture of any size to the network's input: the only place that resizes or normalises for a network.

Validation, evaluation, prediction, the window and exports all use it, built from the model file. Training's random
crops (`core.data.transforms`) end in the same shape and the same normalisation.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from core.base.types import Resize
from core.data.images import UInt8Array, cv2, decode, read_file

# A JPEG decoded to just the input's size is sharper than an averaged one: over 46 photos, MobileNetV2's scores moved by
# 0.087 on average (at most 0.36) and six classes changed. At twice the size or more it is 0.0007 (0.017) and none.
DECODE_MARGIN = 2

Box = tuple[int, int, int, int]
"""top, left, height, width in pixels."""


@dataclass(frozen=True)
class Placement:
    """Which part of a picture goes where in the network's input.

    Attributes:
        source: The part of the picture that the network sees.
        target: Where it stands in the input; what is beside it has the border's colour.
    """

    source: Box
    target: Box


@dataclass(frozen=True)
class Preprocess:
    """How a picture becomes an input of the network.

    Attributes:
        input_shape: (height, width) of the network's input in pixels.
        resize: How a picture of another shape fits it.
        in_channels: 3 for RGB, 1 for gray.
        mean, std: One value a channel, for pixels in 0..1.
    """

    input_shape: tuple[int, int]
    resize: Resize
    in_channels: int
    mean: tuple[float, ...]
    std: tuple[float, ...]

    def __post_init__(self) -> None:
        if not len(self.mean) == len(self.std) == self.in_channels:
            raise ValueError(f"mean and std must have {self.in_channels} values. Got {self.mean} and {self.std}.")

    @property
    def border_color(self) -> tuple[int, ...]:
        """Colour beside a letterboxed picture: the mean, which becomes zero by normalising."""
        return tuple(round(255 * value) for value in self.mean)

    @property
    def form(self) -> str:
        """What `load` makes of a file, in words that are equal where it is the same."""
        border = self.border_color if self.resize is Resize.LETTERBOX else ()
        return f"fitted, {self.input_shape}, {self.resize.value}, {self.in_channels}, {border}"

    def decode_size(self) -> tuple[int, int]:
        """Return the (height, width) that a decoded picture needs at least, as `images.decode` takes it."""
        return self.input_shape[0] * DECODE_MARGIN, self.input_shape[1] * DECODE_MARGIN

    def load(self, path: str | Path) -> UInt8Array:
        """Read a picture and fit it.

        Returns:
            uint8 [H, W, C] of the input shape.

        Raises:
            ImageError: It cannot be read; the text gives the reason without the path.
        """
        return self.load_bytes(read_file(path))

    def load_bytes(self, data: bytes) -> UInt8Array:
        """Decode a file's content and fit it; see `load`."""
        return self.fit(decode(data, self.in_channels, self.decode_size()))

    def fit(self, image: UInt8Array) -> UInt8Array:
        """Bring a picture to the input shape.

        Args:
            image: uint8 [h, w, C], RGB or gray, of any size.

        Returns:
            uint8 [H, W, C]; perhaps a view of `image`.
        """
        placement = self.placement(image.shape[0], image.shape[1])
        top, left, height, width = placement.source
        if (height, width) != image.shape[:2]:  # cut before resizing: fewer pixels to touch
            image = image[top : top + height, left : left + width]
        top, left, height, width = placement.target
        fitted = resize(image, height, width)
        if (height, width) == self.input_shape:
            return fitted
        framed = np.full((*self.input_shape, self.in_channels), self.border_color, np.uint8)
        framed[top : top + height, left : left + width] = fitted
        return framed

    def placement(self, height: int, width: int) -> "Placement":
        """Return which part of a picture goes where in the input.

        Args:
            height: Of the picture in pixels.
            width: Of the picture in pixels.
        """
        whole, target = (0, 0, height, width), (0, 0, *self.input_shape)
        if self.resize is Resize.CROP:
            return Placement(_middle(height, width, self.input_shape), target)
        if self.resize is not Resize.LETTERBOX:
            return Placement(whole, target)
        scale = min(self.input_shape[0] / height, self.input_shape[1] / width)
        inner_height = min(self.input_shape[0], max(1, round(height * scale)))
        inner_width = min(self.input_shape[1], max(1, round(width * scale)))
        top, left = (self.input_shape[0] - inner_height) // 2, (self.input_shape[1] - inner_width) // 2
        return Placement(whole, (top, left, inner_height, inner_width))

    def normalise(self, batch: torch.Tensor) -> torch.Tensor:
        """Turn a batch of fitted pictures into the network's input, on the device where they are.

        Args:
            batch: uint8 [B, H, W, C], values 0..255.

        Returns:
            float32 [B, C, H, W] in channels_last memory, (value / 255 - mean) / std.
        """
        count, height, width, channels = batch.shape
        factor, offset = _factor_and_offset(self.mean, self.std, width, batch.device)
        # Row by row: over three channels at a time no processor works at its full width.
        rows = batch.reshape(count, height, width * channels).to(torch.float32)
        torch.addcmul(offset, rows, factor, out=rows)  # in place: a second array of this size takes half as long again
        return rows.view(batch.shape).permute(0, 3, 1, 2)


def resize(image: UInt8Array, height: int, width: int) -> UInt8Array:
    """Resize a picture, by a triangle as wide as the shrinking demands, as Pillow and torchvision's presets do.

    Why not OpenCV's INTER_AREA: docs/adr/0005-pixels.md.

    Args:
        image: uint8 [h, w, C].
        height: New height in pixels.
        width: New width in pixels.

    Returns:
        uint8 [height, width, C]; `image` itself where it has that size.
    """
    if (height, width) == image.shape[:2]:
        return image
    channels = image.shape[2]
    # A side that grows waits for the second step.
    shrunk = min(height, image.shape[0]), min(width, image.shape[1])
    if shrunk != image.shape[:2]:
        pixels = torch.from_numpy(image if image.flags.writeable else image.copy())
        # At once: step by step, by unsqueeze and permute, threads wait for one another at each step. The batch's axis
        # must not seem to be the innermost, or torch takes the pixels apart into planes and together again.
        row, column, channel = pixels.stride()
        pictures = pixels.as_strided((1, channels, *image.shape[:2]), (row * image.shape[0], channel, row, column))
        small = functional.interpolate(pictures, shrunk, mode="bilinear", antialias=True)
        image = small.numpy()[0].transpose(1, 2, 0)
    if (height, width) != shrunk:
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)
    return image.reshape(height, width, channels)


def _middle(height: int, width: int, shape: tuple[int, int]) -> Box:
    """Return the largest middle part of a picture that has the aspect of `shape`."""
    scale = max(shape[0] / height, shape[1] / width)
    inner_height = min(height, max(1, round(shape[0] / scale)))
    inner_width = min(width, max(1, round(shape[1] / scale)))
    return (height - inner_height) // 2, (width - inner_width) // 2, inner_height, inner_width


@lru_cache(maxsize=16)
def _factor_and_offset(
    mean: tuple[float, ...], std: tuple[float, ...], width: int, device: torch.device
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what pixels 0..255 are multiplied by and what is added then, for a row: float32 [W * C] on the device."""
    means, stds = torch.tensor(mean, dtype=torch.float64), torch.tensor(std, dtype=torch.float64)
    factor, offset = 1 / (255 * stds), -means / stds
    return factor.to(torch.float32).repeat(width).to(device), offset.to(torch.float32).repeat(width).to(device)
