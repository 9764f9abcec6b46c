"""The course of a training: which layers learn now, on which schedule, from which batches."""

from dataclasses import replace

from core.base.control import Control
from core.base.errors import Cancelled
from core.base.events import Emit, Notice
from core.config import TrainConfig
from core.data.loader import BatchSource, Loader
from core.training.features import compute_features
from core.training.scenarios import HEAD, phase_at, trained_text
from core.training.schedules import Plateau, Schedule, make_schedule
from core.training.step import TrainingStep
from core.training.train_state import TrainState


class Course:
    """Leads a training through its phases; a new phase has its own optimizer, schedule and, for a head, features.

    Attributes:
        phase: That of the last step made, until the next one is entered.
        schedule, plateau: Of the phase.
        train, val: The batches of the phase: pictures, or features in their place.
    """

    def __init__(self, config: TrainConfig, step: TrainingStep, train: Loader, val: Loader, state: TrainState) -> None:
        """Begin, or go on where a state stands; the step's optimizer is then the one that a checkpoint's state fits.

        Args:
            config: The resolved settings.
            step: What learns.
            train: Training pictures.
            val: Val pictures.
            state: Where the training stands; kept, and read again at each phase.
        """
        self._config, self._step, self._state = config, step, state
        self._pictures = train, val
        self._is_begun = False
        self.train: BatchSource = train
        self.val: BatchSource = val
        self.phase = phase_at(config, max(1, state.epoch + (state.batch > 0)))
        self.plateau = state.plateau_for(config.plateau_patience, config.lr_gamma)
        self.schedule = self._laid_out()
        step.begin(self.phase.scenario)

    @property
    def is_last_phase(self) -> bool:
        """Whether no further layers join in later."""
        return self.phase.last_epoch == self._config.epochs

    def lr_at(self, step: int) -> float:
        """Return the learning rate that optimizer step `step`, from 0, is made with."""
        return self.schedule.lr_at(step, self.plateau.factor)

    def enter(self, emit: Emit, control: Control) -> bool:
        """Begin the next epoch's phase, or go on with it; False where a stop was asked for meanwhile.

        Args:
            emit: Hears which layers learn, and the progress of computing features.
            control: Carries a stop.
        """
        phase = phase_at(self._config, self._state.epoch + 1)
        if phase == self.phase and self._is_begun:
            return True
        if phase != self.phase:
            self.phase, self._state.epochs_without_better = phase, 0
            self._step.begin(phase.scenario)
            self._step.tail, (self.train, self.val) = None, self._pictures
            self.plateau = Plateau(self._config.plateau_patience, self._config.lr_gamma)
            self.schedule = self._laid_out()
        text = trained_text(self._step.network, self._config, phase)
        if text:
            emit(Notice(text))
        if phase.scenario == HEAD:
            try:
                features = compute_features(self._step, self._config, *self._pictures, emit, control)
            except Cancelled:
                return False
            if features is not None:
                self._step.tail, self.train, self.val = features.tail, features.train, features.val
        self._is_begun = True
        return True

    def _laid_out(self) -> Schedule:
        """Return the schedule from the phase's first step to its last epoch's end."""
        steps_per_epoch = -(-len(self._pictures[0]) // self._config.accumulate)
        first_step = max(self._state.schedule_first_step, (self.phase.first_epoch - 1) * steps_per_epoch)
        lr, min_lr = self.phase.lr, min(self._config.min_lr, self.phase.lr)
        of_phase = replace(self._config, lr=lr, min_lr=min_lr, epochs=self.phase.last_epoch)
        return make_schedule(of_phase, steps_per_epoch, first_step)
