"""How one row of the camera list is painted: sign, number, name; or a group's name and count."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from console.cameras.camera import Camera
from console.media.feed_state import TileState
from ui.desk.camera_model import CAMERA_ROLE, COUNT_ROLE, STATE_ROLE
from ui.signs import paint_state
from ui.theme import colours, icon, text_font

ROW_PX, GROUP_PX = 27, 36
TEXT_PX = 14
SIGN_PX = 11


class CameraRow(QStyledItemDelegate):
    """Paints rows of a CameraModel. Thread: GUI."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW_PX if index.data(CAMERA_ROLE) else GROUP_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        rect: QRect = option.rect
        camera = index.data(CAMERA_ROLE)
        _paint_selection(painter, rect, option)
        if isinstance(camera, Camera):
            _paint_camera(painter, rect, camera, index.data(STATE_ROLE))
        else:
            view = option.widget
            folded = isinstance(view, QTreeView) and not view.isExpanded(view.model().index(index.row(), 0))
            _paint_group(painter, rect, str(index.data()), str(index.data(COUNT_ROLE)), folded=folded)
        painter.restore()


def _paint_selection(painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
    state = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if not selected:
        return
    focused = bool(state & QStyle.StateFlag.State_HasFocus) or bool(state & QStyle.StateFlag.State_Active)
    shades = colours()
    fill = QColor(shades.accent)
    fill.setAlpha(46)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(QPen(shades.accent if focused else shades.edge, 1.5 if focused else 1))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)


def _paint_camera(painter: QPainter, rect: QRect, camera: Camera, state: TileState) -> None:
    shades = colours()
    sign = QRectF(rect.left() + 8, rect.center().y() - SIGN_PX / 2 + 0.5, SIGN_PX, SIGN_PX)
    paint_state(painter, sign, state)
    font = text_font(TEXT_PX)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    left = rect.left() + 8 + SIGN_PX + 8
    painter.setPen(shades.quiet)
    painter.drawText(QRect(left, rect.top(), 80, rect.height()), Qt.AlignmentFlag.AlignVCenter, camera.number)
    left += max(metrics.horizontalAdvance("0000"), metrics.horizontalAdvance(camera.number)) + 8
    room = rect.right() - 6 - left
    # A camera without a picture is quiet, so that the eye finds it by the sign and not by the name.
    painter.setPen(shades.text if state is not TileState.OFF else shades.quiet)
    title = fitted_title(camera, metrics, room)
    painter.drawText(QRect(left, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, title)


def fitted_title(camera: Camera, metrics: QFontMetrics, room_px: int) -> str:
    """Place and name in the room there is; the place gives way first, its neighbours say it too."""
    title, name = camera.title, f", {camera.name}"
    name_px = metrics.horizontalAdvance(name)
    if metrics.horizontalAdvance(title) > room_px and title.endswith(name) and name_px < room_px * 0.75:
        place = metrics.elidedText(camera.place.name, Qt.TextElideMode.ElideRight, room_px - name_px)
        return place + name
    return metrics.elidedText(title, Qt.TextElideMode.ElideRight, room_px)


def _paint_group(painter: QPainter, rect: QRect, name: str, count: str, *, folded: bool) -> None:
    shades = colours()
    inner = rect.adjusted(8, 6, -8, 0)
    count_width = QFontMetrics(text_font(13)).horizontalAdvance(count)
    painter.setFont(text_font(13))
    painter.setPen(shades.quiet)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
    font = text_font(TEXT_PX, QFont.Weight.Bold)
    room = inner.width() - count_width - 8
    if folded:
        icon("mdi6.chevron-right").paint(painter, QRect(inner.left() - 4, inner.center().y() - 8, 16, 16))
        inner.adjust(14, 0, 0, 0)
        room -= 14
    painter.setFont(font)
    painter.setPen(shades.text)
    title = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
