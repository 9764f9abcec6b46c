"""One benchmark with its rows as JSON: what `training_plain` runs under another environment."""

import importlib
import json
import sys
from dataclasses import asdict

from core.process import tune_process
from tests.benchmarks.measuring import Options


def main() -> None:
    """Run `python -m tests.benchmarks.plain NAME --option value ...`."""
    name, *words = sys.argv[1:]
    tune_process()  # before torch is imported
    given = dict(zip(words[::2], words[1::2], strict=False))
    options = Options("--quick" in words, int(given["--pairs"]), given["--data"], given["--model"],
                      given["--precision"])  # fmt: skip
    rows = importlib.import_module(f"tests.benchmarks.{name}").measure(options)
    print(json.dumps({"rows": [asdict(row) for row in rows]}))


if __name__ == "__main__":
    main()
