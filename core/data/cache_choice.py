"""Whether decoded pictures are kept, where, and how much of it: by the facts of the data and the machine."""

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from core.base.files import explained_os_errors, read_json, write_json
from core.base.types import Resize, Sample, Splits
from core.config import TrainConfig, pair
from core.data.disk_cache import DiskCache
from core.data.images import jpeg_divisor
from core.data.pack_store import pictures_folder
from core.data.picture_cache import MemoryCache, NoCache, PictureCache
from core.data.preprocess import Preprocess
from core.data.scan import PictureFacts
from core.data.transforms import Augmentation
from core.memory import available_memory, free_disk
from core.process import num_local_processes

GB = 1e9
MEMORY_SHARE = 0.25
DISK_SHARE = 0.1
LARGEST_DISK_LIMIT = 50 * GB
LIMIT_FILE = "limit.json"
# A picture that is read from disk instead of being decoded must be far smaller than what it was decoded from.
WORTHWHILE_ON_DISK = 4.0


def memory_limit(cache_gb: float = 0.0) -> int:
    """Return the bytes that the cache may take in memory: as given, else a quarter of what is free.

    Processes of one machine share it.
    """
    return int(cache_gb * GB if cache_gb else available_memory() * MEMORY_SHARE) // num_local_processes()


def disk_limit(cache_gb: float = 0.0) -> int:
    """Return the bytes that the cache may take on disk: as given, but no more than is allowed for all runs."""
    allowed = allowed_on_disk()
    return min(allowed, int(cache_gb * GB)) if cache_gb else allowed


def allowed_on_disk() -> int:
    """Return the bytes that all runs together may keep: what was set, else a tenth of the free disk, 50 GB at most."""
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return int(read_json(pictures_folder() / LIMIT_FILE)["bytes"])
    return int(min(LARGEST_DISK_LIMIT, free_disk(pictures_folder()) * DISK_SHARE))


def allow_on_disk(num_bytes: int) -> None:
    """Set how much all runs together may keep on disk.

    Raises:
        OutputError: The cache folder cannot be written.
    """
    write_json(pictures_folder() / LIMIT_FILE, {"bytes": num_bytes})


def allow_default_on_disk() -> None:
    """Forget what was set; see `allowed_on_disk`.

    Raises:
        OutputError: The cache folder cannot be written.
    """
    path = pictures_folder() / LIMIT_FILE
    with explained_os_errors(path):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def opened_cache(config: TrainConfig) -> Iterator[PictureCache]:
    """Open the cache of a run's resolved settings."""
    if config.cache == "disk":
        with DiskCache(disk_limit(config.cache_gb)) as cache:
            yield cache
    elif config.cache == "ram":
        yield MemoryCache(memory_limit(config.cache_gb))
    else:
        yield NoCache()


def choose(config: TrainConfig, splits: Splits, facts: Mapping[str, PictureFacts]) -> tuple[str, str]:
    """Return which cache suits a run, "ram", "disk" or "off", and why.

    Args:
        config: The settings, all but `cache` resolved.
        splits: The pictures.
        facts: Their sizes, by path.
    """
    if config.epochs == 1:
        return "off", "each picture is read once"
    channels, shape = int(config.in_channels), pair(config.input_shape)
    # Only sizes matter here, not colours.
    preprocess = Preprocess(shape, Resize(config.resize), channels, (0.5,) * channels, (1.0,) * channels)
    varying = Augmentation.of(config, preprocess)
    needed, decoded = 0, 0
    for split, augmentation in ((splits.train, varying), (splits.val, Augmentation("none", preprocess))):
        for (form, height, width), count in _sizes(split, facts).items():
            needed += count * kept_bytes(form, height, width, augmentation)
            decoded += count * height * width * channels
    in_memory, on_disk = memory_limit(config.cache_gb), disk_limit(config.cache_gb)
    size = f"the decoded pictures take {needed / GB:.1f} GB"
    if needed <= in_memory:
        return "ram", f"{size} of {in_memory / GB:.1f} GB of memory allowed"
    if decoded > WORTHWHILE_ON_DISK * needed and needed <= on_disk:
        return "disk", f"{size} of {on_disk / GB:.1f} GB on disk allowed, and come from far larger ones"
    return "off", f"{size}; allowed are {in_memory / GB:.1f} GB of memory"


def _sizes(samples: Sequence[Sample], facts: Mapping[str, PictureFacts]) -> Counter[tuple[str, int, int]]:
    """Return how many pictures there are of each format, height and width; most sets have few."""
    return Counter((one.format, one.height, one.width) for one in (facts[sample.path] for sample in samples))


def kept_bytes(form: str, height: int, width: int, augmentation: Augmentation) -> int:
    """Return how many bytes a cache keeps of a picture.

    Args:
        form: Its file's format, such as JPEG.
        height: Of the picture as it is stored, in pixels.
        width: Of it.
        augmentation: What it is read for.
    """
    height, width = max(1, height), max(1, width)
    if form in ("JPEG", "MPO"):
        divisor = jpeg_divisor(height, width, augmentation.decode_size())
        height, width = -(-height // divisor), -(-width // divisor)
    height, width = augmentation.read_size(height, width)
    return height * width * augmentation.preprocess.in_channels
