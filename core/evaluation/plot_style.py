"""What all pictures of figures share: colours, fonts for names in any script, and how a picture becomes a file.

matplotlib is used by its objects alone (Figure, never pyplot): pyplot keeps every figure in a global list and is not
safe in threads.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from unicodedata import category, east_asian_width

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text

from core.base.files import atomic_path
from core.base.font_families import installed_families

# Okabe and Ito's colours, which people with colour-blindness can tell apart (https://jfly.uni-koeln.de/color/).
TRAIN_COLOR = "#0072B2"
VAL_COLOR = "#D55E00"
RATE_COLOR = "#009E73"
CLASS_COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D00", "#5A5A5A")
LINE_STYLES = ("-", "--", ":")
QUIET_COLOR = "#B8B8B8"
INK = "#222222"
DPI = 120
JPEG_ENDINGS = (".jpg", ".jpeg")

MISSING_GLYPH = "\N{WHITE SQUARE}"


def new_figure(width: float, height: float) -> Figure:
    """Return an empty white figure; sizes in inches."""
    layout = ConstrainedLayoutEngine(h_pad=0.1, w_pad=0.1)
    figure = Figure(figsize=(width, height), dpi=DPI, facecolor="white", layout=layout)
    FigureCanvasAgg(figure)
    return figure


def save_figure(figure: Figure, path: str | Path) -> None:
    """Write a figure, atomically, as JPEG where its name ends so, else as PNG.

    Every text is in fonts that have its letters, as far as there are any.
    """
    families = list(installed_families(font_manager))
    for text in figure.findobj(Text):
        text.set_fontfamily(families)
        text.set_text(drawable(text.get_text()))
        text.set_parse_math(False)  # a class may be named "$5$"
    with atomic_path(path) as temporary:
        figure.savefig(temporary, format="jpeg" if Path(path).suffix.lower() in JPEG_ENDINGS else "png")


def style_axes(axes: Axes, title: str, x_label: str, y_label: str, *, grid: bool = True) -> None:
    """Give axes their words, quiet frames and a faint grid."""
    axes.set_title(title, fontsize=11, color=INK, loc="left")
    axes.set_xlabel(x_label, color=INK)
    axes.set_ylabel(y_label, color=INK)
    axes.tick_params(colors=INK, labelsize=9)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if grid:
        axes.grid(visible=True, color="#E4E4E4", linewidth=0.8)
        axes.set_axisbelow(True)


def shortened(name: str, width: int) -> str:
    """Return a class name as it is drawn: at most `width` columns, its middle left out where it is longer.

    Letters of East Asian scripts take two columns.
    """
    name = drawable(" ".join(name.split()))
    if columns(name) <= width:
        return name
    head, tail = "", ""
    for front, back in zip(name, reversed(name), strict=True):
        if columns(head + front + tail) >= width:
            break
        head += front
        if columns(head + back + tail) >= width:
            break
        tail = back + tail
    return f"{head}…{tail}"


def all_shortened(names: Sequence[str], width: int) -> list[str]:
    """Return class names shortened to `width` columns; those that would look alike begin with their index."""
    short = [shortened(name, width) for name in names]
    seen = Counter(short)
    return [text if seen[text] == 1 else f"{index}: {shortened(name, width - len(str(index)) - 2)}"
            for index, (text, name) in enumerate(zip(short, names, strict=True))]  # fmt: skip


def columns(text: str) -> int:
    """Return the width of a text in columns of Latin letters."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def drawable(text: str) -> str:
    """Return the text with each letter that no installed font has replaced by a square.

    matplotlib would draw a square too, with a warning a letter.
    """
    if text.isascii():
        return text
    known = _known_letters()
    return "".join(letter if letter in "\n " or ord(letter) in known else _stand_in(letter) for letter in text)


@cache
def _known_letters() -> frozenset[int]:
    letters: set[int] = set()
    for family in installed_families(font_manager):
        path = font_manager.findfont(font_manager.FontProperties(family=[family]), fallback_to_default=True)
        letters.update(font_manager.get_font(path).get_charmap())
    return frozenset(letters)


def _stand_in(letter: str) -> str:
    """Return a square, or nothing for marks and joiners that only change their neighbours."""
    return "" if category(letter) in ("Mn", "Me", "Cf", "Cc") else MISSING_GLYPH
