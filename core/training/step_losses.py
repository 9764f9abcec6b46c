"""Losses on their way from the device to the listeners, without making the device wait."""

from collections import deque
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.base.errors import NonFiniteLossError
from core.base.events import BatchEnded


@dataclass(frozen=True)
class _Pending:
    event: BatchEnded
    figures: Tensor  # loss, right pictures, pictures
    copied: torch.cuda.Event | None


class StepLosses:
    """Turns losses on a device into BatchEnded events, at most `logging_steps` late.

    On a GPU each loss is copied without blocking; a batch's event is given out once its copy has arrived, and the
    oldest is waited for where `logging_steps` of them are on their way: the later ones keep the GPU busy meanwhile. On
    the CPU there is nothing to wait for: each is given out at once.
    """

    def __init__(self, device: torch.device, logging_steps: int, right: float = 0.0, seen: float = 0.0) -> None:
        """Begin an epoch, or go on with one.

        Args:
            device: Where the losses are.
            logging_steps: Batches on their way at which the device is waited for.
            right: Right pictures of the epoch's earlier batches.
            seen: Their number.
        """
        self._device = device
        self._right, self._seen = right, seen
        self._limit = logging_steps
        self._pending: deque[_Pending] = deque()

    def add(self, event: BatchEnded, loss: Tensor, right: Tensor, seen: int) -> None:
        """Take a batch's loss and its number of right pictures (scalars on the device) and of pictures."""
        figures = torch.stack([loss.detach().float(), right.float(), torch.full_like(loss, seen, dtype=torch.float32)])
        copied = None
        if self._device.type == "cuda":
            pinned = torch.empty(3, dtype=torch.float32, pin_memory=True)
            pinned.copy_(figures, non_blocking=True)
            copied = torch.cuda.Event()
            copied.record(torch.cuda.current_stream(self._device))  # by itself it takes the first GPU's
            figures = pinned
        self._pending.append(_Pending(event, figures, copied))

    def arrived(self, *, wait: bool = False) -> list[BatchEnded]:
        """Return the events whose losses are here, in order; with `wait`, all of them.

        Raises:
            NonFiniteLossError: A loss is infinite or not a number.
        """
        events = []
        while self._pending:
            first = self._pending[0]
            is_due = wait or len(self._pending) >= self._limit
            if first.copied is not None and not is_due and not first.copied.query():
                break
            if first.copied is not None:
                first.copied.synchronize()
            self._pending.popleft()
            loss, right, seen = first.figures.tolist()
            self._right, self._seen = self._right + right, self._seen + seen
            events.append(_completed(first.event, loss, self._right / self._seen))
        return events


def _completed(event: BatchEnded, loss: float, accuracy: float) -> BatchEnded:
    if loss - loss != 0:
        raise NonFiniteLossError(
            f"The loss became {loss} in epoch {event.epoch}, batch {event.batch} (learning rate {event.lr:g}). The "
            "last good weights are kept. Try a lower --lr, more --warmup_ratio, or --precision fp32.", help_topic="nan")
    return replace(event, loss=loss, accuracy=accuracy)
