"""The native window that libVLC draws into, amid windows that stay Qt's own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class VlcScreen(QWidget):
    """Takes no keys. Thread: GUI."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def window_id(self) -> int:
        """What libVLC is told."""
        return int(self.winId())
