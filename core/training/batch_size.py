"""How many pictures a batch has where that is left open: as many as are useful, and no more than fit."""

import copy
import gc
from dataclasses import replace

import torch
from torch import Tensor, nn

from core.base.errors import OutOfMemoryError
from core.base.events import Emit, Notice
from core.base.messages import message
from core.config import TrainConfig
from core.data.loader import Batch
from core.data.preprocess import Preprocess
from core.data.train_shape import train_shape
from core.devices import autocast, describe, is_out_of_memory, random_numbers_kept, resolve_device
from core.memory import available_memory
from core.training.losses import ClassificationLoss
from core.training.scenarios import HEAD, freeze_for
from core.training.step import Place, TrainingStep
from models.surgery import outputs

USUAL = 32
LARGER = (128, 64)
"""Taken on a GPU, which small batches do not keep busy, where they leave enough steps an epoch to learn by."""
ENOUGH_STEPS = 200
USUAL_OF_MUON = 64
"""Its arithmetic is the same for any number of pictures, and on a CPU half as much in all with batches of this size."""
ENOUGH_STEPS_OF_MUON = 50
TRIAL_STEPS = 2
"""The second one finds the optimizer's state in memory."""
HEAD_TRIAL_STEPS = 1
"""A head's state is as good as nothing."""
SMALL, LARGE = 2, 4
"""Batches from whose difference a picture's memory is told on a CPU."""
USED_SHARE = 0.8
"""Of the machine's free memory; decoded pictures and all other programs need some, too."""
BACKWARD_FACTOR = 1.5
"""Memory of a step, by what its forward pass keeps for the backward pass."""
COPIES_OF_WEIGHTS = 4
"""Gradients, two moments, the average."""


def with_batch_size(config: TrainConfig, network: nn.Module, preprocess: Preprocess, num_train: int, num_classes: int,
                    emit: Emit) -> tuple[TrainConfig, str]:
    """Return settings with a batch size, and why it is that.

    Whole training steps are made on a copy of the network, with the settings' precision, optimizer and everything else,
    and the batch is halved until they fit. Where memory runs out on a CPU the system may end the program instead of
    raising an error, so there what two small forward passes keep is counted first, and a batch for which the free
    memory is too little is not even tried.

    Args:
        config: Settings whose `batch_size` is 0, all others resolved.
        network: With the weights to start from, on the CPU; stays as it is.
        preprocess: Of the network.
        num_train: Training pictures.
        num_classes: Of the network.
        emit: Hears where less is taken than would be useful.

    Raises:
        OutOfMemoryError: Not even one picture fits.
    """
    device = resolve_device(config.device)
    size = wanted = wanted_batch_size(config, num_train)
    pictures = replace(preprocess, input_shape=train_shape(config, preprocess.input_shape))
    trial = _Trial(config, network, pictures, num_classes, device)
    while not trial.fits(size):
        if size == 1:
            raise OutOfMemoryError(message("Not even one picture of {height} x {width} at a time fits into the memory "
                                           "of {device}. Give a smaller --input_shape or another --model.",
                                           height=preprocess.input_shape[0], width=preprocess.input_shape[1],
                                           device=describe(device)), help_topic="memory")
        size //= 2
    if size == wanted:
        return replace(config, batch_size=size), f"usual for {num_train} training pictures, and a step fits in memory"
    emit(Notice(message("Batches have {size} pictures instead of {wanted}: more do not fit into the memory of "
                        "{device}.", size=size, wanted=wanted, device=describe(device))))
    return replace(config, batch_size=size), f"{size * 2} pictures do not fit in memory"


def wanted_batch_size(config: TrainConfig, num_train: int) -> int:
    """Return how many pictures a batch of these settings should have, memory apart."""
    is_gpu = resolve_device(config.device).type != "cpu"
    return useful_batch_size(num_train, is_gpu=is_gpu, is_muon=config.optimizer_type == "muon")


def useful_batch_size(num_train: int, *, is_gpu: bool, is_muon: bool = False) -> int:
    """Return how many pictures a batch should have, memory apart."""
    if not is_gpu:
        return USUAL_OF_MUON if is_muon and num_train >= USUAL_OF_MUON * ENOUGH_STEPS_OF_MUON else USUAL
    return next((size for size in LARGER if num_train >= size * ENOUGH_STEPS), USUAL)


def raises_when_full(device: torch.device) -> bool:
    """Tell whether memory that runs out is always an error there, and never the end of the program."""
    return device.type != "cpu"


class _Trial:
    """Tells whether training with a batch size fits in memory."""

    def __init__(self, config: TrainConfig, network: nn.Module, preprocess: Preprocess, num_classes: int,
                 device: torch.device) -> None:
        self._config = config
        self._network = network
        self._preprocess = preprocess
        self._num_classes = num_classes
        self._device = device
        self._counted: tuple[float, float] | None = None

    def fits(self, batch_size: int) -> bool:
        """Tell whether a step fits; the global random state is left as it was."""
        with random_numbers_kept(self._device):
            if not raises_when_full(self._device) and not self._is_little(batch_size):
                return False
            try:
                self._make_steps(batch_size)
            except ValueError:  # of a batch norm that one picture is too little for; `starting` tells of it
                if batch_size > 1:
                    raise
            except (OutOfMemoryError, RuntimeError, MemoryError) as error:
                if not isinstance(error, OutOfMemoryError) and not is_out_of_memory(error):
                    raise
                return False
            finally:
                gc.collect()
                if self._device.type == "cuda":
                    torch.cuda.empty_cache()
        return True

    def _make_steps(self, batch_size: int) -> None:
        config = replace(self._config, batch_size=batch_size)
        step = TrainingStep(config, self._copy(), ClassificationLoss(config.loss, config.label_smoothing),
                            self._preprocess, self._device)
        step.set_training()
        batch = self._batch(batch_size)
        for number in range(HEAD_TRIAL_STEPS if config.scenario == HEAD else TRIAL_STEPS):
            result = step.train(batch, config.lr, Place(1, number, number))
            result.loss.item()  # waits for the GPU, where memory runs out late

    def _copy(self) -> nn.Module:
        network = copy.deepcopy(self._network)
        freeze_for(network, self._config, self._config.scenario)
        return network

    def _batch(self, batch_size: int) -> Batch:
        shape = (batch_size, *self._preprocess.input_shape, self._preprocess.in_channels)
        labels = torch.arange(batch_size) % self._num_classes
        names = ("",) * batch_size
        return Batch(torch.randint(0, 256, shape, dtype=torch.uint8), labels, tuple(range(batch_size)), names,
                     batch_size)

    def _is_little(self, batch_size: int) -> bool:
        available = available_memory()
        if not available:
            return True
        if self._counted is None:
            small, large = (self._kept_bytes(size) for size in (SMALL, LARGE))
            weights = sum(item.numel() * item.element_size() for item in self._network.parameters())
            self._counted = (large - small) / (LARGE - SMALL), COPIES_OF_WEIGHTS * weights
        picture, fixed = self._counted
        return fixed + picture * batch_size * BACKWARD_FACTOR <= available * USED_SHARE

    def _kept_bytes(self, batch_size: int) -> int:
        """Return the memory that a forward pass keeps for the backward pass."""
        network = self._copy().train()
        images = self._preprocess.normalise(self._batch(batch_size).images)
        kept: dict[int, int] = {}

        def note(tensor: Tensor) -> Tensor:
            kept[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage().nbytes()
            return tensor

        with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor), \
                autocast(self._device, self._config.precision):
            result = outputs(network(images))  # kept until the sum is made, so that no place is used twice
            total = sum(kept.values())
        del result
        return total
