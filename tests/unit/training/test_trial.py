"""Timing a step, and choosing a number format by it."""

from dataclasses import replace

import pytest
import torch

from core.base.control import Control
from core.base.errors import Cancelled
from core.config import TrainConfig
from core.training import trial
from core.training.prepare import prepare
from core.training.starting import start
from models import create_model

CONFIG = TrainConfig(model="mobilenet_v3_small", in_channels="3", input_shape=(32, 32), device="cpu", precision="fp32",
                     scenario="full_training", lr=0.01)
HEAD_CONFIG = replace(CONFIG, precision="auto", scenario="head_only")


@pytest.fixture
def cpu_with_bf16(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.devices.cpu_has_bf16", lambda: True)


def times(monkeypatch: pytest.MonkeyPatch, fp32: list[float], bf16: list[float], what: str = "_step") -> list[str]:
    """Let steps take these seconds, one after the other, the first being the warm-up; return what was tried."""
    left, tried = {"fp32": iter([9.0, *fp32]), "bf16": iter([9.0, *bf16])}, []

    def step(precision: str) -> float:
        tried.append(precision)
        return next(left[precision])

    monkeypatch.setattr(trial, what, lambda *arguments: step)
    monkeypatch.setattr(trial, "ENOUGH_S", 1e9)
    return tried


def steps_of(monkeypatch: pytest.MonkeyPatch, step_s: float) -> list[float]:
    """Let every timed step take so many seconds; return the looks at the clock, two a step."""
    looks: list[float] = []

    def clock() -> float:
        looks.append(len(looks) // 2 * 100 + len(looks) % 2 * step_s)
        return looks[-1]

    monkeypatch.setattr(trial.time, "perf_counter", clock)
    return looks


@pytest.mark.parametrize(("step_s", "steps"), [(0.1, 5), (10.0, 2)])
def test_on_a_slow_machine_one_step_is_enough(monkeypatch: pytest.MonkeyPatch, step_s: float, steps: int) -> None:
    looks = steps_of(monkeypatch, step_s)
    assert trial.timed_step(CONFIG, 2, batch_size=2) == pytest.approx(step_s)
    assert len(looks) == 2 * steps


@pytest.mark.parametrize(("step_s", "steps"), [(0.1, 5), (10.0, 2)])
def test_muons_own_steps_are_timed_likewise(monkeypatch: pytest.MonkeyPatch, step_s: float, steps: int) -> None:
    network = trial.fresh_network(CONFIG, 2)
    looks = steps_of(monkeypatch, step_s)
    assert trial.muon_seconds(CONFIG, network) == pytest.approx(step_s)
    assert len(looks) == 2 * steps


def test_a_training_step_is_timed_without_muon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own arithmetic would hide the network's in so small a batch, and which number format is faster."""
    real, kinds = trial.make_optimizer, []

    def making(network, config):
        kinds.append(config.optimizer_type)
        return real(network, config)

    monkeypatch.setattr(trial, "make_optimizer", making)
    trial.timed_step(replace(CONFIG, optimizer_type="muon"), 2, batch_size=2)
    assert kinds == ["adamw"]


@pytest.mark.parametrize(("fp32", "bf16", "best"), [
    ([1.2] * 7, [1.0] * 7, "bf16"),  # the smallest gain of a network that gains
    ([1.0] * 7, [1.0] * 7, "fp32"),
    ([1.1] * 7, [1.0] * 7, "fp32"),  # no clear advantage
    ([1.0, 1.0, 1.0, 9.0, 9.0, 9.0, 9.0], [1.0] * 7, "fp32"),  # other programs held up most steps of one format,
    ([2.0] * 7, [1.0, 1.0, 9.0, 1.0, 1.0, 1.0, 1.0], "bf16"),  # and one step of the other
    ([1.0, 1.0, 1.0, 1.0, 9.0, 9.0, 9.0], [0.7, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1], "fp32"),  # one lucky step
])
def test_bf16_is_taken_where_it_is_clearly_faster(cpu_with_bf16, monkeypatch, fp32, bf16, best) -> None:
    tried = times(monkeypatch, fp32, bf16)
    network = create_model(CONFIG.model, 2, 3)
    config, reason = trial.with_precision(replace(CONFIG, precision="auto"), 2, network)
    assert config.precision == best
    assert reason.startswith("steps tried on this CPU: fp32 ")
    assert tried == ["fp32", "bf16"] * 8  # by turns


def test_the_network_to_be_trained_is_not_changed_by_its_trial(cpu_with_bf16) -> None:
    network = create_model(CONFIG.model, 2, 3)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    trial.with_precision(replace(CONFIG, precision="auto", scenario="head_only", feature_draws=0), 2, network)
    assert all(value.equal(before[name]) for name, value in network.state_dict().items())
    assert network.training
    assert all(parameter.requires_grad for parameter in network.parameters())


@pytest.mark.parametrize(("changes", "what"), [
    ({}, "features"),  # few pictures and weights: auto becomes head_only, which learns from features
    ({"feature_draws": 0}, "steps"), ({"mixup": 0.2}, "steps"),  # a head that cannot
    ({"scenario": "head_only"}, "features"), ({"scenario": "full_training"}, "steps"), ({"head_epochs": 1}, "steps"),
    ({"precision": "fp32"}, ""),
])
def test_what_is_tried_is_what_the_run_will_do(cpu_with_bf16, monkeypatch, config, tmp_path, changes, what) -> None:
    weights = tmp_path / "weights.pth"
    torch.save(create_model("tiny", 7).state_dict(), weights)
    steps = times(monkeypatch, [1.0] * 7, [1.0] * 7)
    passes = times(monkeypatch, [2.0] * 7, [1.0] * 7, "_features_step")
    given = replace(config, **{"precision": "auto", "pretrained": str(weights), **changes})
    begin = start(prepare(given), lambda event: None)
    assert (bool(steps), bool(passes)) == (what == "steps", what == "features")
    assert begin.config.precision == ("bf16" if what == "features" else "fp32")
    assert begin.reasons.get("precision", "").startswith(what and f"{what} tried on this CPU: fp32 ")


def test_a_pass_of_features_is_timed_in_both_formats_and_the_network_stays_as_it_is() -> None:
    network = create_model(CONFIG.model, 2, 3)
    step = trial._features_step(HEAD_CONFIG, network, None)
    assert step is not None
    assert min(step("fp32"), step("bf16")) > 0
    assert network.training
    assert all(parameter.requires_grad for parameter in network.parameters())


def test_a_network_whose_features_cannot_be_kept_is_tried_by_its_steps(cpu_with_bf16, monkeypatch) -> None:
    steps = times(monkeypatch, [2.0] * 7, [1.0] * 7)
    config = replace(HEAD_CONFIG, model="squeezenet1_1", input_shape=(64, 64))
    chosen, reason = trial.with_precision(config, 2, create_model(config.model, 2, 3))
    assert chosen.precision == "bf16"
    assert steps
    assert reason.startswith("steps tried")


def test_what_is_frozen_is_frozen_in_the_trial(cpu_with_bf16, monkeypatch) -> None:
    learning: list[int] = []
    real = trial.make_optimizer

    def noted(network, config):
        learning.append(sum(parameter.requires_grad for parameter in network.parameters()))
        return real(network, config)

    monkeypatch.setattr(trial, "make_optimizer", noted)
    network = create_model(CONFIG.model, 2, 3)
    for scenario in ("full_training", "head_only"):
        trial.with_precision(replace(CONFIG, precision="auto", scenario=scenario, feature_draws=0), 2, network)
    assert learning == [len(list(network.parameters())), 2]


@pytest.mark.parametrize("trying", [
    lambda control: trial.timed_step(CONFIG, 2, 2, control),
    lambda control: trial.muon_seconds(CONFIG, trial.fresh_network(CONFIG, 2), control),
    lambda control: trial.with_precision(replace(CONFIG, precision="auto"), 2, trial.fresh_network(CONFIG, 2), control),
    lambda control: trial.with_precision(HEAD_CONFIG, 2, trial.fresh_network(CONFIG, 2), control),
])
def test_a_trial_heeds_a_stop_before_its_next_step(cpu_with_bf16, trying) -> None:
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        trying(control)
