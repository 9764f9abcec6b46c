"""MNASNet that loads a state_dict without torchvision's version marks."""

from functools import partial
from typing import Any

from torchvision.models import MNASNet as TorchvisionMNASNet


class MNASNet(TorchvisionMNASNet):
    """torchvision's network, which takes weights from a plain dict too.

    torchvision refuses a state_dict without `_metadata` ("version should be set to 1 or 2 instead of None"), which a
    model file does not have: it holds plain dicts. All weights that torchvision offers today are of its version 2.
    """

    def _load_from_state_dict(self, state_dict: Any, prefix: str, local_metadata: dict[str, Any], *others: Any) -> None:
        local_metadata.setdefault("version", self._version)
        super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)


mnasnet0_5 = partial(MNASNet, 0.5)
mnasnet0_75 = partial(MNASNet, 0.75)
mnasnet1_0 = partial(MNASNet, 1.0)
mnasnet1_3 = partial(MNASNet, 1.3)
