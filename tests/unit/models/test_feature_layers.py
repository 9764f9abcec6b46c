from typing import Any

import pytest
import torch
from torch import nn
from torchvision.models.regnet import BlockParams

from models import MODEL_CLASSES, create_model
from models.feature_layers import MIN_FIELDS, Form, feature_layer
from models.registry import nearest_shape


@pytest.fixture(autouse=True)
def counted_regnets(monkeypatch: pytest.MonkeyPatch) -> None:
    """RegNet counts its widths with tensors, which must have values even where all others are shapes only."""
    count = BlockParams.from_init_params.__func__

    def from_init_params(cls: type, *args: Any, **options: Any) -> BlockParams:
        with torch.device("cpu"):
            return count(cls, *args, **options)

    monkeypatch.setattr(BlockParams, "from_init_params", classmethod(from_init_params))


@pytest.mark.parametrize("name", MODEL_CLASSES)
def test_every_network_has_a_layer_whose_map_has_places(name: str) -> None:
    shape = nearest_shape(MODEL_CLASSES[name], (224, 224))
    with torch.device("meta"):  # shapes only: no weights, no arithmetic
        network = create_model(name, 3, 3, None, shape).eval()
    layer = feature_layer(network, 3, shape)
    assert layer is not None
    assert min(layer.fields) >= MIN_FIELDS


@pytest.mark.parametrize("name", ["mobilenet_v3_small", "resnet18", "squeezenet1_1", "regnet_y_400mf", "swin_t"])
def test_small_pictures_get_an_earlier_layer_with_places(name: str) -> None:
    with torch.device("meta"):
        network = create_model(name, 3, 1, None, (64, 64)).eval()
    layer = feature_layer(network, 1, (64, 64))
    assert layer is not None
    assert min(layer.fields) >= MIN_FIELDS


def test_tokens_become_the_grid_of_patches_without_the_class_token() -> None:
    network = create_model("vit_b_32", 3, 3, None, (96, 96)).eval()
    layer = feature_layer(network, 3, (96, 96))
    assert layer is not None
    assert (layer.form, layer.fields) == (Form.TOKENS, (3, 3))
    tokens = torch.arange(10.0)[None, :, None].expand(1, 10, 4)
    assert layer.to_map(tokens)[0, 0].tolist() == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


class OwnNetwork(nn.Module):
    """One that no table knows."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 4, 3, stride=2, padding=1), nn.ReLU(inplace=True),
                                      nn.AdaptiveAvgPool2d(1), nn.Flatten())  # fmt: skip
        self.fc = nn.Linear(4, 2)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.fc(self.features(images))


def test_of_a_network_of_ones_own_the_last_layer_with_places_is_taken() -> None:
    layer = feature_layer(OwnNetwork().eval(), 3, (32, 48))
    assert layer is not None
    assert (layer.name, layer.fields) == ("features.1", (16, 24))


def test_a_network_without_places_has_no_layer() -> None:
    network = nn.Sequential(nn.Flatten(), nn.Linear(3 * 8 * 8, 2)).eval()
    assert feature_layer(network, 3, (8, 8)) is None


@pytest.mark.parametrize(("name", "form", "fields"), [
    ("vit_tiny_patch16_224", Form.TOKENS, (14, 14)),
    ("swin_tiny_patch4_window7_224", Form.CHANNELS_LAST, (7, 7)),
    ("mobilenetv3_small_050", Form.CHANNELS_FIRST, (7, 7)),
    ("convnext_atto", Form.CHANNELS_FIRST, (7, 7)),
])  # fmt: skip
def test_networks_of_timm_have_one_though_their_classes_have_known_names(
        name: str, form: Form, fields: tuple[int, int]) -> None:  # fmt: skip
    timm = pytest.importorskip("timm")
    layer = feature_layer(timm.create_model(name, num_classes=3).eval(), 3, (224, 224))
    assert layer is not None
    assert (layer.form, layer.fields) == (form, fields)
