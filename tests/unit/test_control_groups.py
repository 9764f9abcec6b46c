import os
from pathlib import Path

import pytest

from core import control_groups, memory, process
from core.distributed import launch

GB = 10**9


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of control groups, still empty, on a machine of 16 cores and much memory."""
    monkeypatch.setattr(control_groups, "TREE", tmp_path / "tree")
    monkeypatch.setattr(control_groups, "OWN_GROUPS", tmp_path / "own")
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(16)), raising=False)
    monkeypatch.setenv(process.NUM_THREADS, "")  # so that it is taken back afterwards
    monkeypatch.delenv(process.NUM_THREADS)
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 64000000 kB\nMemAvailable: 32000000 kB\n")
    monkeypatch.setattr(memory, "MEMINFO", meminfo)
    return tmp_path


def lay_out(machine: Path, own: str, **files: object) -> None:
    """Write the process's line, and files of the tree; their names have __ for / and _dot_ for a dot."""
    (machine / "own").write_text(own)
    for name, content in files.items():
        path = machine / "tree" / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{content}\n")


def test_without_limits_all_is_there(machine: Path) -> None:
    assert process.num_cores() == 16
    assert memory.available_memory() == 32_000_000 * 1024
    lay_out(machine, "0::/job\n", job__cpu_dot_max="max 100000", job__memory_dot_max="max", job__memory_dot_current=GB)
    assert process.num_cores() == 16
    assert memory.available_memory() == 32_000_000 * 1024
    lay_out(machine, "3:cpu:/\n2:memory:/\n", cpu__cpu_dot_cfs_quota_us=-1, cpu__cpu_dot_cfs_period_us=100_000)
    assert process.num_cores() == 16


def test_a_containers_share_of_the_cores_counts(machine: Path) -> None:
    lay_out(machine, "0::/\n", cpu_dot_max="250000 100000")
    assert process.num_cores() == 3
    process.tune_threads()
    assert os.environ[process.NUM_THREADS] == "3"
    os.environ[process.NUM_THREADS] = "5"
    process.tune_threads()
    assert os.environ.pop(process.NUM_THREADS) == "5", "what the environment says stays"


def test_a_job_gets_no_more_than_those_above_it(machine: Path) -> None:
    lay_out(machine, "0::/jobs/7\n", jobs__cpu_dot_max="200000 100000", jobs__7__cpu_dot_max="max 100000",
            jobs__memory_dot_max=4 * GB, jobs__memory_dot_current=GB, jobs__memory_dot_stat="anon 1",
            jobs__7__memory_dot_max=9 * GB, jobs__7__memory_dot_current=GB)  # fmt: skip
    assert process.num_cores() == 2
    assert memory.available_memory() == 3 * GB


def test_the_first_version_of_control_groups_counts_too(machine: Path) -> None:
    lay_out(machine, "4:cpu,cpuacct:/docker/a\n3:memory:/docker/a\n0::/\n")
    files = {"cpu,cpuacct/cpu.cfs_quota_us": 400_000, "cpu,cpuacct/cpu.cfs_period_us": 100_000,
             "memory/docker/a/memory.limit_in_bytes": 8 * GB, "memory/docker/a/memory.usage_in_bytes": 6 * GB}
    for name, value in files.items():
        (machine / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        (machine / "tree" / name).write_text(str(value))
    assert process.num_cores() == 4
    assert memory.available_memory() == 2 * GB


def test_pictures_that_were_read_leave_the_memory_free(machine: Path) -> None:
    lay_out(machine, "0::/\n", memory_dot_max=8 * GB, memory_dot_current=7 * GB,
            memory_dot_stat=f"anon {GB}\ninactive_file {4 * GB}\nactive_file {GB}")  # fmt: skip
    assert memory.available_memory() == 6 * GB


def test_processes_of_one_container_share_its_cores(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from torch.distributed.launcher import api

    lay_out(machine, "0::/\n", cpu_dot_max="400000 100000")
    given: list[str | None] = []
    note = lambda *_: lambda *_: given.append(os.environ.get(process.NUM_THREADS))  # noqa: E731
    monkeypatch.setattr(api, "elastic_launch", note)
    process.tune_threads()
    assert launch.launch(2, []) == 0
    monkeypatch.setenv(process.NUM_THREADS, "3")
    launch.launch(2, [])
    assert given == ["2", "3"]
