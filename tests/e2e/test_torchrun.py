"""Several processes on one machine, as torchrun starts them: they give what one process gives."""

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from app.__main__ import main as app_main
from core.base.types import RunEndReason
from core.config import TrainConfig
from core.training.run import resume, train
from models import MODEL_CLASSES
from models.registry import ModelSpec
from tests.pictures import make_class_folders

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
OWN_ENGINE = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(REPOSITORY)!r}); "
              "from core.distributed.launch import launch; sys.exit(launch(2, sys.argv[1:]))"]
SMALL = {"input_shape": (16, 16), "batch_size": 8, "precision": "fp32", "device": "cpu", "pretrained": "none",
         "lr": 0.01, "num_threads": 1, "split": (0.75, 0.25, 0.0)}
TIMEOUT_S = 240
CLOSE = {"rtol": 2e-4, "atol": 2e-5}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends signals; torch's gloo is tried on Linux")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """27 pictures to train: three batches of 8, and one of 3, of which one of two processes has nothing."""
    return make_class_folders(tmp_path_factory.mktemp("folders") / "картинки", ("ants", "bees", "cats"), count=12,
                              size=24)


@pytest.fixture(autouse=True)
def networks(monkeypatch):
    for name, network in (("group_norm_net", "GroupNormNet"), ("dying_net", "DyingNet")):
        monkeypatch.setitem(MODEL_CLASSES, name, ModelSpec(f"tests.networks:{network}"))


def config_of(folder: Path, log_dir: Path, **settings) -> TrainConfig:
    return TrainConfig(dataset_path=str(folder), log_dir=str(log_dir), **{**SMALL, **settings})


def words_of(folder: Path, log_dir: Path, **settings) -> list[str]:
    words = [str(HERE / "small_train.py"), "--dataset_path", str(folder), "--log_dir", str(log_dir)]
    for name, value in {**SMALL, **settings}.items():
        words += [f"--{name}", *(map(str, value) if isinstance(value, tuple) else [str(value).lower()])]
    return words


def run_words(engine: list[str], words: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "OMP_NUM_THREADS": "1", **environment}
    return subprocess.run([*engine, *words], capture_output=True, text=True, encoding="utf-8", timeout=TIMEOUT_S,
                          check=False, env=env)


def only(folder: Path) -> Path:
    [run_dir] = folder.iterdir()
    return run_dir


def weights(run_dir: Path) -> dict[str, torch.Tensor]:
    return torch.load(run_dir / "last_model.pth", weights_only=True)["state_dict"]


def history(run_dir: Path) -> list[dict[str, float]]:
    with open(run_dir / "history.csv", encoding="utf-8", newline="") as file:
        return [{name: float(value) for name, value in row.items() if name != "seconds"}
                for row in csv.DictReader(file)]


def events(run_dir: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (run_dir / "events.jsonl").read_text(encoding="utf-8").splitlines()]


def assert_same_training(ours: Path, theirs: Path) -> None:
    for name, value in weights(theirs).items():
        torch.testing.assert_close(weights(ours)[name], value, **CLOSE, msg=name)
    assert len(history(ours)) == len(history(theirs))
    for mine, other in zip(history(ours), history(theirs), strict=True):
        assert mine == pytest.approx(other, rel=1e-4, abs=1e-5)


def test_two_processes_train_as_one_and_one_of_them_writes(folder, tmp_path):
    """With all that could make a difference: weights of classes, mixing, accumulation, clipping, averaging."""
    settings = {"model": "group_norm_net", "epochs": 3, "mixup": 0.4, "cutmix": 1.0, "accumulate": 3, "clip_grad": 1.0,
                "ema_decay": 0.9, "use_class_weights": True, "loss": "ce+dice", "lr_schedule_type": "plateau"}
    one = train(config_of(folder, tmp_path / "one", **settings)).run_dir
    words = words_of(folder, tmp_path / "two", **settings)
    done = run_words(OWN_ENGINE, words)
    assert done.returncode == 0, done.stderr
    two = only(tmp_path / "two")
    assert_same_training(two, one)

    assert done.stdout.count("Model file:") == 1
    assert done.stderr.count("epoch 3: ") == 1
    kinds = [event["event"] for event in events(two)]
    assert [kinds.count(kind) for kind in ("RunStarted", "BatchEnded", "EpochEnded", "RunEnded")] == [1, 12, 3, 1]
    batches = [[(event["loss"], event["accuracy"]) for event in events(run) if event["event"] == "BatchEnded"]
               for run in (one, two)]
    torch.testing.assert_close(torch.tensor(batches[1]), torch.tensor(batches[0]), rtol=1e-4, atol=1e-5)
    assert "2 processes" in (two / "training.log").read_text(encoding="utf-8")
    decided = [[line.split(",")[:3] for line in (run / "predictions.csv").read_text(encoding="utf-8").splitlines()]
               for run in (one, two)]
    assert decided[0] == decided[1]


def test_two_processes_compute_the_features_of_a_head_once_and_train_it_as_one(folder, tmp_path):
    settings = {"model": "group_norm_net", "epochs": 4, "scenario": "head_only", "augmentation": "light",
                "feature_draws": 2, "sampler": "balanced"}
    one = train(config_of(folder, tmp_path / "one", **settings)).run_dir
    done = run_words(OWN_ENGINE, words_of(folder, tmp_path / "two", **settings))
    assert done.returncode == 0, done.stderr
    two = only(tmp_path / "two")
    assert_same_training(two, one)
    assert "features of 36 pictures were computed once" in (two / "training.log").read_text(encoding="utf-8")


def test_a_process_that_dies_ends_the_other_with_its_name_and_the_run_goes_on(folder, tmp_path):
    settings = {"model": "dying_net", "epochs": 3}
    unbroken = train(config_of(folder, tmp_path / "whole", **settings)).run_dir
    done = run_words(TORCHRUN, words_of(folder, tmp_path / "broken", **settings), DYING_RANK="1")
    assert done.returncode != 0
    broken = only(tmp_path / "broken")
    told = "Process 1 of 2"
    assert f"Error: {told}" in done.stderr
    last = events(broken)[-1]
    assert (last["event"], last["reason"]) == ("RunEnded", "failed")
    assert str(last["message"]).startswith(told)
    assert told in (broken / "training.log").read_text(encoding="utf-8").splitlines()[-1]
    assert len(history(broken)) == 1

    words = [str(HERE / "small_train.py"), "--resume_training", str(broken / "last_model.pth")]
    done = run_words(TORCHRUN, words)
    assert done.returncode == 0, done.stderr
    assert_same_training(broken, unbroken)


def test_a_stop_is_agreed_on_saved_and_one_process_can_go_on(folder, tmp_path):
    settings = {"model": "group_norm_net", "epochs": 1000, "lr_schedule_type": "plateau", "warmup_ratio": 0.0,
                "plateau_patience": 1000}  # a learning rate that does not depend on the number of epochs
    process = subprocess.Popen([*OWN_ENGINE, *words_of(folder, tmp_path / "runs", **settings)], text=True,
                               stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
                               env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert process.stderr is not None
    for line in process.stderr:
        if "epoch 2: " in line:
            break
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=TIMEOUT_S)
    assert process.returncode == 130
    assert "Go on with:" in out
    run_dir = only(tmp_path / "runs")
    assert events(run_dir)[-1]["reason"] == "stopped"
    num_epochs = len(history(run_dir))
    result = resume(run_dir, epochs=num_epochs + 1)
    assert result.reason is RunEndReason.FINISHED
    expected = train(config_of(folder, tmp_path / "whole", **{**settings, "epochs": num_epochs + 1})).run_dir
    assert_same_training(run_dir, expected)


def test_predictions_of_two_processes_are_the_bytes_of_one(folder, tmp_path):
    model = train(config_of(folder, tmp_path / "runs", model="group_norm_net", epochs=1)).run_dir
    folder = make_class_folders(tmp_path / "new", ("ants", "bees", "cats"), count=9, size=24)
    (folder / "ants" / "broken.jpg").write_bytes(b"no picture")
    for ending in ("json", "csv"):
        words = ["predict", str(folder), "--model", str(model), "--device", "cpu", "--batch_size", "5", "--quiet"]
        assert app_main([*words, "--output", str(tmp_path / f"one.{ending}")]) == 1
    done = run_words(TORCHRUN, [str(HERE / "small_app.py"), *words, "--output", str(tmp_path / "two.csv")])
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "two.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()
    assert done.stderr.count("Results: ") == 1


def test_evaluating_with_two_processes_gives_the_figures_of_one(folder, tmp_path):
    model = train(config_of(folder, tmp_path / "runs", model="group_norm_net", epochs=1)).run_dir
    words = ["evaluate", str(folder), "--model", str(model), "--device", "cpu", "--batch_size", "5"]
    assert app_main([*words, "--output", str(tmp_path / "one")]) == 0
    done = run_words(TORCHRUN, [str(HERE / "small_app.py"), *words, "--output", str(tmp_path / "two")])
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "two" / "predictions.csv").read_bytes() == (tmp_path / "one" / "predictions.csv").read_bytes()
    results = [json.loads((tmp_path / name / "test_results.json").read_text(encoding="utf-8")) for name in
               ("one", "two")]
    assert results[0]["metrics"] == results[1]["metrics"]
