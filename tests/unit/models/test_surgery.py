import copy
from collections.abc import Callable

import pytest
import torch
import torchvision
from torch import nn

from core.base.errors import ModelError
from models import create_model
from models.surgery import (
    LinearAfterDropout,
    adapt_input_channels,
    head_names,
    outputs,
    set_dropout,
)


@pytest.mark.parametrize("name", ["resnet18", "squeezenet1_1", "shufflenet_v2_x0_5"])
def test_a_gray_picture_gives_what_it_gave_as_rgb(name: str) -> None:
    rgb = create_model(name, 4).eval()
    for parameter in rgb.parameters():  # fresh biases are zeros, which nobody would miss
        if parameter.ndim == 1:
            nn.init.uniform_(parameter, 0.5, 1.5)
    rgb.requires_grad_(False)
    gray = copy.deepcopy(rgb)
    adapt_input_channels(gray, 1)
    assert not any(parameter.requires_grad for parameter in gray.parameters())
    assert not any(module.training for module in gray.modules())
    picture = torch.rand(2, 1, 32, 32)
    assert torch.allclose(gray(picture), rgb(picture.repeat(1, 3, 1, 1)), atol=1e-5)


def test_a_gray_network_becomes_one_for_rgb() -> None:
    gray = create_model("resnet18", 4, 1).eval()
    rgb = copy.deepcopy(gray)
    adapt_input_channels(rgb, 3)
    picture = torch.rand(2, 1, 32, 32)
    assert torch.allclose(gray(picture), rgb(picture.repeat(1, 3, 1, 1)), atol=1e-5)


@pytest.mark.parametrize("name", ["resnet18", "mobilenet_v3_small", "squeezenet1_1", "mnasnet0_5"])
def test_names_of_weights_do_not_depend_on_the_dropout(name: str) -> None:
    plain, dropped = create_model(name, 3), create_model(name, 3, dropout=0.9)
    assert list(plain.state_dict()) == list(dropped.state_dict())
    dropped.load_state_dict(plain.state_dict())
    picture = torch.rand(1, 3, 32, 32)
    assert torch.equal(plain.eval()(picture), dropped.eval()(picture))


def test_none_keeps_a_networks_own_dropout_and_a_number_sets_it(structure: Callable[..., nn.Module]) -> None:
    assert create_model("mobilenet_v2", 2).classifier[0].p == 0.2
    assert create_model("mobilenet_v2", 2, dropout=0.7).classifier[0].p == 0.7
    googlenet = structure("googlenet", 2, dropout=0.1)
    assert (googlenet.dropout.p, googlenet.aux1.dropout.p) == (0.1, 0.7)
    classifier = structure("vgg11", 2, dropout=0.1).classifier
    assert [layer.p for layer in classifier if isinstance(layer, nn.Dropout)] == [0.1, 0.1]


def test_an_added_dropout_drops_while_training_only() -> None:
    model = create_model("shufflenet_v2_x0_5", 2, dropout=0.5)
    assert isinstance(model.fc, LinearAfterDropout)
    features = torch.ones(64, model.fc.in_features)
    assert model.fc.train()(features).std(dim=0).min() > 0
    assert model.fc.eval()(features).std(dim=0).max() < 1e-6
    set_dropout(model, 0.0)
    assert model.fc.rate == 0.0


def test_a_network_without_a_last_layer_is_refused() -> None:
    with pytest.raises(ModelError, match="no linear or convolutional layer"):
        head_names(nn.Sequential(nn.ReLU()))
    with pytest.raises(ModelError, match="no convolution"):
        adapt_input_channels(nn.Sequential(nn.Linear(2, 2)), 1)


def test_a_network_may_name_its_last_layer() -> None:
    model = nn.Module()
    model.last, model.decoder, model.head_name = nn.Linear(2, 3), nn.Linear(2, 4), "last"
    assert head_names(model) == ["last"]


def test_what_is_no_result_of_a_network_is_refused() -> None:
    with pytest.raises(ModelError, match="must return logits"):
        outputs({"logits": 1})


def head_spread(name: str, num_classes: int) -> float:
    """Return how much more the fresh weights of the last layer spread than those of a plain nn.Linear."""
    network = create_model(name, num_classes)
    weight = network.get_submodule(head_names(network)[0]).weight
    return float(weight.detach().std()) * (3 * weight.shape[1]) ** 0.5


@pytest.mark.parametrize("name", ["efficientnet_b0", "mnasnet0_5"])
def test_fresh_heads_for_few_classes_are_no_larger_than_those_for_a_thousand(name):
    assert head_spread(name, 3) == pytest.approx(1, abs=0.01)
    assert 0.9 < head_spread(name, 1000) < 2


@pytest.mark.parametrize("name", ["resnet18", "mobilenet_v2", "mobilenet_v3_small"])
def test_fresh_heads_of_usual_size_stay_as_their_makers_drew_them(name):
    torch.manual_seed(0)
    ours = create_model(name, 3)
    torch.manual_seed(0)
    published = getattr(torchvision.models, name)(num_classes=3)
    for key, weight in published.state_dict().items():
        assert weight.equal(ours.state_dict()[key]), key
