"""torchvision's pretrained weights: which there are, which of them lie in the weights folder, import of a file.

Every fact about them (address, mean and standard deviation, size of the pictures) is torchvision's own, asked for when
needed; importing this module imports no torch. `models.download` fetches them.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from core.base.errors import ModelError, ModelFileError
from core.base.files import atomic_path
from core.base.moved_places import WEIGHTS_FOLDER, WEIGHTS_MIRROR, moved_place
from models.factory import import_module
from models.registry import MODEL_CLASSES, check_name

FOLDER_VARIABLE = "CLASSWISE_WEIGHTS"
MIRROR_VARIABLE = "CLASSWISE_WEIGHTS_MIRROR"
CLEARLY_SHORT = 0.98
"""A file of less than this share of the size that it should have was cut off, as in a broken copy."""
SIZE_ROUNDING = 2**20 // 1000  # torchvision tells sizes in MiB with three digits behind the point
HASH_IN_NAME = re.compile(r"-([0-9a-f]{8,64})\.pth$")
# What torchvision's files are called more than their network, and those called otherwise altogether.
ADDED_TO_NAME = re.compile(r"(-owt|_rwightman|_lukemelas|_google|_top1_[\d.]+|(_lc)?_swag|_features-amdegroot)$")
OTHER_NAMES = {"shufflenetv2_x0_5": "shufflenet_v2_x0_5", "shufflenetv2_x1": "shufflenet_v2_x1_0",
               "shufflenetv2_x1_5": "shufflenet_v2_x1_5", "shufflenetv2_x2_0": "shufflenet_v2_x2_0"}

# torchvision's weights of these two expect the network to turn ImageNet's mean and std into 0.5 (transform_input).
# Networks are built without that (models.factory), so it is carried by mean and std:
# (p - 0.485) / 0.229 * (0.229 / 0.5) + (0.485 - 0.5) / 0.5 = (p - 0.5) / 0.5.
TRANSFORMED_INPUT = ("googlenet", "inception_v3")


class DamagedWeightsError(ModelFileError):
    """A file in the weights folder is not what its name says.

    Attributes:
        model: Registry name of its network, whose weights can be fetched anew.
    """

    def __init__(self, message: str, model: str) -> None:
        super().__init__(message)
        self.model = model


@dataclass(frozen=True)
class PretrainedWeights:
    """One file of pretrained weights.

    Attributes:
        model: Registry name of the network.
        file_name: Such as "resnet18-f37072fd.pth".
        url: Where torchvision has it.
        num_bytes: Its size, as torchvision tells it (rounded).
        hash_prefix: First hexadecimal digits of its SHA-256, from its name.
        mean, std: Of the channels, for pixels in 0..1, that the weights expect.
        input_shape: (height, width) of the pictures that they were judged with.
        is_default: They are the ones that torchvision recommends.
        path: Where the file lies in the weights folder; None where it does not.
    """

    model: str
    file_name: str
    url: str
    num_bytes: int
    hash_prefix: str
    mean: tuple[float, ...]
    std: tuple[float, ...]
    input_shape: tuple[int, int]
    is_default: bool
    path: Path | None

    @property
    def is_damaged(self) -> bool:
        """Whether the file in the weights folder has not the size that it should have, as after a broken copy.

        A right size is no proof: `verify` reads the whole file.
        """
        if self.path is None or not self.num_bytes:
            return False
        try:
            return abs(self.path.stat().st_size - self.num_bytes) > SIZE_ROUNDING
        except OSError:
            return True


def weights_folder() -> Path:
    """Return the folder of pretrained weights; it may not exist yet.

    It lies in the user's data, unless the environment variable CLASSWISE_WEIGHTS moves it, or else the preferences.
    """
    moved = os.environ.get(FOLDER_VARIABLE) or moved_place(_data_folder(), WEIGHTS_FOLDER)
    return Path(moved).expanduser() if moved else _data_folder() / "weights"


def weights_mirror() -> str:
    """Return the server that weights are fetched from in place of torchvision's own; empty for that.

    It is that of the environment variable CLASSWISE_WEIGHTS_MIRROR, or else of the preferences.
    """
    return os.environ.get(MIRROR_VARIABLE) or moved_place(_data_folder(), WEIGHTS_MIRROR)


def installed_networks(*, only_whole: bool = False) -> frozenset[str]:
    """Return the networks whose weights lie in the weights folder, by the names of the files; torch is not imported.

    Args:
        only_whole: Leave out those whose file was clearly cut short.
    """
    folder = weights_folder()
    files = [(network_of(path.name), path) for path in folder.glob("*.pth")] if folder.is_dir() else []
    return frozenset(name for name, path in files if name and not (only_whole and _is_cut_short(path, name)))


def network_of(file_name: str) -> str:
    """Return the network that a file of torchvision's weights is for, by its name; empty where there is none."""
    match = HASH_IN_NAME.search(file_name)
    if match is None:
        return ""
    stem = ADDED_TO_NAME.sub("", file_name[: match.start()]).replace(".", "_")
    name = OTHER_NAMES.get(stem, stem)
    return name if name in MODEL_CLASSES else ""


def list_weights(*, only_installed: bool = False, every: bool = False) -> list[PretrainedWeights]:
    """Return the pretrained weights of all networks, in the order of MODEL_CLASSES.

    Args:
        only_installed: Leave out what is not in the weights folder.
        every: Also those that torchvision does not recommend (any more), where they are installed or not. Without it,
            they are given only where they are installed.
    """
    found = [weights for name in MODEL_CLASSES for weights in weights_of(name)]
    return [weights for weights in found
            if weights.path is not None or (not only_installed and (every or weights.is_default))]


def weights_of(name: str) -> list[PretrainedWeights]:
    """Return a network's pretrained weights, the recommended ones first; an empty list where there are none.

    Raises:
        ModelError: There is no network of that name.
        DependencyError: torchvision is missing or does not go with torch.
    """
    return sorted(_weights_of(name), key=lambda weights: not weights.is_default)


def default_weights(name: str) -> PretrainedWeights:
    """Return the pretrained weights that torchvision recommends for a network.

    Raises:
        ModelError: There is no network of that name, or there are no pretrained weights for it.
    """
    for weights in weights_of(name):
        return weights
    raise ModelError(f"There are no pretrained weights for {name}. Train it from scratch, or give a file of weights.")


def find_installed(name: str) -> PretrainedWeights | None:
    """Return a network's weights that lie in the weights folder (the recommended ones if they do), or None.

    Raises:
        ModelError: There is no network of that name.
    """
    return next((weights for weights in weights_of(name) if weights.path is not None), None)


def import_file(path: str | Path) -> PretrainedWeights:
    """Copy a file of torchvision's weights, fetched elsewhere, into the weights folder.

    Raises:
        ModelFileError: It is missing, damaged (its content's hash is not the one in its name), or its name is none of
            torchvision's.
        OutputError: The weights folder cannot be written.
    """
    path = Path(path)
    if not path.is_file():
        raise ModelFileError(f"There is no file {path}. Give a file of torchvision's weights, such as "
                             "resnet18-f37072fd.pth.")
    verify(path)
    found = next((weights for name in MODEL_CLASSES for weights in weights_of(name)
                  if weights.file_name == path.name), None)
    if found is None:
        raise ModelFileError(f"{path.name} is none of the weights of the torchvision that is installed. To start from "
                             f"it all the same, name it when training: --pretrained {path}")
    target = weights_folder() / path.name
    if not (target.exists() and target.samefile(path)):
        with atomic_path(target) as temporary:
            shutil.copyfile(path, temporary)
    return next(weights for weights in weights_of(found.model) if weights.file_name == path.name)


def verify(path: Path, expected: str | None = None) -> None:
    """Check that a file's SHA-256 begins with the digits in its name.

    Args:
        path: The file.
        expected: The digits, where the name is not the final one.

    Raises:
        ModelFileError: It does not, the name has no such digits, or the file cannot be read.
    """
    if expected is None:
        match = HASH_IN_NAME.search(path.name)
        if match is None:
            raise ModelFileError(f"{path.name} has no hash in its name, as in resnet18-f37072fd.pth, so that it cannot "
                                 f"be checked. To start from it, name it when training: --pretrained {path}")
        expected = match.group(1)
    found = sha256_of(path)
    if not found.startswith(expected):
        raise ModelFileError(f"{path} is damaged or incomplete: its SHA-256 should begin with {expected}, but begins "
                             f"with {found[:len(expected)]}. Download it again.")


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal.

    Raises:
        ModelFileError: It cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelFileError(f"Cannot read {path}: {error.strerror or error}.") from error


def _is_cut_short(path: Path, name: str) -> bool:
    try:
        return path.stat().st_size < CLEARLY_SHORT * MODEL_CLASSES[name].weights_mb * 1e6
    except OSError:
        return True


def _data_folder() -> Path:
    data = os.environ.get("CLASSWISE_DATA") or platformdirs.user_data_dir("Classwise", appauthor=False)
    return Path(data)


def _weights_of(name: str) -> Iterator[PretrainedWeights]:
    spec = check_name(name)
    if not spec.weights:
        return
    enum_name, _, default_name = spec.weights.partition(".")
    members = getattr(import_module("torchvision.models"), enum_name, None)
    if members is None:  # a torchvision older than this network
        return
    default = getattr(members, default_name)
    for member in members:
        file_name = member.url.rsplit("/", 1)[-1]
        match = HASH_IN_NAME.search(file_name)
        if match is None:
            continue
        mean, std, input_shape = _expected_pictures(name, member)
        path = weights_folder() / file_name
        yield PretrainedWeights(name, file_name, member.url, int(member.meta.get("_file_size", 0) * 2**20),
                                match.group(1), mean, std, input_shape, member is default,
                                path if path.is_file() else None)


def _expected_pictures(name: str, member: Any) -> tuple[tuple[float, ...], tuple[float, ...], tuple[int, int]]:
    transforms = member.transforms()
    crop = [int(side) for side in transforms.crop_size]
    input_shape = (crop[0], crop[-1])
    if name in TRANSFORMED_INPUT:
        return (0.5,) * 3, (0.5,) * 3, input_shape
    return tuple(map(float, transforms.mean)), tuple(map(float, transforms.std)), input_shape
