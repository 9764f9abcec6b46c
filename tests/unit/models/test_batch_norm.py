import pytest
import torch
from torch import nn

from models import batch_norm, create_model


def momenta(network: nn.Module) -> set[float]:
    return {module.momentum for module in network.modules() if isinstance(module, nn.BatchNorm2d)}


@pytest.mark.parametrize("model", ["mobilenet_v3_small", "mnasnet0_5", "resnet18"])
def test_running_means_follow_at_least_as_fast_as_torchs_own(model):
    with torch.device("meta"):
        network = create_model(model, 3)
    batch_norm.follow(network)
    assert momenta(network) == {0.1}


def test_faster_ones_and_plain_averages_stay():
    network = nn.Sequential(nn.BatchNorm2d(1, momentum=0.5), nn.BatchNorm2d(1, momentum=None))
    batch_norm.follow(network)
    assert momenta(network) == {0.5, None}
