"""The bare training step in a process of its own: `python -m tests.benchmarks.alone MODEL PRECISION`."""

import json
import statistics
import sys

from core.process import tune_process

REPEATS = 4  # of two steps


def main() -> None:
    """Print images/s."""
    model, precision = sys.argv[1], sys.argv[2]
    tune_process()
    from tests.benchmarks.loops import Training
    from tests.benchmarks.pictures import own_folders, photos

    with own_folders() as place, photos("", 40) as folder:
        training = Training(folder, place / "run", model, precision, cached=False)
        speed = statistics.median(training.alone() for _ in range(REPEATS))
        training.close()
    print(json.dumps({"images_per_s": speed}))


if __name__ == "__main__":
    main()
