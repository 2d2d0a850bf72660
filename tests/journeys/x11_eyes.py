"""What stands on a real X server's screen, for scripts whose pictures libVLC draws as well as we do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from tests.ui.waiting import wait_until

wait = partial(wait_until, timeout_s=30)


def seen(widget: QWidget, rect: QRect) -> QImage:
    """At that place of the widget, whoever drew it."""
    place = QRect(widget.mapToGlobal(rect.topLeft()), rect.size())
    return QGuiApplication.primaryScreen().grabWindow(0).toImage().copy(place)


def colours(image: QImage) -> set[str]:
    points = (QPoint(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9))
    return {image.pixelColor(point).name() for point in points}


def moves(look: Callable[[], QImage]) -> bool:
    """Whether many colours are seen, and others a moment later."""

    def changed() -> bool:
        before = look()
        wait(lambda: False, timeout_s=0.4)
        return len(colours(before)) > 50 and before != look()

    return wait(changed)
