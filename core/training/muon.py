"""Muon: steps of equal length in all directions of a matrix, for networks that learn from scratch.

The gradient of a layer's matrix has a few strong directions and many weak ones; averaging keeps that so, and adamw,
which looks at each number by itself, does not see it. Muon replaces the matrix of the averaged gradients by the nearest
orthogonal one, so that the weak directions learn as fast as the strong ones
(https://kellerjordan.github.io/posts/muon; the length of the steps after https://arxiv.org/abs/2502.16982).

torch.optim.Muon does the same for matrices alone, not for kernels, and multiplies in bf16 in any case, which a
processor without it emulates hundreds of times more slowly.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.conv import _ConvNd
from torch.optim import adamw

from models import freezing
from models.products import add_product, product
from models.surgery import first_convolution, head_parameters

STEPS = 5
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
"""Of the polynomial ax + bx^3 + cx^5 that, five times, brings singular values of 0.001 to 1 to about 0.7 to 1.2."""
RMS_OF_ADAM = 0.2
"""Root mean square of a step of adamw at a learning rate of 1; Muon's steps are made as long."""
EPSILON = 1e-7
MOST_ROWS = 1536
"""Shorter side of a matrix above which it is left to AdamW. The arithmetic grows with its cube: the fully connected
layers of AlexNet and VGG, with 4,096 rows, would take 38 and 2 to 5 times as much as the network itself."""
WORTH_PARTING = 128
"""Rows of half a matrix below which one multiplication is no slower than two smaller ones."""


class Muon(torch.optim.Optimizer):
    """Muon for the groups that are marked as "orthogonal", AdamW for the others.

    Args:
        groups: Parameter groups with a bool "orthogonal"; the parameters of such a group have two dimensions or more,
            of which all but the first are taken as one.
        lr: Learning rate of groups that have none.
        momentum: Share of the averaged gradient that a step keeps; with Nesterov's look ahead.
        betas: Of AdamW.
        fused: AdamW in one pass over its parameters, on devices that have it.
        dtype: What matrices are multiplied in: float32, or bfloat16, which is for devices with units for it.
    """

    def __init__(self, groups: list[dict[str, Any]], lr: float, *, momentum: float = 0.9,
                 betas: tuple[float, float] = (0.9, 0.999), fused: bool = False,
                 dtype: torch.dtype = torch.float32) -> None:
        defaults = {"lr": lr, "momentum": momentum, "betas": betas, "eps": 1e-8, "weight_decay": 0.0, "fused": fused,
                    "orthogonal": False}
        super().__init__(groups, defaults)
        self.dtype = dtype

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        """Change every parameter that has a gradient; return what the closure gave."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            learning = [parameter for parameter in group["params"] if parameter.grad is not None]
            if group["orthogonal"]:
                self._turn(learning, group)
            elif learning:
                self._adam(learning, group)
        return loss

    def _turn(self, parameters: list[Tensor], group: dict[str, Any]) -> None:
        """Make Muon's step: on the CPU in fp32 matrix by matrix, else those of one shape together."""
        keep = 1 - group["lr"] * group["weight_decay"]
        alike: dict[torch.Size, list[tuple[Tensor, Tensor]]] = defaultdict(list)
        for parameter in parameters:
            order = _order_in_memory(parameter)
            update = self._averaged(parameter, group["momentum"]).permute(order).flatten(1)
            if parameter.device.type == "cpu" and self.dtype == torch.float32:
                _turn_in_place(parameter.permute(order), update, keep, _length(update.shape, group["lr"]))
            else:
                alike[update.shape].append((parameter.permute(order), update.to(self.dtype)))
        for shape, pairs in alike.items():
            turned = orthogonal(torch.stack([update for _, update in pairs]))
            for (weights, _), direction in zip(pairs, turned, strict=True):
                weights.mul_(keep)
                weights.add_(direction.view(weights.shape), alpha=-_length(shape, group["lr"]))

    def _averaged(self, parameter: Tensor, momentum: float) -> Tensor:
        """Take the gradient into the average of those before, and return it with Nesterov's look ahead."""
        gradient = parameter.grad
        assert gradient is not None
        state = self.state[parameter]
        if not state:
            state["average"] = torch.zeros_like(parameter)
        state["average"].lerp_(gradient, 1 - momentum)
        return gradient.lerp(state["average"], momentum)

    def _adam(self, parameters: list[Tensor], group: dict[str, Any]) -> None:
        """Make AdamW's step."""
        for parameter in parameters:
            if not self.state[parameter]:
                device = parameter.device if group["fused"] else "cpu"
                self.state[parameter].update(step=torch.zeros((), device=device),
                                             exp_avg=torch.zeros_like(parameter),
                                             exp_avg_sq=torch.zeros_like(parameter))
        states = [self.state[parameter] for parameter in parameters]
        gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
        beta1, beta2 = group["betas"]
        adamw.adamw(
            parameters, gradients, [state["exp_avg"] for state in states], [state["exp_avg_sq"] for state in states],
            [], [state["step"] for state in states], fused=group["fused"], amsgrad=False, beta1=beta1, beta2=beta2,
            lr=group["lr"], weight_decay=group["weight_decay"], eps=group["eps"], maximize=False)


def orthogonal(matrices: Tensor) -> Tensor:
    """Return nearly orthogonal matrices with the singular vectors of the given ones, by a Newton-Schulz iteration.

    Args:
        matrices: float32 or bfloat16, [N, rows, columns]; it is computed in their format.

    Returns:
        The same shape and format; singular values are about 0.7 to 1.2.
    """
    if matrices.shape[1] > matrices.shape[2]:
        return orthogonal(matrices.mT).mT
    matrices = matrices / (torch.linalg.matrix_norm(matrices, keepdim=True) + EPSILON)
    return _by_matrices(matrices) if matrices.dtype == torch.bfloat16 else _by_squares(matrices)


def _length(shape: torch.Size, lr: float) -> float:
    """Return what an orthogonal matrix is multiplied by to be a step."""
    return lr * RMS_OF_ADAM * float(max(shape)) ** 0.5


def _turn_in_place(weights: Tensor, update: Tensor, keep: float, length: float) -> None:
    """Make `weights` keep * weights - length * orthogonal(update), without a copy of either.

    A processor multiplies single matrices faster than many together, and the last, largest multiplication adds its
    result to the weights.

    Args:
        weights: float32, of any dimensions; all but the first are taken as one.
        update: float32 [rows, columns], not normalised.
        keep: Share of the weights that stays.
        length: Of the step.
    """
    matrix = weights.flatten(1)
    wide = update if len(update) <= update.shape[1] else update.mT
    square = _symmetric(wide, wide.mT)
    norm = float(square.trace()) ** 0.5 + EPSILON
    total = _product(square.div_(norm**2), _symmetric)
    left, right = (total, wide) if wide is update else (update, total.mT)
    add_product(matrix, left, right, keep=keep, factor=-length / norm)
    if matrix.data_ptr() != weights.data_ptr():  # its memory is no single block
        weights.copy_(matrix.view(weights.shape))


def _by_squares(matrices: Tensor) -> Tensor:
    """Iterate on the product of a matrix with itself, in fp32.

    Its sides are the matrix' shorter one, so that the long matrices of kernels cost two large multiplications in all
    instead of two an iteration. What a number format rounds off of a square grows, though, and bf16 is too short for
    it: where a matrix has weak directions, singular values of 10 came out.
    """
    return _product(matrices @ matrices.mT, torch.matmul) @ matrices


def _product(square: Tensor, multiplied: Callable[[Tensor, Tensor], Tensor]) -> Tensor:
    """Return the product of the iteration's factors.

    Args:
        square: Of a normalised matrix, float32 [..., rows, rows].
        multiplied: Multiplies two matrices whose product is symmetric, as that of all polynomials of one square is.
    """
    a, b, c = COEFFICIENTS
    total = None
    for number in range(STEPS):
        factor = multiplied(square, square).mul_(c).add_(square, alpha=b)
        factor.diagonal(dim1=-2, dim2=-1).add_(a)
        total = factor if total is None else multiplied(factor, total)
        if number < STEPS - 1:
            square = multiplied(multiplied(factor, square), factor)
    assert total is not None
    return total


def _symmetric(left: Tensor, right: Tensor) -> Tensor:
    """Return the product of two matrices, which is symmetric, without computing its lower left quarter.

    Args:
        left: float32 [rows, columns].
        right: float32 [columns, rows].
    """
    half = len(left) // 2
    if half < WORTH_PARTING:
        return product(left, right)
    whole = left.new_empty(len(left), len(left))
    whole[:half] = product(left[:half], right)
    whole[half:, half:] = product(left[half:], right[:, half:])
    whole[half:, :half] = whole[:half, half:].mT
    return whole


def _by_matrices(matrices: Tensor) -> Tensor:
    """Iterate on the matrix itself, which bf16 stands."""
    a, b, c = COEFFICIENTS
    for _ in range(STEPS):
        square = matrices @ matrices.mT
        factor = torch.baddbmm(square, square, square, beta=b, alpha=c)
        matrices = torch.baddbmm(matrices, factor, matrices, beta=a)
    return matrices


def _order_in_memory(kernel: Tensor) -> tuple[int, ...]:
    """Return the order of the dimensions in which a kernel is one block of memory, its rows first.

    The order of a matrix' columns is nothing to Muon, and copying large kernels into another would take longer than the
    averaging.
    """
    dimensions = tuple(range(kernel.ndim))
    channels_last = kernel.ndim == 4 and kernel.is_contiguous(memory_format=torch.channels_last)
    return (0, *dimensions[2:], 1) if channels_last else dimensions


def inner_matrices(network: nn.Module) -> set[Tensor]:
    """Return the parameters that Muon is for: matrices and kernels between the first convolution and the head.

    Kernels of groups of channels, such as depthwise ones, are many small matrices and left to AdamW, as are very large
    matrices.
    """
    head = set(head_parameters(network))
    first = first_convolution(network)
    layers = [network.get_submodule(name) for name in freezing.layers_by_depth(network) if name != first]
    return {parameter for layer in layers for parameter in _matrices(layer) if parameter not in head}


def _matrices(layer: nn.Module) -> list[Tensor]:
    found: list[Tensor | None] = []
    if isinstance(layer, nn.MultiheadAttention):
        found = [layer.in_proj_weight, layer.q_proj_weight, layer.k_proj_weight, layer.v_proj_weight]
    elif isinstance(layer, nn.Linear) or (isinstance(layer, _ConvNd) and layer.groups == 1):
        found = [layer.weight]
    return [matrix for matrix in found
            if matrix is not None and 1 < min(matrix.flatten(1).shape) <= MOST_ROWS]  # fmt: skip
