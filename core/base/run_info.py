"""What is known of a run from its folder: values for lists of runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from core.base.messages import Message, message
from core.base.types import RunEndReason

BEST_MODEL = "best_model.pth"
LAST_MODEL = "last_model.pth"
"""The model files of a run's folder; from the last the run can go on."""
MODEL_ENDINGS = frozenset({".pth", ".pt", ".ckpt", ".onnx", ".safetensors"})


class RunState(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    FINISHED = "finished"
    EARLY_STOPPED = "early_stopped"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    DIVERGED = "diverged"
    FAILED = "failed"
    INCOMPLETE = "incomplete"


STATE_WORDS = {
    RunState.RUNNING: message("running"),
    RunState.FINISHED: message("finished"),
    RunState.EARLY_STOPPED: message("ended early"),
    RunState.STOPPED: message("stopped"),
    RunState.INTERRUPTED: message("interrupted"),
    RunState.DIVERGED: message("diverged"),
    RunState.FAILED: message("failed"),
    RunState.INCOMPLETE: message("incomplete"),
}
ENDS = {
    None: RunState.INTERRUPTED,
    RunEndReason.FINISHED: RunState.FINISHED,
    RunEndReason.EARLY_STOPPED: RunState.EARLY_STOPPED,
    RunEndReason.STOPPED: RunState.STOPPED,
    RunEndReason.NON_FINITE_LOSS: RunState.DIVERGED,
    RunEndReason.FAILED: RunState.FAILED,
}


@dataclass(frozen=True)
class RunInfo:
    """One run.

    Attributes:
        run_dir: Its folder.
        data_name: Name of its data set.
        model: Name of its network.
        epochs: Last epoch that was wanted.
        epochs_done: Epochs with figures.
        ended: Why it ended; None where it never came to an end: it was interrupted.
        running: A living process works in it, here or on another machine.
        has_checkpoint: It can go on.
        has_model: It has a best epoch.
        started: When it began, in seconds since 1970; 0 where unknown.
        seconds: Time of its epochs, or of its last session where that, with start and judgement, took longer.
        last_sign: When it last wrote something, in seconds since 1970.
        best_epoch: Epoch of its model file; None where there is none yet.
        val: Figures of the best epoch on val by name, as in history.csv: val_loss, balanced_accuracy, ...
        test: The same of its test pictures; empty where it has none.
        is_readable: config.json could be read; False for a folder that is still being copied.
        host: Name of the other machine that it goes on on; empty where it goes on here, or no more.
    """

    run_dir: Path
    data_name: str
    model: str
    epochs: int
    epochs_done: int
    ended: RunEndReason | None
    running: bool
    has_checkpoint: bool
    has_model: bool
    started: float = 0.0
    seconds: float = 0.0
    last_sign: float = 0.0
    best_epoch: int | None = None
    val: Mapping[str, float] = field(default_factory=dict)
    test: Mapping[str, float] = field(default_factory=dict)
    is_readable: bool = True
    host: str = ""

    @property
    def was_interrupted(self) -> bool:
        """Whether it broke off without an end and can go on."""
        return self.ended is None and not self.running and self.has_checkpoint

    @property
    def condition(self) -> RunState:
        """Where it stands."""
        if not self.is_readable:
            return RunState.INCOMPLETE
        return RunState.RUNNING if self.running else ENDS[self.ended]

    @property
    def title(self) -> Message:
        """Network and data in words."""
        if self.data_name:
            return message("{model} on {data}", model=self.model, data=self.data_name)
        return message("{model}", model=self.model)

    @property
    def state(self) -> Message:
        """Where it stands, in words."""
        return message("{state}, epoch {done} of {epochs}", state=STATE_WORDS[self.condition], done=self.epochs_done,
                       epochs=self.epochs)  # fmt: skip
