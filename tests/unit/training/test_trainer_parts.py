"""The trainer's parts that whole runs do not reach: memory, delayed losses."""

import pytest
import torch

from core.base.errors import NonFiniteLossError, OutOfMemoryError
from core.base.events import BatchEnded
from core.base.types import Sample, Splits
from core.devices import explained, resolve_precision
from core.training.running_sums import RunningSums
from core.training.step_losses import StepLosses
from core.training.validation import Validated

CPU = torch.device("cpu")


def batch_ended(step: int) -> BatchEnded:
    return BatchEnded(1, step, 10, step, 0.0, 0.1, 5.0)


def test_on_the_cpu_a_loss_is_told_at_once():
    losses = StepLosses(CPU, logging_steps=10)
    losses.add(batch_ended(1), torch.tensor(0.5), torch.tensor(3), 4)
    assert losses.arrived() == [BatchEnded(1, 1, 10, 1, 0.5, 0.1, 5.0, 0.75)]
    assert losses.arrived(wait=True) == []


def test_accuracy_is_of_the_whole_epoch_also_after_going_on():
    losses = StepLosses(CPU, 10, right=2, seen=4)
    losses.add(batch_ended(2), torch.tensor(0.5), torch.tensor(4), 4)
    assert losses.arrived()[0].accuracy == 0.75


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_loss_that_is_no_number_is_an_error_with_its_place(value):
    losses = StepLosses(CPU, logging_steps=10)
    losses.add(batch_ended(7), torch.tensor(value), torch.tensor(0), 4)
    with pytest.raises(NonFiniteLossError, match="epoch 1, batch 7"):
        losses.arrived()


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_on_a_gpu_losses_arrive_in_order_and_at_most_logging_steps_late():
    losses = StepLosses(torch.device("cuda"), logging_steps=4)
    seen = []
    for step in range(1, 11):
        loss, right = torch.tensor(float(step), device="cuda"), torch.tensor(1, device="cuda")
        losses.add(batch_ended(step), loss, right, 2)
        seen += [event.step for event in losses.arrived()]
        assert len(seen) >= step - 4
    seen += [event.step for event in losses.arrived(wait=True)]
    assert seen == list(range(1, 11))


def test_running_out_of_memory_names_the_batch_size_to_try():
    error = explained(RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 8 GB"), CPU, 32)
    assert isinstance(error, OutOfMemoryError)
    assert "--batch_size 16" in str(error)
    assert "--input_shape" in str(explained(MemoryError(), CPU, 1))
    other = RuntimeError("shapes do not match")
    assert explained(other, CPU, 32) is other


def test_sums_come_back_exactly():
    sums = RunningSums(CPU)
    for _ in range(3):
        sums.add(torch.tensor(0.1), torch.tensor(4.0), torch.tensor(3), 4)
    again = RunningSums(CPU, sums.numbers())
    assert again.numbers() == sums.numbers()
    assert again.numbers()[1:] == (12.0, 9.0, 12.0)


def test_precision_is_what_was_asked_for_or_what_the_device_can():
    assert resolve_precision("bf16", CPU) == "bf16"
    assert resolve_precision("auto", CPU) in ("fp32", "bf16")


def validated(labels: list[int]) -> Validated:
    scores = torch.rand(len(labels), 2, generator=torch.Generator().manual_seed(0))
    return Validated(1.0, scores / scores.sum(1, keepdim=True), torch.tensor(labels))


@pytest.mark.parametrize(("num_val", "shown"), [(3, [0, 1, 2]), (8, list(range(8))), (24, list(range(0, 24, 3)))])
def test_the_val_pictures_that_are_shown_are_few_and_spread(num_val, shown):
    samples = tuple(Sample(f"{number}.png", number % 2) for number in range(num_val))
    splits = Splits("", ("ants", "bees"), samples, samples)
    found = validated([number % 2 for number in range(num_val)]).shown(splits)
    assert [prediction.path for prediction in found] == [f"{number}.png" for number in shown]
    assert [prediction.label for prediction in found] == [splits.classes[number % 2] for number in shown]


def test_a_val_split_of_one_class_has_no_threshold():
    assert validated([1, 1, 1]).threshold(1) is None
    assert validated([0, 1, 1]).threshold(None) is None
    assert 0 <= validated([0, 1, 1]).threshold(1) <= 1


class SlowEvent:
    """A CUDA event that has not come until it is waited for."""

    def __init__(self):
        self.stream, self.is_here = None, False

    def record(self, stream=None):
        self.stream = stream

    def query(self):
        return self.is_here

    def synchronize(self):
        self.is_here = True


@pytest.fixture
def slow_events(monkeypatch) -> list[SlowEvent]:
    """The events of a GPU that this machine need not have, which is far behind."""
    made: list[SlowEvent] = []
    empty = torch.empty
    monkeypatch.setattr(torch, "empty", lambda *size, pin_memory=False, **kind: empty(*size, **kind))
    monkeypatch.setattr(torch.cuda, "Event", lambda: made.append(SlowEvent()) or made[-1])
    monkeypatch.setattr(torch.cuda, "current_stream", lambda device=None: f"stream of {device or 'the first GPU'}")
    return made


def test_a_second_gpus_losses_are_waited_for_on_its_own_stream(slow_events):
    losses = StepLosses(torch.device("cuda", 1), logging_steps=10)
    losses.add(batch_ended(1), torch.tensor(0.5), torch.tensor(1), 2)
    assert slow_events[0].stream == "stream of cuda:1"


def test_a_gpu_that_is_behind_keeps_the_batches_behind_the_oldest_to_work_on(slow_events):
    losses = StepLosses(torch.device("cuda"), logging_steps=3)
    told = []
    for step in range(1, 6):
        losses.add(batch_ended(step), torch.tensor(0.5), torch.tensor(1), 2)
        told.append([event.step for event in losses.arrived()])
    assert told == [[], [], [1], [2], [3]]
    assert [event.is_here for event in slow_events] == [True, True, True, False, False]
    assert [event.step for event in losses.arrived(wait=True)] == [4, 5]


def test_a_gpu_that_keeps_up_has_its_losses_told_at_once(slow_events):
    losses = StepLosses(torch.device("cuda"), logging_steps=3)
    for step in (1, 2):
        losses.add(batch_ended(step), torch.tensor(0.5), torch.tensor(1), 2)
        slow_events[-1].is_here = True
        assert [event.step for event in losses.arrived()] == [step]
