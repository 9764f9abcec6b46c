"""What tuning glibc's allocator gives: the step alone, as it comes and tuned."""

from functools import partial

from core.process import KEEP_ALLOCATOR
from tests.benchmarks.measuring import Options, Row, in_turns, medians, other_process, ratio

TITLE = "The training step alone, allocator tuned over as it comes"
WHERE = {"the main thread, as train.py trains": (), "another thread, as the window does": ("thread",)}


def measure(options: Options) -> list[Row]:
    """Measure in processes of their own, in turns."""
    rows = []
    for model in options.models("resnet18", "mobilenet_v2"):
        for where, thread in WHERE.items():
            step = partial(_images_per_s, model, options.precision, *thread)
            tuned, plain = in_turns(options.num_pairs, step, partial(step, **{KEEP_ALLOCATOR: "1"}))
            rows.append(Row(f"{model} in {where}", ratio(tuned, plain),
                            details=medians(tuned=tuned, as_it_comes=plain)))
    return rows


def _images_per_s(*words: str, **environment: str) -> float:
    return float(other_process("alone", *words, **environment)["images_per_s"])
