"""Which parameters are pulled towards zero."""

from torch import nn
from torch.nn.modules.conv import _ConvNd

from models.norms import is_norm

MULTIPLYING = (nn.Linear, _ConvNd, nn.Bilinear, nn.MultiheadAttention)


def decayed(network: nn.Module) -> set[nn.Parameter]:
    """Return the parameters that weight decay is for: the matrices and kernels that features are multiplied by.

    Pulling anything else to zero takes from the network without regularising it (https://arxiv.org/abs/1812.01187,
    section 3.1): biases, the weights of norm layers, position embeddings and their tables, class tokens, layer scales,
    temperatures and gains. The rule goes by the kind of module: the weights of linear, convolution and attention
    layers decay; of a kind that is not known, what is called a weight and is a matrix at least (a [1, 1, C] is a
    vector), where neither norm nor embedding is in the name of the kind.
    """
    return {parameter for module in network.modules()
            for name, parameter in module.named_parameters(recurse=False) if _decays(module, name, parameter)}


def _decays(module: nn.Module, name: str, parameter: nn.Parameter) -> bool:
    if name != "weight" and not name.endswith("_weight"):
        return False
    if isinstance(module, MULTIPLYING):
        return True
    is_table = "embedding" in type(module).__name__.lower()
    return not is_norm(module) and not is_table and sum(size > 1 for size in parameter.shape) >= 2
