import os
import sys
import types
from collections.abc import Callable

import pytest
import torch
from torch import nn

from core.base.errors import DependencyError, ModelError
from models import MODEL_CLASSES, create_model, factory
from models.registry import ModelSpec, takes_shape
from models.surgery import adapt_input_channels, first_convolution, head_names, outputs

Structure = Callable[..., nn.Module]
FULL_TESTS = bool(os.environ.get("CLASSWISE_FULL_TESTS"))
full = pytest.mark.skipif(not FULL_TESTS, reason="CLASSWISE_FULL_TESTS is not set")

BACKWARD_GFLOPS = 2  # without CLASSWISE_FULL_TESTS: the deepest of a family differ from its others in depth alone
LEARNERS = ["mobilenet_v3_small", "resnet18", "shufflenet_v2_x0_5", "squeezenet1_1"]
LARGE_LEARNERS = ["regnet_x_400mf", "mnasnet0_5", "mobilenet_v2", "efficientnet_b0", "efficientnet_v2_s",
                  "convnext_tiny", "densenet121", "swin_t", "swin_v2_t", "resnext50_32x4d", "vit_b_32", "googlenet"]


def smallest_shape(name: str) -> tuple[int, int]:
    spec = MODEL_CLASSES[name]
    side = max(spec.min_size, 16 // spec.size_multiple * spec.size_multiple)
    return side, side


@pytest.mark.parametrize("name", MODEL_CLASSES)
def test_every_network_takes_three_channels_and_one_and_gives_gradients(name: str, structure: Structure) -> None:
    shape = smallest_shape(name)
    model = structure(name, 5, 3, 0.3, shape)
    assert model.get_submodule(first_convolution(model) or "").weight.shape[1] == 3
    assert [model.get_submodule(head).weight.shape[0] for head in head_names(model)] == [5] * len(head_names(model))
    adapt_input_channels(model, 1)
    results = outputs(model(torch.empty(2, 1, *shape, device="meta")))
    logits = [results[0], *results[1]]
    assert [item.shape for item in logits] == [(2, 5)] * len(head_names(model))
    if MODEL_CLASSES[name].gflops > BACKWARD_GFLOPS and not FULL_TESTS:
        return
    torch.cat(logits).sum().backward()
    assert [name for name, parameter in model.named_parameters() if parameter.grad is None] == []


def learns(name: str) -> None:
    torch.manual_seed(0)
    shape = smallest_shape(name)
    model = create_model(name, 3, 1, input_shape=shape)
    logits, auxiliary = outputs(model(torch.randn(2, 1, *shape)))
    losses = [nn.functional.cross_entropy(item, torch.tensor([0, 2])) for item in (logits, *auxiliary)]
    torch.stack(losses).sum().backward()
    assert torch.isfinite(logits).all()
    assert all(parameter.grad is not None and torch.isfinite(parameter.grad).all() for parameter in model.parameters())


@pytest.mark.parametrize("name", LEARNERS)
def test_a_small_network_learns(name: str) -> None:
    learns(name)


@pytest.mark.slow
@full
@pytest.mark.parametrize("name", LARGE_LEARNERS)
def test_a_large_network_learns(name: str) -> None:
    learns(name)


@pytest.mark.parametrize("name", ["alexnet", "vgg11", "vgg11_bn", "squeezenet1_0", "convnext_tiny",
                                  "swin_t", "googlenet", "densenet121", "inception_v3"])
def test_the_smallest_shape_is_the_smallest(name: str, structure: Structure) -> None:
    spec = MODEL_CLASSES[name]
    model = structure(name, 5)
    for shape in ((spec.min_size - 1, spec.min_size), (spec.min_size, spec.min_size - 1)):
        assert refuses(name, model, shape)


def refuses(name: str, model: torch.nn.Module, shape: tuple[int, int]) -> bool:
    try:
        model(torch.empty(2, 3, *shape, device="meta"))
    except (RuntimeError, ValueError):
        return True
    # torch 2.11's operators on "meta" let a kernel be larger than its picture; on the CPU none does.
    try:
        create_model(name, 5)(torch.zeros(2, 3, *shape))
    except (RuntimeError, ValueError):
        return True
    return False


@pytest.mark.parametrize("shape", [(32, 32), (64, 64), (224, 224), (97, 225)])
@pytest.mark.parametrize("name", ["alexnet", "vgg11", "convnext_tiny", "swin_t", "swin_v2_t", "googlenet",
                                  "inception_v3", "vit_b_16", "vit_h_14", "maxvit_t", "squeezenet1_0"])
def test_shapes_are_taken_as_the_registry_says(name: str, shape: tuple[int, int], structure: Structure) -> None:
    if not takes_shape(name, shape):
        with pytest.raises(ModelError, match="Choose"):
            create_model(name, 5, input_shape=shape)
        return
    model = structure(name, 5, input_shape=shape)
    assert outputs(model(torch.empty(2, 3, *shape, device="meta")))[0].shape == (2, 5)


def test_auxiliary_heads_are_there_and_the_input_is_left_as_it_is(structure: Structure) -> None:
    for name, count in (("googlenet", 2), ("inception_v3", 1)):
        model = structure(name, 4)
        assert len(head_names(model)) == 1 + count
        assert model.transform_input is False


def test_weights_come_from_the_global_generator() -> None:
    states = []
    for seed in (1, 1, 2):
        torch.manual_seed(seed)
        states.append(create_model("mobilenet_v3_small", 3, 1, 0.1).state_dict()["features.0.0.weight"])
    assert torch.equal(states[0], states[1])
    assert not torch.equal(states[0], states[2])


@pytest.mark.parametrize(("arguments", "text"), [
    (("resnet18", 0), "at least one class"), (("resnet18", 2, 4), "1 or 3 channels"), (("resnet19", 2), "resnet18"),
    (("resnet18", 2, 3, 1.0), "below 1"), (("vit_b_16", 2, 3, None, (30, 30)), "multiples of 16")])
def test_arguments_out_of_range_get_a_sentence(arguments: tuple[object, ...], text: str) -> None:
    with pytest.raises(ModelError, match=text):
        create_model(*arguments)  # type: ignore[arg-type]


def test_a_network_that_this_torchvision_lacks_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODEL_CLASSES, "resnet9000", ModelSpec("torchvision.models:resnet9000"))
    with pytest.raises(DependencyError, match="needs a newer torchvision"):
        create_model("resnet9000", 2)


@pytest.mark.parametrize("error", [
    RuntimeError("operator torchvision::nms does not exist"),
    AttributeError("module 'torch.library' has no attribute 'register_fake'")])
def test_a_torchvision_that_does_not_match_gets_a_sentence(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(name: str) -> None:
        raise error

    monkeypatch.setattr(factory.importlib, "import_module", fail)
    with pytest.raises(DependencyError, match="does not go with torch"):
        create_model("resnet18", 2)


class OwnNetwork(nn.Sequential):
    def __init__(self, num_classes: int, in_channels: int = 3) -> None:
        super().__init__(nn.Flatten(), nn.LazyLinear(8), nn.ReLU(), nn.Linear(8, num_classes))
        self.in_channels = in_channels


def test_a_network_of_ones_own_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("own_networks")
    module.OwnNetwork = OwnNetwork  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "own_networks", module)
    monkeypatch.setitem(MODEL_CLASSES, "own", ModelSpec("own_networks:OwnNetwork"))
    model = create_model("own", 2, 1, dropout=0.5)
    assert model.in_channels == 1
    assert model(torch.zeros(2, 1, 4, 4)).shape == (2, 2)
    monkeypatch.setitem(MODEL_CLASSES, "gone", ModelSpec("own_networks:Gone"))
    with pytest.raises(ModelError, match="has no 'Gone'"):
        create_model("gone", 2)
    monkeypatch.setitem(MODEL_CLASSES, "lost", ModelSpec("no_such_module:Lost"))
    with pytest.raises(ModelError, match="no_such_module"):
        create_model("lost", 2)
