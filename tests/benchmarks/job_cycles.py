"""What many started and stopped trainings leave behind: threads, timers, open files, memory.

    python -m tests.benchmarks job_cycles [--cycles 500]

Each cycle is a job of app/jobs.py with a real training of a tiny network; every other one is stopped in its first
epoch, the others end by themselves.
"""

import argparse
import gc
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import psutil
from PyQt5.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PyQt5.QtWidgets import QApplication

from app.jobs import Jobs
from app.training_work import train_work
from core.base.events import BatchEnded, Event
from core.config import TrainConfig
from tests.benchmarks.measuring import Options, Row
from tests.benchmarks.pictures import own_folders

TITLE = "What started and stopped trainings leave behind"
WARM_UP = 2


@dataclass(frozen=True)
class Left:
    """What there is at one moment.

    Attributes:
        threads: Of Python.
        os_threads: Of the process.
        files: Open file handles.
        timers: QTimers below the jobs.
        objects: All Qt objects below the jobs.
        megabytes: Resident memory.
    """

    threads: int
    os_threads: int
    files: int
    timers: int
    objects: int
    megabytes: float


def make_pictures(folder: Path) -> Path:
    """Write two classes of six tiny pictures."""
    from core.data.images import encode_png

    rng = np.random.default_rng(0)
    for name in ("a", "b"):
        (folder / name).mkdir(parents=True)
        for number in range(6):
            pixels = rng.integers(0, 256, (32, 32, 3), dtype=np.uint8)
            (folder / name / f"{number}.png").write_bytes(encode_png(pixels))
    return folder


def tiny_config(pictures: Path, runs: Path) -> TrainConfig:
    """Return the settings of a training that takes a fraction of a second."""
    return replace(TrainConfig(), dataset_path=str(pictures), log_dir=str(runs), model="squeezenet1_1",
                   pretrained="none", input_shape=(32,), epochs=1, batch_size=4, augmentation="none", split=(0.5, 0.5),
                   device="cpu", precision="fp32", num_threads=1)  # fmt: skip


def cycle(jobs: Jobs, config: TrainConfig, *, stop: bool) -> None:
    """Do one training from start to end, or to a stop after its first batch."""
    loop, errors = QEventLoop(), []

    def on_events(events: Sequence[Event]) -> None:
        if stop and any(isinstance(event, BatchEnded) for event in events):
            job.stop()

    job = jobs.start("Training", train_work(config), kind="train", on_events=on_events, on_failed=errors.append)
    jobs.ended.connect(loop.quit)
    loop.exec()
    jobs.ended.disconnect(loop.quit)
    if errors:
        raise errors[0]


def look(jobs: Jobs) -> Left:
    """Count what there is, after all that waits to be deleted is."""
    QCoreApplication.sendPostedEvents(None, QEvent.DeferredDelete)
    gc.collect()
    process = psutil.Process()
    handles = process.num_handles() if os.name == "nt" else process.num_fds()
    # Python keeps a stand-in for every thread of Qt's that ever asked for its name; the system counts those that live.
    threads = [thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)]
    return Left(len(threads), process.num_threads(), handles, len(jobs.findChildren(QTimer)),
                len(jobs.findChildren(QObject)), process.memory_info().rss / 1e6)  # fmt: skip


def run_cycles(cycles: int, folder: Path, tell: Callable[[int, Left], object] | None = None) -> list[Left]:
    """Do the cycles.

    Args:
        cycles: How many, after a few that fill caches and pools of threads.
        folder: For pictures and runs.
        tell: Hears of every hundredth.

    Returns:
        What there was before, and after.
    """
    jobs = Jobs()
    config = tiny_config(make_pictures(folder / "pictures"), folder / "runs")
    for number in range(WARM_UP):
        cycle(jobs, config, stop=number % 2 == 1)
    before = look(jobs)
    for number in range(cycles):
        cycle(jobs, config, stop=number % 2 == 1)
        if tell is not None and (number + 1) % 100 == 0:
            tell(number + 1, look(jobs))
    return [before, look(jobs)]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this benchmark's own options."""
    parser.add_argument("--cycles", type=int, default=500)


def measure(options: Options) -> list[Row]:
    """Count what is left; nothing but memory may grow, and that by little."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    cycles = 6 if options.quick else options.others["cycles"]
    with own_folders() as place:
        before, after = run_cycles(cycles, place, lambda done, left: print(f"{done}: {left}", flush=True))
    del application
    names = [item.name for item in fields(Left) if item.name != "megabytes"]
    rows = [Row(f"{name} after {cycles} jobs over before", getattr(after, name) / max(1, getattr(before, name)), 1.0,
                is_most=True) for name in names]  # fmt: skip
    return [*rows, Row("MB more", after.megabytes - before.megabytes)]
