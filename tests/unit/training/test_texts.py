"""What a training says in one line each."""

import pytest

from core.base.events import CheckpointSaved, EpochEnded, Notice, RunStarted
from core.base.types import RunEndReason
from core.training.texts import end_message, epoch_line, log_line
from core.training.train_state import TrainState


@pytest.mark.parametrize(("epochs", "start", "said"), [
    (1, (1, 0), "1 epoch"),
    (3, (1, 0), "3 epochs"),
    (3, (1, 2), "goes on with epoch 1 of 3 after 2 of 6 batches"),
    (3, (3, 0), "goes on with epoch 3 of 3"),
    (3, (4, 0), "all 3 epochs are done"),
])
def test_a_run_that_begins_says_with_what_and_where_it_goes_on(epochs, start, said):
    event = RunStarted("runs/1", "resnet18", ("ants", "bees"), epochs, 6, 30, 4, 5, *start, "cpu", "fp32")
    assert log_line(event) == f"resnet18 on cpu (fp32), 2 classes, 30 pictures to train, 4 val, 5 test; {said}"


def test_an_epoch_is_told_by_its_figures_and_whether_it_is_the_best():
    event = EpochEnded(2, 0.001, 0.5, 0.75, 0.875, 0.625, {"balanced_accuracy": 0.5625}, (), True, 65.0, 123.4)
    assert log_line(event) == epoch_line(event) == (
        "epoch 2: train loss 0.5000, val loss 0.7500, val accuracy 0.6250, balanced accuracy 0.5625, lr 1.00e-03, "
        "123 images/s, 1:05  best so far")  # fmt: skip
    later = EpochEnded(3, 0.001, 0.5, 0.75, 0.875, 0.625, {}, (), False, 65.0, 0.0)
    assert epoch_line(later).endswith("balanced accuracy nan, lr 1.00e-03, 1:05")


def test_notices_and_kept_checkpoints_have_a_line_and_the_others_none():
    assert log_line(Notice("All is well.")) == "All is well."
    assert log_line(Notice("It is not.", "warning")) == "Warning: It is not."
    assert log_line(CheckpointSaved("runs/1/checkpoints/epoch_0002.pth", "epoch", 2)) == (
        "kept runs/1/checkpoints/epoch_0002.pth")  # fmt: skip
    assert log_line(CheckpointSaved("runs/1/last_model.pth", "last", 2)) is None


@pytest.mark.parametrize(("reason", "state", "best_by", "said"), [
    (RunEndReason.FINISHED, TrainState(4, best_epoch=3), "val_loss",
     "Training finished after 4 epochs. The best epoch is 3, by val loss."),
    (RunEndReason.FINISHED, TrainState(4), "val_loss", "Training finished after 4 epochs."),
    (RunEndReason.EARLY_STOPPED, TrainState(4, best_epoch=3, epochs_without_better=1), "f1_macro",
     "Training ended after epoch 4: no better result for 1 epoch. The best epoch is 3, by f1 macro."),
    (RunEndReason.EARLY_STOPPED, TrainState(5, best_epoch=3, epochs_without_better=2), "val_accuracy",
     "Training ended after epoch 5: no better result for 2 epochs. The best epoch is 3, by val accuracy."),
    (RunEndReason.STOPPED, TrainState(4, best_epoch=3), "val_loss",
     "Stopped in epoch 5; the run can go on from last_model.pth. The best epoch is 3, by val loss."),
    (RunEndReason.STOPPED, TrainState(), "val_loss",
     "Stopped before the first validation: there is no best model yet, but the run can go on from last_model.pth."),
])
def test_the_last_sentence_says_why_it_ended_and_which_epoch_is_the_best(reason, state, best_by, said):
    assert end_message(reason, state, best_by) == said
