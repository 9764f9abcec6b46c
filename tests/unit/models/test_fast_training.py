import copy

import pytest
import torch
from torch import nn

from models import create_model, freezing
from models.fast_training import StridedDepthwise, speed_up


def exchanged(network: nn.Module) -> nn.Module:
    other = copy.deepcopy(network)
    speed_up(other)
    return other


def gradients(network: nn.Module, pictures: torch.Tensor, *, in_bf16: bool = False) -> dict[str, torch.Tensor]:
    network.zero_grad()
    with torch.random.fork_rng(), torch.autocast("cpu", torch.bfloat16, enabled=in_bf16):
        torch.manual_seed(0)
        logits = network(pictures)
    logits.float().square().mean().backward()
    return {name: parameter.grad.clone() for name, parameter in network.named_parameters()}


@pytest.fixture(scope="module")
def pictures() -> torch.Tensor:
    return torch.randn(4, 3, 64, 64, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("name", ["mobilenet_v2", "mobilenet_v3_small", "efficientnet_b0", "mnasnet0_5"])
def test_the_exchanged_network_learns_the_same_and_keeps_its_weights_names(name, pictures):
    torch.manual_seed(0)
    network = create_model(name, 3).train()
    other = exchanged(network)
    assert list(other.state_dict()) == list(network.state_dict())
    wanted, found = gradients(network, pictures), gradients(other, pictures)
    for key, gradient in wanted.items():
        torch.testing.assert_close(found[key], gradient, atol=1e-6, rtol=1e-4)


def test_strided_depthwise_convolutions_stay_in_fp32_where_autocast_would_make_them_bf16():
    torch.manual_seed(0)
    usual = nn.Conv2d(8, 8, 3, stride=2, padding=1, groups=8)
    layer = exchanged(nn.Sequential(usual))[0]
    images = torch.randn(2, 8, 9, 9)
    with torch.autocast("cpu", torch.bfloat16):
        assert usual(images).dtype == torch.bfloat16
        assert layer(images).dtype == torch.float32
        with torch.no_grad():
            assert layer(images).dtype == torch.bfloat16, "nobody wants its gradient"
    assert layer(images).equal(usual(images))
    with torch.autocast("cpu", torch.bfloat16):
        rounded = layer(images.bfloat16())
    assert rounded.equal(usual(images.bfloat16().float())), "computed in fp32, not only turned into it"


def test_only_strided_depthwise_convolutions_that_learn_are_exchanged():
    network = create_model("mobilenet_v2", 3)
    freezing.train_layers_from_top(network, 40)
    speed_up(network)
    kinds = {name: type(module) for name, module in network.named_modules() if isinstance(module, nn.Conv2d)}
    learns = {name for name, module in network.named_modules()
              if isinstance(module, nn.Conv2d) and module.weight.requires_grad}
    strided = {"features.2.conv.1.0", "features.4.conv.1.0", "features.7.conv.1.0", "features.14.conv.1.0"}
    assert strided & learns == {"features.14.conv.1.0"}
    assert {name for name, kind in kinds.items() if kind is StridedDepthwise} == strided & learns


class Standardized(nn.Conv2d):
    """A convolution that computes something else, as those of other libraries do."""

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return super().forward(images - images.mean())


def test_convolutions_that_compute_in_their_own_way_stay_as_they_are():
    network = nn.Sequential(Standardized(8, 8, 3, stride=2, groups=8), Standardized(256, 256, 3, padding=1),
                            nn.Conv2d(1, 8, 3, stride=2))  # fmt: skip
    speed_up(network)
    assert [type(layer) for layer in network] == [Standardized, Standardized, nn.Conv2d]


def test_activations_whose_gradient_needs_what_went_in_do_not_copy_it_first():
    kinds = (nn.ReLU, nn.ReLU6, nn.Hardswish, nn.SiLU, nn.Mish)
    network = nn.Sequential(*(kind(inplace=True) for kind in kinds))
    speed_up(network)
    assert [layer.inplace for layer in network] == [True, False, False, False, False]


def test_a_copy_of_an_exchanged_network_has_weights_of_its_own():
    network = nn.Sequential(nn.Conv2d(4, 4, 3, stride=2, groups=4))
    speed_up(network)
    other = copy.deepcopy(network)
    with torch.no_grad():
        other[0].weight.zero_()
        other[0].bias.zero_()
    images = torch.randn(1, 4, 8, 8)
    assert not other(images).any()
    assert network(images).any()
