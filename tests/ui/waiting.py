"""Waiting for what another thread tells the GUI."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication


def wait_until(holds: Callable[[], bool], *, timeout_s: float = 10.0) -> bool:
    """Runs the event loop until it holds; False when it never does."""
    end = time.monotonic() + timeout_s
    while not holds() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)
    return holds()
