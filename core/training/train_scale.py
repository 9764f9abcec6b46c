"""Training pictures that are smaller than those of validation and prediction.

A random crop shows things larger than they are in the whole picture. Where training pictures are smaller than the
network's input by about as much, things have one size in both, and a step costs half: "Fixing the train-test resolution
discrepancy", Touvron et al. 2019, arXiv 1906.06423. torchvision's own recipes do it (176 px to train, 224 to judge).

They may also grow while the network learns, for what it learns first can be seen in small ones: "EfficientNetV2:
Smaller Models and Faster Training", Tan and Le 2021, arXiv 2104.00298 (there the augmentation grows with them).
"""

import copy
from dataclasses import replace

import torch
from torch import nn

from core.base.epoch_times import Growth, growth_of
from core.base.errors import ConfigError
from core.base.events import Notice
from core.base.messages import message
from core.config import TrainConfig, pair, to_plain
from core.data.train_shape import grows, train_shape
from core.training.scenarios import FULL
from models.elsewhere.names import TIMM, is_elsewhere, parted
from models.elsewhere.networks import expected_pictures
from models.registry import check_name, takes_shape

GROWTH_START = 0.5
"""Of `train_scale`, where growing is left open; docs/training.md has what was measured."""


def check_train_scale(config: TrainConfig) -> None:
    """Check that the network takes training pictures of the sizes that were asked for.

    Args:
        config: Settings with network and input shape resolved.

    Raises:
        ConfigError: It does not, or pictures would have to shrink.
    """
    if config.train_scale_start > config.train_scale and config.train_scale_start != 1:
        raise ConfigError(message("--train_scale_start {start:g} lies above --train_scale {scale:g}, but pictures grow "
                                  "from the first to the second. Give a smaller one, or 1 for none that grow.",
                                  start=config.train_scale_start, scale=config.train_scale))  # fmt: skip
    whole = pair(config.input_shape)
    for name, scale, epoch in (("train_scale", config.train_scale, config.epochs),
                               ("train_scale_start", config.train_scale_start, 1)):  # fmt: skip
        shape = train_shape(config, whole, epoch)
        if shape == whole or (_takes_other_sizes(config.model) and takes_shape(config.model, shape)):
            continue
        raise ConfigError(message("--{name} {scale:g} makes training pictures of {height} x {width}, which {model} "
                                  "does not take beside those of {full_height} x {full_width}. Leave it away.",
                                  name=name, scale=scale, height=shape[0], width=shape[1], model=config.model,
                                  full_height=whole[0], full_width=whole[1]))  # fmt: skip


def with_growth(config: TrainConfig, network: nn.Module, *, from_weights: bool) -> tuple[TrainConfig, dict[str, str]]:
    """Return the settings with `train_scale_start` resolved, and why it became what it is.

    A run that may end early, or whose rate waits for the val loss, does not grow by itself: its last epoch, by which
    pictures shall have their whole size, is not known.

    Args:
        config: Settings with network, input shape and scenario resolved.
        network: To be trained, on the CPU; stays as it is. One of the user's own may take only the size that it was
            built for.
        from_weights: The run starts from weights, not from scratch.
    """
    if config.train_scale_start:
        return config, {}
    growing = replace(config, train_scale_start=GROWTH_START * config.train_scale)
    knows_its_end = not config.early_stopping_patience and config.lr_schedule_type != "plateau"
    if from_weights or config.scenario != FULL or not knows_its_end or not _can_grow(growing, network):
        return replace(config, train_scale_start=1.0), {}
    return growing, {"train_scale_start": "from scratch, pictures that grow teach more in the same time"}


def mean_cost(config: TrainConfig) -> float:
    """Return what a step, the optimizer's part apart, costs in the mean of all epochs, as a share of the last one's."""
    if not grows(config):
        return 1.0
    growth = Growth(growth_of(to_plain(config)).first)
    return sum(growth.cost(epoch, config.epochs) for epoch in range(1, config.epochs + 1)) / config.epochs


def _can_grow(config: TrainConfig, network: nn.Module) -> bool:
    """Whether pictures of the first epoch are smaller than those of the last, and the network takes them."""
    whole = pair(config.input_shape)
    first = train_shape(config, whole, 1)
    if first == train_shape(config, whole):
        return False
    picture = torch.zeros(1, int(config.in_channels), *first)
    learns_from_one = config.batch_size == 1  # which batch norm in training cannot, where 1 x 1 values are left
    try:
        check_train_scale(config)
        with torch.no_grad():
            copy.deepcopy(network).train(learns_from_one)(picture)
    except (ConfigError, RuntimeError, ValueError):
        return False
    return True


def growth_notice(config: TrainConfig) -> Notice:
    """Return what is told of training pictures that grow, whoever wished it."""
    whole = pair(config.input_shape)
    first, last = (train_shape(config, whole, epoch) for epoch in (1, config.epochs))
    return Notice(f"Training pictures grow from {first[0]} x {first[1]} pixels to {last[0]} x {last[1]}, for more is "
                  "learned from scratch in the same time; --train_scale_start 1 leaves them as they are.")


def _takes_other_sizes(model: str) -> bool:
    """Whether a network takes pictures of another size than it was built for; transformers do not."""
    if is_elsewhere(model):
        return parted(model)[0] == TIMM and not expected_pictures(model).is_own_size
    spec = check_name(model)
    return spec.fixed_size is None and not spec.size_argument
