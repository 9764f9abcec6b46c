"""Bare training steps and forward passes on random pictures, to compare forms of a network by."""

from collections.abc import Callable
from functools import partial

import torch
from torch import nn

from core.devices import MEMORY_LAYOUT, autocast
from tests.benchmarks.measuring import Measured, seconds_of

BATCH = 16


def training_step(network: nn.Module, size: int, *, layout: torch.memory_format = MEMORY_LAYOUT,
                  precision: str = "fp32") -> Measured:
    """Return what makes a training step on pictures of a size and tells its images/s."""
    network = network.train().to(memory_format=layout)
    optimizer = torch.optim.AdamW(network.parameters(), fused=True)
    images, labels = _images(size, layout), torch.zeros(BATCH, dtype=torch.int64)

    def step() -> None:
        optimizer.zero_grad()
        with autocast(images.device, precision):
            logits = network(images)
        nn.functional.cross_entropy(logits.float(), labels).backward()
        optimizer.step()

    return partial(_images_per_s, step)


def forward_pass(network: nn.Module, size: int, *, layout: torch.memory_format = MEMORY_LAYOUT) -> Measured:
    """Return what makes a forward pass on pictures of a size and tells its images/s."""
    network, images = network.eval().to(memory_format=layout), _images(size, layout)
    return partial(_images_per_s, torch.inference_mode()(lambda: network(images)))


def _images(size: int, layout: torch.memory_format) -> torch.Tensor:
    return torch.randn(BATCH, 3, size, size).contiguous(memory_format=layout)


def _images_per_s(function: Callable[[], object]) -> float:
    return BATCH / seconds_of(function)
