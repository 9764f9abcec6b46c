"""What the exchange of slow layers (models/fast_training.py) gives on a CPU: a training step with it and without."""

import copy
from collections.abc import Callable
from functools import partial

import torch
from torch import nn

from core.devices import MEMORY_LAYOUT, autocast
from models import create_model
from models.fast_training import speed_up
from tests.benchmarks.measuring import Measured, Options, Row, in_turns, medians, ratio, seconds_of

TITLE = "A training step with layers exchanged over the network as it comes"
BATCH = 16
SIZE = 224


def measure(options: Options) -> list[Row]:
    """Measure in turns, after a warm-up of each side."""
    rows = []
    precisions = ("fp32", "bf16") if options.precision == "auto" else (options.precision,)
    for model in options.models("mobilenet_v2", "mobilenet_v3_large", "efficientnet_b0"):
        for precision in precisions:
            network = create_model(model, 5).train().to(memory_format=MEMORY_LAYOUT)
            exchanged = copy.deepcopy(network)
            speed_up(exchanged)
            sides = [_training_step(side, precision) for side in (exchanged, network)]
            in_turns(1, *sides)
            ours, usual = in_turns(options.num_pairs, *sides)
            rows.append(Row(f"{model} {precision}", ratio(ours, usual), details=medians(exchanged=ours, usual=usual)))
    return rows


def _training_step(network: nn.Module, precision: str) -> Measured:
    """Return what makes a step and tells its images/s."""
    images = torch.randn(BATCH, 3, SIZE, SIZE).contiguous(memory_format=MEMORY_LAYOUT)
    labels = torch.zeros(BATCH, dtype=torch.int64)

    def step() -> None:
        network.zero_grad()
        with autocast(images.device, precision):
            logits = network(images)
        nn.functional.cross_entropy(logits.float(), labels).backward()

    return partial(_images_per_s, step)


def _images_per_s(step: Callable[[], object]) -> float:
    return BATCH / seconds_of(step)
