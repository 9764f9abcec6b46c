"""Predicting a folder beside one picture after the other, and beside building the network anew for each."""

from pathlib import Path

from tests.benchmarks.measuring import Options, Row, in_turns, medians, other_process, ratio
from tests.benchmarks.pictures import LARGE, photos

TITLE = "Predicting a folder over other ways, each as it comes"


def compared(options: Options, folder: Path, model: str, name: str) -> tuple[float, str]:
    """Return the ratio of our speed and another's, and the speeds."""

    def speed(module: str, name: str) -> float:
        return float(other_process(module, name, str(folder), model)["images_per_s"])

    ours, theirs = in_turns(options.num_pairs, lambda: speed("ours", "predict"), lambda: speed("baselines", name))
    return ratio(ours, theirs), medians(Classwise=ours, other=theirs)


def measure(options: Options) -> list[Row]:
    """Measure them in turns."""
    rows = []
    with photos(options.data, 128 if options.quick else 1024) as folder:
        for name, title, floor, aim in (("one_by_one", "one by one, fp32", 5.5, 6.0),
                                        ("rebuilt", "network rebuilt for every picture", 25.0, 28.0)):  # fmt: skip
            value, details = compared(options, folder, options.model or "mobilenet_v2", name)
            rows.append(Row(f"{options.model or 'mobilenet_v2'}, over {title}", value, floor, aim, details=details))
    with photos(options.data, 32 if options.quick else 128, LARGE) as folder:
        value, details = compared(options, folder, options.model or "resnet18", "one_by_one")
        rows.append(Row("resnet18, 12 megapixels, over one by one with full decoding", value, 3.3, 4.0,
                        details=details))
    return rows
