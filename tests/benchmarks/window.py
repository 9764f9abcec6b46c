"""Training in the window over training by train.py: what curves, the event loop and a thread of its own cost."""

import json
import os
import sys
from functools import partial
from itertools import count
from pathlib import Path

from core.training.events_reader import EventsReader
from tests.benchmarks.loops import BATCH, SIZE
from tests.benchmarks.measuring import Options, Row, in_turns, medians, other_process, ratio
from tests.benchmarks.pictures import own_folders, photos

TITLE = "Training in the window over train.py, photos of 500 x 375"
EPOCHS = 3  # the first one warms up


def measure(options: Options) -> list[Row]:
    """Measure in processes of their own, in turns."""
    rows = []
    with own_folders() as place, photos(options.data, 72 if options.quick else 160) as folder:
        numbers = count()
        for model in options.models("mobilenet_v2", "resnet18"):

            def speed(program: str, model: str = model) -> float:
                log_dir = place / str(next(numbers))
                words = training_options(folder, log_dir, model, options.precision)
                other_process("window_training", program, json.dumps(words), **_screen())
                return last_speed(log_dir)

            window, alone = in_turns(options.num_pairs, partial(speed, "window"), partial(speed, "train.py"))
            rows.append(Row(model, ratio(window, alone), 0.95, 0.99, details=medians(window=window, train_py=alone)))
    return rows


def training_options(folder: Path, log_dir: Path, model: str, precision: str) -> dict[str, str]:
    """Return the options of a training whose epochs are alike, as both the command line and the form take them."""
    return {"dataset_path": str(folder), "log_dir": str(log_dir), "model": model, "precision": precision,
            "epochs": str(EPOCHS), "batch_size": str(BATCH), "input_shape": str(SIZE), "pretrained": "none",
            "device": "cpu", "train_scale_start": "1", "optimizer_type": "adamw", "cache": "off",
            "duplicates": "ignore"}  # fmt: skip


def last_speed(log_dir: Path) -> float:
    """Return images/s of the last epoch of the only run in a folder, by its own records."""
    (events,) = log_dir.glob("*/events.jsonl")
    reader = EventsReader(events)
    reader.began_anew()
    speeds = [event["images_per_s"] for event in reader.read_new() if event["event"] == "EpochEnded"]
    if len(speeds) != EPOCHS:
        raise RuntimeError(f"{events} tells of {len(speeds)} epochs; expected {EPOCHS}.")
    return float(speeds[-1])


def _screen() -> dict[str, str]:
    """Return what the window needs where there is no screen."""
    without = sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return {"QT_QPA_PLATFORM": "offscreen"} if without else {}
