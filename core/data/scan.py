"""Looking at every picture once: whether it decodes, its size, whether it is gray, and what it is recognised by.

Facts are kept in a cache, so that the second look at a large set only asks each file's size and time.
"""

import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice

import numpy as np

from core.base.control import Control
from core.base.errors import ImageError
from core.base.events import Emit, Notice, Progress, ignore
from core.data.duplicate_hash import dct_hash, pixel_hash, thumbnail
from core.data.images import UInt8Array, content_hash, cv2, decode, header, read_file
from core.data.scan_cache import ScanCache
from core.process import collector_rests, num_cores

FULL_DECODE_PIXELS = 1_000_000
REDUCED_SIZE = (128, 128)
# A tint that nobody sees, and a few pixels at edges that JPEG colours, leave a picture gray.
GRAY_TOLERANCE = 16
GRAY_SHARE = 0.001
READ_AHEAD = 64
PROGRESS_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What one look at a picture tells.

    Attributes:
        path: As it was given.
        size: Bytes; -1 where there is no file.
        mtime_ns: Time of the last change.
        width, height: Pixels, upright; 0 where they could not be read.
        is_gray: Whether it has no colour (a JPEG stored as RGB may be gray as well).
        content_hash: Stands for the file's bytes; empty where it could not be read.
        error: Why it cannot be used, in a sentence; None where it can.
        dct_hash: 64-bit hash of what it looks like.
        thumb: 16 x 16 gray values.
        pixel_hash: Stands for the decoded pixels (a JPEG above one megapixel is decoded at reduced size for it).
        format: Pillow's name of the format, "JPEG".
    """

    path: str
    size: int
    mtime_ns: int
    width: int = 0
    height: int = 0
    is_gray: bool = False
    content_hash: str = ""
    error: str | None = None
    dct_hash: int = 0
    thumb: bytes = b""
    pixel_hash: str = ""
    format: str = ""


def scan(
    paths: Iterable[str],
    emit: Emit = ignore,
    control: Control | None = None,
    *,
    num_threads: int = 0,
    use_cache: bool = True,
) -> dict[str, PictureFacts]:
    """Look at pictures.

    Args:
        paths: The pictures; each is looked at once.
        emit: Gets Progress.
        control: Asked at every picture whether to pause or stop; what was found until then stays in the cache.
        num_threads: 0: by the number of cores.
        use_cache: Take facts of files whose size and time did not change from the cache, and put new ones there.

    Returns:
        Facts by path, in the order given. A picture that cannot be read has its `error` set; none is left out.

    Raises:
        Cancelled: A stop was asked for.
    """
    control = control or Control()
    wanted = list(dict.fromkeys(paths))
    stats = {path: _status(path) for path in wanted}
    facts: dict[str, PictureFacts] = {}
    if not use_cache:
        for one in _looked_at(wanted, stats, emit, control, num_threads):
            facts[one.path] = one
        return {path: facts[path] for path in wanted}
    with ScanCache() as cache:
        with collector_rests():
            for path, values in cache.get(stats):
                facts[path] = PictureFacts(path, *stats[path], *values)
        missing = [path for path in wanted if path not in facts]
        for one in _looked_at(missing, stats, emit, control, num_threads):
            facts[one.path] = one
            if one.size >= 0:
                cache.put(one.path, (one.size, one.mtime_ns), _remembered(one))
        if cache.problem:
            emit(Notice(f"The scan cache cannot be used ({cache.problem}); pictures are looked at anew.", "warning"))
    return {path: facts[path] for path in wanted}


def _remembered(facts: PictureFacts) -> tuple[object, ...]:
    return (
        *(facts.width, facts.height, facts.is_gray, facts.content_hash, facts.error, facts.dct_hash, facts.thumb),
        *(facts.pixel_hash, facts.format),
    )


def _status(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return -1, 0
    return status.st_size, status.st_mtime_ns


def _looked_at(
    paths: list[str], stats: dict[str, tuple[int, int]], emit: Emit, control: Control, num_threads: int
) -> Iterator[PictureFacts]:
    """Yield the facts of pictures as they come from the threads; only a few are ahead of the reader."""
    if not paths:
        return
    shown = 0.0
    waiting: set[Future[PictureFacts]] = set()
    source = iter(paths)
    done = 0
    with ThreadPoolExecutor(num_threads or num_cores(), "scan") as pool:
        try:
            while True:
                control.check()
                for path in islice(source, READ_AHEAD - len(waiting)):
                    waiting.add(pool.submit(look_at, path, *stats[path]))
                if not waiting:
                    break
                ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in ready:
                    yield future.result()
                done += len(ready)
                if time.monotonic() - shown >= PROGRESS_EVERY_S or done == len(paths):
                    shown = time.monotonic()
                    emit(Progress("Looking at pictures", done, len(paths)))
        finally:
            pool.shutdown(cancel_futures=True)


def look_at(path: str, size: int, mtime_ns: int) -> PictureFacts:
    """Read one picture and tell its facts; an unreadable one gets its reason."""
    digest = ""
    try:
        data = read_file(path)
        digest = content_hash(data)
        head = header(data)
        small = head.width * head.height <= FULL_DECODE_PIXELS
        image = decode(data, 3, None if small else REDUCED_SIZE)
    except ImageError as error:
        if isinstance(error.__cause__, MemoryError):  # not the file's fault, and so no fact to be kept
            digest = ""
        return PictureFacts(path, size, mtime_ns, content_hash=digest, error=str(error))
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return PictureFacts(
        path,
        size,
        mtime_ns,
        head.width,
        head.height,
        _is_gray(image),
        digest,
        None,
        dct_hash(gray),
        thumbnail(gray),
        pixel_hash(image),
        head.format,
    )


def _is_gray(image: UInt8Array) -> bool:
    """Whether uint8 [H, W, 3] has no colour that anybody sees."""
    red, green, blue = image[..., 0], image[..., 1], image[..., 2]
    if np.array_equal(red, green) and np.array_equal(green, blue):
        return True
    difference = cv2.max(cv2.absdiff(red, green), cv2.absdiff(green, blue))
    return int(np.count_nonzero(difference > GRAY_TOLERANCE)) <= GRAY_SHARE * difference.size
