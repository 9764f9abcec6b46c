"""Reading and writing pictures: the one place where bytes become pixels.

Every picture that a network sees goes through `decode`, so that training, prediction and the window agree to the last
bit. Its rules:

- upright by the EXIF orientation, in RGB or in gray; gray is always made from RGB by OpenCV's formula
  (0.299 R + 0.587 G + 0.114 B), which leaves a gray picture's values as they are;
- transparent parts stand over white; of an animation or of several pages the first counts;
- 16 bits a value become 8 by dropping the lower byte, whatever the format: nothing is stretched to a picture's own
  darkest and brightest. Floating point values must lie in 0..1 or 0..255;
- colour profiles are not applied, CMYK is converted by the plain formula;
- a file that ends too early or claims more than `MAX_PIXELS` is an error, never half a picture.

JPEG goes through OpenCV, which lets other threads run meanwhile and can decode at 1/2, 1/4 and 1/8 of the size. All
else goes through Pillow, which knows palettes, masks and odd depths better and is as fast there.
"""

import contextlib
import hashlib
import importlib
import io
import logging
import os
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, TiffImagePlugin, UnidentifiedImageError

from core.base.errors import ImageError
from core.base.files import WINDOWS_LONG_PATH
from core.data.image_reasons import CUT_OFF, READER_ERRORS, reason, unidentified
from core.data.image_reasons import MAX_PIXELS as MAX_PIXELS
from core.data.opencv import cv2 as cv2
from core.data.pixels import UInt8Array as UInt8Array
from core.data.pixels import over_white, to_8_bit, upright, with_channels

MAX_BYTES = 2**31 - 1
# Only these are tried: Pillow's other readers are rarely tested, and the one for EPS starts another program.
FORMATS = ("JPEG", "PNG", "BMP", "DIB", "GIF", "TIFF", "WEBP", "PPM", "JPEG2000", "AVIF")
IMAGE_ENDINGS = frozenset(
    (
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".bmp", ".dib", ".gif", ".tif", ".tiff", ".webp"),
        *(".ppm", ".pgm", ".pbm", ".pnm", ".jp2", ".j2k", ".avif"),
    )
)
PNG_ORIENTATION_KEYS = {"exif", "xmp", "XML:com.adobe.xmp"}
END_OF_JPEG = b"\xff\xd9"
# Flags of cv2.imdecode by the divisor of both sides; its own rotation is left off, as `upright` serves all formats.
GRAY_FLAGS = {1: cv2.IMREAD_GRAYSCALE, **{n: getattr(cv2, f"IMREAD_REDUCED_GRAYSCALE_{n}") for n in (2, 4, 8)}}
COLOR_FLAGS = {1: cv2.IMREAD_COLOR, **{n: getattr(cv2, f"IMREAD_REDUCED_COLOR_{n}") for n in (2, 4, 8)}}
# OpenCV 4.11 and later can deliver RGB, which saves a pass over the picture.
DELIVERS_RGB = hasattr(cv2, "IMREAD_COLOR_RGB")
if DELIVERS_RGB:
    COLOR_FLAGS = {n: flag & ~cv2.IMREAD_COLOR_BGR | cv2.IMREAD_COLOR_RGB for n, flag in COLOR_FLAGS.items()}

# Above this Pillow warns, above twice this it raises; `_open` speaks for both.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# A warning about a damaged tag helps nobody who looks at a console; catch_warnings would not do in threads.
warnings.filterwarnings("ignore", module=r"PIL\.")
# It logs as an error, too, what it then raises.
logging.getLogger("PIL.TiffImagePlugin").setLevel(logging.CRITICAL)


def _load_readers() -> tuple[str, ...]:
    """Have Pillow load its readers of FORMATS; returns those that it has (AVIF came with 11.3)."""
    Image.preinit()
    for name in ("WebP", "Jpeg2K", "Avif"):
        with contextlib.suppress(ImportError):
            importlib.import_module(f"PIL.{name}ImagePlugin")
    return tuple(name for name in FORMATS if name in Image.OPEN)


OPENED_FORMATS = _load_readers()


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture says of itself before it is decoded.

    Attributes:
        format: Pillow's name of the format, such as "JPEG".
        width, height: Size in pixels, of the upright picture.
    """

    format: str
    width: int
    height: int


def read_image(path: str | Path, channels: int = 3, min_size: tuple[int, int] | None = None) -> UInt8Array:
    """Read a picture; see `decode`.

    Raises:
        ImageError: It cannot be read; the text gives the reason without the path.
    """
    return decode(read_file(path), channels, min_size)


def read_file(path: str | Path) -> bytes:
    """Return a file's content, from any path that the operating system takes, however long.

    Raises:
        ImageError: It is missing, empty, not a file, too large, or may not be read.
    """
    name = _long_path(os.fspath(path))
    try:
        status = os.stat(name)
        if stat.S_ISDIR(status.st_mode):
            raise ImageError("it is a folder.")
        if not stat.S_ISREG(status.st_mode):
            raise ImageError("it is not an ordinary file.")
        if status.st_size > MAX_BYTES:
            raise ImageError(f"the file is larger than {MAX_BYTES // 2**20 + 1} MB.")
        # Without a buffer and with the size known, in half the calls to the system.
        with open(name, "rb", buffering=0) as file:
            data = file.read(status.st_size + 1) or b""
            if len(data) != status.st_size:  # it grows, or came in parts
                data += file.readall() or b""
    except FileNotFoundError as error:
        raise ImageError("the file does not exist.") from error
    except PermissionError as error:
        raise ImageError("there is no permission to read it.") from error
    except (OSError, ValueError, MemoryError) as error:
        raise ImageError(f"the file cannot be read ({getattr(error, 'strerror', None) or error}).") from error
    if not data:
        raise ImageError("the file is empty.")
    return data


def decode(data: bytes, channels: int = 3, min_size: tuple[int, int] | None = None) -> UInt8Array:
    """Turn a file's content into pixels.

    Args:
        data: The file's content.
        channels: 3 for RGB, 1 for gray.
        min_size: (height, width) that suffice: a JPEG may come at 1/2, 1/4 or 1/8 of its size as long as neither side
            falls below. None for the full size.

    Returns:
        uint8 [H, W, channels], contiguous, upright.

    Raises:
        ImageError: It cannot be read; the text gives the reason without the path.
    """
    picture = _open(data)
    try:
        pixels = None
        if picture.format in ("JPEG", "MPO"):
            if not _is_whole_jpeg(data, picture):
                raise ImageError(CUT_OFF)
            pixels = _decode_jpeg(data, picture, min_size)
        if pixels is None:
            pixels = _decode_by_pillow(picture)
    except READER_ERRORS as error:
        raise ImageError(reason(error)) from error
    return with_channels(pixels, channels)


def header(data: bytes) -> Header:
    """Return format and size of a picture without decoding it.

    Raises:
        ImageError: It is no picture of a kind that can be read.
    """
    picture = _open(data)
    width, height = picture.size
    if picture.format == "TIFF":
        # Whether its size is given upright differs between versions of Pillow; the tags say what is stored.
        tags = getattr(picture, "tag_v2", {})
        width, height = tags.get(TiffImagePlugin.IMAGEWIDTH, width), tags.get(TiffImagePlugin.IMAGELENGTH, height)
    # PNG's reader would decode the picture to look for a tag behind it.
    if (picture.format != "PNG" or picture.info.keys() & PNG_ORIENTATION_KEYS) and _orientation(picture) > 4:
        width, height = height, width
    return Header(picture.format or "", width, height)


def content_hash(data: bytes) -> str:
    """Return 16 hexadecimal digits that stand for a file's content."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def encode_png(image: UInt8Array) -> bytes:
    """Return a picture, uint8 [H, W, 1 or 3] in gray or RGB, as the content of a PNG file."""
    return _encode(image, ".png", [])


def encode_jpeg(image: UInt8Array, quality: int = 90) -> bytes:
    """Return a picture, uint8 [H, W, 1 or 3] in gray or RGB, as the content of a JPEG file (quality 1..100)."""
    return _encode(image, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, quality])


def _encode(image: UInt8Array, ending: str, settings: list[int]) -> bytes:
    image = np.ascontiguousarray(image)
    pixels = cv2.cvtColor(image, cv2.COLOR_RGB2BGR) if image.shape[2] == 3 else image
    done, content = cv2.imencode(ending, pixels, settings)
    if not done:
        raise ImageError(f"a picture of shape {image.shape} cannot be written as {ending}.")
    return bytes(content)


def _long_path(name: str) -> str:
    """Return a path in the form in which Windows takes more than 260 characters; a relative one counts as a whole."""
    if os.name != "nt" or name.startswith("\\\\?\\"):
        return name
    whole = name if os.path.isabs(name) else os.path.abspath(name)
    if len(whole) < WINDOWS_LONG_PATH:
        return name
    name = os.path.abspath(whole)
    return "\\\\?\\UNC" + name[1:] if name.startswith("\\\\") else "\\\\?\\" + name


def _open(data: bytes) -> Image.Image:
    """Read a picture's header and refuse what should not be decoded."""
    if not data:
        raise ImageError("the file is empty.")
    try:
        picture = Image.open(io.BytesIO(data), formats=OPENED_FORMATS)
    except UnidentifiedImageError as error:
        raise ImageError(unidentified(data)) from error
    except READER_ERRORS as error:
        raise ImageError(reason(error)) from error
    width, height = picture.size
    if width < 1 or height < 1:
        raise ImageError(f"it has no pixels ({width} x {height}).")
    if width * height > MAX_PIXELS:
        raise ImageError(
            f"it claims {width} x {height} pixels, more than {MAX_PIXELS // 10**6} megapixels. Make it smaller."
        )
    return picture


def _decode_jpeg(data: bytes, picture: Image.Image, min_size: tuple[int, int] | None) -> UInt8Array | None:
    """Decode a JPEG in gray or YCbCr by OpenCV.

    Returns:
        uint8 [H, W] or [H, W, 3] (RGB), upright, perhaps of reduced size; None where OpenCV cannot.
    """
    if picture.mode not in ("L", "RGB"):
        return None
    orientation = _orientation(picture)
    width, height = picture.size
    needed = min_size if orientation <= 4 or min_size is None else min_size[::-1]
    factor = jpeg_divisor(height, width, needed)
    flags = (GRAY_FLAGS if picture.mode == "L" else COLOR_FLAGS)[factor]
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags | cv2.IMREAD_IGNORE_ORIENTATION)
    if pixels is None:
        return None
    if pixels.ndim == 3 and not DELIVERS_RGB:
        cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB, dst=pixels)
    return upright(pixels, orientation)


def jpeg_divisor(height: int, width: int, min_size: tuple[int, int] | None) -> int:
    """Return by what both sides of a JPEG are divided (rounding up) when it is decoded: 1, 2, 4 or 8; see `decode`."""
    factor = 1
    if min_size is not None:
        while factor < 8 and -(-height // (2 * factor)) >= min_size[0] and -(-width // (2 * factor)) >= min_size[1]:
            factor *= 2
    return factor


def _is_whole_jpeg(data: bytes, picture: Image.Image) -> bool:
    """Whether a JPEG has its end mark; without it, some decoders fill the rest of the picture with gray."""
    # The header may hold a thumbnail with an end mark of its own, so only what comes after it counts.
    stream = getattr(picture, "fp", None)
    return data.rfind(END_OF_JPEG, stream.tell() if stream and picture.format == "JPEG" else 0) >= 0


def _decode_by_pillow(picture: Image.Image) -> UInt8Array:
    """Decode any picture.

    Returns:
        uint8 [H, W] or [H, W, 3] (RGB), upright.
    """
    picture.load()
    # Asked after loading, as TIFF's reader turns the picture itself and then drops the tag.
    orientation = _orientation(picture)
    if picture.mode.startswith("I") or picture.mode == "F":
        return upright(to_8_bit(np.asarray(picture), _bits(picture)), orientation)
    if picture.has_transparency_data:
        return upright(over_white(np.asarray(picture.convert("RGBA"))), orientation)
    mode = "L" if picture.mode in ("1", "L") else "RGB"
    return upright(np.asarray(picture if picture.mode == mode else picture.convert(mode)), orientation)


def _bits(picture: Image.Image) -> int:
    """Return how many bits a value of a deep picture has: 16, but for a TIFF that says 9 to 15."""
    tags = getattr(picture, "tag_v2", {})
    (bits, *_) = tags.get(TiffImagePlugin.BITSPERSAMPLE, (16,))
    return int(bits) if 8 < bits < 16 else 16


def _orientation(picture: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1 where there is none or it cannot be read."""
    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except READER_ERRORS:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1
