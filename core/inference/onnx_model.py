"""Predicting with an ONNX file that `core.inference.onnx_export` wrote: it carries all that a model file does."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import torch

from core.base.errors import BROKEN_PACKAGE, DependencyError, ModelFileError
from core.base.types import Resize
from core.data.preprocess import Preprocess
from core.model_values import check_values

ENDING = ".onnx"
METADATA_KEY = "classwise"
FORMAT_VERSION = 1
PARTS = ("format_version", "model", "classes", "input_shape", "resize", "in_channels", "mean", "std", "positive_class",
         "threshold", "picture_hashes")  # fmt: skip
INPUT_NAME = "images"
OUTPUT_NAME = "scores"


@dataclass(frozen=True)
class OnnxModel:
    """A network in an ONNX file and all that is needed to use it.

    Attributes:
        path: The file.
        model: Registry name of the network it was made of.
        classes: Class names in index order.
        preprocess: How pictures become its input.
        positive_class, threshold, picture_hashes: As in `ModelFile`.
    """

    path: str
    model: str
    classes: tuple[str, ...]
    preprocess: Preprocess
    positive_class: str | None
    threshold: float | None
    picture_hashes: tuple[str, ...]

    @property
    def positive_index(self) -> int | None:
        """Index of the positive class; None where there is none."""
        return self.classes.index(self.positive_class) if self.positive_class in self.classes else None

    @cached_property
    def session(self) -> Any:
        """The file, opened by onnxruntime."""
        return open_session(self.path)


class OnnxScorer:
    """Scores from an ONNX file, on the CPU, in fp32."""

    def __init__(self, model: OnnxModel) -> None:
        self.form = "onnxruntime, fp32"
        self._session = model.session
        self._preprocess = model.preprocess

    def scores(self, images: torch.Tensor, *, is_all: bool = False) -> torch.Tensor:
        """Return float32 [B, K] for images uint8 [B, H, W, C]; see `core.inference.scorer.Scorer`."""
        inputs = self._preprocess.normalise(images).contiguous().numpy()
        return torch.from_numpy(self._session.run([OUTPUT_NAME], {INPUT_NAME: inputs})[0])


def load_onnx_model(path: str | Path) -> OnnxModel:
    """Open an ONNX file.

    Raises:
        ModelFileError: It is missing, damaged, or was not written by Classwise.
        DependencyError: onnxruntime is missing.
    """
    if not Path(path).is_file():
        raise ModelFileError(f"There is no model file {path}. Give an .onnx or .pth file or a run folder.")
    session = open_session(str(path))
    text = session.get_modelmeta().custom_metadata_map.get(METADATA_KEY)
    if text is None:
        raise ModelFileError(
            f"{path} holds no classes and no preprocessing: it was not written by python -m app export. "
            "Export it from its model file."
        )
    try:
        model = _from_metadata(str(path), json.loads(text))
    except (ValueError, AttributeError) as error:  # no JSON, or none of names and values
        raise ModelFileError(f"{path} has damaged metadata ({error}). Export it again.") from error
    model.__dict__["session"] = session
    return model


def open_session(path: str) -> Any:
    """Open an ONNX file with onnxruntime, on the CPU.

    Raises:
        ModelFileError: It is damaged or no ONNX file.
        DependencyError: onnxruntime is missing.
    """
    try:
        import onnxruntime
    except BROKEN_PACKAGE as error:
        raise DependencyError(
            f"ONNX files need onnxruntime ({error}). Run: python -m pip install -r requirements-export.txt"
        ) from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors are raised and need not be printed as well
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors share no base class but Exception
        reason = str(error).split("\n")[0][:200]
        raise ModelFileError(f"{path} is damaged or no ONNX file ({reason}). Export it again.") from error


def metadata_text(model: Any) -> str:
    """Return what a file's metadata says of a model (a `ModelFile`), as JSON."""
    preprocess = model.preprocess
    return json.dumps({
        "format_version": FORMAT_VERSION,
        "model": model.model,
        "classes": list(model.classes),
        "input_shape": list(preprocess.input_shape),
        "resize": str(preprocess.resize),
        "in_channels": preprocess.in_channels,
        "mean": list(preprocess.mean),
        "std": list(preprocess.std),
        "positive_class": model.positive_class,
        "threshold": model.threshold,
        "picture_hashes": list(model.picture_hashes),
    }, ensure_ascii=False)  # fmt: skip


def _from_metadata(path: str, values: dict[str, Any]) -> OnnxModel:
    if isinstance(version := values.get("format_version"), int) and version > FORMAT_VERSION:
        raise ModelFileError(f"{path} was written by a newer Classwise. Update Classwise.")
    try:
        check_values(values, PARTS)
    except ModelFileError as error:
        raise ModelFileError(f"{path} has damaged metadata: {error} Export it again.") from error
    height, width = values["input_shape"]
    preprocess = Preprocess(
        (height, width), Resize(values["resize"]), values["in_channels"], tuple(values["mean"]), tuple(values["std"])
    )
    return OnnxModel(
        path, values["model"], tuple(values["classes"]), preprocess, values["positive_class"], values["threshold"],
        tuple(values["picture_hashes"]),
    )  # fmt: skip
