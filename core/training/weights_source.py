"""The weights that a new run starts from: none, a file, or pretrained ones by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor

from core.base.control import Control
from core.base.errors import ConfigError, ModelFileError
from core.base.events import Emit, Notice
from core.config import AUTO, TrainConfig, pair
from core.model_file import is_model_content, model_path, read_content
from models import MODEL_CLASSES
from models.download import DownloadError, download
from models.elsewhere.names import is_elsewhere, shown_name
from models.elsewhere.networks import OwnWeights, has_weights, own_weights
from models.pretrained import (
    DamagedWeightsError,
    PretrainedWeights,
    default_weights,
    find_installed,
    network_of,
    verify,
    weights_of,
)
from models.weights import SAFETENSORS, read_state_dict

NONE = "none"
TINY_GRAY_SIDE = 32
"""Gray pictures of so few pixels are digits, letters and the like: learnt as well from scratch, in a few minutes."""


@dataclass(frozen=True)
class WeightsSource:
    """Where a run's first weights come from.

    Attributes:
        text: The same for people; it stands in config.json and at the end of the command line's output.
        setting: What the setting `pretrained` comes to: "none", a network's name, or a path.
        path: A file or a run folder; None for from scratch.
        mean: Of the channels, that the weights were made with; empty where only the file itself may know.
        std: Likewise.
        own: The weights themselves, where they come with a network from elsewhere.
    """

    text: str
    setting: str
    path: Path | None = None
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()
    own: OwnWeights | None = None

    @property
    def has_weights(self) -> bool:
        """Whether there are any: the run does not start from scratch."""
        return self.path is not None or self.own is not None


def find_weights(config: TrainConfig, emit: Emit, control: Control | None = None, *,
                 may_fall_back: bool = True) -> WeightsSource:
    """Find (and where needed download) the weights that the setting `pretrained` means.

    "none" is from scratch; "auto" torchvision's weights for the network where there are any and they help, or from
    scratch, loudly, where they cannot be had; the name of a network its weights without falling back; anything else a
    file or a run folder. Networks of timm and Hugging Face come with weights of their own, which "auto" and their
    name mean.

    Args:
        config: The settings, all but `scenario`, `lr` and `pretrained` resolved.
        emit: Hears the download's progress, and in one line why "auto" starts from scratch.
        control: Carries a stop.
        may_fall_back: "auto" trains from scratch where its weights cannot be fetched, instead of ending with that.

    Raises:
        ConfigError: No such file or name.
        DownloadError: The weights of a name cannot be fetched.
        ModelError: There are no pretrained weights of that name.
        Cancelled: A stop was asked for while downloading.
    """
    wish = config.pretrained
    if wish == NONE:
        return WeightsSource("from scratch", NONE)
    given = given_path(wish)
    if given is not None:
        known = known_by_name(given)
        mean, std = (known.mean, known.std) if known else ((), ())
        return WeightsSource(f"weights of {wish}", wish, given, mean, std)
    if wish == AUTO:
        return _pretrained_or_scratch(config, emit, control, may_fall_back=may_fall_back)
    check_wish(wish, config.model)
    if is_elsewhere(wish):
        return _from_elsewhere(wish, config, emit)
    return _pretrained(wish, config, emit, control)


def given_path(wish: str) -> Path | None:
    """Return the file or folder that the setting `pretrained` names; None where it is a word or a network's name.

    A file that is called like one is given as ./resnet18.
    """
    if wish in (NONE, AUTO) or wish in MODEL_CLASSES or is_elsewhere(wish):
        return None
    path = Path(wish)
    return path if path.exists() else None


def check_wish(wish: str, model: str) -> None:
    """Check that the setting `pretrained` means something for a network, before anything is read or fetched.

    Raises:
        ConfigError: There is no such file or name, or the name is another network's.
    """
    if wish in (NONE, AUTO) or is_elsewhere(wish) or given_path(wish) is not None:
        return
    if wish not in MODEL_CLASSES:
        raise ConfigError(f"--pretrained {wish}: there is no such file, and no network of that name. Give none, auto, "
                          "a file of weights, a run folder, or a network's name.")
    if wish != model and MODEL_CLASSES[wish].weights and model in MODEL_CLASSES and MODEL_CLASSES[model].weights:
        raise ConfigError(f"--pretrained {wish}: the weights of {wish} do not fit {model}. Give --pretrained {model} "
                          f"or auto, or --model {wish}.")


def read_weights(path: Path) -> tuple[dict[str, Tensor], Mapping[str, Any]]:
    """Return a file's tensors by name, and all else that it holds where it is a model file of ours.

    Raises:
        ModelFileError: It is damaged, foreign, or could run code when opened.
    """
    content = {} if path.suffix == SAFETENSORS else read_content(path)
    if is_model_content(content):
        return dict(content["state_dict"]), content
    return read_state_dict(path), {}


def why_from_scratch(model: str, in_channels: str, input_shape: tuple[int, ...]) -> str:
    """Return why "auto" takes no pretrained weights for a network and its input, or "" where it takes them."""
    if not (has_weights(model) if is_elsewhere(model) else MODEL_CLASSES[model].weights):
        return f"there are no pretrained weights for {model}"
    if not is_elsewhere(model) and in_channels == "1" and max(input_shape) <= TINY_GRAY_SIDE:
        return f"gray pictures of {max(input_shape)} px are learnt as well without weights made from photos"
    return ""


def own_input_shape(config: TrainConfig, model: str) -> tuple[int, int] | None:
    """Return the (height, width) that the weights to start from were made with; None where there are none to know.

    Nothing is downloaded for it.
    """
    given = given_path(config.pretrained)
    if given is not None:
        known, path = known_by_name(given), model_path(given)
        if known is not None:
            return known.input_shape
        content = {} if path.suffix == SAFETENSORS else read_content(path)
        return tuple(content["input_shape"]) if is_model_content(content) else None
    name = model if config.pretrained == AUTO else config.pretrained
    if name not in MODEL_CLASSES or not MODEL_CLASSES[name].weights:
        return None
    return default_weights(name).input_shape


def _pretrained_or_scratch(config: TrainConfig, emit: Emit, control: Control | None, *,
                           may_fall_back: bool) -> WeightsSource:
    reason = why_from_scratch(config.model, config.in_channels, config.input_shape)
    if reason:
        text = f"from scratch: {reason}"
        emit(Notice(f"Training {text}."))
        return WeightsSource(text, NONE)
    try:
        if is_elsewhere(config.model):
            return _from_elsewhere(config.model, config, emit)
        return _pretrained(config.model, config, emit, control)
    except DownloadError as error:
        if not may_fall_back:
            raise
        emit(Notice(f"Training from scratch, since pretrained weights could not be fetched. {error}", "warning"))
        return WeightsSource("from scratch: pretrained weights could not be fetched", NONE)


def _from_elsewhere(name: str, config: TrainConfig, emit: Emit) -> WeightsSource:
    shape = pair(config.input_shape)
    own = own_weights(name, int(config.in_channels), shape, emit)
    return WeightsSource(f"pretrained weights of {shown_name(name)}", name, own=own)


def _pretrained(name: str, config: TrainConfig, emit: Emit, control: Control | None) -> WeightsSource:
    installed = find_installed(name)
    path = installed.path if installed is not None else None
    if path is not None:
        check_whole(path, name)
    else:
        path = download(name, mirror=config.weights_mirror or None, emit=emit, control=control)
    weights = next(item for item in weights_of(name) if item.file_name == path.name)
    return WeightsSource(f"pretrained weights {path.name}", name, path, weights.mean, weights.std)


def known_by_name(path: Path) -> PretrainedWeights | None:
    """Return what torchvision says of a file that has the name of one of its own; None for all other files."""
    name = network_of(path.name)
    return next((weights for weights in weights_of(name) if weights.file_name == path.name), None) if name else None


def check_whole(path: Path, name: str) -> None:
    """Check a file in the weights folder, into which files come by hand, too.

    Raises:
        DamagedWeightsError: Its content is not what its name says.
    """
    try:
        verify(path)
    except ModelFileError as error:
        raise DamagedWeightsError(f"{error} This does it: python -m app weights get {name}", name) from error
