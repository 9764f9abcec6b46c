"""What all tests share: no user's folders are touched, and real pictures are used where they are to be had."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "Agg")
os.environ["HF_HUB_OFFLINE"] = "1"  # tests need no network, and ask for none


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put cache and user data of every test into a folder of its own, and let no test try the internet."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("CLASSWISE_CACHE", str(folder / "cache"))
    monkeypatch.setenv("CLASSWISE_DATA", str(folder / "data"))
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", "http://127.0.0.1:9")  # refuses at once
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real pictures, named by CLASSWISE_TEST_DATA; the test is skipped without it."""
    folder = os.environ.get("CLASSWISE_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("CLASSWISE_TEST_DATA names no folder of real pictures")
    return Path(folder)
