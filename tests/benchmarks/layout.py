"""What channels_last gives on a CPU: a training step and a forward pass in it and in torch's usual layout, in fp32."""

import copy

import torch

from models import create_model
from tests.benchmarks.measuring import Options, Row, in_turns, medians, ratio
from tests.benchmarks.steps import forward_pass, training_step

TITLE = "channels_last over the usual memory layout, in fp32"
LAYOUTS = (torch.channels_last, torch.contiguous_format)
SIZE = 128


def measure(options: Options) -> list[Row]:
    """Measure in turns, after a warm-up of each side."""
    rows = []
    for model in options.models("resnet18", "resnet50", "mobilenet_v2", "efficientnet_b0", "densenet121"):
        network = create_model(model, 5)
        for name, side in (("a training step", training_step), ("predicting", forward_pass)):
            sides = [side(copy.deepcopy(network), SIZE, layout=layout) for layout in LAYOUTS]
            in_turns(1, *sides)
            inside, usual = in_turns(options.num_pairs, *sides)
            rows.append(Row(f"{model}, {name}", ratio(inside, usual),
                            details=medians(channels_last=inside, usual=usual)))  # fmt: skip
    return rows
