import argparse
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.base.errors import ConfigError, ModelError, ModelFileError
from core.base.events import Notice
from core.data.images import cv2, encode_jpeg, read_image
from core.model_file import load_model_file
from core.training import run as runs
from core.training.prepare import prepare
from core.training.run_folder import read_facts
from core.training.starting import start
from core.training.weights_source import find_weights, own_input_shape
from models import MODEL_CLASSES, create_model
from models import pretrained as pretrained_module
from models.download import DownloadError
from models.pretrained import DamagedWeightsError, default_weights
from models.registry import ModelSpec


@pytest.fixture
def squeezenet(config):
    return replace(config, model="squeezenet1_1", input_shape=(32,), epochs=1, lr=1e-9)


@pytest.fixture
def installed(own_folders, monkeypatch):
    """Random weights under torchvision's name for squeezenet1_1, as if their hash were right."""
    folder = own_folders / "weights"
    folder.mkdir()
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(folder))
    path = folder / default_weights("squeezenet1_1").file_name
    torch.manual_seed(7)
    torch.save(create_model("squeezenet1_1", 1000).state_dict(), path)
    whole, real = path.read_bytes(), pretrained_module.sha256_of
    digits = default_weights("squeezenet1_1").hash_prefix.ljust(64, "0")
    monkeypatch.setattr(pretrained_module, "sha256_of",
                        lambda file: digits if file.read_bytes() == whole else real(file))
    return path


def first_kernels(path) -> torch.Tensor:
    weights = torch.load(path, weights_only=True)
    return weights.get("state_dict", weights)["features.0.weight"]


def test_auto_takes_the_installed_weights_with_their_mean_and_says_so(squeezenet, installed, no_pictures):
    result = runs.train(replace(squeezenet, pretrained="auto"))
    assert torch.allclose(first_kernels(result.run_dir / "last_model.pth"), first_kernels(installed), atol=1e-6)
    assert load_model_file(result.run_dir).mean == (0.485, 0.456, 0.406)
    assert read_facts(result.run_dir)["weights"] == f"pretrained weights {installed.name}"


def test_a_gray_network_takes_colour_weights(squeezenet, installed, no_pictures):
    result = runs.train(replace(squeezenet, pretrained="squeezenet1_1", in_channels="1"))
    summed = first_kernels(installed).sum(1, keepdim=True)
    assert torch.allclose(first_kernels(result.run_dir / "last_model.pth"), summed, atol=1e-6)
    assert load_model_file(result.run_dir).mean == pytest.approx((0.449,))


def test_without_a_connection_auto_trains_from_scratch_loudly_and_a_name_does_not(squeezenet, monkeypatch, tmp_path):
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", (tmp_path / "nothing").as_uri())
    notices = []
    source = find_weights(replace(squeezenet, pretrained="auto"), notices.append)
    assert source.path is None
    assert "could not be fetched" in source.text
    assert any(isinstance(event, Notice) and event.level == "warning" for event in notices)
    with pytest.raises(DownloadError, match="squeezenet1_1"):
        find_weights(replace(squeezenet, pretrained="squeezenet1_1"), notices.append)


def test_auto_downloads_what_a_mirror_has(squeezenet, monkeypatch, tmp_path, own_folders):
    monkeypatch.setenv("CLASSWISE_WEIGHTS", str(own_folders / "weights"))
    monkeypatch.setenv("CLASSWISE_WEIGHTS_MIRROR", tmp_path.as_uri())
    wanted = default_weights("squeezenet1_1")
    file = tmp_path / wanted.file_name
    torch.save(create_model("squeezenet1_1", 1000).state_dict(), file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    real = pretrained_module.weights_of
    monkeypatch.setattr("models.download.default_weights", lambda name: replace(wanted, hash_prefix=digest[:8]))
    source = find_weights(replace(squeezenet, pretrained="auto"), lambda event: None)
    assert source.path == own_folders / "weights" / wanted.file_name
    assert real("squeezenet1_1")[0].path == source.path


def test_a_network_without_pretrained_weights_starts_from_scratch(config):
    assert find_weights(replace(config, pretrained="auto"), print).text.startswith("from scratch: there are no")
    with pytest.raises(ModelError):
        find_weights(replace(config, pretrained="tiny"), print)


def test_a_name_that_is_neither_a_file_nor_a_network_is_a_sentence(config):
    with pytest.raises(ConfigError, match="no such file"):
        find_weights(replace(config, pretrained="missing.pth"), print)


def test_damaged_weights_are_refused_by_name(squeezenet, installed):
    whole = installed.read_bytes()
    installed.write_bytes(whole[: len(whole) // 2])
    damaged = "is damaged or incomplete"
    by_name = f"{damaged}.*weights get squeezenet1_1"
    expected = {"auto": by_name, "squeezenet1_1": by_name, str(installed): damaged}
    for wish, reason in expected.items():
        with pytest.raises(ModelFileError, match=f"{installed.name} {reason}"):
            runs.train(replace(squeezenet, pretrained=wish))


def test_weights_of_a_right_form_whose_bytes_changed_are_refused(squeezenet, installed):
    torch.save(create_model("squeezenet1_1", 1000).state_dict(), installed)
    with pytest.raises(DamagedWeightsError, match=f"{installed.name} is damaged or incomplete") as raised:
        find_weights(replace(squeezenet, pretrained="auto"), lambda event: None)
    assert raised.value.model == "squeezenet1_1"  # what can be fetched anew


def test_a_file_of_torchvisions_is_known_by_its_name_wherever_it_lies(squeezenet, installed, monkeypatch):
    known = replace(default_weights("squeezenet1_1"), mean=(0.5, 0.4, 0.3), input_shape=(48, 48))
    monkeypatch.setattr("core.training.weights_source.weights_of", lambda name: [known])
    given = replace(squeezenet, pretrained=str(installed), input_shape=())
    assert own_input_shape(given, "squeezenet1_1") == (48, 48)
    assert find_weights(given, lambda event: None).mean == (0.5, 0.4, 0.3)
    torch.save(create_model("squeezenet1_1", 1000).state_dict(), installed)
    assert "damaged or incomplete" in told_before(given)
    installed.rename(installed.with_name("own.pth"))
    own = replace(given, pretrained=str(installed.with_name("own.pth")))
    assert own_input_shape(own, "squeezenet1_1") is None
    assert find_weights(own, lambda event: None).mean == ()


def test_words_and_networks_are_not_taken_for_files_of_their_name(squeezenet, installed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("auto", "squeezenet1_1"):
        (tmp_path / name).mkdir()
        source = find_weights(replace(squeezenet, pretrained=name), lambda event: None)
        assert source.path == installed


def test_weights_that_are_no_numbers_are_told_before_a_picture_is_looked_at(squeezenet, tmp_path):
    weights = create_model("squeezenet1_1", 9).state_dict()
    weights["features.0.weight"][3] = float("nan")
    torch.save(weights, tmp_path / "weights.pth")
    told = told_before(replace(squeezenet, pretrained=str(tmp_path / "weights.pth")))
    assert "not numbers (nan, in features.0.weight)" in told


def test_the_network_that_weights_do_not_fit_is_named_also_where_nobody_chose_it(squeezenet, installed):
    told = told_before(replace(squeezenet, model="auto", pretrained=str(installed)))
    assert "--model is resnet18, by default" in told


def test_the_window_is_told_of_a_failed_download_instead_of_training_from_scratch(squeezenet):
    with pytest.raises(DownloadError, match="squeezenet1_1"):
        runs.train(replace(squeezenet, pretrained="auto"), may_fall_back=False)


@pytest.mark.parametrize(("channels", "side", "is_taken"), [("1", 32, False), ("1", 64, True), ("3", 32, True)])
def test_tiny_gray_pictures_alone_are_learnt_from_scratch_by_auto(squeezenet, installed, channels, side, is_taken):
    notices = []
    source = find_weights(replace(squeezenet, pretrained="auto", in_channels=channels, input_shape=(side, side)),
                          notices.append)
    assert source.has_weights == is_taken
    assert source.setting == ("squeezenet1_1" if is_taken else "none")
    assert ("gray pictures of 32 px" in source.text) == (not is_taken)
    assert [event.message for event in notices] == ([] if is_taken else [f"Training {source.text}."])


def test_a_mirror_of_the_settings_goes_before_the_environment(squeezenet, tmp_path):
    with pytest.raises(DownloadError, match="elsewhere"):
        find_weights(replace(squeezenet, pretrained="squeezenet1_1", weights_mirror=(tmp_path / "elsewhere").as_uri()),
                     print)


def test_large_pictures_take_the_size_that_the_weights_were_made_with(config, tmp_path):
    for path in Path(config.dataset_path).rglob("*.png"):
        image = cv2.resize(read_image(path, 3), (400, 400), interpolation=cv2.INTER_NEAREST)
        path.write_bytes(encode_jpeg(image))
    given = replace(config, model="efficientnet_b4", input_shape=(), pretrained="auto")
    assert prepare(given).config.input_shape == (380, 380)
    assert prepare(replace(given, pretrained="none")).config.input_shape == (224, 224)


def test_the_command_line_ends_with_what_the_run_started_from(squeezenet, capsys, no_pictures):
    from app.commands import train

    arguments = ["--dataset_path", squeezenet.dataset_path, "--model", "squeezenet1_1", "--input_shape", "32",
                 "--epochs", "1", "--batch_size", "8", "--device", "cpu", "--precision", "fp32", "--log_dir",
                 squeezenet.log_dir]
    assert train.run(train.add_options(argparse.ArgumentParser()).parse_args(arguments)) == 0
    printed = capsys.readouterr().out
    assert "Started:    from scratch: pretrained weights could not be fetched" in printed.splitlines()[-9:]
    facts = read_facts(next(Path(squeezenet.log_dir).iterdir()))
    assert facts["weights"] == "from scratch: pretrained weights could not be fetched"


@pytest.mark.parametrize(("wish", "problem"), [("missing.pth", "no such file"),
                                               ("resnet18", "weights of resnet18 do not fit squeezenet1_1")])
def test_weights_that_cannot_be_are_told_before_a_picture_is_looked_at(squeezenet, wish, problem):
    heard = []
    with pytest.raises(ConfigError, match=problem):
        prepare(replace(squeezenet, pretrained=wish), heard.append)
    assert not heard


def test_weights_of_a_name_that_nobody_gives_are_told_before_a_picture_is_looked_at(squeezenet, tmp_path):
    config = replace(squeezenet, pretrained="squeezenet1_1", weights_mirror=(tmp_path / "nothing").as_uri())
    wanted = default_weights("squeezenet1_1")
    told = told_before(config)
    assert all(part in told for part in (wanted.file_name, wanted.url, "weights import"))
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / wanted.file_name).touch()
    assert prepare(config).config.pretrained == "squeezenet1_1"  # asked for; fetched when the pictures are read
    assert not list(tmp_path.rglob("*.part"))


def told_before(config) -> str:
    """Return the error of preparing a run, which must come before a picture is looked at."""
    heard: list[object] = []
    with pytest.raises(ModelError) as caught:
        prepare(config, heard.append)
    assert not heard
    return str(caught.value)


@pytest.mark.parametrize("how", ["cut", "no weights", "code", "another network"])
def test_a_file_that_cannot_be_is_told_before_a_picture_is_looked_at(squeezenet, tmp_path, how):
    file = tmp_path / "weights.pth"
    torch.save(create_model("squeezenet1_1", 9).state_dict(), file)
    if how == "cut":
        file.write_bytes(file.read_bytes()[:-5000])
    elif how == "another network":
        torch.save(create_model("mobilenet_v3_small", 9).state_dict(), file)
    elif how == "code":
        torch.save(create_model("squeezenet1_1", 9), file)
    else:
        torch.save({"classes": ["a"]}, file)
    told = told_before(replace(squeezenet, pretrained=str(file)))
    assert told.startswith(str(file))


def test_a_network_of_ones_own_that_reads_values_while_it_is_built_takes_its_file(config, tmp_path, monkeypatch):
    monkeypatch.setitem(MODEL_CLASSES, "counting", ModelSpec("tests.networks:CountingNet"))
    file = tmp_path / "weights.pth"
    torch.save(create_model("counting", 9).state_dict(), file)
    begin = start(prepare(replace(config, model="counting", pretrained=str(file))), lambda event: None)
    assert begin.config.pretrained == str(file)


@pytest.mark.parametrize("wish", ["squeezenet1_1", "file"])
def test_damaged_weights_in_the_weights_folder_are_told_before_a_picture_is_looked_at(squeezenet, installed, wish):
    installed.write_bytes(installed.read_bytes()[:-5000])
    assert installed.name in told_before(replace(squeezenet, pretrained=str(installed) if wish == "file" else wish))


def test_weights_of_another_network_are_refused_by_the_files_name(squeezenet, tmp_path, no_pictures):
    other = tmp_path / "other.pth"
    torch.save(create_model("mobilenet_v3_small", 10).state_dict(), other)
    with pytest.raises(ModelError, match=r"other\.pth: The weights do not fit the network SqueezeNet"):
        runs.train(replace(squeezenet, pretrained=str(other)))
