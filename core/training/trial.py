"""Short trials of a training step: how long it takes, and in which number format, on this machine, now."""

import copy
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import torch
from torch import nn

from core.base.control import Control
from core.base.errors import ModelError
from core.config import AUTO, TrainConfig, pair
from core.data.train_shape import train_shape
from core.devices import MEMORY_LAYOUT, autocast, on_device, resolve_device, resolve_precision
from core.inference.fast import Run
from core.inference.forms import first_that_works, seconds_of
from core.timing import fastest, is_second_clearly_faster, timed_in_turns
from core.training.features import feature_forms, wants_features
from core.training.losses import ClassificationLoss
from core.training.optimizers import make_optimizer
from core.training.scenarios import HEAD, freeze_for
from models import create_model, freezing
from models.fast_training import speed_up
from models.parting import part
from models.surgery import outputs

TRIAL_BATCH = 8
FEATURES_BATCH = 4
WARM_UP_STEPS = 1
TIMED_STEPS = 4
ENOUGH_S = 3.0
"""Once steps took this long, one that was timed is enough: on a slow machine nobody waits for more."""

Step = Callable[[str], float]


def with_precision(config: TrainConfig, num_classes: int, network: nn.Module,
                   control: Control | None = None) -> tuple[TrainConfig, str]:  # fmt: skip
    """Return settings with a number format, and why it is that; "" where it was given.

    CPUs that multiply in bf16 do so well for ordinary convolutions, and poorly for depthwise ones and small pictures,
    and some of them poorly for all, so there bf16 is taken only where a trial of training steps says clearly that it is
    faster, and fp32 otherwise. A head that learns from features makes no such step: there the forms of the network are
    tried that compute the features.

    Args:
        config: The settings, `scenario` and all that a step depends on resolved; `precision` may be "auto".
        num_classes: Of the network.
        network: With the weights to start from, on the CPU; stays as it is.
        control: Asked before each step whether to stop.

    Raises:
        Cancelled: A stop was asked for.
    """
    if config.precision != AUTO:
        return config, ""
    device = resolve_device(config.device)
    best = resolve_precision(AUTO, device)
    reason = "what this device is good at"
    if device.type == "cpu" and best == "bf16":
        best, reason = _tried_on_cpu(config, num_classes, network, control)
    return replace(config, precision=best), reason


def timed_step(config: TrainConfig, num_classes: int, batch_size: int = TRIAL_BATCH,
               control: Control | None = None) -> float:  # fmt: skip
    """Return the seconds of one training step on random pictures: the fastest of a few, after a warm-up.

    The optimizer is adamw, whose share is as good as nothing; see `muon_seconds`. The global random state is left as it
    was.

    Args:
        config: Resolved settings; the network, shape, channels, device and precision are used.
        num_classes: Of the network to build.
        batch_size: Pictures a step.
        control: Asked before each step whether to stop.

    Raises:
        Cancelled: A stop was asked for.
    """
    with torch.random.fork_rng(devices=[]):
        step = _step(config, num_classes, fresh_network(config, num_classes), batch_size, control)
        return _fastest_of(partial(step, config.precision))


def muon_seconds(config: TrainConfig, network: nn.Module, control: Control | None = None) -> float:
    """Return the seconds that an optimizer step of muon takes by itself, whatever the batch.

    Args:
        config: Resolved settings.
        network: Of theirs; it is moved to their device and changed.
        control: Asked before each step whether to stop.

    Raises:
        Cancelled: A stop was asked for.
    """
    network = on_device(network, resolve_device(config.device))
    freeze_for(network, config, config.scenario)
    optimizer = make_optimizer(network, replace(config, optimizer_type="muon", lr=1e-9))
    for parameter in network.parameters():
        parameter.grad = torch.ones_like(parameter) if parameter.requires_grad else None

    def step() -> float:
        if control is not None:
            control.check()
        started = time.perf_counter()
        optimizer.step()
        float(next(network.parameters()).detach().flatten()[0])  # waits for a GPU
        return time.perf_counter() - started

    return _fastest_of(step)


def _fastest_of(step: Callable[[], float]) -> float:
    """Return the seconds of the fastest of a few steps, after a warm-up."""
    seconds: list[float] = []
    while len(seconds) <= WARM_UP_STEPS or (len(seconds) < WARM_UP_STEPS + TIMED_STEPS and sum(seconds) < ENOUGH_S):
        seconds.append(step())
    return min(seconds[WARM_UP_STEPS:])


def fresh_network(config: TrainConfig, num_classes: int) -> nn.Module:
    """Return the settings' network with fresh weights; the global random state is left as it was."""
    with torch.random.fork_rng(devices=[]):
        shape = pair(config.input_shape)
        return create_model(config.model, num_classes, int(config.in_channels), None, shape)


def _tried_on_cpu(config: TrainConfig, num_classes: int, network: nn.Module,
                  control: Control | None) -> tuple[str, str]:  # fmt: skip
    """Time what the run does most in fp32 and bf16 by turns, and choose."""
    with torch.random.fork_rng(devices=[]):
        wants = config.scenario == HEAD and wants_features(config)
        features_step = _features_step(config, network, control) if wants else None
        step = features_step or _step(config, num_classes, copy.deepcopy(network), TRIAL_BATCH, control)
        pairs = timed_in_turns(partial(step, "fp32"), partial(step, "bf16"), ENOUGH_S)
    fp32, bf16 = fastest(pairs)
    reason = f"steps tried on this CPU: fp32 {fp32 * 1000:.0f} ms, bf16 {bf16 * 1000:.0f} ms"
    if features_step is not None:
        reason = f"features tried on this CPU: fp32 {fp32 * 1000:.0f} ms, bf16 {bf16 * 1000:.0f} ms"
    return ("bf16" if is_second_clearly_faster(pairs) else "fp32"), reason


def _features_step(config: TrainConfig, network: nn.Module, control: Control | None) -> Step | None:
    """Return what computes the features of a batch in a number format; None where the network gives none."""
    shape = (int(config.in_channels), *pair(config.input_shape))
    images = torch.randn(FEATURES_BATCH, *shape).contiguous(memory_format=MEMORY_LAYOUT)
    try:
        backbone = part(network, images[:2]).backbone
    except ModelError:
        return None
    runs: dict[str, Run] = {}
    for precision in ("fp32", "bf16"):
        with torch.no_grad():
            found = first_that_works(feature_forms(backbone, images.device, precision), images)
        runs[precision] = found.run if found else backbone

    @torch.no_grad()
    def step(precision: str) -> float:
        if control is not None:
            control.check()
        return seconds_of(runs[precision], images)

    return step


def _step(config: TrainConfig, num_classes: int, network: nn.Module, batch_size: int,
          control: Control | None) -> Step:  # fmt: skip
    """Return what makes one training step in a precision and gives its seconds; the network is changed."""
    device = resolve_device(config.device)
    network = on_device(network, device)
    freeze_for(network, config, config.scenario)
    speed_up(network)
    freezing.set_training(network)
    shape = train_shape(config, pair(config.input_shape))
    images = torch.randn(batch_size, int(config.in_channels), *shape, device=device)
    images = images.contiguous(memory_format=MEMORY_LAYOUT)
    labels = torch.arange(batch_size, device=device) % num_classes
    # Not muon, whose own arithmetic is the same whatever the batch and, in a small one, would hide the network's.
    optimizer = make_optimizer(network, replace(config, lr=1e-9, optimizer_type="adamw"))
    loss = ClassificationLoss("ce")

    def step(precision: str) -> float:
        if control is not None:
            control.check()
        started = time.perf_counter()
        with autocast(device, precision):
            logits = outputs(network(images))[0]
        optimizer.zero_grad(set_to_none=True)
        value = loss(logits, labels)
        value.backward()
        optimizer.step()
        float(value.detach())  # waits for a GPU
        return time.perf_counter() - started

    return step
