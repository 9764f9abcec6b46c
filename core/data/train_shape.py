"""How large an epoch's training pictures are: smaller than those that are judged, or growing, where that is wished."""

from core.base.epoch_times import grown
from core.config import TrainConfig, pair

SIDE_STEP = 32


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
