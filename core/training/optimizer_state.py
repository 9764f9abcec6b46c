"""Taking over an optimizer's state from a checkpoint, whoever wrote it.

torch checks of it only how many parameters there are. A fused step walks through the parameter's memory and its state's
side by side, whatever that state's shape and layout: a file with others would have it write beside its memory.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from core.base.kinds import is_number


def restore_optimizer(optimizer: torch.optim.Optimizer, saved: Mapping[str, Any]) -> None:
    """Take over what `state_dict` returned. How a step is computed on this device stays the optimizer's own affair.

    Args:
        optimizer: Fresh, over the same parameters.
        saved: Tensors and plain values.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: It is of another optimizer or network, or damaged.
    """
    own_groups = optimizer.state_dict()["param_groups"]
    groups = [_group(own, group) for own, group in zip(own_groups, saved["param_groups"], strict=True)]
    parameters = {number: parameter for group, own in zip(own_groups, optimizer.param_groups, strict=True)
                  for number, parameter in zip(group["params"], own["params"], strict=True)}  # fmt: skip
    state = {number: {name: _entry(name, value, parameters[number]) for name, value in values.items()}
             for number, values in saved["state"].items()}  # fmt: skip
    for group in own_groups:
        if len({frozenset(state[number]) for number in group["params"] if number in state}) > 1:
            raise ValueError("it keeps other numbers of some weights than of others")
    optimizer.load_state_dict({"state": state, "param_groups": groups})


def _group(own: Mapping[str, Any], saved: Mapping[str, Any]) -> dict[str, Any]:
    """Return a group with the numbers of the saved one, and the optimizer's own choices of how to compute."""
    if saved["params"] != own["params"]:
        raise ValueError("it has other groups of parameters")
    group = dict(own)
    for name, value in own.items():
        if name != "params" and _numbers(value) and name in saved:
            if len(_numbers(saved[name])) != len(_numbers(value)):
                raise ValueError(f"its {name} is {saved[name]!r}")
            group[name] = saved[name]
    return group


def _numbers(value: Any) -> Sequence[float]:
    """Return the number or the numbers that a value is; none where it is anything else."""
    values: Sequence[Any] = value if isinstance(value, (list, tuple)) else [value]
    return values if all(map(is_number, values)) else []


def _entry(name: str, value: Tensor, parameter: Tensor) -> Tensor:
    """Return what is kept for a parameter, laid out as it is; a number of steps as it stands."""
    wanted = torch.Size() if name == "step" else parameter.shape
    if value.shape != wanted:
        raise ValueError(f"its {name} is {list(value.shape)} where {list(wanted)} is expected")
    return value if name == "step" else torch.empty_like(parameter, device=value.device).copy_(value)
