"""A script of this folder at work on a display, and the lines that it tells."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from pathlib import Path

from tests.journeys.x_display import XDisplay

ROOT = Path(__file__).resolve().parents[2]


class TellingScript:
    """In a process of its own, until it is closed."""

    def __init__(self, display: XDisplay, name: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name(name)), *arguments],
            env=display.environment | {"PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name=name, daemon=True)
        self._reader.start()

    def line(self, *, within_s: float = 20) -> str:
        """The next one; "" when none comes."""
        try:
            return self._lines.get(timeout=within_s)
        except queue.Empty:
            return ""

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._reader.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.strip())
