"""Training pictures that are smaller than those of validation and prediction, and that may grow."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from core.base.errors import ConfigError
from core.base.events import Event, Notice
from core.base.files import read_json
from core.base.types import Resize, RunEndReason, Sample
from core.config import TrainConfig
from core.data.loader import Loader
from core.data.picture_cache import MemoryCache
from core.data.preprocess import Preprocess
from core.data.train_shape import train_scale, train_shape
from core.data.transforms import Augmentation
from core.model_file import load_model_file
from core.training import run as runs
from core.training.features import wants_features
from core.training.prepare import prepare
from core.training.run_folder import CONFIG
from core.training.starting import start
from core.training.train_scale import check_train_scale, mean_cost, with_growth
from core.training.validation import validate
from tests.networks import TinyNet
from tests.pictures import make_class_folders

CONFIG_128 = TrainConfig(model="resnet18", input_shape=(128, 128), in_channels="3")


@pytest.mark.parametrize(("side", "scale", "expected"), [(128, 0.75, 96), (224, 0.75, 160), (224, 0.8, 192),
                                                          (224, 1.0, 224), (32, 0.1, 32), (40, 0.9, 32), (28, 0.5, 28)])
def test_sides_are_multiples_of_32_and_no_larger_than_the_whole(side: int, scale: float, expected: int) -> None:
    assert train_shape(replace(CONFIG_128, train_scale=scale), (side, side)) == (expected, expected)


def test_a_network_of_one_size_refuses_smaller_training_pictures() -> None:
    config = TrainConfig(model="vit_b_16", input_shape=(224, 224), train_scale=0.5)
    with pytest.raises(ConfigError, match="training pictures of 128 x 128, which vit_b_16 does not take"):
        check_train_scale(config)
    check_train_scale(replace(config, train_scale=0.99))  # comes to the same size
    check_train_scale(replace(config, model="resnet18"))


GROWING = replace(CONFIG_128, train_scale_start=0.5, epochs=5)


def test_pictures_grow_evenly_to_the_last_epoch_and_no_further() -> None:
    sides = [train_shape(GROWING, (128, 128), epoch)[0] for epoch in range(1, 8)]
    assert sides == [64, 64, 96, 128, 128, 128, 128]
    assert train_shape(GROWING, (128, 128)) == (128, 128)
    assert train_shape(replace(GROWING, train_scale=0.75), (128, 128), 5) == (96, 96)
    assert train_shape(replace(GROWING, epochs=1), (128, 128), 1) == (128, 128)


def test_an_epoch_costs_between_its_side_and_its_area_of_the_last_one() -> None:
    assert mean_cost(CONFIG_128) == 1
    sides = [train_scale(GROWING, epoch) for epoch in range(1, 6)]
    assert sum(side**2 for side in sides) / 5 < mean_cost(GROWING) < sum(sides) / 5
    assert mean_cost(replace(GROWING, epochs=1)) == 1  # of the whole size


def test_a_network_of_one_size_refuses_pictures_that_grow() -> None:
    with pytest.raises(ConfigError, match=r"--train_scale_start 0\.5 makes training pictures of 128 x 128"):
        check_train_scale(TrainConfig(model="vit_b_16", input_shape=(224, 224), train_scale_start=0.5))


FULL = {"scenario": "full_training", "epochs": 5}


@pytest.mark.parametrize(("changes", "from_weights", "sides"), [
    (FULL, False, [64, 64, 96, 128, 128]),
    (FULL, True, [128] * 5),
    ({**FULL, "scenario": "head_only"}, False, [128] * 5),
    ({**FULL, "train_scale_start": 1.0}, False, [128] * 5),
    ({**FULL, "train_scale_start": 0.8, "train_scale": 0.75}, False, [96] * 5),
    ({**FULL, "train_scale": 0.75}, False, [64, 64, 64, 96, 96]),
    ({**FULL, "model": "vit_b_16", "input_shape": (224, 224)}, False, [224] * 5),
    ({**FULL, "input_shape": (32, 32)}, False, [32] * 5),
    ({**FULL, "epochs": 1}, False, [128]),
    ({**FULL, "early_stopping_patience": 3}, False, [128] * 5),
    ({**FULL, "lr_schedule_type": "plateau"}, False, [128] * 5),
])
def test_pictures_grow_where_it_is_left_open_and_all_layers_learn_from_scratch(
    changes: dict[str, Any], from_weights: bool, sides: list[int]
) -> None:
    network = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())  # takes any size
    config, reasons = with_growth(replace(CONFIG_128, **changes), network, from_weights=from_weights)
    assert config.train_scale_start > 0
    shape = config.input_shape
    assert [train_shape(config, (shape[0], shape[1]), epoch)[0] for epoch in range(1, config.epochs + 1)] == sides
    assert bool(reasons) == (len(set(sides)) > 1)
    assert with_growth(config, network, from_weights=from_weights) == (config, {})


def test_pictures_grow_from_half_of_what_they_grow_to() -> None:
    config, _ = with_growth(replace(CONFIG_128, **FULL, train_scale=0.75), TinyNet(2, 3), from_weights=False)
    assert config.train_scale_start == 0.375


def test_pictures_do_not_grow_for_a_network_that_takes_only_the_size_it_was_built_for() -> None:
    network = nn.Sequential(nn.Flatten(), nn.Linear(3 * 128 * 128, 2))
    config, reasons = with_growth(replace(CONFIG_128, **FULL), network, from_weights=False)
    assert config.train_scale_start == 1
    assert not reasons
    assert network.training


def test_pictures_do_not_grow_where_a_network_could_not_learn_from_one_small_one_at_a_time() -> None:
    shrinking = nn.Sequential(nn.Conv2d(3, 4, 3, stride=64, padding=1), nn.BatchNorm2d(4))  # 64 px: 1 x 1 values
    for batch_size, start_scale in ((1, 1.0), (2, 0.5), (0, 0.5)):
        config, _ = with_growth(replace(CONFIG_128, **FULL, batch_size=batch_size), shrinking, from_weights=False)
        assert config.train_scale_start == start_scale
    assert not shrinking[1].num_batches_tracked  # it stays as it was


def test_pictures_cannot_be_asked_to_shrink() -> None:
    with pytest.raises(ConfigError, match=r"--train_scale_start 0\.9 lies above --train_scale 0\.5"):
        check_train_scale(replace(CONFIG_128, train_scale_start=0.9, train_scale=0.5))
    check_train_scale(replace(CONFIG_128, train_scale_start=1.0, train_scale=0.5))


def test_convolutional_networks_of_timm_take_smaller_training_pictures() -> None:
    pytest.importorskip("timm")
    check_train_scale(replace(CONFIG_128, model="timm:test_resnet", train_scale=0.75))
    with pytest.raises(ConfigError, match="does not take"):
        check_train_scale(replace(CONFIG_128, model="timm:test_vit", train_scale=0.75))


def test_patience_waits_until_pictures_have_grown(
        no_pictures: None, config: TrainConfig, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("core.training.trainer.Trainer._is_best", lambda self, value: self.state.epoch == 0)
    growing = replace(config, input_shape=(64,), train_scale_start=0.5, epochs=12, early_stopping_patience=2)
    result = runs.train(growing)
    first_of_64 = next(epoch for epoch in range(1, 13) if train_shape(growing, (64, 64), epoch) == (64, 64))
    assert first_of_64 > 3
    assert result.reason is RunEndReason.EARLY_STOPPED
    assert len(result.history) == first_of_64 + 1


def test_the_rate_drops_only_once_pictures_have_grown(
        no_pictures: None, config: TrainConfig, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("core.training.trainer.validate", lambda *given: replace(validate(*given), loss=1.0))
    growing = replace(config, input_shape=(64,), train_scale_start=0.5, epochs=8, lr_schedule_type="plateau",
                      plateau_patience=0, lr_gamma=0.5, warmup_ratio=0.0)  # fmt: skip
    first_of_64 = next(epoch for epoch in range(1, 9) if train_shape(growing, (64, 64), epoch) == (64, 64))
    assert 2 < first_of_64 < 7
    rates = [row["lr"] for row in runs.train(growing).history]
    assert rates[: first_of_64 + 2] == pytest.approx([0.01] * (first_of_64 + 1) + [0.005])


def test_growing_is_told_whoever_wished_it(no_pictures: None, config: TrainConfig) -> None:
    for start_scale, told in ((0.5, True), (1.0, False)):
        events: list[Event] = []
        runs.train(replace(config, input_shape=(64,), epochs=2, train_scale_start=start_scale), events.append)
        notices = [event.message for event in events if isinstance(event, Notice)]
        assert any("grow from 32 x 32 pixels to 64 x 64" in notice for notice in notices) == told


def test_a_batch_of_one_that_cannot_learn_is_a_sentence_also_where_pictures_grow(
        config: TrainConfig, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    class Shrinking(TinyNet):
        def __init__(self, *args: Any, **settings: Any) -> None:
            super().__init__(*args, **settings)
            self.last = nn.Sequential(nn.Conv2d(3, 3, 3, stride=32, padding=1), nn.BatchNorm2d(3))

        def forward(self, images: torch.Tensor) -> torch.Tensor:
            self.last(images)
            return super().forward(images)

    monkeypatch.setattr("tests.networks.TinyNet", Shrinking)
    growing = replace(config, input_shape=(64,), in_channels="3", train_scale_start=0.5, batch_size=1)
    with pytest.raises(ConfigError, match=r"one picture of 32 x 32 .* or --train_scale 1 and --train_scale_start 1"):
        runs.train(growing)


@pytest.mark.parametrize("level", ["none", "standard"])
def test_a_loader_gives_each_epoch_pictures_of_its_size_whatever_the_cache_keeps(tmp_path: Path, level: str) -> None:
    folder = make_class_folders(tmp_path, ("a",), 3)
    samples = [Sample(str(path), 0) for path in sorted(folder.rglob("*.png"))]
    preprocess = Preprocess((128, 128), Resize.CROP, 3, (0.5,) * 3, (1.0,) * 3)
    config = replace(GROWING, augmentation=level)
    loaders = [Loader(samples, preprocess, batch_size=3, augmentation=Augmentation.of(config, preprocess), cache=cache)
               for cache in (None, MemoryCache(2**30))]
    for epoch, side in ((1, 64), (3, 96), (5, 128), (1, 64)):
        plain, cached = (next(loader.epoch(epoch)).images for loader in loaders)
        assert plain.shape == (3, side, side, 3)
        assert plain.equal(cached)


def test_a_head_that_learns_from_features_has_no_pictures_that_grow() -> None:
    assert wants_features(CONFIG_128)
    assert not wants_features(GROWING)


def test_only_training_pictures_are_smaller(tmp_path: Path) -> None:
    folder = make_class_folders(tmp_path, ("a",), 3)
    samples = [Sample(str(path), 0) for path in sorted(folder.rglob("*.png"))]
    preprocess = Preprocess((128, 128), Resize.CROP, 3, (0.5,) * 3, (1.0,) * 3)
    config = replace(CONFIG_128, train_scale=0.75)
    train = Loader(samples, preprocess, batch_size=3, augmentation=Augmentation.of(config, preprocess))
    val = Loader(samples, preprocess, batch_size=3)
    assert next(train.epoch(1)).images.shape == (3, 96, 96, 3)
    assert next(val.epoch(1)).images.shape == (3, 128, 128, 3)


@pytest.mark.parametrize(("changes", "sides"), [
    ({}, {32}), ({"cutmix": 1.0}, {32}), ({"train_scale": 1.0, "train_scale_start": 0.34, "epochs": 3}, {32, 64, 96}),
])
def test_a_run_learns_from_smaller_pictures_and_its_model_takes_whole_ones(
        no_pictures: None, config: TrainConfig, changes: dict[str, float], sides: set[int]) -> None:  # fmt: skip
    """The network's own notes say what it was given: it is told apart by the mode it is in."""
    seen: dict[bool, set[int]] = {True: set(), False: set()}
    config = replace(config, **{"input_shape": (96,), "train_scale": 0.34, "epochs": 1, **changes})  # type: ignore[arg-type]

    class Watching(TinyNet):
        def forward(self, images: torch.Tensor) -> torch.Tensor:
            seen[self.training].add(images.shape[-1])
            return super().forward(images)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.networks.TinyNet", Watching)
        run_dir = runs.train(config).run_dir
    assert seen[True] == sides
    assert 96 in seen[False]
    assert load_model_file(run_dir).input_shape == (96, 96)
    assert read_json(run_dir / CONFIG)["train_scale"] == config.train_scale


def test_a_run_from_scratch_says_that_its_pictures_grow(no_pictures: None, config: TrainConfig) -> None:
    notices: list[str] = []
    begin = start(prepare(replace(config, input_shape=(64,), train_scale_start=0.0, epochs=2)),
                  lambda event: notices.append(getattr(event, "message", "")))  # fmt: skip
    assert begin.config.train_scale_start == 0.5
    assert any("grow from 32 x 32 pixels to 64 x 64" in notice for notice in notices)
