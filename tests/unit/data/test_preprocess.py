from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.base.errors import ImageError
from core.base.types import Resize
from core.data.images import decode, encode_jpeg, encode_png
from core.data.preprocess import Preprocess, resize

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def preprocess(how: Resize, shape: tuple[int, int] = (20, 30), channels: int = 3) -> Preprocess:
    return Preprocess(shape, how, channels, MEAN[:channels], STD[:channels])


def gradient(height: int, width: int) -> np.ndarray:
    """A picture, uint8 [H, W, 3], red from left to right and green from top to bottom."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 255 // max(1, width - 1), y * 255 // max(1, height - 1), x * 0], axis=2).astype(np.uint8)


@settings(max_examples=60, deadline=None)
@given(
    how=st.sampled_from(Resize), height=st.integers(1, 90), width=st.integers(1, 90), channels=st.sampled_from([1, 3]),
    shape=st.tuples(st.integers(1, 40), st.integers(1, 40)),
)  # fmt: skip
def test_any_picture_gets_the_input_shape(
    how: Resize, height: int, width: int, channels: int, shape: tuple[int, int]
) -> None:
    image = np.full((height, width, channels), 200, np.uint8)
    fitted = preprocess(how, shape, channels).fit(image)
    assert fitted.shape == (*shape, channels)
    assert fitted.dtype == np.uint8
    if how is not Resize.LETTERBOX:
        assert (fitted == 200).all()


@pytest.mark.parametrize("how", Resize)
@pytest.mark.parametrize("shape", [(30000, 10), (10, 30000), (1, 1)])
def test_extreme_shapes_are_fitted(how: Resize, shape: tuple[int, int]) -> None:
    assert preprocess(how, (224, 224)).fit(np.zeros((*shape, 3), np.uint8)).shape == (224, 224, 3)


def test_a_picture_of_the_input_shape_stays_as_it_is() -> None:
    image = gradient(20, 30)
    for how in Resize:
        np.testing.assert_array_equal(preprocess(how).fit(image), image)


def test_crop_keeps_the_middle_of_the_longer_side() -> None:
    fitted = preprocess(Resize.CROP, (20, 20)).fit(gradient(20, 60))
    np.testing.assert_array_equal(fitted, gradient(20, 60)[:, 20:40])


def test_stretch_keeps_all_of_the_picture() -> None:
    fitted = preprocess(Resize.STRETCH, (20, 20)).fit(gradient(20, 60))
    assert fitted[0, 0, 0] < 10
    assert fitted[0, -1, 0] > 245


def test_letterbox_keeps_all_of_the_picture_between_borders_of_the_mean_colour() -> None:
    fitted = preprocess(Resize.LETTERBOX, (40, 40)).fit(gradient(40, 80))
    np.testing.assert_array_equal(fitted[:10], np.broadcast_to((124, 116, 104), (10, 40, 3)))
    np.testing.assert_array_equal(fitted[-10:], np.broadcast_to((124, 116, 104), (10, 40, 3)))
    assert fitted[20, 0, 0] < 10
    assert fitted[20, -1, 0] > 245


def test_shrinking_averages_also_where_the_other_side_grows() -> None:
    stripes = np.zeros((4, 64, 1), np.uint8)
    stripes[:, ::2] = 255
    assert np.abs(resize(stripes, 16, 16) - 127.5).max() < 11  # a triangle cut off at the edge weighs unevenly


def test_shrinking_is_that_of_pillow_and_of_the_pretrained_weights() -> None:
    image = np.random.default_rng(0).integers(0, 256, (75, 90, 3), dtype=np.uint8)
    expected = np.asarray(Image.fromarray(image).resize((40, 30), Image.Resampling.BILINEAR))
    assert np.abs(resize(image, 30, 40).astype(int) - expected).max() <= 1


def test_a_reduced_jpeg_is_fitted_nearly_as_the_full_one(tmp_path: Path) -> None:
    image = gradient(900, 1300)
    path = tmp_path / "photo.jpg"
    path.write_bytes(encode_jpeg(image, 95))
    for how in Resize:
        chosen = preprocess(how, (100, 100))
        assert np.abs(chosen.load(path).astype(int) - chosen.fit(image)).mean() < 2


def test_a_detailed_jpeg_is_averaged_not_decoded_to_the_very_size() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (420, 420, 3), dtype=np.uint8)
    data = encode_jpeg(noise, 95)
    chosen = preprocess(Resize.CROP, (200, 200))
    np.testing.assert_array_equal(chosen.load_bytes(data), chosen.fit(decode(data)))


def test_load_says_why_a_picture_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="does not exist"):
        preprocess(Resize.CROP).load(tmp_path / "absent.png")


def test_gray_networks_get_one_channel(tmp_path: Path) -> None:
    path = tmp_path / "colour.png"
    path.write_bytes(encode_png(gradient(20, 30)))
    assert preprocess(Resize.CROP, channels=1).load(path).shape == (20, 30, 1)


def test_normalise_is_that_of_the_field_in_channels_last_memory() -> None:
    batch = torch.arange(2 * 4 * 5 * 3, dtype=torch.uint8).reshape(2, 4, 5, 3)
    normalised = preprocess(Resize.CROP, (4, 5)).normalise(batch)
    mean, std = torch.tensor(MEAN).view(3, 1, 1), torch.tensor(STD).view(3, 1, 1)
    torch.testing.assert_close(normalised, (batch.permute(0, 3, 1, 2) / 255 - mean) / std, atol=1e-6, rtol=1e-5)
    assert normalised.shape == (2, 3, 4, 5)
    assert normalised.is_contiguous(memory_format=torch.channels_last)


def test_normalise_gives_the_same_alone_and_in_a_batch() -> None:
    batch = torch.randint(0, 256, (7, 9, 5, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    chosen = preprocess(Resize.CROP, (9, 5))
    whole = chosen.normalise(batch)
    for index in range(len(batch)):
        assert torch.equal(chosen.normalise(batch[index : index + 1])[0], whole[index])


def test_border_becomes_nearly_zero() -> None:
    chosen = preprocess(Resize.LETTERBOX)
    border = torch.tensor([[[list(chosen.border_color)]]], dtype=torch.uint8)
    assert chosen.normalise(border).abs().max() < 0.01


def test_mean_and_std_must_fit_the_channels() -> None:
    with pytest.raises(ValueError, match="must have 1 values"):
        Preprocess((8, 8), Resize.CROP, 1, MEAN, STD)
