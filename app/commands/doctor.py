"""doctor: find out what is wrong with an installation, and what to do about it."""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from app.commands.common import EXIT_FINDINGS, EXIT_OK
from app.startup import is_runtime_missing
from core.cuda_archs import runs_code_for

DESCRIPTION = "Find out what is wrong with an installation, and what to do about it."
ROOT = Path(__file__).resolve().parents[2]
SECONDS_AN_IMPORT = 120
MOST_AT_ONCE = 4
OLDEST_PYTHON = (3, 11)
ABORTED = 3  # what Windows has of a program that ended itself by abort

# Import name, name of the package, requirements file.
PACKAGES = (
    ("numpy", "numpy", "requirements.txt"),
    ("PIL", "pillow", "requirements.txt"),
    ("cv2", "opencv-python-headless", "requirements.txt"),
    ("torch", "torch", "requirements.txt"),
    ("torchvision", "torchvision", "requirements.txt"),
    ("torchmetrics", "torchmetrics", "requirements.txt"),
    ("torchinfo", "torchinfo", "requirements.txt"),
    ("threadpoolctl", "threadpoolctl", "requirements.txt"),
    ("filelock", "filelock", "requirements.txt"),
    ("PyQt5.QtWidgets", "PyQt5", "requirements.txt"),
    ("qtawesome", "qtawesome", "requirements.txt"),
    ("matplotlib.figure", "matplotlib", "requirements.txt"),
    ("openpyxl", "openpyxl", "requirements.txt"),
    ("platformdirs", "platformdirs", "requirements.txt"),
    ("send2trash", "send2trash", "requirements.txt"),
    ("tqdm", "tqdm", "requirements.txt"),
    ("tensorboard", "tensorboard", "requirements.txt"),
    ("pytorch_grad_cam", "grad-cam", "requirements.txt"),
    ("onnx", "onnx", "requirements-export.txt"),
    ("onnxscript", "onnxscript", "requirements-export.txt"),
    ("onnxruntime", "onnxruntime", "requirements-export.txt"),
    ("timm", "timm", "requirements-hub.txt"),
    ("transformers", "transformers", "requirements-hub.txt"),
    ("safetensors", "safetensors", "requirements-hub.txt"),
)
REQUIRED = "requirements.txt"
REINSTALL_TORCH = "python -m pip install --upgrade --force-reinstall torch torchvision"

TORCH_PROBE = """
import json, torch
cuda = torch.cuda.is_available()
print(json.dumps({
    "version": str(torch.__version__), "cuda_built": torch.version.cuda, "hip_built": torch.version.hip,
    "cuda": cuda, "threads": torch.get_num_threads(),
    "mps": torch.backends.mps.is_available(),
    "gpus": [{"name": torch.cuda.get_device_name(i), "arch": "sm_%d%d" % torch.cuda.get_device_capability(i),
              "memory_gb": round(torch.cuda.get_device_properties(i).total_memory / 2**30, 1)}
             for i in range(torch.cuda.device_count())] if cuda else [],
    "archs": torch.cuda.get_arch_list() if cuda else [],
}))
"""
TORCHVISION_PROBE = """
import torch, torchvision
boxes = torch.tensor([[0.0, 0.0, 1.0, 1.0]])
assert len(torchvision.ops.nms(boxes, torch.tensor([1.0]), 0.5)) == 1
print(torchvision.__version__)
"""
PRECISION_PROBE = """
import torch
from core.devices import describe, describe_formats, resolve_device
device = resolve_device()
print(f"{describe(device)}, {describe_formats(device)}")
"""
QT_PROBE = """
import sys
from core.data.opencv import cv2
from PyQt5.QtWidgets import QApplication
application = QApplication(sys.argv[:1])
print(application.platformName())
"""


@dataclass(frozen=True)
class Check:
    """What was looked at, what was found, and what to do where it is wrong.

    Attributes:
        name: What was looked at.
        found: What was found, in a few words.
        advice: What to do; "" where all is well.
        is_optional: A finding that only some uses need mended.
    """

    name: str
    found: str
    advice: str = ""
    is_optional: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a small program ended: its output, or the last line of its error."""

    is_ok: bool
    text: str


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add the command to `python -m app`."""
    parser: argparse.ArgumentParser = subparsers.add_parser("doctor", help=DESCRIPTION, description=DESCRIPTION)
    parser.add_argument("--json", action="store_true", help="print the result as JSON, for a bug report")
    return parser


def run(args: argparse.Namespace) -> int:
    """Look at everything and print it, each as soon as it is known; 1 where something needed is wrong, else 0."""
    checks = []
    for check in all_checks():
        checks.append(check)
        if not args.json:
            mark = "ok  " if not check.advice else "note" if check.is_optional else "BAD "
            advice = f"\n      -> {check.advice}" if check.advice else ""
            print(f"{mark}  {check.name}: {check.found}{advice}", flush=True)
    if args.json:
        print(json.dumps([vars(check) for check in checks], ensure_ascii=False, indent=2))
    return EXIT_FINDINGS if any(check.advice and not check.is_optional for check in checks) else EXIT_OK


def all_checks() -> Iterator[Check]:
    """Look at the whole installation; no import of a third party happens in this process."""
    yield _python()
    outcomes = {}
    pool = ThreadPoolExecutor(min(MOST_AT_ONCE, os.cpu_count() or 1))
    try:
        found = pool.map(probe, [f"import {module}" for module, _, _ in PACKAGES])
        for (module, package, file), outcome in zip(PACKAGES, found, strict=True):
            outcomes[module] = outcome
            yield _package(module, package, file, outcome)
    finally:
        pool.shutdown(cancel_futures=True)  # where nobody reads on, the rest is not looked at
    if outcomes["torch"].is_ok:
        yield from torch_checks(probe(TORCH_PROBE), nvidia_gpus())
        if outcomes["torchvision"].is_ok:
            yield pair_check(probe(TORCHVISION_PROBE))
        device = probe(PRECISION_PROBE)
        yield Check("device and precision of auto", device.text, "" if device.is_ok else "See above.")
    if outcomes["PyQt5.QtWidgets"].is_ok:
        yield qt_check(probe(QT_PROBE))
    folders = {"working folder": Path.cwd(), "temporary folder": Path(tempfile.gettempdir())}
    if outcomes["platformdirs"].is_ok:
        from core.places import cache_folder, data_folder  # late: needs platformdirs

        folders |= {"cache folder": cache_folder(), "data folder": data_folder()}
    yield from (folder_check(name, folder) for name, folder in folders.items())


def probe(program: str) -> Outcome:
    """Run a small Python program in a process of its own, so that not even a crash reaches this one."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=SECONDS_AN_IMPORT,
                              encoding="utf-8", errors="replace", env=environment, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        return Outcome(False, f"it did not end within {SECONDS_AN_IMPORT} s")
    except OSError as error:
        return Outcome(False, f"no process could be started ({error})")
    if done.returncode == 0:
        return Outcome(True, done.stdout.strip())
    lines = [line for line in done.stderr.strip().splitlines() if line.strip()]
    if done.returncode < 0 or done.returncode > 255 or (os.name == "nt" and done.returncode == ABORTED):
        return Outcome(False, f"it crashed (signal or code {done.returncode}) {lines[-1] if lines else ''}".strip())
    return Outcome(False, lines[-1] if lines else f"exit status {done.returncode}")


def nvidia_gpus() -> list[str]:
    """Return the NVIDIA GPUs that the driver's own program names; empty where there is none."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    try:
        done = subprocess.run([program, "--query-gpu=name,driver_version", "--format=csv,noheader"],
                              capture_output=True, timeout=30, text=True, check=False)  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.strip() for line in done.stdout.splitlines() if line.strip()] if done.returncode == 0 else []


def torch_checks(outcome: Outcome, gpus: list[str]) -> list[Check]:
    """Judge torch's build against the GPUs of the machine.

    Args:
        outcome: Of TORCH_PROBE.
        gpus: Of `nvidia_gpus`.
    """
    if not outcome.is_ok:
        return [Check("torch", outcome.text, f"Install it again: {REINSTALL_TORCH}")]
    facts = json.loads(outcome.text.splitlines()[-1])
    built = f"CUDA {facts['cuda_built']}" if facts["cuda_built"] else "ROCm" if facts["hip_built"] else "no CUDA"
    threads = "1 thread" if facts["threads"] == 1 else f"{facts['threads']} threads"
    checks = [Check("torch's build", f"{facts['version']}, {built}, {threads}")]
    if gpus and not facts["cuda"]:
        if facts["cuda_built"]:
            advice = ("torch is built for CUDA but cannot use the GPU: the driver is too old for CUDA "
                      f"{facts['cuda_built']}, or CUDA_VISIBLE_DEVICES hides it. Update the driver.")  # fmt: skip
        else:
            made_for = "AMD GPUs" if facts["hip_built"] else "the CPU"
            advice = (f"This torch is for {made_for} only. Choose your system and CUDA on "
                      "https://pytorch.org/get-started/locally and run the command it gives, in this environment.")
        checks.append(Check("NVIDIA GPU", "; ".join(gpus) + ", not used by torch", advice))
    elif not facts["gpus"]:
        checks.append(Check("GPU", "Apple GPU" if facts["mps"] else "none; the CPU is used"))
    for gpu in facts["gpus"]:
        if facts["hip_built"]:  # AMD's generations have other names than torch gives here
            checks.append(Check("GPU", f"{gpu['name']}, {gpu['memory_gb']} GB"))
            continue
        advice = "" if runs_code_for(gpu["arch"], facts["archs"]) else (
            f"This torch is built for {', '.join(facts['archs'])}, not for {gpu['arch']}. Install another version of "
            "torch (older for old GPUs, newer for new ones), or train with --device cpu.")
        checks.append(Check("GPU", f"{gpu['name']}, {gpu['memory_gb']} GB, {gpu['arch']}", advice))
    return checks


def pair_check(outcome: Outcome) -> Check:
    """Judge whether torch and torchvision are a matching pair, by an operator that torchvision compiles."""
    if outcome.is_ok:
        return Check("torch and torchvision", "they match")
    return Check("torch and torchvision", outcome.text,
                 f"They are no matching pair. Install both together, with nothing pinned: {REINSTALL_TORCH}")


def qt_check(outcome: Outcome) -> Check:
    """Judge whether a window can be opened (with OpenCV imported first, which brings Qt plugins of its own)."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if outcome.is_ok:
        return Check("Qt platform", outcome.text + (f" (QT_QPA_PLATFORM={chosen})" if chosen else ""))
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return Check("Qt platform", "no screen here (DISPLAY is not set)",
                     "The window needs a screen; the command line does not. Over ssh, use ssh -X.", is_optional=True)
    advice = "Install PyQt5 again: python -m pip install --force-reinstall PyQt5."
    if sys.platform.startswith("linux"):
        advice = ("Install what Qt needs, such as: sudo apt install libxcb-xinerama0 libxcb-cursor0 "
                  "libxkbcommon-x11-0. QT_DEBUG_PLUGINS=1 python runui.py says which library is missing.")
    return Check("Qt platform", outcome.text, advice)


def folder_check(name: str, folder: Path) -> Check:
    """Judge whether a folder can be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
        free = shutil.disk_usage(folder).free
    except OSError as error:
        reason = error.strerror or str(error)
        moved = {"cache folder": " by the environment variable CLASSWISE_CACHE",
                 "data folder": " by the environment variable CLASSWISE_DATA"}.get(name, "")  # fmt: skip
        return Check(name, f"{folder}: {reason}", f"Make it writable, or choose another folder{moved}.")
    advice = "Less than 1 GB is free. Make room." if free < 2**30 else ""
    return Check(name, f"{folder}, writable, {free / 2**30:.0f} GB free", advice, is_optional=True)


def _python() -> Check:
    found = f"{platform.python_version()} on {platform.platform()}, {os.cpu_count()} cores"
    if sys.version_info < OLDEST_PYTHON:
        return Check("Python", found, "Install Python 3.11 or newer.")
    if sys.maxsize < 2**32:
        return Check("Python", found + ", 32 bits", "Install a 64-bit Python: torch has no other.")
    return Check("Python", found)


def _package(module: str, package: str, file: str, outcome: Outcome) -> Check:
    try:
        version = metadata.version(package)
    except metadata.PackageNotFoundError:
        version = ""
    is_optional = file != REQUIRED
    if outcome.is_ok:
        oldest = oldest_version(package, file)
        if version and release(version) < release(oldest):
            return Check(package, f"{version}, older than {oldest}", _update_advice(package, file), is_optional)
        return Check(package, version or "(version unknown)")
    if not version and "No module named" in outcome.text:
        return Check(package, "not installed", f"Install it: python -m pip install -r {file}", is_optional)
    return Check(package, f"{version} cannot be imported: {outcome.text}", _advice(package, outcome.text), is_optional)


def oldest_version(package: str, file: str) -> str:
    """Return the oldest version of a package that a requirements file takes; "0" where it names none."""
    path = ROOT / file
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        name, _, oldest = line.partition(">=")
        if name.strip() == package and oldest:
            return oldest.strip()
    return "0"


def release(version: str) -> tuple[int, ...]:
    """Return a version's numbers, such as (2, 11, 0) of "2.11.0+cu130"."""
    numbers = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, numbers.group().split("."))) if numbers else ()


def _update_advice(package: str, file: str) -> str:
    if package in ("torch", "torchvision"):
        return ("Update torch and torchvision together: choose your system on https://pytorch.org/get-started/locally "
                "and run the command it gives, with --upgrade, in this environment.")
    return f"Update it: python -m pip install -r {file}"


def _advice(package: str, text: str) -> str:
    if "torchvision::nms" in text or package == "torchvision":
        return f"torch and torchvision are no matching pair. Install both together: {REINSTALL_TORCH}"
    if package.startswith("opencv") and "DLL load failed" in text:
        return ("Install Microsoft's newest Visual C++ Redistributable (x64) and, where Windows is an N edition, its "
                "Media Feature Pack (Settings > Apps > Optional features).")
    if is_runtime_missing(text):
        return "Install Microsoft's newest Visual C++ Redistributable (x64), then try again."
    if "libGL" in text:
        return "Install the system's OpenGL library, such as: sudo apt install libgl1; or replace opencv-python by "\
               "opencv-python-headless."
    return f"Install it again: python -m pip install --force-reinstall {package}"
