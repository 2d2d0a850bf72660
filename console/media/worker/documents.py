"""The payloads of a metadata track put together to documents: PyAV hands RTP's packets out one by one."""

from __future__ import annotations

import re

from console.cameras.onvif_scene import MOST_BYTES

_MOST_BYTES = MOST_BYTES + 1  # it is the reader who says "too large"
_END = re.compile(rb"</(?:[\w.-]+:)?MetadataStream\s*>[\0\s]*\Z")
_LONGEST_END = 100
_BLANK = b"\0 \t\r\n"


class Documents:
    """PyAV does not tell RTP's marker bit, so a document ends with its last tag or with another time.

    Thread: demux.
    """

    def __init__(self) -> None:
        self._parts = bytearray()
        self._time: int | None = None

    def put(self, payload: bytes, *, time: int | None) -> list[bytes]:
        """A packet's payload and its RTP time; the documents that are complete, or will never be."""
        done = []
        if time != self._time:
            done += self._take()  # its end was lost
        self._time = time
        self._parts += payload[: _MOST_BYTES - len(self._parts)]
        if _END.search(self._parts[-_LONGEST_END:]):
            done += self._take()
        return done

    def clear(self) -> None:
        """Another connection."""
        self._parts.clear()
        self._time = None

    def _take(self) -> list[bytes]:
        document = bytes(self._parts).strip(_BLANK)
        self._parts.clear()
        return [document] if document else []
