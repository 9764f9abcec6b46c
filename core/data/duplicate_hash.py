"""What is remembered of a picture to recognise it again: its pixels, a 64-bit DCT hash and a thumbnail."""

import hashlib

import numpy as np
import numpy.typing as npt

from core.data.images import UInt8Array, cv2

HASH_INPUT = 32
HASH_SIDE = 8
THUMB_SIDE = 16
FLAT = 1.0


def pixel_hash(image: UInt8Array) -> str:
    """Return 16 hexadecimal digits that stand for the pixels and the shape of uint8 [H, W, C]."""
    digest = hashlib.blake2b(repr(image.shape).encode(), digest_size=8)
    digest.update(np.ascontiguousarray(image).data)
    return digest.hexdigest()


def dct_hash(gray: UInt8Array) -> int:
    """Return the 64-bit hash of a gray picture's low frequencies.

    The picture is shrunk to 32 x 32; of its discrete cosine transform the 8 x 8 lowest frequencies without the first
    row and column (the mean, and what is constant along an axis) give a bit each: above their median or not. This is
    the pHash of C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, with one
    difference: a coefficient that is nearly zero gives 0, so that flat pictures are not told apart by noise.

    Args:
        gray: uint8 [H, W].
    """
    small = cv2.resize(gray, (HASH_INPUT, HASH_INPUT), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[1 : HASH_SIDE + 1, 1 : HASH_SIDE + 1].ravel()
    bits = low > max(float(np.median(low)), -FLAT)
    bits &= np.abs(low) > FLAT
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def thumbnail(gray: UInt8Array) -> bytes:
    """Return uint8 [H, W] shrunk to 16 x 16, as 256 bytes."""
    return bytes(cv2.resize(gray, (THUMB_SIDE, THUMB_SIDE), interpolation=cv2.INTER_AREA).tobytes())


def num_different_bits(
    hashes: npt.NDArray[np.uint64], others: int | npt.NDArray[np.uint64]
) -> npt.NDArray[np.uint64]:
    """Return in how many bits each hash, uint64 [N], differs from one other, or from its own other: uint64 [N].

    Counted as in Hacker's Delight, 5-1: sums of neighbouring bits, of pairs, of fours (numpy before 2.0 has no count).
    """
    bits = hashes ^ (np.uint64(others) if isinstance(others, int) else others)
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (bits * np.uint64(0x0101010101010101)) >> np.uint64(56)
