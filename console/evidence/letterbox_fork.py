"""Between the pool and the host: frames for stills of cameras that no detector looks at."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future

from console.cameras.search_grid import WHOLE, SearchGrid
from console.detection.letterboxes import Letterboxes
from console.media.frame import Letterbox, Still, Wish


class LetterboxFork:
    """The pool's host. To the pool a camera that is kept from it is one that cannot be asked just now.

    Thread: any.
    """

    def __init__(self, host: Letterboxes, *, on_frame: Callable[[Letterbox], None]) -> None:
        """`on_frame` gets what `ask_frame` asked for, on the host's reader threads; it gives it back."""
        self._host = host
        self._on_frame = on_frame
        self._to_pool: Callable[[Letterbox], object] = host.finish_letterbox
        self._pool_dropped: Callable[[str], None] = lambda _camera_id: None
        self._kept: frozenset[str] = frozenset()  # replaced as a whole
        self._lock = threading.Lock()
        # Guarded by _lock
        self._asked: set[str] = set()  # cameras whose next letterbox is none of the pool's

    def keep_from_pool(self, camera_ids: Iterable[str]) -> None:
        """These and no others, from now on."""
        self._kept = frozenset(camera_ids)

    def ask_frame(self, camera_id: str) -> bool:
        """Has the camera's next frame handed to `on_frame`; False where it cannot be asked just now."""
        with self._lock:
            if camera_id in self._asked:
                return True
            # First: the answer may come at once, and while it stands here the pool does not ask.
            self._asked.add(camera_id)
        asked = self._host.ask_letterbox(camera_id)
        if not asked:
            self._is_ours(camera_id)
        return asked

    # --- the pool's side ---

    def listen_letterboxes(
        self, on_letterbox: Callable[[Letterbox], None], on_dropped: Callable[[str], None]
    ) -> None:
        """As `Host.listen_letterboxes`."""
        self._to_pool, self._pool_dropped = on_letterbox, on_dropped
        self._host.listen_letterboxes(self._on_letterbox, self._on_dropped)

    def ask_letterbox(self, camera_id: str, *, grid: SearchGrid = WHOLE, wish: Wish = Wish.NOW) -> bool:
        """As `Host.ask_letterbox`; False, too, where the camera is kept from the pool."""
        if camera_id in self._kept or camera_id in self._asked:
            return False
        return self._host.ask_letterbox(camera_id, grid=grid, wish=wish)

    def moved_at_ns(self, camera_id: str) -> int:
        """As `Host.moved_at_ns`."""
        return self._host.moved_at_ns(camera_id)

    def finish_letterbox(self, letterbox: Letterbox, *, still: Still = Still.DROP) -> Future[bytes] | None:
        """As `Host.finish_letterbox`."""
        return self._host.finish_letterbox(letterbox, still=still)

    # --- the host's reader threads ---

    def _on_letterbox(self, letterbox: Letterbox) -> None:
        if self._is_ours(letterbox.stamp.camera_id):
            self._on_frame(letterbox)
        else:
            self._to_pool(letterbox)

    def _on_dropped(self, camera_id: str) -> None:
        if not self._is_ours(camera_id):
            self._pool_dropped(camera_id)

    def _is_ours(self, camera_id: str) -> bool:
        with self._lock:
            ours = camera_id in self._asked
            self._asked.discard(camera_id)
            return ours
