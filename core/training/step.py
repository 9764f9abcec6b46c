"""What is done with one batch: mixing, forward, loss, backward, and the optimizer's step with all that belongs to it.

An optimizer step is made of a group of `accumulate` batches (an epoch's last group may be smaller). Each batch's
gradient is weighed by what its loss counts for, and the group's sum is divided by the whole group's weight: the step is
that of one batch of the group's pictures, also where the last batches are small or classes are weighed. (Batch norm
sees each batch by itself, and Dice is computed for each.)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from core.base.errors import ConfigError, ModelFileError
from core.config import TrainConfig
from core.data.loader import Batch
from core.data.preprocess import Preprocess
from core.devices import autocast, explained, moved, on_device, seed_layers
from core.distributed.processes import ALONE, Processes
from core.training.losses import ClassificationLoss, MixedLabels
from core.training.mixing import draw_mix, mixed
from core.training.optimizer_state import restore_optimizer
from core.training.optimizers import make_optimizer, set_lr
from core.training.scenarios import freeze_for
from core.training.weight_average import WeightAverage
from models import freezing, norms
from models.fast_training import speed_up
from models.parting import Tail
from models.surgery import outputs

AUXILIARY_WEIGHT = 0.3  # of GoogLeNet's and Inception's auxiliary heads, as in https://arxiv.org/abs/1409.4842
SEED_FACTOR = 1_000_003
RANK_FACTOR = 2_654_435_761  # odd, as torch's generator of the CPU looks at a seed's low 32 bits alone
NUM_SEEDS = 2**63


@dataclass(frozen=True)
class Place:
    """Where in a run a batch stands; what is random derives from it and the seed.

    Attributes:
        epoch: From 1.
        batch: In the epoch, from 0.
        step: Optimizer steps done before it.
        ends_group: Whether the optimizer steps after it.
    """

    epoch: int
    batch: int
    step: int = 0
    ends_group: bool = True


@dataclass(frozen=True)
class StepResult:
    """What a batch gave, on the device.

    Attributes:
        loss: float32 scalar, without gradient.
        weight: What the loss counts for in a mean over batches; float32 scalar.
        right: Number of right pictures, mixed ones being of the class with the larger share; int64 scalar.
    """

    loss: Tensor
    weight: Tensor
    right: Tensor


class TrainingStep:
    """A network with all that changes it: the loss, the optimizer, the scaler of fp16, and the average of its weights.

    It counts nothing and saves nothing; that is the Trainer's.

    Attributes:
        network: On the device.
        average: Its averaged weights; None where `ema_decay` is 0.
        loss: Of training and validation.
        optimizer, scaler: As torch has them.
        tail: The part of the network that batches of features go through; None where they are of pictures.
    """

    def __init__(self, config: TrainConfig, network: nn.Module, loss: ClassificationLoss, preprocess: Preprocess,
                 device: torch.device, processes: Processes = ALONE) -> None:
        """Bring the network to the device and make its optimizer.

        Args:
            config: The resolved settings.
            network: With the weights to start from, on the CPU.
            loss: Of the settings.
            preprocess: Normalises the pictures.
            device: Where to train.
            processes: The processes that share each batch.
        """
        self.config = config
        self.processes = processes
        self.preprocess = preprocess
        self.device = device
        self.network = _synchronised(on_device(network, device), config, processes)
        norms.follow(self.network)
        self.average = WeightAverage(self.network, config.ema_decay) if config.ema_decay else None
        self.loss = loss.to(device)
        self.tail: Tail | None = None
        self._group_weight: Tensor | None = None  # of the batches since the last optimizer step
        self.begin(config.scenario)

    def begin(self, scenario: str) -> None:
        """Let a scenario's layers learn and freeze the others, with a new optimizer and scaler for them.

        Args:
            scenario: full_training, head_only or partial_unfreeze.
        """
        freeze_for(self.network, self.config, scenario)
        speed_up(self.network)
        self.optimizer = make_optimizer(self.network, self.config, self.processes)
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=self.config.precision == "fp16")

    def set_training(self) -> None:
        """Put the network into training mode, its frozen layers into eval mode."""
        freezing.set_training(self.network)

    @property
    def judged(self) -> nn.Module:
        """The network that is validated, saved and used: the averaged one where there is one."""
        return self.network if self.average is None else self.average.network

    def train(self, batch: Batch, lr: float, place: Place) -> StepResult:
        """Learn from a batch; the network must be in training mode.

        Args:
            batch: Pictures and labels.
            lr: Learning rate of this step.
            place: Where in the run.

        Raises:
            OutOfMemoryError: With the batch size to try.
        """
        # Dropout and stochastic depth draw from torch's generator: seeded a batch, they do not depend on what came
        # before, so that a resumed epoch draws what the unbroken one drew.
        seed = (self.config.seed * SEED_FACTOR + place.epoch) * SEED_FACTOR + place.batch
        seed_layers((seed + self.processes.rank * RANK_FACTOR) % NUM_SEEDS, self.device)
        try:
            result = self._learn(batch, place)
            if place.ends_group:
                self._make_step(lr, place.step + 1)
        except (RuntimeError, MemoryError) as error:
            raise explained(error, self.device, batch.num_whole) from error
        return result

    def _learn(self, batch: Batch, place: Place) -> StepResult:
        """Add a batch's gradient to its group's."""
        inputs = self._inputs(batch)
        labels = moved(batch.labels, self.device)
        targets: Tensor | MixedLabels = labels
        mix = draw_mix(self.config, (inputs.shape[-2], inputs.shape[-1]), place.epoch, place.batch)
        if mix is not None:
            inputs, targets = mixed(inputs, labels, mix)
        logits, auxiliary = self._outputs(self.network, inputs)
        if len(inputs) > len(labels):  # borrowed, by a process that has no part in a small last batch
            logits, auxiliary = logits[: len(labels)], [heads[: len(labels)] for heads in auxiliary]
        loss = self.loss(logits, targets)
        weight = self.loss.batch_weight(targets)
        total = loss + sum(AUXILIARY_WEIGHT * self.loss(logits, targets) for logits in auxiliary)
        if self._group_weight is None:
            self.optimizer.zero_grad(set_to_none=True)
        if self._is_grouped:
            total = total * (weight / self._nominal_weight)
        self.scaler.scale(total).backward()
        self._group_weight = weight if self._group_weight is None else self._group_weight + weight
        right = logits.detach().argmax(1) == (targets.main if isinstance(targets, MixedLabels) else targets)
        return StepResult(loss.detach(), weight, self.processes.sum(right.sum()))

    def _make_step(self, lr: float, step: int) -> None:
        """Change the weights by the group's gradient; `step` counts from 1."""
        self.processes.sum_gradients(self.network.parameters())
        clip = self.config.clip_grad
        if self._is_grouped or clip:
            self.scaler.unscale_(self.optimizer)
        gradients = [item.grad for item in self.network.parameters() if item.grad is not None]
        if self._is_grouped and self._group_weight is not None:
            torch._foreach_mul_(gradients, self._nominal_weight / self._group_weight)
        if clip:
            nn.utils.clip_grad_norm_(self.network.parameters(), clip)
        self._group_weight = None
        set_lr(self.optimizer, lr)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        if self.average is not None:
            self.average.update(self.network, step)

    @property
    def _is_grouped(self) -> bool:
        """Whether a step may be made of several batches; where not, a batch's mean loss is the group's."""
        return self.config.accumulate > 1

    @property
    def _nominal_weight(self) -> float:
        """What a whole group would count for: keeps the gradients of its batches near their final size."""
        return float(self.config.batch_size * self.config.accumulate)

    def logits(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return what the judged network, in eval mode, says of a batch: logits float32 [B, K] and labels int64 [B].

        Raises:
            OutOfMemoryError: With the batch size to try.
        """
        try:
            logits = self._outputs(self.judged, self._inputs(batch))[0]
        except (RuntimeError, MemoryError) as error:
            raise explained(error, self.device, batch.num_whole) from error
        logits = logits[: len(batch)]  # what was borrowed has no labels
        return logits.float(), moved(batch.labels, self.device)

    def settle(self) -> None:
        """Make the network the same in all processes where batch norm had each count its own pictures."""
        self.processes.average_buffers(self.network)
        if self.average is not None:
            self.processes.average_buffers(self.average.network)

    def _inputs(self, batch: Batch) -> Tensor:
        """Return what goes into the network, float32 on the device: normalised pictures, or features."""
        images = moved(batch.images, self.device)
        return self.preprocess.normalise(images) if self.tail is None else images.float()

    def _outputs(self, network: nn.Module, inputs: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Return the main logits and those of auxiliary heads; a tail is so small that it is computed in fp32."""
        if self.tail is not None:
            return self.tail(network, inputs), []
        with autocast(self.device, self.config.precision):
            return outputs(network(inputs))

    def weights(self) -> dict[str, Tensor]:
        """Return a copy of the judged network's weights, on the CPU."""
        return _copied(self.judged)

    def state(self) -> dict[str, Any]:
        """Return what a checkpoint keeps beside the judged weights; only between groups is it all there is.

        `raw_weights` are those that are trained, where the averaged ones are judged.
        """
        raw = _copied(self.network) if self.average is not None else {}
        return {"optimizer": self.optimizer.state_dict(), "scaler": self.scaler.state_dict(), "raw_weights": raw}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over a checkpoint's state; the network must have been made with the judged weights.

        Raises:
            ModelFileError: It does not fit the network.
        """
        try:
            restore_optimizer(self.optimizer, state["optimizer"])
            if state["scaler"]:
                self.scaler.load_state_dict(dict(state["scaler"]))
            if state.get("raw_weights"):
                self.network.load_state_dict(dict(state["raw_weights"]))
        except (ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:
            raise ModelFileError(f"The checkpoint's optimizer does not fit its network ({error}). Start a new run "
                                 "from its weights with --pretrained.") from error


def _copied(network: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().to("cpu", copy=True) for name, value in network.state_dict().items()}


def _synchronised(network: nn.Module, config: TrainConfig, processes: Processes) -> nn.Module:
    """Return the network with batch norms that take the whole batch's statistics, where that is asked for.

    Raises:
        ConfigError: It is asked for on a device that cannot.
    """
    if processes.is_alone or not config.sync_batchnorm:
        return network
    if next(network.parameters()).device.type != "cuda":
        raise ConfigError("--sync_batchnorm works between NVIDIA GPUs only. Leave it away (for a run that goes on: "
                          "--sync_batchnorm false), or train on these.")
    synchronised: nn.Module = nn.SyncBatchNorm.convert_sync_batchnorm(network)
    return synchronised
