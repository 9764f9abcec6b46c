import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.__main__ import main
from app.commands import doctor
from app.commands.doctor import Outcome, folder_check, pair_check, probe, qt_check, torch_checks

FACTS = {"version": "2.11.0", "cuda_built": "13.0", "hip_built": None, "cuda": True, "threads": 8, "mps": False,
         "gpus": [{"name": "NVIDIA X", "arch": "sm_86", "memory_gb": 8.0}], "archs": ["sm_80", "sm_90"]}  # fmt: skip


def advice_of(nvidia=("NVIDIA X, 580",), **changes) -> str:
    outcome = Outcome(True, json.dumps(FACTS | changes))
    return "".join(check.advice for check in torch_checks(outcome, list(nvidia)))


def test_probes_run_in_processes_of_their_own():
    assert probe("print('夏')") == Outcome(True, "夏")
    assert probe("import no_such_module").text.endswith("No module named 'no_such_module'")
    assert "crashed" in probe("import os; os.abort()").text


def test_a_gpu_beside_a_torch_for_the_cpu_is_found():
    assert "for the CPU only" in advice_of(cuda=False, cuda_built=None)
    assert "driver" in advice_of(cuda=False)


@pytest.mark.parametrize(("number", "text"), [(1, "1 thread"), (2, "2 threads")])
def test_threads_are_counted_in_words(number, text):
    outcome = Outcome(True, json.dumps(FACTS | {"threads": number}))
    assert torch_checks(outcome, [])[0].found.endswith(f", {text}")


def test_gpus_of_amd_are_not_held_against_nvidias_names():
    amd = {"cuda_built": None, "hip_built": "6.4", "archs": ["gfx90a", "gfx942"],
           "gpus": [{"name": "AMD Instinct MI210", "arch": "sm_90", "memory_gb": 64.0}]}
    assert advice_of(nvidia=(), **amd) == ""
    assert "for AMD GPUs only" in advice_of(**(amd | {"cuda": False, "gpus": []}))


def test_gpus_are_held_against_what_torch_was_built_for():
    assert advice_of() == ""
    old = [{"name": "NVIDIA Old", "arch": "sm_61", "memory_gb": 4.0}]
    outcome = Outcome(True, json.dumps(FACTS | {"gpus": old}))
    assert "not for sm_61" in torch_checks(outcome, [])[-1].advice
    newer = [{"name": "NVIDIA New", "arch": "sm_120", "memory_gb": 4.0}]
    outcome = Outcome(True, json.dumps(FACTS | {"gpus": newer, "archs": ["sm_90", "compute_90"]}))
    assert torch_checks(outcome, [])[-1].advice == ""


def test_a_torchvision_for_another_torch_is_found():
    assert pair_check(Outcome(True, "0.29")).advice == ""
    assert "--force-reinstall torch torchvision" in pair_check(Outcome(False, "operator torchvision::nms")).advice


def test_no_screen_is_no_fault(monkeypatch):
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert qt_check(Outcome(False, "it crashed")).is_optional
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libxcb" in qt_check(Outcome(False, "it crashed")).advice


def test_a_folder_that_cannot_be_written_to_is_found(tmp_path):
    assert folder_check("cache folder", tmp_path / "new").advice == ""
    (tmp_path / "file").write_text("x")
    assert "CLASSWISE_CACHE" in folder_check("cache folder", tmp_path / "file").advice


def test_the_command_prints_a_line_a_check_and_fails_on_findings(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "probe", lambda program: Outcome("torchvision" not in program, "broken"))
    monkeypatch.setattr(doctor, "torch_checks", lambda *_: [])
    assert main(["doctor"]) == 1
    printed = capsys.readouterr().out
    assert "BAD   torchvision" in printed
    assert "-> torch and torchvision are no matching pair" in printed
    monkeypatch.setattr(doctor, "probe", lambda program: Outcome(True, "fine"))
    assert main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "Python"


def test_a_windows_without_media_is_told_what_opencv_lacks():
    broken = Outcome(False, "ImportError: DLL load failed while importing cv2: The specified module was not found.")
    assert "Media Feature Pack" in doctor._package("cv2", "opencv-python-headless", "requirements.txt", broken).advice
    assert "Media" not in doctor._package("torch", "torch", "requirements.txt", broken).advice


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-export.txt", "requirements-hub.txt"])
def test_every_package_of_the_requirements_is_looked_for(file):
    lines = (Path(doctor.__file__).parents[2] / file).read_text(encoding="utf-8").splitlines()
    asked_for = {re.split("[<>=]", line)[0] for line in lines if line and not line.startswith("#")}
    assert asked_for == {package for _, package, where in doctor.PACKAGES if where == file}


@pytest.mark.parametrize(("package", "version", "mark", "advice"), [
    ("numpy", "1.9.3", "BAD ", "pip install -r requirements.txt"),
    ("torch", "2.4.1+cu121", "BAD ", "pytorch.org"),
    ("timm", "1.0.9", "note", "pip install -r requirements-hub.txt"),
    ("numpy", "1000.0rc1", "ok  ", ""),
    ("torch", "1000.4.1+cu121", "ok  ", ""),
])  # fmt: skip
def test_a_package_older_than_is_asked_for_is_found(package, version, mark, advice, monkeypatch, capsys):
    monkeypatch.setattr(doctor, "probe", lambda program: Outcome(True, "fine"))
    monkeypatch.setattr(doctor, "torch_checks", lambda *_: [])
    monkeypatch.setattr(doctor.metadata, "version", lambda name: version if name == package else "1000.0")
    assert main(["doctor"]) == (1 if mark == "BAD " else 0)
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if f"  {package}: " in line)
    assert lines[at].startswith(f"{mark}  {package}: {version}")
    assert ("older than" in lines[at]) == bool(advice)
    assert advice in lines[at + 1]


def test_where_nobody_reads_on_the_rest_is_not_looked_at(monkeypatch):
    class Pool(ThreadPoolExecutor):
        def shutdown(self, wait=True, **given):
            super().shutdown(wait=False, **given)
            is_over.set()
            super().shutdown(wait, **given)

    def looked_at(program):
        seen.append(program)
        if program != f"import {doctor.PACKAGES[0][0]}":
            is_over.wait(60)
        return Outcome(False, "broken")

    is_over, seen = threading.Event(), []
    monkeypatch.setattr(doctor, "ThreadPoolExecutor", Pool)
    monkeypatch.setattr(doctor, "probe", looked_at)
    checks = doctor.all_checks()
    assert [next(checks).name for _ in range(2)] == ["Python", doctor.PACKAGES[0][1]]
    checks.close()
    assert len(seen) <= 1 + doctor.MOST_AT_ONCE


def test_what_is_known_is_told_while_the_rest_is_still_looked_at(monkeypatch):
    last, may_end, was_waited_for = f"import {doctor.PACKAGES[-1][0]}", threading.Event(), []

    def looked_at(program):
        if program == last:
            was_waited_for.append(not may_end.wait(60))
        return Outcome(False, "broken")

    monkeypatch.setattr(doctor, "probe", looked_at)
    checks = doctor.all_checks()
    known = [next(checks).name for _ in range(len(doctor.PACKAGES))]
    may_end.set()
    assert known == ["Python", *(package for _, package, _ in doctor.PACKAGES[:-1])]
    assert next(checks).name == doctor.PACKAGES[-1][1]
    assert was_waited_for == [False]
