"""Networks of Hugging Face: built by transformers from a folder's config.json, never from code of the folder.

`--model hf:FOLDER_OR_NAME` takes a folder, a name of the hub, or a model file of a network that was such a one.
"""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from core.base.errors import BROKEN_PACKAGE, ClasswiseError, DependencyError, ModelError, ModelFileError
from core.base.events import Emit, ignore
from models.elsewhere import hub
from models.elsewhere.folder import (
    REFUSED_KINDS,
    ExpectedPictures,
    NetworkFolder,
    network_config,
    read_folder,
    refuse_code,
    weights_files,
)
from models.elsewhere.names import HUB_NAME, INSTALL
from models.weights import read_plain, read_state_dict

SIZE_ENTRY, CHANNELS_ENTRY = "image_size", "num_channels"


class HuggingFaceClassifier(nn.Module):
    """A network of transformers that gives logits, as all others do.

    Attributes:
        network: The network; its layers are called network.NAME in the state_dict.
        head_names: The layers that give logits, the main one first.
    """

    def __init__(self, network: nn.Module, head_names: tuple[str, ...]) -> None:
        super().__init__()
        self.network = network
        self.head_names = head_names

    def forward(self, images: Tensor) -> Tensor:
        """Map float32 [B, C, H, W] to logits [B, K]."""
        logits: Tensor = self.network(pixel_values=images).logits
        return logits

    def prepare_for_export(self) -> None:
        """Write attention out in single steps: torch.export lays the fused one's result out as no view can take it."""
        self.network.set_attn_implementation("eager")  # type: ignore[operator]


def read(place: str) -> NetworkFolder:
    """Read what a folder, a name of the hub, or a model file says about its network.

    Raises:
        ModelError: It says nothing, or asks for code of its own to be run.
        DownloadError: A name of the hub cannot be fetched.
    """
    path = Path(place).expanduser()
    if path.is_file():
        return _of_model_file(path)
    if not path.is_dir() and HUB_NAME.fullmatch(place):
        return read_folder(hub.fetched_settings(place))
    return read_folder(path)


def build(config: Mapping[str, Any], num_classes: int, in_channels: int,
          input_shape: tuple[int, int] | None) -> HuggingFaceClassifier:
    """Build a network with fresh weights, drawn from torch's global generator.

    Args:
        config: A config.json's values, as `folder.network_config` gives them.
        num_classes: Number of outputs.
        in_channels: 1 or 3.
        input_shape: (height, width) of the pictures, for networks that are built for a size; None for its own.

    Raises:
        ModelError: transformers has no classifier of that kind, or the values do not go together.
        DependencyError: transformers is missing or too old.
    """
    values = dict(config)
    if CHANNELS_ENTRY in values:
        values[CHANNELS_ENTRY] = in_channels
    if SIZE_ENTRY in values and input_shape is not None:
        height, width = input_shape
        is_one = height == width and not isinstance(values[SIZE_ENTRY], (list, tuple))
        values[SIZE_ENTRY] = height if is_one else [height, width]
    network = _from_config(values, num_classes)
    return HuggingFaceClassifier(network, _head_names(network, num_classes))


def own_weights(place: str, emit: Emit = ignore) -> tuple[dict[str, Tensor], tuple[str, ...], tuple[str, ...]]:
    """Return the weights that lie in a folder, a hub's network or a model file, under this module's names.

    Returns:
        Tensors by name, the classes that they tell apart (empty where unknown), and the entries of the file that a
        classifier has no use for.

    Raises:
        ModelFileError: They are missing, damaged, or could run code when opened.
        ModelError: They do not belong to the folder's network.
        DownloadError: A hub's weights cannot be fetched.
    """
    path = Path(place).expanduser()
    if path.is_file():
        content = read_plain(path)
        return dict(content["state_dict"]), tuple(content["classes"]), ()
    found = read(place)
    folder = found.path if path.is_dir() else hub.fetched_weights(place, emit)
    given: dict[str, Tensor] = {}
    for file in weights_files(folder):
        given |= read_state_dict(file)
    num_labels = max(2, len(found.labels))
    network, unused, fresh = _loaded(found.config, num_labels, given)
    wrapped = HuggingFaceClassifier(network, _head_names(network, num_labels))
    state = {name: tensor for name, tensor in wrapped.state_dict().items()
             if name.removeprefix("network.") not in fresh}
    if found.pictures.is_bgr:
        _turn_colours(state)
    return state, found.labels, unused


def _of_model_file(path: Path) -> NetworkFolder:
    """Read the network of a model file; the file itself is opened by whoever wants its weights."""
    content = read_plain(path)
    if not isinstance(content, dict) or not content.get("network_config"):
        raise ModelFileError(f"{path} holds no network of Hugging Face. Give a folder, a name of the hub, or a model "
                             "file of a network that began as one.")
    refuse_code(content["network_config"], str(path), "its network")
    height, width = content["input_shape"]
    return NetworkFolder(path, dict(content["network_config"]), tuple(content["classes"]),
                         ExpectedPictures((height, width), tuple(content["mean"]), tuple(content["std"])))


def _from_config(values: dict[str, Any], num_labels: int) -> nn.Module:
    transformers = _transformers()
    try:
        with quiet():
            network: nn.Module = transformers.AutoModelForImageClassification.from_config(
                _config(dict(values), num_labels), trust_remote_code=False, dtype=torch.float32)
    except ClasswiseError:
        raise
    except Exception as error:  # settings from outside: transformers' checks of them share no base class
        raise ModelError(f"transformers cannot build a {values.get('model_type')} of these settings: "
                         f"{_first_line(error)}") from error
    return network


def _loaded(config: Mapping[str, Any], num_labels: int,
            given: dict[str, Tensor]) -> tuple[nn.Module, tuple[str, ...], set[str]]:
    """Let transformers put a file's weights, of whichever age, under today's names.

    Returns:
        The network, entries of the file that it has no use for, and those of its own that the file lacks.
    """
    transformers = _transformers()
    made = _config(dict(config), num_labels)
    kind: Any = transformers.AutoModelForImageClassification._model_mapping[type(made)]
    if isinstance(kind, tuple):
        kind = next((one for one in kind if one.__name__ in (made.architectures or ())), kind[0])
    try:
        with quiet():
            network, info = kind.from_pretrained(None, config=made, state_dict=given, dtype=torch.float32,
                                                 ignore_mismatched_sizes=True, output_loading_info=True)
    except Exception as error:  # likewise
        raise ModelError(f"The weights do not fit the {config.get('model_type')} of their folder: "
                         f"{_first_line(error)} Fetch the folder again.") from error
    fresh = {str(name) for name in info["missing_keys"]} | {str(item[0]) for item in info["mismatched_keys"]}
    return network, tuple(sorted(map(str, info["unexpected_keys"]))), fresh


def check_kind(values: Mapping[str, Any]) -> None:
    """Check that transformers has an image classifier of the kind that a config.json names.

    Raises:
        ModelError: It has none.
        DependencyError: transformers is missing.
    """
    transformers = _transformers()
    kind = str(values.get("model_type", ""))
    known = set(transformers.models.auto.modeling_auto.MODEL_FOR_IMAGE_CLASSIFICATION_MAPPING_NAMES)
    if kind not in known:
        others = ", ".join(sorted(known.difference(REFUSED_KINDS)))
        raise ModelError(f"transformers {transformers.__version__} has no image classifier of the kind {kind!r}. Take "
                         f"another network, or a newer transformers. It has: {others}.")


def _config(values: dict[str, Any], num_labels: int) -> Any:
    refuse_code(values, "This network", "its settings")
    values = network_config(values)  # a model file's may hold anything, such as attention by code of the hub
    transformers = _transformers()
    check_kind(values)
    kind = str(values.pop("model_type", ""))
    named = values.get("architectures") or []  # transformers looks through it where a kind has several classifiers
    return transformers.CONFIG_MAPPING[kind].from_dict({**values, "architectures": named, "num_labels": num_labels})


def _head_names(network: nn.Module, num_labels: int) -> tuple[str, ...]:
    """Return the layers with an output a class that are no part of the backbone, the main one first."""
    backbone = f"{getattr(network, 'base_model_prefix', '')}."
    names = []
    for name, module in network.named_modules():
        size = module.out_features if isinstance(module, nn.Linear) else (
            module.out_channels if isinstance(module, nn.Conv2d) else 0)
        if size == num_labels and not name.startswith(backbone):
            names.append(f"network.{name}")
    if not names:
        raise ModelError(f"{type(network).__name__} has no last layer that could be replaced. Take another network.")
    return tuple(names)


def _turn_colours(state: dict[str, Tensor]) -> None:
    """Let a first layer that was trained on blue, green, red take red, green, blue."""
    first = next(name for name, tensor in state.items() if tensor.ndim == 4 and tensor.shape[1] == 3)
    state[first] = state[first].flip(1)


def _transformers() -> Any:
    try:
        import transformers
    except BROKEN_PACKAGE as error:
        raise DependencyError(f"transformers cannot be used: {_first_line(error)} Run: {INSTALL}") from error
    return transformers


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers' reports and progress bars from the console while the block runs."""
    logging = _transformers().utils.logging
    level, shows_bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if shows_bars:
            logging.enable_progress_bar()


def _first_line(error: BaseException) -> str:
    text = str(error).strip().split("\n")[0][:200] or type(error).__name__
    return text if text.endswith(".") else f"{text}."
