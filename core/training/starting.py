"""The network that a new run starts from."""

import contextlib
import copy
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.base.control import Control
from core.base.errors import ConfigError, ModelError
from core.base.events import Emit, Notice, Progress
from core.base.types import Resize
from core.config import AUTO, TrainConfig, pair
from core.data.train_shape import grows, train_shape
from core.evaluation.decision import positive_class
from core.model_file import (
    IMAGENET_MEAN,
    IMAGENET_STD,
    ModelFile,
    current_versions,
    load_weights,
    model_path,
)
from core.training.batch_size import with_batch_size
from core.training.prepare import Prepared
from core.training.scenarios import FULL, freeze_for, with_scenario
from core.training.train_scale import growth_notice, with_growth
from core.training.trial import with_precision
from core.training.weights_checks import explained_fit
from core.training.weights_source import WeightsSource, find_weights, read_weights
from models import create_model, freezing
from models.elsewhere.names import is_elsewhere, package_versions, shown_name
from models.elsewhere.networks import OwnWeights, expected_pictures, portable_config
from models.norms import has_norms
from models.weights import load_backbone

Normalisation = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Start:
    """What a new run begins with.

    Attributes:
        network: With the weights to start from.
        template: The model file it will become, without weights and figures.
        config: The settings, `pretrained`, `scenario`, `lr`, `train_scale_start`, `precision` and `batch_size` resolved
            too.
        weights: Where the network's weights come from, for people.
        reasons: How each "auto" was resolved, by setting.
    """

    network: nn.Module
    template: ModelFile
    config: TrainConfig
    weights: str
    reasons: Mapping[str, str]


@dataclass(frozen=True)
class _Made:
    """A network with the weights to start from.

    Attributes:
        network: On the CPU.
        network_config: What a network from elsewhere is rebuilt from; empty for our own.
        mean, std: What its pictures are normalised by, by channel.
        has_new_head: Its last layer is fresh.
    """

    network: nn.Module
    network_config: dict[str, Any]
    mean: tuple[float, ...]
    std: tuple[float, ...]
    has_new_head: bool


def start(prepared: Prepared, emit: Emit, control: Control | None = None, *, may_fall_back: bool = True) -> Start:
    """Build the network of the settings with the weights to start from.

    Args:
        prepared: Data and settings.
        emit: Hears what is being done, and in one line what the network starts from.
        control: Carries a stop.
        may_fall_back: `pretrained` "auto" trains from scratch where its weights cannot be fetched, instead of ending
            with that.

    Raises:
        ConfigError: The network cannot learn from single pictures, and the batch size is 1.
        ModelError: The weights cannot be had or do not fit the network.
        OutOfMemoryError: Not even a batch of one picture fits, where the batch size is left open.
        Cancelled: A stop was asked for.
    """
    source = find_weights(prepared.config, emit, control, may_fall_back=may_fall_back)
    emit(Progress("Loading the network", 0))
    made = _make_network(prepared, source, emit)
    template = _template(prepared, made)
    config, reasons = _with_what_is_trained(prepared, made, source, emit)
    if config.precision == AUTO:
        emit(Progress("Trying the numeric precision", 0))
    config, precision_reason = with_precision(config, len(template.classes), made.network, control)
    if precision_reason:
        reasons["precision"] = precision_reason
    if not config.batch_size:
        if control is not None:
            control.check()  # the trial itself is never broken off
        emit(Progress("Trying the batch size", 0))
        config, reasons["batch_size"] = with_batch_size(config, made.network, template.preprocess,
                                                        len(prepared.splits.train), len(template.classes), emit)
    if config.batch_size == 1:
        _check_learns_from_one(made.network, config)
    return Start(made.network, template, config, source.text, {**prepared.reasons, **reasons})


def _make_network(prepared: Prepared, source: WeightsSource, emit: Emit) -> _Made:
    config, classes = prepared.config, prepared.splits.classes
    channels = int(config.in_channels)
    torch.manual_seed(config.seed)
    network_config = portable_config(config.model) if is_elsewhere(config.model) else {}
    network = create_model(config.model, len(classes), channels, _dropout(config), pair(config.input_shape),
                           network_config)  # fmt: skip
    mean, std = normalisation(channels)
    made_by = source.setting if source.own is not None else config.model
    if is_elsewhere(made_by):
        pictures = expected_pictures(made_by)
        mean, std = _for_channels(pictures.mean, pictures.std, channels)
    has_new_head = True
    if source.own is not None:
        has_new_head = _start_from_own(network, source.setting, source.own, config, classes, emit)
    elif source.path is not None:
        own, has_new_head = _start_from(network, config.model, source.path, classes, emit)
        mean, std = _for_channels(*(own or (source.mean or mean, source.std or std)), channels)
    return _Made(network, network_config, mean, std, has_new_head)


def _template(prepared: Prepared, made: _Made) -> ModelFile:
    """Return the model file that a network will become, without weights and figures."""
    config, classes = prepared.config, prepared.splits.classes
    return ModelFile(shown_name(config.model), {}, classes, int(config.in_channels), pair(config.input_shape),
                     Resize(config.resize), made.mean, made.std,
                     dropout=_dropout(config), versions={**current_versions(), **package_versions(config.model)},
                     positive_class=classes[positive_class(classes)] if len(classes) == 2 else None,
                     picture_hashes=prepared.picture_hashes, network_config=made.network_config)  # fmt: skip


def _with_what_is_trained(prepared: Prepared, made: _Made, source: WeightsSource,
                          emit: Emit) -> tuple[TrainConfig, dict[str, str]]:
    """Return the settings with all resolved that depends on the weights, and how each "auto" was."""
    config, reasons = with_scenario(prepared.config, from_weights=source.has_weights, has_new_head=made.has_new_head,
                                    num_train=len(prepared.splits.train), with_norms=has_norms(made.network))
    config, growth = with_growth(config, made.network, from_weights=source.has_weights)
    reasons |= growth
    if grows(config):
        emit(growth_notice(config))
    if config.pretrained == AUTO:
        reasons["pretrained"] = source.text
    if not source.has_weights and (config.scenario != FULL or config.head_epochs):
        emit(Notice(f"Only a part of the network is trained ({_part_text(config)}), and the rest starts {source.text}: "
                    "its features are random, and the result will be poor. Give --pretrained.", "warning"))
    return replace(config, pretrained=source.setting), reasons


def _dropout(config: TrainConfig) -> float | None:
    """Return the share of the head's inputs that is dropped; None leaves it to the network."""
    return None if config.dropout_rate < 0 else config.dropout_rate


def _part_text(config: TrainConfig) -> str:
    return f"--head_epochs {config.head_epochs}" if config.head_epochs else f"--scenario {config.scenario}"


def _check_learns_from_one(network: nn.Module, config: TrainConfig) -> None:
    """Check that a batch of one picture is enough: where only 1 x 1 values are left of it, batch norm wants more.

    Batch norms that are frozen with their layers keep their statistics and take any batch.
    """
    whole = pair(config.input_shape)
    shape = train_shape(config, whole, 1)
    trial = copy.deepcopy(network)  # a copy, for a step in training changes batch norm's means
    freeze_for(trial, config, config.scenario)
    freezing.set_training(trial)
    try:
        with torch.no_grad():
            trial(torch.zeros(1, int(config.in_channels), *shape))
    except ValueError as error:
        larger = "a larger --input_shape" if shape == whole else "--train_scale 1 and --train_scale_start 1"
        raise ConfigError(f"{config.model} cannot learn from one picture of {shape[0]} x {shape[1]} at a time: its "
                          f"batch norm needs more than one value. Give --batch_size 2 or more, or {larger}.") from error


def normalisation(channels: int) -> Normalisation:
    """Return ImageNet's mean and std for RGB, and their averages for gray."""
    return _for_channels(IMAGENET_MEAN, IMAGENET_STD, channels)


def _for_channels(mean: tuple[float, ...], std: tuple[float, ...], channels: int) -> Normalisation:
    """Return mean and std for a number of channels, averaged for gray where they are RGB's."""
    if len(mean) == channels:
        return mean, std
    return (sum(mean) / len(mean),) * channels, (sum(std) / len(std),) * channels


def model_summary(network: nn.Module, config: TrainConfig) -> str:
    """Return torchinfo's table of a network."""
    import torchinfo  # late: needed once a run

    size = (1, int(config.in_channels), *pair(config.input_shape))
    network.eval()  # one picture is no batch for batch norm
    with contextlib.redirect_stdout(io.StringIO()):
        summary = torchinfo.summary(network, size, verbose=0, device="cpu", depth=3)
    text = f"{summary}\n"
    for layer in summary.summary_list:  # they know each other in circles, and would keep the network in memory
        vars(layer).clear()
    return text


def _start_from_own(network: nn.Module, name: str, own: OwnWeights, config: TrainConfig, classes: tuple[str, ...],
                    emit: Emit) -> bool:
    """Load the weights that a network from elsewhere comes with, by its name; return whether the head is fresh."""
    try:
        report = load_backbone(network, own.state, classes_match=own.classes == classes)
    except ModelError as error:
        height, width = expected_pictures(name).input_shape
        hint = "" if (height, width) == pair(config.input_shape) else (
            f" They were made for pictures of {height} x {width}: with --input_shape {height} {width} they fit, if "
            "they are of this network.")
        raise ModelError(f"{shown_name(name)}: {error}{hint}", help_topic=error.help_topic) from error
    unused = f" Not used: {', '.join(own.unused)}." if own.unused else ""
    emit(Notice(f"Started from {shown_name(name)}'s own weights: {report.summary()}{unused}"))
    return bool(report.replaced)


def _start_from(network: nn.Module, model: str, source: Path, classes: tuple[str, ...],
                emit: Emit) -> tuple[Normalisation | None, bool]:
    """Load weights into a new network, called `model` on the command line.

    Returns:
        The mean and std that they were trained with, where the file says it, and whether the head is fresh.
    """
    path = model_path(source)
    state, content = read_weights(path)
    is_own = bool(content)
    same_classes = is_own and tuple(content["classes"]) == classes
    has_new_head = False
    if same_classes and content["in_channels"] == _input_channels(network):
        load_weights(network, state, path.name)
        emit(Notice(f"Started from all weights of {path}."))
    else:
        with explained_fit(str(path), model):
            report = load_backbone(network, state, classes_match=same_classes)
        has_new_head = bool(report.replaced)
        emit(Notice(f"Started from {path}: {report.summary()}"))
    return ((tuple(content["mean"]), tuple(content["std"])) if is_own else None), has_new_head


def _input_channels(network: nn.Module) -> int:
    first = next(parameter for parameter in network.parameters() if parameter.ndim == 4)
    return int(first.shape[1])
