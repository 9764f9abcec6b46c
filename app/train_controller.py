"""Moves the Train page."""

from app.context import Context
from app.torch_loader import TorchLoader


class TrainController:
    """Turns clicks on the Train page into jobs, and events into what it shows."""

    def __init__(self, context: Context, loader: TorchLoader) -> None:
        self.context = context

    def may_close(self) -> bool:
        """Whether the window may close."""
        return True

    def open_data(self, path: str) -> None:
        """Open a data set."""
