"""Training beside what scripts of the field do, each in a process of its own, as it comes."""

from tests.benchmarks.measuring import Options, Row, in_turns, medians, other_process, ratio
from tests.benchmarks.pictures import photos

TITLE = "Training: whole epoch over other ways, photos of 500 x 375, each as it comes"


def measure(options: Options) -> list[Row]:
    """Measure them in turns."""
    rows = []
    with photos(options.data, 72 if options.quick else 256) as folder:
        for model in options.models("resnet18", "mobilenet_v2"):

            def speed(module: str, name: str, model: str = model) -> float:
                return float(other_process(module, name, str(folder), model)["images_per_s"])

            ours, common, *references = in_turns(
                options.num_pairs, lambda: speed("ours", "train"), lambda: speed("baselines", "common"),
                *(lambda workers=workers: speed("baselines", f"reference{workers}") for workers in (0, 1, 2)))
            rows.append(Row(f"{model}, over the common script", ratio(ours, common), 2.7, 3.0,
                            details=medians(Classwise=ours, common_script=common)))
            best = [max(values) for values in zip(*references, strict=True)]
            workers = dict(zip(("with_0_workers", "1", "2"), references, strict=True))
            rows.append(Row(f"{model}, over torchvision's reference style at its best", ratio(ours, best), 2.3, 2.5,
                            details=medians(Classwise=ours, **workers)))
    return rows
