"""What the preferences dialog edits: the names of the settings, and what it is told to choose from. Knows no Qt."""

from dataclasses import dataclass

LANGUAGE, NUMBERS, THEME, SCALE, AWAKE = "language", "number_format", "theme", "scale", "keep_awake"
INTERVAL, LOOP, SHUFFLE, UNKNOWN = "interval_s", "loop", "shuffle", "unknown_below"
DEVICE, THREADS, CACHE = "device", "num_threads", "cache"
CACHE_LIMIT, CACHE_FOLDER = "cache_limit_gb", "cache_folder"
WEIGHTS_FOLDER, WEIGHTS_MIRROR = "weights_folder", "weights_mirror"


@dataclass(frozen=True)
class Place:
    """A folder or an address that the preferences may move.

    Attributes:
        path: Where it is now; an address may be empty.
        is_moved: It is not the default.
        fixed_by: Name of the environment variable that decides; empty where the preferences do.
    """

    path: str
    is_moved: bool = False
    fixed_by: str = ""


@dataclass(frozen=True)
class CacheUse:
    """What the disk cache of decoded pictures holds.

    Attributes:
        num_pictures: Pictures.
        num_bytes: Their size on disk.
    """

    num_pictures: int
    num_bytes: int


@dataclass(frozen=True)
class WeightsRow:
    """One network's pretrained weights.

    Attributes:
        model: Registry name.
        num_bytes: Size of the file.
        is_installed: It lies in the weights folder.
        is_damaged: What lies there has not the size that it should have.
    """

    model: str
    num_bytes: float
    is_installed: bool
    is_damaged: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether there is nothing to download."""
        return self.is_installed and not self.is_damaged
