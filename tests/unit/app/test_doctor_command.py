import json

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
