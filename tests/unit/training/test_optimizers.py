import pytest
import torch
from torch import nn

from core.config import TrainConfig
from core.training.optimizers import make_optimizer


@pytest.mark.parametrize(("kind", "made"), [("adam", torch.optim.Adam), ("adamw", torch.optim.AdamW)])
def test_adam_and_adamw_are_torchs_own_with_the_betas_asked_for(kind, made):
    optimizer = make_optimizer(nn.Linear(4, 4), TrainConfig(optimizer_type=kind, beta_1=0.8))
    assert type(optimizer) is made
    assert optimizer.defaults["betas"] == (0.8, 0.999)


def test_muon_has_the_momentum_of_its_own_and_the_betas_of_adamw_that_were_asked_for():
    defaults = make_optimizer(nn.Linear(4, 4), TrainConfig(optimizer_type="muon", momentum=0.7, beta_1=0.8)).defaults
    assert (defaults["momentum"], defaults["betas"]) == (0.7, (0.8, 0.999))


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_sgd_looks_ahead_where_it_has_momentum(momentum):
    optimizer = make_optimizer(nn.Linear(4, 4), TrainConfig(optimizer_type="sgd", momentum=momentum))
    assert (optimizer.defaults["momentum"], optimizer.defaults["nesterov"]) == (momentum, momentum > 0)


@pytest.mark.parametrize(("settings", "groups"), [
    ({}, [(1, 0.3, 2), (1, 0.0, 3)]),
    ({"backbone_lr_factor": 0.1}, [(0.1, 0.3, 1), (0.1, 0.0, 2), (1, 0.3, 1), (1, 0.0, 1)]),
])
def test_the_order_of_the_groups_is_that_of_the_checkpoints_there_are(settings, groups):
    network = nn.Sequential(nn.BatchNorm2d(3), nn.Conv2d(3, 4, 3, bias=False), nn.Flatten(), nn.Linear(4, 2))
    found = make_optimizer(network, TrainConfig(optimizer_type="adamw", weight_decay=0.3, **settings)).param_groups
    assert [(group["lr_factor"], group["weight_decay"], len(group["params"])) for group in found] == groups


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
