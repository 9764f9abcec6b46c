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
