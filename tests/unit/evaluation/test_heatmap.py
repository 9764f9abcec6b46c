import sys

import numpy as np
import pytest
import torch
from torch import nn

from core.base.errors import DependencyError, ModelError
from core.base.types import Resize
from core.evaluation.heatmap import Heatmapper, Method
from core.inference.onnx_model import OnnxModel
from core.model_file import ModelFile
from models import MODEL_CLASSES, create_model
from models.registry import ModelSpec

# One network of each family, as small as they come, at the smallest size it can take.
FAMILIES = {
    "mobilenet_v3_small": 64, "mobilenet_v2": 64, "resnet18": 64, "efficientnet_b0": 64, "convnext_tiny": 64,
    "regnet_x_400mf": 64, "shufflenet_v2_x0_5": 64, "mnasnet0_5": 64, "squeezenet1_1": 64, "densenet121": 64,
    "swin_t": 64, "swin_v2_t": 64, "googlenet": 64, "alexnet": 64,
}  # fmt: skip


class BrightSpots(nn.Module):
    """Class 1 where it is bright, class 0 where it is dark; each field of four pixels is looked at alone."""

    def __init__(self, num_classes: int = 2) -> None:
        super().__init__()
        self.look = nn.Conv2d(3, 2, 4, stride=4, bias=False)
        self.look.weight.data[0], self.look.weight.data[1] = -1.0, 1.0
        self.relu = nn.ReLU()
        self.fc = nn.Linear(2, num_classes, bias=False)
        self.fc.weight.data = torch.eye(2)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.fc(self.relu(self.look(images)).mean(dim=(2, 3)))


def model_of(name: str, shape: tuple[int, int], resize: Resize = Resize.STRETCH, channels: int = 3) -> ModelFile:
    network = create_model(name, 2, channels, None, shape)
    return ModelFile(name, network.state_dict(), ("no", "yes"), channels, shape, resize, (0.5,) * channels,
                     (0.5,) * channels)  # fmt: skip


@pytest.fixture
def spots(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(MODEL_CLASSES, "spots", ModelSpec(f"{__name__}:BrightSpots"))
    return "spots"


def picture_with_spot(height: int, width: int, top: int, left: int, side: int) -> np.ndarray:
    image = np.full((height, width, 3), 100, np.uint8)
    image[top : top + side, left : left + side] = 255
    return image


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_gives_a_map_of_the_whole_input(name: str) -> None:
    shape = (FAMILIES[name],) * 2
    heatmap = Heatmapper(model_of(name, shape), device="cpu").of_image(np.random.default_rng(0).integers(
        0, 256, (40, 40, 3), dtype=np.uint8), 1)  # fmt: skip
    assert heatmap.values.shape == shape
    assert heatmap.values.min() >= 0
    assert heatmap.values.max() <= 1


@pytest.mark.parametrize("method", Method)
def test_the_heat_is_where_the_class_is(spots: str, method: Method) -> None:
    mapper = Heatmapper(model_of(spots, (32, 32)), device="cpu")
    heatmap = mapper.of_image(picture_with_spot(32, 32, top=4, left=20, side=8), 1, method)
    row, column = np.unravel_index(heatmap.values.argmax(), heatmap.values.shape)
    assert 3 <= row < 13
    assert 19 <= column < 29


def test_another_class_has_another_heatmap(spots: str) -> None:
    mapper = Heatmapper(model_of(spots, (32, 32)), device="cpu")
    image = picture_with_spot(32, 32, top=0, left=0, side=8)
    assert mapper.of_image(image, 1).values[4, 4] > 0.9
    assert mapper.of_image(image, 0).values[4, 4] < 0.1


@pytest.mark.parametrize(("resize", "part", "sides"), [
    (Resize.STRETCH, (0.0, 0.0, 1.0, 1.0), (32, 32)),
    (Resize.CROP, (0.25, 0.0, 0.5, 1.0), (32, 32)),
    (Resize.LETTERBOX, (0.0, 0.0, 1.0, 1.0), (16, 32)),
])  # fmt: skip
def test_the_map_lies_over_the_part_that_the_network_saw(spots: str, resize: Resize, part: tuple[float, ...],
                                                         sides: tuple[int, int]) -> None:  # fmt: skip
    mapper = Heatmapper(model_of(spots, (32, 32), resize), device="cpu")
    # Twice as wide as high; the spot's middle is at 5/8 of the width and 3/8 of the height.
    heatmap = mapper.of_image(picture_with_spot(64, 128, top=16, left=72, side=16), 1)
    assert heatmap.part == pytest.approx(part)
    assert heatmap.values.shape == sides
    row, column = np.unravel_index(heatmap.values.argmax(), heatmap.values.shape)
    x = heatmap.part[0] + (column + 0.5) / sides[1] * heatmap.part[2]
    y = heatmap.part[1] + (row + 0.5) / sides[0] * heatmap.part[3]
    assert x == pytest.approx(80 / 128, abs=0.08)
    assert y == pytest.approx(24 / 64, abs=0.13)


def test_a_vision_transformer_has_one() -> None:
    mapper = Heatmapper(model_of("vit_b_32", (96, 96), channels=1), device="cpu")
    assert mapper.of_image(np.full((96, 96, 1), 90, np.uint8), 0).values.shape == (96, 96)


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytorch_grad_cam", None)
    with pytest.raises(DependencyError, match="pip install grad-cam"):
        Heatmapper(model_of("squeezenet1_1", (32, 32)))


def test_an_onnx_file_has_none() -> None:
    with pytest.raises(ModelError, match="ONNX"):
        Heatmapper(OnnxModel.__new__(OnnxModel))
