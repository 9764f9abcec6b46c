"""Places that the user moved: one small file in the user's data folder, which window and command line both read.

An environment variable goes over it, so that a cluster's job or a test can have places of its own.
"""

from pathlib import Path

from core.base.files import read_json, write_json
from core.base.messages import Message, message

PLACES = "places.json"
SERVER = message("The server of the weights")
MIRROR_SCHEMES = ("http://", "https://", "file://")
"""How its address begins."""
WEIGHTS_FOLDER, CACHE_FOLDER, WEIGHTS_MIRROR = "weights_folder", "cache_folder", "weights_mirror"


def moved_place(data_folder: Path, name: str) -> str:
    """Return where something was moved to; empty where it was not."""
    return _read(data_folder / PLACES).get(name, "")


def mirror_problem(address: str, name: str = SERVER) -> Message | None:
    """Return what is wrong with the address of a server of weights, in one sentence; None where it can be used.

    Args:
        address: As the user gave it; empty for torchvision's own server.
        name: What the sentence calls it, such as an option.
    """
    if not address or address.startswith(MIRROR_SCHEMES):
        return None
    return message("{name} must begin with http://, https:// or file://; got {given}.", name=name, given=address)


def move_place(data_folder: Path, name: str, place: str) -> None:
    """Move something; an empty text moves it back. Files that lie in the old place stay there.

    Raises:
        OutputError: The file cannot be written.
    """
    places = _read(data_folder / PLACES)
    places.pop(name, None)
    if place:
        places[name] = place
    write_json(data_folder / PLACES, places)


def _read(path: Path) -> dict[str, str]:
    return {name: value for name, value in read_json(path).items() if isinstance(value, str)}
