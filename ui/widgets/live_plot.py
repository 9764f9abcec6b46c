"""The live curves: matplotlib in Qt, redrawn a few times a second whatever the rate of the data."""

import time
from collections.abc import Sequence
from typing import Any

from PyQt5.QtCore import QTimer, pyqtSignal
from PyQt5.QtGui import QHideEvent, QShowEvent
from PyQt5.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.base.messages import message
from ui.curves import Curves
from ui.icons import icon
from ui.language import say, shown
from ui.theme import GRID, LIGHT, Tokens
from ui.widgets.buttons import PushButton, set_enabled
from ui.widgets.card import Card
from ui.widgets.curve_axes import (
    TABS,
    Limits,
    LineSpec,
    draw_curves,
    hover_text,
    limits_of,
    line_specs,
    prepare_axes,
)
from ui.widgets.hover_label import HoverLabel
from ui.widgets.plot_canvas import PlotCanvas, choose_figure_path, save_figure
from ui.widgets.texts import add_action, label

SHORTEST_MS = 100
"""At most ten redraws a second."""
SHARE_OF_TIME = 0.12
"""Most of the window's time that redrawing may take: a slow machine redraws less often."""
MARGINS_PX = (52, 14, 26, 24)
"""Room left, right, above (for the legend) and below the axes."""
SAVED_INCHES = (8.0, 4.5)


class CurvesCard(Card):
    """The curves of a run in tabs, with pan, zoom, save, and the values under the pointer.

    Signals:
        saved(str): A figure was written to this path.
        save_failed(object): It could not be; a sentence, as Message.
    """

    saved = pyqtSignal(str)
    save_failed = pyqtSignal(object)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("Curves")
        self._tokens = tokens
        self._curves = Curves()
        self._tab = TABS[0]
        self._dirty = True
        self._view_kept = False
        self._plot: PlotCanvas | None = None
        self._canvas: Any = None
        self._axes: Any = None
        self._navigation: Any = None
        self._background: Any = None
        self._frame: Any = None
        self._look: Any = None
        self._lines: dict[str, Any] = {}
        self._limits: Limits | None = None
        self.num_draws = 0
        self._add_tabs()
        self._add_tools()
        self._empty = label("The curves appear here while a network is trained.", role="quiet")
        self._empty.setWordWrap(True)
        self._place = QWidget()
        self._hover = HoverLabel(self._place)
        self._column = QVBoxLayout(self._place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._place.setMinimumHeight(120)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._place, 1)
        self.body.addStretch(0)
        self.show_empty()
        self._timer = QTimer(self)
        self._timer.setInterval(SHORTEST_MS)
        self._timer.timeout.connect(self._redraw_if_needed)
        self.set_tokens(tokens)

    def show_run(self, curves: Curves) -> None:
        """Show another run's curves from now on; the caller goes on adding points and calls `touch`."""
        self._curves = curves
        self._make_canvas()
        self._show_what_there_is()
        self._on_home()

    def show_empty(self) -> None:
        """Show no curves: those of the run before are not those of the run that is being prepared."""
        self._curves = Curves()
        self._show_what_there_is()

    def touch(self) -> None:
        """Say that there are new points; they are drawn with the next redraw."""
        self._dirty = True
        if self._place.isHidden() != self._curves.is_empty:
            self._show_what_there_is()
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme's colours."""
        self._tokens = tokens
        for button, meaning in self._icons.items():
            button.setIcon(icon(meaning, tokens))
        if self._plot is not None:
            self._plot.set_tokens(tokens)
            self.touch()

    def save_figure(self, path: str) -> None:
        """Write the tab in sight as PNG or SVG (by the ending), in light colours."""
        problem = save_figure(path, self._draw_light, SAVED_INCHES)
        if problem:
            self.save_failed.emit(problem)
        else:
            self.saved.emit(path)

    def _draw_light(self, axes: Any) -> None:
        specs = line_specs(self._curves, self._tab, LIGHT)
        prepare_axes(axes, self._tab, LIGHT)
        draw_curves(axes, specs, limits_of(self._curves, self._tab), LIGHT, {})

    def _add_tabs(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for number, tab in enumerate(TABS):
            button = PushButton()
            say(button.setText, tab)
            button.setCheckable(True)
            button.setChecked(tab == self._tab)
            button.setProperty("segment", {0: "first", len(TABS) - 1: "last"}.get(number, True))
            button.clicked.connect(lambda _on, tab=tab: self._on_tab(tab))
            group.addButton(button)
            row.addWidget(button)
        self.title_row.addLayout(row)

    def _add_tools(self) -> None:
        self._icons: dict[QToolButton, str] = {}
        self._pan = self._tool("pan", message("Move: drag the curves"), self._on_pan, checkable=True)
        self._zoom = self._tool("zoom_in", message("Zoom: drag a rectangle"), self._on_zoom, checkable=True)
        self._tool("home", message("Show all"), self._on_home)
        save = self._tool("save", message("Save the figure"), None)
        menu = QMenu(save)
        add_action(menu, "As PNG...").triggered.connect(lambda: self._on_save("png"))
        add_action(menu, "As SVG...").triggered.connect(lambda: self._on_save("svg"))
        save.setMenu(menu)
        save.setPopupMode(QToolButton.InstantPopup)
        save.setStyleSheet("QToolButton::menu-indicator { image: none; }")

    def _show_what_there_is(self) -> None:
        """Show no axes without a curve: a run may end before it has one."""
        self._empty.setVisible(self._curves.is_empty)
        self._place.setHidden(self._curves.is_empty)
        self._enable_tools()

    def _enable_tools(self) -> None:
        for tool in self._icons:
            set_enabled(tool, self._empty.isHidden(), "There are no curves yet.")

    def _tool(self, meaning: str, words: str, on_click: Any, *, checkable: bool = False) -> QToolButton:
        button = QToolButton()
        say(button.setToolTip, words)
        say(button.setAccessibleName, words)
        button.setCheckable(checkable)
        if on_click is not None:
            button.clicked.connect(lambda _on: on_click())
        self._icons[button] = meaning
        self.title_row.addWidget(button)
        return button

    def _make_canvas(self) -> None:
        """Make the canvas at the first use: matplotlib must not delay the first window."""
        if self._canvas is not None:
            return
        from matplotlib.backends.backend_qtagg import NavigationToolbar2QT

        self._plot = PlotCanvas(MARGINS_PX, self._on_fitted)
        self._plot.set_tokens(self._tokens)
        self._axes, self._canvas = self._plot.axes, self._plot.widget
        say(self._canvas.setAccessibleName, "Curves of the run")
        self._navigation = NavigationToolbar2QT(self._canvas, self, coordinates=False)
        self._navigation.hide()
        self._canvas.mpl_connect("draw_event", self._on_drawn)
        self._canvas.mpl_connect("motion_notify_event", self._on_move)
        self._canvas.mpl_connect("button_release_event", self._on_release)
        for leaving in ("axes_leave_event", "figure_leave_event"):  # a quick pointer leaves the whole figure at once
            self._canvas.mpl_connect(leaving, lambda _event: self._hover.hide())
        self._column.addWidget(self._canvas)
        self._column.setSpacing(GRID)

    def _on_fitted(self) -> None:
        self._frame = None
        self.touch()

    def _redraw_if_needed(self) -> None:
        if not self._dirty or self._canvas is None:
            self._timer.stop()
            return
        self._dirty = False
        began = time.perf_counter()
        specs = line_specs(self._curves, self._tab, self._tokens)
        self._limits = limits_of(self._curves, self._tab).settled(self._limits)
        frame = (self._tab, self._tokens.name, self._limits, tuple((spec.key, shown(spec.label)) for spec in specs))
        if frame == self._frame and self._background is not None:
            self._move_lines(specs)
        else:
            self._draw_all(specs)
            self._frame = frame
        self.num_draws += 1
        took_ms = 1000 * (time.perf_counter() - began)
        self._timer.setInterval(max(SHORTEST_MS, round(took_ms / SHARE_OF_TIME)))

    def _draw_all(self, specs: Sequence[LineSpec]) -> None:
        """Draw axes, texts and lines anew; slow, so done only when something but the lines' points changed."""
        assert self._limits is not None
        view = (self._axes.get_xlim(), self._axes.get_ylim()) if self._view_kept else None
        look = (self._tab, self._tokens.name, shown("epoch"))
        if look != self._look:
            prepare_axes(self._axes, self._tab, self._tokens)
            self._look, self._lines = look, {}
        self._lines = draw_curves(self._axes, specs, self._limits, self._tokens, self._lines)
        for line in self._lines.values():
            line.set_animated(True)
        if view:
            self._axes.set_xlim(view[0])
            self._axes.set_ylim(view[1])
        self._canvas.draw()

    def _move_lines(self, specs: Sequence[LineSpec]) -> None:
        """Draw the lines alone over the picture of everything else."""
        for spec in specs:
            self._lines[spec.key].set_data(spec.x, spec.y)
        self._canvas.restore_region(self._background)
        self._draw_lines()
        self._canvas.blit(self._axes.figure.bbox)

    def _on_drawn(self, _event: Any) -> None:
        """Keep the picture of everything but the lines, whoever had it drawn, and draw the lines over it."""
        self._background = self._canvas.copy_from_bbox(self._axes.figure.bbox)
        self._draw_lines()

    def _draw_lines(self) -> None:
        for line in self._lines.values():
            self._axes.draw_artist(line)

    def _on_tab(self, tab: str) -> None:
        self._tab = tab
        self._on_home()

    def _on_home(self) -> None:
        self._view_kept = False
        self._limits = self._frame = None
        self.touch()

    def _on_pan(self) -> None:
        self._zoom.setChecked(False)
        if self._navigation is not None:
            self._navigation.pan()

    def _on_zoom(self) -> None:
        self._pan.setChecked(False)
        if self._navigation is not None:
            self._navigation.zoom()

    def _on_release(self, _event: Any) -> None:
        if self._pan.isChecked() or self._zoom.isChecked():
            self._view_kept = True

    def _on_move(self, event: Any) -> None:
        inside = event.inaxes is self._axes and event.xdata is not None
        self._hover.show_text(hover_text(self._curves, self._tab, event.xdata) if inside else "")

    def _on_save(self, ending: str) -> None:
        path = choose_figure_path(self, self._tab.lower().replace(" ", "_"), (ending,))
        if path:
            self.save_figure(path)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while the page was out of sight."""
        super().showEvent(event)
        self.touch()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing while out of sight."""
        super().hideEvent(event)
        self._timer.stop()
