"""Training on 12-megapixel photos: uncached over the additive limit, from the cache over the step alone."""

from core.data.images import cv2
from tests.benchmarks.loops import Training, additive_limit, decode_ms
from tests.benchmarks.measuring import Options, Row, in_turns, medians, ratio
from tests.benchmarks.pictures import LARGE, own_folders, photos

# 128 to train on and 14 of val: whole batches, as the bare step has them. Of 144 the last of five batches had two.
NUM_PHOTOS = 142
TITLE = "Training on 12-megapixel photos (decoded at a quarter of their sides)"


def measure(options: Options) -> list[Row]:
    """Measure with and without the cache."""
    rows = []
    with own_folders() as place, photos(options.data, 40 if options.quick else NUM_PHOTOS, LARGE) as folder:
        for model in options.models("resnet18"):
            training = Training(folder, place / "uncached", model, options.precision, cached=False)
            paths = [sample.path for sample in training.loader.samples[:16]]
            epoch, alone, reading = in_turns(options.num_pairs, training.epoch, training.alone,
                                             lambda paths=paths: decode_ms(paths, cv2.IMREAD_REDUCED_COLOR_4))
            training.close()
            limit = [additive_limit(speed, ms) for speed, ms in zip(alone, reading, strict=True)]
            rows.append(Row(f"{model}, uncached over the additive limit", ratio(epoch, limit), 0.90, 0.95,
                            details=medians(epoch=epoch, limit=limit, step_alone=alone, decoding_ms=reading)))
            training = Training(folder, place / "cached", model, options.precision, cached=True)
            epoch, alone = in_turns(options.num_pairs, training.epoch, training.alone)
            training.close()
            rows.append(Row(f"{model}, cached over the step alone", ratio(epoch, alone), 0.96, 0.98,
                            details=medians(epoch=epoch, step_alone=alone)))
    return rows
