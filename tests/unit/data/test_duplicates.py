import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.control import Control
from core.base.errors import Cancelled
from core.base.events import Event, Progress
from core.data.duplicate_hash import num_different_bits
from core.data.duplicates import MAX_DISTANCE, Alike, NearFinder, find_alike, moved, near_pairs
from core.data.scan import PictureFacts
from tests.unit.data.pictures import made_up_facts


def test_pictures_within_four_bits_and_four_gray_values_are_alike():
    facts = [
        made_up_facts("a", 1, dct_hash=0b0, gray=100),
        made_up_facts("b", 2, dct_hash=0b1111, gray=103),
        made_up_facts("c", 3, dct_hash=0b11111 << 20, gray=100),
        made_up_facts("d", 4, dct_hash=0b1, gray=104),
    ]
    assert find_alike(facts).groups == ((0, 1),)


def test_below_32_pixels_only_equal_pixels_count():
    facts = [made_up_facts(name, number, side=31, dct_hash=0) for number, name in enumerate("ab")]
    assert find_alike(facts).groups == ()
    same = [made_up_facts(name, 7, side=31) for name in "ab"]
    assert find_alike(same).groups == ((0, 1),)
    assert find_alike(same).equal == ((0, 1),)


def test_unreadable_pictures_are_like_no_other():
    broken = [PictureFacts(name, 1, 0, error="it is damaged.") for name in "ab"]
    assert find_alike(broken).groups == ()


def test_there_are_no_chains():
    facts = [made_up_facts(str(number), number, dct_hash=(1 << (3 * number)) - 1) for number in range(8)]
    for group in find_alike(facts).groups:
        hashes = [facts[index].dct_hash for index in group]
        assert any(all((first ^ other).bit_count() <= MAX_DISTANCE for other in hashes) for first in hashes)
    assert len(find_alike(facts).groups) > 1


def test_a_group_too_large_to_be_believed_falls_back_to_equal_pixels():
    facts = [made_up_facts(str(number), number, dct_hash=0) for number in range(30)]
    facts += [made_up_facts("copy", 3, dct_hash=0)]
    alike = find_alike(facts)
    assert alike.groups == ((3, 30),)
    assert [finding.kind for finding in alike.findings] == ["large_duplicate_group"]
    assert len(alike.loose) == 31


def test_unreadable_pictures_do_not_count_among_all():
    facts = [made_up_facts(str(number), number, dct_hash=0) for number in range(29)]
    facts += [made_up_facts(str(number), number) for number in range(29, 1400)]
    broken = [PictureFacts(f"broken {number}", 1, 0, error="it is damaged.") for number in range(100)]
    (finding,) = find_alike([*facts, *broken]).findings
    assert finding.message.startswith("29 of 1,400 pictures look nearly the same")
    assert find_alike([*facts, *broken]) == find_alike(facts)


def test_twenty_alike_are_still_a_group():
    facts = [made_up_facts(str(number), number, dct_hash=0) for number in range(20)]
    assert find_alike(facts).groups == (tuple(range(20)),)


def test_many_equal_pictures_stay_together_however_many():
    facts = [made_up_facts(str(number), 5) for number in range(50)] + [made_up_facts("x", 6)]
    assert find_alike(facts).groups == (tuple(range(50)),)


@given(seed=st.integers(0, 50), order=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_given_does_not_matter(seed, order):
    rng = np.random.default_rng(seed)
    base = [int(value) for value in rng.integers(0, 2**62, 6)]
    facts = []
    for number in range(40):
        flips = rng.integers(0, 64, int(rng.integers(0, 4)))
        value = base[number % 6]
        for bit in flips.tolist():
            value ^= 1 << bit
        facts.append(made_up_facts(str(number), number, dct_hash=value))
    shuffled = list(facts)
    order.shuffle(shuffled)

    def named(some):
        return {frozenset(some[index].path for index in group) for group in find_alike(some).groups}

    assert named(facts) == named(shuffled)


@given(seed=st.integers(0, 30))
@settings(max_examples=15, deadline=None)
def test_the_quick_search_finds_what_comparing_all_would(seed):
    rng = np.random.default_rng(seed)
    base = [int(value) for value in rng.integers(0, 2**62, 5)]
    facts = []
    for number in range(60):
        value = base[number % 5]
        for bit in rng.choice(64, int(rng.integers(0, 6)), replace=False).tolist():
            value ^= 1 << bit
        facts.append(made_up_facts(str(number), number, dct_hash=value))
    finder = NearFinder(facts)
    for number, one in enumerate(facts):
        wanted = [n for n, other in enumerate(facts) if (one.dct_hash ^ other.dct_hash).bit_count() <= MAX_DISTANCE]
        assert finder.near(number).tolist() == wanted


def test_pairs_are_found_for_new_pictures_only():
    facts = [made_up_facts("a", 1, dct_hash=0), made_up_facts("b", 2, dct_hash=1), made_up_facts("c", 3)]
    assert list(near_pairs(facts, [1], find_alike(facts))) == [(1, 0)]


def test_all_at_once_finds_what_one_by_one_finds() -> None:
    rng = np.random.default_rng(0)
    facts = []
    for number in range(300):
        if number % 3 and facts:  # a relative of an earlier one: a few bits and values are other
            source = facts[int(rng.integers(len(facts)))]
            bits = sum(1 << int(bit) for bit in rng.integers(0, 64, int(rng.integers(0, 6))))
            thumb = np.frombuffer(source.thumb, np.uint8).astype(int) + int(rng.integers(0, 6))
            facts.append(PictureFacts(str(number), 1, 1, 64, 64, dct_hash=source.dct_hash ^ bits,
                                      thumb=np.clip(thumb, 0, 255).astype(np.uint8).tobytes()))  # fmt: skip
        else:
            facts.append(PictureFacts(str(number), 1, 1, 64, 64, dct_hash=int(rng.integers(0, 2**63)),
                                      thumb=rng.integers(0, 256, 256, dtype=np.uint8).tobytes()))  # fmt: skip
    finder = NearFinder(facts)
    together = finder.all_near()
    for number in range(len(facts)):
        expected = [other for other in finder.near(number).tolist() if other != number]
        assert list(together.get(number, [])) == expected
    assert finder.num_candidates >= len(together) > 50


def test_bits_are_counted() -> None:
    values = np.array([0, 1, 2**64 - 1, 0b1011], np.uint64)
    assert num_different_bits(values, 0).tolist() == [0, 1, 64, 3]
    assert num_different_bits(values, values[::-1]).tolist() == [3, 63, 63, 3]


def test_the_way_with_few_pairs_and_the_one_with_many_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    thumb = rng.integers(0, 256, 256, dtype=np.uint8).tobytes()
    facts = [PictureFacts(str(number), 1, 1, 64, 64, content_hash=f"{number:04}", pixel_hash=str(number),
                          dct_hash=int(rng.integers(0, 2**10)), thumb=thumb) for number in range(60)]  # fmt: skip
    quick = find_alike(facts)
    monkeypatch.setattr("core.data.duplicates.MOST_PAIRS", 0)
    assert find_alike(facts) == quick
    assert quick.groups or quick.loose


def test_groups_are_told_by_other_indexes() -> None:
    alike = Alike(((0, 1), (2, 3)), ((2, 3),), (), frozenset({1}))
    assert moved(alike, [7, 0, 5, 1]) == Alike(((0, 7), (1, 5)), ((1, 5),), (), frozenset({0}))


def test_comparing_many_that_are_alike_tells_how_far_it_is_and_can_be_stopped() -> None:
    thumb = np.zeros(256, np.uint8).tobytes()
    finder = NearFinder([PictureFacts(str(number), 1, 1, 64, 64, thumb=thumb) for number in range(300)])
    told: list[Progress] = []
    control = Control()

    def stop(event: Event) -> None:
        assert isinstance(event, Progress)
        told.append(event)
        if len(told) == 2:
            control.stop()

    with pytest.raises(Cancelled):
        finder.all_near(stop, control)
    assert told[1].done == 16384
    assert told[1].total == 300 * 299 / 2
    assert len(finder.all_near()) == 300
