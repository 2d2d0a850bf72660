"""Painting and signalling lose no reference to None or True (PySide6 6.12 does, and then aborts)."""

from __future__ import annotations

import sys

import numpy as np
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QImage, QPainter

TIMES = 3000
HANDFUL = 50


class _Sender(QObject):
    told = Signal(object)
    plain = Signal()


def test_a_few_thousand_paints_and_emits_keep_the_counts(qapp):
    pixels = np.zeros((90, 160, 4), np.uint8)
    target = QImage(160, 90, QImage.Format.Format_RGB32)
    sender = _Sender()
    sender.told.connect(lambda _fact: None)
    _paint_and_emit(target, pixels, sender, 100)
    before = _counts()
    _paint_and_emit(target, pixels, sender, TIMES)
    after = _counts()
    assert {
        name: after[name] - before[name] for name in before if abs(after[name] - before[name]) > HANDFUL
    } == {}


def _paint_and_emit(target: QImage, pixels: np.ndarray, sender: _Sender, times: int) -> None:
    for _n in range(times):
        painter = QPainter(target)
        image = QImage(memoryview(pixels).cast("B"), 160, 90, 640, QImage.Format.Format_RGB32)
        painter.drawImage(QPoint(0, 0), image)
        painter.end()
        sender.told.emit(None)
        sender.told.emit(True)
        sender.plain.emit()


def _counts() -> dict[str, int]:
    return {str(each): sys.getrefcount(each) for each in (None, True, False)}
