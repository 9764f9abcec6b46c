"""The real window on a real display, with torch, OpenCV and a real training."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

PROJECT = Path(__file__).resolve().parents[2]
RUN_FILES = ("config.json", "splits.csv", "events.jsonl", "history.csv", "epoch_loss.txt", "best_model.pth",
             "last_model.pth", "training.log")  # fmt: skip

pytestmark = pytest.mark.xvfb


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Two classes that can be told apart, with names in two scripts."""
    random = np.random.default_rng(0)
    for label, name in enumerate(("пчёлы", "蚂蚁")):
        folder = tmp_path / "pictures" / name
        folder.mkdir(parents=True)
        for number in range(40):
            pixels = random.integers(0, 90, (40, 40, 3), dtype=np.uint8)
            pixels[..., label] += 120
            Image.fromarray(pixels).save(folder / f"{name} {number}.png")
    return tmp_path / "pictures"


def test_a_real_training_in_the_real_window(display: str, pictures: Path, tmp_path: Path, own_folders: Path) -> None:
    data = own_folders / "data"
    data.mkdir(exist_ok=True)
    train = {"model": "mobilenet_v3_small", "epochs": "3", "batch_size": "16", "pretrained": "none",
             "log_dir": str(tmp_path / "runs")}
    (data / "settings.json").write_text(json.dumps({"train": train, "theme": "dark"}), encoding="utf-8")
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(PROJECT)}
    env.pop("QT_XCB_GL_INTEGRATION", None)
    script = [sys.executable, "-X", "faulthandler", str(PROJECT / "tests" / "e2e" / "real_window.py"), str(pictures)]
    done = subprocess.run(script, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    facts = json.loads(done.stdout.splitlines()[-1])
    assert "error" not in facts, facts
    assert facts["headline"] == "Finished"
    run_dir = Path(facts["run_dir"])
    assert run_dir.parent == tmp_path / "runs"
    assert [name for name in RUN_FILES if not (run_dir / name).is_file()] == []
    assert json.loads((run_dir / "config.json").read_text(encoding="utf-8"))["epochs"] == 3
    assert (run_dir / "window.png").stat().st_size > 10_000
    # 50 ms and 200 ms are wanted of a machine that does nothing else; a busy one gets some room.
    assert facts["delay_p99_ms"] < 100, facts
    assert facts["delay_max_ms"] < 1000, facts
    assert facts["num_draws"] >= 1
