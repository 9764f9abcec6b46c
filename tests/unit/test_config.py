import json
from pathlib import Path

import pytest

from core import config as settings
from core.base.errors import ConfigError
from core.config import TrainConfig, from_plain, options, problem_with, to_plain, validate
from core.option import problem_with_value


def test_the_defaults_are_valid():
    validate(TrainConfig())


def test_plain_values_come_back_the_same_through_json():
    config = TrainConfig(input_shape=(64, 96), split=(0.7, 0.3), lr=0.5, dataset_path="ä/日本")
    assert from_plain(json.loads(json.dumps(to_plain(config)))) == config


def test_every_setting_says_what_it_does():
    for name, (_, details) in options().items():
        assert details.help.endswith("."), name
        assert details.group, name


def test_the_number_that_stands_for_auto_is_none_that_could_be_meant():
    for name, (_, details) in options().items():
        assert not details.auto or problem_with_value(name, details.auto_value, details), name


@pytest.mark.parametrize(("changes", "words"), [
    ({"epochs": 0}, "--epochs must be from 1"),
    ({"seed": -1}, "--seed must be from 0 to 2147483647; got -1"),
    ({"lr": -0.1}, "--lr must be above 0 and at most 100, or auto; got -0.1"),
    ({"lr": float("nan")}, "--lr"),
    ({"min_lr": 1.0, "lr": 0.1}, "must not be above --lr"),
    ({"head_epochs": 20}, "--head_epochs 20 leaves nothing"),
    ({"head_epochs": 2, "scenario": "head_only"}, "--head_epochs 2 leaves nothing"),
    ({"clip_grad": float("inf")}, "--clip_grad must be from 0"),
    ({"unfreeze_percent": 101.0}, "--unfreeze_percent must be from 0 to 100"),
    ({"backbone_lr_factor": 0.0}, "--backbone_lr_factor must be above 0"),
    ({"split": (0.5, 0.2, 0.2)}, "sum to 1"),
    ({"split": (1.0,)}, "between 0 and 1"),
    ({"split": (0.8, 0.0, 0.2)}, "above 0"),
    ({"optimizer_type": "rmsprop"}, "auto, adam, adamw, muon, sgd"),
    ({"input_shape": (1, 2, 3)}, "height and width"),
    ({"input_shape": (0,)}, "--input_shape must be from 1"),
    ({"dropout_rate": -0.5}, "--dropout_rate must be from 0 to 0.95, or auto; got -0.5"),
    ({"weight_decay": -2.0}, "--weight_decay must be from 0 to 10, or auto; got -2"),
    ({"weight_decay": float("nan")}, "--weight_decay must be from 0 to 10"),
    ({"lr_milestones": (5, 3)}, "must rise"),
    ({"weights_mirror": "intranet"}, "--weights_mirror must begin with http"),
    ({"sampler": "balanced", "use_class_weights": True}, "twice over"),
])
def test_wrong_settings_are_named_with_their_range(changes, words):
    with pytest.raises(ConfigError, match=words):
        validate(TrainConfig(**changes))


@pytest.mark.parametrize(("changes", "words"), [
    ({"epochs": "3"}, "epochs must be of type int; got '3'"),
    ({"batch_size": None}, "batch_size must be of type int; got None"),
    ({"lr": True}, "lr must be of type float; got True"),
    ({"split": [0.8, 0.2]}, "split must be of type tuple"),
    ({"input_shape": (64, "64")}, "input_shape must be of type int; got '64'"),
    ({"dataset_path": Path("pictures")}, "dataset_path must be of type str"),
])
def test_settings_of_the_wrong_type_are_named(changes, words):
    with pytest.raises(ConfigError, match=words):
        validate(TrainConfig(**changes))


def test_a_whole_number_may_stand_for_a_float():
    validate(TrainConfig(lr=1, split=(1 / 2, 1 / 2, 0)))


@pytest.mark.parametrize(("values", "words"), [
    ({"epochs": "ten"}, "epochs must be of type int"),
    ({"epochs": True}, "epochs must be of type int"),
    ({"input_shape": [32, "x"]}, "input_shape"),
    ({"model": 3}, "model must be of type str"),
])
def test_plain_values_of_the_wrong_type_are_refused(values, words):
    with pytest.raises(ConfigError, match=words):
        from_plain(values)


def test_a_problem_is_found_for_one_setting_alone():
    assert problem_with("epochs", 5) is None
    assert "100000" in problem_with("epochs", 10**9)


@pytest.mark.parametrize("text", ["", "[1]", "{", "\x00"])
def test_a_config_file_that_is_none_is_a_sentence(tmp_path, text):
    path = tmp_path / "config.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="JSON"):
        settings.load(path)


def test_a_missing_config_file_is_a_sentence(tmp_path):
    with pytest.raises(ConfigError, match="Cannot read the settings"):
        settings.load(tmp_path / "none.json")
