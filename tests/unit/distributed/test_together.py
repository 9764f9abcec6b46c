"""What processes tell each other, with the other one played by the test."""

import time
from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch

from core.base.control import Control
from core.base.errors import ConfigError, DataError, OtherProcessError
from core.base.types import RunEndReason, Sample, Splits
from core.config import TrainConfig
from core.distributed import control as control_module
from core.distributed import processes
from core.distributed.alike import check_alike
from core.distributed.control import AgreedControl, agreed
from core.distributed.processes import ALONE, Processes
from core.distributed.shares import Share
from core.training import run, taking_part
from core.training.taking_part import check_batch_size, check_same_start
from core.training.train_state import TrainState
from core.training.trainer import FitResult


class OfTwo(Processes):
    """The main one of two processes; the other answers what it was given."""

    def __init__(self, answer: object = None) -> None:
        super().__init__(Share(0, 2), hosts=("here", "there"))
        self.answer = answer
        self.flags = [(False, False, False)]

    def gather_plain(self, value):
        return [value, self.answer]

    def any(self, *flags):
        others = self.flags.pop(0) if self.flags else (False,) * len(flags)
        return tuple(mine or other for mine, other in zip(flags, others, strict=True))


def test_a_world_of_one_changes_nothing():
    tensor = torch.ones(3)
    assert ALONE.sum(tensor) is tensor
    assert ALONE.whole(tensor) is tensor
    assert ALONE.from_main(7) == 7
    assert ALONE.gather_plain("a") == ["a"]
    control = Control()
    assert agreed(control, ALONE) is control


def test_gradients_are_added_up_in_parts_of_one_format_and_a_bounded_size(monkeypatch):
    def all_reduce(flat):
        sizes.append(len(flat))
        flat *= 2  # the other one has the same

    sizes: list[int] = []
    monkeypatch.setattr(processes.dist, "all_reduce", all_reduce)
    monkeypatch.setattr(processes, "BUCKET_ELEMENTS", 10)
    formats = [torch.float32] * 4 + [torch.float64, torch.float32]
    parameters = [torch.nn.Parameter(torch.zeros(shape, dtype=dtype))
                  for shape, dtype in zip([(2, 3), (4,), (3,), (2, 8), (2,), (1,)], formats, strict=True)]  # fmt: skip
    for parameter in parameters:
        parameter.grad = torch.rand_like(parameter)
    expected = [2 * parameter.grad for parameter in parameters]
    OfTwo().sum_gradients([*parameters, torch.nn.Parameter(torch.zeros(9))])
    assert all(torch.equal(one.grad, other) for one, other in zip(parameters, expected, strict=True))
    assert sizes == [10, 3, 16, 2, 1]


def test_statistics_of_batch_norm_become_the_mean_of_all_processes(monkeypatch):
    monkeypatch.setattr(processes.dist, "all_reduce", lambda statistics: statistics.add_(4.0))
    network = torch.nn.BatchNorm1d(3)
    network.num_batches_tracked.fill_(7)
    OfTwo().average_buffers(network)
    assert (network.running_mean.tolist(), network.running_var.tolist()) == ([2.0] * 3, [2.5] * 3)
    assert network.num_batches_tracked == 7


def test_processes_started_differently_are_told_which_option_it_is():
    with pytest.raises(ConfigError, match=r"--lr is 0.5 for process 1 \(on there\) and 0.1 for process 0"):
        check_alike(OfTwo({"lr": 0.5, "epochs": 3}), {"lr": 0.1, "epochs": 3})
    check_alike(OfTwo({"lr": 0.1}), {"lr": 0.1})


def test_a_machine_without_gpu_beside_one_with_is_told():
    config = TrainConfig(dataset_path="x", device="cpu")
    other = {**{name: value for name, value in taking_part.to_plain(config).items()}, "device": "cuda"}
    with pytest.raises(ConfigError, match="--device is 'cuda' for process 1"):
        check_same_start(OfTwo(other), config, {})


def test_machines_may_differ_in_gpus_and_threads():
    config = TrainConfig(dataset_path="x", device="cpu", gpu="0", num_threads=4)
    other = taking_part.to_plain(replace(config, gpu="2", num_threads=16))
    check_same_start(OfTwo(other), config, {})


def test_each_process_needs_two_pictures_of_a_batch():
    check_batch_size(TrainConfig(batch_size=4), OfTwo())
    check_batch_size(TrainConfig(batch_size=1), ALONE)
    with pytest.raises(ConfigError, match="2 of them need at least 4"):
        check_batch_size(TrainConfig(batch_size=3), OfTwo())


def test_pictures_that_another_process_does_not_see_are_told(tmp_path, monkeypatch):
    paths = [tmp_path / f"{number}.jpg" for number in range(3)]
    for path in paths:
        path.write_bytes(b"123")
    samples = [Sample(str(path), 0) for path in paths]
    assert taking_part._difference(samples, [3, 3, 3], 0) == ""
    assert taking_part._difference(samples, [3, 4, 3], 0) == f"{paths[1]} has 3 bytes instead of 4 there"
    paths[2].unlink()
    problem = taking_part._difference(samples, [3, 3, 3], 0)
    assert problem == f"{paths[2]} is missing there"
    monkeypatch.setattr(taking_part, "_content", lambda job: b"")
    monkeypatch.setattr(OfTwo, "from_main", lambda self, value: value)
    monkeypatch.setattr(OfTwo, "bytes_from_main", lambda self, value: value)
    splits = Splits("root", ("a",), tuple(samples), ())
    job = taking_part.Job(TrainConfig(), splits, torch.nn.Identity(), None, tmp_path, None)
    with pytest.raises(DataError, match=r"Process 1 \(on there\) does not see .*2.jpg is missing there"):
        taking_part.hand_out(OfTwo(problem), job)


@pytest.mark.parametrize(("given", "expected"), [(None, 8), (2, 2), (0, 0)])
def test_each_machine_reads_pictures_by_as_many_threads_as_it_was_told(monkeypatch, tmp_path, given, expected):
    def fit(config, *args, **kwargs):
        found.append(config.num_threads)
        return FitResult(RunEndReason.FINISHED, "", TrainState(), 0.0), {}

    found = []
    splits = Splits("root", ("a",), (), ())
    job = taking_part.Job(TrainConfig(num_threads=8), splits, torch.nn.Identity(), None, tmp_path, None)
    monkeypatch.setattr(run, "received", lambda processes: job)
    monkeypatch.setattr(run, "fit", fit)
    run.take_part(Control(), Processes(Share(1, 2), 0, ("here", "there")), num_threads=given)
    assert found == [expected]


def test_a_gpu_too_few_is_told(monkeypatch):
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    third = Processes(Share(1, 2), 1, ("here", "there"))
    with pytest.raises(ConfigError, match=r"no GPU number 1 .* there shows 1"):
        third.device(torch.device("cuda", 0))
    assert third.device(torch.device("cpu")).type == "cpu"
    with pytest.raises(ConfigError, match="not on mps"):
        third.device(torch.device("mps"))
    assert ALONE.device(torch.device("cuda", 3)) == torch.device("cuda", 3)


def test_each_process_takes_the_gpu_of_its_number_on_its_machine(monkeypatch):
    taken: list[torch.device] = []
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 4)
    monkeypatch.setattr(torch.cuda, "set_device", taken.append)
    sixth = Processes(Share(5, 8), 1, ("here",) * 4 + ("there",) * 4)
    assert sixth.device(torch.device("cuda", 0)) == torch.device("cuda", 1)
    assert taken == [torch.device("cuda", 1)]


class Places:
    """Stands for a watch: a store of the places that the main process has come to, and no process that failed."""

    def __init__(self) -> None:
        self.store, self.failure = self, None
        self.reached: set[str] = set()

    def set(self, key, value):
        self.reached.add(key)

    def check(self, keys=()):
        if self.failure is not None:
            raise self.failure
        return self.reached.issuperset(keys)


def test_the_others_wait_for_the_main_process_at_each_place_anew(monkeypatch):
    def sleep(seconds):
        sleeps.append(seconds)
        if len(sleeps) % 3 == 0:
            main.wait_for_main()

    sleeps: list[float] = []
    places = Places()
    main, second = (Processes(Share(rank, 2), watch=places) for rank in range(2))
    monkeypatch.setattr(processes.time, "sleep", sleep)
    second.wait_for_main()
    assert len(sleeps) == 3
    second.wait_for_main()
    assert len(sleeps) == 6
    places.failure = OtherProcessError("Process 0 of 2 failed")
    with pytest.raises(OtherProcessError, match="Process 0 of 2 failed"):
        second.wait_for_main()


@pytest.mark.parametrize(("error", "watch", "found"), [
    (RuntimeError("Connection closed by peer"), True, OtherProcessError),
    (torch.OutOfMemoryError("CUDA out of memory"), True, torch.OutOfMemoryError),  # this process's own fault
    (RuntimeError("Connection refused"), False, RuntimeError),  # they have not met yet
])
def test_what_a_connection_says_is_explained_by_the_process_that_failed(monkeypatch, error, watch, found):
    def all_reduce(tensor):
        raise error

    monkeypatch.setattr(processes.dist, "all_reduce", all_reduce)
    watching = SimpleNamespace(explained=lambda error: OtherProcessError("Process 1 of 2 failed")) if watch else None
    with pytest.raises(found) as told:
        Processes(Share(0, 2), watch=watching).sum(torch.ones(2))
    assert type(told.value) is found


def test_pause_and_stop_hold_when_any_process_was_asked():
    processes, own = OfTwo(), Control()
    control = agreed(own, processes)
    assert isinstance(control, AgreedControl)
    assert agreed(control, processes) is control
    own.stop()
    assert not control.stop_requested  # not before all know
    control.wait_while_paused()
    assert control.stop_requested
    assert control.stop_after_epoch_requested
    processes, own = OfTwo(), Control()
    control = agreed(own, processes)
    processes.flags = [(False, False, True), (False, False, True), (True, True, True)]
    control.wait_while_paused()  # the other one pauses, goes on pausing, and a third one is stopped
    assert processes.flags == []
    assert control.stop_requested


def test_all_of_a_pause_is_left_out_of_the_time_that_processes_work(monkeypatch):
    class Slow(OfTwo):
        def any(self, *flags):
            now[0] += 0.125
            return super().any(*flags)

    def sleep(seconds):
        now[0] += seconds + 0.0625  # a system may wake a thread late

    now, processes = [100.0], Slow()
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(time, "sleep", sleep)
    control = agreed(Control(), processes)
    processes.flags = [(False, False, True)] * 40
    began = control.clock()
    control.wait_while_paused()
    assert control.clock() - began == pytest.approx(0.125)  # the first look, which comes after each batch


def test_a_stop_after_the_epoch_holds_when_any_process_was_asked():
    processes, own = OfTwo(), Control()
    control = agreed(own, processes)
    control.stop(after_epoch=True)
    assert not control.stop_after_epoch_requested  # not before all know
    control.wait_while_paused()
    assert control.stop_after_epoch_requested
    assert not control.stop_requested
    assert not own.stop_requested


def test_who_waits_goes_on_when_its_pause_is_taken_back(monkeypatch):
    processes, own, waited = OfTwo(), Control(), []
    control = agreed(own, processes)
    monkeypatch.setattr(control_module.time, "sleep", lambda seconds: waited.append(seconds) or control.resume())
    control.pause()
    assert control.is_paused
    control.wait_while_paused()
    assert len(waited) == 1
    assert not own.is_paused
