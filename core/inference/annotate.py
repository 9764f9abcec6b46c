"""Drawing class and score onto pictures, readable on any background and in any script."""

import contextlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.base.errors import ImageError, TakenError
from core.base.events import Emit, Event, Notice, ignore
from core.base.files import atomic_path, explained_os_errors, safe_name, unused_path
from core.base.folders import check_writable
from core.base.types import Prediction
from core.data.images import UInt8Array, encode_jpeg, encode_png, read_image
from core.inference.fonts import FontFile, font_runs
from core.inference.result_writer import class_name

SMALLEST_SIDE = 160  # smaller pictures are enlarged, as no text would fit
SMALLEST_TEXT = 12
TEXT_SHARE = 0.05  # of the shorter side
LARGEST_TEXT = 96
BOX_COLOR = (24, 24, 24)
TEXT_COLOR = (255, 255, 255)
WRONG_COLOR = (255, 196, 84)
JPEG_QUALITY = 92
JPEG_ENDINGS = (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo")


class Annotator:
    """Writes copies of pictures with their prediction drawn on; nothing that exists is overwritten.

    Attributes:
        folder: Where the copies go.
        num_annotated: Copies written so far.
    """

    def __init__(
        self, folder: str | Path, classes: Sequence[str], *, unknown_below: float = 0.0, emit: Emit = ignore
    ) -> None:
        """Make the folder.

        Args:
            folder: Where the copies go.
            classes: Class names in index order.
            unknown_below: Predictions with a lower score (0..1) are of the class "unknown".
            emit: Told once when no font has a character.

        Raises:
            OutputError: The folder cannot be made or written to.
        """
        self.folder = Path(folder)
        self.num_annotated = 0
        self._classes = tuple(classes)
        self._unknown_below = unknown_below
        self._emit = emit
        self._said: set[str] = set()
        check_writable(self.folder)
        with explained_os_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)

    def annotate(self, prediction: Prediction) -> Path | None:
        """Write one picture's copy.

        Returns:
            The file made; None where the picture could not be read.

        Raises:
            OutputError: It cannot be written.
        """
        drawn = annotated(prediction, self._classes, unknown_below=self._unknown_below, emit=self._say_once)
        if drawn is None:
            return None
        while True:
            path = unused_path(self.folder / safe_name(annotated_name(prediction.path)))
            with contextlib.suppress(TakenError):  # by another program since we looked
                write_picture(drawn, path, may_replace=False)
                self.num_annotated += 1
                return path

    def _say_once(self, event: Event) -> None:
        if isinstance(event, Notice) and event.message not in self._said:
            self._said.add(event.message)
            self._emit(event)


def annotated(
    prediction: Prediction, classes: Sequence[str], *, unknown_below: float = 0.0, emit: Emit = ignore
) -> UInt8Array | None:
    """Return a picture with class and score drawn on: uint8 [H, W, 3], RGB; None where it cannot be read.

    Args:
        prediction: What is known of the picture.
        classes: Class names in index order.
        unknown_below: Predictions with a lower score (0..1) are of the class "unknown".
        emit: Told when no font has a character.
    """
    name = class_name(prediction, classes, unknown_below)
    if name is None or prediction.score is None:
        return None
    try:
        image = read_image(prediction.path)
    except ImageError:
        return None  # changed since it was predicted
    lines = [f"{name} {prediction.score:.1%}"]
    is_wrong = prediction.label is not None and prediction.label != name
    if is_wrong:
        lines.append(f"true class: {prediction.label}")
    return draw_label(image, lines, is_wrong=is_wrong, emit=emit)


def annotated_name(path: str, suffix: str = "") -> str:
    """Return the name of a picture's annotated copy: a JPEG of a JPEG, else a PNG.

    Args:
        path: The picture.
        suffix: Put behind its name.
    """
    stem, ending = os.path.splitext(os.path.basename(path))
    return f"{stem}{suffix}{'.jpg' if ending.lower() in JPEG_ENDINGS else '.png'}"


def write_picture(image: UInt8Array, path: str | Path, *, may_replace: bool = True) -> None:
    """Write a picture in the form that its name says: JPEG, else PNG.

    Args:
        image: uint8 [H, W, 3], RGB.
        path: Where to.
        may_replace: Write over a file that is there.

    Raises:
        OutputError: It cannot be written.
    """
    is_jpeg = os.path.splitext(path)[1].lower() in JPEG_ENDINGS
    with atomic_path(path, may_replace=may_replace) as temporary:
        temporary.write_bytes(encode_jpeg(image, JPEG_QUALITY) if is_jpeg else encode_png(image))


def draw_label(image: UInt8Array, lines: Sequence[str], *, is_wrong: bool = False, emit: Emit = ignore) -> UInt8Array:
    """Draw lines of text in a dark box onto a picture.

    The box is at the upper left; where it would hide more than a third of the picture, it is put below it.

    Args:
        image: uint8 [H, W, 3], RGB.
        lines: What to draw.
        is_wrong: The second line is drawn in another colour.
        emit: Told when no font has a character.

    Returns:
        uint8 [H', W', 3]: larger than `image` where that is too small for text.
    """
    picture = Image.fromarray(_large_enough(image))
    if picture.width < SMALLEST_SIDE:
        picture = _extended(picture, SMALLEST_SIDE, picture.height)
    size = round(min(LARGEST_TEXT, max(SMALLEST_TEXT, TEXT_SHARE * min(picture.size))))
    texts = [_fitted(line, size, picture.width, emit) for line in lines]
    margin = max(2, size // 3)
    line_height = round(size * 1.35)
    box_width = min(picture.width, max(_width(text, size) for text in texts) + 2 * margin)
    box_height = line_height * len(texts) + margin
    top = 0
    if box_height > picture.height / 3:
        top = picture.height
        picture = _extended(picture, picture.width, picture.height + box_height)
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, top, box_width, top + box_height), fill=BOX_COLOR)
    for number, text in enumerate(texts):
        color = WRONG_COLOR if is_wrong and number else TEXT_COLOR
        left = float(margin)
        # Letters of all fonts stand on one line: "ls" anchors at the baseline.
        baseline = top + margin // 2 + number * line_height + round(size * 1.0)
        for part, font_file in font_runs(text):
            font = _font(font_file, size)
            drawing.text((left, baseline), part, fill=color, font=font, anchor="ls")
            left += font.getlength(part)
    return np.asarray(picture)


def _large_enough(image: UInt8Array) -> UInt8Array:
    """Return the picture, enlarged by a whole number where its longer side is short."""
    factor = -(-SMALLEST_SIDE // max(image.shape[:2]))
    return image if factor <= 1 else image.repeat(factor, axis=0).repeat(factor, axis=1)


def _extended(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Return the picture at the upper left of a larger, dark one."""
    extended = Image.new("RGB", (width, height), BOX_COLOR)
    extended.paste(picture)
    return extended


def _fitted(text: str, size: int, width: int, emit: Emit) -> str:
    """Return the text, cut in the middle where it is wider than the picture: the score at its end stays."""
    font_runs(text, emit)
    room = width - 2 * max(2, size // 3)
    if _width(text, size) <= room:
        return text
    name, _, tail = text.rpartition(" ")
    while name and _width(f"{name}… {tail}", size) > room:
        name = name[:-1]
    return f"{name}… {tail}" if name else tail


def _width(text: str, size: int) -> int:
    return round(sum(_font(font_file, size).getlength(part) for part, font_file in font_runs(text)))


@lru_cache(maxsize=64)
def _font(font_file: FontFile, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file.path, size, index=font_file.number)
