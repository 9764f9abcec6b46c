"""Copying batches to a GPU while it works on the ones before."""

from collections.abc import Generator, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from core.data.loader import Batch


def copied_ahead(batches: "Iterable[Batch]", device: torch.device | None) -> "Generator[Batch, None, None]":
    """Yield the batches with their images and labels on a CUDA device; for other devices as they are.

    Each is copied on a stream of its own, which the GPU's copy engine works on beside the arithmetic. The program asks
    for a batch while the GPU is still at those before (`core.training.step_losses`), so the copy is there in time.

    Args:
        batches: In pinned memory, for only that is copied without waiting.
        device: Where to.
    """
    if device is None or device.type != "cuda":
        yield from batches
        return
    stream = _stream_of(device)
    for batch in batches:
        with torch.cuda.stream(stream):
            images, labels = (values.to(device, non_blocking=True) for values in (batch.images, batch.labels))
        arithmetic = torch.cuda.current_stream(device)
        arithmetic.wait_stream(stream)  # on the GPU; the program goes on at once
        for values in (images, labels):
            # Their memory belongs to the other stream: it must not be used anew before the arithmetic is done with it.
            values.record_stream(arithmetic)
        yield replace(batch, images=images, labels=labels)


@lru_cache(maxsize=16)
def _stream_of(device: torch.device) -> torch.cuda.Stream:
    """Return the stream that copies to a device: always the same, for memory is used anew within a stream only."""
    return torch.cuda.Stream(device)
