"""What the values of a model file may be, whoever wrote it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from core.base.errors import ModelFileError
from core.base.kinds import are, is_count, is_number, is_text
from core.base.types import Resize
from core.data.image_reasons import MAX_PIXELS


def check_values(values: Mapping[str, Any], parts: Sequence[str]) -> None:
    """Check the values of a model file or of an ONNX file's metadata.

    Args:
        values: Those of `ModelFile` by name.
        parts: What must be there.

    Raises:
        ModelFileError: One is missing, of another kind or out of its range; the text names it and what it must be.
    """
    missing = [name for name in parts if name not in values]
    if missing:
        raise ModelFileError(f"It lacks {', '.join(missing)}.")
    for name, (wanted, is_right) in RULES.items():
        if name in values and not is_right(values[name]):
            raise ModelFileError(f"{name} must be {wanted}. Got {_short(values[name])} instead.")
    for name in ("mean", "std"):
        if len(values[name]) != values["in_channels"]:
            count = "1 number" if values["in_channels"] == 1 else f"{values['in_channels']} numbers"
            raise ModelFileError(f"{name} must hold {count}. Got {len(values[name])} instead.")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_shape(value: Any) -> bool:
    are_sides = are(lambda side: is_count(side, 1))
    return are_sides(value) and len(value) == 2 and value[0] * value[1] <= MAX_PIXELS


def _are_weights(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and isinstance(tensor, torch.Tensor) for name, tensor in value.items()
    )


def _or_none(is_right: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or is_right(value)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


RULES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "format_version": ("a whole number", is_count),
    "model": ("a network's name", _is_name),
    "state_dict": ("tensors by name", _are_weights),
    "classes": ("class names that differ", lambda value: are(_is_name)(value) and len(set(value)) == len(value) > 0),
    "in_channels": ("1 or 3", lambda value: is_count(value) and value in (1, 3)),
    "input_shape": ("a height and a width in pixels", _is_shape),
    "resize": (f"one of {', '.join(Resize)}", lambda value: isinstance(value, str) and value in list(Resize)),
    "mean": ("finite numbers", are(is_number)),
    "std": ("finite numbers above 0", are(lambda value: is_number(value) and value > 0)),
    "metrics": ("figures by name", lambda value: isinstance(value, Mapping)),
    "config": ("settings by name", lambda value: isinstance(value, Mapping)),
    "versions": ("versions by name", lambda value: isinstance(value, Mapping)),
    "dropout": ("a rate from 0 to 1", _or_none(lambda value: is_number(value) and 0 <= value <= 1)),
    "positive_class": ("a class name", _or_none(is_text)),
    "threshold": ("a number", _or_none(is_number)),
    "picture_hashes": ("texts", are(is_text)),
    "epoch": ("a whole number", is_count),
    "network_config": ("settings by name", _or_none(lambda value: isinstance(value, Mapping))),
}
