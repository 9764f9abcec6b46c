"""A real training to measure, and the bare step that is its limit."""

import time
from dataclasses import replace
from pathlib import Path

import torch

from core.base.control import Control
from core.config import TrainConfig
from core.data.cache_choice import memory_limit
from core.data.images import cv2, read_file
from core.data.loader import Batch, Loader
from core.data.picture_cache import MemoryCache, NoCache, PictureCache
from core.devices import autocast, resolve_device
from core.process import num_cores
from core.training.listeners import EventStream
from core.training.prepare import prepare
from core.training.records import EventsFile, HistoryFiles, LogFile
from core.training.starting import start
from core.training.tensorboard import TensorBoard
from core.training.trainer import Trainer
from models.surgery import outputs

BATCH = 32
SIZE = 224


def epoch_config(folder: Path, model: str, precision: str, device: str, batch_size: int) -> TrainConfig:
    """Return the settings of a training whose epochs are alike, on pictures of SIZE; see `Training`."""
    return TrainConfig(dataset_path=str(folder), model=model, input_shape=(SIZE,), batch_size=batch_size,
                       split=(0.9, 0.1), in_channels="3", duplicates="ignore", precision=precision, pretrained="none",
                       device=device, train_scale_start=1.0, optimizer_type="adamw")  # fmt: skip


class Training:
    """A run of the program's own trainer with all its listeners, an epoch at a time."""

    def __init__(self, folder: Path, run_dir: Path, model: str, precision: str = "auto", *, cached: bool,
                 device: str = "cpu", batch_size: int = BATCH) -> None:
        """Prepare everything and look at every picture.

        Args:
            folder: Class folders.
            run_dir: For the records of the run.
            model: Network.
            precision: As --precision.
            cached: Keep decoded pictures in memory.
            device: As --device.
            batch_size: Pictures a step.
        """
        config = epoch_config(folder, model, precision, device, batch_size)
        prepared = prepare(config)
        begin = start(prepared, lambda event: None)
        cache: PictureCache = MemoryCache(memory_limit()) if cached else NoCache()
        run_dir.mkdir(parents=True, exist_ok=True)
        self.config = replace(begin.config, epochs=10**6)
        self.trainer = Trainer(self.config, prepared.splits, begin.network, begin.template, run_dir,
                               device=resolve_device(begin.config.device), cache=cache)
        records = [EventsFile(run_dir / "events.jsonl"), HistoryFiles(run_dir, []), LogFile(run_dir / "training.log")]
        self.stream = EventStream(records, [TensorBoard(run_dir / "tensorboard", begin.config.logging_steps)])
        self.stream(self.trainer._run_started())  # from which TensorBoard begins to write
        self.batch = next(self.loader.epoch(0))
        if cached:
            self.epoch()  # fills the cache
        self.alone()

    @property
    def loader(self) -> Loader:
        """Gives the training's batches."""
        return self.trainer.train_loader

    def epoch(self) -> float:
        """Return images/s of the training part of an epoch, reading, counting, telling and all."""
        state = self.trainer.state
        started = time.perf_counter()
        self.trainer._train(state.epoch + 1, self.stream, Control())
        self._wait()
        seconds = time.perf_counter() - started
        state.epoch, state.batch = state.epoch + 1, 0
        return len(self.loader.samples) / seconds

    def alone(self) -> float:
        """Return images/s of the arithmetic alone: forward, loss, backward and step on a batch that is there.

        There are as many steps as an epoch has, timed as a whole like one: a machine that now and then stands still
        holds up both alike, where a median of single steps would leave it out on this side alone.
        """
        inputs, labels = self._inputs(self.batch)
        self.trainer.step.network.train()
        steps = len(self.loader)
        started = time.perf_counter()
        for _ in range(steps):
            self._bare_step(inputs, labels)
        self._wait()
        return steps * len(self.batch) / (time.perf_counter() - started)

    def close(self) -> None:
        """Close the records."""
        self.stream.close()

    def _bare_step(self, inputs: torch.Tensor, labels: torch.Tensor) -> None:
        step = self.trainer.step
        with autocast(step.device, self.config.precision):
            logits = outputs(step.network(inputs))[0]
        loss = step.loss(logits, labels)
        step.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        step.optimizer.step()

    def _inputs(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        step = self.trainer.step
        return step.preprocess.normalise(batch.images.to(step.device)), batch.labels.to(step.device)

    @property
    def _is_cuda(self) -> bool:
        return self.trainer.device.type == "cuda"

    def _wait(self) -> None:
        if self._is_cuda:
            torch.cuda.synchronize()


def decode_ms(paths: list[str], flag: int) -> float:
    """Return the milliseconds that one core needs to read and decode a photo by OpenCV, and nothing else."""
    started = time.perf_counter()
    for path in paths:
        cv2.imdecode(torch.frombuffer(bytearray(read_file(path)), dtype=torch.uint8).numpy(), flag)
    return (time.perf_counter() - started) * 1000 / len(paths)


def additive_limit(images_per_s: float, milliseconds: float) -> float:
    """Return images/s where the arithmetic and decoding on all cores cannot overlap."""
    return 1 / (1 / images_per_s + milliseconds / (1000 * num_cores()))
