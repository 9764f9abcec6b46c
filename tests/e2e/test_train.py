"""train.py as its user runs it: real processes, kills and Ctrl-C included."""

import csv
import json
import os
import re
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tests.pictures import make_class_folders

REPOSITORY = Path(__file__).resolve().parents[2]
TRAIN = [sys.executable, str(REPOSITORY / "train.py")]
SMALL = ["--model", "squeezenet1_1", "--input_shape", "32", "--batch_size", "4", "--epochs", "3", "--lr", "1e-4",
         "--precision", "fp32", "--device", "cpu", "--num_threads", "2"]


@pytest.fixture
def folder(tmp_path) -> Path:
    return make_class_folders(tmp_path / "картинки и 图片", ("ants", "bees"), count=10, size=32)


def train(*words: object, cwd: Path, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*TRAIN, *map(str, words)], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
                          timeout=240, check=False, **options)


def weights(path: Path) -> dict[str, torch.Tensor]:
    return torch.load(path, weights_only=True)["state_dict"]


def history(run_dir: Path) -> list[dict[str, str]]:
    with open(run_dir / "history.csv", encoding="utf-8", newline="") as file:
        return [{name: value for name, value in row.items() if name != "seconds"} for row in csv.DictReader(file)]


def only_run(folder: Path) -> Path:
    runs = list((folder / "runs").iterdir())
    assert len(runs) == 1
    return runs[0]


def test_the_sample_trains_and_says_what_comes_next(tmp_path):
    done = train("--dataset-path", "sample", "--epochs", "1", "--model", "squeezenet1_1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    run_dir = only_run(tmp_path)
    lines = done.stdout.splitlines()
    assert f"Model file: {run_dir.relative_to(tmp_path) / 'best_model.pth'}" in lines
    assert any("python -m app predict" in line for line in lines)
    assert json.loads((run_dir / "config.json").read_text(encoding="utf-8"))["in_channels"] == "1"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_run_goes_on_to_the_bits_of_the_unbroken_one(tmp_path):
    folder = make_class_folders(tmp_path / "many", ("ants", "bees"), count=40, size=32)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    words = ["--dataset_path", str(folder), *SMALL, "--epochs", "6"]
    assert train(*words, cwd=whole).returncode == 0
    process = subprocess.Popen([*TRAIN, *words], cwd=killed, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               text=True, encoding="utf-8")
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("epoch 2: "):  # four epochs are still to come
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    run_dir = only_run(killed)
    assert len(history(run_dir)) < 6
    done = train("--resume_training", run_dir / "last_model.pth", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for name in ("best_model.pth", "last_model.pth"):
        mine, theirs = weights(run_dir / name), weights(only_run(whole) / name)
        assert all(torch.equal(mine[key], theirs[key]) for key in theirs)
    assert history(run_dir) == history(only_run(whole))


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def test_ctrl_c_saves_and_tells_how_to_go_on(folder, tmp_path):
    process = subprocess.Popen([*TRAIN, "--dataset_path", str(folder), *SMALL, "--epochs", "500"], cwd=tmp_path,
                               stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("epoch 1: "):  # the second one has begun
            break
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=240)
    assert process.returncode == 130
    command = re.search(r"python train.py --resume_training (\S+)", out)
    assert command is not None
    num_epochs = len(history(only_run(tmp_path)))
    done = train("--resume_training", command.group(1), "--epochs", num_epochs + 1, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(history(only_run(tmp_path))) == num_epochs + 1


def test_ctrl_c_in_the_first_moment_shows_no_traceback(monkeypatch):
    class Interrupting:
        def find_spec(self, name, path=None, target=None):
            if name == "app.commands.train":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "app.commands.train", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(REPOSITORY / "train.py"), run_name="__main__")
    assert ended.value.code == 130


INTERRUPTED = """
import runpy, signal, sys
wanted, start, *words = sys.argv[1:]

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                if name == "app.startup":
                    raise
                raise ImportError("cannot load module more than once per process")  # as numpy's initialisation does

signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background of a shell have it ignored
sys.meta_path.insert(0, Interrupting())
sys.path.insert(0, ".")
sys.argv = [start, *words]
(runpy.run_path if start.endswith(".py") else runpy.run_module)(start, run_name="__main__")
"""


@pytest.mark.parametrize("module", ["app.startup", "app.commands.common", "core.config", "torch", "torchvision"])
@pytest.mark.parametrize("words", [["train.py", "--dataset_path", "nowhere"], ["app", "evaluate", "x", "--model", "y"]])
def test_ctrl_c_while_modules_are_loaded_ends_it_without_a_traceback(module, words):
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, module, *words], cwd=REPOSITORY, capture_output=True,
                          encoding="utf-8", timeout=240, check=False)
    assert done.returncode == 130
    assert done.stdout == ""
    assert done.stderr == ("" if module == "app.startup" else "\nStopped by Ctrl-C.\n")


def test_the_readmes_own_network_trains_and_predicts(folder, tmp_path):
    blocks = re.findall(r"```python\n# (\w+\.py)\n(.*?)```", (REPOSITORY / "README.md").read_text(encoding="utf-8"),
                        flags=re.DOTALL)
    for name, code in blocks:
        (tmp_path / name).write_text(code, encoding="utf-8")
    assert {name for name, _ in blocks} == {"my_training.py", "my_networks.py"}
    folder.rename(tmp_path / "pictures")
    environment = dict(os.environ, PYTHONPATH=str(REPOSITORY), PYTHONIOENCODING="utf-8")
    script = tmp_path / "my_training.py"
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, env=environment, capture_output=True, text=True,
                          encoding="utf-8", timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    run_dir = done.stdout.splitlines()[-1]
    predict = ("import my_training\nfrom core.inference.predictor import Predictor\n"
               "from core.model_file import load_model_file\nimport glob, sys\n"
               f"predictor = Predictor(load_model_file({run_dir!r}), device='cpu')\n"
               "for found in predictor.predict(sorted(glob.glob('pictures/*/*.png'))):\n"
               "    assert found.error is None and abs(sum(found.scores) - 1) < 1e-3\n    print(found.path)\n")
    (tmp_path / "my_prediction.py").write_text(predict, encoding="utf-8")
    done = subprocess.run([sys.executable, str(tmp_path / "my_prediction.py")], cwd=tmp_path, env=environment,
                          capture_output=True, text=True, encoding="utf-8", timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 20


@pytest.mark.parametrize(("words", "sentence"), [
    ([], "--dataset_path FOLDER"),
    (["--dataset_path", "nowhere"], "nowhere"),
    (["--dataset_path", "empty"], "empty"),
    (["--dataset_path", "file.txt"], "file.txt"),
    (["--dataset_path", "pictures", "--epochs", "0"], "--epochs must be from 1"),
    (["--dataset_path", "pictures", "--model", "resnet19"], "resnet18"),
    (["--dataset_path", "pictures", "--model", "vit_b_16", "--input_shape", "100"], "vit_b_16"),
    (["--dataset_path", "pictures", "--device", "cuda:77"], "--device"),
    (["--dataset_path", "pictures", "--gpu", "first"], "--gpu"),
    (["--dataset_path", "pictures", "--num_classes", "9"], "2 classes"),
    (["--resume_training", "nothing.pth"], "nothing.pth"),
    (["--resume_training", "file.txt"], "file.txt"),
])
def test_bad_input_is_one_sentence_and_status_2(words, sentence, tmp_path, monkeypatch, capsys):
    from app.commands.train import main

    make_class_folders(tmp_path / "pictures", count=4)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("hello", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["train.py", *words])
    assert main() == 2
    captured = capsys.readouterr()
    assert sentence in captured.out + captured.err
    assert not words or len([line for line in captured.err.splitlines() if line.startswith("Error: ")]) == 1
    assert not (tmp_path / "runs").exists()


def test_a_wrong_path_names_what_lies_beside_it(tmp_path, monkeypatch, capsys):
    from app.commands.train import main

    make_class_folders(tmp_path / "my_pictures", count=4)
    monkeypatch.setattr(sys, "argv", ["train.py", "--dataset_path", str(tmp_path / "my_picture")])
    assert main() == 2
    assert "my_pictures" in capsys.readouterr().err


def test_help_is_quick_and_explains_every_option(tmp_path):
    done = train("--help", cwd=tmp_path)
    assert done.returncode == 0
    for name in ("--dataset_path", "--lr_schedule_type", "--warmup_ratio", "--label_smoothing", "--resume_training"):
        assert name in done.stdout
    code = "import sys, app.commands.train; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=False).returncode == 0


def test_a_mismatched_torchvision_is_a_sentence(tmp_path, folder):
    (tmp_path / "torchvision").mkdir()
    (tmp_path / "torchvision" / "__init__.py").write_text(
        "raise RuntimeError('operator torchvision::nms does not exist')", encoding="utf-8")
    environment = dict(os.environ, PYTHONPATH=str(tmp_path))
    done = train("--dataset_path", folder, cwd=tmp_path, env=environment)
    assert done.returncode == 2
    assert "do not match" in done.stderr
    assert "Traceback" not in done.stderr
