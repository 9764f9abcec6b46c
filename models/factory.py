"""Building a network by its name."""

import importlib
import inspect
from collections.abc import Callable, Mapping
from importlib import metadata
from typing import TYPE_CHECKING, Any

from core.base.errors import BROKEN_PACKAGE, DependencyError, ModelError
from models.elsewhere.names import is_elsewhere
from models.registry import ModelSpec, check_input_shape, check_name

if TYPE_CHECKING:
    from torch import nn

# What torchvision's builders need to be told beside num_classes. Auxiliary heads are trained (`surgery.outputs` parts
# them from the main one). transform_input would undo ImageNet's mean and std inside the network: preprocessing does
# that, by the mean and std in the model file. init_weights is torchvision's own initialisation; left unsaid it warns.
EXTRA_ARGUMENTS: dict[str, dict[str, Any]] = {
    "torchvision.models:googlenet": {"aux_logits": True, "transform_input": False, "init_weights": True},
    "torchvision.models:inception_v3": {"aux_logits": True, "transform_input": False, "init_weights": True},
}


def create_model(
    name: str,
    num_classes: int,
    in_channels: int = 3,
    dropout: float | None = None,
    input_shape: tuple[int, int] | None = None,
    network_config: Mapping[str, Any] | None = None,
) -> "nn.Module":
    """Build a network with fresh weights, drawn from torch's global generator.

    Args:
        name: A key of MODEL_CLASSES, timm:NAME or hf:FOLDER_OR_NAME.
        num_classes: Number of outputs.
        in_channels: 3, or 1 for gray pictures: the first layer's kernels are then summed over red, green and blue.
        dropout: Share of features dropped before the last layer while training, 0 <= dropout < 1; None leaves the
            network's own. The names in the state_dict are the same whatever it is.
        input_shape: (height, width) of the pictures; transformers are built for it. None: the network's own.
        network_config: What a model file keeps of an hf network, so that its folder is not needed.

    Returns:
        A network that takes float32 [B, in_channels, H, W] and gives logits [B, num_classes]; GoogLeNet and Inception
        give more while training (`models.surgery.outputs`).

    Raises:
        ModelError: No such network, a shape it cannot take, or an argument out of its range.
        DependencyError: torchvision is missing, does not go with torch, or is too old for this network.
    """
    spec = check_name(name)
    if num_classes < 1:
        raise ModelError(f"A network needs at least one class; got {num_classes}.")
    if in_channels not in (1, 3):
        raise ModelError(f"A network takes pictures of 1 or 3 channels; got {in_channels}.")
    if is_elsewhere(name):
        return _from_elsewhere(name, num_classes, in_channels, dropout, input_shape, network_config)
    if input_shape is not None:
        check_input_shape(name, input_shape)
    builder = _builder(name, spec)
    arguments: dict[str, Any] = {"num_classes": num_classes, **EXTRA_ARGUMENTS.get(spec.builder, {})}
    if input_shape is not None and spec.size_argument:
        arguments[spec.size_argument] = input_shape[0] if spec.square else tuple(input_shape)
    takes_channels = "in_channels" in inspect.signature(builder).parameters
    if takes_channels:
        arguments["in_channels"] = in_channels
    model: nn.Module = builder(**arguments)

    from models import surgery

    if not takes_channels and (in_channels != 3 or surgery.first_convolution(model) is not None):
        surgery.adapt_input_channels(model, in_channels)
    surgery.calm_heads(model)
    if dropout is not None:
        surgery.set_dropout(model, dropout)
    return model


def _from_elsewhere(name: str, num_classes: int, in_channels: int, dropout: float | None,
                    input_shape: tuple[int, int] | None, network_config: Mapping[str, Any] | None) -> "nn.Module":
    from models import surgery
    from models.elsewhere import networks

    model = networks.build(name, num_classes, in_channels, input_shape, network_config)
    if surgery.first_convolution(model) is not None:  # a no-op where the builder took the channels
        surgery.adapt_input_channels(model, in_channels)
    surgery.calm_heads(model)
    if dropout is not None:
        surgery.set_dropout(model, dropout)
    return model


def _builder(name: str, spec: ModelSpec) -> Callable[..., "nn.Module"]:
    module_name, _, attribute = spec.builder.partition(":")
    module = import_module(module_name)
    try:
        return getattr(module, attribute)
    except AttributeError as error:
        if not module_name.startswith("torchvision"):
            raise ModelError(f"{name} cannot be built: {module_name} has no {attribute!r}. "
                             f"Mend its entry in MODEL_CLASSES (models/registry.py).") from error
        raise DependencyError(f"{name} needs a newer torchvision than {_version('torchvision')}, which is installed. "
                              "Update it with: python -m pip install --upgrade torch torchvision") from error


def import_module(module_name: str) -> Any:
    """Import the module of a network's builder or weights.

    Raises:
        DependencyError: torchvision is missing or does not go with the torch that is installed.
        ModelError: Another module that MODEL_CLASSES names cannot be found.
    """
    try:
        return importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if module_name.split(".")[0] in ("torch", "torchvision"):
            raise DependencyError(f"{error.name} is missing. "
                                  "Install it with: python -m pip install -r requirements.txt") from error
        raise ModelError(f"The module {module_name}, which MODEL_CLASSES names, cannot be imported: {error}."
                         ) from error
    except BROKEN_PACKAGE as error:
        if not module_name.startswith(("torchvision", "models.")):
            raise
        # A torchvision built for another torch fails with "operator torchvision::nms does not exist" or a symbol that
        # is not found: https://github.com/pytorch/vision/issues/8084
        raise DependencyError(
            f"torchvision {_version('torchvision')} does not go with torch {_version('torch')} ({error}). Install a "
            "matching pair with: python -m pip install --upgrade --force-reinstall torch torchvision") from error


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "(not installed)"
