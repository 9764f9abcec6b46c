"""Mixing the pictures of a batch: mixup and CutMix, by torchvision's definitions (torchvision.transforms.v2).

mixup adds a share of another picture (https://arxiv.org/abs/1710.09412), CutMix pastes a box of it
(https://arxiv.org/abs/1905.04899). Each picture is mixed with its neighbour in the batch, which is in random order: by
pairs, so that a process that has a part of a batch needs none of another's pictures. What is drawn derives from the
seed and the place in the run alone, so that a run that goes on, and every process of several, draws the same.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from core.config import TrainConfig
from core.distributed.shares import CELL
from core.training.losses import MixedLabels

# Tells these draws from those of core.data.draws, which derive from the same seed.
MIX_STREAM = 3


@dataclass(frozen=True)
class Mix:
    """How a batch is mixed.

    Attributes:
        share: Share that each picture has of its own label, 0..1.
        box: (top, bottom, left, right) in pixels of what CutMix pastes; None for mixup.
    """

    share: float
    box: tuple[int, int, int, int] | None = None

    def images(self, images: Tensor, others: Tensor) -> Tensor:
        """Mix pictures with others.

        Args:
            images: float32 [B, C, H, W], normalised.
            others: The same of the pictures that are mixed in.
        """
        if self.box is None:
            return images.mul(self.share).add_(others, alpha=1 - self.share)
        top, bottom, left, right = self.box
        mixed = images.clone()
        mixed[..., top:bottom, left:right] = others[..., top:bottom, left:right]
        return mixed


def draw_mix(config: TrainConfig, input_shape: tuple[int, int], epoch: int, number: int) -> Mix | None:
    """Draw how a batch is mixed; where both kinds are on, either with the same probability.

    Args:
        config: Its seed, and `mixup` and `cutmix`, the parameter of the shares' beta distribution; 0 for off.
        input_shape: Height and width of the pictures.
        epoch: From 1.
        number: Of the batch in the epoch, from 0.

    Returns:
        None where both are off.
    """
    kinds = [kind for kind in ("mixup", "cutmix") if getattr(config, kind) > 0]
    if not kinds:
        return None
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence((MIX_STREAM, config.seed, epoch, number))))
    kind = kinds[int(rng.integers(len(kinds)))]
    alpha = getattr(config, kind)
    share = float(rng.beta(alpha, alpha))
    return Mix(share) if kind == "mixup" else _box_mix(share, input_shape, rng)


def mixed(images: Tensor, labels: Tensor, mix: Mix) -> tuple[Tensor, MixedLabels]:
    """Mix each picture of a batch with its neighbour.

    Args:
        images: float32 [B, C, H, W], normalised.
        labels: int64 [B].
        mix: How.
    """
    return (mix.images(images, images[_partners_on(images.device, len(images))]),
            MixedLabels(labels, labels[_partners_on(labels.device, len(labels))], mix.share))


def partners(num: int) -> list[int]:
    """Return with which picture each of a batch is mixed: the other one of its pair; a last triple goes round."""
    indexes = [index ^ 1 for index in range(num)]
    if num % CELL:
        first = max(0, num - CELL - 1)
        indexes[first:] = [num - 1, *range(first, num - 1)]
    return indexes


@lru_cache(maxsize=16)
def _partners_on(device: torch.device, num: int) -> Tensor:
    """Return `partners`, int64 [num], on a device, where they stay: each new list would be waited for."""
    return torch.tensor(partners(num), dtype=torch.int64, device=device)  # also where there are none


def _box_mix(share: float, input_shape: tuple[int, int], rng: np.random.Generator) -> Mix:
    """Draw a box around any point, cut off at the border; the share is then what the box really leaves."""
    height, width = input_shape
    center_x, center_y = int(rng.integers(width)), int(rng.integers(height))
    half = 0.5 * math.sqrt(1 - share)
    half_height, half_width = int(half * height), int(half * width)
    top, bottom = max(0, center_y - half_height), min(height, center_y + half_height)
    left, right = max(0, center_x - half_width), min(width, center_x + half_width)
    return Mix(1 - (bottom - top) * (right - left) / (height * width), (top, bottom, left, right))
