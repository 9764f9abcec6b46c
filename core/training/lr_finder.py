"""Looking for a learning rate: a range test (Smith, https://arxiv.org/abs/1506.01186, section 3.3).

A network is trained for a few steps while the rate rises from far too low to far too high; where its loss falls most
steeply is a good highest rate. Everything is as in the run that the settings mean, its pictures, augmentation, mixing,
precision and optimizer, but for the rate, the average of the weights and the phases; the network is thrown away, and no
run folder is made.
"""

import math
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.base.control import Control
from core.base.errors import ConfigError
from core.base.events import Emit, Progress, ignore
from core.base.files import safe_name
from core.base.messages import message
from core.config import TrainConfig
from core.data.loader import Batch, Loader
from core.data.transforms import Augmentation
from core.devices import random_numbers_kept, resolve_device
from core.training.losses import make_loss
from core.training.prepare import Prepared, prepare
from core.training.starting import Start, start
from core.training.step import Place, TrainingStep
from models.elsewhere.names import shown_name

NUM_STEPS = 100
FIRST_LR, LAST_LR = 1e-7, 10.0
DIVERGED = 3.0
"""The test ends where the loss is so many times the lowest one so far."""
RUNNING = 0.8
"""Share of itself that the running mean keeps which is looked at for that."""
SMOOTHING_STEPS = 3.0
"""Standard deviation of the bell that losses are averaged with, to both sides, so that the curve is not shifted."""
LEAST_FALL = 0.03
"""A loss that falls by a smaller share nowhere tells nothing."""
NOISE_WIDTH = 6.0
"""Nor does one that falls by less than so many standard deviations of the smoothed curve's own noise: between the
highest and the lowest point noise alone makes three to five."""


@dataclass(frozen=True)
class LrSearch:
    """What a range test found.

    Attributes:
        rates: The learning rates tried, rising.
        losses: The batch's loss at each.
        smoothed: The same, smoothed.
        suggestion: The rate at which the loss fell most steeply, to two digits; None where it fell nowhere.
        model: The network that was trained; never "auto".
    """

    rates: tuple[float, ...]
    losses: tuple[float, ...]
    smoothed: tuple[float, ...]
    suggestion: float | None
    model: str


def find_lr(config: TrainConfig, emit: Emit = ignore, control: Control | None = None, *,
            splits_path: str | Path | None = None, may_fall_back: bool = True) -> LrSearch:
    """Try learning rates on the data and the network that the settings name.

    Args:
        config: The settings; their learning rate and schedule do not matter.
        emit: Hears the progress.
        control: Carries a stop.
        splits_path: See `train`.
        may_fall_back: See core.training.starting.start.

    Raises:
        ClasswiseError: The settings, the data or the weights cannot be used, or memory ran out.
        Cancelled: A stop was asked for.
    """
    control = control or Control()
    # The phases stay in the settings, for what an open scenario becomes depends on them; the last one is tried.
    plain = replace(config, ema_decay=0.0, lr=0.0, min_lr=0.0, train_scale_start=1.0)
    prepared = prepare(plain, emit, control, splits_path=splits_path)
    device = resolve_device(prepared.config.device)
    with random_numbers_kept(device):
        begin = start(prepared, emit, control, may_fall_back=may_fall_back)
        rates, losses = _tried(begin, prepared, emit, control)
    if len(losses) < 3:
        raise ConfigError(message("The loss was infinite or no number from the beginning, at a learning rate of "
                                  "{lr:.0e}. Try --precision fp32.", lr=rates[0]), help_topic="nan")
    return search_of(rates, losses, begin.config.model)


def search_of(rates: Sequence[float], losses: Sequence[float], model: str) -> LrSearch:
    """Return what a network's losses at some rates, rising by equal factors, say."""
    weights = _smoothing(len(losses))
    smoothed = weights @ np.asarray(losses, np.float64)
    lowest = int(smoothed.argmin())
    suggestion = None
    highest = smoothed[: lowest + 1].max()
    noise = _noise(losses[: lowest + 1]) * float(np.square(weights[lowest]).sum()) ** 0.5
    if lowest > 1 and highest - smoothed[lowest] > max(LEAST_FALL * highest, NOISE_WIDTH * noise):
        slopes = np.gradient(smoothed)[: lowest + 1]
        suggestion = float(f"{rates[int(slopes.argmin())]:.1e}")
    return LrSearch(tuple(rates), tuple(losses), tuple(smoothed.tolist()), suggestion, model)


def plot_path(log_dir: str | Path, model: str) -> Path:
    """Return where the plot of a test belongs: beside the run folders, named by the time and the network."""
    name = safe_name(f"{time.strftime('%Y%m%d_%H%M%S')}_{shown_name(model)}_find_lr.png")
    return Path(log_dir).absolute() / name


def _tried(begin: Start, prepared: Prepared, emit: Emit, control: Control) -> tuple[list[float], list[float]]:
    """Train with rising rates until the loss diverges; return them and the losses before each step."""
    config, splits = begin.config, prepared.splits
    device = resolve_device(config.device)
    preprocess = begin.template.preprocess
    step = TrainingStep(config, begin.network, make_loss(config, splits.class_counts("train")), preprocess, device)
    step.set_training()
    loader = Loader(splits.train, preprocess, batch_size=config.batch_size, shuffle=True,
                    balanced=config.sampler == "balanced", augmentation=Augmentation.of(config, preprocess),
                    seed=config.seed, num_threads=config.num_threads, device=device)
    rates: list[float] = []
    losses: list[float] = []
    running = lowest = math.inf
    with closing(_endless(loader)) as batches:
        for number in range(NUM_STEPS):
            lr = FIRST_LR * (LAST_LR / FIRST_LR) ** (number / (NUM_STEPS - 1))
            rates.append(lr)
            loss = _step_loss(step, batches, lr, number, control)
            if not math.isfinite(loss):
                break
            losses.append(loss)
            running = RUNNING * running + (1 - RUNNING) * loss if number else loss
            lowest = min(lowest, running)
            emit(Progress("Trying learning rates", number + 1, NUM_STEPS, "steps"))
            if running > DIVERGED * lowest:
                break
    return rates[: max(1, len(losses))], losses


def _step_loss(step: TrainingStep, batches: Generator[Batch, None, None], lr: float, number: int,
               control: Control) -> float:
    """Make one optimizer step of as many batches as the settings say; return their mean loss."""
    total = weights = 0.0
    accumulate = step.config.accumulate
    for part in range(accumulate):
        control.check()
        place = Place(1, number * accumulate + part, number, ends_group=part == accumulate - 1)
        result = step.train(next(batches), lr, place)
        weight = result.weight.item()
        total, weights = total + result.loss.item() * weight, weights + weight
    return total / weights


def _endless(loader: Loader) -> Generator[Batch, None, None]:
    epoch = 0
    while True:
        epoch += 1
        yield from loader.epoch(epoch)


def _smoothing(count: int) -> npt.NDArray[np.float64]:
    """Return the weights [count, count] of each value's neighbours to both sides, fewer at the ends, in its mean."""
    places = np.arange(count)
    bell = np.exp(-0.5 * ((places[:, np.newaxis] - places) / SMOOTHING_STEPS) ** 2)
    weights: npt.NDArray[np.float64] = bell / bell.sum(1, keepdims=True)
    return weights


def _noise(losses: Sequence[float]) -> float:
    """Return the standard deviation of what batches add to a loss, by the differences of neighbours."""
    differences = np.diff(np.asarray(losses, np.float64))
    return float(np.sqrt(np.mean(np.square(differences)) / 2)) if len(differences) else 0.0
