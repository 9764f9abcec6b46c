import threading

import pytest
import torch

from core.inference.fast import (
    ACTIVATION_FUNCTIONS,
    ACTIVATION_MODULES,
    FusedConvolution,
    folded,
    has_fused_convolutions,
    with_exact_head,
    with_fused_convolutions,
)
from core.inference.scorer import possible_difference
from models import create_model

# Between them: shortcuts with and without a convolution, relu6, hardswish with squeeze and excitation, silu,
# functional relu, concatenation, activations before convolutions, channel shuffles.
NETWORKS = ["resnet18", "mobilenet_v2", "mobilenet_v3_small", "efficientnet_b0", "googlenet", "shufflenet_v2_x1_0"]


def network_and_images(name):
    torch.manual_seed(0)
    network = create_model(name, 5).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 2)
    return network, torch.randn(2, 3, 64, 64).contiguous(memory_format=torch.channels_last)


@pytest.mark.parametrize("name", NETWORKS)
def test_rewritten_networks_compute_the_same(name):
    network, images = network_and_images(name)
    with torch.inference_mode():
        expected = network(images)
        scale = expected.abs().max()
        rewritten = folded(network)
        assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in rewritten.modules())
        assert float((rewritten(images) - expected).abs().max() / scale) < 1e-4
        if has_fused_convolutions():
            fused = with_fused_convolutions(rewritten)
            assert sum(isinstance(module, FusedConvolution) for module in fused.modules()) > 15
            assert not any(isinstance(module, torch.nn.Conv2d) for module in fused.modules())  # or memory holds both
            assert float((fused(images) - expected).abs().max() / scale) < 1e-4
            assert float((fused(images[:1]) - expected[:1]).abs().max() / scale) < 1e-4
        torch.testing.assert_close(network(images), expected)  # the plain network is left as it was


def test_shortcuts_are_part_of_the_convolution():
    if not has_fused_convolutions():
        pytest.skip("this torch has no fused convolutions")
    network, _ = network_and_images("resnet18")
    fused = with_fused_convolutions(folded(network))
    assert sum(node.op == "call_module" and len(node.args) == 2 for node in fused.graph.nodes) == 8


class Odd(torch.nn.Module):
    """Does behind a convolution what only looks like a shortcut or an activation of its own."""

    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Conv2d(4, 4, 3, padding=1)
        self.mirrored = torch.nn.Conv2d(4, 4, 3, padding=1, padding_mode="reflect")

    def forward(self, images):
        images = torch.add(self.layer(images), images, alpha=2)
        images = torch.nn.functional.silu(self.layer(images) + images)
        images = self.layer(self.mirrored(images)) + 0.5
        twice = self.layer(images)
        images = torch.relu(twice) + twice
        itself = self.layer(images)
        return itself + itself


def test_what_only_looks_like_a_shortcut_or_an_activation_is_computed_as_it_is():
    torch.manual_seed(0)
    network, images = Odd().eval(), torch.randn(2, 4, 8, 8).contiguous(memory_format=torch.channels_last)
    with torch.inference_mode():
        expected = network(images)
        rewritten = folded(network)
        torch.testing.assert_close(rewritten(images), expected)
        if has_fused_convolutions():
            torch.testing.assert_close(with_fused_convolutions(rewritten)(images), expected, atol=1e-4, rtol=1e-4)


class Activated(torch.nn.Module):
    def __init__(self, activation):
        super().__init__()
        self.layer, self.activation = torch.nn.Conv2d(4, 4, 3), activation

    def forward(self, images):
        return self.activation(self.layer(images))


@pytest.mark.parametrize("activation", [*ACTIVATION_FUNCTIONS, *(kind() for kind in ACTIVATION_MODULES)])
def test_activations_are_the_same_within_the_convolution_far_from_zero_too(activation):
    if not has_fused_convolutions():
        pytest.skip("this torch has no fused convolutions")
    torch.manual_seed(0)
    network, images = Activated(activation).eval(), 20 * torch.randn(2, 4, 8, 8)
    with torch.inference_mode():
        fused = with_fused_convolutions(folded(network))
        assert [node.op for node in fused.graph.nodes].count("call_module") == 1
        torch.testing.assert_close(fused(images), network(images), atol=1e-4, rtol=1e-4)


def test_the_last_layer_keeps_its_precision():
    network, images = network_and_images("resnet18")
    rounded = with_exact_head(folded(network), torch.bfloat16)
    with torch.inference_mode():
        result = rounded(images.bfloat16())
    assert result.dtype is torch.float32
    assert {parameter.dtype for parameter in rounded.parameters()} == {torch.float32, torch.bfloat16}


def test_a_head_with_dropout_keeps_its_precision_too():
    network = create_model("resnet18", 5, dropout=0.3).eval()
    rounded = with_exact_head(folded(network), torch.bfloat16)
    with torch.inference_mode():
        assert rounded(torch.zeros(1, 3, 64, 64).bfloat16()).dtype is torch.float32


def test_possible_difference_sees_errors_that_sure_scores_hide():
    sure = torch.tensor([[9.0, -9.0]])
    assert possible_difference(sure + torch.tensor([[0.2, 0.0]]), sure) == pytest.approx(0.05, abs=1e-6)
    assert possible_difference(sure + 3, sure) == pytest.approx(0, abs=1e-6)
    even = torch.zeros(1, 2)
    assert possible_difference(even + torch.tensor([[0.08, 0.0]]), even) == pytest.approx(0.02, abs=1e-3)
    assert not possible_difference(torch.full((1, 2), float("nan")), even) <= 1


class Waiting(torch.nn.Module):
    """Stands still in the middle of being traced, until it may go on."""

    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(3, 3)
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def __deepcopy__(self, memo):
        return self

    def forward(self, images):
        self.begun.set()
        assert self.may_go_on.wait(30)
        return self.layer(images)


def test_networks_of_other_threads_compute_while_one_is_rewritten():
    """As when pictures are predicted while a network is trained."""
    other, images = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU()), torch.ones(2, 3)
    expected = other(images)
    waiting, rewritten = Waiting().eval(), []
    thread = threading.Thread(target=lambda: rewritten.append(folded(waiting)))
    thread.start()
    try:
        assert waiting.begun.wait(30)
        result = other(images)
        result.sum().backward()
    finally:
        waiting.may_go_on.set()
        thread.join()
    assert torch.equal(result, expected)
    assert torch.equal(rewritten[0](images), waiting.layer(images))


def test_two_networks_are_rewritten_one_after_the_other():
    called = torch.nn.Module.__call__
    first, second, rewritten = Waiting().eval(), Waiting().eval(), []
    second.may_go_on.set()
    threads = [threading.Thread(target=lambda network=network: rewritten.append(folded(network)))
               for network in (first, second)]  # fmt: skip
    threads[0].start()
    assert first.begun.wait(30)
    threads[1].start()
    assert not second.begun.wait(0.3)
    first.may_go_on.set()
    for thread in threads:
        thread.join()
    assert len(rewritten) == 2
    assert torch.nn.Module.__call__ is called
