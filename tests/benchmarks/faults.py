"""Page faults of a training step after the warm-up; Linux only."""

import sys

from tests.benchmarks.loops import Training
from tests.benchmarks.measuring import Options, Row
from tests.benchmarks.pictures import own_folders, photos

TITLE = "Page faults a training step"


def measure(options: Options) -> list[Row]:
    """Count over an epoch."""
    if sys.platform != "linux":
        return [Row("page faults a step", None, 20_000, 5_000, is_most=True, details="Linux only")]
    import resource

    rows = []
    with own_folders() as place, photos(options.data, 72 if options.quick else 288) as folder:
        for model in options.models("resnet18", "mobilenet_v2"):
            training = Training(folder, place / model, model, options.precision, cached=False)
            training.epoch()
            before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
            training.epoch()
            faults = (resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) / len(training.loader)
            training.close()
            rows.append(Row(f"{model}, {training.config.precision}", faults, 20_000, 5_000, is_most=True))
    return rows


