"""Icons, by what they mean; drawn by qtawesome in the theme's colours."""

import qtawesome
from PyQt5.QtGui import QIcon

from ui.theme import Tokens

NAMES = {
    "data": "mdi6.image-multiple-outline",
    "train": "mdi6.chart-timeline-variant",
    "predict": "mdi6.image-search-outline",
    "evaluate": "mdi6.chart-box-outline",
    "runs": "mdi6.history",
    "settings": "mdi6.cog-outline",
    "folder": "mdi6.folder-open-outline",
    "model": "mdi6.cube-outline",
    "picture": "mdi6.image-outline",
    "table": "mdi6.table",
    "start": "mdi6.play",
    "play": "mdi6.play",
    "pause": "mdi6.pause",
    "stop": "mdi6.stop",
    "first": "mdi6.skip-backward",
    "last": "mdi6.skip-forward",
    "previous": "mdi6.chevron-left",
    "next": "mdi6.chevron-right",
    "save": "mdi6.content-save-outline",
    "export": "mdi6.export-variant",
    "copy": "mdi6.content-copy",
    "search": "mdi6.magnify",
    "filter": "mdi6.filter-outline",
    "home": "mdi6.home-outline",
    "zoom_in": "mdi6.magnify-plus-outline",
    "zoom_out": "mdi6.magnify-minus-outline",
    "zoom_fit": "mdi6.fit-to-page-outline",
    "pan": "mdi6.cursor-move",
    "info": "mdi6.information-outline",
    "warning": "mdi6.alert-outline",
    "error": "mdi6.alert-circle-outline",
    "right": "mdi6.check-circle-outline",
    "wrong": "mdi6.close-circle-outline",
    "best": "mdi6.star-outline",
    "close": "mdi6.close",
    "expand": "mdi6.chevron-down",
    "collapse": "mdi6.chevron-right",
    "shuffle": "mdi6.shuffle-variant",
    "loop": "mdi6.repeat",
    "full_screen": "mdi6.fullscreen",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "edit": "mdi6.pencil-outline",
    "grid": "mdi6.view-grid-outline",
    "heatmap": "mdi6.fire",
    "resume": "mdi6.play-circle-outline",
}
"""What an icon means -> its name in the Material Design icons."""


def icon(meaning: str, tokens: Tokens, color: str = "text") -> QIcon:
    """Return an icon in one of the theme's colours; paler where its button is disabled.

    Args:
        meaning: A key of NAMES.
        tokens: The theme in use.
        color: Name of a token.
    """
    return qtawesome.icon(NAMES[meaning], color=getattr(tokens, color), color_disabled=tokens.line,
                          color_active=getattr(tokens, color), color_selected=tokens.on_accent)  # fmt: skip
