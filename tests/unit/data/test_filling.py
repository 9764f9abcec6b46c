import pytest
import torch

from core.data.filling import filled


class Numbers(list[int]):
    """A batch whose places are filled with what torch says of the thread that fills them."""


def cores_of_torch(batch: Numbers, place: int) -> None:
    batch[place] = torch.get_num_threads()


def test_threads_that_fill_batches_compute_with_one_core_each_and_leave_the_others_theirs() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    try:
        batches = list(filled([Numbers([0] * 8), Numbers([0] * 8)], cores_of_torch, num_threads=2, ahead=1))
        assert batches == [[1] * 8, [1] * 8]
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(before)


class Endless:
    """A batch of so many places that filling them all takes seconds, and how many were filled."""

    def __init__(self) -> None:
        self.num_filled = 0

    def __len__(self) -> int:
        return 3_000_000


def count(batch: Endless, place: int) -> None:
    batch.num_filled += 1


def test_who_wants_no_more_batches_does_not_wait_for_those_read_ahead() -> None:
    ahead = Endless()
    batches = filled([[], ahead], lambda batch, place: count(batch, place), num_threads=2, ahead=1)
    assert next(batches) == []
    batches.close()
    assert ahead.num_filled < len(ahead)


def test_a_picture_that_fails_ends_its_batch_at_once() -> None:
    batch = Endless()

    def fill(batch: Endless, place: int) -> None:
        if place == 5:
            raise ZeroDivisionError
        count(batch, place)

    with pytest.raises(ZeroDivisionError):
        list(filled([batch], fill, num_threads=2, ahead=0))
    assert batch.num_filled < len(batch) - 1
