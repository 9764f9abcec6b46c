"""Convolutions whose maps are small, as they are deep in a network: their weights' gradient is one product of matrices.

oneDNN, with which torch computes on a CPU, adds up that gradient map by map. Where a map has a few positions and the
kernels many numbers, it goes over all of them for next to no arithmetic: for the last layers of resnet18 at 32 px,
where a map has one position, it took twenty times as long as the product. `python -m tests.benchmarks fast_layers`
measures what a whole step gains.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable
from torch.nn import functional

from models.products import product

MOST_POSITIONS = 25
"""Of a map that leaves the convolution, 5 x 5: up to there the product was never the slower one, at 7 x 7 it
sometimes was."""
LEAST_NUMBERS = 2**18
"""Of all kernels together, a megabyte: with fewer there is nothing to gain."""

Pair = tuple[int, int]


class SmallMapConvolution(nn.Conv2d):
    """A convolution that learns, in fp32 on a CPU, the quicker way where its maps turn out to be small."""

    def forward(self, images: Tensor) -> Tensor:
        """Return the convolution of pictures [B, C, H, W]."""
        is_plain_fp32 = images.dtype is torch.float32 and not torch.is_autocast_enabled("cpu")
        if not (torch.is_grad_enabled() and self.weight.requires_grad and images.device.type == "cpu" and is_plain_fp32
                and images.dim() == 4 and self._num_positions(images) <= MOST_POSITIONS):  # fmt: skip
            return super().forward(images)
        result: Tensor = _Convolution.apply(images, self.weight, self.bias, self.stride, self.padding)
        return result

    @staticmethod
    def can_be(convolution: nn.Conv2d) -> bool:
        """Tell whether a convolution is one to exchange: large, neither grouped nor dilated, padded by zeros."""
        is_plain = convolution.groups == 1 and set(convolution.dilation) == {1}
        is_padded_by_zeros = convolution.padding_mode == "zeros" and not isinstance(convolution.padding, str)
        return is_plain and is_padded_by_zeros and convolution.weight.numel() >= LEAST_NUMBERS

    def _num_positions(self, images: Tensor) -> int:
        assert not isinstance(self.padding, str)  # see can_be
        sizes = zip(images.shape[2:], self.kernel_size, self.stride, self.padding, strict=True)
        height, width = ((size + 2 * padding - kernel) // stride + 1 for size, kernel, stride, padding in sizes)
        return height * width


class _Convolution(torch.autograd.Function):
    """conv2d with a gradient of its own for the weights."""

    @staticmethod
    def forward(ctx: Any, images: Tensor, weight: Tensor, bias: Tensor | None, stride: Pair, padding: Pair) -> Tensor:
        ctx.save_for_backward(images, weight)
        ctx.stride, ctx.padding = stride, padding
        return functional.conv2d(images, weight, bias, stride, padding)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        images, weight = ctx.saved_tensors
        wants_images, wants_weight, wants_bias = ctx.needs_input_grad[:3]
        of_images = of_weight = of_bias = None
        if wants_images:
            of_images, *_ = torch.ops.aten.convolution_backward(
                gradient, images, weight, None, ctx.stride, ctx.padding, (1, 1), False, (0, 0), 1, (True, False, False))
        if wants_weight:
            of_weight = weights_gradient(gradient, images, weight.shape[2:], ctx.stride, ctx.padding)
        if wants_bias:
            of_bias = gradient.sum(dim=(0, 2, 3))
        return of_images, of_weight, of_bias, None, None


def weights_gradient(gradient: Tensor, images: Tensor, kernel_size: Pair, stride: Pair, padding: Pair) -> Tensor:
    """Return the gradient of a convolution's weights: of what left it, times what each kernel lay upon.

    Args:
        gradient: Of what left it, float32 [B, D, h, w].
        images: What went in, float32 [B, C, H, W].
        kernel_size: (height, width) of the kernels.
        stride: (down, across).
        padding: (above and below, left and right), zeros.

    Returns:
        float32 [D, C, *kernel_size], in channels_last memory.
    """
    if any(padding):  # without, it would copy nevertheless
        images = functional.pad(images, (padding[1], padding[1], padding[0], padding[0]))
    windows = images.permute(0, 2, 3, 1).unfold(1, kernel_size[0], stride[0]).unfold(2, kernel_size[1], stride[1])
    count, height, width, channels = windows.shape[:4]
    # A row a position: the numbers under a kernel there, its rows and columns before the channels, as they lie.
    under_kernel = windows.permute(0, 1, 2, 4, 5, 3).reshape(count * height * width, -1)
    leaving = gradient.permute(0, 2, 3, 1).reshape(count * height * width, -1)
    return product(leaving.t(), under_kernel).view(-1, *kernel_size, channels).permute(0, 3, 1, 2)
