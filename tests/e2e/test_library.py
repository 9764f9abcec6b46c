"""docs/library.md: each script in it runs as it stands there, with a small network in the place of the default one."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.pictures import make_class_folders

REPOSITORY = Path(__file__).resolve().parents[2]
TEXT = (REPOSITORY / "docs" / "library.md").read_text(encoding="utf-8")
SCRIPTS = dict(re.findall(r"```python\n# (\w+\.py)\n(.*?)```", TEXT, flags=re.DOTALL))
SETTINGS = 'TrainConfig(dataset_path="pictures", '
SMALL = 'model="squeezenet1_1", pretrained="none", input_shape=(32,), device="cpu", precision="fp32", '


@pytest.fixture
def folder(tmp_path) -> Path:
    """A working folder with pictures to train with and new ones."""
    working = tmp_path / "图片 и картинки"
    make_class_folders(working / "pictures", ("ants", "bees"), count=20, size=32)
    make_class_folders(working, ("new_pictures",), count=3, size=32, seed=1)
    (working / "new_pictures" / "broken.jpg").write_bytes(b"no picture")
    return working


def run(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    code = SCRIPTS[name]
    assert code.count(SETTINGS) == 1
    (folder / name).write_text(code.replace(SETTINGS, SETTINGS + SMALL), encoding="utf-8")
    environment = dict(os.environ, PYTHONPATH=str(REPOSITORY), PYTHONIOENCODING="utf-8")
    return subprocess.run([sys.executable, name], cwd=folder, env=environment, capture_output=True, text=True,
                          encoding="utf-8", timeout=240, check=False)  # fmt: skip


def test_pictures_become_a_model_its_predictions_its_figures_and_an_onnx_file(folder, monkeypatch):
    for package in ("onnx", "onnxscript", "onnxruntime"):
        pytest.importorskip(package)
    done = run("from_python.py", folder)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 6  # the run, three pictures, accuracy, the export's difference
    assert float(lines[-1]) < 1e-3
    rows = (folder / "results.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 5
    assert [row for row in rows if "broken.jpg" in row]
    assert (folder / "evaluation" / "report.html").is_file()
    assert (folder / "model.onnx").is_file()

    (run_dir,) = (folder / "runs").iterdir()  # run again, it would train anew before it comes to the results
    trained = SimpleNamespace(run_dir=run_dir, best_epoch=1, test={"metrics": {"balanced_accuracy": 1.0}})
    monkeypatch.setattr("core.training.run.train", lambda config: trained)
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit, match=r"^results\.csv exists"):
        runpy.run_path("from_python.py", run_name="__main__")


def test_a_training_is_watched_stopped_and_resumed(folder):
    done = run("watching.py", folder)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("1 ")
    assert lines[1:] == ["stopped finished"]


def test_what_the_page_names_is_there():
    """Dotted names of the library in the page's text can be imported."""
    names = set(re.findall(r"`((?:core|models)(?:\.\w+)+)", TEXT))
    assert len(names) >= 10
    for name in names:
        module, _, last = name.rpartition(".")
        imported = __import__(module, fromlist=[last])
        assert hasattr(imported, last) or __import__(name, fromlist=["x"]), name
