"""Which pictures are shown and in which order. No Qt: a filter, a sort, and a walk that can be done in pieces."""

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import StrEnum

from core.base.sorting import sort_in_steps
from ui.results import ResultStore, Verdict

STEP = 2_000
NUMBERS = re.compile(r"(\d+)")


class SortBy(StrEnum):
    """What the pictures are ordered by."""

    LISTED = "as listed"
    NAME = "name"
    SCORE_DOWN = "score, surest first"
    SCORE_UP = "score, least sure first"
    MARGIN_UP = "margin, closest call first"
    WRONG_FIRST = "surest mistakes first"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which pictures are shown; the default shows all.

    Attributes:
        predicted: Predicted class ("unknown" included); None for any.
        true: True class; None for any.
        verdict: How the result stands; None for any.
        low, high: Range of the score, fractions; pictures without a score are shown only in the full range.
        name: Part of the file's or its folder's name, in any case of letters.
        corrected: Only pictures whose true class was corrected.
    """

    predicted: str | None = None
    true: str | None = None
    verdict: Verdict | None = None
    low: float = 0.0
    high: float = 1.0
    name: str = ""
    corrected: bool = False

    @property
    def is_open(self) -> bool:
        """Whether every picture passes."""
        return self == Filter()

    @property
    def needs_results(self) -> bool:
        """Whether a new result can change who passes."""
        return bool(self.predicted or self.verdict) or self.low > 0 or self.high < 1


def passes(store: ResultStore, path: str, wanted: Filter) -> bool:
    """Say whether a picture is among the wanted ones."""
    if wanted.name and wanted.name.casefold() not in shown_name(path).casefold():
        return False
    if wanted.true is not None and store.true_class(path) != wanted.true:
        return False
    if wanted.corrected and path not in store.corrections:
        return False
    if not wanted.needs_results:
        return True
    if wanted.predicted is not None and store.predicted_class(path) != wanted.predicted:
        return False
    if wanted.verdict is not None and store.verdict(path) is not wanted.verdict:
        return False
    if wanted.low > 0 or wanted.high < 1:
        result = store.result(path)
        # Scores are shown with one digit of a percent; the ends of the range include what is shown as equal.
        return (result is not None and result.predicted is not None
                and wanted.low - 0.0005 <= result.score <= wanted.high + 0.0005)
    return True


def shown_name(path: str) -> str:
    """Return a picture's name with the folder it stands in."""
    return "/".join(path.replace("\\", "/").rsplit("/", 2)[-2:])


def natural_key(path: str) -> tuple[object, ...]:
    """Return a key that puts picture 2 before picture 10."""
    pieces = NUMBERS.split(shown_name(path).rpartition("/")[2].casefold())
    # Odd pieces are digits; the flag keeps numbers and text from being compared with each other.
    return tuple((0, int(piece)) if index % 2 else (1, piece) for index, piece in enumerate(pieces))


Arrangement = tuple[list[str], dict[str, int]]
"""Paths in order, and the row of each."""


def arrange(store: ResultStore, wanted: Filter, sort: SortBy) -> Arrangement:
    """Return the wanted pictures in order, in one go."""
    steps = arrange_in_steps(store, wanted, sort)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def arrange_in_steps(store: ResultStore, wanted: Filter, sort: SortBy) -> Generator[None, None, Arrangement]:
    """Do `arrange` in pieces of a few milliseconds, so that a window stays alive; the return value is its result."""
    shown = yield from _chosen(store, wanted)
    if sort is not SortBy.LISTED:
        shown = yield from sort_in_steps(shown, _sort_key(store, sort))
    row_of: dict[str, int] = {}
    for start in range(0, len(shown), 10 * STEP):
        row_of.update((path, row) for row, path in enumerate(shown[start:start + 10 * STEP], start))
        yield
    return shown, row_of


def _chosen(store: ResultStore, wanted: Filter) -> Generator[None, None, list[str]]:
    paths = store.paths
    if wanted.is_open:
        return list(paths)
    shown = []
    for start in range(0, len(paths), STEP):
        shown += [path for path in paths[start:start + STEP] if passes(store, path, wanted)]
        yield
    return shown


def _sort_key(store: ResultStore, sort: SortBy) -> Callable[[str], tuple[object, ...]]:
    def by_score(path: str) -> tuple[object, ...]:
        result = store.result(path)
        # What has no score comes last, whichever way the rest is ordered.
        if result is None or result.predicted is None:
            return (2, 0.0)
        if sort is SortBy.MARGIN_UP:
            return (0, result.margin)
        if sort is SortBy.SCORE_UP:
            return (0, result.score)
        is_wrong = sort is SortBy.WRONG_FIRST and store.verdict(path) is Verdict.WRONG
        return (0 if is_wrong or sort is SortBy.SCORE_DOWN else 1, -result.score)

    return natural_key if sort is SortBy.NAME else by_score
