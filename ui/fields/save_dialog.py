"""Asks under which name a file is written: beside the work, not over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class SaveDialog(QFileDialog):
    """Gone once it is closed; `fileSelected` tells what was chosen. Thread: GUI."""

    def __init__(self, parent: QWidget, title: str, *, suffix: str) -> None:
        super().__init__(parent, title, filter=f"{suffix.upper()} (*.{suffix})")
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setDefaultSuffix(suffix)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
