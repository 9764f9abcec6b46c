import os
from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import DataError
from core.base.types import Split, Splits
from core.config import TrainConfig
from core.data.splitting.extend import extend_splits
from tests.unit.data.pictures import made_up_facts, made_up_index, make_splits

CONFIG = TrainConfig()


def parted(splits: Splits) -> dict[str, Split]:
    return {sample.path: split for split, samples in splits for sample in samples}


@given(
    labels=st.lists(st.integers(0, 3), min_size=10, max_size=80),
    is_new=st.lists(st.booleans(), min_size=80, max_size=80),
    group_numbers=st.lists(st.integers(0, 30), min_size=80, max_size=80),
)
@settings(max_examples=50, deadline=None)
def test_no_old_picture_moves_and_new_ones_join_their_groups(labels, is_new, group_numbers):
    groups = [f"g{number}" if number < 20 else None for number in group_numbers[: len(labels)]]
    everything = made_up_index(labels, groups)
    start = [sample for sample, new in zip(everything.samples, is_new, strict=False) if not new] or everything.samples
    old = make_splits(replace(everything, samples=tuple(start)), {}, CONFIG)
    plan = extend_splits(everything, {}, old, CONFIG)
    before, after = parted(old), parted(plan.splits)
    assert before.items() <= after.items()
    assert len(after) == len(everything.samples)
    seen = defaultdict(set)
    for sample in everything.samples:
        if sample.group:
            seen[sample.group].add(after[sample.path])
    assert all(len(found) == 1 for found in seen.values())


def test_the_shares_come_out_over_old_and_new_together():
    everything = made_up_index([0] * 200 + [1] * 100)
    old = make_splits(replace(everything, samples=everything.samples[50:120]), {}, TrainConfig(split=(0.9, 0.1)))
    splits = extend_splits(everything, {}, old, CONFIG).splits
    assert Counter(parted(splits).values()) == {Split.TRAIN: 240, Split.VAL: 30, Split.TEST: 30}
    assert all(sample.split is split for split, samples in splits for sample in samples)
    assert parted(extend_splits(everything, {}, old, replace(CONFIG, seed=1)).splits) != parted(splits)


def test_the_shares_come_out_where_new_pictures_come_in_groups():
    everything = made_up_index([0] * 300, [None] * 200 + [f"g{number // 5}" for number in range(100)])
    old = make_splits(replace(everything, samples=everything.samples[:200]), {}, TrainConfig(split=(0.9, 0.1)))
    splits = extend_splits(everything, {}, old, CONFIG).splits
    assert Counter(parted(splits).values()) == {Split.TRAIN: 240, Split.VAL: 30, Split.TEST: 30}


def test_a_new_picture_joins_the_old_one_it_nearly_equals():
    everything = made_up_index([0] * 40)
    paths = [sample.path for sample in everything.samples]
    facts = {path: made_up_facts(path, number) for number, path in enumerate(paths)}
    old = make_splits(replace(everything, samples=everything.samples[:30]), facts, CONFIG)
    test_path = old.test[0].path
    facts[paths[35]] = made_up_facts(paths[35], 999, dct_hash=facts[test_path].dct_hash ^ 1)
    splits = extend_splits(everything, facts, old, CONFIG).splits
    (joined,) = (sample for sample in splits.test if sample.path == paths[35])
    assert joined.group == f"like c0/{min(map(os.path.basename, (test_path, paths[35])))}"
    ignoring = extend_splits(everything, facts, old, replace(CONFIG, duplicates="ignore")).splits
    for distinct in (paths[35], test_path):
        samples = tuple(replace(sample, is_distinct=sample.path == distinct) for sample in everything.samples)
        apart = extend_splits(replace(everything, samples=samples), facts, old, CONFIG).splits
        assert parted(ignoring)[paths[35]] is parted(apart)[paths[35]] is not Split.TEST


def test_new_pictures_that_belong_together_but_with_two_splits_are_all_left_out():
    everything = made_up_index([0] * 40)
    paths = [sample.path for sample in everything.samples]
    facts = {path: made_up_facts(path, number) for number, path in enumerate(paths)}
    old = make_splits(replace(everything, samples=everything.samples[:30]), facts, CONFIG)
    samples = list(everything.samples)
    for number, alike in ((35, old.train[0].path), (36, old.test[0].path), (37, paths[37])):
        samples[number] = replace(samples[number], group="patient")
        facts[paths[number]] = made_up_facts(paths[number], 900 + number, dct_hash=facts[alike].dct_hash)
    plan = extend_splits(replace(everything, samples=tuple(samples)), facts, old, CONFIG)
    assert {paths[35], paths[36], paths[37]}.isdisjoint(parted(plan.splits))
    messages = [finding.message for finding in plan.findings if finding.kind == "two_splits"]
    assert len(messages) == 3
    assert all("train and test" in message for message in messages)
    assert parted(old).items() <= parted(plan.splits).items()


def test_of_new_pictures_that_belong_together_one_that_two_splits_hold_already_is_left_out_alone():
    everything = made_up_index([0] * 40)
    paths = [sample.path for sample in everything.samples]
    facts = {path: made_up_facts(path, number) for number, path in enumerate(paths)}
    old = make_splits(replace(everything, samples=everything.samples[:30]), {}, CONFIG)
    for number, path in enumerate((old.train[0].path, old.test[0].path, paths[35]), 900):
        facts[path] = made_up_facts(path, number, dct_hash=7)
    samples = list(everything.samples)
    for number in (35, 36):
        samples[number] = replace(samples[number], group="patient")
    where = parted(extend_splits(replace(everything, samples=tuple(samples)), facts, old, CONFIG).splits)
    assert where.keys() == {*paths} - {paths[35]}


def test_groups_that_the_table_alone_names_stay_in_it():
    everything = made_up_index([0] * 20)
    old = make_splits(everything, {}, CONFIG)
    old = replace(old, train=tuple(replace(sample, group="patient 7") for sample in old.train))
    splits = extend_splits(everything, {}, old, CONFIG).splits
    assert {sample.group for sample in splits.train} == {"patient 7"}
    assert {sample.group for sample in (*splits.val, *splits.test)} == {None}


def test_one_that_would_join_two_splits_is_left_out_and_named():
    everything = made_up_index([0] * 40)
    paths = [sample.path for sample in everything.samples]
    facts = {path: made_up_facts(path, number) for number, path in enumerate(paths)}
    old_index = replace(everything, samples=everything.samples[:30])
    old = make_splits(old_index, facts, CONFIG)
    first, second = old.train[0].path, old.test[0].path
    samples = list(everything.samples)
    samples[paths.index(first)] = replace(samples[paths.index(first)], group="patient")
    samples[35] = replace(samples[35], group="patient")
    facts[paths[35]] = made_up_facts(paths[35], 999, dct_hash=facts[second].dct_hash)
    plan = extend_splits(replace(everything, samples=tuple(samples)), facts, old, CONFIG)
    assert paths[35] not in parted(plan.splits)
    (finding,) = [finding for finding in plan.findings if finding.kind == "two_splits"]
    assert finding.paths == (paths[35],)
    assert "train and test" in finding.message
    assert parted(old).items() <= parted(plan.splits).items()


def test_groups_that_a_wrong_table_parted_take_no_new_pictures():
    everything = made_up_index([0] * 20, ["same"] * 4 + [None] * 16)
    old = make_splits(made_up_index([0] * 19), {}, CONFIG)
    train, test = old.train[0], old.test[0]
    old = replace(old, train=(train,), val=(), test=(test,))
    samples = [replace(sample, group="same" if sample.path in (train.path, test.path) else None)
               for sample in everything.samples]  # fmt: skip
    samples[19] = replace(samples[19], group="same")
    plan = extend_splits(replace(everything, samples=tuple(samples)), {}, old, CONFIG)
    assert samples[19].path not in parted(plan.splits)


def test_a_table_of_another_source_is_refused():
    old = make_splits(made_up_index([0, 1] * 10), {}, CONFIG)
    everything = made_up_index([0, 1] * 10)
    moved = tuple(replace(sample, path=sample.path + ".png") for sample in everything.samples)
    with pytest.raises(DataError, match="same SOURCE"):
        extend_splits(replace(everything, samples=moved), {}, old, CONFIG)


def test_pictures_that_are_gone_or_changed_are_told():
    everything = made_up_index([0, 1] * 10)
    old = make_splits(everything, {}, CONFIG)
    samples = (replace(everything.samples[1], label=0), *everything.samples[2:19],
               replace(everything.samples[19], label=None))  # fmt: skip
    plan = extend_splits(replace(everything, samples=samples), {}, old, CONFIG)
    assert {finding.kind for finding in plan.findings} == {"gone", "changed_label", "blank_label"}
    assert os.path.basename(everything.samples[1].path) in " ".join(finding.message for finding in plan.findings)


def test_a_picture_that_had_no_label_is_told_with_its_new_one():
    everything = made_up_index([0, 1] * 10)
    old = make_splits(everything, {}, CONFIG)
    old = replace(old, val=tuple(replace(sample, label=None) for sample in old.val))
    plan = extend_splits(everything, {}, old, CONFIG)
    assert [finding.message.partition(" ")[2] for finding in plan.findings] == [
        f"was none in the old table and is c{label} now." for label in (0, 1)]
