"""One picture as a network will see it: fitted in each way, and varied as in training."""

from dataclasses import dataclass, replace

from core.base.types import Resize
from core.config import TrainConfig
from core.data.draws import generator
from core.data.images import UInt8Array, header, read_file
from core.data.preprocess import Preprocess
from core.data.transforms import Augmentation

NUM_DRAWS = 12


@dataclass(frozen=True)
class Preview:
    """What becomes of one picture.

    Attributes:
        size: (height, width) of the picture itself, in pixels.
        input_shape: (height, width) of the network's input.
        fitted: The picture as validation sees it, for each way of resizing; uint8 [H, W, C].
        draws: The picture as training sees it, in epochs 1, 2, ...; uint8 [H, W, C] each.
    """

    size: tuple[int, int]
    input_shape: tuple[int, int]
    fitted: dict[Resize, UInt8Array]
    draws: tuple[UInt8Array, ...]


def preview(
    path: str, config: TrainConfig, input_shape: tuple[int, int], in_channels: int, num_draws: int = NUM_DRAWS
) -> Preview:
    """Fit and vary one picture.

    Args:
        path: The picture.
        config: Its augmentation, resize and seed are used.
        input_shape: (height, width) of the network's input.
        in_channels: 3 for RGB, 1 for gray.
        num_draws: How many variations.

    Raises:
        ImageError: It cannot be read.
    """
    gray = (0.5,) * in_channels
    chosen = Preprocess(input_shape, Resize(config.resize), in_channels, gray, (1.0,) * in_channels)
    fitted = {way: replace(chosen, resize=way).load(path) for way in Resize}
    augmentation = Augmentation.of(config, chosen)
    image = augmentation.read(path)
    draws = tuple(augmentation.apply(image, generator(config.seed, epoch, 0)) for epoch in range(1, num_draws + 1))
    head = header(read_file(path))
    return Preview((head.height, head.width), input_shape, fitted, draws)
