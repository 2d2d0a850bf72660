"""A camera that tells what it sees beside its video, whenever the test has it speak."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.peers.peer_process import Peer


@contextmanager
def speaking_camera(clip: Path, folder: Path) -> Iterator[Peer]:
    """At rtsp://127.0.0.1:<port>/n; `say(documents)` puts them on its metadata track."""
    with Peer("tests.peers.rtsp_server", "--feed", f"n={clip}", "--metadata", "n") as peer:
        numbers = itertools.count()

        def say(*texts: str) -> None:
            file = folder / f"{next(numbers)}.json"
            file.write_text(json.dumps(texts))
            peer.tell(f"n metadata {file}")

        peer.say = say
        yield peer
