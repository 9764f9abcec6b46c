"""Checking the weights that a run is to start from before its pictures are read."""

import contextlib
from collections.abc import Iterator, Mapping

import torch
from torch import Tensor, nn

from core.base.errors import ModelError
from core.config import AUTO, TrainConfig
from core.model_file import model_path
from core.training.weights_source import check_whole, given_path, known_by_name, read_weights
from models import MODEL_CLASSES, create_model
from models.download import check_reachable
from models.elsewhere.names import is_elsewhere, shown_name
from models.elsewhere.networks import (
    RGB,
    check_own_weights,
    expected_pictures,
    has_local_weights,
    has_weights,
    own_weights,
)
from models.pretrained import find_installed, verify
from models.weights import check_backbone


def check_given_weights(config: TrainConfig, model: str) -> None:
    """Check weights that are sure to be used: before any picture is read, not after.

    Those that are to be fetched are only asked for: whether somebody gives them shows within seconds. What "auto" finds
    in the weights folder or fetches is looked at later: by the pictures, it may not be used at all.

    Args:
        config: The settings as given.
        model: Name of the network.

    Raises:
        ModelFileError: They are missing, damaged, or could run code when opened.
        ModelError: They are of another network, or there are none.
        DownloadError: They are not on this machine, and nobody gives them.
        OutputError: The folder that they would be fetched into cannot be written.
    """
    wish = config.pretrained
    given = given_path(wish)
    if given is not None:
        if known_by_name(given) is not None:
            verify(given)
        path = model_path(given)
        state, content = read_weights(path)
        own_shape = content["input_shape"] if content and content["model"] == shown_name(model) else ()
        _check_fits(state, str(path), config, model, config.input_shape or own_shape)
    elif is_elsewhere(model) and wish == AUTO and has_weights(model):
        check_own_weights(model)
    elif is_elsewhere(wish):
        check_own_weights(wish, is_sure=True)
        if wish != model and has_local_weights(wish):
            shape = expected_pictures(wish).input_shape
            _check_fits(own_weights(wish, RGB, shape).state, wish, config, model, config.input_shape or shape)
    elif wish in MODEL_CLASSES:
        installed = find_installed(wish)
        if installed is not None and installed.path is not None:
            check_whole(installed.path, wish)
        else:
            check_reachable(wish, mirror=config.weights_mirror or None)


def _check_fits(state: Mapping[str, Tensor], source: str, config: TrainConfig, model: str,
                shape: tuple[int, ...]) -> None:
    """Check that weights are of a network, the number of its classes apart.

    Args:
        state: Tensors by name.
        source: Where they are from, for people.
        config: The settings as given.
        model: Name of the network.
        shape: (height, width) of its pictures, or (side,), or () for its own.
    """
    network: nn.Module | None = None
    # A network that computes with values while it is built cannot be tried so; what is wrong is told later.
    with contextlib.suppress(NotImplementedError, RuntimeError), torch.random.fork_rng(devices=[]), \
            torch.device("meta"):
        network = create_model(model, 2, input_shape=(shape[0], shape[-1]) if shape else None)
    if network is not None:
        with explained_fit(source, model, is_default=config.model == AUTO):
            check_backbone(network, state)


@contextlib.contextmanager
def explained_fit(source: str, model: str, *, is_default: bool = False) -> Iterator[None]:
    """Let the text of an error about weights say where they are from and which network was to take them.

    Args:
        source: Where they are from: a path, or a name.
        model: Name of the network.
        is_default: Nobody chose it.

    Raises:
        ModelError: With that around the text.
    """
    try:
        yield
    except ModelError as error:
        chosen = ", by default" if is_default else ""
        raise ModelError(f"{source}: {error} (--model is {shown_name(model)}{chosen}.)", help_topic=error.help_topic
                         ) from error
