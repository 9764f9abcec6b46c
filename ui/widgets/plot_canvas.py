"""What the window's figures share: a canvas of matplotlib in Qt that is made late, its colours, and saving."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QSizePolicy, QWidget

from core.base.errors import OutputError
from core.base.files import atomic_path
from core.base.messages import message
from ui import choose
from ui.theme import Tokens

LEAST_WIDTH, LEAST_HEIGHT = 200, 120
SAVED_DPI = 150
ENDINGS = ("png", "svg")


class PlotCanvas:
    """One pair of axes and the widget it is drawn in.

    Made at the first use of a figure: matplotlib must not delay the first window.

    Attributes:
        widget: matplotlib's canvas; takes whatever room its layout gives.
        axes: matplotlib's axes.
    """

    def __init__(self, margins_px: tuple[int, int, int, int], on_fitted: Callable[[], object] | None = None) -> None:
        """Make the widget.

        Args:
            margins_px: Room left, right, above and below the axes for their numbers, at every size of the figure.
            on_fitted: Called when the size has changed.
        """
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        from matplotlib.figure import Figure

        figure = Figure()
        self.widget: Any = FigureCanvasQTAgg(figure)
        self.widget.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Ignored)
        self.axes: Any = figure.add_subplot()
        self._margins_px = margins_px
        self._on_fitted = on_fitted
        self.widget.mpl_connect("resize_event", lambda _event: self._fit())
        self._fit()

    def set_tokens(self, tokens: Tokens) -> None:
        """Paint behind the figure: at 125 % it ends a fraction of a pixel before the widget, which would be white."""
        colors = self.widget.palette()
        colors.setColor(QPalette.Window, tokens.color("surface"))
        self.widget.setPalette(colors)

    def _fit(self) -> None:
        width, height = max(LEAST_WIDTH, self.widget.width()), max(LEAST_HEIGHT, self.widget.height())
        left, right, top, bottom = self._margins_px
        self.axes.figure.subplots_adjust(left=left / width, right=1 - right / width, top=1 - top / height,
                                         bottom=bottom / height)  # fmt: skip
        if self._on_fitted is not None:
            self._on_fitted()


def save_figure(path: str, draw: Callable[[Any], object], inches: tuple[float, float]) -> str | None:
    """Write a figure as PNG or SVG (by the ending).

    Args:
        path: Where to.
        draw: Draws into empty axes; in light colours, for paper.
        inches: Width and height.

    Returns:
        Why it was not written, in a sentence; None where it was.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=inches, layout="constrained")
    FigureCanvasAgg(figure)
    draw(figure.add_subplot())
    try:
        with atomic_path(path) as temporary:
            figure.savefig(temporary, dpi=SAVED_DPI, format=os.path.splitext(path)[1][1:])
    except OutputError as error:
        return str(error.args[0])
    return None


def choose_figure_path(parent: QWidget, name: str, endings: Sequence[str] = ENDINGS) -> str:
    """Ask where to save a figure.

    Args:
        parent: Over which the dialog stands.
        name: Proposed, without an ending.
        endings: Those offered; the first is added to a path that has none of them.

    Returns:
        The path, or an empty text.
    """
    kinds = ";;".join(f"{ending.upper()} (*.{ending})" for ending in endings)
    path = choose.choose_target(parent, message("Save the figure"), f"{name}.{endings[0]}", kinds)
    if not path or path.lower().endswith(tuple(f".{ending}" for ending in endings)):
        return path
    return f"{path}.{endings[0]}"
