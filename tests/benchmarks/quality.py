"""How good the default recipe is beside plain trainings in the same time. A script, no test.

    python -m tests.benchmarks.quality --data FOLDER [FOLDER ...] [--weights FILE] [--seeds 5] [--minutes 13]
        [--starts scratch weights] [--epochs N] [--pilots] [--output quality.jsonl] [--report]
        [--recipes default head_only full_training adamw whole size_224 scale_0.75 fp32 bf16
                   common torchvision one_cycle]

Each finished training is one line of the output file; what is there is not done again, so the script may be stopped
and started anew. At its end (or at once, with --report) it prints a Markdown table of the accuracy on val at the last
epoch: mean and standard deviation over the seeds. Every recipe gets as many epochs as fit into the minutes by the
measured time of its first ones; data are split alike for all recipes of a seed. With --pilots only these first epochs
are trained: done on a machine that does nothing else, the rest may be trained beside other work, for the number of
epochs stands. "seconds alone" are what the epochs take by that measure. --weights are those of --model; from scratch
the default recipe takes its own network. "fp32" and "bf16" are the default recipe in that number format, "adamw" with
that optimizer, "size_224" enlarges small pictures to that side, "whole" trains on pictures that do not grow,
"scale_0.75" on such of three quarters of the size; with --epochs all train for so many.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.process import KEEP_ALLOCATOR, tune_process
from tests.benchmarks.plain_recipes import PLAIN_RECIPES, Outcome, train_plainly

CHANGES: dict[str, dict[str, Any]] = {
    "default": {},
    "head_only": {"scenario": "head_only"},
    "full_training": {"scenario": "full_training"},
    "adamw": {"optimizer_type": "adamw"},
    "whole": {"train_scale_start": 1.0},
    "size_224": {"input_shape": (224,)},
    "scale_0.75": {"train_scale": 0.75, "train_scale_start": 1.0},
    "fp32": {"precision": "fp32"},
    "bf16": {"precision": "bf16"},
}
"""What each recipe of ours changes in the default one."""
STARTS = ("scratch", "weights")
HEAD_EPOCHS = 20
SHORT_S = 60.0
Run = dict[str, Any]


def our_config(args: argparse.Namespace, data: Path, start: str, recipe: str, seed: int, epochs: int):
    from core.config import TrainConfig

    weights = {"pretrained": str(args.weights), "model": args.model} if start == "weights" else {"pretrained": "none"}
    return TrainConfig(dataset_path=str(data), epochs=epochs, seed=seed, device="cpu", **weights, **CHANGES[recipe])


def train_ours(args: argparse.Namespace, data: Path, start: str, recipe: str, seed: int, epochs: int) -> Outcome:
    from dataclasses import replace

    from core.base.control import Control
    from core.base.events import EpochEnded, RunStarted, ignore
    from core.config import to_plain
    from core.devices import resolve_device
    from core.training.prepare import prepare
    from core.training.starting import start as start_run
    from core.training.trainer import Trainer

    config = our_config(args, data, start, recipe, seed, epochs)
    times: dict[str, float] = {}
    accuracies: list[float] = []

    def watch(event: object) -> None:
        if isinstance(event, RunStarted):
            times["began"] = time.perf_counter()
        elif isinstance(event, EpochEnded):
            times["ended"] = time.perf_counter()
            times.setdefault("first", times["ended"])
            accuracies.append(event.val_accuracy)

    prepared = prepare(config)
    begin = start_run(prepared, ignore)
    with tempfile.TemporaryDirectory() as folder:
        template = replace(begin.template, config=to_plain(begin.config))
        trainer = Trainer(begin.config, prepared.splits, begin.network, template, Path(folder),
                          device=resolve_device(begin.config.device))
        trainer.run(watch, Control())
    return Outcome(accuracies[-1], max(accuracies), len(accuracies), times["ended"] - times["began"],
                   times["first"] - times["began"])


def train_plain(args: argparse.Namespace, data: Path, start: str, recipe: str, seed: int, epochs: int) -> Outcome:
    import torch

    from core.config import TrainConfig
    from core.training.prepare import prepare
    from models import create_model
    from models.weights import load_backbone, read_state_dict

    splits = prepare(TrainConfig(dataset_path=str(data), seed=seed, pretrained="none", precision="fp32")).splits
    torch.manual_seed(seed)
    network = create_model(args.model, len(splits.classes))
    if start == "weights":
        load_backbone(network, read_state_dict(args.weights), classes_match=False)
    return train_plainly(recipe, network, splits.train, splits.val, epochs, seed=seed, with_weights=start == "weights")


def train_once(args: argparse.Namespace, data: Path, start: str, recipe: str, seed: int, epochs: int) -> Outcome:
    """Train in a process of its own, a plain recipe with the allocator as it comes."""
    words = ["--data", str(data), "--starts", start, "--recipes", recipe, "--model", args.model,
             "--only", str(seed), str(epochs), *(["--weights", str(args.weights)] if args.weights else [])]
    environment = dict(os.environ) if recipe in CHANGES else dict(os.environ, **{KEEP_ALLOCATOR: "1"})
    done = subprocess.run([sys.executable, "-m", "tests.benchmarks.quality", *words], env=environment, check=True,
                          stdout=subprocess.PIPE, text=True)
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def train_here(args: argparse.Namespace) -> None:
    """Do one training and print its outcome, as `train_once` asks for it."""
    tune_process()
    train = train_ours if args.recipes[0] in CHANGES else train_plain
    print(json.dumps(asdict(train(args, args.data[0], args.starts[0], args.recipes[0], *args.only))))


def key_of(run: Run) -> tuple[Any, ...]:
    return run["data"], run["start"], run["recipe"], run["seed"], run["minutes"], run["model"]


def read_runs(path: Path) -> list[Run]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def append(path: Path, run: Run) -> None:
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(run, ensure_ascii=False) + "\n")


def epochs_that_fit(args: argparse.Namespace, data: Path, start: str, recipe: str) -> tuple[int, float]:
    """Return how many epochs fit into the minutes, by a first one that is measured once and noted, and their seconds.

    Where the first one is short, much of it is what is done once, and further ones are measured too. Where pictures
    grow, three are measured, of all sizes, and each counts as their mean.
    """
    grows = start == "scratch" and recipe in CHANGES and "train_scale_start" not in CHANGES[recipe]
    if recipe == "head_only" or args.epochs:
        return args.epochs or HEAD_EPOCHS, 0.0
    wanted = {"data": data.name, "start": start, "recipe": recipe, "seed": "pilot", "minutes": 0, "model": args.model}
    pilot = next((run for run in read_runs(args.output) if key_of(run) == key_of(wanted)), None)
    if pilot is None:
        outcome = train_once(args, data, start, recipe, 0, 3 if grows else 1)
        if outcome.seconds < SHORT_S and not grows:
            outcome = train_once(args, data, start, recipe, 0, 3)
        pilot = {**wanted, **asdict(outcome)}
        append(args.output, pilot)
    first, later = pilot["first_seconds"], pilot["first_seconds"]
    if pilot["epochs"] > 1:
        later = (pilot["seconds"] - first) / (pilot["epochs"] - 1)
    if grows:
        first = later = pilot["seconds"] / pilot["epochs"]
    epochs = max(1, 1 + int((args.minutes * 60 - first) / later))
    return epochs, first + (epochs - 1) * later


def measure(args: argparse.Namespace) -> None:
    for seed in range(args.seeds):
        for data in args.data:
            for start in args.starts:
                for recipe in args.recipes:
                    if recipe == "head_only" and start == "scratch":
                        continue
                    run = {"data": data.name, "start": start, "recipe": recipe, "seed": seed,
                           "minutes": args.minutes, "model": args.model}
                    if key_of(run) in {key_of(done) for done in read_runs(args.output)}:
                        continue
                    epochs, seconds = epochs_that_fit(args, data, start, recipe)
                    if args.pilots:
                        continue
                    outcome = train_once(args, data, start, recipe, seed, epochs)
                    append(args.output, {**run, **asdict(outcome), "seconds_alone": seconds or outcome.seconds})
                    print(f"{data.name}, {start}, {recipe}, seed {seed}: {outcome.accuracy:.4f} after "
                          f"{outcome.epochs} epochs in {outcome.seconds:.0f} s", flush=True)


def report(runs: Iterable[Run]) -> str:
    """Return the Markdown table of finished runs."""
    runs = [run for run in runs if run["seed"] != "pilot"]
    lines = ["| data | start | minutes | recipe | val accuracy, last epoch | best epoch | seeds | epochs | "
             "seconds alone |",
             "|---|---|---|---|---|---|---|---|---|"]
    for group in sorted({(run["data"], run["start"], run["minutes"], run["recipe"]) for run in runs}):
        same = [run for run in runs if (run["data"], run["start"], run["minutes"], run["recipe"]) == group]
        data, start, minutes, recipe = group
        lines.append(f"| {data} | {start} | {minutes:g} | {recipe} | {spread(same, 'accuracy')} | "
                     f"{spread(same, 'best_accuracy')} | {len(same)} | "
                     f"{statistics.mean(run['epochs'] for run in same):.0f} | "
                     f"{statistics.mean(run['seconds_alone'] for run in same):.0f} |")
    return "\n".join([*lines, "", machine()])


def spread(runs: list[Run], name: str) -> str:
    values = [run[name] for run in runs]
    deviation = statistics.stdev(values) if len(values) > 1 else 0.0
    return f"{statistics.mean(values):.3f} ± {deviation:.3f}"


def machine() -> str:
    """Return one line about the machine and the versions."""
    import torch

    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").is_file():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    gpu = torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU"
    return f"{name}, {os.cpu_count()} cores, {gpu}; torch {torch.__version__}, Python {platform.python_version()}."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", default=[], metavar="FOLDER")
    parser.add_argument("--weights", type=Path, metavar="FILE")
    parser.add_argument("--model", default="mobilenet_v2", help="network of the weights and of the plain recipes")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=13.0)
    parser.add_argument("--epochs", type=int, default=0, help="so many instead of as many as fit")
    parser.add_argument("--pilots", action="store_true", help="only measure how many epochs fit")
    parser.add_argument("--starts", nargs="+", choices=STARTS, default=None)
    parser.add_argument("--recipes", nargs="+", choices=(*CHANGES, *PLAIN_RECIPES),
                        default=["default", "head_only", *PLAIN_RECIPES])
    parser.add_argument("--output", type=Path, default=Path("quality.jsonl"))
    parser.add_argument("--only", type=int, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--report", action="store_true", help="print the table of what is there, train nothing")
    args = parser.parse_args()
    args.starts = args.starts or (STARTS if args.weights else STARTS[:1])
    if "weights" in args.starts and not args.weights:
        parser.error("--starts weights needs --weights FILE")
    if args.only:
        train_here(args)
        return
    if not args.report:
        if not args.data:
            parser.error("--data FOLDER is needed")
        measure(args)
    print(report(read_runs(args.output)))


if __name__ == "__main__":
    main()
