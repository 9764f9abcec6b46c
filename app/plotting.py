"""Loads what draws figures before the window needs it; for a job."""

from core.base.control import Control
from core.base.events import Emit


def load_plotting(emit: Emit, control: Control) -> None:
    """Import matplotlib here in the thread, and have it look for its fonts: the window would stand still meanwhile."""
    import matplotlib.backends.backend_qtagg
    import matplotlib.figure  # noqa: F401  brings the axes, which take the longest
