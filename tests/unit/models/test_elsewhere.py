"""Networks of timm and Hugging Face: their names, what their folders say, how they are built and what is refused."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from core.base.errors import DependencyError, ModelError, ModelFileError
from models import create_model, surgery
from models.elsewhere import hub
from models.elsewhere.folder import expected_pictures, network_config, read_folder, weights_files
from models.elsewhere.names import is_elsewhere, parted, shown_name, version_hint, with_absolute_path
from models.registry import check_input_shape, check_name, takes_shape
from models.weights import load_backbone
from tests.elsewhere import hf_folder, needs_timm, needs_transformers


@pytest.mark.parametrize(("name", "expected"), [
    ("timm:resnet26", ("timm", "resnet26")),
    ("timm:vit_tiny_patch16_224.augreg_in21k", ("timm", "vit_tiny_patch16_224.augreg_in21k")),
    (r"hf:C:\networks\vit-large", ("hf", r"C:\networks\vit-large")),
    ("hf:/home/me/vit large", ("hf", "/home/me/vit large")),
    ('hf:"D:\\my nets\\vit"', ("hf", r"D:\my nets\vit")),
    ("hf:google/vit-base-patch16-224", ("hf", "google/vit-base-patch16-224")),
])
def test_only_the_first_colon_parts_a_name(name: str, expected: tuple[str, str]) -> None:
    assert is_elsewhere(name)
    assert parted(name) == expected


@pytest.mark.parametrize("name", ["resnet18", "auto", "my_net", r"C:\weights\resnet18.pth"])
def test_other_names_are_of_the_registry(name: str) -> None:
    assert not is_elsewhere(name)
    assert shown_name(name) == name


@pytest.mark.parametrize("name", ["timm:", "hf:", "timm:hf-hub:owner/net", "timm:../resnet26", "hf: "])
def test_a_prefix_without_a_name_is_told(name: str) -> None:
    with pytest.raises(ModelError, match="needs"):
        check_name(name)


def test_folders_that_are_there_are_named_from_the_top_and_names_of_the_hub_stay(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    (tmp_path / "networks" / "vit").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert with_absolute_path("hf:networks/vit") == f"hf:{tmp_path / 'networks' / 'vit'}"
    for name in ("hf:google/vit-base-patch16-224", "hf:", "timm:networks", "networks", "resnet18"):
        assert with_absolute_path(name) == name


def test_another_version_of_a_networks_package_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.elsewhere.names.metadata.version", lambda package: "2.0")
    assert "pip install timm==1.0" in version_hint("timm:resnet26", {"timm": "1.0", "torch": "2.9"})
    for name, versions in (("timm:resnet26", {"timm": "2.0"}), ("timm:resnet26", {}), ("timm:resnet26", None),
                           ("resnet18", {"timm": "1.0"})):  # fmt: skip
        assert version_hint(name, versions) == ""


def test_a_folder_is_shown_by_its_own_name() -> None:
    assert shown_name(r"hf:C:\networks\vit-large-patch16-224-in21k") == "hf:vit-large-patch16-224-in21k"
    assert shown_name("hf:/nets/vit/") == "hf:vit"
    assert shown_name("hf:runs/today_hf_vit/best_model.pth") == "hf:today_hf_vit"
    assert shown_name("timm:resnet26") == "timm:resnet26"


def test_a_missing_package_is_one_sentence_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    for name, package in (("timm:resnet26", "timm"), ("hf:folder", "transformers")):
        with pytest.raises(DependencyError, match=f"{package}.*requirements-hub.txt"):
            check_name(name)


IMAGENET = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}


@pytest.mark.parametrize(("processor", "shape"), [
    ({"size": {"height": 384, "width": 384}}, (384, 384)),
    ({"size": 224}, (224, 224)),
    ({"size": {"shortest_edge": 256}, "crop_size": {"height": 224, "width": 224}}, (224, 224)),
    ({"size": {"height": 346, "width": 346}, "crop_size": {"height": 289, "width": 289}, "do_center_crop": False},
     (346, 346)),
    ({"size": {"shortest_edge": 224}, "crop_pct": 0.875}, (224, 224)),
    ({"size": {"shortest_edge": 224, "longest_edge": 512}}, (224, 224)),
    ({"size": {"height": 192, "width": 256}}, (192, 256)),
    ({}, (32, 32)),
])
def test_the_size_is_the_image_processors(processor: dict[str, Any], shape: tuple[int, int]) -> None:
    assert expected_pictures({**IMAGENET, **processor}, {"image_size": 32}).input_shape == shape


@pytest.mark.parametrize(("settings", "value_at_white"), [
    ({"image_mean": [0.5] * 3, "image_std": [0.5] * 3}, 1.0),
    ({"image_mean": [0.5] * 3, "image_std": [0.5] * 3, "do_normalize": False}, 1.0),
    ({"image_mean": 0.25, "image_std": 0.5, "rescale_factor": 1 / 255}, 1.5),
    ({"image_mean": [127.5] * 3, "image_std": [127.5] * 3, "do_rescale": False}, 1.0),
    ({"image_mean": [0.5] * 3, "image_std": [0.5] * 3, "rescale_factor": 2 / 255, "rescale_offset": True}, 1.0),
    ({"image_mean": [0.5] * 3, "image_std": [0.5] * 3, "include_top": True}, 2.0),
    ({"do_flip_channel_order": True}, 1.0),
])
def test_rescaling_is_told_as_mean_and_std(settings: dict[str, Any], value_at_white: float) -> None:
    found = expected_pictures(settings, {})
    assert (1 - found.mean[0]) / found.std[0] == pytest.approx(value_at_white)
    assert len(found.mean) == len(found.std) == 3


@pytest.mark.parametrize("settings", [
    {"image_mean": [0.5] * 3, "image_std": [0.0] * 3}, {"image_mean": [float("nan")] * 3},
    {"image_mean": [0.5], "image_std": [0.5]}, {"size": -3}, {"size": 10**9}, {"size": {"height": 0.5}},
])  # fmt: skip
def test_settings_that_no_picture_can_be_made_by_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"pictures of|image_mean|image_std"):
        expected_pictures({**IMAGENET, **settings}, {})


def test_what_a_model_file_keeps_is_the_network_alone() -> None:
    kept = network_config({"model_type": "vit", "image_size": 32, "id2label": {"0": "cat"}, "_name_or_path": "/home/me",
                           "_attn_implementation": "someone/kernels", "attn_implementation": "someone/kernels",
                           "dtype": "float16", "vision_config": {"_attn_implementation": "x", "hidden_size": 8},
                           "stages": [{"_name_or_path": "/home/me", "depth": 2}, 3]})  # fmt: skip
    assert kept == {"model_type": "vit", "image_size": 32, "vision_config": {"hidden_size": 8},
                    "stages": [{"depth": 2}, 3]}  # fmt: skip


@pytest.mark.parametrize(("labels", "found"), [
    ({str(number): f"class {number}" for number in (10, 11, 2, 0, 1, 3, 4, 5, 6, 7, 8, 9)},
     tuple(f"class {number}" for number in range(12))),
    ({"cat": "0", "dog": "1"}, ()),
    (["cat", "dog"], ()),
    (None, ()),
])
def test_a_folders_classes_stand_in_the_order_of_their_numbers(tmp_path: Path, labels: Any, found: tuple) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "vit", "id2label": labels}), encoding="utf-8")
    (tmp_path / "preprocessor_config.json").write_text("{}", encoding="utf-8")
    assert read_folder(tmp_path).labels == found


def test_weights_that_cannot_run_code_are_taken_where_there_are_both(tmp_path: Path) -> None:
    for name in ("pytorch_model.bin", "model.safetensors"):
        (tmp_path / name).touch()
    assert weights_files(tmp_path) == [tmp_path / "model.safetensors"]


# Settings of a config.json that say the size or the classifier in another way than most.
TRANSFORMER = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16,
               "image_size": 32, "patch_size": 8, "num_channels": 3}
UNUSUAL: dict[str, dict[str, Any]] = {
    "two classifiers": {"model_type": "deit", **TRANSFORMER},
    "size as a pair": {"model_type": "hiera", "embed_dim": 8, "image_size": [32, 32], "depths": [1, 1],
                       "num_heads": [1, 2], "num_query_pool": 1, "num_channels": 3},
}


@pytest.fixture(scope="module")
def vit_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hf_folder(tmp_path_factory.mktemp("hub") / "vit-tiny")


def _changed(folder: Path, target: Path, file: str, **changes: Any) -> Path:
    """Copy a folder with entries of one of its JSON files changed."""
    target.mkdir()
    for path in folder.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    values = json.loads((target / file).read_text(encoding="utf-8"))
    (target / file).write_text(json.dumps({**values, **changes}), encoding="utf-8")
    return target


@needs_transformers
class TestHuggingFace:
    def test_a_folder_says_its_network_and_its_pictures(self, vit_folder: Path) -> None:
        found = read_folder(vit_folder)
        assert found.config["model_type"] == "vit"
        assert found.labels == ("cat", "dog", "owl")
        assert found.pictures.input_shape == (32, 32)
        assert found.pictures.mean == (0.5, 0.5, 0.5)
        assert "id2label" not in found.config
        json.dumps(found.config)  # plain values

    @pytest.mark.parametrize("kind", ["vit", "resnet", "convnext", "swin"])
    @pytest.mark.parametrize("channels", [1, 3])
    def test_networks_give_logits_of_the_classes(self, tmp_path: Path, kind: str, channels: int) -> None:
        folder = hf_folder(tmp_path / kind, kind)
        network = create_model(f"hf:{folder}", 5, channels, 0.3, (32, 32)).eval()
        with torch.no_grad():
            assert network(torch.randn(2, channels, 32, 32)).shape == (2, 5)
        head = network.get_submodule(surgery.head_names(network)[0])
        assert isinstance(head, torch.nn.Linear)
        assert head.out_features == 5

    @pytest.mark.parametrize("kind", UNUSUAL)
    def test_settings_that_are_written_otherwise_are_understood(self, kind: str) -> None:
        network = create_model("hf:unusual", 5, 3, None, (32, 32), UNUSUAL[kind]).eval()
        with torch.no_grad():
            assert network(torch.randn(2, 3, 32, 32)).shape == (2, 5)

    def test_a_network_that_gives_no_logits_is_a_sentence(self, vit_folder: Path,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
        def forward(self, images):
            raise AttributeError("no attribute 'logits'")

        monkeypatch.setattr("models.elsewhere.hugging_face.HuggingFaceClassifier.forward", forward)
        with pytest.raises(ModelError, match=r"cannot take pictures of 32 x 32 .*logits"):
            check_input_shape(f"hf:{vit_folder}", (32, 32))

    def test_a_kind_whose_settings_do_not_go_together_is_called_by_its_name(self) -> None:
        wrong = {**UNUSUAL["two classifiers"], "hidden_size": "wide"}
        with pytest.raises(ModelError, match="cannot build a deit of these settings"):
            create_model("hf:wrong", 5, 3, None, (32, 32), wrong)

    def test_weights_of_the_same_classes_come_whole(self, vit_folder: Path) -> None:
        from models.elsewhere.networks import own_weights

        network = create_model(f"hf:{vit_folder}", 3, 3, None, (32, 32)).eval()
        own = own_weights(f"hf:{vit_folder}", 3, (32, 32))
        report = load_backbone(network, own.state, classes_match=own.classes == ("cat", "dog", "owl"))
        assert not report.replaced

        from transformers import AutoModelForImageClassification

        images = torch.randn(2, 3, 32, 32)
        theirs = AutoModelForImageClassification.from_pretrained(vit_folder).eval()
        with torch.no_grad():
            assert torch.allclose(network(images), theirs(pixel_values=images).logits, atol=1e-6)

    def test_a_backbone_without_a_classifier_gets_a_fresh_head(self, tmp_path: Path) -> None:
        from models.elsewhere.networks import own_weights

        folder = hf_folder(tmp_path / "vit-in21k", backbone_only=True)
        network = create_model(f"hf:{folder}", 4, 3, None, (32, 32))
        own = own_weights(f"hf:{folder}", 3, (32, 32))
        report = load_backbone(network, own.state, classes_match=False)
        assert report.replaced == ("network.classifier",)
        assert own.unused == ("pooler.dense.bias", "pooler.dense.weight")

    def test_another_size_and_gray_pictures_are_fitted(self, vit_folder: Path) -> None:
        from models.elsewhere.networks import own_weights

        network = create_model(f"hf:{vit_folder}", 3, 1, None, (48, 48))
        report = load_backbone(network, own_weights(f"hf:{vit_folder}", 1, (48, 48)).state, classes_match=False)
        assert len(report.adapted) == 2

    def test_pickled_weights_are_read_only_as_plain_tensors(self, vit_folder: Path, tmp_path: Path) -> None:
        from safetensors.torch import load

        from models.elsewhere.networks import own_weights

        folder = _changed(vit_folder, tmp_path / "old", "config.json")
        state = load((folder / "model.safetensors").read_bytes())  # Windows removes no file that is mapped
        (folder / "model.safetensors").unlink()
        torch.save(state, folder / "pytorch_model.bin")
        assert own_weights(f"hf:{folder}", 3, (32, 32)).state
        torch.save({"weights": state, "run me": print}, folder / "pytorch_model.bin")
        with pytest.raises(ModelFileError, match="could run code"):
            own_weights(f"hf:{folder}", 3, (32, 32))

    def test_weights_in_parts_are_read(self, vit_folder: Path, tmp_path: Path) -> None:
        from safetensors.torch import load, save_file

        from models.elsewhere.networks import own_weights

        folder = _changed(vit_folder, tmp_path / "parts", "config.json")
        whole = folder / "model.safetensors"
        state = load(whole.read_bytes())
        parts = {name: f"model-0000{number % 2 + 1}-of-00002.safetensors" for number, name in enumerate(state)}
        whole.unlink()
        for part in set(parts.values()):
            save_file({name: state[name] for name in state if parts[name] == part}, folder / part)
        (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": parts}), encoding="utf-8")
        assert len(weights_files(folder)) == 2
        assert len(own_weights(f"hf:{folder}", 3, (32, 32)).state) == len(state)
        (folder / "model-00001-of-00002.safetensors").unlink()
        with pytest.raises(ModelFileError, match="lacks model-00001"):
            weights_files(folder)

    def test_parts_outside_the_folder_are_refused(self, vit_folder: Path, tmp_path: Path) -> None:
        folder = _changed(vit_folder, tmp_path / "sly", "config.json")
        (folder / "model.safetensors").rename(tmp_path / "other.safetensors")
        text = json.dumps({"weight_map": {"a": "../other.safetensors"}})
        (folder / "model.safetensors.index.json").write_text(text, encoding="utf-8")
        with pytest.raises(ModelFileError, match="lacks"):
            weights_files(folder)

    def test_code_of_a_folder_is_refused_and_never_run(self, vit_folder: Path, tmp_path: Path) -> None:
        trace = tmp_path / "was run"
        code = f"open({str(trace)!r}, 'w').close()\n"
        auto_map = {"AutoConfig": "own_code.Config", "AutoModelForImageClassification": "own_code.Net"}
        for number, (file, values) in enumerate([("config.json", {"auto_map": auto_map}),
                                                 ("preprocessor_config.json", {"auto_map": auto_map}),
                                                 ("config.json", {"vision_config": {"auto_map": auto_map}}),
                                                 ("config.json", {"parts": [{"auto_map": auto_map}]})]):
            folder = _changed(vit_folder, tmp_path / f"code{number}", file, **values)
            (folder / "own_code.py").write_text(code, encoding="utf-8")
            with pytest.raises(ModelError, match=r"auto_map.*nothing from a model's folder is ever executed"):
                create_model(f"hf:{folder}", 3)
        assert not trace.exists()

    def test_an_unknown_kind_is_refused_by_name(self, vit_folder: Path, tmp_path: Path) -> None:
        folder = _changed(vit_folder, tmp_path / "odd", "config.json", model_type="my_own_transformer")
        with pytest.raises(ModelError, match="my_own_transformer"):
            create_model(f"hf:{folder}", 3)

    @pytest.mark.parametrize(("removed", "text"), [
        ("preprocessor_config.json", "no image processor"), ("config.json", "no config.json")])
    def test_what_a_folder_lacks_is_named(self, vit_folder: Path, tmp_path: Path, removed: str, text: str) -> None:
        folder = _changed(vit_folder, tmp_path / "part", "config.json")
        (folder / removed).unlink()
        with pytest.raises(ModelError, match=text):
            create_model(f"hf:{folder}", 3)

    def test_a_folder_without_weights_says_so(self, vit_folder: Path, tmp_path: Path) -> None:
        from models.elsewhere.networks import own_weights

        folder = _changed(vit_folder, tmp_path / "bare", "config.json")
        (folder / "model.safetensors").unlink()
        with pytest.raises(ModelFileError, match=r"no model\.safetensors"):
            own_weights(f"hf:{folder}", 3, (32, 32))

    def test_a_network_that_expects_blue_first_is_given_red_first(self, vit_folder: Path, tmp_path: Path) -> None:
        from models.elsewhere.networks import own_weights

        folder = _changed(vit_folder, tmp_path / "bgr", "preprocessor_config.json", do_flip_channel_order=True)
        images = torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))
        logits = []
        for place, shown in ((vit_folder, images.flip(1)), (folder, images)):
            network = create_model(f"hf:{place}", 3).eval()
            load_backbone(network, own_weights(f"hf:{place}", 3, (32, 32)).state, classes_match=True)
            logits.append(network(shown))
        torch.testing.assert_close(*logits)

    def test_damaged_weights_are_told(self, vit_folder: Path, tmp_path: Path) -> None:
        from models.elsewhere.networks import own_weights

        folder = _changed(vit_folder, tmp_path / "cut", "config.json")
        data = (folder / "model.safetensors").read_bytes()
        (folder / "model.safetensors").write_bytes(data[: len(data) // 2])
        with pytest.raises(ModelFileError, match="cut short or damaged"):
            own_weights(f"hf:{folder}", 3, (32, 32))

    def test_senseless_settings_are_told_in_a_sentence(self, vit_folder: Path, tmp_path: Path) -> None:
        folder = _changed(vit_folder, tmp_path / "odd", "config.json", hidden_size="many", num_attention_heads=0)
        with pytest.raises(ModelError):
            create_model(f"hf:{folder}", 3)

    def test_sizes_it_cannot_take_are_told_with_its_own(self, vit_folder: Path) -> None:
        assert takes_shape(f"hf:{vit_folder}", (64, 64))
        with pytest.raises(ModelError, match="made for 32 x 32"):
            check_input_shape(f"hf:{vit_folder}", (4, 4))

    def test_a_missing_folder_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="There is no folder"):
            create_model(f"hf:{tmp_path / 'gone'}", 3)

    def test_a_hub_name_without_a_connection_is_one_sentence(self) -> None:
        from models.download import DownloadError

        with pytest.raises(DownloadError, match=r"^There is no folder someone/some-network, and.*no connection"):
            create_model("hf:someone/some-network", 3)

    def test_training_from_scratch_is_offered_where_only_the_weights_are_not_there(self) -> None:
        from models.download import DownloadError

        with pytest.raises(DownloadError) as of_settings:
            create_model("hf:someone/some-network", 3)
        with pytest.raises(DownloadError) as of_weights:
            hub.check_weights("someone/some-network")
        assert str(of_settings.value).endswith("and give hf:FOLDER.")
        assert str(of_weights.value).endswith("and give hf:FOLDER, or train from scratch.")

    def test_a_runs_folder_is_told_with_its_model_file(self, tmp_path: Path) -> None:
        for name in ("config.json", "best_model.pth"):
            (tmp_path / name).write_text("{}", encoding="utf-8")
        with pytest.raises(ModelError, match=r"Give its model file: hf:.*best_model\.pth"):
            create_model(f"hf:{tmp_path}", 3)


@needs_timm
class TestTimm:
    @pytest.mark.parametrize("name", ["test_vit", "test_resnet", "test_convnext", "test_efficientnet"])
    @pytest.mark.parametrize("channels", [1, 3])
    def test_networks_give_logits_of_the_classes(self, name: str, channels: int) -> None:
        network = create_model(f"timm:{name}", 5, channels, 0.3, (64, 64)).eval()
        with torch.no_grad():
            assert network(torch.randn(2, channels, 64, 64)).shape == (2, 5)
        heads = surgery.head_names(network)
        assert [network.get_submodule(head).weight.shape[0] for head in heads] == [5]

    def test_distilled_networks_have_two_heads(self) -> None:
        with torch.device("meta"):
            network = create_model("timm:deit_tiny_distilled_patch16_224", 5)
        assert surgery.head_names(network) == ["head", "head_dist"]

    def test_unknown_names_are_told_with_near_ones(self) -> None:
        with pytest.raises(ModelError, match="test_resnet"):
            create_model("timm:test_resnett", 3)
        with pytest.raises(ModelError, match="not with weights called 'nobodys'"):
            create_model("timm:test_resnet.nobodys", 3)

    def test_mean_std_and_size_are_timms_own(self) -> None:
        from models.elsewhere.networks import expected_pictures as of_name

        found = of_name("timm:test_vit")
        assert found.mean == (0.5, 0.5, 0.5)
        assert found.input_shape == (160, 160)
        assert found.is_own_size
        assert not of_name("timm:test_resnet").is_own_size

    def test_sizes_it_cannot_take_are_told_with_its_own(self) -> None:
        assert takes_shape("timm:test_resnet", (64, 96))
        with pytest.raises(ModelError, match="made for 160 x 160"):
            check_input_shape("timm:test_vit", (8, 8))

    def test_weights_that_cannot_be_fetched_are_one_sentence(self) -> None:
        from models.download import DownloadError
        from models.elsewhere.networks import own_weights

        with pytest.raises(DownloadError, match=r"no connection.*safetensors.*--pretrained"):
            own_weights("timm:test_resnet", 3, (64, 64))

    def test_an_unreachable_hub_is_told_at_once_and_its_patient_client_is_not_asked(self, monkeypatch) -> None:
        import timm.models._builder
        from huggingface_hub import constants

        from models.download import DownloadError
        from models.elsewhere.networks import own_weights

        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
        monkeypatch.setattr(timm.models._builder, "load_state_dict_from_hf", None)
        with pytest.raises(DownloadError, match=r"no connection.*safetensors.*--pretrained"):
            own_weights("timm:test_resnet", 3, (64, 64))

    def test_weights_in_the_hubs_cache_need_no_connection(self, tmp_path: Path, monkeypatch) -> None:
        from safetensors.torch import save_file

        from models.elsewhere import hub
        from models.elsewhere.networks import own_weights

        state = create_model("timm:test_resnet", 1000).state_dict()
        save_file(state, tmp_path / "model.safetensors")
        monkeypatch.setattr(hub, "cached_file", lambda _name, file_name: tmp_path / file_name)
        found = own_weights("timm:test_resnet", 3, (64, 64)).state
        assert all(torch.equal(tensor, found[name]) for name, tensor in state.items())


@needs_timm
def test_names_need_no_torch() -> None:
    code = ("import sys; from models.registry import check_name; check_name('timm:test_resnet'); "
            "assert not {'torch', 'timm', 'transformers'} & set(sys.modules)")
    subprocess.run([sys.executable, "-c", code], check=True)
