"""Page faults of a training step after the warm-up; Linux only."""

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.benchmarks.loops import Training
from tests.benchmarks.measuring import Options, Row
from tests.benchmarks.pictures import own_folders, photos

TITLE = "Page faults a training step"


def measure(options: Options) -> list[Row]:
    """Count over an epoch, in the main thread as `train.py` trains, and in another one as the window does."""
    if sys.platform != "linux":
        return [Row("page faults a step", None, 20_000, 5_000, is_most=True, details="Linux only")]
    rows = []
    with own_folders() as place, photos(options.data, 72 if options.quick else 288) as folder:
        for model in options.models("resnet18", "mobilenet_v2"):
            count = partial(_faults_a_step, folder, place, model, options.precision)
            with ThreadPoolExecutor(1) as other_thread:
                counted = {"main": count(), "another": other_thread.submit(count).result()}
            rows += [Row(f"{model}, {thread} thread", faults, 20_000, 5_000, is_most=True)
                     for thread, faults in counted.items()]
    return rows


def _faults_a_step(folder: Path, place: Path, model: str, precision: str) -> float:
    import resource

    training = Training(folder, place / model, model, precision, cached=False)
    training.epoch()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    training.epoch()
    faults = (resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) / len(training.loader)
    training.close()
    return faults
