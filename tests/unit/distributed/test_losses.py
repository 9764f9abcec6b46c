"""The loss of a batch that processes share, and its gradient, put together from their parts."""

import pytest
import torch

from core.distributed.processes import Processes
from core.distributed.shares import Share
from core.training.losses import ClassificationLoss, class_weights

KINDS = ["ce", "focal", "dice", "ce+focal", "ce+dice"]


class Listening(Processes):
    """Notes its parts of the sums in a first pass, and has all processes' sums in a second one."""

    def __init__(self, share: Share) -> None:
        super().__init__(share)
        self.parts: list[torch.Tensor] = []
        self.totals: list[torch.Tensor] = []

    def sum(self, tensor):
        if not self.totals:
            self.parts.append(tensor.clone())
            return tensor
        return tensor.copy_(self.totals.pop(0))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_weighted", [False, True])
@pytest.mark.parametrize("num", [7, 2])
def test_parts_make_the_whole_batch_s_loss_and_gradient(kind, is_weighted, num):
    generator = torch.Generator().manual_seed(3)
    logits = torch.randn(num, 4, generator=generator)
    labels = torch.randint(4, (num,), generator=generator)
    weights = class_weights([5, 1, 7, 2]) if is_weighted else None
    whole = logits.clone().requires_grad_()
    expected = ClassificationLoss(kind, 0.1, weights)(whole, labels)
    expected.backward()

    shares = [Share(rank, 3) for rank in range(3)]  # of two pictures, two processes have none
    groups = [Listening(share) for share in shares]
    for share, processes in zip(shares, groups, strict=True):
        ClassificationLoss(kind, 0.1, weights, processes)(share.of(logits), share.of(labels))
    totals = [sum(parts) for parts in zip(*(processes.parts for processes in groups), strict=True)]
    gradients = []
    for share, processes in zip(shares, groups, strict=True):
        processes.totals = [total.clone() for total in totals]
        part = share.of(logits).clone().requires_grad_()
        loss = ClassificationLoss(kind, 0.1, weights, processes)(part, share.of(labels))
        loss.backward()
        assert loss.item() == pytest.approx(expected.item(), rel=1e-5)
        gradients.append(part.grad)
    torch.testing.assert_close(torch.cat(gradients), whole.grad)
