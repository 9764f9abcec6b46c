"""Names of networks from elsewhere: timm:NAME and hf:FOLDER_OR_NAME; importing this module imports no torch."""

import importlib.util
import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from core.base.errors import DependencyError, ModelError

TIMM = "timm"
HUGGING_FACE = "hf"
PACKAGES: dict[str, tuple[str, ...]] = {TIMM: ("timm",), HUGGING_FACE: ("transformers", "safetensors")}
INSTALL = "python -m pip install -r requirements-hub.txt"
TIMM_NAME = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_-]+)?")
HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def is_elsewhere(name: str) -> bool:
    """Tell whether a network's name is one of timm's or Hugging Face's, by its prefix."""
    return name.partition(":")[0] in PACKAGES and ":" in name


def parted(name: str) -> tuple[str, str]:
    r"""Return the prefix and what follows it; only the first colon parts them, so that hf:C:\folder is whole.

    Raises:
        ModelError: Nothing follows, or it cannot be a name of timm's.
    """
    prefix, _, rest = name.partition(":")
    rest = rest.strip().strip('"')
    if prefix == HUGGING_FACE and not rest:
        raise ModelError("hf: needs a folder or a name behind it, such as hf:C:\\networks\\vit-large or "
                         "hf:google/vit-base-patch16-224.")
    if prefix == TIMM and not TIMM_NAME.fullmatch(rest):
        raise ModelError(f"timm: needs the name of one of timm's networks behind it, such as timm:resnet26; got "
                         f"{rest!r}. A folder or a name of the Hugging Face hub follows hf:.")
    return prefix, rest


def check_elsewhere(name: str) -> None:
    """Check what can be known of a name without opening anything: its form, and that its package is installed.

    Raises:
        ModelError: It has not the form.
        DependencyError: timm or transformers is missing.
    """
    prefix, _ = parted(name)
    require(PACKAGES[prefix], f"The network {name}")


def require(packages: Sequence[str], who: str) -> None:
    """Check that packages are installed, without importing them.

    Raises:
        DependencyError: Names the first that is not, and the command that installs it.
    """
    for package in packages:
        if importlib.util.find_spec(package) is None:
            raise DependencyError(f"{who} needs the package {package}, which is not installed. Run: {INSTALL}")


def shown_name(name: str) -> str:
    r"""Return a name as it is shown and kept in model files: hf:FOLDER without what leads to the folder.

    A name of the registry or of timm is itself; "hf:C:\networks\vit-large" and "hf:owner/vit-large" are "hf:vit-large".
    """
    prefix, _, rest = name.partition(":")
    if prefix != HUGGING_FACE or not rest:
        return name
    parts = [part for part in re.split(r"[\\/]", rest) if part]
    if len(parts) > 1 and parts[-1].endswith(".pth"):
        parts.pop()  # a model file is called by its run
    return f"{prefix}:{parts[-1] if parts else rest}"


def with_absolute_path(name: str) -> str:
    """Return hf:FOLDER with the folder's absolute path, where it exists; other names as they are."""
    prefix, _, rest = name.partition(":")
    path = Path(rest).expanduser() if prefix == HUGGING_FACE and rest else None
    return f"{prefix}:{path.absolute()}" if path is not None and path.exists() else name


def package_versions(name: str) -> dict[str, str]:
    """Return the version of the package that a network comes from, for its model file; empty for the registry's."""
    prefix = name.partition(":")[0]
    package = PACKAGES[prefix][0] if is_elsewhere(name) else ""
    return {package: metadata.version(package)} if package else {}


def version_hint(name: str, versions: object) -> str:
    """Return what to say where a network does not fit its model file: its package may have another version now."""
    now = package_versions(name)
    for package, version in now.items():
        before = versions.get(package) if isinstance(versions, dict) else None
        if before and before != version:
            return (f" It was made with {package} {before}, and {version} is installed: "
                    f"python -m pip install {package}=={before} opens it.")
    return ""
