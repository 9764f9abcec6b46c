import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.types import Resize
from core.config import TrainConfig
from core.data import transforms
from core.data.colors import erase, vary_color
from core.data.draws import epoch_order, generator
from core.data.preprocess import Preprocess
from core.data.recipes import RECIPES, Recipe
from core.data.sampling import Box, sample_box
from core.data.transforms import Augmentation

LEVELS = ("none", *RECIPES)
MEAN, STD = (0.5, 0.25, 0.75), (0.2, 0.2, 0.2)


def preprocess(how: Resize = Resize.CROP, shape: tuple[int, int] = (24, 32), channels: int = 3) -> Preprocess:
    return Preprocess(shape, how, channels, MEAN[:channels], STD[:channels])


def noise(height: int, width: int, channels: int = 3) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, channels), dtype=np.uint8)


def box(height: float, width: float, *, degrees: float = 0.0, flipped: bool = False) -> Box:
    """A box in the middle of a picture of its size."""
    return Box(height, width, height / 2, width / 2, math.radians(degrees), flipped)


@settings(max_examples=80, deadline=None)
@given(
    level=st.sampled_from(LEVELS), how=st.sampled_from(Resize), height=st.integers(1, 120), width=st.integers(1, 120),
    channels=st.sampled_from([1, 3]), shape=st.tuples(st.integers(1, 40), st.integers(1, 40)), seed=st.integers(0, 99),
)  # fmt: skip
def test_any_picture_gets_the_input_shape(
    level: str, how: Resize, height: int, width: int, channels: int, shape: tuple[int, int], seed: int
) -> None:
    augmentation = Augmentation(level, preprocess(how, shape, channels))
    varied = augmentation.apply(noise(height, width, channels), generator(seed, 0, 0))
    assert varied.shape == (*shape, channels)
    assert varied.dtype == np.uint8


@pytest.mark.parametrize("how", Resize)
@pytest.mark.parametrize("shape", [(30000, 10), (10, 30000), (1, 1)])
def test_extreme_shapes_are_varied(how: Resize, shape: tuple[int, int]) -> None:
    augmentation = Augmentation("strong", preprocess(how, (64, 64)))
    for index in range(4):
        assert augmentation.apply(np.zeros((*shape, 3), np.uint8), generator(0, 0, index)).shape == (64, 64, 3)


def test_a_runs_settings_say_how_its_pictures_are_varied() -> None:
    config = TrainConfig(augmentation="randaugment", flip="vertical", randaugment_ops=3, randaugment_magnitude=17,
                         input_shape=(64, 64), train_scale=0.5)  # fmt: skip
    made = Augmentation.of(config, preprocess(shape=(64, 64)))
    assert (made.level, made.flip, made.num_operations, made.magnitude) == ("randaugment", "vertical", 3, 17)
    assert made.preprocess.input_shape == (32, 32)


def test_level_none_fits_as_validation_does() -> None:
    image, chosen = noise(50, 70), preprocess()
    varied = Augmentation("none", chosen).apply(image, generator(0, 0, 0))
    np.testing.assert_array_equal(varied, chosen.fit(image))


@pytest.mark.parametrize("level", RECIPES)
def test_variation_derives_from_seed_epoch_and_index_alone(level: str) -> None:
    image, augmentation = noise(60, 80), Augmentation(level, preprocess())
    first = augmentation.apply(image, generator(1, 2, 3))
    np.testing.assert_array_equal(augmentation.apply(image.copy(), generator(1, 2, 3)), first)
    for other in ((0, 2, 3), (1, 0, 3), (1, 2, 0), (3, 2, 1)):
        assert (augmentation.apply(image, generator(*other)) != first).any()


def test_streams_of_samples_and_of_the_order_differ() -> None:
    draws = [generator(*key).random() for key in ((0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0))]
    assert len(set(draws)) == 4
    assert sorted(epoch_order(0, 0, 50)) == list(range(50))
    assert list(epoch_order(0, 0, 50)) == list(epoch_order(0, 0, 50)) != list(epoch_order(0, 1, 50))


def test_a_box_of_the_whole_picture_at_its_size_is_the_picture() -> None:
    image = noise(24, 32)
    np.testing.assert_array_equal(sample_box(image, box(24, 32), preprocess()), image)
    flipped = sample_box(image, box(24, 32, flipped=True), preprocess())
    np.testing.assert_array_equal(flipped, image[:, ::-1])
    turned = sample_box(image, box(24, 32, degrees=180), preprocess())
    assert np.abs(turned.astype(int) - image[::-1, ::-1]).max() <= 1


def test_a_box_is_turned_about_its_middle_clockwise() -> None:
    image = noise(60, 80)
    turned = sample_box(image, Box(24, 24, 20, 50, math.radians(90), False), preprocess(shape=(24, 24)))
    np.testing.assert_array_equal(turned, np.rot90(image[8:32, 38:62]))


def test_what_is_cut_out_before_sampling_holds_all_that_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    image, rng = noise(70, 90), np.random.default_rng(0)
    boxes = [Box(*rng.uniform(10, 40, 2), *rng.uniform(10, 60, 2), rng.uniform(-0.5, 0.5), False) for _ in range(60)]
    cut = [sample_box(image, each, preprocess()) for each in boxes]
    monkeypatch.setattr("core.data.sampling._cut_out", lambda image, box: (image, 0, 0))
    for each, expected in zip(boxes, cut, strict=True):
        assert np.abs(sample_box(image, each, preprocess()).astype(int) - expected).max() <= 2


def test_shrinking_averages_pixels() -> None:
    image = noise(72, 96)
    expected = image.reshape(24, 3, 32, 3, 3).mean(axis=(1, 3))
    assert np.abs(sample_box(image, box(72, 96), preprocess()) - expected).max() <= 1


@settings(max_examples=100, deadline=None)
@given(height=st.integers(1, 300), width=st.integers(1, 300), index=st.integers(0, 1000))
def test_boxes_lie_inside_the_picture_and_keep_their_share(height: int, width: int, index: int) -> None:
    augmentation = Augmentation("standard", preprocess(Resize.CROP))
    drawn = augmentation._draw_box((height, width, 3), generator(0, 0, index))
    assert drawn.width / 2 - 1e-6 <= drawn.center_x <= width - drawn.width / 2 + 1e-6
    assert drawn.height / 2 - 1e-6 <= drawn.center_y <= height - drawn.height / 2 + 1e-6
    frame_height, frame_width = transforms._frame(height, width, augmentation.preprocess)
    assert drawn.height * drawn.width <= frame_height * frame_width + 1e-6
    assert drawn.height * drawn.width >= 0.35 * frame_height * frame_width * 0.75


def test_crops_are_stretched_and_turned_as_far_as_the_level_says_to_both_sides() -> None:
    augmentation = Augmentation("strong", preprocess(shape=(24, 24)))
    drawn = [augmentation._draw_box((900, 900, 3), generator(0, 0, index)) for index in range(400)]
    aspects, degrees = [each.width / each.height for each in drawn], [math.degrees(each.radians) for each in drawn]
    assert (max(aspects), min(aspects)) == pytest.approx((4 / 3, 3 / 4), abs=0.02)
    assert (max(degrees), min(degrees)) == pytest.approx((20, -20), abs=0.5)


@pytest.mark.parametrize(("side", "expected"), [(100, 100), (130, 130), (150, 102), (1000, 102)])
def test_a_picture_is_shrunk_for_all_epochs_where_that_leaves_less_than_half_of_it(side: int, expected: int) -> None:
    augmentation = Augmentation("light", preprocess(shape=(100, 100)))  # whose smallest crop is of 102 x 102 pixels
    assert augmentation.read_size(side, side) == (expected, expected)


def test_letterboxed_pictures_stay_in_their_frame() -> None:
    white = np.full((40, 400, 3), 255, np.uint8)
    augmentation = Augmentation("light", preprocess(Resize.LETTERBOX, (100, 100)))
    for index in range(20):
        varied = augmentation.apply(white, generator(0, 0, index))
        assert 0.05 < (varied == 255).all(axis=2).mean() < 0.25
        assert (varied[0] == augmentation.preprocess.border_color).all() or (
            varied[-1] == augmentation.preprocess.border_color
        ).all()


def test_half_of_the_pictures_are_flipped() -> None:
    image = np.zeros((24, 32, 3), np.uint8)
    image[:, 16:] = 255
    augmentation = Augmentation("light", preprocess())
    flipped = [augmentation.apply(image, generator(0, 0, index))[12, 0, 0] > 128 for index in range(200)]
    assert 70 < sum(flipped) < 130


@pytest.mark.parametrize("channels", [1, 3])
def test_gray_stays_gray_whatever_the_colours_do(channels: int) -> None:
    image = np.repeat(noise(24, 32, 1), channels, axis=2)
    recipe = Recipe(1.0, 1.0, 0.0, brightness=0.4, contrast=0.4, saturation=0.4, max_hue_degrees=30)
    for index in range(10):
        varied = vary_color(image, recipe, generator(0, 0, index))
        assert varied.shape == image.shape
        assert (np.ptp(varied.astype(int), axis=2) <= 1).all()
        assert (varied != image).any()


def test_hues_are_turned_to_either_side() -> None:
    red = np.full((4, 4, 3), (200, 60, 60), np.uint8)
    recipe = Recipe(1.0, 1.0, 0.0, max_hue_degrees=30)
    turned = [vary_color(red, recipe, generator(0, 0, index))[0, 0].astype(int) for index in range(60)]
    tints = [green - blue for _, green, blue in turned]
    assert min(tints) < -50
    assert max(tints) > 50
    assert sum(abs(tint) < 25 for tint in tints) > 5


def test_colours_vary_alike_in_gray_and_in_equal_channels() -> None:
    image = noise(24, 32, 1)
    recipe = RECIPES["standard"]
    gray = vary_color(image, recipe, generator(0, 0, 1))
    color = vary_color(np.repeat(image, 3, axis=2), recipe, generator(0, 0, 1))
    assert np.abs(gray.astype(int) - color).max() <= 1


def test_erasing_paints_a_patch_in_the_mean_colour() -> None:
    image = np.zeros((100, 100, 3), np.uint8)
    erase(image, (10, 20, 30), generator(0, 0, 0))
    painted = (image == (10, 20, 30)).all(axis=2)
    assert 0.015 < painted.mean() < 0.25
    assert (image[~painted] == 0).all()


def test_strong_erases_in_a_quarter_of_the_pictures() -> None:
    image = np.zeros((32, 32, 3), np.uint8)  # black stays black but where a patch is painted
    augmentation = Augmentation("strong", preprocess(shape=(32, 32)))
    erased = [augmentation.apply(image, generator(0, 0, index)).any() for index in range(200)]
    assert 25 < sum(erased) < 75


def test_the_picture_given_is_not_changed() -> None:
    for level in LEVELS:
        image = noise(24, 32)
        before = image.copy()
        for index in range(8):
            Augmentation(level, preprocess()).apply(image, generator(0, 0, index))
        np.testing.assert_array_equal(image, before)


def test_decoding_leaves_enough_for_the_smallest_crop() -> None:
    chosen = preprocess(shape=(224, 224))
    assert Augmentation("none", chosen).decode_size() == chosen.decode_size()
    for level, recipe in RECIPES.items():
        height, _ = Augmentation(level, preprocess(shape=(224, 224))).decode_size()
        assert height * math.sqrt(recipe.min_area) * transforms.MAGNIFICATION >= 224


def mirrorings(flip: str, level: str = "light") -> set[tuple[bool, bool]]:
    """Return which mirrorings (left and right, up and down) come of a picture that is brighter right and below."""
    rows, columns = np.mgrid[:40, :40]
    image = (rows * 4 + columns).astype(np.uint8)[:, :, np.newaxis]
    augmentation = Augmentation(level, preprocess(shape=(20, 20), channels=1), flip=flip)
    varied = [augmentation.apply(image, generator(0, 1, index)).astype(int) for index in range(40)]
    return {(bool(one[:, 0].mean() > one[:, -1].mean()), bool(one[0].mean() > one[-1].mean())) for one in varied}


def test_pictures_are_mirrored_only_in_the_directions_allowed() -> None:
    assert mirrorings("horizontal") == {(False, False), (True, False)}
    assert mirrorings("vertical") == {(False, False), (False, True)}
    assert len(mirrorings("both")) == 4
    assert mirrorings("none") == {(False, False)}
    assert mirrorings("both", "none") == {(False, False)}


@pytest.mark.parametrize("how", Resize)
def test_a_colour_is_varied_as_its_values_alone_are(how: Resize) -> None:
    image = noise(61, 83)
    geometry = {"num_operations": 0}
    colored = Augmentation("randaugment", preprocess(how), **geometry)
    for number in range(20):
        varied = colored.apply(image, generator(0, 0, number))
        assert varied.flags.c_contiguous
        for channel in range(3):
            border = Preprocess((24, 32), how, 1, MEAN[channel : channel + 1], STD[channel : channel + 1])
            alone = Augmentation("randaugment", border, **geometry).apply(
                image[..., channel : channel + 1], generator(0, 0, number))
            np.testing.assert_array_equal(varied[..., channel : channel + 1], alone)
