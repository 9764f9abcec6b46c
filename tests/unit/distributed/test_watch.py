"""How the processes of a training notice that one of them failed or died; in one process, with a store in memory."""

import threading
from types import SimpleNamespace

import pytest

from core.base.errors import OtherProcessError
from core.distributed import watch
from core.distributed.watch import GRACE_S, LOST_S, PERIOD_S, QUIET_S, Watch


class Store:
    """A store in memory, as torch's."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}

    def set(self, key, value):
        self.values[key] = value.encode() if isinstance(value, str) else value

    def get(self, key):
        return self.values[key]

    def check(self, keys):
        return all(key in self.values for key in keys)

    def compare_set(self, key, expected, value):
        self.values.setdefault(key, value.encode())


class Idle(threading.Thread):
    """A watch's thread that does nothing: the test looks in its place."""

    def start(self) -> None:
        pass

    def join(self, timeout: float | None = None) -> None:
        pass


class World:
    """Three processes and their clock; those that live look at the others after each piece of time."""

    def __init__(self) -> None:
        self.now, self.num_looks, self.alive = 0.0, 0, [0, 1, 2]
        self.store = Store()
        self.watches: list[Watch] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.num_looks += 1
        for rank in self.alive:
            self.watches[rank]._look(self.num_looks)

    def wait(self, seconds: float) -> bool:
        self.now += seconds
        return False


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    monkeypatch.setattr(watch, "time", SimpleNamespace(monotonic=lambda: world.now, sleep=world.sleep))
    monkeypatch.setattr(watch, "threading", SimpleNamespace(Event=threading.Event, Thread=Idle))
    world.watches = [Watch(world.store, rank, ("here", "there", "elsewhere")) for rank in range(3)]
    world.sleep(0.0)
    return world


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The statuses that a process would have been ended with."""
    statuses: list[int] = []
    monkeypatch.setattr(watch.os, "_exit", statuses.append)
    return statuses


def test_processes_that_live_are_never_taken_for_lost(world):
    for _ in range(10):
        world.sleep(0.4 * LOST_S)
    for each in world.watches:
        each.check()


@pytest.mark.parametrize(("lost", "host"), [(0, "here"), (1, "there")])
def test_a_process_that_gives_no_sign_of_life_is_named_to_all_others(world, lost, host):
    world.alive.remove(lost)
    for _ in range(4):
        world.sleep(0.4 * LOST_S)
    for rank in world.alive:
        with pytest.raises(OtherProcessError, match=rf"Process {lost} of 3 .* on {host}\) ended without") as told:
            world.watches[rank].check()
        assert "--resume_training, a prediction with --resume." in str(told.value)


def test_a_broken_connection_is_explained_by_the_process_that_went_silent_or_not_at_all(world):
    error = RuntimeError("Connection closed by peer")
    assert world.watches[0].explained(error) is error
    world.alive.remove(2)
    began = world.now
    assert str(world.watches[0].explained(error)).startswith("Process 2 of 3 (numbered from 0, on elsewhere) ended")
    assert QUIET_S < world.now - began < QUIET_S + 2 * PERIOD_S


def test_a_process_that_waits_for_one_that_failed_is_ended_after_a_moment_with_its_reason_and_status(world, ended):
    first, said = world.watches[0], []
    world.watches[1].failed("Memory ran out.", 2)
    first.last_words = said.append
    first._closing = world
    first._run()
    assert said == ["Process 1 of 3 (numbered from 0, on there) failed: Memory ran out."]
    assert (ended, world.now) == ([2], GRACE_S)


def test_a_process_that_ends_by_itself_is_left_to_it(world, ended):
    world.watches[1].failed("Memory ran out.", 2)
    world.watches[0]._closing.wait = lambda seconds: seconds == GRACE_S
    world.watches[0]._run()
    assert ended == []


def test_a_store_that_is_gone_means_that_the_main_process_is(world, ended):
    def gone(*given):
        raise RuntimeError("Broken pipe")

    world.store.set = gone
    world.watches[1]._closing = world
    world.watches[1]._run()
    assert ended == [1]
    with pytest.raises(OtherProcessError, match=r"Process 0 of 3 .* ended without a word"):
        world.watches[1].check()


def test_the_reason_of_a_process_that_failed_reaches_the_others():
    store = Store()
    first, second = Watch(store, 0, ("here", "there")), Watch(store, 1, ("here", "there"))
    try:
        second.failed("Memory ran out.", 2)
        second.failed("Another reason.", 2)
        found = first.explained(RuntimeError("Connection closed by peer"))
        assert isinstance(found, OtherProcessError)
        assert str(found) == "Process 1 of 2 (numbered from 0, on there) failed: Memory ran out."
        assert found.status == 2
        assert not found.is_told
        with pytest.raises(OtherProcessError):
            first.check()
    finally:
        first.close()
        second.close()


def test_a_main_process_that_dies_in_silence_is_told_by_the_others():
    store = Store()
    second = Watch(store, 1, ("here", "there"))
    try:
        second._failure = second._silent([0])
        with pytest.raises(OtherProcessError, match=r"Process 0 of 2 .* ended without a word") as told:
            second.check()
        assert not told.value.is_told
        second._failure = {"rank": 0, "status": 2, "reason": "The disk is full."}
        with pytest.raises(OtherProcessError) as told:
            second.check()
        assert told.value.is_told
    finally:
        second.close()
