"""A host without decoders: answers letterbox questions when the test says so, and sees rules kept."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import numpy as np

from console.cameras.search_grid import WHOLE
from console.media.frame import FrameStamp, Letterbox, Still, Wish


def letterbox(camera_id, *, sequence=1, captured_at_ns=0, width=832, height=416):
    return Letterbox(
        stamp=FrameStamp(camera_id, sequence, captured_at_ns, sequence * 66_667, width, height),
        pixels=np.zeros((416, 416, 3), np.uint8),
        scale=416 / width,
        process=0,
        life=1,
        slot=0,
        job=sequence,
    )


class FakeLetterboxes:
    """`silent` cameras never answer, `away` ones cannot be asked, all others answer at once."""

    def __init__(self):
        self._lock = threading.RLock()
        self.asked = []
        self.grids = []  # of each question
        self.finished = []  # (camera id, still)
        self.out = set()  # cameras with a job under way
        self.most_out = 0
        self.silent = set()
        self.away = set()
        self.still = set()  # cameras in whose picture nothing moves
        self.breaches = []
        self.wishes = {}  # camera → the last one

    def listen_letterboxes(self, on_letterbox, on_dropped):
        self.on_letterbox, self.on_dropped = on_letterbox, on_dropped

    def ask_letterbox(self, camera_id, *, grid=WHOLE, wish=Wish.NOW):
        with self._lock:
            self.wishes[camera_id] = wish
            if camera_id in self.away or camera_id in self.out:
                return False
            self.asked.append(camera_id)
            self.grids.append(grid)
            self.out.add(camera_id)
            self.most_out = max(self.most_out, len(self.out))
            sequence = len(self.asked)
        if camera_id not in self.silent:
            self.on_letterbox(letterbox(camera_id, sequence=sequence))
        return True

    def moved_at_ns(self, camera_id):
        return 1 if camera_id in self.still else 0

    def finish_letterbox(self, letterbox, *, still=Still.DROP):
        with self._lock:
            if letterbox.stamp.camera_id not in self.out:
                self.breaches.append(f"{letterbox.stamp.camera_id} was given back twice")
            self.out.discard(letterbox.stamp.camera_id)
            self.finished.append((letterbox.stamp.camera_id, still))
        if still is Still.DROP:
            return None
        jpeg = Future()
        jpeg.set_result(b"jpeg of " + letterbox.stamp.camera_id.encode())
        return jpeg
