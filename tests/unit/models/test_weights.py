import os
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from core.base.errors import ModelError, ModelFileError
from models import create_model
from models.factory import EXTRA_ARGUMENTS
from models.weights import load_backbone, read_plain, read_state_dict


class RunsCode:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.path),)


def saved(content: Any, path: Path, **kwargs: Any) -> Path:
    torch.save(content, path, **kwargs)
    return path


@pytest.mark.parametrize("wrap", [lambda state: state, lambda state: {"state_dict": state, "epoch": 3},
                                  lambda state: {"model": state},
                                  lambda state: {"model": "resnet18", "state_dict": state},
                                  lambda state: {"model_state_dict": state}])
def test_reads_weights_alone_or_wrapped(wrap: Any, tmp_path: Path) -> None:
    state = nn.Linear(2, 3).state_dict()
    found = read_state_dict(saved(wrap(state), tmp_path / "网络.pth"))
    assert list(found) == ["weight", "bias"]
    assert torch.equal(found["weight"], state["weight"])


@pytest.mark.parametrize("prefix", ["module.", "_orig_mod.", "module._orig_mod.", "_orig_mod.module."])
def test_what_was_trained_in_parallel_or_compiled_has_its_own_names(prefix: str, tmp_path: Path) -> None:
    state = nn.Linear(2, 3).state_dict()
    wrapped = {f"{prefix}{name}": tensor for name, tensor in state.items()}
    assert list(read_state_dict(saved(wrapped, tmp_path / "wrapped.pth"))) == ["weight", "bias"]


@pytest.mark.parametrize("zipped", [True, False])
def test_the_rest_of_a_file_is_looked_at_without_its_numbers_also_in_the_form_of_old_torch(
        zipped: bool, tmp_path: Path) -> None:  # fmt: skip
    path = saved({"weight": torch.ones(2)}, tmp_path / "w.pth", _use_new_zipfile_serialization=zipped)
    assert read_plain(path, lazily=True)["weight"].tolist() == [1, 1]


def test_old_names_become_todays_and_counters_are_added(tmp_path: Path) -> None:
    one = torch.ones(1)
    found = read_state_dict(saved({"features.denseblock1.denselayer1.norm.1.running_mean": one,
                                   "encoder.layers.encoder_layer_0.mlp.linear_2.bias": one}, tmp_path / "old.pth"))
    assert set(found) == {"features.denseblock1.denselayer1.norm1.running_mean",
                          "features.denseblock1.denselayer1.norm1.num_batches_tracked",
                          "encoder.layers.encoder_layer_0.mlp.3.bias"}


def test_a_prefix_that_only_some_names_have_is_their_own(tmp_path: Path) -> None:
    state = {"module.weight": torch.ones(1), "head.weight": torch.ones(1)}
    assert read_state_dict(saved(state, tmp_path / "own.pth")).keys() == state.keys()


def test_a_head_of_another_size_stays_fresh_whatever_is_said_of_the_classes() -> None:
    model = create_model("squeezenet1_1", 3)
    fresh = model.classifier[1].weight.clone()
    report = load_backbone(model, create_model("squeezenet1_1", 2).state_dict(), classes_match=True)
    assert report.replaced == ("classifier.1",)
    assert torch.equal(model.classifier[1].weight, fresh)


@pytest.mark.parametrize("zipped", [True, False])
def test_a_file_that_would_run_code_is_refused(zipped: bool, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    path = saved({"a": RunsCode(trap)}, tmp_path / "evil.pth", _use_new_zipfile_serialization=zipped)
    with pytest.raises(ModelFileError, match=r"evil\.pth holds more than weights"):
        read_state_dict(path)
    assert not trap.exists()


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_cut_file_is_refused(zipped: bool, share: float, tmp_path: Path) -> None:
    path = saved({"weight": torch.rand(500)}, tmp_path / "cut.pth", _use_new_zipfile_serialization=zipped)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(ModelFileError, match=r"cut\.pth"):
        read_state_dict(path)


@pytest.mark.parametrize("content", [b"text", b"\x80\x02.", b"PK\x03\x04", bytes(range(256)), b"%PDF-1.4 something"])
def test_another_kind_of_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.pth"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=r"other\.pth"):
        read_state_dict(path)


@pytest.mark.parametrize("content", [{}, [torch.ones(1)], {"epoch": 3}, {"state_dict": {}}, torch.ones(2)])
def test_a_file_without_weights_is_refused(content: Any, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="holds no weights"):
        read_state_dict(saved(content, tmp_path / "none.pth"))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="There is no file"):
        read_state_dict(tmp_path / "none.pth")
    with pytest.raises(ModelFileError, match="Cannot read"):
        read_state_dict(tmp_path)


def test_another_number_of_classes_gets_a_fresh_head() -> None:
    source, target = create_model("squeezenet1_1", 7), create_model("squeezenet1_1", 3)
    head = target.classifier[1].weight.clone()
    report = load_backbone(target, source.state_dict(), classes_match=False)
    assert report.replaced == ("classifier.1",)
    assert torch.equal(target.classifier[1].weight, head)
    assert torch.equal(target.features[0].weight, source.features[0].weight)
    assert "classifier.1 fresh for the new classes" in report.summary()


def test_the_same_classes_keep_the_head() -> None:
    source, target = create_model("shufflenet_v2_x0_5", 3), create_model("shufflenet_v2_x0_5", 3, dropout=0.5)
    assert load_backbone(target, source.state_dict(), classes_match=True).replaced == ()
    assert torch.equal(target.fc.weight, source.fc.weight)
    assert load_backbone(target, source.state_dict(), classes_match=False).replaced == ("fc",)


def test_a_first_layer_for_colour_is_summed_for_gray() -> None:
    source, target = create_model("squeezenet1_1", 3), create_model("squeezenet1_1", 3, 1)
    report = load_backbone(target, source.state_dict(), classes_match=True)
    assert report.adapted == ("features.0",)
    assert torch.allclose(target.features[0].weight, source.features[0].weight.sum(1, keepdim=True))


def test_positions_of_a_transformer_are_fitted_to_another_size() -> None:
    from torchvision.models.vision_transformer import VisionTransformer, interpolate_embeddings

    source, target = (VisionTransformer(size, 16, 1, 2, 8, 8, num_classes=3) for size in (64, 96))
    report = load_backbone(target, source.state_dict(), classes_match=True)
    expected = interpolate_embeddings(96, 16, source.state_dict())["encoder.pos_embedding"]
    assert report.adapted == ("encoder.pos_embedding",)
    assert torch.allclose(target.encoder.pos_embedding, expected)


def test_auxiliary_heads_may_be_missing_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EXTRA_ARGUMENTS["torchvision.models:googlenet"], "init_weights", False)  # faster
    source = create_model("googlenet", 3).state_dict()
    target = create_model("googlenet", 3)
    plain = {name: tensor for name, tensor in source.items() if not name.startswith("aux")}
    report = load_backbone(target, plain, classes_match=True)
    assert "aux1.conv.conv" in report.missing
    report = load_backbone(target, plain, classes_match=False)
    assert "aux1.fc2" in report.replaced
    assert not set(report.missing) & set(report.replaced)
    assert torch.equal(target.fc.weight, source["fc.weight"])


def test_weights_that_are_no_numbers_are_refused_and_change_nothing() -> None:
    target, state = create_model("squeezenet1_1", 3), create_model("squeezenet1_1", 3).state_dict()
    before = target.features[0].weight.clone()
    state["features.3.squeeze.weight"][0] = float("nan")
    with pytest.raises(ModelError, match=r"nan, in features\.3\.squeeze\.weight"):
        load_backbone(target, state, classes_match=True)
    assert torch.equal(target.features[0].weight, before)


def test_weights_of_another_network_are_refused_by_layer_and_change_nothing() -> None:
    target = create_model("squeezenet1_1", 3)
    before = {name: tensor.clone() for name, tensor in target.state_dict().items()}
    for other, text in (("squeezenet1_0", r"features\.0\.weight is 96x3x7x7 instead of 64x3x3x3"),
                        ("shufflenet_v2_x0_5", r"features\.0 is missing")):
        with pytest.raises(ModelError, match=text):
            load_backbone(target, create_model(other, 3).state_dict(), classes_match=False)
    assert all(torch.equal(tensor, before[name]) for name, tensor in target.state_dict().items())


def test_mnasnet_takes_a_plain_dict() -> None:
    model = create_model("mnasnet0_5", 3)
    model.load_state_dict(dict(model.state_dict()))


@pytest.mark.shared_data
def test_real_weights_fit_their_network_and_damaged_ones_are_refused(shared_data: Path) -> None:
    model = create_model("mobilenet_v2", 2, 1)
    state = read_state_dict(shared_data / "weights" / "mobilenet_v2-from-int8.pth")
    report = load_backbone(model, state, classes_match=False)
    assert (report.replaced, report.adapted) == (("classifier.1",), ("features.0.0",))
    for path in (shared_data / "weights" / "broken").iterdir():
        with pytest.raises(ModelFileError, match=path.name):
            read_state_dict(path)
