"""A step of muon on a CPU in fp32 over the same with the iteration as it was published, and by MKL; bf16 beside it."""

from unittest.mock import patch

import torch

from core.devices import MEMORY_LAYOUT
from core.training import muon
from core.training.muon import Muon, inner_matrices
from models import create_model
from tests.benchmarks.measuring import Measured, Options, Row, in_turns, medians, ratio, seconds_of

TITLE = "A step of muon by squares, in fp32, over one by the matrices themselves (steps/s)"
LR = 1e-9  # so that the weights stay


def measure(options: Options) -> list[Row]:
    """Measure in turns, after a warm-up of each side."""
    rows = []
    for model in options.models("resnet18"):
        step = _step(model, torch.float32)
        sides = [step, _published(model), _step(model, torch.bfloat16), _by_mkl(step)]
        in_turns(1, *sides)
        ours, published, bf16, by_mkl = in_turns(options.num_pairs, *sides)
        rows.append(Row(model, ratio(ours, published), details=medians(ours=ours, published=published, bf16=bf16)))
        rows.append(Row(f"{model}, products by the quicker library over MKL", ratio(ours, by_mkl),
                        details=medians(ours=ours, by_MKL=by_mkl)))
    return rows


def _step(model: str, dtype: torch.dtype) -> Measured:
    matrices = _matrices(model)
    optimizer = Muon([{"params": matrices, "orthogonal": True, "weight_decay": 0.1}], LR, dtype=dtype)
    return lambda: 1 / seconds_of(optimizer.step)


def _by_mkl(step: Measured) -> Measured:
    def measured() -> float:
        with patch("models.products.is_mkl_slow", return_value=False):
            return step()

    return measured


def _published(model: str) -> Measured:
    """The averaging is left out on this side: it is the same on both."""
    matrices = _matrices(model)

    @torch.no_grad()
    def step() -> None:
        for matrix in matrices:
            assert matrix.grad is not None
            wide = matrix.grad.flatten(1)
            wide = wide.mT if len(wide) > wide.shape[1] else wide
            direction = muon._by_matrices((wide / wide.norm())[None])[0]
            turned = direction if len(matrix) == len(direction) else direction.mT
            matrix.mul_(1 - LR).sub_(turned.reshape(matrix.shape), alpha=LR)

    return lambda: 1 / seconds_of(step)


def _matrices(model: str) -> list[torch.Tensor]:
    torch.manual_seed(0)
    network = create_model(model, 5).to(memory_format=MEMORY_LAYOUT)
    matrices = sorted(inner_matrices(network), key=lambda matrix: matrix.shape)
    for matrix in matrices:
        matrix.grad = torch.randn_like(matrix)
    return matrices
