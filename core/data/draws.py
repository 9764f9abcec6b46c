"""What is drawn by lot of an epoch: the order of its samples, and the numbers that vary each of them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

# Tells the draws of a sample from the order of an epoch, which derives from the same seed.
SAMPLE_STREAM = 1
ORDER_STREAM = 2


def generator(seed: int, epoch: int, index: int) -> np.random.Generator:
    """Return the source of all draws for one sample in one epoch."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((SAMPLE_STREAM, seed, epoch, index))))


def epoch_order(seed: int, epoch: int, num_samples: int) -> npt.NDArray[np.int64]:
    """Return the order, int64 [num_samples], in which an epoch takes the samples."""
    order = np.random.Generator(np.random.PCG64(np.random.SeedSequence((ORDER_STREAM, seed, epoch))))
    return order.permutation(num_samples)


def balanced_order(seed: int, epoch: int, labels: Sequence[int]) -> npt.NDArray[np.int64]:
    """Return as many draws as there are samples, with replacement, every class being equally likely each time.

    Args:
        seed: Of the run.
        epoch: What is drawn derives from it and the seed.
        labels: Class of each sample.

    Returns:
        int64 [N], each the sample's place in `labels` plus N times how often it was drawn before, so that a sample
        that comes again is varied in another way.
    """
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence((ORDER_STREAM, seed, epoch))))
    each = np.asarray(labels, np.int64)
    chances = 1 / np.bincount(each)[each]
    drawn = rng.choice(len(each), len(each), p=chances / chances.sum())
    grouped = np.argsort(drawn, kind="stable")
    places = np.arange(len(each))
    first = np.maximum.accumulate(np.where(np.diff(drawn[grouped], prepend=-1) != 0, places, 0))
    drawn[grouped] += (places - first) * len(each)
    return drawn


def between(one: float, other: float, share: float) -> float:
    """Return what a draw `share`, 0..1, stands for between two numbers."""
    return one + (other - one) * share
