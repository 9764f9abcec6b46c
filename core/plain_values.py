"""What torch.load reads with `weights_only=True`: tensors and plain Python values, nothing that runs code."""

import enum
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
import torch


def plain(value: Any) -> Any:
    """Turn whatever is saved into tensors and plain values that `weights_only=True` reads.

    Enums become their values, paths text, numpy scalars and arrays Python numbers and lists, str subclasses (torch's
    version text) str, tuples and sets lists, mappings dicts; tensors come to the CPU, detached.

    Raises:
        TypeError: For anything else.
    """
    if isinstance(value, torch.Tensor):
        return value.detach().cpu()
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Path):
        return str(value)
    if value is None or isinstance(value, bool):
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)  # subclasses, such as torch's version text, become the plain type
    raise TypeError(f"cannot be saved in a model file: {type(value).__name__}")


def save_plain(content: Any, file: BinaryIO) -> None:
    """Be torch.save of plain values, with the file's own error where a write fails.

    torch hides a full disk in a RuntimeError.
    """
    output = _Output(file)
    try:
        torch.save(plain(content), cast(BinaryIO, output))
    except RuntimeError:
        if output.error is not None:
            raise output.error from None
        raise


class _Output(io.RawIOBase):
    """A file that remembers why it could not be written."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.error: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._file.flush()
