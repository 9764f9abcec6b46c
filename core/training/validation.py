"""What a network says of the val pictures, after an epoch."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from core.base.control import Control
from core.base.events import Emit, ValidationProgress
from core.base.types import Prediction, Splits
from core.data.loader import Batch, BatchSource
from core.distributed.processes import ALONE, Processes
from core.evaluation.decision import youden_threshold
from core.training.losses import ClassificationLoss

NUM_SHOWN_PREDICTIONS = 8
ForwardPass = Callable[[Batch], tuple[Tensor, Tensor]]


@dataclass(frozen=True)
class Validated:
    """A whole val split, on the CPU.

    Attributes:
        loss: Mean loss over the pictures.
        scores: float32 [N, K], 0..1.
        labels: int64 [N].
    """

    loss: float
    scores: Tensor
    labels: Tensor

    @property
    def accuracy(self) -> float:
        """Share of right pictures."""
        return float((self.scores.argmax(1) == self.labels).double().mean())

    def threshold(self, positive: int | None) -> float | None:
        """Return Youden's threshold for two classes; None where it has none.

        Args:
            positive: Index of the positive class; None where there is none.
        """
        if positive is None or len(set(self.labels.tolist())) < 2:
            return None
        return youden_threshold(self.scores[:, positive].numpy(), (self.labels == positive).numpy())

    def shown(self, splits: Splits) -> tuple[Prediction, ...]:
        """Return the predictions of a few val pictures, the same ones each epoch, spread over the split."""
        count = min(NUM_SHOWN_PREDICTIONS, len(splits.val))
        indexes = [number * len(splits.val) // count for number in range(count)]
        return tuple(Prediction(splits.val[index].path, tuple(self.scores[index].tolist()),
                                splits.classes[int(self.labels[index])], None, int(self.scores[index].argmax()))
                     for index in indexes)


@torch.inference_mode()
def validate(forward: ForwardPass, loader: BatchSource, loss: ClassificationLoss, epoch: int, emit: Emit,
             control: Control, processes: Processes = ALONE) -> Validated | None:
    """Run over the val pictures; None where a stop was asked for.

    Args:
        forward: Gives the logits float32 [B, K] and labels int64 [B] of a batch, on the device.
        loader: Of the val pictures.
        loss: The training's.
        epoch: For the events.
        emit: Hears the progress.
        control: Carries pause and stop.
        processes: The processes that share each batch; all scores and labels come to the main one.
    """
    scores, labels, losses, weights = [], [], [], []
    indexes: list[int] = []
    batches = loader.epoch(0)
    try:
        for number, batch in enumerate(batches, 1):
            logits, truth = forward(batch)
            weight = loss.batch_weight(truth)
            losses.append(loss(logits, truth) * weight)
            weights.append(weight)
            scores.append(logits.softmax(1))
            labels.append(truth)
            indexes += batch.indexes
            emit(ValidationProgress(epoch, number, len(loader)))
            control.wait_while_paused()
            if control.stop_requested:
                return None
    finally:
        batches.close()
    mean = torch.stack(losses).cpu().double().sum() / torch.stack(weights).cpu().double().sum()
    own = Validated(float(mean), torch.cat(scores).cpu(), torch.cat(labels).cpu())
    return own if processes.is_alone else _gathered(own, torch.tensor(indexes, dtype=torch.int64), processes)


def _gathered(own: Validated, indexes: Tensor, processes: Processes) -> Validated:
    """Return all processes' val pictures in the split's order, in the main process; elsewhere what is there."""
    parts = [processes.gather_rows(rows.contiguous()) for rows in (own.scores, own.labels, indexes)]
    scores, labels, places = (torch.cat(rows) if rows else None for rows in parts)
    if scores is None or labels is None or places is None:
        return own
    order = places.argsort()
    return Validated(own.loss, scores[order], labels[order])
