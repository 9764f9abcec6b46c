"""The moving average of a network's weights."""

import copy

import torch
from torch import nn


class WeightAverage:
    """An exponential moving average of all weights and batch norm's statistics; whole numbers are taken as they are.

    Averages of the weights on a training's way are better than where it stands (Polyak and Juditsky 1992,
    https://doi.org/10.1137/0330046; exponential as in Szegedy et al. 2015, https://arxiv.org/abs/1512.00567). After
    step n it keeps min(decay, (1 + n) / (10 + n)) of itself, so that the first, wild weights are soon forgotten (as
    TensorFlow's ExponentialMovingAverage with num_updates, and timm's ModelEmaV3).

    Attributes:
        network: The network with the averaged weights, in eval mode, on the same device.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        """Begin with a copy of the network.

        Args:
            network: On its device.
            decay: Share of itself that the average keeps at a step, 0..1.
        """
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self._decay = decay

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Take in the weights after an optimizer step; `step` counts from 1."""
        decay = min(self._decay, (1 + step) / (10 + step))
        own, theirs = self.network.state_dict(keep_vars=True), network.state_dict(keep_vars=True)
        names = {id(value): name for name, value in own.items()}.values()  # layers that share weights are averaged once
        floating = [name for name in names if own[name].is_floating_point()]
        torch._foreach_lerp_([own[name] for name in floating], [theirs[name] for name in floating], 1 - decay)
        for name in set(names) - set(floating):
            own[name].copy_(theirs[name])
