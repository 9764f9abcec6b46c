"""Timing two ways of doing the same thing by turns, and telling which is faster, on this machine, now."""

import statistics
from collections.abc import Callable

WARM_UPS = 1
PAIRS, LEAST_PAIRS = 7, 3
"""Pairs that are timed; fewer where they are long, but never so few that one held up by another program decides."""
CLEAR_ADVANTAGE = 1.15
"""How many times faster the second must be: between what networks gain that gain by bf16 (mobilenet_v2 about 1.25,
docs/training.md) and those that do not (at most 1.0). On a machine that is busy a network near the border may still go
either way."""
FASTER_SHARE = 0.75
"""Of the pairs, in which the second must be faster: a few held up by another program decide nothing."""

Pair = tuple[float, float]


def timed_in_turns(first: Callable[[], float], second: Callable[[], float], enough_s: float) -> list[Pair]:
    """Return the seconds of both by turns, so that what else the machine does slows both.

    Args:
        first: Does the thing one way, and returns the seconds it took.
        second: The other way.
        enough_s: Once the pairs took about this long, `LEAST_PAIRS` are enough; warm-ups are not counted.
    """
    for _ in range(WARM_UPS):
        first(), second()
    pairs: list[Pair] = []
    while len(pairs) < LEAST_PAIRS or (len(pairs) < PAIRS and len(pairs) * min(map(sum, pairs)) < enough_s):
        pairs.append((first(), second()))
    return pairs


def fastest(pairs: list[Pair]) -> Pair:
    """Return the shortest seconds of each of the two ways."""
    first, second = zip(*pairs, strict=True)
    return min(first), min(second)


def is_second_clearly_faster(pairs: list[Pair]) -> bool:
    """Tell from `timed_in_turns` whether the second way is so clearly faster that it is no accident."""
    first, second = fastest(pairs)
    advantages = [one / other for one, other in pairs]
    return (first >= CLEAR_ADVANTAGE * second and statistics.median(advantages) >= CLEAR_ADVANTAGE
            and sum(advantage > 1 for advantage in advantages) >= FASTER_SHARE * len(pairs))
