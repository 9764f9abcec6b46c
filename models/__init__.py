"""Networks for image classification: their list and how they are built; importing this package imports no torch."""

from models.factory import create_model
from models.registry import MODEL_CLASSES

__all__ = ["MODEL_CLASSES", "create_model"]
