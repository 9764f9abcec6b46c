from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.overrides import TorchFunctionMode

from models import create_model


class ParametersWithoutMemory(TorchFunctionMode):
    """Puts parameters on the meta device; regnet's and swin's builders compute on the CPU, so that the rest stays."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = dict(kwargs or {})
        if func in (torch.empty, torch.zeros, torch.ones):
            kwargs["device"] = "meta"
        return func(*args, **kwargs)


@pytest.fixture
def structure() -> Callable[..., torch.nn.Module]:
    """Build a network without memory for its weights, which takes no time."""

    def build(name: str, *args: Any, **kwargs: Any) -> torch.nn.Module:
        with ParametersWithoutMemory():
            model = create_model(name, *args, **kwargs)
        return model.to("meta")

    return build
