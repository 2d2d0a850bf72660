"""Frames of a reel one after the other, forward and back: each one, in the order in which they are shown."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.media.worker.codec import Codec, Filtering
from console.media.worker.packet_group import timed_packet
from console.media.worker.stream_error import StreamError

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from console.media.worker.held_packets import HeldPackets
    from console.media.worker.track import Track

# Frames before the one shown that are kept as they were decoded: a step back costs nothing then.
_BEHIND_BYTES = 48_000_000
_LATE = 40  # packets after its own by which a frame has come; no codec holds so many back
_JUMP_NS = 5_000_000_000  # a frame's own time that leads further away from its arrival is no truth


@dataclass(frozen=True, slots=True)
class ReelFrame:
    """A decoded frame."""

    picture: VideoFrame
    at_ns: int  # arrival of its packet, which no other frame has
    moment_ns: int  # the same without the network's haste and delay; grows from frame to frame

    @property
    def size_bytes(self) -> int:
        return sum(plane.buffer_size for plane in self.picture.planes)


class ReelPlayer:
    """Thread: the replay's."""

    def __init__(self, reel: HeldPackets) -> None:
        self.current: ReelFrame | None = None
        self._reel = reel
        self._behind: deque[ReelFrame] = deque()  # before the current one, oldest first
        self._ahead: deque[ReelFrame] = deque()  # decoded, to come after it
        self._number = reel.first  # the next packet to be decoded
        self._codec: Codec | None = None
        self._track: Track | None = None
        self._arrivals: dict[int | None, int] = {}  # a packet's presentation time → its arrival
        self._last: tuple[ReelFrame, int | None] | None = None  # the newest decoded, and its own time
        self._drained = False  # the last frames of all have come out
        self._first_pts: int | None = None  # of the keyframe begun with, until it has come

    def peek(self) -> ReelFrame | None:
        """The frame after the current one; None where none has come yet."""
        while not self._ahead and self._decode_one():
            pass
        return self._ahead[0] if self._ahead else None

    def forward(self) -> bool:
        """On by one frame; False where there is none."""
        if self.peek() is None:
            return False
        if self.current is not None:
            self._remember(self.current)
        self.current = self._ahead.popleft()
        return True

    def back(self) -> bool:
        """Back by one frame; False where there is none before."""
        if self.current is None:
            return False
        if not self._behind and not self._decode_behind(self.current.at_ns):
            return False
        self._ahead.appendleft(self.current)
        self.current = self._behind.pop()
        return True

    def seek(self, at_ns: int) -> bool:
        """To the frame that was the newest at that moment; False where nothing can be decoded."""
        number = self._reel.number_at(at_ns)
        packet = self._reel.packet(number)
        keyframe = self._keyframe_for(number)
        if packet is None or keyframe is None:
            return False
        self._begin(keyframe)
        self._behind.clear()
        if (frame := self.peek()) is None:
            return False
        self.current = self._ahead.popleft()
        while frame.at_ns != packet.captured_at_ns and self._number <= number + _LATE and self.forward():
            frame = self.current
        return True

    def _keyframe_for(self, number: int) -> int | None:
        """Where decoding must begin for that packet's frame."""
        keyframe = self._reel.keyframe_before(number)
        if keyframe is None:
            return None
        packet, first = self._reel.packet(number), self._reel.packet(keyframe)
        times = (packet.pts if packet else None, first.pts if first else None)
        if times[0] is None or times[1] is None or times[0] >= times[1]:
            return keyframe
        # Shown before its keyframe, and built on frames before that.
        before = self._reel.keyframe_before(keyframe - 1)
        return keyframe if before is None else before

    # --- back ---

    def _decode_behind(self, at_ns: int) -> bool:
        """Decodes again what comes before the frame of that arrival, which is the current one."""
        if at_ns < self._reel.oldest_ns:
            return False
        keyframe = self._reel.keyframe_before(self._reel.number_at(at_ns))
        while keyframe is not None:
            self._begin(keyframe)
            if self._run_up_to(at_ns) and self._behind:
                return True
            keyframe = self._reel.keyframe_before(keyframe - 1)
        return False

    def _run_up_to(self, at_ns: int) -> bool:
        """Fills what lies behind; the frame itself is left out, what follows it is ahead."""
        self._behind.clear()
        number = self._reel.number_at(at_ns)
        while (frame := self.peek()) is not None and self._number <= number + _LATE:
            self._ahead.popleft()
            if frame.at_ns == at_ns:
                return True
            self._remember(frame)
        return False

    def _remember(self, frame: ReelFrame) -> None:
        self._behind.append(frame)
        while len(self._behind) > max(1, _BEHIND_BYTES // frame.size_bytes):
            self._behind.popleft()

    # --- decoding ---

    def _begin(self, keyframe: int) -> None:
        self._number = keyframe
        self._ahead.clear()
        self._arrivals.clear()
        self._track = self._last = None
        self._drained = False
        packet = self._reel.packet(keyframe)
        self._first_pts = packet.pts if packet else None

    def _decode_one(self) -> bool:
        """Takes one packet; False where no more is there."""
        self._number = max(self._number, self._reel.first)
        kept = self._reel.packet(self._number)
        if kept is None:
            return self._drain_at_end()
        if kept.track is not self._track:
            self._change_to(kept.track)
        self._number += 1
        self._arrivals[kept.pts] = kept.captured_at_ns
        if self._codec is not None:
            self._take(self._codec.decode(timed_packet(kept)), kept.captured_at_ns)
        return True

    def _drain_at_end(self) -> bool:
        """Frames that the decoder held back for later ones, where no later ones will come."""
        if not self._reel.is_whole or self._codec is None or self._last is None or self._drained:
            return False
        self._drained = True
        self._take(self._codec.drain(), self._last[0].at_ns)
        return True

    def _change_to(self, track: Track) -> None:
        """Another connection, or a beginning."""
        if self._codec is not None and self._last is not None:
            self._take(self._codec.drain(), self._last[0].at_ns)
        self._arrivals.clear()
        if self._track is not None:
            self._first_pts = None
        self._track, self._last = track, None
        try:
            self._codec = Codec(track.parameters, filtering=Filtering.FULL)
        except StreamError:
            self._codec = None

    def _take(self, pictures: list[VideoFrame], arrived_ns: int) -> None:
        for picture in pictures:
            if self._leads(picture):
                continue
            at_ns = self._arrivals.pop(picture.pts, arrived_ns)
            frame = ReelFrame(picture, at_ns, self._moment_ns(picture, at_ns))
            self._last = (frame, picture.pts)
            self._ahead.append(frame)

    def _leads(self, picture: VideoFrame) -> bool:
        """Whether it is shown before the keyframe begun with, and built on frames before that."""
        if self._first_pts is None or picture.pts is None:
            return False
        if picture.pts < self._first_pts:
            return True
        self._first_pts = None
        return False

    def _moment_ns(self, picture: VideoFrame, at_ns: int) -> int:
        if self._last is None or self._track is None:
            return at_ns
        before, pts = self._last
        if picture.pts is not None and pts is not None:
            step_ns = round((picture.pts - pts) * self._track.time_base * 1_000_000_000)
            moment_ns = before.moment_ns + step_ns
            if step_ns > 0 and abs(moment_ns - at_ns) < _JUMP_NS:
                return moment_ns
        return max(before.moment_ns, at_ns)
