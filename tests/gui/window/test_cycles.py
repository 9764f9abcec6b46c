"""Trainings started and stopped again and again, with the real work and a real network."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.benchmarks.job_cycles import run_cycles

CYCLES = 6
"""tests/benchmarks/job_cycles.py does 500."""


def test_trainings_leave_no_thread_timer_or_file_behind(qtbot: QtBot, tmp_path: Path) -> None:
    before, after = run_cycles(CYCLES, tmp_path)
    assert (after.threads, after.os_threads) == (before.threads, before.os_threads)
    assert after.files <= before.files
    assert (after.timers, after.objects) == (0, 0)
