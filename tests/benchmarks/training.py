"""How much of the bare step's speed a whole epoch keeps, on photos of 500 x 375 pixels."""

from core.process import is_allocator_tuned
from tests.benchmarks.loops import Training
from tests.benchmarks.measuring import Options, Row, in_turns, medians, ratio
from tests.benchmarks.pictures import own_folders, photos

TITLE = "Training: whole epoch over the step alone, photos of 500 x 375"
# 288 to train on: whole batches, as the bare step has them. Of 288 the last of nine batches had three.
NUM_PHOTOS = 320
FLOORS = {False: (0.94, 0.97), True: (0.97, 0.99)}


def measure(options: Options) -> list[Row]:
    """Measure with and without the cache."""
    rows = []
    with own_folders() as place, photos(options.data, 72 if options.quick else NUM_PHOTOS) as folder:
        for model in options.models("resnet18", "mobilenet_v2"):
            for cached in (False, True):
                training = Training(folder, place / f"{model} {cached}", model, options.precision, cached=cached)
                epoch, alone = in_turns(options.num_pairs, training.epoch, training.alone)
                training.close()
                floor, aim = FLOORS[cached] if is_allocator_tuned() else (0.90, 0.95)
                title = f"{model} {training.config.precision}, {'from the cache' if cached else 'uncached'}"
                rows.append(Row(title, ratio(epoch, alone), floor, aim, details=medians(epoch=epoch, step_alone=alone)))
    return rows
