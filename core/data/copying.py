"""Copying batches to a GPU while it works on the one before."""

from collections.abc import Generator, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from core.data.loader import Batch


def copied_ahead(batches: "Iterable[Batch]", device: torch.device | None) -> "Generator[Batch, None, None]":
    """Yield the batches with their images and labels on a CUDA device; for other devices as they are.

    Each is copied on a stream of its own, which the GPU's copy engine works on beside the arithmetic, and one batch
    before it is asked for.

    Args:
        batches: In pinned memory, for only that is copied without waiting.
        device: Where to.
    """
    if device is None or device.type != "cuda":
        yield from batches
        return
    stream = _stream_of(device)
    waiting: tuple[Batch, torch.cuda.Event] | None = None
    for batch in batches:
        with torch.cuda.stream(stream):
            copy = replace(batch, images=batch.images.to(device, non_blocking=True),
                           labels=batch.labels.to(device, non_blocking=True))  # fmt: skip
        copied = torch.cuda.Event()
        copied.record(stream)
        if waiting is not None:
            yield _arrived(*waiting, device)
        waiting = copy, copied
    if waiting is not None:
        yield _arrived(*waiting, device)


@lru_cache(maxsize=16)
def _stream_of(device: torch.device) -> torch.cuda.Stream:
    """Return the stream that copies to a device: always the same, for memory is used anew within a stream only."""
    return torch.cuda.Stream(device)


def _arrived(batch: "Batch", copied: torch.cuda.Event, device: torch.device) -> "Batch":
    """Let the arithmetic wait for the copy, on the GPU; the program goes on at once."""
    current = torch.cuda.current_stream(device)
    current.wait_event(copied)
    # The memory belongs to the other stream: it must not be used anew before the arithmetic is through with it.
    batch.images.record_stream(current)
    batch.labels.record_stream(current)
    return batch
