"""The input that a network gets where the settings leave it open, by the pictures."""

import pytest

from core.base.types import Sample, Splits
from core.config import TrainConfig
from core.data.scan import PictureFacts
from core.training.resolving import input_of

CONFIG = TrainConfig(model="mobilenet_v3_small", pretrained="none")


def found(sizes: list[tuple[int, int]], gray: list[bool] | None = None,
          config: TrainConfig = CONFIG) -> tuple[tuple[int, int], int]:  # fmt: skip
    facts = {f"{number}.png": PictureFacts(f"{number}.png", 1, 1, width, height, is_gray)
             for number, ((width, height), is_gray) in enumerate(zip(sizes, gray or [False] * len(sizes), strict=True))}
    splits = Splits("", ("a", "b"), tuple(Sample(name, 0) for name in facts), ())
    return input_of(config, splits, facts)


@pytest.mark.parametrize(("shorter", "side"), [(28, 32), (40, 32), (41, 64), (90, 64), (91, 128), (176, 128),
                                               (177, 224), (4000, 224)])  # fmt: skip
def test_pictures_are_not_blown_up_far_beyond_their_shorter_side(shorter, side):
    assert found([(shorter, 5000)])[0] == found([(5000, shorter)])[0] == (side, side)


@pytest.mark.parametrize(("size", "side"), [((500, 400), 384), ((170, 170), 128)])
def test_large_pictures_get_the_size_that_the_weights_were_made_with_and_small_ones_stay_small(size, side):
    config = TrainConfig(model="efficientnet_v2_s", pretrained="auto")  # torchvision judged its weights by 384 x 384
    assert found([size], config=config)[0] == (side, side)


def test_the_input_is_for_the_picture_in_the_middle_whatever_a_few_large_ones_are():
    assert found([(30, 30)] * 3 + [(4000, 3000)] * 2)[0] == (32, 32)


def test_one_channel_is_enough_only_where_all_pictures_are_gray_also_the_last_ones():
    sizes = [(30, 30)] * 600
    assert found(sizes, [True] * 600)[1] == 1
    assert found(sizes, [True] * 500 + [False] * 100)[1] == 3
