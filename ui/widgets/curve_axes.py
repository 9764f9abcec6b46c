"""Draws the curves of a run into matplotlib axes; used for the live plot and for saved figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.base.messages import message
from ui.curves import Curves, Series
from ui.language import shown
from ui.number_format import localised
from ui.plot_fonts import font_of_numbers, set_font
from ui.theme import Tokens
from ui.wording import number, percent

TABS = (message("Loss"), message("Accuracy"), message("Learning rate"))
TRAIN, VAL = message("train"), message("val")
DRAWN_POINTS = 500
"""More than a curve of this width can show."""
POINTS_AN_INCH = 72
NAME_FROM_CORNER_POINTS = (11.0, 3.5)
"""Left of the axes' lower left corner, clear of the number that stands under it, and below it like the numbers."""
ROOM = 0.2
"""Share of what is shown that is added where the curves outgrow it: the next batches shall fit too."""


@dataclass(frozen=True)
class LineSpec:
    """One line to draw.

    Attributes:
        key: What it is, the same from one redraw to the next.
        x, y: Its points.
        look: Its keyword arguments for matplotlib.
        label: What the legend says; empty for nothing.
    """

    key: str
    x: list[float]
    y: list[float]
    look: dict[str, Any]
    label: str = ""


@dataclass(frozen=True)
class Limits:
    """What part of the plane the axes show: x from 0 to `right`, y from `low` to `high`."""

    right: float
    low: float
    high: float

    def settled(self, before: "Limits | None") -> "Limits":
        """Return the limits before where they still serve, so that the axes do not creep at every redraw."""
        if before is None or self.right != before.right or before.high - before.low > 1.6 * (self.high - self.low):
            return self
        if self.low >= before.low and self.high <= before.high:
            return before
        room = ROOM * (self.high - self.low)
        low = self.low - room if self.low < before.low else before.low
        return Limits(self.right, max(0.0, low) if self.low >= 0 else low,
                      self.high + room if self.high > before.high else before.high)  # fmt: skip


def prepare_axes(axes: Any, tab: str, tokens: Tokens) -> None:
    """Empty axes and give them what stays the same on a tab however the curves grow; this takes its time."""
    axes.clear()
    style(axes, tokens)
    if tab == "Accuracy":
        axes.yaxis.set_major_formatter(percent_formatter())
    elif tab == "Learning rate":
        axes.ticklabel_format(axis="y", style="sci", scilimits=(-2, 3))
        axes.yaxis.get_offset_text().set(color=tokens.quiet, fontsize=8)
    axes.tick_params(labelfontfamily=font_of_numbers())
    name_x_axis(axes, shown("epoch"))
    for text in (axes.xaxis.label, axes.yaxis.get_offset_text()):
        set_font(text)


def name_x_axis(axes: Any, name: str) -> None:
    """Name the x axis in the corner left of its numbers: below them, the name would take a line from the curves."""
    from matplotlib.transforms import ScaledTranslation

    left, below = (-points / POINTS_AN_INCH for points in NAME_FROM_CORNER_POINTS)
    corner = axes.transAxes + ScaledTranslation(left, below, axes.figure.dpi_scale_trans)
    axes.set_xlabel(name, ha="right", va="top")
    axes.xaxis.set_label_coords(0, 0, transform=corner)


def draw_curves(axes: Any, specs: Sequence[LineSpec], limits: Limits, tokens: Tokens,
                before: Mapping[str, Any]) -> dict[str, Any]:  # fmt: skip
    """Draw lines into prepared axes, in a theme's colours.

    Args:
        axes: matplotlib's axes after `prepare_axes`.
        specs: The lines.
        limits: What part of the plane is shown.
        tokens: The theme.
        before: What the last call returned; empty where the axes were prepared since.

    Returns:
        matplotlib's lines by their specs' keys.
    """
    for key in before.keys() - {spec.key for spec in specs}:
        before[key].remove()
    lines = {}
    for spec in specs:
        line = before.get(spec.key) or axes.plot([], [], **spec.look)[0]
        line.set_data(spec.x, spec.y)
        line.set_label(shown(spec.label) or "_")
        lines[spec.key] = line
    axes.set_xlim(0, 1.015 * limits.right)  # room for the marker of the last epoch
    axes.set_ylim(limits.low, limits.high)
    named = [lines[spec.key] for spec in specs if spec.label]
    if named:
        # In one line above the axes: inside, it would cover a curve wherever it stood.
        legend = axes.legend(handles=named, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(named), frameon=False,
                             fontsize=8, labelcolor=tokens.text, borderpad=0.2, borderaxespad=0.2,
                             columnspacing=1.4)  # fmt: skip
        for text in legend.get_texts():
            set_font(text)
    return lines


def line_specs(curves: Curves, tab: str, tokens: Tokens) -> list[LineSpec]:
    """Return one tab's lines, those on top last; lines without points are left out."""
    found = {"Loss": _loss_lines, "Accuracy": _accuracy_lines, "Learning rate": _rate_lines}[tab](curves, tokens)
    return [spec for spec in found if spec.x]


def limits_of(curves: Curves, tab: str) -> Limits:
    """Return what one tab has to show."""
    right = x_limit(curves)
    if tab == "Loss":
        return Limits(right, *_loss_limits(curves))
    return Limits(right, 0.0, 1.02 if tab == "Accuracy" else 1.08 * max(curves.rate.y, default=0.0) or 1.0)


def style(axes: Any, tokens: Tokens) -> None:
    """Give axes a theme's colours."""
    axes.figure.set_facecolor(tokens.surface)
    axes.set_facecolor(tokens.surface)
    axes.grid(visible=True, color=tokens.line, linewidth=0.6)
    axes.tick_params(colors=tokens.quiet, labelsize=8, length=0)
    axes.xaxis.label.set(color=tokens.quiet, fontsize=8)
    axes.xaxis.set_major_formatter(local_formatter())
    axes.yaxis.set_major_formatter(local_formatter())
    axes.locator_params(axis="x", nbins=10, steps=[1, 2, 5, 10])
    axes.locator_params(axis="y", nbins=6)
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(tokens.line)


def local_formatter() -> Any:
    """Return a formatter of axes that writes numbers in the format in use."""
    from matplotlib.ticker import ScalarFormatter

    class LocalFormatter(ScalarFormatter):
        def __call__(self, x: float, pos: int | None = None) -> str:
            return localised(super().__call__(x, pos))

    return LocalFormatter()


def percent_formatter() -> Any:
    """Return a formatter of axes that writes fractions as percent, with no more digits than its ticks have."""
    from matplotlib.ticker import PercentFormatter

    class LocalFormatter(PercentFormatter):
        def set_locs(self, locs: Sequence[float]) -> None:
            super().set_locs(locs)
            self.decimals = _num_digits([100 * place for place in locs])

        def __call__(self, x: float, pos: int | None = None) -> str:
            return localised(super().__call__(x, pos))

    return LocalFormatter(xmax=1.0, symbol=" %")


def _num_digits(values: Sequence[float]) -> int:
    """Return with how many digits after the point values are written as they are; at most 6."""
    return next((digits for digits in range(6)
                 if all(abs(round(value, digits) - value) < 1e-9 for value in values)), 6)  # fmt: skip


def x_limit(curves: Curves) -> float:
    """Return the right end of the x axis: some room to grow, never beyond the run."""
    last = max((series.x[-1] for series in (curves.train_loss, curves.val_loss) if series.x), default=0.0)
    limit = 1.0
    while limit < last * 1.02:
        limit *= 1.5
    return max(last, min(float(max(1, curves.epochs)), limit))


def hover_text(curves: Curves, tab: str, x: float) -> str:
    """Return the values nearest to a place on the x axis, in words."""
    if tab == "Loss":
        named = ((TRAIN, curves.train_smooth, number), (VAL, curves.val_loss, number))
    elif tab == "Accuracy":
        named = ((message("balanced"), curves.balanced, percent), (VAL, curves.val_accuracy, percent),
                 (TRAIN, curves.train_accuracy, percent))  # fmt: skip
    else:
        named = ((message("rate"), curves.rate, number),)
    parts = [_near(words, series, x, write) for words, series, write in named]
    values = "   ".join(part for part in parts if part)
    return shown(message("epoch {x:.1f}   {values}", x=x, values=values)) if values else ""


def decimated(series: Series, most: int = DRAWN_POINTS) -> tuple[list[float], list[float]]:
    """Return a series with few enough points to draw, keeping each stretch's lowest and highest."""
    size = len(series.x)
    if size <= most:
        return series.x, series.y
    step = -(-2 * size // most)
    xs: list[float] = []
    ys: list[float] = []
    for start in range(0, size, step):
        places = range(start, min(start + step, size))
        chosen = {min(places, key=series.y.__getitem__), max(places, key=series.y.__getitem__)}
        for place in sorted(chosen):
            xs.append(series.x[place])
            ys.append(series.y[place])
    return xs, ys


def _near(words: str, series: Series, x: float, write: Callable[[float], str]) -> str:
    point = series.nearest(x)
    return f"{shown(words)} {shown(write(point[1]))}" if point else ""


def _loss_lines(curves: Curves, tokens: Tokens) -> list[LineSpec]:
    faint = {"color": tokens.train, "linewidth": 0.7, "alpha": 0.3}
    bold = {"color": tokens.train, "linewidth": 1.6}
    if curves.train_loss.x:
        xs, ys = decimated(curves.train_smooth)
        before_x, before_y = _epochs_before(curves)
        lines = [LineSpec("batches", *decimated(curves.train_loss), faint),
                 LineSpec("train", before_x + xs, before_y + ys, bold, message("train (smoothed)"))]  # fmt: skip
    else:
        lines = [LineSpec("train", *decimated(curves.train_epoch_loss), bold, TRAIN)]
    return [*lines, _points(VAL, curves.val_loss, tokens.val), *_best(curves, curves.val_loss, tokens)]


def _epochs_before(curves: Curves) -> tuple[list[float], list[float]]:
    """Return the mean loss of the epochs before the window heard of single batches: a resumed run's."""
    first = curves.train_loss.x[0]
    pairs = [(x, y) for x, y in zip(curves.train_epoch_loss.x, curves.train_epoch_loss.y, strict=True) if x <= first]
    return [x for x, _ in pairs], [y for _, y in pairs]


def _accuracy_lines(curves: Curves, tokens: Tokens) -> list[LineSpec]:
    best = curves.balanced if curves.balanced.x else curves.val_accuracy
    return [
        _points(TRAIN, curves.train_accuracy, tokens.train, marker="", linestyle="--"),
        _points(VAL, curves.val_accuracy, tokens.rate, marker="s"),
        _points(message("val, balanced"), curves.balanced, tokens.val),
        *_best(curves, best, tokens),
    ]


def _rate_lines(curves: Curves, tokens: Tokens) -> list[LineSpec]:
    look = {"color": tokens.rate, "linewidth": 1.6}
    return [LineSpec("rate", *decimated(curves.rate), look, message("learning rate"))]


def _points(key: str, series: Series, color: str, *, marker: str = "o", linestyle: str = "-") -> LineSpec:
    xs, ys = decimated(series)
    marker = marker if len(xs) <= 60 else ""
    look = {"color": color, "linewidth": 1.4, "marker": marker, "markersize": 4, "linestyle": linestyle}
    return LineSpec(key + marker, xs, ys, look, key)


def _best(curves: Curves, series: Series, tokens: Tokens) -> list[LineSpec]:
    point = series.nearest(curves.best) if curves.best is not None else None
    if point is None or point[0] != curves.best:
        return []
    look = {"color": tokens.warn, "marker": "*", "markersize": 13, "markeredgecolor": tokens.surface, "linestyle": ""}
    return [LineSpec("best", [point[0]], [point[1]], look, message("best epoch"))]  # a number would have all drawn anew


WILD = 2.5
"""Batches this many times as high as the bulk are left outside..."""
FEW = 10
"""... once there are more than this many, for of fewer nobody knows which are wild."""


def _loss_limits(curves: Curves) -> tuple[float, float]:
    """Return limits that show the bulk of the curve: the first few wild batches may stand outside."""
    values = sorted(curves.train_loss.y) + curves.val_loss.y + curves.train_epoch_loss.y
    if not values:
        return 0.0, 1.0
    num_train = len(curves.train_loss.y)
    num_tame = int(num_train * 0.98) if num_train > FEW else num_train
    bulk = values[:num_tame] + curves.val_loss.y + curves.train_epoch_loss.y
    low, high = min(bulk), max(bulk)
    top = max(values)
    if top - low <= WILD * (high - low):
        high = top
    room = 0.08 * (high - low) or 0.1 * abs(high) or 0.1
    return max(0.0, low - room) if low >= 0 else low - room, high + room
