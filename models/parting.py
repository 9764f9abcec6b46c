"""Parting a network before its head: a frozen part that gives features, and a tail that turns them into logits."""

import copy
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.base.errors import ModelError
from models import surgery

TOLERANCE = 1e-3


@dataclass(frozen=True)
class Tail:
    """The modules of a network behind its features: the head, and what must stay active with it, such as dropout.

    Attributes:
        names: Of the modules, in the order in which they are called; the same for every network of that kind.
    """

    names: tuple[str, ...]

    def __call__(self, network: nn.Module, features: Tensor) -> Tensor:
        """Return a network's logits [B, K] for features [B, ...] as `Parted.backbone` gives them."""
        for name in self.names:
            module = network.get_submodule(name)
            # What torchvision's forward does by itself between pooling and the head (Inception: after its dropout).
            features = module(features.flatten(1) if isinstance(module, nn.Linear) else features)
        return features


@dataclass(frozen=True)
class Parted:
    """A network in two parts.

    Attributes:
        backbone: A copy of the network that ends where the tail begins: pictures to features; in eval mode.
        tail: What comes behind.
        num_features: Numbers a picture.
    """

    backbone: nn.Module
    tail: Tail
    num_features: int


def part(network: nn.Module, images: Tensor) -> Parted:
    """Part a network before its head, or before the first dropout of its classifier.

    Args:
        network: In any mode, which is left as it is.
        images: float32 [B, C, H, W], on the network's device, to try the parts with.

    Raises:
        ModelError: It cannot be parted: its features are maps that the head looks at place by place (SqueezeNet), or
            its forward does more behind the features than the tail's modules do.
    """
    backbone = copy.deepcopy(network).eval()
    tail = Tail(tail_names(backbone))
    taken: list[Tensor] = []
    first = backbone.get_submodule(tail.names[0])
    hook = first.register_forward_pre_hook(lambda _module, arguments: taken.append(arguments[0]))
    try:
        with torch.no_grad():
            expected = surgery.outputs(backbone(images))[0]
    finally:
        hook.remove()
    kind = type(network).__name__
    if len(taken) != 1 or not isinstance(taken[0], Tensor):
        raise ModelError(f"{kind} does not call its last layer once a batch")
    features = taken[0]
    if features[0].numel() != features.shape[1]:
        raise ModelError(f"the last layer of {kind} looks at features place by place, before they are pooled")
    with torch.no_grad():
        logits = tail(backbone, features)
        if logits.shape != expected.shape or not torch.allclose(logits, expected, atol=TOLERANCE, rtol=TOLERANCE):
            raise ModelError(f"{kind} does more behind its features than its last layer does")
        for name in tail.names:
            surgery.put(backbone, name, nn.Identity())
        found = backbone(images)
        if not isinstance(found, Tensor) or not torch.allclose(found.flatten(1), features.flatten(1), atol=TOLERANCE,
                                                               rtol=TOLERANCE):
            raise ModelError(f"{kind} does more behind its features than its last layer does")
    return Parted(backbone, tail, features.shape[1])


def tail_names(network: nn.Module) -> tuple[str, ...]:
    """Return the names of the modules behind the features, in the order in which they are called."""
    head = surgery.head_names(network)[0]
    parent_name = head.rpartition(".")[0]
    dropouts = {id(dropout) for dropout in surgery.classifier_dropouts(network)}
    parent = network.get_submodule(parent_name)
    if isinstance(parent, nn.Sequential):
        children = [f"{parent_name}.{name}".lstrip(".") for name, _ in parent.named_children()]
        first = next((index for index, name in enumerate(children) if id(network.get_submodule(name)) in dropouts),
                     children.index(head))
        return tuple(children[min(first, children.index(head)):])
    own = [name for name, module in network.named_children() if id(module) in dropouts]
    return (*own, head)
