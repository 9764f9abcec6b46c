"""What all tests share: no user's folders are touched, and real pictures are used where they are to be had."""

import os
import sys
from pathlib import Path

import pytest

from core.base import patience
from core.process import num_cores, tune_waiting

MOST_PROCESSES = 4
"""Each takes up to 2 GB of memory."""

if os.name != "nt":  # Qt 5's offscreen platform has no fonts there, and its first message box ends the process
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "Agg")
os.environ["HF_HUB_OFFLINE"] = "1"  # tests need no network, and ask for none
tune_waiting()  # or a test's waiting threads keep the cores from the tests beside it


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run the tests in a process for each core, and those of named files in pytest's own, which is there at once."""
    named = [Path(name.split("::")[0]) for name in config.option.file_or_dir]
    if named and all(path.is_file() for path in named):
        return 0
    return min(MOST_PROCESSES, num_cores())


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put cache and user data of every test into a folder of its own, and let no test try the internet."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("CLASSWISE_CACHE", str(folder / "cache"))
    monkeypatch.setenv("CLASSWISE_DATA", str(folder / "data"))
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", "http://127.0.0.1:9")  # refuses at once
    return folder


@pytest.fixture(autouse=True)
def patient_with_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hear what disks answer however busy the machine is; tests of those that do not answer set their own patience."""
    monkeypatch.setattr(patience, "PATIENCE_S", 60.0)


@pytest.fixture(autouse=True)
def no_gpu(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the machine's GPUs from a test, and from the processes that it starts, unless it is marked as one for them.

    What is the same bit by bit, and how a folder is predicted, is the processor's.
    """
    if request.node.get_closest_marker("gpu") is None:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
        if "torch" in sys.modules:
            monkeypatch.setattr("torch.cuda.is_available", lambda: False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real pictures, named by CLASSWISE_TEST_DATA; the test is skipped without it."""
    folder = os.environ.get("CLASSWISE_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("CLASSWISE_TEST_DATA names no folder of real pictures")
    return Path(folder)
