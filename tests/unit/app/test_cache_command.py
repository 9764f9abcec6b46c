from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from core.data.disk_cache import DiskCache


@pytest.fixture(autouse=True)
def a_cached_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLASSWISE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "file").touch()
    with DiskCache(10**9) as cache:
        cache.load("form", str(tmp_path / "file"), lambda: np.zeros((100, 100, 3), np.uint8))


def test_info_tells_what_is_kept(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["cache", "info"]) == 0
    out = capsys.readouterr().out
    assert str(tmp_path / "cache") in out
    assert "Pictures: 1" in out


def test_clear_removes_all(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["cache", "clear"]) == 0
    assert "Pictures: 0" in capsys.readouterr().out
    assert not list(tmp_path.rglob("*.pack"))


def test_a_lower_limit_sweeps_at_once_and_stays(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cache", "limit", "0.00001"]) == 0
    assert "Pictures: 0" in capsys.readouterr().out
    assert main(["cache", "limit", "3"]) == 0
    assert main(["cache", "info"]) == 0
    assert "Limit:    3.00 GB" in capsys.readouterr().out


def test_a_limit_must_be_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("much", "-1", "nan", "1e30"):
        with pytest.raises(SystemExit):
            main(["cache", "limit", text])
        assert "must be a number of GB, from 0 to 1,000,000" in capsys.readouterr().err
