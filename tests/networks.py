"""Small networks for tests that train."""

import os
import signal

import torch
from torch import Tensor, nn


class TinyNet(nn.Module):
    """A convolution, batch norm, dropout and a linear layer: all that resuming could get wrong, in milliseconds."""

    def __init__(self, num_classes: int, in_channels: int = 3) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(in_channels, 8, 3, stride=2, padding=1), nn.BatchNorm2d(8), nn.ReLU(),
                                      nn.AdaptiveAvgPool2d(2), nn.Flatten())
        self.dropout = nn.Dropout(0.2)
        self.fc = nn.Linear(32, num_classes)

    def forward(self, images: Tensor) -> Tensor:
        return self.fc(self.dropout(self.features(images)))


class CountingNet(TinyNet):
    """Looks at values while it is built, as a network that cannot be built without memory."""

    def __init__(self, num_classes: int, in_channels: int = 3) -> None:
        super().__init__(num_classes, in_channels)
        self.scale = float(torch.linspace(0, 1, 3).max())


class ExplodingNet(TinyNet):
    """Gives infinite logits after a few batches."""

    def __init__(self, num_classes: int, in_channels: int = 3) -> None:
        super().__init__(num_classes, in_channels)
        self.register_buffer("calls", torch.zeros(()))

    def forward(self, images: Tensor) -> Tensor:
        if self.training:
            self.calls += 1
        logits = super().forward(images)
        return torch.where(self.calls > 5, logits * float("nan"), logits)


class GroupNormNet(nn.Module):
    """Learns the same in one process as in several: group norm looks at one picture only, and nothing is dropped."""

    def __init__(self, num_classes: int, in_channels: int = 3) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(in_channels, 8, 3, stride=2, padding=1), nn.GroupNorm(2, 8), nn.ReLU(),
                                      nn.AdaptiveAvgPool2d(2), nn.Flatten())
        self.fc = nn.Linear(32, num_classes)

    def forward(self, images: Tensor) -> Tensor:
        return self.fc(self.features(images))


class DyingNet(GroupNormNet):
    """Ends its process without a word in the second epoch, as a lost machine does, where DYING_RANK names it."""

    calls = 0

    def forward(self, images: Tensor) -> Tensor:
        if self.training:
            self.calls += 1
        if self.calls > 6 and os.environ.get("DYING_RANK", "none") == os.environ.get("RANK"):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().forward(images)
