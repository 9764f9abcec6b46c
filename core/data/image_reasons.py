"""Why a picture cannot be read, in a sentence."""

import struct
import zlib

from PIL import Image

from core.base.errors import ImageError
from core.data.opencv import cv2

MAX_PIXELS = 200_000_000
CUT_OFF = "it is cut off: the file ends before the picture does."
READABLE = "JPEG, PNG, BMP, GIF, TIFF, WebP, PPM, JPEG 2000 or AVIF"
BEGINNINGS = {
    b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF",
    b"RIFF": "WebP", b"\0\0\0\x0cjP  ": "JPEG 2000", b"\xff\x4f\xff\x51": "JPEG 2000",
}  # fmt: skip
# What Pillow and OpenCV say of damaged files that tells a user nothing.
MEANINGLESS = ("decoder error", "data stream", "cannot load this image", "could not create decoder", "OpenCV", "codec")

# What Pillow's readers are known to raise on files that are damaged or made to harm.
READER_ERRORS = (
    OSError, ValueError, SyntaxError, NotImplementedError, Image.DecompressionBombError, Warning, struct.error,
    zlib.error, MemoryError, EOFError, LookupError, TypeError, ArithmeticError, AttributeError, RuntimeError,
    AssertionError, cv2.error,
)  # fmt: skip


def reason(error: BaseException) -> str:
    """Return a short sentence, without a path, for what a reader raised."""
    text = " ".join(str(error).split())
    if isinstance(error, ImageError):
        return text
    if isinstance(error, (Image.DecompressionBombError, Image.DecompressionBombWarning)):
        return f"it claims more than {MAX_PIXELS // 10**6} megapixels. Make it smaller."
    if isinstance(error, MemoryError):
        return "there is not enough memory to decode it."
    if "truncated" in text.lower():
        return CUT_OFF
    if not text or any(part in text for part in MEANINGLESS):
        return "it is damaged."
    return f"it is damaged or of an unusual kind ({text[:100]})."


def unidentified(data: bytes) -> str:
    """Return a sentence for a file that no reader takes."""
    for beginning, name in BEGINNINGS.items():
        if data.startswith(beginning):
            if name == "TIFF":  # there are many kinds, of which the reader does not know all
                return "it is damaged, or a TIFF file of an unusual kind, such as one of more than four channels."
            return f"it is damaged: it begins like a {name} file, but what follows is not one."
    return f"it is not a picture that can be read ({READABLE})."
