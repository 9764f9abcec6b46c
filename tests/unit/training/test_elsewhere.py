"""Whole runs with networks of timm and Hugging Face: trained, resumed elsewhere, predicted, judged, exported."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.base.errors import ConfigError, DataError, ModelError, ModelFileError
from core.base.events import Notice
from core.base.types import Resize
from core.config import TrainConfig
from core.inference.onnx_export import export_onnx
from core.inference.predictor import Predictor
from core.model_file import ModelFile, load_model_file
from core.training import run as runs
from core.training.prepare import prepare
from core.training.starting import start
from models import create_model, surgery
from models.download import DownloadError
from models.elsewhere.networks import portable_config
from models.freezing import train_layers_from_top
from models.parting import part
from tests.elsewhere import hf_folder, needs_timm, needs_transformers
from tests.unit.training.test_run import Watcher, at_batch, weights

NAMES = [pytest.param("hf", marks=needs_transformers), pytest.param("timm", marks=needs_timm)]


def of_elsewhere(config: TrainConfig, kind: str, tmp_path: Path) -> TrainConfig:
    """Settings of a short training of a network from elsewhere."""
    name = f"hf:{hf_folder(tmp_path / 'hub' / 'vit-tiny')}" if kind == "hf" else "timm:test_resnet"
    return replace(config, model=name, input_shape=(32,), epochs=2, lr=1e-3)


@needs_transformers
def test_a_network_with_windows_of_attention_is_written_as_onnx(tmp_path):
    pytest.importorskip("onnxruntime")
    name = f"hf:{hf_folder(tmp_path / 'swin', 'swin')}"
    network = create_model(name, 3, 3, None, (32, 32))
    model_file = ModelFile("hf:swin", network.state_dict(), ("a", "b", "c"), 3, (32, 32), Resize.CROP, (0.5,) * 3,
                           (0.5,) * 3, network_config=portable_config(name))
    assert export_onnx(model_file, tmp_path / "swin.onnx") < 1e-4
    sly = replace(model_file, network_config={**model_file.network_config, "auto_map": {"AutoConfig": "code.Config"}})
    with pytest.raises(ModelError, match="auto_map"):
        sly.network()


@needs_transformers
@pytest.mark.parametrize("entry", ["attn_implementation", "_attn_implementation", "experts_implementation"])
def test_a_model_file_that_names_code_of_the_hub_is_opened_without_it(tmp_path, entry):
    name = f"hf:{hf_folder(tmp_path / 'vit')}"
    network = create_model(name, 3, 3, None, (32, 32))
    sly = ModelFile("hf:vit", network.state_dict(), ("a", "b", "c"), 3, (32, 32), Resize.CROP, (0.5,) * 3, (0.5,) * 3,
                    network_config={**portable_config(name), entry: "someone/kernels"})
    assert "someone/kernels" not in str(vars(sly.network().network.config))


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("kind", NAMES)
def test_a_run_is_resumed_to_the_same_weights_where_the_folder_is_gone(config, tmp_path, kind):
    config = of_elsewhere(config, kind, tmp_path)
    whole = runs.train(replace(config, log_dir=str(tmp_path / "whole")))
    control = runs.Control()
    stopped = runs.train(config, Watcher(at_batch(2, 2), control.stop), control)
    shutil.rmtree(tmp_path / "hub", ignore_errors=True)
    runs.resume(stopped.run_dir)
    expected, found = weights(whole.run_dir / "last_model.pth"), weights(stopped.run_dir / "last_model.pth")
    assert all(torch.equal(tensor, found[name]) for name, tensor in expected.items())


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("kind", NAMES)
def test_a_model_file_opens_on_a_machine_without_the_folder(config, tmp_path, kind):
    config = replace(of_elsewhere(config, kind, tmp_path), epochs=1)
    result = runs.train(config)
    assert not set(result.run_dir.name) & set(':/\\')
    assert result.run_dir.name.endswith("hf_vit-tiny" if kind == "hf" else "timm_test_resnet")
    moved = shutil.copy(result.run_dir / "best_model.pth", tmp_path / "alone.pth")
    shutil.rmtree(tmp_path / "hub", ignore_errors=True)
    model_file = load_model_file(moved)
    assert model_file.model == ("hf:vit-tiny" if kind == "hf" else "timm:test_resnet")
    assert model_file.versions["transformers" if kind == "hf" else "timm"]
    pictures = sorted(map(str, Path(config.dataset_path).rglob("*.*")))[:7]
    plain, fast = (list(Predictor(model_file, device="cpu", batch_size=3, fast=is_fast).predict(pictures))
                   for is_fast in (False, True))
    for one, other in zip(plain, fast, strict=True):
        assert sum(one.scores) == pytest.approx(1)
        assert one.scores == pytest.approx(other.scores, abs=0.02)
    if kind == "hf":
        again = replace(config, model=f"hf:{moved}", pretrained="auto")
        assert runs.train(again).reason == "finished"


@pytest.mark.parametrize("kind", NAMES)
def test_a_model_file_is_written_as_onnx(config, tmp_path, kind):
    config = of_elsewhere(config, kind, tmp_path)
    begin = start(prepare(config), lambda event: None)
    network, template = begin.network, begin.template
    pytest.importorskip("onnxruntime")
    output = tmp_path / "model.onnx"
    assert export_onnx(replace(template, state_dict=network.state_dict()), output) < 1e-4


@needs_transformers
def test_the_folders_own_weights_size_mean_and_std_are_taken(config, tmp_path):
    name = f"hf:{hf_folder(tmp_path / 'vit-in21k', backbone_only=True)}"
    watcher = Watcher()
    prepared = prepare(replace(config, model=name, input_shape=(), pretrained="auto"))
    assert prepared.config.input_shape == (32, 32)
    begin = start(prepared, watcher)
    network, template, text = begin.network, begin.template, begin.weights
    assert template.mean == template.std == (0.5, 0.5, 0.5)
    assert text == "pretrained weights of hf:vit-in21k"
    (notice,) = [event for event in watcher.of(Notice) if "own weights" in event.message]
    assert "network.classifier fresh" in notice.message
    assert "Not used: pooler" in notice.message

    from transformers import AutoModel

    theirs = AutoModel.from_pretrained(tmp_path / "vit-in21k").state_dict()
    found = network.state_dict()["network.vit.embeddings.cls_token"]
    assert torch.equal(found, theirs["embeddings.cls_token"])


@needs_transformers
def test_from_scratch_is_from_scratch(config, tmp_path):
    config = replace(of_elsewhere(config, "hf", tmp_path), pretrained="none")
    text = start(prepare(config), lambda event: None).weights
    assert text == "from scratch"


@needs_transformers
def test_weights_of_another_network_are_told(config, tmp_path):
    other = hf_folder(tmp_path / "resnet", "resnet")
    config = replace(of_elsewhere(config, "hf", tmp_path), pretrained=f"hf:{other}")
    watcher = Watcher()
    with pytest.raises(ModelError, match=r"do not fit.*--model is hf:vit-tiny"):
        prepare(config, watcher)
    assert not watcher.events, "it is told before a picture is read"
    with pytest.raises(ModelError, match=r"do not fit.*--model is resnet18"):
        prepare(replace(config, model="resnet18"))


@needs_transformers
def test_weights_without_a_head_are_taken_for_the_classes_that_the_folder_names(config, tmp_path):
    folder = hf_folder(tmp_path / "vit-in21k", backbone_only=True)
    values = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config = replace(config, model=f"hf:{folder}", input_shape=())
    classes = prepare(config).splits.classes
    labels = {str(number): name for number, name in enumerate(classes)}
    (folder / "config.json").write_text(json.dumps({**values, "id2label": labels}), encoding="utf-8")
    watcher = Watcher()
    start(prepare(config), watcher)
    assert any("network.classifier fresh" in event.message for event in watcher.of(Notice))


@needs_transformers
def test_weights_of_another_folder_bring_their_own_mean_and_std(config, tmp_path):
    config = replace(of_elsewhere(config, "hf", tmp_path), pretrained=f"hf:{hf_folder(tmp_path / 'other')}")
    processor = tmp_path / "other" / "preprocessor_config.json"
    values = json.loads(processor.read_text(encoding="utf-8"))
    processor.write_text(json.dumps({**values, "image_mean": [0.25] * 3}), encoding="utf-8")
    assert start(prepare(config), lambda event: None).template.mean == (0.25, 0.25, 0.25)


@needs_timm
def test_timms_weights_without_a_connection_are_told_and_a_file_does(config, tmp_path):
    from safetensors.torch import save_file

    config = of_elsewhere(config, "timm", tmp_path)
    watcher = Watcher()
    text = start(prepare(replace(config, pretrained="auto")), watcher).weights
    assert text == "from scratch: pretrained weights could not be fetched"
    assert any(event.level == "warning" and "test_resnet" in event.message for event in watcher.of(Notice))
    file = tmp_path / "model.safetensors"
    save_file(create_model("timm:test_resnet", 1000).state_dict(), file)
    text = start(prepare(replace(config, pretrained=str(file))), watcher).weights
    assert str(file) in text
    assert any("head.fc fresh" in event.message or "fc fresh" in event.message for event in watcher.of(Notice))


@pytest.mark.parametrize("name", [pytest.param("timm:test_resnet", marks=needs_timm),
                                  pytest.param("hf:owner/network", marks=needs_transformers)])
def test_weights_by_name_that_cannot_be_had_are_told_before_the_pictures_are_read(config, name, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    config = replace(config, model="timm:test_resnet" if name.startswith("timm") else "resnet18", pretrained=name)
    heard = []
    with pytest.raises(DownloadError, match="could not be fetched"):
        prepare(config, heard.append)
    assert not heard


@needs_transformers
def test_a_refused_folder_is_told_before_the_pictures_are_read(config, tmp_path):
    folder = hf_folder(tmp_path / "vit")
    (folder / "preprocessor_config.json").unlink()
    with pytest.raises(ModelError, match="no image processor"):
        prepare(replace(config, model=f"hf:{folder}", dataset_path=str(tmp_path / "no such pictures")))
    with pytest.raises((ModelError, ConfigError)):
        prepare(replace(config, model="timm:no_such_network"))


@needs_transformers
def test_damaged_weights_of_a_folder_are_told_before_the_pictures_are_read(config, tmp_path):
    folder = hf_folder(tmp_path / "vit")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    wrong = replace(config, model=f"hf:{folder}", input_shape=(), dataset_path=str(tmp_path / "no such pictures"))
    with pytest.raises(ModelFileError, match=r"model\.safetensors is cut short or damaged"):
        prepare(replace(wrong, pretrained="auto"))
    with pytest.raises(DataError):
        prepare(replace(wrong, pretrained="none"))


@pytest.mark.parametrize("kind", NAMES)
def test_networks_are_parted_and_frozen_at_their_head(config, tmp_path, kind):
    network = create_model(of_elsewhere(config, kind, tmp_path).model, 3, 3, None, (32, 32))
    train_layers_from_top(network, 1)
    learning = {name.rpartition(".")[0] for name, parameter in network.named_parameters() if parameter.requires_grad}
    assert learning == {surgery.head_names(network)[0]}
    parted = part(network, torch.randn(2, 3, 32, 32))
    assert parted.num_features == network.get_submodule(surgery.head_names(network)[0]).in_features


@needs_timm
def test_both_heads_of_a_distilled_network_learn():
    with torch.device("meta"):
        network = create_model("timm:deit_tiny_distilled_patch16_224", 5)
    train_layers_from_top(network, 1)
    learning = {name.rpartition(".")[0] for name, parameter in network.named_parameters() if parameter.requires_grad}
    assert learning == {"head", "head_dist"}


@needs_transformers
def test_a_network_that_is_no_image_classifier_is_told_before_a_picture_is_looked_at(config, tmp_path):
    config = of_elsewhere(config, "hf", tmp_path)
    settings = Path(config.model.removeprefix("hf:")) / "config.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text("utf-8")), "model_type": "bert"}), "utf-8")
    heard = []
    with pytest.raises(ModelError, match=r"^transformers .* has no image classifier of the kind 'bert'"):
        prepare(config, heard.append)
    assert not heard
