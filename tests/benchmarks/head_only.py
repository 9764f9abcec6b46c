"""Training the head alone, 30 epochs in all, over one fp32 predicting pass over the same pictures."""

import time
from pathlib import Path

from core.base.events import EpochEnded, Event, RunStarted
from core.config import TrainConfig
from core.inference.predictor import Predictor
from core.training import run as runs
from tests.benchmarks.loops import SIZE
from tests.benchmarks.measuring import Options, Row, in_turns, medians, ratio, seconds_of
from tests.benchmarks.pictures import own_folders, photos
from tests.benchmarks.predicting import model_file

TITLE = "head_only without augmentation, 30 epochs, over one fp32 predicting pass"
EPOCHS = 30


def head_seconds(folder: Path, runs_folder: Path, model: str) -> float:
    """Return the seconds from the begin of a training to the end of its last epoch, its judgement left out."""
    ends: list[float] = []

    def note(event: Event) -> None:
        if isinstance(event, (RunStarted, EpochEnded)):
            ends.append(time.perf_counter())

    config = TrainConfig(dataset_path=str(folder), log_dir=str(runs_folder), model=model, input_shape=(SIZE,),
                         scenario="head_only", augmentation="none", epochs=EPOCHS, pretrained="none", in_channels="3",
                         split=(0.9, 0.1), duplicates="ignore", device="cpu")  # fmt: skip
    runs.train(config, note)
    return ends[-1] - ends[0]


def measure(options: Options) -> list[Row]:
    """Measure them in turns; pictures were looked at before, as both need that."""
    rows = []
    with own_folders() as place, photos(options.data, 72 if options.quick else 512) as folder:
        for model in options.models("resnet18"):
            paths = sorted(str(path) for path in folder.rglob("*.jpg"))
            predictor = Predictor(model_file(model), device="cpu", precision="fp32", fast=False)
            list(predictor.predict(paths[:64]))
            heads, passes = in_turns(options.num_pairs, lambda model=model: head_seconds(folder, place / "runs", model),
                                     lambda predictor=predictor, paths=paths: seconds_of(
                                         lambda: list(predictor.predict(paths))))  # fmt: skip
            rows.append(Row(f"{model}, {EPOCHS} epochs of {len(paths)} pictures, s over s", ratio(heads, passes), 1.3,
                            1.1, is_most=True, details=medians(head_only=heads, one_pass=passes)))
    return rows
