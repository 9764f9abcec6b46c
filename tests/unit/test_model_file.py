import enum
import errno
import io
import pickle
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.base.errors import ModelFileError, OutputError
from core.base.types import Resize
from core.model_file import PARTS, ModelFile, load_model_file, model_file_of, model_path, save_model_file
from core.plain_values import plain
from models import create_model


@pytest.fixture
def model_file() -> ModelFile:
    weights = create_model("squeezenet1_1", 2).state_dict()
    return ModelFile("squeezenet1_1", weights, ("нет", "да"), 3, (32, 48), Resize.LETTERBOX, (0.5,) * 3, (0.2,) * 3,
                     metrics={"val_loss": np.float32(0.5)}, config={"epochs": 3}, positive_class="да", threshold=0.4,
                     picture_hashes=("ab", "cd"), epoch=3)


def test_all_comes_back(model_file, tmp_path):
    path = tmp_path / "модель 模型.pth"
    save_model_file(model_file, path)
    again = load_model_file(path)
    for name in ("model", "classes", "in_channels", "input_shape", "resize", "mean", "std", "metrics", "config",
                 "positive_class", "threshold", "picture_hashes", "epoch", "dropout"):
        assert getattr(again, name) == getattr(model_file, name), name
    assert again.preprocess == model_file.preprocess
    assert again.positive_index == 1
    assert set(again.versions) == {"python", "torch", "torchvision"}
    for name, value in model_file.network().state_dict().items():
        assert torch.equal(value, again.network().state_dict()[name])


class Color(enum.Enum):
    RED = "red"


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize(("value", "expected"), [
    (Color.RED, "red"), (Path("a"), "a"), (np.int64(3), 3), (np.float32(0.5), 0.5), (np.array([1, 2]), [1, 2]),
    ((1, (2, "x")), [1, [2, "x"]]), ({1: {None, }}, {1: [None]}), (Text("v"), "v"), (True, True), (None, None),
])
def test_plain_values_are_plain(value, expected):
    result = plain(value)
    assert result == expected
    assert type(result) is type(expected)


def test_what_is_not_plain_is_not_saved():
    with pytest.raises(TypeError, match="cannot be saved"):
        plain({"f": lambda: None})


class Malicious:
    def __reduce__(self):
        return (eval, ("__import__('pathlib').Path('owned').touch()",))


@pytest.mark.parametrize("protocol", [2, 4])
@pytest.mark.parametrize("kind", ["torch", "pickle"])
def test_code_in_a_file_is_refused_and_not_run(tmp_path, monkeypatch, protocol, kind):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bad.pth"
    if kind == "torch":
        torch.save({"state_dict": Malicious()}, path, pickle_protocol=protocol)
    else:
        path.write_bytes(pickle.dumps({"state_dict": Malicious()}, protocol=protocol))
    with pytest.raises(ModelFileError, match=r"bad\.pth"):
        load_model_file(path)
    assert not (tmp_path / "owned").exists()


def test_a_file_cut_anywhere_is_a_sentence(model_file, tmp_path):
    path = tmp_path / "model.pth"
    save_model_file(model_file, path)
    data = path.read_bytes()
    for length in (0, 1, 10, 1000, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:length])
        with pytest.raises(ModelFileError, match=r"model\.pth"):
            load_model_file(path)


def test_foreign_content_is_a_sentence(tmp_path):
    for content in ([1, 2], {}, torch.zeros(3), "text"):
        torch.save(content, tmp_path / "x.pth")
        with pytest.raises(ModelFileError):
            load_model_file(tmp_path / "x.pth")


@pytest.mark.parametrize("change", [
    {"format_version": "one"}, {"model": 7}, {"model": ""}, {"state_dict": {"layer": 7}}, {"state_dict": [1]},
    {"state_dict": {7: torch.zeros(1)}}, {"classes": []}, {"classes": "no"}, {"classes": ["no", "no"]},
    {"classes": ["no", 1]}, {"in_channels": 2}, {"in_channels": True}, {"in_channels": "3"},
    {"input_shape": [32]}, {"input_shape": "32"}, {"input_shape": [32, 0]}, {"input_shape": [32.0, 48.0]},
    {"input_shape": [10**6, 10**6]}, {"resize": "stretch it"}, {"resize": ["crop"]}, {"mean": 0.5}, {"mean": [0.5]},
    {"mean": [0.5, 0.5, None]}, {"mean": [0.5, 0.5, float("nan")]}, {"mean": [0.5, 0.5, 10**400]},
    {"std": [0.2, 0.2, 0.0]}, {"std": "abc"},
    {"metrics": 3}, {"config": "epochs"}, {"versions": ["3.11"]}, {"dropout": "0.5"}, {"dropout": -1.0},
    {"positive_class": 1}, {"threshold": "half"}, {"threshold": float("inf")}, {"picture_hashes": [1]},
    {"picture_hashes": "ab"}, {"epoch": -1}, {"epoch": 2.5}, {"network_config": [1]}, {"network_config": "a"},
])  # fmt: skip
def test_a_model_file_with_a_value_of_another_kind_is_a_sentence_that_names_it(model_file, change):
    path = Path("x.pth")
    content = {item.name: getattr(model_file, item.name) for item in fields(model_file)}
    with pytest.raises(ModelFileError, match=rf"x\.pth is damaged: {next(iter(change))} must "):
        model_file_of(content | {"format_version": 1} | change, path)


@pytest.mark.parametrize("name", PARTS)
def test_a_model_file_that_lacks_a_part_is_a_sentence_that_names_it(model_file, name):
    content = {item.name: getattr(model_file, item.name) for item in fields(model_file)} | {"format_version": 1}
    del content[name]
    with pytest.raises(ModelFileError, match=f"is damaged: It lacks {name}"):
        model_file_of(content, Path("x.pth"))


def test_a_newer_format_says_so(model_file, tmp_path):
    save_model_file(model_file, tmp_path / "x.pth", {"format_version": 99})
    with pytest.raises(ModelFileError, match="newer"):
        load_model_file(tmp_path / "x.pth")


def test_a_whole_model_file_takes_no_other_network_and_no_other_classes(model_file, tmp_path):
    path = tmp_path / "x.pth"
    save_model_file(model_file, path)
    model = load_model_file(path)
    assert load_model_file(path, architecture=model.model, classes=list(model.classes)).classes == model.classes
    with pytest.raises(ModelFileError, match="Leave --architecture away"):
        load_model_file(path, architecture="resnet50")
    for classes in (["x", "y"], list(reversed(model.classes))):
        with pytest.raises(ModelFileError, match=r"holds its own class names .*Leave --classes away"):
            load_model_file(path, classes=classes)


def test_plain_weights_need_a_network_and_classes(tmp_path):
    weights = {f"module.{name}": value for name, value in create_model("squeezenet1_1", 2).state_dict().items()}
    torch.save(weights, tmp_path / "x.pth")
    with pytest.raises(ModelFileError, match="--architecture"):
        load_model_file(tmp_path / "x.pth")
    model = load_model_file(tmp_path / "x.pth", architecture="squeezenet1_1", classes=["a", "b"])
    assert model.network() is not None
    wrong = load_model_file(tmp_path / "x.pth", architecture="resnet18", classes=["a", "b"])
    with pytest.raises(ModelFileError, match="do not fit the network resnet18"):
        wrong.network()
    wrong = load_model_file(tmp_path / "x.pth", architecture="squeezenet1_1", classes=["a", "b", "c"])
    with pytest.raises(ModelFileError, match=r"do not fit .*classifier\.1\.weight is \(2, 512, 1, 1\), not \(3, "):
        wrong.network()


def test_the_network_drops_out_what_it_was_trained_with_and_is_ready_to_predict(model_file):
    network = replace(model_file, dropout=0.25).network()
    assert not network.training
    assert network.classifier[0].p == 0.25
    assert model_file.network().classifier[0].p == 0.5


def test_a_run_folder_means_its_best_model_and_where_there_is_none_its_last(tmp_path):
    with pytest.raises(ModelFileError, match="holds neither"):
        model_path(tmp_path)
    for name in ("last_model.pth", "best_model.pth"):
        (tmp_path / name).touch()
        assert model_path(tmp_path) == tmp_path / name


def test_a_full_disk_is_a_sentence_and_leaves_the_old_file(model_file, tmp_path, monkeypatch):
    path = tmp_path / "model.pth"
    save_model_file(model_file, path)
    before = path.read_bytes()

    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("core.model_file.open", lambda *args: Full(), raising=False)
    with pytest.raises(OutputError, match="disk is full"):
        save_model_file(model_file, path)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["model.pth"]
