"""What a split may not part: samples joined by their group and by looking alike, as units."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.base.types import Sample


@dataclass(frozen=True, slots=True)
class Unit:
    """Samples that go to one split together.

    Attributes:
        key: A name that does not depend on the order of listing: the first of its members' relative paths.
        members: Indexes of its samples, rising.
        counts: Number of its samples of each class that it has, by class index.
    """

    key: str
    members: tuple[int, ...]
    counts: Mapping[int, int]

    @property
    def size(self) -> int:
        """Number of samples."""
        return len(self.members)


class Joined:
    """Sets of numbers that are joined pair by pair (a disjoint-set forest)."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def find(self, item: int) -> int:
        """Return the number that stands for an item's set."""
        while self._parents[item] != item:
            self._parents[item] = self._parents[self._parents[item]]
            item = self._parents[item]
        return item

    def join(self, items: Iterable[int]) -> None:
        """Join the sets of all given items."""
        first = None
        for item in items:
            root = self.find(item)
            if first is None:
                first = root
            else:
                self._parents[root] = first

    def sets(self) -> list[list[int]]:
        """Return all sets, members rising, in the order of their first members."""
        found: dict[int, list[int]] = {}
        for item in range(len(self._parents)):
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())


def make_units(
    samples: Sequence[Sample], names: Sequence[str], alike: Iterable[Sequence[int]] = ()
) -> list[Unit]:
    """Join samples of one group, and samples that look alike, to units.

    Args:
        samples: The samples.
        names: A name of each that is the same on every system, such as its relative path.
        alike: Sets of indexes of samples that look alike.

    Returns:
        The units; every sample is in exactly one.
    """
    joined = Joined(len(samples))
    for members in by_group(samples).values():
        joined.join(members)
    for near in alike:
        joined.join(near)
    return [
        Unit(
            min(names[index] for index in members),
            tuple(members),
            Counter(label for index in members if (label := samples[index].label) is not None),
        )
        for members in joined.sets()
    ]


def by_group(samples: Sequence[Sample]) -> dict[str, list[int]]:
    """Return the indexes of the samples of each group; those without a group are in none."""
    groups: dict[str, list[int]] = {}
    for index, sample in enumerate(samples):
        if sample.group is not None:
            groups.setdefault(sample.group, []).append(index)
    return groups


def shuffled(units: Iterable[Unit], seed: int) -> list[Unit]:
    """Return the units in an order that the seed and their keys alone decide, on every system."""
    return sorted(units, key=lambda unit: (draw(seed, unit.key), unit.key))


def draw(seed: int, key: str) -> bytes:
    """Return 16 bytes that the seed and a key decide, as good as random."""
    content = f"{seed}\0{key}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=16).digest()
