"""The training and predicting figures of a laptop without bf16, on an allocator as it comes."""

from core.process import KEEP_ALLOCATOR
from tests.benchmarks.measuring import Options, Row, other_process

TITLE = "fp32, allocator as it comes: training over the step alone, predicting over the additive limit"


def measure(options: Options) -> list[Row]:
    """Measure in processes that leave bf16 and the allocator alone."""
    words = ["--pairs", str(options.num_pairs), "--precision", "fp32", "--data", options.data, "--model", options.model]
    words += ["--quick"] if options.quick else []
    rows = []
    for name in ("training", "predicting"):
        found = other_process("plain", name, *words, **{KEEP_ALLOCATOR: "1"})
        rows += [Row(row["name"], row["value"], 0.90, 0.95, details=row["details"]) for row in found["rows"]]
    return rows
