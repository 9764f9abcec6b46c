import json
import os
import platform
import subprocess
import sys

import pytest

from core import process

TELL = ("import json, gc, os; from core import process; process.tune_process(); "
        "print(json.dumps([process.is_allocator_tuned(), gc.get_threshold()[0], "
        "os.environ.get(process.SPIN_COUNT)]))")  # fmt: skip
NAMES = (process.KEEP_ALLOCATOR, process.TUNED, process.SPIN_COUNT, "OMP_WAIT_POLICY")


def told(**environment: str) -> list[object]:
    kept = {name: value for name, value in os.environ.items() if name not in NAMES}
    output = subprocess.run([sys.executable, "-c", TELL], env=kept | environment, check=True, text=True,
                            stdout=subprocess.PIPE).stdout  # fmt: skip
    values: list[object] = json.loads(output)
    return values


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc only")
def test_the_allocator_is_tuned_unless_told_otherwise() -> None:
    assert told()[:2] == [True, process.COLLECTOR[0]]
    assert told(**{process.KEEP_ALLOCATOR: "1"})[:2] == [False, process.COLLECTOR[0]]
    assert told(**{process.KEEP_ALLOCATOR: "1", process.TUNED: "1"})[0] is False, "a parent's tuning is not a child's"


def test_waiting_threads_spin_briefly_unless_the_environment_says_otherwise() -> None:
    assert told()[2] == process.SPINS
    assert told(**{process.SPIN_COUNT: "7"})[2] == "7"
    assert told(OMP_WAIT_POLICY="passive")[2] is None


def test_cores_are_at_least_one() -> None:
    assert process.num_cores() >= 1
