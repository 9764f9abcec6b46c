"""Layers of a network that is trained, exchanged for quicker ones that compute the same, no less exactly."""

import torch
from torch import Tensor, nn

from models.small_maps import SmallMapConvolution

CLONING = (nn.Hardtanh, nn.Hardswish, nn.SiLU, nn.Mish)
"""Their gradients need what went in; in place, that is copied first. Hardtanh is ReLU6's base class."""


class StridedDepthwise(nn.Conv2d):
    """A depthwise convolution with a stride that CPUs compute in fp32 where its gradient will be wanted.

    oneDNN, which torch computes with there, has no kernel of its own for such a gradient in bf16, and for the first one
    of mobilenet_v2 at 224 px it took seven times as long as in fp32. What a whole step gains tells `python -m
    tests.benchmarks fast_layers`.
    """

    def forward(self, images: Tensor) -> Tensor:
        """Return the convolution of pictures [B, C, H, W]; fp32 where autocast on the CPU would make it less."""
        if not (torch.is_grad_enabled() and images.device.type == "cpu" and torch.is_autocast_enabled("cpu")):
            return super().forward(images)
        with torch.autocast("cpu", enabled=False):
            return super().forward(images.float())


def speed_up(network: nn.Module) -> None:
    """Exchange what is slow in training where it learns; weights and their names stay as they are.

    Args:
        network: With the layers frozen that do not learn. It is changed.
    """
    for module in network.modules():
        if isinstance(module, CLONING):
            module.inplace = False
        elif type(module) is nn.Conv2d and module.weight.requires_grad:
            if _is_strided_depthwise(module):
                module.__class__ = StridedDepthwise
            elif SmallMapConvolution.can_be(module):
                module.__class__ = SmallMapConvolution


def _is_strided_depthwise(convolution: nn.Conv2d) -> bool:
    return convolution.groups == convolution.in_channels > 1 and max(convolution.stride) > 1
