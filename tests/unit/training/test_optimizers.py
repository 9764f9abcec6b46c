import pytest
import torch
from torch import nn

from core.config import TrainConfig
from core.training.optimizers import make_optimizer


def stepped(precision: str, gradients: list[float]) -> tuple[nn.Linear, torch.optim.Optimizer]:
    """Return a network and what trained it with these gradients, as a scaler of fp16 would step where one overflows."""
    network = nn.Linear(4, 4)
    config = TrainConfig(optimizer_type="sgd", lr=0.1, momentum=0.9, weight_decay=0.0, precision=precision)
    optimizer = make_optimizer(network, config)
    for value in gradients:
        for parameter in network.parameters():
            parameter.grad = torch.full_like(parameter, value)
        optimizer.grad_scale, optimizer.found_inf = None, torch.tensor(float(value == float("inf")))
        optimizer.step()
    return network, optimizer


def test_a_first_step_of_sgd_that_overflows_leaves_momenta_of_zero():
    torch.manual_seed(0)
    before = nn.Linear(4, 4)
    torch.manual_seed(0)
    network, optimizer = stepped("fp16", [float("inf")])
    for one, other in zip(network.parameters(), before.parameters(), strict=True):
        assert one.equal(other)
        assert not optimizer.state[one]["momentum_buffer"].any()


@pytest.mark.parametrize("gradients", [[0.5], [0.5, -0.25, 1.0]])
def test_momenta_that_begin_at_zero_are_those_that_begin_with_the_first_gradient(gradients):
    results = []
    for precision in ("fp16", "fp32"):
        torch.manual_seed(0)
        results.append(list(stepped(precision, gradients)[0].parameters()))
    for one, other in zip(*results, strict=True):
        assert one.equal(other)
