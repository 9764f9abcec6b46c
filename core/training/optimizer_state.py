"""Taking over an optimizer's state from a checkpoint, whoever wrote it.

torch checks of it only how many parameters there are. A fused step walks through the parameter's memory and its state's
side by side, whatever that state's shape and layout: a file with others would have it write beside its memory.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from core.base.kinds import is_number

MOMENTUM = "momentum_buffer"
"""SGD's; some versions of torch keep None where there is none, or none yet."""


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
    state = {number: {name: _entry(name, value, parameters[number]) for name, value in values.items()
                      if value is not None or name != MOMENTUM}
             for number, values in saved["state"].items()}  # fmt: skip
    for group in own_groups:
        kept = [state[number] for number in group["params"] if number in state]
        _check_parts(optimizer, group, kept)
        if isinstance(optimizer, torch.optim.SGD) and kept and MOMENTUM in kept[0]:
            # SGD, unlike the others, cannot begin with one weight anew while it goes on with others.
            state |= {number: {MOMENTUM: torch.zeros_like(parameters[number])} for number in group["params"]
                      if number not in state}  # fmt: skip
    optimizer.load_state_dict({"state": state, "param_groups": groups})


def _check_parts(optimizer: torch.optim.Optimizer, group: Mapping[str, Any],
                 states: Sequence[Mapping[str, Any]]) -> None:  # fmt: skip
    """Check that what is kept of a group's weights is whole; no state is kept of one that never had a gradient.

    Raises:
        ValueError: It is not.
    """
    if len({frozenset(state) for state in states}) > 1:
        raise ValueError("it keeps other numbers of some weights than of others")
    missing = _needed(optimizer, group) - set(states[0]) if states else set()
    if missing:
        raise ValueError(f"it lacks {', '.join(sorted(missing))} of its weights")


def _needed(optimizer: torch.optim.Optimizer, group: Mapping[str, Any]) -> set[str]:
    """Return what a step takes for granted of a weight of which a state is kept."""
    if isinstance(optimizer, torch.optim.SGD):
        return set()
    return {"average"} if group.get("orthogonal") else {"step", "exp_avg", "exp_avg_sq"}


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
