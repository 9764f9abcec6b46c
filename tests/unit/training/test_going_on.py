"""What is left to do of a run that goes on, and when its schedule is laid out anew; without a training."""

from dataclasses import replace

import pytest

from core.base.errors import ClasswiseError
from core.training.going_on import check_something_left, lay_out_anew
from core.training.train_state import TrainState


def test_fewer_epochs_than_were_done_leave_nothing_to_do(config, tmp_path):
    with pytest.raises(ClasswiseError, match=r"has done its last epoch \(3\). Give more --epochs"):
        check_something_left(tmp_path, replace(config, epochs=2), TrainState(epoch=3))


def test_a_run_that_was_killed_before_it_was_judged_is_only_judged(config, tmp_path):
    given, state = replace(config, epochs=2), TrainState(epoch=2, step=8, epochs=5)
    check_something_left(tmp_path, given, state)
    assert lay_out_anew(state, given, 10) == []
    assert (state.epochs, state.schedule_first_step) == (5, 0)


def test_another_last_epoch_lays_out_the_schedule_from_here_and_gives_early_stopping_its_patience_back(config):
    state = TrainState(epoch=2, step=8, epochs=3, epochs_without_better=2)
    (notice,) = lay_out_anew(state, replace(config, epochs=6), 10)
    assert "goes on to epoch 6 instead of 3" in notice.message
    assert "over the 4 epochs left" in notice.message
    assert (state.epochs, state.schedule_first_step, state.epochs_without_better) == (6, 8, 0)


def test_the_size_that_growing_pictures_have_next_is_told(config):
    given = replace(config, epochs=4, input_shape=(64, 64), train_scale_start=0.5)
    *_, notice = lay_out_anew(TrainState(epoch=2, step=8, epochs=2), given, 10)
    assert "grow over all 4 epochs: the next ones are trained on pictures of 64 x 64" in notice.message
