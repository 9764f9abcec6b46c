"""What all benchmarks share: options, figures with a floor and an aim, runs in turns, the table."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.process import SPIN_COUNT

Measured = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for.

    Attributes:
        quick: Only look whether it runs.
        pairs: How often both sides are run; 0: as many as are usual.
        data: Class folders of one's own; empty for made photos.
        model: The only network to measure; empty for all.
        precision: auto, fp32 or bf16.
        others: All options by name, a benchmark's own included.
    """

    quick: bool
    pairs: int
    data: str
    model: str
    precision: str
    others: dict[str, Any] = field(default_factory=dict)

    @property
    def num_pairs(self) -> int:
        """How often both sides are run."""
        return self.pairs or (1 if self.quick else 5)

    def models(self, *names: str) -> tuple[str, ...]:
        """Return the networks to measure."""
        if self.model:
            return (self.model,)
        return names[:1] if self.quick else names


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes:
        name: What it is.
        value: Measured; None where it cannot be measured here.
        floor, aim: What it must and should be; None where there is no such wish.
        is_most: The floor and the aim are the most that it may be.
        details: What it is made of.
    """

    name: str
    value: float | None
    floor: float | None = None
    aim: float | None = None
    is_most: bool = False
    details: str = ""

    @property
    def verdict(self) -> str:
        """Which of its wishes it fulfils."""
        if self.value is None:
            return "skipped"
        for name, wish in (("aim", self.aim), ("floor", self.floor)):
            if wish is not None and (self.value <= wish if self.is_most else self.value >= wish):
                return name
        return "" if self.floor is None else "below" if not self.is_most else "above"


def print_table(title: str, rows: Sequence[Row]) -> None:
    """Print the figures as a table in Markdown."""
    print(f"\n{title}\n\n| figure | measured | floor | aim | reached | of |\n|---|---|---|---|---|---|")
    for row in rows:
        value = "-" if row.value is None else number(row.value)
        sign = "at most " if row.is_most else ""
        wishes = [sign + number(wish) if wish is not None else "" for wish in (row.floor, row.aim)]
        print(f"| {row.name} | {value} | {wishes[0]} | {wishes[1]} | {row.verdict} | {row.details} |", flush=True)


def number(value: float) -> str:
    """Return a figure with three or four digits that count."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def in_turns(count: int, *sides: Measured) -> list[list[float]]:
    """Run all sides in turns, `count` times; returns the values of each side."""
    values = [[side() for side in sides] for _ in range(count)]
    return [list(one) for one in zip(*values, strict=True)]


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """Return the median of the pairs' ratios."""
    return statistics.median(one / other for one, other in zip(over, under, strict=True))


def medians(**values: Sequence[float]) -> str:
    """Return the medians of some values, for a row's details."""
    return ", ".join(f"{name.replace('_', ' ')} {number(statistics.median(some))}" for name, some in values.items())


def seconds_of(function: Callable[[], object]) -> float:
    """Return the wall time of one call."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def other_process(module: str, *words: str, **environment: str) -> dict[str, Any]:
    """Run a module of this package in a process of its own; returns the JSON object of its last line."""
    # What this process was tuned to is not the other's, which may be no program of ours.
    kept = {name: value for name, value in os.environ.items() if name != SPIN_COUNT}
    process = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{module}", *words], check=True, text=True,
                             stdout=subprocess.PIPE, env=kept | environment)  # fmt: skip
    result: dict[str, Any] = json.loads(process.stdout.strip().splitlines()[-1])
    return result


def peak_megabytes(*words: str) -> float:
    """Return the largest resident memory of a command, in MB; Linux and macOS only."""
    pid = os.posix_spawn(sys.executable, [sys.executable, *words], os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(words)} ended with status {os.waitstatus_to_exitcode(status)}")
    return usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
