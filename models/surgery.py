"""Changing a built network: its last layer, its first layer, its dropout; and taking its results apart."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.base.errors import ModelError

# What GoogLeNet and Inception call their auxiliary heads.
AUXILIARY_NAMES = ("aux1", "aux2", "AuxLogits")

MOST_OVER_USUAL = 2.0
"""How much more than those of a plain nn.Linear the weights of a fresh head may spread."""


class LinearAfterDropout(nn.Linear):
    """A linear layer that drops a share of its inputs first, in the place of a plain one.

    Its weights have the names that the plain layer's have, so that a state_dict does not depend on the dropout rate.
    """

    rate: float = 0.0

    def forward(self, input: Tensor) -> Tensor:
        """Map [B, in_features] to [B, out_features]."""
        return super().forward(functional.dropout(input, self.rate, self.training))

    def extra_repr(self) -> str:
        """Tell the rate beside the sizes."""
        return f"{super().extra_repr()}, rate={self.rate:g}"


def head_names(model: nn.Module) -> list[str]:
    """Return the names of the layers that give logits: the main one first, then those of auxiliary heads.

    The main one is the last linear or convolutional layer in the order of registration, which holds for every network
    of torchvision; a network whose last layer is registered earlier may say so by an attribute `head_name`, and one
    with several by `head_names`.

    Raises:
        ModelError: There is no such layer.
    """
    layers = [name for name, module in model.named_modules() if isinstance(module, (nn.Linear, nn.Conv2d))]
    if isinstance(getattr(model, "head_names", None), tuple):
        return list(model.head_names)  # type: ignore[arg-type]
    auxiliary = auxiliary_names(model)
    main = [name for name in layers if not any(name.startswith(f"{prefix}.") for prefix in auxiliary)]
    if not main:
        raise ModelError(f"{type(model).__name__} has no linear or convolutional layer that could be its last one.")
    named = getattr(model, "head_name", main[-1])
    if named not in layers:
        raise ModelError(f"{type(model).__name__} names {named!r} as its last layer, but has no such layer.")
    return [named, *([name for name in layers if name.startswith(f"{prefix}.")][-1] for prefix in auxiliary)]


def auxiliary_names(model: nn.Module) -> list[str]:
    """Return the names of the children that are auxiliary heads, as GoogLeNet and Inception have them."""
    return [name for name, child in model.named_children() if type(child).__name__ == "InceptionAux"]


def head_parameters(model: nn.Module) -> list[nn.Parameter]:
    """Return the parameters of the layers that give logits (auxiliary ones included)."""
    return [parameter for name in head_names(model) for parameter in model.get_submodule(name).parameters()]


@torch.no_grad()
def calm_heads(model: nn.Module) -> None:
    """Bring the fresh weights of the layers that give logits to torch's usual size, where they are far larger.

    EfficientNet and MNASNet draw them from a range of 1 / sqrt(classes), or nearly so. That is small for the thousand
    classes they were made for; with three, logits of 10 and more drown what the features say.

    Args:
        model: It is changed, unless its weights lie on "meta".
    """
    for name in head_names(model):
        weight = model.get_submodule(name).weight
        if isinstance(weight, Tensor) and not weight.is_meta and weight.numel() > 1:
            usual = (3 * weight[0].numel()) ** -0.5
            spread = float(weight.std())
            if spread > MOST_OVER_USUAL * usual:
                weight.mul_(usual / spread)


def adapt_input_channels(model: nn.Module, in_channels: int) -> None:
    """Make the first convolution take `in_channels` channels; its kernels are summed for one channel.

    A gray picture then gives what the same picture as RGB with three equal channels gave.

    Raises:
        ModelError: The network's first layer is not one that can be adapted.
    """
    name = first_convolution(model)
    if name is None:
        raise ModelError(f"{type(model).__name__} begins with no convolution that could be adapted to {in_channels} "
                         "channels. Give its builder a parameter in_channels.")
    old = model.get_submodule(name)
    assert isinstance(old, nn.Conv2d)
    if old.in_channels == in_channels:
        return
    if old.groups != 1:
        raise ModelError(f"The first layer {name} of {type(model).__name__} is grouped and cannot be adapted.")
    with torch.no_grad():
        kernels = adapted_kernels(old.weight, in_channels)
    # The new layer's own draw is thrown away: on "meta" it costs no time, and the global generator stays as it is.
    new = nn.Conv2d(in_channels, old.out_channels, old.kernel_size, old.stride, old.padding, old.dilation,  # type: ignore[arg-type]
                    old.groups, old.bias is not None, old.padding_mode, device="meta", dtype=old.weight.dtype)
    new.weight = nn.Parameter(kernels, requires_grad=old.weight.requires_grad)
    new.bias = old.bias
    new.train(old.training)
    put(model, name, new)


def first_convolution(model: nn.Module) -> str | None:
    """Return the name of the first convolution, which takes the picture in every network of torchvision, or None."""
    return next((name for name, module in model.named_modules() if isinstance(module, nn.Conv2d)), None)


def adapted_kernels(kernels: Tensor, in_channels: int) -> Tensor:
    """Return kernels [out, in, h, w] for another number of input channels: summed for one, shared out for more."""
    gray = kernels.sum(dim=1, keepdim=True)
    return gray if in_channels == 1 else (gray / in_channels).repeat(1, in_channels, 1, 1)


def set_dropout(model: nn.Module, rate: float) -> None:
    """Set the share of features that is dropped before the last layer while training.

    Where the classifier has dropout layers of its own they get the rate (both of them in VGG and AlexNet, as
    torchvision's own parameter does); elsewhere the last layer becomes a `LinearAfterDropout`. Auxiliary heads keep
    theirs. Names in the state_dict do not change.

    Args:
        model: The network, changed in place.
        rate: 0 <= rate < 1.

    Raises:
        ModelError: The rate is out of its range, or there is no place for a dropout.
    """
    if not 0 <= rate < 1:
        raise ModelError(f"The dropout rate must be at least 0 and below 1; got {rate:g}.")
    name = head_names(model)[0]
    own = classifier_dropouts(model)
    for dropout in own:
        dropout.p = rate
    if own:
        return
    old = model.get_submodule(name)
    if isinstance(old, LinearAfterDropout):
        old.rate = rate
        return
    if type(old) is not nn.Linear:
        raise ModelError(f"{type(model).__name__} has no dropout, and its last layer {name} is a {type(old).__name__}, "
                         "before which none can be put. Leave the dropout rate as the network comes.")
    new = LinearAfterDropout(old.in_features, old.out_features, bias=old.bias is not None, device="meta")
    new.rate = rate
    new.weight, new.bias = old.weight, old.bias
    new.train(old.training)
    put(model, name, new)


def classifier_dropouts(model: nn.Module) -> list[nn.Dropout]:
    """Return the dropout layers of the classifier that ends in the main head."""
    head_name = head_names(model)[0]
    top = head_name.split(".")[0]
    if "." in head_name and top in ("classifier", "head", "heads", "fc"):
        return [module for module in model.get_submodule(top).modules() if isinstance(module, nn.Dropout)]
    own = getattr(model, "dropout", None)
    return [own] if "." not in head_name and isinstance(own, nn.Dropout) else []


def outputs(result: Any) -> tuple[Tensor, list[Tensor]]:
    """Part what a network returns into the main logits and those of auxiliary heads.

    Args:
        result: A tensor, or the named tuple that GoogLeNet and Inception return while training.

    Returns:
        Logits [B, K] and a list, often empty, of auxiliary logits [B, K].
    """
    if isinstance(result, Tensor):
        return result, []
    if isinstance(result, tuple) and result and isinstance(result[0], Tensor):
        # GoogLeNetOutputs is (logits, aux_logits2, aux_logits1), InceptionOutputs (logits, aux_logits).
        return result[0], [item for item in result[1:] if isinstance(item, Tensor)]
    raise ModelError(f"A network must return logits, or a tuple that begins with them; got a {type(result).__name__}.")


def put(model: nn.Module, name: str, module: nn.Module) -> None:
    """Put a module in the place of the one called `name`."""
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, module)
