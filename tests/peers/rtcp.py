"""RTCP sender reports (RFC 3550, 6.4.1): which moment of the camera's clock an RTP time stands for."""

from __future__ import annotations

import struct
import time

_EACH_S = 1.0  # RFC 3550 says five; a test waits for several
_SENDER_REPORT = 200
_LENGTH = 6  # 32-bit words behind the first
_NTP_EPOCH_S = 2_208_988_800  # from 1900 to 1970


class SenderReports:
    """One connection's reports, interleaved on its RTCP channel; none where the camera has no clock."""

    def __init__(self, *, channel: int, ssrc: int, clock_offset_s: float | None) -> None:
        self._channel = channel
        self._ssrc = ssrc
        self._clock_offset_s = clock_offset_s
        self._next_s = 0.0

    def due(self, timestamp: int) -> bytes:
        """A report behind RTSP's `$` header for the frame of this RTP time, sent now; b"" between reports."""
        if self._clock_offset_s is None or time.monotonic() < self._next_s:
            return b""
        self._next_s = time.monotonic() + _EACH_S
        ntp = round((time.time() + self._clock_offset_s + _NTP_EPOCH_S) * 2**32)
        report = struct.pack(
            ">BBHIQIII", 0x80, _SENDER_REPORT, _LENGTH, self._ssrc, ntp, timestamp & 0xFFFFFFFF, 0, 0
        )
        return struct.pack(">BBH", 0x24, self._channel, len(report)) + report
