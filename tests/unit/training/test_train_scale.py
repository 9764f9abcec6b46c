"""Training pictures that are smaller than those of validation and prediction."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.base.errors import ConfigError
from core.base.files import read_json, write_json
from core.base.types import Resize, Sample
from core.config import TrainConfig
from core.data.loader import Loader
from core.data.preprocess import Preprocess
from core.data.transforms import Augmentation, train_shape
from core.model_file import load_model_file
from core.training import run as runs
from core.training.run_folder import CONFIG
from core.training.train_scale import check_train_scale, train_scale
from tests.networks import TinyNet
from tests.pictures import make_class_folders

CONFIG_128 = TrainConfig(model="resnet18", input_shape=(128, 128))


@pytest.mark.parametrize(("changes", "shape"), [
    ({}, (96, 96)),
    ({"input_shape": (224, 224)}, (160, 160)),
    ({"input_shape": (299, 299), "model": "inception_v3"}, (299, 299)),
    ({"input_shape": (64, 64)}, (64, 64)),
    ({"model": "vit_b_16", "input_shape": (224, 224)}, (224, 224)),
    ({"augmentation": "light"}, (128, 128)),
    ({"augmentation": "none"}, (128, 128)),
    ({"scenario": "head_only"}, (128, 128)),
    ({"head_epochs": 2}, (128, 128)),
])  # fmt: skip
def test_left_open_it_is_smaller_where_that_helps(changes: dict[str, object], shape: tuple[int, int]) -> None:
    config = replace(CONFIG_128, **changes)  # type: ignore[arg-type]
    scale, reason = train_scale(config)
    assert train_shape(replace(config, train_scale=scale), config.input_shape) == shape  # type: ignore[arg-type]
    assert reason


def test_a_network_of_one_size_refuses_smaller_training_pictures() -> None:
    config = TrainConfig(model="vit_b_16", input_shape=(224, 224), train_scale=0.5)
    with pytest.raises(ConfigError, match="training pictures of 128 x 128, which vit_b_16 does not take"):
        check_train_scale(config)
    check_train_scale(replace(config, train_scale=0.99))  # comes to the same size
    check_train_scale(replace(config, model="resnet18"))


def test_only_training_pictures_are_smaller(tmp_path: Path) -> None:
    folder = make_class_folders(tmp_path, ("a",), 3)
    samples = [Sample(str(path), 0) for path in sorted(folder.rglob("*.png"))]
    preprocess = Preprocess((128, 128), Resize.CROP, 3, (0.5,) * 3, (1.0,) * 3)
    config = replace(CONFIG_128, train_scale=0.75)
    train = Loader(samples, preprocess, batch_size=3, augmentation=Augmentation.of(config, preprocess))
    val = Loader(samples, preprocess, batch_size=3)
    assert next(train.epoch(1)).images.shape == (3, 96, 96, 3)
    assert next(val.epoch(1)).images.shape == (3, 128, 128, 3)


@pytest.mark.parametrize("changes", [{}, {"cutmix": 1.0}])
def test_a_run_learns_from_smaller_pictures_and_its_model_takes_whole_ones(
        no_pictures: None, config: TrainConfig, changes: dict[str, float]) -> None:  # fmt: skip
    """The network's own notes say what it was given: it is told apart by the mode it is in."""
    seen: dict[bool, set[int]] = {True: set(), False: set()}
    config = replace(config, input_shape=(96,), train_scale=0.34, epochs=1, **changes)  # type: ignore[arg-type]

    class Watching(TinyNet):
        def forward(self, images: torch.Tensor) -> torch.Tensor:
            seen[self.training].add(images.shape[-1])
            return super().forward(images)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.networks.TinyNet", Watching)
        run_dir = runs.train(config).run_dir
    assert seen[True] == {32}
    assert 96 in seen[False]
    assert load_model_file(run_dir).input_shape == (96, 96)
    assert read_json(run_dir / CONFIG)["train_scale"] == 0.34


def test_a_run_from_before_there_was_the_setting_goes_on_with_whole_pictures(
        no_pictures: None, config: TrainConfig) -> None:  # fmt: skip
    config = replace(config, model="squeezenet1_1", input_shape=(96,), train_scale=1.0, epochs=1)
    run_dir = runs.train(config).run_dir
    for path in (run_dir / "last_model.pth",):
        content = torch.load(path, weights_only=True)
        del content["config"]["train_scale"]
        torch.save(content, path)
    values = read_json(run_dir / CONFIG)
    del values["train_scale"]
    write_json(run_dir / CONFIG, values)
    runs.resume(run_dir, epochs=2)
    assert read_json(run_dir / CONFIG)["train_scale"] == 1.0
