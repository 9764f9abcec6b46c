"""On a GPU: whole epoch over the step alone, photos of 500 x 375."""

import torch

from tests.benchmarks.loops import Training
from tests.benchmarks.measuring import Options, Row, in_turns, medians, ratio
from tests.benchmarks.pictures import own_folders, photos

TITLE = "On a GPU: whole epoch over the step alone"
WISHES = {False: (0.6, 0.8), True: (0.95, 0.98)}


def measure(options: Options) -> list[Row]:
    """Measure with and without the cache."""
    model, rows = options.model or "resnet50", []
    if not torch.cuda.is_available():
        return [Row(f"{model}, {'cached' if cached else 'uncached'}", None, *wishes, details="no CUDA device here")
                for cached, wishes in WISHES.items()]  # fmt: skip
    with own_folders() as place, photos(options.data, 1024 if options.quick else 8192) as folder:
        for cached, (floor, aim) in WISHES.items():
            training = Training(folder, place / str(cached), model, options.precision, cached=cached, batch_size=128)
            epoch, alone = in_turns(options.num_pairs, training.epoch, training.alone)
            training.close()
            rows.append(Row(f"{model} {training.config.precision}, {'cached' if cached else 'uncached'}",
                            ratio(epoch, alone), floor, aim, details=medians(epoch=epoch, step_alone=alone)))
    return rows
