"""A tiny model file and a folder of made-up pictures."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.base.types import Resize
from core.data.images import encode_jpeg, encode_png
from core.model_file import ModelFile, save_model_file
from models import create_model

CLASSES = ("ants", "bees", "cats")


def tiny_model(classes=CLASSES, model="squeezenet1_1", **changes) -> ModelFile:
    torch.manual_seed(0)
    network = create_model(model, len(classes))
    # Fresh networks give every picture nearly the same scores; larger last weights tell pictures apart.
    with torch.no_grad():
        [*network.parameters()][-2].mul_(30)
        for module in network.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.running_mean.uniform_(-0.1, 0.1)
                module.running_var.uniform_(0.8, 1.2)
    mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    made = ModelFile(model, network.state_dict(), tuple(classes), 3, (64, 64), Resize.CROP, mean, std)
    return replace(made, **changes)


def picture(number: int, height: int = 80, width: int = 100) -> np.ndarray:
    """uint8 [H, W, 3], different for each number."""
    generator = np.random.default_rng(number)
    small = generator.integers(0, 256, (5, 6, 3), dtype=np.uint8)
    patches = np.kron(small, np.ones((height // 5 + 1, width // 6 + 1, 1), np.uint8))
    return np.ascontiguousarray(patches[:height, :width])


@pytest.fixture(scope="session")
def model_file() -> ModelFile:
    return tiny_model()


@pytest.fixture(scope="session")
def model_path(model_file, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("model") / "best_model.pth"
    save_model_file(model_file, path)
    return path


@pytest.fixture(scope="session")
def pictures(tmp_path_factory) -> Path:
    """Six pictures, two files that are none, and a picture in a folder below."""
    folder = tmp_path_factory.mktemp("pictures")
    for number in range(1, 6):
        (folder / f"p{number if number < 5 else 10}.jpg").write_bytes(encode_jpeg(picture(number)))
    (folder / "夏").mkdir()
    (folder / "夏" / "蚂蚁.png").write_bytes(encode_png(picture(7)))
    (folder / "broken.jpg").write_bytes(encode_jpeg(picture(8))[:300])
    (folder / "text.png").write_text("no picture")
    (folder / "notes.txt").write_text("p1.jpg\n")
    return folder
