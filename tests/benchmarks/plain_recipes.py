"""Trainings as they are commonly written, in plain PyTorch, to measure the default recipe against.

- common: what many repositories do: 224 px, fp32, AdamW at 1e-3, a cosine that was laid out in epochs and is stepped
  each batch, colour jitter in HSV by numpy, whole pictures decoded by OpenCV, two worker processes.
- torchvision: its references/classification with their defaults scaled to batches of 32: SGD with momentum, weight
  decay 1e-4, RandomResizedCrop and mirroring, a cosine in epochs, fp32.
- one_cycle: AdamW and OneCycleLR at 128 px (pretrained weights: 224) in bf16 with channels_last.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms

from core.base.types import Sample

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
BATCH = 32


@dataclass(frozen=True)
class PlainRecipe:
    """What sets one plain training apart.

    Attributes:
        size: Input side in pixels from scratch.
        size_with_weights: The same where it starts from weights.
        lr: Highest rate from scratch.
        lr_with_weights: The same where it starts from weights.
        bf16: Autocast to bf16 with channels_last.
        num_workers: Worker processes.
    """

    size: int
    size_with_weights: int
    lr: float
    lr_with_weights: float
    bf16: bool = False
    num_workers: int = 0


PLAIN_RECIPES = {
    "common": PlainRecipe(224, 224, 1e-3, 1e-3, num_workers=2),
    "torchvision": PlainRecipe(224, 224, 0.1 * BATCH / 256, 0.1 * BATCH / 256),
    "one_cycle": PlainRecipe(128, 224, 3e-3, 1e-3, bf16=True),
}


@dataclass(frozen=True)
class Outcome:
    """What a training came to.

    Attributes:
        accuracy: On val at the last epoch.
        best_accuracy: On val at the best epoch.
        epochs: Done.
        seconds: Training and validation.
        first_seconds: Those of the first epoch, in which much is done once.
    """

    accuracy: float
    best_accuracy: float
    epochs: int
    seconds: float
    first_seconds: float = 0.0


class HsvPictures(Dataset):
    """Whole pictures decoded by OpenCV, jittered in HSV by numpy, as the common script has them."""

    def __init__(self, samples: Sequence[Sample], size: int, *, training: bool) -> None:
        self.samples, self.size, self.training = samples, size, training

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        sample = self.samples[index]
        image = cv2.cvtColor(cv2.imdecode(np.fromfile(sample.path, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        image = cv2.resize(image, (self.size, self.size))
        if self.training:
            if random.random() < 0.5:
                image = image[:, ::-1]
            hsv = cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2HSV).astype(np.float32)
            hsv *= np.array([1, random.uniform(0.7, 1.3), random.uniform(0.7, 1.3)], np.float32)
            image = cv2.cvtColor(np.clip(hsv, 0, 255).astype(np.uint8), cv2.COLOR_HSV2RGB)
        pixels = (image.astype(np.float32) / 255 - np.array(MEAN, np.float32)) / np.array(STD, np.float32)
        return torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1))), int(sample.label or 0)


class PillowPictures(Dataset):
    """Pictures as torchvision's references load and transform them."""

    def __init__(self, samples: Sequence[Sample], size: int, *, training: bool) -> None:
        self.samples = samples
        first = [transforms.RandomResizedCrop(size), transforms.RandomHorizontalFlip()] if training else [
            transforms.Resize(round(size * 256 / 224)), transforms.CenterCrop(size)]
        self.transform = transforms.Compose([*first, transforms.ToTensor(), transforms.Normalize(MEAN, STD)])

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        sample = self.samples[index]
        with Image.open(sample.path) as image:
            return self.transform(image.convert("RGB")), int(sample.label or 0)


def train_plainly(name: str, network: nn.Module, train: Sequence[Sample], val: Sequence[Sample], epochs: int,
                  *, seed: int, with_weights: bool) -> Outcome:
    """Train a network by one of PLAIN_RECIPES.

    Args:
        name: A key of PLAIN_RECIPES.
        network: With the weights to start from.
        train: Training pictures.
        val: Val pictures.
        epochs: How many.
        seed: Of Python, numpy and torch.
        with_weights: The network starts from pretrained weights.
    """
    recipe = PLAIN_RECIPES[name]
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    size = recipe.size_with_weights if with_weights else recipe.size
    kind: Any = HsvPictures if name == "common" else PillowPictures
    loader = DataLoader(kind(train, size, training=True), BATCH, shuffle=True, num_workers=recipe.num_workers,
                        drop_last=len(train) % BATCH == 1)
    val_loader = DataLoader(kind(val, size, training=False), BATCH, num_workers=recipe.num_workers)
    optimizer, schedule, is_per_batch = _optimizer(name, network, recipe, epochs, len(loader), with_weights)
    loss = nn.CrossEntropyLoss()
    if recipe.bf16:
        network = network.to(memory_format=torch.channels_last)
    began, accuracies, ends = time.perf_counter(), [], []
    for _ in range(epochs):
        network.train()
        for images, labels in loader:
            if recipe.bf16:
                images = images.contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16, enabled=recipe.bf16):
                value = loss(network(images), labels)
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            if is_per_batch:
                schedule.step()
        if not is_per_batch:
            schedule.step()
        accuracies.append(_accuracy(network, val_loader, bf16=recipe.bf16))
        ends.append(time.perf_counter())
    return Outcome(accuracies[-1], max(accuracies), epochs, ends[-1] - began, ends[0] - began)


def _optimizer(name: str, network: nn.Module, recipe: PlainRecipe, epochs: int, batches: int,
               with_weights: bool) -> tuple[Any, Any, bool]:
    """Return optimizer, schedule, and whether the schedule is stepped each batch."""
    lr = recipe.lr_with_weights if with_weights else recipe.lr
    schedulers = torch.optim.lr_scheduler
    if name == "torchvision":
        sgd = torch.optim.SGD(network.parameters(), lr, momentum=0.9, weight_decay=1e-4)
        return sgd, schedulers.CosineAnnealingLR(sgd, epochs), False
    adamw = torch.optim.AdamW(network.parameters(), lr)
    if name == "one_cycle":
        return adamw, schedulers.OneCycleLR(adamw, lr, epochs * batches), True
    return adamw, schedulers.CosineAnnealingLR(adamw, epochs), True  # laid out in epochs, stepped each batch


@torch.no_grad()
def _accuracy(network: nn.Module, loader: DataLoader, *, bf16: bool) -> float:
    network.eval()
    right = seen = 0
    for images, labels in loader:
        if bf16:
            images = images.contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            right += int((network(images).argmax(1) == labels).sum())
        seen += len(labels)
    return right / seen
