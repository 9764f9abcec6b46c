"""Networks of timm: any of its classifiers, with its own pretrained weights."""

import difflib
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from core.base.errors import BROKEN_PACKAGE, DependencyError, ModelError
from core.base.events import Emit, Notice, ignore
from models.elsewhere import hub
from models.elsewhere.folder import ExpectedPictures
from models.elsewhere.names import INSTALL

NUM_SUGGESTED = 5


def expected_pictures(name: str) -> ExpectedPictures:
    """Return what pictures a network was made for, as timm tells it.

    Raises:
        ModelError: timm has no such network.
        DependencyError: timm is missing.
    """
    config = _config(name)
    _, height, width = config.input_size
    return ExpectedPictures((height, width), tuple(config.mean), tuple(config.std),
                            is_own_size=bool(config.fixed_input_size))


def build(name: str, num_classes: int, in_channels: int, input_shape: tuple[int, int] | None, *,
          pretrained: bool = False, file: Path | None = None) -> nn.Module:
    """Build a network with a head of its own for `num_classes`.

    Args:
        name: One of timm's, with or without the tag of its weights.
        num_classes: Number of outputs.
        in_channels: 1 or 3.
        input_shape: (height, width); told to networks that are built for a size.
        pretrained: With timm's weights (fetched where they are not in its cache), fitted to channels and size; the
            head is fresh.
        file: Where these weights lie already; nothing is asked of the hub then.

    Raises:
        ModelError: timm has no such network, or it cannot be built so.
        DependencyError: timm is missing.
    """
    timm = _timm()
    config = _config(name)
    arguments: dict[str, Any] = {"num_classes": num_classes, "in_chans": in_channels, "pretrained": pretrained}
    if file is not None:
        arguments["pretrained_cfg_overlay"] = {"file": str(file)}
    sized = input_shape is not None and tuple(config.input_size[1:]) != tuple(input_shape)
    try:
        try:
            network = timm.create_model(name, **arguments, **({"img_size": input_shape} if sized else {}))
        except TypeError as error:
            if not sized or "img_size" not in str(error):
                raise
            network = timm.create_model(name, **arguments)  # it takes any size, or only its own
    except (TypeError, ValueError, KeyError, AssertionError, RuntimeError) as error:
        raise ModelError(f"timm cannot build {name} for {in_channels} channels and {num_classes} classes: "
                         f"{str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__}."
                         ) from error
    network.head_names = _head_names(network)
    return network


def own_weights(name: str, in_channels: int, input_shape: tuple[int, int] | None,
                emit: Emit = ignore) -> dict[str, Tensor]:
    """Return timm's weights for a network, fitted to channels and size, with timm's names.

    Raises:
        DownloadError: They cannot be fetched; the text says where they are and what to do with them.
        ModelError: There are none.
    """
    check_weights(name)
    config = _config(name)
    emit(Notice(f"Taking timm's weights of {name} ({config.hf_hub_id or config.url}); what is not in its cache is "
                "fetched now."))
    cached = _cached(config)
    with hub.explained(f"The weights of timm:{name}", _remedy(config)), hub.no_bars(), \
            torch.random.fork_rng(devices=[]):
        network = build(name, config.num_classes, in_channels, input_shape, pretrained=True, file=cached)
    return network.state_dict()


def check_weights(name: str) -> None:
    """Check that a network has weights, and that they are in the cache or the hub answers.

    Raises:
        DownloadError: It does not.
        ModelError: There are none.
    """
    if not has_weights(name):
        raise ModelError(f"timm has no pretrained weights for {name}. Train it with --pretrained none.")
    config = _config(name)
    if config.hf_hub_id and _cached(config) is None:
        with hub.explained(f"The weights of timm:{name}", _remedy(config)):
            hub.check_reachable()


def has_weights(name: str) -> bool:
    """Tell whether timm has pretrained weights for a network.

    Raises:
        ModelError: timm has no such network.
    """
    config = _config(name)
    return bool(config.hf_hub_id or config.url or config.file)


def names() -> list[str]:
    """Return the names of all networks that timm has, in its own order."""
    return list(_timm().list_models())


def _remedy(config: Any) -> str:
    address = config.url
    if config.hf_hub_id:
        from huggingface_hub import hf_hub_url

        address = hf_hub_url(config.hf_hub_id, _hub_file(config))
    return f"Get {address} on a machine with a connection and give the file to --pretrained, or train from scratch"


def _cached(config: Any) -> Path | None:
    return hub.cached_file(config.hf_hub_id, _hub_file(config)) if config.hf_hub_id else None


def _hub_file(config: Any) -> str:
    return str(config.hf_hub_filename or "model.safetensors")


def _config(name: str) -> Any:
    timm = _timm()
    if not timm.is_model(name):
        known = [*timm.list_models(), *timm.list_pretrained()] if "." in name else timm.list_models()
        near = difflib.get_close_matches(name, known, n=NUM_SUGGESTED, cutoff=0.6)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise ModelError(f"timm {timm.__version__} has no network called {name!r}.{hint}")
    architecture, _, tag = name.partition(".")
    try:
        config = timm.get_pretrained_cfg(name)
    except RuntimeError:  # of a tag that it does not know
        config = None
    if config is None and not tag:
        return timm.models.PretrainedCfg()
    if config is None:
        raise ModelError(f"timm {timm.__version__} has {architecture}, but not with weights called {tag!r}. "
                         "Leave that part away.")
    return config


def _head_names(network: nn.Module) -> tuple[str, ...]:
    """Return the last linear or convolutional layer of each classifier that timm names."""
    found: Any = network.get_classifier()  # type: ignore[operator]
    classifiers = found if isinstance(found, (tuple, list)) else (found,)
    names = []
    for classifier in classifiers:
        layers = [module for module in classifier.modules() if isinstance(module, (nn.Linear, nn.Conv2d))]
        if not layers:
            raise ModelError(f"{type(network).__name__} of timm has no last layer that could be replaced. Take another "
                             "network.")
        names.append(next(name for name, module in network.named_modules() if module is layers[-1]))
    return tuple(names)


def _timm() -> Any:
    try:
        import timm
        import timm.models
    except BROKEN_PACKAGE as error:
        raise DependencyError(f"timm cannot be used: {error}. Run: {INSTALL}") from error
    return timm
