"""Fast forms of a trained network: batch norm folded into convolutions, and oneDNN's fused convolutions on the CPU.

Both rewrite the network's torch.fx graph. The fused convolution does convolution, added shortcut and activation in one
call, the operation that torch.compile itself would choose (torch/_inductor/fx_passes/mkldnn_fusion.py), without its
seconds of compiling. It is no public interface: whoever uses a fast form compares its results with the plain network's
first (`core.inference.scorer`).
"""

import copy
import operator
import threading
from collections.abc import Callable
from typing import Any

import torch
from torch import fx, nn
from torch.fx.experimental.optimization import fuse
from torch.nn import functional

from core.devices import DTYPES, MEMORY_LAYOUT, autocast

Run = Callable[[torch.Tensor], torch.Tensor]
Activation = tuple[str, tuple[float, ...]]  # oneDNN's name and numbers

ADDITIONS = (operator.add, operator.iadd, torch.add)
ACTIVATION_FUNCTIONS: dict[Any, Activation] = {
    functional.relu: ("relu", ()),
    torch.relu: ("relu", ()),
    functional.relu6: ("hardtanh", (0.0, 6.0)),
    functional.hardswish: ("hardswish", ()),
    functional.silu: ("swish", ()),
}
ACTIVATION_MODULES: dict[type[nn.Module], Activation] = {
    nn.ReLU: ("relu", ()),
    nn.ReLU6: ("hardtanh", (0.0, 6.0)),
    nn.Hardswish: ("hardswish", ()),
    nn.SiLU: ("swish", ()),
}
_TRACING = threading.Lock()
# The fused operation takes no other activation behind an addition.
ACTIVATIONS_AFTER_ADDITION = ("none", "relu")


class FusedConvolution(nn.Module):
    """A convolution with what follows it, in one call of oneDNN; for inference on the CPU only."""

    def __init__(self, convolution: nn.Conv2d, activation: str, scalars: tuple[float, ...]) -> None:
        super().__init__()
        padding = convolution.padding
        if isinstance(padding, str):
            raise ValueError(f"padding must be given in numbers. Got {padding!r} instead.")
        self.weight = convolution.weight.detach()
        self.bias = None if convolution.bias is None else convolution.bias.detach()
        self.geometry = list(padding), list(convolution.stride), list(convolution.dilation), convolution.groups
        self.activation = activation
        self.scalars = list(scalars)
        self.is_packed = False

    def forward(self, images: torch.Tensor, added: torch.Tensor | None = None) -> torch.Tensor:
        """Return activation(convolution(images) + added), all [B, C, H, W]."""
        if not self.is_packed:
            # The layout that suits the processor depends on the size of the input.
            self.weight = torch.ops.mkldnn._reorder_convolution_weight(self.weight, *self.geometry, list(images.shape))
            self.is_packed = True
        if added is None:
            return torch.ops.mkldnn._convolution_pointwise(
                images, self.weight, self.bias, *self.geometry, self.activation, self.scalars, ""
            )
        unary = None if self.activation == "none" else self.activation
        return torch.ops.mkldnn._convolution_pointwise.binary(
            images, added, self.weight, self.bias, *self.geometry, "add", 1.0, unary, [], None
        )


class _Tracer(fx.Tracer):
    """Takes linear layers of our own (`models.surgery`) for the leaves that torch's are.

    While it traces, torch.fx has put its own `__call__` and `__getattr__` into nn.Module, for every thread: networks
    that are trained or asked elsewhere meanwhile are handed on to what they are.
    """

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.get_ident()

    def call_module(
        self, m: nn.Module, forward: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        if threading.get_ident() != self._thread:
            return forward(*args, **kwargs)
        return super().call_module(m, forward, args, kwargs)

    def getattr(self, attr: str, attr_val: Any, parameter_proxy_cache: dict[str, Any]) -> Any:
        if threading.get_ident() != self._thread:
            return attr_val
        return super().getattr(attr, attr_val, parameter_proxy_cache)

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        return isinstance(m, nn.Linear) or super().is_leaf_module(m, module_qualified_name)


def rewritten(network: nn.Module, precision: str, *, is_fused: bool, has_exact_head: bool = False) -> Run:
    """Return a faster form of a network, as a function of its input float32 [B, C, H, W].

    Args:
        network: On its device; not changed.
        precision: fp32, bf16 or fp16.
        is_fused: Also take oneDNN's fused convolutions; on the CPU only, where `has_fused_convolutions`.
        has_exact_head: Leave the last linear layer in fp32; see `with_exact_head`.

    Raises:
        Exception: Whatever torch raises on a network that cannot be rewritten so.
    """
    dtype = DTYPES.get(precision, torch.float32)
    fast = folded(network)
    if dtype is not torch.float32:
        fast = with_exact_head(fast, dtype) if has_exact_head else fast.to(dtype)
    fast = fast.to(memory_format=MEMORY_LAYOUT)
    if is_fused:
        fast = with_fused_convolutions(fast)
    return lambda inputs: fast(inputs.to(dtype))


def autocast_form(network: nn.Module, device: torch.device, precision: str) -> Run:
    """Return a network in torch's autocast, as a function of its input float32 [B, C, H, W].

    Args:
        network: On its device; brought to channels_last there.
        device: That device.
        precision: bf16 or fp16.
    """
    network = network.to(memory_format=MEMORY_LAYOUT)

    def run(inputs: torch.Tensor) -> torch.Tensor:
        with autocast(device, precision):
            result: torch.Tensor = network(inputs)
        return result

    return run


def folded(network: nn.Module) -> fx.GraphModule:
    """Return a copy of a network in eval mode whose batch norms are part of the convolutions before them.

    Raises:
        Exception: Whatever torch.fx raises on a network whose course depends on its input.
    """
    copied = copy.deepcopy(network).eval()
    with _TRACING:  # of two at a time, each would put the other's changes to nn.Module back for good
        graph = _Tracer().trace(copied)
    traced = fuse(fx.GraphModule(copied, graph), inplace=True, no_trace=True)
    assert isinstance(traced, fx.GraphModule)
    return traced


def with_exact_head(network: fx.GraphModule, dtype: torch.dtype) -> fx.GraphModule:
    """Bring a network to bf16 or fp16, its last linear layer aside: rounded logits would move scores by a percent.

    Args:
        network: From `folded`; changed in place.
        dtype: torch.bfloat16 or torch.float16.

    Returns:
        The same network.
    """
    network.to(dtype)
    last = next(node for node in network.graph.nodes if node.op == "output").args[0]
    head = _module_of(network, last) if isinstance(last, fx.Node) else None
    if isinstance(last, fx.Node) and isinstance(head, nn.Linear):
        head.float()
        with network.graph.inserting_before(last):
            exact = network.graph.call_method("float", (last.args[0],))
        last.args = (exact,)
        network.recompile()
    return network


def has_fused_convolutions() -> bool:
    """Tell whether this torch has the operations of `FusedConvolution`."""
    names = ("_convolution_pointwise", "_reorder_convolution_weight")
    return torch.backends.mkldnn.is_available() and all(hasattr(torch.ops.mkldnn, name) for name in names)


def with_fused_convolutions(network: fx.GraphModule) -> fx.GraphModule:
    """Replace every convolution, with the addition and the activation behind it, by one fused operation.

    Args:
        network: From `folded`, on the CPU, in its final number format and memory layout; changed in place.

    Returns:
        The same network.
    """
    graph = network.graph
    for node in list(graph.nodes):
        convolution = _module_of(network, node)
        if type(convolution) is not nn.Conv2d or not _can_be_fused(convolution):
            continue
        last, added = node, None
        addition = _only_user(last)
        if addition is not None and addition.op == "call_function" and addition.target in ADDITIONS:
            others = [argument for argument in addition.args if argument is not node]
            if len(others) == 1 and isinstance(others[0], fx.Node) and not addition.kwargs:
                last, added = addition, others[0]
        chosen: Activation = ("none", ())
        following = _only_user(last)
        found = None if following is None else _activation_of(network, following)
        if following is not None and found is not None and (added is None or found[0] in ACTIVATIONS_AFTER_ADDITION):
            last, chosen = following, found
        name = f"fused_{node.name}"
        network.add_submodule(name, FusedConvolution(convolution, *chosen))
        with graph.inserting_before(last):
            replacement = graph.call_module(name, (node.args[0],) if added is None else (node.args[0], added))
        last.replace_all_uses_with(replacement)
    graph.eliminate_dead_code()
    network.delete_all_unused_submodules()
    network.recompile()
    return network


def _can_be_fused(convolution: nn.Conv2d) -> bool:
    return convolution.padding_mode == "zeros" and not isinstance(convolution.padding, str)


def _module_of(network: fx.GraphModule, node: fx.Node) -> nn.Module | None:
    return network.get_submodule(str(node.target)) if node.op == "call_module" else None


def _only_user(node: fx.Node) -> fx.Node | None:
    return next(iter(node.users)) if len(node.users) == 1 else None


def _activation_of(network: fx.GraphModule, node: fx.Node) -> Activation | None:
    if node.op == "call_function":
        return ACTIVATION_FUNCTIONS.get(node.target)
    module = _module_of(network, node)
    return None if module is None else ACTIVATION_MODULES.get(type(module))
