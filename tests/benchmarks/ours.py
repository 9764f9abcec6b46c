"""Classwise as it comes, in a process of its own beside those of `baselines`; prints images/s of an epoch or a folder.

    python -m tests.benchmarks.ours train|predict FOLDER MODEL
"""

import json
import sys
from pathlib import Path

from core.process import tune_process


def main() -> None:
    """Run one of them, after a warm-up."""
    kind, folder, model = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    tune_process()
    from tests.benchmarks.pictures import own_folders

    with own_folders() as place:
        if kind == "train":
            from tests.benchmarks.loops import Training

            training = Training(folder, place / "run", model, cached=False)
            speed = training.epoch()
            training.close()
        else:
            from tests.benchmarks.predicting import Predicting

            speed = Predicting(folder, model).folder()
    print(json.dumps({"images_per_s": speed}))


if __name__ == "__main__":
    main()
