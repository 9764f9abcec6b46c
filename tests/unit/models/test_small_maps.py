import copy

import pytest
import torch
from torch import nn
from torch.nn import functional

from models.fast_training import speed_up
from models.small_maps import SmallMapConvolution, weights_gradient


def random(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(0)).contiguous(memory_format=torch.channels_last)


def exchanged(convolution: nn.Conv2d) -> SmallMapConvolution:
    network = nn.Sequential(copy.deepcopy(convolution))
    speed_up(network)
    assert isinstance(network[0], SmallMapConvolution)
    return network[0]


def backward(convolution: nn.Conv2d, images: torch.Tensor) -> tuple[object, list[torch.Tensor | None]]:
    """Return what computed the gradient, and the gradients of the pictures and of the layer's parameters."""
    images = images.detach().requires_grad_()
    leaving = convolution(images)
    leaving.square().sum().backward()
    return leaving.grad_fn, [images.grad, *(parameter.grad for parameter in convolution.parameters())]


@pytest.mark.parametrize(("kernel_size", "stride", "padding", "size"), [
    (3, 1, 1, (4, 4)), (3, 2, 1, (7, 5)), (1, 1, 0, (3, 3)), (1, 2, 0, (5, 4)), (3, 1, 1, (1, 1)), (3, 1, 0, (5, 3)),
    ((3, 1), (1, 2), (1, 0), (4, 5)),
])  # fmt: skip
def test_the_weights_gradient_is_that_of_torch(kernel_size, stride, padding, size):
    convolution = nn.Conv2d(6, 10, kernel_size, stride, padding)
    images = random(3, 6, *size)
    leaving = convolution(images)
    gradient = random(*leaving.shape)
    leaving.backward(gradient)
    found = weights_gradient(gradient, images, convolution.kernel_size, convolution.stride, convolution.padding)
    torch.testing.assert_close(found, convolution.weight.grad, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("bias", [True, False])
def test_an_exchanged_convolution_of_small_maps_learns_the_same_by_a_product(bias):
    convolution = nn.Conv2d(256, 256, 3, padding=1, bias=bias).to(memory_format=torch.channels_last)
    layer, images = exchanged(convolution), random(2, 256, 4, 4)
    torch.testing.assert_close(layer(images), convolution(images))
    (usual, wanted), (ours, found) = backward(convolution, images), backward(layer, images)
    assert type(usual) is not type(ours)
    for one, other in zip(found, wanted, strict=True):
        torch.testing.assert_close(one, other, atol=1e-4, rtol=1e-4)


def test_large_maps_rounded_numbers_and_frozen_kernels_go_the_usual_way():
    convolution = nn.Conv2d(256, 256, 3, padding=1).to(memory_format=torch.channels_last)
    layer = exchanged(convolution)
    product = type(backward(layer, random(1, 256, 5, 5))[0])
    assert type(backward(layer, random(1, 256, 6, 6))[0]) is not product
    with torch.autocast("cpu", torch.bfloat16):
        assert layer(random(1, 256, 5, 5)).dtype == torch.bfloat16
    layer.weight.requires_grad_(False)
    assert type(backward(layer, random(1, 256, 5, 5))[0]) is not product


def test_pictures_without_a_gradient_get_none():
    layer = exchanged(nn.Conv2d(256, 256, 3, padding=1))
    images = random(1, 256, 3, 3)
    layer(images).sum().backward()
    assert images.grad is None
    assert layer.weight.grad is not None


@pytest.mark.parametrize("other", [
    nn.Conv2d(512, 512, 3, padding=1, groups=2), nn.Conv2d(256, 256, 3, padding=2, dilation=2),
    nn.Conv2d(256, 256, 3, padding="same"), nn.Conv2d(256, 256, 3, padding=1, padding_mode="reflect"),
    nn.Conv2d(64, 64, 3, padding=1), nn.Conv2d(256, 256, 3, padding=1).requires_grad_(False),
])  # fmt: skip
def test_other_convolutions_stay_as_they_are(other):
    network = nn.Sequential(other)
    speed_up(network)
    assert type(network[0]) is nn.Conv2d


def test_a_gradient_of_the_gradient_is_refused_not_wrong():
    layer = exchanged(nn.Conv2d(256, 256, 3, padding=1))
    images = random(1, 256, 3, 3).requires_grad_()
    (gradient,) = torch.autograd.grad(layer(images).square().sum(), images, create_graph=True)
    with pytest.raises(RuntimeError, match="once_differentiable"):
        functional.relu(gradient).sum().backward()
