"""Products of matrices by either library."""

import pytest
import torch

from models import products
from models.products import add_product, is_mkl_slow, product


@pytest.fixture
def by_convolution(monkeypatch: pytest.MonkeyPatch) -> list[torch.Size]:
    """Let all products be convolutions; gives the shapes of the kernels that there were."""
    seen: list[torch.Size] = []
    convolved = products._convolved

    def noting(images: torch.Tensor, kernels: torch.Tensor) -> torch.Tensor:
        seen.append(kernels.shape)
        return convolved(images, kernels)

    monkeypatch.setattr(products, "is_mkl_slow", lambda: True)
    monkeypatch.setattr(products, "WORTH_CONVOLVING", 1)
    monkeypatch.setattr(products, "_convolved", noting)
    return seen


def matrix(rows: int, columns: int, seed: int) -> torch.Tensor:
    return torch.randn(rows, columns, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize(("rows", "depth", "columns"), [(3, 5, 7), (1, 4, 1), (16, 16, 16), (2, 1, 9), (40, 300, 20)])
@pytest.mark.parametrize("turned", ["neither", "left", "right", "both", "cut"])
def test_a_convolution_multiplies(by_convolution, rows, depth, columns, turned):
    left, right = matrix(rows, depth, 1), matrix(depth, columns, 2)
    left = left.mT.contiguous().mT if turned in ("left", "both") else left
    right = right.mT.contiguous().mT if turned in ("right", "both") else right
    if turned == "cut":
        right = torch.cat([right, right], 1)[:, columns:]
    torch.testing.assert_close(product(left, right), left @ right, atol=1e-4, rtol=1e-5)
    assert len(by_convolution) == 1
    total = matrix(rows, columns, 3)
    wanted = 0.5 * total - 2 * left @ right
    add_product(total, left, right, keep=0.5, factor=-2)
    torch.testing.assert_close(total, wanted, atol=1e-4, rtol=1e-5)


def test_small_products_and_other_processors_are_left_to_torch(by_convolution, monkeypatch):
    monkeypatch.setattr(products, "WORTH_CONVOLVING", 8**3 + 1)
    product(matrix(8, 8, 0), matrix(8, 8, 1))
    monkeypatch.setattr(products, "is_mkl_slow", lambda: False)
    product(matrix(64, 64, 0), matrix(64, 64, 1))
    assert by_convolution == []


@pytest.mark.parametrize(("maker", "capability", "is_slow"), [
    ("vendor_id : AuthenticAMD", "AVX512", True), ("AMD64 Family 25, AuthenticAMD", "AVX512_VNNI", True),
    ("vendor_id : AuthenticAMD", "AVX2", False), ("vendor_id : GenuineIntel", "AVX512", False),
])  # fmt: skip
def test_mkl_is_slow_on_wide_processors_of_amd(monkeypatch, maker, capability, is_slow):
    monkeypatch.setattr(products, "_maker", lambda: maker)
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: capability)
    monkeypatch.setattr(torch.backends.mkl, "is_available", lambda: True)
    assert is_mkl_slow.__wrapped__() is is_slow
