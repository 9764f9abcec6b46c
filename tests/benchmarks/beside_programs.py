"""Training and predicting beside programs of the field, each in a process of its own, as it comes."""

import importlib.util

from tests.benchmarks.measuring import Options, Row, in_turns, medians, other_process, ratio
from tests.benchmarks.pictures import photos

TITLE = "Classwise over timm and fastai, photos of 500 x 375, each as it comes"
PROGRAMS = ("timm", "fastai")
KINDS = {"train": ("training", 256, 72), "predict": ("predicting", 512, 128)}


def measure(options: Options) -> list[Row]:
    """Measure them in turns; a program that is not installed is left out."""
    rows = []
    installed = [name for name in PROGRAMS if importlib.util.find_spec(name)]
    for kind, (title, count, few) in KINDS.items():
        with photos(options.data, few if options.quick else count) as folder:
            for model in options.models("resnet18", "mobilenet_v2"):

                def speed(module: str, *words: str, folder: str = str(folder), model: str = model) -> float:
                    return float(other_process(module, *words, folder, model)["images_per_s"])

                ours, *theirs = in_turns(
                    options.num_pairs, lambda kind=kind, speed=speed: speed("ours", kind),
                    *(lambda name=name, kind=kind, speed=speed: speed("programs", name, kind) for name in installed))
                rows += [Row(f"{title}, {model}, over {name}", ratio(ours, one),
                             details=medians(Classwise=ours, **{name: one}))
                         for name, one in zip(installed, theirs, strict=True)]  # fmt: skip
    missing = [name for name in PROGRAMS if name not in installed]
    return rows + [Row(f"over {name}", None, details=f"pip install {name}") for name in missing]
