"""The model file: weights and all that is needed to use them, as tensors and plain values only.

Nothing in it can run code: it is read with `weights_only=True`. A checkpoint is a model file with what is needed to go
on training under the key "training" (core.training.checkpoint).
"""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.base.errors import ClasswiseError, ModelError, ModelFileError, PlainWeightsError
from core.base.files import atomic_path
from core.base.messages import first_names
from core.base.run_info import BEST_MODEL, LAST_MODEL
from core.base.types import Resize
from core.data.preprocess import Preprocess
from core.model_values import check_values
from core.plain_values import save_plain
from models import MODEL_CLASSES, create_model
from models.elsewhere.names import is_elsewhere, shown_name, version_hint
from models.weights import read_plain

FORMAT_VERSION = 1
PARTS = ("format_version", "model", "state_dict", "classes", "in_channels", "input_shape", "resize", "mean", "std")
"""What no model file is without."""
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
FOREIGN_INPUT_SHAPE = (224, 224)


@dataclass(frozen=True)
class ModelFile:
    """A trained network and all that is needed to use it.

    Attributes:
        model: Registry name of the network, timm:NAME or hf:NAME.
        state_dict: Its weights, on the CPU.
        classes: Class names in index order.
        in_channels: 1 (gray) or 3 (RGB).
        input_shape: (height, width) in pixels.
        resize: How a picture is brought to that shape.
        mean, std: Of the channels, for pixels in 0..1.
        metrics: Figures of the epoch it was saved at, fractions.
        config: The run's settings, resolved.
        versions: Of Python, torch, torchvision and this format.
        dropout: Rate before the last layer; None for the network's own.
        positive_class: For two classes: the one that sensitivity is about.
        threshold: For two classes: score of the positive class from which it is predicted, chosen on val.
        picture_hashes: Short content hashes of the training and val pictures.
        epoch: Epoch it was saved at; 0 before the first.
        network_config: Of an hf network, its config.json's values, so that it is built without its folder.
    """

    model: str
    state_dict: Mapping[str, torch.Tensor]
    classes: tuple[str, ...]
    in_channels: int
    input_shape: tuple[int, int]
    resize: Resize
    mean: tuple[float, ...]
    std: tuple[float, ...]
    metrics: Mapping[str, Any] = field(default_factory=dict)
    config: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    dropout: float | None = None
    positive_class: str | None = None
    threshold: float | None = None
    picture_hashes: tuple[str, ...] = ()
    epoch: int = 0
    network_config: Mapping[str, Any] = field(default_factory=dict)

    @property
    def preprocess(self) -> Preprocess:
        """The one preprocessing of pictures for this network."""
        return Preprocess(self.input_shape, self.resize, self.in_channels, self.mean, self.std)

    @property
    def positive_index(self) -> int | None:
        """Index of the positive class; None where there is none."""
        return self.classes.index(self.positive_class) if self.positive_class in self.classes else None

    def check_network(self) -> None:
        """Check that this program has the network: one of somebody's own is known only where it was added.

        Raises:
            ModelFileError: It has not.
        """
        if self.model not in MODEL_CLASSES and not is_elsewhere(self.model):
            raise ModelFileError(f"The model is of a network called {self.model!r}, which is none of Classwise's. If "
                                 "it is your own, add it to MODEL_CLASSES and go on from that script; see \"A network "
                                 "of your own\" in README.md.")

    def network(self) -> nn.Module:
        """Build the network with these weights, in eval mode, on the CPU.

        Raises:
            ModelFileError: The weights do not fit the network; names the first layers that do not. Or there is no such
                network in this program.
        """
        self.check_network()
        try:
            with torch.random.fork_rng(devices=[]):  # a new network draws weights, which are replaced at once
                network = create_model(self.model, len(self.classes), self.in_channels, self.dropout, self.input_shape,
                                       self.network_config)
            load_weights(network, self.state_dict, self.model)
        except (ModelError, ModelFileError) as error:
            hint = version_hint(self.model, self.versions)
            raise type(error)(f"{error}{hint}", help_topic=error.help_topic) from error
        return network.eval()


def save_model_file(model_file: ModelFile, path: str | Path, extra: Mapping[str, Any] | None = None) -> None:
    """Write a model file, whole or not at all.

    Args:
        model_file: What to write.
        path: Where to; what is there is replaced.
        extra: Further top-level entries, such as a checkpoint's "training".

    Raises:
        OutputError: It cannot be written.
    """
    content: dict[str, Any] = {item.name: getattr(model_file, item.name) for item in fields(model_file)}
    content |= {"format_version": FORMAT_VERSION, "versions": dict(model_file.versions) or current_versions()}
    content |= extra or {}
    with atomic_path(path) as temporary, open(temporary, "wb") as file:
        save_plain(content, file)


def load_model_file(path: str | Path, *, architecture: str | None = None,
                    classes: Sequence[str] | None = None) -> ModelFile:
    """Read a model file, a checkpoint or a run folder's best model; or plain weights with what they lack.

    Args:
        path: A file, or a run folder.
        architecture: Registry name of the network; needed for plain weights only.
        classes: Class names in index order; needed for plain weights only.

    Raises:
        ModelFileError: Missing, damaged, foreign, or would run code when loaded; or of another network or other classes
            than given.
    """
    file = model_path(path)
    content = read_content(file)
    if is_model_content(content):
        model_file = model_file_of(content, file)
        check_given(model_file.model, model_file.classes, file, architecture, classes)
        return model_file
    if architecture is None or classes is None:
        raise PlainWeightsError(f"{file} holds weights without the network's name and the class names. Give "
                                "--architecture NAME and --classes NAME NAME ... (or a file with a name a line).", file)
    return _from_plain_weights(file, architecture, tuple(classes))


def check_given(
    model: str, own_classes: Sequence[str], path: str | Path, architecture: str | None, classes: Sequence[str] | None
) -> None:
    """Refuse a network or classes given with a file that knows its own, where they are others.

    Raises:
        ModelFileError: They are.
    """
    if architecture and shown_name(architecture) != model:
        raise ModelFileError(f"{path} holds a {model}, not a {architecture}. Leave --architecture away.")
    if classes is not None and list(classes) != list(own_classes):
        raise ModelFileError(f"{path} holds its own class names ({first_names(own_classes, 6)}), not "
                             f"{first_names(classes, 6)}. Leave --classes away.")


def model_path(path: str | Path) -> Path:
    """Return the file that a path of a file or of a run folder means.

    Raises:
        ModelFileError: There is none.
    """
    path = Path(path)
    if path.is_dir():
        for name in (BEST_MODEL, LAST_MODEL):
            if (path / name).is_file():
                return path / name
        raise ModelFileError(f"The folder {path} holds neither {BEST_MODEL} nor {LAST_MODEL}. "
                             "Give a run folder or a model file.")
    if not path.is_file():
        raise ModelFileError(f"There is no model file {path}. Give a .pth file or a run folder.")
    return path


def read_content(path: Path, *, lazily: bool = False) -> dict[str, Any]:
    """Read what torch.save wrote, without running anything in it; tensors come to the CPU.

    Args:
        path: The file.
        lazily: See `read_plain`.

    Raises:
        ModelFileError: Damaged, foreign, or would run code when loaded.
    """
    content = read_plain(path, lazily=lazily)
    if not isinstance(content, dict) or not content:
        raise ModelFileError(f"{path} holds no weights (a {type(content).__name__}). Give a model file.")
    return content


def is_model_content(content: Mapping[str, Any]) -> bool:
    """Tell whether a loaded dict is a model file of ours (rather than plain weights)."""
    return "format_version" in content and "state_dict" in content and "classes" in content


def model_file_of(content: Mapping[str, Any], path: Path) -> ModelFile:
    """Return the model file in a dict that was read; `path` is for the error's text.

    Raises:
        ModelFileError: A part is missing or is not what it must be, or a newer Classwise wrote it.
    """
    version = content.get("format_version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise ModelFileError(f"{path} was written by a newer Classwise (format {version}; this one reads up to "
                             f"{FORMAT_VERSION}). Update Classwise.")
    try:
        check_values(content, PARTS)
    except ModelFileError as error:
        raise ModelFileError(f"{path} is damaged: {error} Train or export it again.") from error
    values = {item.name: content[item.name] for item in fields(ModelFile) if item.name in content}
    for name in ("classes", "input_shape", "mean", "std", "picture_hashes"):
        values[name] = tuple(values.get(name, ()))
    values["resize"] = Resize(values["resize"])
    values["network_config"] = dict(values.get("network_config") or {})
    return ModelFile(**values)


def load_weights(network: nn.Module, state_dict: Mapping[str, torch.Tensor], name: str) -> None:
    """Load weights that must fit exactly.

    Raises:
        ModelFileError: Names the first layers that do not fit.
    """
    own = network.state_dict()
    problems = [f"{key} is missing" for key in own if key not in state_dict]
    problems += [f"{key} is unknown" for key in state_dict if key not in own]
    problems += [f"{key} is {tuple(state_dict[key].shape)}, not {tuple(own[key].shape)}" for key in own
                 if key in state_dict and state_dict[key].shape != own[key].shape]
    if problems:
        more = f" and {len(problems) - 3} more" if len(problems) > 3 else ""
        raise ModelFileError(f"The weights do not fit the network {name}: {'; '.join(problems[:3])}{more}.")
    network.load_state_dict(dict(state_dict))


def current_versions() -> dict[str, str]:
    """Return the versions that weights were made with, for the model file."""
    import torchvision  # late: 0.8 s

    return {"python": platform.python_version(), "torch": str(torch.__version__),
            "torchvision": str(torchvision.__version__)}


def _from_plain_weights(path: Path, architecture: str, classes: tuple[str, ...]) -> ModelFile:
    from models.weights import read_state_dict

    try:
        state_dict = read_state_dict(path)
    except ClasswiseError as error:
        raise ModelFileError(str(error)) from error
    if is_elsewhere(architecture):
        return _from_elsewhere(state_dict, architecture, classes)
    return ModelFile(architecture, state_dict, classes, 3, FOREIGN_INPUT_SHAPE, Resize.CROP, IMAGENET_MEAN,
                     IMAGENET_STD)


def _from_elsewhere(state_dict: dict[str, torch.Tensor], architecture: str, classes: tuple[str, ...]) -> ModelFile:
    """Return plain weights of a network of timm or Hugging Face, with what that says about pictures."""
    from models.elsewhere.networks import expected_pictures, portable_config

    pictures = expected_pictures(architecture)
    return ModelFile(shown_name(architecture), state_dict, classes, len(pictures.mean), pictures.input_shape,
                     Resize.CROP, pictures.mean, pictures.std, network_config=portable_config(architecture))
