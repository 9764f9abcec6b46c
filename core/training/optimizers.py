"""Optimizers, with weight decay where it belongs."""

from typing import Any

import torch
from torch import nn

from core.config import TrainConfig
from core.devices import has_matrix_units
from core.distributed.processes import ALONE, Processes
from core.training.muon import Muon, inner_matrices
from core.training.weight_decay import decayed
from models.surgery import head_parameters

ADAM_BETA_2 = 0.999
FUSED_DEVICES = ("cpu", "cuda")
MUON_FACTOR = 5.0
"""Muon's learning rate over that of AdamW, which the settings have. 15 was no better (docs/benchmarks.md)."""


def make_optimizer(network: nn.Module, config: TrainConfig, processes: Processes = ALONE) -> torch.optim.Optimizer:
    """Return the optimizer of a run's resolved settings over the network's trainable parameters.

    Weight decay is for matrices and kernels alone (core.training.weight_decay), unless `decay_all` is set. Frozen
    parameters are in no group. The others' groups carry a "lr_factor": 1 for the layers that give logits,
    `backbone_lr_factor` for all others, and MUON_FACTOR times as much for the matrices that muon turns.

    Args:
        network: On its device.
        config: The resolved settings.
        processes: That train together, each with an optimizer of its own: these must reckon alike.
    """
    trainable = [parameter for parameter in network.parameters() if parameter.requires_grad]
    groups = _groups(network, trainable, config)
    # One pass over the parameters instead of one an operation; a third of the time on a CPU.
    fused = all(item.device.type in FUSED_DEVICES for item in trainable)
    if config.optimizer_type == "sgd":
        momentum = config.momentum
        sgd = torch.optim.SGD(groups, lr=config.lr, momentum=momentum, nesterov=momentum > 0, fused=fused)
        if fused and momentum and config.precision == "fp16":
            # A first step that overflows is left out, and would leave behind momenta that nobody has written to.
            sgd.state.update((item, {"momentum_buffer": torch.zeros_like(item)}) for item in trainable)
        return sgd
    if config.optimizer_type == "muon":
        return Muon(groups, config.lr, momentum=config.momentum, betas=(config.beta_1, ADAM_BETA_2), fused=fused,
                    dtype=_muon_dtype(config, trainable, processes))
    kind = torch.optim.AdamW if config.optimizer_type == "adamw" else torch.optim.Adam
    return kind(groups, lr=config.lr, betas=(config.beta_1, ADAM_BETA_2), fused=fused)


def _muon_dtype(config: TrainConfig, parameters: list[nn.Parameter], processes: Processes) -> torch.dtype:
    """Return the format in which muon multiplies: bf16 where the run has it and every process is fast at it."""
    is_fast = config.precision == "bf16" and all(has_matrix_units(item.device) for item in parameters)
    is_one_slow = processes.any(not is_fast)[0]
    return torch.float32 if is_one_slow else torch.bfloat16


def set_lr(optimizer: torch.optim.Optimizer, lr: float) -> None:
    """Give all parameter groups a learning rate, times the group's factor."""
    for group in optimizer.param_groups:
        group["lr"] = lr * group.get("lr_factor", 1.0)


def _groups(network: nn.Module, trainable: list[nn.Parameter], config: TrainConfig) -> list[dict[str, Any]]:
    """Part the trainable parameters by their rate (head and backbone, where they differ), weight decay, and rule."""
    head = set(head_parameters(network))
    pulled = set(trainable) if config.decay_all else decayed(network)
    is_muon = config.optimizer_type == "muon"
    turned = inner_matrices(network) if is_muon else set()
    groups: dict[tuple[bool, bool, bool], list[nn.Parameter]] = {}
    for parameter in trainable:
        kind = (parameter in head and config.backbone_lr_factor != 1, parameter not in pulled, parameter in turned)
        groups.setdefault(kind, []).append(parameter)
    made = []
    # A checkpoint has the state by number, so the order of the groups is part of its format.
    for (is_head, is_spared, is_turned), parameters in sorted(groups.items(), key=lambda item: item[0]):
        factor = 1.0 if is_head else config.backbone_lr_factor
        group: dict[str, Any] = {"params": parameters, "weight_decay": 0.0 if is_spared else config.weight_decay,
                                 "lr_factor": factor}
        if is_muon:
            group |= {"orthogonal": is_turned, "lr_factor": factor * MUON_FACTOR if is_turned else factor}
        made.append(group)
    return made
