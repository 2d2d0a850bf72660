"""What is looked at once a second on a thread of its own: cameras that come and go, and room on the disk."""

from __future__ import annotations

import logging
import shutil
import threading
from pathlib import Path

from console.camera_log import CameraLog

_log = logging.getLogger(__name__)
_EACH_S = 1.0


class Watch:
    """Thread: its own, "watch"; `disk_free_bytes` from any."""

    def __init__(self, folder: Path, camera_log: CameraLog) -> None:
        self.disk_free_bytes = 0
        self._folder, self._camera_log = folder, camera_log
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread and waits for it."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(_EACH_S):
            self._camera_log.tick()
            try:
                self.disk_free_bytes = shutil.disk_usage(self._folder).free
            except OSError:
                _log.warning("the data folder's disk does not answer", exc_info=True)
