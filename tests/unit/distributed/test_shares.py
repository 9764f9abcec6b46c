import pytest

from core.distributed.shares import WHOLE, Share, padding
from core.training.mixing import partners


@pytest.mark.parametrize("size", [1, 2, 3, 4, 8])
@pytest.mark.parametrize("num", [1, 2, 3, 4, 5, 7, 8, 31, 32, 33])
def test_each_picture_is_one_process_s_and_the_order_stays(num, size):
    batch = tuple(range(100, 100 + num))
    parts = [tuple(Share(rank, size).of(batch)) for rank in range(size)]
    assert sum(parts, ()) == batch


@pytest.mark.parametrize("size", [2, 3, 4, 8])
@pytest.mark.parametrize("num", range(2, 40))
def test_parts_are_whole_pairs_and_of_nearly_one_size(num, size):
    lengths = [end - begin for begin, end in (Share(rank, size).bounds(num) for rank in range(size))]
    assert 1 not in lengths
    assert max(lengths) - min(lengths) <= 3
    begins = [Share(rank, size).bounds(num)[0] for rank in range(size)]
    assert all(begin % 2 == 0 for begin in begins)


def test_one_process_has_the_batch_itself():
    batch = (3, 1, 2)
    assert WHOLE.of(batch) is batch


def test_a_process_without_a_part_borrows_a_pair():
    assert padding((7, 8, 9)) == (7, 8)
    assert padding((7,)) == (7,)


@pytest.mark.parametrize("size", [2, 3, 4])
@pytest.mark.parametrize("num", range(1, 20))
def test_each_process_mixes_its_pictures_with_those_that_one_process_would(num, size):
    batch = list(range(num))
    whole = [batch[index] for index in partners(num)]
    parts = [Share(rank, size).of(batch) for rank in range(size)]
    assert [part[index] for part in parts for index in partners(len(part))] == whole
    assert sorted(whole) == batch
    assert num == 1 or all(mine != other for mine, other in zip(batch, whole, strict=True))
