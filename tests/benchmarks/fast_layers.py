"""What the exchange of slow layers (models/fast_training.py) gives on a CPU: a training step with it and without."""

import copy
from itertools import product

from models import create_model
from models.fast_training import speed_up
from tests.benchmarks.measuring import Options, Row, in_turns, medians, ratio
from tests.benchmarks.steps import training_step

TITLE = "A training step with layers exchanged over the network as it comes"
SIZES = {"mobilenet_v2": (224,), "mobilenet_v3_large": (224,), "efficientnet_b0": (224,), "resnet18": (32, 64, 128)}


def measure(options: Options) -> list[Row]:
    """Measure in turns, after a warm-up of each side."""
    rows = []
    precisions = ("fp32", "bf16") if options.precision == "auto" else (options.precision,)
    for model in options.models(*SIZES):
        for size, precision in product(SIZES.get(model, (32, 224)), precisions):
            network = create_model(model, 5)
            exchanged = copy.deepcopy(network)
            speed_up(exchanged)
            sides = [training_step(side, size, precision=precision) for side in (exchanged, network)]
            in_turns(1, *sides)
            ours, usual = in_turns(options.num_pairs, *sides)
            rows.append(Row(f"{model}, {size} px, {precision}", ratio(ours, usual),
                            details=medians(exchanged=ours, usual=usual)))
    return rows
