"""Where in a picture a network looks for a class: Grad-CAM and its kin, laid over the part that the network saw.

Methods, by the package grad-cam: Grad-CAM (Selvaraju et al. 2017, https://arxiv.org/abs/1610.02391), Grad-CAM++
(Chattopadhay et al. 2018, https://arxiv.org/abs/1710.11063), Layer-CAM (Jiang et al. 2021,
https://doi.org/10.1109/TIP.2021.3089943) and Eigen-CAM (Muhammad and Yeasin 2020, https://arxiv.org/abs/2008.00299),
which asks for no class.
"""

import importlib
import warnings
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.base.errors import BROKEN_PACKAGE, DependencyError, ModelError
from core.base.messages import message
from core.data.images import UInt8Array, cv2, header, read_file
from core.data.preprocess import Preprocess
from core.devices import resolve_device
from core.inference.onnx_model import OnnxModel
from core.inference.predictor import Classifier
from core.model_file import ModelFile
from models.feature_layers import FeatureLayer, feature_layer


class Method(StrEnum):
    """How a heatmap is made."""

    GRAD_CAM = "grad_cam"
    GRAD_CAM_PLUS_PLUS = "grad_cam_plus_plus"
    LAYER_CAM = "layer_cam"
    EIGEN_CAM = "eigen_cam"


CLASSES = {
    Method.GRAD_CAM: "GradCAM",
    Method.GRAD_CAM_PLUS_PLUS: "GradCAMPlusPlus",
    Method.LAYER_CAM: "LayerCAM",
    Method.EIGEN_CAM: "EigenCAM",
}


@dataclass(frozen=True)
class Heatmap:
    """How much each place of a picture speaks for a class.

    Attributes:
        values: float32 [h, w], 0..1, of the part of the picture that the network saw, at about the input's resolution.
        part: (left, top, width, height) of that part, as fractions of the upright picture's sides.
    """

    values: NDArray[np.float32]
    part: tuple[float, float, float, float]


class Heatmapper:
    """Makes heatmaps with a network that is loaded once. One thread at a time.

    Attributes:
        classes: The network's class names.
        layer: The layer that the maps are made of.
    """

    def __init__(self, model: Classifier, *, device: str = "auto") -> None:
        """Load the network and find its layer.

        Raises:
            ModelError: The network has no layer to make heatmaps of.
            DependencyError: The package grad-cam is missing.
        """
        if not isinstance(model, ModelFile):
            assert isinstance(model, OnnxModel)
            raise ModelError(message("Heatmaps need a network's inner layers, which an ONNX file does not give. Open "
                                     "the model file (.pth) that it was exported from."))  # fmt: skip
        self._package = _grad_cam()
        self._preprocess: Preprocess = model.preprocess
        self._device = resolve_device(device)
        self._network = model.network().to(self._device).requires_grad_(False)
        layer = feature_layer(self._network, self._preprocess.in_channels, self._preprocess.input_shape)
        if layer is None:
            raise ModelError(message("The network {name} has no layer that keeps the picture's places apart, so there "
                                     "is no heatmap for it.", name=model.model))  # fmt: skip
        self.classes = model.classes
        self.layer: FeatureLayer = layer

    def of_file(self, path: str | Path, class_index: int, method: Method = Method.GRAD_CAM) -> Heatmap:
        """Return a picture's heatmap for a class.

        Raises:
            ImageError: The picture cannot be read.
        """
        data = read_file(path)
        head = header(data)
        return self._heatmap(self._preprocess.load_bytes(data), (head.height, head.width), class_index, method)

    def of_image(self, image: UInt8Array, class_index: int, method: Method = Method.GRAD_CAM) -> Heatmap:
        """Return the heatmap of a decoded picture, uint8 [h, w, C] of the network's channels."""
        return self._heatmap(self._preprocess.fit(image), (image.shape[0], image.shape[1]), class_index, method)

    def _heatmap(self, fitted: UInt8Array, size: tuple[int, int], class_index: int, method: Method) -> Heatmap:
        placement = self._preprocess.placement(*size)
        whole = self._values(fitted, class_index, method)
        top, left, height, width = placement.target
        values = np.ascontiguousarray(whole[top : top + height, left : left + width])
        y, x, seen_height, seen_width = placement.source
        part = (x / size[1], y / size[0], seen_width / size[1], seen_height / size[0])
        return Heatmap(values, part)

    def _values(self, fitted: UInt8Array, class_index: int, method: Method) -> NDArray[np.float32]:
        """Return float32 [H, W], 0..1, of a fitted picture."""
        batch = torch.from_numpy(np.ascontiguousarray(fitted))[None].to(self._device)
        # The weights need no gradients; that of the input leads the way back to the layer.
        inputs = self._preprocess.normalise(batch).requires_grad_(True)
        build = getattr(self._package, CLASSES[method])
        with build(model=self._network, target_layers=[self.layer.module],
                   reshape_transform=self.layer.to_map) as cam, warnings.catch_warnings():  # fmt: skip
            warnings.simplefilter("ignore")  # grad-cam divides by zero where nothing speaks for the class
            target = importlib.import_module("pytorch_grad_cam.utils.model_targets").ClassifierOutputTarget(class_index)
            values = np.asarray(cam(input_tensor=inputs, targets=[target])[0], dtype=np.float32)
        height, width = self._preprocess.input_shape
        if values.shape != (height, width):
            values = np.asarray(cv2.resize(values, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
        return np.nan_to_num(values).clip(0.0, 1.0)


def _grad_cam() -> Any:
    """Import grad-cam, which takes a second or two.

    Raises:
        DependencyError: It is missing.
    """
    try:
        return importlib.import_module("pytorch_grad_cam")
    except BROKEN_PACKAGE as error:
        text = message("Heatmaps need the package grad-cam, which cannot be imported ({reason}). Install it: "
                       "python -m pip install grad-cam", reason=str(error))  # fmt: skip
        raise DependencyError(text) from error
