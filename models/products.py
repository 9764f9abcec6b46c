"""Products of matrices in fp32 on a CPU, by the library of torch's two that is quicker there.

torch multiplies matrices by MKL, which uses half the width of other makers' processors, and convolves by oneDNN, which
takes what there is: on an AMD EPYC with AVX-512 a product took twice as long as the same numbers as a convolution of
1 x 1. `python -m tests.benchmarks muon` measures what that gives.
"""

import platform
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

WORTH_CONVOLVING = 2**23
"""Multiplications of numbers below which oneDNN's preparations take longer than it saves."""


def product(left: Tensor, right: Tensor) -> Tensor:
    """Return left @ right.

    Args:
        left: float32 [N, K], on a CPU.
        right: float32 [K, M].
    """
    return _by_convolution(left, right) if _is_convolving_quicker(left, right) else left @ right


def add_product(total: Tensor, left: Tensor, right: Tensor, *, keep: float, factor: float) -> None:
    """Make `total`, float32 [N, M], keep * total + factor * left @ right; see `product`."""
    if _is_convolving_quicker(left, right):
        total.mul_(keep).add_(_by_convolution(left, right), alpha=factor)
    else:
        total.addmm_(left, right, beta=keep, alpha=factor)


@cache
def is_mkl_slow() -> bool:
    """Tell whether MKL does without half of this processor's width: with AVX-512, and made by AMD."""
    has_both = torch.backends.mkl.is_available() and torch.backends.mkldnn.is_available()
    return has_both and "AVX512" in torch.backends.cpu.get_cpu_capability() and "AuthenticAMD" in _maker()


def _maker() -> str:
    """Return a text that names the processor's maker, as Linux or Windows tells it."""
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return platform.processor()


def _is_convolving_quicker(left: Tensor, right: Tensor) -> bool:
    return is_mkl_slow() and left.numel() * right.shape[1] >= WORTH_CONVOLVING


def _by_convolution(left: Tensor, right: Tensor) -> Tensor:
    """Multiply by a convolution of 1 x 1, whose channels are what is summed over.

    Not by conv2d, which takes MKL itself where torch has one thread and a batch one picture.
    """
    (num_rows, depth), num_columns = left.shape, right.shape[1]
    if right.mT.is_contiguous():  # a row of the left one is a position, its channels side by side
        images = left.contiguous().view(1, num_rows, 1, depth).permute(0, 3, 1, 2)
        kernels = right.mT.view(num_columns, depth, 1, 1)
        return _convolved(images, kernels).permute(0, 2, 3, 1).reshape(num_rows, num_columns)
    images = right.contiguous().view(1, depth, num_columns, 1)  # a row of the right one is a channel
    kernels = left.contiguous().view(num_rows, depth, 1, 1)
    return _convolved(images, kernels).reshape(num_rows, num_columns)


def _convolved(images: Tensor, kernels: Tensor) -> Tensor:
    result: Tensor = torch.mkldnn_convolution(images, kernels, None, (0, 0), (1, 1), (1, 1), 1)
    return result
