"""A camera carried by the mouse: from the list or a wall's cell to a cell."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

CAMERA_MIME = "application/x-munara-camera"
_MOST_BYTES = 1024  # what is dropped may come from anywhere


@dataclass(frozen=True, slots=True)
class CameraDrag:
    camera_id: str
    cell: int = -1  # of the wall that it is carried from; -1: from a list

    def mime(self) -> QMimeData:
        """To be dropped within this process alone."""
        mime = QMimeData()
        written = json.dumps([os.getpid(), self.camera_id, self.cell])
        mime.setData(CAMERA_MIME, written.encode())
        return mime

    @classmethod
    def of(cls, mime: QMimeData) -> CameraDrag | None:
        """None where it is no camera, or another program's."""
        data = bytes(mime.data(CAMERA_MIME).data())
        if not data or len(data) > _MOST_BYTES:
            return None
        try:
            match json.loads(data):
                case [int(process), str(camera_id), int(cell)] if process == os.getpid():
                    return cls(camera_id, cell)
        except (ValueError, RecursionError):
            pass
        return None
