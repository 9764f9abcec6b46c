import io
import json
import ntpath
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.base.errors import ImageError
from core.data import images
from core.data.images import (
    IMAGE_ENDINGS,
    content_hash,
    cv2,
    decode,
    encode_jpeg,
    encode_png,
    header,
    read_file,
    read_image,
)

ORIENTATION = 0x0112
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def smooth_picture(height: int = 60, width: int = 80) -> np.ndarray:
    """A colour picture, uint8 [H, W, 3], without detail that a lossy format would lose."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 255 // width, y * 255 // height, (x + y) * 255 // (height + width)], axis=2).astype(np.uint8)


def content(picture: Image.Image, kind: str, **settings: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **settings)
    return stream.getvalue()


SMOOTH = smooth_picture()
PICTURE = Image.fromarray(SMOOTH)
ENCODED: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: content(PICTURE, "JPEG", quality=95),
    "progressive jpeg": lambda: content(PICTURE, "JPEG", quality=95, progressive=True),
    "jpeg with thumbnail": lambda: content(PICTURE, "JPEG", quality=95, exif=b"Exif\0\0" + content(PICTURE, "JPEG")),
    "png": lambda: content(PICTURE, "PNG"),
    "palette png": lambda: content(PICTURE.quantize(256), "PNG"),
    "bmp": lambda: content(PICTURE, "BMP"),
    "gif": lambda: content(PICTURE, "GIF"),
    "tiff": lambda: content(PICTURE, "TIFF"),
    "lzw tiff": lambda: content(PICTURE, "TIFF", compression="tiff_lzw"),
    "webp": lambda: content(PICTURE, "WEBP", quality=95),
    "lossless webp": lambda: content(PICTURE, "WEBP", lossless=True),
    "ppm": lambda: content(PICTURE, "PPM"),
    "jpeg 2000": lambda: content(PICTURE, "JPEG2000"),
}


def importing(setup: dict[str, str]) -> dict[str, str | None]:
    """Return Qt's variables as a new process has them after importing core.data.images."""
    names = ["QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"]
    program = (
        "import json, os; import core.data.images as images; assert images.cv2.getNumThreads() == 1;"
        f"print(json.dumps({{name: os.environ.get(name) for name in {names}}}))"
    )
    environment = {name: value for name, value in os.environ.items() if name not in names} | setup
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_importing_cv2_leaves_no_trace_for_qt() -> None:
    assert importing({}) == {"QT_QPA_PLATFORM_PLUGIN_PATH": None, "QT_QPA_FONTDIR": None}


def test_importing_cv2_keeps_what_the_user_set_for_qt() -> None:
    given_by_user = {"QT_QPA_PLATFORM_PLUGIN_PATH": "/plugins", "QT_QPA_FONTDIR": "/fonts"}
    assert importing(given_by_user) == given_by_user


@pytest.mark.parametrize("kind", ENCODED)
def test_every_format_gives_the_picture_in_rgb_and_gray(kind: str) -> None:
    data = ENCODED[kind]()
    color, gray = decode(data), decode(data, 1)
    assert color.dtype == gray.dtype == np.uint8
    assert color.flags.c_contiguous
    assert gray.shape == (60, 80, 1)
    assert np.abs(color.astype(int) - SMOOTH).mean() < 4
    np.testing.assert_array_equal(gray[:, :, 0], cv2.cvtColor(color, cv2.COLOR_RGB2GRAY))
    assert (header(data).height, header(data).width) == (60, 80)


@pytest.mark.parametrize("kind", ENCODED)
@pytest.mark.parametrize("padding", [b"", b"\0" * 500])
def test_a_file_cut_off_is_an_error_or_the_whole_picture(kind: str, padding: bytes) -> None:
    data = ENCODED[kind]()
    whole = decode(data)
    if padding and kind in ("bmp", "tiff", "ppm", "gif", "webp", "lossless webp"):
        pytest.skip("plain values and WebP have nothing that tells zeros from pixels")
    for share in (0.05, 0.3, 0.5, 0.8, 0.95):
        try:
            pixels = decode(data[: int(len(data) * share)] + padding)
        except ImageError:
            continue
        np.testing.assert_array_equal(pixels, whole)


def test_a_jpeg_without_its_end_is_cut_off_whatever_its_thumbnail_has() -> None:
    for kind in ("jpeg", "jpeg with thumbnail"):
        with pytest.raises(ImageError, match="cut off"):
            decode(ENCODED[kind]()[:-2])


def test_a_gray_picture_keeps_its_values_in_gray_and_in_colour() -> None:
    values = np.arange(256, dtype=np.uint8).reshape(16, 16)
    for kind in ("PNG", "BMP", "TIFF", "PPM", "GIF"):
        data = content(Image.fromarray(values), kind)
        np.testing.assert_array_equal(decode(data, 1)[:, :, 0], values)
        np.testing.assert_array_equal(decode(data, 3), np.repeat(values[:, :, np.newaxis], 3, axis=2))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_16_bits_become_8_by_their_upper_byte(kind: str) -> None:
    values = np.array([[0, 255, 256, 4096], [32768, 40000, 65279, 65535]], np.uint16)
    expected = values // 256
    np.testing.assert_array_equal(decode(content(Image.fromarray(values), kind), 1)[:, :, 0], expected)


def test_16_bit_colour_becomes_8_bits_by_the_upper_byte() -> None:
    values = np.arange(0, 65536, 65536 // 48, dtype=np.uint16)[:48].reshape(4, 4, 3)
    data = cv2.imencode(".png", values[:, :, ::-1])[1].tobytes()
    assert np.abs(decode(data).astype(int) - values // 256).max() <= 1


def test_a_12_bit_tiff_uses_its_own_range() -> None:
    # Two values of 12 bits, 4095 and 2048, in three bytes.
    entries = [(256, 3, 2), (257, 3, 1), (258, 3, 12), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1), (279, 4, 3)]
    directory = struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries
    )
    data = b"II*\0" + struct.pack("<I", 12) + b"\xff\xf8\x00\0" + directory + struct.pack("<I", 0)
    np.testing.assert_array_equal(decode(data, 1)[0, :, 0], [255, 128])


def test_floating_point_pictures_are_read_by_their_range() -> None:
    fractions = Image.fromarray(np.array([[0, 0.5, 1]], np.float32))
    np.testing.assert_array_equal(decode(content(fractions, "TIFF"), 1)[0, :, 0], [0, 128, 255])
    with pytest.raises(ImageError, match="expected 0 to 1 or 0 to 255"):
        decode(content(Image.fromarray(np.array([[-1, 1e6]], np.float32)), "TIFF"))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_transparent_parts_stand_over_white(kind: str) -> None:
    values = np.array([[[10, 20, 30, 255], [10, 20, 30, 0], [0, 0, 0, 128]]], np.uint8)
    settings = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    pixels = decode(content(Image.fromarray(values), kind, **settings))
    np.testing.assert_array_equal(pixels[0], [[10, 20, 30], [255, 255, 255], [127, 127, 127]])


def test_a_tall_transparent_picture_is_laid_over_white_everywhere() -> None:
    values = np.random.default_rng(0).integers(0, 256, (600, 3, 4), np.uint8)
    share = values[..., 3:] / 255
    expected = np.floor(values[..., :3] * share + 255 * (1 - share) + 0.5)
    assert np.abs(decode(content(Image.fromarray(values), "PNG")) - expected).max() <= 1


def test_transparent_colours_of_palettes_and_gray_stand_over_white() -> None:
    palette = Image.new("P", (2, 1), 0)
    palette.putpalette([200, 0, 0, 0, 0, 200])
    palette.putpixel((1, 0), 1)
    for kind in ("PNG", "GIF"):
        pixels = decode(content(palette, kind, transparency=1))
        np.testing.assert_array_equal(pixels[0], [[200, 0, 0], [255, 255, 255]])
    gray = content(Image.new("L", (1, 1), 7), "PNG", transparency=7)
    assert decode(gray, 1).item() == 255


def test_cmyk_jpeg_has_the_colours_of_its_rgb_original() -> None:
    data = content(PICTURE.convert("CMYK"), "JPEG", quality=95)
    assert np.abs(decode(data).astype(int) - SMOOTH).mean() < 4


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(kind: str, orientation: int) -> None:
    # What a camera held that way stores: the inverse of what the orientation asks for.
    stored = PICTURE if orientation == 1 else PICTURE.transpose(STORED[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    extra = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    data = content(stored, kind, exif=exif, **extra)
    assert np.abs(decode(data).astype(int) - SMOOTH).mean() < 4
    assert (header(data).height, header(data).width) == (60, 80)
    assert decode(data, 3, (25, 35)).shape[0] <= 60


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_reduced_decoding_is_close_to_full_decoding(mode: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = content(Image.fromarray(smooth_picture(403, 805)).convert(mode), "JPEG", quality=95, exif=exif)
    full = decode(data)
    for min_size, factor in (((400, 400), 1), ((200, 200), 2), ((102, 200), 2), ((100, 100), 4), ((50, 50), 8),
                             ((1, 1), 8)):  # fmt: skip
        reduced = decode(data, 3, min_size)
        expected = tuple(-(-side // factor) for side in full.shape[:2])
        assert reduced.shape[:2] == expected
        area = cv2.resize(full, expected[::-1], interpolation=cv2.INTER_AREA)
        assert np.abs(area.astype(int) - reduced).mean() < 2


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (10, 3000), (3000, 1)])
def test_extreme_shapes_are_read(shape: tuple[int, int]) -> None:
    pixels = np.zeros((*shape, 3), np.uint8)
    assert decode(encode_png(pixels)).shape == pixels.shape
    assert decode(encode_jpeg(pixels), 1, (4, 4)).shape[1] <= shape[1]


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    for side in (14_200, 100_000):
        size = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        data = b"\x89PNG\r\n\x1a\n" + size + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
        with pytest.raises(ImageError, match="more than 200 megapixels"):
            decode(data)


@pytest.mark.parametrize("data", [b"", b"text", b"\0" * 100, b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_what_is_no_picture_gets_a_sentence(data: bytes) -> None:
    for function in (decode, header):
        with pytest.raises(ImageError, match=r"^(it|the file) .*\.$"):
            function(data)


@pytest.mark.parametrize("channels", [5, 7])
def test_a_tiff_of_many_channels_is_not_just_called_damaged_and_nothing_is_logged(
        channels: int, caplog: pytest.LogCaptureFixture) -> None:  # fmt: skip
    samples_per_pixel, short = 277, 3
    entry = struct.pack("<HHI", samples_per_pixel, short, 1)
    whole = content(PICTURE, "TIFF")
    assert whole.count(entry + b"\3\0") == 1
    with pytest.raises(ImageError, match="unusual kind, such as one of more than four channels"):
        decode(whole.replace(entry + b"\3\0", entry + bytes([channels, 0])))
    assert not caplog.records


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(sorted(ENCODED)), place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=8))
def test_damage_anywhere_is_an_image_error_or_a_picture(kind: str, place: float, junk: bytes) -> None:
    data = ENCODED[kind]()
    at = int(place * (len(data) - 1))
    damaged = data[:at] + junk + data[at + len(junk) :]
    try:
        pixels = decode(damaged)
    except ImageError:
        return
    assert pixels.ndim == 3


def test_any_unicode_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "猫 и кошка é 🐱" / "写真 1.png"
    path.parent.mkdir()
    path.write_bytes(encode_png(SMOOTH))
    np.testing.assert_array_equal(read_image(path), SMOOTH)
    np.testing.assert_array_equal(read_image(str(path)), SMOOTH)


def test_files_that_cannot_be_read_get_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    for name, expected in (("absent.png", "does not exist"), ("", "is a folder"), ("empty.png", "is empty")):
        with pytest.raises(ImageError, match=expected):
            read_file(tmp_path / name)
    with pytest.raises(ImageError, match="cannot be read"):
        read_file("nul\0byte.png")


@pytest.mark.parametrize("said", [0, 10, 1000, 5000])
def test_a_file_is_read_whole_whatever_size_it_had_before(tmp_path, monkeypatch, said):
    content = bytes(range(250)) * 4
    (tmp_path / "growing.png").write_bytes(content)
    status = list(os.stat(tmp_path / "growing.png"))
    status[6] = said
    monkeypatch.setattr(os, "stat", lambda _: os.stat_result(status))
    assert read_file(tmp_path / "growing.png") == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix thing")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(ImageError, match="not an ordinary file"):
        read_file(tmp_path / "pipe.png")


def test_encoding_keeps_channels_in_order() -> None:
    np.testing.assert_array_equal(decode(encode_png(SMOOTH)), SMOOTH)
    assert np.abs(decode(encode_jpeg(SMOOTH, 95)).astype(int) - SMOOTH).mean() < 3
    gray = SMOOTH[:, :, :1]
    np.testing.assert_array_equal(decode(encode_png(gray), 1), gray)


def test_content_hash_is_short_and_stable() -> None:
    assert content_hash(b"classwise") == content_hash(b"classwise") != content_hash(b"Classwise")
    assert len(content_hash(b"")) == 16


@pytest.mark.shared_data
def test_hostile_files_are_read_or_named(shared_data: Path) -> None:
    read = unread = 0
    for path in sorted((shared_data / "odd_images").rglob("*")):
        if not path.is_file() or path.suffix.lower() not in IMAGE_ENDINGS or path.name == "balloon.jpf":
            continue
        try:
            pixels = read_image(path, min_size=(64, 64))
        except ImageError:
            unread += 1
        else:
            read += 1
            assert pixels.ndim == 3
            assert min(pixels.shape) >= 1
    assert read > 300
    assert unread > 20


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["Landscape", "Portrait"])
def test_rotated_photos_all_look_alike(shared_data: Path, name: str) -> None:
    folder = shared_data / "odd_images" / "exif_orientation"
    first = read_image(folder / f"{name}_1.jpg")
    for number in range(2, 9):
        other = read_image(folder / f"{name}_{number}.jpg")
        assert np.abs(first.astype(int) - other).mean() < 6


@pytest.mark.parametrize(("folder", "name", "asked"), [
    ("C:\\pets", "cat.png", "cat.png"),
    ("C:\\pets", f"D:\\{'a' * 250}.png", f"\\\\?\\D:\\{'a' * 250}.png"),
    ("C:\\pets", f"\\\\nas\\{'a' * 250}.png", f"\\\\?\\UNC\\nas\\{'a' * 250}.png"),
    (f"C:\\{'deep' * 60}", "..\\cat.png", "..\\cat.png"),
    (f"C:\\{'deep' * 60}", "cat.png", f"\\\\?\\C:\\{'deep' * 60}\\cat.png"),
])
def test_a_path_that_is_long_as_a_whole_is_named_as_windows_takes_it(folder, name, asked, monkeypatch):
    names = []

    def stat(given):
        names.append(given)
        raise FileNotFoundError

    path = SimpleNamespace(isabs=ntpath.isabs, abspath=lambda given: ntpath.normpath(ntpath.join(folder, given)))
    monkeypatch.setattr(images, "os", SimpleNamespace(name="nt", path=path, fspath=os.fspath, stat=stat))
    with pytest.raises(ImageError, match="does not exist"):
        read_file(name)
    assert names == [asked]
