"""A clip cut out of a feed's ring: where it lies, and exactly when it was filmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.clock import Clock
from console.media.stream_choice import StreamKind

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClipMade:
    """An MP4 that is whole and safely on the disk."""

    camera_id: str
    file: Path
    started_at_utc: datetime  # of its first frame, to the microsecond
    first_at_ns: int  # monotonic, when its first frame was filmed: a keyframe, mostly before the wished start
    last_at_ns: int  # and its last
    frames: int
    codec: str  # "h264", "hevc", "mjpeg" …
    stream: StreamKind  # which of the camera's it was cut out of
    width: int  # px, as the camera announced it
    height: int
    has_sound: bool = False

    @property
    def ended_at_utc(self) -> datetime:
        """When its last frame was filmed."""
        return self.started_at_utc + timedelta(microseconds=(self.last_at_ns - self.first_at_ns) // 1000)


def utc_at(monotonic_ns: int, *, utc_minus_monotonic_ns: int) -> datetime:
    """The moment by the wall clock, to the microsecond."""
    return _EPOCH + timedelta(microseconds=(monotonic_ns + utc_minus_monotonic_ns) // 1000)


def utc_of(monotonic_ns: int, *, clock: Clock) -> datetime:
    """The same, as the wall clock goes now."""
    return utc_at(monotonic_ns, utc_minus_monotonic_ns=utc_minus_monotonic_ns(clock))


def utc_minus_monotonic_ns(clock: Clock) -> int:
    """As the wall clock goes now."""
    return epoch_ns(clock.now_utc()) - clock.monotonic_ns()


def epoch_ns(moment: datetime) -> int:
    """Since 1970, to the microsecond."""
    return (moment - _EPOCH) // timedelta(microseconds=1) * 1000
