import math
from itertools import pairwise

import pytest
import torch

from core.config import TrainConfig
from core.training.schedules import Plateau, Schedule, make_schedule

TOTAL, PER_EPOCH = 100, 10


def schedule(kind: str, **changes) -> Schedule:
    settings = {"lr": 0.1, "min_lr": 0.001, "total_steps": TOTAL, "steps_per_epoch": PER_EPOCH, "warmup_ratio": 0.2}
    return Schedule(kind, **(settings | changes))


@pytest.mark.parametrize("kind", ["cos", "step", "multistep", "warmup", "plateau"])
def test_warm_up_rises_linearly_and_reaches_the_full_rate_at_its_end(kind):
    course = schedule(kind, min_lr=0.0, step_size=50, milestones=(50,))
    rates = [course.lr_at(step) for step in range(21)]
    assert rates[0] == pytest.approx(0.1 / 21)
    assert rates[20] == pytest.approx(0.1)
    steps = [after - before for before, after in pairwise(rates)]
    assert steps == pytest.approx([0.1 / 21] * 20)


def test_cosine_comes_to_the_lowest_rate_after_the_last_step():
    course = schedule("cos")
    assert course.lr_at(TOTAL - 1) == pytest.approx(0.001 + 0.099 * (1 + math.cos(math.pi * 79 / 80)) / 2)
    assert course.lr_at(TOTAL) == course.lr_at(TOTAL + 9) == pytest.approx(0.001)
    assert course.lr_at(60) == pytest.approx(0.0505)


def test_with_one_step_an_epoch_the_last_epoch_learns():
    course = schedule("cos", total_steps=2, steps_per_epoch=1, warmup_ratio=0.05, min_lr=0.0)
    assert [course.lr_at(0), course.lr_at(1)] == pytest.approx([0.1, 0.05])


def test_cosine_without_warm_up_begins_at_the_full_rate():
    assert schedule("cos", warmup_ratio=0.0).lr_at(0) == pytest.approx(0.1)


def test_cosine_never_rises_after_the_warm_up():
    course = schedule("cos")
    rates = [course.lr_at(step) for step in range(20, TOTAL)]
    assert rates == sorted(rates, reverse=True)


def test_step_drops_after_whole_epochs():
    course = schedule("step", warmup_ratio=0.0, min_lr=0.0, step_size=3, gamma=0.5)
    assert course.lr_at(29) == pytest.approx(0.1)
    assert course.lr_at(30) == pytest.approx(0.05)
    assert course.lr_at(99) == pytest.approx(0.1 * 0.5**3)


def test_multistep_drops_after_its_milestones():
    course = schedule("multistep", warmup_ratio=0.0, min_lr=0.0, milestones=(2, 5), gamma=0.1)
    assert [course.lr_at(step) for step in (19, 20, 49, 50)] == pytest.approx([0.1, 0.01, 0.01, 0.001])


def test_drops_are_counted_from_the_runs_first_epoch_also_where_it_is_laid_out_anew():
    course = schedule("multistep", warmup_ratio=0.0, min_lr=0.0, milestones=(5,), gamma=0.1, first_step=40)
    assert [course.lr_at(49), course.lr_at(50)] == pytest.approx([0.1, 0.01])


@pytest.mark.parametrize("step", [9, 50])
def test_a_drop_of_plateau_counts_in_the_warm_up_and_after_it(step):
    course = schedule("plateau", min_lr=0.0)
    assert course.lr_at(step, plateau_factor=0.1) == pytest.approx(0.1 * course.lr_at(step))


def test_a_runs_settings_lay_its_schedule_out():
    config = TrainConfig(epochs=6, lr=0.2, min_lr=0.003, lr_schedule_type="multistep", warmup_ratio=0.4, lr_step_size=5,
                         lr_milestones=(2, 4), lr_gamma=0.7)  # fmt: skip
    assert make_schedule(config, PER_EPOCH, first_step=20) == Schedule(
        "multistep", 0.2, 0.003, total_steps=40, steps_per_epoch=10, warmup_ratio=0.4, step_size=5, milestones=(2, 4),
        gamma=0.7, first_step=20)  # fmt: skip
    assert make_schedule(config, PER_EPOCH, first_step=60).total_steps == 1  # nothing is left but to judge


def test_step_and_multistep_agree_with_torch():
    schedulers = torch.optim.lr_scheduler
    for kind, theirs in (("step", schedulers.StepLR), ("multistep", schedulers.MultiStepLR)):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
        reference = theirs(optimizer, 3 if kind == "step" else [3, 7], gamma=0.5)
        course = schedule(kind, warmup_ratio=0.0, min_lr=0.0, step_size=3, milestones=(3, 7), gamma=0.5)
        for epoch in range(10):
            assert course.lr_at(epoch * PER_EPOCH) == pytest.approx(optimizer.param_groups[0]["lr"])
            optimizer.step()
            reference.step()


def test_no_rate_falls_below_the_lowest():
    for kind in ("cos", "step", "multistep", "warmup", "plateau"):
        course = schedule(kind, step_size=1, milestones=(1, 2, 3), gamma=0.01)
        assert min(course.lr_at(step, plateau_factor=1e-6) for step in range(TOTAL)) >= 0.001


def test_a_single_step_has_a_rate_above_zero():
    course = schedule("cos", total_steps=1, steps_per_epoch=1, warmup_ratio=1.0)
    assert course.lr_at(0) == pytest.approx(0.1)


def test_laid_out_anew_it_ends_after_the_new_last_step():
    config = TrainConfig(epochs=6, lr=0.1, min_lr=0.001, warmup_ratio=0.0)
    course = make_schedule(config, PER_EPOCH, first_step=40)
    assert course.lr_at(40) == pytest.approx(0.1)
    assert course.lr_at(60) == pytest.approx(0.001)


def test_plateau_agrees_with_torch():
    losses = [1.0, 0.9, 0.91, 0.92, 0.93, 0.95, 0.5, 0.6, 0.6, 0.6, 0.6, 0.49999, 0.49998, 0.49997]
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    reference = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.1, patience=2)
    plateau = Plateau(patience=2, gamma=0.1)
    for loss in losses:
        reference.step(loss)
        plateau.epoch_ended(loss)
        assert plateau.factor == pytest.approx(optimizer.param_groups[0]["lr"])
    assert plateau.factor == pytest.approx(0.001)
