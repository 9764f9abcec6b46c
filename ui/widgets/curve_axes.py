"""Draws the curves of a run into matplotlib axes; used for the live plot and for saved figures."""

from collections.abc import Callable
from typing import Any

from ui.curves import Curves, Series
from ui.theme import Tokens
from ui.wording import number, percent

TABS = ("Loss", "Accuracy", "Learning rate")
DRAWN_POINTS = 500
"""More than a curve of this width can show."""


def draw_curves(axes: Any, curves: Curves, tab: str, tokens: Tokens) -> None:
    """Draw one tab's curves into empty axes, in a theme's colours."""
    axes.clear()
    style(axes, tokens)
    {"Loss": _draw_loss, "Accuracy": _draw_accuracy, "Learning rate": _draw_rate}[tab](axes, curves, tokens)
    axes.set_xlabel("epoch")
    axes.set_xlim(0, x_limit(curves))
    handles, _labels = axes.get_legend_handles_labels()
    if handles:
        legend = axes.legend(loc="lower right" if tab == "Accuracy" else "upper right", frameon=True, fontsize=8,
                             labelcolor=tokens.text)  # fmt: skip
        legend.get_frame().set(facecolor=tokens.surface, edgecolor=tokens.line, alpha=0.9)


def style(axes: Any, tokens: Tokens) -> None:
    """Give axes a theme's colours."""
    axes.figure.set_facecolor(tokens.surface)
    axes.set_facecolor(tokens.surface)
    axes.grid(visible=True, color=tokens.line, linewidth=0.6)
    axes.tick_params(colors=tokens.quiet, labelsize=8, length=0)
    axes.xaxis.label.set(color=tokens.quiet, fontsize=8)
    axes.locator_params(axis="x", nbins=10, steps=[1, 2, 5, 10])
    axes.locator_params(axis="y", nbins=6)
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(tokens.line)


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
        named = (("train", curves.train_smooth, number), ("val", curves.val_loss, number))
    elif tab == "Accuracy":
        named = (("balanced", curves.balanced, percent), ("val", curves.val_accuracy, percent),
                 ("train", curves.train_accuracy, percent))  # fmt: skip
    else:
        named = (("rate", curves.rate, number),)
    parts = [_near(words, series, x, write) for words, series, write in named]
    shown = "   ".join(part for part in parts if part)
    return f"epoch {x:.1f}   {shown}" if shown else ""


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
    return f"{words} {write(point[1])}" if point else ""


def _draw_loss(axes: Any, curves: Curves, tokens: Tokens) -> None:
    if curves.train_loss.x:
        axes.plot(*decimated(curves.train_loss), color=tokens.train, linewidth=0.7, alpha=0.3)
        axes.plot(*decimated(curves.train_smooth), color=tokens.train, linewidth=1.6, label="train (smoothed)")
    elif curves.train_epoch_loss.x:
        axes.plot(*decimated(curves.train_epoch_loss), color=tokens.train, linewidth=1.6, label="train")
    _draw_points(axes, curves.val_loss, tokens.val, "val")
    _draw_best(axes, curves, curves.val_loss, tokens)
    axes.set_ylim(*_loss_limits(curves))


def _draw_accuracy(axes: Any, curves: Curves, tokens: Tokens) -> None:
    _draw_points(axes, curves.train_accuracy, tokens.train, "train", marker="", linestyle="--")
    _draw_points(axes, curves.val_accuracy, tokens.rate, "val", marker="s")
    _draw_points(axes, curves.balanced, tokens.val, "val, balanced")
    _draw_best(axes, curves, curves.balanced if curves.balanced.x else curves.val_accuracy, tokens)
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(lambda value, _place: f"{100 * value:.0f} %")


def _draw_rate(axes: Any, curves: Curves, tokens: Tokens) -> None:
    if curves.rate.x:
        axes.plot(*decimated(curves.rate), color=tokens.rate, linewidth=1.6, label="learning rate")
    axes.set_ylim(0, 1.08 * max(curves.rate.y, default=1.0) or 1.0)
    axes.ticklabel_format(axis="y", style="sci", scilimits=(-2, 3))
    axes.yaxis.get_offset_text().set(color=tokens.quiet, fontsize=8)


def _draw_points(axes: Any, series: Series, color: str, label: str, *, marker: str = "o", linestyle: str = "-"
                 ) -> None:  # fmt: skip
    if series.x:
        xs, ys = decimated(series)
        axes.plot(xs, ys, color=color, linewidth=1.4, marker=marker if len(xs) <= 60 else "", markersize=4,
                  linestyle=linestyle, label=label)  # fmt: skip


def _draw_best(axes: Any, curves: Curves, series: Series, tokens: Tokens) -> None:
    if curves.best is None:
        return
    point = series.nearest(curves.best)
    if point is not None and point[0] == curves.best:
        axes.plot(*point, marker="*", markersize=13, color=tokens.warn, markeredgecolor=tokens.surface, linestyle="",
                  label=f"best (epoch {curves.best})", zorder=5)  # fmt: skip


def _loss_limits(curves: Curves) -> tuple[float, float]:
    """Return limits that show the bulk of the curve: the first few wild batches may stand outside."""
    values = sorted(curves.train_loss.y) + curves.val_loss.y + curves.train_epoch_loss.y
    if not values:
        return 0.0, 1.0
    bulk = values[: max(1, int(len(curves.train_loss.y) * 0.98))] + curves.val_loss.y + curves.train_epoch_loss.y
    low, high = min(bulk), max(bulk)
    room = 0.08 * (high - low) or 0.1 * abs(high) or 0.1
    return max(0.0, low - room) if low >= 0 else low - room, high + room
