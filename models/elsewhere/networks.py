"""What the rest of Classwise asks of networks from elsewhere, whichever package they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from core.base.errors import ModelError
from core.base.events import Emit, ignore
from models.elsewhere import hub, hugging_face, timm_networks
from models.elsewhere.folder import ExpectedPictures, weights_files
from models.elsewhere.names import TIMM, check_elsewhere, parted, shown_name
from models.weights import read_state_dict

RGB = 3


@dataclass(frozen=True)
class OwnWeights:
    """The weights that a network comes with.

    Attributes:
        state: Tensors on the CPU under the names of the network that `build` gives.
        classes: The classes that they tell apart, in index order; empty where unknown.
        unused: What their file holds beside, for people.
    """

    state: Mapping[str, Tensor]
    classes: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


def build(name: str, num_classes: int, in_channels: int, input_shape: tuple[int, int] | None,
          network_config: Mapping[str, Any] | None = None) -> nn.Module:
    """Build a network with fresh weights.

    Args:
        name: timm:NAME or hf:FOLDER_OR_NAME.
        num_classes: Number of outputs.
        in_channels: 1 or 3.
        input_shape: (height, width); None for its own.
        network_config: What a model file keeps of an hf network; its folder is then not asked for.

    Raises:
        ModelError: There is no such network, or it cannot be built so.
        DependencyError: Its package is missing.
    """
    check_elsewhere(name)
    prefix, rest = parted(name)
    if prefix == TIMM:
        return timm_networks.build(rest, num_classes, in_channels, input_shape)
    return hugging_face.build(network_config or hugging_face.read(rest).config, num_classes, in_channels, input_shape)


def check_kind(name: str) -> None:
    """Check that there is a program for a network's kind.

    Raises:
        ModelError: There is no such network, or its package knows no image classifier of its kind.
        DependencyError: Its package is missing.
    """
    check_elsewhere(name)
    prefix, rest = parted(name)
    if prefix != TIMM:
        hugging_face.check_kind(hugging_face.read(rest).config)


def portable_config(name: str) -> dict[str, Any]:
    """Return what a model file must keep of a network so that it can be built anywhere: empty for timm's.

    Raises:
        ModelError: There is no such network.
    """
    prefix, rest = parted(name)
    return {} if prefix == TIMM else dict(hugging_face.read(rest).config)


def expected_pictures(name: str) -> ExpectedPictures:
    """Return what pictures a network was made for: their size, mean and std.

    Raises:
        ModelError: There is no such network, or it is refused.
        DependencyError: Its package is missing.
        DownloadError: A hub's settings cannot be fetched.
    """
    check_elsewhere(name)
    prefix, rest = parted(name)
    return timm_networks.expected_pictures(rest) if prefix == TIMM else hugging_face.read(rest).pictures


def has_weights(name: str) -> bool:
    """Tell whether a network comes with weights; of a folder that is assumed, and its lack is told when it is read.

    Raises:
        ModelError: There is no such network.
        DependencyError: Its package is missing.
    """
    check_elsewhere(name)
    prefix, rest = parted(name)
    return timm_networks.has_weights(rest) if prefix == TIMM else True


def own_weights(name: str, in_channels: int, input_shape: tuple[int, int], emit: Emit = ignore) -> OwnWeights:
    """Return the weights that a network comes with: timm's, or the folder's.

    Raises:
        DownloadError: They cannot be fetched.
        ModelError: There are none, or they are refused.
    """
    check_elsewhere(name)
    prefix, rest = parted(name)
    if prefix == TIMM:
        return OwnWeights(timm_networks.own_weights(rest, in_channels, input_shape, emit))
    return OwnWeights(*hugging_face.own_weights(rest, emit))


def check_own_weights(name: str, *, is_sure: bool = False) -> None:
    """Check that the weights in a local folder can be read; what a package keeps is looked at when it is used.

    Args:
        name: timm:NAME or hf:FOLDER_OR_NAME.
        is_sure: They are needed; where they are to be fetched, the hub is asked for within seconds.

    Raises:
        ModelFileError: They are missing, damaged, or could run code when opened.
        ModelError: There are none.
        DownloadError: They are not on this machine, and the hub does not answer.
    """
    check_elsewhere(name)
    prefix, rest = parted(name)
    path = Path(rest).expanduser()
    if prefix != TIMM and path.is_dir():
        for file in weights_files(path):
            read_state_dict(file)
    elif is_sure and prefix == TIMM:
        timm_networks.check_weights(rest)
    elif is_sure and not path.exists():
        hugging_face.read(rest)
        hub.check_weights(rest)


def has_local_weights(name: str) -> bool:
    """Tell whether a network's weights lie in a folder or file of this machine, by its name."""
    prefix, rest = parted(name)
    return prefix != TIMM and Path(rest).expanduser().exists()


def check_shape(name: str, shape: tuple[int, int]) -> None:
    """Check that a network takes pictures of this (height, width): it is built and tried without memory or arithmetic.

    Raises:
        ModelError: It does not; the text says which size it was made for.
    """
    own = expected_pictures(name).input_shape
    check_kind(name)
    try:
        with torch.random.fork_rng(devices=[]), torch.device("meta"), torch.no_grad():
            network = build(name, 2, RGB, shape).eval()
            network(torch.zeros(2, RGB, *shape))
    except NotImplementedError:
        return  # it computes with values while it runs; the first batch will tell
    except (RuntimeError, ValueError, TypeError, AttributeError, LookupError, AssertionError, ModelError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:160].rstrip(".")
        raise ModelError(f"{shown_name(name)} cannot take pictures of {shape[0]} x {shape[1]} (height x width): "
                         f"{reason}. It was made for {own[0]} x {own[1]}; take that (--input_shape {own[0]} {own[1]})."
                         ) from error
