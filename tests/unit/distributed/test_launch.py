"""Starting several processes on one machine, with torchrun's engine played by the test."""

import os
import signal
from collections.abc import Callable

import pytest
from torch.distributed.elastic.multiprocessing.api import SignalException
from torch.distributed.elastic.multiprocessing.errors import ChildFailedError, ProcessFailure
from torch.distributed.launcher import api

from core.distributed import launch as launching
from core.distributed.launch import launch
from core.process import NUM_THREADS


def failed(status: int) -> ChildFailedError:
    failure = ProcessFailure(1, 4711, status, "")
    failure.timestamp = 1
    return ChildFailedError("train", {1: failure})


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | None], None]:
    """Lets the engine end as told."""
    monkeypatch.setattr(launching, "num_cores", lambda: 8)
    monkeypatch.delenv(NUM_THREADS, raising=False)

    def set_end(error: Exception | None) -> None:
        def run(*words: str) -> None:
            if error is not None:
                raise error

        monkeypatch.setattr(api, "elastic_launch", lambda config, interpreter: run)

    return set_end


@pytest.mark.parametrize(("end", "status"), [
    (None, 0),
    (failed(2), 2),
    (failed(-9), 1),
    (SignalException("stopped", signal.SIGINT), 130),
    (SignalException("stopped", signal.SIGTERM), 130),
    (SignalException("the terminal is gone", signal.SIGABRT), 1),
])  # fmt: skip
def test_the_status_is_that_of_the_process_that_failed_first(engine, end, status):
    engine(end)
    assert launch(2, ["train.py"]) == status


@pytest.mark.parametrize(("num", "given", "threads"), [
    (2, None, "4"), (2, "8", "4"), (3, "8", "2"), (16, None, "1"), (2, "3", "3"),
])  # fmt: skip
def test_cores_are_shared_by_the_processes_unless_their_threads_were_given(engine, monkeypatch, num, given, threads):
    engine(None)
    if given is not None:
        monkeypatch.setenv(NUM_THREADS, given)
    launch(num, ["train.py"])
    assert os.environ[NUM_THREADS] == threads
