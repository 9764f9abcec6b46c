"""How the Predict page bears 100,000 pictures: gaps of the event loop, latencies, memory.

    python -m tests.benchmarks browse_100k [--count 100000] [--seconds 8]

A timer in the window's thread ticks every 5 ms; the longest time between two ticks is the gap that a person feels.
Pictures are real JPEG files (links to 64 of 500 x 375 pixels), decoded by the window's own service.
"""

import argparse
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
import psutil
from PyQt5.QtCore import QEventLoop, QTimer
from PyQt5.QtWidgets import QApplication

from app.jobs import Jobs
from app.opening_job import list_places
from app.picture_service import PictureService
from core.base.types import Prediction
from tests.benchmarks.measuring import Options, Row
from ui.arrange import Filter, SortBy
from ui.pages.predict_page import PredictPage
from ui.results import Result, Verdict
from ui.theme import Theme, set_up_application

TITLE = "The Predict page with 100,000 pictures"
CLASSES = tuple(f"class {number}" for number in range(10))
TICK_MS = 5


class Gaps:
    """Times between the ticks of a timer in the window's thread."""

    def __init__(self) -> None:
        self.ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.ms.append((now - self._last) * 1000)
        self._last = now

    @contextmanager
    def told(self, title: str) -> Iterator[None]:
        QApplication.processEvents()
        self.ms.clear()
        self._last = begun = time.perf_counter()
        yield
        self._tick()
        ordered = sorted(self.ms)
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        seconds = time.perf_counter() - begun
        print(f"{title:<44} {seconds:6.1f} s   gap p99 {p99:6.1f} ms   longest {ordered[-1]:6.1f} ms   "
              f"memory {memory_mb():5.0f} MB", flush=True)  # fmt: skip


def memory_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


def wait(condition: Callable[[], bool], seconds: float = 60) -> None:
    loop, end = QEventLoop(), time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        loop.processEvents(QEventLoop.AllEvents | QEventLoop.WaitForMoreEvents, 20)


def make_pictures(folder: Path, count: int) -> Path:
    """Write 64 pictures and link to them under `count` names in class folders."""
    generator = np.random.default_rng(0)
    originals = []
    for number in range(64):
        small = generator.integers(0, 255, (12, 16, 3), np.uint8)
        pixels = cv2.resize(small, (500, 375), interpolation=cv2.INTER_CUBIC)
        originals.append(folder / f"original{number}.bin")
        originals[-1].write_bytes(cv2.imencode(".jpg", pixels)[1].tobytes())
    root = folder / "pictures"
    for name in CLASSES:
        (root / name).mkdir(parents=True)
    for number in range(count):
        os.link(originals[number % 64], root / CLASSES[number % 10] / f"picture {number}.jpg")
    large = cv2.resize(generator.integers(0, 255, (60, 80, 3), np.uint8), (4000, 3000), interpolation=cv2.INTER_CUBIC)
    for number in range(12):
        (folder / f"large{number}.jpg").write_bytes(cv2.imencode(".jpg", large)[1].tobytes())
    return root


def results_of(paths: list[str]) -> list[Result]:
    chance = random.Random(0)
    results = []
    for path in paths:
        scores = [chance.random() ** 4 for _ in CLASSES]
        total = sum(scores)
        shares = tuple(score / total for score in scores)
        results.append(Result.of(Prediction(path, shares, None, None, max(range(10), key=shares.__getitem__))))
    return results


def scroll(page: PredictPage, seconds: float) -> None:
    """Scroll as with a wheel and, now and then, as by dragging the handle far away."""
    bar = page.view.grid.verticalScrollBar()
    chance, end = random.Random(1), time.monotonic() + seconds

    def move() -> None:
        far = chance.random() < 0.05
        bar.setValue(chance.randrange(bar.maximum()) if far else min(bar.maximum(), bar.value() + 120))

    timer = QTimer()
    timer.timeout.connect(move)
    timer.start(16)
    wait(lambda: time.monotonic() > end, seconds + 5)
    timer.stop()


def latencies(page: PredictPage, paths: list[str], *, warm: bool) -> list[float]:
    """Return the milliseconds from asking for each picture until it is painted."""
    view, times = page.view.picture, []
    for number, path in enumerate(paths):
        shown: list[str] = []
        view.shown.connect(shown.append)
        begun = time.perf_counter()
        view.show_path(path, paths[number + 1:number + 3] if warm else [])
        wait(lambda path=path, shown=shown: path in shown)
        view.repaint()
        times.append((time.perf_counter() - begun) * 1000)
        view.shown.disconnect()
        if warm:
            # Time to look at it: what comes next is decoded meanwhile.
            end = time.monotonic() + 0.4
            wait(lambda end=end: time.monotonic() > end)
    return times


def browse(count: int, seconds: float, folder: Path) -> None:
    """Print what there is to know."""
    begun = time.perf_counter()
    root = make_pictures(folder, count)
    print(f"{count:,} pictures made in {time.perf_counter() - begun:.0f} s; memory {memory_mb():.0f} MB")
    theme = Theme("light")
    theme.apply()
    page, jobs, service = PredictPage(theme.tokens), Jobs(), PictureService()
    page.source.attach(service)
    page.resize(1208, 720)
    page.show()
    gaps, browser = Gaps(), page.browser
    browser.store.set_classes(CLASSES)
    with gaps.told("listing the folder in the background"):
        listed: list[tuple[str, ...]] = []
        jobs.start("Listing", lambda emit, control: list_places([str(root)], emit, control),
                   on_finished=lambda result: listed.append(result.paths))  # fmt: skip
        wait(lambda: bool(listed))
    paths = list(listed[0])
    with gaps.told("showing the list"):
        page.show_browsing(True)
        browser.set_pictures(paths, {path: path.rpartition("/")[0].rpartition("/")[2] for path in paths})
        wait(lambda: page.view.picture.is_shown)
    results = results_of(paths)
    with gaps.told("taking in results, 2,000 at a time"):
        for start in range(0, count, 2_000):
            browser.add_results(results[start:start + 2_000])
            QApplication.processEvents()
    del results
    page.view.set_grid(True)
    with gaps.told("scrolling the grid"):
        scroll(page, seconds)
    for title, wanted in (("only wrong", Filter(verdict=Verdict.WRONG)), ("by name", Filter(name="77")),
                          ("all again", Filter())):  # fmt: skip
        with gaps.told(f"filter: {title}"):
            browser.set_filter(wanted)
            wait(lambda: not browser.is_arranging)
    for sort in (SortBy.NAME, SortBy.SCORE_UP, SortBy.WRONG_FIRST, SortBy.LISTED):
        with gaps.told(f"sort: {sort}"):
            browser.set_sort(sort)
            wait(lambda: not browser.is_arranging)
    page.view.set_grid(False)
    large = [str(folder / f"large{number}.jpg") for number in range(12)]
    for title, warm, chosen in (("500 x 375, cold", False, paths[5_000:5_020]),
                                ("12 megapixels, cold", False, large[:6]),
                                ("12 megapixels, next one decoded ahead", True, large[6:])):  # fmt: skip
        times = latencies(page, chosen, warm=warm)[1:]
        print(f"latency, {title:<35} median {statistics.median(times):6.1f} ms   longest {max(times):6.1f} ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at the end {memory_mb():.0f} MB, peak {peak:.0f} MB")
    page.close_down()
    service.close()
    jobs.wait_all()


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this benchmark's own options."""
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=8)


def measure(options: Options) -> list[Row]:
    """Print what there is to know; there is no row."""
    application = QApplication([])
    set_up_application(application)
    count, seconds = options.others["count"], options.others["seconds"]
    with tempfile.TemporaryDirectory() as folder:
        browse(6_000 if options.quick else count, 1.0 if options.quick else seconds, Path(folder))
    return []
