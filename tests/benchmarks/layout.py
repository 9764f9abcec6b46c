"""What channels_last gives on a CPU: a training step and a forward pass in it and in torch's usual layout, in fp32."""

import copy
from collections.abc import Callable
from functools import partial

import torch
from torch import nn

from models import create_model
from tests.benchmarks.measuring import Measured, Options, Row, in_turns, medians, ratio, seconds_of

TITLE = "channels_last over the usual memory layout, in fp32"
LAYOUTS = (torch.channels_last, torch.contiguous_format)
BATCH = 16
SIZE = 128


def measure(options: Options) -> list[Row]:
    """Measure in turns, after a warm-up of each side."""
    rows = []
    for model in options.models("resnet18", "resnet50", "mobilenet_v2", "efficientnet_b0", "densenet121"):
        network = create_model(model, 5)
        for name, side in (("a training step", _training_step), ("predicting", _forward_pass)):
            sides = [side(copy.deepcopy(network), layout) for layout in LAYOUTS]
            in_turns(1, *sides)
            inside, usual = in_turns(options.num_pairs, *sides)
            rows.append(Row(f"{model}, {name}", ratio(inside, usual),
                            details=medians(channels_last=inside, usual=usual)))  # fmt: skip
    return rows


def _training_step(network: nn.Module, layout: torch.memory_format) -> Measured:
    """Return what makes a step and tells its images/s."""
    network = network.train().to(memory_format=layout)
    optimizer = torch.optim.AdamW(network.parameters(), fused=True)
    images, labels = _images(layout), torch.zeros(BATCH, dtype=torch.int64)

    def step() -> None:
        optimizer.zero_grad()
        nn.functional.cross_entropy(network(images), labels).backward()
        optimizer.step()

    return partial(_images_per_s, step)


def _forward_pass(network: nn.Module, layout: torch.memory_format) -> Measured:
    network, images = network.eval().to(memory_format=layout), _images(layout)
    return partial(_images_per_s, torch.inference_mode()(lambda: network(images)))


def _images(layout: torch.memory_format) -> torch.Tensor:
    return torch.randn(BATCH, 3, SIZE, SIZE).contiguous(memory_format=layout)


def _images_per_s(function: Callable[[], object]) -> float:
    return BATCH / seconds_of(function)
