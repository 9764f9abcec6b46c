"""On a GPU: whole epoch over the step alone, photos of 500 x 375, and a folder's prediction over the network alone."""

from pathlib import Path

import torch

from tests.benchmarks.loops import Training
from tests.benchmarks.measuring import Options, Row, in_turns, medians, ratio
from tests.benchmarks.pictures import own_folders, photos
from tests.benchmarks.predicting import Predicting

TITLE = "On a GPU: whole epoch over the step alone, predicting a folder over the network alone"
WISHES = {False: (0.6, 0.8), True: (0.95, 0.98)}


def measure(options: Options) -> list[Row]:
    """Measure with and without the cache."""
    model, rows = options.model or "resnet50", []
    if not torch.cuda.is_available():
        return [Row(f"{model}, {'cached' if cached else 'uncached'}", None, *wishes, details="no CUDA device here")
                for cached, wishes in WISHES.items()]  # fmt: skip
    with own_folders() as place, photos(options.data, 1024 if options.quick else 8192) as folder:
        for cached, (floor, aim) in WISHES.items():
            training = Training(folder, place / str(cached), model, options.precision, cached=cached, device="cuda",
                                batch_size=128)
            epoch, alone = in_turns(options.num_pairs, training.epoch, training.alone)
            training.close()
            rows.append(Row(f"{model} {training.config.precision}, {'cached' if cached else 'uncached'}",
                            ratio(epoch, alone), floor, aim, details=medians(epoch=epoch, step_alone=alone)))
        rows.append(predicting(options, folder, model))
    return rows


def predicting(options: Options, folder: Path, model: str) -> Row:
    """Measure a folder's prediction; nothing is wished of it."""
    one = Predicting(folder, model, options.precision, device="cuda")
    speed, alone = in_turns(options.num_pairs, one.folder, one.alone)
    return Row(f"{model}: predicting, {one.scorer.form}", ratio(speed, alone),
               details=medians(folder=speed, network_alone=alone))
