"""Losses on their way from the device to the listeners, without making the device wait."""

from collections import deque
from dataclasses import dataclass

import torch
from torch import Tensor

from core.base.errors import NonFiniteLossError
from core.base.events import BatchEnded


@dataclass(frozen=True)
class _Pending:
    event: BatchEnded
    loss: Tensor
    copied: torch.cuda.Event | None


class StepLosses:
    """Turns losses on a device into BatchEnded events, at most `logging_steps` late.

    On a GPU each loss is copied without blocking; a batch's event is given out once its copy has arrived, and all are
    waited for every `logging_steps` batches. On the CPU there is nothing to wait for: each is given out at once.
    """

    def __init__(self, device: torch.device, logging_steps: int) -> None:
        self._device = device
        self._limit = logging_steps if device.type == "cuda" else 1
        self._pending: deque[_Pending] = deque()

    def add(self, event: BatchEnded, loss: Tensor) -> None:
        """Take a batch's loss (a scalar on the device); `event` lacks only it."""
        copied = None
        if self._device.type == "cuda":
            pinned = torch.empty((), dtype=torch.float32, pin_memory=True)
            pinned.copy_(loss.detach(), non_blocking=True)
            copied = torch.cuda.Event()
            copied.record()
            loss = pinned
        self._pending.append(_Pending(event, loss.detach(), copied))

    def arrived(self, *, wait: bool = False) -> list[BatchEnded]:
        """Return the events whose losses are here, in order; with `wait`, all of them.

        Raises:
            NonFiniteLossError: A loss is infinite or not a number.
        """
        wait = wait or len(self._pending) >= self._limit
        events = []
        while self._pending:
            first = self._pending[0]
            if first.copied is not None and not wait and not first.copied.query():
                break
            if first.copied is not None:
                first.copied.synchronize()
            self._pending.popleft()
            events.append(_with_loss(first.event, float(first.loss)))
        return events


def _with_loss(event: BatchEnded, loss: float) -> BatchEnded:
    if loss - loss != 0:
        raise NonFiniteLossError(
            f"The loss became {loss} in epoch {event.epoch}, batch {event.batch} (learning rate {event.lr:g}). The "
            "last good weights are kept. Try a lower --lr, more --warmup_ratio, or --precision fp32.", help_topic="nan")
    return BatchEnded(event.epoch, event.batch, event.batches, event.step, loss, event.lr, event.images_per_s)
