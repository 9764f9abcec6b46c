"""Sums over an epoch's training batches, kept on the device so that no step waits for them."""

import torch
from torch import Tensor

Numbers = tuple[float, float, float, float]


class RunningSums:
    """Loss times weight, weight, right pictures and pictures, of the epoch in work.

    Kept in float64 (float32 on MPS, which has no other), so that a checkpoint holds them exactly.
    """

    def __init__(self, device: torch.device, numbers: Numbers = (0.0, 0.0, 0.0, 0.0)) -> None:
        dtype = torch.float32 if device.type == "mps" else torch.float64
        self._sums = torch.tensor(numbers, dtype=dtype, device=device)

    def add(self, loss: Tensor, weight: Tensor, right: Tensor, seen: int) -> None:
        """Add a batch.

        Args:
            loss: float32 scalar.
            weight: What the loss counts for; float32 scalar.
            right: Number of right pictures; int64 scalar.
            seen: Number of pictures.
        """
        self._sums += torch.stack([loss * weight, weight, right.to(weight.dtype), torch.full_like(weight, seen)])

    def numbers(self) -> Numbers:
        """Return the sums; waits for the device."""
        loss, weight, right, seen = self._sums.tolist()
        return loss, weight, right, seen
