"""The camera of onvif_camera.py, from the outside: what it is told, and what it was asked."""

from __future__ import annotations

import json
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.peers.peer_process import Peer

PASSWORD = 'p@ss "w\\rd&<'


class OnvifCamera(Peer):
    """Its user is admin, its password PASSWORD; it asks for them as `--auth` says."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        super().__init__("tests.peers.onvif_camera", "--password", PASSWORD, *arguments)
        self._folder = folder

    def order(self, word: str, content: str | bytes) -> None:
        """`notify` or `garbage`, with what is to be sent."""
        file = self._folder / f"{time.monotonic_ns()}.xml"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.tell(f"{word} {file}")

    def state(self) -> dict[str, Any]:
        """{"subscriptions": how many, "asked": the operations in their order}."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/state", timeout=10) as answer:
            return json.load(answer)
