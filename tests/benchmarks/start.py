"""How soon a program begins: --help, and the first batch of a large run with a warm scan cache."""

import importlib
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.measuring import Options, Row, other_process, seconds_of
from tests.benchmarks.pictures import make_tiny, own_folders

TITLE = "Start-up, s"
ROOT = Path(__file__).resolve().parents[2]


def measure(options: Options) -> list[Row]:
    """Measure both."""
    help_line = [sys.executable, str(ROOT / "train.py"), "--help"]
    times = [seconds_of(lambda: subprocess.run(help_line, check=True, stdout=subprocess.DEVNULL)) for _ in range(5)]
    rows = [Row("train.py --help", statistics.median(times), 0.5, is_most=True)]
    count = 2_000 if options.quick else 100_000
    with own_folders() as place:
        folder = make_tiny(place / "pictures", count)
        cold = other_process("start", str(folder), str(place / "runs"))["seconds"]
        warm = [other_process("start", str(folder), str(place / "runs"))["seconds"] for _ in range(3)]
    rows.append(Row(f"first batch of {count:,} pictures, scan cache warm, beside the imports", statistics.median(warm),
                    5.0, is_most=True, details=f"the first time, with the scan: {cold:.1f}"))
    return rows


def main() -> None:
    """Begin a training and print the seconds until its first batch has ended, after all is imported."""
    from core.process import tune_process

    tune_process()
    from core.base.control import Control
    from core.base.events import BatchEnded, Event
    from core.config import TrainConfig
    from core.training import run as runs

    importlib.import_module("torchvision.models")  # which a run imports when it builds its network
    control, seconds = Control(), []
    # A small network, so that the batch itself takes no time.
    config = TrainConfig(dataset_path=sys.argv[1], log_dir=sys.argv[2], model="squeezenet1_1", input_shape=(32,),
                         pretrained="none", device="cpu", precision="fp32")  # fmt: skip
    started = time.perf_counter()

    def stop(event: Event) -> None:
        if isinstance(event, BatchEnded) and not seconds:
            seconds.append(time.perf_counter() - started)
            control.stop()

    runs.train(config, stop, control)
    print(f'{{"seconds": {seconds[0]}}}')


if __name__ == "__main__":
    main()
