"""What tuning glibc's allocator gives: the step alone, as it comes and tuned."""

from core.process import KEEP_ALLOCATOR
from tests.benchmarks.measuring import Options, Row, medians, other_process, ratio

TITLE = "The training step alone, allocator tuned over as it comes"


def measure(options: Options) -> list[Row]:
    """Measure in processes of their own, in turns."""
    rows = []
    for model in options.models("resnet18", "mobilenet_v2"):
        tuned, plain = [], []
        for _ in range(options.num_pairs):
            for values, environment in ((tuned, {}), (plain, {KEEP_ALLOCATOR: "1"})):
                values.append(other_process("alone", model, options.precision, **environment)["images_per_s"])
        rows.append(Row(model, ratio(tuned, plain), details=medians(tuned=tuned, as_it_comes=plain)))
    return rows
