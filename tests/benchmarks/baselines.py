"""What scripts of the field do, written as plainly as they are: what Classwise is measured against.

Each runs in a process of its own, `python -m tests.benchmarks.baselines NAME FOLDER MODEL`, with torch as it comes, and
prints images/s of an epoch (of a folder) after a warm-up. None is slower than what it stands for: batches, layouts and
calls are those that such scripts use.
"""

import json
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models as networks
from torchvision import transforms
from torchvision.datasets import ImageFolder

SIZE = 224
BATCH = 32
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class CommonDataset(Dataset):
    """Pictures decoded in full, resized, mirrored, with colours varied in HSV by numpy."""

    def __init__(self, folder: Path) -> None:
        self.samples = ImageFolder(str(folder)).samples

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        path, label = self.samples[index]
        image = cv2.cvtColor(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        image = cv2.resize(image, (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)
        if np.random.rand() < 0.5:
            image = image[:, ::-1]
        image = self.vary_color(image)
        image = ((image.astype(np.float32) / 255 - MEAN) / STD).astype(np.float32)
        return torch.from_numpy(np.ascontiguousarray(image.transpose(2, 0, 1))), label

    @staticmethod
    def vary_color(image: np.ndarray) -> np.ndarray:
        """Vary hue, saturation and brightness by tables, as many detection and classification scripts do."""
        change = np.random.uniform(-1, 1, 3) * (0.1, 0.7, 0.4) + 1
        hue, saturation, value = cv2.split(cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2HSV))
        steps = np.arange(256, dtype=change.dtype)
        hue = cv2.LUT(hue, ((steps * change[0]) % 180).astype(np.uint8))
        saturation = cv2.LUT(saturation, np.clip(steps * change[1], 0, 255).astype(np.uint8))
        value = cv2.LUT(value, np.clip(steps * change[2], 0, 255).astype(np.uint8))
        return cv2.cvtColor(cv2.merge((hue, saturation, value)), cv2.COLOR_HSV2RGB)


def train(loader: DataLoader, model: str, optimizer_class: type) -> float:
    """Train for one epoch after a warm-up of a few steps; returns images/s."""
    network = getattr(networks, model)(num_classes=2)
    loss_function, optimizer = nn.CrossEntropyLoss(), optimizer_class(network.parameters(), lr=1e-3)
    network.train()

    def step(images: torch.Tensor, labels: torch.Tensor) -> float:
        optimizer.zero_grad()
        loss = loss_function(network(images), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    for _ in range(2):
        step(torch.rand(BATCH, 3, SIZE, SIZE), torch.zeros(BATCH, dtype=torch.int64))
    seen, started = 0, time.perf_counter()
    for images, labels in loader:
        step(images, labels)
        seen += len(images)
    return seen / (time.perf_counter() - started)


def common_training(folder: Path, model: str) -> float:
    """Full decoding, HSV in numpy, two worker processes, fp32, Adam."""
    loader = DataLoader(CommonDataset(folder), BATCH, shuffle=True, num_workers=2)
    return train(loader, model, torch.optim.Adam)


def reference_training(folder: Path, model: str, workers: int) -> float:
    """The way of torchvision's references/classification: random resized crops by Pillow, fp32, SGD."""
    varied = transforms.Compose([
        transforms.RandomResizedCrop(SIZE, antialias=True), transforms.RandomHorizontalFlip(),
        transforms.PILToTensor(), transforms.ConvertImageDtype(torch.float), transforms.Normalize(MEAN, STD),
    ])  # fmt: skip
    loader = DataLoader(ImageFolder(str(folder), varied), BATCH, shuffle=True, num_workers=workers)
    return train(loader, model, torch.optim.SGD)


def fitting() -> transforms.Compose:
    """Return the usual preprocessing of a prediction."""
    return transforms.Compose([transforms.Resize(256), transforms.CenterCrop(SIZE), transforms.ToTensor(),
                               transforms.Normalize(MEAN, STD)])  # fmt: skip


def load(model: str, weights: str) -> nn.Module:
    """Build a network and load its weights."""
    network: nn.Module = getattr(networks, model)(num_classes=2)
    network.load_state_dict(torch.load(weights, weights_only=True))
    return network.eval()


def predict(folder: Path, model: str, *, rebuilt: bool) -> float:
    """Predict picture by picture in fp32, the network built once or for each; returns images/s."""
    paths = sorted(folder.rglob("*.jpg"))[: 40 if rebuilt else 400]
    weights = str(folder / f".{model}.pth")
    torch.save(getattr(networks, model)(num_classes=2).state_dict(), weights)
    fit, network = fitting(), load(model, weights)
    with torch.no_grad():
        for _ in range(3):
            network(torch.rand(1, 3, SIZE, SIZE))
        started = time.perf_counter()
        for path in paths:
            if rebuilt:
                network = load(model, weights)
            image = Image.open(path).convert("RGB")
            network(fit(image).unsqueeze(0)).softmax(1).argmax().item()
    return len(paths) / (time.perf_counter() - started)


def main() -> None:
    """Run one of them."""
    name, folder, model = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    if name == "common":
        speed = common_training(folder, model)
    elif name.startswith("reference"):
        speed = reference_training(folder, model, int(name[-1]))
    else:
        speed = predict(folder, model, rebuilt=name == "rebuilt")
    print(json.dumps({"images_per_s": speed}))


if __name__ == "__main__":
    main()
