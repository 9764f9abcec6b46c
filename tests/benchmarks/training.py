"""How much of the training step's speed a whole epoch keeps, and what the allocator's tuning gives. A script, no test.

    python -m tests.benchmarks.training [--model resnet18] [--size 224] [--pictures 256] [--pairs 5]
    python -m tests.benchmarks.training --allocator

The step alone (one batch in memory, again and again) and whole epochs (photos of 500 x 375 pixels, read, decoded,
augmented) are run in turns in one process; the table gives medians and their ratio.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from core.process import KEEP_ALLOCATOR, tune_allocator

BATCH = 32
STEPS = 6


def make_photos(folder: Path, count: int) -> None:
    import numpy as np

    from core.data.images import encode_jpeg

    rng = np.random.default_rng(0)
    for index in range(count):
        coarse = rng.integers(0, 255, (25, 34, 3), dtype=np.uint8)
        photo = np.kron(coarse, np.ones((15, 15, 1), dtype=np.uint8))[:375, :500]
        noisy = np.clip(photo + rng.normal(0, 12, photo.shape), 0, 255).astype(np.uint8)
        place = folder / ("ants", "bees")[index % 2]
        place.mkdir(exist_ok=True)
        (place / f"{index:04d}.jpg").write_bytes(encode_jpeg(noisy))


def make_trainer(folder: Path, args: argparse.Namespace):
    from core.config import TrainConfig
    from core.devices import resolve_device
    from core.training.prepare import prepare
    from core.training.starting import start
    from core.training.trainer import Trainer

    config = TrainConfig(dataset_path=str(folder), model=args.model, input_shape=(args.size,), batch_size=BATCH,
                         split=(0.9, 0.1), in_channels="3", duplicates="ignore", precision=args.precision,
                         pretrained="none")
    prepared = prepare(config)
    begin = start(prepared, print)
    device = resolve_device(begin.config.device)
    return Trainer(begin.config, prepared.splits, begin.network, begin.template, folder, device=device)


def images_per_s_alone(trainer, batch) -> float:
    from core.training.step import Place

    trainer.step.network.train()
    seconds = []
    for _ in range(STEPS):
        started = time.perf_counter()
        float(trainer.step.train(batch, 1e-6, Place(1, 0)).loss)
        seconds.append(time.perf_counter() - started)
    return len(batch.paths) / statistics.median(seconds)


def images_per_s_epoch(trainer, epoch: int) -> float:
    from core.training.step import Place

    trainer.step.network.train()
    loader = trainer.train_loader.epoch(epoch)
    seen, started = 0, time.perf_counter()
    for batch in loader:
        float(trainer.step.train(batch, 1e-6, Place(epoch, 0)).loss)
        seen += len(batch.paths)
    return seen / (time.perf_counter() - started)


def compare(args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_photos(folder, args.pictures)
        trainer = make_trainer(folder, args)
        batch = next(iter(trainer.train_loader.epoch(1)))
        images_per_s_alone(trainer, batch)
        pairs = [(images_per_s_alone(trainer, batch), images_per_s_epoch(trainer, epoch))
                 for epoch in range(1, args.pairs + 1)]
    alone, epoch = (statistics.median(values) for values in zip(*pairs, strict=True))
    ratio = statistics.median(whole / step for step, whole in pairs)
    print(f"| {args.model} {args.size} px {trainer.config.precision} | step alone | whole epoch | ratio |")
    print("|---|---|---|---|")
    print(f"| images/s, medians of {args.pairs} | {alone:.1f} | {epoch:.1f} | {ratio:.3f} |")


def compare_allocators(args: argparse.Namespace) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.training", "--model", args.model, "--size", str(args.size),
               "--pictures", "64", "--pairs", "2", "--precision", args.precision]
    for title, environment in (("as it comes", {KEEP_ALLOCATOR: "1"}), ("tuned", {})):
        print(f"\nallocator {title}", flush=True)
        subprocess.run(command, env=dict(os.environ, **environment), check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="resnet18")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--pictures", type=int, default=256)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--allocator", action="store_true", help="compare glibc's allocator as it comes and tuned")
    args = parser.parse_args()
    if args.allocator:
        compare_allocators(args)
        return
    tune_allocator()
    compare(args)


if __name__ == "__main__":
    main()
