"""How a process parts from the others, well or by an error, without the others."""

import pytest

from core.base.errors import Cancelled, ConfigError, OtherProcessError
from core.distributed import join
from core.distributed.join import joined
from core.distributed.processes import ALONE, Processes
from core.distributed.shares import Share


class Watch:
    """Notes what a process leaves behind."""

    def __init__(self) -> None:
        self.left: list[object] = []
        self.last_words = None

    def failed(self, reason: str, status: int) -> None:
        self.left.append((reason, status))

    def close(self) -> None:
        self.left.append("closed")


@pytest.fixture
def meet(monkeypatch: pytest.MonkeyPatch):
    """Makes this process one of two."""
    watch = Watch()
    monkeypatch.setattr(join, "num_processes", lambda: 2)
    monkeypatch.setattr(join.dist, "destroy_process_group", lambda: watch.left.append("parted"))
    monkeypatch.setattr(Processes, "wait_for_main", lambda self: watch.left.append("waited"))

    def as_rank(rank: int) -> Watch:
        monkeypatch.setattr(join, "_met", lambda: (Processes(Share(rank, 2), hosts=("here", "there")), watch))
        return watch

    return as_rank


def test_a_single_process_meets_nobody(monkeypatch):
    monkeypatch.setattr(join, "num_processes", lambda: 1)
    with joined() as processes:
        assert processes is ALONE


@pytest.mark.parametrize("rank", [0, 1])
def test_who_is_done_waits_for_the_main_process_and_parts(meet, rank):
    watch = meet(rank)
    with joined() as processes:
        assert processes.rank == rank
    assert watch.left == ["waited", "closed", "parted"]
    assert (watch.last_words is not None) == (rank == 0)


@pytest.mark.parametrize(("error", "reason", "status"), [
    (ConfigError("No such device."), "No such device.", 2),
    (Cancelled("Stopped as asked."), "Stopped as asked.", 130),
    (KeyboardInterrupt(), "KeyboardInterrupt: ", 130),
    (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero", 1),
])  # fmt: skip
@pytest.mark.parametrize("rank", [0, 1])
def test_who_fails_leaves_its_reason_which_the_main_process_tells(meet, rank, error, reason, status):
    watch = meet(rank)
    is_told_by_other = rank == 1 and isinstance(error, (ConfigError, Cancelled))
    with pytest.raises(OtherProcessError if is_told_by_other else type(error)) as raised, joined():
        raise error
    assert watch.left == [(reason, status)]
    if is_told_by_other:
        assert (raised.value.is_told, raised.value.status) == (True, status)


def test_whom_another_one_told_of_its_failure_adds_no_reason(meet):
    watch = meet(1)
    with pytest.raises(OtherProcessError, match="Process 0 of 2 failed"), joined():
        raise OtherProcessError("Process 0 of 2 failed")
    assert watch.left == []
