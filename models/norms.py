"""Norm layers: whether a network has any, and batch norms whose running means follow a short training."""

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm

LEAST_MOMENTUM = 0.1
"""torch's own. torchvision's mobilenet_v3, mnasnet, maxvit_t and efficientnet_b5 to b7 have 0.01 to 0.0003, which is
for the hundred thousand steps of ImageNet: after the two hundred of a small set their means were still far from the
batches', and a network that was right about 99 % of the training pictures was at chance on val."""


def is_norm(module: nn.Module) -> bool:
    """Return whether a layer brings features to one scale; of any library, so by the name of its kind."""
    return "norm" in type(module).__name__.lower()


def has_norms(network: nn.Module) -> bool:
    """Return whether a network has such layers."""
    return any(map(is_norm, network.modules()))


def follow(network: nn.Module) -> None:
    """Let the running means of batch norms that learn follow the batches at least as fast as torch's own do.

    Args:
        network: It is changed.
    """
    for module in network.modules():
        if isinstance(module, _BatchNorm) and module.momentum is not None:
            module.momentum = max(module.momentum, LEAST_MOMENTUM)
