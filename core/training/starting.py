"""The network that a new run starts from."""

import contextlib
import io

from torch import nn

from core.base.events import Emit, Notice
from core.base.types import Resize
from core.config import TrainConfig
from core.evaluation.decision import positive_class
from core.model_file import (
    IMAGENET_MEAN,
    IMAGENET_STD,
    ModelFile,
    current_versions,
    load_weights,
    model_path,
    read_content,
)
from core.training.prepare import Prepared
from models import create_model
from models.weights import load_backbone, read_state_dict


def new_network(prepared: Prepared, emit: Emit) -> tuple[nn.Module, ModelFile]:
    """Build the network of the settings with the weights to start from, and the model file it will become.

    Raises:
        ModelError: The weights do not fit the network.
    """
    config, classes = prepared.config, prepared.splits.classes
    channels = int(config.in_channels)
    dropout = None if config.dropout_rate < 0 else config.dropout_rate
    shape = (config.input_shape[0], config.input_shape[-1])
    network = create_model(config.model, len(classes), channels, dropout, shape)
    mean, std = normalisation(channels)
    if config.pretrained != "none":
        mean, std = _start_from(network, config.pretrained, classes, (mean, std), emit)
    positive = classes[positive_class(classes)] if len(classes) == 2 else None
    template = ModelFile(config.model, {}, classes, channels, shape, Resize(config.resize), mean, std, dropout=dropout,
                         versions=current_versions(), positive_class=positive, picture_hashes=prepared.picture_hashes)
    return network, template


def normalisation(channels: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return ImageNet's mean and std for RGB, and their averages for gray."""
    if channels == 3:
        return IMAGENET_MEAN, IMAGENET_STD
    return (sum(IMAGENET_MEAN) / 3,), (sum(IMAGENET_STD) / 3,)


def model_summary(network: nn.Module, config: TrainConfig) -> str:
    """Return torchinfo's table of a network."""
    import torchinfo  # late: needed once a run

    size = (1, int(config.in_channels), config.input_shape[0], config.input_shape[-1])
    network.eval()  # one picture is no batch for batch norm
    with contextlib.redirect_stdout(io.StringIO()):
        return str(torchinfo.summary(network, size, verbose=0, device="cpu", depth=3)) + "\n"


def _start_from(network: nn.Module, source: str, classes: tuple[str, ...],
                own: tuple[tuple[float, ...], tuple[float, ...]],
                emit: Emit) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Load weights to start from into a new network; return the mean and std they were trained with."""
    path = model_path(source)
    content = read_content(path)
    state = content["state_dict"] if "format_version" in content else read_state_dict(path)
    same_classes = tuple(content.get("classes", ())) == classes
    if same_classes and content.get("in_channels") in (None, _input_channels(network)):
        load_weights(network, state, path.name)
        emit(Notice(f"Started from all weights of {path}."))
    else:
        report = load_backbone(network, state, classes_match=same_classes)
        replaced = f"; new: {', '.join(report.replaced)}" if report.replaced else ""
        emit(Notice(f"Started from {len(report.loaded)} layers' weights of {path}{replaced}."))
    mean, std = tuple(content.get("mean", ())), tuple(content.get("std", ()))
    fits = len(mean) == len(own[0]) and "format_version" in content
    return (mean, std) if fits else own


def _input_channels(network: nn.Module) -> int:
    first = next(parameter for parameter in network.parameters() if parameter.ndim == 4)
    return int(first.shape[1])
