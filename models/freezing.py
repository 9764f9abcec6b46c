"""Training a part of a network: which layers learn, and how those that do not behave meanwhile.

A layer is a module with parameters of its own (a convolution, a norm, a linear layer). Layers are counted in the order
of registration, which is that of depth in torchvision's networks; the main head, the last layer, comes last of all.
Auxiliary heads, as GoogLeNet has them, are not counted: they learn unless the head learns alone.
"""

import math

from torch import nn

from models import surgery


def layers_by_depth(model: nn.Module) -> list[str]:
    """Return the names of the layers from the picture to the head; "" for parameters of the network itself."""
    head = surgery.head_names(model)[0]
    auxiliary = tuple(f"{name}." for name in surgery.auxiliary_names(model))
    names = [name for name, module in model.named_modules() if has_own_parameters(module)]
    return [*(name for name in names if name != head and not name.startswith(auxiliary)), head]


def num_layers_of(model: nn.Module, percent: float) -> int:
    """Return how many layers a share of them is: rounded up, and never less than the head.

    Args:
        model: The network.
        percent: 0 to 100.
    """
    return max(1, math.ceil(percent / 100 * len(layers_by_depth(model)) - 1e-9))


def train_layers_from_top(model: nn.Module, num_layers: int) -> None:
    """Let the last `num_layers` layers learn and freeze all others; 1 is the head alone.

    Frozen parameters get no gradient. Auxiliary heads are frozen with all but the head.
    """
    layers = layers_by_depth(model)
    auxiliary = tuple(f"{name}." for name in surgery.auxiliary_names(model))
    # Distilled transformers from elsewhere have two main heads, whose logits are averaged.
    heads = {name for name in surgery.head_names(model) if not name.startswith(auxiliary)}
    learning = heads | set(layers[max(0, len(layers) - num_layers):])
    for name, module in model.named_modules():
        learns = name in learning or (num_layers > 1 and name.startswith(auxiliary))
        for parameter in module.parameters(recurse=False):
            parameter.requires_grad_(learns)


def train_all_layers(model: nn.Module) -> None:
    """Let every parameter learn."""
    model.requires_grad_(True)


def is_frozen(module: nn.Module) -> bool:
    """Tell whether a module has parameters, own ones or below it, none of which learns."""
    parameters = list(module.parameters())
    return bool(parameters) and not any(parameter.requires_grad for parameter in parameters)


def set_training(model: nn.Module) -> None:
    """Put a network into training mode, its frozen part into eval mode.

    Frozen batch norms then keep their statistics, and nothing random happens before the first layer that learns: what
    has no parameters follows the next frozen layer behind it. The classifier's own dropouts are always active.
    """
    model.train()
    layers = [name for name in layers_by_depth(model) if is_frozen_layer(model.get_submodule(name))]
    if not layers:
        return
    names = [name for name, _ in model.named_modules()]
    last_frozen = max(names.index(name) for name in layers)
    kept = {id(dropout) for dropout in surgery.classifier_dropouts(model)}
    for index, (_name, module) in enumerate(model.named_modules()):
        if id(module) in kept:
            continue
        has_parameters = next(module.parameters(), None) is not None
        if is_frozen_layer(module) or (is_frozen(module) if has_parameters else index < last_frozen):
            module.training = False  # the flag of this module alone


def has_own_parameters(module: nn.Module) -> bool:
    """Tell whether a module has parameters that are not of a module below it."""
    return next(module.parameters(recurse=False), None) is not None


def is_frozen_layer(module: nn.Module) -> bool:
    """Tell whether a module has parameters of its own, none of which learns."""
    own = list(module.parameters(recurse=False))
    return bool(own) and not any(parameter.requires_grad for parameter in own)
