"""Running a network on batches: the fastest form of it that gives the plain network's scores.

The plain network is the one that was trained, in fp32. Faster forms (`core.inference.forms`) are tried on the first
full batch, and the first one is taken whose scores stay within the tolerance; on a processor the number format is the
one that a short trial says is faster, unless one is wished for. Few pictures are not worth the preparation and go
through the plain network.
"""

import logging
import threading
from collections.abc import Iterator
from functools import partial
from typing import Protocol

import torch
from torch import nn

from core.base.errors import OutOfMemoryError
from core.devices import is_out_of_memory, resolve_device, resolve_precision
from core.inference.fast import Run
from core.inference.forms import Chosen, Form, autocast_of, faster, first_that_works, forms_of
from core.model_file import ModelFile

TOLERANCE = 0.02
NUM_COMPARED = 16
NUM_TOP = 5

logger = logging.getLogger(__name__)


def possible_difference(found: torch.Tensor, expected: torch.Tensor) -> float:
    """Return how far a faster form's scores can lie from the plain network's, judged by a few pictures' logits.

    Scores near 0 and 1 hide errors that would show in a doubtful picture. Where the logits of the best classes are off
    by amounts that differ by d, a score moves by at most d / 4, and by that much where two classes share it evenly.

    Args:
        found: Logits [B, K] of the faster form.
        expected: Logits [B, K] of the plain network.

    Returns:
        The largest of these bounds, or of the scores' differences where one is larger; nan where a logit is.
    """
    found = found.float()
    best = expected.topk(min(NUM_TOP, expected.shape[1])).indices
    errors = (found - expected).gather(1, best)
    bounds = (errors.amax(dim=1) - errors.amin(dim=1)) / 4
    moved = (found.softmax(dim=1) - expected.softmax(dim=1)).abs().amax(dim=1)
    return float(torch.maximum(bounds, moved).max())


class Scorer(Protocol):
    """Gives scores for batches of pictures."""

    form: str

    def scores(self, images: torch.Tensor, *, is_all: bool = False) -> torch.Tensor:
        """Return float32 [B, K], rows that sum to 1, for images uint8 [B, H, W, C].

        Args:
            images: Pictures from `Preprocess.fit`, on the CPU.
            is_all: There are no further ones: preparing a faster form would not pay.
        """


class TorchScorer:
    """Scores from a torch network; several threads may ask at once.

    Attributes:
        device: Where it runs.
        precision: fp32, bf16 or fp16: what will be tried, and after the first full batch what runs.
        form: What runs, for people, such as "bf16, batch norm folded, convolutions fused".
    """

    def __init__(self, model_file: ModelFile, *, device: str = "auto", precision: str = "auto", fast: bool = True):
        """Load the network, once.

        Args:
            model_file: The network.
            device: auto, cpu, cuda, cuda:N or mps.
            precision: auto, fp32, bf16 or fp16.
            fast: Allow faster forms than the network as it was trained.
        """
        self.device = resolve_device(device)
        self.precision = resolve_precision(precision, self.device) if fast or precision != "auto" else "fp32"
        self.form = "fp32, as trained"
        self._preprocess = model_file.preprocess
        self._plain: nn.Module = model_file.network().to(self.device)
        self._run: Run = self._plain
        self._wants_fast = fast
        self._is_wished = precision not in ("auto", "fp32")
        self._is_tried = self.device.type == "cpu" and not self._is_wished
        self._is_prepared = self.precision == "fp32" and not fast
        self._largest_batch = 0
        self._preparing = threading.Lock()

    def scores(self, images: torch.Tensor, *, is_all: bool = False) -> torch.Tensor:
        """Return float32 [B, K] on the CPU for images uint8 [B, H, W, C]; see `Scorer`.

        Raises:
            OutOfMemoryError: Not even one picture fits into memory.
        """
        limit = self._largest_batch or len(images)
        while True:
            try:
                with torch.inference_mode():
                    parts = [self._scores_of(part, is_all=is_all) for part in images.split(limit)]
                return torch.cat(parts)
            except Exception as error:
                if not is_out_of_memory(error):
                    raise
                failure = error.with_traceback(None)  # which would keep the failed try's memory
            if limit == 1:
                raise OutOfMemoryError(
                    f"Not even one picture of {' x '.join(map(str, images.shape[1:3]))} pixels fits into the memory "
                    f"of {self.device}. Give --device cpu, or close other programs."
                ) from failure
            limit //= 2
            self._largest_batch = limit
            if self.device.type == "cuda":
                torch.cuda.empty_cache()
            logger.warning("Memory ran out; going on with %d pictures a batch.", limit)

    def _scores_of(self, images: torch.Tensor, *, is_all: bool) -> torch.Tensor:
        if self.device.type == "cuda":
            images = images.pin_memory().to(self.device, non_blocking=True)  # a folder's are pinned already
        inputs = self._preprocess.normalise(images.to(self.device))
        if not self._is_prepared and (self._is_wished or not is_all):
            with self._preparing:
                if not self._is_prepared:  # by another thread meanwhile
                    self._prepare(inputs)
                    self._is_prepared = True
        return self._run(inputs).float().softmax(dim=1).cpu()

    def _prepare(self, inputs: torch.Tensor) -> None:
        """Choose the form that further batches go through, by the first one."""
        inputs = inputs[:NUM_COMPARED]
        expected = self._plain(inputs)
        exact_enough = partial(_refusal, expected)
        chosen, trial = first_that_works(self._forms(self.precision), inputs, exact_enough), ""
        if self.precision != "fp32" and (chosen is None or self._is_tried):
            plain = Chosen(Form(self.form, "fp32", lambda: self._plain), self._plain, expected)
            exact = first_that_works(self._forms("fp32"), inputs, exact_enough) or plain
            chosen, trial = (exact, "") if chosen is None else faster(exact, chosen, inputs)
        if chosen is None or chosen.run is self._plain:
            self.precision = "fp32"
            return
        self._run, self.form, self.precision = chosen.run, chosen.form.name, chosen.form.precision
        difference = possible_difference(chosen.found, expected)
        logger.info("Predicting with %s; scores within %.2g of the plain network's%s.", self.form, difference,
                    trial and f"; {trial}")  # fmt: skip
        self._plain = nn.Identity()  # its weights are no longer needed

    def _forms(self, precision: str) -> Iterator[Form]:
        """Return the forms to try in a number format, fastest first."""
        if self._wants_fast:
            return forms_of(self._plain, self.device, precision, has_exact_head=True)
        return autocast_of(self._plain, self.device, precision)


def _refusal(expected: torch.Tensor, found: torch.Tensor) -> str:
    """Return why logits are too far from the plain network's; "" where they are near enough."""
    difference = possible_difference(found, expected)
    if difference <= TOLERANCE:  # false for nan
        return ""
    return f"could move a score by {difference:.2g} (allowed: {TOLERANCE:g})"
