"""ONVIF metadata as RTP carries it: XML documents cut into packets, the last of each marked."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from pathlib import Path

PAYLOAD_TYPE = 107
_LARGEST_PAYLOAD = 1400
SDP = "\r\n".join(
    [
        f"m=application 0 RTP/AVP {PAYLOAD_TYPE}",
        f"a=rtpmap:{PAYLOAD_TYPE} vnd.onvif.metadata/90000",
        "a=control:track2",
        "",
    ]
)


@dataclass
class MetadataTrack:
    """What one feed sends beside its video, round and round. Thread: the peer's event loop."""

    each_s: float = 0.1
    documents: list[bytes] = field(default_factory=list)  # none: the track is there and says nothing

    def obey(self, path: str) -> None:
        """Sends that file's documents from now on, a JSON list of texts; nothing for an empty path."""
        texts = json.loads(Path(path).read_text()) if path else []
        self.documents = [text.encode("utf-8", "surrogateescape") for text in texts]


class MetadataPacketiser:
    """Documents into interleaved RTP packets."""

    def __init__(self, *, channel: int, ssrc: int) -> None:
        self._sequence = 1
        self._channel = channel
        self._ssrc = ssrc

    def document(self, text: bytes, timestamp: int) -> bytes:
        starts = range(0, len(text), _LARGEST_PAYLOAD)
        return b"".join(
            self._packet(
                text[at : at + _LARGEST_PAYLOAD], timestamp, is_last=at + _LARGEST_PAYLOAD >= len(text)
            )
            for at in starts
        )

    def _packet(self, payload: bytes, timestamp: int, *, is_last: bool) -> bytes:
        kind = (0x80 if is_last else 0) | PAYLOAD_TYPE
        header = struct.pack(">BBHII", 0x80, kind, self._sequence, timestamp & 0xFFFFFFFF, self._ssrc)
        self._sequence = (self._sequence + 1) & 0xFFFF
        return struct.pack(">BBH", 0x24, self._channel, len(header) + len(payload)) + header + payload
