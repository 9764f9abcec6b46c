import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.base.control import Control
from core.base.errors import Cancelled, ConfigError
from core.base.events import Progress
from core.config import DEFAULT_MODEL
from core.evaluation.plots import save_lr_search
from core.training import lr_finder
from core.training import run as runs
from core.training.lr_finder import find_lr, search_of
from tests.networks import TinyNet
from tests.unit.training.test_run import Watcher

RATES = np.geomspace(1e-6, 1, 80).tolist()


def losses_around(lr: float, noise: float = 0.0) -> list[float]:
    """Flat at 2, falling to 1 about a rate, then rising steeply from ten times that rate on."""
    rng = np.random.default_rng(0)
    return [2 - 1 / (1 + (lr / rate) ** 2) + max(0.0, math.log(rate / (10 * lr))) ** 2 + noise * rng.normal()
            for rate in RATES]


@pytest.mark.parametrize("lr", [1e-4, 1e-3, 1e-2])
@pytest.mark.parametrize("noise", [0.0, 0.08])
def test_the_rate_at_which_the_loss_falls_most_steeply_is_suggested(lr, noise):
    search = search_of(RATES, losses_around(lr, noise), "resnet18")
    assert search.suggestion is not None
    assert lr / 2 < search.suggestion < lr * 2
    assert search.suggestion == float(f"{search.suggestion:.1e}")
    assert len(search.smoothed) == len(search.losses) == len(search.rates)


@pytest.mark.parametrize("losses", [[2.0] * 80, np.linspace(2, 3, 80).tolist(), [2.0, 1.99] * 40])
def test_where_the_loss_falls_nowhere_no_rate_is_suggested(losses):
    assert search_of(RATES, losses, "resnet18").suggestion is None


def test_a_fall_that_batches_alone_make_is_no_fall():
    """A curve that is flat beneath its noise must not give a rate; one that falls beneath as much noise must."""
    def suggestions(losses: list[float]) -> list[float | None]:
        noises = (0.15 * np.random.default_rng(seed).normal(size=len(losses)) for seed in range(100))
        return [search_of(RATES, (np.array(losses) + noise).tolist(), "resnet18").suggestion for noise in noises]

    flat = [2 + max(0.0, math.log(rate / 0.1)) ** 2 for rate in RATES]
    assert sum(rate is not None for rate in suggestions(flat)) <= 2
    assert sum(rate is not None and 1e-4 < rate < 1e-2 for rate in suggestions(losses_around(1e-3))) >= 98


def test_rates_rise_until_the_loss_diverges_and_nothing_else_changes(config, tmp_path, monkeypatch):
    monkeypatch.setattr(lr_finder, "NUM_STEPS", 40)
    watcher = Watcher()
    state = torch.random.get_rng_state()
    search = find_lr(replace(config, optimizer_type="sgd", ema_decay=0.9), watcher)
    assert search.rates[0] == pytest.approx(lr_finder.FIRST_LR)
    assert len(search.rates) <= lr_finder.NUM_STEPS
    factors = {round(b / a, 6) for a, b in zip(search.rates, search.rates[1:], strict=False)}
    assert len(factors) == 1
    assert search.suggestion is not None
    assert 1e-4 < search.suggestion < 10
    assert torch.equal(state, torch.random.get_rng_state())
    assert not (tmp_path / "runs").exists()
    steps = [event for event in watcher.of(Progress) if event.unit == "steps"]
    assert steps[-1].done == len(search.losses)
    assert search == find_lr(replace(config, optimizer_type="sgd", ema_decay=0.9))


def test_it_ends_when_the_loss_diverges(config, monkeypatch):
    made = iter([1.0] * 20 + [50.0] * 80)
    monkeypatch.setattr(lr_finder, "_step_loss", lambda *args: next(made))
    assert 20 < len(find_lr(config).losses) < 25
    made = iter([1.0] * 20 + [math.nan] * 80)
    assert len(find_lr(config).rates) == 20
    made = iter([math.inf])
    with pytest.raises(ConfigError, match="fp32"):
        find_lr(config)


def test_steps_of_several_batches_are_tried_as_such(config, monkeypatch):
    places = []
    real = lr_finder.TrainingStep.train
    monkeypatch.setattr(lr_finder, "NUM_STEPS", 4)

    def train(self, batch, lr, place):
        places.append((place.step, place.ends_group, lr))
        return real(self, batch, lr, place)

    monkeypatch.setattr(lr_finder.TrainingStep, "train", train)
    search = find_lr(replace(config, accumulate=3))
    assert len(search.losses) == 4
    assert [(step, ends) for step, ends, _ in places] == [(step, part == 2) for step in range(4) for part in range(3)]


@pytest.mark.parametrize(("changes", "scenario"), [({}, "head_only"), ({"head_epochs": 1}, "full_training"),
                                                   ({"backbone_lr_factor": 0.5}, "full_training")])
def test_the_layers_learn_that_the_run_would_train_at_that_rate(config, no_pictures, tmp_path, monkeypatch, changes,
                                                                scenario):
    weights = tmp_path / "weights.pth"
    torch.save(TinyNet(5).state_dict(), weights)
    given = replace(config, scenario="auto", pretrained=str(weights), **changes)
    begun = []
    monkeypatch.setattr(lr_finder, "NUM_STEPS", 3)
    real = lr_finder.TrainingStep.begin
    monkeypatch.setattr(lr_finder.TrainingStep, "begin",
                        lambda self, scenario: (begun.append(scenario), real(self, scenario))[1])
    find_lr(given)
    assert set(begun) == {scenario}
    runs.train(given)
    assert begun[-1] == scenario


def test_it_says_which_network_was_tried_where_auto_was_asked_for(config, monkeypatch):
    monkeypatch.setattr(lr_finder, "NUM_STEPS", 3)
    assert find_lr(replace(config, model="auto", pretrained="none")).model == DEFAULT_MODEL


def test_it_can_be_stopped(config):
    control = Control()
    with pytest.raises(Cancelled):
        find_lr(config, Watcher(lambda event: isinstance(event, Progress) and event.unit == "steps", control.stop),
                control)


@pytest.mark.parametrize("suggestion", [None, 1e-3])
def test_the_plot_is_a_picture(tmp_path: Path, suggestion):
    losses = losses_around(1e-3)
    save_lr_search(RATES, losses, losses, suggestion, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
