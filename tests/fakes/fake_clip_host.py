"""A media host without decoders: a clip is a few bytes, made when the test says so or at once."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from console.media.clip import ClipMade
from console.media.media_error import MediaError
from console.media.pin import Pin
from console.media.stream_choice import StreamKind


class FakeClipHost:
    """`fails`: what every clip fails with; `waits`: clips come when `make_all` is called."""

    def __init__(self, *, fails: str = "", waits: bool = False) -> None:
        self.feeds = {}
        self.fails = fails
        self.waits = waits
        self.asked: list[tuple[Future[ClipMade], str, int, int, Path]] = []

    def pin(self, camera_id, *, from_ns, to_ns):
        return Pin(1, camera_id, from_ns, to_ns)

    def unpin(self, pin):
        pass

    def hold_main(self, camera_id):
        pass

    def release_main(self, camera_id):
        pass

    def save_clip(self, camera_id: str, *, from_ns: int, to_ns: int, file: Path) -> Future[ClipMade]:
        future: Future[ClipMade] = Future()
        self.asked.append((future, camera_id, from_ns, to_ns, file))
        if not self.waits:
            self.make_all()
        return future

    def make_all(self) -> None:
        for future, camera_id, from_ns, to_ns, file in self.asked:
            if self.fails:
                future.set_exception(MediaError(self.fails))
                continue
            unfinished = file.with_name(f".{file.name}.part")
            unfinished.write_bytes(b"clip of " + str(file.parent.name).encode() + bytes(200_000))
            unfinished.replace(file)
            started = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
            future.set_result(
                ClipMade(camera_id, file, started, from_ns, to_ns, 30, "h264", StreamKind.MAIN, 320, 180)
            )
        self.asked.clear()
