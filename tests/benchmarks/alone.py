"""The bare training step in a process of its own: `python -m tests.benchmarks.alone MODEL PRECISION [THREAD]`.

With a third word it runs in a thread of that name, as the window trains; else in the main thread, as `train.py` does.
"""

import json
import statistics
import sys
from concurrent.futures import ThreadPoolExecutor

from core.process import tune_process

REPEATS = 4  # of two steps


def main() -> None:
    """Print images/s."""
    model, precision, *thread = sys.argv[1:]
    tune_process()
    if thread:
        with ThreadPoolExecutor(1, *thread) as executor:
            speed = executor.submit(_images_per_s, model, precision).result()
    else:
        speed = _images_per_s(model, precision)
    print(json.dumps({"images_per_s": speed}))


def _images_per_s(model: str, precision: str) -> float:
    from tests.benchmarks.loops import Training
    from tests.benchmarks.pictures import own_folders, photos

    with own_folders() as place, photos("", 40) as folder:
        training = Training(folder, place / "run", model, precision, cached=False)
        speed = statistics.median(training.alone() for _ in range(REPEATS))
        training.close()
    return speed


if __name__ == "__main__":
    main()
