"""What the detectors need of the media side."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from console.cameras.search_grid import WHOLE, SearchGrid
from console.media.frame import Letterbox, Still, Wish


class Letterboxes(Protocol):
    """Thread: any. `console.media.host.Host` is one, and tells what each call does."""

    def listen_letterboxes(
        self, on_letterbox: Callable[[Letterbox], None], on_dropped: Callable[[str], None]
    ) -> None: ...

    def ask_letterbox(self, camera_id: str, *, grid: SearchGrid = WHOLE, wish: Wish = Wish.NOW) -> bool: ...

    def moved_at_ns(self, camera_id: str) -> int: ...

    def finish_letterbox(
        self, letterbox: Letterbox, *, still: Still = Still.DROP
    ) -> Future[bytes] | None: ...
