"""A folder of the Hugging Face form, read as JSON and nothing else: its network, its image processor, its weights.

Nothing in such a folder is executed. Importing this module imports no torch and no transformers.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.base.errors import ModelError, ModelFileError
from core.base.run_info import BEST_MODEL

CONFIG = "config.json"
PROCESSORS = ("preprocessor_config.json", "processor_config.json")
SAFE_WEIGHTS = "model.safetensors"
PICKLED_WEIGHTS = "pytorch_model.bin"
RUNS_CODE = ("auto_map", "custom_pipelines")
REFUSED_KINDS = ("timm_wrapper",)
# What says how a machine computes and who made the network, not what it is; kernels may even be fetched as code.
NOT_THE_NETWORK = ("id2label", "label2id", "num_labels", "dtype", "torch_dtype", "transformers_version",
                   "attn_implementation", "experts_implementation")
DEFAULT_SIDE = 224
MAX_SIDE = 2**14


@dataclass(frozen=True)
class ExpectedPictures:
    """What pictures a network was made for.

    Attributes:
        input_shape: (height, width) in pixels.
        mean, std: Of the channels, for pixels in 0..1.
        is_own_size: The size is part of the network, and the one to take where none is given.
        is_bgr: The colours come blue first.
    """

    input_shape: tuple[int, int]
    mean: tuple[float, ...]
    std: tuple[float, ...]
    is_own_size: bool = True
    is_bgr: bool = False


@dataclass(frozen=True)
class NetworkFolder:
    """What a folder holds.

    Attributes:
        path: The folder.
        config: config.json as plain values that a model file can keep: without labels and traces of the machine.
        labels: The classes that its weights tell apart, in index order; empty where it does not say.
        pictures: What its image processor makes of pictures.
    """

    path: Path
    config: Mapping[str, Any]
    labels: tuple[str, ...]
    pictures: ExpectedPictures


def read_folder(path: Path) -> NetworkFolder:
    """Read what a folder says about its network.

    Raises:
        ModelError: It is no folder of a network, lacks its image processor, or asks for code of its own to be run.
    """
    if not path.is_dir():
        raise ModelError(f"There is no folder {path}. Give a folder with {CONFIG}, {PROCESSORS[0]} and {SAFE_WEIGHTS}, "
                         "or a name of the Hugging Face hub such as google/vit-base-patch16-224.")
    values = _json(path / CONFIG)
    if values is None:
        raise ModelError(f"The folder {path} holds no {CONFIG}, so it is no network of Hugging Face. Give a folder "
                         "that save_pretrained wrote, or that was fetched from the hub.")
    if "architecture" in values and "model_type" not in values:
        raise ModelError(f"The folder {path} holds a network of timm. Give --model timm:{values['architecture']} and "
                         f"--pretrained {path / SAFE_WEIGHTS}.")
    if (path / BEST_MODEL).is_file():
        raise ModelError(f"The folder {path} is a training run's. Give its model file: hf:{path / BEST_MODEL}.")
    processor = _processor(path)
    for name, part in ((CONFIG, values), ("the image processor's settings", processor)):
        refuse_code(part, f"The folder {path}", name)
    labels = values.get("id2label") or {}
    numbered = isinstance(labels, dict) and all(str(number).isdecimal() for number in labels)
    ordered = sorted(labels.items(), key=lambda item: int(item[0])) if numbered else []
    try:
        pictures = expected_pictures(processor, values)
    except (TypeError, ValueError, LookupError, ZeroDivisionError) as error:
        raise ModelError(f"The image processor of the folder {path} cannot be understood ({error}). Fetch it again."
                         ) from error
    return NetworkFolder(path, network_config(values), tuple(str(label) for _, label in ordered), pictures)


def network_config(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a config.json describes the network, as plain JSON values."""
    return {name: _cleaned(value) for name, value in values.items()
            if name not in NOT_THE_NETWORK and not name.startswith(("_", "attn_implementation"))}


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return network_config(value)
    return [_cleaned(item) for item in value] if isinstance(value, (list, tuple)) else value


def refuse_code(values: Mapping[str, Any], who: str, where: str) -> None:
    """Refuse settings that ask for code of the folder to be run, or for a network that transformers has not.

    Raises:
        ModelError: They do; the text names the entry.
    """
    for key in _keys(values):
        if key in RUNS_CODE:
            raise ModelError(f"{who} brings code of its own ({key} in {where}), and nothing from a model's folder is "
                             "ever executed. Take a network that transformers itself has.")
        if key == "quantization_config":
            raise ModelError(f"{who} holds quantized weights ({key} in {where}), which cannot be trained. Take the "
                             "network in full precision.")
    if values.get("model_type") in REFUSED_KINDS:
        raise ModelError(f"{who} wraps a network of timm. Give it as --model timm:NAME.")


def expected_pictures(processor: Mapping[str, Any], config: Mapping[str, Any]) -> ExpectedPictures:
    """Return what an image processor makes of pictures, from its settings.

    Its (value * factor - offset - mean) / std over values 0..255 is told as mean and std for pixels in 0..1.

    Raises:
        TypeError, ValueError, LookupError, ZeroDivisionError: They are not what such settings can be.
    """
    channels = 3
    mean, std = (0.0,) * channels, (1.0,) * channels
    if processor.get("do_normalize", True) and processor.get("image_mean") is not None:
        mean = _per_channel(processor["image_mean"], channels)
        std = _per_channel(processor.get("image_std") or 1.0, channels)
    factor = float(processor.get("rescale_factor") or 1 / 255) if processor.get("do_rescale", True) else 1.0
    offset = 1.0 if processor.get("rescale_offset") and processor.get("do_rescale", True) else 0.0
    white = 255 * factor
    power = 2 if processor.get("include_top") else 1  # EfficientNet divides by std a second time
    pictures = ExpectedPictures(_shape(processor, config), tuple(_rounded((value + offset) / white) for value in mean),
                                tuple(_rounded(value**power / white) for value in std),
                                is_bgr=bool(processor.get("do_flip_channel_order")))
    _check_possible(pictures, channels)
    return pictures


def weights_files(path: Path) -> list[Path]:
    """Return the files of a folder's weights: safetensors, else PyTorch's, each whole or in parts.

    Raises:
        ModelFileError: There are none, or a part is missing.
    """
    for name in (SAFE_WEIGHTS, PICKLED_WEIGHTS):
        if (path / name).is_file():
            return [path / name]
        index = _json(path / f"{name}.index.json")
        if index is not None:
            parts = index.get("weight_map")
            names = sorted(set(map(str, parts.values()))) if isinstance(parts, dict) else []
            for part in names:
                if Path(part).name != part or not (path / part).is_file():
                    raise ModelFileError(f"The folder {path} lacks {part}, a part of its weights. Fetch it again.")
            return [path / part for part in names]
    raise ModelFileError(f"The folder {path} holds no {SAFE_WEIGHTS}. Fetch the network with its weights, or train "
                         "from scratch with --pretrained none.")


def _processor(path: Path) -> dict[str, Any]:
    for name in PROCESSORS:
        values = _json(path / name)
        if values is not None:
            inner = values.get("image_processor")
            return dict(inner) if isinstance(inner, dict) else values
    raise ModelError(f"The folder {path} has no image processor ({PROCESSORS[0]}), which says the size, mean and std "
                     "that its network expects. Fetch that file from where the network comes from.")


def _json(path: Path) -> dict[str, Any] | None:
    """Return a file's JSON object; None where there is no file."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ModelError(f"Cannot read {path}: {error.strerror or error}.") from error
    except ValueError as error:
        raise ModelError(f"{path} is not JSON ({error}). Fetch it again.") from error
    if not isinstance(values, dict):
        raise ModelError(f"{path} must hold a JSON object; it holds a {type(values).__name__}. Fetch it again.")
    return values


def _keys(values: Any) -> Iterator[str]:
    if isinstance(values, Mapping):
        for key, value in values.items():
            yield str(key)
            yield from _keys(value)
    elif isinstance(values, (list, tuple)):
        for value in values:
            yield from _keys(value)


def _shape(processor: Mapping[str, Any], config: Mapping[str, Any]) -> tuple[int, int]:
    crop = processor.get("crop_size")
    cuts = crop is not None and processor.get("do_center_crop", True)
    size: Any = crop if cuts else processor.get("size") or config.get("image_size") or DEFAULT_SIDE
    if isinstance(size, Mapping):
        side = size.get("shortest_edge") or size.get("longest_edge") or DEFAULT_SIDE
        return int(size.get("height") or side), int(size.get("width") or side)
    if isinstance(size, (list, tuple)):
        return int(size[0]), int(size[-1])
    return int(size), int(size)


def _check_possible(pictures: ExpectedPictures, channels: int) -> None:
    """Check that pictures can be made so.

    Raises:
        ValueError: They cannot.
    """
    if not all(1 <= side <= MAX_SIDE for side in pictures.input_shape):
        raise ValueError(f"pictures of {pictures.input_shape[0]} x {pictures.input_shape[1]} pixels")
    for name, values in (("image_mean", pictures.mean), ("image_std", pictures.std)):
        if len(values) != channels or not all(map(math.isfinite, values)):
            raise ValueError(f"{name} must be {channels} numbers")
    if not all(value > 0 for value in pictures.std):
        raise ValueError("image_std must be above 0")


def _per_channel(value: Any, channels: int) -> tuple[float, ...]:
    return tuple(map(float, value)) if isinstance(value, (list, tuple)) else (float(value),) * channels


def _rounded(value: float) -> float:
    """Take back what dividing by 255 * (1 / 255) cost: 0.5 stays 0.5."""
    return round(value, 9)
