"""Losses for training and validation."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.config import TrainConfig
from core.distributed.processes import ALONE, Processes

FOCAL_GAMMA = 2.0
DICE_SMOOTH = 1.0


@dataclass(frozen=True)
class MixedLabels:
    """Labels of pictures that are mixed of two.

    Attributes:
        labels: int64 [B], each picture's own.
        others: int64 [B], of what was mixed in.
        share: Of the own labels, 0..1.
    """

    labels: Tensor
    others: Tensor
    share: float

    @property
    def main(self) -> Tensor:
        """The label that has the larger share of each picture, int64 [B]."""
        return self.labels if self.share >= 0.5 else self.others


class ClassificationLoss(nn.Module):
    """Cross entropy, focal loss, Dice loss, or the mean of cross entropy and one of the others.

    - ce: cross entropy with label smoothing (https://arxiv.org/abs/1512.00567, section 7).
    - focal: (1 - p)^2 * -log p of the true class (https://arxiv.org/abs/1708.02002, gamma 2, without alpha).
    - dice: 1 - the mean over the batch's classes of 2 * overlap / (scores + truth), smoothed by one picture
      (https://arxiv.org/abs/1606.04797, with scores for voxels).

    Class weights scale each picture's share in ce and focal, and each class's share in dice.

    Mixed pictures have the losses of both their labels, by their shares. For ce and focal that is the loss of the soft
    target share * one_hot(own) + (1 - share) * one_hot(other); Dice's is not linear in the target, and its mean is
    meant (https://arxiv.org/abs/1710.09412 mixes losses in the same way).

    Where several processes share a batch, the loss is the whole batch's in each of them, made of sums over all; its
    gradients in the processes add up to the whole batch's.
    """

    def __init__(self, kind: str, label_smoothing: float = 0.0, class_weights: Tensor | None = None,
                 processes: Processes = ALONE) -> None:
        super().__init__()
        self.processes = processes
        self.parts = kind.split("+")
        self.label_smoothing = label_smoothing
        self.register_buffer("class_weights", class_weights)
        self.class_weights: Tensor | None

    def forward(self, logits: Tensor, labels: Tensor | MixedLabels) -> Tensor:
        """Return the loss of a batch.

        Args:
            logits: float [B, K], any precision; computed in float32.
            labels: int64 [B], 0..K-1, or those of mixed pictures.

        Returns:
            float32 scalar, a mean over the pictures (weighted by class where weights are given).
        """
        logits = logits.float()
        if isinstance(labels, MixedLabels):
            own, other = self._shares(labels)
            return (self(logits, labels.labels) * own + self(logits, labels.others) * other) / (own + other)
        losses = [getattr(self, f"_{part}")(logits, labels) for part in self.parts]
        return torch.stack(losses).mean()

    def batch_weight(self, labels: Tensor | MixedLabels) -> Tensor:
        """Return what a batch's loss counts for in the mean over an epoch: float32 scalar."""
        if isinstance(labels, MixedLabels):
            own, other = self._shares(labels)
            return own + other
        if self.class_weights is None:
            return self.processes.sum(torch.full((), float(len(labels)), device=labels.device))
        return self.processes.sum(self.class_weights[labels].sum())

    def _shares(self, mixed: MixedLabels) -> tuple[Tensor, Tensor]:
        """Return what the loss by the own labels and the one by the others count for."""
        return (self.batch_weight(mixed.labels) * mixed.share, self.batch_weight(mixed.others) * (1 - mixed.share))

    def _ce(self, logits: Tensor, labels: Tensor) -> Tensor:
        if not self.processes.is_alone:
            total = functional.cross_entropy(logits, labels, self.class_weights, reduction="sum",
                                             label_smoothing=self.label_smoothing)
            return self.processes.whole(total) / self.batch_weight(labels)
        return functional.cross_entropy(logits, labels, self.class_weights, label_smoothing=self.label_smoothing)

    def _focal(self, logits: Tensor, labels: Tensor) -> Tensor:
        log_p = functional.log_softmax(logits, 1).gather(1, labels[:, None])[:, 0]
        losses = -((1 - log_p.exp()) ** FOCAL_GAMMA) * log_p
        if self.class_weights is None and self.processes.is_alone:
            return losses.mean()
        if self.class_weights is not None:
            losses = losses * self.class_weights[labels]
        return self.processes.whole(losses.sum()) / self.batch_weight(labels)

    def _dice(self, logits: Tensor, labels: Tensor) -> Tensor:
        scores = logits.softmax(1)
        truth = functional.one_hot(labels, logits.shape[1]).to(scores.dtype)
        overlap, score, true = (self.processes.whole(part.sum(0)) for part in (scores * truth, scores, truth))
        dice = (2 * overlap + DICE_SMOOTH) / (score + true + DICE_SMOOTH)
        weights = (true > 0).to(scores.dtype)
        if self.class_weights is not None:
            weights = weights * self.class_weights
        return ((1 - dice) * weights).sum() / weights.sum()


def class_weights(counts: Sequence[int]) -> Tensor:
    """Return each class's weight: the inverse of its frequency, with mean 1 over the training pictures.

    Args:
        counts: Training pictures of each class.

    Returns:
        float32 [K]: N / (K * count), as scikit-learn's "balanced"; 0 for a class without pictures.
    """
    numbers = torch.tensor(counts, dtype=torch.float64)
    weights = numbers.sum() / (len(counts) * numbers.clamp(min=1))
    return torch.where(numbers > 0, weights, torch.zeros_like(weights)).float()


def make_loss(config: TrainConfig, train_counts: Sequence[int], processes: Processes = ALONE) -> ClassificationLoss:
    """Return the loss of a run's settings.

    Args:
        config: The settings.
        train_counts: Training pictures of each class, for the class weights.
        processes: The processes that share each batch.
    """
    weights = class_weights(train_counts) if config.use_class_weights else None
    return ClassificationLoss(config.loss, config.label_smoothing, weights, processes)
