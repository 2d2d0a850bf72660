"""A camera's demux thread: connects, reads packets, paces files, and tries again when it is lost."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from console.media.board import Column
from console.media.decode_mode import DecodeMode
from console.media.feed_state import Failure
from console.media.messages import OpenFeed
from console.media.picture_fault import PictureFault
from console.media.worker.clock_offset import ClockOffset
from console.media.worker.feed import Feed
from console.media.worker.lead_in import lead_in
from console.media.worker.metadata import Metadata
from console.media.worker.name_lookup import NameLookup
from console.media.worker.pace import Pace
from console.media.worker.pacing import Pacing
from console.media.worker.packet_queue import Arrival
from console.media.worker.retry import Retry
from console.media.worker.sight import Sight
from console.media.worker.sound_tap import SoundTap
from console.media.worker.stream import Stream, open_stream
from console.media.worker.stream_error import StreamError

if TYPE_CHECKING:
    from console.cameras.onvif_scene import Scene
    from console.media.worker.decoder import Decoder
    from console.media.worker.stream import VideoPacket
    from console.media.worker.track import Track

_log = logging.getLogger(__name__)
_NAP_S = 0.25


class Demux:
    """Thread: its own, "demux-<camera>"."""

    def __init__(self, feed: Feed, opened: OpenFeed, *, names: NameLookup, decoder: Decoder) -> None:
        self._feed = feed
        self._opening, self._kind = opened.opening, opened.kind
        self._names = names
        self._decoder = decoder
        self._retry = Retry()
        self._pace = Pace()
        self._rested = False  # not every packet was decoded until now
        self._kept = 0  # packets that came while nothing was decoded
        self._told: Stream | None = None  # the connection that was reported while nothing was decoded
        self._clock = ClockOffset() if opened.kind == "rtsp" else None
        self._pacing: Pacing | None = None
        self._last_ns: int | None = None  # the time of the last packet, for a file that tells none
        self._last_dts: int | None = None  # its decoding time in the stream's own ticks
        self._connections = 0
        self._track: Track | None = None  # of the last connection
        self._metadata: Metadata | None = None  # of a camera that sends any
        self._tap = SoundTap(feed)
        self.thread = threading.Thread(target=self._run, name=f"demux-{feed.camera_id}", daemon=True)

    def _run(self) -> None:
        while not self._feed.closed.is_set():
            shown, begun_s = self._pictures(), time.monotonic()
            try:
                self._connect()
            except StreamError as error:
                failure = error.failure
            except Exception:
                # Nothing that a camera sends may end its thread for good.
                _log.exception("camera %s: reading failed", self._feed.camera_id)
                failure = Failure.BROKEN
            else:
                failure = Failure.ENDED
            self._tap.lose()
            seen = self._pictures() > shown
            self._wait(failure, connected_s=time.monotonic() - begun_s if seen else 0.0)
        self._feed.end()

    def _wait(self, failure: Failure, *, connected_s: float) -> None:
        wait_s = self._retry.next_wait_s(failure, connected_s=connected_s)
        self._feed.lose(failure, next_try_ns=time.monotonic_ns() + int(wait_s * 1e9))
        self._feed.row[Column.DROPPED] += self._feed.queue.clear()
        self._feed.closed.wait(wait_s)

    def _connect(self) -> None:
        if self._kind in ("rtsp", "http"):
            self._names.check(self._opening)
        with open_stream(self._opening, kind=self._kind, before=self._track) as stream:
            self._track = stream.track
            self._begin(stream)
            if stream.is_file:
                self._read_file(stream)
            else:
                self._read(stream)

    def _begin(self, stream: Stream) -> None:
        self._feed.queue.begin()
        self._rested = False
        self._feed.begin(stream)
        if self._connections:
            self._feed.row[Column.RECONNECTS] += 1
        self._connections += 1
        if self._clock:
            self._clock.reconnect()
        if self._metadata:
            self._metadata.reconnect()
        self._pace = Pace(guess_ns=int(1e9 / stream.fps) if stream.fps > 0.1 else 0)
        self._last_ns = self._last_dts = None
        self._pacing = Pacing(now_ns=time.monotonic_ns()) if stream.is_file else None

    def _read_file(self, stream: Stream) -> None:
        while not self._feed.closed.is_set():
            if self._read(stream) == 0:
                raise StreamError(Failure.NOT_VIDEO)
            if self._pacing:
                self._pacing.loop()
            self._put(Arrival(stream, None, time.monotonic_ns()))
            self._pace.jump()
            self._last_ns = self._last_dts = None
            stream.rewind()

    def _read(self, stream: Stream) -> int:
        """Hands packets on until the source ends or the feed is closed; returns how many."""
        count = 0
        sight = Sight(self._feed.row, now_ns=time.monotonic_ns())
        for packet in stream.packets(self._hear):
            if not self._await_turn(packet, stream):
                break
            count += 1
            self._take(packet, stream)
            if sight.is_lost(now_ns=time.monotonic_ns()):
                raise StreamError(Failure.BROKEN)
        return count

    def _await_turn(self, packet: VideoPacket, stream: Stream) -> bool:
        """Waits until a file's packet is due; False when the feed was closed."""
        if self._pacing is None:
            return not self._feed.closed.is_set()
        now_ns = time.monotonic_ns()
        due_ns = self._pacing.due_at_ns(self._decoding_ns(packet, stream), now_ns=now_ns)
        # Short sleeps: waiting for an event with a time limit costs a lock each time.
        while (wait_ns := due_ns - time.monotonic_ns()) > 0 and not self._feed.closed.is_set():
            time.sleep(min(wait_ns / 1e9, _NAP_S))
        return not self._feed.closed.is_set()

    def _take(self, packet: VideoPacket, stream: Stream) -> None:
        row = self._feed.row
        now_ns = time.monotonic_ns()
        media_ns = self._decoding_ns(packet, stream)
        row[Column.PACKETS] += 1
        row[Column.DUE] += 1
        row[Column.KEYFRAMES] += packet.is_keyframe
        # Only decoding times tell an order. FFmpeg knows none for an RTSP connection's first packet, nor for
        # the first ones of some files.
        if packet.dts is not None:
            row[Column.OUT_OF_ORDER] += self._last_dts is not None and packet.dts < self._last_dts
            self._last_dts = packet.dts
        self._last_ns = media_ns
        self._look_at_clock(packet, now_ns)
        self._pace.see(media_ns, is_keyframe=packet.is_keyframe)
        mode = self._pace.possible(self._feed.mode(now_ns))
        row[Column.MODE], row[Column.INTERVAL_NS] = mode, self._pace.interval_ns(mode)
        rests = mode in (DecodeMode.PACKETS, DecodeMode.KEYFRAMES)
        if mode is DecodeMode.PACKETS:
            self._keep(stream, now_ns)
        # Of many that are called at once some find no room yet: they ask again with each packet.
        waits = self._rested and not rests and not packet.is_keyframe
        self._rested = rests or (waits and not self._lead_in(stream, now_ns))
        self._put(Arrival(stream, packet, now_ns), mode)
        if not self._feed.queue.is_waiting:
            row[Column.WANTED] += self._pace.wants(mode)
        self._tap.take(packet, stream, now_ns=now_ns)
        if stream.track:
            self._feed.ring.put(packet, stream.track, captured_at_ns=now_ns)

    def _lead_in(self, stream: Stream, now_ns: int) -> bool:
        """Somebody looks at this camera again: shown at once, not only with its next keyframe.

        Returns:
            Whether it has had its turn.
        """
        if not self._decoder.has_room():
            return False
        arrivals = lead_in(self._feed.ring, stream, now_ns=now_ns)
        self._feed.queue.lead_in(arrivals)
        for _arrival in arrivals:
            self._decoder.put(self._feed)
        return True

    def _look_at_clock(self, packet: VideoPacket, now_ns: int) -> None:
        if self._clock and (offset_ms := self._clock.look(packet, now_ns=now_ns)) is not None:
            self._feed.row[Column.CLOCK_OFFSET_MS] = offset_ms
            self._feed.set_fault(PictureFault.CLOCK_OFF, self._clock.since_ns)
        if self._metadata:
            self._feed.set_fault(PictureFault.ANALYTICS, self._metadata.look(now_ns))

    def _hear(self, payload: bytes, time_90khz: int | None) -> None:
        """A packet of the camera's metadata."""
        if self._metadata is None:
            self._metadata = Metadata(self._feed.camera_id, on_scene=self._on_scene)
        self._metadata.hear(payload, time=time_90khz, now_ns=time.monotonic_ns())

    def _on_scene(self, scene: Scene, at_ns: int) -> None:
        if self._clock:
            self._clock.hear(scene.at_utc)
        self._feed.tell_scene(scene, at_ns=at_ns)

    def _keep(self, stream: Stream, now_ns: int) -> None:
        """Nothing is decoded now: that packets come is all that can be told of the camera."""
        self._feed.row[Column.NEWEST_AT_NS] = now_ns
        self._kept += 1
        if self._told is not stream:
            self._told = stream
            self._feed.report_video(stream, width=stream.parameters.width, height=stream.parameters.height)

    def _pictures(self) -> int:
        """Grows with each sign that the stream is a sound one."""
        return self._feed.row[Column.DECODED] + self._kept

    def _put(self, arrival: Arrival, mode: DecodeMode = DecodeMode.EVERY_FRAME) -> None:
        group_ns = self._pace.interval_ns(DecodeMode.KEYFRAMES)
        if dropped := self._feed.queue.put(arrival, mode=mode, group_interval_ns=group_ns):
            self._feed.row[Column.DROPPED] += dropped
        if mode is not DecodeMode.PACKETS:
            self._decoder.put(self._feed)

    def _decoding_ns(self, packet: VideoPacket, stream: Stream) -> int:
        time_base = stream.time_base
        ticks = packet.dts if packet.dts is not None else packet.pts
        if ticks is not None:
            return ticks * 1_000_000_000 * time_base.numerator // time_base.denominator
        if self._pacing is None or self._last_ns is None:  # a live source without timestamps
            return time.monotonic_ns() if self._pacing is None else 0
        return self._last_ns + (self._pace.interval_ns(DecodeMode.EVERY_FRAME) or 40_000_000)
