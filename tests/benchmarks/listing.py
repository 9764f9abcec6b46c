"""Listing and naturally sorting the names of 100,000 files."""

import statistics

from core.inference.inputs import Inputs
from tests.benchmarks.measuring import Options, Row, seconds_of
from tests.benchmarks.pictures import own_folders

TITLE = "Listing and naturally sorting a folder, s"


def measure(options: Options) -> list[Row]:
    """Measure what predicting does with a folder."""
    count = 10_000 if options.quick else 100_000
    with own_folders() as place:
        folder = place / "names"
        folder.mkdir()
        for number in range(count):
            (folder / f"photo {number} ({number % 7}).jpg").touch()
        times = [seconds_of(lambda: list(Inputs([str(folder)]))) for _ in range(options.num_pairs)]
    return [Row(f"{count:,} files", statistics.median(times), 0.5, 0.25, is_most=True)]
