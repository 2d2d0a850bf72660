"""What the decode thread does for one feed: packets to frames, frames to all who want them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from console.media.board import Column
from console.media.decode_mode import DecodeMode
from console.media.frame import FrameStamp
from console.media.messages import AskLetterbox
from console.media.worker.codec import Codec, Filtering
from console.media.worker.feed import Feed
from console.media.worker.hardware_codec import HardwareCodec, HardwareError
from console.media.worker.hardware_sessions import HardwareSessions
from console.media.worker.letterbox_jobs import LetterboxJobs
from console.media.worker.luma import Luma
from console.media.worker.motion import Motion
from console.media.worker.packet_queue import Arrival
from console.media.worker.picture_health import PictureHealth
from console.media.worker.stream import Stream

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from console.media.worker.stream import VideoPacket

_log = logging.getLogger(__name__)
_FULL_NS = 30_000_000_000  # so long after a detector's last wish frames are still decoded in full
_REMEMBERED = 64  # arrivals of packets whose frames are not out yet; no codec holds so many back
_MEASURED_FORMATS = frozenset({"yuv420p", "yuvj420p"})  # what the hardware was measured with, and takes


class FeedDecoding:
    """Thread: decode."""

    def __init__(self, feed: Feed, *, letterboxes: LetterboxJobs, sessions: HardwareSessions) -> None:
        self._feed = feed
        self._letterboxes = letterboxes
        self._sessions = sessions
        self._stream: Stream | None = None
        self._codec: Codec | HardwareCodec | None = None
        self._may_try_hardware = True  # it has not failed in this connection
        self._skipping = False  # the hardware failed between two keyframes
        self._health = PictureHealth(set_fault=feed.set_fault)
        self._motion = Motion()
        self._arrivals: dict[int | None, int] = {}  # a packet's presentation time → its arrival
        self._size = (0, 0)  # as reported last
        self._format = ""  # of the pictures of that size, as software decodes them

    def take(self, arrival: Arrival) -> None:
        """Decodes one packet and passes on what comes of it."""
        if not self._feed.is_current(arrival.stream):
            return
        if arrival.stream is not self._stream or self._codec is None:
            self._begin(arrival.stream)
        assert self._codec is not None
        packet = arrival.packet
        if packet is None:
            self._pass_on(self._drain(arrival), arrival)
            self._arrivals.clear()
            self._health.loop()
            return
        if arrival.is_shown:
            self._remember(packet, arrival.captured_at_ns)
        if packet.is_keyframe:
            self._skipping = False
            if (frames := self._begin_hardware(packet, arrival)) is not None:
                self._show_if_wanted(frames, arrival)
                return
            self._choose_filtering(arrival)
        self._show_if_wanted(self._decode(packet, arrival), arrival)

    def _begin(self, stream: Stream) -> None:
        before, self._stream = self._stream, stream
        is_same = before is not None and before.parameters == stream.parameters
        if isinstance(self._codec, Codec) and is_same and not self._codec.is_blind:
            # A decoder anew would be megabytes made and freed among all others' with each reconnection.
            self._codec.drain()
        else:
            self._codec = Codec(stream.parameters, filtering=Filtering.FULL)
        self._may_try_hardware, self._skipping = True, False
        self._feed.row[Column.HARDWARE] = 0
        self._health.reconnect()
        self._motion = Motion()
        self._feed.row[Column.MOVED_AT_NS] = 0
        self._arrivals.clear()
        self._size = (0, 0)

    def _choose_filtering(self, arrival: Arrival) -> None:
        """Only a keyframe is a place to change: what follows builds on it."""
        filtering = self._filtering(arrival)
        if isinstance(self._codec, Codec) and filtering is not self._codec.filtering:
            self._pass_on(self._codec.drain(), arrival)
            self._codec = Codec(arrival.stream.parameters, filtering=filtering)

    def _filtering(self, arrival: Arrival) -> Filtering:
        wanted = arrival.captured_at_ns - self._feed.asked_at_ns < _FULL_NS
        return Filtering.FULL if wanted else Filtering.NONE

    def _decode(self, packet: VideoPacket, arrival: Arrival) -> list[VideoFrame]:
        assert self._codec is not None
        if self._skipping:
            self._feed.row[Column.DAMAGED] += 1
            return []
        damaged = self._codec.damaged
        try:
            frames = self._codec.decode(packet)
        except HardwareError as failed:
            self._fall_back(failed, arrival)
            self._skipping = not packet.is_keyframe
            return self._decode(packet, arrival)
        self._feed.row[Column.DAMAGED] += self._codec.damaged - damaged
        return frames

    def _drain(self, arrival: Arrival) -> list[VideoFrame]:
        assert self._codec is not None
        try:
            return self._codec.drain()
        except HardwareError as failed:
            self._fall_back(failed, arrival)
            return []

    # --- hardware ---

    def _begin_hardware(self, keyframe: VideoPacket, arrival: Arrival) -> list[VideoFrame] | None:
        """What the hardware makes of the keyframe, if it takes the stream over with it."""
        if not isinstance(self._codec, Codec) or not self._may_try_hardware:
            return None
        if self._format not in _MEASURED_FORMATS:
            return None
        try:
            begun = self._sessions.begin(arrival.stream.parameters, keyframe, height=self._size[1])
        except HardwareError as failed:
            self._note_failure(failed)
            return None
        if begun is None:
            return None
        self._pass_on(self._codec.drain(), arrival)
        self._codec, frames = begun
        self._feed.row[Column.HARDWARE] = 1
        return frames

    def _fall_back(self, failed: HardwareError, arrival: Arrival) -> None:
        self._note_failure(failed)
        self._codec = Codec(arrival.stream.parameters, filtering=self._filtering(arrival))

    def _note_failure(self, failed: HardwareError) -> None:
        """Not again before the next connection: a wall that goes to and fro is worse than a slower one."""
        self._may_try_hardware = False
        row = self._feed.row
        row[Column.HARDWARE] = 0
        row[Column.FALLBACKS] += 1
        _log.warning("camera %s: the hardware decoder failed (%s): software", self._feed.camera_id, failed)

    # --- frames ---

    def _remember(self, packet: VideoPacket, captured_at_ns: int) -> None:
        if len(self._arrivals) >= _REMEMBERED:
            self._arrivals.clear()
        self._arrivals[packet.pts] = captured_at_ns

    def _show_if_wanted(self, frames: list[VideoFrame], arrival: Arrival) -> None:
        if arrival.is_shown:
            self._pass_on(frames, arrival)

    def _pass_on(self, frames: list[VideoFrame], arrival: Arrival) -> None:
        for frame in frames:
            self._show(frame, arrival.stream, self._arrivals.pop(frame.pts, arrival.captured_at_ns))

    def _show(self, frame: VideoFrame, stream: Stream, captured_at_ns: int) -> None:
        feed, row = self._feed, self._feed.row
        row[Column.DECODED] += 1
        sequence = feed.first_sequence + row[Column.DECODED]
        if row[Column.MODE] != DecodeMode.HALF or sequence % 2:
            for scaler in feed.scalers:
                scaler.show(frame, captured_at_ns=captured_at_ns, sequence=sequence)
            row[Column.NEWEST_AT_NS] = captured_at_ns
        if (frame.width, frame.height) != self._size or feed.announces:
            self._size, self._format = (frame.width, frame.height), frame.format.name
            feed.announces = False
            feed.report_video(stream, width=frame.width, height=frame.height)
        row[Column.FROZEN_SINCE_NS] = self._health.look(frame, at_ns=captured_at_ns)
        self._see_motion(frame, captured_at_ns)
        if (asked := feed.asked) is not None and self._may_letterbox(asked) and feed.take_job(asked):
            stamp = _stamp(feed.camera_id, frame, stream, sequence, captured_at_ns)
            self._letterboxes.make(asked, frame, stamp)

    def _see_motion(self, frame: VideoFrame, at_ns: int) -> None:
        if at_ns - self._feed.asked_at_ns > _FULL_NS or not self._motion.is_due(at_ns):
            return
        if self._motion.look(Luma(frame).points, at_ns=at_ns):
            self._feed.row[Column.MOVED_AT_NS] = at_ns

    def _may_letterbox(self, asked: AskLetterbox) -> bool:
        """Else the job waits for a later frame."""
        assert self._codec is not None
        return self._codec.filtering is Filtering.FULL and self._letterboxes.has_room(asked.grid)


def _stamp(
    camera_id: str, frame: VideoFrame, stream: Stream, sequence: int, captured_at_ns: int
) -> FrameStamp:
    media_time_us = round((frame.pts or 0) * stream.time_base * 1_000_000)
    return FrameStamp(camera_id, sequence, captured_at_ns, media_time_us, frame.width, frame.height)
