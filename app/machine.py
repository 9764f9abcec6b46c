"""What the preferences let predictions be made with: the device, and the threads that read pictures."""

from dataclasses import dataclass
from typing import Any

from app.settings import Settings


@dataclass(frozen=True)
class Machine:
    """What predictions are made with.

    Attributes:
        device: auto, cpu, cuda, cuda:N or mps.
        num_threads: Threads that read pictures; 0: by the number of cores.
    """

    device: str = "auto"
    num_threads: int = 0

    @classmethod
    def of(cls, settings: Settings) -> "Machine":
        """Return what the preferences say at this moment."""
        return cls(settings.device, settings.num_threads)

    def predictor(self, classifier: Any) -> Any:
        """Make a Predictor; an ONNX file knows the processor only. Takes a while: for a job's thread."""
        from core.inference.onnx_model import OnnxModel
        from core.inference.predictor import Predictor

        device = "auto" if isinstance(classifier, OnnxModel) else self.device
        return Predictor(classifier, device=device, num_threads=self.num_threads)
