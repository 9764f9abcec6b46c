"""Programs of the field as their users call them, none of them a part of Classwise: timm and fastai, where installed.

Each runs in a process of its own, `python -m tests.benchmarks.programs PROGRAM train|predict FOLDER MODEL`, and prints
images/s of a second epoch (of a folder). Batches have 32 pictures of 224 px, worker processes are as many as there are
cores; all else is as the program has it by itself.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn

SIZE = 224
BATCH = 32
TIMM_NAMES = {"mobilenet_v2": "mobilenetv2_100"}


def timm_loader(folder: Path, *, varied: bool) -> Any:
    """Return timm's loader with the settings of its train.py or its inference.py."""
    from timm.data import create_dataset, create_loader

    dataset = create_dataset("", root=str(folder), is_training=varied)
    return create_loader(dataset, (3, SIZE, SIZE), BATCH, is_training=varied, num_workers=os.cpu_count() or 1,
                         interpolation="random" if varied else "bicubic", device=torch.device("cpu"))  # fmt: skip


def timm_training(folder: Path, model: str) -> float:
    """Train as timm's train.py does: its loader and crops, SGD with momentum, fp32."""
    import timm
    from timm.optim import create_optimizer_v2

    network = timm.create_model(TIMM_NAMES.get(model, model), num_classes=2).train()
    optimizer = create_optimizer_v2(network, opt="sgd", lr=0.05, weight_decay=2e-5, momentum=0.9)
    loader, loss_function = timm_loader(folder, varied=True), nn.CrossEntropyLoss()

    def epoch() -> int:
        seen = 0
        for images, labels in loader:
            loss = loss_function(network(images), labels)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            seen += len(images)
        return seen

    return _second(epoch)


def timm_predicting(folder: Path, model: str) -> float:
    """Predict as timm's inference.py does: batches from worker processes, fp32."""
    import timm

    network = timm.create_model(TIMM_NAMES.get(model, model), num_classes=2).eval()
    loader = timm_loader(folder, varied=False)

    def whole() -> int:
        with torch.inference_mode():
            return sum(len(network(images).softmax(-1).topk(1).indices) for images, _ in loader)

    return _second(whole)


def fastai_learner(folder: Path, model: str) -> Any:
    """Return the learner of fastai's quick start."""
    from fastai.vision import all as vision

    data = vision.ImageDataLoaders.from_folder(folder, valid_pct=0.1, seed=0, item_tfms=vision.Resize(SIZE), bs=BATCH)
    network = TIMM_NAMES.get(model) or getattr(vision, model)  # what fastai cannot take of torchvision it takes of timm
    learner = vision.vision_learner(data, network, pretrained=False, metrics=vision.accuracy)
    learner.remove_cb(vision.ProgressCallback)
    return learner


def fastai_training(folder: Path, model: str) -> float:
    """Train by fastai's fit_one_cycle, all layers in fp32."""
    from fastai.callback.core import Callback

    class Clock(Callback):
        """Times the training part of each epoch."""

        def before_train(self) -> None:
            self.seen, self.started = 0, time.perf_counter()

        def after_batch(self) -> None:
            self.seen += len(self.learn.xb[0]) if self.learn.training else 0

        def after_train(self) -> None:
            self.speed = self.seen / (time.perf_counter() - self.started)

    clock = Clock()
    fastai_learner(folder, model).fit_one_cycle(2, 1e-3, cbs=clock)
    return float(clock.speed)


def fastai_predicting(folder: Path, model: str) -> float:
    """Predict by fastai's get_preds, which reads batches by worker processes, in fp32."""
    learner = fastai_learner(folder, model)
    paths = sorted(folder.rglob("*.jpg"))

    def whole() -> int:
        return len(learner.get_preds(dl=learner.dls.test_dl(paths))[0])

    return _second(whole)


def _second(part: Callable[[], int]) -> float:
    """Return images/s of the second time, when workers and memory are there."""
    part()
    started = time.perf_counter()
    return part() / (time.perf_counter() - started)


PROGRAMS = {("timm", "train"): timm_training, ("timm", "predict"): timm_predicting,
            ("fastai", "train"): fastai_training, ("fastai", "predict"): fastai_predicting}  # fmt: skip


def main() -> None:
    """Run one of them."""
    program, kind, folder, model = sys.argv[1:]
    with contextlib.redirect_stdout(sys.stderr):  # fastai prints a table of the epochs
        speed = PROGRAMS[program, kind](Path(folder), model)
    print(json.dumps({"images_per_s": speed}))


if __name__ == "__main__":
    main()
