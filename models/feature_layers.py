"""Which layer of a network still knows where in the picture something is: what heatmaps are made of.

Each family names its layers from the last to the first. The last one whose map has at least four fields a side is
taken: its features mean most, and a map of one or two fields shows nothing. Networks of 224 pixels give 7 x 7 there;
those of 32 or 64 pixels would give 1 x 1 or 2 x 2 at the very end, so that an earlier layer serves better.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import torch
from torch import Tensor, nn

OUR_PACKAGES = ("torchvision", "models")
MIN_FIELDS = 4
MAX_EXTRA_TOKENS = 8
# What the first norm of a transformer's block is called: torchvision, timm, transformers.
FIRST_NORMS = re.compile(r"(^|\.)(ln_1|norm1|layernorm_before)$")


class Form(StrEnum):
    """How a layer's output is laid out."""

    CHANNELS_FIRST = "channels_first"
    CHANNELS_LAST = "channels_last"
    TOKENS = "tokens"


@dataclass(frozen=True)
class FeatureLayer:
    """A layer and how its output becomes a map.

    Attributes:
        name: Its name in the network.
        module: The layer.
        form: How its output is laid out.
        fields: (height, width) of its map for the input shape asked for.
    """

    name: str
    module: nn.Module
    form: Form
    fields: tuple[int, int]

    def to_map(self, output: Tensor) -> Tensor:
        """Bring the layer's output, or its gradient, to [B, C, h, w]."""
        if self.form is Form.CHANNELS_FIRST:
            return output
        if self.form is Form.CHANNELS_LAST:
            return output.permute(0, 3, 1, 2)
        height, width = self.fields
        patches = output[:, output.shape[1] - height * width :]
        return patches.transpose(1, 2).reshape(output.shape[0], output.shape[2], height, width)


def _children(*paths: str) -> Callable[[nn.Module], list[str]]:
    """Return names of the children of these modules, last first."""

    def names(network: nn.Module) -> list[str]:
        return [f"{path}.{name}" for path in paths for name, _ in reversed(list(network.get_submodule(path)
                                                                               .named_children()))]  # fmt: skip

    return names


def _named(*names: str) -> Callable[[nn.Module], list[str]]:
    return lambda _network: list(names)


# By the network's class in torchvision. DenseNet's relu after its last norm works on the norm's own memory, which is
# no harm: the map is then that of the relu.
CANDIDATES: dict[str, tuple[Callable[[nn.Module], list[str]], Form]] = {
    "MobileNetV3": (_children("features"), Form.CHANNELS_FIRST),
    "MobileNetV2": (_children("features"), Form.CHANNELS_FIRST),
    "ResNet": (_named("layer4", "layer3", "layer2", "layer1"), Form.CHANNELS_FIRST),
    "EfficientNet": (_children("features"), Form.CHANNELS_FIRST),
    "ConvNeXt": (_children("features"), Form.CHANNELS_FIRST),
    "RegNet": (_children("trunk_output"), Form.CHANNELS_FIRST),
    "ShuffleNetV2": (_named("conv5", "stage4", "stage3", "stage2"), Form.CHANNELS_FIRST),
    "MNASNet": (_children("layers"), Form.CHANNELS_FIRST),
    "SqueezeNet": (_children("features"), Form.CHANNELS_FIRST),
    "DenseNet": (_children("features"), Form.CHANNELS_FIRST),
    "SwinTransformer": (lambda network: ["norm", *_children("features")(network)], Form.CHANNELS_LAST),
    # The head looks at the class token alone, so that the patches after the last block have no say: the norm before
    # its attention is the last place where they have.
    "VisionTransformer": (lambda network: [f"{_children('encoder.layers')(network)[0]}.ln_1"], Form.TOKENS),
    "MaxVit": (_children("blocks"), Form.CHANNELS_FIRST),
    "GoogLeNet": (_named("inception5b", "inception4e", "inception3b", "conv3"), Form.CHANNELS_FIRST),
    "Inception3": (_named("Mixed_7c", "Mixed_6e", "Mixed_5d"), Form.CHANNELS_FIRST),
    "VGG": (_children("features"), Form.CHANNELS_FIRST),
    "AlexNet": (_children("features"), Form.CHANNELS_FIRST),
}


def feature_layer(network: nn.Module, in_channels: int, input_shape: tuple[int, int]) -> FeatureLayer | None:
    """Return the layer that heatmaps are made of; None where the network has none.

    Args:
        network: In eval mode. One picture of zeros goes through it.
        in_channels: Of its input.
        input_shape: (height, width) of its input.
    """
    # Others have classes of the same names with other parts.
    is_ours = type(network).__module__.split(".")[0] in OUR_PACKAGES
    family = CANDIDATES.get(type(network).__name__) if is_ours else None
    shapes, order = _output_shapes(network, in_channels, input_shape)
    if family is not None:
        names, own_form = family
        candidates = [(name, own_form) for name in names(network) if not _is_pool(network.get_submodule(name))]
    else:
        candidates = [(name, form) for name in reversed(order)
                      if (form := _form_of(name, network, shapes[name], input_shape))]  # fmt: skip
    found = [
        FeatureLayer(name, network.get_submodule(name), form, fields)
        for name, form in candidates
        if name in shapes and (fields := _fields(shapes[name], form, input_shape)) and math.prod(fields) > 1
    ]
    if not found:
        return None
    fine = (layer for layer in found if min(layer.fields) >= MIN_FIELDS)
    return next(fine, max(found, key=lambda layer: math.prod(layer.fields)))


def _output_shapes(
    network: nn.Module, in_channels: int, input_shape: tuple[int, int]
) -> tuple[dict[str, tuple[int, ...]], list[str]]:
    """Return the shape of each layer's output, and the names of the layers without layers of their own as they ran."""
    shapes: dict[str, tuple[int, ...]] = {}
    order: list[str] = []
    handles = []

    def listen(name: str, module: nn.Module) -> None:
        is_leaf = next(module.children(), None) is None

        def note(_module: nn.Module, _inputs: object, output: object) -> None:
            if isinstance(output, Tensor):
                shapes[name] = tuple(output.shape)
                if is_leaf:
                    order.append(name)

        handles.append(module.register_forward_hook(note))

    for name, module in network.named_modules():
        if name:
            listen(name, module)
    parameter = next(network.parameters())
    try:
        with torch.no_grad():
            network(torch.zeros(1, in_channels, *input_shape, device=parameter.device, dtype=parameter.dtype))
    finally:
        for handle in handles:
            handle.remove()
    return shapes, order


def _form_of(name: str, network: nn.Module, shape: Sequence[int], input_shape: tuple[int, int]) -> Form | None:
    """Return how a layer of a network of no known family lays out its output; None where that is no map.

    A map has the input's proportions; what an attention's heads give has not.
    """
    is_norm = isinstance(network.get_submodule(name), nn.LayerNorm)
    if len(shape) == 3:
        return Form.TOKENS if is_norm and FIRST_NORMS.search(name) else None
    if len(shape) != 4:
        return None
    forms = {Form.CHANNELS_FIRST: (shape[2], shape[3]), Form.CHANNELS_LAST: (shape[1], shape[2])}
    order = reversed(forms.items()) if is_norm else forms.items()
    return next((form for form, fields in order if _has_proportions(fields, input_shape)), None)


def _has_proportions(fields: tuple[int, int], input_shape: tuple[int, int]) -> bool:
    """Whether a map of so many rows and columns can be of an input, each field a square of it but for rounding."""
    down = max(input_shape[0] / fields[0], input_shape[1] / fields[1])
    return down >= 1 and all(abs(side / down - count) < 1 for side, count in zip(input_shape, fields, strict=True))


def _fields(shape: Sequence[int], form: Form, input_shape: tuple[int, int]) -> tuple[int, int] | None:
    if form is Form.TOKENS:
        return _grid_of(shape[1], input_shape) if len(shape) == 3 else None
    if len(shape) != 4:
        return None
    return (shape[2], shape[3]) if form is Form.CHANNELS_FIRST else (shape[1], shape[2])


def _grid_of(num_tokens: int, input_shape: tuple[int, int]) -> tuple[int, int] | None:
    """Return (rows, columns) of the patches among the tokens, which follow a few others (class, registers)."""
    height, width = input_shape
    for extra in range(min(num_tokens, MAX_EXTRA_TOKENS + 1)):
        patches = num_tokens - extra
        rows = round(math.sqrt(patches * height / width))
        if rows and patches % rows == 0 and rows * width == patches // rows * height:
            return rows, patches // rows
    return None


def _is_pool(module: nn.Module) -> bool:
    return isinstance(module, (nn.MaxPool2d, nn.AvgPool2d))
