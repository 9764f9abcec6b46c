"""Short trials of a training step: how long it takes with given settings, on this machine, now."""

import time
from dataclasses import replace

import torch

from core.config import TrainConfig
from core.data.transforms import train_shape
from core.devices import autocast, on_device, resolve_device
from core.training.losses import ClassificationLoss
from core.training.optimizers import make_optimizer
from models import create_model
from models.surgery import outputs

TRIAL_BATCH = 8
WARM_UP_STEPS = 1
TIMED_STEPS = 4
ENOUGH_S = 3.0
"""Once steps took this long, one that was timed is enough: on a slow machine nobody waits for more."""


def timed_step(config: TrainConfig, num_classes: int, precision: str = "", batch_size: int = TRIAL_BATCH) -> float:
    """Return the seconds of one training step on random pictures: the fastest of a few, after a warm-up.

    The global random state is left as it was.

    Args:
        config: Resolved settings; the network, shape, channels and device are used.
        num_classes: Of the network to build.
        precision: fp32, bf16 or fp16; empty for the settings'.
        batch_size: Pictures a step.
    """
    device = resolve_device(config.device)
    precision = precision or config.precision
    shape = train_shape(config, (config.input_shape[0], config.input_shape[-1]))
    with torch.random.fork_rng(devices=[]):
        network = create_model(config.model, num_classes, int(config.in_channels), None, shape)
        network = on_device(network, device).train()
        images = torch.randn(batch_size, int(config.in_channels), *shape, device=device)
        images = images.contiguous(memory_format=torch.channels_last)
        labels = torch.arange(batch_size, device=device) % num_classes
        optimizer, loss = make_optimizer(network, replace(config, lr=1e-9)), ClassificationLoss("ce")
        seconds: list[float] = []
        while len(seconds) <= WARM_UP_STEPS or (len(seconds) < WARM_UP_STEPS + TIMED_STEPS and sum(seconds) < ENOUGH_S):
            started = time.perf_counter()
            with autocast(device, precision):
                logits = outputs(network(images))[0]
            optimizer.zero_grad(set_to_none=True)
            value = loss(logits, labels)
            value.backward()
            optimizer.step()
            float(value.detach())  # waits for a GPU
            seconds.append(time.perf_counter() - started)
    return min(seconds[WARM_UP_STEPS:])
