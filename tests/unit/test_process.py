import gc
import json
import os
import platform
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from core import process

TELL = ("import json, gc, os; from core import process; process.tune_process(); "
        "print(json.dumps([process.is_allocator_tuned(), gc.get_threshold()[0], "
        "os.environ.get(process.SPIN_COUNT)]))")  # fmt: skip
NAMES = (process.KEEP_ALLOCATOR, process.TUNED, process.SPIN_COUNT, "OMP_WAIT_POLICY")
# A block that glibc would map anew each time, above what an arena of a thread's own could hold.
FAULTS = """
import json, resource, threading
from core import process
process.tune_process()
counted = []
def fill():
    bytearray(100 * 2**20)
    counted.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
    for _ in range(4):
        bytearray(100 * 2**20)
    counted.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
thread = threading.Thread(target=fill)
thread.start()
thread.join()
print(json.dumps(counted[1] - counted[0]))
"""
glibc_only = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc only")


def told(program: str = TELL, **environment: str) -> Any:
    kept = {name: value for name, value in os.environ.items() if name not in NAMES}
    output = subprocess.run([sys.executable, "-c", program], env=kept | environment, check=True, text=True,
                            stdout=subprocess.PIPE).stdout  # fmt: skip
    return json.loads(output)


@glibc_only
def test_the_allocator_is_tuned_unless_told_otherwise() -> None:
    assert told()[:2] == [True, process.COLLECTOR[0]]
    assert told(**{process.KEEP_ALLOCATOR: "1"})[:2] == [False, process.COLLECTOR[0]]
    assert told(**{process.KEEP_ALLOCATOR: "1", process.TUNED: "1"})[0] is False, "a parent's tuning is not a child's"


@glibc_only
def test_large_blocks_are_kept_in_every_thread() -> None:
    tuned, as_it_comes = told(FAULTS), told(FAULTS, **{process.KEEP_ALLOCATOR: "1"})
    assert as_it_comes > 100, "else there would be nothing to tune"
    assert tuned < as_it_comes / 10


def test_waiting_threads_spin_briefly_unless_the_environment_says_otherwise() -> None:
    assert told()[2] == process.SPINS
    assert told(**{process.SPIN_COUNT: "7"})[2] == "7"
    assert told(OMP_WAIT_POLICY="passive")[2] is None


def test_cores_are_at_least_one() -> None:
    assert process.num_cores() >= 1


def test_the_interpreter_of_the_microsoft_store_which_cannot_be_opened_is_not_looked_into(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise OSError(22, "Invalid argument", "C:\\Users\\Anna\\AppData\\Local\\Microsoft\\WindowsApps\\python.exe")

    monkeypatch.setattr(process.platform, "libc_ver", refuse)
    monkeypatch.setattr(process, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.delenv(process.KEEP_ALLOCATOR, raising=False)
    assert process.tune_allocator() is False


@pytest.mark.parametrize(("given", "kept"), [(None, "1"), ("0", "0")])
def test_what_apples_gpu_lacks_is_computed_on_the_cpu_unless_the_environment_says_otherwise(
    given: str | None, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (process.MPS_FALLBACK, process.SPIN_COUNT, process.NUM_THREADS):
        monkeypatch.setenv(name, "")  # so that all of them are put back
        monkeypatch.delenv(name)
    if given is not None:
        monkeypatch.setenv(process.MPS_FALLBACK, given)
    monkeypatch.setattr(process, "sys", SimpleNamespace(platform="darwin"))
    monkeypatch.setattr(process.gc, "set_threshold", lambda *_given: None)
    process.tune_process()
    assert os.environ[process.MPS_FALLBACK] == kept


def test_the_collector_rests_until_the_last_that_asked_for_it_is_done() -> None:
    first, second = process.collector_rests(), process.collector_rests()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled(), "the second, in another thread, still makes its objects"
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_the_collector_works_again_after_an_error_and_stays_off_where_it_was() -> None:
    with pytest.raises(ValueError, match="wrong"), process.collector_rests():
        raise ValueError("wrong")
    assert gc.isenabled()
    gc.disable()
    try:
        with process.collector_rests():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
