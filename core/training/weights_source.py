"""The weights that a new run starts from: none, a file, or pretrained ones by name."""

from dataclasses import dataclass
from pathlib import Path

from core.base.control import Control
from core.base.errors import ConfigError
from core.base.events import Emit, Notice
from core.config import AUTO, TrainConfig
from models import MODEL_CLASSES
from models.download import DownloadError, download
from models.elsewhere.names import is_elsewhere, shown_name
from models.elsewhere.networks import OwnWeights, has_weights, own_weights
from models.pretrained import find_installed, weights_of

NONE = "none"


@dataclass(frozen=True)
class WeightsSource:
    """Where a run's first weights come from.

    Attributes:
        text: The same for people; it stands in config.json and at the end of the command line's output.
        path: A file or a run folder; None for from scratch.
        mean: Of the channels, that the weights were made with; empty where only the file itself may know.
        std: Likewise.
        own: The weights themselves, where they come with a network from elsewhere.
    """

    text: str
    path: Path | None = None
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()
    own: OwnWeights | None = None


def find_weights(config: TrainConfig, emit: Emit, control: Control | None = None) -> WeightsSource:
    """Find (and where needed download) the weights that the setting `pretrained` means.

    "none" is from scratch; "auto" torchvision's weights for the network, or from scratch, loudly, where they cannot be
    had; the name of a network the same without falling back; anything else a file or a run folder. Networks of timm and
    Hugging Face come with weights of their own, which "auto" and their name mean.

    Raises:
        ConfigError: No such file or name.
        DownloadError: The weights of a name cannot be fetched.
        ModelError: There are no pretrained weights of that name.
        Cancelled: A stop was asked for while downloading.
    """
    wish = config.pretrained
    if wish == NONE:
        return WeightsSource("from scratch")
    if Path(wish).exists():
        return WeightsSource(f"weights of {wish}", Path(wish))
    if wish == AUTO:
        return _pretrained_or_scratch(config, emit, control)
    if is_elsewhere(wish):
        return _from_elsewhere(wish, config, emit)
    if wish not in MODEL_CLASSES:
        raise ConfigError(f"--pretrained {wish}: there is no such file, and no network of that name. Give none, auto, "
                          "a file of weights, a run folder, or a network's name.")
    return _pretrained(wish, emit, control)


def _pretrained_or_scratch(config: TrainConfig, emit: Emit, control: Control | None) -> WeightsSource:
    is_of_elsewhere = is_elsewhere(config.model)
    if not (has_weights(config.model) if is_of_elsewhere else MODEL_CLASSES[config.model].weights):
        return WeightsSource(f"from scratch: there are no pretrained weights for {config.model}")
    try:
        if is_of_elsewhere:
            return _from_elsewhere(config.model, config, emit)
        return _pretrained(config.model, emit, control)
    except DownloadError as error:
        emit(Notice(f"Training from scratch, since pretrained weights could not be fetched. {error}", "warning"))
        return WeightsSource("from scratch: pretrained weights could not be fetched")


def _from_elsewhere(name: str, config: TrainConfig, emit: Emit) -> WeightsSource:
    shape = (config.input_shape[0], config.input_shape[-1])
    own = own_weights(name, int(config.in_channels), shape, emit)
    return WeightsSource(f"pretrained weights of {shown_name(name)}", own=own)


def _pretrained(name: str, emit: Emit, control: Control | None) -> WeightsSource:
    installed = find_installed(name)
    path = installed.path if installed is not None else None
    if path is None:
        path = download(name, emit=emit, control=control)
    weights = next(item for item in weights_of(name) if item.file_name == path.name)
    return WeightsSource(f"pretrained weights {path.name}", path, weights.mean, weights.std)
