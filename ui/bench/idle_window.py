"""What the machine and Qt alone cost: an empty window that is given keys and does nothing besides."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.bench.paint_watch import Hand, PaintWatch, Press
from ui.bench.stage import run_for
from ui.wall.samples import Samples

_PRESSES = 40
_SCAN_CODE = 38  # A


@dataclass(frozen=True, slots=True)
class IdleFigures:
    key_p95_ms: float
    gui_cores: float  # of one that paints itself at the rate of the streams


class _Empty(QWidget):
    """Thread: GUI."""

    pressed = 0

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        self.pressed += 1
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black if self.pressed % 2 else Qt.GlobalColor.white)
        painter.end()


def measure_idle(size: tuple[int, int], *, fps: float, seconds: float) -> IdleFigures:
    """Shows it, presses a key again and again, then lets it paint for a while."""
    window = _Empty()
    window.resize(*size)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    hand, waits = Hand(PaintWatch()), Samples()
    for _press in range(_PRESSES):
        before = window.pressed

        def shows(widget: QWidget, before: int = before) -> bool:
            return widget is window and window.pressed > before

        press = Press("idle", _SCAN_CODE, Qt.Key.Key_A, shows)
        waits.add(round(hand.press(press) * 1e6))
    repaint = QTimer(interval=round(1000 / fps))
    repaint.timeout.connect(window.update)
    repaint.start()
    began_s, used_s = time.monotonic(), time.thread_time()
    run_for(seconds)
    cores = (time.thread_time() - used_s) / (time.monotonic() - began_s)
    repaint.stop()
    window.hide()
    window.deleteLater()
    return IdleFigures(waits.percentile_ns(95) / 1e6, cores)
