"""Draws one cell of the thumbnails: picture, mark of right or wrong, class and score."""

from PyQt5.QtCore import QModelIndex, QRectF, QSize, Qt
from PyQt5.QtGui import QFont, QFontMetrics, QPainter, QPen
from PyQt5.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.language import shown
from ui.picture_source import THUMBNAIL
from ui.theme import Tokens
from ui.widgets.marks import draw_mark
from ui.widgets.thumbnail_model import (
    ARROW,
    BADGES_ROLE,
    CAPTION_ROLE,
    CORRECTED_ROLE,
    FADED_ROLE,
    PARTS_ROLE,
    PICTURE_ROLE,
    VERDICT_ROLE,
)

CELL = QSize(112, 116)
PADDING = 4
PICTURE_HEIGHT = THUMBNAIL.height() + PADDING
MARK_PX = 18
PENCIL = "\u270e "
FADED = 0.35
BADGE_SCALE = 0.8


class ThumbnailDelegate(QStyledItemDelegate):
    """Draws one cell: thumbnail, mark, caption."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the one size of all cells."""
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw the cell."""
        tokens = self.tokens
        cell = QRectF(0, 0, CELL.width(), CELL.height()).adjusted(2, 2, -2, -2)
        cell.moveCenter(QRectF(option.rect).center())
        box = QRectF(round(cell.x()) + PADDING, round(cell.y()) + PADDING, THUMBNAIL.width(), THUMBNAIL.height())
        painter.save()
        painter.setRenderHints(QPainter.Antialiasing | QPainter.SmoothPixmapTransform)
        is_selected = bool(option.state & QStyle.State_Selected)
        if is_selected or option.state & QStyle.State_MouseOver:
            painter.setPen(Qt.NoPen)
            painter.setBrush(tokens.color("pressed" if is_selected else "hover"))
            painter.drawRoundedRect(cell, 6, 6)
        if index.data(FADED_ROLE):
            painter.setOpacity(FADED)
        target = self._draw_thumbnail(painter, box, index)
        painter.setOpacity(1.0)
        if is_selected:
            painter.setBrush(Qt.NoBrush)
            painter.setPen(QPen(tokens.color("accent"), 2))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 6, 6)
        corner = target.topRight()
        mark = QRectF(corner.x() - MARK_PX + 4, corner.y() - 2, MARK_PX, MARK_PX)
        verdict = index.data(VERDICT_ROLE)
        if verdict is not None:
            draw_mark(painter, mark, verdict, tokens)
        self._draw_badges(painter, box, index)
        self._draw_caption(painter, cell, index)
        painter.restore()

    def _draw_thumbnail(self, painter: QPainter, box: QRectF, index: QModelIndex) -> QRectF:
        picture = index.data(PICTURE_ROLE)
        if picture is None or picture.error is not None:
            inner = QRectF(0, 0, box.height(), box.height())
            inner.moveCenter(box.center())
            painter.setPen(Qt.NoPen)
            painter.setBrush(self.tokens.color("hover"))
            painter.drawRoundedRect(inner, 4, 4)
            if picture is not None:
                painter.setPen(self.tokens.color("quiet"))
                painter.drawText(inner.adjusted(4, 4, -4, -4), int(Qt.AlignCenter | Qt.TextWordWrap),
                                 shown("cannot\nbe read"))
            return inner
        size = picture.image.size().scaled(THUMBNAIL, Qt.KeepAspectRatio)
        # Whole pixels: then the thumbnail is copied as it is, not scaled.
        target = QRectF(box.x() + (THUMBNAIL.width() - size.width()) // 2,
                        box.y() + (THUMBNAIL.height() - size.height()) // 2,
                        max(1, size.width()), max(1, size.height()))  # fmt: skip
        painter.drawImage(target, picture.image)
        return target

    def _draw_badges(self, painter: QPainter, box: QRectF, index: QModelIndex) -> None:
        """Write short texts on plates into the upper left corner, one below the other."""
        font = painter.font()
        painter.save()
        font.setPointSizeF(font.pointSizeF() * BADGE_SCALE)
        painter.setFont(font)
        top = box.top()
        for text, color in index.data(BADGES_ROLE) or ():
            metrics = painter.fontMetrics()
            plate = QRectF(box.left(), top, metrics.horizontalAdvance(text) + 8, metrics.height())
            painter.setPen(Qt.NoPen)
            painter.setBrush(self.tokens.color("surface"))
            painter.drawRoundedRect(plate, 3, 3)
            painter.setPen(self.tokens.color(color))
            painter.drawText(plate, int(Qt.AlignCenter), text)
            top = plate.bottom() + 1
        painter.restore()

    def _draw_caption(self, painter: QPainter, cell: QRectF, index: QModelIndex) -> None:
        line = QRectF(cell.left() + 4, cell.top() + PICTURE_HEIGHT, cell.width() - 8, cell.bottom() - PICTURE_HEIGHT
                      - cell.top() - 2)  # fmt: skip
        font = painter.font()
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * BADGE_SCALE)
        text, is_small = fitted(index, QFontMetrics(font), QFontMetrics(small), int(line.width()))
        painter.setPen(self.tokens.color("text"))
        painter.setFont(small if is_small else font)
        painter.drawText(line, int(Qt.AlignCenter | Qt.TextDontClip), text)
        painter.setFont(font)


def fitted(index: QModelIndex, metrics: QFontMetrics, small: QFontMetrics, width: int) -> tuple[str, bool]:
    """Return a picture's caption in a width, and whether it is to be drawn in the small font.

    Where it is too long, the true class goes above the predicted one, and names are cut in their middle, for many begin
    alike; the score stays whole.

    Args:
        index: The picture.
        metrics: Of the font it is drawn with.
        small: Of a smaller font.
        width: In pixels.
    """
    pencil = PENCIL if index.data(CORRECTED_ROLE) else ""
    text, parts = pencil + index.data(CAPTION_ROLE), index.data(PARTS_ROLE)
    for font in (metrics, small):
        if font.horizontalAdvance(text) <= width:
            return text, font is small
    if parts is None:
        return metrics.elidedText(text, Qt.ElideRight, width), False
    names, score = parts
    above = names[:-1]
    head, tail = ARROW.lstrip() if above else pencil, f"  {score}"
    last = small.elidedText(names[-1], Qt.ElideMiddle, width - small.horizontalAdvance(head + tail))
    lines = [small.elidedText(pencil + name, Qt.ElideMiddle, width) for name in above]
    return "\n".join((*lines, f"{head}{last}{tail}")), True
