"""Timing a step."""

import pytest

from core.config import TrainConfig
from core.training import trial

CONFIG = TrainConfig(model="mobilenet_v3_small", in_channels="3", input_shape=(32, 32), device="cpu")


@pytest.mark.parametrize(("step_s", "steps"), [(0.1, 5), (10.0, 2)])
def test_on_a_slow_machine_one_step_is_enough(monkeypatch: pytest.MonkeyPatch, step_s: float, steps: int) -> None:
    looks: list[float] = []

    def clock() -> float:
        looks.append(len(looks) // 2 * 100 + len(looks) % 2 * step_s)
        return looks[-1]

    monkeypatch.setattr(trial.time, "perf_counter", clock)
    assert trial.timed_step(CONFIG, 2, "fp32", batch_size=2) == pytest.approx(step_s)
    assert len(looks) == 2 * steps
