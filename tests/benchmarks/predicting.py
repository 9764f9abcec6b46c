"""Predicting a folder over the additive limit: the network's fastest form alone, and decoding on all cores."""

import time
from pathlib import Path

import torch

from core.base.types import Resize
from core.config import TrainConfig, to_plain
from core.data.images import cv2
from core.inference.predictor import Predictor
from core.inference.scorer import TorchScorer
from core.model_file import IMAGENET_MEAN, IMAGENET_STD, ModelFile
from models import create_model
from tests.benchmarks.loops import BATCH, additive_limit, decode_ms
from tests.benchmarks.measuring import Options, Row, in_turns, medians, ratio
from tests.benchmarks.pictures import CLASSES, own_folders, photos

TITLE = "Predicting a folder of photos of 500 x 375 over the additive limit"
SECONDS_ALONE = 2.0
BATCHES_AT_ONCE = 8  # on a GPU, which would be idle between batches that are waited for one by one
FLOORS = {"resnet18": (0.94, 0.97), "mobilenet_v2": (0.88, 0.95)}


def model_file(model: str, side: int = 224) -> ModelFile:
    """Return a network with random weights, for pictures of `side` x `side` pixels."""
    torch.manual_seed(0)
    weights = create_model(model, len(CLASSES), 3, None, (side, side)).state_dict()
    return ModelFile(model, weights, CLASSES, 3, (side, side), Resize.CROP, IMAGENET_MEAN, IMAGENET_STD,
                     config=to_plain(TrainConfig(model=model)))  # fmt: skip


class Predicting:
    """A predictor to measure, warmed up."""

    def __init__(self, folder: Path, model: str, precision: str = "auto", device: str = "cpu") -> None:
        self.paths = sorted(str(path) for path in folder.rglob("*.jpg"))
        # fp32 means the number format here, not the plain network.
        self.predictor = Predictor(model_file(model), precision=precision, device=device, fast=True)
        scorer = self.predictor.scorer
        assert isinstance(scorer, TorchScorer)
        self.scorer = scorer
        self.folder()
        size = self.predictor.batch_size if self._is_cuda else BATCH  # the size at which all cores together are fastest
        images = [self.predictor.model.preprocess.load(path) for path in self.paths[:size]]
        self.inputs = self.predictor.model.preprocess.normalise(
            torch.stack([torch.from_numpy(image) for image in images]).to(scorer.device)
        )

    def folder(self) -> float:
        """Return images/s of predicting all pictures, warm."""
        started = time.perf_counter()
        count = sum(1 for _ in self.predictor.predict(self.paths))
        return count / (time.perf_counter() - started)

    def alone(self) -> float:
        """Return images/s of the network's chosen form alone, on a batch that is there."""
        batches = BATCHES_AT_ONCE if self._is_cuda else 1
        count, started = 0, time.perf_counter()
        with torch.inference_mode():
            while (seconds := time.perf_counter() - started) < SECONDS_ALONE:
                scores = [self.scorer._run(self.inputs).float().softmax(dim=1) for _ in range(batches)]
                torch.cat(scores).cpu()
                count += batches * len(self.inputs)
        return count / seconds

    @property
    def _is_cuda(self) -> bool:
        return self.scorer.device.type == "cuda"

    def decoding(self) -> float:
        """Return the milliseconds of one core for a picture."""
        return decode_ms(self.paths[:200], cv2.IMREAD_COLOR)


def measure(options: Options) -> list[Row]:
    """Measure each network."""
    rows = []
    with own_folders(), photos(options.data, 128 if options.quick else 1024) as folder:
        for model in options.models("mobilenet_v2", "resnet18"):
            one = Predicting(folder, model, options.precision)
            speed, alone, reading = in_turns(options.num_pairs, one.folder, one.alone, one.decoding)
            limit = [additive_limit(speed, ms) for speed, ms in zip(alone, reading, strict=True)]
            floor, aim = FLOORS.get(model, (None, None))
            rows.append(Row(f"{model}: {one.scorer.form}", ratio(speed, limit), floor, aim,
                            details=medians(folder=speed, limit=limit, network_alone=alone, decoding_ms=reading)))
    return rows
