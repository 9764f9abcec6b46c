"""The splitter's promises, held against made-up data sets of all kinds."""

from collections import Counter, defaultdict
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import DataError
from core.base.types import DatasetIndex, Split, Splits
from core.config import TrainConfig
from core.data.scan import PictureFacts
from core.data.splitting.assign import assign, fill, rounded
from core.data.splitting.folds import make_folds
from core.data.splitting.refine import refine
from core.data.splitting.splitter import shares_of
from core.data.splitting.units import Unit, make_units
from tests.unit.data.pictures import made_up_index, make_splits

shares_of_three = st.sampled_from([(0.8, 0.1, 0.1), (0.7, 0.2, 0.1), (0.6, 0.4, 0.0), (0.5, 0.25, 0.25), (0.9, 0.1)])
labels_of_some = st.lists(st.integers(0, 5), min_size=4, max_size=120)


def parted(splits: Splits) -> dict[str, Split]:
    return {sample.path: split for split, samples in splits for sample in samples}


@given(labels=labels_of_some, shares=shares_of_three, seed=st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_without_groups_every_class_is_within_one_picture_of_its_share(labels, shares, seed):
    index = made_up_index(labels)
    splits = make_splits(index, {}, TrainConfig(split=shares, seed=seed))
    assert len(parted(splits)) == len(labels)
    three = (*shares, 0.0)[:3]
    for label, total in Counter(labels).items():
        for split, share in zip(Split, three, strict=True):
            assert abs(splits.class_counts(split)[label] - share * total) < 1 + 1e-9


@given(labels=labels_of_some, shares=shares_of_three)
@settings(max_examples=40, deadline=None)
def test_the_sizes_of_the_splits_come_out_over_many_classes(labels, shares):
    splits = make_splits(made_up_index(labels), {}, TrainConfig(split=shares))
    for split, share in zip(Split, (*shares, 0.0)[:3], strict=True):
        assert abs(len(splits.of(split)) - share * len(labels)) <= 1 + len(set(labels)) / 2


@given(
    labels=labels_of_some,
    group_numbers=st.lists(st.integers(0, 25), min_size=120, max_size=120),
    seed=st.integers(0, 9),
)
@settings(max_examples=60, deadline=None)
def test_a_group_never_straddles_splits_and_nothing_is_lost(labels, group_numbers, seed):
    groups = [f"g{number}" if number < 20 else None for number in group_numbers[: len(labels)]]
    index = made_up_index(labels, groups)
    splits = make_splits(index, {}, TrainConfig(seed=seed))
    where = parted(splits)
    assert sorted(where) == sorted(sample.path for sample in index.samples)
    seen = defaultdict(set)
    for sample in index.samples:
        if sample.group:
            seen[sample.group].add(where[sample.path])
    assert all(len(found) == 1 for found in seen.values())


@given(labels=labels_of_some, order=st.randoms(use_true_random=False), seed=st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_the_order_of_listing_does_not_matter(labels, order, seed):
    index = made_up_index(labels, [f"g{number // 3}" if number % 2 else None for number in range(len(labels))])
    samples = list(index.samples)
    order.shuffle(samples)
    other = DatasetIndex(index.root, index.classes, tuple(samples), (), index.name)
    config = TrainConfig(seed=seed)
    assert make_splits(index, {}, config) == make_splits(other, {}, config)


def test_the_split_is_the_same_on_every_system_and_in_every_version():
    index = made_up_index([number % 3 for number in range(30)])
    splits = make_splits(index, {}, TrainConfig(seed=7))
    names = [Path(sample.path).stem for sample in splits.val + splits.test]
    assert names == EXPECTED


EXPECTED = ["00000", "00019", "00017", "00003", "00001", "00029"]


def test_another_seed_gives_another_split():
    index = made_up_index([0] * 40 + [1] * 40)
    assert make_splits(index, {}, TrainConfig(seed=1)).val != make_splits(index, {}, TrainConfig(seed=2)).val


@given(labels=st.lists(st.integers(0, 3), min_size=12, max_size=80), num_folds=st.integers(2, 6))
@settings(max_examples=40, deadline=None)
def test_folds_hold_every_picture_once_as_val_and_keep_groups(labels, num_folds):
    groups = [f"g{number // 2}" if number % 5 == 0 or number % 5 == 1 else None for number in range(len(labels))]
    index = made_up_index(labels, groups)
    plans = make_folds(index, {}, TrainConfig(), num_folds)
    vals = [sample.path for plan in plans for sample in plan.splits.val]
    assert sorted(vals) == sorted(sample.path for sample in index.samples)
    for plan in plans:
        assert not {s.path for s in plan.splits.train} & {s.path for s in plan.splits.val}
        assert not {s.group for s in plan.splits.train if s.group} & {s.group for s in plan.splits.val if s.group}


@given(labels=st.lists(st.integers(0, 3), min_size=12, max_size=80), num_folds=st.integers(2, 6))
@settings(max_examples=20, deadline=None)
def test_folds_without_groups_are_stratified(labels, num_folds):
    plans = make_folds(made_up_index(labels), {}, TrainConfig(), num_folds)
    for label, total in Counter(labels).items():
        assert all(abs(plan.splits.class_counts("val")[label] - total / num_folds) < 1 for plan in plans)


@given(st.lists(st.integers(1, 20), min_size=20, max_size=150), st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_groups_of_one_to_twenty_with_mixed_labels_come_near_the_shares(sizes, seed):
    rng = np.random.default_rng(seed)
    labels, groups = [], []
    for number, size in enumerate(sizes):
        labels += rng.integers(0, 4, size).tolist()
        groups += [f"p{number}"] * size
    index = made_up_index(labels, groups)
    splits = make_splits(index, {}, TrainConfig(seed=seed))
    for split, share in zip(Split, (0.8, 0.1, 0.1), strict=True):
        # No group is larger than 20, so no split needs to be further off than about half of one.
        assert abs(len(splits.of(split)) - share * len(labels)) <= 11


def test_single_pictures_even_out_what_groups_leave():
    labels = [0] * 100 + [1] * 100
    groups: list[str | None] = [f"g{number // 7}" for number in range(70)] + [None] * 130
    splits = make_splits(made_up_index(labels, groups), {}, TrainConfig())
    for label in (0, 1):
        for split, share in zip(Split, (0.8, 0.1, 0.1), strict=True):
            assert abs(splits.class_counts(split)[label] - share * 100) < 1


def test_fixed_samples_count_for_the_shares():
    units = [Unit(f"u{number}", (number,), {0: 1}) for number in range(20)]
    fixed = np.array([[80], [0], [0]])
    parts = Counter(assign(units, (0.8, 0.1, 0.1), 1, 0, fixed))
    assert parts == {1: 10, 2: 10}


def test_a_part_without_a_share_gets_nothing_and_what_is_in_it_counts_for_no_other():
    units = [Unit(f"u{number}", (number,), {0: 1}) for number in range(10)]
    assert Counter(assign(units, (0.5, 0.0, 0.5), 1, 0, np.array([[0], [10], [0]]))) == {0: 5, 2: 5}


def grouped(counts: list[dict[int, int]]) -> list[Unit]:
    """Units of so many samples of each class."""
    units, begin = [], 0
    for number, of_unit in enumerate(counts):
        end = begin + sum(of_unit.values())
        units.append(Unit(f"u{number}", tuple(range(begin, end)), of_unit))
        begin = end
    return units


def test_groups_are_swapped_and_moved_until_the_shares_come_out():
    units = grouped([{0: size} for size in (5, 3, 4, 3, 3)])
    for choice in ([0, 0, 1, 1, 1], [0] * 5):
        placed = sum(unit.size for unit, part in zip(units, choice, strict=True) if part == 0)
        excess = np.array([[placed - 9.0], [9.0 - placed]])
        found = refine(units, choice, excess, np.ones(1))
        assert [sum(unit.size for unit, part in zip(units, found, strict=True) if part == k) for k in (0, 1)] == [9, 9]
        assert excess.tolist() == [[0], [0]]


def test_a_few_large_groups_get_out_of_a_dead_end():
    sizes = [22, 17, 11, 20, 7, 6, 27]
    parts = assign(grouped([{0: size} for size in sizes]), (0.5, 0.5), 1, 0)
    assert [sum(size for size, part in zip(sizes, parts, strict=True) if part == k) for k in (0, 1)] == [55, 55]


def test_a_rare_class_counts_as_much_as_a_frequent_one():
    parts = assign(grouped([{0: 100, 1: 1}, {0: 100, 1: 1}, {0: 97}, {0: 103}]), (0.5, 0.5), 2, 0)
    assert parts[0] != parts[1]


def test_of_many_small_classes_some_go_to_val_and_as_many_to_test():
    splits = make_splits(made_up_index([number % 20 for number in range(100)]), {}, TrainConfig())
    assert [len(samples) for _, samples in splits] == [80, 10, 10]


def test_one_share_is_trains_and_the_rest_is_val():
    assert shares_of((0.75,)) == (0.75, 0.25, 0.0)


def test_the_pictures_of_a_split_stand_in_the_order_of_their_names():
    index = made_up_index([0, 1] * 30, [f"g{number % 7}" if number % 3 else None for number in range(60)])
    splits = make_splits(index, {}, TrainConfig())
    for _, samples in splits:
        assert [sample.path for sample in samples] == sorted(sample.path for sample in samples)


def test_fixed_samples_count_for_the_shares_of_groups_too():
    units = [Unit(f"u{number}", (2 * number, 2 * number + 1), {0: 2}) for number in range(10)]
    assert Counter(assign(units, (0.8, 0.1, 0.1), 1, 0, np.array([[80], [0], [0]]))) == {1: 5, 2: 5}


def test_folds_leave_the_sources_own_test_pictures_alone():
    index = made_up_index([0, 1] * 12)
    samples = tuple(replace(sample, split=Split.TEST if number < 4 else Split.TRAIN)
                    for number, sample in enumerate(index.samples))  # fmt: skip
    own, broken = {sample.path for sample in samples[1:4]}, samples[0].path
    facts = {broken: PictureFacts(broken, 1, 1, error="It is broken.")}
    for plan in make_folds(replace(index, samples=samples), facts, TrainConfig(), 4):
        assert {sample.path for sample in plan.splits.test} == own
        assert (len(plan.splits.train), len(plan.splits.val)) == (15, 5)
        assert [finding.paths for finding in plan.findings] == [(broken,)]


def test_folds_are_numbered_ordered_and_marked_and_another_seed_gives_others():
    index = made_up_index([0, 1] * 12)
    plans = make_folds(index, {}, TrainConfig(seed=1), 3)
    assert [plan.splits.name for plan in plans] == [f"made up, fold {number} of 3" for number in (1, 2, 3)]
    for plan in plans:
        for split, samples in plan.splits:
            assert {sample.split for sample in samples} <= {split}
            assert [sample.path for sample in samples] == sorted(sample.path for sample in samples)
    assert make_folds(index, {}, TrainConfig(seed=2), 3)[0].splits.val != plans[0].splits.val


@pytest.mark.parametrize("num_folds", [1, 4])
def test_folds_that_some_picture_would_be_lacking_for_are_refused(num_folds):
    with pytest.raises(DataError, match=f"--folds must be from 2 to .* which is 3; got {num_folds}"):
        make_folds(made_up_index([0, 0, 1, 1], ["a", "a", None, None]), {}, TrainConfig(), num_folds)


@pytest.mark.parametrize("alike", [[(1, 2)], [(2, 1)], [(3, 2), (1, 3)]])
def test_what_looks_like_one_of_a_group_is_joined_to_the_whole_group(alike):
    index = made_up_index([0] * 5, ["g", "g", None, None, None])
    units = make_units(index.samples, [str(number) for number in range(5)], alike)
    joined = {0, 1, *(number for pair in alike for number in pair)}
    assert sorted(units[0].members) == sorted(joined)
    assert len(units) == 1 + 5 - len(joined)


def test_a_share_of_zero_gets_nothing():
    units = [Unit(f"u{number}", (number,), {0: 1}) for number in range(9)]
    assert set(assign(units, (0.5, 0.5, 0.0), 1, 0)) == {0, 1}


@settings(deadline=None)
@given(st.lists(st.integers(-20, 40), min_size=3, max_size=3), st.integers(0, 60))
def test_fill_gives_amounts_that_sum_up(wanted, amount):
    filled = fill([Fraction(value, 3) for value in wanted], amount)
    assert sum(filled) == amount
    assert min(filled) >= 0


def test_rounding_serves_train_first_where_it_would_get_nothing():
    exact = [Fraction(4, 10), Fraction(3, 10), Fraction(3, 10)]
    assert rounded(exact, 1, [Fraction(-5), Fraction(0), Fraction(0)]) == [1, 0, 0]
