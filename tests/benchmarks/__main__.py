"""Measures how fast Classwise is, beside its limits and beside what scripts of the field do. No tests: nothing fails.

    python -m tests.benchmarks list
    python -m tests.benchmarks NAME [--quick] [--pairs 5] [--data FOLDER] ...
    python -m tests.benchmarks all --quick

Each row is one figure with its floor and its aim. What is compared is run in turns, several times; the figure is the
median of the pairs' ratios. Run it on a machine that does nothing else: a second program's threads cost a training more
than their share. All but `gpu` measure the processor, also on a machine with a GPU. `--quick` looks whether everything
runs; its figures mean little.
"""

import argparse
import importlib
import subprocess
import sys

from core.process import tune_process
from tests.benchmarks.measuring import Options, print_table

# Name -> module; each has TITLE and measure(options) -> rows, and sometimes add_options(parser).
BENCHMARKS = {
    "training": "tests.benchmarks.training",
    "training_large": "tests.benchmarks.training_large",
    "training_beside": "tests.benchmarks.training_beside",
    "training_plain": "tests.benchmarks.training_plain",
    "predicting": "tests.benchmarks.predicting",
    "predicting_beside": "tests.benchmarks.predicting_beside",
    "beside_programs": "tests.benchmarks.beside_programs",
    "head_only": "tests.benchmarks.head_only",
    "memory": "tests.benchmarks.memory",
    "faults": "tests.benchmarks.faults",
    "listing": "tests.benchmarks.listing",
    "start": "tests.benchmarks.start",
    "gpu": "tests.benchmarks.gpu",
    "allocator": "tests.benchmarks.allocator",
    "layout": "tests.benchmarks.layout",
    "fast_layers": "tests.benchmarks.fast_layers",
    "muon": "tests.benchmarks.muon",
    "parts": "tests.benchmarks.parts",
    "from_scratch": "tests.benchmarks.from_scratch",
    "planted_labels": "tests.benchmarks.planted_labels",
    "window": "tests.benchmarks.window",
    "browse_100k": "tests.benchmarks.browse_100k",
    "job_cycles": "tests.benchmarks.job_cycles",
}


def main() -> int:
    """Run one benchmark, or each in a process of its own."""
    names = ", ".join(BENCHMARKS)
    name = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", metavar="NAME", choices=("list", "all", *BENCHMARKS), help=f"list, all, {names}")
    parser.add_argument("--quick", action="store_true", help="few pictures and one pair: only whether it runs")
    parser.add_argument("--pairs", type=int, default=0, help="how often both sides are run (5)")
    parser.add_argument("--data", default="", metavar="FOLDER", help="your own class folders instead of made photos")
    parser.add_argument("--model", default="", help="measure this network only")
    parser.add_argument("--precision", default="auto", choices=("auto", "fp32", "bf16"))
    if name in ("list", "all"):
        return everything(name, parser.parse_args())
    if name in BENCHMARKS:
        tune_process()  # before torch is imported
        module = importlib.import_module(BENCHMARKS[name])
        if hasattr(module, "add_options"):
            module.add_options(parser)
        args = parser.parse_args()
        rows = module.measure(Options(**{key: value for key, value in vars(args).items() if key in Options.__slots__},
                                      others=vars(args)))
        print_table(module.TITLE, rows)
        return 0
    parser.parse_args()
    return 2


def everything(name: str, args: argparse.Namespace) -> int:
    """List the benchmarks, or run them all."""
    worst = 0
    for one, path in BENCHMARKS.items():
        if name == "list":
            print(f"{one:<18} {importlib.import_module(path).TITLE}")
            continue
        words = [*(["--quick"] if args.quick else []), "--pairs", str(args.pairs), "--data", args.data]
        print(f"\n# {one}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", "tests.benchmarks", one, *words]).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
