"""What all tests of the window share."""

from pathlib import Path

import pytest

from app import paths


@pytest.fixture(autouse=True)
def own_runs_folder(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the runs of whoever runs the tests out of their sight."""
    folder = own_folders / "documents" / "runs"
    monkeypatch.setattr(paths, "runs_folder", lambda: folder)
    return folder
