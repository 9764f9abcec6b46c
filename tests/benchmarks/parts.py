"""What each part of reading a photo costs one core, in ms of its own time: also on a machine that does other things."""

import time
from collections.abc import Callable

import numpy as np
import torch

from core.base.types import Resize
from core.data.draws import generator
from core.data.images import cv2, decode, encode_jpeg
from core.data.preprocess import Preprocess
from core.data.transforms import Augmentation
from tests.benchmarks.measuring import Options, Row
from tests.benchmarks.pictures import LARGE, SMALL, photo

TITLE = "ms of one core a picture (a batch of 32 where it says so)"
REPEATS = 3


def milliseconds(function: Callable[[int], object], count: int) -> float:
    """Return the thread's own time of one call: the least of a few rounds."""
    function(0)
    rounds = []
    for _ in range(REPEATS):
        started = time.thread_time()
        for index in range(count):
            function(index)
        rounds.append((time.thread_time() - started) / count * 1000)
    return min(rounds)


def measure(options: Options) -> list[Row]:
    """Measure each part by itself."""
    torch.set_num_threads(1)
    count = 32 if options.quick else 256
    preprocess = Preprocess((224, 224), Resize.CROP, 3, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
    contents = [encode_jpeg(photo(*SMALL, seed), 85) for seed in range(16)]
    raw = [np.frombuffer(content, np.uint8) for content in contents]
    images = [decode(content) for content in contents]
    large = [encode_jpeg(photo(*LARGE, seed), 85) for seed in range(2)]
    batch = torch.randint(0, 256, (32, 224, 224, 3), dtype=torch.uint8)
    rows = [
        Row("OpenCV's decoding alone", milliseconds(lambda i: cv2.imdecode(raw[i % 16], cv2.IMREAD_COLOR), count),
            details=f"{sum(map(len, contents)) // 16000} KB a photo"),
        Row("decoding with header and checks", milliseconds(lambda i: decode(contents[i % 16]), count)),
        Row("fitting to 224", milliseconds(lambda i: preprocess.fit(images[i % 16]), count)),
    ]
    for level in ("light", "standard", "strong"):
        vary = Augmentation(level, preprocess)
        cost = milliseconds(lambda i, vary=vary: vary.apply(images[i % 16], generator(0, 1, i)), count)
        rows.append(Row(f"augmentation {level}", cost))
    size = preprocess.decode_size()
    rows.append(Row("12 megapixels, decoding at reduced scale",
                    milliseconds(lambda i: decode(large[i % 2], 3, size), 4 if options.quick else 16)))
    rows.append(Row("normalising a batch of 32", milliseconds(lambda i: preprocess.normalise(batch), 16)))
    return rows
