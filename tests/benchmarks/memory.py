"""Peak memory of predicting many pictures over that of predicting few."""

import os
import sys
from pathlib import Path

from core.model_file import save_model_file
from tests.benchmarks.measuring import Options, Row, number, peak_megabytes
from tests.benchmarks.pictures import make_tiny, own_folders
from tests.benchmarks.predicting import model_file

TITLE = "Peak memory of predicting"
NUM_DIFFERENT = 64


def linked(folder: Path, originals: list[Path], count: int) -> Path:
    """Make many names for few pictures."""
    folder.mkdir()
    for index in range(count):
        os.link(originals[index % len(originals)], folder / f"{index}.png")
    return folder


def measure(options: Options) -> list[Row]:
    """Measure `python -m app predict`."""
    if sys.platform == "win32":
        return [Row("60,000 pictures over 1,000", None, 1.1, 1.02, is_most=True, details="not on Windows")]
    few, many = (200, 2000) if options.quick else (1000, 60_000)
    with own_folders() as place:
        originals = sorted(make_tiny(place / "originals", NUM_DIFFERENT).rglob("*.png"))
        save_model_file(model_file("squeezenet1_1", 64), place / "model.pth")
        peaks = []
        for count in (few, many):
            folder = linked(place / str(count), originals, count)
            peaks.append(peak_megabytes("-m", "app", "predict", str(folder), "--model", str(place / "model.pth"),
                                        "--output", str(place / f"{count}.csv"), "--device", "cpu"))
    details = f"MB: {number(peaks[1])} and {number(peaks[0])}"
    return [Row(f"{many:,} pictures over {few:,}", peaks[1] / peaks[0], 1.1, 1.02, is_most=True, details=details)]
