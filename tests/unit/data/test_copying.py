"""Copying batches to a GPU that this machine need not have: what is asked of torch, and in which order."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from core.data import copying
from core.data.copying import copied_ahead
from core.data.loader import Batch

GPU = torch.device("cuda", 1)


class Values:
    """Stands for a batch's images or labels."""

    def __init__(self, name: str, heard: list[str]) -> None:
        self.name, self.heard = name, heard

    def to(self, device: torch.device, *, non_blocking: bool) -> "Values":
        self.heard.append(f"{self.name} to {device}{', not waited for' * non_blocking}")
        return Values(f"copied {self.name}", self.heard)

    def record_stream(self, stream: "Stream") -> None:
        self.heard.append(f"{self.name} kept for {stream.name}")


class Stream:
    def __init__(self, name: str, heard: list[str]) -> None:
        self.name, self.heard = name, heard

    def wait_stream(self, other: "Stream") -> None:
        self.heard.append(f"{self.name} waits for {other.name}")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a GPU was asked for."""
    said: list[str] = []

    @contextlib.contextmanager
    def on(stream: Stream) -> Iterator[None]:
        said.append(f"on {stream.name}:")
        yield
        said.append("done")

    monkeypatch.setattr(copying, "_stream_of", lambda device: Stream("copying", said))
    monkeypatch.setattr(torch.cuda, "stream", on)
    monkeypatch.setattr(torch.cuda, "current_stream", lambda device: Stream(f"arithmetic of {device}", said))
    return said


def batches(heard: list[str], count: int) -> Iterator[Batch]:
    for number in range(1, count + 1):
        heard.append(f"{number} asked for")
        values: list[Any] = [Values(f"{kind} {number}", heard) for kind in ("images", "labels")]
        yield Batch(values[0], values[1], (), (), 0)


def test_a_batch_is_copied_beside_the_arithmetic_which_waits_for_it_and_then_has_it_to_itself(heard: list[str]) -> None:
    (batch,) = copied_ahead(batches(heard, 1), GPU)
    assert batch.images.name == "copied images 1"
    assert batch.labels.name == "copied labels 1"
    assert heard == ["1 asked for", "on copying:", "images 1 to cuda:1, not waited for",
                     "labels 1 to cuda:1, not waited for", "done", "arithmetic of cuda:1 waits for copying",
                     "copied images 1 kept for arithmetic of cuda:1",
                     "copied labels 1 kept for arithmetic of cuda:1"]  # fmt: skip


def test_the_first_batch_is_there_before_the_second_is_asked_for(heard: list[str]) -> None:
    found = copied_ahead(batches(heard, 2), GPU)
    assert next(found).images.name == "copied images 1"
    assert "2 asked for" not in heard
    assert [batch.images.name for batch in found] == ["copied images 2"]


@pytest.mark.parametrize("device", [None, torch.device("cpu"), torch.device("mps")])
def test_other_devices_get_batches_as_they_are(heard: list[str], device: torch.device | None) -> None:
    assert [batch.images.name for batch in copied_ahead(batches(heard, 2), device)] == ["images 1", "images 2"]
    assert heard == ["1 asked for", "2 asked for"]
