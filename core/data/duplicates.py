"""Pictures that are the same, or nearly the same to the eye.

Nearly the same are two pictures whose 64-bit DCT hashes differ in at most 4 bits and whose 16 x 16 gray thumbnails
differ by less than 4 of 255 on average; below 32 pixels only equal pixels count. Groups have no chains: each member is
close to the group's first, so that a series of slowly changing pictures does not become one group. Where a group would
still hold more than 2 % of all pictures that can be read (and more than 20), the rule is too loose for these pictures:
its members are then grouped by equal pixels alone, and a finding says so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.base.control import Control
from core.base.events import Emit, Progress, ignore
from core.base.messages import Message, message
from core.base.types import Finding
from core.data.duplicate_hash import THUMB_SIDE, num_different_bits
from core.data.scan import PictureFacts

MAX_DISTANCE = 4
MAX_THUMB_DIFFERENCE = 4.0
# Pictures this near are told to be the same to the eye, such as one that was saved once more.
MAX_UNSEEN_DISTANCE = 1
MAX_UNSEEN_DIFFERENCE = 1.5
MIN_SIDE = 32
ROUNDING = 0.01
LARGE_SHARE = 0.02
LARGE_COUNT = 20
CHECK_EVERY = 200
PAIRS_AT_ONCE = 16384
# Pairs that are compared all at once; where pictures share more (they look very much alike), they are compared one by
# one, which needs no memory for pairs.
MOST_PAIRS = 30_000_000


@dataclass(frozen=True)
class Alike:
    """Pictures that look alike, by their index in the facts that were given.

    Attributes:
        groups: Sets of two or more pictures that are the same or nearly the same, each rising; a picture is in at most
            one.
        equal: Sets of two or more pictures of equal pixels; each lies within one of the groups.
        findings: Groups that were too large to be believed.
        loose: Pictures of such groups, for which only equal pixels count.
    """

    groups: tuple[tuple[int, ...], ...] = ()
    equal: tuple[tuple[int, ...], ...] = ()
    findings: tuple[Finding, ...] = ()
    loose: frozenset[int] = frozenset()


def find_alike(facts: Sequence[PictureFacts], emit: Emit = ignore, control: Control | None = None) -> Alike:
    """Find pictures that are the same or nearly the same.

    The order given does not matter: pictures are gone through in the order of their files' hashes. Unreadable pictures
    are like no other.

    Raises:
        Cancelled: A stop was asked for.
    """
    equal = sorted(_equal_pixels(facts), key=lambda members: min(facts[index].content_hash for index in members))
    firsts = [members[0] for members in equal]
    copies = {members[0]: members for members in equal}
    num_readable = sum(map(len, equal))
    limit = max(LARGE_SHARE * num_readable, LARGE_COUNT)
    groups: list[tuple[int, ...]] = []
    findings: list[Finding] = []
    loose: set[int] = set()
    for near in _near_groups([index for index in firsts if _has_hash(facts[index])], facts, emit, control or Control()):
        members = sorted(index for first in near for index in copies[first])
        if len(near) > 1 and len(members) > limit:
            loose.update(members)
            groups += [tuple(copies[first]) for first in near if len(copies[first]) > 1]
            findings.append(_too_large([facts[index].path for index in members], num_readable))
        elif len(members) > 1:
            groups.append(tuple(members))
    small = [index for index in firsts if not _has_hash(facts[index])]
    groups += [tuple(copies[index]) for index in small if len(copies[index]) > 1]
    return Alike(
        tuple(sorted(groups)), tuple(tuple(members) for members in equal if len(members) > 1), tuple(findings),
        frozenset(loose),
    )  # fmt: skip


def likeness(one: PictureFacts, other: PictureFacts) -> tuple[Message, Message | None]:
    """Say how alike two pictures are: in plain words, and in figures where they are not the same."""
    if one.pixel_hash == other.pixel_hash:
        same_file = one.content_hash == other.content_hash
        return message("The same file twice") if same_file else message("The same pixels in two files"), None
    bits = int(num_different_bits(np.array([one.dct_hash], np.uint64), other.dct_hash)[0])
    thumbs = (np.frombuffer(facts.thumb, np.uint8).astype(np.int16) for facts in (one, other))
    brightness = float(np.abs(np.subtract(*thumbs)).mean())
    details = message("{bits} of 64 bits of their hashes differ, their brightness by {brightness:.1f} of 255 on "
                      "average", bits=bits, brightness=brightness)  # fmt: skip
    if bits <= MAX_UNSEEN_DISTANCE and brightness < MAX_UNSEEN_DIFFERENCE:
        return message("Nearly the same: a difference is hardly seen"), details
    return message("Very alike, with small differences"), details


def apart(alike: Alike, distinct: Collection[int]) -> Alike:
    """Take pictures out of the groups that their owner says are like no other.

    Args:
        alike: What `find_alike` says.
        distinct: Indexes of these pictures.
    """
    if not distinct:
        return alike
    groups, equal = ([rest for members in sets if len(rest := tuple(one for one in members if one not in distinct)) > 1]
                     for sets in (alike.groups, alike.equal))  # fmt: skip
    return Alike(tuple(groups), tuple(equal), alike.findings, alike.loose)


def near_pairs(
    facts: Sequence[PictureFacts],
    wanted: Sequence[int],
    alike: Alike,
    emit: Emit = ignore,
    control: Control | None = None,
) -> Iterator[tuple[int, int]]:
    """Yield (picture, other) for every other picture that is the same as, or near to, a wanted one.

    Args:
        facts: Of all pictures.
        wanted: Indexes of those to compare with all.
        alike: What `find_alike` says of them; for its `loose` pictures only equal pixels count.
        emit: Gets Progress.
        control: Asked now and then whether to stop.
    """
    control = control or Control()
    equal = {index: members for members in alike.equal for index in members}
    hashed = [index for index, one in enumerate(facts) if one.error is None and _has_hash(one)]
    places = {index: place for place, index in enumerate(hashed)}
    finder = NearFinder([facts[index] for index in hashed])
    for number, index in enumerate(wanted):
        if number % CHECK_EVERY == 0:
            control.check()
            emit(Progress("Comparing new pictures", number, len(wanted)))
        near = set(equal.get(index, ()))
        if index in places and index not in alike.loose:
            near |= {hashed[place] for place in finder.near(places[index]).tolist()} - alike.loose
        yield from ((index, other) for other in sorted(near) if other != index)


def moved(alike: Alike, places: Sequence[int]) -> Alike:
    """Return what is known of pictures by their indexes among others, where picture i stands at places[i]."""

    def of(sets: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
        return tuple(sorted(tuple(sorted(places[index] for index in members)) for members in sets))

    return Alike(of(alike.groups), of(alike.equal), alike.findings, frozenset(places[index] for index in alike.loose))


def _equal_pixels(facts: Sequence[PictureFacts]) -> list[list[int]]:
    """Return the sets of pictures of equal pixels, those of one picture included, members rising."""
    sets: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(facts):
        if one.error is None:
            sets[one.pixel_hash].append(index)
    return list(sets.values())


def _has_hash(facts: PictureFacts) -> bool:
    """Whether a picture is large enough to be compared by looks."""
    return min(facts.width, facts.height) >= MIN_SIDE


def _near_groups(
    indexes: Sequence[int], facts: Sequence[PictureFacts], emit: Emit, control: Control
) -> Iterator[list[int]]:
    """Yield groups of pictures, each near to the group's first; together they hold every index once."""
    finder = NearFinder([facts[index] for index in indexes])
    neighbours = finder.all_near(emit, control) if finder.num_candidates <= MOST_PAIRS else None
    alone = np.empty(0, np.intp)
    free = np.ones(len(indexes), bool)
    for number in range(len(indexes)):
        if number % CHECK_EVERY == 0:
            control.check()
            emit(Progress("Comparing pictures", number, len(indexes)))
        if free[number]:
            near = finder.near(number) if neighbours is None else neighbours.get(number, alone)
            near = near[free[near]]
            free[number] = False
            free[near] = False
            yield [indexes[number]] + [indexes[other] for other in near.tolist() if other != number]
    if indexes:
        emit(Progress("Comparing pictures", len(indexes), len(indexes)))


class NearFinder:
    """Finds the pictures that are near to one, among many.

    Hashes that differ in at most 4 bits agree in at least one of 5 parts (the pigeonhole principle), so that only
    pictures that share a part need comparing.
    """

    def __init__(self, facts: Sequence[PictureFacts]) -> None:
        self._hashes = np.array([one.dct_hash for one in facts], np.uint64)
        content = b"".join(one.thumb for one in facts)
        self._thumbs = np.frombuffer(content, np.uint8).reshape(len(facts), THUMB_SIDE**2)
        blocks = self._thumbs.reshape(len(facts), 4, THUMB_SIDE // 4, 4, THUMB_SIDE // 4)
        self._coarse = blocks.mean(axis=(2, 4), dtype=np.float32).reshape(len(facts), 16)
        self._parts = [_part(self._hashes, number) for number in range(MAX_DISTANCE + 1)]
        self._orders = [np.argsort(part, kind="stable") for part in self._parts]
        self._sorted = [part[order] for part, order in zip(self._parts, self._orders, strict=True)]

    @property
    def num_candidates(self) -> int:
        """How many pairs share a part, those that share several counted as often."""
        counts = [np.unique(values, return_counts=True)[1] for values in self._sorted]
        return int(sum((count.astype(np.int64) * (count - 1) // 2).sum() for count in counts))

    def all_near(self, emit: Emit = ignore, control: Control | None = None) -> dict[int, npt.NDArray[np.intp]]:
        """Return `near`, int [n], of every picture that has another near to it, without the picture itself.

        In one sweep: in each part's order, a picture is compared with the next one, the one after that, and so on, as
        long as any share the part.

        Args:
            emit: Gets Progress in pairs.
            control: Carries a stop.

        Raises:
            Cancelled: A stop was asked for.
        """
        control = control or Control()
        pairs = [np.empty((0, 2), np.intp)]
        for order, values in zip(self._orders, self._sorted, strict=True):
            first, step = np.arange(len(values)), 0
            while len(first):
                control.check()
                step += 1
                first = first[first < len(values) - step]
                first = first[values[first] == values[first + step]]
                one, other = order[first], order[first + step]
                is_close = num_different_bits(self._hashes[one], self._hashes[other]) <= MAX_DISTANCE
                pairs.append(np.stack([one[is_close], other[is_close]], axis=1))
        found = np.unique(np.sort(np.concatenate(pairs), axis=1), axis=0)
        found = found[self._look_alike(found, emit, control)]
        both = np.concatenate([found, found[:, ::-1]])
        both = both[np.lexsort((both[:, 1], both[:, 0]))]
        numbers, starts = np.unique(both[:, 0], return_index=True)
        return dict(zip(numbers.tolist(), np.split(both[:, 1], starts[1:]), strict=True)) if len(numbers) else {}

    def _look_alike(self, pairs: npt.NDArray[np.intp], emit: Emit, control: Control) -> npt.NDArray[np.bool_]:
        """Tell which of the pairs, int [n, 2], look alike; bool [n]."""
        alike = np.empty(len(pairs), bool)
        for start in range(0, len(pairs), PAIRS_AT_ONCE):
            control.check()
            emit(Progress("Comparing pictures", start, len(pairs), "pairs"))
            one, other = (self._thumbs[numbers] for numbers in pairs[start : start + PAIRS_AT_ONCE].T)
            difference = np.abs(one.astype(np.int16) - other)
            alike[start : start + PAIRS_AT_ONCE] = difference.mean(axis=1) < MAX_THUMB_DIFFERENCE
        return alike

    def near(self, number: int) -> npt.NDArray[np.intp]:
        """Return the numbers of all pictures near to one, itself included, rising; int [n]."""
        found = []
        for part, order, values in zip(self._parts, self._orders, self._sorted, strict=True):
            low, high = np.searchsorted(values, part[number]), np.searchsorted(values, part[number], "right")
            if high - low > 1:
                found.append(order[low:high])
        if not found:
            return np.array([number])
        is_most = sum(map(len, found)) > len(self._hashes)
        candidates = np.arange(len(self._hashes)) if is_most else np.unique(np.concatenate(found))
        close = num_different_bits(self._hashes[candidates], int(self._hashes[number])) <= MAX_DISTANCE
        candidates = candidates[close]
        if len(candidates) == 1:
            return candidates
        # Means of blocks never differ more than the values do: most are ruled out by 16 numbers instead of 256.
        coarse = np.abs(self._coarse[candidates] - self._coarse[number]).mean(axis=1)
        candidates = candidates[coarse < MAX_THUMB_DIFFERENCE + ROUNDING]
        difference = np.abs(self._thumbs[candidates].astype(np.int16) - self._thumbs[number].astype(np.int16))
        return candidates[difference.mean(axis=1) < MAX_THUMB_DIFFERENCE]


def _part(hashes: npt.NDArray[np.uint64], number: int) -> npt.NDArray[np.uint64]:
    """Return one of 5 parts of 13 or 12 bits of each hash."""
    shifted = hashes >> np.uint64(13 * number)
    return shifted & np.uint64((1 << 13) - 1)


def _too_large(paths: Sequence[str], total: int) -> Finding:
    said = message(
        "{n:,} of {total:,} pictures look nearly the same by the usual rule, too many to be believed; among them only "
        "pictures of equal pixels are kept together. If they are one series, give its groups by a column or "
        "--group_pattern.", n=len(paths), total=total)  # fmt: skip
    return Finding("large_duplicate_group", said, tuple(paths))
