"""How long a training will still take."""

import pytest

from core.base.epoch_times import EpochTimes, Growth, growth_of


def test_pictures_that_do_not_grow_make_equal_epochs() -> None:
    times = EpochTimes(10)
    assert times.left(1, 0.5) is None
    for epoch, seconds in ((1, 100.0), (2, 10.0), (3, 12.0), (4, 14.0)):
        times.add(epoch, seconds)
    assert times.left(5, 0.5) == pytest.approx(5.5 * 12)  # the first, with what is done once, counts no more
    assert times.left(10, 1.0) == 0


def test_later_epochs_of_growing_pictures_take_longer() -> None:
    times = EpochTimes(5, Growth(0.5))
    costs = [Growth(0.5).cost(epoch, 5) for epoch in range(1, 6)]
    assert costs[0] == pytest.approx(0.5**1.5)
    assert costs[-1] == 1
    times.add(1, 20 * costs[0])
    times.add(2, 20 * costs[1])
    assert times.left(3, 0.0) == pytest.approx(20 * sum(costs[2:]))


@pytest.mark.parametrize(("config", "share"), [
    ({}, 1), ({"train_scale": 1.0}, 1), ({"train_scale": 1.0, "train_scale_start": 0.5}, 0.5),
    ({"train_scale": 0.75, "train_scale_start": 0.5}, 2 / 3), ({"train_scale": 0.75, "train_scale_start": 1.0}, 1),
    ({"train_scale": 1.0, "train_scale_start": 0.0}, 1),
])
def test_the_first_epochs_share_is_read_from_any_runs_settings(config: dict[str, float], share: float) -> None:
    assert growth_of(config).first == pytest.approx(share)


def test_small_pictures_save_muon_less() -> None:
    growing = {"train_scale": 1.0, "train_scale_start": 0.5}
    first = [growth_of({**growing, "optimizer_type": kind}).cost(1, 9) for kind in ("adamw", "muon")]
    assert first == pytest.approx([0.5**1.5, 0.5])
