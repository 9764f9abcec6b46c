"""Jobs: threads that come to their end, whatever happens in them."""

import os
import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from app.jobs import MAX_BATCHES_A_DELIVERY, NICE, Job, Jobs, Mailbox, stand_back
from app.page_jobs import PageJobs
from core.base.errors import Cancelled, DataError, DependencyError
from core.base.events import BatchEnded, EpochStarted, Progress, ValidationProgress


def batch(number: int) -> BatchEnded:
    return BatchEnded(1, number, 10**6, number, 0.5, 1e-3, 60.0)


def test_results_and_events_arrive_in_the_windows_thread_and_in_order(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), []
    here = threading.get_ident()

    def work(emit, control):
        for number in range(1, 6):
            emit(batch(number))
        return "result"

    def hear(events):
        seen.extend((event.batch, threading.get_ident() == here) for event in events)

    with qtbot.waitSignal(jobs.ended):
        jobs.start("Working", work, on_events=hear, on_finished=seen.append)
    assert seen == [*((number, True) for number in range(1, 6)), "result"]
    assert jobs.running == ()


@pytest.mark.parametrize(("error", "heard"), [(DataError("bad"), "failed"), (Cancelled("stop"), "cancelled")])
def test_an_error_ends_the_job_with_its_own_signal(qtbot: QtBot, error: Exception, heard: str) -> None:
    jobs, told = Jobs(), []

    def work(emit, control):
        raise error

    with qtbot.waitSignal(jobs.ended):
        jobs.start("Working", work, on_finished=lambda _result: told.append("finished"),
                   on_failed=lambda found: told.append("failed" if found is error else "other"),
                   on_cancelled=lambda: told.append("cancelled"))
    assert told == [heard]


def test_a_package_that_is_not_installed_is_told_in_a_sentence(qtbot: QtBot) -> None:
    jobs, told = Jobs(), []

    def work(emit, control):
        import no_such_package  # noqa: F401

    with qtbot.waitSignal(jobs.ended):
        jobs.start("Working", work, on_failed=told.append)
    assert isinstance(told[0], DependencyError)
    assert "'no_such_package'). Run: python -m pip install -r requirements.txt" in str(told[0])


@pytest.mark.parametrize(("error", "logged"), [(DataError("bad"), []), (ZeroDivisionError("ours"), ["Working failed"])])
def test_a_fault_of_ours_is_logged_and_a_mistake_of_the_user_is_not(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, error: Exception, logged: list[str]
) -> None:
    jobs = Jobs()

    def work(emit, control):
        raise error

    with qtbot.waitSignal(jobs.ended):
        jobs.start("Working", work)
    assert [record.getMessage() for record in caplog.records] == logged
    assert all(record.exc_info and record.exc_info[1] is error for record in caplog.records)


def test_of_two_jobs_of_a_kind_the_newest_is_found_and_both_end(qtbot: QtBot) -> None:
    jobs, may_end = Jobs(), threading.Event()
    started = [jobs.start(title, lambda emit, control: may_end.wait(), kind="data") for title in ("first", "second")]
    assert jobs.of_kind("data") is started[1]
    with qtbot.waitSignals([jobs.ended, jobs.ended]):
        may_end.set()
    assert jobs.running == ()


def test_a_job_can_be_asked_to_end_after_the_epoch(qtbot: QtBot) -> None:
    jobs, may_look, seen = Jobs(), threading.Event(), []

    def work(emit, control):
        may_look.wait()
        seen.append((control.stop_requested, control.stop_after_epoch_requested))

    with qtbot.waitSignal(jobs.ended):
        jobs.start("Working", work).stop(after_epoch=True)
        may_look.set()
    assert seen == [(False, True)]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a thread has a niceness of its own")
def test_the_work_of_a_job_stands_back_behind_the_window(qtbot: QtBot) -> None:
    jobs, told = Jobs(), []

    def work(emit, control):
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    with qtbot.waitSignal(jobs.ended):
        jobs.start("Working", work, on_finished=told.append)
    assert told[0] >= NICE


def test_a_stop_ends_a_pause(qtbot: QtBot) -> None:
    jobs, may_check = Jobs(), threading.Event()

    def work(emit, control):
        may_check.wait()
        control.check()

    with qtbot.waitSignal(jobs.ended):
        job = jobs.start("Working", work, kind="train")
        assert jobs.of_kind("train") is job
        job.control.pause()
        may_check.set()
        jobs.stop_all()
    assert jobs.of_kind("train") is None


def test_progress_is_told_by_its_newest_alone() -> None:
    box = Mailbox()
    for done in range(1000):
        box.put(Progress("Looking", done, 1000))
    box.put(Progress("Parting", 0))
    assert [event.stage for event in box.take()] == ["Looking", "Parting"]
    assert box.take() == ()


def test_a_flood_of_batches_is_thinned_but_keeps_the_newest_and_all_else() -> None:
    box = Mailbox()
    box.put(EpochStarted(1, 3))
    for number in range(1, 20_001):
        box.put(batch(number))
    events = box.take()
    assert len(events) <= MAX_BATCHES_A_DELIVERY + 1
    assert events[0] == EpochStarted(1, 3)
    assert events[-1].batch == 20_000
    numbers = [event.batch for event in events[1:]]
    assert numbers == sorted(numbers)


def test_the_newest_batch_is_there_right_after_others_were_dropped() -> None:
    box = Mailbox()
    for number in range(1, MAX_BATCHES_A_DELIVERY + 2):
        box.put(batch(number))
    assert [event.batch for event in box.take()] == list(range(1, MAX_BATCHES_A_DELIVERY + 2, 2))


def test_only_progress_of_the_same_kind_goes_with_what_is_newer() -> None:
    box, validated = Mailbox(), [ValidationProgress(1, done, 3) for done in range(3)]
    for event in (Progress("Looking", 1), *validated, EpochStarted(2, 3)):
        box.put(event)
    assert box.take() == (Progress("Looking", 1), validated[-1], EpochStarted(2, 3))


def test_five_hundred_jobs_leave_no_thread_and_no_object_behind(qtbot: QtBot) -> None:
    jobs = Jobs()
    before = threading.active_count()
    for number in range(500):
        with qtbot.waitSignal(jobs.ended):
            jobs.start("Working", lambda emit, control: emit(Progress("Working", 1, 1)), kind=str(number))
    qtbot.waitUntil(lambda: not jobs.findChildren(Job))
    assert threading.active_count() == before


@pytest.mark.parametrize("outcome", ["result", DataError("bad"), Cancelled("stop")])
@pytest.mark.parametrize("kind", ["same", "other"])
def test_a_job_of_a_page_that_another_replaces_is_asked_to_end_and_heard_no_more(
    qtbot: QtBot, outcome: object, kind: str
) -> None:
    jobs, told, may_end = Jobs(), [], threading.Event()
    page = PageJobs(jobs)
    page.started.connect(lambda title: told.append(f"started {title}"))
    page.events.connect(lambda events: told.append(events[-1].stage))
    page.ended.connect(lambda: told.append("ended"))
    page.failed.connect(told.append)
    page.cancelled.connect(lambda: told.append("cancelled"))

    def work(emit, control):
        may_end.wait()
        emit(Progress("stopped" if control.stop_requested else "useless", 1))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    page.start("first", work, "same", told.append)
    replaced = jobs.running[0]
    replaced.events.connect(lambda events: told.append(f"first: {events[-1].stage}"))
    page.start("second", lambda emit, control: emit(Progress("working", 1)) or "done", kind, told.append,
               ["same"] if kind == "other" else [])  # fmt: skip
    assert page.is_running_but("same") == (kind == "other")
    qtbot.waitUntil(lambda: not page.is_running)
    with qtbot.waitSignal(replaced.ended):
        may_end.set()
    assert told == ["started first", "started second", "working", "ended", "done", "first: stopped"]


def test_what_a_stopped_job_of_a_page_has_done_is_still_heard(qtbot: QtBot) -> None:
    told, may_end = [], threading.Event()
    page = PageJobs(Jobs())
    page.start("Working", lambda emit, control: may_end.wait() and control.stop_requested, "kind", told.append)
    page.stop()
    with qtbot.waitSignal(page.ended):
        may_end.set()
    assert told == [True]
    assert not page.is_running


@pytest.mark.skipif(sys.platform != "linux", reason="only there a thread has a niceness of its own")
def test_working_threads_stand_back_behind_the_window_and_never_step_before_it() -> None:
    told: list[int] = []

    def work() -> None:
        thread = threading.get_native_id()
        for niceness in (3, 1, 4):
            stand_back(niceness)
            told.append(os.getpriority(os.PRIO_PROCESS, thread))

    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == [max(own, 3), max(own, 3), max(own, 4)]
