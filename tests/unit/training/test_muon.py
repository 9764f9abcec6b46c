import copy

import pytest
import torch
from torch import nn

from core.config import TrainConfig
from core.distributed.processes import Processes
from core.training.muon import Muon, inner_matrices, orthogonal
from core.training.optimizers import MUON_FACTOR, make_optimizer, set_lr
from models import create_model


def names_of(network: nn.Module, wanted: set[nn.Parameter]) -> set[str]:
    return {name for name, parameter in network.named_parameters() if parameter in wanted}


def decomposed(shape: tuple[int, int, int], weakest: float) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return random matrices by their vectors and values, these from 1 to the weakest, evenly in their logarithm."""
    matrices = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    left, values, right = torch.linalg.svd(matrices, full_matrices=False)
    spread = weakest ** torch.linspace(0, 1, values.shape[1])
    return left, torch.diag_embed(spread.expand_as(values)), right


@pytest.mark.parametrize(("weakest", "share"), [(0.1, 0.03), (0.003, 0.1), (0.0003, 0.3)])
@pytest.mark.parametrize("shape", [(2, 24, 200), (1, 200, 24), (3, 32, 32)])
def test_bf16_does_with_weak_directions_as_fp32_does(shape, weakest, share):
    left, values, right = decomposed(shape, weakest)
    matrices = left @ values @ right
    precise = orthogonal(matrices)
    short = orthogonal(matrices.bfloat16())
    assert short.dtype == torch.bfloat16
    assert torch.linalg.svdvals(short.float()).max() < 1.3
    assert (short.float() - precise).norm() < share * precise.norm()


@pytest.mark.parametrize("shape", [(2, 8, 40), (1, 40, 8), (3, 16, 16)])
def test_orthogonal_matrices_keep_their_singular_vectors_and_lose_their_values(shape):
    left, values, right = decomposed(shape, 0.01)
    turned = orthogonal(left @ values @ right)
    assert turned.shape == shape
    inner = left.mT @ turned @ right.mT
    singular = inner.diagonal(dim1=1, dim2=2)
    assert ((singular > 0.5) & (singular < 1.25)).all()
    assert (inner - torch.diag_embed(singular)).abs().max() < 1e-3


def test_no_gradient_at_all_gives_no_step_and_no_nan():
    assert orthogonal(torch.zeros(1, 3, 5)).equal(torch.zeros(1, 3, 5))


def test_one_matrix_of_many_is_turned_as_it_is_alone():
    matrices = torch.randn(3, 8, 20, generator=torch.Generator().manual_seed(0)) * torch.tensor([1e-4, 1.0, 1e4])[
        :, None, None]
    alone = torch.cat([orthogonal(matrix[None]) for matrix in matrices])
    torch.testing.assert_close(orthogonal(matrices), alone, atol=1e-4, rtol=1e-4)


def test_what_has_no_gradient_stays_as_it_is():
    learning, idle = (nn.Parameter(torch.ones(3, 4)) for _ in range(2))
    learning.grad = torch.ones(3, 4)
    Muon([{"params": [learning, idle], "orthogonal": True, "weight_decay": 0.5}], 0.1).step()
    assert not learning.equal(torch.ones(3, 4))
    assert idle.equal(torch.ones(3, 4))


@pytest.mark.skipif(not hasattr(torch.optim, "Muon"), reason="this torch has no Muon of its own")
def test_a_matrix_goes_where_torchs_own_muon_takes_it():
    start = torch.randn(8, 32, generator=torch.Generator().manual_seed(0))
    ours, theirs = nn.Parameter(start.clone()), nn.Parameter(start.clone())
    mine = Muon([{"params": [ours], "orthogonal": True, "weight_decay": 0.1}], 0.02, momentum=0.9)
    other = torch.optim.Muon([theirs], lr=0.02, weight_decay=0.1, momentum=0.9, adjust_lr_fn="match_rms_adamw")
    for number in range(4):
        ours.grad = torch.randn(8, 32, generator=torch.Generator().manual_seed(number))
        theirs.grad = ours.grad.clone()
        mine.step()
        other.step()
    moved = (theirs - start).norm()
    assert (ours - theirs).norm() < 0.02 * moved  # theirs multiplies in bf16


def test_a_kernel_is_turned_as_the_matrix_of_its_rows_in_any_memory_layout():
    start, gradient = torch.randn(2, 6, 4, 3, 3, generator=torch.Generator().manual_seed(0))
    kernel = nn.Parameter(start.to(memory_format=torch.channels_last))
    matrix = nn.Parameter(start.flatten(1).clone())
    kernel.grad, matrix.grad = gradient.to(memory_format=torch.channels_last), gradient.flatten(1)
    for parameter in (kernel, matrix):
        Muon([{"params": [parameter], "orthogonal": True}], 0.1).step()
    torch.testing.assert_close(kernel.flatten(1), matrix, atol=1e-5, rtol=1e-5)
    assert kernel.is_contiguous(memory_format=torch.channels_last)


@pytest.mark.parametrize("shape", [(6, 40), (40, 6), (8, 8), (257, 300), (300, 257)])  # the last two are parted
@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e4])
def test_a_step_is_the_orthogonal_matrix_of_the_gradient_beside_what_decay_leaves(shape, scale):
    start, gradient = torch.randn(2, *shape, generator=torch.Generator().manual_seed(0))
    matrix = nn.Parameter(start.clone())
    matrix.grad = gradient * scale
    Muon([{"params": [matrix], "orthogonal": True, "weight_decay": 0.3}], 0.1, momentum=0.0).step()
    step = 0.1 * 0.2 * max(shape) ** 0.5 * orthogonal((gradient * scale)[None])[0]
    torch.testing.assert_close(matrix.detach(), 0.97 * start - step, atol=1e-4, rtol=1e-4)


def test_a_kernel_that_is_no_single_block_of_memory_is_turned_too():
    start, gradient = torch.randn(2, 6, 4, 3, 3, generator=torch.Generator().manual_seed(0))
    kernel, other = nn.Parameter(start.clone()), nn.Parameter(start.transpose(0, 1).contiguous().transpose(0, 1))
    assert not other.is_contiguous()
    for parameter in (kernel, other):
        parameter.grad = gradient
        Muon([{"params": [parameter], "orthogonal": True}], 0.1).step()
    assert (kernel - start).norm() > 0
    torch.testing.assert_close(other.detach(), kernel.detach(), atol=1e-5, rtol=1e-5)


def test_multiplying_in_bf16_makes_nearly_the_same_step():
    start, gradient = torch.randn(2, 6, 4, 3, 3, generator=torch.Generator().manual_seed(0))
    steps = []
    for dtype in (torch.float32, torch.bfloat16):
        kernel = nn.Parameter(start.clone())
        kernel.grad = gradient
        Muon([{"params": [kernel], "orthogonal": True}], 0.1, dtype=dtype).step()
        assert kernel.dtype == torch.float32
        steps.append(kernel.detach() - start)
    assert 0 < (steps[0] - steps[1]).norm() < 0.03 * steps[0].norm()


@pytest.mark.parametrize(("precision", "has_units", "others_lack_them", "wanted"), [
    ("bf16", True, False, torch.bfloat16),
    ("fp32", True, False, torch.float32),
    ("bf16", False, False, torch.float32),
    ("bf16", True, True, torch.float32),
])
def test_muon_multiplies_in_bf16_where_the_run_does_and_every_process_is_fast_at_it(
    monkeypatch, precision, has_units, others_lack_them, wanted
):
    class Pair(Processes):
        def any(self, *flags: bool) -> tuple[bool, ...]:
            return tuple(flag or others_lack_them for flag in flags)

    monkeypatch.setattr("core.training.optimizers.has_matrix_units", lambda device: has_units)
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 6, 3), nn.Flatten(), nn.Linear(96, 2))
    optimizer = make_optimizer(network, TrainConfig(optimizer_type="muon", lr=0.01, precision=precision), Pair())
    assert optimizer.dtype == wanted


def test_what_is_not_a_matrix_takes_adamws_steps():
    start = torch.randn(7, generator=torch.Generator().manual_seed(0))
    ours, theirs = nn.Parameter(start.clone()), nn.Parameter(start.clone())
    mine = Muon([{"params": [ours], "orthogonal": False, "weight_decay": 0.1}], 0.02)
    other = torch.optim.AdamW([theirs], lr=0.02, weight_decay=0.1)
    for number in range(3):
        ours.grad = torch.randn(7, generator=torch.Generator().manual_seed(number))
        theirs.grad = ours.grad.clone()
        mine.step()
        other.step()
    torch.testing.assert_close(ours, theirs, atol=1e-7, rtol=1e-6)


def test_the_state_survives_saving_and_goes_on_as_if_nothing_had_been():
    def optimizer_of(network: nn.Module) -> torch.optim.Optimizer:
        return make_optimizer(network, TrainConfig(optimizer_type="muon", lr=0.01))

    def learn(network: nn.Module, optimizer: torch.optim.Optimizer, seed: int) -> None:
        pictures = torch.randn(4, 3, 8, 8, generator=torch.Generator().manual_seed(seed))
        optimizer.zero_grad()
        network(pictures).square().mean().backward()
        optimizer.step()

    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 6, 3), nn.BatchNorm2d(6), nn.Flatten(), nn.Linear(96, 2))
    optimizer = optimizer_of(network)
    learn(network, optimizer, 0)
    other = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 6, 3), nn.BatchNorm2d(6), nn.Flatten(), nn.Linear(96, 2))
    other.load_state_dict(network.state_dict())
    resumed = optimizer_of(other)
    resumed.load_state_dict(copy.deepcopy(optimizer.state_dict()))
    learn(network, optimizer, 1)
    learn(other, resumed, 1)
    for left, right in zip(network.parameters(), other.parameters(), strict=True):
        assert left.equal(right)


def test_muon_is_for_the_matrices_between_the_first_layer_and_the_logits():
    with torch.device("meta"):
        resnet = create_model("resnet18", 3, 3, None, (32, 32))
        mobile = create_model("mobilenet_v2", 3, 3, None, (32, 32))
        transformer = create_model("vit_b_16", 3, 3, None, (224, 224))
    matrices = {name for name, parameter in resnet.named_parameters() if parameter.ndim == 4}
    assert names_of(resnet, inner_matrices(resnet)) == matrices - {"conv1.weight"}
    found = names_of(mobile, inner_matrices(mobile))
    assert "features.2.conv.0.0.weight" in found
    assert "features.2.conv.1.0.weight" not in found, "depthwise"
    assert not any(name.startswith("classifier") for name in found)
    found = names_of(transformer, inner_matrices(transformer))
    assert "encoder.layers.encoder_layer_0.self_attention.in_proj_weight" in found
    assert "encoder.layers.encoder_layer_0.mlp.0.weight" in found
    assert not {"conv_proj.weight", "encoder.pos_embedding", "heads.head.weight"} & found


def test_matrices_that_would_take_longer_than_the_network_are_left_to_adamw():
    with torch.device("meta"):
        network = create_model("alexnet", 3)
    found = names_of(network, inner_matrices(network))
    assert found == {f"features.{number}.weight" for number in (3, 6, 8, 10)}


def test_matrices_take_larger_steps_than_what_is_left_to_adamw():
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 6, 3), nn.Flatten(), nn.Linear(96, 2))
    optimizer = make_optimizer(network, TrainConfig(optimizer_type="muon", lr=0.01, backbone_lr_factor=0.5))
    set_lr(optimizer, 0.02)
    rates = {tuple(item.shape): group["lr"] for group in optimizer.param_groups for item in group["params"]}
    assert rates[(6, 4, 3, 3)] == pytest.approx(0.01 * MUON_FACTOR)
    assert rates[(4, 3, 3, 3)] == pytest.approx(0.01)
    assert rates[(2, 96)] == pytest.approx(0.02)
