"""Options that change nothing are named."""

from typing import Any

import pytest

from app.commands.without_effect import WITHOUT_EFFECT, WITHOUT_HEAD_EPOCHS, options_without_effect
from core.config import TrainConfig, options


def told(**given: Any) -> list[str]:
    return list(options_without_effect(given, TrainConfig(**given)))


@pytest.mark.parametrize(
    "given",
    [
        {"flip": "both", "augmentation": "none"},
        {"randaugment_ops": 3},
        {"momentum": 0.5, "optimizer_type": "adamw"},
        {"plateau_patience": 2},
        {"label_smoothing": 0.2, "loss": "dice"},
        {"unfreeze_percent": 50.0},
        {"feature_draws": 4, "scenario": "full_training"},
    ],
)
def test_an_option_without_effect_is_named_with_what_decides(given):
    (sentence,) = told(**given)
    assert f"--{next(iter(given))} has no effect with --" in sentence


@pytest.mark.parametrize(
    "given",
    [
        {"flip": "both"},
        {"randaugment_ops": 3, "augmentation": "randaugment"},
        {"momentum": 0.5},
        {"plateau_patience": 2, "lr_schedule_type": "plateau"},
        {"label_smoothing": 0.2, "loss": "ce+dice"},
        {"unfreeze_percent": 50.0, "scenario": "partial_unfreeze"},
        {"feature_draws": 4, "scenario": "full_training", "head_epochs": 2},
        {"augmentation": "none"},
    ],
)
def test_an_option_that_works_is_not_talked_of(given):
    assert not told(**given)


def test_the_rules_name_settings_and_their_values():
    for name, (decides, idle) in (WITHOUT_EFFECT | WITHOUT_HEAD_EPOCHS).items():
        assert name in options()
        assert set(idle) < set(options()[decides][1].choices)
