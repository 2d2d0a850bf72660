"""A camera's own analytics as they come beside its video: read, thinned out, and missed when they stop."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from console.cameras.onvif_scene import SILENT_NS
from console.media.worker.documents import Documents

if TYPE_CHECKING:
    from console.cameras.onvif_scene import Scene

_log = logging.getLogger(__name__)
# Boxes ride on newer frames for 400 ms, and a minute of looks at every camera is kept.
_PICTURE_EACH_NS = 250_000_000
_MOST_EVENTS_A_SECOND = 10  # documents with an alarm in it; each of them counts, up to this
_SECOND_NS = 1_000_000_000
_ALARM = b"NotificationMessage"


class Metadata:
    """One camera's, over all its connections. Thread: demux."""

    def __init__(self, camera_id: str, *, on_scene: Callable[[Scene, int], None]) -> None:
        """`on_scene` gets each document that counts, and when it came, monotonic ns."""
        self._camera_id = camera_id
        self._on_scene = on_scene
        self._documents = Documents()
        self._next_picture_ns = 0
        self._events_ns: deque[int] = deque(maxlen=_MOST_EVENTS_A_SECOND)
        self._said: set[str] = set()  # what was wrong, each told once
        self._said_fault = False  # of our own
        self._spoilt_ns = 0  # when the first document came that could not be read, and none since that could
        self._flowed_at_ns = 0  # when it last told of a picture; many cameras send alarms alone
        self.since_ns = 0  # of its silence; 0: it flows, or there has never been anything

    def reconnect(self) -> None:
        self._documents.clear()

    def hear(self, payload: bytes, *, time: int | None, now_ns: int) -> None:
        """A packet of the camera's data track."""
        for document in self._documents.put(payload, time=time):
            if document.startswith((b"<", b"\xef\xbb\xbf<")):  # else another kind of data, none of ours
                try:
                    self._take(document, now_ns)
                except Exception:  # whatever a camera sends, its picture goes on
                    if not self._said_fault:
                        _log.exception("camera %s: its own analytics could not be taken", self._camera_id)
                    self._said_fault = True
                    self._spoilt_ns = self._spoilt_ns or now_ns

    def look(self, now_ns: int) -> int:
        """At each video packet: since when the analytics are silent, monotonic ns; 0: they are not."""
        heard_ns = self._flowed_at_ns or self._spoilt_ns
        if heard_ns and now_ns - heard_ns > SILENT_NS:
            self.since_ns = self.since_ns or heard_ns
        else:
            self.since_ns = 0
        return self.since_ns

    def _take(self, document: bytes, now_ns: int) -> None:
        if not self._counts(document, now_ns):
            return
        # Here: a decoder process without such a camera shall not load a parser of XML.
        from console.cameras.onvif_metadata import MetadataError, read_metadata

        try:
            scene = read_metadata(document)
        except MetadataError as error:
            self._say(str(error))
            self._spoilt_ns = self._spoilt_ns or now_ns
            return
        self._spoilt_ns = 0
        if scene.unusable:
            self._say("things without an outline, with an absurd one, or too many, were left out")
        if scene.things is not None:
            self._flowed_at_ns = now_ns
        self._on_scene(scene, now_ns)

    def _counts(self, document: bytes, now_ns: int) -> bool:
        if _ALARM in document:
            full = len(self._events_ns) == _MOST_EVENTS_A_SECOND
            if full and now_ns - self._events_ns[0] < _SECOND_NS:
                self._say(f"more than {_MOST_EVENTS_A_SECOND} alarms a second")
                return False
            self._events_ns.append(now_ns)
            return True
        if now_ns < self._next_picture_ns:
            return False
        self._next_picture_ns = now_ns + _PICTURE_EACH_NS
        return True

    def _say(self, what: str) -> None:
        if what not in self._said:
            self._said.add(what)
            _log.warning("camera %s: its own analytics cannot be used as they are: %s", self._camera_id, what)
