"""What "auto" becomes: the network, its input, the device and the cache, by the pictures and the machine."""

import statistics
from collections.abc import Mapping
from dataclasses import replace

from core.base.types import Sample, Splits
from core.config import AUTO, DEFAULT_MODEL, TrainConfig, pair, resolved
from core.data.cache_choice import choose
from core.data.scan import PictureFacts
from core.devices import resolve_device, resolve_precision
from core.training.train_scale import check_train_scale
from core.training.weights_source import own_input_shape
from models.elsewhere.names import is_elsewhere, shown_name
from models.elsewhere.networks import expected_pictures
from models.registry import check_input_shape, check_name, nearest_shape

GRAY_SAMPLE = 200
# Longest median short side of the pictures -> side of the network's input. Pictures smaller than the input are blown
# up, which costs time and adds nothing.
INPUT_SIDES = ((40, 32), (90, 64), (176, 128))
LARGEST_INPUT_SIDE = 224


def resolve(
    config: TrainConfig, splits: Splits, facts: Mapping[str, PictureFacts], *, goes_on: bool = False
) -> tuple[TrainConfig, dict[str, str]]:
    """Return the settings without "auto", and why each became what it is.

    What depends on the weights to start from is left open (see `core.training.starting`): what is trained, how fast,
    and with it the number format, which may be tried on what is trained, and the size of the batches.

    Raises:
        ConfigError: The device or the precision is not to be had.
        ModelError: The network cannot take the input shape.
    """
    changes: dict[str, object] = {}
    reasons: dict[str, str] = {}
    if config.model == AUTO:
        changes["model"] = DEFAULT_MODEL
        reasons["model"] = "the default network"
    model = str(changes.get("model", config.model))
    if not config.input_shape:
        shape, reasons["input_shape"] = _input_shape(config, model, splits.train, facts)
        changes["input_shape"] = shape
    elif len(config.input_shape) == 1:
        changes["input_shape"] = config.input_shape * 2
    if config.in_channels == AUTO:
        channels = _in_channels(splits.train, facts)
        changes["in_channels"] = channels
        reasons["in_channels"] = "all looked-at pictures are gray" if channels == "1" else "some pictures are coloured"
    device = resolve_device(config.device)
    if config.device == AUTO:
        reasons["device"] = "the best there is"
    changes["device"] = str(device)
    if config.precision != AUTO or goes_on:
        changes["precision"] = resolve_precision(config.precision, device)
    final = resolved(config, **changes)
    if not goes_on:
        check_input_shape(final.model, pair(final.input_shape))
        check_train_scale(final)
    if config.cache == AUTO:
        cache, reasons["cache"] = choose(final, splits, facts)
        final = replace(final, cache=cache)
    return final, reasons


def input_of(
    config: TrainConfig, splits: Splits, facts: Mapping[str, PictureFacts]
) -> tuple[tuple[int, int], int]:
    """Return the input shape (height, width) and the number of channels that a training with these settings takes.

    Raises:
        ModelError: The network's name is unknown.
    """
    model = DEFAULT_MODEL if config.model == AUTO else config.model
    shape = pair(config.input_shape) if config.input_shape else _input_shape(config, model, splits.train, facts)[0]
    channels = _in_channels(splits.train, facts) if config.in_channels == AUTO else config.in_channels
    return shape, int(channels)


def _input_shape(
    config: TrainConfig, model: str, samples: tuple[Sample, ...], facts: Mapping[str, PictureFacts]
) -> tuple[tuple[int, int], str]:
    """Return the input shape for pictures of this size and the weights to start from, and why."""
    if is_elsewhere(model) and (own := expected_pictures(model)).is_own_size:
        return own.input_shape, f"the size that {shown_name(model)} was made for"
    spec = check_name(model)
    if spec.fixed_size is not None:
        return spec.fixed_size, f"the one input that {model} takes"
    short = statistics.median(min(facts[sample.path].width, facts[sample.path].height) for sample in samples)
    side = next((side for limit, side in INPUT_SIDES if short <= limit), LARGEST_INPUT_SIDE)
    reason = f"half of the training pictures are at most {short:.0f} px on their shorter side"
    made_with = own_input_shape(config, model) if side == LARGEST_INPUT_SIDE else None
    if made_with is not None:
        return nearest_shape(spec, made_with), "the size that the weights to start from were made with"
    return nearest_shape(spec, (side, side)), reason


def _in_channels(samples: tuple[Sample, ...], facts: Mapping[str, PictureFacts]) -> str:
    """Return "1" if a sample of pictures, spread over the training split, is gray throughout."""
    count = min(GRAY_SAMPLE, len(samples))
    looked_at = [samples[number * len(samples) // count] for number in range(count)]
    return "1" if all(facts[sample.path].is_gray for sample in looked_at) else "3"
