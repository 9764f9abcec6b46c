"""One figure of some pictures with their predictions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.base.errors import ImageError
from core.base.types import Prediction
from core.data.images import read_image
from core.inference.result_writer import class_name

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = 5
CELL_INCHES = 2.6
SHOWN_SIZE = (400, 400)  # pictures are decoded no larger than needed
LONGEST_NAME = 28


def prediction_figure(predictions: Sequence[Prediction], classes: Sequence[str], unknown_below: float = 0) -> "Figure":
    """Draw pictures in a grid, each with its class and score above it and its true class, where known, below.

    Args:
        predictions: Of pictures that are still there.
        classes: Class names in index order.
        unknown_below: Predictions with a lower score (0..1) are of the class "unknown".
    """
    from core.evaluation.plot_style import VAL_COLOR, new_figure  # late: matplotlib

    columns = max(1, min(COLUMNS, len(predictions)))
    rows = max(1, -(-len(predictions) // columns))
    figure = new_figure(CELL_INCHES * columns, (CELL_INCHES + 0.5) * rows)
    for place, axes in enumerate(figure.subplots(rows, columns, squeeze=False).flat):
        axes.axis("off")
        if place >= len(predictions):
            continue
        prediction = predictions[place]
        name = class_name(prediction, classes, unknown_below)
        try:
            axes.imshow(read_image(prediction.path, min_size=SHOWN_SIZE))
        except ImageError as error:
            axes.text(0.5, 0.5, str(error), ha="center", va="center", wrap=True, transform=axes.transAxes, fontsize=8)
        is_wrong = prediction.label is not None and prediction.label != name
        title = "not readable" if prediction.score is None else f"{_short(name or '')} {prediction.score:.1%}"
        if is_wrong:
            title += f"\ntrue class: {_short(prediction.label or '')}"
        axes.set_title(title, fontsize=10, color=VAL_COLOR if is_wrong else "#222222")
        axes.text(0.5, -0.04, _short(Path(prediction.path).name), ha="center", va="top", fontsize=7,
                  color="#5B6570", transform=axes.transAxes)  # fmt: skip
    return figure


def save_prediction_figure(
    predictions: Sequence[Prediction], classes: Sequence[str], path: str | Path, unknown_below: float = 0.0
) -> None:
    """Write the figure of `prediction_figure` as a PNG file, or as JPEG where the name ends so.

    Raises:
        OutputError: It cannot be written.
    """
    from core.evaluation.plot_style import save_figure

    save_figure(prediction_figure(predictions, classes, unknown_below), path)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 9]}…{text[-8:]}"
