"""Files dragged from another program onto the real window, by the X server's own pointer."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

PROJECT = Path(__file__).resolve().parents[2]
PAGES = ("data", "train", "predict", "evaluate", "runs")
SOURCE = ("1325", "15")

pytestmark = [pytest.mark.xvfb, pytest.mark.timeout(900)]  # a busy machine takes minutes


def test_files_dropped_anywhere_reach_the_window(display: str, tmp_path: Path, own_folders: Path) -> None:
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool is not installed")
    (own_folders / "data").mkdir(exist_ok=True)
    (own_folders / "data" / "settings.json").write_text(json.dumps({"geometry": [0, 0, 1280, 800]}), encoding="utf-8")
    folder = tmp_path / "картинки 蚂蚁"
    for label in ("a", "b"):
        (folder / label).mkdir(parents=True)
        for number in range(4):
            Image.new("RGB", (20, 20), (60 * number, 100, 0)).save(folder / label / f"{number}.png")
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(PROJECT)}
    here = PROJECT / "tests" / "e2e"
    source = subprocess.Popen([sys.executable, str(here / "drag_source.py"), *SOURCE, str(folder)], env=env,
                              stdout=subprocess.PIPE, text=True)  # fmt: skip
    try:
        assert source.stdout is not None
        assert source.stdout.readline().strip() == "ready"
        middle = [str(int(word) + 30) for word in SOURCE]
        command = [sys.executable, "-X", "faulthandler", str(here / "drop_window.py"), *middle]
        done = subprocess.run(command, env=env, cwd=tmp_path,
                              capture_output=True, text=True, timeout=800, check=False)  # fmt: skip
    finally:
        source.kill()
        source.communicate()
    assert done.returncode == 0, done.stderr[-3000:]
    heard = json.loads(done.stdout.splitlines()[-1])
    assert {page: heard[page] for page in PAGES} == {page: [str(folder)] for page in PAGES}
    assert heard["text field"] == [str(folder)], "a field took the drop as text"
    assert heard["text kept"]
    assert heard["opened"] == str(folder)
    assert not heard["veil"]
