"""Weights in files: reading them safely, and loading them into a network whose last layer may be another."""

import pickle
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.base.errors import ModelError, ModelFileError
from models import surgery
from models.elsewhere.names import require

WRAPPERS = ("state_dict", "model_state_dict", "model")
PREFIXES = ("module.", "_orig_mod.")  # of DataParallel and of torch.compile
NUM_NAMED = 4
POSITIONS = ("pos_embedding", "position_embeddings", "pos_embed")
PREFIX_TOKENS = (1, 2, 0)  # before the patches' positions: a class token, one more for distillation, none
SAFETENSORS = ".safetensors"

# Names in torchvision's own files that its builders rename while loading.
OLD_NAMES = (
    (re.compile(r"^(.*denselayer\d+\.(?:norm|conv))\.([12]\..*)$"), r"\1\2"),
    (re.compile(r"^(.*encoder_layer_\d+\.mlp)\.linear_1\.(.*)$"), r"\1.0.\2"),
    (re.compile(r"^(.*encoder_layer_\d+\.mlp)\.linear_2\.(.*)$"), r"\1.3.\2"),
)


@dataclass(frozen=True)
class LoadReport:
    """What became of weights that were loaded, by the names of the network's layers.

    Attributes:
        loaded: Layers that have the file's weights.
        replaced: Last layers that stayed fresh, because the classes are others.
        missing: Layers of auxiliary heads that the file lacks; they stayed fresh.
        unexpected: Layers of the file that the network does not have (auxiliary heads only).
        adapted: Layers, among the loaded, whose weights were fitted: the first one to another number of channels, a
            vision transformer's positions to another size of the pictures.
    """

    loaded: tuple[str, ...]
    replaced: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    adapted: tuple[str, ...] = ()

    def summary(self) -> str:
        """Return one sentence for people."""
        parts = [f"{len(self.loaded)} layers loaded"]
        for names, text in ((self.adapted, "fitted"), (self.replaced, "fresh for the new classes"),
                            (self.missing, "fresh, not in the file"), (self.unexpected, "in the file but not used")):
            if names:
                parts.append(f"{_some(names)} {text}")
        return "; ".join(parts) + "."


def read_state_dict(path: str | Path) -> dict[str, Tensor]:
    """Read a file of weights without running anything in it.

    A state_dict may stand alone or under "state_dict", "model_state_dict" or "model". What DataParallel and
    torch.compile put before every name is taken away, torchvision's old names become today's, and counters of batches
    that old files lack are added.

    Args:
        path: A file that torch.save wrote, or a .safetensors file.

    Returns:
        Tensors on the CPU, by name.

    Raises:
        ModelFileError: The file is missing, damaged, foreign, or holds something that could run code.
        DependencyError: It is a .safetensors file, and the package safetensors is missing.
    """
    content = _read_safetensors(Path(path)) if Path(path).suffix == SAFETENSORS else read_plain(Path(path))
    state = _tensors(content)
    if not state:
        raise ModelFileError(f"{path} holds no weights. Give a file that holds a state_dict.")
    while prefix := next((prefix for prefix in PREFIXES if all(name.startswith(prefix) for name in state)), ""):
        state = {name.removeprefix(prefix): tensor for name, tensor in state.items()}
    state = {_today(name): tensor for name, tensor in state.items()}
    for name in [name for name in state if name.endswith(".running_mean")]:
        state.setdefault(name.replace("running_mean", "num_batches_tracked"), torch.tensor(0))
    return state


def load_backbone(model: nn.Module, state: Mapping[str, Tensor], *, classes_match: bool) -> LoadReport:
    """Load weights into a network; its last layers stay fresh where the classes are others.

    Every other layer must be in both, with the same shape. Two things are fitted: the first layer to another number of
    channels, and a vision transformer's positions to pictures of another size (bicubic, as torchvision's
    interpolate_embeddings).

    Args:
        model: The network, changed in place; untouched where the weights do not fit.
        state: Tensors by name, as `read_state_dict` gives them.
        classes_match: The weights were made for the same classes in the same order, so that the last layers are
            loaded too (unless their number of outputs differs).

    Returns:
        What was loaded and what was not.

    Raises:
        ModelError: The weights do not fit; the text names the layers.
    """
    usable, report = _fitted(model, state, classes_match=classes_match)
    model.load_state_dict(usable, strict=False)
    return report


def check_backbone(model: nn.Module, state: Mapping[str, Tensor]) -> None:
    """Check that weights fit all layers of a network but its last ones; it may be on "meta", without memory.

    Raises:
        ModelError: They do not; the text names the layers.
    """
    _fitted(model, state, classes_match=False)


def read_plain(path: Path, *, lazily: bool = False) -> Any:
    """Return what a file of torch.save holds: tensors and plain values only.

    Args:
        path: The file.
        lazily: Leave the tensors' numbers in the file until they are looked at, for a look at the rest; the file stays
            open as long as the tensors are there.

    Raises:
        ModelFileError: The file is missing, damaged, foreign, or holds something that could run code.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about protocols and TorchScript; what cannot be read fails anyway
            # Files of old torch versions are no archives, and only read whole.
            return torch.load(path, map_location="cpu", weights_only=True, mmap=lazily and zipfile.is_zipfile(path))
    except FileNotFoundError as error:
        raise ModelFileError(f"There is no file {path}. Give a file of weights (.pth).") from error
    except OSError as error:
        raise ModelFileError(f"Cannot read {path}: {error.strerror or error}. Give a file of weights.") from error
    except pickle.UnpicklingError as error:
        if re.search(r"unsupported (global|class|function)", str(error), re.IGNORECASE):
            raise ModelFileError(f"{path} holds more than weights and could run code when it is opened, so it was not. "
                                 "Save its state_dict alone, with torch.save(model.state_dict(), file).") from error
        raise ModelFileError(f"{path} is damaged or is no file of weights. Copy or fetch it again.") from error
    except RuntimeError as error:
        if "TorchScript" in str(error):
            raise ModelFileError(f"{path} is a TorchScript program, not weights. Save its state_dict alone.") from error
        raise ModelFileError(f"{path} is cut short or damaged. Copy or fetch it again.") from error
    except (EOFError, ValueError, LookupError, TypeError, AttributeError, AssertionError, zipfile.BadZipFile) as error:
        raise ModelFileError(f"{path} is cut short or damaged. Copy or fetch it again.") from error


def _read_safetensors(path: Path) -> dict[str, Tensor]:
    require(("safetensors",), f"The file {path.name}")
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return dict(load_file(path, device="cpu"))
    except FileNotFoundError as error:
        raise ModelFileError(f"There is no file {path}. Give a file of weights.") from error
    except OSError as error:
        raise ModelFileError(f"Cannot read {path}: {error.strerror or error}. Give a file of weights.") from error
    except (SafetensorError, ValueError) as error:
        raise ModelFileError(f"{path} is cut short or damaged. Copy or fetch it again.") from error


def _fitted(model: nn.Module, state: Mapping[str, Tensor], *,
            classes_match: bool) -> tuple[dict[str, Tensor], LoadReport]:
    """Return what of some weights a network takes, fitted to it, and what becomes of all; see `load_backbone`."""
    own = model.state_dict()
    given = dict(state)
    heads = surgery.head_names(model)
    replaced = [head for head in heads if not classes_match or _is_lacking(head, given)
                or _other_shape(head, own, given)]
    adapted = [name.removesuffix(".weight") for name in _adapt(model, own, given)]
    auxiliary = surgery.auxiliary_names(model)
    absent = [prefix for prefix in auxiliary if _is_lacking(prefix, given)]
    missing = [name for name in own if _is_under(name, absent) and not _is_under(name, replaced)]
    surplus = [name for name in given if name not in own and _is_under(name, surgery.AUXILIARY_NAMES)]
    usable = _without(given, [*replaced, *surplus])
    _check_fit(type(model).__name__, _without(own, [*replaced, *absent]), usable)
    _check_numbers(usable)
    return usable, LoadReport(_layers(usable), tuple(replaced), _layers(missing), _layers(surplus), tuple(adapted))


def _tensors(content: Any) -> dict[str, Tensor]:
    """Return the tensors of a state_dict or of one that is wrapped."""
    if not isinstance(content, Mapping):
        return {}
    for wrapper in WRAPPERS:
        if isinstance(content.get(wrapper), Mapping):
            return _tensors(content[wrapper])
    return {name: tensor for name, tensor in content.items() if isinstance(name, str) and isinstance(tensor, Tensor)}


def _today(name: str) -> str:
    for pattern, replacement in OLD_NAMES:
        name = pattern.sub(replacement, name)
    return name


def _adapt(model: nn.Module, own: Mapping[str, Tensor], given: dict[str, Tensor]) -> list[str]:
    """Fit the first layer's channels and a vision transformer's positions in `given`; return their names."""
    adapted = []
    first = f"{surgery.first_convolution(model)}.weight"
    if first in own and first in given and _differ_in(own[first], given[first], 1):
        given[first] = surgery.adapted_kernels(given[first], own[first].shape[1])
        adapted.append(first)
    for name in [name for name in own if name.endswith(POSITIONS) and name in given]:
        fitted = _fitted_positions(given[name], own[name].shape[1]) if _differ_in(own[name], given[name], 1) else None
        if fitted is not None:
            given[name] = fitted
            adapted.append(name)
    return adapted


def _fitted_positions(positions: Tensor, length: int) -> Tensor | None:
    """Return positions [1, t + n * n, D] of t tokens and n x n patches for `length` - t patches, or None."""
    for tokens in PREFIX_TOKENS:
        old_side, new_side = (round(max(0, count - tokens) ** 0.5) for count in (positions.shape[1], length))
        if 0 in (old_side, new_side) or (old_side**2 + tokens, new_side**2 + tokens) != (positions.shape[1], length):
            continue
        square = positions[:, tokens:].permute(0, 2, 1).reshape(1, -1, old_side, old_side)
        square = functional.interpolate(square, size=(new_side, new_side), mode="bicubic", align_corners=True)
        return torch.cat([positions[:, :tokens], square.flatten(2).permute(0, 2, 1)], dim=1)
    return None


def _check_fit(network: str, own: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> None:
    missing = [f"{layer} is missing" for layer in _layers(name for name in own if name not in given)]
    unknown = [f"{layer} is unknown" for layer in _layers(name for name in given if name not in own)]
    shapes = [f"{name} is {_shape(given[name])} instead of {_shape(own[name])}" for name in own
              if name in given and given[name].shape != own[name].shape]
    problems = [*shapes, *missing, *unknown]
    if problems:
        raise ModelError(f"The weights do not fit the network {network}: {_some(problems)}. "
                         "Choose the network that they were made with.", help_topic="weights-do-not-fit")


def _check_numbers(given: Mapping[str, Tensor]) -> None:
    for name, tensor in given.items():
        if tensor.is_floating_point() and bool(tensor.isnan().any()):
            raise ModelError(f"The weights hold values that are not numbers (nan, in {name}): they are damaged, or of "
                             "a training that failed. Take others.", help_topic="weights-do-not-fit")


def _is_lacking(layer: str, given: Mapping[str, Tensor]) -> bool:
    return not any(_is_under(name, [layer]) for name in given)


def _other_shape(head: str, own: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> bool:
    names = [name for name in own if _is_under(name, [head])]
    return any(name in given and _differ_in(own[name], given[name], 0) for name in names)


def _differ_in(first: Tensor, second: Tensor, dimension: int) -> bool:
    """Return whether two shapes differ in this dimension and in no other."""
    if first.dim() != second.dim():
        return False
    return [i for i in range(first.dim()) if first.shape[i] != second.shape[i]] == [dimension]


def _is_under(name: str, layers: Iterable[str]) -> bool:
    return any(name == layer or name.startswith(f"{layer}.") for layer in layers)


def _without(state: Mapping[str, Tensor], layers: list[str]) -> dict[str, Tensor]:
    return {name: tensor for name, tensor in state.items() if not _is_under(name, layers)}


def _layer(name: str) -> str:
    return name.rpartition(".")[0] or name


def _layers(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_layer(name) for name in names))


def _shape(tensor: Tensor) -> str:
    return "x".join(map(str, tensor.shape)) or "a number"


def _some(texts: Iterable[str]) -> str:
    texts = list(texts)
    more = f" and {len(texts) - NUM_NAMED} more" if len(texts) > NUM_NAMED else ""
    return ", ".join(texts[:NUM_NAMED]) + more
