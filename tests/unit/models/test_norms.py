import pytest
import torch
from torch import nn

from models import create_model, norms


def momenta(network: nn.Module) -> set[float]:
    return {module.momentum for module in network.modules() if isinstance(module, nn.BatchNorm2d)}


@pytest.mark.parametrize("model", ["mobilenet_v3_small", "mnasnet0_5", "resnet18"])
def test_running_means_follow_at_least_as_fast_as_torchs_own(model):
    with torch.device("meta"):
        network = create_model(model, 3)
    norms.follow(network)
    assert momenta(network) == {0.1}


def test_faster_ones_and_plain_averages_stay():
    network = nn.Sequential(nn.BatchNorm2d(1, momentum=0.5), nn.BatchNorm2d(1, momentum=None))
    norms.follow(network)
    assert momenta(network) == {0.5, None}


@pytest.mark.parametrize(("model", "there"), [
    ("alexnet", False), ("squeezenet1_1", False), ("vgg11", False), ("vgg11_bn", True), ("resnet18", True),
    ("vit_b_16", True), ("convnext_tiny", True),
])  # fmt: skip
def test_norm_layers_of_all_kinds_are_known(model, there):
    with torch.device("meta"):
        assert norms.has_norms(create_model(model, 3)) == there
