"""The training loop: it counts, validates, saves and tells; what is done with a batch is `TrainingStep`'s."""

import contextlib
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.base.control import Control
from core.base.errors import NonFiniteLossError, OutputError
from core.base.events import BatchEnded, Emit, EpochEnded, EpochStarted, RunEnded, RunStarted, ValidationSample
from core.base.types import RunEndReason, Splits
from core.config import TrainConfig, to_plain
from core.data.loader import Loader
from core.data.picture_cache import PictureCache
from core.data.train_shape import are_largest
from core.data.transforms import Augmentation
from core.distributed.processes import ALONE, Processes
from core.evaluation.metrics import epoch_metrics
from core.model_file import ModelFile
from core.training.checkpoint import Checkpoint
from core.training.course import Course
from core.training.losses import make_loss
from core.training.records import history_row
from core.training.running_sums import RunningSums
from core.training.saver import Saver
from core.training.step import Place, TrainingStep
from core.training.step_losses import StepLosses
from core.training.texts import STOPPED_WHILE_JUDGING, end_message
from core.training.train_state import TrainState
from core.training.validation import Validated, validate
from models.elsewhere.names import shown_name

SPEED_SMOOTHING = 0.9
Confusion = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class FitResult:
    """How a training ended.

    Attributes:
        reason: Why.
        message: One sentence for people.
        state: Where it stood.
        seconds: Time of this session, without pauses.
    """

    reason: RunEndReason
    message: str
    state: TrainState
    seconds: float


class Trainer:
    """Trains one network on one data set; `run` takes it from its state to the end, a stop or an error.

    All that is random derives from (seed, epoch, batch or sample), so that a training that goes on from a checkpoint
    is the unbroken one.
    """

    def __init__(self, config: TrainConfig, splits: Splits, network: nn.Module, template: ModelFile, run_dir: Path, *,
                 device: torch.device, state: TrainState | None = None, processes: Processes = ALONE,
                 cache: PictureCache | None = None) -> None:
        """Prepare a training.

        Args:
            config: The resolved settings.
            splits: Training and val pictures.
            network: With the weights to start from, on the CPU.
            template: A model file with all but weights and figures.
            run_dir: Where checkpoints go.
            device: Where to train.
            state: Where to go on from; None for a new training.
            processes: The processes that share each batch; the main one writes and tells.
            cache: Keeps pictures for the next epoch; None to read them each time.
        """
        self.config = config
        self.splits = splits
        self.template = template
        self.run_dir = run_dir
        self.device = device
        self.processes = processes
        self.state = state or TrainState(epochs=config.epochs)
        preprocess = template.preprocess
        loss = make_loss(config, splits.class_counts("train"), processes)
        self.step = TrainingStep(config, network, loss, preprocess, device, processes)
        self.train_loader = Loader(splits.train, preprocess, batch_size=config.batch_size, shuffle=True,
                                   balanced=config.sampler == "balanced",
                                   augmentation=Augmentation.of(config, preprocess), seed=config.seed,
                                   num_threads=config.num_threads, device=device, share=processes.share,
                                   borrows=not config.sync_batchnorm, cache=cache)
        self.val_loader = Loader(splits.val, preprocess, batch_size=config.batch_size,
                                 num_threads=config.num_threads, device=device, share=processes.share,
                                 cache=cache)
        self.course = Course(config, self.step, self.train_loader, self.val_loader, self.state)
        self._model_file = partial(_model_of, template, self.step, self.state)
        self.saver = Saver(run_dir, config.freq, self.state, self.step, partial(self._model_file, {}, None))
        self._sums = RunningSums(device, self.state.sums)
        self._images_per_s = 0.0

    def restore(self, checkpoint: Checkpoint) -> None:
        """Take over the optimizer's and the other states of a checkpoint; see `TrainingStep.restore`."""
        self.step.restore(checkpoint.step_state)

    def run(self, emit: Emit, control: Control, judge: Callable[[TrainState], bool] | None = None) -> FitResult:
        """Train to the last epoch, early stopping, or a stop; from RunStarted to RunEnded.

        Args:
            emit: Hears every event; RunEnded comes whatever happens.
            control: Carries pause and stop.
            judge: Called after a training that was not stopped, before RunEnded; False where a stop broke it off.

        Raises:
            NonFiniteLossError: The loss became infinite or not a number; nothing was saved since.
            OutOfMemoryError: With the batch size to try.
            OutputError: A checkpoint or a record cannot be written.
        """
        started = control.clock()

        def ended(reason: RunEndReason, message: str) -> FitResult:
            seconds = control.clock() - started
            emit(RunEnded(reason, message, str(self.run_dir), self.state.epoch, self.state.best_epoch or None, seconds))
            return FitResult(reason, message, self.state, seconds)

        if self.processes.watch is not None and self.processes.is_main:
            self.processes.watch.last_words = partial(ended, RunEndReason.FAILED)
        try:
            emit(self._run_started())
            reason = self._loop(emit, control)
            message = end_message(reason, self.state, self.config.best_by)
            is_judging = judge is not None and reason is not RunEndReason.STOPPED and self.state.best_epoch
            if judge is not None and is_judging and not judge(self.state):
                reason, message = RunEndReason.STOPPED, STOPPED_WHILE_JUDGING
        except BaseException as error:
            reason, message = self._broken_off(error)
            with contextlib.suppress(OutputError):  # a full disk is why it ends; it cannot be recorded as well
                self.saver.save_waiting_best()
                ended(reason, message)
            raise
        return ended(reason, message)

    def _broken_off(self, error: BaseException) -> tuple[RunEndReason, str]:
        """Return how a training ended that an exception broke off: the user's Ctrl-C is a stop, too."""
        if isinstance(error, KeyboardInterrupt):
            is_judging = self.state.epoch == self.config.epochs or self._is_patience_over()
            stopped = RunEndReason.STOPPED
            said = STOPPED_WHILE_JUDGING if is_judging else end_message(stopped, self.state, self.config.best_by)
            return stopped, said
        is_loss = isinstance(error, NonFiniteLossError)
        return (RunEndReason.NON_FINITE_LOSS if is_loss else RunEndReason.FAILED), str(error) or type(error).__name__

    def _loop(self, emit: Emit, control: Control) -> RunEndReason:
        if self.state.epoch == 0 and self.state.batch == 0:
            self._save(emit)
        elif self.processes.is_main:
            self.saver.keep_missing(
                emit, lambda: self._model_file(dict(self.template.metrics), self.template.threshold))
        reason = RunEndReason.FINISHED
        while reason is RunEndReason.FINISHED and self.state.epoch < self.config.epochs:
            if control.stop_after_epoch_requested or not self.course.enter(emit, control):
                reason = RunEndReason.STOPPED
            elif self._is_patience_over():
                reason = RunEndReason.EARLY_STOPPED
            elif not self._epoch(emit, control):
                reason = RunEndReason.STOPPED
        self.saver.save_waiting(emit)
        return reason

    def _run_started(self) -> RunStarted:
        config, splits, state = self.config, self.splits, self.state
        return RunStarted(str(self.run_dir), shown_name(config.model), splits.classes, config.epochs,
                          len(self.train_loader), len(splits.train), len(splits.val), len(splits.test),
                          state.epoch + 1, state.batch, str(self.device), config.precision, to_plain(config))

    def _is_patience_over(self) -> bool:
        patience = self.config.early_stopping_patience
        return self.course.is_last_phase and patience > 0 and self.state.epochs_without_better >= patience

    def _epoch(self, emit: Emit, control: Control) -> bool:
        """Train and validate one epoch; False where a stop was asked for (and the state is saved)."""
        epoch = self.state.epoch + 1
        started = control.clock() - self.state.seconds
        emit(EpochStarted(epoch, self.config.epochs))
        lr = self._train(epoch, emit, control)
        trained = control.clock() - started
        self.step.settle()
        self.step.network.eval()
        validated = None
        if not control.stop_requested:
            validated = validate(self.step.logits, self.course.val, self.step.loss, epoch, emit, control,
                                 self.processes)
        self.state.seconds = control.clock() - started
        if validated is None:
            self.state.sums = self._sums.numbers()
            self._save(emit)
            return False
        self._finish_epoch(emit, lr, trained, validated)
        return True

    def _train(self, epoch: int, emit: Emit, control: Control) -> float:
        """Train on the epoch's remaining batches; return the last learning rate."""
        self.step.set_training()
        state, batches = self.state, len(self.train_loader)
        losses = StepLosses(self.device, self.config.logging_steps, *self._sums.numbers()[2:])
        lr = self.course.lr_at(max(0, state.step - 1))
        loader = self.course.train.epoch(epoch, state.batch)
        last_step_at = control.clock()
        try:
            for batch in loader:
                lr = self.course.lr_at(state.step)
                ends_group = (state.batch + 1) % self.config.accumulate == 0 or state.batch + 1 == batches
                result = self.step.train(batch, lr, Place(epoch, state.batch, state.step, ends_group))
                self._sums.add(result.loss, result.weight, result.right, batch.num_whole)
                state.batch += 1
                state.step += ends_group
                now = control.clock()
                self._note_speed(batch.num_whole / max(1e-9, now - last_step_at))
                last_step_at = now
                step = state.step + (not ends_group)
                event = BatchEnded(epoch, state.batch, batches, step, 0.0, lr, self._images_per_s)
                losses.add(event, result.loss, result.right, batch.num_whole)
                for event in losses.arrived():
                    emit(event)
                control.wait_while_paused()
                if control.stop_requested and ends_group:  # a checkpoint holds no half of a step
                    break
            for event in losses.arrived(wait=True):
                emit(event)
        finally:
            loader.close()
        return lr

    def _finish_epoch(self, emit: Emit, lr: float, trained: float, validated: Validated) -> None:
        """Take an epoch's figures into the state, tell them, and save."""
        state = self.state
        figures, metrics, confusion = self._figures(validated)
        loss_sum, weight_sum, right, seen = self._sums.numbers()
        epoch = state.epoch + 1
        if not math.isfinite(validated.loss):
            raise NonFiniteLossError(f"The val loss of epoch {epoch} is {validated.loss}. The last good weights are "
                                     "kept. Try a lower --lr or --precision fp32.", help_topic="nan")
        is_best = self._is_best(figures[self.config.best_by])
        event = EpochEnded(epoch, lr, loss_sum / weight_sum, validated.loss, right / seen, figures["val_accuracy"],
                           metrics, confusion, is_best, state.seconds, seen / max(1e-9, trained))
        state.epoch, state.batch, state.sums, state.seconds = epoch, 0, (0.0, 0.0, 0.0, 0.0), 0.0
        self._sums = RunningSums(self.device)
        state.history.append(history_row(event))
        # What comes of pictures that still grow says nothing of what comes of the largest.
        counts = are_largest(self.config, epoch)
        state.epochs_without_better = state.epochs_without_better + 1 if counts and not is_best else 0
        if is_best:
            state.best_epoch, state.best_value = epoch, figures[self.config.best_by]
        if self.config.lr_schedule_type == "plateau" and counts:
            self.course.plateau.epoch_ended(validated.loss)
        if self.processes.is_main:
            emit(ValidationSample(epoch, validated.shown(self.splits)))
        emit(event)
        threshold = validated.threshold(self.template.positive_index)
        best = self._model_file(figures, threshold) if is_best and self.processes.is_main else None
        self._note_plateau()
        if self.processes.is_main:
            self.saver.epoch_ended(emit, best)

    def _figures(self, validated: Validated) -> tuple[dict[str, float], dict[str, float], Confusion]:
        """Return an epoch's figures on val, the metrics among them and the confusion matrix.

        The main process has all val pictures, and what it finds decides for all: the best epoch, early stopping.
        """
        if self.processes.is_main:
            metrics, confusion = epoch_metrics(validated.scores, validated.labels)
            found = {"val_loss": validated.loss, "val_accuracy": validated.accuracy, **metrics}
            return self.processes.from_main(found), metrics, confusion
        return self.processes.from_main({}), {}, ()

    def _is_best(self, value: float) -> bool:
        if not math.isfinite(value):
            return self.state.best_value is None
        best = self.state.best_value
        if best is None or not math.isfinite(best):
            return True
        return value < best if self.config.best_by == "val_loss" else value > best

    def _save(self, emit: Emit) -> None:
        """Save where the training stands, the main process alone."""
        self._note_plateau()
        if self.processes.is_main:
            self.saver.save(emit)

    def _note_plateau(self) -> None:
        plateau = self.course.plateau
        self.state.plateau = {"factor": plateau.factor, "best": plateau.best, "waited": plateau.waited}

    def _note_speed(self, images_per_s: float) -> None:
        old = self._images_per_s or images_per_s
        self._images_per_s = SPEED_SMOOTHING * old + (1 - SPEED_SMOOTHING) * images_per_s


def _model_of(template: ModelFile, step: TrainingStep, state: TrainState, figures: dict[str, Any],
              threshold: float | None) -> ModelFile:  # fmt: skip
    """Return the model as it is; no method, or a saver that keeps it would keep the trainer, and both their memory."""
    return replace(template, state_dict=step.weights(), metrics=figures, threshold=threshold, epoch=state.epoch)
