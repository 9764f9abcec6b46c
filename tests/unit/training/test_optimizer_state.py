"""What a checkpoint keeps of an optimizer, and what is no such thing."""

import copy
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import nn

from core.base.errors import ModelFileError
from core.base.types import Resize
from core.config import TrainConfig
from core.data.loader import Batch
from core.data.preprocess import Preprocess
from core.plain_values import plain
from core.training.losses import ClassificationLoss
from core.training.step import Place, TrainingStep

KINDS = ("sgd", "adam", "adamw", "muon")
CONFIG = TrainConfig(batch_size=4, lr=0.01, weight_decay=0.1, precision="fp32")


def step_of(config: TrainConfig) -> TrainingStep:
    torch.manual_seed(3)
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Conv2d(4, 4, 3), nn.Flatten(), nn.Linear(64, 3))
    network = network.to(memory_format=torch.channels_last)
    step = TrainingStep(config, network, ClassificationLoss("ce", 0.1),
                        Preprocess((8, 8), Resize.CROP, 3, (0.5,) * 3, (0.2,) * 3), torch.device("cpu"))  # fmt: skip
    step.network.train()
    return step


def train(step: TrainingStep, numbers: range) -> None:
    for number in numbers:
        source = torch.Generator().manual_seed(number)
        pictures = torch.randint(0, 256, (4, 8, 8, 3), dtype=torch.uint8, generator=source)
        batch = Batch(pictures, torch.tensor([0, 1, 2, 1]), (0, 1, 2, 3), ("a", "b", "c", "d"), 4)
        step.train(batch, 0.01, Place(1, number, number))


def trained(kind: str) -> tuple[TrainingStep, dict[str, Any]]:
    """Return a step after two batches, and its state as a checkpoint has it."""
    step = step_of(replace(CONFIG, optimizer_type=kind))
    train(step, range(2))
    return step, copy.deepcopy(plain(step.state()))


def gone_on(step: TrainingStep, state: dict[str, Any]) -> TrainingStep:
    """Return a step of the same weights that took over a checkpoint's state."""
    other = step_of(step.config)
    other.network.load_state_dict(step.weights())
    other.restore(state)
    return other


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", [torch.channels_last, torch.contiguous_format])
def test_a_training_goes_on_as_if_unbroken_however_the_state_lay_in_memory(kind, layout):
    step, state = trained(kind)
    for values in state["optimizer"]["state"].values():
        values |= {name: value.contiguous(memory_format=layout) for name, value in values.items() if value.dim() == 4}
    other = gone_on(step, state)
    for one in (step, other):
        train(one, range(2, 5))
    assert all(torch.equal(value, other.weights()[name]) for name, value in step.weights().items())


def entry(values: dict[str, Any]) -> str:
    return next(name for name, value in values.items() if value.dim())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damaged", [
    lambda value: torch.zeros(3), lambda value: value[:1], lambda value: "text", lambda value: [0.0],
    lambda value: torch.zeros(value.numel() + 1), lambda value: torch.zeros(()),
])  # fmt: skip
def test_a_state_that_does_not_fit_the_weights_is_a_sentence_and_never_reaches_a_step(kind, damaged):
    step, state = trained(kind)
    values = state["optimizer"]["state"][0]
    values[entry(values)] = damaged(values[entry(values)])
    with pytest.raises(ModelFileError, match="optimizer does not fit its network"):
        gone_on(step, state)


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_whose_values_share_memory_gets_memory_of_its_own(kind):
    step, state = trained(kind)
    values = state["optimizer"]["state"][0]
    values[entry(values)] = torch.zeros(()).expand(values[entry(values)].shape)  # four bytes for all of them
    other = gone_on(step, state)
    kept = other.optimizer.state_dict()["state"][0][entry(values)]
    assert kept.untyped_storage().nbytes() >= kept.numel() * kept.element_size()
    train(other, range(2, 4))


@pytest.mark.parametrize("is_there", [True, False])
def test_a_state_that_lacks_a_part_is_a_sentence(is_there):
    step, state = trained("adamw")
    values = state["optimizer"]["state"][0]
    del values["exp_avg_sq"]
    if is_there:
        values["exp_avg_sq"] = None
    with pytest.raises(ModelFileError, match="optimizer does not fit its network"):
        gone_on(step, state)


@pytest.mark.parametrize(("kind", "part"), [
    ("adam", "step"), ("adam", "exp_avg"), ("adamw", "exp_avg_sq"), ("muon", "average"), ("muon", "exp_avg_sq"),
])  # fmt: skip
def test_a_state_that_lacks_the_same_part_of_all_weights_is_a_sentence(kind, part):
    step, state = trained(kind)
    for values in state["optimizer"]["state"].values():
        values.pop(part, None)
    with pytest.raises(ModelFileError, match="optimizer does not fit its network"):
        gone_on(step, state)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("values", [{}, {"momentum_buffer": None}])
def test_momenta_that_are_not_there_yet_begin_anew(momentum, values):
    step = step_of(replace(CONFIG, optimizer_type="sgd", momentum=momentum))
    state = plain(step.state())
    numbers = [number for group in state["optimizer"]["param_groups"] for number in group["params"]]
    other = gone_on(step, {**state, "optimizer": {**state["optimizer"], "state": dict.fromkeys(numbers, values)}})
    for one in (step, other):
        train(one, range(2))
    assert all(torch.equal(value, other.weights()[name]) for name, value in step.weights().items())


@pytest.mark.parametrize("kind", KINDS)
def test_a_weight_of_which_nothing_is_kept_begins_anew(kind):
    step, state = trained(kind)
    del state["optimizer"]["state"][0]
    train(gone_on(step, state), range(2, 4))


@pytest.mark.parametrize("change", [
    {"lr": "fast"}, {"lr": None}, {"weight_decay": float("nan")}, {"betas": [0.9]}, {"params": [7]}, {"lr": True},
])  # fmt: skip
def test_groups_that_were_damaged_are_a_sentence(change):
    step, state = trained("adamw")
    state["optimizer"]["param_groups"][0] |= change
    with pytest.raises(ModelFileError, match="optimizer does not fit its network"):
        gone_on(step, state)


def test_how_a_step_is_computed_is_this_machines_affair():
    step, state = trained("adamw")
    for group in state["optimizer"]["param_groups"]:
        group |= {"fused": False, "capturable": True, "foreach": True, "weight_decay": 0.25}
    found = gone_on(step, state).optimizer.param_groups
    assert [(group["fused"], group["capturable"], group["foreach"]) for group in found] == [(True, False, None)] * 2
    assert {group["weight_decay"] for group in found} == {0.25}
