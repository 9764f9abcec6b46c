import numpy as np
import pytest
import torch
from torchvision.transforms import InterpolationMode, v2

from core.base.types import Resize
from core.data import rand_augment as ours
from core.data.draws import generator
from core.data.preprocess import Preprocess
from core.data.rand_augment import OPERATIONS, rand_augment
from core.data.transforms import Augmentation

NAMES = {"identity": "Identity", "shear_x": "ShearX", "shear_y": "ShearY", "translate_x": "TranslateX",
         "translate_y": "TranslateY", "rotate": "Rotate", "brightness": "Brightness", "saturation": "Color",
         "contrast": "Contrast", "sharpness": "Sharpness", "posterize": "Posterize", "solarize": "Solarize",
         "autocontrast": "AutoContrast", "equalize": "Equalize"}
COLOR = (120, 110, 100)


def picture(channels: int = 3, height: int = 40, width: int = 56) -> np.ndarray:
    """Smooth stripes with some noise, of other values in each channel."""
    rows, columns = np.mgrid[:height, :width]
    rng = np.random.default_rng(4)
    layers = [90 + 40 * np.sin(rows / (5 + number)) + 30 * np.cos(columns / (6 - number)) + rng.normal(0, 4, rows.shape)
              for number in range(channels)]
    return np.stack(layers, -1).clip(0, 255).astype(np.uint8)


def theirs(image: np.ndarray, name: str, magnitude: int, sign: int) -> np.ndarray:
    transform = v2.RandAugment(interpolation=InterpolationMode.BILINEAR, fill=list(COLOR[:image.shape[2]]))
    levels, signed = transform._AUGMENTATION_SPACE[name]
    values = levels(31, *image.shape[:2])
    amount = 0.0 if values is None else float(values[magnitude]) * (sign if signed else 1)
    tensor = torch.from_numpy(image).permute(2, 0, 1).contiguous()
    result = transform._apply_image_or_video_transform(tensor, name, amount, InterpolationMode.BILINEAR,
                                                       transform._fill)
    return result.permute(1, 2, 0).numpy()


def test_the_operations_are_torchvisions():
    assert set(NAMES.values()) == set(v2.RandAugment._AUGMENTATION_SPACE)
    assert [operation.__name__ for operation, _ in OPERATIONS] == list(NAMES)
    signed = {NAMES[operation.__name__] for operation, is_signed in OPERATIONS if is_signed}
    assert signed == {name for name, (_, is_signed) in v2.RandAugment._AUGMENTATION_SPACE.items() if is_signed}


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("magnitude", [4, 9, 24])
@pytest.mark.parametrize("name", NAMES)
def test_each_operation_gives_torchvisions_pixels(name, magnitude, channels):
    image = picture(channels)
    for sign in (1, -1):
        strength = magnitude / 30 * (sign if dict(OPERATIONS)[getattr(ours, name)] else 1)
        mine = getattr(ours, name)(image, strength, COLOR[:channels]).reshape(image.shape)
        other = theirs(image, NAMES[name], magnitude, sign)
        difference = np.abs(mine.astype(int) - other.astype(int))
        # Where the border lies differs by a fraction of a pixel, solarize's threshold by one of a value.
        share = 92 if name.startswith(("shear", "rotate")) else 99 if name == "solarize" else 100
        assert np.percentile(difference, share) <= 2, (difference.max(), difference.mean())


def test_what_is_drawn_derives_from_the_generator_alone_and_all_operations_come():
    image = picture()
    results = [rand_augment(image, 2, 20, COLOR, generator(0, 1, index)).tobytes() for index in range(60)]
    assert results == [rand_augment(image, 2, 20, COLOR, generator(0, 1, index)).tobytes() for index in range(60)]
    assert len(set(results)) > 40
    assert rand_augment(image, 0, 9, COLOR, generator(0, 1, 0)) is image


def test_the_picture_given_stays_as_it_was():
    image = picture()
    before = image.copy()
    for index in range(60):
        rand_augment(image, 3, 25, COLOR, generator(0, 1, index))
    assert np.array_equal(image, before)


@pytest.mark.parametrize("value", [0, 7, 255])
def test_a_picture_of_one_value_is_borne(value):
    image = np.full((3, 2, 1), value, np.uint8)
    for operation, _ in OPERATIONS:
        assert operation(image, 0.5, (9,)).reshape(image.shape).dtype == np.uint8


def test_as_a_level_it_fills_with_the_colour_of_the_border():
    mean = (0.1, 0.9, 0.4)
    preprocess = Preprocess((32, 32), Resize.LETTERBOX, 3, mean, (0.2,) * 3)
    augmentation = Augmentation("randaugment", preprocess, num_operations=1, magnitude=30)
    white = np.full((64, 64, 3), 255, np.uint8)
    border = 0
    for index in range(80):
        varied = augmentation.apply(white, generator(0, 1, index))
        assert varied.shape == (32, 32, 3)
        border += bool((varied == np.array(preprocess.border_color)).all(2).any())
    assert border > 10
