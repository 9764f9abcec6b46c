"""What is done with one batch: forward, loss, backward, and the optimizer's step."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.base.errors import ModelFileError
from core.config import TrainConfig
from core.data.loader import Batch
from core.data.preprocess import Preprocess
from core.devices import autocast, explained, on_device
from core.training.checkpoint import Checkpoint
from core.training.losses import ClassificationLoss
from core.training.optimizers import make_optimizer, set_lr
from models.surgery import outputs

AUXILIARY_WEIGHT = 0.3  # of GoogLeNet's and Inception's auxiliary heads, as in https://arxiv.org/abs/1409.4842
SEED_FACTOR = 1_000_003


@dataclass(frozen=True)
class StepResult:
    """What a batch gave, on the device.

    Attributes:
        loss: float32 scalar, without gradient.
        weight: What the loss counts for in a mean over batches; float32 scalar.
        right: Number of right pictures; int64 scalar.
    """

    loss: Tensor
    weight: Tensor
    right: Tensor


class TrainingStep:
    """A network with all that changes it: the loss, the optimizer and the scaler of fp16.

    It counts nothing and saves nothing; that is the Trainer's.

    Attributes:
        network: On the device.
        loss: Of training and validation.
        optimizer, scaler: What a checkpoint keeps beside the weights.
    """

    def __init__(self, config: TrainConfig, network: nn.Module, loss: ClassificationLoss, preprocess: Preprocess,
                 device: torch.device) -> None:
        """Bring the network to the device and make its optimizer.

        Args:
            config: The resolved settings.
            network: With the weights to start from, on the CPU.
            loss: Of the settings.
            preprocess: Normalises the pictures.
            device: Where to train.
        """
        self.config = config
        self.preprocess = preprocess
        self.device = device
        self.network = on_device(network, device)
        self.loss = loss.to(device)
        self.optimizer = make_optimizer(self.network, config)
        self.scaler = torch.amp.GradScaler(device.type, enabled=config.precision == "fp16")

    def restore(self, checkpoint: Checkpoint) -> None:
        """Take over the optimizer's and the scaler's state from a checkpoint.

        Raises:
            ModelFileError: They do not fit the network.
        """
        try:
            self.optimizer.load_state_dict(dict(checkpoint.optimizer))
            if checkpoint.scaler:
                self.scaler.load_state_dict(dict(checkpoint.scaler))
        except (ValueError, KeyError, RuntimeError) as error:
            raise ModelFileError(f"The checkpoint's optimizer does not fit its network ({error}). Start a new run "
                                 "from its weights with --pretrained.") from error

    def train(self, batch: Batch, lr: float, *, epoch: int, number: int) -> StepResult:
        """Learn from a batch; the network must be in training mode.

        Args:
            batch: Pictures and labels.
            lr: Learning rate of this step.
            epoch: From 1; what is random derives from it, the batch's number and the run's seed.
            number: Of the batch in the epoch, from 0.

        Raises:
            OutOfMemoryError: With the batch size to try.
        """
        # Dropout and stochastic depth draw from torch's generator: seeded a batch, they do not depend on what came
        # before, so that a resumed epoch draws what the unbroken one drew.
        torch.manual_seed((self.config.seed * SEED_FACTOR + epoch) * SEED_FACTOR + number)
        try:
            images = self.preprocess.normalise(batch.images.to(self.device, non_blocking=True))
            labels = batch.labels.to(self.device, non_blocking=True)
            with autocast(self.device, self.config.precision):
                logits, auxiliary = outputs(self.network(images))
            loss = self.loss(logits, labels)
            total = loss + sum(AUXILIARY_WEIGHT * self.loss(logits, labels) for logits in auxiliary)
            self.optimizer.zero_grad(set_to_none=True)
            self.scaler.scale(total).backward()
            set_lr(self.optimizer, lr)
            self.scaler.step(self.optimizer)
            self.scaler.update()
        except (RuntimeError, MemoryError) as error:
            raise explained(error, self.device, len(batch.paths)) from error
        right = (logits.detach().argmax(1) == labels).sum()
        return StepResult(loss.detach(), self.loss.batch_weight(labels), right)

    def logits(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return what the network, in eval mode, says of a batch: logits float32 [B, K] and labels int64 [B].

        Raises:
            OutOfMemoryError: With the batch size to try.
        """
        try:
            images = self.preprocess.normalise(batch.images.to(self.device, non_blocking=True))
            with autocast(self.device, self.config.precision):
                logits = outputs(self.network(images))[0]
        except (RuntimeError, MemoryError) as error:
            raise explained(error, self.device, len(batch.paths)) from error
        return logits.float(), batch.labels.to(self.device, non_blocking=True)

    def weights(self) -> dict[str, Tensor]:
        """Return a copy of the network's weights, on the CPU."""
        return {name: value.detach().to("cpu", copy=True) for name, value in self.network.state_dict().items()}
